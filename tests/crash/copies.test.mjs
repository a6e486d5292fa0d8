// 20 copies of a job at once against one database, as the crontabs of several hosts would start them,
// two jobs each second in turn (40 programs: more connections the small server has not): 10 s of it in
// `make test`, two minutes in `make crash`. Allegro must see each change once.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { everything, world } from "./points.mjs";
import { allWork, assertConsistent } from "./work.mjs";
import { assertEqualsTruth } from "../sync/orders.mjs";
import { arm, decide, settable, settle } from "../sync/outbox.mjs";

const COPIES = 20;
const SECONDS = everything ? 120 : 10;
const EX_TEMPFAIL = 75; // not my turn, or no connection left: the next one does it

describe(`${COPIES} copies of every job`, () => {
  const jobs = [...new Map(allWork().map((work) => [work.job, work])).values()];
  let rig;
  const changed = [];

  before(async () => {
    rig = await world({ world: ["--orders", "60"], ago: 0, days: 365 });
    await arm(rig);
  });
  after(() => rig.stop());

  /** What a second brings: purchases, corrections, changes of status, tokens that are late. */
  async function aSecond() {
    await rig.sandbox("/buy", { n: "3", kind: "courier" });
    const free = (await settable(rig)).filter((id) => !changed.includes(id));
    for (const order of free.slice(0, 2)) {
      await decide(rig, order, "PROCESSING");
      changed.push(order);
    }
    await rig.sql("UPDATE token_version SET obtained_at = obtained_at - INTERVAL 11 HOUR, expires_at = expires_at - INTERVAL 11 HOUR WHERE expires_at > UTC_TIMESTAMP()");
  }

  async function copiesOf({ job, flags, args }) {
    const ends = await Promise.all(Array.from({ length: COPIES }, () => rig.run(job, ...flags, ...args)));
    const odd = ends.filter(({ code }) => code !== 0 && code !== EX_TEMPFAIL);
    if (job !== "kram-watch") assert.deepEqual(odd.map(({ code, signal, stderr }) => `${job}: ${code ?? signal} ${stderr}`), []);
  }

  test(`F34: ${COPIES} copies of each job a second: no double effect`, async () => {
    await rig.sandbox("/effects/clear", {});
    const until = Date.now() + SECONDS * 1000;
    for (let turn = 0; Date.now() < until; turn += 1) {
      const began = Date.now();
      await aSecond();
      await Promise.all([jobs[turn % jobs.length], jobs[(turn + 1) % jobs.length]].map(copiesOf));
      await pause(Math.max(0, 1000 - (Date.now() - began)));
    }
    await settle(rig);
    await rig.must("poll-orders", "--once");
    const { fulfilmentCount } = await rig.sandbox("/effects");
    assert.deepEqual(changed.map((id) => [id, fulfilmentCount[id]]), changed.map((id) => [id, 1]));
  });

  test("F11: the same orders imported by many at once are there once, and as they are", async () => {
    await assertEqualsTruth(rig);
    await assertConsistent(rig);
  });

  test("the chain of tokens holds, with one refresh at a time", async () => {
    assert.deepEqual(await rig.sql("SELECT DISTINCT state FROM account"), [["CONNECTED"]]);
    const overlaps = await rig.sql(`SELECT a.id, b.id FROM token_attempt a JOIN token_attempt b
      ON a.account_id = b.account_id AND a.id < b.id AND b.sent_at < a.ended_at`);
    assert.deepEqual(overlaps, []);
  });
});
