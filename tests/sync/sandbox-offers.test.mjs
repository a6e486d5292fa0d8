// The offers that the rehearsal begins with, how they are read, and what sales and other programs
// do to them.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Checker } from "../contract/checker.mjs";
import { OpenApi } from "../contract/openapi.mjs";
import { Sandbox } from "./sandbox.mjs";

const openapiPath = process.env.KRAM_OPENAPI;
const count = (list, what) => list.reduce((all, one) => ({ ...all, [what(one)]: (all[what(one)] ?? 0) + 1 }), {});

let sb;

before(async () => {
  sb = await Sandbox.start("--orders", "40", "--device-interval", "1");
  await sb.connect();
  await sb.control("/buy", {}); // so that the journal has an event to go on from
});
after(async () => {
  if (openapiPath) {
    const checker = new Checker(await OpenApi.load(openapiPath));
    const answered = (await sb.exchanges()).filter(({ status }) => status !== 400); // those are asked for wrongly
    assert.deepEqual(answered.flatMap((exchange) => checker.check(exchange)).slice(0, 20), []);
  }
  assert.equal(await sb.stop(), 0);
});

const offers = async (query = "limit=1000") => (await sb.get(`/sale/offers?${query}`)).offers;
const ids = (list) => list.map(({ id }) => id);
const truth = async () => (await sb.control("/offers")).offers;
const one = (id) => sb.get(`/sale/product-offers/${id}`);
const plain = { headers: { "accept-language": "en-US" } }; // the journal speaks no other language

async function events(query = "") {
  return (await sb.get(`/sale/offer-events?limit=1000${query}`, plain)).offerEvents;
}
const latest = async () => (await events()).at(-1).id;
/** What happened since an event: its types and offers. */
const since = async (from) => (await events(`&from=${from}`)).map(({ type, offer }) => [type, offer.id]);

/** An offer on sale that nobody has done anything to. */
let used = 0;
async function fresh(fits = () => true) {
  const all = (await truth()).filter((o) => o.status === "ACTIVE" && o.stock > 4 && o.sku && fits(o));
  return all[used++];
}

describe("the list", () => {
  test("has 300 offers, most of them of products of the shop that are not to be listed anew", async () => {
    const all = await offers();
    assert.equal(all.length, 300);
    assert.deepEqual(all.map((o) => o.id), (await truth()).reverse().map((o) => o.id), "the newest first");
    const file = await (await fetch(`${sb.url}/sandbox/shop.csv`)).text();
    const skus = new Set([...file.matchAll(/"(SK-\d+)"/g)].map(([, sku]) => sku));
    const matched = all.filter((o) => skus.has(o.external?.id));
    assert.ok(matched.length > 220, `${matched.length}`);
    assert.ok(matched.every((o) => o.external.id > "SK-00500"));
    const twice = Object.values(count(all.filter((o) => o.external), (o) => o.external.id)).filter((n) => n > 1);
    assert.deepEqual(twice, [2, 2]);
    const none = all.filter((o) => !o.external);
    assert.ok(none.length > 8 && none.length < 20, `${none.length}`);
    const states = count(all, (o) => o.publication.status);
    assert.ok(states.ACTIVE > 250 && states.INACTIVE > 5 && states.ENDED > 5, JSON.stringify(states));
    assert.equal(all.filter((o) => o.isFulfillment).length, 1);
    assert.ok(all.filter((o) => o.sellingMode.priceAutomation?.rule.id).length > 2);
  });

  test("is paged, filtered and sorted as it is asked for", async () => {
    const all = await offers();
    assert.equal((await offers("")).length, 20);
    assert.deepEqual(ids(await offers("limit=7&offset=290")), ids(all.slice(290, 297)));
    const [a, b] = all.filter((o) => o.external?.id.startsWith("OUTLET"));
    assert.deepEqual(ids(await offers(`external.id=${a.external.id}&external.id=${b.external.id}&external.id=nobody`)), ids([a, b]));
    assert.deepEqual(ids(await offers(`offer.id=${b.id}&offer.id=1`)), ids([b]));
    const ended = await offers("publication.status=ENDED&publication.status=INACTIVE&limit=1000");
    assert.deepEqual(ids(ended), ids(all.filter((o) => ["ENDED", "INACTIVE"].includes(o.publication.status))));
    const sorted = (await offers("sort=-stock.available&limit=1000")).map((o) => o.stock.available);
    assert.deepEqual(sorted, [...sorted].sort((x, y) => y - x));
    const { count: n, totalCount } = await sb.get("/sale/offers?limit=5&publication.status=ACTIVE");
    assert.deepEqual([n, totalCount], [5, all.filter((o) => o.publication.status === "ACTIVE").length]);
  });

  test("refuses what Allegro refuses", async () => {
    const skus = Array.from({ length: 101 }, (_, i) => `external.id=S${i}`).join("&");
    const wrong = ["limit=0", "limit=1001", "offset=-1", "offset=9999999&limit=2", "sort=name", "publication.status=SOLD", `external.id=${"x".repeat(101)}`, skus];
    const statuses = await Promise.all(wrong.map(async (query) => (await sb.api(`/sale/offers?${query}`, plain)).status));
    assert.deepEqual(statuses, wrong.map(() => 400));
  });
});

describe("one offer", () => {
  test("is told whole and in parts", async () => {
    const row = (await offers()).find((o) => o.external?.id > "SK-00500");
    const whole = await one(row.id);
    assert.deepEqual([whole.name, whole.external.id, whole.stock.available], [row.name, row.external.id, row.stock.available]);
    assert.deepEqual(whole.sellingMode.price, row.sellingMode.price);
    assert.ok(whole.productSet[0].product.parameters.length > 2);
    const parts = await sb.get(`/sale/product-offers/${row.id}/parts?include=stock&include=price`);
    assert.deepEqual([parts.stock.available, parts.sellingMode.price], [whole.stock.available, whole.sellingMode.price]);
    assert.equal((await sb.get(`/sale/product-offers/${row.id}/parts?include=stock`)).sellingMode, undefined);
  });

  test("of another seller is not shown, and one that there is not neither", async () => {
    const [other] = (await sb.control("/offers?seller=inny_sprzedawca")).offers;
    const status = async (id) => (await sb.api(`/sale/product-offers/${id}`)).status;
    assert.deepEqual(await Promise.all([other.id, "1", "x1"].map(status)), [403, 404, 400]);
  });
});

describe("what happens to offers", () => {
  test("a purchase takes pieces, is told, and ends the offer with its last piece", async () => {
    const offer = await fresh();
    const from = await latest();
    await sb.control("/offers/buy", { id: offer.id, n: 2 });
    assert.deepEqual(await since(from), [["OFFER_STOCK_CHANGED", offer.id]]);
    assert.equal((await one(offer.id)).stock.available, offer.stock - 2);
    const { orders } = await sb.control("/offers/buy", { id: offer.id, n: offer.stock - 2 });
    const line = (await sb.get(`/order/checkout-forms/${orders[0]}`)).lineItems[0];
    assert.deepEqual([line.offer.id, line.offer.external.id, line.quantity], [offer.id, offer.sku, offer.stock - 2]);
    const { publication, stock } = await one(offer.id);
    assert.deepEqual([publication.status, publication.endedBy, stock.available], ["ENDED", "EMPTY_STOCK", 0]);
    const ended = (await events(`&from=${from}&type=OFFER_ENDED`))[0];
    assert.deepEqual(ended.offer.publication, { endedBy: "EMPTY_STOCK" });
    await assert.rejects(sb.control("/offers/buy", { id: offer.id }), /409/);
  });

  test("any purchase buys what is on sale", async () => {
    const before = new Map((await truth()).map((o) => [o.id, o]));
    const from = await latest();
    const { orders } = await sb.control("/buy", { n: 40, kind: "courier" });
    const bought = {};
    for (const id of orders)
      for (const line of (await sb.get(`/order/checkout-forms/${id}`)).lineItems) bought[line.offer.id] = (bought[line.offer.id] ?? 0) + line.quantity;
    for (const now of await truth()) assert.equal(now.stock, before.get(now.id).stock - (bought[now.id] ?? 0), now.id);
    assert.ok(Object.keys(bought).every((id) => before.get(id).status === "ACTIVE"));
    const told = new Set((await since(from)).filter(([type]) => type === "OFFER_STOCK_CHANGED").map(([, id]) => id));
    assert.deepEqual([...told].sort(), Object.keys(bought).sort());
  });

  test("another program changes price, pieces and SKU, ends it and puts it up again", async () => {
    const offer = await fresh();
    const from = await latest();
    await sb.control("/offers/change", { id: offer.id, price: "12.34", stock: "7", sku: "INNY" });
    await sb.control("/offers/end", { id: offer.id });
    await sb.control("/offers/activate", { id: offer.id });
    assert.deepEqual((await since(from)).map(([type]) => type), ["OFFER_PRICE_CHANGED", "OFFER_STOCK_CHANGED", "OFFER_CHANGED", "OFFER_ENDED", "OFFER_ACTIVATED"]);
    const now = await one(offer.id);
    assert.deepEqual([now.sellingMode.price.amount, now.stock.available, now.external.id], ["12.34", 7, "INNY"]);
    assert.deepEqual(ids(await offers("external.id=INNY")), [offer.id]);
    assert.deepEqual(await offers(`external.id=${offer.sku}`), []);
  });

  test("what has another SKU now is the same product, and is bought under the new one", async () => {
    const set = (await truth()).find((o) => o.sku === "ZES-KAW-2");
    const products = async () => (await one(set.id)).productSet.map(({ product }) => product.id);
    const before = await products();
    assert.equal(before.length, 2);
    await sb.control("/offers/change", { id: set.id, sku: "ZES-KAW-3" });
    const { orders } = await sb.control("/offers/buy", { id: set.id });
    assert.deepEqual(await products(), before);
    assert.equal((await sb.get(`/order/checkout-forms/${orders[0]}`)).lineItems[0].offer.external.id, "ZES-KAW-3");
  });

  test("another program lists the same once more, and throws a draft away", async () => {
    const offer = await fresh();
    const from = await latest();
    const { id } = await sb.control("/offers/copy", { id: offer.id });
    assert.deepEqual(ids(await offers(`external.id=${offer.sku}`)), [id, offer.id]);
    assert.deepEqual(await since(from), [["OFFER_ACTIVATED", id]]);
    const { orders } = await sb.control("/offers/buy", { id });
    assert.equal((await sb.get(`/order/checkout-forms/${orders[0]}`)).lineItems[0].offer.id, id);
    const draft = (await truth()).find((o) => o.status === "INACTIVE");
    await sb.control("/offers/delete", { id: draft.id });
    assert.equal((await sb.api(`/sale/product-offers/${draft.id}`)).status, 404);
    await sb.control("/offers/delete", { id });
  });

  test("drafts and ended offers make no events", async () => {
    const draft = (await truth()).find((o) => o.status === "INACTIVE");
    const from = await latest();
    await sb.control("/offers/change", { id: draft.id, price: "9.99", stock: "3" });
    assert.deepEqual(await since(from), []);
  });
});

describe("the journal", () => {
  test("goes on behind an event, tells types, and refuses what it never told", async () => {
    const offer = await fresh();
    const from = await latest();
    await sb.control("/offers/change", { id: offer.id, price: "11.11", stock: "5" });
    const [first, second] = await events(`&from=${from}`);
    assert.deepEqual(ids(await events(`&from=${first.id}`)), [second.id]);
    assert.deepEqual(ids(await events(`&from=${from}&type=OFFER_STOCK_CHANGED`)), [second.id]);
    const refused = await sb.api("/sale/offer-events?from=QQQQQQQQQQQQQQQQ", plain);
    assert.deepEqual([refused.status, refused.headers.get("content-type")], [400, "application/json"]);
  });

  test("may lose, repeat and withhold events when that is asked for by their names", async () => {
    const offer = await fresh();
    const change = async (price) => sb.control("/offers/change", { id: offer.id, price });
    let from = await latest();
    await sb.control("/faults", { kind: "event-lose", path: "OFFER_PRICE*" });
    await change("20.01");
    assert.deepEqual(await since(from), []);
    await sb.control("/faults", { kind: "event-repeat", path: "OFFER_*" });
    await sb.control("/faults", { kind: "event-withhold", path: "OFFER_*" });
    await change("20.02");
    await change("20.03");
    const now = await events(`&from=${from}`);
    assert.equal(now.length, 1);
    await sb.control("/events/release", {});
    const all = await events(`&from=${from}`);
    assert.deepEqual(all.map(({ id }) => id).filter((id) => id === now[0].id).length, 1);
    assert.ok(all.length > now.length);
    assert.equal(all.at(-1).id, now[0].id, "in its old place");
  });

  test("forgets what is older than a day, without a word", async () => {
    const from = await latest();
    await sb.control("/clock", { hours: 25 });
    assert.deepEqual(await events(`&from=${from}`), []);
    const offer = await fresh();
    await sb.control("/offers/change", { id: offer.id, stock: "9" });
    assert.deepEqual(await since(from), [["OFFER_STOCK_CHANGED", offer.id]]);
  });

  test("an offer that ended 60 days ago is archived", async () => {
    const offer = await fresh();
    await sb.control("/offers/end", { id: offer.id });
    await sb.control("/clock", { days: 61 });
    const archived = (await events("&type=OFFER_ARCHIVED")).map((e) => e.offer.id);
    assert.ok(archived.includes(offer.id));
    assert.equal((await sb.api(`/sale/product-offers/${offer.id}`)).status, 404);
    assert.ok(!ids(await offers()).includes(offer.id));
  });
});

describe("a large world", () => {
  test("has as many offers as it is asked for, page by page", async () => {
    const large = await Sandbox.start("--orders", "1", "--offers", "20000");
    await large.connect();
    const page = async (offset) => (await large.get(`/sale/offers?limit=1000&offset=${offset}`)).offers.length;
    const pages = await Promise.all(Array.from({ length: 20 }, (_, i) => page(1000 * i)));
    assert.deepEqual(pages, Array(20).fill(1000));
    await large.control("/world", { offers: "500", orders: "1" });
    assert.equal((await large.get("/sale/offers")).totalCount, 500);
    assert.equal(await large.stop(), 0);
  });
});
