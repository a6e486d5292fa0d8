// Answers of another shape, from a server between Kram and Allegro: never a moved cursor without
// stored events, never a guess; and servers that drip, hang, redirect or are somebody else.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { createServer, request } from "node:http";
import { createServer as createTcp } from "node:net";
import { startKram, connectDevice, setKeys } from "../contract/kram.mjs";
import { Sandbox } from "./sandbox.mjs";

let rig, sandbox, server, twist;
const url = () => `http://127.0.0.1:${server.address().port}`;

/** Pass a request on to the rehearsal Allegro; the answer goes through `twist` first. */
function pass(incoming, outgoing) {
  const to = new URL(incoming.url, sandbox.url);
  const onward = request(to, { method: incoming.method, headers: { ...incoming.headers, "accept-encoding": "identity" } }, (answer) => {
    const chunks = [];
    answer.on("data", (chunk) => chunks.push(chunk));
    answer.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      const { "content-length": _, "transfer-encoding": __, connection: ___, ...headers } = answer.headers;
      const twisted = twist?.(to, answer.statusCode, body, outgoing);
      if (twisted === false) return;
      outgoing.writeHead(answer.statusCode, headers).end(twisted ?? body);
    });
  });
  incoming.pipe(onward);
}

before(async () => {
  sandbox = await Sandbox.start("--orders", "30", "--device-interval", "1", "--seed", "7");
  server = createServer(pass);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  rig = await startKram(url(), { authUrl: sandbox.url });
  await setKeys(rig, "kram-device");
  await connectDevice(rig, sandbox, "demo");
  await rig.must("poll-orders", "--once");
});
after(async () => {
  server?.closeAllConnections();
  server?.close();
  await rig?.stop();
  await sandbox?.stop();
});

const heal = () => rig.sql("UPDATE order_form SET next_try = '1970-01-01'; UPDATE request_ban SET blocked_until = '1970-01-01'");
const poll = () => rig.run("poll-orders", "--once");
const cursor = async () => (await rig.sql("SELECT last_event_id FROM order_cursor"))[0][0];
const events = async () => Number((await rig.sql("SELECT COUNT(*) FROM order_event"))[0][0]);

/** Everything that is there in the end: the same orders, and nobody blamed. */
async function whole() {
  twist = undefined;
  await heal();
  const { code, stderr } = await poll();
  assert.equal(code, 0, stderr);
  const known = (await sandbox.truth("kram_demo")).map((o) => o.id).sort();
  assert.deepEqual((await rig.orders()).map((o) => o.id).sort(), known);
}

/** The same numbers in every run. */
function dice(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % n;
  };
}

const odd = [null, true, 0, -1, 1.5, "", " ", [], {}, [null], "0", "-0.01", "NaN", "LATER", "<b>", "2026-02-30T00:00:00Z", { amount: "1.00", currency: "PLN" }];

/** One place of the tree dropped, doubled or given an odd value. */
function mutate(tree, roll) {
  const places = [];
  const walk = (value) => {
    if (value === null || typeof value !== "object") return;
    for (const key of Object.keys(value)) {
      places.push([value, key]);
      walk(value[key]);
    }
  };
  walk(tree);
  const [parent, key] = places[roll(places.length)];
  const way = roll(3);
  if (way === 0 && !Array.isArray(parent)) delete parent[key];
  else if (way === 1 && Array.isArray(parent)) parent.push(structuredClone(parent[key]));
  else parent[key] = odd[roll(odd.length)];
  return tree;
}

describe("F17: another shape", () => {
  const shapes = ["<html>", "{}", "[]", "null", "\"text\"", "7", '{"events":null}', '{"events":{}}', '{"events":[null]}', '{"events":[{}]}', '{"events":[{"id":7}]}',
    '{"events":[{"id":"a b","type":"BOUGHT","order":{}}]}', '{"checkoutForms":null}', '{"checkoutForms":[{}],"totalCount":"1"}'];

  test("F17: the journal in every wrong shape moves no cursor", async () => {
    await sandbox.control("/buy", { n: "2" });
    const at = await cursor(), n = await events();
    for (const shape of shapes) {
      twist = (to) => (to.pathname === "/order/events" ? shape : undefined);
      const { code, stderr } = await poll();
      assert.notEqual(code, 0, shape);
      assert.match(stderr, /account demo/);
      assert.equal(await cursor(), at, shape);
      assert.equal(await events(), n, shape);
    }
    await whole();
  });

  test("F17: a document in a wrong shape is held against it from the second time on, and comes in once it can be read", async () => {
    for (const shape of shapes) {
      await sandbox.control("/buy", { n: "1" });
      twist = (to) => (to.pathname.startsWith("/order/checkout-forms") ? shape : undefined);
      await heal();
      await poll();
      assert.deepEqual(await rig.sql("SELECT form_id FROM order_form WHERE fail_count > 0"), [], shape);
      await whole();
    }
  });

  test("F17: fifty mutated pages of the journal: the cursor stands on a stored event", async () => {
    const imported = await cursor(), roll = dice(17);
    let refused = 0;
    for (let i = 0; i < 50; i++) {
      if (i % 2 === 0) await sandbox.control("/buy", { n: "1" });
      twist = (to, status, body) => (to.pathname === "/order/events" ? JSON.stringify(mutate(JSON.parse(body), roll)) : undefined);
      const { code, signal } = await poll();
      assert.equal(signal, null, "no crash");
      refused += code !== 0;
      // On a stored event, or behind a gap whose window was read from the list instead.
      const [[found]] = await rig.sql(`SELECT COUNT(*) FROM order_cursor c
        WHERE NOT EXISTS (SELECT 1 FROM order_event e WHERE e.account_id = c.account_id AND e.event_id = c.last_event_id)
        AND NOT EXISTS (SELECT 1 FROM order_gap g WHERE g.account_id = c.account_id AND g.event_id = c.last_event_id)
        AND c.last_event_id <> '${imported}'`);
      assert.equal(found, "0");
    }
    assert.ok(refused > 0, `${refused} refused`);
  });

  test("F17: thirty mutated documents are stored as they are, or shown as unreadable", async () => {
    const roll = dice(71);
    for (let i = 0; i < 15; i++) {
      await sandbox.control("/buy", { n: "2" });
      const sent = new Map();
      twist = (to, status, body) => {
        const id = /^\/order\/checkout-forms\/([^/]+)$/.exec(to.pathname)?.[1];
        if (!id || status !== 200) return undefined;
        const tree = mutate(JSON.parse(body), roll);
        sent.set(id, tree);
        return JSON.stringify(tree);
      };
      await heal();
      const { signal } = await poll();
      assert.equal(signal, null, "no crash");
      const states = new Map(await rig.sql("SELECT form_id, state FROM order_form"));
      const stored = new Map((await rig.orders()).map((o) => [o.id, o]));
      for (const [id, tree] of sent) {
        if (tree === null || tree.id !== id || states.get(id) !== "APPLIED") continue;
        const order = stored.get(id);
        assert.equal(order.status, tree.status);
        assert.equal(Number(order.total), Number(tree.summary.totalToPay.amount));
        assert.equal(order.currency, tree.summary.totalToPay.currency);
        assert.deepEqual(order.lines.map((l) => [l.id, l.quantity]).sort(), tree.lineItems.map((l) => [l.id, l.quantity]).sort());
      }
    }
    twist = undefined;
  });
});

describe("F50 and F52: who answers, and how", () => {
  test("F52: a redirect and a portal's page are trouble to try again, and nothing is sent elsewhere", async () => {
    await sandbox.control("/buy", { n: "1" });
    const at = await cursor();
    const elsewhere = [];
    const trap = createServer((q, r) => r.end(elsewhere.push(q.url)));
    await new Promise((resolve) => trap.listen(0, "127.0.0.1", resolve));
    twist = (to, status, body, outgoing) => {
      if (!to.pathname.startsWith("/order/")) return undefined;
      outgoing.writeHead(302, { location: `http://127.0.0.1:${trap.address().port}/login` }).end();
      return false;
    };
    assert.notEqual((await poll()).code, 0);
    twist = (to) => (to.pathname.startsWith("/order/") ? "<html><title>Zaloguj się do sieci</title></html>" : undefined);
    assert.notEqual((await poll()).code, 0);
    assert.deepEqual(elsewhere, []);
    assert.equal(await cursor(), at);
    trap.close();
  });

  test("F50: a connection reset at every stage blames nobody", async () => {
    await sandbox.control("/buy", { n: "3" });
    for (const stage of [0, 1, 2]) {
      twist = (to, status, body, outgoing) => {
        if (!to.pathname.startsWith("/order/checkout-forms")) return undefined;
        if (stage > 0) outgoing.writeHead(200, { "content-type": "application/json", "content-length": String(body.length) });
        if (stage > 1) outgoing.write(body.slice(0, 10));
        setTimeout(() => outgoing.socket.resetAndDestroy?.() ?? outgoing.socket.destroy(), 20);
        return false;
      };
      await heal();
      await poll();
    }
    assert.deepEqual(await rig.sql("SELECT form_id FROM order_form WHERE fail_count > 0 AND state = 'FAILING'"), []);
    twist = undefined;
  });

  test("F50: an answer that drips is given up, and the cursor stays", async () => {
    const at = await cursor();
    await sandbox.control("/buy", { n: "1" });
    twist = (to, status, body, outgoing) => {
      if (to.pathname !== "/order/events") return undefined;
      outgoing.writeHead(200, { "content-type": "application/json" });
      const timer = setInterval(() => outgoing.write(" "), 500);
      outgoing.on("close", () => clearInterval(timer));
      return false;
    };
    const { code, stderr } = await poll();
    assert.equal(code, 75, stderr);
    assert.match(stderr, /no answer in time/);
    assert.equal(await cursor(), at);
    twist = undefined;
  });
});
