// The nightly audit: what the journal lost is found, named, fetched by the next poll and sealed;
// whatever happens in between, a seal never lies.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { deep } from "../depth.mjs";
import { startRig } from "../rig/rig.mjs";
import { assertConsistent, assertEqualsTruth, contents, poll, requests, truth, world } from "./orders.mjs";

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** A Warsaw date, "2026-11-20". */
const warsaw = (ms) => new Date(ms).toLocaleDateString("sv-SE", { timeZone: "Europe/Warsaw" });
/** First moment of the Warsaw day that holds ms. */
function dayStart(ms) {
  let at = Math.floor(ms / HOUR) * HOUR;
  while (warsaw(at - 1) === warsaw(ms)) at -= HOUR;
  return at;
}
const yesterday = () => warsaw(dayStart(Date.now()) - HOUR);

/** A rehearsal whose clock says that it is yesterday, an hour before midnight in Warsaw. */
const worldOfYesterday = (n, ...options) =>
  world(n, "--now", new Date(dayStart(Date.now()) - HOUR).toISOString(), ...options);

/** Compare every day again, due or not. */
async function audit(rig) {
  const { stderr } = await rig.must("audit-orders", "--once", "--since", "370d");
  assert.equal(stderr, "");
}

async function certificate(rig, date = yesterday()) {
  const { stdout } = await rig.must("kramctl", "orders", "day", "--account", "demo", "--day", date);
  return JSON.parse(stdout);
}

const reasons = (rig) => rig.sql("SELECT kind, reason, COUNT(*) FROM order_day_found GROUP BY 1, 2 ORDER BY 1, 2");
const history = async (rig) => (await rig.sql("SELECT action FROM order_day_seal WHERE day_at = (SELECT MAX(day_at) FROM order_day) ORDER BY id")).flat();
const verdicts = async (rig) => Object.fromEntries(await rig.sql(`SELECT verdict, COUNT(*) FROM order_day_form
  WHERE day_at = (SELECT MAX(day_at) FROM order_day) GROUP BY 1`));

describe("what the journal does not tell", () => {
  let rig, lost, late;
  before(async () => {
    rig = await worldOfYesterday(20);
    await poll(rig);
    await audit(rig);
    await rig.sandbox("/faults", { kind: "event-lose", path: "*", count: "-1" });
    lost = (await rig.sandbox("/buy", { n: "3" })).orders;
    await rig.sandbox("/faults/clear", {});
    await rig.sandbox("/faults", { kind: "event-withhold", path: "*", count: "-1", value: String(9 * HOUR) });
    late = (await rig.sandbox("/buy", { n: "2" })).orders;
    await poll(rig);
  });
  after(() => rig.stop());

  test("F4: orders the journal lost are found by the audit, which does not store them itself", async () => {
    const before = await certificate(rig);
    await audit(rig);
    const day = await certificate(rig);
    assert.equal(day.state, "DIFFERENT");
    assert.deepEqual([day.allegro, day.here, day.foundByAudit], [before.allegro + 5, before.here, 5]);
    assert.ok(day.differentSince);
    assert.equal(await rig.sql("SELECT COUNT(*) FROM orders").then(([[n]]) => Number(n)), (await truth(rig)).length - 5);
  });

  test("the next poll fetches them, and the day is sealed", async () => {
    await poll(rig);
    await assertEqualsTruth(rig);
    await assertConsistent(rig);
    await audit(rig);
    const day = await certificate(rig);
    assert.equal(day.state, "SEALED");
    assert.deepEqual([day.here, day.equal, day.foundByAudit], [day.allegro, day.allegro, 5]);
    assert.equal(day.differentSince, undefined);
    assert.deepEqual(await history(rig), ["SEALED", "UNSEALED", "SEALED"]);
  });

  test("why they were missing: the event never came, or it came too late", async () => {
    assert.deepEqual(await reasons(rig), [["MISSING", "EVENT_MISSING", "5"]]);
    await rig.sandbox("/events/release", {});
    await poll(rig);
    assert.deepEqual(await reasons(rig), [["MISSING", "EVENT_MISSING", "3"], ["MISSING", "LATE", "2"]]);
    const names = await rig.sql("SELECT form_id FROM order_day_found WHERE reason = 'EVENT_MISSING' ORDER BY form_id");
    assert.deepEqual(names.flat(), [...lost].sort());
    assert.equal(late.length, 2);
  });

  test("comparing again changes nothing", async () => {
    const sums = () => contents(rig, "order_day_find", "order_day_seal", "orders", "order_form");
    await audit(rig);
    const before = await sums();
    const day = await certificate(rig);
    await audit(rig);
    assert.deepEqual(await sums(), before);
    const again = await certificate(rig);
    assert.equal(again.seal, day.seal);
    assert.equal(again.sealedAt, day.sealedAt);
  });

  test("anybody can compute the seal again", async () => {
    const { stdout } = await rig.must("kramctl", "orders", "day", "--account", "demo", "--day", yesterday(), "--proof");
    const sum = spawnSync("b2sum", ["-l", "256"], { input: stdout }).stdout.toString().split(" ")[0];
    const day = await certificate(rig);
    assert.equal(day.seal, sum);
    const lines = stdout.trim().split("\n");
    const here = (await truth(rig)).filter((o) => lines.some((line) => line.startsWith(o.id)));
    assert.deepEqual(lines, here.map((o) => `${o.id} ${o.revision} ${new Date(o.updatedAt).toISOString()}`).sort());
    assert.equal(lines.length, day.allegro);
  });

  test("without being told to, a sealed day is left alone until its night", async () => {
    await rig.sandbox("/effects/clear", {});
    await rig.must("audit-orders", "--once");
    assert.equal((await requests(rig)).getListOfOrdersUsingGET, undefined);
  });
});

describe("orders that change", () => {
  let rig;
  before(async () => {
    rig = await worldOfYesterday(20);
    await rig.sandbox("/buy", { n: "6" });
    await poll(rig);
    await audit(rig);
  });
  after(() => rig.stop());
  const bought = async () => {
    const ids = (await rig.sql(`SELECT form_id FROM order_day_form WHERE day_at = (SELECT MAX(day_at) FROM order_day)`)).flat();
    return (await truth(rig)).filter((o) => ids.includes(o.id) && o.status === "READY_FOR_PROCESSING" && o.fulfillment === "NEW");
  };

  test("a change without an event is found; it counts when the journal had its time", async () => {
    const [order] = await bought();
    await rig.sandbox("/fulfil", { id: order.id, status: "PROCESSING", silent: "1" });
    await audit(rig);
    assert.deepEqual(await verdicts(rig).then((v) => v.DIFFERS), "1");
    assert.deepEqual(await reasons(rig), [["DIFFERS", "UNDER_WAY", "1"]]);
    assert.equal((await certificate(rig)).foundByAudit, 0);
    await poll(rig);
    await assertEqualsTruth(rig);
    await rig.sql("UPDATE order_day_find SET found_at = found_at - INTERVAL 21 MINUTE");
    assert.deepEqual(await reasons(rig), [["DIFFERS", "EVENT_MISSING", "1"]]);
    await audit(rig);
    assert.equal((await certificate(rig)).state, "SEALED");
  });

  test("a change whose event is only under way is no find", async () => {
    const [order] = await bought();
    await rig.sandbox("/fulfil", { id: order.id, status: "PROCESSING" });
    const found = (await certificate(rig)).foundByAudit;
    await audit(rig);
    await poll(rig);
    // The rehearsal lives yesterday: here the event happened the moment the audit looked.
    await rig.sql("UPDATE order_event e JOIN order_day_find f USING (account_id, form_id) SET e.occurred_at = f.found_at WHERE e.seen_at > f.found_at");
    assert.deepEqual(await rig.sql(`SELECT reason FROM order_day_found WHERE form_id = '${order.id}'`), [["UNDER_WAY"]]);
    assert.equal((await certificate(rig)).foundByAudit, found);
  });

  test("an order the journal has told of and that is not read yet breaks no seal", async () => {
    await audit(rig);
    const seals = await history(rig);
    await rig.sql(`UPDATE order_form SET dirty_gen = dirty_gen + 1, next_try = UTC_TIMESTAMP(3) + INTERVAL 1 DAY
      WHERE form_id = (SELECT MIN(form_id) FROM order_day_form WHERE day_at = (SELECT MAX(day_at) FROM order_day))`);
    await audit(rig);
    assert.equal((await certificate(rig)).state, "SEALED");
    assert.deepEqual(await history(rig), seals);
    assert.equal((await verdicts(rig)).WAITING, "1");
  });

  test("but for longer than an hour it is a difference: in the history, and after another hour an alarm", async () => {
    await rig.sql("UPDATE order_day SET unsettled_since = unsettled_since - INTERVAL 61 MINUTE");
    await audit(rig);
    assert.equal((await certificate(rig)).state, "DIFFERENT");
    assert.equal((await history(rig)).at(-1), "UNSEALED");
    const alarms = () => rig.sql("SELECT subject, cleared_at IS NULL FROM alarm WHERE kind = 'day-difference'");
    assert.deepEqual(await alarms(), []);
    await rig.sql("UPDATE order_day SET different_since = different_since - INTERVAL 61 MINUTE");
    await audit(rig);
    assert.deepEqual(await alarms(), [[yesterday(), "1"]]);
    await rig.sql("UPDATE order_form SET next_try = '1970-01-01'");
    await poll(rig);
    await audit(rig);
    assert.equal((await certificate(rig)).state, "SEALED");
    assert.equal((await history(rig)).at(-1), "SEALED");
    assert.deepEqual(await alarms(), [[yesterday(), "0"]]);
  });

  test("a document that cannot be read keeps its day open, and its healing closes it", async () => {
    const [order] = await bought();
    await rig.sandbox("/faults", { kind: "poison", value: order.id });
    await rig.sandbox("/modify", { id: order.id });
    await poll(rig);
    await audit(rig);
    assert.equal((await verdicts(rig)).UNREADABLE, "1");
    assert.equal((await certificate(rig)).state, "DIFFERENT");
    await rig.sandbox("/faults/clear", {});
    await poll(rig);
    await rig.sql("UPDATE order_form SET next_try = '1970-01-01'");
    await poll(rig);
    await audit(rig);
    assert.equal((await certificate(rig)).state, "SEALED");
  });

  test("merged purchases are accounted for, theirs and ours", async () => {
    const [first] = (await rig.sandbox("/buy", { stage: "filled-in" })).orders;
    await poll(rig);
    await audit(rig);
    await rig.sandbox("/merge", { id: first, stage: "ready" });
    await poll(rig);
    await rig.sql("UPDATE order_form SET next_try = '1970-01-01'");
    await poll(rig);
    await audit(rig);
    const [[state, merged, asked]] = await rig.sql("SELECT state, merged, asked FROM order_day ORDER BY day_at DESC LIMIT 1");
    assert.deepEqual([state, Number(merged) > 0, asked], ["SEALED", true, "0"]);
  });

  test("an order Allegro neither lists nor serves is asked for until it is known to be gone", async () => {
    const [order] = await bought();
    await rig.sandbox("/faults", { kind: "form-404", value: order.id });
    await audit(rig);
    let [[state, asked, gone]] = await rig.sql("SELECT state, asked, gone FROM order_day ORDER BY day_at DESC LIMIT 1");
    assert.deepEqual([state, asked, gone], ["DIFFERENT", "1", "0"]);
    for (let i = 0; i < 4; i += 1) {
      await rig.run("poll-orders", "--once");
      await rig.sql("UPDATE order_form SET next_try = '1970-01-01', missing_since = missing_since - INTERVAL 1 HOUR");
    }
    await audit(rig);
    [[state, asked, gone]] = await rig.sql("SELECT state, asked, gone FROM order_day ORDER BY day_at DESC LIMIT 1");
    assert.deepEqual([state, asked, gone], ["SEALED", "0", "1"]);
    assert.equal((await reasons(rig)).some(([kind]) => kind === "ONLY_HERE"), false);
    await rig.sandbox("/faults/clear", {});
  });
});

// At full depth more than Allegro's list can page through, which ends at 10,000.
const LARGE = deep ? 12_000 : 1_500;
const PAGE = 100;

describe(`a day of ${LARGE} orders`, () => {
  let rig;
  before(async () => {
    // All of it within one Warsaw day: the world's now is its last minute.
    rig = await world(LARGE, "--days", "1", "--now", new Date(dayStart(Date.now()) - 60_000).toISOString());
    await poll(rig);
  });
  after(() => rig.stop());

  test("is sealed whole, in windows that the list can page through", async () => {
    await rig.sandbox("/effects/clear", {});
    await audit(rig);
    const day = await certificate(rig);
    assert.equal(day.state, "SEALED");
    assert.ok(day.allegro > LARGE / 1.2, String(day.allegro));
    const days = new Map();
    for (const o of await truth(rig)) days.set(o.id, o);
    const [[listed]] = await rig.sql("SELECT COUNT(*) FROM order_day_form");
    assert.equal(Number(listed), days.size);
    const asked = (await requests(rig)).getListOfOrdersUsingGET;
    assert.deepEqual(Object.keys(asked), ["200"]);
  });

  test("killed in between, it goes on where it was", async () => {
    await rig.sandbox("/faults", { kind: "latency", path: "/order/checkout-forms", value: deep ? "20" : "150", count: "-1" });
    const child = rig.spawn("audit-orders", ["--once", "--since", "3d"], { stdio: "ignore" });
    const position = async () => Number((await rig.sql("SELECT COUNT(*) FROM order_day WHERE walk_at > day_at"))[0][0]);
    while (child.exitCode === null && !(await position())) { /* until it stands in the middle of a day */ }
    child.kill("SIGKILL");
    await once(child, "exit");
    assert.equal(child.signalCode, "SIGKILL");
    const [[walked]] = await rig.sql("SELECT COUNT(*) FROM order_day_form f JOIN order_day d USING (account_id, day_at) WHERE d.walk_at IS NOT NULL AND f.pass = d.pass");
    await rig.sandbox("/faults/clear", {});
    await rig.sandbox("/effects/clear", {});
    await audit(rig);
    const asked = (await requests(rig)).getListOfOrdersUsingGET["200"];
    const days = Number((await rig.sql("SELECT COUNT(*) FROM order_day"))[0][0]);
    assert.ok(asked <= LARGE / PAGE + 1 + 2 * days - Math.floor(Number(walked) / PAGE), `${asked} requests, ${walked} forms had been met`);
    assert.equal((await certificate(rig)).state, "SEALED");
  });
});

describe("a list that does not stand still", () => {
  let rig;
  before(async () => {
    rig = await world(350, "--days", "1", "--now", new Date(dayStart(Date.now()) - 60_000).toISOString());
    await poll(rig);
  });
  after(() => rig.stop());

  for (const kind of ["then-merge", "then-buy", "then-cancel", "then-modify", "page-empty", "page-repeat", "truncate", "500"]) {
    test(`seals nothing that is not so, and the truth in the end: ${kind}`, async () => {
      await rig.sandbox("/faults", { kind, path: "/order/checkout-forms", count: "2" });
      await rig.run("audit-orders", "--once", "--since", "3d");
      await rig.sandbox("/faults/clear", {});
      const day = await certificate(rig);
      const [[open]] = await rig.sql("SELECT COUNT(*) FROM order_day_form WHERE verdict NOT IN ('EQUAL', 'SUPERSEDED', 'WAITING')");
      assert.ok(day.state !== "SEALED" || open === "0");
      for (let i = 0; i < 2; i += 1) {
        await poll(rig);
        await audit(rig);
        await rig.sql("UPDATE order_form SET next_try = '1970-01-01'");
      }
      assert.equal((await certificate(rig)).state, "SEALED");
      await assertEqualsTruth(rig);
    });
  }
});

describe("a year", () => {
  let rig;
  before(async () => {
    rig = await world(1500, "--days", "364");
    await rig.sql("UPDATE account SET import_days = 365");
    await poll(rig);
    await rig.sandbox("/effects/clear", {});
    await audit(rig);
  });
  after(() => rig.stop());

  test("each Warsaw day has the orders Allegro sold that day, also those of 23 and 25 hours", async () => {
    const rows = await rig.sql("SELECT UNIX_TIMESTAMP(day_at) * 1000, TIMESTAMPDIFF(HOUR, day_at, until_at), theirs, state FROM order_day ORDER BY day_at");
    const sold = new Map();
    for (const [at] of await rig.sql("SELECT UNIX_TIMESTAMP(MAX(bought_at)) * 1000 FROM order_line GROUP BY order_id"))
      sold.set(warsaw(Number(at)), (sold.get(warsaw(Number(at))) ?? 0) + 1);
    assert.ok(rows.length >= 363);
    for (const [at, , theirs] of rows) assert.equal(Number(theirs), sold.get(warsaw(Number(at))) ?? 0, warsaw(Number(at)));
    const hours = rows.map(([, h]) => Number(h));
    assert.deepEqual([...new Set(hours)].sort(), [23, 24, 25]);
    assert.ok(rows.every(([, , , state]) => state === "SEALED"));
    for (const [i, [at]] of rows.entries()) if (i) assert.equal(Number(at) - Number(rows[i - 1][0]), hours[i - 1] * HOUR);
  });

  test("it costs few requests: one a day of up to 99 orders", async () => {
    const days = Number((await rig.sql("SELECT COUNT(*) FROM order_day"))[0][0]);
    assert.deepEqual((await requests(rig)).getListOfOrdersUsingGET, { 200: days });
  });

  test("each of the last 14 days is due every night, older ones once a month", async () => {
    const rows = await rig.sql(`SELECT TIMESTAMPDIFF(HOUR, day_at, UTC_TIMESTAMP()), TIMESTAMPDIFF(HOUR, UTC_TIMESTAMP(), next_check_at)
      FROM order_day WHERE day_at > UTC_TIMESTAMP() - INTERVAL 364 DAY`);
    for (const [age, due] of rows.map((r) => r.map(Number))) {
      if (age < 13 * 24) assert.ok(due <= 25, `${age} h old, due in ${due} h`);
      else if (age > 15 * 24) assert.ok(due > 29 * 24 && due < 32 * 24, `${age} h old, due in ${due} h`);
    }
  });
});

describe("the journal went unread", () => {
  let rig;
  before(async () => {
    rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--seed", "7", "--orders", "5"] });
    await poll(rig);
  });
  after(() => rig.stop());

  test("for longer than 20 minutes: from when until when is written down, once", async () => {
    await rig.sql("UPDATE order_cursor SET polled_at = UTC_TIMESTAMP(3) - INTERVAL 19 MINUTE");
    await poll(rig);
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM order_poll_gap"), [["0"]]);
    await rig.sql("UPDATE order_cursor SET polled_at = UTC_TIMESTAMP(3) - INTERVAL 95 MINUTE");
    await rig.sandbox("/buy", {});
    await poll(rig);
    await poll(rig);
    assert.deepEqual(await rig.sql("SELECT TIMESTAMPDIFF(MINUTE, from_at, until_at) FROM order_poll_gap"), [["95"]]);
  });

  test("how soon orders were on the screen: not those of the first import", async () => {
    const [[n]] = await rig.sql("SELECT COUNT(*) FROM orders o JOIN order_import i USING (account_id) WHERE o.bought_at >= i.until_at");
    assert.equal(n, "1");
  });

  test("nothing is compared meanwhile: what nobody has read yet is not Allegro's fault", async () => {
    const asked = async () => (await requests(rig)).getListOfOrdersUsingGET;
    for (const state of ["UPDATE order_cursor SET end_at = end_at - INTERVAL 30 MINUTE",
      `INSERT INTO order_gap (account_id, reason, from_at, until_at, done_until, started_at)
        SELECT id, 'old', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP() FROM account`]) {
      await rig.sql(state);
      await rig.sandbox("/effects/clear", {});
      await audit(rig);
      assert.equal(await asked(), undefined, state);
      await rig.sql("DELETE FROM order_gap");
      await rig.sql("UPDATE order_cursor SET end_at = UTC_TIMESTAMP(3)");
    }
  });

  test("an account whose first import is not done is not compared", async () => {
    await rig.sql("UPDATE order_import SET state = 'RUNNING'");
    await rig.sandbox("/effects/clear", {});
    await audit(rig);
    assert.equal((await requests(rig)).getListOfOrdersUsingGET, undefined);
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM order_day"), [["0"]]);
  });
});
