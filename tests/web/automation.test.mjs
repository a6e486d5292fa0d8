// Allegro's own price rules in the panel: what there is, one offer, many offers.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { member } from "./client.mjs";

const MARKET = "66950bc04a57a95dfad0891d";
const RATE = "66950bc04a57a95dfad0891b";

describe("Allegro's price rules", () => {
  let rig, seller, free;

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "connect", "web"], sandbox: ["--orders", "1"] });
    seller = await member(rig, "sprzedaje", "seller");
    for (const job of ["sync-offers", "sync-terms", "sync-campaigns"]) await rig.must(job, "--once");
    free = (await rig.sql("SELECT offer_id FROM offer WHERE tab = 'active' AND format = 'BUY_NOW' AND fulfillment = 0 AND rule_id IS NULL AND price_minor > 1000 ORDER BY id LIMIT 8")).flat();
  });
  after(() => rig?.stop());

  const text = (page) => page.body.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  const intents = (id) => rig.sql(`SELECT IFNULL(before_value, ''), after_value, state FROM outbox WHERE kind = 'offer-rule' AND subject = '${id}' ORDER BY id`);

  test("an offer shows under which rule it is and within which range", async () => {
    const [[id]] = await rig.sql("SELECT offer_id FROM automation_seat ORDER BY offer_id LIMIT 1");
    const page = await seller.get(`/offers/${id}`);
    assert.match(text(page), /Reguła cenowa Allegro/);
    assert.match(page.body, /name="seen" value="allegro-pl [0-9a-f]+/);
    assert.match(text(page), /Odłącz od reguły/);
  });

  test("its terms have the names the seller gave them", async () => {
    const [[id, list, name]] = await rig.sql("SELECT o.offer_id, o.shipping_rates, t.name FROM offer o JOIN term t ON t.account_id = o.account_id AND t.kind = 'SHIPPING' AND t.term_id = o.shipping_rates LIMIT 1");
    const page = text(await seller.get(`/offers/${id}`));
    assert.ok(page.includes(`Cennik dostawy ${name}`), page);
    assert.ok(!page.includes(`Cennik dostawy ${list}`));
  });

  test("what cannot be is told at the form, and what was typed stays", async () => {
    const [id] = free;
    const send = (more) => seller.post(`/offers/${id}/rule`, { market: "allegro-pl", rule: MARKET, least: "", most: "", batch: randomUUID(), ...more });
    let page = await send({ least: "dużo", most: "10" });
    assert.equal(page.status, 422);
    assert.match(page.body, /value="dużo"/);
    page = await send({ least: "20,00", most: "10,00" });
    assert.equal(page.status, 422);
    assert.match(text(page), /Najniższa cena jest wyższa od najwyższej/);
    page = await send({});
    assert.equal(page.status, 409);
    assert.match(text(page), /wymaga najniższej i najwyższej ceny/);
    page = await send({ rule: RATE });
    assert.match(text(page), /nie w serwisie bazowym/);
    assert.deepEqual(await intents(id), []);
  });

  test("one offer is put under a rule with comma or point, and taken back", async () => {
    const [id, other] = free;
    assert.equal((await seller.post(`/offers/${id}/rule`, { market: "allegro-pl", rule: MARKET, least: "1 000,50", most: "9000.00", batch: randomUUID() })).status, 303);
    assert.deepEqual(await intents(id), [["allegro-pl -", `allegro-pl ${MARKET} 1000.50 9000.00 PLN`, "NEW"]]);
    const [[intent]] = await rig.sql(`SELECT id FROM outbox WHERE subject = '${id}' AND kind = 'offer-rule'`);
    assert.match(text(await seller.get(`/outbox/${intent}`)), /Allegro\.pl: Najniższa na rynku, od 1000,50 zł do 9000,00 zł/);
    const clash = await seller.post(`/offers/${other}/rule`, { market: "allegro-pl", rule: MARKET, least: "1", most: "2", seen: "allegro-pl other", batch: randomUUID() });
    assert.equal(clash.status, 409);
  });

  test("many are put under one at once, each within its own range", async () => {
    const marked = free.slice(2, 5);
    const many = new URLSearchParams({ deed: "rule", rule: MARKET, below: "10", above: "20,5", market: "" });
    for (const id of marked) many.append("id", `1:${id}`);
    const made = await seller.post("/bulk/offers", many);
    assert.equal(made.status, 303, text(made));
    const rows = await rig.sql("SELECT i.subject, i.before_value, i.after_value, o.price_minor FROM plan_item i JOIN offer o ON o.offer_id = i.subject WHERE i.kind = 'offer-rule' ORDER BY i.subject");
    assert.deepEqual(rows.map(([id]) => id), [...marked].sort());
    for (const [, was, is, price] of rows) {
      assert.equal(was, "allegro-pl -");
      const [, , least, most] = is.split(" ").map(Number);
      assert.ok(Math.abs(least * 100 - price * 0.9) <= 1 && Math.abs(most * 100 - price * 1.205) <= 1, is);
    }
    const page = await seller.get(made.location);
    assert.match(text(page), /Reguły cenowe Allegro/);
    assert.match(text(page), /Allegro\.pl: bez reguły/);
    assert.equal((await seller.post("/bulk/offers", new URLSearchParams({ deed: "rule", id: `1:${marked[0]}` }))).status, 422);
    assert.equal((await seller.post("/bulk/offers", new URLSearchParams({ deed: "rule", rule: MARKET, below: "10", id: `1:${marked[0]}` }))).status, 422);
  });

  test("many are taken off at once", async () => {
    const ruled = (await rig.sql("SELECT o.offer_id FROM offer o JOIN automation_seat s ON s.offer_id = o.offer_id WHERE o.tab = 'active' AND o.fulfillment = 0 ORDER BY o.offer_id LIMIT 2")).flat();
    const many = new URLSearchParams({ deed: "no-rule" });
    for (const id of ruled) many.append("id", `1:${id}`);
    assert.equal((await seller.post("/bulk/offers", many)).status, 303);
    assert.deepEqual(await rig.sql("SELECT DISTINCT after_value FROM plan_item WHERE plan_id = (SELECT MAX(id) FROM plan)"), [["allegro-pl -"]]);
  });
});
