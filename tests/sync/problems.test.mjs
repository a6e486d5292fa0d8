// Documents in trouble: what the seller sees and does about them.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { startRig } from "../rig/rig.mjs";
import { member } from "../web/client.mjs";
import { assertEqualsTruth, poll, truth, waitIsOver } from "./orders.mjs";

let rig, seller, viewer, dated, counted;
before(async () => {
  rig = await startRig({ parts: ["sandbox", "connect", "web"], sandbox: ["--seed", "7", "--orders", "10"] });
  await poll(rig);
  seller = await member(rig, "seller");
  viewer = await member(rig, "viewer");
  const old = new Set((await truth(rig)).map((o) => o.id));
  await rig.sandbox("/buy", { n: "8" });
  [dated, counted] = (await truth(rig)).map((o) => o.id).filter((id) => !old.has(id));
  await rig.sandbox("/faults", { kind: "poison", value: `${dated}/date-broken` });
  await rig.sandbox("/faults", { kind: "poison", value: `${counted}/quantity-text` });
  await poll(rig);
});
after(() => rig?.stop());

const form = async (id) => (await rig.sql(`SELECT state, is_dirty, fail_count FROM order_form WHERE form_id = '${id}'`))[0];
const redirected = (answer, where) => {
  assert.equal(answer.status, 303, answer.body);
  assert.equal(answer.location, where);
};

test("F7: the list of problems tells reason and place, the order's page shows the document as it came", async () => {
  const { body } = await seller.get("/orders?view=problem");
  assert.match(body, /\/updatedAt/);
  assert.match(body, /\/lineItems\/0\/quantity/);
  const page = (await seller.get(`/orders/${counted}`)).body;
  assert.match(page, /powinna tu być liczba całkowita/);
  assert.match(page, /<details[^]*&quot;trzy&quot;|<details[^]*trzy/);
});

test("F7: five failures are told as such, and who waits for whom", async () => {
  await rig.sql(`UPDATE order_form SET fail_count = 5, clean_gen = dirty_gen WHERE form_id = '${counted}'`);
  assert.match((await seller.get(`/orders/${counted}`)).body, /Liczba prób: 5\. Kram czeka na kolejne zdarzenie/);
});

test("F7: try again now, one and all, by who may sell", async () => {
  assert.doesNotMatch((await viewer.get(`/orders/${counted}`)).body, /Ponów teraz/);
  assert.equal((await viewer.post(`/orders/${counted}/retry`, {})).status, 403);
  assert.equal((await viewer.post("/problems/retry", {})).status, 403);
  redirected(await seller.post(`/orders/${counted}/retry`, {}), `/orders/${counted}`);
  assert.deepEqual(await form(counted), ["UNREADABLE", "1", "5"]);
  await poll(rig);
  assert.deepEqual(await form(counted), ["UNREADABLE", "0", "6"]);
  redirected(await seller.post("/problems/retry", {}), "/orders?view=problem");
  assert.equal((await form(counted))[1], "1");
  assert.equal((await form(dated))[1], "1");
  const actions = await rig.sql("SELECT actor, action, subject FROM audit WHERE action LIKE 'order.%' ORDER BY id");
  assert.deepEqual(actions, [["seller", "order.retry", `order:${counted}`], ["seller", "order.retry", "order:all"]]);
});

test("F7: an amount, a quantity or an id is never left out", async () => {
  assert.doesNotMatch((await seller.get(`/orders/${counted}`)).body, /bez tego pola/);
  const answer = await seller.post(`/orders/${counted}/leave`, { path: "/lineItems/0/quantity" });
  assert.equal(answer.status, 422);
  for (const path of ["/summary/totalToPay/amount", "/lineItems/0/id", "/status", "/payment/finishedAt"])
    assert.equal((await seller.post(`/orders/${dated}/leave`, { path })).status, 422);
  assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM order_allowance"), [["0"]]);
});

test("F7: what is not the trouble is not left out either", async () => {
  redirected(await seller.post(`/orders/${dated}/leave`, { path: "/note/text" }), `/orders/${dated}`);
  assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM order_allowance"), [["0"]]);
  assert.equal((await viewer.post(`/orders/${dated}/leave`, { path: "/updatedAt" })).status, 403);
});

test("F7: an order is read without a field that does not matter, and says so", async () => {
  assert.match((await seller.get(`/orders/${dated}`)).body, /Odczytaj mimo to, bez tego pola/);
  redirected(await seller.post(`/orders/${dated}/leave`, { path: "/updatedAt" }), `/orders/${dated}`);
  await waitIsOver(rig);
  await poll(rig);
  assert.deepEqual(await form(dated), ["APPLIED", "0", "0"]);
  const { body } = await viewer.get(`/orders/${dated}`);
  assert.match(body, /odczytano bez pola[^]*\/updatedAt[^]*Decyzja: seller/);
  const [row] = (await rig.orders()).filter((o) => o.id === dated);
  const [known] = (await truth(rig)).filter((o) => o.id === dated);
  assert.equal(row.updatedAt ?? null, null);
  assert.deepEqual([row.total, row.currency, row.status], [known.total, known.currency, known.status]);
  assert.deepEqual(await rig.sql("SELECT actor, after_value FROM audit WHERE action = 'order.leave-out'"), [["seller", "/updatedAt"]]);
});

test("fields and words that Kram does not know are counted and shown, and the orders come in", async () => {
  const ids = (await truth(rig)).map((o) => o.id).filter((id) => ![dated, counted].includes(id));
  await rig.sandbox("/faults", { kind: "odd", value: `${ids[0]}/unknown-field` });
  await rig.sandbox("/faults", { kind: "odd", value: `${ids[1]}/status-unknown` });
  await poll(rig);
  const rows = await rig.sql("SELECT name, n FROM remote_oddity ORDER BY name");
  assert.deepEqual(rows, [["/status=TELEPORTED", "1"], ["/teleport", "1"]]);
  assert.equal((await form(ids[0]))[0], "APPLIED");
  const { body } = await viewer.get("/status");
  assert.match(body, /których ta wersja Kramu nie zna/);
  assert.match(body, /<code>\/status=TELEPORTED<\/code>/);
});

test("F7: once Allegro's document is whole again, the field is read again", async () => {
  await rig.sandbox("/faults/clear", {});
  await poll(rig);
  await assertEqualsTruth(rig);
  assert.match((await seller.get("/orders?view=problem")).body, /^(?![^]*Dokumenty w kłopocie)/);
});
