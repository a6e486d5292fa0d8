// Every job is killed at its n-th call of each system call that writes, sends, receives, connects,
// syncs or renames, started again, and what is there is compared with the truth: 0 lost, 0 doubled,
// 0 stuck. A sample of the points in `make test`, all of them in `make crash`.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { budget, enumerate, overAll, sample, seed } from "./points.mjs";
import { keepFigure } from "./figure.mjs";
import { haveStrace, injected, wasKilled } from "./trace.mjs";
import { allWork } from "./work.mjs";

describe("killed at any call", { skip: !haveStrace && "strace is not installed" }, () => {
  const works = allWork();
  let killed = 0;

  before(async () => {
    for (const work of works) work.points = await enumerate(work);
  });
  after(() => keepFigure("crash_points", killed));

  for (const work of works)
    test(`${work.job} is killed during ${work.title}: nothing lost, doubled or stuck`, async () => {
      const total = works.reduce((sum, each) => sum + each.points.length, 0);
      const chosen = sample(work.points, budget(work.points.length, total));
      let here = 0;
      await overAll(work, chosen, async (rig, point) => {
        here += wasKilled(await injected(rig, work, { ...point, how: "signal=KILL" }));
      });
      killed += here;
      console.log(`        ${here} kills at ${chosen.length} of ${work.points.length} points`);
      assert.ok(here > chosen.length / 2, "most points were reached");
    });

  test("F1: killed at any point between fetching and storing, no event is lost", () => {
    console.log(`        ${killed} kills, seed ${seed}`);
    assert.ok(killed > 0);
  });
});
