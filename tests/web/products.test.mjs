// Products and their files in the panel: found, told, decided.
import assert from "node:assert/strict";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { member } from "./client.mjs";

describe("products", () => {
  let rig, seller, packer, empty;

  before(async () => {
    rig = await startRig({ parts: ["web"], set: ['feed-hosts = "sklep.example"'] });
    seller = await member(rig, "szef", "seller");
    packer = await member(rig, "pakowacz", "packer");
    empty = { seller: await seller.get("/products"), packer: await packer.get("/products"), files: await seller.get("/files") };
    await rig.must("kramctl", "products", "import", join(import.meta.dirname, "../fixtures/products/woocommerce.csv"), "--profile", "Sklep");
    await rig.sql("UPDATE product SET cost_minor = 777, cost_currency = 'PLN', locks = 'name' WHERE sku = 'LAMP-1'");
  });
  after(() => rig?.stop());

  const id = async (sku) => (await rig.sql(`SELECT id FROM product WHERE sku = '${sku}'`))[0][0];
  const text = (page) => page.body.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  const bring = async (content) => {
    const folder = join(rig.dir, "state", "incoming", "Sklep");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "plik.csv"), content);
    utimesSync(join(folder, "plik.csv"), 1e9, 1e9);
    await rig.must("import-products", "--once");
    return (await rig.sql("SELECT id FROM import_run ORDER BY id DESC LIMIT 1"))[0][0];
  };

  test("none yet: who may bring a file is led to the files, which say how", () => {
    assert.match(empty.seller.body, /<section class="empty">[^]*role="button" href="\/files"/);
    assert.doesNotMatch(empty.packer.body, /href="\/files"/);
    assert.match(text(empty.files), /incoming\/NAZWA.*kramctl products import PLIK --profile NAZWA/);
  });

  test("a row has a cell under each head, whatever is not known of it", async () => {
    await rig.sql("INSERT INTO product (sku, words) VALUES ('PUSTY', ' pusty')");
    const { body } = await seller.get("/products?q=PUSTY");
    await rig.sql("DELETE FROM product WHERE sku = 'PUSTY'");
    const cells = (text) => text.match(/<(th|td)[ >]/g).length;
    assert.equal(cells(body.match(/<tbody>[^]*?<\/tr>/)[0].slice(7)), cells(body.match(/<thead>[^]*?<\/thead>/)[0].slice(7)));
  });

  test("are found by SKU, EAN and words without accents, and by nothing else", async () => {
    for (const [q, finds] of [["LAMP-1", 1], ["5901234123457", 1], ["zloty", 1], ["ZŁOTY kinkiet", 1], ["kosz zubr", 2], ["%", 0], ["_", 0], ["xyzzy", 0], ["lamp", 1], ["amp", 0]]) {
      const page = await packer.get(`/products?q=${encodeURIComponent(q)}`);
      assert.equal(page.status, 200);
      assert.equal(page.body.split("data-row").length - 1, finds, q);
    }
    assert.match((await seller.get("/products")).body, /<a href="\/files">/);
    assert.doesNotMatch((await packer.get("/products")).body, /<a href="\/files">/);
    assert.equal((await packer.get("/products?view=no-ean")).body.split("data-row").length - 1, 3);
    assert.equal((await packer.get("/products?view=locked")).body.split("data-row").length - 1, 1);
  });

  test("are narrowed to a profile, a brand and a shop category, which stay as chips", async () => {
    const [[profile]] = await rig.sql("SELECT id FROM import_profile WHERE name = 'Sklep'");
    const all = Number((await rig.sql("SELECT COUNT(*) FROM product"))[0][0]);
    for (const [query, finds] of [[`profile=${profile}`, all], ["profile=999", 0], ["brand=trio", 1], ["category=lampy", 1], ["category=lampy&brand=nikt", 0], [`profile=${profile}&brand=Trio&q=kinkiet`, 1], ["view=no-price", 1]]) {
      const page = await packer.get(`/products?${query}`);
      assert.equal(page.status, 200, query);
      assert.equal(page.body.split("data-row").length - 1, finds, query);
    }
    assert.match(text(await packer.get("/products?brand=Trio")), /Marka:? Trio/);
  });

  const at = (plan, verb) => plan.location.replace(/(\?|$)/, `/${verb}$1`);

  test("one field of all that a filter finds: planned, changed where nobody was faster, and brought back", async () => {
    const brands = () => rig.sql("SELECT id, brand, locks LIKE '%brand%' FROM product WHERE gone_since IS NULL ORDER BY id");
    const before = await brands();
    const list = await seller.get("/products?view=all&q=trio");
    const action = /formaction="([^"]+)"/.exec(list.body)[1].replaceAll("&amp;", "&");
    assert.match(action, /^\/bulk\/products\/plan\?.*q=trio/);
    const found = list.body.split("data-row>").length - 1;
    assert.ok(found > 0);
    const plan = await seller.post(action, { field: "brand", verb: "set", value: "Trio Lux" });
    assert.equal(plan.status, 303);
    const page = await seller.get(plan.location);
    assert.match(text(page), new RegExp(`Spośród ${found} produktów zmieni się ${found}\\. .*Trio Lux`));
    assert.deepEqual(await brands(), before, "nothing is changed by planning");
    assert.equal((await packer.get(plan.location)).status, 403);
    const [[faster]] = await rig.sql("SELECT MIN(product_id) FROM product_bulk_item");
    await rig.sql(`UPDATE product SET version = version + 1 WHERE id = ${faster}`);
    assert.equal((await seller.post(at(plan, "apply"))).status, 303);
    assert.equal((await seller.post(at(plan, "apply"))).status, 409, "twice");
    const done = await brands();
    assert.equal(done.filter(([, brand, locked]) => brand === "Trio Lux" && locked === "1").length, found - 1);
    assert.notEqual(done.find(([id]) => id === faster)[1], "Trio Lux");
    assert.match(text(await seller.get(plan.location)), new RegExp(`Zmieniono: ${found - 1}\\. Pozostawiono bez zmian, bo zmienił je ktoś inny: 1`));
    assert.match(text(await seller.get("/bulk/products")), /Marka: Ustaw i zablokuj: Trio Lux/);
    assert.equal((await seller.post(at(plan, "undo"))).status, 303);
    assert.deepEqual(await brands(), before);
    assert.equal((await seller.post(at(plan, "undo"))).status, 409);
    assert.equal((await seller.post("/bulk/products/plan?view=all&q=takiegoniema", { field: "brand", verb: "set", value: "X" })).status, 422);
    assert.equal((await seller.get("/bulk/products/999999")).status, 404);
  });

  test("one field of marked products: shown first, changed where nobody was faster, and brought back", async () => {
    const rows = () => rig.sql("SELECT id, version, brand, locks FROM product WHERE sku IN ('LAMP-1', 'KOSZ-1') OR name LIKE 'Kosz%' ORDER BY id");
    const before = await rows();
    assert.ok(before.length > 1);
    const form = (more, list) => { const f = new URLSearchParams({ field: "brand", verb: "set", value: "Żubr Sp.", ...more }); for (const [name, value] of list) f.append(name, value); return f; };
    const list = await seller.get("/products");
    assert.match(list.body, /<input type="checkbox" form="bulk" name="id"/);
    assert.doesNotMatch((await packer.get("/products")).body, /form="bulk"/);
    const ids = before.map(([id]) => ["id", id]);
    const mark = (more, list = ids) => seller.post("/bulk/products", form(more, list), { headers: { referer: `${rig.baseUrl}/products?view=no-stock&q=k` } });
    const plan = await mark({});
    assert.equal(plan.status, 303);
    const page = await seller.get(plan.location);
    assert.match(text(page), /Marka: Ustaw i zablokuj: Żubr Sp\./);
    assert.match(page.body, /href="\/products\?view=no-stock&amp;q=k"/, "the way back to the same list");
    assert.deepEqual(await rows(), before, "nothing is changed by looking");
    const act = (verb) => /action="([^"]*\/(?:apply|undo)[^"]*)"/.exec(verb.body)[1].replaceAll("&amp;", "&");
    await rig.sql(`UPDATE product SET version = version + 1 WHERE id = ${before[0][0]}`);
    const done = await seller.post(act(page));
    assert.equal(done.location, plan.location);
    assert.deepEqual((await rows()).map((r) => r[2]), before.map((r, i) => i ? "Żubr Sp." : r[2]), "whom somebody else changed meanwhile stays");
    assert.match(text(await seller.get("/bulk/products")), /Żubr Sp\./);
    assert.equal((await seller.post(act(await seller.get(plan.location)))).status, 303);
    assert.deepEqual((await rows()).map(([, , brand, locks]) => [brand, locks]), before.map(([, , brand, locks]) => [brand, locks]), "undone");
    assert.match(text(await seller.get((await mark({ field: "ean", value: "5901234123458" })).location)), /zmieni się 0.*nie pasuje do tego pola/s);
    assert.equal((await mark({}, [])).status, 422);
    assert.equal((await mark({}, [["id", "x"]])).status, 400);
    assert.equal((await mark({}, Array.from({ length: 51 }, () => ids[0]))).status, 400);
    const away = await seller.get(plan.location.replace(/back=.*/, "back=https%3A%2F%2Fevil.example%2F"));
    assert.doesNotMatch(away.body, /evil\.example/);
    await rig.sql(`UPDATE product SET brand = 'Trio' WHERE sku = 'LAMP-1'`);
  });

  test("a page of one tells all of it", async () => {
    const page = await seller.get(`/products/${await id("LAMP-1")}`);
    assert.match(text(page), /Kinkiet "Ola" złoty|Kinkiet &quot;Ola&quot; złoty/);
    assert.match(text(page), /129,99 zł.*7,77 zł/);
    assert.match(text(page), /Stopień IP.*IP44/);
    assert.match(page.body, /&lt;p&gt;Linia 1/);
    assert.equal((await seller.get("/products/999999")).status, 404);
  });

  test("what Allegro gets is shown to who sells: the name with its faults, the sections, what is lost, and no picture is loaded", async () => {
    const lamp = await id("LAMP-1");
    await rig.sql(`UPDATE product SET name = 'Kinkiet „Ola” &', description = '<h1>Ola <i>złota</i></h1><p>A &lt; <b>B</b></p><script>alert(1)</script><ul><li>C<img src="https://shop.example.pl/a.jpg" alt="Z &quot;boku&quot;"></li></ul><img src="/b.jpg"><a href="https://x.pl">D</a>' WHERE sku = 'LAMP-1'`);
    const page = await seller.get(`/products/${lamp}`);
    assert.match(text(page), /Kinkiet „Ola” & ?a?m?p?;? 19 z 75 znaków, 2 słowa Za mało słów/);
    assert.match(text(page), /Allegro nie przyjmuje tego znaku: „/);
    assert.match(page.body, /Proponowana nazwa: <strong>Kinkiet &quot;Ola&quot; &amp;<\/strong>/);
    assert.match(page.body, /<p class="h1">Ola złota<\/p>\s*<p>A &lt; <b>B<\/b><\/p>\s*<ul><li>C<\/li><\/ul>/);
    assert.match(page.body, /<p class="alt">Z &quot;boku&quot;<\/p><figcaption[^>]*>https:\/\/shop\.example\.pl\/a\.jpg</);
    assert.doesNotMatch(page.body, /<img[^>]*shop\.example/);
    assert.match(text(page), /Skrypty i style: 1.*Linki[^:]*: 1.*Kursywa[^:]*: 1.*Zdjęcia bez pełnego adresu: 1/);
    assert.doesNotMatch((await packer.get(`/products/${lamp}`)).body, /h-allegro/);
    const [, version] = /name="version" value="(\d+)"/.exec(page.body);
    const [, proposed] = /name="field" value="name"><input type="hidden" name="value" value="([^"]*)"/.exec(page.body);
    assert.equal(proposed, "Kinkiet &quot;Ola&quot; &amp;");
    assert.equal((await seller.post(`/products/${lamp}/change`, { version, field: "name", value: 'Kinkiet "Ola" &' })).status, 303);
    assert.doesNotMatch((await seller.get(`/products/${lamp}`)).body, /Proponowana nazwa/);
    await rig.sql(`UPDATE product SET name = 'Kinkiet "Ola" złoty', description = NULL WHERE sku = 'LAMP-1'`);
    assert.match(text(await seller.get(`/products/${lamp}`)), /Nie ma opisu\. Allegro pokaże opis ze swojego katalogu/);
  });

  test("a file that was read shows old and new, and changes something once it is applied", async () => {
    const run = await bring("sku;name;price;stock\nLAMP-1;Inaczej;99,00;7\nNOWY;Nowy;5,00;1\n;bez;1;1\n");
    const report = text(await seller.get(`/files/${run}`));
    assert.match(report, /129,99 zł → 99,00 zł/);
    assert.match(report, /nie ma SKU/);
    assert.equal((await packer.get(`/files/${run}`)).status, 403);
    assert.equal((await packer.post(`/files/${run}/apply`)).status, 403);
    assert.match(report, /nowe: 1, zmienione: 1, bez zmian: 0, odrzucone: 1/);
    assert.match(report, /Wiersz nie ma SKU/);
    const [, version] = /name="version" value="(\d+)"/.exec((await seller.get(`/files/${run}`)).body);
    assert.equal((await seller.post(`/files/${run}/apply`, { version: Number(version) + 1 })).status, 409, "of another report");
    assert.ok(!(await seller.get(`/files/${run}`)).body.includes(`hx-get="/files/${run}"`));
    assert.equal((await seller.post(`/files/${run}/apply`, { version })).status, 303);
    assert.ok((await seller.get(`/files/${run}`)).body.includes(`hx-get="/files/${run}"`), "until it is applied the page goes on by itself");
    assert.equal((await seller.post(`/files/${run}/apply`, { version })).status, 409);
    await rig.must("import-products", "--once");
    const price = () => rig.sql("SELECT price_minor, name FROM product WHERE sku = 'LAMP-1'");
    assert.deepEqual(await price(), [["9900", 'Kinkiet "Ola" złoty']]);
    assert.equal((await seller.post(`/files/${run}/undo`)).status, 303);
    await rig.must("import-products", "--once");
    assert.deepEqual(await price(), [["12999", 'Kinkiet "Ola" złoty']]);
    assert.match(text(await seller.get("/files")), /plik\.csv.*cofnięty/);
  });

  test("a file that came back, because a product has changed since its report, says so", async () => {
    const run = await bring("sku;price\nSHIRT-M;11,00\n");
    const came = /od sporządzenia raportu zmienił się/;
    assert.doesNotMatch((await seller.get(`/files/${run}`)).body, came);
    assert.equal((await seller.post(`/files/${run}/apply`)).status, 303);
    const product = await id("SHIRT-M");
    const [[version]] = await rig.sql(`SELECT version FROM product WHERE id = ${product}`);
    assert.equal((await seller.post(`/products/${product}/change`, { version, field: "brand", value: "Inna" })).status, 303);
    await rig.must("import-products", "--once");
    assert.match((await seller.get(`/files/${run}`)).body, came);
    assert.equal((await seller.post(`/files/${run}/drop`)).status, 303);
  });

  test("a field changed by hand is locked against files until it is unlocked", async () => {
    const product = await id("SHIRT-S");
    const version = async () => (await rig.sql(`SELECT version FROM product WHERE id = ${product}`))[0][0];
    const is = async () => (await rig.sql(`SELECT price_minor, locks FROM product WHERE id = ${product}`))[0];
    const seen = await version();
    for (const [field, value] of [["price", "1.234"], ["price", "12,345"], ["price", "1,005"], ["weight_g", "1.234"], ["price", "dużo"], ["ean", "123"], ["stock", "5"], ["vat", "230"]]) {
      assert.ok([400, 422].includes((await seller.post(`/products/${product}/change`, { version: seen, field, value })).status), field);
    }
    assert.equal((await packer.post(`/products/${product}/change`, { version: seen, field: "price", value: "1" })).status, 403);
    assert.equal((await seller.post(`/products/${product}/change`, { version: seen, field: "price", value: "1 234,50" })).status, 303);
    assert.equal((await seller.post(`/products/${product}/change`, { version: seen, field: "price", value: "2" })).status, 409);
    assert.deepEqual(await is(), ["123450", "price"]);
    const again = await seller.post(`/products/${product}/change`, { version: await version(), field: "weight_g", value: "dwa \"kilo\"" });
    assert.equal(again.status, 422);
    assert.match(again.body, />Nazwa<\/option>/, "of a product, not of a person");
    assert.match(again.body, /<option value="weight_g" selected>[^]*name="value" value="dwa &quot;kilo&quot;"/, "what was typed is still there");
    assert.match(text(again), /Ta wartość nie pasuje do tego pola/);
    const apply = async () => {
      await seller.post(`/files/${await bring("sku;price\nSHIRT-S;10,00\n")}/apply`);
      await rig.must("import-products", "--once");
    };
    await rig.sql("UPDATE import_profile SET whole = 0");
    await apply();
    assert.deepEqual(await is(), ["123450", "price"]);
    assert.match((await seller.get(`/products/${product}`)).body, /Pozwól plikom znów zmieniać/);
    assert.equal((await seller.post(`/products/${product}/unlock`, { version: await version(), field: "price" })).status, 303);
    await apply();
    assert.deepEqual(await is(), ["1000", ""]);
  });

  test("a file that was dropped, and one that cannot be read, say so", async () => {
    const run = await bring("sku;name\nX;x\n");
    assert.equal((await seller.post(`/files/${run}/drop`)).status, 303);
    assert.match(text(await seller.get(`/files/${run}`)), /porzuc/);
    for (const [content, says, advice] of [
      ["<html></html>", "to strona WWW", "być może sklep wymaga tam hasła"],
      ["PK\u0003\u0004xl/workbook.xml", "(skoroszyt|spakowany)", "(CSV UTF-8|Rozpakuj)"],
      ["a;b;c\n1;2;3\n", "kolumn nie rozpoznano", "sku, name, price"],
      [" \n", "pusty", "jeszcze raz"],
      ['sku;name\nA;"otwarty\n', "nie da się odczytać", "numer wiersza jest w szczegółach"],
      ["sku;name\n;bez\n", "żadnego z jego wierszy", "przy wierszach"],
    ]) {
      const said = text(await seller.get(`/files/${await bring(content)}`));
      assert.match(said, new RegExp(`Niczego nie zmieniono, bo:[^.]*${says}[^]*${advice}`), content);
    }
  });

  test("F61: an address of the shop: what cannot be is refused with what to do, and its key is never shown", async () => {
    const add = (address, more = {}) => seller.post("/sources", { address, profile: "Adres", period: 60, ...more });
    const before = await rig.sql("SELECT COUNT(*) FROM import_source");
    for (const [address, says] of [["https://ola:haslo@sklep.example/a.csv", /loginem i hasłem/], ["file:///etc/passwd", /To nie jest adres pliku/], ["", /To nie jest adres pliku/], ["https://127.0.0.1/a.csv", /feed-hosts = "sklep.example 127.0.0.1"/], ["http://sklep.example/a.csv", /feed-hosts = "sklep.example http:\/\/sklep.example"/]]) {
      const answer = await add(address);
      assert.equal(answer.status, 422, address);
      assert.match(text(answer).replaceAll("&quot;", '"'), says);
    }
    assert.equal((await add("https://sklep.example/a.csv", { profile: "" })).status, 422);
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM import_source"), before);
    assert.equal((await packer.post("/sources", { address: "https://sklep.example/a.csv", profile: "Adres", period: 60 })).status, 403);

    assert.equal((await add("https://sklep.example/export/produkty.csv?klucz=tajny77", { auto: 1 })).status, 303);
    const [[id]] = await rig.sql("SELECT profile_id FROM import_source");
    assert.deepEqual(await rig.sql(`SELECT name, auto FROM import_profile WHERE id = ${id}`), [["Adres", "1"]]);
    assert.equal((await add("https://sklep.example/b.csv")).status, 422, "a profile has one");
    let page = await seller.get("/files");
    assert.match(text(page), /Adres.*sklep\.example\/…\/produkty\.csv\?….*jeszcze nie pobrano.*co godzinę/);
    const form = await seller.get(`/sources/${id}`);
    for (const one of [page, form]) assert.doesNotMatch(one.body, /tajny77/);
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM audit WHERE CONCAT_WS(' ', before_value, after_value) LIKE '%tajny77%'"), [["0"]]);

    const version = /name="version" value="(\d+)"/.exec(form.body)[1];
    assert.equal((await seller.post(`/sources/${id}`, { version, period: 1440 })).status, 303);
    assert.equal((await seller.post(`/sources/${id}`, { version, period: 15 })).status, 409, "somebody was faster");
    assert.deepEqual(await rig.sql("SELECT address LIKE '%tajny77', period_min FROM import_source"), [["1", "1440"]]);
    await rig.sql("UPDATE import_source SET asked_at = UTC_TIMESTAMP(3), got_at = '2026-01-02 10:00', fault = 'refused', failures = 4");
    assert.match(text(page = await seller.get("/files")), /Sklep odmawia wydania pliku.*4 razy z rzędu.*Ostatni plik: 2\.01.*codziennie/);
    await rig.sql("UPDATE import_source SET fault = 'file', problem = 'the file is a web page, not a file of products'");
    assert.match(text(await seller.get("/files")), /Tego pliku nie można użyć: to strona WWW/);
    assert.equal((await seller.post(`/sources/${id}/pause`)).status, 303);
    assert.match(text(await seller.get("/files")), /wstrzymane/);
    assert.equal((await seller.post(`/sources/${id}/fetch`)).status, 409);
    assert.equal((await seller.post(`/sources/${id}/resume`)).status, 303);
    assert.equal((await seller.post(`/sources/${id}/fetch`)).status, 303);
    assert.equal((await seller.post(`/sources/${id}/remove`)).status, 303);
    assert.equal((await seller.get(`/sources/${id}`)).status, 404);
  });
});
