// All points at which something can be done to a job, a sample of them, and the loop over them.
import { startRig } from "../rig/rig.mjs";
import { assertConsistent } from "./work.mjs";
import { countCalls } from "./trace.mjs";

/** KRAM_CRASH_POINTS=all goes through every point, a number through so many, chosen by KRAM_CRASH_SEED. */
const WANTED = process.env.KRAM_CRASH_POINTS ?? "500";
const SEED = Number(process.env.KRAM_CRASH_SEED ?? 20261121);
const LANES = 2; // worlds at once
const WORLD_POINTS = 60; // then a fresh one: each point adds orders to it
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

/** How many of `all` points a kind gets that may have `share` of those wanted. */
export const budget = (all, total, share = 1) => (WANTED === "all" ? all : Math.ceil((Number(WANTED) * share * all) / total));

export const seed = SEED;

/** A connected, imported world for a work. */
export async function world(work) {
  const now = new Date(Date.now() - work.ago * 3600e3).toISOString();
  const rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--seed", "7", "--now", now, ...work.world] });
  await rig.sql(`UPDATE account SET import_days = ${work.days}`);
  await rig.must("poll-orders", "--once");
  return rig;
}

/** [{call, n}] of a whole run that has something to do. */
export async function enumerate(work, calls) {
  const rig = await world(work);
  try {
    await work.stage(rig);
    const counts = await countCalls(rig, work, calls);
    return Object.entries(counts).flatMap(([call, most]) => Array.from({ length: most }, (_, i) => ({ call, n: i + 1 })));
  } finally {
    await rig.stop();
  }
}

export async function healAndCheck(rig, work) {
  for (const line of work.heal) await rig.must(...line.split(" "));
  await work.check(rig);
}

/** `hit(rig, point)` at each point of a work, each time followed by a restart and the comparison. */
export async function overAll(work, points, hit) {
  const queue = [...points];
  const lane = async () => {
    while (queue.length) {
      const rig = await world(work);
      try {
        for (let i = 0; i < WORLD_POINTS && queue.length; i += 1) await at(rig, queue.shift(), i);
      } finally {
        await rig.stop();
      }
    }
  };
  const at = async (rig, point, i) => {
    try {
      await work.stage(rig);
      await hit(rig, point);
      await healAndCheck(rig, work);
      if (i % DEEP_EVERY === DEEP_EVERY - 1) await assertConsistent(rig);
    } catch (error) {
      queue.length = 0;
      error.message = `${work.job}, ${work.title}, at ${JSON.stringify(point)}, seed ${SEED}: ${error.message}`;
      throw error;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
