// Products asked for in the catalogue of the rehearsal Allegro.
import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { startRig } from "../rig/rig.mjs";
import { matchedAlike } from "./matching.mjs";

const clean = ({ code, stderr }) => assert.deepEqual([code, stderr], [0, ""]);

/** A connected account, and the first n products of the demonstration's shop. */
async function world(n) {
  const rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--orders", "1"] });
  const file = join(rig.dir, "shop.csv");
  writeFileSync(file, await rig.sandbox(`/shop.csv?n=${n}`));
  await rig.must("kramctl", "products", "import", file, "--profile", "Sklep", "--auto");
  return {
    rig,
    /** With a full bucket: what it holds is asked at once, the rest five a second. */
    match: async (...args) => {
      await rig.sql("DELETE FROM request_bucket WHERE name = 'products'");
      return rig.run("match-products", "--once", ...args);
    },
    fault: (kind, path, count, value = "") => rig.sandbox("/faults", { kind, path, count: String(count), value }),
    asked: async (operation, status) => {
      const all = (await rig.sandbox("/effects")).requests[operation] ?? {};
      return status ? (all[status] ?? 0) : Object.values(all).reduce((a, b) => a + b, 0);
    },
    change: (set, where) => rig.sql(`UPDATE product SET ${set}, version = version + 1 WHERE ${where}`),
    /** So long later, for all that is asked again. */
    later: (days, last = 1000) => rig.sql(`UPDATE catalogue_answer SET next_at = next_at - INTERVAL ${days} DAY WHERE product_id <= ${last}; UPDATE category_evidence SET next_at = next_at - INTERVAL ${days} DAY;
      UPDATE catalogue_card SET next_at = next_at - INTERVAL ${days} DAY WHERE card_id IN (SELECT card_id FROM catalogue_answer WHERE product_id <= ${last}); UPDATE request_ban SET blocked_until = '1970-01-01'`),
  };
}

describe("the catalogue", () => {
  let w;

  before(async () => (w = await world(50)));
  after(() => w?.rig.stop());

  test("a dry run asks and writes nothing", async () => {
    clean(await w.match("--dry-run"));
    assert.ok((await w.asked("getSaleProducts")) > 0);
    assert.deepEqual(await w.rig.sql("SELECT * FROM catalogue_sweep"), []);
  });

  test("is asked for every product by EAN and then by MPN; killed on the way it goes on where it was", async () => {
    await w.rig.sandbox("/effects/clear", {});
    const child = w.rig.spawn("match-products", ["--once"]);
    while (Number((await w.rig.sql("SELECT COUNT(*) FROM catalogue_answer"))[0][0]) < 20) await pause(20);
    child.kill("SIGKILL");
    await once(child, "exit");
    clean(await w.match());
    await matchedAlike(w.rig);
    const questions = await w.asked("getSaleProducts");
    const [[least]] = await w.rig.sql("SELECT COUNT(asked_ean) + SUM(mode <> 'GTIN' AND asked_mpn IS NOT NULL) FROM catalogue_answer");
    assert.ok(questions >= Number(least) && questions <= Number(least) + 40, `${questions} questions for ${least}`);
    assert.equal(await w.asked("getSaleProducts", "429"), 0);
  });

  test("cards that products are were read whole, with what they say of safety", async () => {
    assert.deepEqual(await w.rig.sql("SELECT card_id FROM catalogue_card c WHERE requirements IS NULL AND EXISTS (SELECT 1 FROM catalogue_answer a WHERE a.card_id = c.card_id)"), []);
    const { products } = await w.rig.sandbox("/products");
    const safe = new Set(products.filter((one) => one.safe).map((one) => one.id));
    for (const [id, digest] of await w.rig.sql("SELECT card_id, IFNULL(safety, '') FROM catalogue_card")) assert.equal(digest !== "", safe.has(id), id);
    assert.deepEqual(await w.rig.sql("SELECT card_id FROM catalogue_card c WHERE safety IS NOT NULL AND NOT EXISTS (SELECT 1 FROM catalogue_safety s WHERE s.card_id = c.card_id AND s.digest = c.safety)"), []);
  });

  test("shop categories without a vote get what their names suggest, no faster than Allegro lets", async () => {
    const named = await w.rig.sql("SELECT DISTINCT p.category FROM category_proposal v JOIN product p ON p.shop_key = v.shop_key WHERE v.origin = 'NAME' ORDER BY 1");
    assert.deepEqual(named, [["Rękodzieło > Ceramika"], ["Rękodzieło > Świece sojowe"]]);
    assert.deepEqual(await w.rig.sql("SELECT shop_key FROM category_proposal GROUP BY shop_key HAVING COUNT(DISTINCT origin) > 1"), []);
    assert.equal(await w.asked("categorySuggestionUsingGET", "429"), 0);
  });

  test("the parameters of their categories are wanted", async () => {
    assert.deepEqual(await w.rig.sql(`SELECT DISTINCT c.category_id FROM catalogue_answer a JOIN catalogue_card c ON c.card_id = a.card_id
      WHERE NOT EXISTS (SELECT 1 FROM category_used u WHERE u.category_id = c.category_id)`), []);
  });

  test("nobody is asked twice: not when nothing changed, and not when stock did", async () => {
    await w.rig.sandbox("/effects/clear", {});
    clean(await w.match());
    await w.rig.sql("UPDATE stock_total SET on_hand = 77 WHERE product_id <= 20");
    await w.change("updated_at = UTC_TIMESTAMP(3)", "id <= 20");
    clean(await w.match());
    assert.equal(await w.asked("getSaleProducts"), 0);
    assert.equal(await w.asked("categorySuggestionUsingGET"), 0);
  });

  test("another EAN, another brand, and a product that went and came are asked for; another shop category is counted", async () => {
    const { products } = await w.rig.sandbox("/products");
    const other = products.at(-1).ean;
    await w.rig.sandbox("/effects/clear", {});
    await w.change(`ean = '${other}'`, "id = 5");
    await w.change("category = 'Nowości'", "id IN (7, 9)");
    await w.change("gone_since = '2026-01-01'", "id = 11");
    clean(await w.match());
    await matchedAlike(w.rig);
    assert.equal(await w.asked("getSaleProducts"), 1);
    await w.change("gone_since = NULL", "id = 11");
    clean(await w.match());
    await matchedAlike(w.rig);
  });

  test("after thirty days all are asked again: cards that came and went are met", async () => {
    const [[gone], [twice]] = await w.rig.sql("SELECT card_id FROM catalogue_answer WHERE mode = 'GTIN' AND card_id IS NOT NULL ORDER BY product_id LIMIT 2");
    await w.rig.sandbox("/products/forget", { id: gone });
    await w.rig.sandbox("/products/copy", { id: twice, name: "To samo inaczej" });
    await w.later(31, 10);
    clean(await w.match());
    await matchedAlike(w.rig);
    assert.deepEqual(await w.rig.sql(`SELECT gone_at IS NOT NULL FROM catalogue_card WHERE card_id = '${gone}'`), [["1"]]);
  });
});

describe("the catalogue in bad weather", () => {
  let w;

  before(async () => (w = await world(10)));
  after(() => w?.rig.stop());

  for (const [title, faults] of [
    ["an outage", [["503", "/sale/products", 3]]],
    ["no answer", [["drop-before", "/sale/products", 1]]],
    ["a limit", [["429", "/sale/products", 1, "1"]]],
    ["lists of another shape, and without their end", [["json-200", "/sale/products", 2, '{"products":[{"id":"1"}]}'], ["json-200", "/sale/products", 1, "{}"], ["truncate", "/sale/products", 1, "200"]]],
    ["empty pages with others behind them", [["json-200", "/sale/products", 6, '{"products":[],"nextPage":{"id":"x"}}']]],
    ["a refusal of one", [["422", "/sale/products", 1]]],
    ["cards that cannot be had", [["503", "/sale/products/*", 2], ["json-200", "/sale/products/*", 1, "{}"]]],
    ["names that cannot be asked for", [["503", "/sale/matching-categories", 1]]],
  ]) {
    test(`${title}: what is known stays, and the next runs bring all`, async () => {
      await w.rig.sql("UPDATE catalogue_answer SET next_at = '2000-01-01'; UPDATE catalogue_card SET next_at = '2000-01-01' WHERE next_at IS NOT NULL; UPDATE category_evidence SET next_at = '2000-01-01'");
      const before = await w.rig.sql("SELECT product_id, card_id FROM catalogue_answer WHERE card_id IS NOT NULL ORDER BY 1");
      for (const [kind, path, count, value] of faults) await w.fault(kind, path, count, value);
      await w.match();
      const kept = new Map(await w.rig.sql("SELECT product_id, card_id FROM catalogue_answer"));
      for (const [id, card] of before) assert.equal(kept.get(id), card, `product ${id}`);
      await w.rig.sandbox("/faults/clear", {});
      for (let i = 0; i < 2; i += 1) {
        await w.later(2);
        await w.match();
      }
      await w.later(2);
      clean(await w.match());
      await matchedAlike(w.rig);
    });
  }

  test("an account that may not read offers asks nothing", async () => {
    await w.rig.sql("UPDATE account SET scopes = 'allegro:api:orders:read'");
    await w.later(60);
    await w.rig.sandbox("/effects/clear", {});
    clean(await w.match());
    assert.equal(await w.asked("getSaleProducts"), 0);
  });
});
