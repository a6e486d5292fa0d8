// The status page in green, amber and red: one look says whether all is well, each trouble leads to
// its cure, and the bar of the other pages says so too.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import { jobs } from "../rig/jobs.mjs";
import { startRig } from "../rig/rig.mjs";
import { Mailbox } from "../sync/mailbox.mjs";
import { Browser } from "./browser.mjs";

let rig;
let browser;
let box;

before(async () => {
  box = await new Mailbox().start();
  rig = await startRig({
    parts: ["sandbox", "web", "connect", "import"],
    sandbox: ["--orders", "10"],
    set: [`mail-to = "ola@example.pl"`, `mail-transport = "smtp"`, `smtp-url = "${box.url}"`],
  });
  browser = await Browser.open(rig);
});
after(async () => {
  await browser?.close();
  await rig?.stop();
  await box?.stop();
});
beforeEach(async () => {
  await rig.sql("DELETE FROM alarm_mail; DELETE FROM mail; DELETE FROM alarm; DELETE FROM job_run");
  for (const job of jobs) await ran(job);
});

const ran = (job, result = "DONE", error = "NULL") =>
  rig.sql(`INSERT INTO job_run (job, host, pid, started_at, heartbeat_at, ended_at, result, error, seen, changed, requests)
    SELECT '${job}', 'h', 1, UTC_TIMESTAMP(3) - INTERVAL 5 SECOND, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), '${result}', ${error}, 12, 3, 4`);
const alarm = (kind, severity, text, args = "", account = 0, extra = "") =>
  rig.sql(`INSERT INTO alarm (kind, severity, text, args, account_id, raised_at, mailed_at, mailed_step)
    VALUES ('${kind}', ${severity}, '${text}', '${args}', ${account}, UTC_TIMESTAMP(3) - INTERVAL 20 MINUTE, UTC_TIMESTAMP(3) - INTERVAL 19 MINUTE, 0)${extra}`);
const dresses = { desktop: {}, phone: { width: 360, height: 740 }, dark: { colorScheme: "dark" } };
const inDresses = async (name, worn, look) => {
  for (const dress of worn) {
    const options = dresses[dress];
    const page = await browser.user("anna", options);
    await page.goto(`${rig.baseUrl}/status`);
    await look(page);
    await browser.check(page, `status ${name} ${dress}`);
    await browser.picture(page, `status-${name}-${dress}`, { full: true });
    await page.context().close();
  }
};

test("green: one look says that all is well", async () => {
  await inDresses("green", ["desktop", "phone"], async (page) => {
    assert.equal(await page.locator("h1").innerText(), "Wszystko działa");
    assert.equal(await page.locator(".alarm").count(), 0);
    assert.equal(await page.locator(".light.ok").count(), 1);
    assert.match(await page.locator(".light p").first().innerText(), /^Zamówienia odczytano z Allegro/);
  });
});

test("what Allegro sends and Kram does not know is told in a sentence, and listed on demand", async () => {
  await rig.sql(`INSERT INTO remote_oddity (resource, name, n) VALUES
    ('order', '/lineItems/*/teleport', 1234), ('order', '/status=TELEPORTED', 1), ('order', '/${"long".repeat(60)}', 7)`);
  await inDresses("odd", ["desktop", "phone", "dark"], async (page) => {
    assert.equal(await page.locator("h1").innerText(), "Wszystko działa"); // no alarm: orders are complete
    const part = page.locator("section[aria-labelledby=h-odd]");
    assert.match(await part.innerText(), /są 3 pola lub wartości, których ta wersja Kramu nie zna/);
    assert.equal(await part.locator("code").first().isVisible(), false);
    await part.locator("summary").click();
    assert.equal(await part.locator("code").count(), 3);
    assert.ok(await part.locator("code", { hasText: "/lineItems/*/teleport" }).isVisible());
  });
  await rig.sql("DELETE FROM remote_oddity");
});

test("how offers came in is told: pauses, and what Allegro's journal could not tell", async () => {
  const part = "section[aria-labelledby=h-readings]";
  await rig.must("poll-offers", "--once");
  await inDresses("readings", ["desktop"], async (page) => assert.match(await page.locator(part).innerText(), /demo[^]*\bbrak\b[^]*\bteraz\b/));
  await rig.sql(`INSERT INTO offer_poll_gap (account_id, from_at, until_at) VALUES
      (1, UTC_TIMESTAMP(3) - INTERVAL 50 HOUR, UTC_TIMESTAMP(3) - INTERVAL 47 HOUR), (1, UTC_TIMESTAMP(3) - INTERVAL 9 HOUR, UTC_TIMESTAMP(3) - INTERVAL 8 HOUR),
      (1, UTC_TIMESTAMP(3) - INTERVAL 90 DAY, UTC_TIMESTAMP(3) - INTERVAL 80 DAY);
    INSERT INTO offer_gap (account_id, reason, known_until, found_at) VALUES (1, 'old', UTC_TIMESTAMP(3) - INTERVAL 30 HOUR, UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE)`);
  await inDresses("readings-gap", ["desktop", "phone", "dark"], async (page) => {
    const text = await page.locator(part).innerText();
    assert.match(text, /2, najdłuższa 3 h/);
    assert.match(text, /zostały pominięte: nie były odczytywane dłużej, niż Allegro je przechowuje\. Trwa ponowny odczyt wszystkich ofert\./);
  });
  await rig.must("sync-offers", "--once");
  await rig.sql("UPDATE offer_gap SET found_at = found_at - INTERVAL 1 HOUR");
  await inDresses("readings-mended", ["desktop"], async (page) => assert.match(await page.locator(part).innerText(), /Wszystkie oferty odczytano ponownie dzi/));
  await rig.sql("DELETE FROM offer_poll_gap; DELETE FROM offer_gap");
});

test("amber: it works, and what to look at stands first, with its button", async () => {
  await alarm("order-problem", 1, "Orders that cannot be read: %s.", "2", 1);
  await ran("audit-orders", "RETRY", "'Allegro answered 503'");
  await inDresses("amber", ["desktop"], async (page) => {
    assert.equal(await page.locator("h1").innerText(), "demo: Niektórych zamówień nie da się odczytać");
    assert.match(await page.locator(".light p").first().innerText(), /^Działa, wymaga uwagi/);
    assert.match(await page.locator("tbody tr", { hasText: "audit-orders" }).innerText(), /Na razie się nie udało/);
    assert.equal(await page.locator("code", { hasText: "Allegro answered 503" }).isVisible(), false);
    assert.match(await page.locator(".alarm").innerText(), /Niektórych zamówień nie da się odczytać[^]*nie do odczytania: 2\./);
    assert.equal(await page.locator(".alarm a[role=button]").getAttribute("href"), "/orders?view=problem");
    assert.equal(await page.locator(".alarm form").getAttribute("action"), "/problems/retry");
  });
  const page = await browser.user("anna");
  await page.goto(`${rig.baseUrl}/`);
  assert.equal(await page.locator(".alarm-bar").count(), 0);
  await page.context().close();
});

test("F36: red: a job that has stopped, access that ended, and a button on each that has a cure here", async () => {
  await alarm("disk-low", 2, "%s: %s percent of the disk is free.", "host\x1f3");
  await alarm("token-dead", 2, "Allegro rejects the refresh token: it was revoked or has expired", "", 1);
  await alarm("poll-gap", 2, "Allegro''s list of events was last read %s minutes ago.", "37", 1);
  await rig.sql("DELETE FROM job_run WHERE job = 'poll-orders'");
  await rig.sql(`INSERT INTO job_run (job, host, pid, started_at, heartbeat_at, ended_at, result) SELECT 'poll-orders', 'h', 1,
    UTC_TIMESTAMP(3) - INTERVAL 9 MINUTE, UTC_TIMESTAMP(3) - INTERVAL 9 MINUTE, UTC_TIMESTAMP(3) - INTERVAL 9 MINUTE, 'DONE'`);
  await inDresses("red", ["desktop", "phone", "dark"], async (page) => {
    assert.equal(await page.locator("h1").innerText(), "demo: Połączenie z Allegro wygasło");
    assert.equal(await page.locator(".light p").first().innerText(), "Coś nie działa · 2 sprawy wymagają uwagi");
    // One trouble is one box: what follows from it stands in it.
    assert.equal(await page.locator(".alarm.bad").count(), 2);
    assert.match(await page.locator(".alarm", { hasText: "Połączenie z Allegro wygasło" }).locator("li").innerText(), /Nowe zamówienia nie przychodzą\. .*37 min temu/);
    assert.match(await page.locator("main").innerText(), /host: wolne miejsce na dysku: 3 procent/);
    assert.equal(await page.getByRole("button", { name: "Połącz ponownie" }).getAttribute("href"), "/accounts/new?account_id=1");
    assert.match(await page.locator("tbody tr", { hasText: "poll-orders" }).innerText(), /\bzatrzymane\b/);
  });
});

test("the bar stands on every other page for those who can do something", async () => {
  await alarm("token-dead", 2, "Allegro rejects the refresh token: it was revoked or has expired", "", 1);
  const seller = await browser.user("ewa", { role: "seller" });
  for (const path of ["/", "/orders", "/accounts"]) {
    await seller.goto(rig.baseUrl + path);
    assert.equal(await seller.locator(".alarm-bar span").innerText(), "demo: Połączenie z Allegro wygasło");
    await browser.check(seller, `bar ${path}`);
  }
  await browser.picture(seller, "alarm-bar");
  await seller.locator(".alarm-bar a").click();
  await seller.waitForURL(/\/status$/);
  assert.equal(await seller.locator(".alarm-bar").count(), 0);
  await alarm("disk-low", 2, "%s: %s percent of the disk is free.", "host\x1f3");
  await seller.goto(`${rig.baseUrl}/orders`);
  assert.equal(await seller.locator(".alarm-bar span").innerText(), "Dysk jest prawie pełny (i jeszcze 1)");
  const packer = await browser.user("piotr", { role: "packer" });
  await packer.goto(`${rig.baseUrl}/orders`);
  assert.equal(await packer.locator(".alarm-bar").count(), 0);
  await seller.context().close();
  await packer.context().close();
});

test("the check of a connection runs from its alarm", async () => {
  await alarm("poll-gap", 2, "Allegro''s list of events was last read %s minutes ago.", "37", 1);
  const page = await browser.user("anna");
  await page.goto(`${rig.baseUrl}/status`);
  await page.getByRole("button", { name: "Sprawdź połączenie teraz" }).click();
  await page.waitForURL(/\/accounts\/1$/);
  assert.equal(await page.locator("main .note.ok").count(), 1);
  await page.context().close();
});

test("a test mail is asked for by a button, sent by the job, and its outcome is said", async () => {
  const page = await browser.user("anna");
  const section = page.locator("section", { has: page.locator("#h-mail") });
  const press = async () => {
    await page.goto(`${rig.baseUrl}/status`);
    await page.getByRole("button", { name: "Wyślij testowy e-mail" }).click();
    await page.waitForURL(/\/status$/);
    assert.match(await section.innerText(), /zostanie wysłany w ciągu minuty/);
    await rig.run("send-alarms", "--once");
    await page.goto(`${rig.baseUrl}/status`);
  };
  box.behave = "refuse";
  await press();
  assert.match(await section.innerText(), /nie udało się wysłać: .*550 no such mailbox/);
  await browser.check(page, "failed test mail");
  box.behave = "well";
  await press();
  assert.match(await section.innerText(), /Testowy e-mail wysłano /);
  assert.equal(box.mails.at(-1).subject, "Kram: testowy e-mail");
  await page.context().close();
  const viewer = await browser.user("jan", { role: "viewer" });
  await viewer.goto(`${rig.baseUrl}/status`);
  assert.doesNotMatch(await viewer.locator("main").innerText(), /ola@example\.pl/);
  assert.equal(await viewer.getByRole("button", { name: "Wyślij testowy e-mail" }).count(), 0);
  await viewer.context().close();
});

test("what is over is listed, and words of an alarm are never markup", async () => {
  await alarm("banned", 1, "%s", "<script>alert(1)</script>");
  await rig.sql("UPDATE alarm SET cleared_at = UTC_TIMESTAMP(3) - INTERVAL 3 MINUTE");
  const page = await browser.user("anna", { lang: "en" });
  await page.goto(`${rig.baseUrl}/status`);
  assert.equal(await page.locator("h1").innerText(), "Everything is working");
  await page.locator("summary", { hasText: "Resolved in the last 7 days: 1" }).click();
  assert.match(await page.locator(".over").innerText(), /Allegro asked Kram to wait: <script>alert\(1\)<\/script>[^]*lasted 17 min/);
  await browser.check(page, "over");
  await browser.picture(page, "status-over", { full: true });
  await page.context().close();
});

test("no page complained", () => assert.deepEqual(browser.complaints, []));
