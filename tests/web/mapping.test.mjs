// Products on their way to Allegro: decisions free them, are taken back, and are nobody's twice.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { answerForBrands } from "../sync/listing.mjs";
import { member, sendFile } from "./client.mjs";

describe("mapping", () => {
  let rig, seller, packer;

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "connect", "web"], sandbox: ["--orders", "1"] });
    seller = await member(rig, "szef", "seller");
    packer = await member(rig, "pakowacz", "packer");
    await rig.must("sync-categories", "--once");
    const file = join(rig.dir, "sklep.csv");
    writeFileSync(file, await (await fetch(`${rig.sandboxUrl}/sandbox/shop.csv?n=60`)).text());
    await rig.must("kramctl", "products", "import", file, "--profile", "Sklep", "--auto");
    await rig.must("import-products", "--once");
    await check();
  });
  after(() => rig?.stop());

  const check = () => rig.must("check-products", "--once");
  const text = (page) => page.body.replace(/<[^>]*>/g, " ").replaceAll("&gt;", ">").replace(/\s+/g, " ");
  const rows = (page) => page.body.split("data-row>").length - 1;
  const n = async (where) => Number((await rig.sql(`SELECT IFNULL(SUM(n), 0) FROM ready_mark WHERE ${where}`))[0][0]);
  const key = async (name) => (await rig.sql(`SELECT MD5('${name}')`))[0][0];
  const leaf = async (name) => (await rig.sql(`SELECT category_id FROM category WHERE name = '${name}' AND leaf = 1 LIMIT 1`))[0][0];
  const biggest = async () => rig.sql(`SELECT p.category, COUNT(*) FROM product p WHERE category IS NOT NULL GROUP BY category ORDER BY 2 DESC LIMIT 3`);
  const live = async (subject) => (await rig.sql(`SELECT id, IFNULL(value, '-'), REPLACE(applies_if, CHAR(9), '/') FROM mapping_decision WHERE subject = '${subject}' AND live = 1 ORDER BY id`));

  test("who packs is not shown what is decided by who sells", async () => {
    for (const path of ["/mapping", "/mapping/categories", "/products/1/allegro"])
      assert.equal((await packer.get(path)).status, 403, path);
  });

  test("the meter tells how many are ready, and what frees most of them", async () => {
    const page = await seller.get("/mapping");
    assert.match(text(page), /0 z 60 produktów gotowych/);
    assert.match(text(page), /Kategoria sklepu „[^”]+” nie ma kategorii Allegro/);
    const [first] = await biggest();
    assert.match(text(await seller.get("/mapping/categories")), new RegExp(`${first[0]} ${first[1]} gotowe: 0`));
  });

  test("products without a brand or a shop category have words and a way of their own", async () => {
    const { body } = await seller.get("/mapping");
    assert.match(body, /Brak producenta odpowiedzialnego dla produktów bez marki[^]*?href="(\/producers\/brand\?[^"]*)"/);
    assert.match(body, /Produkty bez kategorii sklepu nie mają kategorii Allegro[^]*?href="\/mapping\/categories\/none"/);
    assert.equal((await seller.get(/bez marki[^]*?href="(\/producers\/brand\?[^"]*)"/.exec(body)[1].replaceAll("&amp;", "&"))).status, 200);
    assert.equal((await seller.get("/mapping/categories/none")).status, 200);
  });

  test("the list of products tells which can be listed, to who lists", async () => {
    assert.match((await seller.get("/products")).body, /href="\/products\/\d+\/allegro"[^]*czegoś brakuje/);
    assert.doesNotMatch((await packer.get("/products")).body, /\/allegro"/);
  });

  test("a decision moves the products of its category, and only once", async () => {
    const [[name, count]] = await biggest();
    const shop = await key(name);
    const before = await n("kind = 'category'");
    const category = await leaf("Kinkiety");
    const found = await seller.get(`/mapping/categories/${shop}?q=kinkiety`, { "hx-request": "true", "hx-target": "found" });
    assert.match(found.body, new RegExp(`name="category" value="${category}"[^>]*> Dom i Ogród › Oświetlenie › Lampy wewnętrzne › Kinkiety`));
    assert.equal((await seller.post(`/mapping/categories/${shop}`, { category, seen: "0" })).status, 303);
    await check();
    assert.equal(await n("kind = 'category'"), before - Number(count));
    assert.equal((await seller.post(`/mapping/categories/${shop}`, { category: await leaf("Szlifierki"), seen: "0" })).status, 409, "somebody who saw it open");
    assert.equal((await live(shop)).length, 1);
    assert.match(text(await seller.get("/mapping/categories?view=mapped")), /› Lampy wewnętrzne › Kinkiety/);
  });

  test("what is no category for offers is refused in words, and nothing is decided", async () => {
    const [, [name]] = await biggest();
    const shop = await key(name);
    const branch = (await rig.sql("SELECT category_id FROM category WHERE leaf = 0 LIMIT 1"))[0][0];
    for (const form of [{ category: branch, seen: "0" }, { category: "999999", seen: "0" }, { seen: "0" }, { category: await leaf("Kinkiety"), seen: "0", when: "attribute", text: "x" }, { category: await leaf("Kinkiety"), seen: "0", when: "price", from: "drogo" }]) {
      const answer = await seller.post(`/mapping/categories/${shop}`, form);
      assert.equal(answer.status, 422, JSON.stringify(form));
      assert.match(answer.body, /role="alert"/);
    }
    assert.deepEqual(await live(shop), []);
    assert.equal((await seller.get("/mapping/categories/0123456789abcdef0123456789abcdef")).status, 404);
  });

  test("products of one shop category go to two of Allegro's by a condition", async () => {
    const [, [name]] = await biggest();
    const shop = await key(name);
    const lamps = await leaf("Kinkiety");
    assert.equal((await seller.post(`/mapping/categories/${shop}`, { category: lamps, seen: "0", when: "price", from: "100", to: "" })).status, 303);
    const [[, value, condition]] = await live(shop);
    assert.deepEqual([value, condition], [lamps, "price/10000//PLN"]);
    await check();
    const dear = (await rig.sql(`SELECT COUNT(*) FROM product WHERE category = '${name}' AND price_minor >= 10000`))[0][0];
    assert.deepEqual(await rig.sql(`SELECT COUNT(*) FROM product_ready WHERE shop_key = '${shop}' AND category_id = '${lamps}' AND origin = 'condition'`), [[dear]]);
    assert.match(text(await seller.get(`/mapping/categories/${shop}`)), /cena wynosi co najmniej 100,00 zł/);
  });

  test("what is not for Allegro waits for nothing, and comes back when that is undone", async () => {
    const [, , [name, count]] = await biggest();
    const shop = await key(name);
    assert.equal((await seller.post(`/mapping/categories/${shop}`, { skip: "1", seen: "0" })).status, 303);
    await check();
    assert.equal(await n("kind = 'state' AND subject = 'skipped'"), Number(count));
    assert.match(text(await seller.get("/mapping")), new RegExp(`Nie do Allegro: ${count}`));
    const [[id]] = await live(shop);
    assert.equal((await seller.post(`/mapping/decisions/${id}/undo`)).status, 303);
    assert.equal((await seller.post(`/mapping/decisions/${id}/undo`)).status, 409, "twice");
    await check();
    assert.equal(await n("kind = 'state' AND subject = 'skipped'"), 0);
  });

  test("the products behind a blocker are listed page by page", async () => {
    const [[id, count]] = await rig.sql("SELECT id, n FROM ready_mark WHERE kind = 'category' ORDER BY n DESC LIMIT 1");
    const page = await seller.get(`/mapping/blockers/${id}`);
    assert.equal(rows(page), Math.min(50, Number(count)));
    assert.equal((await seller.get("/mapping/blockers/999999")).status, 404);
  });

  test("a parameter is set for all products of a category, after its difference was shown", async () => {
    const [[category]] = await rig.sql("SELECT category_id FROM product_ready WHERE category_id > '' LIMIT 1");
    await rig.must("sync-categories", "--once");
    await check();
    const missing = () => n(`kind = 'lack' AND subject LIKE '${category}%11323'`);
    const before = await missing();
    assert.ok(before > 0);
    const list = await seller.get(`/mapping/params/${category}`);
    assert.match(text(list), new RegExp(`Stan cecha o tej samej nazwie, jeśli jest ${before}`));
    const path = `/mapping/params/${category}/11323`;
    const form = await seller.get(path);
    const [, value] = /name="id:11323" value="([^"]+)"[^>]*>\s*Nowy/.exec(form.body) ?? /value="(11323_1)"/.exec(form.body);
    const seen = /name="seen" value="(\d+)"/.exec(form.body)[1];
    const asked = { source: "fixed", "id:11323": value, seen };
    const looked = await seller.post(path, { ...asked, act: "look" });
    assert.equal(looked.status, 200);
    assert.match(text(looked), new RegExp(`zmieni się ${before};`));
    assert.equal(await missing(), before, "nothing is kept by looking");
    assert.equal((await seller.post(path, { ...asked, act: "keep" })).status, 303);
    assert.equal((await seller.post(path, { ...asked, act: "keep", source: "manual" })).status, 409, "who has not seen that rule");
    await check();
    assert.equal(await missing(), 0);
    assert.match(text(await seller.get(`/mapping/params/${category}`)), /Stan Nowy 0/);
    // Another value instead of it: the rule that it replaces does not count beside it.
    const now = /name="seen" value="(\d+)"/.exec((await seller.get(path)).body)[1];
    const other = await seller.post(path, { source: "fixed", "id:11323": "11323_2", seen: now, act: "look" });
    assert.match(text(other), new RegExp(`zmieni się ${before};`));
  });

  test("what is no rule of a parameter is refused in words", async () => {
    const [[category]] = await rig.sql("SELECT category_id FROM product_ready WHERE category_id > '' LIMIT 1");
    const path = `/mapping/params/${category}/11323`;
    const seen = "999999";
    for (const form of [{ source: "fixed" }, { source: "fixed", "id:11323": "99" }, { source: "attribute" }, { source: "field", field: "nothing" }, { source: "pattern", in: "name", pattern: "((" }, { source: "manual", when: "name" }]) {
      const answer = await seller.post(path, { ...form, seen, act: "keep" });
      assert.equal(answer.status, 422, JSON.stringify(form));
      assert.match(answer.body, /role="alert"/);
    }
    assert.equal((await seller.get(`/mapping/params/${category}/nothing`)).status, 404);
    assert.equal((await seller.get("/mapping/params/999999")).status, 404);
  });

  test("a value of the shop is said once, for every product that has it", async () => {
    // Something that Allegro does not know, where it asks for a value of a list.
    const [[category, param, name]] = await rig.sql("SELECT c.category_id, c.param_id, c.name FROM category_param c JOIN product_ready r ON r.category_id = c.category_id WHERE c.param_id <> '11323' AND c.type = 'dictionary' AND c.raw LIKE '%\"displayedIf\":null%' LIMIT 1");
    await rig.sql(`UPDATE product SET attributes = '${name}\tecru brudny\t', version = version + 1 WHERE id IN (SELECT * FROM (SELECT product_id FROM product_ready WHERE category_id = '${category}' LIMIT 2) x)`);
    await check();
    const open = () => n(`kind = 'open' AND subject LIKE '${param}%ecru brudny'`);
    assert.equal(await open(), 2);
    const path = `/mapping/values?param=${param}`;
    const page = await seller.get(path);
    const [, mark] = /name="skip" value="(\d+)"[^>]*>[^<]*<span class="vh"> ecru brudny/.exec(page.body);
    assert.equal((await seller.post(path, {})).status, 422);
    const values = [...page.body.matchAll(new RegExp(`name="id:${mark}"[^]*?value="([^"]+)"`, "g"))].map(([, v]) => v);
    const form = values.length ? { [`id:${mark}`]: (await rig.sql(`SELECT JSON_VALUE(raw, '$.dictionary[0].id') FROM category_param WHERE category_id = '${category}' AND param_id = '${param}'`))[0][0] } : { skip: mark };
    assert.equal((await seller.post(path, form)).status, 303);
    await check();
    assert.equal(await open(), 0);
    assert.match(text(await seller.get(path)), /ecru brudny/);
    const [[id]] = await rig.sql("SELECT id FROM mapping_decision WHERE kind = 'value' AND live = 1");
    assert.match((await seller.get(path)).body, new RegExp(`href="/mapping/history\\?of=${id}"`));
    const history = await seller.get("/mapping/history?view=value");
    assert.match(text(history), new RegExp(`szef ${name} · [^:]+: ecru brudny`));
    assert.match(history.body, new RegExp(`action="/mapping/decisions/${id}/undo"`));
    assert.equal((await seller.post(`/mapping/decisions/${id}/undo`)).status, 303);
    assert.doesNotMatch((await seller.get(`/mapping/history?of=${id}`)).body, /\/undo"/, "what has ended");
    await check();
    assert.equal(await open(), 2);
    assert.equal((await seller.get("/mapping/values?param=nothing")).status, 404);
  });

  test("what Allegro would refuse of a value is told beside it, and not saved", async () => {
    await rig.sql("INSERT INTO ready_mark (account_id, kind, subject, n) SELECT MIN(id), 'open', '248811\\tProducent\\tKowal', 1 FROM account");
    const [[mark]] = await rig.sql("SELECT id FROM ready_mark WHERE subject = '248811\\tProducent\\tKowal'");
    const answer = await seller.post("/mapping/values?param=248811", { [`id:${mark}`]: "248811_999" });
    assert.equal(answer.status, 422);
    assert.match(answer.body, new RegExp(`id="param-${mark}-fault"[^]*Wpisz w polu tekstowym`));
    assert.equal((await seller.post("/mapping/values?param=248811", { [`id:${mark}`]: "248811_999", [`text:${mark}`]: "Kowal" })).status, 303);
    assert.deepEqual(await rig.sql("SELECT REPLACE(value, CHAR(10), '/') FROM mapping_decision WHERE subject = '248811\tproducent\tkowal' AND live = 1"), [['#248811_999/"Kowal']]);
    await rig.sql("DELETE FROM ready_mark WHERE subject = '248811\\tProducent\\tKowal'");
    await rig.sql("DELETE FROM mapping_decision WHERE subject = '248811\tproducent\tkowal'");
  });

  test("values of the shop go out as a table, and come back with what they mean", async () => {
    const path = "/mapping/values/csv?param=11323";
    await rig.sql("INSERT INTO ready_mark (account_id, kind, subject, n) SELECT MIN(id), 'open', '11323\\tStan\\tjak nowy', 7 FROM account");
    const table = await seller.get(path);
    assert.match(table.headers["content-type"], /text\/csv/);
    const [head, row] = table.body.replace("\ufeff", "").split("\r\n");
    assert.match(head, /^"Cecha";"Wartość w sklepie";"Produkty";"Wartość w Allegro";/);
    assert.equal(row, '"Stan";"jak nowy";"7";"";"";""');
    const send = (content) => sendFile(seller, path, { content });
    const decided = () => rig.sql("SELECT value FROM mapping_decision WHERE subject = '11323\tstan\tjak nowy' AND live = 1");

    for (const [content, why] of [
      [`${head}\r\n"Stan";"jak nowy";"7";"fabryczny";"";""`, /Wiersz 2: &quot;fabryczny&quot;|Wiersz 2: „fabryczny”/],
      [`${head}\r\n"Stan";"jak nowy";"7";"Nowy";"";"x"`, /Wiersz 2: Ma zostać pominięta/],
      [`${head}\r\n"Stan";"jak nowy";"7";"Nowy";"";""\r\n"stan";"JAK NOWY";"7";"Używany";"";""`, /Wiersz 3: Ta wartość występuje dwa razy/],
      ["a;b\n1;2\n", /nie jest tabela/],
      [table.body, /nie ma nic nowego/],
    ]) {
      const answer = await send(content);
      assert.equal(answer.status, 422, content);
      assert.match(answer.body, why);
    }
    assert.deepEqual(await decided(), []);
    assert.equal((await send(`${head}\r\n"Stan";"jak nowy";"7";"nowy";"";""\r\n`)).status, 303);
    assert.deepEqual(await decided(), [["#11323_1"]]);
    const again = await seller.get(path);
    assert.match(again.body, /"stan";"jak nowy";"";"Nowy";"";""/);
    assert.equal((await send(again.body)).status, 422, "what is decided is nothing new");
    assert.equal((await send(again.body.replace('"Nowy";"";""', '"";"";"x"'))).status, 303);
    assert.deepEqual(await decided(), [["NULL"]]);
    assert.equal((await sendFile(packer, path, { content: table.body })).status, 403);
    await rig.sql("DELETE FROM ready_mark WHERE subject = '11323\\tStan\\tjak nowy'");
  });

  test("fields of an offer come from where the shop keeps them, once the difference was shown", async () => {
    const path = "/mapping/offer";
    assert.equal((await packer.get(path)).status, 403);
    const page = await seller.get(path);
    for (const name of ["external_id", "stock_unit", "stock_available", "product_id", "product_idType", "product_category_id", "category_id", "product_name", "product_description", "sellingMode_price_amount", "sellingMode_price_currency"])
      assert.match(page.body, new RegExp(`<select name="from:${name}"[^>]*><option value="" selected>`), name);
    const [[id]] = await rig.sql("SELECT product_id FROM product_ready WHERE category_id > '' LIMIT 1");
    const offer = async () => JSON.parse(/<pre[^>]*>([^<]*)<\/pre>/.exec((await seller.get(`/products/${id}/allegro`)).body)[1].replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&#39;", "'").replaceAll("&amp;", "&"));
    await rig.sql(`UPDATE product SET attributes = CONCAT(IFNULL(CONCAT(attributes, CHAR(10)), ''), 'Cena Allegro\t123,45\tzł\nTytuł A\tLampa ogrodowa na ścianę\t'), version = version + 1 WHERE id = ${id}`);
    const before = await offer();
    assert.notEqual(before.sellingMode.price.amount, "123.45");
    const asked = { "from:product_name": "attribute", "attribute:product_name": "tytuł a", "from:stock_unit": "same:SET", seen: "0" };
    const looked = await seller.post(path, { ...asked, act: "look" });
    assert.equal(looked.status, 200);
    assert.match(text(looked), /Spośród 60 produktów zmieni się 60; gotowe/);
    assert.match(text(looked), /Jednostka sprzedaży (–|UNIT) SET/);
    assert.equal((await offer()).stock.unit, "UNIT", "nothing is kept by looking");
    assert.equal((await seller.post(path, { ...asked, act: "keep" })).status, 303);
    assert.equal((await seller.post(path, { "from:stock_unit": "same:PAIR", seen: "0", act: "keep" })).status, 409, "who has not seen that");
    const seen = /name="seen" value="(\d+)"/.exec((await seller.get(path)).body)[1];
    assert.equal((await seller.post(path, { ...asked, "from:sellingMode_price_amount": "attribute", "attribute:sellingMode_price_amount": "Cena Allegro", seen, act: "keep" })).status, 303);
    const after = await offer();
    assert.deepEqual([after.stock.unit, after.name, after.sellingMode.price], ["SET", "Lampa ogrodowa na ścianę", { amount: "123.45", currency: "PLN" }]);
    assert.match((await seller.get(path)).body, /name="attribute:product_name" value="tytuł a"/);
    for (const form of [{ "from:product_name": "attribute" }, { "from:product_name": "same:UNIT" }, { "from:external_id": "field:description" }, { "from:stock_unit": "nonsense" }, { ...asked, "from:sellingMode_price_amount": "attribute", "attribute:sellingMode_price_amount": "Cena Allegro" }]) {
      const answer = await seller.post(path, { ...form, seen: "999999", act: "keep" });
      assert.equal(answer.status, 422, JSON.stringify(form));
      assert.match(answer.body, /role="alert"/);
    }
    assert.equal((await seller.post(path, { seen: "999999", act: "keep" })).status, 303, "all as it was");
    assert.deepEqual(await offer(), before);
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM mapping_decision WHERE kind = 'offer' AND live = 1 AND value IS NOT NULL"), [["0"]]);
    const [[unit]] = await rig.sql("SELECT id FROM mapping_decision WHERE subject = 'stock_unit' AND live = 1");
    const history = await seller.get(`/mapping/history?of=${unit}`);
    assert.match(text(history), /Pole oferty: Jednostka sprzedaży jednostka produktu, a gdy jej nie ma – sztuka Cofnij .* Pole oferty: Jednostka sprzedaży zawsze zestaw do /);
    for (const view of ["all", "category", "param", "value", "brand", "product", "offer"])
      assert.equal((await seller.get(`/mapping/history?view=${view}`)).status, 200, view);
    await check();
  });

  test("what is found in Allegro's catalogue needs no category and no parameters of the product", async () => {
    await rig.sql("DELETE FROM request_bucket WHERE name = 'products'"); // what a full one holds is asked at once
    await rig.must("match-products", "--once");
    await check();
    const found = Number((await rig.sql("SELECT COUNT(*) FROM product_ready WHERE origin = 'card'"))[0][0]);
    assert.ok(found > 25, `${found} by their card`);
    await rig.must("sync-categories", "--once"); // their parameters
    await rig.sql("INSERT INTO mapping_decision (environment, kind, subject, value, made_by) VALUES ('simulator', 'param', '\t11323', 'fixed\t#11323_1', 'test')");
    await rig.must("sync-terms", "--once"); // all are judged anew
    await answerForBrands(rig);
    await check();
    const ready = await n("kind = 'state' AND subject = 'ready'");
    assert.ok(ready > 0, `${ready} ready`);
    assert.match(text(await seller.get("/mapping")), new RegExp(`${ready} z \\d+ produktów gotowych`));
    assert.match(text(await seller.get("/mapping/categories")), /produktów po EAN/);
  });

  test("what Allegro refused stands at its product with Allegro's sentence, and among what is missing", async () => {
    const [[id, images]] = await rig.sql("SELECT p.id, SUBSTRING_INDEX(p.images, CHAR(10), 1) FROM product p JOIN product_ready r ON r.product_id = p.id AND r.state = 'ready' LIMIT 1");
    await rig.sql(`INSERT INTO offer_refusal (account_id, product_id, field, part, code, said, sent, at) VALUES (1, ${id}, 'image', '1', 'DownloadError.NotFound', 'Nie można pobrać <b>zdjęcia</b>.', '${images}', UTC_TIMESTAMP(3));
      INSERT INTO ready_touch (account_id, kind, subject) VALUES (1, 'PRODUCT', '${id}')`);
    await check();
    assert.match(text(await seller.get(`/products/${id}/allegro`)), /Allegro odrzuciło zdjęcie nr 1 Allegro, [^:]+: „Nie można pobrać &lt;b>zdjęcia&lt;\/b>\.”/);
    assert.match(text(await seller.get("/mapping")), /Allegro odrzuciło zdjęcie nr 1/);
    assert.equal((await seller.post(`/products/${id}/allegro`, { what: "again" })).status, 303);
    assert.deepEqual(await rig.sql("SELECT * FROM offer_refusal"), []);
    assert.deepEqual(await rig.sql("SELECT subject FROM audit WHERE action = 'mapping.retry'"), [[`product:${id}`]]);
    await check();
    assert.equal(await n(`kind = 'listing'`), 0);
    assert.doesNotMatch(text(await seller.get("/mapping")), /odrzuciło zdjęcie/);
  });

  test("suggestions of many categories are accepted at once, and only those that have one", async () => {
    const page = await seller.get("/mapping/categories");
    const keys = [...page.body.matchAll(/name="id" value="([^"]+)"/g)].map(([, k]) => k);
    const suggested = page.body.split('data-row-key="a"').length - 1;
    assert.ok(suggested > 3);
    const before = (await rig.sql("SELECT COUNT(*) FROM mapping_decision WHERE kind = 'category' AND live = 1"))[0][0];
    const body = new URLSearchParams([["act", "accept"], ...keys.map((k) => ["id", k])]);
    const looked = await seller.post("/mapping/categories", body);
    assert.equal(looked.status, 200, "of many products the difference is shown first");
    assert.match(text(looked), /Co się zmieni/);
    const picks = [...looked.body.matchAll(/name="pick" value="([^"]+)"/g)].map(([, pick]) => pick);
    assert.equal(picks.length, suggested);
    assert.equal((await rig.sql("SELECT COUNT(*) FROM mapping_decision WHERE kind = 'category' AND live = 1"))[0][0], before);
    assert.equal((await seller.post("/mapping/categories", new URLSearchParams([["act", "keep"], ...picks.map((pick) => ["pick", pick])]))).status, 303);
    const after = (await rig.sql("SELECT COUNT(*) FROM mapping_decision WHERE kind = 'category' AND live = 1"))[0][0];
    assert.equal(after - before, suggested);
  });

  test("the category of many products is chosen once its difference was shown", async () => {
    const [[name]] = await biggest();
    const shop = await key(name);
    await rig.sql(`UPDATE ready_mark SET n = n + 100 WHERE kind = 'shop' AND subject = '${shop}'`); // as if there were many
    const [[id, was]] = (await live(shop)).filter(([, , condition]) => condition === "");
    const other = await leaf("Szlifierki");
    const path = `/mapping/categories/${shop}`;
    const looked = await seller.post(path, { category: other, seen: id });
    assert.equal(looked.status, 200);
    assert.match(text(looked), /Co się zmieni .*› Szlifierki/);
    assert.equal((await live(shop)).find(([i]) => i === id)[1], was, "nothing is kept by looking");
    const hidden = Object.fromEntries([...looked.body.matchAll(/<input type="hidden" name="(act|category|seen)" value="([^"]*)"/g)].map(([, k, v]) => [k, v]));
    assert.deepEqual(hidden, { act: "keep", category: other, seen: id });
    assert.equal((await seller.post(path, hidden)).status, 303);
    const [[now]] = (await live(shop)).filter(([, value]) => value === other);
    assert.equal((await seller.post(`/mapping/decisions/${now}/undo`)).status, 303);
    await rig.sql(`UPDATE ready_mark SET n = n - 100 WHERE kind = 'shop' AND subject = '${shop}'`);
    await check();
  });

  test("the catalogue is searched by words or a number; what fails says so, and nothing else is chosen", async () => {
    const [[id]] = await rig.sql("SELECT id FROM product WHERE id NOT IN (SELECT product_id FROM mapping_decision WHERE kind = 'product') ORDER BY id DESC LIMIT 1");
    const card = (await rig.sandbox("/products")).products.find(({ ean }) => ean);
    const search = (q, more = "") => seller.get(`/connect/catalogue?product=${id}&account=1&seen=0&q=${encodeURIComponent(q)}${more}`, { "hx-request": "true", "hx-target": "catalogue" });
    const found = (page) => [...page.body.matchAll(/name="value" value="([^"]*)"/g)].map(([, card]) => card);
    for (const q of [card.ean, card.name]) {
      const page = await search(q);
      assert.ok(found(page).includes(card.id), `${q}: ${page.status} ${text(page)}`);
    }
    assert.match(text(await search("nicniemaotakiejnazwie")), /Żaden produkt z katalogu nie pasuje/);
    assert.deepEqual(found(await search("x")), [], "too little to ask by");
    assert.equal((await packer.get(`/connect/catalogue?product=${id}&account=1&q=lampa`)).status, 403);
    assert.equal((await seller.get(`/connect/catalogue?product=${id}&account=99&q=lampa`)).status, 404);
    await rig.sandbox("/faults", { kind: "503", path: "/sale/products", count: -1 });
    const down = await search(card.ean);
    assert.equal(down.status, 200);
    assert.match(down.body, /role="alert"/);
    await rig.sandbox("/faults/clear", {});
    const choose = (value) => seller.post(`/products/${id}/allegro`, { what: "card", value, seen: "0" });
    assert.equal((await choose("00000000-0000-0000-0000-000000000000")).status, 422, "nobody was shown it");
    assert.equal((await choose(card.id)).status, 303);
    const [[decision]] = await rig.sql(`SELECT id FROM mapping_decision WHERE product_id = ${id} AND subject = 'card' AND live = 1`);
    assert.equal((await seller.post(`/mapping/decisions/${decision}/undo`)).status, 303);
  });

  test("what Allegro will ask for is told on the meter, with its day", async () => {
    const [[category, param, name]] = await rig.sql(`SELECT c.category_id, c.param_id, c.name FROM category_param c JOIN product_ready r ON r.category_id = c.category_id AND r.origin IN ('rule', 'condition')
      WHERE c.required = 0 AND c.required_for_product = 0 AND c.describes_product = 1 AND c.raw LIKE '%"displayedIf":null%' AND c.raw LIKE '%"requiredIf":null%' LIMIT 1`);
    await rig.sql("DELETE FROM category_param_change");
    await rig.sql(`INSERT INTO category_param_change (environment, category_id, param_id, type, decided_at, due_at) VALUES ('simulator', '${category}', '${param}', 'REQUIREMENT_CHANGE', NOW(), '2099-05-12 10:00')`);
    await rig.sql(`UPDATE product SET attributes = NULL, version = version + 1 WHERE id IN (SELECT product_id FROM product_ready WHERE category_id = '${category}')`);
    await check();
    const meter = await seller.get("/mapping");
    const told = new RegExp(`Nadchodzące zmiany w Allegro .*„${name}” – wymagane od 12\\.05\\.2099 (\\d+)`).exec(text(meter));
    const lacking = await rig.sql(`SELECT r.product_id FROM product_ready r JOIN ready_mark m ON m.kind = 'soon' AND m.subject = '${category}\\t${param}' AND FIND_IN_SET(m.id, r.noted) ORDER BY r.product_id`);
    assert.equal(Number(told[1]), lacking.length);
    assert.ok(lacking.length > 0);
    let at = /href="(\/mapping\/coming\/[^"]+)"/.exec(meter.body)[1].replaceAll("&amp;", "&");
    const shown = [];
    while (at) {
      const page = await seller.get(at);
      assert.match(text(page), new RegExp(`„${name}” – wymagane od 12\\.05\\.2099 ${lacking.length} produkt`));
      shown.push(...[...page.body.matchAll(/data-row>\s*<th scope="row"><a href="\/products\/(\d+)\/allegro"/g)].map(([, id]) => [id]));
      at = /href="([^"]*after=[^"]*)"/.exec(page.body)?.[1].replaceAll("&amp;", "&");
    }
    assert.deepEqual(shown, lacking, "exactly those that are counted");
    assert.equal((await seller.get(`/mapping/coming/${param}?due=1`)).status, 404);
    assert.equal((await seller.get(`/mapping/coming/${param}`)).status, 400);
  });

  test("one product tells what it lacks, whose its values are, and what would be sent", async () => {
    const [[id, sku]] = await rig.sql("SELECT product_id, sku FROM product_ready JOIN product ON id = product_id WHERE category_id > '' LIMIT 1");
    const page = await seller.get(`/products/${id}/allegro`);
    assert.match(text(page), /Czego brakuje/);
    const offer = JSON.parse(/<pre[^>]*>([^<]*)<\/pre>/.exec(page.body)[1].replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&#39;", "'").replaceAll("&amp;", "&"));
    assert.equal(offer.external.id, sku);
    assert.equal(offer.publication.status, "INACTIVE");
    assert.equal((await seller.get("/products/999999/allegro")).status, 404);
  });

  test("a product that may be several cards is one of them once a person says which, or none", async () => {
    const [[id]] = await rig.sql("SELECT product_id FROM catalogue_answer WHERE found > 1 AND card_id IS NULL LIMIT 1");
    const path = `/products/${id}/allegro`;
    const page = await seller.get(path);
    const cards = [...page.body.matchAll(/name="what" value="card"><input type="hidden" name="value" value="([^"]+)"/g)].map(([, c]) => c);
    assert.ok(cards.length > 1);
    const blocked = async () => Number((await rig.sql(`SELECT COUNT(*) FROM product_mark JOIN ready_mark m ON m.id = mark_id WHERE product_id = ${id} AND kind = 'cards'`))[0][0]);
    assert.equal(await blocked(), 1);
    assert.equal((await seller.post(path, { what: "card", value: "11111111-1111-4111-8111-111111111111", seen: "0" })).status, 422);
    assert.equal((await seller.post(path, { what: "card", value: cards[1], seen: "0" })).status, 303);
    assert.equal((await seller.post(path, { what: "card", value: cards[0], seen: "0" })).status, 409, "somebody who saw it open");
    await check();
    assert.equal(await blocked(), 0);
    assert.match(text(await seller.get(path)), new RegExp(cards[1]));
    const [[decision]] = await rig.sql(`SELECT id FROM mapping_decision WHERE product_id = ${id} AND live = 1`);
    assert.equal((await seller.post(path, { what: "card", seen: decision })).status, 303, "none of them");
    await check();
    assert.equal(await blocked(), 0);
  });

  test("one card that only may be the product is asked about as well", async () => {
    const [[id, card]] = await rig.sql("SELECT product_id, card_id FROM catalogue_answer WHERE card_id IS NOT NULL ORDER BY product_id DESC LIMIT 1");
    await rig.sql(`UPDATE catalogue_answer SET card_id = NULL WHERE product_id = ${id}; UPDATE product SET version = version + 1 WHERE id = ${id};
      INSERT INTO catalogue_candidate (environment, product_id, place, card_id) VALUES ('simulator', ${id}, 0, '${card}')`);
    await check();
    const path = `/products/${id}/allegro`;
    const page = await seller.get(path);
    assert.match(text(page), /Nie jest pewne, który to produkt z katalogu Allegro/);
    assert.match(page.body, new RegExp(`name="what" value="card"><input type="hidden" name="value" value="${card}"`));
    assert.equal((await seller.post(path, { what: "card", value: card, seen: "0" })).status, 303);
    await check();
    assert.deepEqual(await rig.sql(`SELECT product_id FROM product_mark JOIN ready_mark m ON m.id = mark_id WHERE product_id = ${id} AND kind = 'cards'`), []);
    assert.match(text(await seller.get(path)), new RegExp(`Produkt z katalogu Allegro ${card}`));
  });

  test("one product has a category and a value of its own", async () => {
    const [[id, category]] = await rig.sql("SELECT product_id, category_id FROM product_ready WHERE origin IN ('rule', 'condition') LIMIT 1");
    const other = await leaf("Szlifierki");
    const path = `/products/${id}/allegro`;
    assert.match((await seller.get(`${path}?q=szlifierki`)).body, new RegExp(`name="value" value="${other}"`));
    assert.equal((await seller.post(path, { what: "category", value: "999999", seen: "0" })).status, 422);
    assert.equal((await seller.post(path, { what: "category", seen: "0" })).status, 422);
    const own = `${path}/11323`;
    assert.equal((await seller.get(own)).status, 200);
    assert.equal((await seller.post(own, { seen: "0" })).status, 422);
    assert.equal((await seller.post(own, { "id:11323": "11323_2", seen: "0" })).status, 303);
    await check();
    assert.match(text(await seller.get(path)), /Stan wymagany Używany tylko ten produkt/);
    assert.equal((await seller.post(path, { what: "category", value: other, seen: "0" })).status, 303);
    await check();
    assert.deepEqual(await rig.sql(`SELECT category_id, origin FROM product_ready WHERE product_id = ${id}`), [[other, "product"]]);
    assert.notEqual(category, other);
    assert.equal((await seller.get(`${path}/nothing`)).status, 404);
  });

  test("what follows from an answer is asked anew when it changes, and kept with it", async () => {
    const [[id, child, parent, value]] = await rig.sql(`SELECT r.product_id, c.param_id, JSON_VALUE(c.raw, '$.displayedIf.parametersWithValue[0].id'), JSON_VALUE(c.raw, '$.displayedIf.parametersWithValue[0].oneOfValueIds[0]')
      FROM category_param c JOIN product_ready r ON r.category_id = c.category_id LEFT JOIN catalogue_answer a ON a.product_id = r.product_id
      WHERE a.card_id IS NULL AND JSON_VALUE(c.raw, '$.displayedIf.parametersWithValue[0].id') IS NOT NULL LIMIT 1`);
    const path = `/products/${id}/allegro/${parent}`;
    const decisions = () => rig.sql(`SELECT subject FROM mapping_decision WHERE product_id = ${id} AND live = 1 AND subject = 'param\t${parent}'`);
    const page = await seller.get(path);
    assert.match(page.body, new RegExp(`hx-post="${path}/ask" hx-trigger="change"`));
    assert.match(page.body, new RegExp(`<button class="second" formaction="${path}/ask" formnovalidate>Odśwież pola`));
    const seen = /name="seen" value="(\d+)"/.exec(page.body)[1];
    const has = ({ body }) => body.includes(`:${child}"`);
    const asked = await seller.post(`${path}/ask`, { [`id:${parent}`]: value, seen });
    assert.equal(asked.status, 200);
    assert.ok(has(asked), "a plain submit shows it");
    assert.ok(!has(await seller.post(`${path}/ask`, { seen })), "without the answer it is not asked for");
    const part = await seller.post(`${path}/ask`, { [`id:${parent}`]: value, seen }, { headers: { "hx-request": "true", "hx-target": "dependents" } });
    assert.match(part.body, /^\s*<div id="dependents"/);
    assert.ok(has(part));
    assert.deepEqual(await decisions(), [], "nothing is kept by asking");
    assert.equal((await packer.post(`${path}/ask`, { seen })).status, 403);
    assert.equal((await seller.post(path, { [`id:${parent}`]: value, seen })).status, 303);
    assert.equal((await decisions()).length, 1);
    assert.equal((await seller.post(path, { [`id:${parent}`]: value, seen })).status, 409, "who has not seen that answer");
  });
});
