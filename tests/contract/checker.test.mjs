// The checker itself: it finds nothing in good exchanges, and each planted defect by its name.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Checker } from "./checker.mjs";
import { documentExample } from "./documents.mjs";
import { OpenApi } from "./openapi.mjs";

const path = process.env.KRAM_OPENAPI;
const openapi = path ? await OpenApi.load(path) : null;
const checker = openapi && new Checker(openapi);

const media = "application/vnd.allegro.public.v1+json";
const agent = "Kram-Rehearsal/0.1 (+https://kram.example/contact)";

function api(changes = {}) {
  const form = documentExample(openapi);
  return {
    host: "api",
    method: "GET",
    url: "/order/checkout-forms?limit=100&offset=0&sort=updatedAt",
    reqHeaders: { accept: media, "user-agent": agent, authorization: "Bearer abc" },
    reqBody: null,
    status: 200,
    resHeaders: { "content-type": media, "trace-id": "0123456789abcdef" },
    resBody: JSON.stringify({ checkoutForms: [form], count: 1, totalCount: 1 }),
    ...changes,
  };
}

function fulfilment(changes = {}) {
  return api({
    method: "PUT",
    url: "/order/checkout-forms/29738e61-7f6a-11e8-ac45-09db60ede9d6/fulfillment?checkoutForm.revision=819b5836",
    reqHeaders: { ...api().reqHeaders, "content-type": media },
    reqBody: JSON.stringify({ status: "SENT" }),
    status: 204,
    resBody: null,
    ...changes,
  });
}

const grant = { grant_type: "refresh_token", refresh_token: "r" };
const tokens = { access_token: "a", token_type: "bearer", refresh_token: "r", expires_in: 43199, scope: "s", allegro_api: true, jti: "j" };

function auth(changes = {}) {
  return {
    host: "auth",
    method: "POST",
    url: "/auth/oauth/token",
    reqHeaders: {
      "user-agent": agent,
      authorization: "Basic YTpi",
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
    },
    reqBody: new URLSearchParams(grant).toString(),
    status: 200,
    resHeaders: { "content-type": "application/json" },
    resBody: JSON.stringify(tokens),
    ...changes,
  };
}

/** An answer whose order document `change` has spoilt. */
function spoilt(change) {
  const form = documentExample(openapi);
  change(form);
  return api({ resBody: JSON.stringify({ checkoutForms: [form], count: 1, totalCount: 1 }) });
}

const headers = (changes) => {
  const all = { ...api().reqHeaders, ...changes };
  for (const name of Object.keys(all)) if (all[name] === undefined) delete all[name];
  return { reqHeaders: all };
};

const good = {
  "a list of orders": () => api(),
  "an empty list": () => api({ resBody: JSON.stringify({ checkoutForms: [], count: 0, totalCount: 0 }) }),
  "one order": () =>
    api({ url: "/order/checkout-forms/29738e61-7f6a-11e8-ac45-09db60ede9d6", resBody: JSON.stringify(documentExample(openapi)) }),
  "a repeated array parameter": () =>
    api({ url: "/order/events?type=BOUGHT&type=FILLED_IN", resBody: JSON.stringify({ events: [] }) }),
  "too many requests with a body": () =>
    api({ status: 429, resHeaders: { "content-type": media, "trace-id": "1" }, resBody: JSON.stringify({ errors: [{ code: "TooManyRequestsException" }] }) }),
  "a page of a proxy": () => api({ status: 502, resHeaders: { "content-type": "text/html", "trace-id": "1" }, resBody: "<html>" }),
  "a change of fulfilment": () => fulfilment(),
  "a refresh": () => auth(),
  "a refused refresh": () => auth({ status: 400, resBody: JSON.stringify({ error: "invalid_grant" }) }),
  "a code with PKCE": () =>
    auth({
      reqHeaders: { ...auth().reqHeaders, authorization: undefined },
      reqBody: new URLSearchParams({
        grant_type: "authorization_code",
        code: "c",
        redirect_uri: "http://127.0.0.1:8080/connect/callback",
        client_id: "kram-code",
        code_verifier: "v".repeat(43),
      }).toString(),
    }),
};

/** What is planted, the exchange with it, and words the checker must find for it. */
const planted = [
  ["an unknown path", () => api({ url: "/order/checkout-form" }), /no such operation/],
  ["another method", () => api({ method: "DELETE" }), /no such operation/],
  ["an undeclared query parameter", () => api({ url: "/order/checkout-forms?updatedAt_gte=x" }), /updatedAt_gte is not declared/],
  ["a query value outside its enum", () => api({ url: "/order/checkout-forms?sort=price" }), /query sort/],
  ["a query value outside its range", () => api({ url: "/order/checkout-forms?limit=101" }), /query limit/],
  ["a query value of another type", () => api({ url: "/order/checkout-forms?limit=ten" }), /query limit/],
  ["a time that is none", () => api({ url: "/order/checkout-forms?updatedAt.gte=yesterday" }), /query updatedAt.gte/],
  ["a query parameter twice", () => api({ url: "/order/checkout-forms?limit=1&limit=2" }), /given 2 times/],
  ["a path value of another form", () => api({ url: "/order/checkout-forms/17" }), /path id/],
  ["no Accept", () => api(headers({ accept: undefined })), /Accept/],
  ["another Accept", () => api(headers({ accept: "application/json" })), /Accept/],
  ["a library's User-Agent", () => api(headers({ "user-agent": "curl/7.88.1" })), /User-Agent/],
  ["a User-Agent without the plus", () => api(headers({ "user-agent": "Kram/1 (https://kram.example)" })), /User-Agent/],
  ["a User-Agent with a blank in its name", () => api(headers({ "user-agent": "Kram Shop/1 (+https://kram.example)" })), /User-Agent/],
  ["no token", () => api(headers({ authorization: undefined })), /no bearer/],
  ["a foreign language", () => api(headers({ "accept-language": "*" })), /Accept-Language/],
  ["Content-Type without a body", () => api(headers({ "content-type": media })), /Content-Type/],
  ["a body where none belongs", () => api({ reqBody: "{}" }), /a body is sent/],
  ["an undeclared status", () => api({ status: 418 }), /status is not declared/],
  ["another media type", () => api({ resHeaders: { "content-type": "application/json", "trace-id": "1" } }), /media type/],
  ["no Trace-Id", () => api({ resHeaders: { "content-type": media } }), /Trace-Id/],
  ["an answer that is not JSON", () => api({ resBody: "{" }), /not JSON/],
  ["an error in no known shape", () => api({ status: 403, resBody: JSON.stringify({ reason: "no" }) }), /answer/],
  ["a missing required field", () => spoilt((form) => delete form.summary), /summary/],
  ["an amount as a number", () => spoilt((form) => (form.summary.totalToPay.amount = 12.5)), /totalToPay\/amount/],
  ["a word outside its enum", () => spoilt((form) => (form.status = "PAID")), /status/],
  ["a null where none is allowed", () => spoilt((form) => (form.lineItems[0].boughtAt = null)), /boughtAt/],
  ["a quantity of a half", () => spoilt((form) => (form.lineItems[0].quantity = 1.5)), /quantity/],
  ["a quantity below its minimum", () => spoilt((form) => (form.lineItems[0].quantity = 0)), /quantity/],
  ["an id of another form", () => spoilt((form) => (form.id = "7")), /\/id/],
  ["an invented field", () => spoilt((form) => (form.total = "1")), /total is not declared/],
  ["an invented field far below", () => spoilt((form) => (form.lineItems[0].offer.sku = "1")), /offer\/sku is not declared/],
  ["a body outside its enum", () => fulfilment({ reqBody: JSON.stringify({ status: "DONE" }) }), /request body/],
  ["an unknown property in a body", () => fulfilment({ reqBody: JSON.stringify({ state: "SENT" }) }), /state is not declared/],
  ["a body of another media type", () => fulfilment(headers({ "content-type": "application/json" })), /Content-Type/],
  ["no body", () => fulfilment({ reqBody: null }), /body is missing/],
  ["a body with 204", () => fulfilment({ resBody: "{}", resHeaders: { "content-type": media, "trace-id": "1" } }), /a body where none/],
  ["an unknown OAuth endpoint", () => auth({ url: "/auth/oauth/tokens" }), /no such endpoint/],
  ["a token in the URL", () => auth({ url: "/auth/oauth/token?refresh_token=r" }), /in the URL/],
  ["an unknown grant", () => auth({ reqBody: "grant_type=password" }), /form/],
  ["a missing form field", () => auth({ reqBody: "grant_type=refresh_token" }), /refresh_token/],
  ["a foreign form field", () => auth({ reqBody: `${new URLSearchParams(grant)}&password=x` }), /password/],
  ["no Basic header", () => auth({ reqHeaders: { ...auth().reqHeaders, authorization: undefined } }), /no Basic/],
  ["an OAuth request without User-Agent", () => auth({ reqHeaders: { ...auth().reqHeaders, "user-agent": undefined } }), /User-Agent/],
  ["tokens without their life", () => auth({ resBody: JSON.stringify({ ...tokens, expires_in: undefined }) }), /expires_in/],
  ["an OAuth status nobody promised", () => auth({ status: 418 }), /status is not declared/],
];

if (!openapi) {
  test("the checker", { skip: "openapi.yaml is not here (KRAM_OPENAPI)" });
} else {
  for (const [name, make] of Object.entries(good)) {
    test(`finds nothing wrong with ${name}`, () => assert.deepEqual(checker.check(make()), []));
  }
  for (const [name, make, words] of planted) {
    test(`finds ${name}`, () => assert.match(checker.check(make()).join("\n"), words));
  }
}
