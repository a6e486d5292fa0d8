// Prices, pieces and the status of offers, written by commands to the rehearsal Allegro.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { decide, offerWorld, outcome, plain, push, requests, truth } from "./offer-writes.mjs";

describe("writing to offers", () => {
  let rig;
  let free; // offers that no test has touched

  before(async () => {
    rig = await offerWorld();
    free = await plain(rig);
  });
  after(() => rig?.stop());

  const all = (n, state, reason = "") => Array.from({ length: n }, () => [state, reason]);
  const take = (n) => free.splice(0, n).sort();
  const fault = (kind, more = {}) => rig.sandbox("/faults", { kind, count: "1", ...more });
  const here = (id, column) => rig.sql(`SELECT ${column} FROM offer WHERE offer_id = '${id}'`);

  test("what becomes the same is one command, and the copy here follows", async () => {
    const ids = take(40);
    await rig.sandbox("/effects/clear", {});
    await decide(rig, "price", ids, "123.45 PLN");
    await push(rig, 2);
    assert.deepEqual(await outcome(rig, ids), all(40, "DONE"));
    const offers = await truth(rig);
    assert.ok(ids.every((id) => Number(offers.get(id).price) === 123.45));
    const asked = await requests(rig);
    assert.equal(Object.values(asked).reduce((a, b) => a + b, 0) <= 6, true, JSON.stringify(asked));
    assert.deepEqual(await here(ids[0], "price_minor, price_currency"), [["12345", "PLN"]]);
    assert.deepEqual(await rig.sql(`SELECT field, after_value, author, outbox_id IS NOT NULL FROM offer_change WHERE offer_id = '${ids[0]}'`), [
      ["price", "123.45 PLN", "kram", "1"],
    ]);
  });

  test("another value is another command", async () => {
    const [a, b, c] = take(3);
    await decide(rig, "stock", [a, c], "17");
    await decide(rig, "stock", [b], "18");
    await push(rig, 2);
    assert.deepEqual(await outcome(rig, [a, b, c].sort()), all(3, "DONE"));
    const offers = await truth(rig);
    assert.deepEqual([a, b, c].map((id) => offers.get(id).stock), [17, 18, 17]);
    assert.deepEqual(await here(b, "available"), [["18"]]);
  });

  test("F22: what was ended for want of stock is made active again, what a person ended is not", async () => {
    const [emptied, byHand] = take(2);
    await decide(rig, "status", [emptied], "EMPTIED");
    await rig.sandbox("/offers/end", { id: byHand, by: "USER" });
    await push(rig, 2);
    assert.equal((await truth(rig)).get(emptied).status, "ENDED");
    await rig.sql("UPDATE walk SET next_at = '2000-01-01'; UPDATE offer SET seen_at = '2000-01-01'");
    await rig.must("sync-offers", "--once");
    await decide(rig, "status", [emptied, byHand], "REVIVED");
    await push(rig, 2);
    const offers = await truth(rig);
    assert.notEqual(offers.get(emptied).status, "ENDED");
    assert.equal(offers.get(byHand).status, "ENDED");
    assert.deepEqual(await outcome(rig, [byHand]), [["FAILED", "not-for-stock"]]);
  });

  test("F26: each offer of a command has its own end", async () => {
    const ids = take(6);
    await fault("task-fails", { path: ids[1], value: "ConstraintViolationException.Price" });
    await fault("task-missing", { path: ids[2] });
    await decide(rig, "price", ids, "77.70 PLN");
    await push(rig, 3);
    const want = all(6, "DONE");
    want[1] = ["FAILED", "refused"];
    assert.deepEqual(await outcome(rig, ids), want);
    assert.match((await rig.sql(`SELECT problem FROM outbox WHERE subject = '${ids[1]}'`))[0][0], /ConstraintViolationException.Price/);
  });

  for (const when of ["before", "after"])
    test(`F27: a command that is lost ${when} it takes effect is done once`, async () => {
      const ids = take(3);
      await rig.sandbox("/effects/clear", {});
      await fault(`drop-${when}`, { path: "PUT /sale/offer-quantity-change-commands/*" });
      await decide(rig, "stock", ids, "21");
      await push(rig, 4);
      assert.deepEqual(await outcome(rig, ids), all(3, "DONE"));
      const offers = await truth(rig);
      assert.ok(ids.every((id) => offers.get(id).stock === 21));
      const { commands } = await rig.sandbox("/effects");
      assert.deepEqual(Object.values(commands).flatMap((by) => Object.values(by)), [3]);
    });

  test("F27: nor is one that Allegro takes and forgets", async () => {
    const ids = take(3);
    await fault("command-forgotten");
    await decide(rig, "stock", ids, "22");
    await push(rig, 3);
    assert.deepEqual(await outcome(rig, ids), all(3, "DONE"));
  });

  test("one that hangs is asked about again, and stays open", async () => {
    const ids = take(2);
    await fault("command-stuck");
    await decide(rig, "price", ids, "55.50 PLN");
    await push(rig, 5);
    assert.deepEqual(await outcome(rig, ids), all(2, "SENT", "accepted"));
  });

  test("a newer command of another program is told with what the offer is now", async () => {
    const [id] = take(1);
    await fault("task-fails", { path: id, value: "COMMAND_OUTDATED" });
    await decide(rig, "price", [id], "66.60 PLN");
    await push(rig, 2);
    assert.deepEqual(await outcome(rig, [id]), [["HELD", "changed"]]);
  });

  test("F28: a price that a rule of Allegro's sets is left alone", async () => {
    const ruled = [...(await truth(rig)).values()].filter((o) => o.rule && o.status === "ACTIVE").map((o) => o.id);
    assert.ok(ruled.length);
    await decide(rig, "price", ruled, "99.90 PLN");
    await push(rig);
    assert.deepEqual(await outcome(rig, ruled), all(ruled.length, "FAILED", "price-rule"));
  });

  test("what a blocked account may not is held for a person", async () => {
    const ids = take(2);
    await fault("seller-blocked", { count: "-1" });
    await decide(rig, "price", ids, "44.40 PLN");
    await push(rig, 2);
    assert.deepEqual(await outcome(rig, ids), all(2, "HELD", "blocked"));
    await rig.sandbox("/faults/clear", {});
  });
});
