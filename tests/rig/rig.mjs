// A private Kram for one test: its own database (on the level's server if there is one), and on
// demand its own rehearsal Allegro, panel and cron, on free ports in a temporary folder.
//
//   const rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--orders", "10"] });
//   await rig.run("poll-orders", "--once");
//   const orders = await rig.orders();
//   await rig.stop();
//
// It stops by itself when the test's process ends, however that happens.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { userInfo } from "node:os";
import { createInterface } from "node:readline";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { Statements } from "./sql.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");

/**
 * Start a rig.
 * @param {object} [options]
 * @param {string[]} [options.parts] of sandbox, web, connect, import, jobs; the database is always there
 * @param {string[]} [options.sandbox] options of kram-sandbox
 * @param {string[]} [options.set] further lines of kram.conf, e.g. "order-poll-seconds = 1"
 * @param {boolean} [options.ownServer] a MariaDB of its own (to be killed, slowed, measured)
 * @param {number} [options.workers] FastCGI workers of the panel
 * @param {string} [options.dir] folder that keeps its database; without it a temporary one
 */
export async function startRig({ parts = [], sandbox = [], set = [], ownServer = false, workers = 2, dir } = {}) {
  const args = ["--parts", parts.join(","), "--workers", String(workers)];
  if (dir) args.push("--dir", dir);
  if (!ownServer && process.env.KRAM_RIG_SERVER) args.push("--server", process.env.KRAM_RIG_SERVER);
  for (const line of set) args.push("--set", line);
  const child = spawn(join(here, "up"), [...args, "--", ...sandbox], {
    stdio: ["pipe", "pipe", "pipe"],
    cwd: root,
  });
  const env = await ready(child);
  return new Rig(child, env);
}

async function ready(child) {
  const env = {};
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === "READY") return env;
    const at = line.indexOf("=");
    env[line.slice(0, at)] = line.slice(at + 1);
  }
  throw new Error(`the rig did not start: ${errors}`);
}

class Rig {
  #child;
  #statements;

  constructor(child, env) {
    this.#child = child;
    this.env = env;
    this.#statements = new Statements(env.KRAM_DB_SOCKET, userInfo().username, env.KRAM_DB_NAME);
    this.baseUrl = env.KRAM_BASE_URL;
    this.sandboxUrl = env.KRAM_SANDBOX_URL;
    this.config = env.KRAM_CONFIG;
    this.dir = env.KRAM_VAR;
  }

  /** Start a program of build/bin with this rig's configuration; the ChildProcess. */
  spawn(program, args = [], options = {}) {
    const { env = {}, ...rest } = options;
    return spawn(join(this.env.KRAM_BIN, program), args, {
      cwd: root,
      ...rest,
      env: { ...process.env, ...this.env, ...env },
    });
  }

  /** Run a program to its end: {code, signal, stdout, stderr}. */
  async run(program, ...args) {
    const result = await finish(this.spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] }));
    this.#keep(program, result);
    return result;
  }

  // What cron would mail is searched for secrets like any log; kramctl's answers are for one person.
  #keep(program, { stdout, stderr }) {
    const answers = program === "kramctl" || program.endsWith(".fcgi");
    appendFileSync(join(this.dir, "log", "run.log"), answers ? stderr : stdout + stderr);
  }

  /** The same, but another exit status than 0 is an error. */
  async must(program, ...args) {
    const result = await this.run(program, ...args);
    if (result.code !== 0) {
      throw new Error(`${program} ${args.join(" ")}: exit ${result.code ?? result.signal}\n${result.stderr}${result.stdout}`);
    }
    return result;
  }

  /** `kramctl orders list --json` as objects. */
  async orders(...args) {
    const { stdout } = await this.must("kramctl", "orders", "list", "--json", ...args);
    return stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  }

  /** Rows of a statement run by the administrator of the private server, as arrays of text. */
  async sql(statement) {
    return (await this.#statements.run(statement)).split("\n").slice(0, -1).map((line) => line.split("\t"));
  }

  /** A page of the sandbox's control interface: GET without a form, POST with one or with a text; JSON if it is. */
  async sandbox(path, form) {
    const init = form && { method: "POST", body: typeof form === "string" ? form : new URLSearchParams(form) };
    const response = await fetch(`${this.sandboxUrl}/sandbox${path}`, { redirect: "manual", ...init });
    const text = await response.text();
    if (response.status >= 400) throw new Error(`/sandbox${path}: ${response.status} ${text}`);
    return (response.headers.get("content-type") ?? "").includes("json") ? JSON.parse(text) : text;
  }

  async stop() {
    this.#statements.end();
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.stdin.end();
    await once(this.#child, "exit");
  }
}

async function finish(child) {
  const out = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name]?.setEncoding("utf8").on("data", (text) => (out[name] += text));
  }
  const [code, signal] = await once(child, "close");
  return { code, signal, ...out };
}
