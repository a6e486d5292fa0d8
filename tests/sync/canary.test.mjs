// F57: where secrets are looked for, and that the search finds one. Every rig of the suite is searched
// when it ends (rig/canary.sh); here stand the search itself, pages, running jobs and cores.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { plant } from "../rig/canary.mjs";
import { jobs } from "../rig/jobs.mjs";
import { startRig } from "../rig/rig.mjs";
import { member } from "../web/client.mjs";
import { until } from "./vaulting.mjs";

const mailing = ['mail-to = "ola@example.pl"', 'mail-transport = "smtp"', 'smtp-url = "smtp://127.0.0.1:1"', 'smtp-user = "kram"'];

describe("a rig at work", () => {
  let rig, admin, secrets, folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "kram-canary."));
    rig = await startRig({ parts: ["sandbox", "web", "connect", "import"], sandbox: ["--orders", "20"], set: mailing });
    await appendFile(join(rig.dir, "secrets", "smtp-password"), "kanarek w poczcie\n", { mode: 0o600 });
    admin = await member(rig, "administrator");
    const other = await member(rig, "seller");
    secrets = { "session of another": other.session, "token of another": other.csrf, "secret of the application": "rehearsal-secret" };
    for (const name of await readdir(join(rig.dir, "secrets"))) secrets[name] = (await readFile(join(rig.dir, "secrets", name), "utf8")).trim();
    for (const [i, text] of (await rig.sandbox("/secrets")).trim().split("\n").entries()) secrets[`Allegro's ${i}`] = text;
    assert.ok(Object.keys(secrets).length >= 11 && Object.values(secrets).every((secret) => secret.length >= 8), Object.keys(secrets).join());
  });
  after(async () => {
    await rig?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const seenIn = (text) => Object.keys(secrets).filter((name) => text.includes(secrets[name]));

  test("F57: no page, fragment or file shows a secret, to the administrator either", async () => {
    const [[order]] = await rig.sql("SELECT form_id FROM orders LIMIT 1");
    const [[day]] = await rig.sql("SELECT DATE(bought_at) FROM orders ORDER BY bought_at DESC LIMIT 1");
    const id = { "/orders/:id": order, "/accounts/:id": "1", "/orders/certificate/:day": day };
    const { stdout } = await rig.must("panel.fcgi", "--routes");
    let pages = 0;
    for (const { method, pattern } of stdout.trim().split("\n").map((line) => JSON.parse(line))) {
      if (method !== "GET") continue;
      const known = Object.keys(id).find((start) => pattern.startsWith(start));
      const path = pattern.replace(/:[a-z]+/, id[known] ?? "1");
      const { status, body, headers } = await admin.get(path);
      assert.ok(status < 500 || path === "/readyz", `${path}: ${status}`); // which says why not in words
      pages += status === 200;
      // The page where the first account is made tells how the rehearsal is entered.
      const told = path === "/accounts/new" ? ["secret of the application"] : [];
      assert.deepEqual(seenIn(body + JSON.stringify(headers)), told, path);
    }
    assert.ok(pages >= 20, `${pages} pages`);
  });

  test("F57: what goes wrong at every step is told without a secret", async () => {
    await rig.sql("UPDATE token_version SET obtained_at = obtained_at - INTERVAL 11 HOUR, expires_at = expires_at - INTERVAL 11 HOUR");
    for (const kind of ["html-200", "drop-before", "401"]) {
      await rig.sandbox("/faults", { kind, path: "*", count: "-1" });
      for (const program of jobs) {
        const { stdout, stderr } = await rig.run(program, "--once", "--verbose");
        assert.deepEqual(seenIn(stdout + stderr), [], `${kind}: ${program}`);
      }
      await rig.sandbox("/faults/clear", {});
      await rig.sql("UPDATE request_ban SET blocked_until = '1970-01-01'; UPDATE token_attempt SET sent_at = sent_at - INTERVAL 2 HOUR");
    }
  });

  // Leaves nothing behind but a process that is waiting for Allegro, in the middle of its work.
  async function working(program) {
    await rig.sandbox("/faults", { kind: "latency", path: "*", count: "-1", value: "8000" });
    const child = spawn("bash", ["-c", 'ulimit -c unlimited; cd "$1" && exec "$2" --once', "sh", folder, join(rig.env.KRAM_BIN, program)], {
      env: { ...process.env, ...rig.env }, stdio: "ignore",
    });
    await until(() => rig.sql(`SELECT id FROM job_run WHERE job = '${program}' AND pid = ${child.pid} AND ended_at IS NULL`));
    return child;
  }

  test("F57: neither arguments nor environment of a job at work hold a secret, and a crash leaves no core", async () => {
    const child = await working("poll-orders");
    for (const file of ["cmdline", "environ"]) assert.deepEqual(seenIn(await readFile(`/proc/${child.pid}/${file}`, "utf8")), [], file);
    child.kill("SIGSEGV");
    const [, signal] = await once(child, "exit");
    assert.equal(signal, "SIGSEGV");
    assert.deepEqual(await readdir(folder), []);
    await rig.sandbox("/faults/clear", {});
  });

  test("F57: panel and gateway may leave no core either", async () => {
    const programs = ["panel", "gateway"].map((name) => `${rig.env.KRAM_BIN}/${name}.fcgi\0`);
    const pids = [];
    for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
      if (programs.includes(await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => ""))) pids.push(pid);
    }
    assert.ok(pids.length >= 3, `${pids.length} workers`);
    for (const pid of pids) {
      assert.match(await readFile(`/proc/${pid}/limits`, "utf8"), /^Max core file size +0 +0 /m);
    }
  });
});

test("F57: while the panel is down nginx writes no address that holds a secret or a name", async () => {
  const rig = await startRig({ parts: ["web"] });
  try {
    const { stdout } = await rig.must("kramctl", "user", "login-link", "anna", "--role", "seller");
    const token = new URL(stdout.trim()).searchParams.get("token");
    plant(token);
    const ask = async (path, referer) => (await fetch(rig.baseUrl + path, { headers: { referer }, redirect: "manual" })).status;
    const page = `${rig.baseUrl}/login/once?token=${token}`;
    assert.equal(await ask("/static/none.css", page), 404);
    for (let i = 0; i < 30; i++) await fetch(`${rig.baseUrl}/login`, { method: "POST", headers: { referer: page }, redirect: "manual" });
    const [leader] = (await readFile(join(rig.dir, "run", "panel.pid"), "utf8")).split(" ");
    process.kill(Number(leader), "SIGTERM");
    while (await readFile(`/proc/${leader}/cmdline`, "utf8").then((text) => text !== "", () => false)) await new Promise(setImmediate);
    assert.equal(await ask(`/login/once?token=${token}`, page), 502);
    assert.equal(await ask("/orders?q=Brz%C4%99czyszczykiewicz", page), 502);
    const log = await readFile(join(rig.dir, "log", "nginx.log"), "utf8");
    assert.ok(!log.includes(token) && !/Brz/.test(log), log.slice(0, 500));
  } finally {
    await rig.stop();
  }
});

test("F57: the search at the end of a rig finds each secret that was planted", async () => {
  const canaries = await mkdtemp(join(tmpdir(), "kram-canary."));
  const kept = process.env.KRAM_CANARIES;
  process.env.KRAM_CANARIES = canaries;
  process.env.KRAM_PLANTED = "rehearsal-secret"; // in the environment of whatever this rig starts
  let rig;
  try {
    rig = await startRig({ parts: ["sandbox", "connect", "import"], sandbox: ["--orders", "10"] });
    plant("poprawny koń bateria");
    const [[email]] = await rig.sql("SELECT email FROM order_person WHERE email IS NOT NULL LIMIT 1");
    const tokens = (await rig.sandbox("/secrets")).split("\n").filter((text) => text.startsWith("eyJ"));
    const [token] = tokens;
    // What is left of one that was cut in front: that of a seller begins otherwise than that of the application.
    const rests = [...new Set(tokens.map((text) => text.slice(text.indexOf(".") + 1, text.indexOf(".") + 13)))].sort();
    assert.equal(rests.length, 2, rests.join());
    const key = (await readFile(join(rig.dir, "secrets", "token.key"), "utf8")).trim();
    await appendFile(join(rig.dir, "log", "jobs.log"), `all is well\nlogin poprawny+ko%C5%84+bateria\nBearer ${token.slice(0, 40)}…\nfor ${email}\n…${rests[0]}…\n…${rests[1]}…\n`);
    await appendFile(join(rig.dir, "state", "notes"), `${key}\n`);
    await rig.sql(`INSERT INTO alarm (kind, subject, severity, text, args) VALUES ('a', '1', 2, '${token.slice(0, 200)}', '${key}'), ('a', '2', 2, '${email}', '')`);
    const name = rig.dir.split("/").pop();
    await rig.stop();
    const finds = (await readFile(join(canaries, "finds"), "utf8")).trim().split("\n").map((line) => line.replace(`${name}: `, ""));
    for (const find of [
      "secret in a file: log/jobs.log:2", "token in a file: log/jobs.log:3", "buyer in a log: log/jobs.log:4",
      "token in a file: log/jobs.log:5", "token in a file: log/jobs.log:6", "secret in a file: state/notes:1",
      "secret in a table: INSERT INTO `alarm`", "token in a table: INSERT INTO `alarm`", "buyer in another table: INSERT INTO `alarm`", "secret in environ: kram-sandbox",
    ]) assert.ok(finds.includes(find), `not found: ${find}\n${finds.join("\n")}`);
    assert.ok(!finds.some((line) => line.includes(token.slice(0, 30)) || line.includes(email)), "a find repeats the secret");
    assert.match(await readFile(join(canaries, "rigs"), "utf8"), /^kram-rig\.\S+ \d+ \d+ \d+$/m);
  } finally {
    await rig?.stop();
    process.env.KRAM_CANARIES = kept ?? "";
    delete process.env.KRAM_PLANTED;
    await rm(canaries, { recursive: true, force: true });
  }
});
