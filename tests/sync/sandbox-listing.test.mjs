// Offers that are made and changed at the rehearsal, and everything it refuses.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";

import { Checker } from "../contract/checker.mjs";
import { OpenApi } from "../contract/openapi.mjs";
import { Sandbox } from "./sandbox.mjs";

const openapiPath = process.env.KRAM_OPENAPI;

let sb, card, terms;
let made = 0;

before(async () => {
  sb = await Sandbox.start("--orders", "1", "--device-interval", "1");
  await sb.connect();
  const first = async (path, items) => (await sb.get(path, { headers: { "accept-language": "pl-PL" } }))[items][0].id;
  terms = {
    shippingRates: await first("/sale/shipping-rates", "shippingRates"),
    returnPolicy: await first("/after-sales-service-conditions/return-policies", "returnPolicies"),
    impliedWarranty: await first("/after-sales-service-conditions/implied-warranties", "impliedWarranties"),
    producer: await first("/sale/responsible-producers", "responsibleProducers"),
  };
  const { products } = await sb.control("/products");
  const alone = (one) => one.ean && products.filter(({ ean }) => ean === one.ean).length === 1;
  card = products.filter(alone)[100];
});
after(async () => {
  if (openapiPath) {
    const checker = new Checker(await OpenApi.load(openapiPath));
    const answered = (await sb.exchanges()).filter(({ status }) => status < 400); // others are asked for wrongly
    assert.deepEqual(answered.flatMap((exchange) => checker.check(exchange)).slice(0, 20), []);
  }
  assert.equal(await sb.stop(), 0);
});
beforeEach(() => sb.control("/faults/clear", {}));

const pln = (amount) => ({ amount, currency: "PLN" });

/** A body that Allegro takes, changed. */
function offer(change = () => {}) {
  const body = {
    name: `Kinkiet ścienny LED wersja ${++made}`,
    productSet: [
      {
        product: { id: card.id },
        responsibleProducer: { type: "ID", id: terms.producer },
        safetyInformation: { type: "TEXT", description: "Nie zostawiać dzieciom." },
      },
    ],
    parameters: [{ id: "11323", valuesIds: ["11323_1"] }],
    images: ["https://sklep.example/zdjecia/1.jpg"],
    description: { sections: [{ items: [{ type: "TEXT", content: "<p>Ładny <b>kinkiet</b> &amp; prosty.</p>" }] }] },
    sellingMode: { format: "BUY_NOW", price: pln("99.90") },
    stock: { available: 7, unit: "UNIT" },
    publication: { status: "INACTIVE" },
    delivery: { handlingTime: "PT24H", shippingRates: { id: terms.shippingRates } },
    afterSalesServices: { returnPolicy: { id: terms.returnPolicy }, impliedWarranty: { id: terms.impliedWarranty } },
    location: { city: "Poznań", countryCode: "PL", postCode: "61-867", province: "WIELKOPOLSKIE" },
    payments: { invoice: "VAT" },
    taxSettings: { rates: [{ rate: "23.00", countryCode: "PL" }] },
    external: { id: `NOWY-${made}` },
    language: "pl-PL",
  };
  change(body);
  return body;
}

async function send(method, path, body) {
  const response = await sb.api(path, { method, body });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
}
const post = (change) => send("POST", "/sale/product-offers", offer(change));
const patch = (id, body) => send("PATCH", `/sale/product-offers/${id}`, body);
const one = (id) => sb.get(`/sale/product-offers/${id}`);
const fault = (kind, more = {}) => sb.control("/faults", { kind, ...more });
/** Where it says what: "code at path". */
const said = ({ body }) => body.errors.map(({ code, path }) => `${code} at ${path}`);
const active = (change = () => {}) => post((b) => (change(b), (b.publication.status = "ACTIVE")));
const path = (location) => new URL(location).pathname;

describe("a draft", () => {
  test("is made, found by its SKU, put up by a command, changed and deleted", async () => {
    const { status, body } = await post();
    assert.equal(status, 201);
    assert.deepEqual([body.publication.status, body.validation.errors], ["INACTIVE", []]);
    assert.equal(body.productSet[0].product.id, card.id);
    const found = (await sb.get(`/sale/offers?external.id=${body.external.id}`)).offers;
    assert.deepEqual(found.map(({ id }) => id), [body.id]);
    const whole = await one(body.id);
    assert.deepEqual([whole.stock.available, whole.sellingMode.price, whole.description], [7, pln("99.90"), offer().description]);
    assert.equal((await patch(body.id, { stock: { available: 3 }, sellingMode: { price: pln("89.00") } })).status, 200);
    assert.deepEqual([(await one(body.id)).stock.available, (await one(body.id)).sellingMode.price.amount], [3, "89.00"]);
    assert.equal((await send("DELETE", `/sale/offers/${body.id}`)).status, 204);
    assert.equal((await sb.api(`/sale/product-offers/${body.id}`)).status, 404);
  });

  test("may lack what keeps it from being put up, and says so", async () => {
    const { status, body } = await post((b) => {
      delete b.productSet[0].responsibleProducer;
      delete b.productSet[0].safetyInformation;
      delete b.parameters;
      b.stock.available = 0;
    });
    assert.equal(status, 201);
    assert.deepEqual(body.validation.errors.map(({ code }) => code).sort(), [
      "AvailableStockMustEqualToOneOrBeGreaterThanOne",
      "ConstraintViolationException.MissingRequiredParameters",
      "RESPONSIBLE_PRODUCER_NOT_SPECIFIED",
      "SAFETY_INFO_NOT_DEFINED",
    ]);
    const id = "6f2d5d3e-5a77-4a1a-9a6b-0c5e1f0a7b11";
    await sb.api(`/sale/offer-publication-commands/${id}`, { method: "PUT", body: { publication: { action: "ACTIVATE" }, offerCriteria: [{ type: "CONTAINS_OFFERS", offers: [{ id: body.id }] }] } });
    const { tasks } = await sb.get(`/sale/offer-publication-commands/${id}/tasks`);
    assert.equal(tasks[0].status, "FAIL");
    const refused = await active((b) => delete b.productSet[0].safetyInformation);
    assert.deepEqual([refused.status, said(refused)], [422, ["SAFETY_INFO_NOT_DEFINED at productSet[0].safetyInformation"]]);
  });
});

describe("what is refused", () => {
  /** A change of the body, and what Allegro says. */
  const rows = [
    ["an unknown member", (b) => (b.colour = "red"), "UnknownJSONProperty at colour"],
    ["an unknown member far below", (b) => (b.productSet[0].product.gtin = "1"), "UnknownJSONProperty at productSet[0].product.gtin"],
    ["no pieces", (b) => delete b.stock, "VALIDATION_ERROR at stock"],
    ["a short name", (b) => (b.name = "Kinkiet"), "ConstraintViolationException.StringLength at name"],
    ["a name that is too long once it is escaped", (b) => (b.name = `${"Kinkiet & lampa ".repeat(4)}ogród`), "ConstraintViolationException.StringLength at name"],
    ["a long word", (b) => (b.name = `Kinkiet ${"a".repeat(31)} nowy`), "ConstraintViolationException.MaxWordLength at name"],
    ["a foreign sign", (b) => (b.name = "Kinkiet ścienny LED™ nowy"), "ConstraintViolationException.CharacterNotAllowed at name"],
    ["an unknown product", (b) => (b.productSet[0].product.id = "0b1e2c52-7b7c-4a07-9c5a-3f0f5a3c1d2e"), "ProductNotFoundException at productSet[0].product.id"],
    ["an unknown category", (b) => (b.category = { id: "1" }), "CATEGORY_NOT_EXISTS at category.id"],
    ["a parameter of the product at the offer", (b) => b.parameters.push({ id: "248811", valuesIds: ["248811_1"] }), "ParameterCategoryException at parameters[1]"],
    ["an unknown value", (b) => (b.parameters[0].valuesIds = ["11323_9"]), "InvalidDictionaryParameterValueId at parameters[0]"],
    ["two values where one is taken", (b) => (b.parameters[0].valuesIds = ["11323_1", "11323_2"]), "ImproperlyAssignedDictionaryParameter at parameters[0]"],
    ["an unknown parameter", (b) => b.parameters.push({ id: "7", values: ["x"] }), "ParameterIdNotFoundException at parameters[1]"],
    ["another brand than the catalogue's", (b) => (b.productSet[0].product.parameters = [{ id: "248811", valuesIds: ["248811_999"], values: ["Inna"] }]), "PARAMETER_MISMATCH at productSet[0].product.parameters"],
    ["a link in a description", (b) => (b.description.sections[0].items[0].content = "<p><a>x</a></p>"), "VALIDATION_ERROR at description.sections[0].items[0]"],
    ["text outside of a tag", (b) => (b.description.sections[0].items[0].content = "x"), "VALIDATION_ERROR at description.sections[0].items[0]"],
    ["an empty paragraph", (b) => (b.description.sections[0].items[0].content = "<p> </p><p>x</p>"), "VALIDATION_ERROR at description.sections[0].items[0]"],
    ["three columns", (b) => (b.description.sections[0].items = Array(3).fill(b.description.sections[0].items[0])), "VALIDATION_ERROR at description.sections[0].items"],
    ["seventeen pictures", (b) => (b.images = Array.from({ length: 17 }, (_, i) => `https://sklep.example/${i}.jpg`)), "GallerySizeException at images"],
    ["a picture that was never uploaded", (b) => (b.images = ["https://a.allegroimg.allegrosandbox.pl/original/00/00"]), "OfferImagesNotFoundException at images[0]"],
    ["a price below 1", (b) => (b.sellingMode.price = pln("0.99")), "ConstraintViolationException.Price at sellingMode.price"],
    ["a price with three decimals", (b) => (b.sellingMode.price = pln("9.999")), "ConstraintViolationException.Price at sellingMode.price"],
    ["another currency", (b) => (b.sellingMode.price.currency = "EUR"), "ConstraintViolationException.Price at sellingMode.price"],
    ["foreign shipping rates", (b) => (b.delivery.shippingRates.id = card.id), "ShippingRatesNotFoundException at delivery.shippingRates"],
    ["a foreign return policy", (b) => (b.afterSalesServices.returnPolicy.id = card.id), "ReturnPolicyNotFoundException at afterSalesServices.returnPolicy"],
    ["a postcode that is none", (b) => (b.location.postCode = "61867"), "ConstraintViolationException.PostCode at location.postCode"],
    ["a province that is none", (b) => (b.location.province = "Wielkopolska"), "ConstraintViolationException.Province at location.province"],
    ["a rate of tax that is none", (b) => (b.taxSettings.rates[0].rate = "22.00"), "SETTING_NOT_SUPPORTED_IN_CATEGORY at taxSettings.rates[0]"],
    ["a producer nobody knows", (b) => (b.productSet[0].responsibleProducer.id = card.id), "RESPONSIBLE_PRODUCER_NOT_FOUND at productSet[0].responsibleProducer"],
    ["new goods from before the duty", (b) => (b.productSet[0].marketedBeforeGPSRObligation = true), "PRODUCT_MARKETED_BEFORE_GPSR_OBLIGATION_OPTION_NOT_ALLOWED at productSet[0].marketedBeforeGPSRObligation"],
  ];
  for (const [name, change, words] of rows)
    test(name, async () => {
      const answer = await post(change);
      assert.deepEqual([answer.status, said(answer)], [422, [words]]);
    });

  test("a relative address of a picture is not even a body", async () => {
    assert.equal((await post((b) => b.description.sections[0].items.push({ type: "IMAGE", url: "/1.jpg" }))).status, 400);
  });

  test("a number that several products have, with their ids", async () => {
    const { products } = await sb.control("/products");
    const twice = products.find((p) => p.ean && products.filter(({ ean }) => ean === p.ean).length === 2);
    const answer = await post((b) => (b.productSet[0].product = { id: twice.ean, idType: "GTIN" }));
    assert.deepEqual(said(answer), ["MultipleProductsFoundException at productSet[0].product.id"]);
    assert.deepEqual(answer.body.errors[0].metadata.foundProductsIds, products.filter(({ ean }) => ean === twice.ean).map(({ id }) => id));
    assert.equal((await post((b) => (b.productSet[0].product = { id: card.ean, idType: "GTIN" }))).body.productSet[0].product.id, card.id);
  });

  test("a product of its own without what its category wants", async () => {
    const leaf = card.category;
    const product = { name: "Kinkiet z warsztatu LUNA", category: { id: leaf }, images: ["https://sklep.example/1.jpg"], parameters: [] };
    const answer = await active((b) => (b.productSet[0].product = product));
    assert.equal(answer.status, 422);
    const [error] = answer.body.errors.filter(({ code }) => code.endsWith("MissingRequiredParameters"));
    assert.match(error.message, /^Missing required parameters: .*17448/);
    assert.equal(error.path, "productSet[0].product.parameters");
  });

  test("in Polish to whoever speaks it", async () => {
    const response = await sb.api("/sale/product-offers", { method: "POST", body: offer((b) => (b.productSet[0].product.id = terms.producer)), headers: { "accept-language": "pl-PL" } });
    assert.equal((await response.json()).errors[0].userMessage, "Nie znaleziono produktu.");
  });
});

describe("operations", () => {
  test("an offer that is put up at once is accepted, and done a little later", async () => {
    const { status, headers, body } = await active();
    assert.equal(status, 202);
    assert.equal(headers.get("retry-after"), "1");
    const where = path(headers.get("location"));
    const running = await sb.api(where);
    assert.deepEqual([running.status, (await running.json()).offer.id], [202, body.id]);
    const busy = await patch(body.id, { stock: { available: 1 } });
    assert.deepEqual([busy.status, busy.body.errors[0].code], [409, "OfferConflictException"]);
    await sb.control("/clock", { seconds: "2" });
    const done = await sb.api(where);
    assert.deepEqual([done.status, path(done.headers.get("location"))], [303, `/sale/product-offers/${body.id}`]);
    assert.equal((await one(body.id)).publication.status, "ACTIVE");
  });

  test("may fail late and leave a draft, or be forgotten with its effect", async () => {
    await fault("operation-fails", { value: "ConstraintViolationException.OfferValidation" });
    const failed = await active();
    await sb.control("/clock", { seconds: "2" });
    const told = await sb.api(path(failed.headers.get("location")));
    assert.deepEqual([told.status, (await told.json()).errors[0].code], [422, "ConstraintViolationException.OfferValidation"]);
    assert.equal((await one(failed.body.id)).publication.status, "INACTIVE");
    await fault("operation-forgotten");
    await fault("operation-late", { value: "7200000" });
    const forgotten = await active();
    assert.equal(forgotten.headers.get("retry-after"), "7200");
    assert.equal((await sb.api(path(forgotten.headers.get("location")))).status, 404);
    await sb.control("/clock", { hours: "3" });
    assert.equal((await one(forgotten.body.id)).publication.status, "ACTIVE");
  });

  test("a new offer may be in no list for a while", async () => {
    await fault("listing-lag", { value: "60000" });
    const { body } = await post();
    const listed = async () => (await sb.get(`/sale/offers?external.id=${body.external.id}`)).offers.length;
    assert.equal(await listed(), 0);
    assert.equal((await one(body.id)).id, body.id);
    await sb.control("/clock", { seconds: "61" });
    assert.equal(await listed(), 1);
  });

  test("an answer that is lost leaves an offer behind", async () => {
    await fault("drop-after", { path: "POST /sale/product-offers" });
    const body = offer();
    await assert.rejects(send("POST", "/sale/product-offers", body));
    assert.equal((await sb.get(`/sale/offers?external.id=${body.external.id}`)).offers.length, 1);
  });
});

describe("changes", () => {
  const seeded = async (fits) => (await sb.control("/offers")).offers.find((o) => o.sku?.startsWith("SK-") && !o.campaign && !o.rule && fits(o));

  test("of pieces and status end and revive an offer", async () => {
    const { id } = await seeded((o) => o.status === "ACTIVE");
    await patch(id, { stock: { available: 0 } });
    assert.deepEqual([(await one(id)).publication.status, (await one(id)).publication.endedBy], ["ENDED", "EMPTY_STOCK"]);
    await patch(id, { stock: { available: 2 } });
    assert.equal((await one(id)).publication.status, "ENDED");
    await patch(id, { publication: { status: "ACTIVE" } });
    assert.equal((await one(id)).publication.status, "ACTIVE");
    await patch(id, { publication: { status: "ENDED" } });
    assert.equal((await one(id)).publication.endedBy, "USER");
  });

  test("with a product lose what is not sent along", async () => {
    const { body } = await post();
    assert.equal((await patch(body.id, { productSet: [{ ...offer().productSet[0] }] })).status, 200);
    assert.notDeepEqual((await one(body.id)).description, body.description);
  });

  test("may be refused for something else, or because it is busy", async () => {
    const { id } = await seeded((o) => o.status === "ACTIVE");
    await fault("patch-refused", { value: "SAFETY_INFO_NOT_DEFINED" });
    assert.deepEqual(said(await patch(id, { stock: { available: 4 } })), ["SAFETY_INFO_NOT_DEFINED at productSet[0]"]);
    await fault("offer-busy");
    assert.equal((await patch(id, { stock: { available: 4 } })).status, 409);
    assert.equal((await patch(id, { stock: { available: 4 } })).status, 200);
    assert.equal((await send("DELETE", `/sale/offers/${id}`)).status, 403);
  });

  test("of names and SKUs come through, wrong ones do not", async () => {
    const { id } = await seeded((o) => o.status === "ACTIVE");
    assert.equal((await patch(id, { name: "Nowa nazwa tej oferty", external: { id: "INNA" } })).status, 200);
    assert.deepEqual([(await one(id)).name, (await one(id)).external.id], ["Nowa nazwa tej oferty", "INNA"]);
    assert.deepEqual(said(await patch(id, { name: "Za mało" })), ["ConstraintViolationException.StringLength at name"]);
    assert.equal((await patch(id, { stock: { pieces: 1 } })).body.errors[0].code, "UnknownJSONProperty");
  });
});

describe("pictures", () => {
  const upload = (body, type) => fetch(`${sb.url}/sale/images`, { method: "POST", body, headers: { "user-agent": "Kram-Rehearsal/0.1 (+https://kram.example/contact)", accept: "application/vnd.allegro.public.v1+json", "accept-language": "pl-PL", authorization: `Bearer ${sb.token}`, "content-type": type } });

  test("are uploaded, used, and expire when nobody uses them", async () => {
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
    const place = async () => (await (await upload(jpeg, "image/jpeg")).json()).location;
    const [used, unused] = [await place(), await place()];
    assert.equal((await post((b) => (b.images = [used]))).status, 201);
    await sb.control("/clock", { hours: "5" });
    assert.equal((await post((b) => (b.images = [used]))).status, 201);
    assert.deepEqual(said(await post((b) => (b.images = [unused]))), ["OfferImagesNotFoundException at images[0]"]);
  });

  test("that are too large, of another kind or none are refused", async () => {
    assert.equal((await upload(Buffer.alloc(3 * 1024 * 1024 + 1, 0xff), "image/jpeg")).status, 413);
    assert.equal((await upload("GIF89a....", "image/gif")).status, 415);
    assert.equal((await upload("<html>", "image/png")).status, 422);
    const address = (url) => upload(JSON.stringify({ url }), "application/vnd.allegro.public.v1+json");
    assert.equal((await address("https://sklep.example/1.jpg")).status, 201);
    assert.equal((await address("https://192.0.2.1/1.jpg")).status, 422);
    await fault("image-fails", { path: "*sklep.example*", count: "2", value: "DownloadError.NotFound" });
    assert.equal((await address("https://sklep.example/1.jpg")).status, 422);
    assert.deepEqual(said(await post()), ["DownloadError.NotFound at images[0]"]);
  });
});
