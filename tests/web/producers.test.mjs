// Who answers for the products of a brand: the worklist, choosing, taking back, another account, roles.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { member } from "./client.mjs";

describe("producers by brand", () => {
  let rig, viewer, seller;

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "connect", "web"], sandbox: ["--orders", "1"] });
    viewer = await member(rig, "patrzy", "viewer");
    seller = await member(rig, "sprzedaje", "seller");
    const brands = ["Polar", "polar", "POLAR", "Łódzkie Szkło", "", "Shenzhen Bright"];
    const rows = brands.map((brand, i) => `P-${i};Kubek ceramiczny ${i};10,00;5;${brand}\n`);
    writeFileSync(join(rig.dir, "sklep.csv"), `sku;name;price;stock;brand\n${rows.join("")}`);
    await rig.must("kramctl", "products", "import", join(rig.dir, "sklep.csv"), "--profile", "Sklep");
    await rig.sql("UPDATE product SET attributes = 'Dane producenta\tPolar GmbH, Berlin\nKolor\tbiały'");
    await rig.must("sync-terms", "--once");
    await rig.must("check-products", "--once");
  });
  after(() => rig?.stop());

  const id = async (name) => (await rig.sql(`SELECT term_id FROM term WHERE name = '${name}' AND account_id = 1`))[0][0];
  const names = (body) => [...body.matchAll(/<th scope="row"><a href="[^"]*">([^<]*)<\/a>/g)].map(([, name]) => name);
  const page = async (brand, client = seller) => (await client.get(`/producers/brand?account=1${brand && `&brand=${encodeURIComponent(brand)}`}`)).body;
  const seen = async (brand) => (/name="seen" value="(\d+)"/.exec(await page(brand)) ?? assert.fail(await page(brand)))[1];
  const choose = async (brand, fields = {}) => seller.post("/producers/brand", { account: "1", brand, seen: await seen(brand), ...fields });
  const blocked = async (brand) => (await rig.sql(`SELECT kind, n FROM ready_mark WHERE subject = '${brand}' AND kind IN ('producer', 'safety') AND n > 0 ORDER BY kind`));
  const check = () => rig.must("check-products", "--once");

  test("brands without a producer stand first, those with the most products before others", async () => {
    const { body } = await viewer.get("/producers");
    assert.deepEqual(names(body).slice(0, 1), ["Polar"]);
    assert.equal(names(body).length, 4);
    assert.ok(names(body).includes("Produkty bez marki"), names(body).join());
    assert.deepEqual(names((await viewer.get("/producers?q=lodz")).body), ["Łódzkie Szkło"]);
    assert.deepEqual(names((await viewer.get("/producers?q=xyzzy")).body), []);
    assert.match((await viewer.get("/producers?view=chosen")).body, /Nic jeszcze nie wybrano/);
  });

  test("the meter leads from what holds products back to the page of the brand", async () => {
    const { body } = await seller.get("/mapping");
    const [, url] = /href="(\/producers\/brand\?brand=polar)"/.exec(body) ?? assert.fail(body);
    assert.match((await seller.get(url)).body, /<h1>Polar<\/h1>/);
  });

  test("the page of a brand offers what Allegro has, and shows what the shop says as evidence alone", async () => {
    const body = await page("polar");
    assert.match(body, /3 produkty czekają na producenta/);
    assert.match(body, /Polar – Polar Oświetlenie sp. z o.o., Łódź, PL/);
    assert.match(body, /Dane producenta<\/th><td[^>]*>Polar GmbH, Berlin<\/td><td[^>]*>3</);
    assert.doesNotMatch(body, /Kolor/, "only what tells of makers");
    assert.doesNotMatch(body, /selected/, "nothing is chosen by itself");
  });

  test("a choice frees the products of the brand, however they write it, and can be undone", async () => {
    assert.equal((await choose("polar", { producer: await id("Polar"), safety: "Nie połykać." })).status, 303);
    await check();
    assert.deepEqual(await blocked("polar"), []);
    const body = await page("polar");
    assert.match(body, /Wybór: sprzedaje/);
    assert.match(body, /Nie połykać\.<\/textarea>/);
    assert.deepEqual(names((await viewer.get("/producers?view=chosen")).body), ["polar"]);
    assert.equal((await seller.post("/producers/brand/undo", { account: "1", brand: "polar", seen: await seen("polar") })).status, 303);
    await check();
    assert.deepEqual(await blocked("polar"), [["producer", "3"], ["safety", "3"]]);
  });

  test("one choice is made for many brands at once; what is left empty stays, and each can be undone", async () => {
    const list = await seller.get("/producers");
    const picks = [...list.body.matchAll(/name="id" value="([^"]*)"/g)].map(([, pick]) => pick);
    assert.equal(picks.length, 4);
    assert.doesNotMatch((await viewer.get("/producers")).body, /name="id"/);
    const save = (fields, some = picks) => { const form = new URLSearchParams({ account: "1", ...fields }); for (const pick of some) form.append("id", pick); return seller.post("/producers", form); };
    assert.equal((await save({})).status, 422, "nothing is chosen");
    assert.equal((await save({ producer: "0" })).status, 422, "no such entry");
    assert.equal((await save({ producer: await id("Polar") }, [])).status, 422, "for no brand");
    assert.equal((await save({ producer: await id("Polar") }, ["polar"])).status, 400);
    assert.equal((await save({ producer: await id("Polar") })).status, 303);
    assert.equal((await save({ producer: await id("Ceramika Bolesławska") })).status, 409, "who has seen what was before");
    await check();
    assert.deepEqual(names((await viewer.get("/producers")).body), []);
    const again = [...(await seller.get("/producers?view=safety")).body.matchAll(/name="id" value="([^"]*)"/g)].map(([, pick]) => pick);
    assert.equal(again.length, 4);
    assert.equal((await save({ safety: "Nie połykać." }, again)).status, 303);
    await check();
    assert.deepEqual(await rig.sql("SELECT kind, n FROM ready_mark WHERE kind IN ('producer', 'safety') AND n > 0"), []);
    const body = await page("shenzhen bright");
    assert.match(body, new RegExp(`value="${await id("Polar")}" selected`), "the producer stays");
    assert.match(body, /Nie połykać\.<\/textarea>/);
    for (const brand of ["polar", "lodzkie szklo", "", "shenzhen bright"])
      for (let i = 0; i < 2; i += 1)
        assert.equal((await seller.post("/producers/brand/undo", { account: "1", brand, seen: await seen(brand) })).status, 303, brand);
    await check();
    assert.deepEqual(await blocked("polar"), [["producer", "3"], ["safety", "3"]]);
  });

  test("a later choice takes the place of the one before; undoing it brings that back", async () => {
    await choose("polar", { producer: await id("Polar") });
    await choose("polar", { producer: await id("Ceramika Bolesławska") });
    assert.match(await page("polar"), new RegExp(`value="${await id("Ceramika Bolesławska")}" selected`));
    await seller.post("/producers/brand/undo", { account: "1", brand: "polar", seen: await seen("polar") });
    assert.match(await page("polar"), new RegExp(`value="${await id("Polar")}" selected`));
  });

  test("who saw an older choice is told; what is not at Allegro is refused", async () => {
    assert.equal((await seller.post("/producers/brand", { account: "1", brand: "polar", seen: "0", producer: await id("Polar") })).status, 409);
    assert.equal((await seller.post("/producers/brand/undo", { account: "1", brand: "polar", seen: "1" })).status, 409);
    const { status, body } = await choose("polar", { producer: "nothing", safety: "Uwaga" });
    assert.equal(status, 422);
    assert.match(body, /nie ma już w Allegro[^]*Uwaga<\/textarea>/);
    assert.equal((await choose("polar", { safety: "ż".repeat(5001) })).status, 422);
  });

  test("a producer outside the Union asks for a person there", async () => {
    await choose("shenzhen bright", { producer: await id("Shenzhen Bright"), safety: "Uwaga" });
    assert.match(await page("shenzhen bright"), /spoza Unii Europejskiej/);
    await choose("shenzhen bright", { producer: await id("Shenzhen Bright"), person: await id("Import Azja"), safety: "Uwaga" });
    assert.doesNotMatch(await page("shenzhen bright"), /spoza Unii Europejskiej/);
  });

  test("a chosen producer that Allegro lists no more blocks again, and is named", async () => {
    await rig.sandbox("/terms/remove", { id: await id("Shenzhen Bright") });
    await rig.sql("UPDATE term_list SET next_at = '2000-01-01'");
    await rig.must("sync-terms", "--once");
    await check();
    assert.deepEqual(await blocked("shenzhen bright"), [["producer", "1"]]);
    assert.match(await page("shenzhen bright"), /nie ma \(już\) w rejestrze/);
  });

  test("products without a brand can be given one too; nothing chosen is nothing decided", async () => {
    assert.equal((await choose("", {})).status, 303);
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM mapping_decision WHERE kind = 'brand' AND subject = '' AND live = 1"), [["0"]]);
    await choose("", { producer: await id("Polar"), safety: "Uwaga" });
    await check();
    assert.deepEqual(await blocked(""), []);
    await choose("", {});
    await check();
    assert.equal((await blocked("")).length, 2, "taken away again");
  });

  test("of all accounts: another one uses its own entry of the same name", async () => {
    await rig.sql(`INSERT INTO account (id, name, environment, seller_id, state) VALUES (2, 'Drugie', 'simulator', '44300018', 'DISCONNECTED');
      INSERT INTO term (account_id, kind, term_id, name, raw, seen_at) VALUES (2, 'PRODUCER', 'p-2', 'Polar', '{}', UTC_TIMESTAMP(3))`);
    await choose("polar", { producer: await id("Polar"), safety: "Uwaga", all: "1" });
    assert.deepEqual(await rig.sql("SELECT account_id FROM mapping_decision WHERE kind = 'brand' AND subject = 'polar' AND ended_at IS NULL"), [["0"]]);
    const other = (await seller.get("/producers/brand?account=2&brand=polar")).body;
    assert.match(other, /value="p-2" selected/);
    assert.match(other, /name="all" value="1" checked/);
  });

  test("who may only look chooses nothing", async () => {
    const body = await page("polar", viewer);
    assert.match(body, /<select name="producer" disabled/);
    assert.doesNotMatch(body, /Zapisz|Cofnij ten wybór/);
    assert.equal((await viewer.post("/producers/brand", { account: "1", brand: "polar", seen: "0" })).status, 403);
    assert.equal((await viewer.get("/producers/brand?account=9&brand=polar")).status, 404);
  });
});
