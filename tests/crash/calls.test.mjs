// Every job is killed at its n-th call of each system call that writes, sends, receives, connects,
// syncs or renames; or the call fails (no room, no descriptors, no connection); or the job is asked to
// end there. It is started again, and what is there is compared with the truth: 0 lost, 0 doubled,
// 0 stuck. A sample of the points in `make test`, all of them in `make crash`.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { chosen, enumerate, leave, overAll, seed } from "./points.mjs";
import { keepFigure } from "./figure.mjs";
import { CALLS, haveStrace, injected, wasKilled } from "./trace.mjs";
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

/** What is done at a point, to which calls, and its share of the points of `make test`. */
const WAYS = [
  { name: (work) => work.killed ?? `${work.job} is killed at any call during ${work.title}: nothing is lost, doubled or stuck`, calls: CALLS, share: 0.75, how: () => "signal=KILL", ended: () => true },
  { name: (work) => `F43: no room, no descriptors or a reset for ${work.job} during ${work.title}`, calls: Object.keys(ERRORS), share: 0.15, how: (call) => `error=${ERRORS[call]}`, ended: (how) => typeof how === "number" },
  { name: (work) => `F47: SIGTERM at any call for ${work.job} during ${work.title}`, calls: CALLS, share: 0.1, how: () => "signal=TERM", ended: (how) => typeof how === "number" || how === "SIGTERM" },
];

describe("at any call", { skip: !haveStrace && "strace is not installed" }, () => {
  const works = allWork();
  const reached = { points: 0, kills: 0 };
  let began;

  before(async () => {
    began = Date.now();
    const calls = [...new Set([...CALLS, ...Object.keys(ERRORS)])];
    for (const work of works) work.points = await enumerate(work, calls);
  });
  after(() => keepFigure("crash_points", reached.points));

  const of = (work, way) => work.points.filter(({ call }) => way.calls.includes(call));

  for (const work of works) {
    for (const way of WAYS)
      test(way.name(work), async () => {
        const total = works.reduce((sum, each) => sum + of(each, way).length, 0);
        const points = chosen(of(work, way), total, way.share);
        let kills = 0;
        await overAll(work, points, async (rig, { call, n }) => {
          const how = await injected(rig, work, { call, n, how: way.how(call) });
          assert.ok(way.ended(how), `ended by ${how}`);
          kills += wasKilled(how);
        });
        reached.points += points.length;
        reached.kills += kills;
        console.log(`        ${points.length} of ${of(work, way).length} points${kills ? `, ${kills} kills` : ""}`);
      });
    test(`${work.job} is done with ${work.title}`, () => leave(work));
  }

  test("all points have been gone through", () => {
    console.log(`        ${reached.points} points, ${reached.kills} kills, seed ${seed}, ${Math.round((Date.now() - began) / 1000)} s`);
    assert.ok(reached.kills > reached.points / 3);
  });
});
