// Last pieces sold in three places at once: two accounts on Allegro and the shop's own till, while
// Kram keeps the numbers. What is counted is how often a piece is sold that is gone, and how long the
// number on Allegro was an older one then: that window is all that may be lost (R9).
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { startRig } from "../rig/rig.mjs";
import { connectDevice } from "./connecting.mjs";
import { arm } from "./offer-writes.mjs";

const SELLERS = ["kram_demo", "inny_sprzedawca"];

/** The same numbers for the same seed. */
function dice(seed) {
  let state = (Math.imul(seed, 2654435761) + 1) >>> 0;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/** Two accounts whose offers sell the same products: the i-th of one and the i-th of the other. */
export async function market(products, seed) {
  const rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--orders", "0", "--seed", String(seed)] });
  assert.equal((await connectDevice(rig, "drugie", SELLERS[1])).code, 0);
  for (const job of ["poll-orders", "sync-offers"]) await rig.must(job, "--once");
  await rig.sql("INSERT INTO outbox_writer (account_id, kind, armed, actor) SELECT a.id, k.kind, 1, 'test' FROM account a JOIN (SELECT 'offer-stock' AS kind UNION SELECT 'offer-status') k");
  const accounts = (await rig.sql("SELECT id FROM account ORDER BY id")).map(([id]) => id);
  const offers = [];
  for (const account of accounts) {
    offers.push((await rig.sql(`SELECT offer_id FROM offer WHERE account_id = ${account} AND status = 'ACTIVE' AND format = 'BUY_NOW' AND fulfillment = 0
      AND cards = 1 OR account_id = ${account} AND status = 'ACTIVE' AND format = 'BUY_NOW' AND fulfillment = 0 AND cards IS NULL ORDER BY offer_id LIMIT ${products}`)).map(([id]) => id));
  }
  assert.deepEqual(offers.map((some) => some.length), [products, products], "each account has so many offers");
  return new Market(rig, accounts, offers, dice(seed));
}

class Market {
  constructor(rig, accounts, offers, roll) {
    Object.assign(this, { rig, accounts, offers, roll });
    this.sales = 0;
    this.lost = []; // sales of pieces that were gone: how long Allegro had shown an older number, ms
    this.late = []; // and those of which it had been told: products
  }

  get products() {
    return this.offers[0].length;
  }

  /** There are so many of each, and every offer shows what it may. */
  async stock(pieces) {
    const { rig } = this;
    this.ids = [];
    this.markets = (this.markets ?? 0) + 1;
    await rig.sql("DELETE FROM stock_link"); // what was sold before was sold of other products
    for (let i = 0; i < this.products; i += 1) {
      await rig.sql(`INSERT INTO product (sku, name, words) VALUES ('O-${this.markets}-${i}', 'Kubek', '')`);
      const [[id]] = await rig.sql(`SELECT id FROM product WHERE sku = 'O-${this.markets}-${i}'`);
      this.ids.push(id);
      for (const [k, account] of this.accounts.entries())
        await rig.sql(`INSERT INTO stock_link (account_id, offer_id, product_id, pieces, actor) VALUES (${account}, '${this.offers[k][i]}', ${id}, 1, 'test');
          UPDATE offer SET matching = 'linked' WHERE account_id = ${account} AND offer_id = '${this.offers[k][i]}'`);
    }
    this.left = this.ids.map(() => pieces);
    this.untold = this.ids.map(() => []); // when a product was sold that Allegro has not been told of yet
    for (const [i] of this.ids.entries()) await this.#book(i, "counted", pieces);
    await this.keep();
  }

  /** A movement as the till of the shop tells it. */
  #book(i, kind, pieces) {
    const id = this.ids[i];
    return this.rig.sql(`BEGIN; INSERT INTO stock_move (product_id, place_id, kind, on_hand, doc_kind, doc, actor) VALUES (${id}, 1, '${kind}', ${pieces}, 'form', '${randomUUID()}', 'kasa');
      INSERT INTO stock_level (product_id, place_id, on_hand, reserved) VALUES (${id}, 1, ${pieces}, 0) ON DUPLICATE KEY UPDATE on_hand = on_hand + ${pieces}, moves = moves + 1;
      INSERT INTO stock_total (product_id, on_hand, reserved, is_known) VALUES (${id}, ${pieces}, 0, 1) ON DUPLICATE KEY UPDATE on_hand = on_hand + ${pieces}; COMMIT`);
  }

  #sold(i) {
    this.sales += 1;
    this.left[i] -= 1;
    this.untold[i].push(performance.now());
  }

  /** Somebody buys the product somewhere, if it is on sale there. */
  async sell(i) {
    const where = this.roll(3);
    if (where === 2) {
      // The till sees the shelf: what is not there is not sold, but it may have been promised.
      if (this.left[i] < 1) return;
      await this.#book(i, "correction", -1);
      this.#sold(i);
      return;
    }
    const [since] = this.untold[i];
    try {
      await this.rig.sandbox("/offers/buy", { id: this.offers[where][i] });
    } catch (error) {
      if (/409/.test(error.message)) return; // Allegro sells what an offer shows, and not more
      throw error;
    }
    if (this.left[i] < 1) {
      if (since === undefined) this.late.push(i);
      else this.lost.push(performance.now() - since);
    }
    this.#sold(i);
  }

  /**
   * Kram's jobs, once round; while they work somebody may buy. What was sold before the round began is
   * told when it ends.
   */
  async keep(meanwhile = async () => {}) {
    const { rig } = this;
    const began = performance.now();
    await rig.must("poll-orders", "--once");
    await meanwhile();
    await rig.must("push-stock", "--once");
    await meanwhile();
    for (let n = 0; n < 12; n += 1) {
      await rig.sql("UPDATE outbox SET next_at = '2000-01-01' WHERE state IN ('NEW', 'SENT', 'UNKNOWN')");
      await rig.run("push-outbox", "--once");
      const [[open]] = await rig.sql("SELECT (SELECT COUNT(*) FROM plan WHERE state IN ('TRIAL', 'RUNNING')) + (SELECT COUNT(*) FROM outbox WHERE state IN ('NEW', 'SENT', 'UNKNOWN'))");
      if (open === "0") break;
    }
    this.untold = this.untold.map((times) => times.filter((at) => at >= began));
  }

  /** What offers show, by account and product. */
  async shown() {
    const all = await Promise.all(SELLERS.map(async (seller) => new Map((await this.rig.sandbox(`/offers?seller=${seller}`)).offers.map((o) => [o.id, o]))));
    return this.offers.map((some, k) => some.map((id) => (all[k].get(id).status === "ACTIVE" ? all[k].get(id).stock : 0)));
  }
}
