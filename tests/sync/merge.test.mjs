// Purchases paid together: Allegro makes a new form with the same lines and forgets the old ones. However
// and whenever that is heard of, each line is in exactly one order, and nothing is left over.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { assertConsistent, assertEqualsTruth, poll, truth, world } from "./orders.mjs";

const retryAll = (rig) => rig.sql("UPDATE order_form SET next_try = '1970-01-01', missing_since = missing_since - INTERVAL 1 HOUR");
const formOf = async (rig, id) => {
  const [row] = await rig.sql(`SELECT state, IFNULL(superseded_by, ''), is_dirty FROM order_form WHERE form_id = '${id}'`);
  return row && { state: row[0], heir: row[1], dirty: row[2] };
};
const placeOf = async (rig, id) => (await rig.sql(`SELECT place FROM orders WHERE form_id = '${id}'`))[0]?.[0];

/** Two purchases of one buyer, not paid yet. */
async function purchases(rig) {
  const { orders: [a] } = await rig.sandbox("/buy", { stage: "bought" });
  const { orders: [b] } = await rig.sandbox("/buy", { stage: "bought", like: a });
  return [a, b];
}

async function merge(rig, ids, stage = "ready") {
  const before = new Set((await truth(rig)).map((o) => o.id));
  await rig.sandbox("/merge", { id: ids.join(","), stage });
  return (await truth(rig)).map((o) => o.id).find((id) => !before.has(id));
}

async function assertSettled(rig) {
  await assertEqualsTruth(rig);
  await assertConsistent(rig);
  const [[open]] = await rig.sql("SELECT COUNT(*) FROM order_form WHERE is_dirty = 1 AND next_try <= UTC_TIMESTAMP()");
  assert.equal(open, "0");
}

describe("F9: merged purchases", () => {
  let rig;
  before(async () => {
    rig = await world(10);
    await poll(rig);
  });
  after(() => rig.stop());

  test("F9: merged before anybody read them: the old forms belong to nobody", async () => {
    const [a, b] = await purchases(rig);
    await merge(rig, [a, b]);
    await poll(rig);
    await assertSettled(rig);
    assert.equal(await placeOf(rig, a), undefined);
    assert.equal(await placeOf(rig, b), undefined);
  });

  test("F9: merged after they were imported: one order, the old ones are superseded by it", async () => {
    const [a, b] = await purchases(rig);
    await poll(rig);
    assert.equal(await placeOf(rig, a), "unpaid");
    const c = await merge(rig, [a, b]);
    await poll(rig);
    await assertSettled(rig);
    for (const id of [a, b]) {
      assert.equal(await placeOf(rig, id), "merged");
      assert.deepEqual(await formOf(rig, id), { state: "SUPERSEDED", heir: c, dirty: "0" });
    }
  });

  for (const path of ["/order/checkout-forms/*", "/order/checkout-forms"]) {
    test(`F9: merged between the answer of ${path} and its storing`, async () => {
      await purchases(rig);
      await purchases(rig);
      await purchases(rig);
      await rig.sandbox("/faults", { kind: "then-merge", path, count: "2" });
      await poll(rig);
      await rig.sandbox("/faults/clear", {});
      await poll(rig);
      await retryAll(rig);
      await poll(rig);
      await assertSettled(rig);
    });
  }

  test("F9: the events of the merged form come late, those of the old ones later still", async () => {
    const [a, b] = await purchases(rig);
    await rig.sandbox("/faults", { kind: "event-withhold", path: "*", count: "-1", value: "end" });
    await merge(rig, [a, b], "filled-in");
    await poll(rig);
    await rig.sandbox("/faults/clear", {});
    await rig.sandbox("/announce", { id: a, type: "BOUGHT" }).catch(() => null);
    await poll(rig);
    await retryAll(rig);
    await poll(rig);
    await assertSettled(rig);
  });

  test("F9: merged, and merged again with another purchase", async () => {
    const [a, b] = await purchases(rig);
    await poll(rig);
    const c = await merge(rig, [a, b], "filled-in");
    await poll(rig);
    const { orders: [d] } = await rig.sandbox("/buy", { stage: "bought", like: c });
    await poll(rig);
    const e = await merge(rig, [c, d]);
    await poll(rig);
    await assertSettled(rig);
    assert.equal((await formOf(rig, a)).heir, c);
    assert.equal((await formOf(rig, c)).heir, e);
  });

  test("F9: each line is in one order, whatever happened above", async () => {
    const lines = (await truth(rig)).flatMap((o) => o.lines.map((l) => l.id));
    const stored = (await rig.sql("SELECT line_item_id FROM order_line l JOIN orders o ON o.id = l.order_id WHERE o.place <> 'merged'")).flat();
    assert.equal(new Set(lines).size, lines.length);
    assert.deepEqual(stored.sort(), lines.sort());
  });
});

describe("F10: forms that answer 404", () => {
  let rig;
  before(async () => {
    rig = await world(5);
    await poll(rig);
  });
  after(() => rig.stop());
  const hide = (id) => rig.sandbox("/faults", { kind: "form-404", value: id });
  const lostAlarms = async () => {
    await rig.must("send-alarms", "--once");
    return (await rig.sql("SELECT COUNT(*) FROM alarm WHERE cleared_at IS NULL AND kind = 'order-problem' AND subject = 'lost'"))[0][0];
  };
  /** As if an hour had passed, with its tries. */
  async function anHour() {
    for (let i = 0; i < 3; i += 1) {
      await retryAll(rig);
      await poll(rig);
    }
  }

  test("F10: one that is nobody's is asked for three times, then it is gone", async () => {
    const { orders: [id] } = await rig.sandbox("/buy", { stage: "bought" });
    await hide(id);
    await poll(rig);
    assert.equal((await formOf(rig, id)).state, "PENDING");
    await rig.sql("UPDATE order_form SET next_try = '1970-01-01'");
    await poll(rig);
    await rig.sql("UPDATE order_form SET next_try = '1970-01-01'");
    await poll(rig);
    assert.notEqual((await formOf(rig, id)).state, "GONE", "three answers within a minute prove nothing");
    await anHour();
    assert.deepEqual(await formOf(rig, id), { state: "GONE", heir: "", dirty: "0" });
    assert.equal(await lostAlarms(), "0");
  });

  test("F10: one that was never paid leaves the list, and that is written down", async () => {
    const { orders: [id] } = await rig.sandbox("/buy", { stage: "bought" });
    await poll(rig);
    await hide(id);
    await rig.sql(`UPDATE order_form SET dirty_gen = dirty_gen + 1 WHERE form_id = '${id}'`);
    await poll(rig);
    await anHour();
    assert.equal((await formOf(rig, id)).state, "GONE");
    assert.equal(await placeOf(rig, id), "cancelled");
    await assertConsistent(rig);
    const changes = await rig.sql(`SELECT after_value FROM order_change c JOIN orders o ON o.id = c.order_id WHERE o.form_id = '${id}' AND field = 'status'`);
    assert.deepEqual(changes, [["GONE"]]);
    assert.equal(await lostAlarms(), "0");
  });

  test("F10: one that was paid must not vanish: it stays, and an alarm tells", async () => {
    const { orders: [id] } = await rig.sandbox("/buy", { kind: "courier" });
    await poll(rig);
    const place = await placeOf(rig, id);
    await hide(id);
    await rig.sql(`UPDATE order_form SET dirty_gen = dirty_gen + 1 WHERE form_id = '${id}'`);
    await poll(rig);
    await anHour();
    assert.deepEqual(await formOf(rig, id), { state: "LOST", heir: "", dirty: "1" });
    assert.equal(await placeOf(rig, id), place);
    assert.equal(await lostAlarms(), "1");
  });

  test("F10: what was lost is asked for again, and found when Allegro shows it", async () => {
    await rig.sandbox("/faults/clear", {});
    await retryAll(rig);
    await poll(rig);
    assert.deepEqual(await rig.sql("SELECT form_id FROM order_form WHERE state = 'LOST'"), []);
    assert.equal(await lostAlarms(), "0");
  });

  test("F10: one that was announced as ready and never shown is never forgotten", async () => {
    await rig.sandbox("/faults", { kind: "event-withhold", path: "*", count: "-1", value: "end" });
    const { orders: [id] } = await rig.sandbox("/buy", { kind: "courier" });
    await hide(id);
    await rig.sandbox("/announce", { id, type: "READY_FOR_PROCESSING" });
    await poll(rig);
    await anHour();
    assert.deepEqual(await formOf(rig, id), { state: "LOST", heir: "", dirty: "1" });
    assert.equal(await placeOf(rig, id), undefined);
    assert.equal(await lostAlarms(), "1");
    await rig.sandbox("/faults/clear", {});
    await retryAll(rig);
    await poll(rig);
    assert.equal((await formOf(rig, id)).state, "APPLIED");
    assert.equal(await placeOf(rig, id), "new");
    assert.equal(await lostAlarms(), "0");
  });

  test("an open order that answers 404 is found by reading it again, without an event", async () => {
    const { orders: [id] } = await rig.sandbox("/buy", { stage: "bought" });
    await poll(rig);
    await hide(id);
    await rig.sql("UPDATE order_form SET updated_at = updated_at - INTERVAL 1 DAY");
    await rig.sql("UPDATE order_sweep SET due_at = '2020-01-01' WHERE kind = 'unpaid'");
    await poll(rig);
    assert.deepEqual(await formOf(rig, id), { state: "APPLIED", heir: "", dirty: "1" });
    await anHour();
    assert.equal((await formOf(rig, id)).state, "GONE");
  });
});
