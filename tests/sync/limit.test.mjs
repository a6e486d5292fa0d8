// A process that may write no file any more (RLIMIT_FSIZE, or a full disk): it says so in words, goes
// on or leaves, and is never ended by the signal (SIGXFSZ) that a limit sends.
import assert from "node:assert/strict";
import { once } from "node:events";
import { openSync, closeSync, readFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { everyJob } from "../rig/jobs.mjs";
import { startRig } from "../rig/rig.mjs";
import { assertEqualsTruth } from "./orders.mjs";
import { due, later } from "./vaulting.mjs";

let rig;
before(async () => (rig = await startRig({ parts: ["sandbox", "connect", "import", "web"], sandbox: ["--orders", "5"] })));
after(() => rig?.stop());

/** Run it with files of a byte at most; its log is such a file (stderr "file") or a pipe. */
async function limited(program, args, stderr) {
  const log = join(rig.dir, "log", "limited.log");
  const fd = stderr === "file" ? openSync(log, "w") : "pipe";
  const child = spawn("prlimit", ["--fsize=1", join(rig.env.KRAM_BIN, program), ...args], { env: { ...process.env, ...rig.env }, stdio: ["ignore", "ignore", fd] });
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text) => (said += text));
  const [code, signal] = await once(child, "close");
  if (fd !== "pipe") closeSync(fd);
  return { code, signal, said: fd === "pipe" ? said : readFileSync(log, "utf8") };
}

for (const job of everyJob)
  test(`F43: ${job}, which may write no file, is not killed, says what it could not keep, and works again later`, async () => {
    const args = job === "kram-watch" ? [] : ["--once"];
    await rig.sandbox("/buy", { n: "2" });
    for (const stderr of ["file", "pipe"]) {
      await due(rig); // so that tokens have to be kept, by whoever needs them
      await later(rig);
      const { code, signal, said } = await limited(job, args, stderr);
      assert.equal(signal, null);
      assert.ok([0, 1, 74, 75].includes(code), `exit ${code}: ${said}`);
      if (code && stderr === "pipe") assert.match(said, /cannot \w+ .*: \S/);
    }
    await rig.must(job, ...args);
    await rig.must("poll-orders", "--once");
    await assertEqualsTruth(rig);
  });

test("F43: what kramctl could not print is an error in words", async () => {
  for (const command of [["orders", "list", "--json"], ["account", "list"], ["config", "check"]]) {
    const child = rig.spawn("kramctl", command, { stdio: ["ignore", openSync("/dev/full", "w"), "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text) => (said += text));
    const [code] = await once(child, "close");
    assert.equal(code, 74);
    assert.match(said, /^kramctl: cannot print the answer: (No space left on device|a part of it is lost)\n$/);
  }
});

test("F43: a worker of the panel whose log is full answers on", async () => {
  const parent = readFileSync(join(rig.dir, "run", "panel.pid"), "utf8").split(" ")[0];
  const children = () => readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8").trim().split(" ");
  const workers = children();
  for (const pid of workers) await once(spawn("prlimit", ["--pid", pid, "--fsize=1"]), "exit");
  for (let n = 0; n < 6; n++) assert.equal((await fetch(`${rig.baseUrl}/login/once?token=x`)).status, 410);
  assert.deepEqual(children(), workers);
});
