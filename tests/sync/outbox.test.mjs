// Changes of the fulfilment status on their way to Allegro: each exactly once, whatever happens.
import { rm, writeFile } from "node:fs/promises";
import { after, before, beforeEach, describe, test } from "node:test";
import assert from "node:assert/strict";
import { cannotPretend, runOn } from "./hosting.mjs";
import { arm, armed, atAllegro, decide, effects, events, hurry, intent, push, settable, settle } from "./outbox.mjs";
import { poll } from "./orders.mjs";

const FULFILMENT = "/order/checkout-forms/*/fulfillment";
const FORM = "/order/checkout-forms/????????-????-????-????-????????????";

describe("push-outbox", () => {
  let rig;
  let orders;
  const next = () => orders.pop();
  before(async () => {
    rig = await armed(160);
    orders = await settable(rig);
    assert.ok(orders.length > 30, `${orders.length} orders to be set`);
  });
  after(() => rig.stop());
  beforeEach(async () => {
    await rig.sandbox("/faults/clear", { all: "1" });
    await rig.sandbox("/effects/clear", { all: "1" });
  });
  const fault = (kind, path, count = "1", value = "") => rig.sandbox("/faults", { kind, path, count, value });
  const changesOf = async (order) => (await effects(rig)).filter((c) => c.order === order || c.id === order).length;

  test("R13: a change is sent under its revision, and done when Allegro shows it", async () => {
    const order = next();
    await decide(rig, order, "PROCESSING");
    const { code, stderr } = await push(rig);
    assert.equal(code, 0, stderr);
    assert.equal(stderr, "");
    const is = await intent(rig, order);
    assert.equal(is.state, "DONE");
    assert.equal(is.found, "PROCESSING");
    assert.notEqual(is.trace, "");
    assert.deepEqual(await events(rig, order), ["claimed", "accepted", "confirmed"]);
    assert.equal(await atAllegro(rig, order), "PROCESSING");
    assert.equal(await changesOf(order), 1);
  });

  for (const status of ["READY_FOR_SHIPMENT", "READY_FOR_PICKUP", "PICKED_UP", "SUSPENDED", "CANCELLED", "SENT", "NEW"]) {
    test(`FACTS 2.6: ${status} is set, and Allegro shows it`, async () => {
      const order = next();
      if (status === "NEW") {
        await rig.sandbox("/fulfil", { id: order, status: "PROCESSING" });
        await poll(rig);
      }
      await decide(rig, order, status);
      assert.equal((await push(rig)).stderr, "");
      assert.equal((await intent(rig, order)).state, "DONE");
      assert.equal(await atAllegro(rig, order), status);
    });
  }

  test("the order here is read again at once, and shows it", async () => {
    const order = next();
    await decide(rig, order, "SENT");
    await push(rig);
    const [[dirty]] = await rig.sql(`SELECT is_dirty FROM order_form WHERE form_id = '${order}'`);
    assert.equal(dirty, "1");
    await poll(rig);
    const [[shown, clean]] = await rig.sql(`SELECT o.fulfillment, f.clean_gen >= b.landed FROM orders o
      JOIN order_form f USING (account_id, form_id) JOIN outbox b ON b.subject = o.form_id WHERE o.form_id = '${order}'`);
    assert.equal(shown, "SENT");
    assert.equal(clean, "1");
  });

  test("S23: nothing is sent while the writer is off, or before the time to undo is over", async () => {
    const [off, early] = [next(), next()];
    await arm(rig, 0);
    await decide(rig, off, "PROCESSING");
    await push(rig);
    assert.equal((await intent(rig, off)).state, "NEW");
    await arm(rig, 1);
    await decide(rig, early, "PROCESSING", { delay: 60 });
    await push(rig);
    assert.equal((await intent(rig, early)).state, "NEW");
    assert.equal((await intent(rig, off)).state, "DONE");
    await rig.sql("DELETE FROM outbox WHERE state = 'NEW'");
  });

  test("S23: a writer switched off in the middle of a run lets at most one further change through", async () => {
    const many = Array.from({ length: 8 }, next);
    for (const order of many) await decide(rig, order, "PROCESSING");
    await fault("latency", FULFILMENT, "-1", "300");
    let over = false;
    const run = push(rig).finally(() => (over = true));
    while ((await effects(rig)).length < 2 && !over) await new Promise((r) => setTimeout(r, 20));
    await arm(rig, 0);
    const then = (await effects(rig)).length;
    await run;
    assert.ok((await effects(rig)).length <= then + 1, `${(await effects(rig)).length} after ${then}`);
    await arm(rig, 1);
    await rig.sandbox("/faults/clear", { all: "1" });
    await settle(rig);
    for (const order of many) assert.equal(await changesOf(order), 1, order);
  });

  test("F27: the connection ends after the effect and before the answer: asked, done, sent once", async () => {
    const order = next();
    await decide(rig, order, "PROCESSING");
    await fault("drop-after", FULFILMENT);
    await push(rig);
    assert.equal((await intent(rig, order)).state, "UNKNOWN");
    await settle(rig);
    assert.equal((await intent(rig, order)).state, "DONE");
    assert.equal((await intent(rig, order)).attempts, 1);
    assert.equal(await changesOf(order), 1);
  });

  test("R12: the connection ends before the effect: unknown, asked, sent again with the same bytes", async () => {
    const order = next();
    await decide(rig, order, "PROCESSING");
    await fault("drop-before", FULFILMENT);
    await push(rig);
    assert.equal((await intent(rig, order)).state, "UNKNOWN");
    await settle(rig);
    assert.equal((await intent(rig, order)).state, "DONE");
    assert.equal((await intent(rig, order)).attempts, 2);
    assert.equal(await changesOf(order), 1);
    assert.deepEqual(await events(rig, order), ["claimed", "lost", "absent", "claimed", "accepted", "confirmed"]);
  });

  test("R12: 5xx is no answer; while Allegro cannot be asked it stays unknown", async () => {
    const order = next();
    await decide(rig, order, "PROCESSING");
    await fault("503", FULFILMENT);
    await fault("500", FORM, "2");
    await push(rig);
    assert.equal((await intent(rig, order)).state, "UNKNOWN");
    await hurry(rig);
    await push(rig);
    assert.equal((await intent(rig, order)).state, "UNKNOWN");
    await settle(rig);
    assert.equal((await intent(rig, order)).state, "DONE");
    assert.equal(await changesOf(order), 1);
  });

  test("R13: what was accepted but does not show is not sent again", async () => {
    const order = next();
    await decide(rig, order, "PROCESSING");
    await fault("500", FORM, "3");
    await push(rig);
    const is = await intent(rig, order);
    assert.deepEqual([is.state, is.reason], ["SENT", "accepted"]);
    await settle(rig);
    assert.equal((await intent(rig, order)).state, "DONE");
    assert.equal(await changesOf(order), 1);
  });

  test("F29: the order changed on Allegro: held with what it shows, nothing overwritten", async () => {
    const order = next();
    await decide(rig, order, "SENT");
    await rig.sandbox("/modify", { id: order });
    await push(rig);
    const is = await intent(rig, order);
    assert.deepEqual([is.state, is.reason, is.found], ["HELD", "changed", "NEW"]);
    assert.equal(await changesOf(order), 0);
    assert.deepEqual(await events(rig, order), ["claimed", "clashed", "changed"]);
  });

  test("an order that was cancelled after the decision gets no status: the change is dropped with the reason", async () => {
    const order = next();
    await decide(rig, order, "SENT");
    await rig.sandbox("/cancel", { id: order });
    await poll(rig);
    await push(rig);
    const is = await intent(rig, order);
    assert.deepEqual([is.state, is.reason, is.attempts], ["FAILED", "cancelled", 0]);
    assert.equal(await changesOf(order), 0);
    assert.deepEqual(await events(rig, order), ["overtaken"]);
  });

  test("409 while the value is there already: it was ours, done", async () => {
    const order = next();
    await decide(rig, order, "PROCESSING");
    await fault("drop-after", FULFILMENT);
    await push(rig);
    await rig.sql(`UPDATE outbox SET state = 'NEW', next_at = UTC_TIMESTAMP(3) WHERE subject = '${order}'`);
    await settle(rig);
    assert.equal((await intent(rig, order)).state, "DONE");
    assert.equal((await intent(rig, order)).attempts, 2);
    assert.equal(await changesOf(order), 1);
  });

  for (const [kind, state, reason] of [["422", "FAILED", "refused"], ["404", "FAILED", "not-found"], ["403", "FAILED", "foreign"]]) {
    test(`${kind} is said in words and not repeated`, async () => {
      const order = next();
      await decide(rig, order, "PROCESSING");
      await fault(kind, FULFILMENT);
      await push(rig);
      await push(rig);
      const is = await intent(rig, order);
      assert.deepEqual([is.state, is.reason, is.attempts], [state, reason, 1]);
      const [[problem]] = await rig.sql(`SELECT problem FROM outbox WHERE subject = '${order}'`);
      assert.match(problem, new RegExp(kind));
      await rig.sql(`DELETE FROM outbox_step; `);
    });
  }

  test("F19: two intents of one order are never in flight together", async () => {
    const order = next();
    await decide(rig, order, "PROCESSING");
    await fault("drop-after", FULFILMENT);
    await push(rig);
    await decide(rig, order, "SENT");
    await fault("500", FORM, "-1");
    await hurry(rig);
    await push(rig);
    assert.equal((await intent(rig, order)).state, "NEW");
    await rig.sandbox("/faults/clear", { all: "1" });
    await settle(rig);
    const states = await rig.sql(`SELECT after_value, state FROM outbox WHERE subject = '${order}' ORDER BY id`);
    assert.deepEqual(states, [["PROCESSING", "DONE"], ["SENT", "HELD"]]);
    assert.equal(await changesOf(order), 1);
  });

  test("a day later it is not sent unseen, and what nobody can confirm is left to a person", async () => {
    const [late, lost] = [next(), next()];
    await decide(rig, late, "PROCESSING");
    await decide(rig, lost, "PROCESSING");
    await rig.sql(`UPDATE outbox SET deadline = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE subject IN ('${late}', '${lost}')`);
    await rig.sql(`UPDATE outbox SET state = 'UNKNOWN', attempts = 1 WHERE subject = '${lost}'`);
    await push(rig);
    assert.deepEqual([(await intent(rig, late)).state, (await intent(rig, late)).reason], ["HELD", "not-sent"]);
    assert.deepEqual([(await intent(rig, lost)).state, (await intent(rig, lost)).reason], ["HELD", "unconfirmed"]);
    assert.equal((await effects(rig)).length, 0);
  });

  test("what is no longer what was decided is never sent", async () => {
    const order = next();
    await decide(rig, order, "PROCESSING");
    await rig.sql(`UPDATE outbox SET after_value = 'SENT' WHERE subject = '${order}'`);
    await push(rig);
    assert.equal((await intent(rig, order)).state, "NEW");
    assert.equal(await changesOf(order), 0);
    await rig.sql(`DELETE FROM outbox WHERE subject = '${order}' AND state = 'NEW'`);
  });

  test("F40: after a restored backup nothing is sent until a person takes the database as it is", async () => {
    const order = next();
    await writeFile(`${rig.dir}/state/high-water`, "runs 99999999\n");
    await decide(rig, order, "PROCESSING");
    await push(rig);
    assert.equal((await intent(rig, order)).state, "NEW");
    assert.equal(await changesOf(order), 0);
    await rig.must("send-alarms", "--once");
    await rm(`${rig.dir}/state/high-water`); // another host finds nothing, and stops all the same
    await push(rig);
    assert.equal((await intent(rig, order)).state, "NEW");
    await rig.must("kramctl", "alarms", "accept-restore");
    await push(rig);
    assert.equal((await intent(rig, order)).state, "DONE");
    assert.equal(await changesOf(order), 1);
  });

  test("F43: with too little room to write it down nothing is sent, and it leaves when there is room", { skip: cannotPretend }, async () => {
    const order = next();
    await decide(rig, order, "PROCESSING");
    const full = await runOn({ KRAM_DISK_PERCENT: "4" }, rig, "push-outbox", "--once");
    assert.deepEqual([full.code, full.said], [0, ""]);
    assert.equal((await intent(rig, order)).state, "NEW");
    assert.equal(await changesOf(order), 0);
    await runOn({ KRAM_DISK_PERCENT: "4" }, rig, "send-alarms", "--once");
    const [[advice]] = await rig.sql("SELECT kind FROM alarm WHERE is_open = 1 AND kind = 'disk-low'");
    assert.equal(advice, "disk-low", "and somebody is told");
    await runOn({ KRAM_DISK_PERCENT: "9" }, rig, "push-outbox", "--once");
    assert.equal((await intent(rig, order)).state, "DONE");
    await rig.sql("DELETE FROM alarm");
  });

  test("--dry-run sends and writes nothing", async () => {
    const order = next();
    await decide(rig, order, "PROCESSING");
    const { stderr } = await push(rig, "--dry-run", "--verbose");
    assert.match(stderr, /would send changes/);
    assert.equal((await intent(rig, order)).state, "NEW");
    await settle(rig);
  });
});
