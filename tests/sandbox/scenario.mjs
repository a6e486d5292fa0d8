// A scenario stages one failure of RELIABILITY 1.4 in a rehearsal of its own, lets Kram's jobs work
// on it and compares what they made of it with the truth. Its file says what happens:
//
//   title    "F9: ..."; the failure and what must come of it
//   hostile  true: sync/hostile.test.mjs plays it, on one rig with the others of its kind
//   sandbox  options of kram-sandbox, the seed among them
//   ago      hours by which the rehearsal's clock starts behind; a step has to put it forward again
//   before   steps that come before the first import
//   steps    one after another, each with words for people in `say`:
//              {"post": "/buy", "form": {...}, "as": "a"}      a command of /sandbox; $a, $a.1 are the ids it made
//              {"post": "/hostile", "body": ["text"]}          the same with JSON
//              {"run": "poll-orders --once", "exit": [0, 75], "says": "regex"}  a job; without exit it may end as it likes
//              {"wait": "retries"}                             time passes in Kram's database, see WAITS
//              {"sql": "UPDATE ..."}                           what only a machine's owner could do
//              {"sql": "SELECT ...", "is": [["0"]]}            what must be so at this moment
//              {"repeat": 3, "steps": [...]}
//              {"each": ["x", "y"], "steps": [...]}            $it is each of them in turn; "$a": each id of a
//   stored   {"but": ["$a"]}: what is here while it lasts: everything as it is at Allegro but for these
//   told     what a reader is told while it lasts: {"page": "/orders?view=problem", "says": "regex"}
//   heal     the jobs that have to put it right once the faults are cleared (default: poll-orders)
//   expect   {"sql": "SELECT ...", "is": [["0"]]} or {"effects": ["fulfilmentCount", "$a"], "is": 1}
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startRig } from "../rig/rig.mjs";
import { assertConsistent, assertEqualsTruth } from "../sync/orders.mjs";
import { member } from "../web/client.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "scenarios");

/** What has to pass by before a job looks again. */
const WAITS = {
  retries: "UPDATE order_form SET next_try = '1970-01-01'",
  "four hours": "UPDATE order_form SET next_try = '1970-01-01', waiting_since = waiting_since - INTERVAL 4 HOUR, failing_since = failing_since - INTERVAL 4 HOUR",
  ban: "UPDATE request_ban SET blocked_until = '1970-01-01', probe_until = '1970-01-01'",
  sweeps: "UPDATE order_sweep SET due_at = '1970-01-01'; UPDATE order_form SET updated_at = updated_at - INTERVAL 1 DAY",
};

export const names = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));

export const load = (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));

class Play {
  constructor(rig, say) {
    Object.assign(this, { rig, say, made: {}, before: [] });
  }

  /** $name and $name.N in a text become ids that an earlier step made. */
  fill(value) {
    if (Array.isArray(value)) return value.map((v) => this.fill(v));
    return String(value).replaceAll("$it", this.it).replace(/\$([a-z]+)(?:\.(\d+))?/g, (_, name, n) => {
      const ids = this.made[name];
      if (!ids) throw new Error(`no step made "${name}"`);
      return n === undefined ? ids[0] : ids[Number(n)];
    });
  }

  async step(step) {
    if (step.say) this.say(this.fill(step.say));
    if (step.each) {
      const values = Array.isArray(step.each) ? step.each : this.made[step.each.slice(1)];
      for (const it of values) {
        this.it = it;
        for (const each of step.steps) await this.step(each);
      }
      return;
    }
    if (step.steps) {
      for (let i = 0; i < (step.repeat ?? 1); i += 1) for (const each of step.steps) await this.step(each);
      return;
    }
    if (step.post) return this.post(step);
    if (step.run) return this.run(step);
    if (step.is) return this.expect(step);
    await this.rig.sql(this.fill(step.wait ? WAITS[step.wait] : step.sql));
  }

  async post({ post, form = {}, body, as }) {
    const filled = Object.fromEntries(Object.entries(form).map(([key, value]) => [key, this.fill(value)]));
    const { orders } = await this.rig.sandbox(post, body ? JSON.stringify(body) : filled);
    if (as) this.made[as] = orders;
  }

  async run({ run, exit, says }) {
    const result = await this.rig.run(...this.fill(run).split(" "));
    const how = `${run}: exit ${result.code ?? result.signal}`;
    this.say(`  ${how}${result.stderr ? `\n    ${result.stderr.trim().replaceAll("\n", "\n    ")}` : ""}`);
    if (exit && !exit.includes(result.code)) throw new assert.AssertionError({ message: `${how}, wanted ${exit.join(" or ")}` });
    if (says) assert.match(result.stderr, new RegExp(says));
  }

  /** What is here and what is told before Allegro works again. */
  async meanwhile({ stored, told = [] }) {
    if (stored) {
      await assertEqualsTruth(this.rig, stored.but ? stored.but.flatMap((one) => this.made[one.slice(1)] ?? []) : []);
      await assertConsistent(this.rig);
    }
    for (const { page, says } of told) {
      const { body } = await (await reader(this.rig)).get(this.fill(page));
      assert.match(readable(body), new RegExp(this.fill(says)), page);
    }
  }

  async expect(wanted) {
    const { sql, effects, is } = wanted;
    let found = sql && (await this.rig.sql(this.fill(sql)));
    if (effects) found = this.fill(effects).reduce((at, key) => at?.[key], await this.rig.sandbox("/effects"));
    assert.deepEqual(found, Array.isArray(is) ? is.map((row) => this.fill(row)) : is, sql ?? effects.join("."));
  }
}

/** Somebody who looks at the panel of a rig: one a rig. */
function reader(rig) {
  rig.reader ??= member(rig, "viewer");
  return rig.reader;
}

/** A page as it is read. */
const readable = (html) =>
  html
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");

/** A rig that a scenario can be played on. */
export function stage(s = {}) {
  const now = new Date(Date.now() - (s.ago ?? 0) * 3600e3).toISOString();
  const parts = ["sandbox", "connect", ...(s.hostile ? ["web"] : [])];
  return startRig({ parts, sandbox: [...(s.sandbox ?? ["--seed", "7", "--orders", "30"]), "--now", now] });
}

/** As if nothing had been imported yet. */
export async function forget(rig) {
  const tables = await rig.sql(`SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()
    AND table_type = 'BASE TABLE' AND (table_name LIKE 'order%' OR table_name IN ('outbox', 'outbox_step', 'request_ban') OR table_name LIKE 'stock%' AND table_name <> 'stock_place')`);
  await rig.sql(`SET foreign_key_checks = 0; ${tables.map(([name]) => `DELETE FROM \`${name}\`;`).join(" ")}`);
  await rm(join(rig.dir, "state", "high-water"), { force: true });
}

/** Stage it on a rig whose orders are here, heal it, compare; throws when Kram has not come to the truth. */
export async function playOn(rig, s, say = () => {}) {
  const p = new Play(rig, say);
  if (s.before) await forget(rig);
  for (const step of s.before ?? []) await p.step(step);
  await rig.must("poll-orders", "--once");
  for (const step of s.steps ?? []) await p.step(step);
  await p.meanwhile(s);
  say("Allegro works again.");
  await rig.sandbox("/faults/clear", {});
  await p.step({ wait: "retries" });
  await p.step({ wait: "ban" });
  for (const run of s.heal ?? ["poll-orders --once"]) await p.step({ run, exit: [0] });
  const { orders, merged } = await rig.sandbox("/truth");
  await assertEqualsTruth(rig);
  await assertConsistent(rig);
  for (const wanted of s.expect ?? []) await p.expect(wanted);
  return { orders: orders.length, merged: merged.length };
}

/** The same on a rig of its own. */
export async function play(name, say) {
  const s = load(name);
  const rig = await stage(s);
  try {
    return await playOn(rig, s, say);
  } finally {
    await rig.stop();
  }
}
