// 500 hostile texts in the fields a buyer controls: none runs, none breaks a page, and the policy
// has nothing to report (RELIABILITY F54). At full depth each text stands in every field of an order
// of its own; otherwise ten of them share the fields of one, shifted from day to day.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { deep, seed } from "../depth.mjs";
import { startRig } from "../rig/rig.mjs";
import { Browser } from "./browser.mjs";
import { hostileTexts } from "./hostile.mjs";

const TEXTS = 500;
const MIXED = 10; // texts an order has
const COUNT = deep ? TEXTS : TEXTS / MIXED;
const SLIPS = 25;
const SEARCHES = deep ? 100 : 40;

/** What the orders are made of: a text each, or MIXED of them in turn. */
function purchases(texts) {
  if (deep) return texts;
  return Array.from({ length: COUNT }, (_, i) => {
    const mine = texts.slice(i * MIXED, (i + 1) * MIXED);
    return mine.map((_, field) => mine[(field + seed) % MIXED]);
  });
}

/** n of them, evenly spread. */
const some = (all, n) => all.filter((_, i) => (i * n) % all.length < n);

describe("hostile texts", () => {
  let rig, browser, page, orders;
  const hits = [];
  const foreign = [];

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "web", "connect", "import"], sandbox: ["--orders", "0"] });
    const texts = hostileTexts(TEXTS);
    assert.equal(new Set(texts).size, TEXTS);
    const response = await fetch(`${rig.sandboxUrl}/sandbox/hostile`, { method: "POST", body: JSON.stringify(purchases(texts)) });
    assert.equal(response.status, 200);
    await rig.must("poll-orders", "--once");
    orders = (await rig.orders()).map((order) => order.id);
    browser = await Browser.open(rig);
    page = await browser.user("anna");
    await page.exposeFunction("hit", (n) => hits.push(n));
    page.on("request", (request) => {
      if (!request.url().startsWith(rig.baseUrl) && !request.url().startsWith("data:")) foreign.push(request.url());
    });
  });
  after(async () => {
    await browser?.close();
    await rig?.stop();
  });

  const check = async (what) => {
    assert.deepEqual(hits, [], `a script ran on ${what}`);
    assert.deepEqual(foreign, [], `another host was asked on ${what}`);
    // What the texts would add if one of them were markup, and what they would take away.
    const shape = await page.evaluate(() => ({
      scripts: document.querySelectorAll("script").length,
      strangers: document.querySelectorAll("main :is(iframe, object, embed, video, math, style, link, base, meta, template, marquee, img)").length,
      handlers: [...document.querySelectorAll("*")].filter((e) => [...e.attributes].some((a) => /^on|^hx-on/.test(a.name))).length,
      landmark: document.querySelectorAll("body > main").length,
      live: document.querySelectorAll("#live").length,
    }));
    assert.deepEqual({ ...shape, scripts: shape.scripts <= 2 },
      { scripts: true, strangers: 0, handlers: 0, landmark: 1, live: shape.live }, what);
  };

  test("all of them came in", () => {
    assert.equal(orders.length, COUNT);
  });

  test("the list shows them as text, page by page", async () => {
    await page.goto(`${rig.baseUrl}/orders?view=all`);
    let rows = 0;
    for (;;) {
      await check(page.url());
      rows += await page.locator(".orders tbody tr").count();
      const next = page.locator("a[rel=next]");
      if (!await next.count()) break;
      await page.goto(new URL(await next.getAttribute("href"), rig.baseUrl).href);
    }
    assert.equal(rows, COUNT);
  });

  test("F54: each order shows them as text", async () => {
    for (const id of orders) {
      const response = await page.goto(`${rig.baseUrl}/orders/${id}`, { waitUntil: "domcontentloaded" });
      assert.equal(response.status(), 200, id);
      assert.equal(await page.locator("#order-id").innerText(), id);
      await check(id);
    }
  });

  test("a slip shows them as text", async () => {
    for (const id of some(orders, SLIPS)) {
      const response = await page.goto(`${rig.baseUrl}/orders/${id}/slip`, { waitUntil: "domcontentloaded" });
      assert.equal(response.status(), 200, id);
      const bars = (await page.locator(".barcode path").getAttribute("d")).split("z").length;
      assert.ok(bars > 50, `${bars} bars`);
      await check(`slip ${id}`);
    }
  });

  test("the search box takes them and answers", async () => {
    for (const text of some(hostileTexts(TEXTS), SEARCHES)) {
      const response = await page.goto(`${rig.baseUrl}/orders?q=${encodeURIComponent(text)}`, { waitUntil: "domcontentloaded" });
      assert.ok([200, 400].includes(response.status()), `${response.status()} for ${text}`);
      await check(`search for ${text}`);
    }
  });

  test("F54: neither the policy nor a script complained", () => {
    assert.deepEqual(browser.complaints.filter((text) => !/status of 400/.test(text)), []);
  });
});
