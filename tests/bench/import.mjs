// The first import: orders a second, requests, memory; and the floor below it (floor.c).
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { startRig } from "../rig/rig.mjs";
import { accessToken, agent, effects } from "./allegro.mjs";

const run = promisify(execFile);
const pageOrders = 100; // of the list, Allegro's limit

/** Requests to the API since the counters were cleared. */
async function requests(rig) {
  const { requests: operations } = await effects(rig.sandboxUrl);
  const count = (value) => (typeof value === "number" ? value : Object.values(value).reduce((sum, one) => sum + count(one), 0));
  return count(operations);
}

/** The same rows into a second database of the same server, by array binding, page by page: orders or offers. */
export async function floor({ rig, programs }, kind, path, pages) {
  process.env.KRAM_RIG_SERVER = rig.dir;
  const empty = await startRig();
  try {
    const token = await accessToken(rig.sandboxUrl);
    const args = [kind, rig.env.KRAM_DB_SOCKET, rig.env.KRAM_DB_NAME, empty.env.KRAM_DB_NAME, token, agent, `${rig.sandboxUrl}${path}`, `${pages}`];
    const { stdout } = await run(join(programs, "floor"), args).catch(({ stderr }) => {
      throw new Error(`floor: ${stderr}`);
    });
    return JSON.parse(stdout);
  } finally {
    await empty.stop();
    delete process.env.KRAM_RIG_SERVER;
  }
}

export async function measureImport(context) {
  const { rig, programs, sizes, results } = context;
  await rig.sandbox("/effects/clear", {});
  const env = { ...process.env, ...rig.env };
  const job = join(rig.env.KRAM_BIN, "poll-orders");
  const { stdout, stderr } = await run(join(programs, "measure"), [job, "--once"], { env });
  const import_ = JSON.parse(stdout);
  if (import_.status !== 0) throw new Error(`poll-orders: exit ${import_.status}\n${stderr}`);
  const asked = await requests(rig);
  const [[orders, lines]] = await rig.sql("SELECT (SELECT COUNT(*) FROM orders), (SELECT COUNT(*) FROM order_line)");
  if (Number(orders) !== sizes.orders) throw new Error(`${orders} of ${sizes.orders} orders arrived\n${stderr}`);

  console.error(`  ${stdout.trim()}`);
  const least = await floor(context, "orders", `/order/checkout-forms?sort=lineItems.boughtAt&limit=${pageOrders}&offset=`, sizes.orders / pageOrders);
  const seconds = import_.seconds.toFixed(2);
  results.add("import_orders_per_s", Math.round(sizes.orders / import_.seconds), `${orders} orders, ${lines} lines in ${seconds} s; wanted 1,500`);
  results.add(
    "import_floor_ratio",
    Number((least.seconds / import_.seconds).toFixed(3)),
    `floor ${least.seconds.toFixed(2)} s (${least.fetching.toFixed(2)} s fetching): ${least.pages} pages by curl, ${least.rows} rows array-inserted`,
  );
  results.add("import_requests_per_1000", Number(((asked * 1000) / sizes.orders).toFixed(1)), `${asked} requests; wanted 25 at most`);
  results.add("import_peak_rss_kb", import_.peak_rss_kb, "wanted 32,768 at most");
  results.add("import_cpu_share", Number((import_.cpu / import_.seconds).toFixed(2)), "share of its time the job itself computes");
}
