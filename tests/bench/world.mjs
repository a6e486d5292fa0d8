// The large shop of the measurements: three years, a million orders (KRAM_BENCH_ORDERS says how
// many), made once by the server itself and kept below build/bench while its definition is the same.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { startRig } from "../rig/rig.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const files = ["world_base.sql", "world_slice.sql", "world_end.sql"];
const slices = 8;
const builders = 2; // at once
const kept = 7 * 24 * 3600 * 1000; // its newest orders have to be of this week
const making = { innodb_buffer_pool_size: 2 ** 31, innodb_log_file_size: 2 ** 30 }; // bytes, while it is made

const text = (name) => readFileSync(join(here, name), "utf8");

/** Where a world of this size lies; one of another definition, or too old, is removed. */
function place(root, orders) {
  const name = `world-${orders}-`;
  const hash = createHash("sha256").update(files.map(text).join("")).digest("hex").slice(0, 12);
  const home = join(root, "build", "bench");
  mkdirSync(home, { recursive: true });
  for (const old of readdirSync(home).filter((entry) => entry.startsWith(name))) {
    const mark = join(home, old, "made");
    const good = old === name + hash && existsSync(mark) && Date.now() - statSync(mark).mtimeMs < kept;
    if (!good) rmSync(join(home, old), { recursive: true });
  }
  return join(home, name + hash);
}

async function make(rig, orders) {
  const [[now]] = await rig.sql("SELECT UTC_TIMESTAMP(3)");
  const run = (name, more = "") => rig.sql(`SET time_zone = '+00:00', @orders = ${orders}, @now = TIMESTAMP'${now}'${more};\n${text(name)}`);
  const names = Object.keys(making);
  const [before] = await rig.sql(`SELECT ${names.map((name) => `@@${name}`).join(", ")}`);
  const set = (values) => rig.sql(names.map((name, i) => `SET GLOBAL ${name} = ${values[i]}`).join("; "));
  await set(Object.values(making));
  await run(files[0]);
  // The sequence as a table, so that its rows are found by range.
  await rig.sql(`CREATE TABLE bench_slice (seq INT PRIMARY KEY) SELECT seq FROM seq_1_to_${orders}`);
  const todo = Array.from({ length: slices }, (_, i) => i);
  const edge = (i) => Math.round((i * orders) / slices);
  const builder = async () => {
    for (let i; (i = todo.shift()) !== undefined; ) await run(files[1], `, @from = ${edge(i) + 1}, @until = ${edge(i + 1)}`);
  };
  await Promise.all(Array.from({ length: builders }, builder));
  await run(files[2]);
  await set(before);
}

/** A rig on the folder; a database that had a migration as it was before is forgotten. */
async function open(dir, workers) {
  const how = { parts: ["web"], dir, ownServer: true, workers };
  try {
    return await startRig(how);
  } catch (error) {
    if (!/was changed after it had been applied/.test(error.message)) throw error;
    rmSync(dir, { recursive: true });
    return startRig(how);
  }
}

/** A rig on the world; made if need be. */
export async function startWorld({ root, orders, workers }) {
  const dir = place(root, orders);
  const rig = await open(dir, workers);
  const fresh = !existsSync(join(dir, "made"));
  try {
    if (fresh) {
      const start = Date.now();
      await make(rig, orders);
      writeFileSync(join(dir, "made"), "");
      console.error(`  a world of ${orders} orders, made in ${Math.round((Date.now() - start) / 1000)} s`);
    }
  } catch (error) {
    await rig.stop();
    rmSync(dir, { recursive: true });
    throw error;
  }
  return rig;
}
