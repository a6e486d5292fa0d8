// From the shop's categories to offers that are ready: decided by the keyboard, with and without scripts.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { Browser } from "./browser.mjs";

const STATE = "11323"; // Allegro's parameter "Stan"

let rig, browser;

const check = () => rig.must("check-products", "--once");
const one = async (sql) => (await rig.sql(sql))[0]?.[0];
const ready = async () => Number(await one("SELECT IFNULL(SUM(n), 0) FROM ready_mark WHERE kind = 'state' AND subject = 'ready'"));
const decided = async () => Number(await one("SELECT COUNT(*) FROM mapping_decision WHERE kind = 'category' AND live = 1"));
const category = () => one(`SELECT c.category_id FROM category_param c JOIN product_ready r ON r.category_id = c.category_id WHERE c.param_id = '${STATE}' LIMIT 1`);
const undecided = () => one(`SELECT shop_key FROM product WHERE category IS NOT NULL AND shop_key NOT IN (SELECT subject FROM mapping_decision WHERE kind = 'category' AND live = 1) LIMIT 1`);

before(async () => {
  rig = await startRig({ parts: ["sandbox", "connect", "web"], sandbox: ["--orders", "1"] });
  browser = await Browser.open(rig);
  await rig.must("sync-categories", "--once");
  const file = join(rig.dir, "sklep.csv");
  writeFileSync(file, await (await fetch(`${rig.sandboxUrl}/sandbox/shop.csv?n=60`)).text());
  await rig.must("kramctl", "products", "import", file, "--profile", "Sklep", "--auto");
  await rig.must("import-products", "--once");
  await rig.sql("DELETE FROM request_bucket WHERE name = 'products'"); // what a full one holds is asked at once
  await rig.must("match-products", "--once");
  await check();
  await rig.must("sync-categories", "--once"); // the parameters of what was found
  await check();
});
after(async () => {
  await browser?.close();
  await rig?.stop();
});

/** Strike keys that lead to another page. */
async function strike(page, ...keys) {
  const loaded = page.waitForEvent("load");
  for (const key of keys) await page.keyboard.press(key);
  await loaded;
}

/** Move down to the next row that has something for this key. */
async function reach(page, key) {
  const has = () => page.evaluate((k) => !!document.activeElement.closest("[data-row]")?.querySelector(`[data-row-key="${k}"]`), key);
  for (let n = await page.locator("[data-row]").count(); n > 0; n--) {
    await page.keyboard.press("j");
    if (await has()) return;
  }
  assert.fail(`no row for ${key}`);
}

test("ten shop categories are decided by the keyboard alone", async () => {
  const page = await browser.user("szef", { role: "seller" });
  await page.goto(`${rig.baseUrl}/mapping`);
  await browser.check(page, "worklist");
  await browser.picture(page, "mapping");
  await page.goto(`${rig.baseUrl}/mapping/categories`);
  await browser.check(page, "shop categories");
  await browser.picture(page, "mapping-categories");
  for (const key of ["a", "a", "s", "a", "a", "a", "s", "a", "a"]) {
    const before = await decided();
    await reach(page, key);
    await strike(page, key);
    assert.equal(await decided(), before + 1, key);
  }
  for (const key of ["j", "j", "k"]) await page.keyboard.press(key);
  await strike(page, "c");
  await browser.check(page, "one shop category");
  await page.keyboard.press("/");
  await page.keyboard.type("kinkiety", { delay: 20 });
  await page.locator("#found [name=category]").first().waitFor();
  await browser.check(page, "one shop category, found");
  await browser.picture(page, "mapping-category", { full: true });
  await page.keyboard.press("Tab"); // out of the field, where letters are text
  const focused = () => page.evaluate(() => document.activeElement.name);
  for (let n = 0; n < 20 && (await focused()) !== "category"; n++) await page.keyboard.press("j");
  assert.equal(await focused(), "category", "j comes to what was found");
  await strike(page, "Enter");
  assert.equal(await decided(), 10);
  assert.equal(Number(await one("SELECT COUNT(*) FROM mapping_decision WHERE kind = 'category' AND live = 1 AND value IS NULL")), 2);
  await page.context().close();
});

test("one producer and one text are chosen for all brands at once", async () => {
  await rig.must("sync-terms", "--once");
  await check();
  const page = await browser.user("szef", { role: "seller" });
  await page.goto(`${rig.baseUrl}/producers`);
  const bar = page.locator("form.bulk");
  assert.equal(await bar.isVisible(), false, "nothing is marked");
  await page.locator("#mark-all").check();
  await bar.waitFor();
  await browser.check(page, "marked brands");
  await browser.picture(page, "producers-marked");
  await bar.locator("[name=producer]").selectOption({ label: await bar.locator("[name=producer] option", { hasText: "Polar" }).first().textContent() });
  await bar.locator("[name=safety]").fill("Nie połykać małych części.");
  const loaded = page.waitForEvent("load");
  await bar.locator("button").click();
  await loaded;
  await check();
  assert.deepEqual(await rig.sql("SELECT kind, subject FROM ready_mark WHERE kind IN ('producer', 'safety') AND n > 0"), []);
  await page.context().close();
});

test("a parameter is looked at, then saved, and the meter moves", async () => {
  await check();
  await rig.must("sync-categories", "--once");
  await check();
  const before = await ready();
  const page = await browser.user("szef", { role: "seller" });
  await page.goto(`${rig.baseUrl}/mapping/params/${await category()}`);
  await browser.check(page, "parameters");
  await browser.picture(page, "mapping-params", { full: true });
  await page.keyboard.press("j");
  await strike(page, "c");
  await browser.check(page, "first parameter");
  await page.goto(`${rig.baseUrl}/mapping/params/${await category()}/${STATE}`);
  await browser.check(page, "rule");
  await page.locator(`[name="id:${STATE}"][value="${STATE}_1"]`).check();
  await page.locator("[name=source][value=fixed]").check();
  await page.locator("[name=everywhere]").check();
  await page.locator("[name=act][value=look]").focus();
  await strike(page, "Enter");
  await page.locator("#preview").waitFor();
  await browser.check(page, "what would change");
  await browser.picture(page, "mapping-rule", { full: true });
  await page.locator("[name=act][value=keep]").focus();
  await strike(page, "Enter");
  await check();
  assert.ok((await ready()) > before, `${await ready()} ready`);
  await page.goto(`${rig.baseUrl}/mapping`);
  assert.equal(Number(await page.locator("progress").getAttribute("value")), await ready());
  await browser.check(page, "worklist with some ready");
  await browser.picture(page, "mapping-ready");
  await page.context().close();
});

/** A value of the shop that no list of Allegro's has, in two products. */
async function strange() {
  const [[id, param, name]] = await rig.sql(`SELECT c.category_id, c.param_id, c.name FROM category_param c JOIN product_ready r ON r.category_id = c.category_id
    LEFT JOIN catalogue_answer a ON a.product_id = r.product_id WHERE a.card_id IS NULL AND c.param_id <> '${STATE}' AND c.type = 'dictionary' AND c.raw LIKE '%"displayedIf":null%' LIMIT 1`);
  await rig.sql(`UPDATE product SET attributes = '${name}\tecru brudny\t', version = version + 1 WHERE id IN (SELECT * FROM (SELECT product_id FROM product_ready WHERE category_id = '${id}') x)`);
  await check();
  return param;
}

test("a value of the shop means nothing, and that is taken back", async () => {
  const path = `${rig.baseUrl}/mapping/values?param=${await strange()}`;
  const open = () => one("SELECT IFNULL(SUM(n), 0) FROM ready_mark WHERE kind = 'open' AND subject LIKE '%ecru brudny'");
  const some = await open();
  assert.ok(some > 0, `${some} products`);
  const page = await browser.user("szef", { role: "seller" });
  await page.goto(path);
  await page.keyboard.press("j"); // into the first of them
  assert.ok(await page.evaluate(() => !!document.activeElement.closest("[data-row]")));
  await browser.check(page, "values");
  assert.equal(await page.locator("tbody th .sub").getByText("brand", { exact: true }).count(), 0, "a field is called by its name");
  await page.getByRole("row", { name: /ecru brudny/ }).locator("[name=skip]").check();
  await page.locator("main form button").first().focus();
  await strike(page, "Enter");
  await page.locator("#h-done").waitFor();
  await browser.check(page, "values matched");
  await browser.picture(page, "mapping-values", { full: true });
  await check();
  assert.equal(await open(), "0");
  await page.locator("section:has(#h-done) button").first().focus();
  await strike(page, "Enter");
  await check();
  assert.equal(await open(), some);
  await page.context().close();
});

test("one product is one of several cards, and says one thing for itself", async () => {
  const id = await one("SELECT product_id FROM catalogue_answer WHERE found > 1 AND card_id IS NULL LIMIT 1");
  const page = await browser.user("szef", { role: "seller" });
  await page.goto(`${rig.baseUrl}/products/${id}/allegro`);
  await browser.check(page, "several cards");
  await browser.picture(page, "product-cards", { full: true });
  await reach(page, "a");
  await strike(page, "a");
  assert.equal(Number(await one(`SELECT COUNT(*) FROM mapping_decision WHERE product_id = ${id} AND subject = 'card' AND live = 1`)), 1);
  await check();
  await page.goto(`${rig.baseUrl}/products/${id}/allegro/${STATE}`);
  await browser.check(page, "own value");
  await page.locator(`[name="id:${STATE}"][value="${STATE}_2"]`).check();
  await page.locator("main form button").first().focus();
  await strike(page, "Enter");
  await page.locator("main summary").last().click();
  await browser.check(page, "one product");
  await browser.picture(page, "product-own", { full: true });
  assert.equal(Number(await one(`SELECT COUNT(*) FROM mapping_decision WHERE product_id = ${id} AND subject LIKE 'param%' AND live = 1`)), 1);
  await page.context().close();
});

test("the same steps without scripts, in English", async () => {
  const page = await browser.user("boss", { role: "seller", script: false, lang: "en" });
  const before = await decided();
  await page.goto(`${rig.baseUrl}/mapping/categories`);
  await page.getByRole("button", { name: "Accept", exact: true }).first().click();
  await page.getByRole("heading", { name: "Shop categories" }).waitFor();
  assert.equal(await decided(), before + 1);
  await page.goto(`${rig.baseUrl}/mapping/categories/${await undecided()}`);
  await page.getByLabel("Search Allegro's categories").fill("kinkiety");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("radio").first().check();
  await page.getByRole("button", { name: "Assign" }).click();
  await page.getByRole("heading", { name: "Shop categories" }).waitFor();
  assert.equal(await decided(), before + 2);
  await page.goto(`${rig.baseUrl}/mapping/params/${await category()}/${STATE}`);
  await page.locator(`[name="id:${STATE}"][value="${STATE}_2"]`).check();
  await page.getByRole("radio", { name: "The same for all" }).check();
  await page.getByRole("button", { name: "Show what would change" }).click();
  await page.getByRole("heading", { name: "What would change" }).waitFor();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText(/Saved/).waitFor();
  await page.context().close();
});

test("every page of it is accessible and fits: phone, and English in the dark", async () => {
  const some = await one("SELECT product_id FROM product_ready WHERE category_id > '' LIMIT 1");
  const several = await one("SELECT product_id FROM catalogue_answer WHERE found > 1 AND card_id IS NULL ORDER BY product_id DESC LIMIT 1");
  const at = await category();
  const param = await one("SELECT SUBSTRING_INDEX(subject, '\t', 1) FROM ready_mark WHERE kind = 'open' AND n > 0 LIMIT 1");
  const paths = ["/mapping", "/mapping/categories?view=all", `/mapping/categories/${await undecided()}?q=lampa`, `/mapping/params/${at}`, `/mapping/params/${at}/${STATE}`, `/mapping/values?param=${param}`,
    `/products/${some}/allegro?q=lampa`, `/products/${several}/allegro`, `/products/${some}/allegro/${STATE}`];
  for (const [dress, options] of Object.entries({ phone: { width: 360, height: 740 }, english: { lang: "en", colorScheme: "dark" } })) {
    const page = await browser.user("szef", { role: "seller", ...options });
    for (const [i, path] of paths.entries()) {
      assert.equal((await page.goto(rig.baseUrl + path)).status(), 200, path);
      await browser.check(page, `${path} ${dress}`);
      await browser.picture(page, `mapping-${dress}-${i}`, { full: true });
    }
    await page.context().close();
  }
});

/** The shop puts what it sold in two categories into one: by its file, as shops do. Names of the two. */
async function mergedInTheShop() {
  const two = (await rig.sql(`SELECT p.category FROM catalogue_answer a JOIN product p ON p.id = a.product_id WHERE a.mode = 'GTIN' AND a.card_id IS NOT NULL
    AND p.category IS NOT NULL GROUP BY 1 ORDER BY COUNT(*) DESC, 1 LIMIT 2`)).map(([name]) => name);
  const file = join(rig.dir, "sklep-razem.csv");
  let text = await (await fetch(`${rig.sandboxUrl}/sandbox/shop.csv?n=120`)).text();
  for (const name of two) text = text.replaceAll(`"${name}"`, '"Różne"');
  writeFileSync(file, text);
  await rig.must("kramctl", "products", "import", file, "--profile", "Sklep", "--auto");
  await rig.must("import-products", "--once");
  await rig.sql("DELETE FROM request_bucket WHERE name = 'products'");
  await rig.must("match-products", "--once");
  await check();
}

test("a shop category whose products stand in two of Allegro's is split by a rule that is accepted", async () => {
  await mergedInTheShop();
  const key = await one("SELECT MD5('Różne')");
  const standing = () => rig.sql(`SELECT category_id, origin, COUNT(*) FROM product_ready WHERE shop_key = '${key}' GROUP BY 1, 2 ORDER BY 3 DESC`);
  const page = await browser.user("szef", { role: "seller" });
  await page.goto(`${rig.baseUrl}/mapping/categories`);
  const row = page.getByRole("row", { name: /Różne/ });
  await row.getByText(/podział po EAN na kategorie: \d/).waitFor();
  await browser.check(page, "a shop category that is divided");
  await row.getByRole("link", { name: /podział po EAN/ }).press("Enter");
  await page.getByRole("heading", { name: "Różne" }).waitFor();
  await browser.check(page, "a proposal to split");
  await browser.picture(page, "mapping-split", { full: true });
  const before = await standing();
  const proposed = page.locator("section:has(#h-splits) tbody tr");
  assert.match(await proposed.innerText(), /nazwa zawiera „[^”]+”[^]*(\d+) z \1 produktów tej kategorii po EAN/);
  await proposed.getByRole("button", { name: "Przyjmij" }).focus();
  await strike(page, "Enter");
  await page.getByText(/Zapisano/).first().waitFor();
  const [[value, condition]] = await rig.sql(`SELECT value, REPLACE(applies_if, CHAR(9), '/') FROM mapping_decision WHERE kind = 'category' AND live = 1 AND subject = '${key}'`);
  assert.match(condition, /^name\/\S+$/);
  assert.ok(before.some(([category]) => category === value), "one of those its products stand in");
  // The rest goes to the other one, by what the list proposes.
  await page.goto(`${rig.baseUrl}/mapping/categories`);
  await row.getByRole("button", { name: "Przyjmij" }).press("Enter");
  await row.waitFor({ state: "detached" });
  await check();
  const [[rest]] = await rig.sql(`SELECT value FROM mapping_decision WHERE kind = 'category' AND live = 1 AND subject = '${key}' AND applies_if = ''`);
  assert.notEqual(rest, value);
  const word = condition.split("/")[1];
  assert.deepEqual(await rig.sql(`SELECT DISTINCT r.category_id, p.words LIKE '% ${word}%' FROM product_ready r JOIN product p ON p.id = r.product_id WHERE r.shop_key = '${key}' ORDER BY 2`), [[rest, "0"], [value, "1"]]);
  await page.goto(`${rig.baseUrl}/mapping/categories/${key}`);
  assert.equal(await page.locator("#h-splits").count(), 0, "it is divided by its rules, and is not proposed again");
  await page.getByText(/nazwa zawiera/).first().waitFor();
  await browser.check(page, "a shop category that is split");
  await page.context().close();
});

test("neither the policy nor a script complained", () => assert.deepEqual(browser.complaints, []));
