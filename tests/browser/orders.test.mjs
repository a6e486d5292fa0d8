// The list and the page of orders as people use them.
import assert from "node:assert/strict";
import { copyFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { Browser, pictures } from "./browser.mjs";

const rowsOf = (page) => page.locator(".orders tbody tr");
const numbersOf = (page) => page.locator(".orders tbody th a").evaluateAll((links) => links.map((a) => a.pathname.split("/").pop()));
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/ł/g, "l").replace(/Ł/g, "L");

describe("orders", () => {
  let rig, browser, page;

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "web", "connect", "import"], sandbox: ["--orders", "120"] });
    browser = await Browser.open(rig);
    page = await browser.user("anna");
  });
  after(async () => {
    await browser?.close();
    await rig?.stop();
  });

  const open = (path) => page.goto(rig.baseUrl + path);

  test("stand in the list, fifty on a page, and pages lead on and back", async () => {
    await open("/orders?view=all");
    const total = (await rig.orders()).length;
    assert.equal(await rowsOf(page).count(), Math.min(50, total));
    const first = await numbersOf(page);
    await page.locator("a[rel=next]").click();
    await page.waitForURL(/cursor=/);
    const second = await numbersOf(page);
    assert.equal(second.filter((number) => first.includes(number)).length, 0);
    await page.locator("a[rel=prev]").click();
    await page.waitForFunction((number) => document.querySelector(".orders tbody th a")?.pathname.endsWith(number), first[0]);
    await page.waitForLoadState(); // its first row is there before its last
    assert.deepEqual(await numbersOf(page), first);
  });

  test("all of them are reached by paging, none twice", async () => {
    const seen = [];
    await open("/orders?view=all");
    for (;;) {
      seen.push(...await numbersOf(page));
      const next = page.locator("a[rel=next]");
      if (!await next.count()) break;
      await page.goto(new URL(await next.getAttribute("href"), rig.baseUrl).href);
    }
    assert.deepEqual(seen.sort(), (await rig.orders()).map((order) => order.id).sort());
  });

  const wholeRows = (p) => rowsOf(p).evaluateAll((rows) => {
    const bar = getComputedStyle(document.querySelector(".menu")).position === "fixed" ? document.querySelector(".menu") : null;
    const end = bar ? bar.getBoundingClientRect().top : innerHeight;
    return rows.filter((row) => row.getBoundingClientRect().bottom <= end).length;
  });

  test("fifteen rows are on a screen, two cards on a phone, fewer when somebody wants them roomy", async () => {
    const desk = await browser.user("ewa", { height: 850 });
    await desk.goto(`${rig.baseUrl}/orders?view=all`);
    const tight = await wholeRows(desk);
    assert.ok(tight >= 15, `${tight} rows`);
    const english = await browser.user("ewa", { height: 850, lang: "en" });
    await english.goto(`${rig.baseUrl}/orders?view=all`);
    assert.ok(await wholeRows(english) >= 15, `${await wholeRows(english)} rows in English`);
    await english.context().close();
    await desk.locator(".tools details summary").click();
    await desk.locator("button[value=roomy]").click();
    await desk.locator("html[data-density=roomy]").waitFor();
    assert.equal(new URL(desk.url()).search, "?view=all");
    assert.ok(await wholeRows(desk) < tight);
    await browser.check(desk, "roomy rows");
    const phone = await browser.user("ola", { width: 360, height: 740 });
    await phone.goto(`${rig.baseUrl}/orders?view=all`);
    const cards = await wholeRows(phone);
    assert.ok(cards >= 2, `${cards} cards`);
    await phone.goto(`${rig.baseUrl}/orders?view=problem`);
    const tab = await phone.locator(".tabs [aria-current]").boundingBox();
    assert.ok(tab.x >= 0 && tab.x + tab.width <= 360, `the tab one is in is at ${tab.x}`);
  });

  test("a row says only what sets it apart, opens wherever it is clicked, and is marked by its box", async () => {
    await open("/orders?view=new");
    const said = await page.locator(".orders").innerText();
    assert.doesNotMatch(said, /\b(opłacone|nowe|Smart!|demo)\b/);
    await page.locator(".orders [name=id]").first().click();
    assert.ok(await page.locator(".orders [name=id]").first().isChecked());
    const [first] = await numbersOf(page);
    await page.locator(".orders tbody tr").first().locator("td").nth(1).click({ force: true }); // the link lies over it
    await page.waitForURL(new RegExp(first));
  });

  test("tabs count what they hold", async () => {
    for (const view of ["new", "open", "today", "late", "tomorrow", "unpaid", "cancelled", "problem"]) {
      await open(`/orders?view=${view}`);
      const shown = Number(await page.locator(".tabs a[aria-current] .count").innerText());
      const rows = await rowsOf(page).count() + await page.locator("#h-trouble ~ table tbody tr").count();
      assert.equal(rows, Math.min(50, shown), view);
    }
  });

  test("tiles of the first page open what they count", async () => {
    await open("/");
    const tiles = await page.locator('.tile[href*="view="]').evaluateAll((links) =>
      links.map((link) => [link.getAttribute("href"), Number(link.querySelector("b").innerText)]));
    assert.ok(tiles.length >= 4);
    for (const [href, n] of tiles) {
      await open(href);
      const rows = await rowsOf(page).count() + await page.locator("#h-trouble ~ table tbody tr").count();
      assert.equal(rows, Math.min(50, n), href);
    }
  });

  test("are found by a name with and without Polish letters, while one types", async () => {
    const [[name]] = await rig.sql(`SELECT ship_last_name FROM order_person
      WHERE ship_last_name REGEXP '[ąćęłńóśźż]' AND ship_last_name NOT REGEXP '[^[:alpha:]]' LIMIT 1`);
    const found = {};
    for (const words of [name, fold(name).toLowerCase()]) {
      await open("/orders");
      await page.locator("#q").pressSequentially(words, { delay: 15 });
      await page.waitForURL((url) => url.searchParams.get("q") === words);
      await page.waitForFunction(() => document.querySelector(".tabs a[aria-current]").href.includes("view=all"));
      found[words] = (await numbersOf(page)).sort();
      assert.equal(await page.evaluate(() => document.activeElement.id), "q", "focus stays in the search box");
    }
    const [a, b] = Object.values(found);
    assert.ok(a.length > 0, `nothing found for ${name}`);
    assert.deepEqual(a, b);
  });

  test("are found by number, login, SKU and offer", async () => {
    const order = (await rig.orders()).find((one) => one.lines.length === 1);
    const [[sku, offer]] = await rig.sql(`SELECT sku, offer_id FROM order_line JOIN orders ON orders.id = order_id
      WHERE form_id = '${order.id}'`);
    for (const words of [order.id.slice(0, 8), order.buyer ?? order.buyerLogin, sku, offer].filter(Boolean)) {
      await open(`/orders?q=${encodeURIComponent(words)}`);
      assert.ok((await numbersOf(page)).includes(order.id), `by ${words}`);
    }
  });

  test("the whole number of one opens it, typed or in the address", async () => {
    const [{ id }] = await rig.orders();
    await open(`/orders?q=${id.toUpperCase()}`);
    assert.equal(new URL(page.url()).pathname, `/orders/${id}`);
    await open("/orders?view=sent");
    await page.locator("#q").fill(id);
    await page.waitForURL(new RegExp(`/orders/${id}$`));
    await page.locator("h1").waitFor();
  });

  test("the whole phone of one opens it; a part of it, a city, a point and an amount find, and the row says by what", async () => {
    const [[form, city, phone, point, minor]] = await rig.sql(`SELECT o.form_id, p.ship_city, p.ship_phone, o.pickup_id, o.total_minor FROM orders o
      JOIN order_person p ON p.order_id = o.id WHERE p.ship_phone IS NOT NULL AND o.pickup_id IS NOT NULL AND o.pickup_id NOT LIKE '%-%-%-%-%' AND o.place <> 'merged'
      AND 1 = (SELECT COUNT(*) FROM order_person s WHERE s.ship_phone = p.ship_phone OR s.phone = p.ship_phone) LIMIT 1`);
    const end = phone.replace(/\D/g, "").slice(-4);
    const amount = (minor / 100).toFixed(2).replace(".", ",");
    for (const [typed, said] of [[city, `miasto ${city}`], [point, `punkt ${point}`], [amount, "kwota "], [`…${end}`, `telefon …${end}`]]) {
      await open(`/orders?q=${encodeURIComponent(typed)}`);
      const row = rowsOf(page).filter({ has: page.locator(`a[href*="${form}"]`) });
      assert.ok((await row.innerText()).includes(said), `${typed}: ${await row.innerText()}`);
    }
    await browser.check(page, "orders found by the end of a phone");
    await open("/orders?view=sent");
    await page.locator("#q").fill(phone);
    await page.waitForURL(new RegExp(`/orders/${form}$`));
  });

  test("filters stand in the address; back and reload keep them; chips remove them", async () => {
    await open("/orders?view=all");
    const all = await rowsOf(page).count();
    await page.locator("#filters-button").focus();
    await page.keyboard.press("Enter");
    await page.locator("details#filters").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.matches("summary#filters-button")), true, "the focus stays where it was");
    await browser.check(page, "the panel of filters");
    await page.locator("select[name=payment]").selectOption("cod");
    await page.waitForURL(/payment=cod/);
    assert.doesNotMatch(page.url(), /=(&|$)/, "only what is set");
    await page.waitForFunction(() => document.querySelector(".chip"));
    const cod = await numbersOf(page);
    assert.ok(cod.length > 0 && cod.length < all);
    await page.reload();
    assert.deepEqual(await numbersOf(page), cod);
    await page.locator(".orders tbody th a").first().click();
    await page.waitForURL(/\/orders\/[0-9a-f-]{36}/);
    await page.goBack();
    await page.waitForFunction(() => document.querySelector(".chip"));
    assert.deepEqual(await numbersOf(page), cod);
    assert.equal(await page.locator("select[name=payment]").count(), 0, "the panel is fetched when it is opened");
    await page.locator("#q").fill("allegro");
    await page.waitForURL(/q=allegro/);
    assert.match(page.url(), /payment=cod/, "filters in use go along without it");
    await page.goBack();
    await page.locator(".chip").first().click();
    await page.waitForURL((url) => !url.searchParams.get("payment"));
    assert.equal(await rowsOf(page).count(), all);
  });

  test("are narrowed by amount, pieces, mark, country and deadline, and the chips say so", async () => {
    await open("/orders?view=all&amount_from=100&pieces_until=3&country=PL&flag=message&due_from=2020-01-01");
    const chips = await page.locator(".chips").innerText();
    for (const words of [/Kwota od.*100/, /Sztuk do.*3/, /Polska/, /wiadomość/, /Termin wysyłki od/]) assert.match(chips, words);
    for (const sum of await page.locator(".orders .sum").allInnerTexts())
      assert.ok(Number(sum.replace(/\s/g, "").match(/[\d,]+/)[0].replace(",", ".")) >= 100, sum);
    await browser.check(page, "filters in use");
    await page.locator(".chip", { hasText: "wiadomość" }).click();
    await page.waitForURL((url) => !url.searchParams.has("flag") && url.searchParams.get("amount_from") === "100");
    assert.ok(await rowsOf(page).count() > 0);
  });

  test("heads sort by purchase and deadline, say so, and keep filters and pages; on a phone a field does", async () => {
    const times = async (column) => {
      const known = Object.fromEntries(await rig.sql(`SELECT form_id, IFNULL(${column}, '') FROM orders`));
      return (await numbersOf(page)).map((number) => known[number]);
    };
    const head = (name) => page.locator(".orders thead th").filter({ hasText: name });
    await open("/orders?view=new&country=PL");
    assert.equal(await head("Zamówienie").getAttribute("aria-sort"), "descending");
    await head("Zamówienie").locator("a").click();
    await page.locator(".orders th[aria-sort=ascending]").waitFor();
    await page.waitForLoadState(); // its heads are there before its rows
    assert.equal(new URL(page.url()).search, "?view=new&sort=bought&country=PL");
    assert.deepEqual(await times("bought_at"), (await times("bought_at")).sort());
    await head("Wysłać do").locator("a").click();
    await page.waitForURL(/sort=due/);
    await page.waitForLoadState();
    assert.equal(await head("Wysłać do").getAttribute("aria-sort"), "ascending");
    assert.equal(await head("Zamówienie").getAttribute("aria-sort"), null);
    const due = (await times("ship_by")).filter(Boolean);
    assert.ok(due.length > 1);
    assert.deepEqual(due, due.toSorted());
    await browser.check(page, "orders sorted by deadline");
    await open("/orders?view=all&sort=bought");
    const oldest = await numbersOf(page);
    await page.locator("a[rel=next]").click();
    await page.waitForURL(/sort=bought&cursor=/);
    await page.waitForLoadState();
    assert.equal((await numbersOf(page)).filter((number) => oldest.includes(number)).length, 0);
    assert.match(await page.locator(".pager").innerText(), /Poprzednie/);
    await open("/orders?q=kowal");
    assert.equal(await page.locator(".orders thead a").count(), 0, "a search has its own order");
    const phone = await browser.user("ula", { width: 360, height: 740 });
    await phone.goto(`${rig.baseUrl}/orders?view=new`);
    await phone.getByRole("button", { name: "Filtry" }).click();
    await phone.locator("select[name=sort]").selectOption("due");
    await phone.waitForURL(/sort=due/);
  });

  test("a view is saved under a name, opened, renamed and deleted, by keys and on a phone", async () => {
    const links = page.locator("nav[aria-label='Zapisane widoki'] a");
    await open("/orders?view=all&country=PL");
    assert.equal(await links.count(), 0);
    await page.locator(".save summary").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Krajowe");
    await browser.check(page, "a view being saved");
    await page.keyboard.press("Enter");
    await page.locator("nav[aria-label='Zapisane widoki'] a[aria-current]").waitFor();
    assert.equal(new URL(page.url()).search, "?view=all&country=PL");
    await browser.check(page, "a saved view");
    await open("/orders");
    await links.filter({ hasText: "Krajowe" }).click();
    await page.waitForURL(/country=PL/);
    await page.locator(".save summary").click();
    await page.locator(".save input[name=name]").fill("Tylko kraj");
    await page.locator(".save button", { hasText: "Zmień nazwę" }).click();
    await links.filter({ hasText: "Tylko kraj" }).waitFor();
    const phone = await browser.user("iga", { width: 360, height: 740 });
    await rig.sql("UPDATE order_saved SET is_shared = 1");
    await phone.goto(`${rig.baseUrl}/orders`);
    await phone.locator("nav[aria-label='Zapisane widoki'] a").click();
    await phone.waitForURL(/country=PL/);
    await browser.check(phone, "a shared view on a phone");
    await page.locator(".save summary").click();
    await page.locator(".save button", { hasText: "Usuń widok" }).click();
    await page.locator(".save summary", { hasText: "Zapisz ten widok" }).waitFor();
    assert.equal(await links.count(), 0);
  });

  test("an empty result says what is there without the filters", async () => {
    await open("/orders?q=xyzzy");
    const text = await page.locator(".empty").innerText();
    assert.match(text, /Brak wyników/);
    assert.match(text, new RegExp(`${(await rig.orders()).length} zamówie`));
    assert.doesNotMatch(text, /jednej lub dwóch liter/);
    await open("/orders?q=xy+xyzzy");
    assert.match(await page.locator(".empty").innerText(), /jednej lub dwóch liter/);
  });

  test("new ones are announced without moving the page", async () => {
    await open("/orders?view=all");
    const before = await numbersOf(page);
    await rig.sandbox("/buy", { n: "3" });
    await rig.must("poll-orders", "--once");
    const fresh = page.locator("#fresh a");
    await page.evaluate(() => globalThis.htmx.ajax("GET", document.querySelector("#fresh").getAttribute("hx-get"), "#fresh"));
    await fresh.waitFor();
    assert.match(await fresh.innerText(), /^\s*3 /);
    assert.deepEqual(await numbersOf(page), before, "rows stay until the reader asks");
    await fresh.click();
    await page.waitForFunction((old) => !document.querySelector(".orders tbody th a").pathname.endsWith(old), before[0]);
    assert.equal(await page.locator("#fresh a").count(), 0);
  });

  test("keys move through rows and open them", async () => {
    await open("/orders?view=all");
    const numbers = await numbersOf(page);
    const focused = () => page.evaluate(() => document.activeElement.pathname?.split("/").pop());
    await page.keyboard.press("j");
    assert.equal(await focused(), numbers[0]);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    assert.equal(await focused(), numbers[1]);
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(numbers[1]));
    // The second letter counts soon after the first: on a busy machine an answer to the first takes longer.
    await Promise.all(["g", "o"].map((key) => page.keyboard.press(key)));
    await page.waitForURL(/\/orders$/);
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "q");
    await page.keyboard.type("gajk?");
    assert.equal(await page.locator("#q").inputValue(), "gajk?", "letters are letters in a field");
    await page.waitForURL((url) => url.searchParams.get("q") === "gajk?"); // what is asked for is there before one leaves
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.waitForURL(/\/help\/shortcuts/);
  });

  test("single-letter keys can be switched off", async () => {
    await open("/help/shortcuts");
    await page.locator("[data-keys-switch]").uncheck();
    await open("/orders?view=all");
    await page.keyboard.press("j");
    assert.equal(await page.evaluate(() => document.activeElement.pathname?.split("/").pop() ?? ""), "");
    await open("/help/shortcuts");
    await page.locator("[data-keys-switch]").check();
  });

  test("the page of an order shows lines, people, payment and the document", async () => {
    const order = (await rig.orders()).find((one) => one.lines.length > 1);
    await open(`/orders/${order.id}`);
    assert.equal(await page.locator("#order-id").innerText(), order.id);
    for (const line of order.lines) assert.ok((await page.locator("body").innerText()).includes(line.offerId));
    await page.locator("details:has(.json) summary").click();
    const shown = await page.locator(".json").innerText();
    assert.ok(shown.split("\n").length > 50, "one value a line");
    const document = JSON.parse(shown);
    assert.equal(document.id, order.id);
    assert.equal(document.lineItems.length, order.lines.length);
  });

  test("a cancelled order and one sent in part say so on page and slip", async () => {
    const pick = async (where) => (await rig.sql(`SELECT form_id FROM orders WHERE ${where} LIMIT 1`))[0][0];
    const says = async (where, ...texts) => {
      const id = await pick(where);
      for (const [path, part] of [[`/orders/${id}`, ".note"], [`/orders/${id}/slip`, ".stop"]]) {
        await open(path);
        const all = (await page.locator(part).allInnerTexts()).join(" ");
        for (const text of texts) assert.match(all, text, path);
      }
      await open(`/orders/${id}`);
      return page.locator("a[role=button].second", { hasText: "kartę" }).count();
    };
    assert.equal(await says("place = 'cancelled' AND payment_finished_at IS NOT NULL", /Nie pakuj: (zamówienie anulowane|kupujący anulował|Allegro automatycznie)/,
      /Zamówienie było opłacone – zwróć pieniądze w Allegro/), 1);
    assert.equal(await says("place IN ('new', 'open') AND line_items_sent = 'SOME'", /Część pozycji już wysłano/,
      /sprawdź, zanim spakujesz/), 0);
    await open(`/orders/${await pick("place = 'new' AND line_items_sent = 'NONE'")}/slip`);
    assert.equal(await page.locator(".stop").count(), 0);
  });

  test("its history tells what changed together as one entry, without personal values", async () => {
    const [[id, form]] = await rig.sql("SELECT id, form_id FROM orders WHERE place = 'new' LIMIT 1");
    const change = (field, before, after) => `(${id}, '2026-11-20 12:00:00.000', 'poll-orders', '${field}', ${before}, ${after})`;
    await rig.sql(`INSERT INTO order_change (order_id, at, actor, field, before_value, after_value) VALUES ${[
      change("fulfillment", "'NEW'", "'PROCESSING'"), change("total", "'10.00 PLN'", "'1299.50 PLN'"),
      change("ship_street", "NULL", "NULL"), change("ship_city", "NULL", "NULL")].join(", ")}`);
    await open(`/orders/${form}`);
    const entry = page.locator(".timeline li", { hasText: "Zmiana zamówienia: adres dostawy" });
    assert.equal(await entry.count(), 1);
    assert.match((await entry.innerText()).replace(/\s+/g, " "), /Realizacja: nowe → w realizacji.*10,00 zł → 1299,50 zł.*13:00.*Allegro/i);
    await entry.scrollIntoViewIfNeeded();
    await browser.picture(page, "order-history");
  });

  test("the number is copied by its button", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const [order] = await rig.orders();
    await open(`/orders/${order.id}`);
    await page.locator(".number .copy").click();
    await page.waitForFunction(() => document.querySelector("#live").textContent !== "");
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), order.id);
  });

  test("the number is copied on the plain http of a shop's own network as well, where there is no clipboard to ask", async () => {
    const [order] = await rig.orders();
    const plain = await browser.user("bez-schowka", { role: "seller" });
    await plain.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await plain.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await plain.goto(`${rig.baseUrl}/orders/${order.id}`);
    await plain.locator(".number .copy").click();
    await plain.waitForFunction(() => document.querySelector("#live").textContent === "Skopiowano");
    assert.equal(await plain.evaluate(() => document.activeElement.dataset.copy), order.id, "the focus is where it was");
    const other = await plain.context().newPage();
    await other.goto(`${rig.baseUrl}/help/shortcuts`);
    assert.equal(await other.evaluate(() => navigator.clipboard.readText()), order.id);
    await plain.context().close();
  });

  test("an order that cannot be read keeps its page, with the place and the reason", async () => {
    const [bad] = await rig.orders();
    await rig.sandbox("/faults", { kind: "poison", value: `${bad.id}/amount-decimals` });
    await rig.run("poll-orders", "--once");
    await open(`/orders/${bad.id}`);
    assert.match(await page.locator("[role=alert]").innerText(), /lineItems\/0\/price/);
  });

  test("the whole works without JavaScript", async () => {
    const plain = await browser.user("jan", { role: "packer", name: "Jan Kos", script: false });
    await plain.goto(`${rig.baseUrl}/orders`);
    await plain.locator("#q").fill("allegro");
    await plain.locator("#q").press("Enter");
    await plain.waitForURL(/q=allegro/);
    await plain.goto(`${rig.baseUrl}/orders?view=all`);
    await plain.getByRole("button", { name: "Filtry" }).click();
    await plain.locator("details#filters[open]").waitFor();
    await plain.locator("select[name=payment]").selectOption("paid");
    await plain.locator(".searchbox button").click();
    await plain.waitForURL(/payment=paid/);
    assert.doesNotMatch(plain.url(), /=(&|$)/, "only what is set");
    assert.ok(await rowsOf(plain).count() > 0);
    assert.equal(await plain.locator(".copy").first().isVisible().catch(() => false), false);
    await plain.locator(".orders tbody th a").first().click();
    await plain.waitForURL(/\/orders\/[0-9a-f-]{36}/);
    await plain.context().close();
  });

  test("the picture of the README is this list", async () => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await open("/orders?view=new");
    await browser.picture(page, "readme-orders", { wanted: true });
    const picture = join(pictures, "readme-orders.png");
    assert.ok(statSync(picture).size < 260_000, "small enough to be committed");
    // KRAM_README_PICTURE=.ci/orders.png tests/run tests/browser/orders.test.mjs makes it anew.
    if (process.env.KRAM_README_PICTURE) copyFileSync(picture, process.env.KRAM_README_PICTURE);
  });

  test("nobody complained: no script error, no violation of the policy", () => {
    assert.deepEqual(browser.complaints, []);
  });
});
