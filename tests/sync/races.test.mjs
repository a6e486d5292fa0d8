// Allegro changes things while Kram reads them, and tells them in any order: the end is always the truth.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { assertConsistent, assertEqualsTruth, poll, requests, truth, world } from "./orders.mjs";

describe("while orders are read", () => {
  let rig;
  before(async () => {
    rig = await world(10);
    await poll(rig);
  });
  after(() => rig.stop());

  const paths = { "one by one": ["/order/checkout-forms/*", "2"], "in pages": ["/order/checkout-forms", "12"] };
  for (const [how, [path, n]] of Object.entries(paths)) {
    test(`F6: paid between the answer and the next page, orders read ${how}`, async () => {
      await rig.sandbox("/buy", { n, stage: "filled-in" });
      await rig.sandbox("/faults", { kind: "then-pay", path, count: "2" });
      await poll(rig);
      await rig.sandbox("/faults/clear", {});
      await poll(rig);
      await assertEqualsTruth(rig);
      await assertConsistent(rig);
    });
    test(`F12: another address after the answer, orders read ${how}`, async () => {
      await rig.sandbox("/buy", { n });
      await rig.sandbox("/faults", { kind: "then-modify", path, count: "2" });
      await poll(rig);
      await rig.sandbox("/faults/clear", {});
      await poll(rig);
      await assertEqualsTruth(rig);
    });
  }

  test("F3: events shuffled by fifty, one in ten under two ids", async () => {
    await rig.sandbox("/faults", { kind: "event-repeat-new-id", path: "*", count: "10" });
    await rig.sandbox("/faults", { kind: "event-shuffle", path: "*", count: "-1", value: "50" });
    await rig.sandbox("/buy", { n: "30" });
    const unpaid = (await rig.sandbox("/buy", { n: "6", stage: "filled-in" })).orders;
    await poll(rig);
    for (const id of unpaid.slice(0, 3)) await rig.sandbox("/pay", { id });
    await rig.sandbox("/cancel", { id: unpaid[3], by: "buyer" });
    await poll(rig);
    await rig.sandbox("/faults/clear", {});
    await poll(rig);
    await assertEqualsTruth(rig);
    await assertConsistent(rig);
  });

  test("F16: the same page of the list again and again ends the reading, not the patience", async () => {
    await rig.sandbox("/buy", { n: "250" });
    await poll(rig);
    await rig.sandbox("/faults", { kind: "page-repeat", path: "/order/checkout-forms", count: "-1" });
    await rig.sandbox("/effects/clear", {});
    await rig.run("poll-orders", "--once", "--since", "60d");
    const { getListOfOrdersUsingGET: asked = {} } = await requests(rig);
    const n = Object.values(asked).reduce((sum, one) => sum + one, 0);
    assert.ok(n >= 2 && n <= 5, `${n} pages were asked for`);
    await rig.sandbox("/faults/clear", {});
    await poll(rig);
    await assertEqualsTruth(rig);
  });

  test("a fulfilment change that moves no updatedAt comes in, with its event and without", async () => {
    const ready = (await truth(rig)).filter((o) => o.status === "READY_FOR_PROCESSING" && o.fulfillment === "NEW");
    await rig.sandbox("/fulfil", { id: ready[0].id, status: "PROCESSING" });
    await poll(rig);
    await assertEqualsTruth(rig);
    await rig.sandbox("/fulfil", { id: ready[1].id, status: "SENT", silent: "1" });
    await poll(rig);
    await assert.rejects(assertEqualsTruth(rig), "nobody can know yet");
    await rig.sql("UPDATE order_form SET updated_at = updated_at - INTERVAL 1 DAY");
    await rig.sql("UPDATE order_sweep SET due_at = '2020-01-01' WHERE kind = 'open'");
    await poll(rig);
    await assertEqualsTruth(rig);
  });

  test("F4: READY whose event was lost is found by reading unpaid orders again", async () => {
    const { orders } = await rig.sandbox("/buy", { n: "2", stage: "filled-in" });
    await poll(rig);
    await rig.sandbox("/faults", { kind: "event-lose", path: "*", count: "-1" });
    await rig.sandbox("/pay", { id: orders[0] });
    await rig.sandbox("/faults/clear", {});
    await poll(rig);
    await assert.rejects(assertEqualsTruth(rig));
    await rig.sql("UPDATE order_form SET updated_at = updated_at - INTERVAL 1 DAY");
    await rig.sql("UPDATE order_sweep SET due_at = '2020-01-01' WHERE kind = 'unpaid'");
    await poll(rig);
    await assertEqualsTruth(rig);
  });

  test("F4: one event in a hundred comes hours late, into its old place", async () => {
    await rig.sandbox("/faults", { kind: "event-withhold", path: "*", count: "3", value: "36000000" });
    await rig.sandbox("/buy", { n: "5", stage: "bought" });
    await rig.sandbox("/buy", { n: "5" });
    await poll(rig);
    await rig.sandbox("/events/release", {});
    await poll(rig);
    const events = async () => Number((await rig.sql("SELECT COUNT(*) FROM order_event"))[0][0]);
    const before = await events();
    await rig.sql("UPDATE order_sweep SET due_at = '2020-01-01' WHERE kind = 'overlap'");
    await poll(rig);
    assert.equal(await events(), before + 3, "they lie below the cursor: only the overlap poll sees them");
    await assertEqualsTruth(rig);
    await assertConsistent(rig);
  });
});

describe("while a seller connects", () => {
  test("F15: orders placed during the first import are all here", async (t) => {
    const rig = await world(250);
    t.after(() => rig.stop());
    await rig.sql("UPDATE account SET import_days = 365");
    await rig.sandbox("/faults", { kind: "then-buy", path: "/order/checkout-forms", count: "-1" });
    await poll(rig);
    await rig.sandbox("/faults/clear", {});
    await poll(rig);
    assert.ok((await truth(rig)).length > 250);
    await assertEqualsTruth(rig);
    await assertConsistent(rig);
  });
});
