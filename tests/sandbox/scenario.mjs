// A scenario stages one failure of RELIABILITY 1.4 in a rehearsal of its own, lets Kram's jobs work
// on it and compares what they made of it with the truth. Its file says what happens:
//
//   title    "F9: ..."; the failure and what must come of it
//   sandbox  options of kram-sandbox, the seed among them
//   ago      hours by which the rehearsal's clock starts behind; a step has to put it forward again
//   steps    one after another, each with words for people in `say`:
//              {"post": "/buy", "form": {...}, "as": "a"}      a command of /sandbox; $a, $a.1 are the ids it made
//              {"run": "poll-orders --once", "exit": [0, 75]}  a job; without exit it may end as it likes
//              {"wait": "retries"}                             time passes in Kram's database, see WAITS
//              {"sql": "UPDATE ..."}                           what only a machine's owner could do
//              {"sql": "SELECT ...", "is": [["0"]]}            what must be so at this moment
//              {"repeat": 3, "steps": [...]}
//   heal     the jobs that have to put it right once the faults are cleared (default: poll-orders)
//   expect   {"sql": "SELECT ...", "is": [["0"]]} or {"effects": ["fulfilmentCount", "$a"], "is": 1}
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startRig } from "../rig/rig.mjs";
import { assertConsistent, assertEqualsTruth } from "../sync/orders.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "scenarios");

/** What has to pass by before a job looks again. */
const WAITS = {
  retries: "UPDATE order_form SET next_try = '1970-01-01'",
  "four hours": "UPDATE order_form SET next_try = '1970-01-01', waiting_since = waiting_since - INTERVAL 4 HOUR, failing_since = failing_since - INTERVAL 4 HOUR",
  ban: "UPDATE request_ban SET blocked_until = '1970-01-01', probe_until = '1970-01-01'",
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
    return String(value).replace(/\$([a-z]+)(?:\.(\d+))?/g, (_, name, n) => {
      const ids = this.made[name];
      if (!ids) throw new Error(`no step made "${name}"`);
      return n === undefined ? ids[0] : ids[Number(n)];
    });
  }

  async step(step) {
    if (step.say) this.say(step.say);
    if (step.steps) {
      for (let i = 0; i < (step.repeat ?? 1); i += 1) for (const each of step.steps) await this.step(each);
      return;
    }
    if (step.post) return this.post(step);
    if (step.run) return this.run(step);
    if (step.is) return this.expect(step);
    await this.rig.sql(this.fill(step.wait ? WAITS[step.wait] : step.sql));
  }

  async post({ post, form = {}, as }) {
    const filled = Object.fromEntries(Object.entries(form).map(([key, value]) => [key, this.fill(value)]));
    const { orders } = await this.rig.sandbox(post, filled);
    if (as) this.made[as] = orders;
  }

  async run({ run, exit }) {
    const result = await this.rig.run(...this.fill(run).split(" "));
    const how = `${run}: exit ${result.code ?? result.signal}`;
    this.say(`  ${how}${result.stderr ? `\n    ${result.stderr.trim().replaceAll("\n", "\n    ")}` : ""}`);
    if (exit && !exit.includes(result.code)) throw new assert.AssertionError({ message: `${how}, wanted ${exit.join(" or ")}` });
  }

  async expect(wanted) {
    const { sql, effects, is } = wanted;
    let found = sql && (await this.rig.sql(this.fill(sql)));
    if (effects) found = this.fill(effects).reduce((at, key) => at?.[key], await this.rig.sandbox("/effects"));
    assert.deepEqual(found, Array.isArray(is) ? is.map((row) => this.fill(row)) : is, sql ?? effects.join("."));
  }
}

/** Stage it, heal it, compare; throws when Kram has not come to the truth. */
export async function play(name, say = () => {}) {
  const s = load(name);
  const now = new Date(Date.now() - (s.ago ?? 0) * 3600e3).toISOString();
  const rig = await startRig({ parts: ["sandbox", "connect"], sandbox: [...(s.sandbox ?? []), "--now", now] });
  const p = new Play(rig, say);
  try {
    await rig.must("poll-orders", "--once");
    for (const step of s.steps) await p.step(step);
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
  } finally {
    await rig.stop();
  }
}
