// Every exchange about offers that the rehearsal has, refusals too, against Allegro's description.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import { Sandbox } from "../sync/sandbox.mjs";
import { Checker } from "./checker.mjs";
import { OpenApi } from "./openapi.mjs";

const path = process.env.KRAM_OPENAPI;
const skip = path ? false : "openapi.yaml is not here (KRAM_OPENAPI)";
const beta = "application/vnd.allegro.beta.v1+json";
const pln = (amount) => ({ amount, currency: "PLN" });

/** What must have been met. */
const wanted = [
  "GET /sale/offers 200",
  "GET /sale/offers 403",
  "GET /sale/offer-events 200",
  "GET /sale/product-offers/{offerId} 200",
  "GET /sale/product-offers/{offerId} 403",
  "GET /sale/product-offers/{offerId} 404",
  "GET /sale/product-offers/{offerId}/parts 200",
  "GET /sale/product-offers/{offerId}/parts 404",
  "POST /sale/product-offers 201",
  "POST /sale/product-offers 202",
  "POST /sale/product-offers 422",
  "PATCH /sale/product-offers/{offerId} 200",
  "PATCH /sale/product-offers/{offerId} 404",
  "PATCH /sale/product-offers/{offerId} 409",
  "PATCH /sale/product-offers/{offerId} 422",
  "GET /sale/product-offers/{offerId}/operations/{operationId} 202",
  "GET /sale/product-offers/{offerId}/operations/{operationId} 303",
  "GET /sale/product-offers/{offerId}/operations/{operationId} 404",
  "GET /sale/product-offers/{offerId}/operations/{operationId} 422",
  "DELETE /sale/offers/{offerId} 204",
  "DELETE /sale/offers/{offerId} 403",
  "DELETE /sale/offers/{offerId} 404",
  "POST /sale/images 201",
  "POST /sale/images 422",
  ...["publication", "price-change", "quantity-change", "modification"].flatMap((kind) => [
    `PUT /sale/offer-${kind}-commands/{commandId} 201`,
    `PUT /sale/offer-${kind}-commands/{commandId} 409`,
    `GET /sale/offer-${kind}-commands/{commandId} 200`,
    `GET /sale/offer-${kind}-commands/{commandId} 404`,
    `GET /sale/offer-${kind}-commands/{commandId}/tasks 200`,
  ]),
  ...["bulk-modification", "price-automation"].flatMap((kind) => [
    `POST /sale/offer-${kind}-commands 201`,
    `POST /sale/offer-${kind}-commands 409`,
    `GET /sale/offer-${kind}-commands/{commandId} 200`,
    `GET /sale/offer-${kind}-commands/{commandId}/tasks 200`,
  ]),
  "POST /pricing/offer-fee-preview 200",
  "POST /pricing/offer-fee-preview 422",
  "GET /sale/price-automation/rules 200",
  "POST /sale/price-automation/rules 201",
  "POST /sale/price-automation/rules 409",
  "GET /sale/price-automation/rules/{ruleId} 200",
  "PUT /sale/price-automation/rules/{ruleId} 200",
  "DELETE /sale/price-automation/rules/{ruleId} 204",
  "DELETE /sale/price-automation/rules/{ruleId} 403",
  "GET /sale/price-automation/offers/{offerId}/rules 200",
  "GET /sale/offers/unfilled-parameters 200",
  "GET /sale/badge-campaigns 200",
  "GET /sale/badges 200",
  "GET /sale/alle-discount/campaigns 200",
  "GET /sale/alle-discount/{campaignId}/submitted-offers 200",
  "GET /sale/allegro-prices/accounts/participations 200",
  "POST /sale/allegro-prices/offers-queries 200",
];

class Seller {
  constructor(sandbox) {
    this.sb = sandbox;
  }

  /** One exchange; its body as JSON when there is one. */
  async send(method, where, body, headers = {}) {
    const response = await this.sb.api(where, { method, body, headers });
    const text = await response.text();
    return { status: response.status, location: response.headers.get("location"), body: text ? JSON.parse(text) : null };
  }

  async reads(offers, other) {
    const english = { "accept-language": "en-US" };
    const [a] = offers;
    const fields = ["publication.status=ACTIVE&publication.status=ENDED", `external.id=${a.sku}`, `offer.id=${a.id}`, "sort=-stock.available&limit=1000", "isFulfillment=true", "sellingMode.priceAutomation.rule.id.empty=false", "name=lampa", "sellingMode.price.amount.gte=10"];
    for (const query of fields) await this.send("GET", `/sale/offers?${query}`);
    await this.send("GET", "/sale/offer-events?type=OFFER_ENDED&type=OFFER_PRICE_CHANGED&limit=5", undefined, english);
    await this.send("GET", "/sale/offer-events?limit=1000", undefined, english);
    for (const id of [a.id, other.id, "1"]) {
      await this.send("GET", `/sale/product-offers/${id}`);
      await this.send("GET", `/sale/product-offers/${id}/parts?include=stock&include=price`);
    }
    await this.send("GET", `/sale/offers/unfilled-parameters?parameterType=REQUIRED&offer.id=${a.id}`);
    for (const what of ["badge-campaigns", "badges?marketplace.id=allegro-pl"]) await this.send("GET", `/sale/${what}`);
    const { body } = await this.send("GET", "/sale/alle-discount/campaigns", undefined, english);
    await this.send("GET", `/sale/alle-discount/${body.alleDiscountCampaigns[0].id}/submitted-offers`, undefined, english);
    await this.send("GET", "/sale/allegro-prices/accounts/participations", undefined, english);
    await this.send("POST", "/sale/allegro-prices/offers-queries", { marketplace: { id: "allegro-pl" } }, english);
    for (const category of [a.category, "1"])
      await this.send("POST", "/pricing/offer-fee-preview", { offer: { name: "Kinkiet", category: { id: category }, sellingMode: { format: "BUY_NOW", price: pln("10.00") } } });
  }

  async commands([a, b], rule) {
    const offerCriteria = [{ type: "CONTAINS_OFFERS", offers: [{ id: a.id }, { id: b.id }, { id: "1" }] }];
    const bodies = {
      publication: { publication: { action: "END" }, offerCriteria },
      "price-change": { modification: { type: "INCREASE_PERCENTAGE", percentage: "1" }, offerCriteria },
      "quantity-change": { modification: { changeType: "FIXED", value: 9 }, offerCriteria },
      modification: { modification: { delivery: { handlingTime: "P2D" } }, offerCriteria },
    };
    const follow = async (kind, id) => {
      for (const tail of ["", "/tasks"]) await this.send("GET", `/sale/offer-${kind}-commands/${id}${tail}`);
    };
    for (const [kind, body] of Object.entries(bodies)) {
      const id = randomUUID();
      for (let i = 0; i < 2; i++) await this.send("PUT", `/sale/offer-${kind}-commands/${id}`, body);
      await follow(kind, id);
      await this.send("GET", `/sale/offer-${kind}-commands/${randomUUID()}`);
    }
    const commandId = randomUUID();
    const modifications = [
      { offerId: a.id, stock: { changeType: "FIXED", value: 3 } },
      { offerId: b.id, prices: { "allegro-pl": { changeType: "FIXED", value: pln("33.00") } } },
    ];
    for (let i = 0; i < 2; i++) await this.send("POST", "/sale/offer-bulk-modification-commands", { commandId, modifications }, { accept: beta, "content-type": beta });
    await follow("bulk-modification", commandId);
    const id = randomUUID();
    const priceRange = { type: "MARKETPLACE_CURRENCY", minPrice: pln("5.00"), maxPrice: pln("50.00") };
    const set = [{ marketplace: { id: "allegro-pl" }, rule: { id: rule }, configuration: { priceRange } }];
    for (let i = 0; i < 2; i++) await this.send("POST", "/sale/offer-price-automation-commands", { id, modification: { set }, offerCriteria });
    await follow("price-automation", id);
    await this.send("GET", `/sale/price-automation/offers/${a.id}/rules`);
  }

  async rules() {
    const { body } = await this.send("GET", "/sale/price-automation/rules");
    const rule = { name: "Moja", type: "FOLLOW_BY_TOP_OFFER_PRICE", configuration: { changeByPercentage: { operation: "SUBTRACT", value: "1.5" } } };
    const made = await this.send("POST", "/sale/price-automation/rules", rule);
    await this.send("POST", "/sale/price-automation/rules", rule);
    await this.send("GET", `/sale/price-automation/rules/${made.body.id}`);
    await this.send("PUT", `/sale/price-automation/rules/${made.body.id}`, { name: "Moja druga", configuration: null });
    for (const one of [made.body.id, body.rules[0].id]) await this.send("DELETE", `/sale/price-automation/rules/${one}`);
    return body.rules.find(({ type }) => type === "FOLLOW_BY_MARKET_MIN_PRICE").id;
  }

  /** Made as a draft, at once, wrongly, and its operation followed to each of its ends. */
  async listing(offer, control) {
    const draft = await this.send("POST", "/sale/product-offers", offer("INACTIVE"));
    await this.send("POST", "/sale/product-offers", { ...offer("ACTIVE"), name: "Kinkiet-ścienny-nowy" });
    const at = async () => {
      const { location } = await this.send("POST", "/sale/product-offers", offer("ACTIVE"));
      return new URL(location).pathname;
    };
    const good = await at();
    await this.send("GET", good);
    await this.send("PATCH", good.replace(/\/operations.*/, ""), { stock: { available: 2 } });
    await control("/faults", { kind: "operation-fails", count: "1" });
    const failed = await at();
    await control("/clock", { seconds: "3" });
    for (const one of [good, failed, `${good}0`]) await this.send("GET", one);
    await this.send("PATCH", `/sale/product-offers/${draft.body.id}`, { sellingMode: { price: pln("20.00") }, stock: { available: 2 } });
    await this.send("PATCH", `/sale/product-offers/${draft.body.id}`, { sellingMode: { price: pln("0.10") } });
    await this.send("PATCH", "/sale/product-offers/1", { stock: { available: 2 } });
    const live = good.split("/")[3];
    for (const id of [draft.body.id, draft.body.id, live]) await this.send("DELETE", `/sale/offers/${id}`);
    for (const url of ["https://sklep.example/1.jpg", "https://192.0.2.7/1.jpg"]) await this.send("POST", "/sale/images", { url });
  }
}

test("every exchange about offers agrees with Allegro's description", { skip }, async () => {
  const sandbox = await Sandbox.start("--orders", "1", "--device-interval", "1");
  await sandbox.connect();
  const seller = new Seller(sandbox);
  const control = (where, form) => sandbox.control(where, form);
  const all = (await control("/offers")).offers.filter((o) => o.status === "ACTIVE" && o.sku && !o.campaign && !o.rule && !o.fulfilment);
  const [other] = (await control("/offers?seller=inny_sprzedawca")).offers;
  const { products } = await control("/products");
  const card = products.find((p) => p.ean && products.filter(({ ean }) => ean === p.ean).length === 1);
  const first = async (where, items) => (await sandbox.get(where, { headers: { "accept-language": "pl-PL" } }))[items][0].id;
  const returnPolicy = { id: await first("/after-sales-service-conditions/return-policies", "returnPolicies") };
  const impliedWarranty = { id: await first("/after-sales-service-conditions/implied-warranties", "impliedWarranties") };
  const shippingRates = { id: await first("/sale/shipping-rates", "shippingRates") };
  const responsibleProducer = { type: "ID", id: await first("/sale/responsible-producers", "responsibleProducers") };
  const offer = (status) => ({
    name: "Kinkiet ścienny LED Polar",
    productSet: [{ product: { id: card.id }, responsibleProducer, safetyInformation: { type: "TEXT", description: "Uwaga: gorące." } }],
    parameters: [{ id: "11323", valuesIds: ["11323_1"] }],
    images: ["https://sklep.example/1.jpg"],
    sellingMode: { format: "BUY_NOW", price: pln("10.00") },
    stock: { available: 5, unit: "UNIT" },
    publication: { status },
    delivery: { handlingTime: "PT24H", shippingRates },
    afterSalesServices: { returnPolicy, impliedWarranty },
    location: { city: "Poznań", countryCode: "PL", postCode: "61-867", province: "WIELKOPOLSKIE" },
    external: { id: "NOWY" },
  });
  await seller.commands(all, await seller.rules());
  await seller.listing(offer, control);
  await control("/faults", { kind: "403", path: "/sale/offers", count: "1" });
  await seller.reads(all, other);
  await seller.send("GET", "/sale/offers");
  const exchanges = await sandbox.exchanges();
  assert.equal(await sandbox.stop(), 0);
  const checker = new Checker(await OpenApi.load(path));
  const seen = new Set();
  const problems = exchanges.flatMap((exchange) => checker.check(exchange, seen));
  assert.deepEqual([...new Set(problems)], []);
  assert.deepEqual(wanted.filter((one) => !seen.has(one)), []);
});
