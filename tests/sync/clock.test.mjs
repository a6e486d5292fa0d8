// F46: a host whose clock is wrong, jumps, or stands in another zone. Leases and pauses go by the
// clock of the database, patience by one that only goes forward, and what the wall clock gets wrong
// costs a request, never an order or an account.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { jobs } from "../rig/jobs.mjs";
import { account } from "./connecting.mjs";
import { cannotPretend, ended, runOn } from "./hosting.mjs";
import { assertConsistent, assertEqualsTruth, poll, world } from "./orders.mjs";
import { refreshes, until } from "./vaulting.mjs";

const DAY = 24 * 3600;

describe("F46: clocks", { skip: cannotPretend }, () => {
  let rig;
  before(async () => {
    rig = await world(20);
    await poll(rig);
  });
  after(() => rig?.stop());

  /** A program on a host whose clock is so many seconds off. */
  const off = (seconds, ...command) => runOn({ KRAM_CLOCK_S: String(seconds) }, rig, ...command);

  for (const [what, seconds] of [["a day late", -DAY], ["a day ahead", DAY], ["an hour ahead, as after a wrong change to summer time", 3600]]) {
    test(`F46: jobs of a host that is ${what}, and then set right, lose and double nothing`, async () => {
      const { made } = await refreshes(rig);
      await rig.sandbox("/buy", { n: "6" });
      for (const job of jobs) {
        const { code, said } = await off(seconds, job, "--once");
        assert.equal(code, 0, `${job}: ${said}`);
      }
      await assertEqualsTruth(rig);
      // What the wrong clock made of the life of a token is no proof that it lives.
      await rig.sandbox("/tokens/expire", {});
      await rig.sandbox("/buy", { n: "6" });
      for (const job of jobs) await rig.must(job, "--once");
      await assertEqualsTruth(rig);
      await assertConsistent(rig);
      assert.equal((await account(rig, "demo")).state, "CONNECTED");
      assert.ok((await refreshes(rig)).made - made <= 3, "tokens are not asked for again and again");
    });
  }

  test("F46: a wrong clock is noticed by Allegro's and is an alarm, which goes when it is set right", async () => {
    const open = async () => (await rig.sql("SELECT kind FROM alarm WHERE cleared_at IS NULL AND kind = 'clock-skew'")).flat();
    assert.equal((await off(-600, "kramctl", "account", "check", "demo")).code, 0);
    await rig.must("send-alarms", "--once");
    assert.deepEqual(await open(), ["clock-skew"]);
    await rig.must("kramctl", "account", "check", "demo");
    await rig.must("send-alarms", "--once");
    assert.deepEqual(await open(), []);
  });

  for (const [what, seconds] of [["late", -DAY], ["ahead", DAY]]) {
    test(`F46: a host that is a day ${what} takes no lease that another holds`, async () => {
      await rig.sandbox("/buy", { n: "1" });
      await rig.sandbox("/faults", { kind: "latency", path: "/order/*", count: "-1", value: "1500" });
      const holder = rig.spawn("poll-orders", ["--once"], { stdio: ["ignore", "pipe", "pipe"] });
      const done = ended(holder);
      await until(() => rig.sql(`SELECT id FROM job_run WHERE job = 'poll-orders' AND pid = ${holder.pid} AND ended_at IS NULL`));
      const other = await off(seconds, "poll-orders", "--once");
      assert.deepEqual([other.code, other.said], [0, ""]);
      assert.deepEqual(await rig.sql(`SELECT id FROM job_run WHERE job = 'poll-orders' AND pid = ${other.pid}`), [], "it left at the door");
      await rig.sandbox("/faults/clear", {});
      assert.equal((await done).code, 0);
      await assertEqualsTruth(rig);
    });
  }

  for (const zone of ["Pacific/Chatham", "America/St_Johns", "Nowhere/Invented"]) {
    test(`F46: TZ=${zone} in the environment changes no day and no time`, async () => {
      const days = () => rig.sql("SELECT day_at, until_at FROM order_day ORDER BY account_id, day_at");
      const before = await days();
      await rig.sandbox("/buy", { n: "2" });
      for (const job of jobs) {
        const { code, said } = await ended(rig.spawn(job, ["--once"], { env: { TZ: zone }, stdio: ["ignore", "pipe", "pipe"] }));
        assert.equal(code, 0, `${job}: ${said}`);
      }
      await assertEqualsTruth(rig);
      assert.deepEqual(await days(), before);
    });
  }
});
