// The rehearsal Allegro itself: it must be as strict as Allegro, and tell the truth.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { after, before, describe, test } from "node:test";

import { deviceGrant, publicMedia, redirectUri, Sandbox } from "./sandbox.mjs";

const openapiPath = process.env.KRAM_OPENAPI;
const withoutOpenapi = openapiPath && existsSync(openapiPath) ? false : "KRAM_OPENAPI names no openapi.yaml";

/** Start a sandbox for the tests of a group. */
function use(...options) {
  const box = {};
  before(async () => {
    box.sb = await Sandbox.start(...options);
    await box.sb.connect();
  });
  after(async () => assert.equal(await box.sb.stop(), 0));
  return box;
}

const code = async (response) => (await response.json()).errors[0].code;

describe("tokens", () => {
  const box = use("--orders", "5", "--code-life", "1", "--refresh-grace", "1");
  const device = { client: "kram-device" };
  const browser = { response_type: "code", client_id: "kram-code", redirect_uri: redirectUri };

  const newDevice = async () => (await box.sb.oauth("device", { client_id: "kram-device" }, device)).body;
  const poll = (d) => box.sb.oauth("token", { grant_type: deviceGrant, device_code: d.device_code }, device);
  const exchange = (form, options) => box.sb.oauth("token", { grant_type: "authorization_code", redirect_uri: redirectUri, ...form }, options);

  test("a device waits, is approved once and is burned", async () => {
    const d = await newDevice();
    assert.equal(d.expires_in, 3600);
    assert.equal(new URL(d.verification_uri_complete).searchParams.get("code"), d.user_code);
    assert.deepEqual([(await poll(d)).status, (await poll(d)).body.error], [400, "authorization_pending"]);
    await box.sb.control("/device/approve", { user_code: d.user_code, seller: "inny_sprzedawca" });
    const { status, body } = await poll(d);
    assert.equal(status, 200);
    assert.equal(body.token_type, "bearer");
    assert.equal(body.expires_in, 43199);
    assert.ok(body.access_token.length > 1200, "tokens are long");
    assert.equal((await box.sb.get("/me", { token: body.access_token })).id, "44300018");
    assert.deepEqual((await poll(d)).body, { error: "invalid_request", error_description: "Invalid device code" });
  });

  test("a refused device is told so", async () => {
    const d = await newDevice();
    await box.sb.control("/device/refuse", { user_code: d.user_code });
    assert.equal((await poll(d)).body.error, "access_denied");
  });

  test("the device page asks, confirms and approves", async () => {
    const d = await newDevice();
    const page = await (await fetch(d.verification_uri_complete)).text();
    assert.match(page, new RegExp(`class="code">${d.user_code}<`));
    assert.match(page, /allegro:api:orders:read/);
    const done = await fetch(d.verification_uri, { method: "POST", body: new URLSearchParams({ code: d.user_code, decision: "allow", seller: "kram_demo" }) });
    assert.match(await done.text(), /Połączono/);
    assert.equal((await poll(d)).status, 200);
  });

  test("a code works without PKCE, once, and not after its life", async () => {
    const to = await box.sb.consent({ ...browser, state: "a b&c", extra: "ż" });
    assert.equal(to.origin + to.pathname, redirectUri);
    assert.equal(to.searchParams.get("state"), "a b&c");
    assert.equal(to.searchParams.get("extra"), "ż");
    const given = { code: to.searchParams.get("code") };
    const first = await exchange(given, { client: "kram-code" });
    assert.equal(first.status, 200);
    assert.equal((await exchange(given, { client: "kram-code" })).body.error, "invalid_grant");
    assert.equal((await box.sb.api("/me", { token: first.body.access_token })).status, 401, "a code used twice ends its tokens");

    const late = (await box.sb.consent(browser)).searchParams.get("code");
    await pause(1100);
    assert.equal((await exchange({ code: late }, { client: "kram-code" })).body.error, "invalid_grant");
  });

  test("a code with PKCE wants its verifier and no secret", async () => {
    const verifier = randomBytes(40).toString("base64url");
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const params = { ...browser, code_challenge: challenge, code_challenge_method: "S256" };
    const given = { code: (await box.sb.consent(params)).searchParams.get("code"), client_id: "kram-code" };
    assert.equal((await exchange({ ...given, code_verifier: "x".repeat(43) })).body.error, "invalid_grant");
    assert.equal((await exchange({ ...given }, { client: "kram-code" })).body.error, "invalid_grant");
    assert.equal((await exchange({ ...given, code_verifier: verifier })).status, 200);
  });

  test("refusal and wrong requests go where Allegro sends them", async () => {
    const refused = await box.sb.consent({ ...browser, state: "s" }, "deny");
    assert.equal(refused.searchParams.get("error"), "access_denied");
    assert.equal(refused.searchParams.get("code"), null);
    const open = (params) => fetch(`${box.sb.url}/auth/oauth/authorize?${new URLSearchParams(params)}`, { redirect: "manual" });
    for (const [params, number] of [
      [{ ...browser, redirect_uri: "http://127.0.0.1:1/elsewhere" }, "1002"],
      [{ ...browser, client_id: "production-key" }, "1001"],
    ]) {
      const response = await open(params);
      assert.equal(response.status, 400);
      assert.match(await response.text(), new RegExp(`Numer błędu: <strong>${number}<`));
    }
    assert.match(await (await open(browser)).text(), /inny_sprzedawca/);
  });

  test("the token endpoint refuses as Allegro does", async () => {
    const cases = [
      [{ grant_type: "client_credentials" }, { client: "kram-code", password: "wrong" }, 401, "Unauthorized"],
      [{ grant_type: "client_credentials" }, { client: "production-key" }, 401, "Unauthorized"],
      [{ grant_type: "authorization_code" }, { client: "kram-code" }, 400, "invalid_request"],
      [{ grant_type: "authorization_code", code: "nonsense" }, { client: "kram-code" }, 400, "invalid_grant"],
      [{ grant_type: "refresh_token", refresh_token: "nonsense" }, { client: "kram-code" }, 400, "invalid_grant"],
      [{ grant_type: deviceGrant, device_code: "x" }, { client: "kram-code" }, 400, "unauthorized_client"],
      [{ grant_type: "password" }, { client: "kram-code" }, 400, "unsupported_grant_type"],
    ];
    for (const [form, options, status, error] of cases) {
      const answer = await box.sb.oauth("token", form, options);
      assert.deepEqual([answer.status, answer.body.error], [status, error], JSON.stringify(form));
    }
    const rude = await box.sb.oauth("token", { grant_type: "client_credentials" }, { client: "kram-code", headers: { "user-agent": "curl/8" } });
    assert.equal(rude.status, 403);
  });

  test("a refresh gives a new pair and the old token lives on for its grace only", async () => {
    const first = await box.sb.connect();
    const refresh = (token) => box.sb.oauth("token", { grant_type: "refresh_token", refresh_token: token }, device);
    const second = (await refresh(first.refresh_token)).body;
    assert.notEqual(second.refresh_token, first.refresh_token);
    const third = await refresh(first.refresh_token);
    assert.equal(third.status, 200, "within the grace");
    assert.notEqual(third.body.refresh_token, second.refresh_token);
    await pause(1100);
    const late = await refresh(first.refresh_token);
    assert.deepEqual([late.status, late.body.error], [400, "invalid_grant"]);
    assert.match(late.body.error_description, /^Invalid refresh token: /);
    assert.equal((await refresh(second.refresh_token)).status, 200);
  });

  test("revoking ends the access and the refresh token", async () => {
    const { access_token, refresh_token } = await box.sb.connect();
    assert.equal((await box.sb.oauth("revoke", { token: refresh_token }, device)).status, 200);
    const response = await box.sb.api("/me", { token: access_token });
    assert.equal(response.status, 401);
    assert.equal((await response.json()).error, "invalid_token");
    assert.equal((await box.sb.oauth("token", { grant_type: "refresh_token", refresh_token }, device)).body.error, "invalid_grant");
  });

  test("polling too fast is told to slow down", async () => {
    const slow = await Sandbox.start("--orders", "1", "--device-interval", "5");
    const d = (await slow.oauth("device", { client_id: "kram-device" }, device)).body;
    const ask = () => slow.oauth("token", { grant_type: deviceGrant, device_code: d.device_code }, device);
    assert.equal(d.interval, 5);
    assert.equal((await ask()).body.error, "authorization_pending");
    assert.equal((await ask()).body.error, "slow_down");
    assert.equal(await slow.stop(), 0);
  });

  test("an application has so many requests a minute", async () => {
    const sb = await Sandbox.start("--orders", "1", "--requests-per-minute", "3");
    await sb.connect();
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await sb.api("/me")).status);
    assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
    assert.equal(await sb.stop(), 0);
  });

  test("access tokens end after their life", async () => {
    const short = await Sandbox.start("--orders", "1", "--token-life", "1");
    assert.equal((await short.connect()).expires_in, 1);
    assert.equal((await short.api("/me")).status, 200);
    await pause(1100);
    const response = await short.api("/me");
    assert.deepEqual([response.status, (await response.json()).error_description], [401, "Access token expired"]);
    assert.equal(await short.stop(), 0);
  });
});

describe("strictness", () => {
  const box = use("--orders", "5");

  test("each breach has its status", async () => {
    const path = "/order/checkout-forms";
    const cases = [
      [{ headers: { "user-agent": "curl/8.0" } }, 403],
      [{ headers: { "user-agent": "Other-App/1.0 (+https://kram.example)" } }, 403],
      [{ headers: { "user-agent": "Kram-Rehearsal/1.0 (https://kram.example)" } }, 403],
      [{ headers: { "user-agent": "Kram-Rehearsal/1 0 (+https://kram.example)" } }, 403],
      [{ headers: { authorization: null } }, 401],
      [{ token: "garbage" }, 401],
      [{ headers: { accept: "application/json" } }, 406],
      [{ headers: { accept: "*/*" } }, 406],
      [{ headers: { accept: `text/html, ${publicMedia};q=0.9` } }, 200],
      [{}, 200],
    ];
    for (const [options, status] of cases) {
      const response = await box.sb.api(path, options);
      assert.equal(response.status, status, JSON.stringify(options));
      assert.match(response.headers.get("trace-id"), /^[0-9a-f]{16}$/);
    }
  });

  test("unknown paths and methods answer as for removed resources", async () => {
    for (const [path, method] of [["/order/nothing", "GET"], ["/sale/offer-variants", "GET"], ["/me", "DELETE"]]) {
      const response = await box.sb.api(path, { method });
      const { errors } = await response.json();
      assert.deepEqual([response.status, errors[0].code, errors[0].userMessage], [404, "NotFoundException", "Feature unavailable"]);
    }
  });

  test("an application's token reaches only what is for applications", async () => {
    const { body } = await box.sb.oauth("token", { grant_type: "client_credentials" }, { client: "kram-code" });
    assert.equal(body.refresh_token, undefined);
    const token = body.access_token;
    assert.equal((await box.sb.api("/order/carriers", { token })).status, 200);
    const events = await box.sb.api("/order/events", { token });
    assert.deepEqual([events.status, (await events.json()).error_description], [401, "Empty user_name claim"]);
    assert.equal((await box.sb.api("/me", { token })).status, 403);
  });

  test("a missing scope is forbidden", async () => {
    await box.sb.control("/clients", { client_id: "kram-device", scopes: "allegro:api:profile:read allegro:api:orders:read" });
    const narrow = await box.sb.connect();
    assert.equal(narrow.scope, "allegro:api:profile:read allegro:api:orders:read");
    const id = (await box.sb.truth())[0].id;
    assert.equal((await box.sb.api(`/order/checkout-forms/${id}`)).status, 200);
    const put = await box.sb.api(`/order/checkout-forms/${id}/fulfillment`, { method: "PUT", body: { status: "SENT" } });
    assert.deepEqual([put.status, await code(put)], [403, "AccessDenied"]);
  });

  test("unknown query parameters are ignored and told of", async () => {
    await box.sb.get("/order/checkout-forms?fulfillment_status=NEW");
    const { unknownQuery } = await box.sb.control("/effects");
    assert.deepEqual(unknownQuery, { getListOfOrdersUsingGET: { fulfillment_status: 1 } });
  });

  test("messages are translated, codes are not", async () => {
    const response = await box.sb.api("/order/nothing", { headers: { "accept-language": "pl-PL" } });
    assert.equal((await response.json()).errors[0].userMessage, "Funkcja niedostępna");
  });
});

describe("orders", () => {
  const box = use("--orders", "300");
  const list = (query) => box.sb.get(`/order/checkout-forms?${query}`);

  test("the list holds exactly the truth, page by page", async () => {
    const truth = await box.sb.truth();
    const seen = [];
    for (let offset = 0; ; offset += 100) {
      const page = await list(`offset=${offset}`);
      assert.equal(page.totalCount, 300);
      assert.equal(page.count, page.checkoutForms.length);
      if (page.count === 0) break;
      seen.push(...page.checkoutForms);
    }
    assert.deepEqual(new Set(seen.map((o) => o.id)), new Set(truth.map((o) => o.id)));
    const of = new Map(truth.map((o) => [o.id, o]));
    for (const order of seen) {
      const t = of.get(order.id);
      assert.deepEqual(
        [order.status, order.fulfillment.status, order.payment?.finishedAt ?? null, order.revision, order.updatedAt, order.buyer.login],
        [t.status, t.fulfillment, t.paymentFinishedAt, t.revision, t.updatedAt, t.buyerLogin],
      );
      assert.deepEqual(order.summary.totalToPay, { amount: t.total, currency: t.currency });
      assert.deepEqual(order.lineItems.map((l) => [l.id, l.offer.id, l.quantity, l.price.amount]), t.lines.map((l) => [l.id, l.offerId, l.quantity, l.price]));
    }
  });

  test("sellers see only their own orders", async () => {
    const other = (await box.sb.truth("44300018"))[0].id;
    assert.equal((await box.sb.api(`/order/checkout-forms/${other}`)).status, 404);
    const mine = await box.sb.get("/order/events?limit=1000");
    assert.ok(mine.events.every((e) => e.order.seller.id === "44300017"));
  });

  test("each filter keeps what fits and nothing else", async () => {
    const all = [];
    for (const offset of [0, 100, 200]) all.push(...(await list(`offset=${offset}`)).checkoutForms);
    const find = (has) => all.find(has);
    const middle = all[150];
    const filters = {
      "status": [(o) => o.status, "CANCELLED"],
      "fulfillment.status": [(o) => o.fulfillment.status, "PROCESSING"],
      "fulfillment.provider.id": [(o) => o.fulfillment.provider.id, "ALLEGRO"],
      "fulfillment.shipmentSummary.lineItemsSent": [(o) => o.fulfillment.shipmentSummary.lineItemsSent, "SOME"],
      "payment.id": [(o) => o.payment?.id, find((o) => o.payment).payment.id],
      "surcharges.id": [(o) => o.surcharges[0]?.id, find((o) => o.surcharges.length).surcharges[0].id],
      "delivery.method.id": [(o) => o.delivery?.method.id, find((o) => o.delivery).delivery.method.id],
      "buyer.login": [(o) => o.buyer.login, middle.buyer.login],
      "marketplace.id": [(o) => o.marketplace.id, "allegro-cz"],
    };
    const ids = (orders) => orders.map((o) => o.id).sort();
    for (const [name, [of, value]] of Object.entries(filters)) {
      const page = await list(new URLSearchParams({ [name]: value }));
      const expected = all.filter((o) => of(o) === value);
      assert.ok(expected.length > 0, name);
      assert.equal(page.totalCount, expected.length, name);
      assert.deepEqual(ids(page.checkoutForms), ids(expected.slice(0, 100)), name);
    }
    const bought = (o) => o.lineItems.map((l) => l.boughtAt).sort().at(-1);
    for (const [name, of] of [["updatedAt", (o) => o.updatedAt], ["lineItems.boughtAt", bought]]) {
      const at = of(middle);
      const from = await list(new URLSearchParams({ [`${name}.gte`]: at }));
      const to = await list(new URLSearchParams({ [`${name}.lte`]: at }));
      assert.equal(from.totalCount, all.filter((o) => of(o) >= at).length, name);
      assert.equal(to.totalCount, all.filter((o) => of(o) <= at).length, name);
      for (const sort of [name, `-${name}`]) {
        const keys = (await list(new URLSearchParams({ sort }))).checkoutForms.map(of);
        const sorted = [...keys].sort();
        assert.deepEqual(keys, sort === name ? sorted : sorted.reverse(), sort);
      }
    }
    assert.equal((await list("status=BOUGHT&fulfillment.status=RETURNED")).totalCount, 0);
  });

  test("limits are Allegro's", async () => {
    const cases = { "limit=101": 422, "limit=0": 422, "limit=abc": 422, "offset=-1": 422, "offset=9950": 422, "offset=9900": 200, "offset=9999&limit=1": 200,
      "offset=10000&limit=1": 422, "status=PAID": 400, "sort=price": 400, "updatedAt.gte=yesterday": 400 };
    for (const [query, status] of Object.entries(cases)) {
      assert.equal((await box.sb.api(`/order/checkout-forms?${query}`)).status, status, query);
    }
    assert.equal((await box.sb.api("/order/checkout-forms/not-a-uuid")).status, 422);
    const missing = await box.sb.api("/order/checkout-forms/29738e61-7f6a-11e8-ac45-09db60ede9d6");
    assert.deepEqual([missing.status, await code(missing)], [404, "CheckoutFormNotFoundException"]);
  });

  test("the journal tells every order, whatever the page size", async () => {
    const byOne = await box.sb.events("", 7);
    const byMany = await box.sb.events("", 1000);
    assert.deepEqual(byOne.map((e) => e.id), byMany.map((e) => e.id));
    const truth = await box.sb.truth();
    assert.deepEqual(new Set(byMany.map((e) => e.order.checkoutForm.id)), new Set(truth.map((o) => o.id)));
    const ids = byMany.map((e) => e.id);
    assert.notDeepEqual(ids, [...ids].sort(), "ids say nothing about the order");
    assert.equal(new Set(byMany.map((e) => e.type)).size, 7, "every type occurs");
    assert.ok(byMany.some((e, i) => i > 0 && e.occurredAt < byMany[i - 1].occurredAt), "not all come in the order of their times");
    const stats = await box.sb.get("/order/event-stats");
    assert.deepEqual(stats.latestEvent, { id: ids.at(-1), occurredAt: byMany.at(-1).occurredAt });
    assert.deepEqual((await box.sb.get(`/order/events?from=${ids.at(-1)}`)).events, []);
    const some = await box.sb.events("&type=BUYER_CANCELLED&type=AUTO_CANCELLED");
    assert.deepEqual(some.map((e) => e.id), byMany.filter((e) => e.type.endsWith("_CANCELLED")).map((e) => e.id));
    for (const query of ["limit=1001", "limit=0", "type=SOLD", "from=1"]) {
      assert.equal((await box.sb.api(`/order/events?${query}`)).status, 422, query);
    }
    assert.equal((await box.sb.get("/order/events")).events.length, 100, "default limit");
  });

  test("setting a fulfilment changes the revision, tells the journal and leaves updatedAt", async () => {
    const fresh = (await list("status=READY_FOR_PROCESSING&fulfillment.status=NEW")).checkoutForms[0];
    const path = `/order/checkout-forms/${fresh.id}`;
    const put = (body, revision) => box.sb.api(`${path}/fulfillment${revision ? `?checkoutForm.revision=${revision}` : ""}`, { method: "PUT", body });
    const last = (await box.sb.get("/order/event-stats")).latestEvent.id;

    assert.equal((await put({ status: "PROCESSING" }, fresh.revision)).status, 204);
    const changed = await box.sb.get(path);
    assert.deepEqual([changed.fulfillment.status, changed.updatedAt], ["PROCESSING", fresh.updatedAt]);
    assert.notEqual(changed.revision, fresh.revision);
    const { events } = await box.sb.get(`/order/events?from=${last}`);
    assert.deepEqual(events.map((e) => [e.type, e.order.checkoutForm.id, e.order.checkoutForm.revision]), [["FULFILLMENT_STATUS_CHANGED", fresh.id, changed.revision]]);

    assert.equal((await put({ status: "SENT" }, fresh.revision)).status, 409);
    assert.equal((await put({ status: "RETURNED" })).status, 422);
    assert.equal((await put({ status: "FLYING" })).status, 422);
    assert.equal((await put({})).status, 422);
    const unknown = await put({ status: "SENT", colour: 1 });
    assert.deepEqual([unknown.status, await code(unknown)], [422, "UnknownJSONProperty"]);
    assert.equal((await put("{")).status, 400);
    const plain = await box.sb.api(`${path}/fulfillment`, { method: "PUT", body: { status: "SENT" }, headers: { "content-type": "application/json" } });
    assert.equal(plain.status, 415);
    assert.equal((await put({ status: "SENT", shipmentSummary: { lineItemsSent: "ALL" } })).status, 204);
    const { fulfilmentChanges, fulfilmentCount } = await box.sb.control("/effects");
    assert.deepEqual(fulfilmentChanges, [{ id: fresh.id, from: "NEW", to: "PROCESSING" }, { id: fresh.id, from: "PROCESSING", to: "SENT" }]);
    assert.deepEqual(fulfilmentCount, { [fresh.id]: 2 });
  });

  test("a purchase can be paid, changed and cancelled, each step in the journal", async () => {
    const { orders: [id] } = await box.sb.control("/buy", { kind: "courier", stage: "bought" });
    const path = `/order/checkout-forms/${id}`;
    const bought = await box.sb.get(path);
    assert.deepEqual([bought.status, bought.payment, bought.delivery], ["BOUGHT", undefined, undefined]);
    await box.sb.control("/pay", { id });
    const paid = await box.sb.get(path);
    assert.equal(paid.status, "READY_FOR_PROCESSING");
    assert.deepEqual(paid.payment.paidAmount, paid.summary.totalToPay);
    await box.sb.control("/modify", { id });
    assert.notEqual((await box.sb.get(path)).delivery.address.street, paid.delivery.address.street);
    await box.sb.control("/cancel", { id });
    assert.equal((await box.sb.get(path)).status, "CANCELLED");
    const types = (await box.sb.events("", 1000)).filter((e) => e.order.checkoutForm.id === id).map((e) => e.type);
    assert.deepEqual(types, ["BOUGHT", "FILLED_IN", "READY_FOR_PROCESSING", "BUYER_MODIFIED", "BUYER_CANCELLED"]);
    await assert.rejects(box.sb.control("/pay", { id }), /409/);
  });

  test("paid money and totals agree in every order", async () => {
    const grosze = (m) => Number(m.amount.replace(".", ""));
    for (const offset of [0, 100, 200]) {
      for (const o of (await list(`offset=${offset}`)).checkoutForms) {
        if (!o.payment?.finishedAt) continue;
        const parts = [o.payment.paidAmount, o.payment.reconciliation, ...o.surcharges.map((s) => s.paidAmount)].filter(Boolean);
        assert.equal(parts.map(grosze).reduce((a, b) => a + b), grosze(o.summary.totalToPay), o.id);
      }
    }
  });
});

describe("hostile texts", () => {
  const box = use("--orders", "1");

  test("several of them stand in its fields in turn", async () => {
    const texts = ["<b>", "'--", "%s"];
    const { orders: [id] } = await box.sb.control("/hostile", [texts]);
    const { messageToSeller, buyer, invoice } = await box.sb.get(`/order/checkout-forms/${id}`);
    const fields = [messageToSeller, invoice.address.company.name, buyer.login, buyer.firstName, buyer.lastName, buyer.companyName, buyer.personalIdentity,
      buyer.phoneNumber, buyer.address.street, buyer.address.city, buyer.address.postCode];
    assert.deepEqual(fields, fields.map((_, i) => texts[i % texts.length]));
  });

  test("stand unchanged in every field a buyer writes", async () => {
    const texts = ["<script>alert(1)</script>", "'; DROP TABLE orders; --", "zero\u0000byte", "a\u2028b\ud83d\ude00", "\"\\\b\f\n\r\t\u0001", "{{#x}}${y}%s%n", "ż".repeat(3000), ""];
    const { orders } = await box.sb.control("/hostile", texts);
    for (const [i, id] of orders.entries()) {
      const o = await box.sb.get(`/order/checkout-forms/${id}`);
      const a = o.delivery.address;
      const fields = [o.messageToSeller, o.buyer.login, o.buyer.firstName, o.buyer.lastName, o.buyer.companyName, o.buyer.phoneNumber, o.buyer.personalIdentity,
        o.buyer.address.street, o.buyer.address.city, o.buyer.address.postCode, a.firstName, a.lastName, a.street, a.city, a.zipCode, a.companyName, a.phoneNumber,
        o.invoice.address.street, o.invoice.address.company.name, o.invoice.address.company.ids[0].value, o.invoice.address.company.taxId];
      for (const field of fields) assert.equal(field, texts[i]);
      assert.ok(o.payment.finishedAt);
    }
    const page = await (await fetch(`${box.sb.url}/sandbox`)).text();
    assert.ok(!page.includes("<script"), "its own page escapes them");
  });
});

describe("faults", () => {
  const box = use("--orders", "20");
  const fault = (kind, more = {}) => box.sb.control("/faults", { kind, ...more });

  test("statuses, for as often as asked and where asked", async () => {
    for (const status of [401, 403, 404, 406, 409, 422, 429, 500, 502, 503, 504]) {
      await fault(String(status), { path: "/order/*", count: 2 });
      assert.equal((await box.sb.api("/me")).status, 200);
      assert.equal((await box.sb.api("/order/events")).status, status);
      assert.equal((await box.sb.api("/order/event-stats")).status, status);
      assert.equal((await box.sb.api("/order/events")).status, 200);
    }
  });

  test("429 with and without Retry-After, 5xx as a page or empty", async () => {
    await fault("429");
    const plain = await box.sb.api("/me");
    assert.equal(plain.headers.get("retry-after"), null);
    assert.equal(await code(plain), "TooManyRequestsException");
    await fault("429", { value: 7 });
    assert.equal((await box.sb.api("/me")).headers.get("retry-after"), "7");
    await fault("502");
    assert.match(await (await box.sb.api("/me")).text(), /<html>/);
    await fault("503", { value: "empty" });
    assert.equal(await (await box.sb.api("/me")).text(), "");
    await fault("html-200");
    const html = await box.sb.api("/me");
    assert.deepEqual([html.status, html.headers.get("content-type")], [200, "text/html; charset=utf-8"]);
  });

  test("the token endpoint alone", async () => {
    await fault("429", { path: "/auth/oauth/token", value: 1 });
    const { status } = await box.sb.oauth("token", { grant_type: "client_credentials" }, { client: "kram-code" });
    assert.equal(status, 429);
    assert.equal((await box.sb.api("/me")).status, 200);
  });

  test("latency, while others are served", async () => {
    await fault("latency", { path: "/me", value: 400 });
    const began = performance.now();
    const slow = box.sb.api("/me").then(() => performance.now() - began);
    await box.sb.api("/order/event-stats");
    assert.ok(performance.now() - began < 300);
    assert.ok((await slow) >= 395);
  });

  test("a truncated body and dropped connections", async () => {
    await fault("truncate", { path: "/order/events" });
    await assert.rejects(box.sb.api("/order/events").then((r) => r.text()));
    const id = (await box.sb.truth())[0].id;
    const put = () => box.sb.api(`/order/checkout-forms/${id}/fulfillment`, { method: "PUT", body: { status: "SUSPENDED" } });
    await fault("drop-before", { path: "/order/checkout-forms/*" });
    await assert.rejects(put());
    assert.deepEqual((await box.sb.control("/effects")).fulfilmentCount, {});
    await fault("drop-after", { path: "/order/checkout-forms/*" });
    await assert.rejects(put());
    assert.deepEqual((await box.sb.control("/effects")).fulfilmentCount, { [id]: 1 });
  });

  test("events twice and in the wrong order", async () => {
    const since = async () => {
      const { latestEvent } = await box.sb.get("/order/event-stats");
      const { orders: [id] } = await box.sb.control("/buy", { kind: "courier" });
      const { events } = await box.sb.get(`/order/events?from=${latestEvent.id}`);
      assert.ok(events.every((e) => e.order.checkoutForm.id === id));
      return events;
    };
    await fault("event-repeat");
    const same = await since();
    assert.deepEqual(same.map((e) => e.type), ["BOUGHT", "BOUGHT", "FILLED_IN", "READY_FOR_PROCESSING"]);
    assert.equal(same[0].id, same[1].id);
    await fault("event-repeat-new-id");
    const other = await since();
    assert.notEqual(other[0].id, other[1].id);
    assert.deepEqual([other[0].type, other[1].type], ["BOUGHT", "BOUGHT"]);
    await fault("event-swap");
    assert.deepEqual((await since()).map((e) => e.type), ["FILLED_IN", "BOUGHT", "READY_FOR_PROCESSING"]);
    assert.equal(new Set((await box.sb.events("", 3)).map((e) => e.id)).size, new Set((await box.sb.events("", 1000)).map((e) => e.id)).size);
  });

  test("poison breaks one document until it is cleared, and is announced", async () => {
    const truth = await box.sb.truth();
    const ready = truth.find((o) => o.status === "READY_FOR_PROCESSING");
    const { latestEvent } = await box.sb.get("/order/event-stats");
    await fault("poison", { value: ready.id });
    const broken = await box.sb.get(`/order/checkout-forms/${ready.id}`);
    assert.equal(broken.summary.totalToPay.currency, undefined);
    const page = await box.sb.get("/order/checkout-forms?sort=-updatedAt&limit=1");
    assert.deepEqual(page.checkoutForms[0], broken, "the list shows it too");
    await fault("poison", { value: `${ready.id}/quantity-text` });
    assert.equal((await box.sb.get(`/order/checkout-forms/${ready.id}`)).lineItems[0].quantity, "trzy");
    await assert.rejects(fault("poison", { value: `${ready.id}/nothing` }), /no such way/);
    await box.sb.control("/faults/clear", {});
    assert.equal((await box.sb.get(`/order/checkout-forms/${ready.id}`)).summary.totalToPay.currency, ready.currency);
    assert.equal((await box.sb.get(`/order/events?from=${latestEvent.id}`)).events.length, 3);
  });

  test("an order that is gone", async () => {
    const { id } = (await box.sb.truth())[0];
    const { totalCount } = await box.sb.get("/order/checkout-forms");
    await fault("form-404", { value: id });
    assert.equal((await box.sb.api(`/order/checkout-forms/${id}`)).status, 404);
    assert.equal((await box.sb.get("/order/checkout-forms")).totalCount, totalCount - 1);
    await box.sb.control("/faults/clear", {});
    assert.equal((await box.sb.api(`/order/checkout-forms/${id}`)).status, 200);
  });

  test("a wrong command is refused with a reason", async () => {
    await assert.rejects(fault("gremlins"), /no such kind/);
    await assert.rejects(fault("latency", { value: "soon" }), /milliseconds/);
    assert.ok((await box.sb.control("/faults")).kinds.length > 15);
  });
});

describe("worlds", () => {
  test("the same seed and clock give the same world, another seed another", async () => {
    const options = ["--orders", "90", "--now", "2026-11-20T09:00:00Z"];
    const truths = [];
    for (const seed of ["7", "7", "8"]) {
      const sb = await Sandbox.start(...options, "--seed", seed);
      truths.push(await sb.truth());
      assert.equal(await sb.stop(), 0);
    }
    assert.deepEqual(truths[0], truths[1]);
    assert.notDeepEqual(truths[0], truths[2]);
  });

  test("nothing happens in the future, and something is to be sent today", async () => {
    const sb = await Sandbox.start();
    const now = new Date().toISOString();
    const truth = await sb.truth();
    assert.equal(truth.length, 120);
    assert.ok(truth.every((o) => o.updatedAt <= now && (o.paymentFinishedAt ?? "") <= now));
    assert.ok(truth.filter((o) => o.status === "READY_FOR_PROCESSING" && o.fulfillment === "NEW").length >= 20);
    assert.equal(await sb.stop(), 0);
  });

  test("a world of 50,000 orders is there in seconds and can be compared whole", async () => {
    const sb = await Sandbox.start("--orders", "50000", "--lines", "2");
    await sb.connect();
    const truth = await sb.truth();
    assert.equal(truth.length, 50000);
    assert.ok(truth.every((o) => o.lines.length === 2));
    const page = await sb.get("/order/checkout-forms?offset=9900");
    assert.deepEqual([page.count, page.totalCount], [100, 50000]);
    assert.equal(await sb.stop(), 0);
  });

  test("a living world buys, pays and goes on", async () => {
    const sb = await Sandbox.start("--orders", "1", "--orders-per-minute", "1200");
    await sb.connect();
    let truth;
    while ((truth = await sb.truth()).length <= 10) await pause(50);
    const told = new Set((await sb.events()).map((e) => e.order.checkoutForm.id));
    assert.deepEqual(truth.filter((o) => !told.has(o.id)), []);
    assert.equal(await sb.stop(), 0);
  });

  test("wrong options are refused", async () => {
    await assert.rejects(Sandbox.start("--orders", "many"), /--orders-per-minute/);
  });
});

describe("against openapi.yaml", () => {
  test("every field of the order document occurs, and nothing else", { skip: withoutOpenapi }, async () => {
    const { OpenApi } = await import("../contract/openapi.mjs");
    const openapi = await OpenApi.load(openapiPath);
    const sb = await Sandbox.start();
    await sb.connect();
    const forms = [];
    for (const offset of [0, 100]) forms.push(...(await sb.get(`/order/checkout-forms?offset=${offset}`)).checkoutForms);
    assert.equal(await sb.stop(), 0);

    const missing = [];
    const invented = [];
    const seen = new Set();
    const look = (value, at) => {
      seen.add(at);
      if (Array.isArray(value)) value.forEach((v) => look(v, `${at}/*`));
      else if (value && typeof value === "object") for (const [k, v] of Object.entries(value)) look(v, `${at}/${k}`);
    };
    forms.forEach((form) => look(form, ""));
    const want = (schema, at) => {
      const s = openapi.resolve(schema);
      if (!seen.has(at)) return missing.push(at);
      for (const part of s.allOf ?? []) want(part, at);
      if (s.items) want(s.items, `${at}/*`);
      for (const [name, member] of Object.entries(s.properties ?? {})) want(member, `${at}/${name}`);
      // A surcharge is a payment like any other: its words are seen at the payment.
      if (s.enum && !at.startsWith("/surcharges")) {
        const values = new Set(forms.flatMap((form) => at.slice(1).split("/").reduce((v, k) => (k === "*" ? v.flat() : v.map((one) => one?.[k])), [form])));
        for (const word of s.enum) if (!values.has(word)) missing.push(`${at} = ${word}`);
      }
      return undefined;
    };
    const schema = { $ref: "#/components/schemas/CheckoutForm" };
    want(schema, "");
    for (const form of forms) invented.push(...openapi.unknownFields(schema, form));
    // A billing reconciliation and tax numbers of markets the shop does not sell to.
    const absent = ["/lineItems/*/reconciliation/type = BILLING", "/invoice/address/company/ids/*/type = CZ_DIC", "/invoice/address/company/ids/*/type = HU_ADOSZAM",
      "/invoice/address/company/ids/*/type = SK_IC_DPH", "/invoice/address/company/ids/*/type = OTHER"];
    assert.deepEqual(missing.filter((at) => !absent.includes(at)), []);
    assert.deepEqual(invented, []);
  });

  test("every answer fits its schema, good ones and refusals", { skip: withoutOpenapi }, async () => {
    const { OpenApi } = await import("../contract/openapi.mjs");
    const { Checker } = await import("../contract/checker.mjs");
    const checker = new Checker(await OpenApi.load(openapiPath));
    const sb = await Sandbox.start("--device-interval", "5");
    const tokens = await sb.connect();
    const id = (await sb.truth())[0].id;
    for (const path of ["/me", "/order/carriers", "/marketplaces", "/order/event-stats", "/order/events?limit=1000", "/order/checkout-forms", "/order/checkout-forms?offset=100",
      "/order/checkout-forms?limit=500", "/order/checkout-forms?status=NO", "/order/checkout-forms?status=BOUGHT&fulfillment.status=RETURNED", `/order/checkout-forms/${id}`,
      "/order/checkout-forms/29738e61-7f6a-11e8-ac45-09db60ede9d6", "/order/checkout-forms/x", "/order/events?limit=0"]) {
      await sb.api(path);
      await sb.api(path, { token: "garbage" });
      await sb.api(path, { headers: { accept: "text/html" } });
    }
    for (const query of ["", "?checkoutForm.revision=00000000"]) {
      for (const status of ["SENT", "RETURNED"]) await sb.api(`/order/checkout-forms/${id}/fulfillment${query}`, { method: "PUT", body: { status } });
    }
    await sb.oauth("token", { grant_type: "refresh_token", refresh_token: tokens.refresh_token }, { client: "kram-device" });
    await sb.oauth("token", { grant_type: "refresh_token", refresh_token: "no" }, { client: "kram-device" });
    await sb.oauth("revoke", { token: tokens.access_token }, { client: "kram-device" });
    const asked = { response_type: "code", client_id: "kram-code", redirect_uri: redirectUri, state: "s" };
    await fetch(`${sb.url}/auth/oauth/authorize?${new URLSearchParams(asked)}`);
    await sb.consent(asked, "deny");
    const to = await sb.consent(asked);
    await sb.oauth("token", { grant_type: "authorization_code", redirect_uri: redirectUri, code: to.searchParams.get("code") }, { client: "kram-code" });
    await sb.oauth("token", { grant_type: "client_credentials" }, { client: "kram-code", password: "wrong" });
    const exchanges = await sb.exchanges();
    assert.equal(await sb.stop(), 0);

    const seen = new Set();
    const ofTheAnswer = /answer|status is not declared|a body where none/;
    const problems = exchanges.flatMap((exchange) => checker.check(exchange, seen)).filter((problem) => ofTheAnswer.test(problem));
    assert.deepEqual(problems, []);
    assert.ok(seen.size > 30, [...seen].join("\n"));
  });
});
