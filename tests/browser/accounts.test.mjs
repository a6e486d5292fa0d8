// A seller with three accounts, on a phone: whose order it is, one account alone, each with its own page.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { Browser } from "./browser.mjs";

const names = ["demo", "drugie konto", "trzecie"];

describe("three accounts on a phone", () => {
  let rig, browser, phone;

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "web", "connect", "import"], sandbox: ["--orders", "40"] });
    await rig.sql(`UPDATE account SET name = '${names[0]}'`);
    for (const [i, name] of names.slice(1).entries())
      await rig.sql(`INSERT INTO account (id, name, environment, seller_id, state) VALUES (${i + 2}, '${name}', 'simulator', '4430002${i}', 'DISCONNECTED');
        UPDATE orders SET account_id = ${i + 2} WHERE id % 3 = ${i + 1}`);
    browser = await Browser.open(rig);
    phone = await browser.user("ola", { role: "seller", name: "Ola Nowak", width: 360, height: 740 });
  });
  after(async () => {
    await browser?.close();
    await rig?.stop();
  });

  const of = async (ids) => (await rig.sql(`SELECT DISTINCT account_id FROM orders WHERE form_id IN (${ids.map((id) => `'${id}'`).join(", ")})`)).flat();
  const shown = () => phone.locator(".orders tbody th a").evaluateAll((links) => links.map((a) => a.pathname.split("/").pop()));

  test("each card says whose order it is", async () => {
    await phone.goto(`${rig.baseUrl}/orders?view=all`);
    const known = Object.fromEntries(await rig.sql("SELECT form_id, account_id FROM orders"));
    const said = await phone.locator(".orders tbody tr").evaluateAll((rows) => rows.map((row) => [row.querySelector("th a").pathname.split("/").pop(), [...row.querySelectorAll(".state .flag")].map((flag) => flag.textContent)]));
    assert.ok(said.length >= 30);
    for (const [id, flags] of said) assert.ok(flags.includes(names[known[id] - 1]), `${id}: ${flags}`);
    await browser.check(phone, "cards of three accounts");
    await browser.picture(phone, "accounts-phone");
  });

  test("one account alone, by a filter that stands as a chip", async () => {
    await phone.goto(`${rig.baseUrl}/orders?view=all`); // axe leaves traces in the one before
    await phone.getByRole("button", { name: "Filtry" }).click();
    await phone.locator("select[name=account]").selectOption({ label: names[1] });
    await phone.waitForURL(/account=2/);
    await phone.locator(".chip", { hasText: names[1] }).waitFor();
    await phone.waitForFunction(() => document.querySelectorAll(".orders tbody tr").length < 20);
    assert.deepEqual(await of(await shown()), ["2"]);
    await browser.check(phone, "orders of one account");
    await phone.reload();
    await phone.locator(".chip", { hasText: names[1] }).click();
    await phone.waitForURL((url) => !url.searchParams.has("account"));
    assert.equal((await of(await shown())).length, 3);
  });

  test("accounts, days and the first page know all of them, and fit", async () => {
    for (const path of ["/", "/accounts", "/orders/certificate"]) {
      await phone.goto(rig.baseUrl + path);
      if (path !== "/") for (const name of names) assert.ok((await phone.locator("main").innerText()).includes(name), `${path}: ${name}`);
      await browser.check(phone, `three accounts: ${path}`);
    }
  });

  test("nobody complained: no script error, no violation of the policy", () => assert.deepEqual(browser.complaints, []));
});
