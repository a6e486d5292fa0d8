// The two commands as a newcomer meets them: from a path with a blank in it, as root and as an
// ordinary user, twice in a row, beside another copy, and gone without a trace after Ctrl-C.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { deep } from "../depth.mjs";

const exec = promisify(execFile);
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const isRoot = process.getuid() === 0;
const NOBODY = 65534;
const START_MS = 60_000;

/** What a clone holds, with the programs as they are built, in a folder whose path has blanks. Like another
 * copy, it need not install MariaDB's empty tables anew. */
async function makeCopy(owner, like) {
  const base = await mkdtemp(join(tmpdir(), "kram copy "));
  const dir = join(base, "a shop's kram");
  await mkdir(join(dir, "build"), { recursive: true });
  // What was deleted and not yet committed cannot be copied.
  await exec("sh", ["-c", 'git ls-files -co --exclude-standard -z | xargs -0 sh -c \'cp -R --parents -t "$0" "$@" || [ -d "$0/tests" ]\' "$1"', "sh", dir], { cwd: root });
  const made = like ? (await readdir(join(like.dir, "build"))).filter((name) => name.startsWith("mariadb-")).map((name) => join(like.dir, "build", name)) : [];
  await exec("cp", ["-RL", "--sparse=always", process.env.KRAM_BIN ?? join(root, "build", "bin"), join(root, "build", "templates"), ...made, join(dir, "build")]);
  await exec("cp", ["-R", join(root, "static", "vendor"), join(dir, "static")]);
  if (owner) await exec("chown", ["-R", `${owner}:${owner}`, base]);
  return { base, dir, owner };
}

/** What `make run` runs in a copy, as its owner. The end of this test is its end, however that comes. */
function command(copy) {
  const run = ["setpriv", "--pdeathsig=TERM", join(copy.dir, "tests", "rig", "run")];
  if (copy.owner) run.splice(1, 0, `--reuid=${copy.owner}`, `--regid=${copy.owner}`, "--clear-groups");
  return run;
}

/** `make run` in a copy that must become ready. */
async function start(copy, env) {
  const run = await tryStart(copy, env);
  assert.ok(run.address, run.out);
  return run;
}

/** `make run` in a copy: resolves when it says it is ready, or has ended. */
async function tryStart(copy, env = {}) {
  const [program, ...args] = command(copy);
  const { KRAM_BIN, KRAM_VAR, KRAM_CONFIG, KRAM_RIG_SERVER, ...clean } = process.env;
  const child = spawn(program, args, {
    cwd: "/",
    env: { ...clean, HOME: copy.base, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const run = { child, out: "", pid: child.pid };
  child.stdout.setEncoding("utf8").on("data", (text) => (run.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (run.out += text));
  const began = Date.now();
  while (!run.out.includes("Ctrl-C stops everything")) {
    if (hasEnded(child)) return run;
    if (Date.now() - began > START_MS) throw new Error(`not ready:\n${run.out}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  run.ms = Date.now() - began;
  run.address = /Panel +(\S+)/.exec(run.out)[1];
  run.link = /Sign in once with +(\S+)/.exec(run.out)[1];
  return run;
}

const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;

async function stop(run) {
  if (hasEnded(run.child)) return;
  run.child.kill("SIGINT");
  await once(run.child, "exit");
}

/** Living processes whose command or configuration lies in the folder. */
async function processesIn(dir) {
  const found = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const read = (file) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");
    const [command, environment, stat] = await Promise.all([read("cmdline"), read("environ"), read("stat")]);
    if (Number(pid) === process.pid || / Z /.test(stat.slice(stat.lastIndexOf(")")))) continue;
    if (command.includes(dir) || environment.includes(dir)) found.push(`${pid} ${command.replaceAll("\0", " ")}`);
  }
  return found;
}

/** A program with the configuration of a copy, as its owner. */
function as(copy, program, ...args) {
  const [setpriv, ...rest] = command(copy);
  rest.splice(-1, 1, program, ...args);
  return exec(setpriv, rest, { env: { ...process.env, KRAM_CONFIG: join(copy.dir, "var", "kram.conf") } });
}

/** Rows of a statement run by the administrator of a copy's database. */
async function sql(copy, statement) {
  const { stdout } = await as(copy, "mariadb", "--no-defaults", "--batch", "--raw", "--skip-column-names", `--user=${copy.owner ? "nobody" : userInfo().username}`,
    `--socket=${join(copy.dir, "var", "run", "db.sock")}`, "kram", "-e", statement);
  return stdout.split("\n").slice(0, -1).map((line) => line.split("\t"));
}

const SECOND = "o'Neil \\ syn"; // a name as people type it
const accounts = (copy) => sql(copy, "SELECT name, state FROM account ORDER BY id");

/** What kramctl says is wrong, after Kram has looked. */
async function alarms(copy) {
  await as(copy, join(copy.dir, "build", "bin", "send-alarms"), "--once");
  return (await as(copy, join(copy.dir, "build", "bin", "kramctl"), "alarms", "list")).stdout;
}

const users = isRoot ? [["root", 0], ["an ordinary user", NOBODY]] : [["an ordinary user", 0]];
for (const [who, owner] of users) {
  // Where both users prove it, what does not ask who it is is proved by the ordinary one.
  const alike = owner === 0 && isRoot && !deep ? () => {} : test;

  describe(`make run as ${who}`, () => {
    let copy, other, run;
    after(async () => {
      if (run) await stop(run);
      for (const each of [copy, other]) if (each) await rm(each.base, { recursive: true, force: true });
    });

    test("starts from a path with blanks and shows orders after the one-time login", async () => {
      copy = await makeCopy(owner);
      run = await start(copy);
      const login = await signIn(run.link);
      assert.ok(login.cookie, `no session: ${login.status}`);
      const page = await fetch(`${run.address}/orders`, { headers: { cookie: login.cookie } });
      assert.equal(page.status, 200);
      assert.match(await page.text(), /kram_demo|zamówie/i);
    });

    test("the login link works once", async () => {
      const again = await signIn(run.link);
      assert.equal(again.cookie, undefined);
    });

    alike("a second start in the same folder says where the first one runs", async () => {
      const second = await tryStart(copy);
      assert.notEqual(second.child.exitCode, 0);
      assert.match(second.out, /already running/);
      assert.ok(second.out.includes(run.address), second.out);
    });

    alike("another copy runs beside it on its own port", async () => {
      other = await makeCopy(owner, copy);
      const beside = await start(other);
      try {
        assert.notEqual(beside.address, run.address);
        assert.equal((await fetch(`${run.address}/healthz`)).status, 200);
      } finally {
        await stop(beside);
      }
      assert.equal((await fetch(`${run.address}/healthz`)).status, 200);
    });

    alike("a port that was asked for and is taken is named", async () => {
      const beside = await tryStart(other, { KRAM_PORT: new URL(run.address).port });
      assert.notEqual(beside.child.exitCode, 0);
      assert.match(beside.out, /is taken by another program/);
    });

    test("nothing is wrong with it, nor after it has worked for a day", async () => {
      assert.equal(await alarms(copy), "");
      await sql(copy, "UPDATE order_cursor SET gen = gen + 1000");
      assert.equal(await alarms(copy), "");
    });

    alike("a second account is connected, under a name with an apostrophe and a backslash", async () => {
      const env = { ...process.env, KRAM_CONFIG: join(copy.dir, "var", "kram.conf") };
      const [setpriv, ...rest] = command(copy);
      rest.splice(-1, 1, join(copy.dir, "build", "bin", "kramctl"), "account", "connect", SECOND, "--environment", "simulator", "--device");
      const child = spawn(setpriv, rest, { env, stdio: ["ignore", "pipe", "pipe"] });
      let out = "";
      const sandbox = /Rehearsal Allegro +(\S+)\/sandbox/.exec(run.out)[1];
      let approved = false;
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", async (text) => {
          out += text;
          const code = /[?&]code=([A-Za-z0-9-]+)/.exec(out)?.[1];
          if (!code || approved) return;
          approved = true;
          const body = new URLSearchParams({ user_code: code, seller: "inny_sprzedawca" });
          await fetch(`${sandbox}/sandbox/device/approve`, { method: "POST", body, redirect: "manual" });
        });
      const [status] = await once(child, "exit");
      assert.equal(status, 0, out);
      assert.deepEqual(await accounts(copy), [["demo", "CONNECTED"], [SECOND, "CONNECTED"]]);
    });

    test("Ctrl-C ends every process it started", async () => {
      assert.ok((await processesIn(copy.dir)).length > 5);
      await stop(run);
      assert.deepEqual(await processesIn(copy.dir), []);
      assert.equal(run.child.exitCode, 0);
      assert.match(run.out, /The data stays/);
    });

    test("the second start keeps the address and knows that it is not the first", async () => {
      const { address } = run;
      run = await start(copy);
      assert.equal(run.address, address);
      assert.doesNotMatch(run.out, /first start/);
      assert.equal(await alarms(copy), "", "a new rehearsal is no database that went back in time");
      assert.deepEqual(await accounts(copy), [["demo", "CONNECTED"], ...(alike === test ? [[SECOND, "CONNECTED"]] : [])], "all are connected anew");
      await as(copy, join(copy.dir, "build", "bin", "poll-orders"), "--once");
      await stop(run);
    });

    alike("what a killed run left behind is ended by the next one", async () => {
      run = await start(copy);
      run.child.kill("SIGKILL");
      await once(run.child, "exit");
      assert.ok((await processesIn(copy.dir)).length > 5);
      run = await start(copy);
      await stop(run);
      assert.deepEqual(await processesIn(copy.dir), []);
    });

    alike("a daemon that ends takes the rest with it, and is named", async () => {
      run = await start(copy);
      const [pid] = (await readFile(join(copy.dir, "var", "run", "sandbox.pid"), "utf8")).split(" ");
      process.kill(Number(pid), "SIGKILL");
      await once(run.child, "exit");
      assert.notEqual(run.child.exitCode, 0);
      assert.match(run.out, /sandbox ended, so everything stops/);
      assert.deepEqual(await processesIn(copy.dir), []);
    });

    alike("run-clean forgets the data", async () => {
      const [program, ...args] = command(copy);
      await exec(program, [...args, "--clean"]);
      assert.ok(!(await readdir(copy.dir)).includes("var"));
    });
  });
}

/** Open the link as a person does: the page, then its button. */
async function signIn(link) {
  const page = await fetch(link, { redirect: "manual" });
  const text = await page.text();
  const main = /<main[\s\S]*<\/main>/.exec(text)?.[0] ?? "";
  const form = /<form[^>]*method="post"[^>]*>[\s\S]*?<\/form>/i.exec(main)?.[0];
  const cookieOf = (response) => response.headers.getSetCookie().map((c) => c.split(";")[0]).join("; ") || undefined;
  if (!form) return { status: page.status, cookie: page.status === 303 ? cookieOf(page) : undefined };
  const fields = new URLSearchParams();
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    if (name) fields.append(name, /value="([^"]*)"/.exec(input)?.[1] ?? "");
  }
  const target = new URL(/action="([^"]*)"/.exec(form)?.[1] ?? link, link);
  const answer = await fetch(target, {
    method: "POST",
    body: fields,
    redirect: "manual",
    headers: { cookie: cookieOf(page) ?? "", origin: target.origin },
  });
  return { status: answer.status, cookie: answer.status === 303 ? cookieOf(answer) : undefined };
}

describe("install.sh", () => {
  const install = join(root, "tests", "rig", "install.sh");

  test("with nothing missing it is silent", async () => {
    const { stdout, stderr } = await exec(install, ["test"]);
    assert.equal(stdout + stderr, "");
  });

  test("without root and sudo it names the exact command", async () => {
    const dir = await mkdtemp(join(tmpdir(), "kram-install-"));
    const fake = async (name, text) => {
      await writeFile(join(dir, name), `#!/bin/sh\n${text}\n`);
      await chmod(join(dir, name), 0o755);
    };
    await fake("dpkg-query", "/usr/bin/dpkg-query \"$@\" | sed 's/ snooze=installed/ snooze=not-installed/'");
    await fake("id", "echo 1000");
    for (const name of ["bash", "sh", "sed", "dirname", "cmp", "cp", "node", "npm"]) {
      await fake(name, `exec ${(await exec("which", [name])).stdout.trim()} "$@"`);
    }
    const failure = await exec(install, ["run"], { env: { PATH: dir } }).catch((e) => e);
    await rm(dir, { recursive: true });
    assert.equal(failure.code, 69);
    assert.match(failure.stderr, /apt-get update && apt-get install -y --no-install-recommends snooze$/m);
  });
});
