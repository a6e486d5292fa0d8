// A process that is stopped, as a suspended machine stops it, wakes up after somebody else has its
// lease: it must change nothing any more. In `make test` at one point of the jobs that matter most.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { enumerate, everything, healAndCheck, leave, sample, world } from "./points.mjs";
import { ending, haveStrace, injection, start } from "./trace.mjs";
import { allWork, heal } from "./work.mjs";

const STOPS = everything ? 12 : 1;
const PATIENCE_MS = 90e3; // the server ends a transaction that sleeps after 30 s: idle_transaction_timeout
const SHORT_MS = everything ? null : 2e3; // in a sample a hand does it earlier
const works = allWork().filter((work) => everything || ["poll-orders", "push-outbox"].includes(work.job));

/** The pid of the job once strace has written that it was stopped; null when it ended before. */
async function stopped(strace, log) {
  while (strace.exitCode === null && strace.signalCode === null) {
    if (existsSync(log) && readFileSync(log, "utf8").includes("stopped by SIGSTOP"))
      return Number(readFileSync(`/proc/${strace.pid}/task/${strace.pid}/children`, "utf8"));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return null;
}

/** What the server does when its patience is over: the rows that the sleeper holds are free again. */
async function endSleepers(rig) {
  const held = await rig.sql(`SELECT trx_mysql_thread_id FROM information_schema.innodb_trx
    JOIN information_schema.processlist ON id = trx_mysql_thread_id WHERE db = DATABASE() AND command = 'Sleep'`);
  for (const [id] of held) await rig.sql(`KILL CONNECTION ${id}`);
}

/** Somebody else goes on, and gets through although the sleeper may hold rows. */
async function goOn(rig, work) {
  const began = Date.now();
  await heal(rig, work, async (line) => {
    for (;;) {
      const { code, stderr } = await rig.run(...line.split(" "));
      if (code === 0) return;
      assert.ok(Date.now() - began < PATIENCE_MS, `${line}: ${stderr}`);
    }
  });
  await work.check(rig);
}

/** Stop it there; was it still at work? */
async function stopAt(rig, work, point) {
  await work.stage(rig);
  const log = join(rig.dir, `stop-${point.call}-${point.n}`);
  const strace = start(rig, work, injection({ ...point, how: "signal=STOP" }, log));
  const pid = await stopped(strace, log);
  const early = SHORT_MS && setTimeout(() => endSleepers(rig), SHORT_MS);
  if (pid) await rig.sql("UPDATE lease SET expires_at = NOW(6) - INTERVAL 1 SECOND");
  await goOn(rig, work);
  clearTimeout(early);
  if (pid) process.kill(pid, "SIGCONT");
  if (strace.exitCode === null && strace.signalCode === null) await ending(strace, `${work.job} continued`);
  await healAndCheck(rig, work);
  return pid !== null;
}

describe("stopped past its lease", { skip: !haveStrace && "strace is not installed" }, () => {
  for (const work of works)
    test(`F35: ${work.job}, stopped during ${work.title}, changes nothing once somebody else went on`, async () => {
      const points = sample(await enumerate(work, ["sendto"]), STOPS);
      await leave(work);
      const rig = await world(work);
      try {
        let stops = 0;
        for (const point of points) stops += await stopAt(rig, work, point);
        // In this world it may make fewer calls than in that where they were counted.
        if (!stops) stops += await stopAt(rig, work, { ...points[0], n: Math.ceil(points[0].n / 2) });
        assert.ok(stops > 0, "it was never stopped");
      } finally {
        await rig.stop();
      }
    });
});
