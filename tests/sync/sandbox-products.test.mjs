// The shop of the demonstration, and the products that the rehearsal's catalogue knows.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Checker } from "../contract/checker.mjs";
import { OpenApi } from "../contract/openapi.mjs";
import { Sandbox } from "./sandbox.mjs";

const openapiPath = process.env.KRAM_OPENAPI;

describe("the shop's file", () => {
  let sb;

  before(async () => (sb = await Sandbox.start("--orders", "1")));
  after(async () => assert.equal(await sb.stop(), 0));

  const lines = async (query = "") => {
    const response = await fetch(`${sb.url}/sandbox/shop.csv${query}`);
    assert.equal(response.headers.get("content-type"), "text/csv; charset=utf-8");
    return (await response.text()).split("\r\n").slice(0, -1);
  };

  test("has 750 products of 25 categories, each time the same", async () => {
    const file = await lines();
    assert.equal(file.length, 751);
    assert.deepEqual(await lines(), file);
    const shop = file.slice(1).map((line) => line.match(/^\d+,"simple","(SK-\d+)","(\d*)",.*?,"([^"]* > [^"]*)?","(?:https:|",)/));
    assert.ok(shop.every(Boolean));
    assert.equal(new Set(shop.map((one) => one[1])).size, 750);
    const numbers = shop.map((one) => one[2]).filter(Boolean);
    assert.equal(numbers.length, new Set(numbers).size);
    assert.equal(new Set(shop.map((one) => one[3]).filter(Boolean)).size, 25);
  });

  test("may have any number of them", async () => {
    assert.equal((await lines("?n=3")).length, 4);
    const response = await fetch(`${sb.url}/sandbox/shop.csv?n=x`);
    assert.equal(response.status, 400);
  });
});

describe("the catalogue", () => {
  let sb;
  let all;

  before(async () => {
    sb = await Sandbox.start("--orders", "1", "--device-interval", "1");
    await sb.connect();
    all = (await sb.control("/products")).products;
  });
  after(async () => assert.equal(await sb.stop(), 0));

  const search = (query) => sb.get(`/sale/products?${new URLSearchParams(query)}`);
  const ids = ({ products }) => products.map(({ id }) => id);

  test("knows four fifths of what the shop is to list by EAN once, some twice", async () => {
    const file = await (await fetch(`${sb.url}/sandbox/shop.csv?n=500`)).text(); // those that are to be listed
    const eans = file.split("\r\n").slice(1, -1).map((line) => line.split(",")[3].replaceAll('"', "")).filter(Boolean);
    const times = eans.map((ean) => all.filter((one) => one.ean === ean).length);
    assert.equal(times.filter((n) => n === 1).length, 400);
    assert.ok(times.filter((n) => n === 2).length >= 10);
    assert.ok(times.filter((n) => !n).length >= 10);
  });

  test("answers to a number with the cards that have it, and to one that nobody has with none", async () => {
    const one = all.find(({ ean }) => all.filter((other) => other.ean === ean).length === 1);
    assert.deepEqual(ids(await search({ phrase: one.ean, mode: "GTIN" })), [one.id]);
    assert.deepEqual(ids(await search({ phrase: one.mpn, mode: "MPN" })), [one.id]);
    assert.deepEqual(ids(await search({ phrase: one.mpn, mode: "GTIN" })), []);
    assert.deepEqual(ids(await search({ phrase: "4006381333931", mode: "GTIN" })), []);
    const { id } = await sb.control("/products/copy", { id: one.id, name: "To samo" });
    assert.deepEqual(ids(await search({ phrase: one.ean, mode: "GTIN" })), [one.id, id]);
    await sb.control("/products/forget", { id });
    assert.deepEqual(ids(await search({ phrase: one.ean, mode: "GTIN" })), [one.id]);
    assert.equal((await sb.api(`/sale/products/${id}`)).status, 404);
  });

  test("goes on page by page until all cards of a phrase were met once", async () => {
    const met = [];
    for (let page; ; ) {
      const answer = await search({ phrase: "philips", ...(page && { "page.id": page }) });
      met.push(...ids(answer));
      page = answer.nextPage?.id;
      if (!page) break;
    }
    assert.deepEqual(met, all.filter((one) => /philips/i.test(`${one.name} ${one.brand}`)).map((one) => one.id));
    assert.ok(met.length > 60);
  });

  test("gives the parameters that its category has, with ids of their dictionaries", async () => {
    for (const { id, category } of all.slice(0, 60)) {
      const { parameters } = await sb.get(`/sale/categories/${category}/parameters`);
      const card = await sb.get(`/sale/products/${id}`);
      assert.ok(card.parameters.length >= 3);
      for (const { id: param, valuesIds = [] } of card.parameters) {
        const known = parameters.find((one) => one.id === param);
        assert.ok(known.options.describesProduct, param);
        for (const value of valuesIds) assert.ok(known.dictionary.some((one) => one.id === value), value);
      }
    }
  });

  test("refuses what has no sense", async () => {
    for (const query of ["", "phrase=", "phrase=1&mode=EAN", "phrase=1&page.id=x"]) assert.equal((await sb.api(`/sale/products?${query}`)).status, 422, query);
  });

  test("categories for a name come five times a second and then not", async () => {
    const { matchingCategories } = await sb.get(`/sale/matching-categories?name=${encodeURIComponent("Świeca sojowa las")}`);
    assert.equal(matchingCategories[0].name, "Świece i świeczniki");
    assert.equal(matchingCategories[0].parent.parent.parent.name, "Dom i Ogród");
    const answers = await Promise.all(Array.from({ length: 20 }, () => sb.api("/sale/matching-categories?name=Kubek")));
    const refused = answers.filter(({ status }) => status === 429);
    assert.ok(refused.length >= 10);
    assert.equal(refused[0].headers.get("retry-after"), "1");
  });

  test("its answers agree with Allegro's description", { skip: !openapiPath }, async () => {
    const checker = new Checker(await OpenApi.load(openapiPath));
    const seen = new Set();
    const problems = (await sb.exchanges()).flatMap((exchange) => checker.check(exchange, seen)).filter((text) => /answer|not declared/.test(text));
    assert.deepEqual(problems, []);
    for (const kind of ["GET /sale/products 200", "GET /sale/products 422", "GET /sale/products/{productId} 200", "GET /sale/products/{productId} 404", "GET /sale/matching-categories 200", "GET /sale/matching-categories 429"]) assert.ok(seen.has(kind), kind);
  });
});
