// What the order list weighs over the wire, headers and all, with fifty rows: first and repeated view.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { member } from "../web/client.mjs";
import { Browser } from "./browser.mjs";

const FIRST = 60_000;
const REPEATED = 10_000;

describe("the order list", () => {
  let rig, browser, page, client;

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "web", "connect", "import"], sandbox: ["--orders", "120"] });
    browser = await Browser.open(rig);
    page = await browser.user("anna");
    client = await member(rig, "seller");
  });
  after(async () => {
    await browser?.close();
    await rig?.stop();
  });

  /** Bytes of the pictures that came over the wire, once those that are seen are there. */
  const pictured = async () => {
    await page.waitForFunction(() => [...document.querySelectorAll(".orders tbody tr:nth-child(-n+5) img.pic")].every((one) => one.complete && one.naturalWidth));
    return page.evaluate(() => performance.getEntriesByType("resource").filter((one) => one.name.includes("/pictures/") && one.transferSize).map((one) => one.transferSize));
  };

  /** What each address of a view weighs, pictures apart. */
  const viewer = async () => {
    const wire = await page.context().newCDPSession(page);
    await wire.send("Network.enable");
    await wire.send("Network.clearBrowserCache");
    return async () => {
      const loads = new Map();
      const name = ({ requestId, request }) => request.url.startsWith("http") && loads.set(requestId, { url: request.url, bytes: 0 });
      const weigh = ({ requestId, encodedDataLength }) => { if (loads.has(requestId)) loads.get(requestId).bytes = encodedDataLength; };
      wire.on("Network.requestWillBeSent", name);
      wire.on("Network.loadingFinished", weigh);
      await page.goto(`${rig.baseUrl}/orders?view=all`, { waitUntil: "networkidle" });
      wire.off("Network.requestWillBeSent", name);
      wire.off("Network.loadingFinished", weigh);
      const all = [...loads.values()].map(({ url, bytes }) => ({ path: new URL(url).pathname, bytes }));
      const own = all.filter(({ path }) => !path.startsWith("/pictures/"));
      return { sum: own.reduce((sum, { bytes }) => sum + bytes, 0), what: own.map(({ path, bytes }) => `${path} ${bytes}`).join(", "), pictures: await pictured() };
    };
  };

  test("fits: a first view in 60 kB, a repeated one in 10, with a picture in each row, which comes once", async () => {
    await rig.must("sync-offers", "--once");
    await rig.must("fetch-pictures", "--once");
    await rig.sql("UPDATE account SET environment = 'production'"); // what a shop sees has no words about the simulator
    const view = await viewer();
    const first = await view();
    assert.equal(await page.locator(".orders tbody tr").count(), 50);
    assert.ok((await page.locator(".orders tbody img.pic").count()) > 40);
    const repeated = await view();
    console.log(`first view ${first.sum} bytes (${first.what}), ${first.pictures.length} pictures; repeated ${repeated.sum} (${repeated.what})`);
    assert.ok(first.pictures.length > 10, String(first.pictures));
    assert.deepEqual(repeated.pictures, []);
    assert.ok(first.sum > 1000 && first.sum <= FIRST, `first view: ${first.sum} bytes: ${first.what}`);
    assert.ok(repeated.sum > 1000 && repeated.sum <= REPEATED, `repeated view: ${repeated.sum} bytes: ${repeated.what}`);
  });

  test("is compressed for its own pages, and not for what another site asks for; its token is never the same text", async () => {
    for (const [accepted, taken] of [["gzip", "gzip"], ["gzip, deflate, br", "br"]]) {
      const get = async (site) => (await client.get("/orders?q=x", { "accept-encoding": accepted, ...(site && { "sec-fetch-site": site }) })).headers["content-encoding"];
      assert.deepEqual([await get("same-origin"), await get("none"), await get()], [taken, taken, taken]);
      assert.deepEqual([await get("cross-site"), await get("same-site")], ["identity", "identity"]);
    }
    const tokens = [];
    for (let i = 0; i < 2; i += 1) {
      await client.get("/orders");
      tokens.push(client.csrf);
    }
    assert.notEqual(tokens[0], tokens[1]);
    for (const token of tokens) assert.equal((await client.post("/settings/theme", { theme: "auto" }, { token })).status, 303);
  });

  test("nobody complained: no script error, no violation of the policy", () => {
    assert.deepEqual(browser.complaints, []);
  });
});
