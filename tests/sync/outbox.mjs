// What the tests of the outbox share: decisions as the panel makes them, and what became of them.
import assert from "node:assert/strict";
import { world } from "./orders.mjs";

/** A world with orders in it, its writer armed, and somebody to decide. */
export async function armed(n = 20) {
  const rig = await world(n);
  await rig.must("poll-orders", "--once");
  await arm(rig);
  return rig;
}

export const arm = (rig, on = 1) =>
  rig.sql(`INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, 'order-status', ${on}, 'test')
    ON DUPLICATE KEY UPDATE armed = ${on}, version = version + 1`);

let batches = 0;

/** An intent as the panel would write it, ready to be sent now. */
export async function decide(rig, order, status, { batch, delay = 0 } = {}) {
  batches += 1;
  const uuid = batch ?? `00000000-0000-4000-8000-${String(batches).padStart(12, "0")}`;
  await rig.sql(`INSERT INTO outbox (account_id, intent_key, command_id, kind, class, subject, batch, guard,
      before_value, after_value, after_sha, actor, next_at, deadline)
    SELECT account_id, 'order-status:${order}:${uuid}', UUID(), 'order-status', 20, form_id, '${uuid}', revision,
      fulfillment, '${status}', UNHEX(SHA2('${status}', 256)), 'anna',
      UTC_TIMESTAMP(3) + INTERVAL ${delay} SECOND, UTC_TIMESTAMP(3) + INTERVAL 1 DAY
    FROM orders WHERE form_id = '${order}'`);
}

/** Let every pause be over. */
export const hurry = (rig) => rig.sql("UPDATE outbox SET next_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE state IN ('NEW', 'SENT', 'UNKNOWN')");

/** One run of the job, whatever comes of it. */
export const push = (rig, ...args) => rig.run("push-outbox", "--once", ...args);

/** state, reason, attempts of the newest intent of an order. */
export async function intent(rig, order) {
  const [[state, reason, attempts, found, trace]] = await rig.sql(`SELECT state, IFNULL(reason, ''), attempts,
    IFNULL(found_value, ''), IFNULL(trace, '') FROM outbox WHERE subject = '${order}' ORDER BY id DESC LIMIT 1`);
  return { state, reason, attempts: Number(attempts), found, trace };
}

export const events = async (rig, order) =>
  (await rig.sql(`SELECT s.event FROM outbox_step s JOIN outbox o ON o.id = s.outbox_id
    WHERE o.subject = '${order}' ORDER BY s.id`)).flat();

/** What Allegro says happened: its changes of fulfilment, order by order. */
export async function effects(rig) {
  const { fulfilmentChanges } = await rig.sandbox("/effects");
  return fulfilmentChanges ?? [];
}

/** Orders of the seller that may be set: ready, new, his own to send. */
export const settable = async (rig) =>
  (await rig.sql(`SELECT form_id FROM orders WHERE place = 'new' AND fulfillment_provider = 'SELLER'
    AND status = 'READY_FOR_PROCESSING' AND fulfillment = 'NEW' ORDER BY id`)).flat();

/** Run the job until nothing is open any more; a fixed number of rounds, each with its pauses over. */
export async function settle(rig, rounds = 8) {
  for (let i = 0; i < rounds; i += 1) {
    await hurry(rig);
    await push(rig);
    const [[open]] = await rig.sql("SELECT COUNT(*) FROM outbox WHERE state IN ('NEW', 'SENT', 'UNKNOWN')");
    if (open === "0") return;
  }
  assert.fail("something stays open");
}

/** The status an order has at Allegro. */
export const atAllegro = async (rig, order) => (await rig.sandbox("/truth")).orders.find((o) => o.id === order).fulfillment;
