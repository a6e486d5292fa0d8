// Faults of Allegro and poisoned documents: what can come in comes in, the rest waits and is shown.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { connectDevice } from "./connecting.mjs";
import { assertConsistent, assertEqualsTruth, poll, truth, waitIsOver, world } from "./orders.mjs";

/** A purchase while the fault lasts, then the fault goes: equal to the truth, nothing held against anybody. */
async function survives(rig, fault) {
  await rig.sandbox("/buy", { n: "15" });
  await rig.sandbox("/faults", fault);
  const during = await rig.run("poll-orders", "--once");
  await rig.sandbox("/faults/clear", {});
  await waitIsOver(rig);
  await rig.must("poll-orders", "--once");
  await assertEqualsTruth(rig);
  await assertConsistent(rig);
  const troubled = await rig.sql("SELECT form_id, state, fail_count FROM order_form WHERE state <> 'APPLIED' OR fail_count > 0");
  assert.deepEqual(troubled, []);
  return during;
}

describe("faults of Allegro", () => {
  let rig;
  before(async () => {
    rig = await world(20);
    await poll(rig);
  });
  after(() => rig.stop());

  for (const kind of ["429", "500", "502", "503", "504"]) {
    test(`${kind} on the journal: try again later, the cursor stays`, async () => {
      const during = await survives(rig, { kind, path: "/order/events*", count: "-1" });
      assert.equal(during.code, 75);
    });
    test(`${kind} on documents: try again later`, async () => {
      await survives(rig, { kind, path: "/order/checkout-forms*", count: "3" });
    });
  }

  test("403: said once in words, nothing lost", async () => {
    const during = await survives(rig, { kind: "403", path: "/order/*", count: "-1" });
    assert.equal(during.code, 1);
    assert.match(during.stderr, /account demo/);
  });

  test("one 401: another token is fetched and the poll goes on", async () => {
    const during = await survives(rig, { kind: "401", path: "/order/events*", count: "1" });
    assert.equal(during.code, 0);
  });

  for (const kind of ["html-200", "empty-200", "truncate", "drop-before", "drop-after"]) {
    test(`${kind} on the journal: no cursor moves without stored events`, async () => {
      const cursor = "SELECT last_event_id FROM order_cursor";
      const before = await rig.sql(cursor);
      await rig.sandbox("/buy", { n: "2" });
      await rig.sandbox("/faults", { kind, path: "/order/events*", count: "-1" });
      assert.notEqual((await rig.run("poll-orders", "--once")).code, 0);
      assert.deepEqual(await rig.sql(cursor), before);
      await rig.sandbox("/faults/clear", {});
      await poll(rig);
      await assertEqualsTruth(rig);
    });
    test(`${kind} on documents: nobody is blamed`, async () => {
      await survives(rig, { kind, path: "/order/checkout-forms*", count: "-1" });
    });
  }

  test("latency: slow is not wrong", async () => {
    const during = await survives(rig, { kind: "latency", path: "/order/*", count: "-1", value: "200" });
    assert.equal(during.code, 0);
  });

  test("F47: SIGTERM ends a run within a second, and quietly", async () => {
    await rig.sandbox("/buy", { n: "30" });
    await rig.sandbox("/faults", { kind: "latency", path: "/order/*", count: "-1", value: "5000" });
    const child = rig.spawn("poll-orders", []);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const asked = Date.now();
    child.kill("SIGTERM");
    const code = await new Promise((resolve) => child.on("exit", resolve));
    assert.equal(code, 0);
    assert.ok(Date.now() - asked < 1500);
    await rig.sandbox("/faults/clear", {});
    await poll(rig);
    await assertEqualsTruth(rig);
  });
});

describe("poisoned documents", () => {
  const poisons = ["total-missing", "line-currency-missing", "amount-text", "amount-decimals", "quantity-missing",
    "quantity-text", "lines-missing", "lines-object", "line-id-missing", "buyer-missing"];
  let rig;
  const sick = [];
  before(async () => {
    rig = await world(10);
    await poll(rig);
    await rig.sandbox("/buy", { n: "40" });
    const known = await rig.orders();
    const fresh = (await truth(rig)).filter((o) => !known.some((k) => k.id === o.id));
    for (const [i, poison] of poisons.entries()) {
      const refused = await rig.sandbox("/faults", { kind: "poison", value: `${fresh[i].id}/${poison}` }).catch((e) => e);
      if (!(refused instanceof Error)) sick.push({ id: fresh[i].id, poison });
    }
    await poll(rig);
  });
  after(() => rig.stop());

  test("all poisons were taken by the sandbox", () => assert.ok(sick.length >= 8, JSON.stringify(sick)));

  test("they hold up nobody", async () => {
    await assertEqualsTruth(rig, sick.map((s) => s.id));
  });

  test("each is kept with its JSON path, its reason and its document", async () => {
    const rows = await rig.sql(`SELECT form_id, state, problem_path, problem, UNCOMPRESS(doc) FROM order_form
      JOIN order_raw USING (account_id, form_id) WHERE state <> 'APPLIED'`);
    assert.deepEqual(rows.map(([id]) => id).sort(), sick.map((s) => s.id).sort());
    for (const [id, state, path, reason, raw] of rows) {
      assert.equal(state, "UNREADABLE");
      assert.match(path, /^\//, id);
      assert.match(reason, /[a-z]{4}/, id);
      assert.equal(JSON.parse(raw).id, id);
    }
  });

  test("each waits longer and longer, and is left alone after five failures", async () => {
    for (let i = 1; i < 5; i += 1) {
      await rig.sql("UPDATE order_form SET next_try = '1970-01-01'");
      await poll(rig);
    }
    const rows = await rig.sql("SELECT fail_count, is_dirty, next_try > UTC_TIMESTAMP() FROM order_form WHERE state = 'UNREADABLE'");
    for (const row of rows) assert.deepEqual(row, ["5", "0", "1"]);
  });

  test("a healed document comes in with its next event", async () => {
    await rig.sandbox("/faults/clear", {});
    const cured = sick[0].id;
    await rig.sandbox("/modify", { id: cured });
    await poll(rig);
    const [row] = await rig.sql(`SELECT state, fail_count FROM order_form WHERE form_id = '${cured}'`);
    assert.deepEqual(row, ["APPLIED", "0"]);
  });
});

describe("one that is in the way of all others", () => {
  let rig;
  before(async () => {
    rig = await world(20);
  });
  after(() => rig.stop());

  test("a dry run of a fresh account has no journal to read yet", async () => {
    const { stderr } = await rig.must("poll-orders", "--once", "--dry-run");
    assert.equal(stderr, "");
    await poll(rig);
  });

  test("an order whose connection always breaks waits, the orders behind it come in", async () => {
    const before = new Set((await truth(rig)).map((o) => o.id));
    await rig.sandbox("/buy", { n: "35" });
    const bought = (await truth(rig)).map((o) => o.id).filter((id) => !before.has(id));
    const poison = bought.sort()[0];
    await rig.sandbox("/faults", { kind: "drop-before", path: `/order/checkout-forms/${poison}`, count: "-1" });
    for (let i = 0; i < 3; i++) await rig.run("poll-orders", "--once");
    await assertEqualsTruth(rig, [poison]);
    await rig.sandbox("/faults/clear", {});
    await rig.sql("UPDATE order_form SET next_try = '1970-01-01'");
    await poll(rig);
    await assertEqualsTruth(rig);
  });

  test("an account whose rows the database refuses does not stop the next account", async () => {
    assert.equal((await connectDevice(rig, "zweites", "inny_sprzedawca")).code, 0);
    await rig.sql(`CREATE TRIGGER refuse BEFORE INSERT ON order_event FOR EACH ROW
      SET NEW.type = IF(NEW.account_id = 1, NULL, NEW.type)`);
    await rig.sandbox("/buy", { n: "1" });
    const { code, stderr } = await rig.run("poll-orders", "--once");
    await rig.sql("DROP TRIGGER refuse");
    assert.equal(code, 1);
    assert.match(stderr, /account demo: .*cannot be null/);
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM order_cursor WHERE account_id = 2"), [["1"]]);
    await poll(rig);
    const stored = await rig.sql("SELECT form_id FROM orders WHERE account_id = 1 ORDER BY form_id");
    assert.deepEqual(stored.flat(), (await truth(rig)).map((o) => o.id).sort());
  });
});
