// The pulse of every page: fresh figures each 20 seconds, and a word when nobody answers.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { Browser } from "./browser.mjs";

let rig;
let browser;
before(async () => {
  rig = await startRig({ parts: ["sandbox", "web", "connect", "import"], sandbox: ["--orders", "10"] });
  browser = await Browser.open(rig);
});
after(async () => {
  await browser?.close();
  await rig?.stop();
});

const late = (minutes) => rig.sql(`UPDATE order_form SET dirty_gen = clean_gen + 1, waiting_since = UTC_TIMESTAMP(3) - INTERVAL ${minutes} MINUTE,
  state = 'PENDING', meaning = 'OUTAGE', problem = 'GET /order/checkout-forms/{id}: 503 trouble at Allegro', next_try = UTC_TIMESTAMP(3) + INTERVAL 1 MINUTE
  ORDER BY form_id LIMIT 2`);

test("it tells how fresh the orders are, and asks again without a word from the reader", async () => {
  const page = await browser.user("anna");
  await page.clock.install();
  await page.goto(rig.baseUrl);
  assert.match(await page.locator("#pulse").innerText(), /Zsynchronizowano[^]*do wysłania dziś: \d+[^]*stan na/);
  assert.doesNotMatch(await page.locator("#pulse").innerText(), /czekają na odczyt/);
  await late(240);
  const answer = page.waitForResponse((r) => new URL(r.url()).pathname === "/pulse");
  await page.clock.runFor(25_000);
  await answer;
  await page.locator("#pulse a", { hasText: /2 zamówienia czekają na odczyt, od/ }).waitFor();
  await browser.check(page, "pulse");
  await browser.picture(page, "pulse-today", { full: true });
  await page.context().close();
});

test("when nobody answers it says from when its figures are, and takes it back", async () => {
  const page = await browser.user("anna");
  await page.clock.install();
  await page.goto(`${rig.baseUrl}/orders`);
  assert.equal(await page.locator("#pulse .stale").isVisible(), false);
  await page.route("**/pulse", (route) => route.fulfill({ status: 204, body: "" }));
  await page.clock.runFor(90_000);
  await page.locator("#pulse .stale").waitFor();
  assert.match(await page.locator("#pulse .stale").innerText(), /Kram nie odpowiada; dane z godziny \d/);
  await browser.picture(page, "pulse-stale");
  await page.unroute("**/pulse");
  const answer = page.waitForResponse((r) => new URL(r.url()).pathname === "/pulse");
  await page.clock.runFor(25_000);
  await answer;
  await page.locator("#pulse .stale").waitFor({ state: "hidden" });
  await page.context().close();
});

test("without JavaScript the time stands on the page; on a phone it fits", async () => {
  const page = await browser.user("anna", { script: false, width: 360, height: 740 });
  for (const path of ["/", "/orders?view=problem", "/accounts", "/outbox"]) {
    await page.goto(rig.baseUrl + path);
    assert.match(await page.locator("#pulse").innerText(), /stan na \d/, path);
    assert.equal(await page.locator("#pulse .stale").isVisible(), false);
  }
  await page.goto(`${rig.baseUrl}/orders?view=problem`);
  assert.match(await page.locator("main").innerText(), /oczekiwane/);
  await browser.picture(page, "pulse-problems-phone", { full: true });
  await page.context().close();
});

test("no page complained", () => assert.deepEqual(browser.complaints, []));
