// Every page on a desktop and a phone, and one of each family of templates in the other dresses; at
// full depth every page in every dress: accessible, no wider than its window, silent in the console. A
// phone has the same document as a desktop: of those that are no family's axe sees a quarter there,
// and a half on a desktop, others each day.
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, utimesSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { deep, seed } from "../depth.mjs";
import { plant } from "../rig/canary.mjs";
import { startRig } from "../rig/rig.mjs";
import { Browser } from "./browser.mjs";

// Pages whose templates the others share: an overview, a list, an order, paper, a journal, a month, a
// form, the state of things.
const FAMILIES = ["today", "orders", "order", "slip", "audit", "certificate", "connect", "status"];

const dresses = {
  desktop: {},
  phone: { width: 360, height: 740 },
  tablet: { width: 820, height: 1180 },
  "tablet-english": { width: 768, height: 1024, lang: "en" },
  dark: { colorScheme: "dark" },
  english: { lang: "en" },
  "without-script": { script: false },
};

describe("pages", () => {
  let rig, browser, order, rating, offer, category, product, shop;

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "web", "connect", "import"], sandbox: ["--orders", "120"] });
    browser = await Browser.open(rig);
    // The order with the most to show: a message, an invoice, several lines.
    [[order]] = await rig.sql(`SELECT form_id FROM orders JOIN order_person ON order_id = id
      ORDER BY (message IS NOT NULL) + (invoice_required = 1) + (line_count > 1) DESC, bought_at DESC LIMIT 1`);
  });
  before(async () => {
    await rig.sql("INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, 'rating-answer', 1, 'test'), (1, 'rating-removal', 1, 'test'), (1, 'producer-new', 1, 'test'), (1, 'allegro-rule', 1, 'test')");
    for (const recommended of ["yes", "no"]) {
      rating = (await rig.sandbox("/rate", { order, recommended, comment: "Kubek przyszedł w kawałkach, a sprzedawca nie odpisuje. ".repeat(recommended === "no" ? 6 : 1) })).id;
    }
    await rig.must("sync-ratings", "--once");
    await rig.must("sync-offers", "--once");
    await rig.must("check-offers", "--once");
    [[offer]] = await rig.sql("SELECT offer_id FROM offer WHERE status = 'ACTIVE' AND external_id IS NOT NULL LIMIT 1");
    await rig.sql(`UPDATE offer SET reread_at = UTC_TIMESTAMP(3) WHERE offer_id = '${offer}'`);
    await rig.sandbox("/offers/change", { id: offer, price: "77.70" });
    await rig.must("sync-offers", "--once");
    await rig.sql(`INSERT INTO price_rule (environment, name, offer_id, currency, base, way, rate, add_minor, fixed_minor, ending, direction, auto_offers, auto_change, made_by)
      VALUES ('simulator', 'Za grosze', '${offer}', 'PLN', 'price', 'fixed', 0, 0, 12345, 'any', 'nearest', 50, 1000, 'test')`);
    await rig.sql("INSERT INTO currency_rate (currency, day, units, rate, made_by) VALUES ('EUR', '2026-11-20', 1, 42973, 'test')");
    await rig.sql("INSERT INTO price_fee (environment, rate, origin, made_by) VALUES ('simulator', 1000, 'typed', 'test')");
    await rig.sql(`INSERT INTO offer_diff (account_id, offer_id, grp, state, moved, ours_mark, theirs_mark, shown_mark, ours, theirs, back, since) VALUES
      (1, '${offer}', 'name', 'open', 'ours', UUID(), UUID(), UUID(), 'Kubek z uchem, biały', 'Kubek z uchem', NULL, UTC_TIMESTAMP(3)),
      (1, '${offer}', 'parameters', 'open', 'both', UUID(), UUID(), UUID(), 'Stan: Nowy\nKolor: biały', 'Stan: Nowy', NULL, UTC_TIMESTAMP(3)),
      (1, '${offer}', 'handling', 'left', 'theirs', UUID(), UUID(), UUID(), 'PT24H', 'P2D', '{"delivery":{"handlingTime":"P3D"}}', UTC_TIMESTAMP(3));
      UPDATE offer SET differs = 2 WHERE offer_id = '${offer}'`);
    // A mass change that is held, with an offer to be checked, and one that was carried out in part.
    await rig.sql(`INSERT INTO plan (id, account_id, topic, origin, about, actor, state, brakes, batch, items, values_n, outliers, waiting, left_out) VALUES
        (1, 1, 'price', 'person', '+45 %', 'anna', 'DRAFT', 'jump', UUID(), 1, 1, 1, 1, 1);
      INSERT INTO plan (id, account_id, topic, origin, actor, state, batch, items, values_n, outliers, waiting, done, failed) VALUES
        (2, 1, 'status', 'stock', 'push-stock', 'RUNNING', UUID(), 3, 1, 3, 1, 1, 1);
      INSERT INTO plan_item (plan_id, kind, subject, before_value, after_value, outlier, place, change_bp, state, note) VALUES
        (1, 'offer-price', '${offer}', '77.70 PLN', '112.67 PLN', 'jump', 1, 4500, 'WAITING', NULL),
        (1, 'offer-price', '111111', '10.00 PLN', '14.50 PLN', 'jump', 1, 4500, 'LEFT', 'price-rule'),
        (2, 'offer-status', '${offer}', 'ACTIVE', 'EMPTIED', 'ends', 3, NULL, 'DONE', NULL),
        (2, 'offer-status', '111111', 'ACTIVE', 'EMPTIED', 'ends', 3, NULL, 'FAILED', 'refused'),
        (2, 'offer-status', '222222', 'ACTIVE', 'ENDED', 'ends', 3, NULL, 'WAITING', NULL)`);
    await rig.must("sync-categories", "--once");
    await rig.must("sync-terms", "--once");
    [[category]] = await rig.sql("SELECT category_id FROM category WHERE leaf = 1 LIMIT 1");
    await rig.sql(`INSERT INTO category_used (environment, category_id, wanted_at, next_at) VALUES ('simulator', '${category}', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`);
    await rig.must("sync-categories", "--once");
    // A file that was applied, and one that changes, refuses and would let products disappear.
    const files = join(import.meta.dirname, "../fixtures/products");
    await rig.must("kramctl", "products", "import", join(files, "woocommerce.csv"), "--profile", "Sklep");
    mkdirSync(join(rig.dir, "state", "incoming", "Sklep"), { recursive: true });
    copyFileSync(join(files, "own.csv"), join(rig.dir, "state", "incoming", "Sklep", "own.csv"));
    utimesSync(join(rig.dir, "state", "incoming", "Sklep", "own.csv"), 1e9, 1e9);
    await rig.must("import-products", "--once");
    // And one that was sent, and about which nobody has said anything yet.
    await rig.sql(`INSERT INTO import_run (id, state, file_name, host, file_bytes, actor) VALUES (99, 'draft', 'woocommerce.csv', '${hostname()}', 100, 'anna')`);
    copyFileSync(join(files, "woocommerce.csv"), join(rig.dir, "state", "imports", "99"));
    // A name and a description with which Allegro would find fault.
    await rig.sql(`UPDATE product SET locks = 'name,price', name = 'Kinkiet „Ola” 😀', description = '<h1>Ola</h1><h3>Złota</h3><p>Opis <b>ważny</b> <a href="https://shop.example.pl/">u nas</a></p><ol><li>Raz<ul><li>Dwa</li></ul></li></ol><table><tr><th>Kolor</th><td>złoty</td></tr></table><img src="https://shop.example.pl/${"bardzo-".repeat(20)}dlugi-adres.jpg" alt="Kinkiet na ścianie"><img src="/b.jpg">' WHERE sku = 'LAMP-1'`);
    [[product, shop]] = await rig.sql("SELECT id, shop_key FROM product WHERE sku = 'LAMP-1'");
    await rig.must("check-products", "--once");
    await rig.sql(`INSERT INTO import_source (profile_id, address, period_min, asked_at, got_at, fault, failures)
      SELECT id, 'https://sklep.example/export/0f9a/produkty.csv?klucz=tajny', 60, '2026-01-01', '2025-12-31', 'refused', 3 FROM import_profile WHERE id = 1`);
    // Places with long names, two profiles, a product whose last piece one offer keeps, and what the stock check found.
    await rig.sql(`INSERT INTO stock_place (id, kind, name) VALUES (2, 'shop', 'Sklep na Floriańskiej'), (3, 'external', 'Hurtownia Nowak i Synowie, magazyn centralny');
      INSERT INTO stock_feed (account_id, place_id, position) VALUES (1, 2, 0), (1, 1, 1);
      INSERT INTO import_profile (name, format, mapping) VALUES ('Hurtownia', '', '');
      UPDATE stock_total SET on_hand = reserved + 1, is_known = 1 WHERE product_id = ${product};
      INSERT INTO stock_link (account_id, offer_id, product_id, pieces, actor) VALUES (1, '${offer}', ${product}, 1, 'test'), (1, '111111', ${product}, 1, 'test') ON DUPLICATE KEY UPDATE pieces = 1;
      INSERT INTO stock_lease (product_id, account_id, offer_id) VALUES (${product}, 1, '${offer}');
      INSERT INTO stock_certificate (account_id, offers, equal_n, coming, held, uncounted, conflict, theirs, ended, differs) VALUES (1, 21, 9, 1, 2, 1, 1, 3, 3, 1) ON DUPLICATE KEY UPDATE offers = 21;
      INSERT INTO stock_unequal (account_id, class, offer_id, shows, available) VALUES (1, 'differs', '${offer}', 1, 9), (1, 'theirs', '111111', 3, NULL)`);
    // Somebody else was there, and left a word and a tag.
    await rig.must("kramctl", "user", "login-link", "piotr", "--role", "packer");
    await rig.sql(`INSERT INTO order_note (order_id, user_id, text) SELECT o.id, u.id, 'Dzwonić po szesnastej.' FROM orders o, users u WHERE o.form_id = '${order}' AND u.login = 'piotr';
      INSERT INTO order_tag (order_id, tag) SELECT id, 'kruche' FROM orders WHERE form_id = '${order}';
      INSERT INTO order_view_log (day, form_id, user_id, last_at) SELECT UTC_DATE(), '${order}', id, UTC_TIMESTAMP(3) + INTERVAL 1 HOUR FROM users WHERE login = 'piotr'`);
  });
  after(async () => {
    await browser?.close();
    await rig?.stop();
  });

  const paths = () => ({
    today: "/",
    orders: "/orders?view=all",
    "orders-today": "/orders",
    "orders-open": "/orders?view=open",
    "orders-problem": "/orders?view=problem",
    "orders-filtered": "/orders?tab=all&payment=cod&fulfillment=NEW",
    "orders-sieved": "/orders?view=all&flag=message&country=PL&pieces_from=1&due_from=2020-01-01",
    "orders-nothing": "/orders?q=xyzzy",
    order: `/orders/${order}?view=all`,
    slip: `/orders/${order}/slip`,
    outbox: "/outbox",
    ratings: "/ratings",
    "ratings-nothing": "/ratings?view=all&q=xyzzy",
    rating: `/ratings/${rating}`,
    offers: "/offers",
    "offers-nothing": "/offers?view=attention&q=xyzzy",
    offer: `/offers/${offer}`,
    "offers-differ": "/offers?view=differs",
    following: "/following",
    matching: "/matching?view=none",
    publish: "/mapping/publish",
    "matching-nothing": "/matching?view=left",
    pricing: "/pricing",
    "allegro-rule-new": "/pricing/allegro/new",
    "price-rule-new": "/pricing/new",
    "price-rule": "/pricing/rules/1?look=1",
    plans: "/plans",
    plan: "/plans/1",
    "plan-running": "/plans/2",
    "plan-nothing": "/plans/2?view=left",
    categories: "/categories",
    "categories-found": "/categories?q=oswietlenie+kinkiety",
    "categories-nothing": "/categories?q=xyzzy",
    category: `/categories/${category}`,
    terms: "/terms",
    producers: "/producers",
    "producers-nothing": "/producers?view=chosen&q=xyzzy",
    brand: "/producers/brand?account=1&brand=polar",
    "producer-new": "/producers/new?account=1",
    products: "/products",
    "products-found": "/products?q=kinkiet",
    "products-nothing": "/products?view=gone&q=xyzzy",
    product: `/products/${product}`,
    "product-allegro": `/products/${product}/allegro`,
    "product-stock": `/products/${product}/stock`,
    stock: "/stock",
    "stock-nothing": "/stock?view=short",
    "stock-places": "/stock/places",
    "stock-certificate": "/stock/certificate",
    mapping: "/mapping",
    "mapping-blocker": "/mapping/blockers/1",
    "mapping-categories": "/mapping/categories",
    "mapping-offer": "/mapping/offer",
    "mapping-history": "/mapping/history",
    "mapping-category": `/mapping/categories/${shop}?q=kinkiety`,
    files: "/files",
    source: "/sources/1",
    "source-new": "/sources",
    "file-applied": "/files/1",
    "file-read": "/files/2",
    "file-draft": "/files/99/mapping",
    writers: "/accounts/1/writers",
    audit: "/audit",
    privacy: "/settings/privacy",
    certificate: "/orders/certificate",
    "certificate-csvless": "/orders/certificate?month=2020-01",
    status: "/status",
    accounts: "/accounts",
    account: "/accounts/1",
    connect: "/accounts/new",
    "connect-production": "/accounts/new?environment=production",
    users: "/settings/users",
    password: "/settings/password",
    shortcuts: "/help/shortcuts",
  });

  for (const [dress, options] of Object.entries(dresses)) {
    test(`are accessible and fit: ${dress}`, async () => {
      const page = await browser.user("anna", options);
      for (const [i, [name, path]] of Object.entries(paths()).entries()) {
        if (!deep && !["desktop", "phone"].includes(dress) && !FAMILIES.includes(name)) continue;
        const response = await page.goto(rig.baseUrl + path);
        assert.equal(response.status(), 200, path);
        const every = { desktop: 2, phone: 4 }[dress] ?? 1;
        const seen = deep || FAMILIES.includes(name) || i % every === seed % every;
        if (options.script !== false) await (seen ? browser.check(page, `${name} ${dress}`) : browser.fits(page, `${name} ${dress}`));
        await browser.picture(page, `${name}-${dress}`, { full: true });
      }
      await page.context().close();
    });
  }

  test("a product with all of it open is accessible and fits, and loads no picture of the shop", async () => {
    for (const dress of ["desktop", "phone", "dark"]) {
      const page = await browser.user("anna", dresses[dress]);
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.goto(`${rig.baseUrl}/products/${product}`);
      for (const summary of await page.locator("main details > summary").all()) await summary.click();
      assert.ok(await page.getByText("Kinkiet na ścianie", { exact: true }).isVisible());
      await browser.check(page, `product open ${dress}`);
      await browser.picture(page, `product-open-${dress}`, { full: true });
      assert.deepEqual(asked.filter((url) => !url.startsWith(rig.baseUrl)), []);
      await page.context().close();
    }
  });

  test("a number of an order keeps to one line on a tablet and a phone, the box to mark it stands beside, and all can be marked", async () => {
    for (const dress of ["tablet", "phone"]) {
      const page = await browser.user("anna", dresses[dress]);
      await page.goto(`${rig.baseUrl}/orders?view=all`);
      const row = page.locator("[data-row] th").first();
      const [box, number] = [await row.locator("[name=id]").boundingBox(), await row.locator("a").boundingBox()];
      assert.ok(number.height < 32, `${dress}: ${number.height} px`);
      assert.ok(box.x + box.width <= number.x && box.y < number.y + number.height, `${dress}: the box is not beside`);
      await page.getByText("Zaznacz wszystkie").click();
      assert.equal(await page.locator("[name=id]:checked").count(), await page.locator("[data-row]").count());
      await page.context().close();
    }
  });

  test("the lists of links stand whole: beside the name, within the window, not scrolled where all of them fit", async () => {
    for (const dress of ["desktop", "tablet", "phone"]) {
      const page = await browser.user("anna", dresses[dress]);
      await page.goto(`${rig.baseUrl}/ratings?view=all`);
      const [brand, menu, tabs] = await page.evaluate(() => [
        document.querySelector(".brand").getBoundingClientRect().right,
        [...document.querySelectorAll(".menu a")].map((a) => [a.getBoundingClientRect().left, a.getBoundingClientRect().right]),
        ((t) => [t.scrollWidth - t.clientWidth, t.scrollLeft])(document.querySelector(".tabs")),
      ]);
      assert.ok(menu[0][0] >= (dress === "phone" ? 0 : brand), `${dress}: the menu begins at ${menu[0][0]}, the name ends at ${brand}`);
      assert.ok(menu.at(-1)[1] <= page.viewportSize().width, `${dress}: the menu ends at ${menu.at(-1)[1]}`);
      if (dress === "desktop") assert.deepEqual(tabs, [0, 0]);
      await page.context().close();
    }
  });

  test("a card of a phone is its link wherever it is touched, and what opens is as high as a thumb", async () => {
    const page = await browser.user("anna", dresses.phone);
    for (const path of ["/ratings?view=all", "/products", "/files", "/categories", "/orders?view=all"]) {
      await page.goto(rig.baseUrl + path);
      const row = page.locator("tr[data-row]").first();
      await row.evaluate((one) => one.scrollIntoView({ block: "center" }));
      const { x, y, width, height } = await row.boundingBox();
      const link = await row.locator("th a").first().getAttribute("href");
      await page.mouse.click(x + width - 8, y + height - 8);
      await page.waitForURL(rig.baseUrl + link);
    }
    for (const path of ["/", `/orders/${order}?view=all`, `/products/${product}`]) {
      await page.goto(rig.baseUrl + path);
      for (const summary of await page.locator("main summary:visible").all()) assert.ok((await summary.boundingBox()).height >= 24, `${path}: ${await summary.innerText()}`);
    }
    await page.context().close();
  });

  test("login is accessible without a user", async () => {
    for (const options of [dresses.desktop, dresses.phone, dresses.dark]) {
      const page = await browser.guest(options);
      await page.goto(`${rig.baseUrl}/login`);
      await browser.check(page, "login");
      await browser.picture(page, `login-${options.width ?? options.colorScheme ?? "desktop"}`);
      await page.context().close();
    }
  });

  test("a one-time link is accessible, and its button leads in", async () => {
    const page = await browser.guest(dresses.phone);
    const { stdout } = await rig.must("kramctl", "user", "login-link", "anna");
    const link = new URL(stdout.match(/https?:\S+/)[0]);
    plant(link.searchParams.get("token"));
    await page.goto(link.href);
    await browser.check(page, "login-once");
    await page.locator("main form button").first().click();
    await page.waitForURL(`${rig.baseUrl}/`);
    await page.context().close();
  });

  test("the slip prints black on white, without the frame", async () => {
    const page = await browser.user("anna", { colorScheme: "dark" });
    await page.goto(`${rig.baseUrl}/orders/${order}/slip`);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 703, height: 994 }); // A4 without its margins
    const look = await page.evaluate(() => ({
      ground: getComputedStyle(document.body).backgroundColor,
      text: getComputedStyle(document.querySelector(".slip th")).color,
      button: document.querySelector(".noprint").checkVisibility(),
      bars: document.querySelector(".barcode path").getAttribute("d").split("M").length - 1,
    }));
    assert.deepEqual({ ...look, bars: look.bars > 50 },
      { ground: "rgb(255, 255, 255)", text: "rgb(0, 0, 0)", button: false, bars: true });
    await browser.picture(page, "slip-print");
    await page.context().close();
  });

  test("theme is chosen by the user and kept", async () => {
    const page = await browser.user("anna");
    await page.goto(`${rig.baseUrl}/orders`);
    await page.locator(".tools details summary").click();
    await page.locator("button[name=theme][value=dark]").click();
    await page.waitForURL(/\/orders/);
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), "rgb(19, 22, 25)");
    await page.context().close();
  });

  test("nobody complained: no script error, no violation of the policy", () => {
    assert.deepEqual(browser.complaints, []);
  });
});
