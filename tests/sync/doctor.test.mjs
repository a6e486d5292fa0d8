// kramctl doctor: whatever is off gets a line with the command that cures it, and the exit code says
// how grave it is. Another key is not "not connected".
import assert from "node:assert/strict";
import { chmod, readFile, utimes, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { jobs } from "../rig/jobs.mjs";
import { startRig } from "../rig/rig.mjs";

let rig;
let key;
const doctor = () => rig.run("kramctl", "doctor");

before(async () => {
  rig = await startRig({ parts: ["sandbox", "connect", "web"], sandbox: ["--orders", "3"] });
  key = `${rig.dir}/secrets/token.key`;
  await rig.must("kram-watch");
  for (const job of jobs) await rig.must(job, "--once");
});
after(() => rig?.stop());

test("a connected installation whose jobs run is in order, and doctor says for whom it speaks", async () => {
  const { code, stdout } = await doctor();
  assert.equal(code, 0, stdout);
  assert.match(stdout, new RegExp(`^As \\S+ \\(uid ${process.getuid()}\\), with ${rig.config}:\n`));
  assert.doesNotMatch(stdout, /WRONG|LOOK/);
});

test("a key others can read is wrong, and the line says how to mend it", async () => {
  await chmod(key, 0o644);
  const { code, stdout } = await doctor();
  await chmod(key, 0o600);
  assert.equal(code, 2);
  assert.match(stdout, /WRONG +key that seals tokens.*chmod 600/);
  assert.match(stdout, /WRONG +secrets: .*run: chmod 600 .*token\.key/);
});

test("another key opens nothing, which is not the same as not connected", async () => {
  const good = await readFile(key, "utf8");
  await writeFile(key, `${"5a".repeat(32)}\n`);
  const { code, stdout } = await doctor();
  await writeFile(key, good);
  assert.equal(code, 2);
  assert.match(stdout, /ok +key that seals tokens/);
  assert.match(stdout, /WRONG +accounts are connected.*does not open with this key/);
});

test("documents that wait are named, with the command that reads them", async () => {
  await rig.sql("UPDATE order_form SET dirty_gen = dirty_gen + 1, waiting_since = UTC_TIMESTAMP(3) - INTERVAL 1 HOUR ORDER BY form_id LIMIT 2");
  const { stdout } = await doctor();
  assert.match(stdout, /LOOK +documents come in: account demo: 2 documents wait to be read since .*run: poll-orders --once --verbose --account "demo"/);
  assert.match(stdout, /LOOK +no document has a problem: 2 documents/);
  await rig.must("poll-orders", "--once");
  assert.doesNotMatch((await doctor()).stdout, /LOOK +(documents|no document)/);
});

test("a job that stands still is wrong, and so is one that cron does not start", async () => {
  await rig.sql("UPDATE job_run SET heartbeat_at = heartbeat_at - INTERVAL 1 HOUR");
  const beat = `${rig.dir}/state/audit-orders.beat`;
  const then = Date.now() / 1000 - 7200;
  await utimes(beat, then, then);
  const { code, stdout } = await doctor();
  await rig.sql("UPDATE job_run SET heartbeat_at = heartbeat_at + INTERVAL 1 HOUR");
  await rig.must("audit-orders", "--once");
  assert.equal(code, 2);
  assert.match(stdout, /WRONG +orders are polled: poll-orders is late/);
  assert.match(stdout, /WRONG +cron starts the jobs: audit-orders was last started 120 minutes ago/);
});

test("alarms decide the exit code: amber 1, red 2, of doctor and of alarms list", async () => {
  const alarm = (severity) => rig.sql(`DELETE FROM alarm WHERE kind = 'disk-low';
    INSERT INTO alarm (kind, severity, text) VALUES ('disk-low', ${severity}, 'x')`);
  const look = async () => [(await rig.run("kramctl", "alarms", "list")).code, await doctor()];
  await alarm(1);
  let [list, seen] = await look();
  assert.deepEqual([list, seen.code], [1, 1], seen.stdout);
  assert.match(seen.stdout, /LOOK +open alarms: 0 red, 1 amber; run: kramctl alarms list/);
  await alarm(2);
  [list, seen] = await look();
  assert.deepEqual([list, seen.code], [2, 2]);
  assert.match(seen.stdout, /WRONG +open alarms: 1 red, 0 amber/);
  await rig.sql("DELETE FROM alarm WHERE kind = 'disk-low'");
  [list, seen] = await look();
  assert.deepEqual([list, seen.code], [0, 0], seen.stdout);
});

test("each line of mariadb.cnf.example is held against the server, and so is the database's collation", async () => {
  await rig.sql("SET GLOBAL innodb_ft_enable_stopword = ON, GLOBAL sync_binlog = 0; ALTER DATABASE COLLATE utf8mb4_general_ci");
  const { code, stdout } = await doctor();
  await rig.sql("SET GLOBAL innodb_ft_enable_stopword = OFF, GLOBAL sync_binlog = 1; ALTER DATABASE COLLATE utf8mb4_uca1400_as_ci");
  assert.equal(code, 2);
  assert.match(stdout, /WRONG +settings of MariaDB: .*sync_binlog = 1 \(it is 0\); innodb_ft_enable_stopword = OFF \(it is 1\); run: /);
  assert.match(stdout, /WRONG +collation of the database: .*utf8mb4_general_ci; run: .*ALTER DATABASE/);
  assert.match(stdout, /ok +version of MariaDB/);
});

test("where nginx does not answer, it names nginx", async () => {
  const config = await readFile(rig.config, "utf8");
  await writeFile(rig.config, `${config}base-url = "http://127.0.0.1:1"\n`);
  const { code, stdout } = await doctor();
  await writeFile(rig.config, config);
  assert.equal(code, 2);
  for (const name of ["the panel answers", "the gateway answers", "css, js and pictures"]) {
    assert.match(stdout, new RegExp(`WRONG +${name}: .*systemctl status nginx`));
  }
});
