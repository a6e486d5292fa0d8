// An outage is not poison and poison is no outage: who waits, who is blamed, who comes in.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { assertConsistent, assertEqualsTruth, poll, requests, truth, waitIsOver, world } from "./orders.mjs";

const blamed = (rig) => rig.sql("SELECT form_id, state, fail_count FROM order_form WHERE fail_count > 0 OR state NOT IN ('APPLIED', 'PENDING')");
const counted = (rig) => rig.sql("SELECT form_id, state, fail_count FROM order_form WHERE fail_count > 0");
const dirty = async (rig) => Number((await rig.sql("SELECT COUNT(*) FROM order_form WHERE is_dirty = 1"))[0][0]);

describe("F8: six hours of outage over a thousand orders", () => {
  let rig;
  before(async () => {
    rig = await world(10);
    await poll(rig);
    await rig.sandbox("/buy", { n: "1000" });
    // The journal is read, then the documents fail.
    await rig.sandbox("/faults", { kind: "503", path: "/order/checkout-forms*", count: "-1" });
    await rig.run("poll-orders", "--once");
  });
  after(() => rig.stop());

  // Hour after hour, each in another way, with all waits cut short.
  for (const [kind, value] of [["500"], ["429"], ["408"], ["drop-before"], ["html-200"], ["truncate"], ["401"]]) {
    test(`F8: ${kind} for an hour blames nobody`, async () => {
      await rig.sandbox("/faults/clear", {});
      await rig.sandbox("/faults", { kind, path: "/order/checkout-forms*", count: "-1", value: value ?? "" });
      for (let i = 0; i < 6; i++) {
        await waitIsOver(rig);
        assert.notEqual((await rig.run("poll-orders", "--once")).code, 0);
      }
      assert.deepEqual(await blamed(rig), []);
      assert.equal(await dirty(rig), 1000);
    });
  }

  test("F8: when it ends everything comes in by itself", async () => {
    await rig.sandbox("/faults/clear", {});
    await waitIsOver(rig);
    await poll(rig);
    assert.equal(await dirty(rig), 0);
    assert.deepEqual(await blamed(rig), []);
    await assertEqualsTruth(rig);
    await assertConsistent(rig);
  });

  test("F8: a few orders behind a portal are not blamed while nothing succeeds", async () => {
    await rig.sandbox("/buy", { n: "3" });
    await rig.sandbox("/faults", { kind: "html-200", path: "/order/checkout-forms*", count: "-1" });
    for (let i = 0; i < 6; i++) {
      await waitIsOver(rig);
      await rig.run("poll-orders", "--once");
    }
    assert.deepEqual(await blamed(rig), []);
    await rig.sandbox("/faults/clear", {});
    await waitIsOver(rig);
    await poll(rig);
    await assertEqualsTruth(rig);
  });
});

// The broken changed last and may stand on a page of their own: ten of them would be an outage there.
const BOUGHT = 180;
for (const percent of [1, 5]) {
  describe(`F7: ${percent} % of the orders broken for ever`, () => {
    let rig, sick;
    before(async () => {
      rig = await world(10);
      await poll(rig);
      const old = new Set((await truth(rig)).map((o) => o.id));
      await rig.sandbox("/buy", { n: String(BOUGHT) });
      sick = (await truth(rig)).map((o) => o.id).filter((id) => !old.has(id)).slice(0, Math.ceil((BOUGHT * percent) / 100));
      for (const [i, id] of sick.entries())
        await rig.sandbox("/faults", { kind: "poison", value: `${id}/${["quantity-text", "buyer-missing", "amount-decimals"][i % 3]}` });
    });
    after(() => rig.stop());

    test("F7: the others are there after one pass", async () => {
      await poll(rig);
      await assertEqualsTruth(rig, sick);
    });

    test("F7: the broken are listed with path and reason, tried 1, 2, 4, 8 minutes later, then left alone", async () => {
      const row = "SELECT fail_count, ROUND(TIMESTAMPDIFF(SECOND, updated_at, next_try) / 60), is_dirty, problem_path > '' FROM order_form WHERE state = 'UNREADABLE'";
      for (const [count, minutes, again] of [["1", "1", "1"], ["2", "2", "1"], ["3", "4", "1"], ["4", "8", "1"], ["5", "16", "0"]]) {
        const rows = await rig.sql(row);
        assert.equal(rows.length, sick.length);
        for (const one of rows) assert.deepEqual(one, [count, minutes, again, "1"]);
        await waitIsOver(rig);
        await poll(rig);
      }
    });

    test("F7: a new event takes one out of quarantine, and once healed it comes in", async () => {
      await rig.sandbox("/faults/clear", {}); // heals them, with an event each
      await poll(rig);
      assert.deepEqual(await blamed(rig), []);
      await assertEqualsTruth(rig);
      await assertConsistent(rig);
    });
  });
}

describe("F7: an order whose own request is refused", () => {
  let rig, refused;
  const buy = async (n) => (await rig.sandbox("/buy", { n: String(n) })).orders;
  const row = async () =>
    (await rig.sql(`SELECT state, fail_count, ROUND(TIMESTAMPDIFF(SECOND, updated_at, next_try) / 60), is_dirty FROM order_form WHERE form_id = '${refused}'`))[0];
  before(async () => {
    rig = await world(10);
    await poll(rig);
    [refused] = await buy(1);
    await rig.sandbox("/faults", { kind: "422", path: `/order/checkout-forms/${refused}`, count: "-1" });
  });
  after(() => rig.stop());

  test("F7: the first time, while it is all that was asked for, it is named and not counted", async () => {
    await poll(rig);
    assert.deepEqual(await counted(rig), []);
    assert.equal((await row())[0], "FAILING");
  });

  test("F7: while others come in it is tried 1, 2, 4, 8 minutes later, then left alone", async () => {
    for (const [count, minutes, again] of [["1", "1", "1"], ["2", "2", "1"], ["3", "4", "1"], ["4", "8", "1"], ["5", "16", "0"]]) {
      await buy(1);
      await waitIsOver(rig);
      await poll(rig);
      assert.deepEqual(await row(), ["FAILING", count, minutes, again]);
    }
    const asked = async () => (await requests(rig)).getOrdersDetailsUsingGET["422"];
    const before = await asked();
    assert.ok(before >= 5, `${before} requests`);
    await waitIsOver(rig);
    await poll(rig);
    assert.equal(await asked(), before);
    await assertEqualsTruth(rig, [refused]);
  });

  test("F7: its next event brings it in, if it can be had by then", async () => {
    await rig.sandbox("/faults/clear", {});
    await rig.sandbox("/modify", { id: refused });
    await poll(rig);
    assert.deepEqual(await blamed(rig), []);
    await assertEqualsTruth(rig);
  });
});
