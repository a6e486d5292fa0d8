// Products become offers, against the rehearsal Allegro.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { startRig } from "../rig/rig.mjs";
import { readyToList } from "./listing.mjs";

describe("listing", () => {
  let rig;
  const arm = () => rig.sql("INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, 'offer-new', 1, 'test')");
  const sums = async () => Object.fromEntries(await rig.sql("SELECT state, COUNT(*) FROM listing WHERE run_id = (SELECT MAX(id) FROM listing_run) GROUP BY state"));
  const round = async () => {
    await rig.must("list-offers", "--once");
    await rig.sql("UPDATE outbox SET next_at = '2000-01-01' WHERE state IN ('NEW', 'SENT', 'UNKNOWN')");
    await rig.run("push-outbox", "--once");
    await rig.must("list-offers", "--once");
  };
  /** Offers of the rehearsal with these signatures. */
  const told = async (skus) => (await rig.sandbox("/offers")).offers.filter(({ sku }) => skus.includes(sku));

  /** A run over so many further products, as the panel begins one. */
  const plan = async (n, state = "trial", status = "INACTIVE") => {
    await rig.sql(`INSERT INTO listing_run (account_id, status, state, actor) VALUES (1, '${status}', '${state}', 'test')`);
    await rig.sql(`INSERT INTO listing (account_id, product_id, run_id, state, sku) SELECT 1, p.id, (SELECT MAX(id) FROM listing_run), 'planned', p.sku
      FROM product p JOIN product_ready r ON r.product_id = p.id AND r.state = 'ready' WHERE NOT EXISTS (SELECT 1 FROM listing l WHERE l.product_id = p.id) ORDER BY p.id LIMIT ${n}`);
  };
  const ofRun = () => rig.sql("SELECT sku, state, IFNULL(problem, IFNULL(why, '')) FROM listing WHERE run_id = (SELECT MAX(id) FROM listing_run) ORDER BY product_id");

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--orders", "5", "--seed", "7"] });
    await readyToList(rig, 120);
    await arm();
  });
  after(() => rig?.stop());

  test("nothing is sent while an offer may sell it that nobody has read", async () => {
    const nothing = async () => {
      await rig.must("list-offers", "--once");
      assert.deepEqual(await sums(), { planned: "2" });
    };
    await plan(2);
    await nothing(); // the list was never read
    await rig.must("sync-offers", "--once");
    await nothing(); // no document was
    await rig.must("poll-offers", "--once"); // plans what it does every minute
    await rig.sql("UPDATE offer_sweep SET due_at = '2000-01-01' WHERE kind = 'unread'");
    await rig.must("poll-offers", "--once"); // finds them
    await rig.must("poll-offers", "--once"); // reads them
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM offer WHERE doc_at IS NULL AND gone_at IS NULL"), [["0"]]);
    // One that has no signature and the EAN of the first product, seen and not read.
    const [[sku]] = await ofRun();
    const [[id]] = await rig.sql("SELECT offer_id FROM offer WHERE status = 'ACTIVE' LIMIT 1");
    await rig.sql(`UPDATE offer SET doc_at = NULL, ean = NULL, external_id = NULL, matching = 'none' WHERE offer_id = '${id}'; DELETE FROM stock_link WHERE offer_id = '${id}'`);
    await nothing();
    await rig.sql(`UPDATE offer SET doc_at = UTC_TIMESTAMP(3), ean = (SELECT ean FROM product WHERE sku = '${sku}') WHERE offer_id = '${id}'`);
    await rig.must("list-offers", "--once");
    assert.deepEqual((await ofRun()).map(([s, state, why]) => [s === sku, state, why]), [[true, "left", "ean-listed"], [false, "sent", ""]]);
    for (let i = 0; i < 2; i += 1) await round();
    assert.deepEqual(await sums(), { left: "1", listed: "1" });
    assert.deepEqual(await rig.sql("SELECT state FROM listing_run"), [["done"]]);
  });

  test("the first five go alone, then the rest; each product is one offer, linked", async () => {
    const [[n]] = await rig.sql("SELECT COUNT(*) FROM product_ready WHERE state = 'ready'");
    assert.ok(Number(n) > 20, `${n} ready`);
    await plan(12);
    await rig.must("list-offers", "--once");
    assert.deepEqual(await sums(), { planned: "7", sent: "5" });
    for (let i = 0; i < 4; i += 1) await round();
    const rows = await rig.sql("SELECT state, sku, IFNULL(problem, IFNULL(why, '')) FROM listing WHERE state <> 'listed' AND run_id = (SELECT MAX(id) FROM listing_run)");
    assert.deepEqual(rows, []);
    const skus = (await rig.sql("SELECT sku FROM listing WHERE run_id = (SELECT MAX(id) FROM listing_run)")).map(([sku]) => sku);
    assert.equal((await told(skus)).length, skus.length, "one offer a product");
    assert.deepEqual(await rig.sql("SELECT DISTINCT state FROM listing_run"), [["done"]]);
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM listing l JOIN stock_link k ON k.offer_id = l.offer_id AND k.product_id = l.product_id WHERE l.run_id = (SELECT MAX(id) FROM listing_run)"), [[String(skus.length)]]);
    await rig.must("sync-offers", "--once");
    assert.deepEqual(await rig.sql("SELECT DISTINCT o.status FROM offer o JOIN listing l ON l.offer_id = o.offer_id"), [["INACTIVE"]]);
  });

  test("what is ready is taken as active at once: Allegro misses nothing that readiness let pass", async () => {
    await plan(20, "trial", "ACTIVE");
    for (let i = 0; i < 6; i += 1) await round();
    assert.deepEqual((await ofRun()).filter(([, state]) => state !== "listed"), []);
    const skus = (await ofRun()).map(([sku]) => sku);
    const waiting = async () => (await told(skus)).filter(({ status }) => status !== "ACTIVE");
    for (let i = 0; i < 50 && (await waiting()).length; i += 1) await pause(200); // Allegro takes its time to activate
    assert.deepEqual(await waiting(), []);
  });

  test("what the shop has none of is no active offer, and what was given up is not sent", async () => {
    await plan(4, "running", "ACTIVE");
    const [[sku]] = await ofRun();
    await rig.sql(`UPDATE stock_total t JOIN product p ON p.id = t.product_id SET t.reserved = t.on_hand WHERE p.sku = '${sku}'`); // all of them are sold
    for (let i = 0; i < 2; i += 1) await round();
    const [[, ...first], ...others] = await ofRun();
    assert.deepEqual(first, ["left", "no-stock"]);
    for (const [s, state, why] of others) {
      const [[free]] = await rig.sql(`SELECT t.free FROM stock_total t JOIN product p ON p.id = t.product_id WHERE p.sku = '${s}'`);
      assert.deepEqual([state, why], Number(free) > 0 ? ["listed", ""] : ["left", "no-stock"], s);
    }
    await plan(7, "stopped");
    await rig.sql("UPDATE listing SET state = 'left', why = 'given-up' WHERE state = 'planned'"); // as a person does
    await round();
    assert.deepEqual(await sums(), { left: "7" });
    assert.deepEqual(await rig.sql("SELECT state FROM listing_run ORDER BY id DESC LIMIT 1"), [["done"]]);
    await rig.sql("DELETE FROM listing WHERE why = 'given-up'");
  });

  test("an answer that is lost, whether it had an effect or not, never makes a second offer", async () => {
    for (const kind of ["drop-after", "504", "drop-before"]) {
      await plan(1);
      await rig.sandbox("/faults", { kind, path: "POST /sale/product-offers", count: "1" });
      for (let i = 0; i < 3; i += 1) await round();
      const [[sku, state]] = await ofRun();
      assert.ok((await told([sku])).length <= 1, `${kind}: ${(await told([sku])).length} offers`);
      if (kind === "drop-after") assert.equal(state, "listed");
      await rig.sql("UPDATE listing_run SET ended_at = UTC_TIMESTAMP(3), state = 'done'");
    }
  });

  test("a refusal in the trial stops the rest, with Allegro's words; a person lets it go on", async () => {
    await plan(7);
    await rig.sandbox("/faults", { kind: "422", path: "POST /sale/product-offers", count: "1" });
    for (let i = 0; i < 3; i += 1) await round();
    const rows = await ofRun();
    assert.deepEqual(rows.map(([, state]) => state).sort(), ["listed", "listed", "listed", "listed", "planned", "planned", "refused"]);
    assert.ok(rows.find(([, state]) => state === "refused")[2].length > 5);
    assert.deepEqual(await rig.sql("SELECT state, reason FROM listing_run ORDER BY id DESC LIMIT 1"), [["stopped", "trial"]]);
    await rig.sql("UPDATE listing_run SET state = 'running', reason = NULL, version = version + 1 WHERE ended_at IS NULL");
    for (let i = 0; i < 3; i += 1) await round();
    assert.equal((await ofRun()).filter(([, state]) => state === "listed").length, 6);
    assert.deepEqual(await rig.sql("SELECT state FROM listing_run ORDER BY id DESC LIMIT 1"), [["done"]]);
  });

  test("what Allegro refuses keeps its own product back, at its field, until that says something else", async () => {
    await plan(3, "running");
    const [[sku, id, images]] = await rig.sql("SELECT p.sku, p.id, SUBSTRING_INDEX(p.images, CHAR(10), 1) FROM listing l JOIN product p ON p.id = l.product_id WHERE l.state = 'planned' ORDER BY p.id LIMIT 1");
    await rig.sandbox("/faults", { kind: "image-fails", path: images, count: "1", value: "DownloadError.NotFound" });
    for (let i = 0; i < 3; i += 1) await round();
    assert.deepEqual((await ofRun()).map(([s, state]) => [s === sku, state]), [[true, "refused"], [false, "listed"], [false, "listed"]]);
    const [[field, part, code, said]] = await rig.sql(`SELECT field, part, code, said FROM offer_refusal WHERE product_id = ${id}`);
    assert.deepEqual([field, part, code], ["image", "1", "DownloadError.NotFound"]);
    assert.ok(said.length > 5);
    const blocked = async () => {
      await rig.must("check-products", "--once");
      return rig.sql(`SELECT r.state, (SELECT GROUP_CONCAT(REPLACE(m.subject, CHAR(9), '/')) FROM product_mark k JOIN ready_mark m ON m.id = k.mark_id WHERE k.product_id = r.product_id AND m.kind = 'listing')
        FROM product_ready r WHERE r.product_id = ${id}`);
    };
    assert.deepEqual(await blocked(), [["blocked", "/1/image"]]);
    await rig.sql(`UPDATE product SET name = CONCAT(name, ' nowy'), version = version + 1 WHERE id = ${id}`);
    assert.deepEqual(await blocked(), [["blocked", "/1/image"]], "another field mends nothing");
    await rig.sql(`UPDATE product SET images = 'https://sklep.example/inne-zdjecie.jpg', version = version + 1 WHERE id = ${id}`);
    assert.deepEqual(await blocked(), [["ready", "NULL"]]);
    await rig.sql(`UPDATE listing SET state = 'planned', run_id = run_id WHERE product_id = ${id}; UPDATE listing_run SET state = 'running', ended_at = NULL ORDER BY id DESC LIMIT 1`);
    for (let i = 0; i < 3; i += 1) await round();
    assert.deepEqual(await rig.sql(`SELECT state FROM listing WHERE product_id = ${id}`), [["listed"]]);
    assert.deepEqual(await rig.sql(`SELECT * FROM offer_refusal WHERE product_id = ${id}`), []);
  });

  test("a value that Allegro refuses against its own list is tried for no other product", async () => {
    await plan(1, "running");
    await rig.sandbox("/faults", { kind: "value-fails", path: "11323_1", count: "1" });
    for (let i = 0; i < 2; i += 1) await round();
    assert.equal((await ofRun())[0][1], "refused");
    const [[category]] = await rig.sql("SELECT category_id FROM param_contradiction WHERE param_id = '11323' AND answer = '#11323_1' AND said IS NOT NULL");
    await rig.must("check-products", "--once");
    assert.deepEqual(await rig.sql(`SELECT COUNT(*) FROM product_ready WHERE category_id = '${category}' AND state = 'ready'`), [["0"]]);
    assert.ok(Number((await rig.sql("SELECT COUNT(*) FROM product_ready WHERE state = 'ready'"))[0][0]) > 1, "other categories go on");
    await rig.sql("DELETE FROM param_contradiction");
  });

  test("what the account has by now is not made again", async () => {
    await plan(1);
    await rig.must("list-offers", "--once");
    const [[sku]] = await ofRun();
    const { offers } = await rig.sandbox("/offers");
    await rig.sandbox("/offers/change", { id: offers[0].id, sku }); // another program was faster
    for (let i = 0; i < 2; i += 1) await round();
    const [[, state, why]] = await ofRun();
    assert.equal(state, "refused");
    assert.match(why, /signature/);
    assert.equal((await told([sku])).length, 1);
  });
});
