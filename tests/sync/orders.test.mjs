// Orders come in completely, once, and stay equal to what Allegro has, whatever happens on the way.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { assertConsistent, assertEqualsTruth, contents as rowsOf, poll, truth, world } from "./orders.mjs";

/** Every order table, but for what moves with each poll. */
const contents = (rig) =>
  rowsOf(rig, "orders", "order_line", "order_person", "order_extra", "order_invoice_id", "order_search",
    "order_event", "order_form", "order_raw", "order_change", "order_tally", "order_facet", "order_import");

describe("a seller with orders connects", () => {
  let rig;
  before(async () => {
    rig = await world(150);
    await rig.sql("UPDATE account SET import_days = 365");
    await poll(rig);
  });
  after(() => rig.stop());

  test("the first import brings every order", async () => {
    await assertEqualsTruth(rig);
    await assertConsistent(rig);
  });

  test("the import row tells that it is done and how much there was", async () => {
    const [[state, total, stored]] = await rig.sql("SELECT state, total, stored FROM order_import");
    assert.equal(state, "DONE");
    assert.equal(total, String((await truth(rig)).length));
    assert.equal(stored, total);
  });

  test("a second poll changes nothing", async () => {
    const before = await contents(rig);
    await poll(rig);
    assert.deepEqual(await contents(rig), before);
  });

  test("reading everything again changes nothing", async () => {
    const before = await contents(rig);
    await poll(rig, "--since", "365d");
    assert.deepEqual(await contents(rig), before);
  });

  test("a dry run writes nothing and takes no lease", async () => {
    await rig.sandbox("/buy", { n: "3" });
    const before = await contents(rig);
    const runs = await rig.sql("SELECT COUNT(*) FROM job_run");
    const { stderr } = await rig.must("poll-orders", "--once", "--dry-run", "--verbose");
    assert.match(stderr, /events/);
    assert.deepEqual(await contents(rig), before);
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM job_run"), runs);
  });

  test("new purchases, payments and cancellations arrive by the journal", async () => {
    await rig.sandbox("/buy", { n: "20" });
    await rig.sandbox("/buy", { n: "5", stage: "bought" });
    await poll(rig);
    await assertEqualsTruth(rig);
    const unpaid = (await truth(rig)).filter((o) => o.status === "BOUGHT");
    for (const o of unpaid.slice(0, 3)) await rig.sandbox("/pay", { id: o.id });
    await rig.sandbox("/cancel", { id: unpaid[3].id, by: "buyer" });
    await poll(rig);
    await assertEqualsTruth(rig);
    await assertConsistent(rig);
  });

  test("what changed in an order is written down, personal data without its contents", async () => {
    const id = (await truth(rig)).find((o) => o.status === "READY_FOR_PROCESSING").id;
    await rig.sandbox("/modify", { id });
    await poll(rig);
    const rows = await rig.sql(`SELECT field, before_value, after_value FROM order_change
      JOIN orders ON orders.id = order_id WHERE form_id = '${id}' AND field LIKE 'ship\\_%'`);
    assert.notEqual(rows.length, 0);
    for (const [, was, is] of rows.filter(([field]) => field !== "ship_by")) assert.deepEqual([was, is], ["NULL", "NULL"]);
  });

  test("one account can be polled alone, and an unknown name is an error", async () => {
    await rig.sandbox("/buy", { n: "2" });
    for (const job of ["poll-orders", "audit-orders", "push-outbox", "sync-ratings"]) {
      const { code, stderr } = await rig.run(job, "--once", "--account", "nobody");
      assert.equal(code, 1, job);
      assert.match(stderr, /there is no account nobody/);
    }
    const missing = (await truth(rig)).length - (await rig.orders()).length;
    assert.equal(missing, 2);
    await poll(rig, "--account", "demo");
    await assertEqualsTruth(rig);
  });

  test("F34: two copies at once: one works, the other leaves quietly", async () => {
    await rig.sandbox("/buy", { n: "30" });
    const results = await Promise.all(Array.from({ length: 5 }, () => rig.run("poll-orders", "--once")));
    assert.deepEqual(results.map((r) => [r.code, r.stderr]), Array(5).fill([0, ""]));
    await poll(rig);
    await assertEqualsTruth(rig);
    await assertConsistent(rig);
  });
});

describe("catching up", () => {
  /** What one pass asks after a thousand purchases, a hundred in each moment, these so far apart. */
  async function asked(t, seconds) {
    const rig = await world(10);
    t.after(() => rig.stop());
    await poll(rig);
    for (let i = 0; i < 10; i += 1) {
      await rig.sandbox("/buy", { n: "100" });
      if (seconds) await rig.sandbox("/clock", { seconds: String(seconds) });
    }
    await poll(rig);
    await assertEqualsTruth(rig);
    const [[n]] = await rig.sql("SELECT requests FROM job_run ORDER BY id DESC LIMIT 1");
    return Number(n);
  }

  test("a thousand orders cost at most 20 requests", async (t) => {
    assert.ok((await asked(t, 2)) <= 20);
  });

  // The next page begins with the moment in which the last one ended: at worst all of it again.
  test("a thousand in a few milliseconds cost at most 30", async (t) => {
    assert.ok((await asked(t, 0)) <= 30);
  });
});

describe("the journal misbehaves", () => {
  for (const kind of ["event-repeat", "event-repeat-new-id", "event-swap"]) {
    test(`F3: ${kind}: the orders are the same, each event is stored once`, async (t) => {
      const rig = await world(30);
      t.after(() => rig.stop());
      await poll(rig);
      await rig.sandbox("/buy", { n: "40" });
      await rig.sandbox("/faults", { kind, path: "*", count: "50" });
      await rig.sandbox("/buy", { n: "10" });
      await poll(rig);
      await poll(rig);
      await assertEqualsTruth(rig);
      await assertConsistent(rig);
    });
  }
});
