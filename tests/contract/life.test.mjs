// A whole life of Kram with the rehearsal Allegro, then every exchange of it held against Allegro's
// own description, on both sides.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { Sandbox } from "../sync/sandbox.mjs";
import { Checker } from "./checker.mjs";
import { connectCode, connectDevice, setKeys, startKram } from "./kram.mjs";
import { OpenApi } from "./openapi.mjs";

const path = process.env.KRAM_OPENAPI;
const skip = path ? false : "openapi.yaml is not here (KRAM_OPENAPI)";

/** What a whole life must have met; a run that avoids one of these proves nothing about it. */
const expected = [
  "POST /auth/oauth/token 200",
  "POST /auth/oauth/token 400",
  "POST /auth/oauth/token 401",
  "POST /auth/oauth/device 200",
  "POST /auth/oauth/revoke 200",
  "GET /me 200",
  "GET /order/events 200",
  "GET /order/events 429",
  "GET /order/events 503",
  "GET /order/event-stats 200",
  "GET /order/checkout-forms 200",
  "GET /order/checkout-forms/{id} 200",
  "GET /sale/shipping-rates 200",
  "GET /after-sales-service-conditions/return-policies 200",
  "GET /after-sales-service-conditions/implied-warranties 200",
  "GET /after-sales-service-conditions/warranties 200",
  "GET /sale/responsible-producers 200",
  "GET /sale/responsible-persons 200",
  "GET /sale/offers 200",
  "GET /sale/offer-events 200",
  "GET /sale/product-offers/{offerId} 200",
  "GET /sale/product-offers/{offerId}/parts 200",
  "GET /sale/products 200",
  "GET /sale/products/{productId} 200",
  "GET /sale/matching-categories 200",
];

describe("a whole life", { skip }, () => {
  let sandbox;
  let rig;

  before(async () => {
    sandbox = await Sandbox.start("--orders", "120", "--device-interval", "1");
    rig = await startKram(sandbox.url);
  });
  after(async () => {
    await rig?.stop();
    await sandbox?.stop();
  });

  /** Poll once: done, "try again" (75), or what the caller expects besides. */
  async function poll(...besides) {
    const { code, stderr } = await rig.run("poll-orders", "--once");
    assert.ok([0, 75, ...besides].includes(code), `exit ${code}\n${stderr}`);
  }

  async function fault(kind, where, value = "") {
    await sandbox.control("/faults", { kind, path: where, count: "1", value });
    await poll(...(kind === "403" ? [1] : []));
    await sandbox.control("/faults/clear", {});
  }

  /** Until Kram has asked once and was told that the seller has not confirmed yet. */
  async function toldToWait() {
    const told = ({ url, status }) => url.startsWith("/auth/oauth/token") && status === 400;
    while (!(await sandbox.exchanges()).some(told)) await pause(100);
  }

  test("wrong keys, right keys, the device flow and the first import", async () => {
    await assert.rejects(setKeys(rig, "kram-device", "wrong"));
    await setKeys(rig, "kram-device");
    await connectDevice(rig, sandbox, "demo", toldToWait);
    await rig.must("poll-orders", "--once");
    assert.equal((await rig.orders()).length, (await sandbox.truth("kram_demo")).length);
    await rig.must("sync-terms", "--once");
    await rig.must("sync-offers", "--once");
    await rig.must("sync-campaigns", "--once");
  });

  test("what happens to offers: the list, the journal, a document, price and pieces alone", async () => {
    const twice = async () => (await rig.must("poll-offers", "--once"), await rig.must("poll-offers", "--once"));
    await rig.must("sync-offers", "--once");
    await rig.sql("INSERT INTO offer_sweep (account_id, kind, due_at) SELECT id, 'unread', '2000-01-01' FROM account");
    await twice();
    const [one, two] = (await sandbox.control("/offers")).offers.filter(({ status, fulfilment }) => status === "ACTIVE" && !fulfilment);
    await sandbox.control("/offers/change", { id: one.id, price: "13.50" });
    await sandbox.control("/offers/change", { id: two.id, name: "Inna nazwa" });
    await twice();
  });

  test("new purchases and changes", async () => {
    await sandbox.control("/buy", { n: "7" });
    await rig.must("poll-orders", "--once");
    const [order] = await sandbox.truth("kram_demo");
    await sandbox.control("/cancel", { id: order.id });
    await rig.must("poll-orders", "--once");
    assert.equal((await rig.orders()).length, (await sandbox.truth("kram_demo")).length);
  });

  test("refusals and outages", async () => {
    await fault("429", "/order/events", "1");
    await rig.sql("UPDATE request_ban SET blocked_until = '1970-01-01'"); // the minute of waiting is over
    await fault("503", "/order/events");
    await fault("500", "/order/events", "empty");
    await fault("401", "/order/events");
    await fault("403", "/order/events");
    await sandbox.control("/buy", { n: "3" });
    await fault("404", "/order/checkout-forms/*");
    await poll();
  });

  test("products are asked for in the catalogue, and categories for their names", async () => {
    const file = join(rig.dir, "shop.csv");
    writeFileSync(file, await (await fetch(`${sandbox.url}/sandbox/shop.csv?n=6`)).text());
    await rig.must("kramctl", "products", "import", file, "--profile", "Sklep", "--auto");
    await rig.must("match-products", "--once");
    assert.notDeepEqual(await rig.sql("SELECT product_id FROM catalogue_answer WHERE card_id IS NOT NULL"), []);
  });

  test("a token that expires is refreshed, a check is made", async () => {
    await sandbox.control("/tokens/expire", { seller: "kram_demo" });
    await poll();
    await rig.must("refresh-tokens", "--once");
    await rig.must("kramctl", "account", "check", "demo");
  });

  test("the redirect flow with and without PKCE, and the end", async () => {
    await rig.must("kramctl", "account", "disconnect", "demo");
    await setKeys(rig, "kram-code");
    await connectCode(rig, sandbox, "second", "inny_sprzedawca");
    await connectCode(rig, sandbox, "demo", "kram_demo", "--no-pkce");
    await poll();
    await rig.must("kramctl", "account", "disconnect", "demo");
  });

  test("every exchange agrees with Allegro's description", async () => {
    const checker = new Checker(await OpenApi.load(path));
    const seen = new Set();
    const exchanges = await sandbox.exchanges();
    const problems = new Set(exchanges.flatMap((exchange) => checker.check(exchange, seen)));
    assert.deepEqual([...problems].slice(0, 40), []);
    assert.deepEqual(expected.filter((one) => !seen.has(one)), []);
    console.log(`        ${exchanges.length} exchanges of ${seen.size} kinds`);
  });
});

describe("the rehearsal by hand", { skip }, () => {
  test("filters, fulfilment, carriers and marketplaces agree with Allegro's description", async () => {
    const sandbox = await Sandbox.start("--orders", "150", "--device-interval", "1");
    await sandbox.connect();
    const { checkoutForms } = await sandbox.get("/order/checkout-forms?limit=100");
    const form = checkoutForms.find((one) => one.status === "READY_FOR_PROCESSING" && one.payment && one.delivery?.method);
    const time = encodeURIComponent(form.updatedAt);
    const filters = [
      "offset=100&limit=50",
      "status=CANCELLED",
      "fulfillment.status=NEW",
      "fulfillment.provider.id=SELLER",
      "fulfillment.shipmentSummary.lineItemsSent=NONE",
      `lineItems.boughtAt.gte=${time}&lineItems.boughtAt.lte=${time}`,
      `updatedAt.gte=${time}&updatedAt.lte=${time}&sort=-updatedAt`,
      `payment.id=${form.payment.id}`,
      `surcharges.id=${form.payment.id}`,
      `delivery.method.id=${form.delivery.method.id}`,
      `buyer.login=${encodeURIComponent(form.buyer.login)}`,
      `marketplace.id=${form.marketplace.id}`,
    ];
    for (const filter of filters) await sandbox.get(`/order/checkout-forms?${filter}`);
    for (const type of ["BOUGHT", "BOUGHT&type=FILLED_IN"]) await sandbox.get(`/order/events?type=${type}&limit=5`);
    for (const one of ["/me", "/marketplaces", "/order/carriers", "/order/event-stats"]) await sandbox.get(one);
    for (const status of ["PROCESSING", "READY_FOR_SHIPMENT", "SENT", "RETURNED"]) {
      await sandbox.api(`/order/checkout-forms/${form.id}/fulfillment?checkoutForm.revision=${form.revision}`, { method: "PUT", body: { status } });
    }
    const rated = async (fields) => (await sandbox.control("/rate", { order: form.id, ...fields })).id;
    const good = await rated({ comment: "Polecam" });
    const bad = await rated({ recommended: "no", comment: "Kubek w kawałkach", "days-ago": "3" });
    const late = await rated({ recommended: "no", "late-hours": "5" });
    await sandbox.control("/ratings/edit", { id: bad, comment: "Kubek w kawałkach, paczka cała" });
    const listed = async (query) => (await sandbox.get(`/sale/user-ratings?${query}`)).ratings.map(({ id }) => id);
    assert.deepEqual(await listed("limit=100"), [bad, good], "the newest change first, a late one not yet");
    assert.deepEqual(await listed("recommended=false&offset=0&limit=1"), [bad]);
    assert.deepEqual(await listed(`lastChangedAt.gte=${encodeURIComponent(new Date(Date.now() + 60000).toISOString())}`), []);
    const put = async (id, what, body) => (await sandbox.api(`/sale/user-ratings/${id}/${what}`, { method: "PUT", body })).status;
    assert.equal(await put(good, "answer", { message: "ż".repeat(500) }), 201, "characters are counted, not bytes");
    assert.equal(await put(good, "answer", { message: "Dziękujemy jeszcze raz" }), 400, "answered already");
    assert.equal(await put(good, "removal", { request: { message: "Proszę" } }), 400, "only of one that does not recommend");
    assert.equal(await put(bad, "removal", { request: { message: "Kupujący się pomylił" } }), 201);
    assert.equal(await put(bad, "removal", { request: { message: "Kupujący się pomylił" } }), 400, "asked for already");
    assert.equal(await put(late, "answer", { message: "Skąd?" }), 404);
    assert.deepEqual((await sandbox.get(`/sale/user-ratings/${bad}`)).removal.request.message, "Kupujący się pomylił");
    await sandbox.control("/clock", { hours: "6" });
    assert.deepEqual(await listed("limit=100"), [bad, late, good], "in the place of its time");
    await sandbox.control("/ratings/withdraw", { id: late });
    assert.equal((await sandbox.api(`/sale/user-ratings/${late}`)).status, 404);
    const { categories } = await sandbox.control("/categories");
    const leaf = categories.find((one) => one.leaf);
    for (const where of ["", `?parent.id=${leaf.parent}`, `/${leaf.id}`]) await sandbox.get(`/sale/categories${where}`);
    for (const { id } of categories.filter((one) => one.leaf).slice(0, 20)) await sandbox.get(`/sale/categories/${id}/parameters`);
    assert.equal((await sandbox.api("/sale/categories/nothing")).status, 404);
    const made = (await sandbox.control("/categories/create", { parent: leaf.parent, name: "Nowości" })).id;
    await sandbox.control("/categories/rename", { id: made, name: "Wyprzedaż" });
    await sandbox.control("/categories/move", { id: made, parent: categories.find((one) => one.parent && !one.leaf).id });
    await sandbox.control("/categories/delete", { id: made, redirect: leaf.id });
    await sandbox.control("/categories/schedule", { id: leaf.id, param: "225693", days: "30" });
    await sandbox.control("/categories/renumber", { value: "33_1", becomes: "33_101" });
    const polish = { headers: { "accept-language": "pl-PL" } }; // these speak no other language
    const { events } = await sandbox.get("/sale/category-events?limit=3", polish);
    assert.deepEqual(events.map(({ type }) => type), ["CATEGORY_CREATED", "CATEGORY_RENAMED", "CATEGORY_MOVED"]);
    const [deleted] = (await sandbox.get(`/sale/category-events?from=${events[2].id}&type=CATEGORY_DELETED`, polish)).events;
    assert.equal(deleted.redirectCategory.id, leaf.id);
    assert.equal((await sandbox.get("/sale/category-parameters-scheduled-changes?limit=10", polish)).scheduledChanges.length, 1);
    for (const kind of ["401", "403", "406", "429", "500", "503", "504"]) {
      await sandbox.control("/faults", { kind, path: "/order/events", count: "1" });
      await sandbox.api("/order/events");
    }

    const checker = new Checker(await OpenApi.load(path));
    const seen = new Set();
    const problems = (await sandbox.exchanges()).flatMap((exchange) => checker.check(exchange, seen));
    await sandbox.stop();
    assert.deepEqual(problems, []);
    const wanted = ["PUT /order/checkout-forms/{id}/fulfillment 204", "PUT /order/checkout-forms/{id}/fulfillment 409"];
    for (const path of ["", "/{ratingId}"]) wanted.push(`GET /sale/user-ratings${path} 200`);
    for (const path of ["categories", "categories/{categoryId}", "categories/{categoryId}/parameters", "category-events", "category-parameters-scheduled-changes"]) wanted.push(`GET /sale/${path} 200`);
    for (const what of ["answer", "removal"]) wanted.push(`PUT /sale/user-ratings/{ratingId}/${what} 201`);
    assert.deepEqual(wanted.filter((one) => !seen.has(one)), []);
  });
});
