// What the page of an order must say besides the order itself.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startRig } from "../rig/rig.mjs";
import { member } from "./client.mjs";

let rig, seller;
before(async () => {
  rig = await startRig({ parts: ["sandbox", "web", "connect"], sandbox: ["--orders", "20", "--seed", "7"] });
  await rig.must("poll-orders", "--once");
  seller = await member(rig, "seller");
});
after(() => rig?.stop());

const page = async (id) => (await seller.get(`/orders/${id}`)).body;

test("F9: merged purchases lead to each other, and the history of all of them stands under the one that is left", async () => {
  const { orders: [first] } = await rig.sandbox("/buy", { stage: "filled-in" });
  const { orders: [second] } = await rig.sandbox("/buy", { stage: "bought", like: first });
  await rig.must("poll-orders", "--once");
  const { orders: [merged] } = await rig.sandbox("/merge", { id: `${first},${second}` });
  await rig.must("poll-orders", "--once");
  await rig.sql("UPDATE order_form SET next_try = '1970-01-01'");
  await rig.must("poll-orders", "--once");
  const heir = await page(merged);
  for (const old of [first, second]) {
    assert.ok(heir.includes(`href="/orders/${old}"`), "the heir leads to what it is made of");
    const before = await page(old);
    assert.ok(before.includes(`href="/orders/${merged}"`), "the old one leads to its heir");
    assert.ok(!before.includes('id="set-status"'), "nothing can be set on it any more");
  }
  const events = await rig.sql(`SELECT DISTINCT form_id FROM order_event WHERE form_id IN ('${first}', '${second}', '${merged}')`);
  assert.equal(events.length, 3);
  const history = heir.slice(heir.indexOf('id="h-time"'));
  const bought = history.match(/<li/g) ?? [];
  const [[own]] = await rig.sql(`SELECT COUNT(*) FROM order_event WHERE form_id = '${merged}'`);
  assert.ok(bought.length > Number(own), `${bought.length} entries, ${own} events of its own`);
});

test("FACTS 2.6: eight statuses can be set, RETURNED is Allegro's own", async () => {
  await rig.sql("INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, 'order-status', 1, 'test')");
  const [[id]] = await rig.sql("SELECT form_id FROM orders WHERE place = 'new' AND fulfillment_provider = 'SELLER' AND fulfillment = 'NEW' LIMIT 1");
  const select = /<select id="set-status"[^]*?<\/select>/.exec(await page(id))[0];
  const offered = [...select.matchAll(/value="([A-Z_]+)"/g)].map(([, value]) => value);
  const all = ["NEW", "PROCESSING", "READY_FOR_SHIPMENT", "READY_FOR_PICKUP", "SENT", "PICKED_UP", "SUSPENDED", "CANCELLED"];
  assert.deepEqual(offered.sort(), all.filter((status) => status !== "NEW").sort(), "what it has need not be set");
  const answer = await seller.post(`/orders/${id}/fulfillment`, { status: "RETURNED" });
  assert.ok([400, 422].includes(answer.status), `${answer.status}`);
  assert.deepEqual(await rig.sql("SELECT id FROM outbox"), []);
});

test("a list too long to be looked through at once says how far it came, and leads on", async () => {
  const [[account]] = await rig.sql("SELECT MIN(id) FROM account");
  await rig.sql(`INSERT INTO orders (account_id, form_id, status, place, payment_state, bought_at, total_minor, currency,
    delivery_method_id, line_count, item_count) SELECT ${account}, CONCAT('many-', seq), 'BOUGHT', 'unpaid', 'unpaid',
    '2020-03-07 12:00' - INTERVAL seq MINUTE, 100, 'PLN', IF(seq > 10500, 'pigeon', 'courier'), 1, 1 FROM seq_1_to_10503`);
  const link = (body, rel) => new RegExp(`rel="${rel}" href="([^"]*)"`).exec(body)?.[1].replaceAll("&amp;", "&");
  const rows = (body) => (body.match(/<tr data-row/g) ?? []).length;
  const first = (await seller.get("/orders?view=unpaid&method=pigeon")).body;
  assert.match(first, /<h2>Nic od 29 lutego 2020<\/h2>/);
  assert.equal(rows(first), 0);
  assert.equal(link(first, "prev"), undefined);
  const second = (await seller.get(link(first, "next"))).body;
  assert.equal(rows(second), 3);
  assert.equal(link(second, "next"), undefined, "that is the end");
  const back = (await seller.get(link(second, "prev"))).body;
  assert.equal(rows(back), 0, "back to what was looked through");
  const plain = (await seller.get("/orders?view=unpaid")).body;
  assert.equal(rows(plain), 50);
});
