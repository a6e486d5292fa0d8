// The certificate as a seller meets it: from the first page to one day, on paper and as a file.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { Browser } from "./browser.mjs";

const HOUR = 3_600_000;
const warsaw = (ms) => new Date(ms).toLocaleDateString("sv-SE", { timeZone: "Europe/Warsaw" });
function dayStart(ms) {
  let at = Math.floor(ms / HOUR) * HOUR;
  while (warsaw(at - 1) === warsaw(ms)) at -= HOUR;
  return at;
}
const yesterday = warsaw(dayStart(Date.now()) - HOUR);
const itsMonth = `?month=${yesterday.slice(0, 7)}`; // not today's on the first of a month

/** The days of a month that has ended: 31 of them, one an hour longer, and the longest names a month's days have in Polish. */
function longMonth() {
  const name = `${new Date().getFullYear() - 1}-10`;
  const days = [];
  for (let at = dayStart(Date.parse(`${name}-01T12:00:00Z`)); warsaw(at).startsWith(name); at = days.at(-1)[1])
    days.push([at, dayStart(at + 26 * HOUR)]);
  return { name, days };
}
const dayAndMonth = new Date(`${yesterday}T12:00:00Z`).toLocaleDateString("pl-PL", { day: "numeric", month: "long" });

describe("the certificate", () => {
  let rig, browser, anna, lost, day;
  const url = (path = "") => `${rig.baseUrl}/orders/certificate${path}`;
  const audit = () => rig.must("audit-orders", "--once", "--since", "40d");
  const months = async (page) => (await page.locator("tbody tr").allInnerTexts()).map((text) => text.replace(/\s+/g, " "));

  before(async () => {
    const now = new Date(dayStart(Date.now()) - HOUR).toISOString();
    rig = await startRig({ parts: ["sandbox", "web", "connect", "import"], sandbox: ["--seed", "7", "--orders", "260", "--now", now] });
    browser = await Browser.open(rig);
    anna = await browser.user("anna");
  });
  after(async () => {
    await browser?.close();
    await rig?.stop();
  });

  test("before the first night it says when that will be", async () => {
    await anna.goto(rig.baseUrl);
    await anna.getByRole("link", { name: /Zgodność z Allegro/ }).click();
    await anna.waitForURL(url());
    assert.match(await anna.locator(".empty").innerText(), /Żaden dzień tego miesiąca nie został jeszcze porównany/);
    assert.match(await anna.locator(".empty").innerText(), /03:00/);
    await browser.check(anna, "empty certificate");
    await browser.picture(anna, "certificate-empty");
  });

  test("a difference is shown with what is missing, why, and what is being done", async () => {
    await audit();
    await rig.sandbox("/faults", { kind: "event-lose", path: "*", count: "-1" });
    lost = (await rig.sandbox("/buy", { n: "3" })).orders;
    await rig.must("poll-orders", "--once");
    await audit();
    await anna.goto(url(`/${yesterday}`));
    assert.match(await anna.locator(".says").innerText(), new RegExp(`^${dayAndMonth}: Allegro \\d+, w Kramie \\d+, 3 znalezione dopiero w kontroli$`));
    assert.equal(await anna.locator("h1 .badge").innerText(), "różnica");
    const opens = await anna.locator("section", { has: anna.getByText("Dlaczego dzień nie jest potwierdzony") }).locator("tbody tr").allInnerTexts();
    assert.equal(opens.length, 3);
    assert.ok(opens.every((text) => text.includes("brakowało") && text.includes("w ciągu minuty")));
    await browser.check(anna, "day with a difference");
    await browser.picture(anna, "certificate-day-difference", { full: true });
    await anna.goto(url(itsMonth));
    await browser.check(anna, "month with a difference");
    await browser.picture(anna, "certificate-difference", { full: true });
    await anna.goto(rig.baseUrl);
    assert.match(await anna.locator(".tile.bad", { hasText: "Zgodność z Allegro" }).innerText(), /różnica/);
  });

  test("repaired, the day is sealed: the sentence, the orders, the history, the first page", async () => {
    await rig.must("poll-orders", "--once");
    await audit();
    day = JSON.parse((await rig.must("kramctl", "orders", "day", "--account", "demo", "--day", yesterday)).stdout);
    await anna.goto(url(itsMonth));
    assert.equal(await anna.locator(".says").innerText(), `${dayAndMonth}: Allegro ${day.allegro}, w Kramie ${day.allegro}, 3 znalezione dopiero w kontroli`);
    await browser.check(anna, "month");
    await browser.picture(anna, "certificate", { full: true });
    await anna.locator(".says a").click();
    await anna.waitForURL(url(`/${yesterday}?account=1`));
    assert.equal(await anna.locator(".hash").innerText(), day.seal);
    assert.deepEqual(await anna.locator(".timeline strong").allInnerTexts(), ["Dzień potwierdzony", "Potwierdzenie wycofane: różnica", "Dzień potwierdzony"]);
    await browser.check(anna, "sealed day");
    await browser.picture(anna, "certificate-day", { full: true });
    const links = await anna.locator("section", { has: anna.locator("#h-finds") }).locator("a").evaluateAll((all) => all.map((a) => a.getAttribute("href").split("/").pop()));
    assert.deepEqual(links.sort(), [...lost].sort());
    await anna.locator(`a[href$="/${lost[0]}"]`).click();
    await anna.waitForURL(/\/orders\/[0-9a-f-]{36}/);
    assert.equal(await anna.locator("#order-id").innerText(), lost[0]);
    await anna.goto(rig.baseUrl);
    assert.match(await anna.locator(".tile.ok", { hasText: "Zgodność z Allegro" }).innerText(), new RegExp(`^${day.allegro}/${day.allegro}`));
    await browser.picture(anna, "certificate-tile");
  });

  test("speed and silence of a day: measured orders and when nobody read the journal", async () => {
    // Today, with the clock of the rehearsal put right; the poll before it was two hours ago.
    await rig.sandbox("/faults/clear", {});
    await rig.sandbox("/clock", { seconds: String(Math.floor((Date.now() - (dayStart(Date.now()) - HOUR)) / 1000)) });
    await rig.sandbox("/buy", { n: "4" });
    await rig.sql("UPDATE order_cursor SET polled_at = GREATEST(polled_at - INTERVAL 2 HOUR, UTC_TIMESTAMP(3) - INTERVAL 2 HOUR)");
    await rig.must("poll-orders", "--once");
    await anna.goto(url(`/${warsaw(Date.now())}`));
    assert.match(await anna.locator("main").innerText(), /Zmierzono 4 z \d+/);
    assert.equal(await anna.locator(".facts dd").count(), 2);
    assert.match(await anna.locator(".plainlist").innerText(), /^2 h, od /);
    await browser.check(anna, "today");
    await browser.picture(anna, "certificate-today", { full: true });
    await anna.goto(url());
    assert.match((await months(anna))[0], /jeszcze trwa/);
    assert.match((await months(anna))[0], /z 4 zamówień/);
  });

  test("months are left and right, and another month says so", async () => {
    await anna.goto(url());
    await anna.locator("[rel=prev]").click();
    await anna.waitForURL(/month=/);
    assert.ok((await months(anna)).length > 0);
    await anna.locator("[rel=next]").click();
    assert.ok((await months(anna)).length > 0);
    for (const wrong of ["?month=2026-13", "?month=abcdefg", "?account=99", "/2026-02-30", "/1999-01-01", "/x"])
      assert.equal((await anna.goto(url(wrong))).status(), 404, wrong);
  });

  test("printed, a month of 31 busy days and a day are one page of A4 each, black on white", async () => {
    const { name: longest, days } = longMonth();
    assert.equal(days.length, 31);
    const at = (ms) => `'${new Date(ms).toISOString().slice(0, -1)}'`;
    const many = 12_345;
    await rig.sql(`INSERT INTO order_day (account_id, day_at, until_at, state, checked_at, theirs, here, equal, sealed_at, different_since,
        next_check_at, latency_n, latency_p50_ms, latency_p95_ms) VALUES ${days.map(([from, until], i) => `(1, ${at(from)}, ${at(until)},
        '${i % 10 ? "SEALED" : "DIFFERENT"}', ${at(until)}, ${many}, ${many}, ${many}, ${i % 10 ? at(until) : "NULL"}, ${i % 10 ? "NULL" : at(until)},
        UTC_TIMESTAMP(3), ${many}, 754000, 4984000)`)}`);
    await rig.sql(`INSERT INTO order_poll_gap (account_id, from_at, until_at) VALUES ${days.map(([from]) => `(1, ${at(from)}, ${at(from + 8_000_000)})`)}`);
    const dark = await browser.user("anna", { colorScheme: "dark" });
    for (const [name, path] of [["month", `?month=${longest}`], ["day", `/${yesterday}`]]) {
      await dark.goto(url(path));
      if (name === "month") assert.equal((await months(dark)).length, 31);
      await dark.emulateMedia({ media: "print" });
      assert.equal(await dark.locator(".noprint").first().isVisible(), false);
      assert.equal(await dark.locator(".top").isVisible(), false);
      assert.ok(await dark.locator(".onprint").isVisible());
      await dark.setViewportSize({ width: 703, height: 994 }); // A4 without its margins
      await browser.picture(dark, `certificate-${name}-print`, { full: true });
      const pdf = (await dark.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
      assert.equal([...pdf.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length || Number(pdf.match(/\/Count (\d+)/)?.[1]), 1, name);
      assert.equal(await dark.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
      await dark.setViewportSize({ width: 1366, height: 800 });
    }
    await dark.context().close();
    for (const table of ["order_day", "order_poll_gap"]) await rig.sql(`DELETE FROM ${table} WHERE until_at <= ${at(days.at(-1)[1] + HOUR)}`);
  });

  test("phone, dark, English, and without JavaScript", async () => {
    for (const [name, options] of Object.entries({
      phone: { width: 360, height: 740 },
      dark: { colorScheme: "dark" },
      english: { lang: "en" },
      "without-script": { script: false },
    })) {
      const page = await browser.user("anna", options);
      for (const [what, path] of [["month", itsMonth], ["day", `/${yesterday}`]]) {
        await page.goto(url(path));
        if (options.script !== false) await browser.check(page, `${what} ${name}`);
        await browser.picture(page, `certificate-${what}-${name}`, { full: true });
        if (options.lang === "en") assert.match(await page.locator(".says").innerText(), /in Kram \d+, 3 found only in the check$/);
      }
      await page.context().close();
    }
  });

  test("the files: saved, not shown; opened by Polish Excel; the day's own list and the seal in them", async () => {
    await anna.goto(url());
    const read = async (path) => {
      const answer = await anna.request.get(url(path));
      assert.equal(answer.status(), 200);
      assert.match(answer.headers()["content-disposition"], /^attachment; filename="kram-allegro-[0-9-]+\.csv"$/);
      assert.equal(answer.headers()["content-type"], "text/csv; charset=utf-8");
      assert.equal(answer.headers()["x-content-type-options"], "nosniff");
      const text = (await answer.body()).toString();
      assert.ok(text.startsWith("\ufeff\"") && text.endsWith("\"\r\n"));
      return text.slice(1).trimEnd().split("\r\n").map((line) => line.split(";").map((cell) => JSON.parse(cell)));
    };
    const month = await read(`/csv${itsMonth}`);
    const row = month.find(([date]) => date === yesterday);
    assert.deepEqual([row[1], row[2], row[3], row[4], row.at(-1)], ["SEALED", String(day.allegro), String(day.allegro), "3", day.seal]);
    assert.equal(row.length, month[0].length);
    const list = await read(`/${yesterday}/csv`);
    assert.equal(list.length, day.allegro + 1);
    assert.deepEqual(new Set(list.slice(1).map((cells) => cells[3])), new Set(["EQUAL"]));
  });

  test("a second account has its own days", async () => {
    await rig.sql("INSERT INTO account (name, environment, state) VALUES ('drugie', 'simulator', 'DISCONNECTED')");
    await anna.goto(url());
    await anna.getByRole("link", { name: "drugie" }).click();
    await anna.waitForURL(/account=2/);
    assert.equal(await anna.locator("nav.tabs [aria-current]").innerText(), "drugie");
    assert.ok(await anna.locator(".empty").isVisible());
    await browser.check(anna, "second account");
  });

  test("nobody complained: no script error, no violation of the policy", () => {
    // What a browser writes about the pages that were not there.
    assert.deepEqual(browser.complaints.filter((text) => !text.includes("404")), []);
  });
});
