// Catching up with a day of a big shop, importing over a slow line, and what a quiet day of work costs.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { startRig } from "../rig/rig.mjs";
import { effects } from "./allegro.mjs";

const run = promisify(execFile);
const target = { gapSeconds: 900, requestsPerMinute: 9000 };

/** Requests to the API since the counters were cleared. */
async function requests(rig) {
  const { requests: operations } = await effects(rig.sandboxUrl);
  const sum = (value) => (typeof value === "number" ? value : Object.values(value).reduce((n, one) => n + sum(one), 0));
  return sum(operations);
}

/** One pass of poll-orders: {seconds, cpu, peak_rss_kb}. */
async function pass(rig, programs) {
  const env = { ...process.env, ...rig.env };
  const { stdout, stderr } = await run(join(programs, "measure"), [join(rig.env.KRAM_BIN, "poll-orders"), "--once"], { env });
  const took = JSON.parse(stdout);
  if (took.status !== 0) throw new Error(`poll-orders: exit ${took.status}\n${stderr}`);
  return took;
}

const sandboxOf = (orders, days, ...more) => ["--orders", `${orders}`, "--days", `${days}`, ...more];
const world = (...sandbox) => startRig({ parts: ["sandbox", "connect"], ownServer: true, sandbox });
const countOf = async (rig, table) => Number((await rig.sql(`SELECT COUNT(*) FROM ${table}`))[0][0]);

/** The cursor stands where the journal begins, and nothing was read for a day. */
const standStill = (rig) =>
  rig.sql(`INSERT INTO order_import (account_id, from_at, until_at, done_until, state, started_at)
      SELECT id, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), 'DONE', UTC_TIMESTAMP(3) FROM account;
    INSERT INTO order_cursor (account_id, last_event_id, event_at, end_at, polled_at)
      SELECT id, NULL, UTC_TIMESTAMP(3) - INTERVAL 1 DAY, UTC_TIMESTAMP(3) - INTERVAL 1 DAY, UTC_TIMESTAMP(3) - INTERVAL 1 DAY FROM account`);

export async function measureGap({ programs, sizes, results }) {
  const rig = await world(...sandboxOf(sizes.gapOrders, 1));
  try {
    await standStill(rig);
    await rig.sandbox("/effects/clear", {});
    const took = await pass(rig, programs);
    const asked = await requests(rig);
    const [orders, events] = [await countOf(rig, "orders"), await countOf(rig, "order_event")];
    const waiting = await countOf(rig, "order_form WHERE is_dirty = 1");
    if (waiting) throw new Error(`${waiting} orders still wait`);
    const size = `${orders} orders, ${events} events`;
    results.add("gap_24h_seconds", Math.round(took.seconds), `${size}; wanted ${target.gapSeconds} at most`);
    results.add("gap_24h_requests", asked, `Allegro allows ${target.requestsPerMinute} a minute: ${Math.ceil((asked * 60) / target.requestsPerMinute)} s of it`);
    results.add("gap_24h_peak_rss_kb", took.peak_rss_kb, "wanted 65,536 at most");
    results.add("gap_24h_cpu_share", Number((took.cpu / took.seconds).toFixed(2)), "share of its time the job itself computes: the rest is the database and the rehearsal");
  } finally {
    await rig.stop();
  }
}

export async function measureLatency({ programs, sizes, results }) {
  const rig = await world(...sandboxOf(sizes.orders, sizes.days, "--lines", `${sizes.lines}`));
  try {
    await rig.sandbox("/faults", { kind: "latency", path: "/order/*", count: "-1", value: "40" });
    const took = await pass(rig, programs);
    const orders = await countOf(rig, "orders");
    results.add("import_latency40_orders_per_s", Math.round(orders / took.seconds), `${orders} orders with 40 ms a request, in ${took.seconds.toFixed(2)} s; of these ${(0.04 * Math.ceil(orders / 100)).toFixed(1)} s latency`);
  } finally {
    await rig.stop();
  }
}

/** Orders as they come on a working day: some in each poll, all new to Kram. */
export async function measureSteady({ programs, results }) {
  const [polls, each] = [50, 20];
  const rig = await world(...sandboxOf(100, 28));
  try {
    await pass(rig, programs);
    await rig.sandbox("/effects/clear", {});
    for (let i = 0; i < polls; i++) {
      await rig.sandbox("/buy", { n: `${each}` });
      await pass(rig, programs);
    }
    const asked = await requests(rig);
    results.add("steady_requests_per_1000", Math.round((asked * 1000) / (polls * each)), `${polls * each} orders, ${each} in each of ${polls} polls; the best of the others asks 1,294 times`);
  } finally {
    await rig.stop();
  }
}
