// Prices in the panel: a rule is made, looked at, armed, changed and taken back; fees and rates.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { member, sendFile } from "./client.mjs";

describe("prices", () => {
  let rig, seller, offer;

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "connect", "web"], sandbox: ["--orders", "1"] });
    seller = await member(rig, "sprzedaje", "seller");
    await rig.must("sync-offers", "--once");
    [[offer]] = await rig.sql("SELECT offer_id FROM offer WHERE tab = 'active' AND format = 'BUY_NOW' AND fulfillment = 0 AND price_currency = 'PLN' ORDER BY id LIMIT 1");
    await rig.sql("INSERT INTO product (sku, name, brand, price_minor, price_currency, cost_minor, cost_currency, vat, words) VALUES ('CENA-1', 'Lampa <b>', 'Philips', 10000, 'PLN', 5000, 'PLN', 2300, '')");
    await rig.sql(`INSERT INTO stock_link (account_id, offer_id, product_id, pieces, actor) SELECT 1, '${offer}', id, 1, 'test' FROM product WHERE sku = 'CENA-1'`);
    await rig.sql(`UPDATE offer SET price_minor = 10000, rule_id = NULL WHERE offer_id = '${offer}'`);
  });
  after(() => rig?.stop());

  const text = (page) => page.body.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  const rule = { name: "Lampy", currency: "PLN", base: "price", way: "percent", rate: "12", ending: "99", direction: "nearest", brand: "PHILIPS" };
  const seen = async (path) => /name="seen" value="(\d+)"/.exec((await seller.get(path)).body)[1];
  const live = () => rig.sql("SELECT armed, rate, made_by FROM price_rule WHERE live = 1");
  let path;

  test("a page without rules says so, and leads to a new one", async () => {
    const page = await seller.get("/pricing");
    assert.equal(page.status, 200);
    assert.match(page.body, /href="\/pricing\/new"/);
    assert.match((await seller.get("/pricing/new")).body, /name="way"/);
    assert.match((await seller.get(`/pricing/new?offer=${offer}`)).body, new RegExp(`name="offer" value="${offer}"`));
  });

  test("what makes no sense is told, and what was typed stays", async () => {
    for (const [wrong, told] of [[{ name: "" }, /Nazwij/], [{ rate: "dużo" }, /Procent nie jest liczbą/], [{ floor: "0,50" }, /Najniższa cena/], [{ category: "a b" }, /numerem/]]) {
      const page = await seller.post("/pricing/rules", { ...rule, ...wrong });
      assert.equal(page.status, 422);
      assert.match(text(page), told);
      assert.match(page.body, /value="PHILIPS"/);
    }
    assert.deepEqual(await live(), []);
  });

  test("a rule is saved, switched off, and shows what it would do", async () => {
    const made = await seller.post("/pricing/rules", { ...rule, rate: "12,5%" });
    assert.equal(made.status, 303, text(made));
    path = made.location.split("?")[0];
    assert.deepEqual(await live(), [["0", "1250", "sprzedaje"]]);
    const page = await seller.get(made.location);
    assert.match(text(page), /Zmieni się 1 z 1 ofert/);
    assert.match(text(page), /cena produktu = 100,00 zł → \+12,5% = 112,50 zł → zaokrąglenie = 112,99 zł/);
    assert.match(page.body, new RegExp(`href="/offers/${offer}"`));
    assert.match(page.body, /value="armed"/);
  });

  test("its offer and its product show what it makes of them", async () => {
    const [[product]] = await rig.sql("SELECT id FROM product WHERE sku = 'CENA-1'");
    for (const page of [await seller.get(`/offers/${offer}`), await seller.get(`/products/${product}`)]) {
      assert.match(text(page), /Cena według reguły .* 100,00 zł 112,99 zł/);
      assert.match(page.body, new RegExp(`href="${path}"`));
    }
    const viewer = await member(rig, "patrzy", "viewer");
    assert.doesNotMatch((await viewer.get(`/offers/${offer}`)).body, /h-priced/);
  });

  test("two rules for the same offers are one too many", async () => {
    const page = await seller.post("/pricing/rules", rule);
    assert.equal(page.status, 422);
    assert.match(text(page), /inna reguła/);
  });

  test("it is armed as it was seen, and a change switches it off again", async () => {
    const first = await seen(path);
    assert.equal((await seller.post(`${path}/switch`, { seen: first, to: "armed" })).status, 303);
    assert.deepEqual(await live(), [["1", "1250", "sprzedaje"]]);
    assert.equal((await seller.post(`${path}/switch`, { seen: first, to: "off" })).status, 409, "somebody saw it before");
    assert.equal((await seller.post(path, { ...rule, seen: await seen(path), rate: "20" })).status, 303);
    assert.deepEqual(await live(), [["0", "2000", "sprzedaje"]]);
  });

  test("its history leads back, and its end is an end", async () => {
    assert.equal((await seller.post(`${path}/undo`, { seen: await seen(path) })).status, 303);
    assert.deepEqual(await live(), [["1", "1250", "sprzedaje"]]);
    const page = await seller.get(path);
    assert.equal(page.body.match(/<th scope="row"><time/g).length, 4);
    assert.equal((await seller.post(`${path}/end`, { seen: await seen(path) })).status, 303);
    assert.deepEqual(await live(), []);
    assert.doesNotMatch((await seller.get(path)).body, /value="armed"/);
    assert.equal((await seller.get("/pricing/rules/999999")).status, 404);
  });

  test("a margin needs a fee, which is typed for a category", async () => {
    const made = await seller.post("/pricing/rules", { ...rule, name: "Marża", base: "cost", way: "margin", rate: "30", ending: "any" });
    assert.match(text(await seller.get(made.location)), /nie znamy prowizji/);
    assert.equal((await seller.post("/pricing/fees", { category: "", rate: "120" })).status, 422);
    assert.equal((await seller.post("/pricing/fees", { category: "", rate: "10 %" })).status, 303);
    const page = await seller.get(made.location);
    assert.match(text(page), /koszt zakupu netto = 50,00 zł → z VAT 23% = 61,50 zł → marża 30% po prowizji 10% = 106,59 zł/);
    assert.match(text(await seller.get("/pricing")), /wszystkie kategorie 10%/);
  });

  test("rates are typed or come as a file, all of them or none", async () => {
    assert.equal((await seller.post("/pricing/currencies", { rates: "EUR;4,2973\n100 HUF;1,0923" })).status, 303);
    const wrong = await seller.post("/pricing/currencies", { rates: "CZK;0,17\nEUR;cztery" });
    assert.equal(wrong.status, 422);
    assert.match(text(wrong), /Wiersz 2/);
    assert.match(wrong.body, /EUR;cztery/);
    assert.equal((await sendFile(seller, "/pricing/currencies/file", { content: "waluta;kurs\nCZK;0,1712\n" })).status, 303);
    assert.equal((await sendFile(seller, "/pricing/currencies/file", { content: "" })).status, 422);
    assert.deepEqual(await rig.sql("SELECT currency, units, rate FROM currency_rate ORDER BY id"), [["EUR", "1", "42973"], ["HUF", "100", "10923"], ["CZK", "1", "1712"]]);
    assert.match(text(await seller.get("/pricing")), /100 HUF 1,0923 PLN/);
  });
});
