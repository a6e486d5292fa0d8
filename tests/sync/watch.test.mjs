// kram-watch, the watchman without a database: what it sees is told once, its end once, whatever
// has stopped; and send-alarms, which watches all that the database knows.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { mkdir, readFile, rm, rmdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { jobs } from "../rig/jobs.mjs";
import { startRig } from "../rig/rig.mjs";
import { Mailbox } from "./mailbox.mjs";

let rig;
let box;
let ownServer; // MariaDB started again by a test

before(async () => {
  box = await new Mailbox().start();
  rig = await startRig({
    ownServer: true,
    parts: ["web"],
    set: [`mail-to = "ola@example.pl"`, `mail-transport = "smtp"`, `smtp-url = "${box.url}"`],
  });
});
after(async () => {
  if (ownServer && ownServer.exitCode === null) {
    ownServer.kill("SIGTERM");
    await once(ownServer, "exit");
  }
  await rig?.stop();
  await box?.stop();
});
beforeEach(async () => {
  box.mails = [];
  box.behave = "well";
  await rm(state("kram-watch.state"), { force: true });
  for (const job of jobs) await beat(job, 0);
});

const state = (name) => join(rig.dir, "state", name);
const beat = async (job, minutesAgo) => {
  const at = Date.now() / 1000 - minutesAgo * 60;
  await writeFile(state(`${job}.beat`), "");
  await utimes(state(`${job}.beat`), at, at);
};
const watch = () => rig.run("kram-watch");
// A minute passes for what kram-watch remembers; heartbeats stay as they are.
const minute = async () => {
  const text = await readFile(state("kram-watch.state"), "utf8");
  await writeFile(state("kram-watch.state"), text.replace(/ (\d{6,})/g, (_, ms) => ` ${ms - 60000}`));
};
const look = async () => {
  const result = await watch();
  assert.deepEqual({ code: result.code, stderr: result.stderr, stdout: result.stdout }, { code: 0, stderr: "", stdout: "" });
};
const subjects = () => box.mails.map((mail) => mail.subject);
const settings = async (line) => {
  const original = await readFile(rig.config, "utf8");
  await writeFile(rig.config, `${original}\n${line}\n`);
  return () => writeFile(rig.config, original);
};

test("all well: nothing is said, nothing is remembered, and its own heart beats", async () => {
  await rm(state("kram-watch.beat"), { force: true });
  await look();
  await look();
  assert.deepEqual(box.mails, []);
  await readFile(state("kram-watch.beat"));
  await assert.rejects(readFile(state("kram-watch.state")));
});

test("F36: jobs that are no longer started are told once, within three intervals, and their end once", async () => {
  await beat("send-alarms", 2.1);
  await beat("poll-orders", 2.5);
  await look();
  assert.deepEqual(subjects(), []);
  await minute();
  await look();
  await look();
  assert.deepEqual(subjects(), ["Kram: Zadania w tle Kramu nie działają"]);
  assert.match(box.mails[0].body, /poll-orders: ostatnia aktywność 2 min temu/);
  await beat("send-alarms", 0);
  await look();
  await minute();
  await look();
  await look();
  assert.deepEqual(subjects(), ["Kram: Zadania w tle Kramu nie działają", "Kram: rozwiązane: Zadania w tle Kramu nie działają"]);
});

test("what flickers within a minute is not told", async () => {
  await beat("send-alarms", 3);
  await look();
  await beat("send-alarms", 0);
  await look();
  await beat("send-alarms", 3);
  await look();
  assert.deepEqual(subjects(), []);
});

test("F36: with MariaDB stopped that alone is told, once, and its end once", async () => {
  const pid = Number((await readFile(join(rig.dir, "run/mariadb.pid"), "utf8")).split(" ")[0]);
  const [program, ...args] = (await readFile(`/proc/${pid}/cmdline`, "utf8")).split("\0").slice(0, -1);
  process.kill(pid, "SIGTERM");
  while (await readFile(`/proc/${pid}/cmdline`, "utf8").then((text) => text !== "", () => false)) await new Promise(setImmediate);
  await beat("send-alarms", 9);
  await look();
  await minute();
  await look();
  await look();
  assert.deepEqual(subjects(), ["Kram: Baza danych nie odpowiada"]);
  ownServer = spawn(program, args, { stdio: "ignore" });
  for (let up = false; !up; ) {
    up = await rig.sql("SELECT 1").then(() => true, () => false);
  }
  await beat("send-alarms", 0);
  await look();
  await minute();
  await look();
  await look();
  assert.deepEqual(subjects(), ["Kram: Baza danych nie odpowiada", "Kram: rozwiązane: Baza danych nie odpowiada"]);
});

test("a panel that does not answer is told once; one that says what is wrong itself is not", async () => {
  const restore = await settings(`base-url = "http://127.0.0.1:1"`);
  await look();
  await minute();
  await look();
  await look();
  await restore();
  assert.deepEqual(subjects(), ["Kram: Panel nie odpowiada"]);
});

test("nginx that refuses /readyz is told as that, and does not hide the panel's own outage", async () => {
  const door = createServer((_, answer) => answer.writeHead(403).end("<h1>403 Forbidden</h1>")).listen(0, "127.0.0.1");
  await once(door, "listening");
  const address = `http://127.0.0.1:${door.address().port}`;
  const restore = await settings(`base-url = "${address}"`);
  await look();
  await minute();
  await look();
  await look();
  assert.deepEqual(subjects(), ["Kram: Nie wiadomo, czy panel odpowiada"]);
  assert.match(box.mails[0].body, /\/readyz: 403\n.*allow/);
  door.close();
  door.closeAllConnections?.();
  await look();
  await minute();
  await look();
  await restore();
  assert.deepEqual(subjects(), ["Kram: Nie wiadomo, czy panel odpowiada", "Kram: Panel nie odpowiada"]);
});

test("a mail that could not be sent is tried again at the next look, and told once", async () => {
  box.behave = "busy";
  await beat("send-alarms", 3);
  await look();
  await minute();
  for (let i = 0; i < 3; i++) {
    const { code, stderr } = await watch();
    assert.equal(code, 75);
    assert.match(stderr, /come back later/);
  }
  box.behave = "well";
  await look();
  await look();
  assert.equal(box.mails.length, 1);
});

test("a mail whose answer was lost is made twice at most", async () => {
  box.behave = "swallow";
  await beat("send-alarms", 3);
  await look();
  await minute();
  for (let i = 0; i < 4; i++) await watch();
  assert.equal(box.mails.length, 2);
});

test("F43: what it cannot remember it does not mail, minute after minute, but says aloud", async () => {
  await beat("send-alarms", 3);
  await look();
  await minute();
  await mkdir(state("kram-watch.state.new"));
  const { code, stderr } = await watch();
  await rmdir(state("kram-watch.state.new"));
  assert.equal(code, 74);
  assert.match(stderr, /cannot remember/);
  assert.deepEqual(subjects(), []);
});

test("what it remembers may be damaged: it is forgotten, not obeyed", async () => {
  await writeFile(state("kram-watch.state"), "jobs 1 2 3\ndatabase x y z w\npanel 99999999999999999999 0 1 0\nnonsense\n");
  await look();
  assert.deepEqual(subjects(), []);
});

// ---- send-alarms ---------------------------------------------------------------------------------

const open = async () => (await rig.sql("SELECT kind, subject FROM alarm WHERE is_open = 1 ORDER BY kind, subject")).map((row) => row.join(" "));
const sendAlarms = () => rig.run("send-alarms", "--once");

test("F36: a job whose line was taken out of cron is raised once and cleared once", async () => {
  await rig.sql("DELETE FROM job_run; DELETE FROM alarm_mail; DELETE FROM mail; DELETE FROM alarm");
  await beat("kram-watch", 0);
  const ran = (job, ago) =>
    rig.sql(`INSERT INTO job_run (job, host, pid, started_at, heartbeat_at, ended_at, result) SELECT '${job}', 'h', 1,
      UTC_TIMESTAMP(3) - INTERVAL ${ago} SECOND, UTC_TIMESTAMP(3) - INTERVAL ${ago} SECOND, UTC_TIMESTAMP(3) - INTERVAL ${ago} SECOND, 'DONE'`);
  for (const job of jobs.filter((one) => !["poll-orders", "send-alarms"].includes(one))) await ran(job, 5);
  await ran("poll-orders", 200);
  await sendAlarms();
  await sendAlarms();
  assert.deepEqual(await open(), ["job-silent poll-orders"]);
  assert.deepEqual(subjects(), ["Kram: Zadanie w tle nie jest uruchamiane (poll-orders)"]);
  await ran("poll-orders", 1);
  await sendAlarms();
  assert.deepEqual(await open(), []);
  await rig.sql("UPDATE alarm SET cleared_at = cleared_at - INTERVAL 6 MINUTE; UPDATE mail SET created_at = created_at - INTERVAL 6 MINUTE");
  await sendAlarms();
  await sendAlarms();
  assert.deepEqual(subjects(), ["Kram: Zadanie w tle nie jest uruchamiane (poll-orders)", "Kram: rozwiązane: Zadanie w tle nie jest uruchamiane (poll-orders)"]);
  assert.equal((await rig.sql("SELECT COUNT(*) FROM alarm"))[0][0], "1");
});

test("what is wrong with an account is raised while it is so, whatever began it", async () => {
  await rig.sql("DELETE FROM alarm_mail; DELETE FROM mail; DELETE FROM alarm");
  await rig.sql(`INSERT INTO account (id, name, environment, state, connected_at, clock_skew_ms) VALUES (7, 'sklep', 'simulator', 'CONNECTED',
    UTC_TIMESTAMP(3) - INTERVAL 1 DAY, -61000)`);
  await rig.sql(`INSERT INTO order_import (account_id, from_at, until_at, done_until, state, started_at) SELECT 7, t, t, t, 'DONE', t FROM (SELECT UTC_TIMESTAMP(3) t) x`);
  await rig.sql("INSERT INTO order_cursor (account_id, polled_at) VALUES (7, UTC_TIMESTAMP(3) - INTERVAL 21 MINUTE)");
  await rig.sql("INSERT INTO order_form (account_id, form_id, state) VALUES (7, 'f1', 'UNREADABLE'), (7, 'f2', 'FAILING')");
  // The audit tells of a day itself, by its date, and only when its repair took longer than an hour.
  await rig.sql("INSERT INTO order_day (account_id, day_at, until_at, state) VALUES (7, '2026-11-01', '2026-11-02', 'DIFFERENT')");
  await sendAlarms();
  const { stdout } = await rig.run("kramctl", "alarms", "list");
  const rows = stdout.split("\n").filter((line) => line.includes("sklep")).map((line) => line.split("\t"));
  assert.deepEqual(rows.map((row) => `${row[0]} ${row[1]}: ${row[6]}`).sort(), [
    "amber clock-skew: It differs from Allegro's by 61 seconds.",
    "amber order-problem: Orders that cannot be read: 1.",
    "red poll-gap: Allegro's list of events was last read 21 minutes ago.",
  ]);
  await rig.sql("UPDATE account SET clock_skew_ms = 0; UPDATE order_cursor SET polled_at = UTC_TIMESTAMP(3); UPDATE order_form SET state = 'APPLIED'; UPDATE order_day SET state = 'SEALED'");
  await sendAlarms();
  assert.deepEqual((await open()).filter((row) => !row.startsWith("job")), []);
  assert.equal(box.mails.length, 1);
});

test("of two bans the one that is over is over", async () => {
  await rig.sql("DELETE FROM alarm_mail; DELETE FROM mail; DELETE FROM alarm");
  await rig.sql(`INSERT INTO request_ban (environment, client_id, account_id, door, wait_s, blocked_until, since, refusals)
    SELECT 'simulator', c, 0, 'api', 60, t + INTERVAL 1 HOUR, t, 9 FROM (SELECT UTC_TIMESTAMP(3) t) x JOIN (SELECT 'one' c UNION SELECT 'two') y`);
  const banned = async () => (await open()).filter((row) => row.startsWith("banned"));
  await sendAlarms();
  assert.deepEqual(await banned(), ["banned simulator one api", "banned simulator two api"]);
  await rig.sql("UPDATE request_ban SET wait_s = 0, refusals = 0 WHERE client_id = 'one'");
  await sendAlarms();
  assert.deepEqual(await banned(), ["banned simulator two api"]);
  await rig.sql("DELETE FROM request_ban");
  await sendAlarms();
  assert.deepEqual(await banned(), []);
});

test("F40: a database older than what this host has seen stops writers until a person says so", async () => {
  await rig.sql("DELETE FROM alarm_mail; DELETE FROM mail; DELETE FROM alarm");
  await sendAlarms();
  assert.match(await readFile(state("high-water"), "utf8"), /^runs \d+\ncursor 0\ntokens 0\naudit \d+\n$/);
  await writeFile(state("high-water"), "runs 1000000\ncursor 0\ntokens 0\naudit 0\n");
  await sendAlarms();
  await sendAlarms();
  assert.deepEqual(await open(), ["time-travel "]);
  assert.match(await readFile(state("high-water"), "utf8"), /^runs 1000000\n/);
  await rig.must("kramctl", "alarms", "accept-restore");
  await sendAlarms();
  assert.deepEqual(await open(), []);
});

test("runs older than 30 days are forgotten, in bounded steps", async () => {
  await rig.sql(`INSERT INTO job_run (job, host, pid, started_at, heartbeat_at, ended_at, result)
    SELECT 'old', 'h', 1, UTC_TIMESTAMP(3) - INTERVAL 31 DAY, UTC_TIMESTAMP(3) - INTERVAL 31 DAY, UTC_TIMESTAMP(3) - INTERVAL 31 DAY, 'DONE' FROM seq_1_to_1200`);
  const left = async () => Number((await rig.sql("SELECT COUNT(*) FROM job_run WHERE job = 'old'"))[0][0]);
  await sendAlarms();
  assert.equal(await left(), 200);
  await sendAlarms();
  assert.equal(await left(), 0);
});

test("kramctl alarms list prints what is wrong, one a line", async () => {
  await rig.sql("INSERT INTO alarm (kind, subject, severity, text, args) VALUES ('outbox-held', 's1', 2, 'Changes waiting: %s.', '3')");
  const { stdout } = await rig.run("kramctl", "alarms", "list");
  const row = stdout.split("\n").map((line) => line.split("\t")).find((cells) => cells[1] === "outbox-held");
  assert.deepEqual(row.filter((_, i) => i !== 4), ["red", "outbox-held", "-", "s1", "Changes are waiting for your decision", "Changes waiting: 3."]);
});
