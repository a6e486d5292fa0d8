// What changes of a product flows to its offer at the rehearsal Allegro: found, told, accepted, taken back.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { member } from "../web/client.mjs";
import { readyToList } from "./listing.mjs";
import { hurry, planned } from "./offer-writes.mjs";

describe("differences between products and offers", () => {
  let rig, seller;
  let free; // [offer, product] that no test has touched

  const take = (n) => free.splice(0, n);
  const fault = (kind, more = {}) => rig.sandbox("/faults", { kind, count: "1", ...more });
  const look = () => rig.must("check-offers", "--once");
  const open = (offer) => rig.sql(`SELECT grp, moved FROM offer_diff WHERE offer_id = '${offer}' AND state = 'open' ORDER BY grp`);
  const count = async (offer) => (await rig.sql(`SELECT differs FROM offer WHERE offer_id = '${offer}'`))[0][0];
  /** The shop says something else of a product. */
  const shop = async (product, set) => {
    await rig.sql(`UPDATE product SET ${set}, version = version + 1 WHERE id = ${product}`);
    await rig.must("check-products", "--once");
    await look();
  };
  const document = async (offer) => JSON.parse((await rig.sql(`SELECT UNCOMPRESS(raw) FROM offer_doc WHERE offer_id = '${offer}'`))[0][0]);
  /** Allegro's documents, as they are now. */
  const reread = async () => {
    await rig.sql("UPDATE offer SET reread_at = UTC_TIMESTAMP(3), seen_at = '2000-01-01' WHERE offer_id IN (SELECT offer_id FROM listing)");
    await rig.must("sync-offers", "--once");
    await look();
  };
  /** What a person does on the page of the offer, as he sees it there. */
  const act = async (offer, deed, groups) => {
    const rows = await rig.sql(`SELECT CONCAT(grp, ':', LEFT(ours_mark, 8), LEFT(theirs_mark, 8)) FROM offer_diff WHERE offer_id = '${offer}' AND grp IN (${groups.map((g) => `'${g}'`)})`);
    return seller.post(`/offers/${offer}/differences`, new URLSearchParams([["act", deed], ["batch", randomUUID()], ...rows.map(([seen]) => ["group", seen])]));
  };
  const accept = async (offer, groups) => assert.equal((await act(offer, "accept", groups)).status, 303);
  const outcome = async (offer) => (await rig.sql(`SELECT state, IFNULL(reason, '') FROM outbox WHERE subject = '${offer}' AND kind = 'offer-edit' ORDER BY id DESC LIMIT 1`))[0];
  const push = async (rounds = 1) => {
    for (let i = 0; i < rounds; i += 1) {
      await hurry(rig);
      await rig.run("push-outbox", "--once");
    }
  };

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "connect", "web"], sandbox: ["--orders", "5", "--seed", "7"] });
    seller = await member(rig, "szef", "seller");
    await readyToList(rig);
    await rig.must("sync-offers", "--once");
    await rig.must("poll-offers", "--once"); // plans what it does every minute
    await rig.sql("UPDATE offer_sweep SET due_at = '2000-01-01' WHERE kind = 'unread'");
    for (let i = 0; i < 2; i += 1) await rig.must("poll-offers", "--once"); // nothing is listed before every document was read
    for (const kind of ["offer-new", "offer-edit"]) await rig.sql(`INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, '${kind}', 1, 'test')`);
    await rig.sql("INSERT INTO listing_run (account_id, status, state, actor) VALUES (1, 'INACTIVE', 'running', 'test')");
    await rig.sql(`INSERT INTO listing (account_id, product_id, run_id, state, sku) SELECT 1, p.id, (SELECT MAX(id) FROM listing_run), 'planned', p.sku
      FROM product p JOIN product_ready r ON r.product_id = p.id AND r.state = 'ready' ORDER BY p.id LIMIT 20`);
    for (let i = 0; i < 4; i += 1) {
      await rig.must("list-offers", "--once");
      await push();
    }
    await rig.must("list-offers", "--once");
    free = await rig.sql("SELECT offer_id, product_id FROM listing WHERE state = 'listed' ORDER BY product_id");
    assert.ok(free.length > 10, JSON.stringify(await rig.sql("SELECT state, why, problem FROM listing")));
    await reread();
  });
  after(() => rig?.stop());

  test("what was listed just now does not differ", async () => {
    assert.deepEqual(await rig.sql("SELECT offer_id, grp, ours, theirs FROM offer_diff WHERE state = 'open' AND offer_id IN (SELECT offer_id FROM listing)"), []);
    assert.ok(Number((await rig.sql("SELECT COUNT(*) FROM offer_diff WHERE state = 'same'"))[0][0]) > 50);
  });

  test("what changes at the product is told of its offer, and what changes at Allegro too", async () => {
    const [[offer, product]] = take(1);
    await shop(product, "name = 'Zupełnie inna nazwa towaru'");
    assert.deepEqual(await open(offer), [["name", "ours"]]);
    assert.equal(await count(offer), "1");
    await rig.sandbox("/offers/change", { id: offer, name: "Nazwa z innego programu" });
    await reread();
    assert.deepEqual(await open(offer), [["name", "both"]]);
    await rig.sandbox("/offers/change", { id: offer, name: "Zupełnie inna nazwa towaru" });
    await reread();
    assert.deepEqual(await open(offer), []);
    assert.equal(await count(offer), "0");
  });

  test("what a person accepts is sent, and nothing else; it is told once, and can be put back", async () => {
    const [[offer, product]] = take(1);
    const before = await document(offer);
    await shop(product, "name = 'Nowa nazwa dla przyjętej', description = '<p>Nowy opis towaru</p>'");
    assert.deepEqual(await open(offer), [["description", "ours"], ["name", "ours"]]);
    await rig.sandbox("/effects/clear", {});
    await accept(offer, ["name"]);
    await accept(offer, ["description"]);
    await push(2);
    assert.deepEqual(await outcome(offer), ["DONE", ""]);
    assert.deepEqual((await rig.sandbox("/effects")).offers.changed, { [offer]: 1 });
    await reread();
    const now = await document(offer);
    assert.equal(now.name, "Nowa nazwa dla przyjętej");
    assert.match(JSON.stringify(now.description), /Nowy opis/);
    assert.deepEqual([now.images, now.parameters, now.productSet, now.stock, now.publication.status], [before.images, before.parameters, before.productSet, before.stock, before.publication.status]);
    assert.deepEqual(await open(offer), []);
    await rig.sql("UPDATE offer_change SET at = at - INTERVAL 1 HOUR, since = since - INTERVAL 1 HOUR");
    await look();
    assert.deepEqual(await rig.sql(`SELECT DISTINCT author FROM offer_change WHERE offer_id = '${offer}' AND field = 'name'`), [["kram"]]);
    assert.equal((await act(offer, "back", ["name"])).status, 303);
    await push(2);
    assert.deepEqual(await outcome(offer), ["DONE", ""]);
    await reread();
    assert.equal((await document(offer)).name, before.name);
    assert.match(JSON.stringify((await document(offer)).description), /Nowy opis/);
    assert.deepEqual(await open(offer), [["name", "theirs"]]);
  });

  test("what may stay so is asked about again only when a side moves", async () => {
    const [[offer, product]] = take(1);
    await shop(product, "name = 'Nazwa, która zostanie'");
    assert.equal((await act(offer, "leave", ["name"])).status, 303);
    assert.deepEqual([await open(offer), await count(offer)], [[], "0"]);
    await look();
    assert.deepEqual(await open(offer), []);
    await shop(product, "name = 'Nazwa, która znów jest inna'");
    assert.deepEqual(await open(offer), [["name", "ours"]]);
  });

  test("what changed at Allegro since it was accepted is not written over", async () => {
    const [[offer, product]] = take(1);
    await shop(product, "name = 'Nazwa ze sklepu, przyjęta'");
    await accept(offer, ["name"]);
    await rig.sandbox("/offers/change", { id: offer, name: "Nazwa ręcznie zmieniona" });
    await reread();
    await push();
    assert.deepEqual(await outcome(offer), ["FAILED", "edited"]);
    assert.equal((await document(offer)).name, "Nazwa ręcznie zmieniona");
    assert.deepEqual(await open(offer), [["name", "both"]]);
    const [[seen]] = await rig.sql(`SELECT CONCAT(grp, ':', LEFT(ours_mark, 8), LEFT(ours_mark, 8)) FROM offer_diff WHERE offer_id = '${offer}' AND grp = 'name'`);
    assert.equal((await seller.post(`/offers/${offer}/differences`, { act: "accept", batch: randomUUID(), group: seen })).status, 409);
  });

  for (const when of ["before", "after"])
    test(`a change that is lost ${when} it takes effect is made once`, async () => {
      const [[offer, product]] = take(1);
      await shop(product, `name = 'Nazwa zagubiona po drodze ${when}'`);
      await accept(offer, ["name"]);
      await rig.sandbox("/effects/clear", {});
      await fault(`drop-${when}`, { path: "PATCH /sale/product-offers/*" });
      await push(3);
      assert.deepEqual(await outcome(offer), ["DONE", ""]);
      assert.deepEqual((await rig.sandbox("/effects")).offers.changed, { [offer]: 1 });
    });

  test("one that Allegro is busy with is made later, one that it refuses is told with its words", async () => {
    const [[busy, one], [bad, two]] = take(2);
    await rig.sandbox("/faults", { kind: "offer-busy", path: busy, count: "1" });
    await shop(one, "name = 'Nazwa zajętej oferty teraz'");
    await accept(busy, ["name"]);
    await push(3);
    assert.deepEqual(await outcome(busy), ["DONE", ""]);
    await rig.sandbox("/faults", { kind: "patch-refused", path: bad, count: "1" });
    await shop(two, "name = 'Nazwa odrzuconej oferty'");
    await accept(bad, ["name"]);
    await push(2);
    assert.deepEqual(await outcome(bad), ["FAILED", "refused"]);
    assert.match((await rig.sql(`SELECT problem FROM outbox WHERE subject = '${bad}' AND kind = 'offer-edit'`))[0][0], /RESPONSIBLE_PRODUCER_NOT_SPECIFIED/);
    assert.deepEqual(await open(bad), [["name", "ours"]]);
  });

  test("a group that always follows is sent by itself, but never over what others wrote", async () => {
    const [[offer, product], [other, second]] = take(2);
    await rig.sql("INSERT INTO offer_flow (account_id, grp, rule, changed_by) VALUES (1, 'name', 'follow', 'test')");
    await rig.sandbox("/offers/change", { id: other, name: "Nazwa od kogoś innego" });
    await reread();
    await rig.sql(`UPDATE product SET name = 'Nazwa idzie sama', version = version + 1 WHERE id = ${product};
      UPDATE product SET name = 'Nazwa nie idzie sama', version = version + 1 WHERE id = ${second}`);
    await rig.must("check-products", "--once");
    await look();
    const [[plan]] = await rig.sql("SELECT MAX(id) FROM plan WHERE origin = 'product'");
    await push(5);
    assert.deepEqual((await planned(rig, plan)).slice(0, 1), ["DONE"]);
    assert.ok((await rig.sql(`SELECT subject FROM plan_item WHERE plan_id = ${plan}`)).flat().includes(offer));
    await reread();
    assert.equal((await document(offer)).name, "Nazwa idzie sama");
    assert.equal((await document(other)).name, "Nazwa od kogoś innego");
    assert.deepEqual(await open(other), [["name", "both"]]);
    const plans = () => rig.sql("SELECT COUNT(*) FROM plan WHERE origin = 'product'");
    const made = await plans();
    await look();
    assert.deepEqual(await plans(), made);
    await rig.sql("UPDATE offer_flow SET rule = 'ask'");
  });

  test("an offer that sells several products, or more pieces, is compared with none", async () => {
    const [[offer, product]] = take(1);
    await shop(product, "name = 'Nazwa przed zmianą powiązania'");
    await rig.sql(`UPDATE stock_link SET pieces = 2 WHERE offer_id = '${offer}'`);
    await look();
    await look();
    assert.deepEqual([await open(offer), await count(offer)], [[], "0"]);
  });
});
