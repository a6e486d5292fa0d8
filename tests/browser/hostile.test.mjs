// 500 hostile texts in every field a buyer controls: none runs, none breaks a page, and the policy
// has nothing to report (RELIABILITY F54).
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { Browser } from "./browser.mjs";
import { hostileTexts } from "./hostile.mjs";

const COUNT = 500;

describe("hostile texts", () => {
  let rig, browser, page, orders;
  const hits = [];
  const foreign = [];

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "web", "connect", "import"], sandbox: ["--orders", "0"] });
    const texts = hostileTexts(COUNT);
    assert.equal(new Set(texts).size, COUNT);
    const response = await fetch(`${rig.sandboxUrl}/sandbox/hostile`, { method: "POST", body: JSON.stringify(texts) });
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

  test("a slip of each kind shows them as text", async () => {
    for (let i = 0; i < orders.length; i += 10) {
      const response = await page.goto(`${rig.baseUrl}/orders/${orders[i]}/slip`, { waitUntil: "domcontentloaded" });
      assert.equal(response.status(), 200, orders[i]);
      assert.ok(await page.locator(".barcode rect").count() > 50);
      await check(`slip ${orders[i]}`);
    }
  });

  test("the search box takes them all and answers", async () => {
    for (const text of hostileTexts(COUNT).filter((_, i) => i % 5 === 0)) {
      const response = await page.goto(`${rig.baseUrl}/orders?q=${encodeURIComponent(text)}`, { waitUntil: "domcontentloaded" });
      assert.ok([200, 400].includes(response.status()), `${response.status()} for ${text}`);
      await check(`search for ${text}`);
    }
  });

  test("F54: neither the policy nor a script complained", () => {
    assert.deepEqual(browser.complaints.filter((text) => !/status of 400/.test(text)), []);
  });
});
