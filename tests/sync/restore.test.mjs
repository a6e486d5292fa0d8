// F40 on a host that never saw the database: is it today's, or a backup that was restored here? Its
// silence and Allegro's newest event tell; where they do not, nothing is written until a person says so.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { assertEqualsTruth } from "./orders.mjs";
import { armed, decide, effects, intent, push, settable, settle } from "./outbox.mjs";

const exec = promisify(execFile);

describe("a host that remembers nothing", () => {
  let rig;
  let orders;
  before(async () => {
    rig = await armed(8);
    orders = await settable(rig);
    assert.ok(orders.length >= 2);
  });
  after(() => rig.stop());

  const memory = () => join(rig.dir, "state", "high-water");
  const alarms = async () => (await rig.sql("SELECT text, args FROM alarm WHERE kind = 'time-travel' AND is_open = 1")).map((row) => row.join(" "));

  /** Another machine: neither its journal of tokens nor anything else of before. */
  async function newHost() {
    const state = join(rig.dir, "state");
    const { stdout } = await exec("ls", ["-A", state]);
    for (const name of stdout.split("\n").filter(Boolean)) rmSync(join(state, name));
  }

  /** So long nobody read the journal. */
  const silence = (minutes) => rig.sql(`UPDATE order_cursor SET polled_at = UTC_TIMESTAMP(3) - INTERVAL ${minutes} MINUTE`);

  const mysql = () => [`--socket=${rig.env.KRAM_DB_SOCKET}`, `--user=${userInfo().username}`];
  const file = () => join(rig.dir, "backup.sql");
  const backup = () => exec("mariadb-dump", ["--no-defaults", ...mysql(), "--single-transaction", "--hex-blob", `--result-file=${file()}`, rig.env.KRAM_DB_NAME]);
  const restore = () => exec("sh", ["-c", 'mariadb --no-defaults "$@" <"$0"', file(), ...mysql(), rig.env.KRAM_DB_NAME]);

  test("F40: a fresh installation, and one more host beside others, are remembered at once", async () => {
    assert.ok(existsSync(memory()), "poll-orders was here");
    await newHost();
    await rig.must("refresh-tokens", "--once");
    assert.match(await readFile(memory(), "utf8"), /^runs [1-9]/);
    assert.deepEqual(await alarms(), []);
  });

  test("F40: after a long pause in which nothing happened at Allegro it goes on by itself", async () => {
    await newHost();
    await silence(180);
    await rig.must("send-alarms", "--once");
    assert.ok(!existsSync(memory()), "who cannot ask Allegro decides nothing");
    await rig.must("poll-orders", "--once");
    assert.ok(existsSync(memory()));
    assert.deepEqual(await alarms(), []);
  });

  test("F40: a backup restored on a new host is noticed: it reads, and writes nothing, until a person takes it as it is", async () => {
    const [order] = orders;
    await decide(rig, order, "PROCESSING");
    await backup();
    await settle(rig);
    assert.equal((await intent(rig, order)).state, "DONE");
    const done = (await effects(rig)).length;

    await restore();
    await newHost();
    await silence(180);
    await push(rig); // whichever of them comes first
    assert.equal((await intent(rig, order)).state, "NEW");
    assert.match((await alarms())[0], /never seen this database.* 180$/);
    await rig.must("poll-orders", "--once");
    await assertEqualsTruth(rig);
    for (const job of ["send-alarms", "refresh-tokens", "push-outbox", "poll-orders"]) await rig.must(job, "--once");
    assert.equal((await alarms()).length, 1, "it does not end by itself, and is told once");
    assert.ok(!existsSync(memory()));
    assert.equal((await effects(rig)).length, done, "what was done before is not done again");

    await rig.must("kramctl", "alarms", "accept-restore");
    assert.deepEqual(await alarms(), []);
    await settle(rig);
    for (const job of ["send-alarms", "push-outbox", "poll-orders"]) await rig.must(job, "--once");
    assert.deepEqual(await alarms(), []);
    await assertEqualsTruth(rig);
  });

  test("F40: where Allegro lets nobody in, nobody can know", async () => {
    await newHost();
    await silence(180);
    await rig.sandbox("/tokens/revoke", {});
    await rig.run("poll-orders", "--once");
    assert.equal((await alarms()).length, 1);
    const [, order] = orders;
    await decide(rig, order, "PROCESSING");
    await push(rig);
    assert.equal((await intent(rig, order)).state, "NEW");
  });
});
