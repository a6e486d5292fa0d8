// What is done with marked orders: slips for A4 and for labels. A PDF is what a printer gets.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { Browser } from "./browser.mjs";

describe("marked orders", () => {
  let rig, browser, page;

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "web", "connect", "import"], sandbox: ["--orders", "120"] });
    browser = await Browser.open(rig);
    page = await browser.user("jan", { role: "packer", name: "Jan Kos" });
  });
  after(async () => {
    await browser?.close();
    await rig?.stop();
  });

  const open = (path, on = page) => on.goto(rig.baseUrl + path);
  const sql1 = async (query) => (await rig.sql(query)).flat();
  const clean = () => sql1(`SELECT form_id FROM orders WHERE place = 'new' AND payment_state = 'paid' AND status = 'READY_FOR_PROCESSING'
    AND fulfillment = 'NEW' AND fulfillment_provider = 'SELLER' AND line_items_sent = 'NONE' AND cancelled_at IS NULL AND line_count = 1 LIMIT 3`);
  const mark = (ids, on = page) => on.evaluate((all) => {
    for (const id of all) {
      const box = document.querySelector(".orders [name=id]").cloneNode();
      Object.assign(box, { value: id, checked: true });
      document.querySelector(".orders tbody th").append(box);
    }
  }, ids);
  const press = async (button, on = page) => {
    const [tab] = await Promise.all([on.context().waitForEvent("page"), on.locator("#bulk").getByRole("button", { name: button }).click()]);
    await tab.waitForLoadState();
    return tab;
  };
  // The sheets of a PDF with their size in mm.
  const sheets = async (on) => [...(await on.pdf({ preferCSSPageSize: true })).toString("latin1")
    .matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, ...size]) => size.map((pt) => Math.round((pt / 72) * 25.4)).join("x"));

  test("the bar is there when something is marked, and only then; by keys too", async () => {
    await open("/orders?view=all");
    const bar = page.locator("#bulk");
    assert.equal(await bar.isVisible(), false);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    assert.equal(await bar.isVisible(), true);
    const marked = await page.locator("[name=id]:checked").getAttribute("value");
    await page.waitForFunction(async (id) => (await navigator.clipboard.readText()) === id, marked); // to be pasted elsewhere
    await page.keyboard.press(".");
    assert.equal(await page.evaluate(() => document.activeElement.id), "bulk-status");
    await browser.picture(page, "bulk-bar");
    await page.setViewportSize({ width: 1366, height: 9000 }); // nothing is half below the bar
    await browser.check(page, "the bar");
    await page.setViewportSize({ width: 1366, height: 800 });
    await page.locator("[name=id]:checked").uncheck();
    assert.equal(await bar.isVisible(), false);
  });

  test("slips: one sheet an order, A4 or a label, and the browser keeps which", async () => {
    const ids = await clean();
    await open("/orders?view=all");
    await mark(ids);
    const slips = await press("Karty pakowania");
    assert.deepEqual(await slips.locator(".slip figcaption").allInnerTexts(), ids);
    assert.deepEqual(await sheets(slips), ["210x297", "210x297", "210x297"]);
    await browser.check(slips, "slips");
    await slips.getByLabel("Etykieta").check();
    assert.deepEqual(await sheets(slips), ["100x150", "100x150", "100x150"]);
    await browser.picture(slips, "slips-label", { full: true });
    await browser.check(slips, "slips on labels");
    await slips.close();
    await open(`/orders/${ids[0]}/slip`);
    assert.deepEqual(await sheets(page), ["100x150"]);
    await page.getByLabel("A4").check();
    const seen = await sql1(`SELECT form_id FROM order_view_log JOIN users ON users.id = user_id WHERE login = 'jan' AND form_id IN ('${ids.join("','")}')`);
    assert.deepEqual(seen.sort(), ids.toSorted(), "each slip is noted as seen");
  });

  test("what must not be packed comes first, with the reason, and has no slip among many; by itself it says stop", async () => {
    const [good] = await clean();
    const held = await sql1(`(SELECT form_id FROM orders WHERE status = 'CANCELLED' LIMIT 1) UNION
      (SELECT form_id FROM orders WHERE payment_state = 'unpaid' AND status <> 'CANCELLED' LIMIT 1)`);
    await open("/orders?view=all");
    await mark([held[0], good, held[1]]);
    const slips = await press("Karty pakowania");
    assert.match(await slips.locator("h1").innerText(), /Karty pakowania: 1, wstrzymane: 2/);
    assert.deepEqual(await slips.locator(".held th a").evaluateAll((all) => all.map((a) => a.title)), held);
    assert.match(await slips.locator(".held").innerText(), /anulowane[^]*nie jest opłacone|anulowane[^]*nieopłacone/i);
    assert.deepEqual(await slips.locator(".slip figcaption").allInnerTexts(), [good]);
    assert.equal(await slips.locator(".slip").first().evaluate((e) => e.classList.contains("held")), true);
    assert.deepEqual(await sheets(slips), ["210x297", "210x297"]);
    assert.equal(await slips.evaluate(() => document.querySelector(".held + .slip") !== null), true);
    await browser.check(slips, "held slips");
    await browser.picture(slips, "slips-held", { full: true });
    await slips.close();
    await open(`/orders/${held[0]}/slip`);
    assert.equal(await page.locator(".slip .stop").count() > 0, true);
  });

  test("pick list: alike goods together, pieces counted, by SKU as Polish sorts; held orders left out and named", async () => {
    const ids = await clean();
    const [held] = await sql1("SELECT form_id FROM orders WHERE status = 'CANCELLED' LIMIT 1");
    const line = (i, ...set) => rig.sql(`UPDATE order_line SET ${set.join(", ")} WHERE order_id = (SELECT id FROM orders WHERE form_id = '${ids[i]}')`);
    await line(0, "sku = 'łata'", "quantity = 2", "products = 'p*4 q*4 r*1'");
    await line(1, "sku = 'lody'", "quantity = 3", "products = NULL");
    await line(2, "sku = NULL", "quantity = 1", "products = NULL", "offer_id = '77'");
    await rig.sql(`UPDATE order_line SET sku = 'lody' WHERE order_id = (SELECT id FROM orders WHERE form_id = '${held}')`);
    await open("/orders?view=all");
    await mark([...ids, held]);
    const list = await press("Lista zbiórki");
    const rows = await list.locator(".picks tbody tr").evaluateAll((all) => all.map((row) => [row.cells[2].innerText, row.cells[1].innerText, row.cells[4].innerText]));
    assert.deepEqual(rows, [["lody", "3", "1"], ["łata", "18", "1"], ["oferta 77", "1", "1"]]);
    assert.match(await list.locator(".picks").innerText(), /zamówień: 3, sztuk: 22[^]*2 × zestaw: 9 szt/);
    assert.deepEqual(await list.locator(".held th a").evaluateAll((all) => all.map((a) => a.title)), [held]);
    assert.equal((await sheets(list)).length, 2);
    await browser.check(list, "pick list");
    await browser.picture(list, "picklist", { full: true });
    await list.setViewportSize({ width: 360, height: 740 });
    await browser.check(list, "pick list on a phone");
    await list.close();
  });

  test("all that match are taken beyond the page: the filter goes along, not the numbers", async () => {
    await open("/orders?view=all&payment=paid");
    const wanted = await sql1("SELECT form_id FROM orders WHERE payment_state = 'paid' AND place <> 'merged'");
    assert.ok(wanted.length > 50);
    await page.locator("[name=id]").first().check();
    await page.getByLabel("Wszystkie pasujące").check();
    assert.equal(await page.locator(".bulk .marked").evaluate((e) => getComputedStyle(e, "::after").content), "none");
    const slips = await press("Karty pakowania");
    const shown = [...await slips.locator(".slip figcaption").allInnerTexts(),
      ...await slips.locator(".held th a").evaluateAll((all) => all.map((a) => a.title))];
    assert.deepEqual(shown.sort(), wanted.sort());
    await slips.close();
    await page.getByRole("button", { name: "Pokaż zmianę" }).click();
    await page.waitForURL(/payment=paid/);
    assert.equal(await page.locator("tbody tr").count(), Math.min(100, wanted.length));
  });

  test("the list itself prints as a table: across the sheet, black on white, nothing cut off and nothing to click", async () => {
    const anna = await browser.user("anna", { colorScheme: "dark" });
    await open("/orders?view=all&country=PL", anna);
    const sizes = await sheets(anna);
    assert.ok(sizes.length > 1 && sizes.length < 5, `${sizes.length} sheets`);
    assert.deepEqual([...new Set(sizes)], ["297x210"]);
    await anna.emulateMedia({ media: "print" });
    await anna.setViewportSize({ width: 1047, height: 718 }); // A4 across, without its margins
    const look = await anna.evaluate(() => {
      const seen = (what) => [...document.querySelectorAll(what)].filter((x) => x.checkVisibility()).length;
      const cells = [...document.querySelectorAll(".orders td, .orders th")];
      return {
        rows: document.querySelectorAll(".orders tbody tr").length,
        cut: cells.filter((x) => x.scrollWidth > x.clientWidth + 1).map((x) => x.innerText),
        colors: [...new Set(cells.map((x) => getComputedStyle(x).color))],
        ground: getComputedStyle(document.body).backgroundColor,
        clicked: seen(".orders input") + seen(".find") + seen(".save") + seen(".tabs"),
        caption: document.querySelector(".orders caption").getBoundingClientRect().height > 10,
        filter: seen(".chip"),
      };
    });
    assert.ok(look.rows >= 40, `${look.rows} rows`);
    assert.deepEqual({ ...look, rows: 0 },
      { rows: 0, cut: [], colors: ["rgb(0, 0, 0)"], ground: "rgb(255, 255, 255)", clicked: 0, caption: true, filter: 1 });
    await browser.picture(anna, "orders-print");
    await anna.context().close();
  });

  test("CSV: a file of the marked orders, while the list stays as it is", async () => {
    const ids = await clean();
    await open("/orders?view=all");
    await mark(ids);
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#bulk").getByRole("button", { name: "CSV" }).click()]);
    assert.match(download.suggestedFilename(), /^orders-[\d-]+\.csv$/);
    const text = readFileSync(await download.path(), "utf8");
    assert.ok(ids.every((id) => text.includes(id)));
    assert.equal(await page.locator("[name=id]:checked").count(), ids.length);
  });

  test("on a phone, in English and without JavaScript, for a packer; not for a viewer", async () => {
    const phone = await browser.user("jan", { role: "packer", name: "Jan Kos", script: false, width: 360, height: 740, lang: "en" });
    await open("/orders?view=new", phone);
    assert.equal(await phone.locator("#bulk").isVisible(), false);
    await phone.locator("[name=id]").first().check();
    const slips = await press("Packing slips", phone);
    assert.equal(await slips.locator(".slip").count(), 1);
    await browser.picture(slips, "slips-phone");
    await phone.context().close();
    const narrow = await browser.user("jan", { role: "packer", name: "Jan Kos", width: 360, height: 740 });
    await open("/orders?view=new", narrow);
    await narrow.locator("[name=id]").first().check();
    await browser.picture(narrow, "bulk-bar-phone");
    await narrow.setViewportSize({ width: 360, height: 15000 });
    await browser.check(narrow, "the bar on a phone");
    await narrow.setViewportSize({ width: 360, height: 740 });
    await browser.check(await press("Karty pakowania", narrow), "slips on a phone");
    await narrow.context().close();
  });

  test("nobody complained: no script error, no violation of the policy", () => {
    assert.deepEqual(browser.complaints, []);
  });
});
