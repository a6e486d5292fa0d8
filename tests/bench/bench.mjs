// The figures of build/bench.json, part by part. See tests/bench/run.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { startRig } from "../rig/rig.mjs";
import { measureCategories } from "./categories.mjs";
import { measureGap, measureLatency, measureSteady } from "./gap.mjs";
import { measureImport } from "./import.mjs";
import { measureListing } from "./listing.mjs";
import { measureLarge } from "./large.mjs";
import { measurePage } from "./page.mjs";
import { measureOffers } from "./offers.mjs";
import { measurePlans } from "./plans.mjs";
import { measureMapping } from "./mapping.mjs";
import { measureProducts } from "./products.mjs";
import { measureSandbox } from "./sandbox.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const parts = { sandbox: measureSandbox, import: measureImport, page: measurePage, latency: measureLatency, gap: measureGap, steady: measureSteady, categories: measureCategories, listing: measureListing, products: measureProducts, mapping: measureMapping, plans: measurePlans, offers: measureOffers, large: measureLarge };

/** Orders of the import, lines of each, and what the pages are measured on. */
const sizes = { orders: 10000, lines: 2, days: 28, pageOrders: 100000, gapOrders: 61500, products: Number(process.env.KRAM_BENCH_PRODUCTS ?? 100000), workers: 4, largeOrders: Number(process.env.KRAM_BENCH_ORDERS ?? 1000000) };

const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (!parts[name]) throw new Error(`no measurement "${name}": ${Object.keys(parts).join(", ")}`);
}

class Results {
  #rows = [];

  /** @param {string} against what the figure was held against in this run */
  add(name, value, against) {
    this.#rows.push([name, value, against]);
  }

  write() {
    mkdirSync(join(root, "build"), { recursive: true });
    const flat = Object.fromEntries(this.#rows.map(([name, value]) => [name, value]));
    writeFileSync(join(root, "build", "bench.json"), `${JSON.stringify(flat, null, 2)}\n`);
    const width = Math.max(...this.#rows.map(([name]) => name.length));
    for (const [name, value, against] of this.#rows) {
      console.log(`${name.padEnd(width)} ${String(value).padStart(10)}  ${against}`);
    }
  }
}

const results = new Results();
const rig = await startRig({
  parts: ["sandbox", "web", "connect"],
  ownServer: true,
  workers: sizes.workers,
  sandbox: ["--orders", `${sizes.orders}`, "--lines", `${sizes.lines}`, "--days", `${sizes.days}`, "--categories", "30000"],
});
const context = { rig, root, sizes, results, programs: join(rig.env.KRAM_BIN, "..", "tests", "bench", "bin") };
try {
  for (const [name, measure] of Object.entries(parts)) {
    // The pages are measured on the orders of the import.
    const needed = name === "import" && wanted.includes("page");
    if (wanted.length && !wanted.includes(name) && !needed) continue;
    console.error(`measuring: ${name}`);
    await measure(context);
  }
} finally {
  await rig.stop();
}
results.write();
