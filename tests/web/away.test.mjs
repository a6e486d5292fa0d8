// The database hangs, is gone, or is not there yet: panel and gateway say so (503) and serve again
// when it is back, whoever of their workers lived through it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startRig } from "../rig/rig.mjs";
import { Client, member } from "./client.mjs";

const PATIENCE_MS = 60_000;

let rig;
let viewer;
let database; // what `make run` or systemd would start again
before(async () => {
  rig = await startRig({ parts: ["web"], ownServer: true });
  viewer = await member(rig, "viewer");
  const pid = await leader("mariadb");
  database = { pid, command: (await readFile(`/proc/${pid}/cmdline`, "utf8")).split("\0").slice(0, -1) };
});
after(async () => {
  if (database.child) database.child.kill("SIGKILL");
  else if (database.pid) process.kill(database.pid, "SIGCONT");
  await rig?.stop();
});

const leader = async (name) => Number((await readFile(join(rig.dir, "run", `${name}.pid`), "utf8")).split(" ")[0]);

const tail = async (name) => (await readFile(join(rig.dir, "log", `${name}.log`), "utf8")).slice(-2000);

/** The workers of a pool: the children of what keeps them. */
async function workers(pool) {
  const parent = await leader(pool);
  const found = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    const [state, ppid] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (Number(ppid) === parent && state !== "Z") found.push(Number(pid));
  }
  return found;
}

// One page of a person, one of a stranger, one of the gateway; what each answers when all is well.
const asks = {
  panel: () => viewer.get("/settings/password"),
  stranger: () => new Client(rig.baseUrl).get("/login"),
  gateway: () => new Client(rig.baseUrl).get("/connect/callback"),
};
const well = { panel: 200, stranger: 200, gateway: 303 };
const away = { panel: 503, stranger: 503, gateway: 503 };

async function answers() {
  const all = await Promise.all(Object.entries(asks).map(async ([who, ask]) => [who, await ask()]));
  for (const [who, answer] of all) {
    // Its own page with the number of the event, not that of nginx for a pool that is not there.
    if (answer.status === 503) assert.match(answer.body, /Baza danych jest niedostępna[\s\S]*[0-9A-F]{8}/, `${who}: ${answer.body.slice(0, 300)}`);
  }
  return Object.fromEntries(all.map(([who, answer]) => [who, answer.status]));
}

/** Every worker of each pool answers like this: more requests than workers, one after another. */
async function all(wanted) {
  for (let n = 0; n < 4; n++) assert.deepEqual(await answers(), wanted);
}

/** Again and again until it answers like this. */
async function until(wanted) {
  const began = Date.now();
  for (;;) {
    const is = await answers().catch((e) => ({ error: e.message }));
    if (JSON.stringify(is) === JSON.stringify(wanted)) return;
    assert.ok(Date.now() - began < PATIENCE_MS && !(database.child?.exitCode > 0), `still ${JSON.stringify(is)}\n${await tail("mariadb")}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Stop a process: the signal alone leaves its threads time to answer. */
async function freeze(pid) {
  process.kill(pid, "SIGSTOP");
  for (;;) {
    const tasks = await readdir(`/proc/${pid}/task`);
    const stats = await Promise.all(tasks.map((task) => readFile(`/proc/${pid}/task/${task}/stat`, "utf8").catch(() => ") T")));
    if (stats.every((stat) => stat.slice(stat.lastIndexOf(")") + 2).startsWith("T"))) return;
  }
}

async function killWorkers(pool) {
  const before = await workers(pool);
  for (const pid of before) process.kill(pid, "SIGKILL");
  const began = Date.now();
  for (;;) {
    const now = await workers(pool);
    if (now.length === before.length && now.every((pid) => !before.includes(pid))) return;
    assert.ok(Date.now() - began < PATIENCE_MS, `${pool}: ${now.length} of ${before.length} workers came back`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("a database that hangs is told as 503 by who lives through it and by who is started meanwhile, until it goes on", async () => {
  await all(well);
  await freeze(database.pid);
  const lived = Promise.all([asks.panel(), asks.stranger()]);
  await killWorkers("gateway");
  assert.equal((await asks.gateway()).status, 503);
  assert.deepEqual((await lived).map((answer) => answer.status), [503, 503]);
  process.kill(database.pid, "SIGCONT");
  await until(well);
  await all(well);
});

test("workers killed again and again, and started before the database is there, serve as soon as it is", async () => {
  process.kill(database.pid, "SIGKILL");
  database.pid = 0;
  await until(away);
  for (let n = 0; n < 4; n++) await Promise.all([killWorkers("panel"), killWorkers("gateway")]);
  await all(away);
  const [program, ...args] = database.command;
  const log = openSync(join(rig.dir, "log", "mariadb.log"), "a");
  database.child = spawn(program, args, { stdio: ["ignore", log, log] });
  await until(well);
  await all(well);
});
