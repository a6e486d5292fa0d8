// Plans of many offers, carried out against the rehearsal Allegro.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { offerWorld, outcome, plain, plan, planned, push, requests, truth } from "./offer-writes.mjs";

describe("plans", () => {
  let rig;
  let free;

  before(async () => {
    rig = await offerWorld();
    free = await plain(rig);
  });
  after(() => rig?.stop());

  const take = (n) => free.splice(0, n);
  const fault = (kind, more = {}) => rig.sandbox("/faults", { kind, count: "1", ...more });

  test("five go first, then the rest as one command, in few requests", async () => {
    const ids = take(60);
    const id = await plan(rig, "stock", ids, "44", { state: "TRIAL" });
    await rig.sandbox("/effects/clear", {});
    await push(rig);
    assert.deepEqual((await planned(rig, id)).slice(0, 4), ["TRIAL", "", 55, 5]);
    const first = await truth(rig);
    assert.ok(ids.filter((one) => first.get(one).stock === 44).length <= 5);
    await push(rig, 8);
    assert.deepEqual(await planned(rig, id), ["DONE", "", 0, 0, 60, 0, 0, 0]);
    const offers = await truth(rig);
    assert.ok(ids.every((one) => offers.get(one).stock === 44));
    const all = await requests(rig);
    assert.ok(Object.values(all).reduce((a, b) => a + b, 0) <= 10, JSON.stringify(all));
  });

  test("one of the five that fails stops it", async () => {
    const ids = take(12);
    const id = await plan(rig, "price", ids, "31.00 PLN", { state: "TRIAL" });
    const [[first]] = await rig.sql(`SELECT subject FROM plan_item WHERE plan_id = ${id} ORDER BY id LIMIT 1`);
    await fault("task-fails", { path: first, value: "ConstraintViolationException.Price" });
    await push(rig, 4);
    assert.deepEqual(await planned(rig, id), ["STOPPED", "trial", 7, 0, 4, 1, 0, 0]);
    await push(rig, 2);
    const offers = await truth(rig);
    assert.equal(ids.filter((one) => Number(offers.get(one).price) === 31).length, 4);
  });

  test("a blocked account stops it at once, and nothing of it is sent any more", async () => {
    const ids = take(12);
    const id = await plan(rig, "stock", ids, "45", { state: "TRIAL" });
    await fault("seller-blocked", { count: "-1" });
    await push(rig, 3);
    assert.deepEqual(await planned(rig, id), ["STOPPED", "blocked", 7, 0, 0, 0, 5, 0]);
    await rig.sandbox("/faults/clear", {});
    await push(rig, 2);
    const offers = await truth(rig);
    assert.ok(ids.every((one) => offers.get(one).stock !== 45));
  });

  test("F24: zero is the end of the offer, and what changed meanwhile is left out", async () => {
    const ids = take(8);
    const id = await plan(rig, "status", ids, "EMPTIED", { state: "TRIAL" });
    await rig.sql(`UPDATE offer SET status = 'ENDED' WHERE offer_id = '${ids[7]}'`);
    await push(rig, 8);
    assert.deepEqual(await planned(rig, id), ["DONE", "", 0, 0, 7, 0, 0, 1]);
    assert.deepEqual(new Set((await outcome(rig, ids.slice(0, 7))).map(([state]) => state)), new Set(["DONE"]));
  });

  test("a plan whose writer is switched off waits", async () => {
    await rig.sql("UPDATE outbox_writer SET armed = 0 WHERE kind = 'offer-stock'");
    const id = await plan(rig, "stock", take(3), "46", { state: "TRIAL" });
    await push(rig, 2);
    assert.deepEqual((await planned(rig, id)).slice(0, 4), ["TRIAL", "", 3, 0]);
    await rig.sql("UPDATE outbox_writer SET armed = 1 WHERE kind = 'offer-stock'");
    await push(rig, 6);
    assert.equal((await planned(rig, id))[0], "DONE");
  });
});
