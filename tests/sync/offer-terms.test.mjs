// Terms of sale of many offers at the rehearsal Allegro: delivery by commands, the rest one by one.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { decide, offerWorld, outcome, plain, plan, planned, push, requests } from "./offer-writes.mjs";

describe("terms of sale of offers", () => {
  let rig;
  let free;

  before(async () => {
    rig = await offerWorld();
    await rig.must("sync-terms", "--once");
    free = await plain(rig);
  });
  after(() => rig?.stop());

  const take = (n) => free.splice(0, n).sort();
  const term = async (kind) => (await rig.sql(`SELECT term_id FROM term WHERE account_id = 1 AND kind = '${kind}' AND gone_at IS NULL AND warehouse = 0
    AND term_id NOT IN (SELECT IFNULL(shipping_rates, '') FROM offer UNION SELECT IFNULL(return_policy, '') FROM offer) LIMIT 1`))[0][0];
  const here = async (ids, column) => (await rig.sql(`SELECT DISTINCT ${column} FROM offer WHERE offer_id IN (${ids.map((id) => `'${id}'`)})`)).flat();
  const all = (n, state, reason = "") => Array.from({ length: n }, () => [state, reason]);

  test("a delivery price list for many offers is one command, and Kram is the author of the change", async () => {
    const ids = take(30);
    const list = await term("SHIPPING");
    await rig.sandbox("/effects/clear", {});
    await decide(rig, "delivery", ids, `shipping ${list}`);
    await push(rig, 2);
    assert.deepEqual(await outcome(rig, ids), all(30, "DONE"));
    assert.ok(Object.values(await requests(rig)).reduce((a, b) => a + b, 0) <= 4, JSON.stringify(await requests(rig)));
    assert.deepEqual(await here(ids, "shipping_rates"), [list]);
    assert.deepEqual(await rig.sql("SELECT DISTINCT author FROM offer_change WHERE field = 'shipping'"), [["kram"]]);
  });

  test("so is a handling time, and a list that is not the seller's is refused with Allegro's words", async () => {
    const ids = take(4);
    const [bad] = take(1);
    await decide(rig, "delivery", ids, "handling P2D");
    await decide(rig, "delivery", [bad], "shipping 00000000-0000-4000-8000-000000000000");
    await push(rig, 3);
    assert.deepEqual(await outcome(rig, ids), all(4, "DONE"));
    assert.deepEqual(await outcome(rig, [bad]), all(1, "FAILED", "refused"));
  });

  test("a return policy is set offer by offer, by a plan", async () => {
    const ids = take(6);
    const policy = await term("RETURNS");
    const id = await plan(rig, "policy", ids, `returns ${policy}`, { state: "TRIAL" });
    await rig.sandbox("/effects/clear", {});
    await push(rig, 4);
    assert.deepEqual(await planned(rig, id), ["DONE", "", 0, 0, 6, 0, 0, 0]);
    assert.deepEqual(await here(ids, "return_policy"), [policy]);
  });

  test("one that is lost after it takes effect is made once", async () => {
    const ids = take(1);
    await rig.sandbox("/effects/clear", {});
    await rig.sandbox("/faults", { kind: "drop-after", path: "PATCH /sale/product-offers/*", count: "1" });
    await decide(rig, "policy", ids, `implied ${await term("IMPLIED")}`);
    await push(rig, 3);
    assert.deepEqual(await outcome(rig, ids), all(1, "DONE"));
    assert.deepEqual((await rig.sandbox("/effects")).offers.changed, { [ids[0]]: 1 });
  });
});
