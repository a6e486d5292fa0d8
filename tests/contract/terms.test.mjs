// What a seller has to choose from, read, made, changed and deleted by hand: as Allegro describes it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Sandbox } from "../sync/sandbox.mjs";
import { Checker } from "./checker.mjs";
import { OpenApi } from "./openapi.mjs";

const path = process.env.KRAM_OPENAPI;
const skip = path ? false : "openapi.yaml is not here (KRAM_OPENAPI)";

const conditions = "/after-sales-service-conditions";
/** Each list, the name its id has in Allegro's description (null: it is listed only), and what it holds. */
const lists = [
  ["/sale/shipping-rates", "id", "shippingRates", 4],
  [`${conditions}/return-policies`, "returnPolicyId", "returnPolicies", 3],
  [`${conditions}/implied-warranties`, "impliedWarrantyId", "impliedWarranties", 2],
  [`${conditions}/warranties`, "warrantyId", "warranties", 2],
  ["/sale/responsible-producers", "id", "responsibleProducers", 4],
  ["/sale/responsible-persons", null, "responsiblePersons", 2],
];

describe("terms by hand", { skip }, () => {
  let sandbox;
  before(async () => {
    sandbox = await Sandbox.start("--orders", "1", "--device-interval", "1");
    await sandbox.connect();
  });
  after(() => sandbox.stop());

  const send = async (method, where, body) => (await sandbox.api(where, { method, body })).status;
  const producer = (changes = {}) => ({
    name: "Nowy",
    producerData: { tradeName: "Nowy sp. z o.o.", address: { countryCode: "PL", street: "Polna 1", postalCode: "00-001", city: "Warszawa" }, contact: { email: "a@b.example" } },
    ...changes,
  });

  for (const [where, id, items, n] of lists) {
    test(`${where} is listed, shown, made and changed`, async () => {
      const all = (await sandbox.get(where))[items];
      assert.equal(all.length, n);
      const whole = id ? await sandbox.get(`${where}/${all[0].id}`) : all[0];
      const { id: _, seller, lastModified, ...body } = whole;
      assert.ok([200, 201].includes(await send("POST", where, { ...body, name: "Drugi" })));
      delete body.isFulfillment; // settled when it is made
      assert.equal(await send("PUT", `${where}/${all[0].id}`, { ...body, name: "Inna nazwa" }), 200);
      const now = (await sandbox.get(where))[items].map(({ name }) => name);
      assert.deepEqual([now[0], now.at(-1)], ["Inna nazwa", "Drugi"]);
      assert.equal(await send("POST", where, { ...body, name: "x".repeat(300) }), 422);
      assert.equal(await send("POST", where, { ...body, surprise: 1 }), 422);
      if (id) assert.equal(await send("GET", `${where}/nothing`), 404);
    });
  }

  test("pages have their limits", async () => {
    assert.equal((await sandbox.get("/sale/responsible-producers?limit=1&offset=2")).responsibleProducers.length, 1);
    assert.equal(await send("GET", "/sale/responsible-producers?limit=1001"), 422);
    assert.equal((await sandbox.get(`${conditions}/warranties?limit=1&offset=1`)).count, 1);
    assert.notEqual(await send("GET", `${conditions}/warranties?offset=60`), 200);
  });

  test("a producer has a way to be reached, a person lives in the Union", async () => {
    assert.equal(await send("POST", "/sale/responsible-producers", producer({ name: " Nowy" })), 422);
    const silent = producer();
    silent.producerData.contact = { phoneNumber: "123" };
    assert.equal(await send("POST", "/sale/responsible-producers", silent), 422);
    const { tradeName, ...rest } = producer().producerData;
    const person = { name: "Ktoś", personalData: { name: tradeName, ...rest } };
    assert.equal(await send("POST", "/sale/responsible-persons", person), 200);
    person.personalData.address.countryCode = "CN";
    assert.equal(await send("POST", "/sale/responsible-persons", person), 422);
  });

  test("policies are deleted, rates have a limit and are Allegro's own at times", async () => {
    const { returnPolicies } = await sandbox.get(`${conditions}/return-policies`);
    assert.equal(await send("DELETE", `${conditions}/return-policies/${returnPolicies.at(-1).id}`), 204);
    const { shippingRates } = await sandbox.get("/sale/shipping-rates?marketplace=allegro-pl");
    const own = shippingRates.find((one) => one.features.managedByAllegro);
    const { id, lastModified, ...body } = await sandbox.get(`/sale/shipping-rates/${own.id}`);
    assert.equal(await send("PUT", `/sale/shipping-rates/${own.id}`, body), 422);
    for (let n = shippingRates.length; n < 250; n++) await sandbox.control("/terms/create", { kind: "SHIPPING", name: `Cennik ${n}` });
    assert.equal(await send("POST", "/sale/shipping-rates", { ...body, name: "Jeszcze jeden" }), 422);
  });

  test("another seller has next to nothing, and what is removed is gone", async () => {
    await sandbox.control("/terms/remove", { kind: "PERSON" });
    assert.deepEqual((await sandbox.get("/sale/responsible-persons")).responsiblePersons, []);
    const first = sandbox.token;
    await sandbox.connect("inny_sprzedawca");
    assert.equal((await sandbox.get("/sale/shipping-rates")).shippingRates.length, 1);
    assert.deepEqual((await sandbox.get(`${conditions}/return-policies`)).returnPolicies, []);
    sandbox.token = first;
  });

  test("taxes of a category", async () => {
    const { categories } = await sandbox.control("/categories");
    const { rates } = await sandbox.get(`/sale/tax-settings?category.id=${categories[0].id}&countryCode=PL`);
    assert.ok(rates[0].values.some(({ value }) => value === "23.00"));
    assert.equal(await send("GET", "/sale/tax-settings?category.id=nothing"), 404);
  });

  test("every exchange agrees with Allegro's description", async () => {
    const checker = new Checker(await OpenApi.load(path));
    const seen = new Set();
    const problems = (exchange) => checker.check(exchange, seen).filter((one) => exchange.status < 400 || !/: (request body|path|query)[ :]/.test(one));
    const spaced = /Accept .* is none of application.vnd.allegro.public.v1 \+json$/; // its own slip (FACTS 0.1)
    assert.deepEqual((await sandbox.exchanges()).flatMap(problems).filter((one) => !spaced.test(one)), []);
    const wanted = [`DELETE ${conditions}/return-policies/{returnPolicyId} 204`, "GET /sale/tax-settings 200"];
    for (const [where, id] of lists) {
      wanted.push(`GET ${where} 200`, `POST ${where} ${where.endsWith("persons") ? 200 : 201}`, `PUT ${where}/{${id ?? "id"}} 200`);
      if (id) wanted.push(`GET ${where}/{${id}} 200`);
    }
    assert.deepEqual(wanted.filter((one) => !seen.has(one)), []);
  });
});
