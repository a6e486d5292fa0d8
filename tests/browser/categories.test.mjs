// Looking for a category as one types, with and without scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { Browser } from "./browser.mjs";

let rig;
let browser;

before(async () => {
  rig = await startRig({ parts: ["sandbox", "web", "connect"], sandbox: ["--orders", "1"] });
  await rig.must("sync-categories", "--once");
  browser = await Browser.open(rig);
});
after(async () => {
  await browser?.close();
  await rig?.stop();
});

test("what was typed finds categories without leaving the field, and the address has it", async () => {
  const page = await browser.user("anna");
  await page.goto(`${rig.baseUrl}/categories`);
  await page.locator("#q").pressSequentially("kinkiety zewn oswietlenie", { delay: 20 });
  await page.locator("#found tbody tr", { hasText: "Oświetlenie zewnętrzne" }).first().waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  assert.match(page.url(), /q=kinkiety(\+|%20)zewn/);
  await browser.check(page, "categories found");
  await browser.picture(page, "categories-found");
  await page.locator("#found tbody a").first().click();
  await page.getByRole("heading", { name: "Kinkiety" }).waitFor();
  await page.getByRole("button", { name: "Pobierz parametry Allegro" }).click();
  await page.getByText("Parametry pojawią się w ciągu minuty").waitFor();
  await rig.must("sync-categories", "--once");
  await page.reload();
  await page.getByRole("row", { name: /Marka/ }).waitFor();
  await browser.check(page, "category with parameters");
  await browser.picture(page, "category");
  await page.context().close();
});

test("a page opened while the tree is read tells how far it is, and becomes the search by itself", async () => {
  const page = await browser.user("anna");
  await rig.sql("UPDATE category_tree SET filled_at = NULL, began_at = UTC_TIMESTAMP(3)");
  await page.clock.install();
  await page.goto(`${rig.baseUrl}/categories`);
  await page.getByText(/Wczytano dotąd kategorii: \d+/).waitFor();
  await browser.check(page, "categories being read");
  await rig.sql("UPDATE category_tree SET filled_at = UTC_TIMESTAMP(3), began_at = NULL");
  await page.clock.runFor(6_000);
  await page.locator("#q").waitFor();
  assert.equal(await page.locator("#categories").count(), 1);
  await page.context().close();
});

test("without scripts the form and the links do the same", async () => {
  const page = await browser.user("anna", { script: false });
  await page.goto(`${rig.baseUrl}/categories`);
  await page.fill("#q", "kawa");
  await page.press("#q", "Enter");
  assert.match(page.url(), /q=kawa/);
  assert.ok((await page.locator("#found tbody tr").count()) > 0);
  await page.goto(`${rig.baseUrl}/categories`);
  for (const name of ["Dom i Ogród", "Oświetlenie", "Żarówki", "LED"]) await page.locator("#found").getByRole("link", { name, exact: true }).first().click();
  await page.getByRole("heading", { name: "LED" }).waitFor();
  await page.context().close();
});

test("nobody complained: no script error, no violation of the policy", () => assert.deepEqual(browser.complaints, []));
