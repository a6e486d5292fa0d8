// Setting the fulfilment status as people do it: armed, set, undone, sent, held, in bulk, by keys.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { Browser } from "./browser.mjs";

describe("fulfilment status", () => {
  let rig, browser, page, orders;

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "web", "connect", "import"], sandbox: ["--orders", "120", "--seed", "7"] });
    browser = await Browser.open(rig);
    page = await browser.user("anna");
    orders = (await rig.sql(`SELECT form_id FROM orders WHERE place = 'new' AND fulfillment_provider = 'SELLER'
      AND status = 'READY_FOR_PROCESSING' AND fulfillment = 'NEW' ORDER BY bought_at DESC, id DESC`)).flat();
    assert.ok(orders.length >= 12, `${orders.length} new orders`);
  });
  after(async () => {
    await browser?.close();
    await rig?.stop();
  });

  const open = (path) => page.goto(rig.baseUrl + path);
  const text = (where) => page.locator(where).innerText();
  const state = async (order) => (await rig.sql(`SELECT state FROM outbox WHERE subject = '${order}' ORDER BY id DESC LIMIT 1`)).flat()[0];
  const hurry = () => rig.sql("UPDATE outbox SET next_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE state IN ('NEW', 'SENT', 'UNKNOWN')");
  const send = async () => {
    await hurry();
    await rig.run("push-outbox", "--once");
  };
  const set = async (word) => {
    await page.locator("#set-status").selectOption(word);
    await page.getByRole("button", { name: "Ustaw status" }).click();
  };

  test("S23: while the switch is off the page says so and leads there; an administrator arms it", async () => {
    await open(`/orders/${orders[0]}`);
    assert.match(await text("section:has(#h-ful)"), /wyłączone dla tego konta/);
    await browser.picture(page, "status-off");
    await page.getByRole("link", { name: "Włącz" }).click();
    await page.waitForURL(/\/accounts\/1\/writers/);
    await browser.check(page, "writers");
    await browser.picture(page, "writers");
    await page.locator("form:has([name=kind][value=order-status]) button").click();
    await page.getByRole("button", { name: "Wyłącz" }).waitFor();
    const [[armed, actor]] = await rig.sql("SELECT armed, actor FROM outbox_writer WHERE kind = 'order-status'");
    assert.deepEqual([armed, actor], ["1", "anna"]);
    const [[trail]] = await rig.sql("SELECT COUNT(*) FROM audit WHERE action = 'account.writer' AND actor = 'anna'");
    assert.equal(trail, "1");
  });

  test("one order: said before, set, counted down, undone", async () => {
    await open(`/orders/${orders[0]}`);
    assert.match(await text("section:has(#h-ful)"), /kupujący nie może już anulować/);
    assert.match(await text("section:has(#h-ful)"), /nie anuluje zamówienia u kupującego/);
    await browser.check(page, "order with its status");
    await set("PROCESSING");
    assert.match(await text(".undo"), /w realizacji.*trafi do Allegro za \d+ s/s);
    assert.match(await text("section:has(#h-ful)"), /czeka na wysłanie/);
    await browser.check(page, "order with a change");
    await browser.picture(page, "status-set");
    await page.locator(".undo button").click();
    await page.getByText("Cofnięto 1 zmianę").waitFor();
    assert.equal(await state(orders[0]), "FAILED");
    assert.equal(await page.locator(".undo").count(), 0);
    assert.doesNotMatch(await text("section:has(#h-ful)"), /czeka/);
  });

  test("set, sent, confirmed: the history tells by whom, and the echo is no change of Allegro's", async () => {
    await open(`/orders/${orders[0]}`);
    await set("PROCESSING");
    await send();
    assert.equal(await state(orders[0]), "DONE");
    await page.reload();
    assert.match(await text("section:has(#h-ful)"), /w realizacji.*potwierdzone/s);
    await rig.must("poll-orders", "--once");
    await page.reload();
    const history = await text("section:has(#h-time)");
    assert.match(history, /Allegro potwierdza status ustawiony w Kramie/);
    assert.match(history, /w realizacji[\s\S]*Anna Nowak/);
    assert.doesNotMatch(history, /poll-orders/);
    await browser.picture(page, "status-done", { full: true });
    assert.equal(await page.locator("section:has(#h-ful) .badge").innerText(), "w realizacji");
  });

  test("F29, R26: the order changed while one looked: both values are shown, and one decides again", async () => {
    const order = orders[1];
    await open(`/orders/${order}`);
    await rig.sql(`UPDATE orders SET fulfillment = 'SUSPENDED', version = version + 1 WHERE form_id = '${order}'`);
    await set("SENT");
    assert.match(await text(".note.warn[role=alert]"), /„nowe”, a teraz jest „wstrzymane”|„nowe”/);
    assert.equal(await state(order), undefined);
    await browser.check(page, "conflict");
    await browser.picture(page, "status-conflict");
    await rig.sql(`UPDATE orders SET fulfillment = 'NEW' WHERE form_id = '${order}'`);
    await page.getByRole("button", { name: /Zatwierdź 1 zmianę/ }).click();
    await page.locator(".undo").waitFor();
    assert.equal(await state(order), "NEW");
    await send();
    assert.equal(await state(order), "DONE");
  });

  test("changed on Allegro: held with the difference; sent anyway, or dropped", async () => {
    const [again, gone] = orders.slice(2, 4);
    for (const order of [again, gone]) {
      await open(`/orders/${order}`);
      await set("SENT");
      await rig.sandbox("/modify", { id: order });
    }
    await send();
    await send();
    for (const order of [again, gone]) assert.equal(await state(order), "HELD");
    await open("/outbox");
    assert.equal(await page.locator("tbody tr").count(), 2);
    assert.match(await text("tbody"), /zmieniło się w Allegro/);
    await browser.check(page, "outbox");
    await browser.picture(page, "outbox-held");
    await page.locator(`tr:has([title="${again}"])`).getByRole("button", { name: "Wyślij mimo to" }).click();
    await page.getByText("Zmiana idzie teraz do Allegro").waitFor();
    await browser.check(page, "one change");
    await send();
    assert.equal(await state(again), "DONE");
    await page.reload();
    await browser.picture(page, "outbox-one", { full: true });
    await open("/outbox");
    await page.locator(`tr:has([title="${gone}"])`).getByRole("button", { name: "Porzuć" }).click();
    await page.getByText("Porzucono").waitFor();
    assert.equal(await state(gone), "FAILED");
  });

  test("along the list: one press sets the status and opens the next order", async () => {
    await open("/orders?view=new");
    const [first, second] = await page.locator(".orders tbody [name=id]").evaluateAll((boxes) => boxes.map((box) => box.value));
    await page.locator(".orders tbody th a").first().click();
    await page.waitForURL(new RegExp(first));
    await page.getByRole("button", { name: "Ustaw i przejdź do następnego" }).click();
    await page.waitForURL(new RegExp(`/orders/${second}\\?view=new$`));
    assert.equal(await state(first), "NEW");
    await page.getByRole("button", { name: "Cofnij" }).click();
    await page.getByText("Cofnięto").first().waitFor();
    assert.equal(await state(first), "FAILED");
    await open(`/orders/${first}`);
    assert.equal(await page.getByRole("button", { name: "Ustaw i przejdź do następnego" }).count(), 0, "opened from no list, there is no next one");
  });

  test("bulk by keys alone: j x j x . Enter, the difference, confirm, undo", async () => {
    await rig.must("poll-orders", "--once");
    await open("/orders?view=new");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    assert.equal(await page.locator("[name=id]:checked").count(), 2);
    await page.keyboard.press(".");
    assert.equal(await page.evaluate(() => document.activeElement.id), "bulk-status");
    await page.evaluate(() => scrollTo(0, 0)); // further down a row is half below the head of the table
    await browser.check(page, "list with marks");
    await browser.picture(page, "bulk-marked");
    await page.locator("#bulk-status").selectOption("SENT");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/fulfillment\/check/);
    assert.equal(await page.locator("tbody tr").count(), 2);
    const shown = await page.locator("tbody tr").first().innerText();
    const [[name, line]] = await rig.sql(`SELECT CONCAT(p.ship_first_name, ' ', p.ship_last_name), o.first_line FROM orders o JOIN order_person p ON p.order_id = o.id
      WHERE o.form_id = '${await page.locator("tbody tr a").first().getAttribute("title")}'`);
    assert.ok(shown.includes(name) && shown.includes(line), `neither buyer nor item: ${shown}`);
    await browser.check(page, "bulk");
    await browser.picture(page, "bulk-check");
    assert.equal((await rig.sql("SELECT COUNT(*) FROM outbox WHERE state = 'NEW'")).flat()[0], "0", "nothing yet");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/orders/);
    assert.match(await text(".undo"), /2 zmiany trafią do Allegro/);
    assert.equal(await page.locator(".way").count(), 2);
    await browser.check(page, "list with changes");
    await browser.picture(page, "bulk-waiting");
    await page.keyboard.press("u");
    await page.keyboard.press("Enter");
    await page.getByText("Cofnięto 2 zmiany").waitFor();
  });

  test("what cannot be set is left out with its reason", async () => {
    const [[cancelled]] = await rig.sql("SELECT form_id FROM orders WHERE status = 'CANCELLED' LIMIT 1");
    const [[hosted]] = await rig.sql("SELECT IFNULL((SELECT form_id FROM orders WHERE fulfillment_provider = 'ALLEGRO' LIMIT 1), '')");
    await open("/orders?view=all");
    await page.evaluate((ids) => {
      for (const id of ids) {
        const box = document.querySelector("[name=id]").cloneNode();
        box.value = id;
        box.checked = true;
        document.querySelector("#bulk").append(box);
      }
    }, [cancelled, hosted, orders[5]].filter(Boolean));
    await page.getByRole("button", { name: "Pokaż zmianę" }).click();
    await page.waitForURL(/check/);
    assert.match(await text("main"), /Zamówienie jest anulowane/);
    assert.equal(await page.locator("[name=pick]").count(), 1);
    await browser.picture(page, "bulk-skipped");
  });

  test("the box in the head marks the whole page; its check opens at its top, with the buttons in sight", async () => {
    await open("/orders?view=all");
    await page.locator("[data-all]").check();
    assert.equal(await page.locator("[name=id]:checked").count(), await page.locator("[name=id]").count());
    await page.getByRole("button", { name: "Pokaż zmianę" }).click();
    await page.waitForURL(/check/);
    assert.equal(await page.evaluate(() => scrollY), 0);
    await page.evaluate(() => scrollTo(0, 900)); // and stay there
    const seen = await page.getByRole("button", { name: /Zatwierdź/ }).boundingBox();
    assert.ok(seen.y >= 0 && seen.y + seen.height <= page.viewportSize().height, `the button is at ${seen.y}`);
    await page.evaluate(() => scrollTo(0, 0)); // further down a link may be half below the buttons
    await browser.check(page, "a whole page");
  });

  test("doubtful orders are left out unless ticked, and what is ticked was seen", async () => {
    const [sure, unpaid, withdrawn] = orders.slice(8, 11);
    await rig.sql(`UPDATE orders SET payment_state = 'unpaid' WHERE form_id = '${unpaid}'`);
    await rig.sql(`UPDATE orders SET cancelled_at = UTC_TIMESTAMP(3) WHERE form_id = '${withdrawn}'`);
    const check = async (who) => {
      await who.goto(`${rig.baseUrl}/orders?view=all`);
      await who.evaluate((ids) => {
        const form = document.querySelector("#bulk");
        for (const id of ids) form.insertAdjacentHTML("beforeend", `<input type="checkbox" checked name="id" value="${id}">`);
        form.querySelector("select").value = "SENT";
      }, [sure, unpaid, withdrawn]);
      await who.getByRole("button", { name: "Pokaż zmianę" }).click();
      await who.waitForURL(/check/);
    };
    const phone = await browser.user("jan", { role: "packer", name: "Jan Kos", width: 360, height: 740 });
    await check(phone);
    await browser.check(phone, "doubts on a phone");
    await browser.picture(phone, "bulk-doubts-phone", { full: true });
    await phone.context().close();
    await check(page);
    assert.match(await text("main"), /Zamówienie nie jest opłacone/);
    assert.match(await text("main"), /Kupujący zrezygnował z dostawy/);
    assert.equal(await page.locator("[type=checkbox][name=pick]").count(), 2);
    assert.equal(await page.locator("[type=checkbox][name=pick]:checked").count(), 0);
    await browser.check(page, "doubts");
    await browser.picture(page, "bulk-doubts");
    await page.getByRole("button", { name: /Zatwierdź 1 zmianę i zaznaczone/ }).click();
    await page.locator(".undo").waitFor();
    assert.deepEqual(await Promise.all([sure, unpaid, withdrawn].map(state)), ["NEW", undefined, undefined]);
    // Ticked; but meanwhile the delivery is withdrawn as well, which nobody has seen.
    await check(page);
    await page.locator(`tr:has([title="${unpaid}"]) [name=pick]`).check();
    await page.locator(`tr:has([title="${withdrawn}"]) [name=pick]`).check();
    await rig.sql(`UPDATE orders SET cancelled_at = UTC_TIMESTAMP(3) WHERE form_id = '${unpaid}'`);
    await page.getByRole("button", { name: "Zatwierdź zaznaczone" }).click();
    await page.getByText("zmieniło się w międzyczasie").waitFor();
    assert.deepEqual(await Promise.all([unpaid, withdrawn].map(state)), [undefined, "NEW"]);
    assert.deepEqual((await rig.sql(`SELECT accepted FROM outbox WHERE subject = '${withdrawn}'`)).flat(), ["withdrawn"]);
    await rig.sql(`UPDATE orders SET cancelled_at = NULL WHERE form_id = '${unpaid}'`);
    // Nothing ticked, nothing changed.
    await rig.sql("UPDATE outbox SET state = 'FAILED', reason = 'dropped', ended_at = UTC_TIMESTAMP(3) WHERE state = 'NEW'");
    // One order from its own page leads to the same question.
    await open(`/orders/${unpaid}`);
    assert.match(await text("section:has(#h-ful)"), /nie jest opłacone/);
    await set("SENT");
    await page.locator("[type=checkbox][name=pick]").first().waitFor();
    assert.equal(await page.locator("[type=checkbox][name=pick]").count(), 1);
    await page.getByRole("button", { name: "Zatwierdź zaznaczone" }).click();
    await page.getByText("Nic nie zaznaczono").waitFor();
    assert.equal(await state(unpaid), undefined);
  });

  test("held for a doubt: the page says which, and sending it anyway accepts it", async () => {
    const order = orders[11];
    await open(`/orders/${order}`);
    await set("SENT");
    await rig.sql(`UPDATE orders SET cancelled_at = UTC_TIMESTAMP(3) WHERE form_id = '${order}'`);
    await send();
    assert.equal(await state(order), "HELD");
    const [[id]] = await rig.sql(`SELECT MAX(id) FROM outbox WHERE subject = '${order}'`);
    await open(`/outbox/${id}`);
    assert.match(await text("main"), /Kupujący zrezygnował z dostawy[\s\S]*Sprawdzono ponownie/);
    await browser.check(page, "held for a doubt");
    await page.getByRole("button", { name: /Wyślij.*mimo to/ }).click();
    await page.getByText("Zmiana idzie teraz do Allegro").waitFor();
    await send();
    assert.equal(await state(order), "DONE");
    await page.reload();
    assert.match(await text("main"), /Zatwierdzono mimo/);
  });

  test("the same form sent twice is one decision", async () => {
    const order = orders[6];
    await open(`/orders/${order}`);
    const fields = await page.locator("form[action$=fulfillment]").evaluate((form) => Object.fromEntries(new FormData(form)));
    for (let i = 0; i < 2; i += 1) {
      const answer = await page.request.post(`${rig.baseUrl}/orders/${order}/fulfillment`, {
        form: { ...fields, status: "PROCESSING" }, headers: { origin: rig.baseUrl }, maxRedirects: 0 });
      assert.equal(answer.status(), 303);
    }
    const [[n]] = await rig.sql(`SELECT COUNT(*) FROM outbox WHERE subject = '${order}'`);
    assert.equal(n, "1");
  });

  test("works on a phone and without JavaScript, for a packer", async () => {
    const phone = await browser.user("jan", { role: "packer", name: "Jan Kos", script: false, width: 360, height: 740 });
    await phone.goto(`${rig.baseUrl}/orders?view=new`);
    await phone.locator("[name=id]").first().check();
    await browser.picture(phone, "bulk-phone");
    await phone.locator("#bulk-status").selectOption("PROCESSING");
    await phone.getByRole("button", { name: "Pokaż zmianę" }).click();
    await phone.waitForURL(/check/);
    await browser.picture(phone, "bulk-check-phone");
    await phone.getByRole("button", { name: /Zatwierdź 1 zmianę/ }).click();
    await phone.waitForURL(/\/orders/);
    await phone.locator(".undo").waitFor();
    await browser.picture(phone, "undo-phone");
    await phone.locator(".undo button").click();
    await phone.getByText("Cofnięto 1 zmianę").waitFor();
    await phone.context().close();
    const narrow = await browser.user("jan", { role: "packer", name: "Jan Kos", width: 360, height: 740 });
    for (const path of ["/orders?view=new", `/orders/${orders[7]}`, "/outbox?view=all", "/outbox/1"]) {
      await narrow.goto(rig.baseUrl + path);
      await browser.check(narrow, `${path} on a phone`);
    }
    await narrow.context().close();
  });

  test("a viewer sees where it stands and can change nothing", async () => {
    const viewer = await browser.user("ewa", { role: "viewer", name: "Ewa Lis" });
    await viewer.goto(`${rig.baseUrl}/orders/${orders[6]}`);
    assert.equal(await viewer.locator("#set-status").count(), 0);
    await viewer.goto(`${rig.baseUrl}/orders?view=all`);
    await viewer.locator("[name=id]").first().check();
    assert.deepEqual(await viewer.locator("#bulk button").allInnerTexts(), ["CSV"]);
    await viewer.context().close();
  });

  test("nobody complained: no script error, no violation of the policy", () => {
    // A refused form is an answer people read, which the console counts as a failed load.
    assert.deepEqual(browser.complaints.filter((line) => !/status of 409/.test(line)), []);
  });
});
