// A system call fails instead of the process: no room, no descriptors, no connection. And a process
// that is stopped, as a suspended machine stops it, wakes up after somebody else has its lease.
import { before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { budget, enumerate, healAndCheck, overAll, sample, world } from "./points.mjs";
import { CALLS, ending, haveStrace, injected, injection, start } from "./trace.mjs";
import { allWork } from "./work.mjs";

/** What can fail, and how. */
const ERRORS = {
  write: "ENOSPC",
  pwrite64: "ENOSPC",
  fsync: "ENOSPC",
  fdatasync: "ENOSPC",
  ftruncate: "ENOSPC",
  fallocate: "ENOSPC",
  rename: "ENOSPC",
  openat: "EMFILE",
  socket: "EMFILE",
  connect: "ECONNREFUSED",
  sendto: "ECONNRESET",
  recvfrom: "ECONNRESET",
};
const SHARE = 0.2; // of the points in `make test`: kills have the rest
const STOPS = process.env.KRAM_CRASH_POINTS === "all" ? 12 : 1;
const PATIENCE_MS = 60e3; // the server ends a transaction that sleeps after 30 s

/** The pid of the job once strace has written that it was stopped; null when it ended before. */
async function stopped(strace, log) {
  while (strace.exitCode === null && strace.signalCode === null) {
    if (existsSync(log) && readFileSync(log, "utf8").includes("stopped by SIGSTOP"))
      return Number(readFileSync(`/proc/${strace.pid}/task/${strace.pid}/children`, "utf8"));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return null;
}

/** Somebody else goes on, and gets through although the sleeper may hold rows. */
async function goOn(rig, work) {
  const began = Date.now();
  for (const line of work.heal) {
    for (;;) {
      const { code, stderr } = await rig.run(...line.split(" "));
      if (code === 0) break;
      assert.ok(Date.now() - began < PATIENCE_MS, `${line}: ${stderr}`);
    }
  }
  await work.check(rig);
}

describe("a call that fails", { skip: !haveStrace && "strace is not installed" }, () => {
  const works = allWork();
  before(async () => {
    for (const work of works) work.points = await enumerate(work, Object.keys(ERRORS));
  });

  for (const work of works)
    test(`F43: ${work.job} meets a full disk, no descriptors or a reset during ${work.title}`, async () => {
      const total = works.reduce((sum, each) => sum + each.points.length, 0);
      const chosen = sample(work.points, budget(work.points.length, total, SHARE));
      await overAll(work, chosen, async (rig, { call, n }) => {
        const ended = await injected(rig, work, { call, n, how: `error=${ERRORS[call]}` });
        assert.equal(typeof ended, "number", `ended by ${ended}`);
      });
      console.log(`        ${chosen.length} of ${work.points.length} points`);
    });
});

describe("stopped past its lease", { skip: !haveStrace && "strace is not installed" }, () => {
  for (const work of allWork())
    test(`F35: ${work.job}, stopped during ${work.title}, changes nothing once somebody else went on`, async () => {
      const points = sample(await enumerate(work, CALLS), STOPS);
      const rig = await world(work);
      try {
        for (const point of points) {
          await work.stage(rig);
          const log = join(rig.dir, `stop-${point.call}-${point.n}`);
          const strace = start(rig, work, injection({ ...point, how: "signal=STOP" }, log));
          const pid = await stopped(strace, log);
          if (pid) await rig.sql("UPDATE lease SET expires_at = NOW(6) - INTERVAL 1 SECOND");
          await goOn(rig, work);
          if (pid) process.kill(pid, "SIGCONT");
          if (strace.exitCode === null) await ending(strace, `${work.job} continued`);
          await healAndCheck(rig, work);
        }
      } finally {
        await rig.stop();
      }
    });
});
