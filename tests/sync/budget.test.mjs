// Allegro's limits are shared by all processes, and a ban is waited for by all of them.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { member } from "../web/client.mjs";
import { connectDevice } from "./connecting.mjs";
import { assertEqualsTruth, poll, waitIsOver } from "./orders.mjs";
import { startRig } from "../rig/rig.mjs";

const refused = async (rig) =>
  Object.values((await rig.sandbox("/effects")).requests).reduce((sum, statuses) => sum + (statuses["429"] ?? 0), 0);
const doors = async (rig) => (await rig.sql("SELECT door FROM request_ban WHERE wait_s > 0")).map(([door]) => door);
const bans = (rig) => rig.sql("SELECT account_id, wait_s, refusals FROM request_ban WHERE wait_s > 0 ORDER BY account_id");

/** Six people ask at once whether the account works. */
const six = (rig, account = "demo") => Promise.all(Array.from({ length: 6 }, () => rig.run("kramctl", "account", "check", account)));

describe("F49: a ban that grows when ignored", () => {
  let rig, admin;
  before(async () => {
    rig = await startRig({ parts: ["sandbox", "connect", "web"], sandbox: ["--orders", "10"] });
    await poll(rig);
    admin = await member(rig, "administrator");
    await rig.sandbox("/faults", { kind: "429", path: "/*", count: "-1" });
  });
  after(() => rig.stop());

  test("F49: a 429 stops its resource, whatever the program; a second one stops the account", async () => {
    assert.equal((await rig.run("kramctl", "account", "check", "demo")).code, 75);
    const before = await rig.sandbox("/effects");
    for (const { code } of await six(rig)) assert.equal(code, 75);
    assert.deepEqual((await rig.sandbox("/effects")).requests, before.requests);
    assert.deepEqual(await bans(rig), [["1", "60", "1"]]);
    const { code, stderr } = await rig.run("poll-orders", "--once");
    assert.equal(code, 75);
    assert.match(stderr, /too many requests/);
    assert.equal(await refused(rig), 2);
    assert.deepEqual((await doors(rig)).sort(), ["api", "me", "order-events"]);
  });

  test("F49: the status page says until when, why, and how much of each limit is used", async () => {
    const { body } = await admin.get("/status");
    assert.match(body, /demo: chwilowo bez zapytań do Allegro/);
    assert.match(body, /razy z rzędu: 1\)\. Kram nie zapyta ponownie przed \d/);
    assert.match(body, /Wszystkie zapytania[^]*?9\D?000/);
  });

  test("F49: one request a window asks whether it is over, and the window doubles", async () => {
    for (const wait of ["120", "240", "480"]) {
      await waitIsOver(rig);
      const before = await refused(rig);
      const answers = await six(rig);
      assert.ok(answers.every(({ code }) => code === 75));
      assert.equal(await refused(rig), before + 1);
      assert.deepEqual(await rig.sql("SELECT wait_s FROM request_ban WHERE door = 'me'"), [[wait]]);
    }
  });

  test("F49: a good answer ends it for everybody", async () => {
    await rig.sandbox("/faults/clear", {});
    await waitIsOver(rig);
    await poll(rig);
    assert.deepEqual(await doors(rig), ["me"], "each resource shows it by itself");
    assert.equal((await rig.run("kramctl", "account", "check", "demo")).code, 0);
    assert.deepEqual(await bans(rig), []);
    for (const { code } of await six(rig)) assert.equal(code, 0);
    await assertEqualsTruth(rig);
  });

  test("F49: Retry-After is honoured", async () => {
    await rig.sandbox("/faults", { kind: "429", path: "/me", count: "1", value: "17" });
    await rig.run("kramctl", "account", "check", "demo");
    assert.deepEqual(await bans(rig), [["1", "17", "1"]]);
  });

  test("F49: one account's ban leaves the others alone, two stop the application", async () => {
    await rig.sandbox("/faults/clear", {});
    await waitIsOver(rig);
    assert.equal((await rig.run("kramctl", "account", "check", "demo")).code, 0);
    assert.equal((await connectDevice(rig, "zweites", "inny_sprzedawca")).code, 0);
    await rig.sandbox("/faults", { kind: "429", path: "/me", count: "2" });
    await rig.run("kramctl", "account", "check", "demo");
    assert.deepEqual((await bans(rig)).map(([id]) => id), ["1"]);
    await rig.run("kramctl", "account", "check", "zweites");
    assert.deepEqual((await bans(rig)).map(([id]) => id), ["0", "1", "2"]);
    const before = (await rig.sandbox("/effects")).requests;
    assert.equal((await rig.run("kramctl", "account", "check", "demo")).code, 75);
    assert.deepEqual((await rig.sandbox("/effects")).requests, before);
  });
});

describe("F53: orders before everything else", () => {
  let rig;
  before(async () => {
    rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--orders", "10"] });
  });
  after(() => rig.stop());

  test("F53: a bucket drained by slow work still gives orders their turn, and nothing else", async () => {
    await poll(rig);
    // What a catalogue job with 100,000 calls leaves behind: its class stops at 70 % of the bucket.
    await rig.sql("UPDATE request_bucket SET level_milli = 900000 * 70 / 100, refilled_at = UTC_TIMESTAMP(6) WHERE name = 'all'");
    await rig.sandbox("/buy", { n: "30" });
    await poll(rig);
    await assertEqualsTruth(rig);
  });

  test("F53: an empty bucket is waited for, not overdrawn", async () => {
    await rig.sandbox("/buy", { n: "5" });
    await rig.sql("UPDATE request_bucket SET level_milli = 0, refilled_at = UTC_TIMESTAMP(6) WHERE name = 'all'");
    await poll(rig);
    await assertEqualsTruth(rig);
    const [[level]] = await rig.sql("SELECT MIN(level_milli) FROM request_bucket");
    assert.ok(Number(level) >= 0);
  });
});
