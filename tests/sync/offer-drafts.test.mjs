// Drafts: made active and deleted at the rehearsal Allegro, one by one and by a plan.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { decide, offerWorld, outcome, plan, planned, push, requests, truth } from "./offer-writes.mjs";

describe("drafts of offers", () => {
  let rig;
  let free;

  before(async () => {
    rig = await offerWorld();
    free = [...(await truth(rig)).values()].filter((o) => o.status === "INACTIVE" && !o.fulfilment && o.stock > 0).map((o) => o.id).sort();
    assert.ok(free.length > 12, `${free.length} drafts`);
  });
  after(() => rig?.stop());

  const take = (n) => free.splice(0, n).sort();
  const fault = (kind, more = {}) => rig.sandbox("/faults", { kind, count: "1", ...more });
  const here = (id, column) => rig.sql(`SELECT ${column} FROM offer WHERE offer_id = '${id}'`);

  test("drafts are made active by one command, but for those that lack something", async () => {
    const ids = take(4);
    await rig.sql(`UPDATE offer SET errors = 2, error = 'Brak zdjęcia' WHERE offer_id = '${ids[1]}'`);
    await decide(rig, "status", ids, "ACTIVE");
    await push(rig, 2);
    assert.deepEqual(await outcome(rig, ids), [["DONE", ""], ["FAILED", "incomplete"], ["DONE", ""], ["DONE", ""]]);
    const offers = await truth(rig);
    assert.deepEqual(ids.map((id) => offers.get(id).status.replace("ACTIVATING", "ACTIVE")), ["ACTIVE", "INACTIVE", "ACTIVE", "ACTIVE"]);
    assert.deepEqual(await here(ids[0], "tab"), [["active"]]);
  });

  test("a draft is deleted, once, and is gone here", async () => {
    const [id] = take(1);
    await decide(rig, "delete", [id], "DELETED");
    await push(rig);
    assert.deepEqual(await outcome(rig, [id]), [["DONE", ""]]);
    assert.equal((await truth(rig)).get(id)?.status ?? "gone", "gone");
    assert.deepEqual(await here(id, "tab"), [["gone"]]);
    assert.deepEqual(await rig.sql(`SELECT field, after_value, author FROM offer_change WHERE offer_id = '${id}'`), [["status", "DELETED", "kram"]]);
  });

  for (const when of ["before", "after"])
    test(`a deletion that is lost ${when} it takes effect happens once`, async () => {
      const [id] = take(1);
      await rig.sandbox("/effects/clear", {});
      await fault(`drop-${when}`, { path: "DELETE /sale/offers/*" });
      await decide(rig, "delete", [id], "DELETED");
      await push(rig, 3);
      assert.deepEqual(await outcome(rig, [id]), [["DONE", ""]]);
      const { offers } = await rig.sandbox("/effects");
      assert.equal(offers.deleted, 1);
    });

  test("what another program deleted meanwhile is as it was wanted", async () => {
    const [id] = take(1);
    await rig.sandbox("/offers/delete", { id });
    await decide(rig, "delete", [id], "DELETED");
    await push(rig);
    assert.deepEqual(await outcome(rig, [id]), [["DONE", ""]]);
  });

  test("what became an offer meanwhile is not deleted, and a person is asked", async () => {
    const [id] = take(1);
    await decide(rig, "status", [id], "ACTIVE");
    await push(rig, 2);
    await rig.sql(`UPDATE offer SET status = 'INACTIVE' WHERE offer_id = '${id}'`);
    await decide(rig, "delete", [id], "DELETED");
    await push(rig, 3);
    assert.deepEqual((await outcome(rig, [id]))[0][0], "FAILED");
    assert.notEqual((await truth(rig)).get(id).status, "INACTIVE");
  });

  test("a plan deletes one draft a request", async () => {
    const ids = take(4);
    await rig.sandbox("/effects/clear", {});
    const id = await plan(rig, "delete", ids, "DELETED", { state: "TRIAL" });
    await push(rig, 4);
    assert.deepEqual(await planned(rig, id), ["DONE", "", 0, 0, 4, 0, 0, 0]);
    assert.equal((await requests(rig)).deleteOfferUsingDELETE, 4);
  });
});
