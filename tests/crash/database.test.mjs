// The database fails at every statement of every job: a lock lost to somebody else, a connection that
// ends before the statement or before its answer (so that a commit may have happened or not), no room. The end
// is the same as if nothing had been. In `make test` a statement of each job in three of the six ways, in the
// others the day after; every statement in every way in `make crash`.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { everything, leave, overAll, sample, seed } from "./points.mjs";
import { Proxy } from "./proxy.mjs";
import { allWork } from "./work.mjs";

const SAMPLE = 1; // statement of a work and a way, in `make test`: the seed moves it from day to day
// What nobody repeats leads out through every door there is: a build that counts branches wants all.
const COUNTED = (process.env.KRAM_BUILD ?? "").endsWith("cov") ? [1114] : [];

const CODES = [
  ["F37: the lock is lost (1213)", 1213],
  ["F37: a record has changed (1020)", 1020],
  ["F37: the wait for a lock is over (1205)", 1205],
  ["F43: the database has no room (1114)", 1114],
  ["F39: the connection ends before a statement (2006)", 2006],
  ["F38, F39: the connection ends before the answer, of a commit too (2013)", 2013],
];

/** The proxy of a rig, and the configuration that leads through it. */
async function through(rig) {
  if (rig.proxy) return rig.proxy;
  const socket = join(rig.dir, "proxy.sock");
  rig.proxy = await Proxy.start(socket, rig.env.KRAM_DB_SOCKET);
  rig.proxy.config = join(rig.dir, "proxy.conf");
  writeFileSync(rig.proxy.config, readFileSync(rig.config, "utf8").replace(/^db-socket = .*$/m, `db-socket = "${socket}"`), { mode: 0o600 });
  const stop = rig.stop.bind(rig);
  rig.stop = () => (rig.proxy.stop(), stop());
  return rig.proxy;
}

async function runThrough(rig, work, n, code) {
  const proxy = await through(rig);
  proxy.arm(n, code);
  const child = rig.spawn(work.job, [...work.flags, ...work.args], { env: { KRAM_CONFIG: proxy.config }, stdio: "ignore" });
  const [end, signal] = await new Promise((resolve) => child.on("exit", (...how) => resolve(how)));
  assert.equal(signal, null, `${work.job} ended by ${signal}`);
  return { end, statements: proxy.statements };
}

describe("the database fails at any statement", () => {
  const works = allWork().filter(({ job }) => job !== "kram-watch");

  for (const [w, work] of works.entries()) {
    let statements = 0;
    test(`${work.job} during ${work.title} makes statements`, async () => {
      await overAll(work, [{}], async (rig) => ({ statements } = await runThrough(rig, work)));
      assert.ok(statements > 5);
    });
    for (const [i, [title, code]] of CODES.entries()) {
      if (!everything && !COUNTED.includes(code) && (i + w + seed) % 2) continue;
      test(`${title}, for ${work.job} during ${work.title}`, async () => {
        const all = Array.from({ length: statements }, (_, i) => ({ statement: i + 1, code }));
        const points = everything || COUNTED.includes(code) ? all : sample(all, SAMPLE, code);
        await overAll(work, points, async (rig, { statement }) => {
          const { statements: seen } = await runThrough(rig, work, statement, code);
          assert.ok(seen > 0);
        });
        console.log(`        ${points.length} of ${all.length} statements`);
      });
    }
    test(`${work.job} is done with ${work.title}`, () => leave(work));
  }
});
