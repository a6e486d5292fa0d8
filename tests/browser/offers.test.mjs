// Offers in the hands of a seller: which product each sells, new ones, a price, what another program changed.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { readyToList } from "../sync/listing.mjs";
import { Browser } from "./browser.mjs";

const PHONE = { width: 360, height: 740 };

let rig, browser;

const rows = (sql) => rig.sql(sql);
const one = async (sql) => (await rows(sql))[0]?.[0];
const number = async (sql) => Number(await one(sql));

before(async () => {
  rig = await startRig({ parts: ["sandbox", "connect", "web"], sandbox: ["--orders", "1", "--seed", "7"] });
  browser = await Browser.open(rig);
  await rig.must("sync-offers", "--once");
  await rig.must("poll-offers", "--once"); // plans what it does every minute
  await rig.sql("UPDATE offer_sweep SET due_at = '2000-01-01' WHERE kind = 'unread'");
  for (let i = 0; i < 2; i += 1) await rig.must("poll-offers", "--once"); // finds what nobody has read, and reads it
  await readyToList(rig);
  // The whole shop after that: Allegro is not asked about each of its products, which takes minutes.
  const file = join(rig.dir, "whole.csv");
  writeFileSync(file, await (await fetch(`${rig.sandboxUrl}/sandbox/shop.csv`)).text());
  await rig.must("kramctl", "products", "import", file, "--profile", "Sklep", "--auto");
  await rig.must("import-products", "--once");
  await rig.must("check-offers", "--once");
  await rig.sql("INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, 'offer-new', 1, 'test'), (1, 'offer-price', 1, 'test')");
});
after(async () => {
  await browser?.close();
  await rig?.stop();
});

const seller = (options) => browser.user("szef", { role: "seller", ...options });

/** Do what leads to another page. */
async function leads(page, act) {
  const loaded = page.waitForEvent("load");
  await act();
  await loaded;
}

/** Strike the key of the first row that has something for it; what the row is called. */
async function strike(page, key) {
  const has = () => page.evaluate((k) => !!document.activeElement.closest("[data-row]")?.querySelector(`[data-row-key="${k}"]`), key);
  for (let n = await page.locator("[data-row]").count(); n > 0; n--) {
    await page.keyboard.press("j");
    if (!(await has())) continue;
    const id = await page.evaluate(() => document.activeElement.closest("[data-row]").querySelector("th a").getAttribute("href").split("/").pop());
    await leads(page, () => page.keyboard.press(key));
    return id;
  }
  assert.fail(`no row for ${key}`);
}

const links = (id) => number(`SELECT COUNT(*) FROM stock_link WHERE offer_id = '${id}'`);

test("an offer in conflict is linked by one key, another has no product", async () => {
  const page = await seller();
  await page.goto(`${rig.baseUrl}/matching`);
  await browser.check(page, "matching");
  await browser.picture(page, "journey-matching");
  const id = await strike(page, "a");
  assert.equal(await links(id), 1);
  await browser.check(page, "linked");
  await page.goto(`${rig.baseUrl}/matching`);
  const left = await strike(page, "s");
  assert.notEqual(left, id);
  assert.equal(await links(left), 0);
  assert.equal(await page.locator(`main a[href$="/offers/${left}"]`).count(), 0, "what is decided is asked no more");
  await page.context().close();
});

test("the same on a phone without scripts, in English", async () => {
  const page = await seller({ ...PHONE, script: false, lang: "en" });
  await page.goto(`${rig.baseUrl}/matching`);
  await browser.fits(page, "matching, phone");
  await browser.picture(page, "journey-matching-phone");
  const row = page.locator("[data-row]:has([data-row-key=a])").first();
  const id = (await row.locator("th a").getAttribute("href")).split("/").pop();
  await row.locator("[data-row-key=a]").click();
  assert.equal(await links(id), 1);
  await page.goto(`${rig.baseUrl}/matching`);
  await page.getByRole("button", { name: "No product" }).first().click();
  await page.getByRole("heading", { name: "Which product does it sell?" }).waitFor();
  await page.context().close();
});

/** What the jobs do in the minutes after. */
async function round() {
  await rig.must("list-offers", "--once");
  await rig.sql("UPDATE outbox SET next_at = '2000-01-01' WHERE state IN ('NEW', 'SENT', 'UNKNOWN')");
  await rig.run("push-outbox", "--once");
  await rig.must("list-offers", "--once");
}

test("ready products become drafts, and the page sees it through", async () => {
  const page = await seller();
  const small = await seller(PHONE);
  const plain = await seller({ script: false, lang: "en" });
  await page.goto(`${rig.baseUrl}/mapping/publish`);
  const n = Number((await page.locator("#h-outlook").innerText()).match(/\d+/)[0]);
  assert.ok(n > 20, `${n} ready`);
  await browser.check(page, "publish");
  await browser.picture(page, "journey-publish", { full: true });
  await small.goto(`${rig.baseUrl}/mapping/publish`);
  await browser.check(small, "publish, phone");
  await browser.picture(small, "journey-publish-phone", { full: true });
  await plain.goto(`${rig.baseUrl}/mapping/publish`);
  await plain.getByRole("button", { name: "List them" }).click();
  await plain.getByRole("heading", { name: "The last listing" }).waitFor();
  await page.goto(`${rig.baseUrl}/mapping/publish`);
  await page.getByText("pierwsze pięć", { exact: false }).first().waitFor();
  await browser.check(page, "publish, begun");
  for (let i = 0; i < 6 && (await one("SELECT state FROM listing_run")) !== "done"; i++) await round();
  assert.deepEqual(await rows("SELECT state, COUNT(*) FROM listing GROUP BY state"), [["listed", String(n)]]);
  // By itself, without being asked to.
  await page.locator("#h-run .badge.ok").waitFor();
  await browser.check(page, "publish, finished");
  await page.locator('a[href*="show=listed"]').click();
  await page.locator("[data-row] th a").first().waitFor();
  await browser.picture(page, "journey-listed", { full: true });
  await small.goto(`${rig.baseUrl}/mapping/publish?show=listed`);
  await browser.check(small, "publish, finished, phone");
  await browser.picture(small, "journey-listed-phone", { full: true });
  await rig.must("sync-offers", "--once");
  await leads(page, () => page.locator("[data-row] th a").first().click());
  const id = new URL(page.url()).pathname.split("/").pop();
  assert.equal(await number(`SELECT COUNT(*) FROM listing WHERE offer_id = '${id}'`), 1);
  await browser.check(page, "a listed offer");
  for (const each of [page, small, plain]) await each.context().close();
});

const intents = (id) => rows(`SELECT kind, after_value, state, IFNULL(reason, '') FROM outbox WHERE subject = '${id}' ORDER BY id`);
const free = (n) => rows(`SELECT offer_id, price_minor FROM offer WHERE status = 'ACTIVE' AND fulfillment = 0 AND rule_id IS NULL AND price_minor > 100 AND available > 2
  AND offer_id NOT IN (SELECT subject FROM outbox WHERE subject IS NOT NULL) AND offer_id NOT IN (SELECT offer_id FROM offer_campaign) LIMIT ${n}`);

for (const [dress, options] of Object.entries({ desktop: {}, phone: PHONE, "without scripts": { script: false } }))
  test(`a price is set on the page of an offer and taken back: ${dress}`, async () => {
    const [[id]] = await free(1);
    const page = await seller(options);
    const check = (what) => (options.script === false ? browser.fits(page, what) : browser.check(page, what));
    await page.goto(`${rig.baseUrl}/offers/${id}`);
    await check("an offer");
    await page.locator("#set-price").fill("1234,50");
    await leads(page, () => page.locator("#set-price").press("Enter"));
    assert.deepEqual(await intents(id), [["offer-price", "1234.50 PLN", "NEW", ""]]);
    await check("an offer with a price on its way");
    await browser.picture(page, `journey-price-${dress.replace(" ", "-")}`, { full: true });
    const undo = page.getByRole("button", { name: "Cofnij" }).first();
    await leads(page, () => undo.click());
    assert.deepEqual(await intents(id), [["offer-price", "1234.50 PLN", "FAILED", "undone"]]);
    await page.context().close();
  });

test("what another program changed is put back, at a desk, on a phone and without scripts", async () => {
  const offers = await free(3);
  for (const [id] of offers) await rig.sandbox("/offers/change", { id, price: "3.21" });
  await rig.sql("UPDATE walk SET next_at = '2000-01-01'; UPDATE offer SET seen_at = '2000-01-01'");
  await rig.must("sync-offers", "--once");
  await rig.sql("UPDATE offer_change SET at = at - INTERVAL 1 HOUR");
  await rig.must("check-offers", "--once");
  for (const [i, options] of [{}, PHONE, { script: false }].entries()) {
    const [id, price] = offers[i];
    const page = await seller(options);
    const check = (what) => (options.script === false ? browser.fits(page, what) : browser.check(page, what));
    await page.goto(`${rig.baseUrl}/offers`);
    await leads(page, () => page.getByRole("link", { name: /Do sprawdzenia/ }).click());
    await check("offers to be looked at");
    await browser.picture(page, `journey-attention-${i}`, { full: true });
    await leads(page, () => page.locator(`a[href="/offers/${id}"]`).click());
    await check("an offer that was changed");
    await browser.picture(page, `journey-changed-${i}`, { full: true });
    await leads(page, () => page.locator("[name=how][value=undone]").first().click());
    const [[kind, after]] = await intents(id);
    assert.deepEqual([kind, Math.round(Number.parseFloat(after) * 100)], ["offer-price", Number(price)]);
    assert.equal(await one(`SELECT foreign_open FROM offer WHERE offer_id = '${id}'`), "0");
    await check("put back");
    await page.context().close();
  }
});

test("neither the policy nor a script complained", () => assert.deepEqual(browser.complaints, []));
