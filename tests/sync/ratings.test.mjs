// Ratings, against the rehearsal Allegro.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Sandbox } from "./sandbox.mjs";

describe("the rehearsal of ratings", () => {
  let sandbox;
  let order;

  before(async () => {
    sandbox = await Sandbox.start("--orders", "20");
    await sandbox.connect();
    [order] = await sandbox.truth();
  });
  after(() => sandbox.stop());

  const rate = async (fields) => (await sandbox.control("/rate", { order: order.id, ...fields })).id;
  const put = (id, what, body) => sandbox.api(`/sale/user-ratings/${id}/${what}`, { method: "PUT", body });

  test("limits and words are Allegro's", async () => {
    for (const query of ["limit=0", "limit=101", "offset=20001", "offset=x"]) {
      assert.equal((await sandbox.api(`/sale/user-ratings?${query}`)).status, 422, query);
    }
    for (const query of ["recommended=maybe", "lastChangedAt.gte=yesterday"]) {
      assert.equal((await sandbox.api(`/sale/user-ratings?${query}`)).status, 400, query);
    }
  });

  test("a text that is empty, too long, in the wrong place or too late changes nothing", async () => {
    const id = await rate({ recommended: "no" });
    const old = await rate({ recommended: "no", "days-ago": "31" });
    for (const message of ["", "x".repeat(501), 5, undefined]) {
      assert.equal((await put(id, "answer", { message })).status, 400);
      assert.equal((await put(id, "removal", { request: { message } })).status, 400);
    }
    assert.equal((await put(id, "answer", { message: "a", more: "b" })).status, 422);
    assert.equal((await put(id, "removal", { message: "a" })).status, 422);
    assert.equal((await put(old, "removal", { request: { message: "a" } })).status, 400);
    for (const one of (await sandbox.control("/ratings")).ratings) {
      assert.equal(one.answer, undefined);
      assert.equal(one.removal.request, undefined);
    }
  });

  test("another seller's ratings are not there", async () => {
    const id = await rate({});
    const { token } = sandbox;
    await sandbox.connect("inny_sprzedawca");
    assert.deepEqual((await sandbox.get("/sale/user-ratings")).ratings, []);
    assert.equal((await put(id, "answer", { message: "a" })).status, 404);
    sandbox.token = token;
  });
});
