// What the tests of writing to offers share: decisions as the panel makes them, and what became of them.
import { startRig } from "../rig/rig.mjs";

export const KINDS = { price: ["offer-price", 50], stock: ["offer-stock", 41], status: ["offer-status", 40], delete: ["offer-delete", 61], rule: ["offer-rule", 51], delivery: ["offer-delivery", 52], policy: ["offer-policy", 53] };

/** A world with offers that have come in, and every writer of theirs armed. */
export async function offerWorld(...sandbox) {
  const rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--orders", "20", "--seed", "7", ...sandbox] });
  await rig.must("sync-offers", "--once");
  await arm(rig);
  await rig.sandbox("/effects/clear", {});
  return rig;
}

/** Every writer of offers. */
export async function arm(rig) {
  for (const [kind] of Object.values(KINDS)) await rig.sql(`INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, '${kind}', 1, 'test')`);
}

let batches = 0;

/** Intents of one decision, ready to be sent now. */
export async function decide(rig, what, ids, after) {
  const [kind, turn] = KINDS[what];
  batches += 1;
  const batch = `00000000-0000-4000-9000-${String(batches).padStart(12, "0")}`;
  await rig.sql(`INSERT INTO outbox (account_id, intent_key, command_id, kind, class, subject, batch, after_value, after_sha, actor, next_at, deadline)
    SELECT account_id, CONCAT('${kind}:', offer_id, ':${batch}'), UUID(), '${kind}', ${turn}, offer_id, '${batch}', '${after}',
      UNHEX(SHA2('${after}', 256)), 'anna', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL 1 DAY
    FROM offer WHERE offer_id IN (${ids.map((id) => `'${id}'`)}) ORDER BY id`);
}

/** Let every pause be over. */
export const hurry = (rig) => rig.sql("UPDATE outbox SET next_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE state IN ('NEW', 'SENT', 'UNKNOWN')");

/** So many runs of the job, with each pause over. */
export async function push(rig, rounds = 1) {
  let last;
  for (let i = 0; i < rounds; i += 1) {
    await hurry(rig);
    last = await rig.run("push-outbox", "--once");
  }
  return last;
}

/** Of the newest intent of each offer: state, reason. */
export const outcome = (rig, ids) =>
  rig.sql(`SELECT state, IFNULL(reason, '') FROM outbox WHERE id IN (SELECT MAX(id) FROM outbox
    WHERE subject IN (${ids.map((id) => `'${id}'`)}) GROUP BY subject) ORDER BY subject`);

/** Requests that the rehearsal has answered, by operation. */
export async function requests(rig) {
  const { requests: all } = await rig.sandbox("/effects");
  return Object.fromEntries(Object.entries(all).map(([op, by]) => [op, Object.values(by).reduce((a, b) => a + b, 0)]));
}

export const truth = async (rig) => new Map((await rig.sandbox("/offers")).offers.map((o) => [o.id, o]));

/** On sale, with pieces, in no rule or campaign. */
export async function plain(rig) {
  const all = [...(await truth(rig)).values()];
  return all.filter((o) => o.status === "ACTIVE" && o.stock > 2 && !o.rule && !o.campaign && !o.fulfilment).map((o) => o.id).sort();
}

/** A plan as the panel would have sealed it: what, which offers, what they become. */
export async function plan(rig, what, ids, after, { state = "DRAFT", brakes = "" } = {}) {
  const [kind] = KINDS[what];
  const column = { price: "CONCAT(FORMAT(price_minor / 100, 2), ' ', CONVERT(price_currency USING utf8mb4))", stock: "available", status: "'ACTIVE'", delete: "'INACTIVE'", rule: "'allegro-pl -'", delivery: "NULL", policy: "NULL" }[what];
  await rig.sql(`INSERT INTO plan (account_id, topic, origin, actor, state, brakes, batch, items, values_n, waiting)
    VALUES (1, '${what}', 'person', 'anna', '${state}', '${brakes}', UUID(), ${ids.length}, 1, ${ids.length})`);
  const [[id]] = await rig.sql("SELECT MAX(id) FROM plan");
  for (let i = 0; i < ids.length; i += 1000)
    await rig.sql(`INSERT INTO plan_item (plan_id, kind, subject, before_value, after_value, place, state)
      SELECT ${id}, '${kind}', offer_id, ${column}, '${after}', 4, 'WAITING' FROM offer
      WHERE offer_id IN (${ids.slice(i, i + 1000).map((one) => `'${one}'`)}) ORDER BY id`);
  return id;
}

/** Its state, why it stopped, and how many items are waiting, posted, done, failed, held, left out. */
export async function planned(rig, id) {
  const [[state, reason, ...counts]] = await rig.sql(
    `SELECT state, IFNULL(reason, ''), waiting, posted, done, failed, held, left_out FROM plan WHERE id = ${id}`,
  );
  return [state, reason, ...counts.map(Number)];
}
