// The audit trail, who looked at an order, and personal data that goes, as an administrator sees them.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { Browser } from "./browser.mjs";

const text = async (locator) => (await locator.innerText()).replace(/\s+/g, " ");

describe("audit trail and personal data", () => {
  let rig, browser, page;

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "web", "connect", "import"], sandbox: ["--orders", "20"] });
    browser = await Browser.open(rig);
    page = await browser.user("anna");
    await rig.must("kramctl", "user", "invite", "piotr", "--role", "packer");
    await rig.must("kramctl", "user", "role", "piotr", "seller");
    await rig.must("keep-house", "--once");
  });
  after(async () => {
    await browser?.close();
    await rig?.stop();
  });

  const open = (path) => page.goto(rig.baseUrl + path);

  test("R23: the trail tells who did what, from what to what, and that it is sealed", async () => {
    await open("/audit");
    const row = page.locator(".trail tbody tr", { hasText: "zmiana roli" });
    assert.match(await text(row), /kramctl.*zmiana roli.*packer → seller/);
    assert.match(await text(page.locator(".trail")), /połączono konto/);
    assert.match(await text(page.locator("main .note")), /Zabezpieczono do wpisu \d+/);
    assert.match(await text(page.locator("main .note code")), /^[0-9a-f]{64}$/);
    const anna = page.locator(".trail tbody tr", { hasText: "zalogowano przez link" }).first();
    assert.match(await text(anna), /Anna Nowak.*zalogowano przez link.*Anna Nowak/, "people are called by their names");
    assert.equal(await anna.locator("td span[title]").first().getAttribute("title"), "anna");
    await browser.check(page, "audit trail");
    await browser.picture(page, "audit");
  });

  test("filters stand in the address and narrow to one subject", async () => {
    await open("/audit");
    await page.locator("select[name=area]").selectOption("user");
    await page.locator("input[name=actor]").fill("kramctl");
    await page.locator("form[action='/audit'] button").click();
    await page.waitForURL(/area=user/);
    assert.equal(await page.locator(".trail tbody tr", { hasText: "połączono konto" }).count(), 0);
    await page.locator(".trail tbody tr", { hasText: "zmiana roli" }).locator("a.sub").click();
    await page.waitForURL(/subject=user/);
    assert.ok((await page.locator(".trail tbody tr").count()) >= 2);
    for (const who of ["anna", "Anna Nowak", "ńOWĄK"]) {
      await open(`/audit?actor=${encodeURIComponent(who)}`);
      const found = await page.locator(".trail tbody tr td[data-label=Kto]").allInnerTexts();
      assert.deepEqual([...new Set(found)], ["Anna Nowak"], who);
    }
    await open("/audit?actor=%25");
    assert.equal(await page.locator(".empty").count(), 1, "a sign of SQL is a sign");
    await open("/audit?actor=nobody");
    assert.equal(await page.locator(".empty").count(), 1);
    await open("/audit?from=2030-01-01");
    assert.equal(await page.locator(".trail").count(), 0);
  });

  test("pages lead to older entries, none twice, none left out", async () => {
    const values = Array.from({ length: 120 }, (_, i) => `('tester', 'test.change', 'thing:${i}')`);
    await rig.sql(`INSERT INTO audit (actor, action, subject) VALUES ${values.join(", ")}`);
    await open("/audit?actor=tester");
    const seen = [];
    for (;;) {
      seen.push(...(await page.locator(".trail tbody tr").evaluateAll((rows) => rows.map((row) => row.id))));
      const older = page.locator("a[rel=next]");
      if (!(await older.count())) break;
      await Promise.all([page.waitForURL((url) => url.search.includes(`before=${seen.at(-1).slice(6)}`)), older.click()]);
    }
    assert.equal(seen.length, 120);
    assert.equal(new Set(seen).size, 120);
  });

  test("S17: an order tells administrators who opened it, and nobody else", async () => {
    const [order] = await rig.orders();
    const packer = await browser.user("pakowacz", { role: "packer", name: "Paweł Pakowacz" });
    await packer.goto(`${rig.baseUrl}/orders/${order.id}`);
    await packer.reload();
    assert.equal(await packer.locator("#viewers").count(), 0);
    await open(`/orders/${order.id}`);
    await page.locator("#viewers summary").click();
    const opener = page.locator("#viewers tr", { hasText: "Paweł Pakowacz" });
    assert.match(await text(opener), /^Paweł Pakowacz\s(?!.*pakowacz).* 2$/, "by name; the login is in its title");
    assert.equal(await opener.locator("th span").getAttribute("title"), "pakowacz");
    assert.match(await text(page.locator("#viewers")), /Anna Nowak/);
    await browser.check(page, "who opened an order");
    await page.locator("#viewers a").click();
    await page.waitForURL(/subject=order/);
  });

  test("a support ticket has requests with their Trace-Ids, and nothing of the buyer", async () => {
    const columns = ["login", "email", "first_name", "last_name", "phone", "street", "ship_last_name", "ship_street", "inv_company", "inv_tax_id", "message"];
    const [[id, ...personal]] = await rig.sql(`SELECT o.form_id, ${columns.map((c) => `p.${c}`).join(", ")} FROM orders o JOIN order_person p ON p.order_id = o.id WHERE p.inv_tax_id IS NOT NULL AND o.place = 'new' LIMIT 1`);
    const [order] = await rig.orders();
    await open(`/orders/${id}`);
    await page.getByRole("button", { name: "Zgłoszenie do pomocy" }).click();
    await page.waitForURL(/ticket/);
    const ticket = await page.locator("#ticket").inputValue();
    assert.ok(ticket.includes(`Order: ${id}`), ticket);
    assert.ok(ticket.split("\n").length > 12, "one fact a line");
    assert.match(ticket, /Seller: kram_demo \(44300017\), simulator/);
    assert.match(ticket, /GET \/order\/checkout-forms  200  [0-9a-f-]{16,}  stored  run=\d+/);
    assert.match(ticket, /^User-Agent: Kram-Rehearsal\/0\.1 \(\+https:\S+\)$/m);
    assert.match(ticket, /^Accept: application\/vnd\.allegro\.public\.v1\+json$/m);
    assert.match(ticket, /^Client id: kram-device$/m);
    assert.doesNotMatch(ticket, /eyJ|rehearsal-secret|\{id\}/);
    for (const value of personal.filter((one) => one !== "NULL" && one.length > 3)) assert.ok(!ticket.includes(value), value);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.locator("button[data-copy]").click();
    assert.equal((await page.evaluate(() => navigator.clipboard.readText())).trim(), ticket.trim());
    await browser.check(page, "support ticket");
    await browser.picture(page, "order-ticket");
    await open(`/orders/${order.id}/ticket`);
  });

  test("F64: a buyer is shown first, erased on a second click, and found no more", async () => {
    const order = (await rig.orders()).find((one) => one.buyerLogin);
    const [[name, sum]] = await rig.sql(`SELECT p.last_name, o.total_minor FROM orders o JOIN order_person p ON p.order_id = o.id WHERE o.form_id = '${order.id}'`);
    await open("/settings/privacy");
    await page.locator("#who").fill("nobody@example.com");
    await page.locator("form[role=search] button").click();
    assert.match(await text(page.locator("main")), /Nie ma zapisanych danych/);
    await page.locator("#who").fill(order.buyerLogin);
    await page.locator("form[role=search] button").click();
    await page.waitForURL(/who=/);
    assert.match(await text(page.locator("main")), new RegExp(order.id));
    await browser.check(page, "personal data");
    await browser.picture(page, "privacy", { full: true });
    await page.locator("button.danger").click();
    await page.locator(".note.ok").waitFor();
    assert.match(await text(page.locator("main")), /w ciągu minuty/);
    await rig.must("keep-house", "--once");
    await open(`/orders/${order.id}`);
    assert.equal(await page.locator("#order-id").innerText(), order.id);
    assert.ok(!(await page.locator("main").innerText()).includes(name));
    assert.equal(await page.locator(".json").count(), 0);
    assert.match(await text(page.locator("main .note.info")), /Dane osobowe tego zamówienia zostały usunięte/);
    await browser.check(page, "an order without its buyer");
    await browser.picture(page, "order-erased");
    await open(`/orders?view=all&q=${encodeURIComponent(order.buyerLogin)}`);
    assert.equal(await page.locator(".orders tbody tr").count(), 0);
    assert.deepEqual(await rig.sql(`SELECT total_minor FROM orders WHERE form_id = '${order.id}'`), [[sum]]);
    await rig.must("kramctl", "audit", "verify");
  });

  test("on a phone and in the dark", async () => {
    const phone = await browser.user("maria", { width: 390, height: 844, colorScheme: "dark" });
    for (const [path, what] of [["/audit", "audit-phone"], ["/settings/privacy", "privacy-phone"]]) {
      await phone.goto(rig.baseUrl + path);
      await browser.check(phone, what);
      await browser.picture(phone, what);
    }
  });

  test("nobody complained: no script error, no violation of the policy", () => assert.deepEqual(browser.complaints, []));
});
