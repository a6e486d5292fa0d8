// The shop of the demonstration, and the products that the rehearsal's catalogue knows.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Sandbox } from "./sandbox.mjs";

describe("the shop's file", () => {
  let sb;

  before(async () => (sb = await Sandbox.start("--orders", "1")));
  after(async () => assert.equal(await sb.stop(), 0));

  const lines = async (query = "") => {
    const response = await fetch(`${sb.url}/sandbox/shop.csv${query}`);
    assert.equal(response.headers.get("content-type"), "text/csv; charset=utf-8");
    return (await response.text()).split("\r\n").slice(0, -1);
  };

  test("has 500 products of 25 categories, each time the same", async () => {
    const file = await lines();
    assert.equal(file.length, 501);
    assert.deepEqual(await lines(), file);
    const shop = file.slice(1).map((line) => line.match(/^\d+,"simple","(SK-\d+)","(\d*)",.*?,"([^"]* > [^"]*)?","(?:https:|",)/));
    assert.ok(shop.every(Boolean));
    assert.equal(new Set(shop.map((one) => one[1])).size, 500);
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
