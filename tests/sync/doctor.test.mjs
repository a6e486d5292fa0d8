// kramctl doctor: silent trouble gets a line and a way out, and another key is not "not connected".
import assert from "node:assert/strict";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { startRig } from "../rig/rig.mjs";

let rig;
let key;
const doctor = () => rig.run("kramctl", "doctor");
before(async () => {
  rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--orders", "3"] });
  const config = await readFile(rig.config, "utf8");
  key = `${/secrets-dir\s*=\s*"([^"]+)"/.exec(config)[1]}/token.key`;
});
after(() => rig?.stop());

test("a connected installation that has polled is in order", async () => {
  await rig.must("poll-orders", "--once");
  const { code, stdout } = await doctor();
  assert.equal(code, 0, stdout);
  assert.doesNotMatch(stdout, /WRONG|LOOK/);
});

test("a key others can read is wrong, and the line says how to mend it", async () => {
  await chmod(key, 0o644);
  const { code, stdout } = await doctor();
  await chmod(key, 0o600);
  assert.equal(code, 1);
  assert.match(stdout, /WRONG +key that seals tokens.*chmod 600/);
});

test("another key opens nothing, which is not the same as not connected", async () => {
  const good = await readFile(key, "utf8");
  await writeFile(key, `${"5a".repeat(32)}\n`);
  const { code, stdout } = await doctor();
  await writeFile(key, good);
  assert.equal(code, 1);
  assert.match(stdout, /ok +key that seals tokens/);
  assert.match(stdout, /WRONG +accounts are connected.*does not open with this key/);
});

test("a job that stands still is something to look at", async () => {
  await rig.sql("UPDATE job_run SET heartbeat_at = heartbeat_at - INTERVAL 1 HOUR");
  const { code, stdout } = await doctor();
  assert.equal(code, 0);
  assert.match(stdout, /LOOK +orders are polled.*cron/);
});
