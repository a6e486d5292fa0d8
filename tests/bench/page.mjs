// The order list under load, beside the barest FastCGI page that asks the same of the database.
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";

import { login, page } from "./panel.mjs";
import { multiply } from "./multiply.mjs";
import { wrk } from "./wrk.mjs";

const connections = 32;
const seconds = 4;
const rounds = 3;
const costPages = 200;
const path = "/orders?view=all";

/** The statements of one request as the server sees them. It logs values only of what was prepared
 *  while it logged, so every worker meets the page for the first time here. */
async function statementsOf(rig, workers, request) {
  await rig.sql("SET GLOBAL log_output = 'TABLE'; SET GLOBAL general_log = ON");
  for (let i = 0; i < workers * 5; i++) await request();
  await rig.sql("TRUNCATE mysql.general_log");
  await request();
  await rig.sql("SET GLOBAL general_log = OFF");
  const rows = await rig.sql(
    "SELECT REPLACE(argument, '\\n', ' ') FROM mysql.general_log" +
      " WHERE command_type IN ('Execute', 'Query') AND user_host LIKE 'kram_panel%' ORDER BY event_time",
  );
  // The log cannot show the bytes of the session's hash: they are put back as hex.
  const [[hash]] = await rig.sql("SELECT HEX(id_hash) FROM session_principal ORDER BY seen_at DESC LIMIT 1");
  return rows
    .map((columns) => columns.join("\t").replace(/id_hash = '.*?' AND /s, `id_hash = X'${hash}' AND `))
    .filter((text) => /^select/i.test(text));
}

/** A second nginx like the rig's, in front of bare.c; {url, stop}. */
async function startBare({ rig, programs, sizes }, name, statements, bytes) {
  const file = join(rig.dir, `${name}.sql`);
  const socket = join(rig.dir, `${name}.sock`);
  writeFileSync(file, statements.join("\n") + "\n");
  const env = {
    ...process.env,
    BARE_SOCKET: rig.env.KRAM_DB_SOCKET,
    BARE_DB: rig.env.KRAM_DB_NAME,
    BARE_SQL: file,
    BARE_BYTES: `${bytes}`,
  };
  const pool = spawn(join(rig.env.KRAM_BIN, "fcgi-pool"), [socket, `${sizes.workers}`, join(programs, "bare")], { env, stdio: "ignore" });
  const own = new URL(rig.baseUrl);
  const port = await freePort();
  const conf = readFileSync(join(rig.dir, "nginx", "nginx.conf"), "utf8")
    .replace(/unix:[^"]*panel\.sock/, `unix:${socket}`)
    .replace(`127.0.0.1:${own.port}`, `127.0.0.1:${port}`)
    .replace(/pid "[^"]*"/, `pid "${join(rig.dir, `${name}.pid`)}"`);
  const confFile = join(rig.dir, "nginx", `${name}.conf`);
  writeFileSync(confFile, conf);
  const nginx = spawn("/usr/sbin/nginx", ["-p", join(rig.dir, "nginx") + "/", "-c", confFile, "-e", join(rig.dir, "log", `${name}.log`), "-g", "daemon off;"], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    for (const child of [nginx, pool]) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  };
  try {
    await answers(url + path);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function answers(url) {
  for (let tries = 0; ; tries++) {
    try {
      const response = await fetch(url);
      await response.text();
      if (response.ok) return;
      if (tries > 100) throw new Error(`${url}: ${response.status}`);
    } catch (error) {
      if (tries > 100) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Processes of this rig that run `program`. */
function processesOf(program) {
  return readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/exe`) === program;
    } catch {
      return false; // gone, or not ours
    }
  });
}

/** Resident and proportional memory of a process in kB. */
function memoryOf(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const value = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)[1]);
  return { rss: value("Rss"), pss: value("Pss") };
}

/** Processor time of processes so far, in microseconds. */
export function cpuOf(pids) {
  const ticks = pids.map((pid) => readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /, "").split(" "));
  return ticks.reduce((sum, stat) => sum + (Number(stat[11]) + Number(stat[12])) * 10000, 0);
}

/** The best of some rounds, each URL once a round, so that a busy moment of the machine hits all. */
async function race(runners) {
  const best = runners.map(() => ({ rps: 0 }));
  for (let round = 0; round < rounds; round++) {
    for (const [i, { url, headers }] of runners.entries()) {
      const result = await wrk(url, { connections, seconds, headers });
      if (result.rps > best[i].rps) best[i] = result;
    }
  }
  return best;
}

/** The process of the database server. */
export const databaseOf = (rig) => readFileSync(join(rig.dir, "run", "mariadb.pid"), "utf8").split(" ")[0];

/** What one page costs the panel and the database, whoever else uses the machine: microseconds. */
async function costOf(rig, headers) {
  const panel = processesOf(join(rig.env.KRAM_BIN, "panel.fcgi"));
  const database = databaseOf(rig);
  const now = () => [cpuOf(panel), cpuOf([database])];
  const before = now();
  for (let i = 0; i < costPages; i++) await page(rig, path, headers);
  return now().map((cpu, i) => Math.round((cpu - before[i]) / costPages));
}

export async function measurePage(context) {
  const { rig, sizes, results } = context;
  const count = await multiply(rig, sizes.pageOrders);
  const headers = { cookie: await login(rig) };
  let text;
  const statements = await statementsOf(rig, sizes.workers, async () => (text = await page(rig, path, headers)));
  const list = statements.filter((statement) => /LIMIT 5[01]\b/.test(statement));
  if (list.length !== 1) throw new Error(`the list's statement was not found among\n${statements.join("\n")}`);
  const bytes = Buffer.byteLength(text);

  const bares = [await startBare(context, "list", list, bytes), await startBare(context, "all", statements, bytes)];
  let panel, bare, same;
  try {
    [panel, bare, same] = await race([{ url: rig.baseUrl + path, headers }, ...bares.map(({ url }) => ({ url: url + path }))]);
  } finally {
    for (const one of bares) await one.stop();
  }
  const [panelCpu, databaseCpu] = await costOf(rig, headers);
  const workers = processesOf(join(rig.env.KRAM_BIN, "panel.fcgi")).map(memoryOf);

  const load = `${count} orders, 50 rows, ${Math.round(bytes / 1024)} kB, ${connections} connections`;
  results.add("page_orders_rps", Math.round(panel.rps), load);
  results.add("page_orders_p99_ms", Number(panel.p99.toFixed(1)), `${sizes.workers} workers on this machine, which also runs the load`);
  results.add("page_bare_rps", Math.round(bare.rps), "bare.c: the list's statement, the same number of bytes");
  results.add("page_ratio", Number((panel.rps / bare.rps).toFixed(3)), "page_orders_rps / page_bare_rps; wanted 0.35, the goal 0.5");
  results.add("page_bare_all_rps", Math.round(same.rps), `bare.c with all ${statements.length} statements of the page (session, tabs, filters, list)`);
  results.add("page_all_ratio", Number((panel.rps / same.rps).toFixed(3)), "page_orders_rps / page_bare_all_rps");
  results.add("page_panel_cpu_us", panelCpu, "processor time of the panel for one page");
  results.add("page_db_cpu_us", databaseCpu, "processor time of MariaDB for the same page");
  const worst = workers.reduce((a, b) => (a.rss > b.rss ? a : b));
  results.add("panel_rss_kb", worst.rss, "largest worker after the load, shared libraries included; wanted 12,288 at most");
  results.add("panel_pss_kb", Math.max(...workers.map(({ pss }) => pss)), "the same with shared pages divided among their users");
}
