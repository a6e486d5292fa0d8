// All points at which something can be done to a job, a sample of them, and the loop over them.
import { deep, seed as SEED } from "../depth.mjs";
import { startRig } from "../rig/rig.mjs";
import { assertConsistent, heal } from "./work.mjs";
import { countCalls } from "./trace.mjs";

/** KRAM_CRASH_POINTS=all goes through every point, a number through so many, chosen by the seed. */
const WANTED = process.env.KRAM_CRASH_POINTS ?? (deep ? "all" : "200");
const LANES = 2; // worlds at once
const WORLD_POINTS = 60; // then a fresh one: each point adds orders to it
const LANE_POINTS = 20; // for fewer a second world is not worth its start
const DEEP_EVERY = 20; // points between two checks of everything derived

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

/** `share` of the points (1: all), in the order they come in, whoever asks again with this seed. */
export function sample(points, wanted, seed = SEED) {
  if (wanted >= points.length) return points;
  const dice = random(seed);
  const left = points.map((_, i) => i);
  const taken = Array.from({ length: wanted }, () => left.splice(dice(left.length), 1)[0]);
  return taken.sort((a, b) => a - b).map((i) => points[i]);
}

/** Of these points as many as they may have when `share` of those wanted goes to `total` points. */
export const chosen = (points, total, share) =>
  WANTED === "all" ? points : sample(points, Math.ceil((Number(WANTED) * share * points.length) / total));

export const everything = WANTED === "all";

export const seed = SEED;

/** A connected, imported world for a work. */
export async function world(work) {
  const now = new Date(Date.now() - work.ago * 3600e3).toISOString();
  const rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--seed", "7", "--now", now, ...work.world] });
  await rig.sql(`UPDATE account SET import_days = ${work.days}`);
  await rig.must("poll-orders", "--once");
  return rig;
}

/** Worlds that can take more points, by work. */
const idle = new Map();

async function take(work) {
  const rig = idle.get(work)?.pop() ?? (await world(work));
  rig.points ??= 0;
  return rig;
}

async function give(work, rig) {
  if (rig.points >= WORLD_POINTS) return rig.stop();
  idle.set(work, [...(idle.get(work) ?? []), rig]);
}

/** To be called once a work is done with. */
export async function leave(work) {
  for (const rig of idle.get(work) ?? []) await rig.stop();
  idle.delete(work);
}

/** [{call, n}] of a whole run that has something to do. */
export async function enumerate(work, calls) {
  const rig = await take(work);
  await work.stage(rig);
  const counts = await countCalls(rig, work, calls);
  await healAndCheck(rig, work);
  await give(work, rig);
  return Object.entries(counts).flatMap(([call, most]) => Array.from({ length: most }, (_, i) => ({ call, n: i + 1 })));
}

export async function healAndCheck(rig, work) {
  await heal(rig, work);
  await work.check(rig);
}

async function at(rig, work, point, hit) {
  try {
    await work.stage(rig);
    await hit(rig, point);
    await healAndCheck(rig, work);
    rig.points += 1;
    if (rig.points % DEEP_EVERY === 0) await assertConsistent(rig);
  } catch (error) {
    await rig.stop();
    error.message = `${work.job}, ${work.title}, at ${JSON.stringify(point)}, seed ${SEED}: ${error.message}`;
    throw error;
  }
}

/** `hit(rig, point)` at each point of a work, each time followed by a restart and the comparison. */
export async function overAll(work, points, hit) {
  const queue = [...points];
  const lane = async () => {
    while (queue.length) {
      const rig = await take(work);
      while (queue.length && rig.points < WORLD_POINTS) await at(rig, work, queue.shift(), hit);
      await give(work, rig);
    }
  };
  const lanes = Math.min(LANES, Math.ceil(points.length / LANE_POINTS));
  await Promise.all(Array.from({ length: lanes }, () => lane().catch((error) => {
    queue.length = 0;
    throw error;
  })));
}
