// From a price rule to Allegro: campaigns are left alone, small changes go by themselves, others wait.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { offerWorld, plain, push, truth } from "./offer-writes.mjs";

describe("prices by rule", () => {
  let rig, ids, rule;

  before(async () => {
    rig = await offerWorld();
    ids = (await plain(rig)).slice(0, 6);
    await rig.must("sync-campaigns", "--once");
    // Each offer sells one product, which costs what the offer does.
    await rig.sql("INSERT INTO product (sku, name, price_minor, price_currency, words) SELECT CONCAT('C-', offer_id), 'x', price_minor, price_currency, '' FROM offer WHERE price_minor IS NOT NULL");
    await rig.sql("INSERT IGNORE INTO stock_link (account_id, offer_id, product_id, pieces, actor) SELECT o.account_id, o.offer_id, p.id, 1, 'test' FROM offer o JOIN product p ON p.sku = CONCAT('C-', o.offer_id)");
  });
  after(() => rig?.stop());

  const list = (of) => of.map((id) => `'${id}'`).join();
  const look = async () => {
    await rig.sql("UPDATE price_push SET looked_at = '2000-01-01'");
    await rig.must("push-prices", "--once");
  };
  const plans = () => rig.sql("SELECT state, items, brakes FROM plan WHERE topic = 'price' ORDER BY id");
  const price = async (id) => (await truth(rig)).get(id).price;
  const ours = async (id) => (await rig.sql(`SELECT price_minor FROM offer WHERE offer_id = '${id}'`))[0][0];

  test("without an armed rule nothing is planned", async () => {
    await rig.sql("INSERT INTO price_rule (environment, name, currency, base, way, rate, add_minor, fixed_minor, ending, direction, auto_offers, auto_change, made_by) VALUES ('simulator', 'Wszystkie', 'PLN', 'price', 'percent', 0, 0, 0, 'any', 'nearest', 10, 2000, 'test')");
    [[rule]] = await rig.sql("SELECT id FROM price_rule");
    await rig.must("push-prices", "--once");
    assert.deepEqual(await plans(), []);
  });

  test("a price that its product changed goes to Allegro by itself", async () => {
    await rig.sql("UPDATE price_rule SET armed = 1");
    await rig.sql(`UPDATE product SET price_minor = price_minor + 100 WHERE sku = 'C-${ids[0]}'`);
    await look();
    assert.equal((await plans()).length, 1);
    for (let i = 0; i < 4; i += 1) await push(rig, 2);
    assert.equal(Math.round(Number(await price(ids[0])) * 100), Number(await ours(ids[0])));
    assert.equal((await plans())[0][0], "DONE");
    await look();
    assert.equal((await plans()).length, 1, "what is right already is planned no more");
  });

  test("an offer in a campaign keeps its price", async () => {
    const [[id]] = await rig.sql("SELECT c.offer_id FROM offer_campaign c JOIN offer o USING (account_id, offer_id) WHERE c.gone_at IS NULL AND o.tab = 'active' AND o.format = 'BUY_NOW' AND o.price_currency = 'PLN' LIMIT 1");
    await rig.sql(`UPDATE product SET price_minor = price_minor + 100 WHERE sku = 'C-${id}'`);
    await look();
    assert.equal((await plans()).length, 1);
    assert.ok(Number((await rig.sql(`SELECT left_out FROM price_push WHERE number = ${rule}`))[0][0]) > 0);
  });

  test("more than the rule allows waits, is not planned twice, and anew when it differs", async () => {
    await rig.sql(`UPDATE product SET price_minor = price_minor * 3 WHERE sku = 'C-${ids[1]}'`);
    await look();
    await look();
    let all = await plans();
    assert.equal(all.length, 2);
    assert.equal(all[1][0], "DRAFT");
    await rig.sql(`UPDATE product SET price_minor = price_minor * 2 WHERE sku IN (${list(ids.slice(2, 4).map((id) => `C-${id}`))})`);
    await look();
    all = await plans();
    assert.deepEqual(all.slice(1).map(([state]) => state), ["STOPPED", "DRAFT"], "what nobody confirmed says what was");
    assert.equal(all[2][1], "3");
  });

  test("nothing goes by itself while campaigns are not known", async () => {
    await rig.sql("UPDATE product p JOIN offer o ON p.sku = CONCAT('C-', o.offer_id) SET p.price_minor = o.price_minor");
    await look();
    await rig.sql("UPDATE campaign_list SET read_at = '2000-01-01'");
    await rig.sql(`UPDATE product SET price_minor = price_minor + 100 WHERE sku = 'C-${ids[4]}'`);
    await look();
    assert.equal((await plans()).at(-1)[0], "DRAFT");
  });
});
