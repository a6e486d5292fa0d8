// A random world with random faults: what happens is drawn from the tables below by a seed, and what
// must hold is checked as it goes on.
//
//   - a job ends by itself, and one that did not do all says so in words
//   - a form that the next pass does not ask for has a reason, unless the run said that it could not go on
//   - once faults stop, within PASSES passes everything that can be read is as it is at Allegro,
//     and whatever cannot is named with the place
//   - once documents are whole again, the same within as many passes, without exception
import assert from "node:assert/strict";
import { forget } from "../sandbox/scenario.mjs";
import { assertConsistent, assertEqualsTruth } from "./orders.mjs";

const PASSES = 4;
const IMPORT_DAYS = 30;

/** The same numbers for the same seed. */
function dice(seed) {
  let state = (Math.imul(seed, 2654435761) + 1) >>> 0;
  const roll = (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  return { roll, pick: (list) => list[roll(list.length)], chance: (percent) => roll(100) < percent };
}

const documents = "/order/checkout-forms*";
const paths = [documents, documents, "/order/events", "/order/checkout-forms", "/order/checkout-forms/*", "/order/event-stats", "/order/*", ""];
const counts = ["1", "2", "5", "-1"];
const types = ["*", "*", "BOUGHT", "FILLED_IN", "READY_FOR_PROCESSING"];
const kinds = ["", "", "", "large-purchase", "czech", "slovak", "hungarian", "cod", "several-lines"];
const broken = [
  "currency-missing", "line-currency-missing", "amount-text", "amount-exponent", "amount-decimals", "quantity-missing", "quantity-text", "quantity-huge",
  "lines-missing", "lines-object", "line-id-missing", "buyer-missing", "date-broken", "currency-unknown", "text-nul",
];
const odd = [
  "status-unknown", "currencies-mixed", "text-astral", "text-half", "text-long", "quantity-decimal", "address-null", "buyer-address-null",
  "buyer-names-null", "delivery-null", "invoice-null", "invoice-address-null", "method-null", "surcharges-missing", "unknown-field",
];
const texts = ["🦊 𝓙an", "‮kilt", "<b>&amp;</b>", "'; --", "a\\b\"c", " \t "];
const fulfilments = ["NEW", "PROCESSING", "READY_FOR_SHIPMENT", "SENT", "CANCELLED", "SUSPENDED"];

// Answers that are taken for what they are; those of the wire; those of a page.
const answers = [
  "403", "404", "408", "422", "429", "500", "502", "503", "504", "html-200", "empty-200", "json-200", "null-lists-200", "html-403", "html-404", "empty-403",
  "empty-404", "array-502", "array-401", "front-593", "xml-200", "wall-json", "wall-html", "drop-before", "drop-after", "reset-before", "truncate",
  "page-empty", "page-repeat", "page-short", "count-lies", "then-pay", "then-modify", "then-cancel", "then-merge", "then-buy",
];
const journals = ["event-repeat", "event-repeat-new-id", "event-swap", "event-shuffle", "event-withhold", "event-lose"];
const readings = ["from-oldest", "from-refused"];

const HOUR = 3600e3;
const waitIsOver = `UPDATE order_form SET next_try = '1970-01-01'; UPDATE request_ban SET blocked_until = '1970-01-01', probe_until = '1970-01-01';
  UPDATE order_sweep SET due_at = '1970-01-01'; UPDATE order_form SET updated_at = updated_at - INTERVAL 1 DAY, failing_since = failing_since - INTERVAL 1 HOUR,
  missing_since = missing_since - INTERVAL 1 HOUR`;

/** What can happen, each with how often. */
const happenings = [
  [20, (w) => w.control("/buy", { n: String(1 + w.roll(w.chance(10) ? 60 : 6)), kind: w.pick(kinds), stage: w.pick(["ready", "ready", "filled-in", "bought"]) })],
  [8, (w) => w.control("/pay", { id: w.order() })],
  [6, (w) => w.control("/cancel", { id: w.order(), by: w.pick(["buyer", "allegro"]) })],
  [6, (w) => w.control("/modify", { id: w.order() })],
  [6, (w) => w.control("/merge", { id: w.order(), stage: w.pick(["filled-in", "ready"]) })],
  [6, (w) => w.control("/fulfil", { id: w.order(), status: w.pick(fulfilments), sent: w.pick(["NONE", "ALL"]), silent: w.pick(["", "yes"]) })],
  [3, (w) => w.control("/announce", { id: w.order(), type: w.pick(["BOUGHT", "FILLED_IN", "READY_FOR_PROCESSING"]) })],
  [4, (w) => w.control("/hostile", JSON.stringify([w.pick(texts), w.pick(texts)]))],
  [10, (w) => w.fault({ kind: "poison", value: `${w.order()}/${w.pick(broken)}` })],
  [6, (w) => w.fault({ kind: "odd", value: `${w.order()}/${w.pick(odd)}` })],
  [3, (w) => w.fault({ kind: "form-404", value: w.order() })],
  [24, (w) => w.fault({ kind: w.pick(answers), path: w.pick(paths), count: w.pick(counts) })],
  [8, (w) => w.fault({ kind: w.pick(journals), path: w.pick(types), count: w.pick(counts) })],
  [1, (w) => w.fault({ kind: "journal-forget", value: String(w.roll(20)) })],
  [2, (w) => w.fault({ kind: w.pick(readings) })],
  [3, (w) => w.control("/events/release", {})],
  [5, (w) => w.control("/faults/clear", { keep: w.pick(["documents", ""]) })],
  [4, (w) => w.control("/clock", { hours: String(w.roll(Math.max(1, w.behind))) })],
  [8, (w) => w.sql("the waits are over", waitIsOver)],
  [5, (w) => w.job("audit-orders", "--once", "--since", "370d")],
];
const weight = happenings.reduce((sum, [n]) => sum + n, 0);

class World {
  constructor(rig, seed) {
    Object.assign(this, { rig, seed, log: [], ids: [], behind: 0 }, dice(seed));
  }

  note(text) {
    this.log.push(text);
  }

  /** An order there is, or was. */
  order() {
    return this.ids.length ? this.pick(this.ids) : "";
  }

  async control(path, form) {
    this.note(`${path} ${typeof form === "string" ? form : new URLSearchParams(form)}`);
    try {
      const { orders } = await this.rig.sandbox(path, form);
      if (orders) this.ids.push(...orders);
    } catch (error) {
      // What the order's state does not allow does not happen.
      if (!/: 40[0-9] /.test(error.message)) throw error;
      this.note("  refused");
    }
  }

  fault(form) {
    return this.control("/faults", form);
  }

  async sql(what, statement) {
    this.note(what);
    await this.rig.sql(statement);
  }

  async job(program, ...args) {
    const { code, signal, stderr } = await this.rig.run(program, ...args);
    this.note(`${program}: exit ${code ?? signal} ${stderr.trim()}`);
    assert.equal(signal, null, `${program} died`);
    assert.ok([0, 1, 75].includes(code), `${program}: exit ${code}`);
    assert.equal(code === 0, stderr === "", `${program} ended with ${code} and said: ${stderr}`);
    return code;
  }

  async poll() {
    const code = await this.job("poll-orders", "--once");
    if (code) return;
    const silent = await this.rig.sql("SELECT form_id, state FROM order_form WHERE is_dirty = 1 AND next_try > UTC_TIMESTAMP(3) AND problem IS NULL AND meaning IS NULL");
    assert.deepEqual(silent, [], "a form waits, and nothing was said");
  }

  async begin() {
    await forget(this.rig);
    this.behind = this.roll(30);
    const orders = this.pick([0, 3, 12, 40, 120]);
    // What was bought before the days a first import asks for is not looked for.
    const days = Math.min(2 + this.roll(40), IMPORT_DAYS - 2);
    await this.control("/world", { seed: String(this.seed), orders: String(orders), days: String(days), "hours-ago": String(this.behind) });
    this.ids = (await this.truth()).map((o) => o.id);
    // Faults may be there before the first import is.
    if (this.chance(70)) await this.poll();
  }

  async truth() {
    return (await this.rig.sandbox("/truth")).orders;
  }

  async step() {
    let at = this.roll(weight);
    for (const [n, happen] of happenings) {
      if (at < n) return happen(this);
      at -= n;
    }
  }

  /** Passes until `holds` does not throw; what it throws after the last. */
  async passesUntil(holds) {
    for (let pass = 1; ; pass += 1) {
      await this.sql("the waits are over", waitIsOver);
      const code = (await this.job("poll-orders", "--once")) || (pass > 1 && (await this.job("audit-orders", "--once", "--since", "370d")));
      try {
        assert.equal(code || 0, 0, "a pass without a fault did not succeed");
        await holds();
        return;
      } catch (error) {
        if (pass === PASSES) throw error;
      }
    }
  }

  /** What cannot be read is named with its place, what is not there is known as that. */
  async unreadableIsNamed() {
    const truth = await this.truth();
    const sick = truth.filter((o) => o.poison || o.hidden).map((o) => o.id);
    // Merged into one that is hidden: Allegro shows neither, and Kram says so.
    const missing = (await this.rig.sql("SELECT form_id FROM order_form WHERE meaning = 'GONE' AND problem IS NOT NULL")).flat();
    await assertEqualsTruth(this.rig, [...sick, ...missing]);
    const named = new Map((await this.rig.sql("SELECT form_id, state, IFNULL(problem_path, ''), IFNULL(problem, '') FROM order_form")).map(([id, ...row]) => [id, row]));
    for (const { id, poison } of truth.filter((o) => o.poison && !o.hidden)) {
      const [state, path, problem] = named.get(id) ?? [];
      assert.equal(state, "UNREADABLE", `${id} with ${poison} is ${state}`);
      assert.ok(path && problem, `${id} with ${poison} is unreadable without a reason`);
    }
  }

  async whole() {
    await assertEqualsTruth(this.rig);
    await assertConsistent(this.rig);
  }
}

/** What a comparison of orders found, in short. */
function difference({ message, actual, expected }) {
  if (!Array.isArray(actual) || !actual[0]?.lines) return message;
  const at = (list) => new Map(list.map((o) => [o.id, JSON.stringify(o)]));
  const [here, there] = [at(actual), at(expected)];
  const lines = [...here].filter(([id, o]) => there.get(id) !== o).map(([id, o]) => `here ${o}\n  there ${there.get(id) ?? "nothing"}`);
  for (const [id, o] of there) if (!here.has(id)) lines.push(`here nothing\n  there ${o}`);
  return `an order is not as it is at Allegro:\n  ${lines.join("\n  ")}`;
}

/** Play the world of a seed; its story. Throws with the story and how to play it again. */
export async function playSeed(rig, seed) {
  const w = new World(rig, seed);
  try {
    await w.begin();
    for (let i = 6 + w.roll(14); i > 0; i -= 1) {
      await w.step();
      if (w.chance(50)) await w.poll();
    }
    w.note("-- the faults stop, but for documents");
    await w.control("/faults/clear", { keep: "documents" });
    await w.control("/clock", { hours: String(w.behind) });
    await w.passesUntil(() => w.unreadableIsNamed());
    w.note("-- documents are whole");
    await w.control("/faults/clear", {});
    await w.passesUntil(() => w.whole());
    return w.log;
  } catch (error) {
    error.message = `seed ${seed}: ${difference(error)}\n${w.log.map((line) => `  ${line}`).join("\n")}\n  again: KRAM_PROPERTY_SEED=${seed} KRAM_PROPERTY_SEEDS=1 tests/run tests/sync/property.test.mjs`;
    throw error;
  }
}
