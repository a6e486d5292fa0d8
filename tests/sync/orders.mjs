// What the tests of orders share: a world of their own, and the comparison with the truth.
import assert from "node:assert/strict";
import { startRig } from "../rig/rig.mjs";

/** A rig with a connected account and `n` orders. */
export const world = (n, ...options) =>
  startRig({ parts: ["sandbox", "connect"], sandbox: ["--seed", "7", "--orders", String(n), ...options] });

const line = ({ id, offerId, quantity, price }) => ({ id, offerId, quantity, price });
const byId = (a, b) => (a.id < b.id ? -1 : 1);

/** The fields both sides tell, in one order. */
const comparable = (orders) =>
  orders
    .map((o) => ({
      id: o.id,
      status: o.status,
      fulfillment: o.fulfillment,
      paymentFinishedAt: o.paymentFinishedAt ?? null,
      revision: o.revision,
      updatedAt: o.updatedAt,
      buyerLogin: o.buyerLogin,
      total: o.total ?? null,
      currency: o.currency ?? null,
      lines: o.lines.map(line).sort(byId),
    }))
    .sort(byId);

export const truth = async (rig) => (await rig.sandbox("/truth")).orders;

/** Kram has exactly what Allegro has, but for the orders left out by id. */
export async function assertEqualsTruth(rig, without = []) {
  const left = (orders) => orders.filter((o) => !without.includes(o.id));
  assert.deepEqual(comparable(left(await rig.orders())), comparable(left(await truth(rig))));
}

/** Everything derived fits the rows it is derived from; nothing is waiting. */
export async function assertConsistent(rig) {
  const rows = await rig.sql(`
    SELECT 'tally', COUNT(*) FROM (
      SELECT t.account_id, t.place, t.n, COUNT(o.id) AS really FROM order_tally t
      LEFT JOIN orders o ON o.account_id = t.account_id AND o.place = t.place
      WHERE t.place <> 'merged' GROUP BY 1, 2, 3 HAVING t.n <> really) AS off
    UNION ALL SELECT 'orders without lines', COUNT(*) FROM orders o
      WHERE place <> 'merged' AND (SELECT COUNT(*) FROM order_line WHERE order_id = o.id) <> line_count
    UNION ALL SELECT 'orders without people', COUNT(*) FROM orders o
      LEFT JOIN order_person p ON p.order_id = o.id WHERE p.order_id IS NULL
    UNION ALL SELECT 'orders not to be found', COUNT(*) FROM orders o
      LEFT JOIN order_search s ON s.order_id = o.id WHERE s.order_id IS NULL
    UNION ALL SELECT 'forms without document', COUNT(*) FROM order_form f
      LEFT JOIN order_raw r USING (account_id, form_id)
      WHERE f.state IN ('APPLIED', 'UNREADABLE') AND r.form_id IS NULL
    UNION ALL SELECT 'events whose form is unknown', COUNT(*) FROM order_event e
      LEFT JOIN order_form f USING (account_id, form_id)
      WHERE e.form_id IS NOT NULL AND f.form_id IS NULL
    UNION ALL SELECT 'open lines that stock does not know', COUNT(*) FROM order_line l
      JOIN orders o ON o.id = l.order_id
      LEFT JOIN stock_line s ON s.account_id = l.account_id AND s.line_item_id = l.line_item_id
      WHERE o.place IN ('unpaid', 'new', 'open') AND IFNULL(o.fulfillment_provider, '') <> 'ALLEGRO'
      AND NOT (s.state <=> 'open' AND s.offer_id <=> l.offer_id AND s.quantity <=> l.quantity)
    UNION ALL SELECT 'lines that are over and still open to stock', COUNT(*) FROM stock_line s
      LEFT JOIN order_line l ON l.account_id = s.account_id AND l.line_item_id = s.line_item_id
      LEFT JOIN orders o ON o.id = l.order_id
      WHERE s.state = 'open' AND NOT (o.place <=> 'unpaid' OR o.place <=> 'new' OR o.place <=> 'open')`);
  assert.deepEqual(rows.filter(([, n]) => n !== "0"), []);
}

/** Every row of the tables, in one order: a difference shows the row. */
export async function contents(rig, ...tables) {
  const rows = await Promise.all(tables.map((table) => rig.sql(`SELECT * FROM ${table}`)));
  return Object.fromEntries(tables.map((table, i) => [table, rows[i].map((row) => row.join("\t")).sort()]));
}

/** One clean pass of the job: ends well and says nothing. */
export async function poll(rig, ...args) {
  const { stderr } = await rig.must("poll-orders", "--once", ...args);
  assert.equal(stderr, "");
}

/** The clock has moved: forms that wait may be tried, bans have lasted their time. */
export async function waitIsOver(rig) {
  await rig.sql("UPDATE order_form SET next_try = '1970-01-01'; UPDATE request_ban SET blocked_until = '1970-01-01'");
}

/** How many requests an operation of the sandbox was asked since the effects were cleared. */
export async function requests(rig) {
  return (await rig.sandbox("/effects")).requests;
}
