// What every journey needs: one Chromium, a signed-in page, a watch on the console, axe, pictures.
//
//   const browser = await Browser.open(rig);
//   const page = await browser.user("anna", { role: "packer", width: 360, colorScheme: "dark" });
//   await page.goto(rig.baseUrl + "/orders");
//   await browser.check(page, "orders");          // axe, nothing wider than the window
//   await browser.picture(page, "orders-phone");  // build/screenshots/orders-phone.png, if they are wanted
//   assert.deepEqual(browser.complaints, []);     // console errors, CSP violations, failed scripts
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { deep, seed } from "../depth.mjs";
import { plant } from "../rig/canary.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--js-flags=--single-threaded"];

// What axe need not look at in `make test`: of the rows of a list, which are of one template, it sees the
// first six and every fifth, another fifth each day. Its time goes with their number.
const alike = deep ? [] : [[`main :is(tbody tr, li):nth-child(n+7):not(:nth-child(5n+${seed % 5}))`]];

// The one that is nothing but a browser without a window takes half the time.
const program = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find(existsSync);

// For a machine that has much else to do.
const PATIENCE_MS = 60_000;

export const pictures = join(root, "build", "screenshots");

export class Browser {
  #said = [];
  #cut = 0; // questions that were on their way when their page was left
  #chromium;
  #rig;

  static async open(rig) {
    const browser = new Browser();
    browser.#rig = rig;
    browser.#chromium = await chromium.launch({ executablePath: program, args: flags });
    mkdirSync(pictures, { recursive: true });
    return browser;
  }

  /** Console errors, CSP violations and script errors of all pages, with their address. What htmx says of
   * a question that was cut off by leaving the page is none. */
  get complaints() {
    let cut = this.#cut;
    return this.#said.filter((text) => !/htmx:error: Failed to fetch/.test(text) || cut-- <= 0);
  }

  /** A page of a new profile, signed in to nothing. */
  async guest({ width = 1366, height = 800, lang = "pl", colorScheme = "light", script = true } = {}) {
    const context = await this.#chromium.newContext({
      viewport: { width, height },
      locale: lang === "pl" ? "pl-PL" : "en-GB",
      timezoneId: "Europe/Warsaw",
      colorScheme,
      javaScriptEnabled: script,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    this.#watch(page);
    return page;
  }

  /** A page signed in as a user of this role, by a one-time link. */
  async user(login, { role = "administrator", name = "Anna Nowak", ...options } = {}) {
    const page = await this.guest(options);
    const { stdout } = await this.#rig.must("kramctl", "user", "login-link", login, "--role", role, "--name", name);
    const link = new URL(stdout.match(/https?:\S+/)[0]);
    plant(link.searchParams.get("token"));
    // Without drawing them: what the pages of the login look like is no matter of who comes from there.
    const { request } = page.context();
    const form = await (await request.get(link.href)).text();
    const fields = Object.fromEntries(["csrf", "token"].map((name) => [name, form.match(`name="${name}" value="([^"]*)"`)[1]]));
    const answer = await request.post(`${link.origin}/login/once`, { form: fields, headers: { origin: link.origin }, maxRedirects: 0 });
    assert.equal(answer.status(), 303);
    for (const { name: cookie, value } of await page.context().cookies()) if (cookie.includes("kram-")) plant(value);
    return page;
  }

  #watch(page) {
    page.on("console", (message) => {
      if (message.type() === "error") this.#said.push(`${page.url()}: ${message.text()}`);
    });
    page.on("requestfailed", (request) => {
      if (request.failure().errorText === "net::ERR_ABORTED") this.#cut += 1;
    });
    page.on("pageerror", (error) => this.#said.push(`${page.url()}: ${error.message}`));
    page.on("dialog", (dialog) => {
      this.#said.push(`${page.url()}: dialog "${dialog.message()}"`);
      dialog.dismiss();
    });
  }

  /** axe finds nothing, and nothing is wider than the window. */
  async check(page, what) {
    await page.evaluate(axe);
    const found = await page.evaluate(async ([only, exclude]) => {
      const { violations } = await globalThis.axe.run({ exclude }, { runOnly: only, resultTypes: ["violations"] });
      return violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 200)} ${v.nodes[0].failureSummary}`);
    }, [rules, alike]);
    assert.deepEqual(found, [], `axe: ${what}, seed ${seed}`);
    await this.fits(page, what);
  }

  /** Nothing is wider than the window. */
  async fits(page, what) {
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(content <= window, `${what}: ${content} px of content in a window of ${window} px`);
  }

  /** A picture for people, at full depth or with KRAM_PICTURES=1: build/screenshots/NAME.png, the window only
   * unless full is asked for. */
  async picture(page, name, { full = false, wanted = deep || Boolean(process.env.KRAM_PICTURES) } = {}) {
    if (wanted) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: full });
  }

  async close() {
    await this.#chromium.close();
  }
}
