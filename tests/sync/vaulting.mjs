// What the tests of the token vault share: time that passes, a look into the journal, hosts, and calls
// that fail or kill.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { account } from "./connecting.mjs";

/** Half a day goes by: the account's access token is due for a refresh. */
export const due = (rig, name = "demo") =>
  rig.sql(`UPDATE token_version t JOIN account a ON a.id = t.account_id AND a.token_gen = t.gen
    SET t.obtained_at = t.obtained_at - INTERVAL 11 HOUR, t.expires_at = t.expires_at - INTERVAL 11 HOUR WHERE a.name = '${name}'`);

/** Hours go by for the history: pauses and bans are over, and the budget is full again. */
export const later = (rig) =>
  rig.sql(`UPDATE token_attempt SET sent_at = sent_at - INTERVAL 2 HOUR; UPDATE request_ban SET blocked_until = '1970-01-01';
    DELETE FROM request_bucket`);

export const gen = async (rig, name = "demo") => Number((await account(rig, name)).token_gen);

/** Generations in the journals below a state folder. */
export function journaled(state) {
  const found = [];
  for (const name of readdirSync(state)) {
    if (!name.endsWith(".journal")) continue;
    const file = readFileSync(join(state, name));
    for (let at = file.indexOf("KTJ1"); at >= 0; at = file.indexOf("KTJ1", at + 4)) {
      if (at + 24 <= file.length) found.push(Number(file.readBigUInt64LE(at + 16)));
    }
  }
  return found;
}

/** The first result with rows, within some seconds. */
export async function until(ask) {
  for (let i = 0; i < 400; i++) {
    const rows = await ask();
    if (rows.length) return rows;
    await pause(25);
  }
  throw new Error(`never came true: ${ask}`);
}

/**
 * The account lives on: its refresh token is the one Allegro takes, without any grace. Access tokens
 * end, so that the check has to refresh.
 */
export async function assertAlive(rig, name = "demo") {
  await later(rig);
  await rig.sandbox("/tokens/grace", {});
  await rig.sandbox("/tokens/expire", {});
  const { code, stderr } = await rig.run("kramctl", "account", "check", name);
  assert.equal(code, 0, stderr);
  assert.equal((await account(rig, name)).state, "CONNECTED");
  await later(rig);
}

/** Requests to the token endpoint, and how many were replays. */
export async function refreshes(rig) {
  const { tokens, oauth } = await rig.sandbox("/effects");
  return { made: tokens.refresh_token ?? 0, replayed: oauth?.refreshWithinGrace ?? 0 };
}

/** Attempts of this minute that nobody has ended. */
export const underway = (rig) =>
  rig.sql("SELECT id FROM token_attempt WHERE fate IS NULL AND kind = 'refresh' AND sent_at > UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE");

/** Run a program under strace; its signal or exit code. */
export async function traced(rig, program, options, args = ["--once"]) {
  const env = { ...process.env, ...rig.env };
  const child = spawn("strace", ["-f", "-qq", ...options, join(rig.env.KRAM_BIN, program), ...args], { env, stdio: "ignore" });
  const [code, signal] = await once(child, "exit");
  return signal ?? code;
}

/** Every call of these a run makes, in order: [{call, n, row}], n counting from 1 per call. */
export async function calls(rig, program, names) {
  const out = join(rig.dir, "calls");
  await traced(rig, program, ["-o", out, "-e", `trace=${names.join(",")}`]);
  const counts = {};
  const all = [];
  for (const row of readFileSync(out, "utf8").split("\n")) {
    const call = /^\d+\s+(\w+)\(/.exec(row)?.[1];
    if (!names.includes(call)) continue;
    counts[call] = (counts[call] ?? 0) + 1;
    all.push({ call, n: counts[call], row });
  }
  return all;
}

/** Another host with the same database: its name, its own state folder. Its run() is that of a rig. */
export function host(rig, name) {
  const dir = join(rig.dir, name);
  const state = join(dir, "state");
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const config = join(dir, "kram.conf");
  writeFileSync(config, readFileSync(rig.config, "utf8").replace(/^state-dir.*$/m, `state-dir = "${state}"`), { mode: 0o600 });
  const start = (program, args = ["--once"]) =>
    spawn("unshare", ["--uts", "sh", "-c", `hostname ${name} && exec "$0" "$@"`, join(rig.env.KRAM_BIN, program), ...args], {
      env: { ...process.env, ...rig.env, KRAM_CONFIG: config },
      stdio: ["ignore", "ignore", "pipe"],
    });
  return {
    state,
    start,
    async run(program, ...args) {
      const child = start(program, args);
      let stderr = "";
      child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
      const [code, signal] = await once(child, "close");
      return { code: signal ?? code, stderr };
    },
  };
}
