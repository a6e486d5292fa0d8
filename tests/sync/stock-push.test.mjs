// Offers show the numbers of the ledger, against the rehearsal Allegro.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";

describe("stock", () => {
  let rig;
  const told = async () => new Map((await rig.sandbox("/offers")).offers.map((o) => [o.id, o]));
  /** Linked offers that may be written, with what the ledger says. */
  const linked = () => rig.sql(`SELECT o.offer_id, t.on_hand - t.reserved FROM offer o JOIN stock_link k ON k.account_id = o.account_id AND k.offer_id = o.offer_id
    JOIN stock_total t ON t.product_id = k.product_id WHERE o.matching = 'linked' AND o.status = 'ACTIVE' AND o.fulfillment = 0 AND o.format = 'BUY_NOW'`);
  const count = (product, n) => rig.sql(`INSERT INTO stock_level (product_id, place_id, on_hand, reserved) VALUES (${product}, 1, ${n}, 0) ON DUPLICATE KEY UPDATE on_hand = ${n};
    INSERT INTO stock_total (product_id, on_hand, reserved, is_known) VALUES (${product}, ${n}, 0, 1) ON DUPLICATE KEY UPDATE on_hand = ${n}, is_known = 1`);
  const push = () => rig.must("push-stock", "--once");
  /** Counts of the certificate as push-stock makes it now. */
  const certificate = async () => {
    await rig.sql("UPDATE stock_certificate SET made_at = '2000-01-01'");
    await rig.must("poll-orders", "--once");
    await push();
    const [[made, offers, equal, coming, differs]] = await rig.sql("SELECT made_at > UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE, offers, equal_n, coming, differs FROM stock_certificate");
    assert.equal(made, "1");
    return { offers: Number(offers), equal: Number(equal), coming: Number(coming), differs: Number(differs) };
  };
  /** Until the plans of stock have ended. */
  const carry = async () => {
    for (let i = 0; i < 12; i += 1) {
      await rig.sql("UPDATE outbox SET next_at = '2000-01-01' WHERE state IN ('NEW', 'SENT', 'UNKNOWN')");
      await rig.run("push-outbox", "--once");
      const [[open]] = await rig.sql("SELECT COUNT(*) FROM plan WHERE state NOT IN ('DONE', 'STOPPED')");
      if (open === "0") return;
    }
    assert.fail(JSON.stringify(await rig.sql("SELECT state, reason, brakes FROM plan")));
  };

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--orders", "2", "--seed", "7"] });
    const file = join(rig.dir, "sklep.csv");
    writeFileSync(file, await (await fetch(`${rig.sandboxUrl}/sandbox/shop.csv`)).text());
    await rig.must("kramctl", "products", "import", file, "--profile", "Sklep", "--auto");
    for (const job of ["import-products", "sync-offers", "check-offers", "poll-orders"]) await rig.must(job, "--once");
    await rig.sql("DELETE FROM stock_total");
    await rig.sql("DELETE FROM stock_level");
    await rig.sql("INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, 'offer-stock', 1, 'test'), (1, 'offer-status', 1, 'test')");
  });
  after(() => rig?.stop());

  test("what nobody has counted is written nowhere", async () => {
    await push();
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM plan"), [["0"]]);
  });

  test("numbers that differ are set, one value a command, and then nothing is left to do", async () => {
    const products = await rig.sql("SELECT DISTINCT k.product_id FROM stock_link k JOIN offer o ON o.offer_id = k.offer_id WHERE o.matching = 'linked' AND o.status = 'ACTIVE' AND o.fulfillment = 0 LIMIT 30");
    assert.ok(products.length >= 20, `${products.length} linked`);
    for (const [product] of products) await count(product, 17);
    await rig.must("poll-orders", "--once");
    await push();
    await carry();
    const there = await told();
    for (const [id, want] of await linked()) assert.equal(String(there.get(id).stock), want, id);
    await push();
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM plan"), [["1"]]);
  });

  test("the certificate is green when all is carried out; a change by others is red until it is put back", async () => {
    const green = await certificate();
    assert.deepEqual([green.coming, green.differs], [0, 0]);
    assert.ok(green.equal >= 20 && green.equal <= green.offers, JSON.stringify(green));
    const [[a]] = await linked();
    await rig.sql("UPDATE outbox_writer SET armed = 0");
    await rig.sandbox("/offers/change", { id: a, stock: 90 });
    await rig.sql("UPDATE walk SET next_at = '2000-01-01'; UPDATE offer SET seen_at = '2000-01-01'");
    await rig.must("sync-offers", "--once");
    assert.deepEqual(await certificate(), { ...green, equal: green.equal - 1, differs: 1 });
    assert.deepEqual(await rig.sql("SELECT offer_id, shows, available FROM stock_unequal WHERE class = 'differs'"), [[a, "17", "90"]]);
    await rig.sql("UPDATE outbox_writer SET armed = 1");
    // What lasts is an alarm, and no longer when its reason is known.
    const alarms = async () => {
      await rig.must("send-alarms", "--once");
      return rig.sql("SELECT kind, cleared_at IS NULL FROM alarm WHERE kind = 'stock-proof'");
    };
    assert.deepEqual(await alarms(), [], "not at once");
    await rig.sql("UPDATE stock_certificate SET off_since = off_since - INTERVAL 3 HOUR");
    assert.deepEqual(await alarms(), [["stock-proof", "1"]]);
    assert.deepEqual(await certificate(), { ...green, equal: green.equal - 1, coming: 1 });
    assert.deepEqual(await alarms(), [["stock-proof", "0"]]);
    await carry();
    assert.equal((await told()).get(a).stock, 17);
    assert.deepEqual(await certificate(), green);
  });

  test("nothing left ends the offer; stock that comes back revives it, but not one a person ended", async () => {
    const [[a], [b]] = await linked();
    const product = async (id) => (await rig.sql(`SELECT product_id FROM stock_link WHERE offer_id = '${id}'`))[0][0];
    await count(await product(a), 0);
    await rig.sandbox("/offers/end", { id: b, by: "USER" });
    await rig.sql("UPDATE walk SET next_at = '2000-01-01'; UPDATE offer SET seen_at = '2000-01-01'");
    await rig.must("sync-offers", "--once");
    await rig.must("poll-orders", "--once");
    await push();
    await carry();
    assert.equal((await told()).get(a).status, "ENDED");
    await count(await product(a), 5);
    await count(await product(b), 5);
    for (let i = 0; i < 3; i += 1) {
      await rig.must("poll-orders", "--once");
      await push();
      await carry();
    }
    assert.deepEqual([(await told()).get(a).status, (await told()).get(a).stock], ["ACTIVE", 5]);
    assert.equal((await told()).get(b).status, "ENDED");
  });

  test("the last piece is sold by one offer, the other rests, and takes it over when that one ends", async () => {
    const [[a], [b]] = (await linked()).slice(-2);
    const [[product]] = await rig.sql(`SELECT product_id FROM stock_link WHERE offer_id = '${a}'`);
    await rig.sql(`UPDATE stock_link SET product_id = ${product} WHERE offer_id = '${b}'`);
    await count(product, 1);
    const settle = async () => {
      await rig.sql("UPDATE walk SET next_at = '2000-01-01'; UPDATE offer SET seen_at = '2000-01-01'");
      await rig.must("sync-offers", "--once");
      for (let i = 0; i < 3; i += 1) {
        await rig.must("poll-orders", "--once");
        await push();
        await carry();
      }
      const there = await told();
      return [a, b].map((id) => [there.get(id).status, there.get(id).status === "ACTIVE" ? there.get(id).stock : 0]);
    };
    assert.deepEqual(await settle(), [["ACTIVE", 1], ["ENDED", 0]]);
    await rig.sandbox("/offers/end", { id: a, by: "USER" });
    assert.deepEqual(await settle(), [["ENDED", 0], ["ACTIVE", 1]]);
    assert.deepEqual(await rig.sql(`SELECT offer_id FROM stock_lease WHERE product_id = ${product}`), [[b]]);
  });

  test("an end that a switch does not allow holds up no number", async () => {
    const [[a], [b]] = await linked();
    const product = async (id) => (await rig.sql(`SELECT product_id FROM stock_link WHERE offer_id = '${id}'`))[0][0];
    await rig.sql("UPDATE outbox_writer SET armed = 0 WHERE kind = 'offer-status'");
    await count(await product(a), 0);
    await count(await product(b), 12);
    await rig.must("poll-orders", "--once");
    await push();
    await carry();
    assert.deepEqual([(await told()).get(a).status, (await told()).get(b).stock], ["ACTIVE", 12]);
    await rig.sql("UPDATE outbox_writer SET armed = 1; UPDATE stock_look SET whole_at = NULL");
    await rig.must("poll-orders", "--once");
    await push();
    await carry();
    assert.equal((await told()).get(a).status, "ENDED");
    await count(await product(a), 5);
    await rig.must("poll-orders", "--once");
    for (let i = 0; i < 3; i += 1) {
      await push();
      await carry();
    }
    assert.equal((await told()).get(a).status, "ACTIVE");
  });

  test("F18: while orders are not read, nothing is computed", async () => {
    const [[, ,], [a]] = await linked();
    await count((await rig.sql(`SELECT product_id FROM stock_link WHERE offer_id = '${a}'`))[0][0], 9);
    await rig.sql("UPDATE order_cursor SET polled_at = UTC_TIMESTAMP(3) - INTERVAL 5 MINUTE");
    const [[before]] = await rig.sql("SELECT COUNT(*) FROM plan");
    await push();
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM plan"), [[before]]);
    await rig.must("poll-orders", "--once");
    await push();
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM plan"), [[String(Number(before) + 1)]]);
  });

  test("F23: an offer whose signature names another product is left alone", async () => {
    await carry();
    const [[a]] = await linked();
    const [[other]] = await rig.sql(`SELECT sku FROM product WHERE id NOT IN (SELECT product_id FROM stock_link) LIMIT 1`);
    const { stock } = (await told()).get(a);
    await rig.sandbox("/offers/change", { id: a, sku: other });
    await rig.sql("UPDATE walk SET next_at = '2000-01-01'");
    for (const job of ["sync-offers", "check-offers"]) await rig.must(job, "--once");
    assert.deepEqual(await rig.sql(`SELECT matching, matching_why FROM offer WHERE offer_id = '${a}'`), [["conflict", "sku-changed"]]);
    await count((await rig.sql(`SELECT product_id FROM stock_link WHERE offer_id = '${a}'`))[0][0], 3);
    await rig.must("poll-orders", "--once");
    await push();
    await carry();
    assert.equal((await told()).get(a).stock, stock);
  });
});
