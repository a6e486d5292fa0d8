// Every order document Allegro's description allows us to make goes through the real importer:
// over the network, through the decoder, the rules and the database, and comes out readable.
//
// A proxy stands in front of the rehearsal Allegro and serves these documents as its orders.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";

import { publicMedia, Sandbox } from "../sync/sandbox.mjs";
import { documentVariants } from "./documents.mjs";
import { connectDevice, setKeys, startKram } from "./kram.mjs";
import { OpenApi } from "./openapi.mjs";

const path = process.env.KRAM_OPENAPI;
const skip = path ? false : "openapi.yaml is not here (KRAM_OPENAPI)";
const minute = 60000;

/** The same document as an order of its own: new ids, bought at a time of its own. */
function asOrder(document, number) {
  const form = structuredClone(document);
  const at = new Date(Date.now() - (number + 1) * minute).toISOString();
  form.id = randomUUID();
  form.updatedAt = at;
  for (const line of form.lineItems) Object.assign(line, { id: randomUUID(), boughtAt: at });
  return form;
}

/** Orders of the list that a request asks for. */
function select(forms, query) {
  const bought = (form) => form.lineItems[0].boughtAt;
  const within = (time, name) =>
    (!query.has(`${name}.gte`) || time >= query.get(`${name}.gte`)) && (!query.has(`${name}.lte`) || time <= query.get(`${name}.lte`));
  const key = (query.get("sort") ?? "").endsWith("updatedAt") ? (form) => form.updatedAt : bought;
  const sign = query.has("sort") && !query.get("sort").startsWith("-") ? 1 : -1;
  return forms
    .filter((form) => within(bought(form), "lineItems.boughtAt") && within(form.updatedAt, "updatedAt"))
    .sort((a, b) => sign * key(a).localeCompare(key(b)));
}

/** What the proxy answers itself; undefined: the rehearsal answers. */
function ownAnswer(forms, url) {
  const query = url.searchParams;
  if (url.pathname === "/order/checkout-forms") {
    const all = select(forms, query);
    const offset = Number(query.get("offset") ?? 0);
    const page = all.slice(offset, offset + Number(query.get("limit") ?? 100));
    return { checkoutForms: page, count: page.length, totalCount: all.length };
  }
  if (url.pathname === "/order/events") return { events: [] };
  const [, id] = /^\/order\/checkout-forms\/([^/]+)$/.exec(url.pathname) ?? [];
  return id && forms.find((form) => form.id === id);
}

async function startProxy(forms, target) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, target);
    const own = ownAnswer(forms, url);
    if (own) {
      response.writeHead(200, { "content-type": publicMedia, "trace-id": "0123456789abcdef" });
      response.end(JSON.stringify(own));
      return;
    }
    const { host, connection, ...headers } = request.headers;
    const answer = await fetch(url, { method: request.method, headers, redirect: "manual" });
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

describe("documents made from Allegro's description", { skip }, () => {
  const forms = [];
  const titles = new Map();
  let sandbox;
  let proxy;
  let rig;
  let imported;

  before(async () => {
    for (const [title, document] of documentVariants(await OpenApi.load(path))) {
      const form = asOrder(document, forms.length);
      forms.push(form);
      titles.set(form.id, title);
    }
    sandbox = await Sandbox.start("--orders", "0", "--device-interval", "1");
    proxy = await startProxy(forms, sandbox.url);
    rig = await startKram(`http://127.0.0.1:${proxy.address().port}`, { authUrl: sandbox.url });
    await setKeys(rig, "kram-device");
    await connectDevice(rig, sandbox, "demo");
    await rig.must("poll-orders", "--once");
    imported = new Map((await rig.orders()).map((order) => [order.id, order]));
  });
  after(async () => {
    await rig?.stop();
    proxy?.closeAllConnections();
    proxy?.close();
    await sandbox?.stop();
  });

  test("all of them are read", async () => {
    const unread = await rig.sql("SELECT form_id, problem_path, problem FROM order_form WHERE state <> 'APPLIED'");
    assert.deepEqual(unread.map(([id, ...why]) => [titles.get(id), ...why]), []);
    assert.deepEqual([...titles].filter(([id]) => !imported.has(id)).map(([, title]) => title), []);
    assert.equal(imported.size, forms.length);
    assert.ok(forms.length > 250, `${forms.length} documents`);
  });

  test("no field and no word of the description is new to Kram", async () => {
    assert.deepEqual(await rig.sql("SELECT name, n FROM remote_oddity ORDER BY name"), []);
  });

  test("what decides money and stock comes out as it went in", () => {
    for (const form of forms) {
      const order = imported.get(form.id);
      const title = titles.get(form.id);
      assert.equal(order.status, form.status, title);
      assert.equal(order.total, form.summary.totalToPay.amount, title);
      assert.equal(order.currency, form.summary.totalToPay.currency, title);
      assert.deepEqual(
        order.lines.map(({ id, offerId, quantity, price }) => [id, offerId, quantity, price]),
        form.lineItems.map(({ id, offer, quantity, price }) => [id, offer.id, quantity, price.amount]),
        title,
      );
    }
  });

  test("a second reading changes nothing", async () => {
    const before = await rig.orders();
    await rig.must("poll-orders", "--once");
    assert.deepEqual(await rig.orders(), before);
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM order_change"), [["0"]]);
  });
});
