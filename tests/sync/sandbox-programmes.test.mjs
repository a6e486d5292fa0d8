// Fees, rules of prices, campaigns and missing parameters at the rehearsal, and its page.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { Checker } from "../contract/checker.mjs";
import { OpenApi } from "../contract/openapi.mjs";
import { Sandbox } from "./sandbox.mjs";

const openapiPath = process.env.KRAM_OPENAPI;
const pln = (amount) => ({ amount, currency: "PLN" });

let sb;

before(async () => {
  sb = await Sandbox.start("--orders", "1", "--device-interval", "1");
  await sb.connect();
});
after(async () => {
  if (openapiPath) {
    const checker = new Checker(await OpenApi.load(openapiPath));
    const answered = (await sb.exchanges()).filter(({ status }) => status < 400 || status === 429);
    assert.deepEqual(answered.flatMap((exchange) => checker.check(exchange)).slice(0, 20), []);
  }
  assert.equal(await sb.stop(), 0);
});

const truth = async () => (await sb.control("/offers")).offers;
const english = { headers: { "accept-language": "en-US" } };
/** The beginning of a second, so that a limit a second can be met. */
const nextSecond = () => pause(1000 - (Math.round(performance.now()) % 1000) + 1000);

describe("fees", () => {
  const preview = (offer) => sb.api("/pricing/offer-fee-preview", { method: "POST", body: { offer: { name: "Kinkiet ścienny LED", ...offer } } });

  test("are a part of the price that depends on the category, and the cost of being shown first", async () => {
    const [a] = await truth();
    const answer = await (await preview({ category: { id: a.category }, sellingMode: { format: "BUY_NOW", price: pln("100.00") }, promotion: { emphasized10d: true } })).json();
    assert.equal(answer.commissions.length, 1);
    assert.ok(Number(answer.commissions[0].fee.amount) >= 5 && Number(answer.commissions[0].fee.amount) <= 14);
    assert.equal(answer.quotes[0].fee.amount, "19.90");
    assert.equal((await preview({ category: { id: "1" }, sellingMode: { price: pln("1.00") } })).status, 422);
  });

  test("are told twenty-five times a second", async () => {
    await nextSecond();
    const [a] = await truth();
    const all = await Promise.all(Array.from({ length: 80 }, () => preview({ category: { id: a.category }, sellingMode: { price: pln("9.00") } })));
    assert.ok(all.some(({ status }) => status === 429));
  });
});

describe("rules of prices", () => {
  const call = (method, path, body) => sb.api(`/sale/price-automation${path}`, { method, body });
  const rules = async () => (await (await call("GET", "/rules")).json()).rules;

  async function assign(modification, offer) {
    const id = randomUUID();
    const body = { id, modification, offerCriteria: [{ type: "CONTAINS_OFFERS", offers: [{ id: offer }] }] };
    assert.equal((await sb.api("/sale/offer-price-automation-commands", { method: "POST", body })).status, 201);
    const { tasks } = await sb.get(`/sale/offer-price-automation-commands/${id}/tasks`);
    return tasks[0].errors[0]?.code ?? tasks[0].status;
  }

  test("are made, renamed and deleted, but not the common ones, nor twice", async () => {
    const [common] = await rules();
    const body = { name: "Moja reguła", type: "FOLLOW_BY_MARKET_MIN_PRICE", configuration: { changeByPercentage: { operation: "SUBTRACT", value: "2" } } };
    const made = await call("POST", "/rules", body);
    assert.equal(made.status, 201);
    const { id } = await made.json();
    await nextSecond();
    assert.equal((await call("POST", "/rules", body)).status, 409);
    assert.equal((await call("PUT", `/rules/${id}`, { name: "Inna" })).status, 200);
    assert.deepEqual((await rules()).filter((r) => !r.default).map(({ name }) => name), ["Inna"]);
    assert.equal((await call("PUT", `/rules/${common.id}`, { name: "Inna nazwa" })).status, 403);
    assert.equal((await call("DELETE", `/rules/${common.id}`)).status, 403);
    assert.equal((await call("DELETE", `/rules/${id}`)).status, 204);
    assert.equal((await call("GET", `/rules/${id}`)).status, 404);
  });

  test("are assigned with a range, as their kind wants it, and go", async () => {
    await nextSecond();
    const all = await rules();
    const market = all.find(({ type }) => type === "FOLLOW_BY_MARKET_MIN_PRICE");
    const rate = all.find(({ type }) => type === "EXCHANGE_RATE");
    const offer = (await truth()).find((o) => o.status === "ACTIVE" && !o.rule && !o.campaign && Number(o.price) > 50);
    const set = (rule, configuration) => ({ set: [{ marketplace: { id: "allegro-pl" }, rule: { id: rule.id }, ...configuration }] });
    const range = { configuration: { priceRange: { type: "MARKETPLACE_CURRENCY", minPrice: pln("40.00"), maxPrice: pln("45.00") } } };
    assert.equal(await assign(set(market), offer.id), "PriceRangeRequiredException");
    assert.equal(await assign(set(rate, range), offer.id), "PriceRangeForbiddenException");
    assert.equal(await assign(set({ id: "0" }, range), offer.id), "PriceRuleNotFoundException");
    assert.equal(await assign(set(market, range), offer.id), "SUCCESS");
    await sb.control("/clock", { seconds: "5" });
    assert.equal((await truth()).find(({ id }) => id === offer.id).price, "45.00");
    const of = await (await call("GET", `/offers/${offer.id}/rules`)).json();
    assert.deepEqual([of.rules[0].rule.id, of.rules[0].configuration.priceRange.minPrice], [market.id, pln("40.00")]);
    const listed = await sb.get(`/sale/offers?sellingMode.priceAutomation.rule.id=${market.id}&limit=1000`);
    assert.ok(listed.offers.some(({ id }) => id === offer.id));
    assert.equal(await assign({ remove: [{ marketplace: { id: "allegro-pl" } }] }, offer.id), "SUCCESS");
    assert.deepEqual((await (await call("GET", `/offers/${offer.id}/rules`)).json()).rules, []);
  });

  test("are told five times a second", async () => {
    await nextSecond();
    const all = await Promise.all(Array.from({ length: 20 }, () => call("GET", "/rules")));
    assert.ok(all.some(({ status }) => status === 429));
  });
});

describe("campaigns", () => {
  test("name the offers that are in them", async () => {
    const inThem = (await truth()).filter((o) => o.campaign).map(({ id }) => id);
    const badges = (await sb.get("/sale/badges?marketplace.id=allegro-pl")).badges.map((b) => b.offer.id);
    assert.equal((await sb.get("/sale/badge-campaigns")).badgeCampaigns.length, 1);
    const [campaign] = (await sb.get("/sale/alle-discount/campaigns", english)).alleDiscountCampaigns;
    const discounts = (await sb.get(`/sale/alle-discount/${campaign.id}/submitted-offers`, english)).submittedOffers.map((o) => o.offer.id);
    const asked = await sb.api("/sale/allegro-prices/offers-queries", { method: "POST", body: { marketplace: { id: "allegro-pl" }, limit: 100 }, ...english });
    const prices = (await asked.json()).offers.map(({ id }) => id);
    assert.deepEqual([...badges, ...discounts, ...prices].sort(), inThem.sort());
    assert.equal((await sb.get("/sale/allegro-prices/accounts/participations", english)).marketplaces[0].status, "ALLOWED");
    assert.equal((await sb.api("/sale/badges")).status, 400);
  });
});

describe("parameters that will be required", () => {
  test("are told of the offers that lack them, first as planned, then as missing", async () => {
    const offer = (await truth()).find((o) => o.status === "ACTIVE");
    await sb.control("/categories/schedule", { id: offer.category, param: "219001", days: "3" });
    const of = async (type) => (await sb.get(`/sale/offers/unfilled-parameters?parameterType=${type}&offer.id=${offer.id}`)).offers;
    assert.deepEqual((await of("REQUIREMENT_PLANNED"))[0].parameters, [{ id: "219001" }]);
    assert.deepEqual(await of("REQUIRED"), []);
    await sb.control("/clock", { days: "4" });
    assert.equal((await of("REQUIRED"))[0].id, offer.id);
  });
});

describe("the page", () => {
  test("shows the offers that changed last, with buttons for other people's hands", async () => {
    const offer = (await truth()).find((o) => o.status === "ACTIVE" && o.stock > 3);
    await sb.control("/offers/change", { id: offer.id, stock: "44" });
    const page = async () => (await fetch(`${sb.url}/sandbox`)).text();
    assert.match(await page(), new RegExp(`${offer.id}</code>[^\\n]*<td class="number">44</td>[^\\n]*Kup 1[^\\n]*Zakończ`));
    const answer = await fetch(`${sb.url}/sandbox/offers/end`, { method: "POST", body: new URLSearchParams({ id: offer.id }), headers: { accept: "text/html" }, redirect: "manual" });
    assert.equal(answer.headers.get("location"), "/sandbox");
    assert.match(await page(), new RegExp(`${offer.id}</code>[^\\n]*zakończona[^\\n]*Wystaw ponownie`));
  });
});
