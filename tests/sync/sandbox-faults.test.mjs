// The rehearsal Allegro's worse manners: each fault does what its line in the table says, and
// nothing of it is left when it is cleared.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { Sandbox } from "./sandbox.mjs";

let sb;
const fault = (kind, more = {}) => sb.control("/faults", { kind, ...more });
const clear = () => sb.control("/faults/clear", {});
const buy = async (form = {}) => (await sb.control("/buy", { kind: "courier", ...form })).orders;
const types = (events) => events.map((e) => e.type);
const latest = async () => (await sb.get("/order/event-stats")).latestEvent.id;
const since = async (from) => (await sb.get(`/order/events?limit=1000&from=${from}`)).events;
const form = (id) => sb.api(`/order/checkout-forms/${id}`);
const refresh = (refresh_token) => sb.oauth("token", { grant_type: "refresh_token", refresh_token }, { client: "kram-device" });

before(async () => {
  sb = await Sandbox.start("--orders", "60");
  await sb.connect();
});
after(async () => assert.equal(await sb.stop(), 0));

describe("late events", () => {
  test("withheld ones come in below the cursor of whoever read on", async () => {
    const from = await latest();
    await fault("event-withhold", { count: 1, path: "READY*" });
    const [late] = await buy();
    const [other] = await buy();
    const cursor = await latest();
    assert.deepEqual(types(await since(from)).filter((t) => t === "READY_FOR_PROCESSING").length, 1);
    assert.equal((await sb.control("/faults")).withheld, 1);
    await sb.control("/events/release", {});
    assert.deepEqual(await since(cursor), [], "nothing new behind the cursor");
    const all = await since(from);
    const forms = all.filter((e) => e.type === "READY_FOR_PROCESSING").map((e) => e.order.checkoutForm.id);
    assert.deepEqual(forms, [late, other], "in the place it would have had");
    assert.equal(all.at(-1).id, cursor);
  });

  test("withheld ones come in as the newest, with their old time", async () => {
    const from = await latest();
    await fault("event-withhold", { count: 1, path: "BOUGHT", value: "end" });
    await buy();
    await sb.control("/events/release", {});
    const events = await since(from);
    assert.deepEqual(types(events), ["FILLED_IN", "READY_FOR_PROCESSING", "BOUGHT"]);
    assert.ok(events[2].occurredAt <= events[0].occurredAt);
  });

  test("delayed ones come when the world's clock has got there", async () => {
    const from = await latest();
    await fault("event-withhold", { count: 3, value: 36 * 3600 * 1000 });
    await buy();
    assert.deepEqual(await since(from), []);
    await sb.control("/clock", { hours: 37 });
    assert.deepEqual(types(await since(from)), ["BOUGHT", "FILLED_IN", "READY_FOR_PROCESSING"]);
  });

  test("lost ones never come: READY without its event", async () => {
    const from = await latest();
    await fault("event-lose", { count: 1, path: "READY*" });
    const [id] = await buy();
    await clear();
    assert.deepEqual(types(await since(from)), ["BOUGHT", "FILLED_IN"]);
    assert.equal((await (await form(id)).json()).status, "READY_FOR_PROCESSING");
  });

  test("an event is told again under another id", async () => {
    const [id] = await buy();
    const from = await latest();
    await sb.control("/announce", { id, type: "READY_FOR_PROCESSING" });
    const events = await since(from);
    assert.deepEqual(types(events), ["READY_FOR_PROCESSING"]);
    assert.equal(events[0].order.checkoutForm.id, id);
  });

  test("shuffled ones lose their order and nothing else", async () => {
    const from = await latest();
    await fault("event-shuffle", { count: 30, value: 30 });
    const ids = await buy({ n: 10 });
    const events = await since(from);
    assert.equal(events.length, 30);
    const steps = types(events).join();
    assert.notEqual(steps, "BOUGHT,FILLED_IN,READY_FOR_PROCESSING,".repeat(10).slice(0, -1));
    assert.deepEqual([...new Set(events.map((e) => e.order.checkoutForm.id))].sort(), [...ids].sort());
    const paged = await sb.events("", 7);
    assert.equal(new Set(paged.map((e) => e.id)).size, paged.length);
  });
});

describe("merged purchases", () => {
  for (const stage of ["bought", "filled-in", "ready"])
    test(`of forms that were ${stage}: the lines move, the old ids are gone`, async () => {
      const [a] = await buy({ stage });
      const [b] = await buy({ stage, like: a });
      const lines = async (id) => (await (await form(id)).json()).lineItems.map((l) => l.id);
      const old = [...(await lines(a)), ...(await lines(b))];
      const from = await latest();
      const [whole] = (await sb.control("/merge", { id: `${a},${b}`, stage: "ready" })).orders;
      assert.deepEqual(await lines(whole), old);
      assert.deepEqual([(await form(a)).status, (await form(b)).status], [404, 404]);
      assert.deepEqual(types(await since(from)), ["FILLED_IN", "READY_FOR_PROCESSING"]);
      const truth = await sb.control("/truth");
      assert.ok(!truth.orders.some((o) => o.id === a || o.id === b));
      assert.deepEqual(truth.merged.filter((m) => m.into === whole).map((m) => m.id), [a, b]);
      await assert.rejects(sb.control("/pay", { id: a }), /409/);
      await assert.rejects(sb.control("/merge", { id: a }), /merged already/);
      const listed = await sb.get("/order/checkout-forms?limit=100&sort=-updatedAt");
      assert.equal(listed.checkoutForms.filter((o) => [a, b].includes(o.id)).length, 0);
    });

  test("right after it was read", async () => {
    const [id] = await buy({ stage: "filled-in" });
    await fault("then-merge", { path: "/order/checkout-forms/*" });
    assert.equal((await form(id)).status, 200);
    assert.equal((await form(id)).status, 404);
  });
});

describe("what is read changes", () => {
  test("a form is paid between its reading and the next page", async () => {
    const [id] = await buy({ stage: "filled-in" });
    await fault("then-pay");
    assert.equal((await (await form(id)).json()).status, "FILLED_IN");
    assert.equal((await (await form(id)).json()).status, "READY_FOR_PROCESSING");
  });

  test("pages of the list shift, so that offsets skip an order", async () => {
    const page = (offset) => sb.get(`/order/checkout-forms?sort=updatedAt&limit=10&offset=${offset}`);
    const [still, next] = [await page(0), await page(10)];
    await fault("then-modify", { path: "/order/checkout-forms" });
    await page(0);
    const shifted = await page(10);
    assert.equal(shifted.checkoutForms[0].id, next.checkoutForms[1].id);
    assert.ok(!shifted.checkoutForms.some((o) => o.id === still.checkoutForms[0].id));
  });

  test("fulfilment set elsewhere: another revision, the same updatedAt, an event or none", async () => {
    const [id] = await buy();
    const before = await (await form(id)).json();
    const from = await latest();
    await sb.control("/fulfil", { id, status: "SENT", silent: 1 });
    const after_ = await (await form(id)).json();
    assert.deepEqual([after_.fulfillment.status, after_.updatedAt], ["SENT", before.updatedAt]);
    assert.notEqual(after_.revision, before.revision);
    assert.deepEqual(await since(from), []);
    await sb.control("/fulfil", { id, status: "PICKED_UP" });
    assert.deepEqual(types(await since(from)), ["FULFILLMENT_STATUS_CHANGED"]);
  });

  test("odd documents are orders still, with nulls", async () => {
    const [id] = await buy();
    await fault("odd", { value: `${id}/address-null` });
    const odd = await (await form(id)).json();
    assert.equal(odd.delivery.address, null);
    assert.equal((await sb.truth()).find((o) => o.id === id).poison, undefined);
    await assert.rejects(fault("odd", { value: `${id}/amount-text` }), /no such way/);
  });

  test("a quantity written with a decimal is that of the truth", async () => {
    const quantities = (lines) => lines.map((l) => [l.id, l.quantity]).sort();
    for (const { id, lines } of (await sb.truth()).filter((o) => !o.hidden)) {
      await fault("odd", { value: `${id}/quantity-decimal` });
      const text = await (await form(id)).text();
      const { lineItems } = JSON.parse(text);
      assert.deepEqual(quantities(lineItems), quantities(lines), id);
      assert.ok(text.includes(`"quantity":${lineItems[0].quantity}.0`), text);
    }
  });
});

describe("pages and cursors", () => {
  test("a page repeats itself for ever, a page is empty", async () => {
    const first = await sb.get("/order/events?limit=5");
    await fault("page-repeat", { path: "/order/*", count: -1 });
    const again = await sb.get(`/order/events?limit=5&from=${first.events[4].id}`);
    assert.deepEqual(again, first);
    const list = () => sb.get("/order/checkout-forms?limit=5&offset=5");
    assert.deepEqual(await list(), await sb.get("/order/checkout-forms?limit=5"));
    await clear();
    await fault("page-empty", { path: "/order/*", count: 2 });
    assert.deepEqual((await sb.get("/order/events")).events, []);
    const empty = await list();
    assert.deepEqual([empty.checkoutForms, empty.count], [[], 0]);
    assert.ok(empty.totalCount > 50);
  });

  test("an id that is unknown or forgotten, in each reading", async () => {
    const old = (await sb.get("/order/events?limit=1")).events[0].id;
    const ask = async (from) => {
      const answer = await sb.api(`/order/events?from=${from}&limit=1000`);
      return answer.status === 200 ? (await answer.json()).events.length : answer.status;
    };
    await fault("journal-forget", { value: 10 });
    assert.deepEqual([await ask(old), await ask("123")], [10, 422]);
    await fault("from-oldest");
    assert.deepEqual([await ask(old), await ask("123")], [10, 10]);
    await fault("from-refused");
    assert.deepEqual([await ask(old), await ask("123")], [422, 422]);
    const kept = await sb.get("/order/events?limit=1");
    assert.equal(await ask(kept.events[0].id), 9, "an id that is kept is as good as ever");
    await clear();
    await sb.control("/clock", { days: 61 });
    assert.deepEqual((await sb.get("/order/events")).events, []);
    const [id] = await buy();
    assert.deepEqual((await sb.get("/order/events")).events.map((e) => e.order.checkoutForm.id), [id, id, id]);
  });
});

describe("answers nobody should swallow", () => {
  const body = async (path = "/order/events") => (await sb.api(path)).text();

  test("other JSON, nulls, depth, length", async () => {
    await fault("json-200");
    assert.equal(await body(), "{}");
    await fault("json-200", { value: '{"events":7}' });
    assert.equal(await body(), '{"events":7}');
    await fault("null-lists-200");
    assert.deepEqual(JSON.parse(await body()).events, null);
    await fault("deep-200", { value: 1000 });
    assert.match(await body(), /^\{"events":\[{1000}\]{1000}\}$/);
    await fault("long-200", { value: 100000 });
    assert.equal(JSON.parse(await body()).pad.length, 100000);
  });

  test("a gzip bomb inflates a thousandfold", async () => {
    await fault("gzip-bomb", { value: 4 });
    const answer = await sb.api("/order/events");
    assert.equal(answer.headers.get("content-encoding"), "gzip");
    assert.equal((await answer.json()).pad.length, 4 * 1024 * 1024);
  });

  test("a body without an end goes on until the client has had enough", async () => {
    await fault("endless-200");
    const answer = await sb.api("/order/events");
    let n = 0;
    for await (const piece of answer.body) if ((n += piece.length) > 3e6) break;
    assert.ok(n > 3e6);
    assert.equal((await sb.api("/me")).status, 200);
  });

  test("a body drips while others are served, and is whole in the end", async () => {
    await fault("slow-drip", { path: "/me", value: 800 });
    const began = performance.now();
    const slow = body("/me").then((text) => ({ text, ms: performance.now() - began }));
    await body("/order/event-stats");
    assert.ok(performance.now() - began < 200);
    const { text, ms } = await slow;
    assert.equal(JSON.parse(text).login, "kram_demo");
    assert.ok(ms > 200, `${ms} ms`);
  });

  test("cut after so many bytes", async () => {
    await fault("truncate", { value: 3 });
    await assert.rejects(body());
  });

  test("another clock in the Date header", async () => {
    await fault("clock-skew", { value: 86400 });
    const ahead = Date.parse((await sb.api("/me")).headers.get("date")) - Date.now();
    assert.ok(Math.abs(ahead - 86400e3) < 5000, String(ahead));
  });
});

describe("after the effect, before the answer", () => {
  test("every write, by its method", async () => {
    const [id] = await buy();
    await fault("reset-after", { path: "PUT /order/*" });
    assert.equal((await form(id)).status, 200);
    const put = () => sb.api(`/order/checkout-forms/${id}/fulfillment`, { method: "PUT", body: { status: "SUSPENDED" } });
    await assert.rejects(put(), (e) => /ECONNRESET/.test(e.cause?.code ?? e.message));
    assert.equal((await (await form(id)).json()).fulfillment.status, "SUSPENDED");
    await fault("reset-before", { path: "PUT /order/*" });
    await assert.rejects(put());
    assert.equal((await sb.control("/effects")).fulfilmentCount[id], 1);
  });

  for (const [kind, value] of [["drop-after"], ["reset-after"], ["truncate"], ["truncate", 40]])
    test(`the token endpoint has rotated: ${kind} ${value ?? ""}`, async () => {
      const own = await sb.connect();
      const { tokens = {} } = await sb.control("/effects");
      await fault(kind, { path: "/auth/oauth/token", ...(value && { value }) });
      await assert.rejects(refresh(own.refresh_token));
      assert.equal((await sb.control("/effects")).tokens.refresh_token, (tokens.refresh_token ?? 0) + 1);
      assert.equal((await refresh(own.refresh_token)).status, 200, "the old one works on for its grace");
    });

  for (const [survivor, first, second, root] of [["both", 200, 200, 200], ["last", 400, 200, 200], ["first", 200, 400, 200], ["none", 400, 400, 400]])
    test(`two refreshes of one token: ${survivor} lives on`, async () => {
      await fault("refresh-fork", { value: survivor });
      const own = await sb.connect();
      const pairs = [(await refresh(own.refresh_token)).body, (await refresh(own.refresh_token)).body];
      const alive = async (pair) => (await refresh(pair.refresh_token)).status;
      assert.deepEqual([await alive(pairs[0]), await alive(pairs[1])], [first, second]);
      sb.token = own.access_token;
      assert.equal((await sb.api("/me")).status === 200, root === 200);
      await clear();
      await sb.connect();
    });
});

describe("patience", () => {
  test("a ban doubles with each request that ignores it", async () => {
    await fault("ban", { value: "1/header" });
    const waits = [];
    for (let i = 0; i < 3; i += 1) {
      const answer = await sb.api("/me");
      assert.equal(answer.status, 429);
      waits.push(answer.headers.get("retry-after"));
    }
    assert.deepEqual(waits, ["2", "4", "8"]);
    assert.equal((await sb.control("/effects")).oddities.askedWhileBanned, 3);
    await clear();
    assert.equal((await sb.api("/me")).status, 200);
    await assert.rejects(fault("ban", { value: "soon" }), /seconds/);
  });
});
