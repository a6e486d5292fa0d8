// Terms of sale in the panel: what is missing is said once, choosing, somebody faster, roles.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { member } from "./client.mjs";

describe("terms of sale", () => {
  let rig, viewer, seller;

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "connect", "web"], sandbox: ["--orders", "1"] });
    viewer = await member(rig, "patrzy", "viewer");
    seller = await member(rig, "sprzedaje", "seller");
  });
  after(() => rig?.stop());

  const id = async (name) => (await rig.sql(`SELECT term_id FROM term WHERE name = '${name}'`))[0][0];
  const page = async (client = seller) => (await client.get("/terms")).body;
  const version = async () => /name="version" value="(\d+)"/.exec(await page())[1];
  const choose = async (changes = {}) => seller.post("/terms/1", {
    version: await version(), shipping: await id("Gabaryty, kurier"), returns: await id("Zwrot w 14 dni"), implied: await id("Reklamacje"),
    handling: "PT24H", invoice: "VAT", province: "WIELKOPOLSKIE", country: "PL", post_code: "61-867", city: "Poznań", ...changes,
  });
  const sync = async () => {
    await rig.sql("UPDATE term_list SET next_at = '2000-01-01'");
    await rig.must("sync-terms", "--once");
  };

  test("without an account, and before the lists are here, the page says so", async () => {
    const bare = await startRig({ parts: ["web"] });
    const admin = await member(bare, "szefowa", "administrator");
    assert.match((await admin.get("/terms")).body, /href="\/accounts\/new"/);
    await bare.stop();
    const body = await page();
    assert.match(body, /hx-get="\/terms\?account=1"[^]*Trwa pobieranie list/);
    assert.doesNotMatch(body, /<select/);
  });

  test("everything that is missing is said once, with what to do, and all there is can be chosen", async () => {
    await sync();
    const body = await page();
    const missing = body.split("h-missing")[2].split("</section>")[0];
    assert.equal(missing.match(/nie wybrano/g).length, 6);
    assert.match(missing, /Cennik dostawy: nie wybrano/);
    assert.doesNotMatch(missing, /Gwarancja/, "nobody has to give one");
    assert.match(body, /Allegro Delivery \(prowadzi Allegro\)/);
    assert.match(body, /Według warunków zwrotów „Zwrot w 14 dni”: 61-867 Poznań/, "a hint, not a value");
    assert.match(body, /name="city" value=""/);
  });

  test("what is chosen is kept, with who and when", async () => {
    assert.equal((await choose()).status, 303);
    const body = await page();
    assert.match(body, /Wszystko jest: nowe oferty/);
    assert.match(body, /value="PT24H" selected/);
    assert.match(body, /Zmienił<\/dt><dd>[^<]*sprzedaje/i);
    assert.deepEqual(await rig.sql("SELECT handling, invoice, country, province, post_code, city, warranty_id IS NULL, version, changed_by FROM seller_terms"),
      [["PT24H", "VAT", "PL", "WIELKOPOLSKIE", "61-867", "Poznań", "1", "1", "sprzedaje"]]);
  });

  test("what cannot be said is refused with the reason, and nothing typed is lost", async () => {
    for (const [field, value, reason] of [["post_code", "61867", /61-867/], ["country", "pl", /wielkie litery/], ["shipping", "nothing", /Cennik dostawy: wybranej pozycji już nie ma/]]) {
      const { status, body } = await choose({ [field]: value, city: "Gniezno" });
      assert.equal(status, 422, field);
      assert.match(body, reason);
      assert.match(body, /name="city" value="Gniezno"/);
    }
    assert.deepEqual(await rig.sql("SELECT city, version FROM seller_terms"), [["Poznań", "1"]]);
  });

  test("who saw an older choice is told, and changes nothing", async () => {
    assert.equal((await choose({ version: "0" })).status, 409);
    assert.equal((await choose({ version: "7" })).status, 409);
    assert.deepEqual(await rig.sql("SELECT version FROM seller_terms"), [["1"]]);
  });

  test("a choice that Allegro lists no more is named, and another one cures it", async () => {
    await rig.sandbox("/terms/remove", { id: await id("Gabaryty, kurier") });
    await sync();
    const body = await page();
    assert.match(body, /Cennik dostawy: wybranego nie ma już w Allegro/);
    assert.match(body, /Gabaryty, kurier \(nie ma już w Allegro\)/);
    assert.equal((await choose({ shipping: await id("Listy") })).status, 303);
    assert.match(await page(), /Wszystko jest/);
  });

  test("an empty list says where to create something", async () => {
    await rig.sandbox("/terms/remove", { kind: "RETURNS" });
    await sync();
    assert.match(await page(), /Jeszcze nie ma. Utwórz w Allegro/);
    assert.equal((await choose({ returns: "", shipping: await id("Listy") })).status, 303);
    assert.match(await page(), /Warunki zwrotów: w Allegro nie ma żadnego/);
  });

  test("the button has the lists fetched again; a list with trouble is named", async () => {
    await rig.sandbox("/terms/create", { kind: "RETURNS", name: "Nowe warunki" });
    assert.equal((await seller.post("/terms/1/renew")).status, 303);
    await rig.sandbox("/faults", { kind: "503", path: "/sale/shipping-rates", count: "-1" });
    await rig.run("sync-terms", "--once");
    const body = await page();
    assert.match(body, /Nowe warunki/);
    assert.match(body, /Cennik dostawy:<\/strong> nie udało się pobrać w całości/);
    await rig.sandbox("/faults/clear", {});
    await sync();
    assert.doesNotMatch(await page(), /nie udało się pobrać/);
  });

  test("who may only look sees it, without a button", async () => {
    const body = await page(viewer);
    assert.match(body, /<select name="shipping" disabled/);
    assert.doesNotMatch(body, /Zapisz|Pobierz ponownie/);
    assert.equal((await viewer.post("/terms/1", { version: "1" })).status, 403);
  });

  test("a consent without the permission is named, another account is not there", async () => {
    await rig.sql("UPDATE account SET scopes = REPLACE(scopes, 'allegro:api:sale:settings:read', '')");
    assert.match(await page(), /nie pozwala Kramowi odczytywać ustawień/);
    assert.equal((await seller.get("/terms?account=9")).status, 404);
  });
});
