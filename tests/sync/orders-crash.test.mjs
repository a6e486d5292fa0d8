// poll-orders is killed at 200 points while orders keep coming; what is left is always continued to
// the truth: nothing lost, nothing twice. Every kill is SIGKILL at a system call that sends, receives or
// waits, chosen at random over all of a run's calls; the seed is printed, so that a failure can be repeated.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { once } from "node:events";
import { join } from "node:path";
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { assertConsistent, assertEqualsTruth, poll, world } from "./orders.mjs";

const POINTS = Number(process.env.KRAM_CRASH_POINTS ?? 200);
const SEED = Number(process.env.KRAM_CRASH_SEED ?? 20261121);
const CALLS = ["sendto", "recvfrom", "poll", "connect", "write"];

/** Small reproducible generator (mulberry32). */
function random(seed) {
  let a = seed;
  return (n) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

const haveStrace = spawnSync("strace", ["-V"]).status === 0;

/** Run the job under strace with these options; its exit signal or code. */
async function traced(rig, options) {
  const env = { ...process.env, ...rig.env };
  const child = spawn("strace", ["-f", "-qq", ...options, join(rig.env.KRAM_BIN, "poll-orders"), "--once"], { env, stdio: "ignore" });
  const [code, signal] = await once(child, "exit");
  return signal ?? code;
}

/** How often a whole run makes each of the calls. */
async function countCalls(rig) {
  const out = join(rig.dir, "calls");
  await traced(rig, ["-c", "-o", out, "-e", `trace=${CALLS.join(",")}`]);
  const counts = {};
  for (const row of readFileSync(out, "utf8").split("\n")) {
    const words = row.trim().split(/\s+/);
    if (CALLS.includes(words.at(-1))) counts[words.at(-1)] = Number(words[3]);
  }
  return counts;
}

/** Kill a run at the n-th of one of its calls. True when the run lived long enough to be killed. */
async function killAt(rig, { call, n }) {
  const result = await traced(rig, ["-o", "/dev/null", "-e", `trace=${call}`, "-e", `inject=${call}:signal=KILL:when=${n}`]);
  return result === "SIGKILL" || result === 137;
}

const pick = (counts, dice) => {
  const calls = Object.keys(counts).filter((c) => counts[c] > 0);
  const call = calls[dice(calls.length)];
  return { call, n: 1 + dice(counts[call]) };
};

describe("killed at any point", { skip: !haveStrace && "strace is not installed" }, () => {
  let rig;
  let killed = 0;
  const dice = random(SEED);
  before(async () => {
    rig = await world(700);
    await rig.sql("UPDATE account SET import_days = 365");
  });
  after(() => rig.stop());

  test(`the first import, at ${POINTS / 4} points`, async () => {
    const counts = { sendto: 220, recvfrom: 400, poll: 260 };
    for (let i = 0; killed < POINTS / 4 && i < POINTS; i += 1) {
      if (await killAt(rig, pick(counts, dice))) killed += 1;
      const [[done]] = await rig.sql("SELECT COUNT(*) FROM order_import WHERE state = 'DONE'");
      if (done !== "0") await startAgain();
    }
    await poll(rig);
    await assertEqualsTruth(rig);
    await assertConsistent(rig);

    // The import came through: forget it, so that the next kill hits an import again.
    async function startAgain() {
      await assertEqualsTruth(rig);
      await rig.sql("UPDATE order_import SET state = 'RUNNING', done_until = from_at");
    }
  });

  test(`catching up, at ${(POINTS * 3) / 4} points`, async () => {
    await rig.sandbox("/buy", { n: "12" });
    const counts = await countCalls(rig);
    for (let i = 0; killed < POINTS && i < 2 * POINTS; i += 1) {
      await rig.sandbox("/buy", { n: i % 10 === 0 ? "60" : "4" });
      if (await killAt(rig, pick(counts, dice))) killed += 1;
      if (i % 25 !== 24) continue;
      await poll(rig);
      await assertEqualsTruth(rig);
    }
    await poll(rig);
    await assertEqualsTruth(rig);
    await assertConsistent(rig);
  });

  test("no event is stored twice, none is missing", async () => {
    const [[events]] = await rig.sql("SELECT COUNT(*) FROM order_event");
    const [[distinct]] = await rig.sql("SELECT COUNT(DISTINCT form_id) FROM order_event");
    assert.ok(Number(events) >= Number(distinct));
    const before = await rig.sql("CHECKSUM TABLE order_event, orders, order_line");
    await poll(rig, "--since", "2d");
    assert.deepEqual(await rig.sql("CHECKSUM TABLE order_event, orders, order_line"), before);
  });

  test(`${POINTS} runs were really killed`, () => {
    console.log(`        ${killed} runs killed, seed ${SEED}`);
    assert.equal(killed, POINTS);
  });
});
