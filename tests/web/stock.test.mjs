// Stock in the panel: why it is as many as it is, counted, moved, held back.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { member } from "./client.mjs";

describe("stock", () => {
  let rig, seller, packer, id;

  before(async () => {
    rig = await startRig({ parts: ["web"] });
    seller = await member(rig, "szef", "seller");
    packer = await member(rig, "pakowacz", "packer");
    await rig.must("kramctl", "products", "import", join(import.meta.dirname, "../fixtures/products/woocommerce.csv"), "--profile", "Sklep");
    id = (await rig.sql("SELECT id FROM product WHERE sku = 'LAMP-1'"))[0][0];
  });
  after(() => rig?.stop());

  const text = (page) => page.body.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  const doc = async () => /name="doc" value="([^"]+)"/.exec((await seller.get(`/products/${id}/stock`)).body)[1];
  const book = async (fields) => seller.post(`/products/${id}/stock`, { doc: await doc(), place: 1, ...fields });
  const sums = async () => (await rig.sql(`SELECT on_hand, reserved FROM stock_total WHERE product_id = ${id}`))[0].map(Number);
  const agrees = async () => assert.match((await rig.must("kramctl", "stock", "check")).stdout, /all sums are those of their movements/);

  test("what a file counted is the first movement, and everybody sees why it is so many", async () => {
    const page = await packer.get(`/products/${id}`);
    assert.match(text(page), /Dostępne: (\d+) = \1 na stanie/);
    const moves = await packer.get(`/products/${id}/stock`);
    assert.match(text(moves), /plik/);
    assert.doesNotMatch(moves.body, /name="deed"/);
    await agrees();
  });

  test("a count says how many there are, the same form once, however often it is sent", async () => {
    const form = { doc: await doc(), place: 1, deed: "count", pieces: 10, why: "inwentura" };
    for (let again = 0; again < 2; again += 1) {
      const answer = await seller.post(`/products/${id}/stock`, form);
      assert.equal(answer.status, 303);
    }
    assert.deepEqual(await sums(), [10, 0]);
    assert.match(text(await seller.get(`/products/${id}/stock`)), /spis.*inwentura/);
    assert.equal((await rig.sql("SELECT COUNT(*) FROM stock_move WHERE kind = 'counted'"))[0][0], "1");
    await agrees();
  });

  test("when pieces are fewer than offers, the page says which offer sells them", async () => {
    await rig.sql(`INSERT INTO account (id, name, environment) VALUES (81, 'Rywal', 'simulator')`);
    await rig.sql(`INSERT INTO stock_link (account_id, offer_id, product_id, pieces, actor) VALUES (81, '7001', ${id}, 6, 'test'), (81, '7002', ${id}, 6, 'test')`);
    assert.doesNotMatch(text(await packer.get(`/products/${id}`)), /mniej niż ofert/, "nobody has decided yet");
    await rig.sql(`INSERT INTO stock_lease (product_id, account_id, offer_id) VALUES (${id}, 81, '7002')`);
    for (const path of [`/products/${id}`, `/products/${id}/stock`]) assert.match(text(await packer.get(path)), /mniej niż ofert, więc sprzedaje je tylko oferta 7002/);
    assert.match((await seller.get(`/products/${id}/stock`)).body, /href="\/offers\/7001"/);
    assert.doesNotMatch((await packer.get(`/products/${id}/stock`)).body, /href="\/offers\/7001"/);
    await rig.sql("UPDATE stock_link SET pieces = 5 WHERE account_id = 81");
    assert.doesNotMatch(text(await packer.get(`/products/${id}`)), /mniej niż ofert/, "there are enough for all");
    await rig.sql("DELETE FROM stock_link WHERE account_id = 81; DELETE FROM account WHERE id = 81");
  });

  test("goods come, are corrected, and what makes no sense is refused in words", async () => {
    await book({ deed: "receive", pieces: 5 });
    await book({ deed: "correct", pieces: -2, why: "stłuczone" });
    assert.deepEqual(await sums(), [13, 0]);
    for (const [fields, says] of [[{ deed: "receive", pieces: 0 }, /większa od zera/], [{ deed: "count", pieces: -1 }, /większa od zera/],
      [{ deed: "carry", to: 1, pieces: 1 }, /Wybierz inne miejsce/], [{ deed: "count", pieces: "dużo" }, /całkowitą liczbę/]]) {
      const page = await book(fields);
      assert.equal(page.status, 422);
      assert.match(text(page), says);
    }
    assert.deepEqual(await sums(), [13, 0]);
  });

  test("a second place: pieces are carried there, and not more than there are", async () => {
    await seller.post("/stock/places", { kind: "shop", name: "Sklep na rogu" });
    const [[place]] = await rig.sql("SELECT id FROM stock_place WHERE name = 'Sklep na rogu'");
    await book({ deed: "carry", to: place, pieces: 4 });
    assert.deepEqual(await rig.sql(`SELECT place_id, on_hand FROM stock_level WHERE product_id = ${id} ORDER BY place_id`), [["1", "9"], [place, "4"]]);
    assert.match(text(await book({ deed: "carry", to: place, pieces: 10 })), /nie ma tylu sztuk/);
    assert.equal((await seller.post("/stock/places", { kind: "shop", name: "Sklep na rogu" })).status, 422);
    assert.match(text(await seller.get("/stock/places")), /Sklep na rogu/);
    assert.deepEqual(await sums(), [13, 0]);
    await agrees();
  });

  test("an account sells from places in the order chosen; a place that is needed does not end", async () => {
    const [[corner]] = await rig.sql("SELECT id FROM stock_place WHERE name = 'Sklep na rogu'");
    await rig.sql("INSERT INTO account (id, name, environment) VALUES (61, 'Czwarte', 'simulator')");
    const feeds = () => rig.sql("SELECT place_id FROM stock_feed WHERE account_id = 61 ORDER BY position").then((rows) => rows.flat());
    const choose = (...places) => seller.post("/stock/accounts/61/places", places.map((place) => ["place", place]));
    assert.equal((await choose(corner, "", "1", corner)).status, 303);
    assert.deepEqual(await feeds(), [corner, "1"]);
    const form = async () => /action="\/stock\/accounts\/61\/places"[^]*?<\/form>/.exec((await seller.get("/stock/places")).body)[0];
    assert.deepEqual([...(await form()).matchAll(/<option value="(\d+)" selected>/g)].map(([, id]) => id), [corner, "1"]);
    await choose("1", corner);
    assert.deepEqual(await feeds(), [], "all in their own order is none said");

    const end = async (place) => {
      const [[version]] = await rig.sql(`SELECT version FROM stock_place WHERE id = ${place}`);
      return seller.post(`/stock/places/${place}/end`, { version });
    };
    assert.match(text(await end(corner)), /Są tam jeszcze produkty/);
    await seller.post("/stock/places", { kind: "external", name: "Hurtownia" });
    const [[far]] = await rig.sql("SELECT id FROM stock_place WHERE name = 'Hurtownia'");
    await choose(far);
    assert.match(text(await end(far)), /sprzedaje tylko z tego miejsca/);
    await choose("1", far);
    await rig.sql(`UPDATE import_profile SET place_id = ${far} WHERE name = 'Sklep'`);
    assert.match(text(await end(far)), /podają pliki/);
    await rig.sql("UPDATE import_profile SET place_id = 1 WHERE name = 'Sklep'");
    assert.equal((await seller.post(`/stock/places/${far}/end`, { version: 9 })).status, 422, "another version");
    assert.equal((await end(far)).status, 303);
    assert.equal((await end(far)).status, 404);
    assert.doesNotMatch((await seller.get("/stock/places")).body, /Hurtownia/);
    assert.equal((await seller.post("/stock/places", { kind: "shop", name: "Hurtownia" })).status, 303, "its name is free");
    await rig.sql("DELETE FROM stock_feed; DELETE FROM stock_look; DELETE FROM account WHERE id = 61");
  });

  test("files count at the place that was chosen before the first of them", async () => {
    const [[corner]] = await rig.sql("SELECT id FROM stock_place WHERE name = 'Sklep na rogu'");
    const [[used]] = await rig.sql("SELECT id FROM import_profile WHERE name = 'Sklep'");
    await rig.sql("INSERT INTO import_profile (id, name, format, mapping) VALUES (77, 'Drugi magazyn', '', '')");
    const set = (profile, place) => seller.post(`/stock/profiles/${profile}/place`, { place, version: 1 });
    const page = await seller.get("/stock/places");
    assert.match(page.body, /action="\/stock\/profiles\/77\/place"/);
    assert.equal((await set(77, corner)).status, 303);
    assert.deepEqual(await rig.sql("SELECT place_id FROM import_profile WHERE id = 77"), [[corner]]);
    assert.equal((await set(77, 1)).status, 422, "somebody was faster");
    await rig.sql(`UPDATE import_run SET applied_at = UTC_TIMESTAMP(3) WHERE profile_id = ${used}`);
    await rig.sql(`UPDATE import_profile SET version = 1 WHERE id = ${used}`);
    assert.doesNotMatch((await seller.get("/stock/places")).body, new RegExp(`/stock/profiles/${used}/place`));
    assert.equal((await set(used, corner)).status, 422, "they have counted");
    await rig.sql("DELETE FROM import_profile WHERE id = 77");
  });

  test("a buffer is never offered; the nearest one counts", async () => {
    await seller.post("/stock/buffer", { account: 0, pieces: 1 });
    assert.match(text(await seller.get(`/products/${id}`)), /Dostępne: 12 = 13 na stanie − 1 bufor/);
    await seller.post(`/products/${id}/buffer`, { of: "product", pieces: 3 });
    assert.match(text(await seller.get(`/products/${id}`)), /Dostępne: 10 = 13 na stanie − 3 bufor/);
    await seller.post(`/products/${id}/buffer`, { of: "product", pieces: "" });
    assert.match(text(await seller.get(`/products/${id}`)), /− 1 bufor/);
  });

  test("the list shows what runs out and what is promised too often", async () => {
    const low = async (view) => (await packer.get(`/stock?view=${view}`)).body.split("data-row").length - 1;
    const before = await low("low");
    await book({ deed: "count", pieces: 0 });
    assert.equal(await low("low"), before); /* four are at the corner */
    await book({ deed: "correct", pieces: -1 });
    assert.equal(await low("low"), before + 1);
    await book({ deed: "correct", pieces: -5 });
    assert.equal(await low("short"), 1);
    assert.match(text(await packer.get(`/products/${id}`)), /więcej sztuk, niż jest/);
  });

  test("the certificate says of each account whether its offers show what there is", async () => {
    const page = async () => text(await seller.get("/stock/certificate"));
    const list = (await seller.get("/stock")).body;
    assert.match(list, /href="\/stock\/certificate"/);
    assert.equal((await packer.get("/stock/certificate")).status, 403);
    for (const path of ["/stock", "/orders/certificate"]) assert.doesNotMatch((await packer.get(path)).body, /stock\/certificate/);
    for (const path of ["/offers", "/orders/certificate"]) assert.match((await seller.get(path)).body, /href="\/stock\/certificate"/);
    const account = 71;
    await rig.sql(`INSERT INTO account (id, name, environment, seller_id, state) VALUES (${account}, 'Trzecie', 'simulator', '44300071', 'CONNECTED')`);
    assert.match(await page(), /Jeszcze nie porównano/);
    await rig.sql(`INSERT INTO stock_certificate (account_id, seen_at, offers, equal_n, coming, held, uncounted, conflict, theirs, ended, differs)
      VALUES (${account}, UTC_TIMESTAMP(3), 60, 60, 0, 0, 0, 0, 0, 0, 0)`);
    assert.match(await page(), /Każda liczba w Allegro zgadza się z naszą .*Zgodne: 60 \/ 60/);
    await rig.sql("UPDATE stock_certificate SET made_at = UTC_TIMESTAMP(3) - INTERVAL 25 HOUR");
    assert.match(await page(), /Porównano zbyt dawno/);
    await rig.sql("UPDATE stock_certificate SET made_at = UTC_TIMESTAMP(3), equal_n = 8, ended = 51, differs = 1");
    await rig.sql(`INSERT INTO stock_unequal (account_id, class, offer_id, shows, available) VALUES (${account}, 'differs', '7771', 3, 9), (${account}, 'ended', '7772', 4, NULL)`);
    const red = await seller.get("/stock/certificate");
    assert.match(red.body, /class="card proof bad"/);
    assert.match(red.body, /href="\/offers\/7771"/);
    assert.match(text(red), /różnica bez wyjaśnienia 1 .*7771 3 9 /);
    assert.match(text(red), /zakończona przez człowieka albo Allegro 51 .*7772 4 – I inne/);
  });

  test("kramctl names a product whose sums are others", async () => {
    await rig.sql(`UPDATE stock_level SET on_hand = on_hand + 1 WHERE product_id = ${id} AND place_id = 1`);
    const { code, stdout } = await rig.run("kramctl", "stock", "check");
    assert.equal(code, 2);
    assert.match(stdout, new RegExp(`level\t1\tas of product ${id}`));
  });
});
