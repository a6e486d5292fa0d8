// A file of the shop on its way into the catalogue: sent, looked at, reported, applied, taken back.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { Browser } from "./browser.mjs";

let rig, browser, file;

before(async () => {
  rig = await startRig({ parts: ["sandbox", "web"], sandbox: ["--orders", "1"] });
  browser = await Browser.open(rig);
  // What WooCommerce of a Polish shop writes, five hundred products of the rehearsal.
  file = join(rig.dir, "produkty.csv");
  const answer = await fetch(`${rig.sandboxUrl}/sandbox/shop.csv?n=500`);
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
});
after(async () => {
  await browser?.close();
  await rig?.stop();
});

const products = async () => Number((await rig.sql("SELECT COUNT(*) FROM product"))[0][0]);

test("500 products of WooCommerce: sent, columns seen and corrected, report, applied, taken back", async () => {
  const page = await browser.user("szef", { role: "seller" });
  await page.clock.install();
  await page.goto(`${rig.baseUrl}/files`);
  await browser.check(page, "no files yet");
  await page.getByLabel("Eksport ze sklepu").setInputFiles(file);
  await page.getByRole("button", { name: "Prześlij" }).click();
  await page.getByRole("heading", { name: "produkty.csv" }).waitFor();
  await page.getByRole("row", { name: /SK-00001/ }).first().waitFor();
  await browser.check(page, "mapping");
  await browser.picture(page, "file-mapping", { full: true });
  // Opis is left out, and the preview follows.
  await page.getByLabel("Użycie kolumny Marki").selectOption({ label: "Nieużywana" });
  await page.getByRole("button", { name: "Odśwież podgląd" }).click();
  await page.getByLabel("Użycie kolumny Marki").waitFor();
  assert.match(await page.getByLabel("Użycie kolumny Marki").inputValue(), /:ignore$/);
  await page.getByLabel("Użycie kolumny Marki").selectOption({ index: 0 });
  await page.getByRole("button", { name: "Wczytaj plik" }).click();
  await page.getByText("Nadaj profilowi nazwę").waitFor();
  await browser.check(page, "mapping without a name");
  await page.getByLabel("Nazwa profilu").fill("Sklep");
  await page.getByLabel("Nazwa profilu").press("Tab");
  await page.getByRole("button", { name: "Wczytaj plik" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("progressbar").waitFor();
  await browser.check(page, "being read");
  await rig.must("import-products", "--once");
  await page.clock.runFor(6_000);
  await page.getByRole("button", { name: "Zastosuj" }).waitFor();
  await page.getByText(/nowe: 500/).waitFor();
  assert.equal(await products(), 0, "the report changes nothing");
  await browser.check(page, "report");
  await page.getByRole("button", { name: "Zastosuj" }).click();
  await rig.must("import-products", "--once");
  await page.clock.runFor(6_000);
  await page.getByRole("button", { name: "Cofnij" }).waitFor();
  assert.equal(await products(), 500);
  await page.getByRole("button", { name: "Cofnij" }).click();
  await rig.must("import-products", "--once");
  await page.clock.runFor(6_000);
  await page.getByText("cofnięt").first().waitFor();
  assert.equal(await products(), 0);
  await page.context().close();
});

test("the next file of the profile needs no questions, and works without scripts, in English", async () => {
  const page = await browser.user("boss", { role: "seller", script: false, lang: "en" });
  await page.goto(`${rig.baseUrl}/files`);
  await page.getByLabel("Export from the shop").setInputFiles(file);
  await page.getByLabel("Profile").selectOption({ label: "Sklep" });
  await page.getByRole("button", { name: "Upload" }).click();
  await page.getByText("The file will be read within a minute").waitFor();
  await rig.must("import-products", "--once");
  await page.reload();
  await page.getByText(/new: 500/).waitFor();
  await page.getByRole("button", { name: "Apply" }).click();
  await rig.must("import-products", "--once");
  await page.reload();
  assert.equal(await products(), 500);
  await page.getByRole("button", { name: /back/i }).waitFor();
  await page.context().close();
});

test("one field of many products is changed by the keyboard, after it was shown", async () => {
  const page = await browser.user("szef", { role: "seller" });
  await page.goto(`${rig.baseUrl}/products`);
  await page.locator(".bulk").waitFor({ state: "hidden" });
  await page.locator("[name=id]").first().focus();
  await page.keyboard.press("Space");
  await page.locator("[name=id]").nth(1).focus();
  await page.keyboard.press("Space");
  await page.getByText("Zaznaczone: 2").or(page.locator(".bulk .marked")).first().waitFor();
  await browser.check(page, "products with some marked");
  await browser.picture(page, "products-marked");
  await page.locator("#bulk-field").selectOption("brand");
  await page.locator("#bulk-value").fill("Nowa Marka");
  await page.locator("#bulk-value").press("Enter");
  await page.getByRole("button", { name: "Zmień 2 produkty" }).waitFor();
  await browser.check(page, "what would change");
  await browser.picture(page, "products-bulk");
  await page.keyboard.press("Enter");
  await page.getByText("Zmieniono: 2.").waitFor();
  const named = async () => Number((await rig.sql("SELECT COUNT(*) FROM product WHERE brand = 'Nowa Marka' AND locks = 'brand'"))[0][0]);
  assert.equal(await named(), 2);
  await browser.check(page, "what was changed");
  await page.getByRole("button", { name: "Cofnij" }).press("Enter");
  await page.getByText("Przywrócono: 2.").waitFor();
  assert.equal(await named(), 0);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${rig.baseUrl}/products`);
  await page.locator("[name=id]").first().check();
  await browser.check(page, "products marked on a phone");
  await page.context().close();
});

test("on a phone its columns are cards, and a file that is none is told in words", async () => {
  const page = await browser.user("telefon", { role: "seller", width: 360, height: 740 });
  await page.goto(`${rig.baseUrl}/files`);
  await browser.check(page, "files on a phone");
  await page.getByText("Wybierz plik", { exact: true }).waitFor();
  await page.getByLabel("Eksport ze sklepu").setInputFiles({ name: "zaloguj.csv", mimeType: "text/csv", buffer: Buffer.from("<!doctype html><html><title>Zaloguj</title></html>") });
  await page.getByRole("button", { name: "Prześlij" }).click();
  await page.getByRole("alert").getByText(/to strona WWW/).waitFor();
  await browser.check(page, "a web page instead of a file");
  await page.getByLabel("Eksport ze sklepu").setInputFiles({ name: "własny.csv", mimeType: "text/csv", buffer: Buffer.from("Nr towaru;Co to jest;Ile kosztuje\nA-1;Lampa;12,50\nA-2;Kosz;7,00\n") });
  await page.getByRole("button", { name: "Prześlij" }).click();
  await page.getByText("nie zna formatu").waitFor();
  await browser.check(page, "columns nobody knows on a phone");
  await page.getByLabel("Użycie kolumny Nr towaru").selectOption("0:sku");
  await page.getByLabel("Użycie kolumny Co to jest").selectOption("1:name");
  await page.getByLabel("Użycie kolumny Ile kosztuje").selectOption("2:price");
  await page.getByRole("button", { name: "Odśwież podgląd" }).click();
  await page.getByText("12,50 zł").waitFor();
  await browser.picture(page, "file-mapping-phone", { full: true });
  await page.getByLabel("Nazwa profilu").fill("Własny");
  await page.getByRole("button", { name: "Wczytaj plik" }).click();
  await page.getByText("Plik zostanie wczytany").waitFor();
  await page.context().close();
});

test("neither the policy nor a script complained", () => assert.deepEqual(browser.complaints.filter((line) => !/status of 422/.test(line)), []));
