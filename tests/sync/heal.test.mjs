// What nobody announced is found all the same: late events, events that were lost, changes without one.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { assertConsistent, assertEqualsTruth, contents, poll, truth, world } from "./orders.mjs";

/** Let sweeps of these kinds be due. */
const due = (rig, ...kinds) =>
  rig.sql(`UPDATE order_sweep SET due_at = '2020-01-01' WHERE kind IN (${kinds.map((k) => `'${k}'`).join(", ")})`);
/** As if everything stored had been read a day ago. */
const age = (rig) => rig.sql("UPDATE order_form SET updated_at = updated_at - INTERVAL 1 DAY");
const cursor = (rig) => rig.sql("SELECT last_event_id, gen FROM order_cursor");
const sweep = async (rig, kind) => {
  const [[position, found, ran]] = await rig.sql(`SELECT position, found, ran_at FROM order_sweep WHERE kind = '${kind}'`);
  return { position, found: Number(found), ran };
};

/** Forget orders as if their events had never been handed out. */
async function unsee(rig, ids) {
  const list = ids.map((id) => `'${id}'`).join(", ");
  const orders = `SELECT id FROM orders WHERE form_id IN (${list})`;
  for (const table of ["order_person", "order_line", "order_extra", "order_invoice_id", "order_search", "order_change"])
    await rig.sql(`DELETE FROM ${table} WHERE order_id IN (${orders})`);
  await rig.sql(`UPDATE order_tally t SET n = n - (SELECT COUNT(*) FROM orders o
    WHERE o.form_id IN (${list}) AND o.place = t.place AND o.account_id = t.account_id)`);
  for (const table of ["orders", "order_event", "order_form", "order_raw"])
    await rig.sql(`DELETE FROM ${table} WHERE form_id IN (${list})`);
}

/** Buy, poll, and forget: orders whose events lie below the cursor and are not stored. */
async function lose(rig, n) {
  const { orders } = await rig.sandbox("/buy", { n: String(n) });
  await poll(rig);
  await unsee(rig, orders);
  return orders;
}

describe("events below the cursor", () => {
  let rig;
  before(async () => {
    rig = await world(20);
    await poll(rig);
  });
  after(() => rig.stop());

  test("F4: late events are found by the overlap poll, which moves no cursor", async () => {
    await lose(rig, 12);
    await poll(rig);
    assert.equal((await rig.orders()).length, 20, "the plain poll cannot see them");
    const before = await cursor(rig);
    await due(rig, "overlap");
    await poll(rig);
    await assertEqualsTruth(rig);
    await assertConsistent(rig);
    assert.deepEqual(await cursor(rig), before);
    const { position, found } = await sweep(rig, "overlap");
    assert.equal(position, "NULL");
    assert.ok(found >= 12);
  });

  test("F4: what lies further back is found in the night", async () => {
    const lost = await lose(rig, 5);
    await rig.sql("UPDATE order_trail SET at = at - INTERVAL 4 DAY");
    await rig.sql(`INSERT INTO order_trail (account_id, at, event_id)
      SELECT account_id, UTC_TIMESTAMP(3) - INTERVAL 3 HOUR, last_event_id FROM order_cursor`);
    await due(rig, "overlap");
    await poll(rig);
    assert.equal((await rig.orders()).filter((o) => lost.includes(o.id)).length, 0);
    await due(rig, "nightly");
    await poll(rig);
    await assertEqualsTruth(rig);
  });

  test("known events make nothing dirty, and a poll that finds nothing writes no order", async () => {
    const sums = () => contents(rig, "order_event", "order_form", "orders", "order_line", "order_raw", "order_change");
    const before = await sums();
    await due(rig, "overlap", "nightly");
    await poll(rig);
    assert.deepEqual(await sums(), before);
  });

  test("two hosts do the same sweep once", async () => {
    await due(rig, "overlap");
    const [[before]] = await rig.sql("SELECT gen FROM order_sweep WHERE kind = 'overlap'");
    await Promise.all(Array.from({ length: 4 }, () => rig.run("poll-orders", "--once")));
    const [[now]] = await rig.sql("SELECT gen FROM order_sweep WHERE kind = 'overlap'");
    assert.equal(Number(now), Number(before) + 1);
  });

  test("a cursor set back to anywhere loses nothing and doubles nothing", async () => {
    await rig.sandbox("/buy", { n: "15" });
    await poll(rig);
    const sums = () => contents(rig, "order_event", "orders", "order_line", "order_raw", "order_change", "order_tally");
    const before = await sums();
    const ids = (await rig.sql("SELECT event_id FROM order_event ORDER BY RAND(7) LIMIT 8")).flat();
    for (const id of ids) {
      await rig.sql(`UPDATE order_cursor SET last_event_id = '${id}'`);
      await poll(rig);
      assert.deepEqual(await sums(), before);
    }
    await assertEqualsTruth(rig);
    await assertConsistent(rig);
  });
});

describe("changes nobody announced", () => {
  let rig;
  before(async () => {
    rig = await world(0);
    await poll(rig);
  });
  after(() => rig.stop());

  /** Let Allegro change something and take its event away: it is stored, and changed nothing. */
  async function silently(change) {
    await change();
    await poll(rig);
  }
  const revert = (column, value, id) => rig.sql(`UPDATE orders SET ${column} = ${value} WHERE form_id = '${id}'`);

  test("F4: an open order is read again within the hour, whatever became of its events", async () => {
    const { orders } = await rig.sandbox("/buy", { n: "6" });
    await poll(rig);
    // As before the change: the document stored is an older one, and nothing is dirty.
    await silently(() => rig.sandbox("/modify", { id: orders[0] }));
    await rig.sql(`UPDATE order_form SET doc_hash = NULL WHERE form_id = '${orders[0]}'`);
    await revert("revision", "'older'", orders[0]);
    await poll(rig);
    await assert.rejects(assertEqualsTruth(rig));
    await age(rig);
    await due(rig, "open");
    await poll(rig);
    await assertEqualsTruth(rig);
    assert.equal((await sweep(rig, "open")).found, 1);
  });

  test("unpaid ones more often: READY without its event", async () => {
    const { orders } = await rig.sandbox("/buy", { n: "3", stage: "bought" });
    await poll(rig);
    const [[newest]] = await cursor(rig);
    await rig.sandbox("/pay", { id: orders[0] });
    // The journal is passed by: the cursor stands behind the event.
    await poll(rig);
    await unsee(rig, [orders[0]]);
    assert.ok(newest);
    await due(rig, "overlap");
    await poll(rig);
    await assertEqualsTruth(rig);
  });

  for (const place of ["cancelled", "sent"])
    test(`an order known as ${place} that is to be sent again, without an event, is found in the night`, async () => {
      const { orders: [id] } = await rig.sandbox("/buy", { kind: "courier" });
      await poll(rig);
      const [[was]] = await rig.sql(`SELECT place FROM orders WHERE form_id = '${id}'`);
      // As if the seller had cancelled, or sent, and taken it back.
      await rig.sql(`UPDATE order_tally SET n = n - 1 WHERE place = '${was}';
        INSERT INTO order_tally (account_id, place, n) SELECT account_id, '${place}', 1 FROM orders WHERE form_id = '${id}' ON DUPLICATE KEY UPDATE n = order_tally.n + 1;
        UPDATE orders SET place = '${place}', revision = 'older' WHERE form_id = '${id}';
        UPDATE order_form SET doc_hash = NULL WHERE form_id = '${id}'`);
      await age(rig);
      await due(rig, "open", "closed");
      await poll(rig);
      assert.deepEqual(await rig.sql(`SELECT place FROM orders WHERE form_id = '${id}'`), [[was]]);
      await assertEqualsTruth(rig);
      await assertConsistent(rig);
    });

  test("what could not be read five times is read once more each night, and comes in when the fault is mended", async () => {
    const { orders: [id] } = await rig.sandbox("/buy", { n: "1" });
    await rig.sandbox("/faults", { kind: "poison", value: `${id}/quantity-text` });
    const form = async () => (await rig.sql(`SELECT state, is_dirty, fail_count FROM order_form WHERE form_id = '${id}'`))[0];
    for (let i = 0; i < 6; i += 1) {
      await rig.sql("UPDATE order_form SET next_try = '1970-01-01'");
      await poll(rig);
    }
    const [state, dirty, failures] = await form();
    assert.deepEqual([state, dirty], ["UNREADABLE", "0"]);
    await due(rig, "sick");
    await poll(rig);
    await poll(rig);
    assert.deepEqual(await form(), [state, dirty, failures], "tried lately");
    await age(rig);
    await due(rig, "sick");
    await poll(rig);
    await poll(rig);
    assert.deepEqual(await form(), [state, dirty, String(Number(failures) + 1)], "once, in vain");
    await rig.sandbox("/faults/clear", {});
    await age(rig);
    await due(rig, "sick");
    await poll(rig);
    await poll(rig);
    assert.deepEqual(await form(), ["APPLIED", "0", "0"]);
    await assertEqualsTruth(rig);
  });

  test("documents as they were cost a request and no row", async () => {
    await age(rig);
    const sums = () => contents(rig, "order_form", "orders", "order_line", "order_raw", "order_change");
    const before = await sums();
    await due(rig, "unpaid", "open");
    await poll(rig);
    assert.deepEqual(await sums(), before);
    const { position, ran } = await sweep(rig, "open");
    assert.equal(position, "NULL");
    assert.notEqual(ran, "NULL");
  });

  test("more open orders than a pass takes are read in several", async () => {
    await rig.sandbox("/buy", { n: "450" });
    await poll(rig);
    await age(rig);
    await rig.sql("UPDATE order_form SET doc_hash = NULL");
    await due(rig, "open");
    await poll(rig);
    assert.notEqual((await sweep(rig, "open")).position, "NULL");
    await poll(rig);
    assert.equal((await sweep(rig, "open")).position, "NULL");
    const [[unread]] = await rig.sql("SELECT COUNT(*) FROM order_form WHERE doc_hash IS NULL");
    assert.equal(unread, "0");
    assert.equal((await truth(rig)).length, (await rig.orders()).length);
  });
});
