// From nothing to orders: the first administrator, then an account, by code and through Allegro's
// page, and what happens when the seller refuses.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { Browser } from "./browser.mjs";

const password = "poprawny koń zszywka bateria";

describe("connecting", () => {
  let rig, browser, page;

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "web"], sandbox: ["--orders", "30"] });
    browser = await Browser.open(rig);
    page = await browser.guest();
  });
  after(async () => {
    await browser?.close();
    await rig?.stop();
  });

  const open = (path) => page.goto(rig.baseUrl + path);
  const h1 = () => page.locator("h1").innerText();

  /** A password is asked for again before connections change, unless it was given just now. */
  async function confirmIfAsked() {
    if (!page.url().includes("/login/confirm")) return false;
    await page.locator("input[type=password]").fill(password);
    await page.locator("main form button").first().click();
    await page.waitForURL((url) => !url.pathname.startsWith("/login"));
    return true;
  }

  async function submit(button) {
    await page.locator(button).click();
    await page.waitForLoadState();
    if (await confirmIfAsked() && await page.locator(button).count()) {
      await page.locator(button).click();
      await page.waitForLoadState();
    }
  }

  async function saveKeys(client) {
    await open("/accounts/new?environment=simulator");
    await page.locator("input[name=client_id]").fill(client.id);
    await page.locator("input[name=client_secret]").fill(client.secret ?? "rehearsal-secret");
    await page.locator("input[name=app_name]").fill("Kram-Rehearsal");
    await page.locator("input[name=app_version]").fill("1.0");
    await page.locator("input[name=contact_url]").fill("https://kram.example/contact");
    const replace = page.locator("input[name=replace]");
    if (await replace.count()) await replace.check();
    await submit("form[action='/connect/credentials'] button");
  }

  test("first run: a one-time link makes the first administrator", async () => {
    const { stdout } = await rig.must("kramctl", "user", "setup");
    await page.goto(stdout.match(/https?:\S+/)[0]);
    if (await page.locator("input[name=login]").count() === 0) await page.locator("main button").first().click();
    await browser.check(page, "setup");
    await browser.picture(page, "setup");
    await page.locator("input[name=name]").fill("Maria Zięba");
    await page.locator("input[name=login]").fill("maria");
    await page.locator("input[name=password]").fill(password);
    await page.locator("input[name=repeat]").fill(password);
    await page.locator("main form button").first().click();
    await page.waitForURL((url) => !url.pathname.startsWith("/setup"));
    if (new URL(page.url()).pathname === "/login") {
      await page.locator("#login").fill("maria");
      await page.locator("#password").fill(password);
      await page.locator("main form button").first().click();
      await page.waitForURL((url) => !url.pathname.startsWith("/login"));
    }
    assert.match(await page.locator("header").innerText(), /Maria Zięba/);
  });

  test("without an account every page says so and leads on", async () => {
    for (const path of ["/", "/orders", "/accounts"]) {
      await open(path);
      assert.match(await page.locator(".empty").innerText(), /Nie połączono konta Allegro/, path);
      await browser.check(page, `${path} without an account`);
    }
    await browser.picture(page, "accounts-empty");
    await page.locator(".empty a[role=button]").click();
    await page.waitForURL(/\/accounts\/new/);
  });

  test("wrong keys are refused in words", async () => {
    await saveKeys({ id: "kram-device", secret: "not-the-secret" });
    assert.match(await page.locator("main").innerText(), /nie przyjmuje|klucz/i);
    await browser.check(page, "wrong keys");
    await browser.picture(page, "keys-refused");
  });

  test("the kind of application comes first, and what it cannot do is not offered", async () => {
    const main = () => page.locator("main").innerText();
    await open("/accounts/new?environment=simulator");
    await page.getByRole("link", { name: "Z dostępem do przeglądarki" }).click();
    await page.waitForURL(/kind=browser/);
    assert.match(await main(), /kram-code/);
    assert.doesNotMatch(await main(), /kram-device/);
    await browser.check(page, "kind with a browser");
    // Allegro itself sends nobody back to an address of this machine: only codes are left.
    await open("/accounts/new?environment=production&kind=browser");
    assert.equal(await page.locator("a.choice", { hasText: "przeglądarki" }).count(), 1);
    assert.match(await main(), /wymaga adresu Kramu zaczynającego się od https:/);
    assert.doesNotMatch(await main(), /Adres zwrotny/);
    for (const scope of ["profile:read", "orders:read", "orders:write", "ratings"]) assert.match(await main(), new RegExp(`allegro:api:${scope}`));
    assert.match(await main(), /Nazwa aplikacji/);
    await browser.check(page, "production, its permissions");
    await browser.picture(page, "connect-kind", { full: true });
  });

  test("by code: shown with a QR picture, confirmed elsewhere, then orders come in", async () => {
    await saveKeys({ id: "kram-device" });
    await open("/accounts/new?environment=simulator");
    assert.match(await page.locator("main").innerText(), /klucze działają/);
    assert.equal(await page.locator("form[action='/connect/start']").count(), 0, "its kind cannot go through Allegro's page");
    await page.locator("input[name=name]").fill("Ceramika");
    await submit("form[action='/connect/device'] button");
    if (!page.url().includes("/connect/device/")) {
      await page.locator("input[name=name]").fill("Ceramika");
      await submit("form[action='/connect/device'] button");
    }
    await page.waitForURL(/\/connect\/device\//);
    assert.ok(await page.locator("svg.qr rect").count() > 50);
    await browser.check(page, "device code");
    await browser.picture(page, "connect-code");
    const code = await page.locator(".device-code output").innerText();
    await rig.sandbox("/device/approve", { user_code: code, seller: "kram_demo" });
    await page.waitForURL(/\/accounts\/\d+/, { timeout: 20_000 });
    assert.equal(await h1(), "Ceramika");
    assert.match(await page.locator("main").innerText(), /kram_demo/);
    await browser.check(page, "connected");
    await open("/orders?view=all");
    assert.match(await page.locator("#import").innerText(), /Ceramika: pobieranie/);
    await browser.check(page, "import awaited");
    await browser.picture(page, "import-awaited");
    await rig.must("poll-orders", "--once");
    await page.locator("#import a").waitFor(); // the bar polls itself and says when all is here
    await browser.picture(page, "import-done");
    await page.locator("#import a").click();
    await page.waitForURL(/view=all/);
    assert.equal(await page.locator(".orders tbody tr").count(), (await rig.orders()).length);
  });

  test("through Allegro's page: consent, and back with another seller", async () => {
    await saveKeys({ id: "kram-code" });
    await open("/accounts/new?environment=simulator");
    await page.locator("input[name=name]").fill("Drugi sklep");
    await submit("form[action='/connect/start'] button");
    await page.waitForURL(/\/auth\/oauth\/authorize/);
    await page.locator("input[value=inny_sprzedawca]").check();
    await page.locator("button[value=allow]").click();
    await page.waitForURL(/\/accounts\/\d+/);
    assert.equal(await h1(), "Drugi sklep");
    assert.match(await page.locator("main").innerText(), /inny_sprzedawca/);
    await open("/accounts");
    assert.equal(await page.locator("tbody tr").count(), 2);
    await browser.picture(page, "accounts-two");
  });

  test("a refusal is told in words, with a way to start again", async () => {
    await open("/accounts/new?environment=simulator");
    await page.locator("input[name=name]").fill("Trzeci");
    await submit("form[action='/connect/start'] button");
    await page.waitForURL(/\/auth\/oauth\/authorize/);
    await page.locator("button[value=deny]").click();
    await page.waitForURL((url) => url.pathname.startsWith("/connect/") || url.pathname.startsWith("/accounts"));
    assert.match(await page.locator("[role=alert]").innerText(), /odm[óo]w/i);
    await browser.check(page, "refused");
    await browser.picture(page, "connect-refused");
    await page.locator("main a[role=button]").first().click();
    await page.waitForURL(/\/accounts/);
  });

  test("check now answers, and disconnecting erases the access", async () => {
    await open("/accounts");
    await page.getByRole("link", { name: "Drugi sklep" }).click();
    await submit("form[action='/connect/check'] button");
    assert.match(await page.locator("[role=status].note").innerText(), /Allegro odpowiada/);
    await submit("form[action='/connect/disconnect'] button");
    await page.waitForURL(/\/accounts/);
    const [[state]] = await rig.sql("SELECT state FROM account WHERE name = 'Drugi sklep'");
    assert.equal(state, "DISCONNECTED");
    const [[tokens]] = await rig.sql(`SELECT COUNT(*) FROM token_version JOIN account ON account.id = account_id
      WHERE name = 'Drugi sklep'`);
    assert.equal(tokens, "0");
  });

  test("nobody complained: no script error, no violation of the policy", () => {
    // The browser itself reports answers 4xx, which wrong keys and a refusal are.
    assert.deepEqual(browser.complaints.filter((text) => !/status of 4\d\d/.test(text)), []);
  });
});
