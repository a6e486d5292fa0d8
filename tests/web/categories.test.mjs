// Categories in the panel: half a tree is not shown, a whole one is searched and walked.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { member } from "./client.mjs";

describe("categories", () => {
  let rig, viewer, seller;

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "connect", "web"], sandbox: ["--orders", "1"] });
    viewer = await member(rig, "patrzy", "viewer");
    seller = await member(rig, "sprzedaje", "seller");
  });
  after(() => rig?.stop());

  const found = async (query, headers) => [...(await viewer.get(`/categories?${query}`, headers)).body.matchAll(/href="\/categories\/([^"]+)"/g)].map(([, id]) => id);
  const way = async (id) => {
    const names = [];
    for (let at = id; at; ) {
      const [[name, parent]] = await rig.sql(`SELECT name, IFNULL(parent_id, '') FROM category WHERE category_id = '${at}'`);
      names.unshift(name);
      at = parent;
    }
    return names.join(" > ");
  };

  test("without an account, and before a reading has begun, the page says so and what comes", async () => {
    const bare = await startRig({ parts: ["web"] });
    const admin = await member(bare, "szefowa", "administrator");
    assert.match((await admin.get("/categories")).body, /href="\/accounts\/new"/);
    await bare.stop();
    const { body } = await viewer.get("/categories");
    assert.match(body, /hx-get="\/categories"[^]*Wczytywanie zacznie się w ciągu minuty[^]*<progress/, "it goes on by itself");
  });

  test("half a tree is not searched, and how far it has come is told", async () => {
    assert.match((await viewer.get("/categories")).body, /Trwa wczytywanie|po połączeniu/);
    await rig.sandbox("/faults", { kind: "503", path: "/sale/categories", count: "-1" });
    await rig.run("sync-categories", "--once");
    assert.match((await viewer.get("/categories")).body, /Trwa wczytywanie kategorii głównych/);
    await rig.sql("INSERT INTO category (environment, category_id, name, leaf, makes_products, seen_at) VALUES ('simulator', 'x1', 'Kinkiety', 1, 1, UTC_TIMESTAMP(3))");
    const { body } = await viewer.get("/categories?q=kinkiety");
    assert.match(body, /Wczytano dotąd kategorii: 1/);
    assert.ok(!/href="\/categories\/x1"/.test(body));
    await rig.sandbox("/faults/clear", {});
    await rig.must("sync-categories", "--once");
    assert.deepEqual(await rig.sql("SELECT category_id FROM category WHERE category_id = 'x1' AND gone_at IS NULL"), [], "what the reading did not meet is gone");
  });

  test("words in any order, with or without Polish letters, find a category by its name and its way", async () => {
    const [best] = await found("q=oswietlenie+zewn+kinkiety");
    assert.equal(await way(best), "Dom i Ogród > Oświetlenie > Oświetlenie zewnętrzne > Kinkiety");
    assert.deepEqual(await found(`q=${encodeURIComponent("KINKIETY Zewnętrzne oświetlenie")}`), await found("q=oswietlenie+zewn+kinkiety"));
    const cars = await found("q=kinkiety+motoryzacja");
    assert.equal(cars.length, 1);
    assert.match(await way(cars[0]), /^Motoryzacja/);
    assert.deepEqual(await found("q=xyzzy"), []);
    assert.match((await viewer.get("/categories?q=xyzzy")).body, /Wpisz mniej słów[^]*role="button" href="\/categories"/);
    assert.doesNotMatch((await viewer.get("/categories")).body, /id="categories" hx-get/, "whole, it asks no more");
  });

  test("htmx gets what was found alone, the same as the page has", async () => {
    const answer = await viewer.get("/categories?q=kawa", { "HX-Request": "true", "HX-Target": "found" });
    assert.match(answer.body.trim(), /^<div id="found">/);
    assert.ok(!/<html/.test(answer.body));
    assert.match(answer.body, /Pasuj/);
  });

  test("the tree is walked by links, from the main categories to a leaf", async () => {
    let { body } = await viewer.get("/categories");
    const next = () => /<th scope="row"><a href="([^"]+)"/.exec(body)[1].replaceAll("&amp;", "&");
    for (let i = 0; i < 6 && next().includes("below="); i += 1) ({ body } = await viewer.get(next()));
    const leaf = await viewer.get(next());
    assert.equal(leaf.status, 200);
    assert.match(leaf.body, /Wszystkie kategorie/);
  });

  test("a seller asks for the parameters of a category, and the page has them after the next run", async () => {
    const [id] = await found("q=zewnetrzne+kinkiety+oswietlenie");
    const page = `/categories/${id}`;
    assert.ok(!/Pobierz parametry/.test((await viewer.get(page)).body), "a viewer cannot");
    assert.match((await seller.get(page)).body, /Pobierz parametry/);
    const asked = await seller.post(`${page}/use`);
    assert.equal(asked.status, 303);
    assert.match((await viewer.get(page)).body, new RegExp(`hx-get="${page}"`), "it waits by itself");
    await rig.sql("UPDATE category_used SET problem = 'GET /sale/categories/{id}/parameters: 503'");
    const refused = (await viewer.get(page)).body;
    assert.match(refused, /Nie udało się odczytać parametrów\.[^]*Kram sam spróbuje ponownie[^]*<details>[^]*503/);
    await rig.sql("UPDATE category_used SET problem = NULL");
    await rig.must("sync-categories", "--once");
    await rig.sandbox("/categories/schedule", { id, param: "224017", days: "20" });
    await rig.sql("UPDATE category_tree SET changes_at = '2000-01-01'");
    await rig.must("sync-categories", "--once");
    const { body } = await viewer.get(page);
    for (const text of ["Marka", "wymagany", "wkrótce wymagany", "z listy", "kg|liczba"]) assert.match(body, new RegExp(text));
    assert.equal((await found("q=kinkiety"))[0], id, "those in use come first");
    assert.match((await viewer.get("/categories?q=kinkiety")).body, /używana/);
  });

  test("what is new, gone or takes no offers is told as such", async () => {
    const { id } = await rig.sandbox("/categories/create", { parent: (await rig.sql("SELECT category_id FROM category WHERE name = 'Meble ogrodowe'"))[0][0], name: "Kocyki piknikowe" });
    await rig.sql("UPDATE category_tree SET events_at = '2000-01-01' + INTERVAL DATEDIFF(UTC_TIMESTAMP(), '2000-01-01') - 1 DAY");
    await rig.must("sync-categories", "--once");
    assert.deepEqual(await found("q=kocyki+pik"), [id], "the worker sees that the tree has changed");
    const [[branch]] = await rig.sql("SELECT category_id FROM category WHERE leaf = 0 AND gone_at IS NULL LIMIT 1");
    assert.match((await viewer.get(`/categories/${branch}`)).body, /poniżej tej/);
    assert.equal((await seller.post(`/categories/${branch}/use`)).status, 409);
    assert.equal((await viewer.get("/categories/nothing")).status, 404);
  });
});
