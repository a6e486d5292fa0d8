// The journal can no longer tell what happened: the list tells it, once, and the journal goes on.
import { after, afterEach, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { assertConsistent, assertEqualsTruth, poll, requests, truth, world } from "./orders.mjs";

const DAY = 24 * 3600 * 1000;
const gaps = (rig) => rig.sql("SELECT reason, state, stored > 0, ended_at IS NOT NULL FROM order_gap ORDER BY id");
const audited = async (rig) => Number((await rig.sql("SELECT COUNT(*) FROM audit WHERE action = 'orders.gap'"))[0][0]);
const openAlarms = (rig) => rig.sql("SELECT kind FROM alarm WHERE cleared_at IS NULL AND kind IN ('cursor-old', 'order-gap')");
/** As if nobody had polled for some days. */
const freeze = (rig, days) =>
  rig.sql(`UPDATE order_cursor SET end_at = UTC_TIMESTAMP(3) - INTERVAL ${days} DAY,
    polled_at = end_at, event_at = end_at`);

/** How often an operation was asked for since the effects were cleared. */
async function asked(rig, operation) {
  const counts = Object.entries(await requests(rig)).filter(([name]) => name.startsWith(operation));
  const sum = (value) => (typeof value === "number" ? value : Object.values(value).reduce((n, one) => n + sum(one), 0));
  return counts.reduce((n, [, value]) => n + sum(value), 0);
}

/** The orders of the truth that changed within these days are here. */
async function assertHasAllOf(rig, days) {
  const since = Date.now() - days * DAY;
  const here = new Set((await rig.orders()).map((o) => o.id));
  const missing = (await truth(rig)).filter((o) => Date.parse(o.updatedAt) >= since && !here.has(o.id));
  assert.deepEqual(missing.map((o) => o.id), []);
}

describe("F5: jobs stood still for 70 days", () => {
  let rig;
  before(async () => {
    rig = await world(150, "--days", "100");
    await rig.sql("UPDATE account SET import_days = 1");
    await poll(rig);
    assert.ok((await rig.orders()).length < 60);
    await freeze(rig, 70);
    await rig.sandbox("/buy", { n: "5" });
    await poll(rig);
  });
  after(() => rig.stop());

  test("every form of the window is here", () => assertHasAllOf(rig, 70));

  test("one gap, one row in the audit trail, no alarm left", async () => {
    assert.deepEqual(await gaps(rig), [["old", "DONE", "1", "1"]]);
    assert.equal(await audited(rig), 1);
    assert.deepEqual(await openAlarms(rig), []);
  });

  test("the journal goes on, and nothing is read twice for it", async () => {
    await rig.sandbox("/buy", { n: "3" });
    await poll(rig);
    await assertHasAllOf(rig, 70);
    await assertConsistent(rig);
    assert.equal((await gaps(rig)).length, 1);
  });
});

describe("F5: the cursor is unknown to Allegro", () => {
  let rig;
  before(async () => {
    rig = await world(30);
    await poll(rig);
  });
  after(() => rig.stop());
  const unknown = () => rig.sql("UPDATE order_cursor SET last_event_id = '0123456789012345'");
  const known = () => rig.sql("UPDATE order_gap SET ended_at = ended_at - INTERVAL 2 HOUR");

  test("it begins at its oldest event without a word: all of it is read", async () => {
    await rig.sandbox("/buy", { n: "20" });
    await rig.sandbox("/faults", { kind: "from-oldest", path: "/order/events*", count: "-1" });
    await unknown();
    await poll(rig);
    await rig.sandbox("/faults/clear", {});
    await assertEqualsTruth(rig);
    assert.deepEqual(await gaps(rig), []);
  });

  test("it refuses: the window is read from the list", async () => {
    await rig.sandbox("/buy", { n: "20" });
    await unknown();
    await poll(rig);
    await assertEqualsTruth(rig);
    assert.deepEqual(await gaps(rig), [["refused", "DONE", "1", "1"]]);
    assert.equal(await audited(rig), 1);
    await rig.sandbox("/buy", { n: "2" });
    await poll(rig);
    await assertEqualsTruth(rig);
  });

  test("it goes on refusing: the list is not read in circles", async () => {
    await known();
    await rig.sandbox("/faults", { kind: "422", path: "/order/events*", count: "-1" });
    await rig.run("poll-orders", "--once");
    const { code } = await rig.run("poll-orders", "--once");
    assert.notEqual(code, 0);
    assert.equal((await gaps(rig)).length, 2);
    await rig.sandbox("/faults/clear", {});
    await poll(rig);
    await assertEqualsTruth(rig);
  });
});

describe("a gap on its way", () => {
  let rig;
  before(async () => {
    rig = await world(260, "--days", "60");
    await rig.sql("UPDATE account SET import_days = 1");
    await poll(rig);
    await freeze(rig, 61);
  });
  after(() => rig.stop());

  test("it is killed in the middle, keeps its place and its alarm, and goes on", async () => {
    await rig.sandbox("/faults", { kind: "503", path: "/order/checkout-forms", count: "-1" });
    assert.equal((await rig.run("poll-orders", "--once")).code, 75);
    const [[state, running]] = await rig.sql("SELECT state, running FROM order_gap");
    assert.deepEqual([state, running], ["RUNNING", "1"]);
    assert.deepEqual(await openAlarms(rig), [["order-gap"]]);
    const cursor = await rig.sql("SELECT last_event_id FROM order_cursor");
    await rig.run("poll-orders", "--once");
    assert.deepEqual(await rig.sql("SELECT last_event_id FROM order_cursor"), cursor, "the cursor waits");
  });

  test("F15: orders placed meanwhile are all here in the end", async () => {
    await rig.sandbox("/faults/clear", {});
    await rig.sandbox("/faults", { kind: "then-buy", path: "/order/checkout-forms", count: "-1" });
    await poll(rig);
    await rig.sandbox("/faults/clear", {});
    await poll(rig);
    await assertHasAllOf(rig, 59);
    await assertConsistent(rig);
    assert.equal(await audited(rig), 1);
  });
});

describe("a journal that is late or odd", () => {
  let rig;
  before(async () => {
    rig = await world(10);
    await poll(rig);
  });
  after(() => rig.stop());
  afterEach(() => rig.sandbox("/faults/clear", {})); // one that fails leaves nothing to the next

  test("older than a day it raises an alarm, which goes when the journal is caught up", async () => {
    await freeze(rig, 2);
    await rig.sandbox("/faults", { kind: "503", path: "/order/events*", count: "1" });
    await rig.run("poll-orders", "--once");
    assert.deepEqual(await openAlarms(rig), [["cursor-old"]]);
    await poll(rig);
    assert.deepEqual(await openAlarms(rig), []);
    assert.deepEqual(await gaps(rig), []);
  });

  test("F16: the same page again and again costs one request more", async () => {
    await rig.sandbox("/buy", { n: "400" }); // more than a page of events
    await rig.sandbox("/faults", { kind: "page-repeat", path: "/order/events*", count: "-1" });
    await rig.sandbox("/effects/clear", {});
    const run = await rig.run("poll-orders", "--once", "--verbose");
    const n = await asked(rig, "getOrderEvents");
    // A page that weighs too much is asked for again in half, and the last two hours may be due.
    assert.ok(n >= 2 && n <= 4, `${n} requests: ${JSON.stringify(run)}`);
    await rig.sandbox("/faults/clear", {});
    await poll(rig);
    await assertEqualsTruth(rig);
  });

  test("F16: an empty page of the journal is no end of the work", async () => {
    await rig.sandbox("/buy", { n: "5" });
    await rig.sandbox("/faults", { kind: "page-empty", path: "/order/events*", count: "1" });
    await poll(rig);
    await poll(rig);
    await assertEqualsTruth(rig);
  });

  test("F5: its next event is from more than 60 days later: the list is read", async () => {
    const { orders: forgotten } = await rig.sandbox("/buy", { n: "4" });
    await rig.sandbox("/clock", { days: "65" });
    const { orders: fresh } = await rig.sandbox("/buy", { n: "2" });
    await poll(rig);
    const here = new Set((await rig.orders()).map((o) => o.id));
    assert.deepEqual([...forgotten, ...fresh].filter((id) => !here.has(id)), []);
    assert.deepEqual((await gaps(rig)).map(([reason, state]) => [reason, state]), [["jumped", "DONE"]]);
  });
});
