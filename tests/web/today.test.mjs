// The first page: what is late, what comes next, what waits for a decision, what it is worth.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startRig } from "../rig/rig.mjs";
import { member } from "./client.mjs";

let rig, seller, packer;
before(async () => {
  rig = await startRig({ parts: ["sandbox", "web", "connect"], sandbox: ["--orders", "40", "--seed", "7"] });
  await rig.must("poll-orders", "--once");
  [seller, packer] = [await member(rig, "seller"), await member(rig, "packer")];
});
after(() => rig?.stop());

const part = async (id, client = seller) => {
  const { status, body } = await client.get("/");
  assert.equal(status, 200);
  return new RegExp(`<section class="card" aria-labelledby="h-${id}">[^]*?</section>`).exec(body)?.[0] ?? "";
};
const open = "to_send = 1 AND ship_by IS NOT NULL";

test("the late ones are there themselves, five at most, the oldest first, and all of them behind", async () => {
  await rig.sql(`UPDATE orders SET ship_by = UTC_TIMESTAMP(3) + INTERVAL 3 DAY WHERE ${open}`);
  assert.match(await part("send"), /Nic nie jest po terminie/);
  const ids = (await rig.sql(`SELECT form_id FROM orders WHERE ${open} ORDER BY id LIMIT 7`)).flat();
  assert.equal(ids.length, 7);
  for (const [i, id] of ids.entries()) await rig.sql(`UPDATE orders SET ship_by = UTC_TIMESTAMP(3) - INTERVAL ${10 - i} MINUTE WHERE form_id = '${id}'`);
  await rig.sql(`REPLACE INTO order_due (day, account_id, n) SELECT TIMESTAMP(DATE(send_key)), account_id, COUNT(*) FROM orders WHERE to_send = 1 GROUP BY 1, 2`);
  await rig.sql("DELETE FROM order_due_hour");
  await rig.sql(`INSERT INTO order_due_hour (hour, account_id, n) SELECT TIMESTAMP(DATE(send_key), MAKETIME(HOUR(send_key), 0, 0)), account_id, COUNT(*) FROM orders WHERE to_send = 1 GROUP BY 1, 2`);
  const html = await part("send");
  assert.deepEqual([...html.matchAll(/href="\/orders\/([^"?]+)\?view=late"/g)].map(([, id]) => id), ids.slice(0, 5));
  assert.match(html, /href="\/orders\?view=late"[^>]*>[^<]*7</);
});

test("the next deadline is told with how many have it", async () => {
  await rig.sql(`UPDATE orders SET ship_by = TIMESTAMP(UTC_DATE()) + INTERVAL 2 DAY WHERE ${open} ORDER BY id DESC LIMIT 3`);
  assert.match((await part("send")).replace(/<[^>]+>/g, ""), /Najbliższy termin:[^]*· 3 zamówienia/);
});

test("what waits for a decision leads to it, and nothing waits when nothing does", async () => {
  await rig.sql("UPDATE orders SET problem = NULL");
  assert.match(await part("decide"), /Nic na Ciebie nie czeka/);
  await rig.sql("UPDATE orders SET problem = 'amount' LIMIT 2");
  const html = await part("decide");
  assert.match(html, /href="\/orders\?view=problem"[^]*<b>2<\/b>/);
});

test("money is told to who may see it", async () => {
  await rig.sql("DELETE FROM order_turnover");
  await rig.sql("INSERT INTO order_turnover VALUES (DATE_FORMAT(UTC_TIMESTAMP(), '%Y-%m-%d %H:00:00'), 1, 'PLN', 123456)");
  assert.match((await part("money")).replace(/[\u00a0\u202f]/g, " "), /Dziś do tej pory[^]*1 ?234,56 zł/);
  assert.equal(await part("money", packer), "");
  assert.ok(!(await packer.get("/")).body.includes("234,56"));
});

test("both drawings have their tables", async () => {
  const hours = await part("hours");
  assert.equal(hours.match(/<rect/g).length, 24);
  assert.equal(hours.match(/<tr><th scope="row">/g).length, 24);
  assert.equal((await part("days")).match(/<tr><th scope="row">/g).length, 14);
});

test("whether stock on Allegro is what it is here stands beside the daily check, for who may look closer", async () => {
  const tile = async (client = seller) => /<a class="tile ([a-z]*)" href="\/stock\/certificate">[^]*?<\/a>/.exec((await client.get("/")).body)?.slice(0, 2);
  const says = async () => {
    const [html, tone] = await tile();
    return [tone, html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").trim()];
  };
  assert.equal(await tile(), undefined, "nothing is linked yet");
  const put = (columns) => rig.sql(`REPLACE INTO stock_certificate (account_id, offers, equal_n, coming, held, uncounted, conflict, theirs, ended, differs, made_at) VALUES (1, ${columns})`);
  await put("9, 9, 0, 0, 0, 0, 0, 0, 0, UTC_TIMESTAMP(3)");
  assert.deepEqual(await says(), ["ok", "9/9 Zgodność stanów tyle samo w Allegro i tutaj"]);
  assert.equal(await tile(packer), undefined);
  await put("9, 6, 1, 0, 2, 0, 0, 0, 0, UTC_TIMESTAMP(3)");
  assert.deepEqual(await says(), ["ok", "6/9 Zgodność stanów inne, z wiadomych przyczyn: 3"]);
  await put("9, 6, 1, 0, 0, 0, 0, 0, 2, UTC_TIMESTAMP(3)");
  assert.deepEqual(await says(), ["bad", "6/9 Zgodność stanów bez znanej przyczyny: 2"]);
  await put("9, 9, 0, 0, 0, 0, 0, 0, 0, UTC_TIMESTAMP(3) - INTERVAL 3 DAY");
  assert.equal((await says())[0], "warn");
});
