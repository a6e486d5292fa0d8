// Allegro's own price rules: which there are, which offers are under them, put under and taken off.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { decide, offerWorld, outcome, plain, plan, planned, push, requests, truth } from "./offer-writes.mjs";

const MARKET = "66950bc04a57a95dfad0891d";
const RATE = "66950bc04a57a95dfad0891b";

describe("Allegro's price rules", () => {
  let rig;
  let free;

  before(async () => {
    rig = await offerWorld();
    await rig.must("sync-terms", "--once");
    free = await plain(rig);
  });
  after(() => rig?.stop());

  const read = async () => {
    await rig.sql("UPDATE automation_look SET next_at = '2000-01-01'");
    await rig.must("sync-campaigns", "--once");
  };
  const seats = (where = "1") => rig.sql(`SELECT offer_id, market, rule_id, IFNULL(least_minor, ''), IFNULL(most_minor, ''), IFNULL(currency, '') FROM automation_seat WHERE ${where} ORDER BY offer_id`);

  test("each offer that the list shows under a rule is asked for its range", async () => {
    await rig.sandbox("/effects/clear", {});
    await rig.must("sync-campaigns", "--once");
    const ruled = [...(await truth(rig)).values()].filter((o) => o.rule).map((o) => o.id).sort();
    assert.ok(ruled.length > 0);
    assert.deepEqual((await seats()).map(([id]) => id), ruled);
    const all = await requests(rig);
    assert.equal(all.getAutomaticPricingRulesForOfferUsingGET, ruled.length);
  });

  test("within the hour nothing is asked again", async () => {
    await rig.sandbox("/effects/clear", {});
    await rig.must("sync-campaigns", "--once");
    const all = await requests(rig);
    assert.equal(all.getAutomaticPricingRulesForOfferUsingGET ?? 0, 0);
  });

  test("an offer that the list shows under another rule is asked again, and off it none is left", async () => {
    const [[id]] = await seats();
    await rig.sql(`UPDATE offer SET rule_id = 'other' WHERE offer_id = '${id}'`);
    await rig.sql(`UPDATE automation_seat SET rule_id = 'old', market = 'allegro-sk' WHERE offer_id = '${id}'`);
    await read();
    assert.deepEqual((await seats(`offer_id = '${id}'`)).map(([, market, rule]) => [market, rule]), [["allegro-pl", (await truth(rig)).get(id).rule]]);
  });

  test("an offer is put under a rule with its range, and taken off it", async () => {
    const [id] = free.splice(0, 1);
    await decide(rig, "rule", [id], `allegro-pl ${MARKET} 10.00 900.00 PLN`);
    await push(rig, 5);
    assert.deepEqual(await outcome(rig, [id]), [["DONE", ""]]);
    assert.equal((await truth(rig)).get(id).rule, MARKET);
    assert.deepEqual(await seats(`offer_id = '${id}'`), [[id, "allegro-pl", MARKET, "1000", "90000", "PLN"]]);
    assert.deepEqual(await rig.sql(`SELECT rule_id FROM offer WHERE offer_id = '${id}'`), [[MARKET]]);
    assert.deepEqual(await rig.sql(`SELECT author, after_value FROM offer_change WHERE offer_id = '${id}' AND field = 'rule'`), [["kram", MARKET]]);
    await read();
    assert.deepEqual(await seats(`offer_id = '${id}'`), [[id, "allegro-pl", MARKET, "1000", "90000", "PLN"]]);
    await decide(rig, "rule", [id], "allegro-pl -");
    await push(rig, 5);
    assert.deepEqual(await outcome(rig, [id]), [["DONE", ""]]);
    assert.equal((await truth(rig)).get(id).rule ?? null, null);
    assert.deepEqual(await seats(`offer_id = '${id}'`), []);
  });

  test("what Allegro would refuse is not sent", async () => {
    const [a, b, c, d] = free.splice(0, 4);
    await rig.sandbox("/effects/clear", {});
    await decide(rig, "rule", [a], `allegro-pl ${MARKET}`);
    await decide(rig, "rule", [b], `allegro-pl ${RATE}`);
    await decide(rig, "rule", [c], `allegro-cz ${MARKET} 10.00 20.00 CZK`);
    await decide(rig, "rule", [d], "allegro-pl nowhere 10.00 20.00 PLN");
    await push(rig, 2);
    assert.deepEqual(Object.fromEntries(await rig.sql(`SELECT subject, reason FROM outbox WHERE subject IN ('${[a, b, c, d].join("', '")}')`)), { [a]: "rule-range", [b]: "rule-rate-home", [c]: "rule-market", [d]: "rule-gone" });
    assert.equal((await requests(rig)).offerAutomaticPricingModificationCommandUsingPOST ?? 0, 0);
  });

  test("offers with the same range are one command, and what Allegro refused says so", async () => {
    const ids = free.splice(0, 30);
    const id = await plan(rig, "rule", ids, `allegro-pl ${MARKET} 5.00 950.00 PLN`, { state: "RUNNING" });
    await rig.sandbox("/faults", { kind: "task-fails", count: "1", path: ids[3], value: "PriceRuleNotFoundException" });
    await rig.sandbox("/effects/clear", {});
    await push(rig, 8);
    assert.deepEqual(await planned(rig, id), ["DONE", "", 0, 0, 29, 1, 0, 0]);
    assert.equal((await requests(rig)).offerAutomaticPricingModificationCommandUsingPOST, 1);
  });

  test("an answer that is lost is no second command", async () => {
    const [id] = free.splice(0, 1);
    await rig.sandbox("/effects/clear", {});
    await rig.sandbox("/faults", { kind: "drop-after", count: "1", path: "POST /sale/offer-price-automation-commands" });
    await decide(rig, "rule", [id], `allegro-pl ${MARKET} 10.00 800.00 PLN`);
    await push(rig, 6);
    assert.deepEqual(await outcome(rig, [id]), [["DONE", ""]]);
    assert.equal((await requests(rig)).offerAutomaticPricingModificationCommandUsingPOST, 1);
  });
});
