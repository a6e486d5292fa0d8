// kramctl migrate is killed at any of its statements, on a database of its own, and run again: the
// schema and the grants are those of a fresh installation.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startRig } from "../rig/rig.mjs";
import { everything, sample } from "./points.mjs";
import { countCalls, haveStrace, injected, wasKilled } from "./trace.mjs";

const SAMPLE = 3;
const work = { job: "kramctl", flags: ["migrate"], args: [] };

describe("a migration that is killed", { skip: !haveStrace && "strace is not installed" }, () => {
  let rig;
  before(async () => (rig = await startRig()));
  after(() => rig.stop());

  /** An empty database, and a rig that means it. */
  async function empty(name) {
    const database = `${rig.env.KRAM_DB_NAME}_${name}`;
    await rig.sql(`CREATE DATABASE ${database} CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci;
      GRANT ALL ON ${database}.* TO kram_migrate@localhost WITH GRANT OPTION`);
    const config = join(rig.dir, `${name}.conf`);
    writeFileSync(config, readFileSync(rig.config, "utf8").replace(/^db-name = .*$/m, `db-name = "${database}"`), { mode: 0o600 });
    return { database, dir: rig.dir, env: { ...rig.env, KRAM_CONFIG: config } };
  }

  async function migrate(own) {
    const child = rig.spawn("kramctl", ["migrate"], { env: { KRAM_CONFIG: own.env.KRAM_CONFIG }, stdio: "ignore" });
    assert.equal(await new Promise((resolve) => child.on("exit", resolve)), 0);
  }

  /** Every column, key, constraint and grant. */
  const shape = async ({ database }) => [
    await rig.sql(`SELECT table_name, column_name, column_type, is_nullable, IFNULL(column_default, ''), extra, IFNULL(generation_expression, '')
      FROM information_schema.columns WHERE table_schema = '${database}' ORDER BY 1, ordinal_position`),
    await rig.sql(`SELECT table_name, index_name, seq_in_index, column_name, non_unique FROM information_schema.statistics
      WHERE table_schema = '${database}' ORDER BY 1, 2, 3`),
    await rig.sql(`SELECT table_name, constraint_name, constraint_type FROM information_schema.table_constraints
      WHERE table_schema = '${database}' ORDER BY 1, 2`),
    await rig.sql(`SELECT grantee, table_name, privilege_type FROM information_schema.table_privileges
      WHERE table_schema = '${database}' ORDER BY 1, 2, 3`),
  ];

  test("F45: killed at any statement and run again, the schema is that of a fresh installation", async () => {
    const { sendto } = await countCalls(await empty("counted"), work, ["sendto"]);
    const wanted = await shape(await empty("fresh").then(async (own) => (await migrate(own), own)));
    const points = sample(Array.from({ length: sendto }, (_, i) => i + 1), everything ? sendto : SAMPLE);
    let kills = 0;
    for (const n of points) {
      const own = await empty(`killed_${n}`);
      kills += wasKilled(await injected(own, work, { call: "sendto", n, how: "signal=KILL" }));
      await migrate(own);
      assert.deepEqual(await shape(own), wanted, `killed at statement ${n}`);
      await rig.sql(`DROP DATABASE ${own.database}`);
    }
    console.log(`        ${kills} kills at ${points.length} of ${sendto} statements`);
    assert.ok(kills > points.length / 2);
    for (const name of ["counted", "fresh"]) await rig.sql(`DROP DATABASE ${rig.env.KRAM_DB_NAME}_${name}`);
  });
});
