// Commands of the rehearsal that change offers: accepted, done, reported, and everything that can
// be wrong with that.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, describe, test } from "node:test";

import { Checker } from "../contract/checker.mjs";
import { OpenApi } from "../contract/openapi.mjs";
import { Sandbox } from "./sandbox.mjs";

const openapiPath = process.env.KRAM_OPENAPI;
const beta = "application/vnd.allegro.beta.v1+json";
const pln = (amount) => ({ amount, currency: "PLN" });

let sb, offers;

before(async () => {
  sb = await Sandbox.start("--orders", "1", "--device-interval", "1");
  await sb.connect();
});
after(async () => {
  if (openapiPath) {
    const checker = new Checker(await OpenApi.load(openapiPath));
    const odd = ({ resBody }) => /TELEPORTED|"stock":null/.test(resBody ?? "");
    const answered = (await sb.exchanges()).filter((one) => one.status < 400 && !odd(one)); // others are asked for wrongly
    assert.deepEqual(answered.flatMap((exchange) => checker.check(exchange)).slice(0, 20), []);
  }
  assert.equal(await sb.stop(), 0);
});
/** Offers on sale of no programme, six of them. */
beforeEach(async () => {
  await sb.control("/faults/clear", {});
  await sb.control("/world", { orders: "1" });
  offers = (await sb.control("/offers")).offers.filter((o) => o.status === "ACTIVE" && o.sku?.startsWith("SK-") && !o.campaign && !o.rule && !o.fulfilment).slice(0, 6);
});

const now = async (offer) => (await sb.control("/offers")).offers.find(({ id }) => id === offer.id);
const criteria = (...list) => [{ type: "CONTAINS_OFFERS", offers: list.map(({ id }) => ({ id })) }];
const at = (kind, id) => `/sale/offer-${kind}-commands/${id}`;

/** Send one and say how it was answered: {status, id, body}. */
async function put(kind, body, id = randomUUID()) {
  const response = await sb.api(at(kind, id), { method: "PUT", body });
  const text = await response.text();
  return { status: response.status, id, body: text ? JSON.parse(text) : null };
}
const stock = (value, ...list) => put("quantity-change", { modification: { changeType: "FIXED", value }, offerCriteria: criteria(...list) });
const gain = (value, ...list) => put("quantity-change", { modification: { changeType: "GAIN", value }, offerCriteria: criteria(...list) });
const price = (amount, ...list) => put("price-change", { modification: { type: "FIXED_PRICE", price: pln(amount) }, offerCriteria: criteria(...list) });
const publish = (action, ...list) => put("publication", { publication: { action }, offerCriteria: criteria(...list) });
const report = (kind, { id }) => sb.get(at(kind, id));
const tasks = async (kind, { id }, query = "") => (await sb.get(`${at(kind, id)}/tasks${query}`)).tasks;
const outcomes = async (kind, command) => (await tasks(kind, command)).map((t) => t.errors[0]?.code ?? t.status);
const fault = (kind, more = {}) => sb.control("/faults", { kind, ...more });

describe("a command", () => {
  test("counts nothing at first, and every task once it is done", async () => {
    const command = await stock(17, offers[0], offers[1]);
    assert.equal(command.status, 201);
    assert.deepEqual(command.body.taskCount, { failed: 0, success: 0, total: 0 });
    assert.equal(command.body.completedAt, null);
    const { taskCount, completedAt } = await report("quantity-change", command);
    assert.deepEqual(taskCount, { failed: 0, success: 2, total: 2 });
    assert.ok(completedAt);
    assert.deepEqual((await tasks("quantity-change", command)).map(({ offer, field, status }) => [offer.id, field, status]), [
      [offers[0].id, "quantity", "SUCCESS"],
      [offers[1].id, "quantity", "SUCCESS"],
    ]);
    assert.equal((await tasks("quantity-change", command, "?limit=1&offset=1"))[0].offer.id, offers[1].id);
    assert.deepEqual([(await now(offers[0])).stock, (await now(offers[1])).stock], [17, 17]);
  });

  test("has an id that is used up, by the same and by another content", async () => {
    const { id } = await stock(9, offers[0]);
    const again = async (value) => (await put("quantity-change", { modification: { changeType: "FIXED", value }, offerCriteria: criteria(offers[0]) }, id)).body.errors[0].code;
    assert.equal(await again(9), "COMMAND_ALREADY_REGISTERED");
    assert.equal(await again(8), "COMMAND_ALREADY_REGISTERED_WITH_DIFFERENT_CONTENT");
    assert.equal((await now(offers[0])).stock, 9);
    assert.equal((await price("9.99", offers[0])).status, 201);
    assert.equal((await sb.api(at("quantity-change", randomUUID()))).status, 404);
  });

  test("is refused when its body is not as Allegro wants it", async () => {
    const body = (change) => {
      const whole = { modification: { changeType: "FIXED", value: 3 }, offerCriteria: criteria(offers[0]) };
      change(whole);
      return whole;
    };
    const refused = async (change) => {
      const { status, body: answer } = await put("quantity-change", body(change));
      return [status, answer.errors[0].code, answer.errors[0].path];
    };
    assert.deepEqual(await refused((b) => (b.modification.speed = 1)), [422, "UnknownJSONProperty", "modification.speed"]);
    assert.deepEqual(await refused((b) => delete b.modification.value), [422, "VALIDATION_ERROR", "modification.value"]);
    assert.deepEqual(await refused((b) => (b.modification.value = "3")), [422, "VALIDATION_ERROR", "modification.value"]);
    assert.deepEqual(await refused((b) => (b.offerCriteria[0].offers = [])), [422, "VALIDATION_ERROR", "offerCriteria[0].offers"]);
    assert.deepEqual(await refused((b) => (b.offerCriteria[0].offers = Array(1001).fill({ id: "1" }))), [422, "VALIDATION_ERROR", "offerCriteria[0].offers"]);
    assert.equal((await put("quantity-change", body(() => {}), "no-uuid")).status, 422);
    assert.equal((await put("quantity-change", "{")).status, 400);
  });

  test("says of each offer why it was not changed", async () => {
    const [other] = (await sb.control("/offers?seller=inny_sprzedawca")).offers;
    const command = await stock(5, offers[0], other, { id: "1" });
    assert.deepEqual(await outcomes("quantity-change", command), ["SUCCESS", "OfferAccessDeniedException", "OfferNotFoundException"]);
    assert.deepEqual((await report("quantity-change", command)).taskCount, { failed: 2, success: 1, total: 3 });
  });
});

describe("pieces", () => {
  test("cannot be set to 0, only added to, and never revive an offer", async () => {
    assert.deepEqual(await outcomes("quantity-change", await stock(0, offers[0])), ["AvailableStockMustEqualToOneOrBeGreaterThanOne"]);
    assert.deepEqual(await outcomes("quantity-change", await gain(3, offers[0])), ["SUCCESS"]);
    assert.equal((await now(offers[0])).stock, offers[0].stock + 3);
    await gain(-(offers[0].stock + 3), offers[0]);
    await sb.get("/sale/offers?limit=1");
    assert.deepEqual([(await now(offers[0])).status, (await now(offers[0])).endedBy], ["ENDED", "EMPTY_STOCK"]);
    assert.deepEqual(await outcomes("quantity-change", await stock(4, offers[0])), ["SUCCESS"]);
    assert.equal((await now(offers[0])).status, "ENDED");
    assert.deepEqual(await outcomes("publication", await publish("ACTIVATE", offers[0])), ["SUCCESS"]);
    assert.deepEqual([(await now(offers[0])).status, (await now(offers[0])).stock], ["ACTIVE", 4]);
  });

  test("of an offer in Allegro's warehouse are not the seller's to set", async () => {
    const kept = (await sb.control("/offers")).offers.find((o) => o.fulfilment);
    assert.deepEqual(await outcomes("quantity-change", await stock(4, kept)), ["OfferStockManagedByFulfillmentException"]);
  });
});

describe("publication", () => {
  test("ends and revives, but not without pieces, nor a draft that was never up", async () => {
    const draft = (await sb.control("/offers")).offers.find((o) => o.status === "INACTIVE");
    assert.deepEqual(await outcomes("publication", await publish("END", offers[0], draft)), ["SUCCESS", "OfferCannotBeEndedException"]);
    assert.equal((await now(offers[0])).endedBy, "USER");
    const empty = (await sb.control("/offers")).offers.find((o) => o.endedBy === "EMPTY_STOCK");
    assert.deepEqual(await outcomes("publication", await publish("ACTIVATE", offers[0], draft, empty)), ["SUCCESS", "SUCCESS", "AvailableStockMustEqualToOneOrBeGreaterThanOne"]);
    await publish("END", offers[0]);
    await sb.control("/clock", { days: "61" });
    assert.deepEqual(await outcomes("publication", await publish("ACTIVATE", offers[0])), ["OfferNotFoundException"]);
  });

  test("may be for later, never for the past", async () => {
    const when = (hours) => new Date(Date.now() + hours * 3600000).toISOString();
    const later = (hours) => put("publication", { publication: { action: "ACTIVATE", scheduledFor: when(hours) }, offerCriteria: criteria(offers[0]) });
    await publish("END", offers[0]);
    const past = await tasks("publication", await later(-1));
    assert.equal(past[0].message, "You cannot schedule activating an offer in the past");
    assert.deepEqual(await outcomes("publication", await later(2)), ["SUCCESS"]);
    assert.equal((await now(offers[0])).status, "ACTIVATING");
    await sb.control("/clock", { hours: "3" });
    assert.equal((await now(offers[0])).status, "ACTIVE");
  });

  test("may take a while", async () => {
    await publish("END", offers[0]);
    await sb.get("/sale/offers?limit=1");
    await fault("activation-slow", { value: "600000" });
    await publish("ACTIVATE", offers[0]);
    await sb.get("/sale/offers?limit=1");
    assert.equal((await now(offers[0])).status, "ACTIVATING");
    await sb.control("/clock", { seconds: "601" });
    assert.equal((await now(offers[0])).status, "ACTIVE");
  });
});

describe("prices", () => {
  test("are set, raised and lowered, within what Allegro takes", async () => {
    const by = (modification) => put("price-change", { modification, offerCriteria: criteria(offers[0]) });
    await price("100.00", offers[0]);
    await sb.get("/sale/offers?limit=1");
    await by({ type: "INCREASE_PERCENTAGE", percentage: "10" });
    await sb.get("/sale/offers?limit=1");
    assert.equal((await now(offers[0])).price, "110.00");
    await by({ type: "DECREASE_PRICE", value: pln("10.01") });
    await sb.get("/sale/offers?limit=1");
    assert.equal((await now(offers[0])).price, "99.99");
    assert.deepEqual(await outcomes("price-change", await price("0.50", offers[0])), ["ConstraintViolationException.Price"]);
    const euro = { type: "FIXED_PRICE", price: { amount: "10.00", currency: "EUR" } };
    assert.deepEqual(await outcomes("price-change", await by(euro)), ["ConstraintViolationException.Price"]);
  });

  test("of an offer in a campaign stay, and a rule sets its own again", async () => {
    const all = (await sb.control("/offers")).offers;
    const ruled = all.find((o) => o.rule);
    const inCampaign = all.filter((o) => o.campaign);
    assert.equal((await outcomes("price-change", await price("50.00", ...inCampaign))).filter((code) => code === "ConstraintViolationException.OfferInCampaign").length, 2);
    await price((Number(ruled.price) * 1.05).toFixed(2), ruled);
    await sb.get("/sale/offers?limit=1");
    await sb.control("/clock", { seconds: "10" });
    const { offerEvents } = await sb.get("/sale/offer-events?type=OFFER_PRICE_CHANGED&limit=1000", { headers: { "accept-language": "en-US" } });
    assert.deepEqual(offerEvents.filter(({ offer }) => offer.id === ruled.id).map(({ offer }) => offer.marketplaces[0].changeType), ["MANUAL", "AUTOMATIC"]);
  });

  test("of an older command that is late are outdated", async () => {
    await fault("command-late", { value: "600000" });
    const old = await price("11.00", offers[0]);
    const young = await price("12.00", offers[0]);
    assert.deepEqual(await outcomes("price-change", young), ["SUCCESS"]);
    assert.deepEqual((await report("price-change", old)).taskCount, { failed: 0, success: 0, total: 0 });
    await sb.control("/clock", { seconds: "601" });
    assert.deepEqual(await outcomes("price-change", old), ["COMMAND_OUTDATED"]);
    assert.equal((await now(offers[0])).price, "12.00");
  });
});

describe("other commands", () => {
  test("of fields have a task for each", async () => {
    const [shipping] = (await sb.get("/sale/shipping-rates", { headers: { "accept-language": "pl-PL" } })).shippingRates;
    const modification = { delivery: { handlingTime: "P3D", shippingRates: { id: shipping.id } } };
    const command = await put("modification", { modification, offerCriteria: criteria(offers[0], offers[1]) });
    assert.deepEqual((await tasks("modification", command)).map(({ field, status }) => [field, status]), [
      ["delivery.shippingRates", "SUCCESS"],
      ["delivery.handlingTime", "SUCCESS"],
      ["delivery.shippingRates", "SUCCESS"],
      ["delivery.handlingTime", "SUCCESS"],
    ]);
    const whole = await sb.get(`/sale/product-offers/${offers[0].id}`);
    assert.deepEqual([whole.delivery.handlingTime, whole.delivery.shippingRates.id], ["P3D", shipping.id]);
    const unknown = { delivery: { shippingRates: { id: randomUUID() } } };
    assert.deepEqual(await outcomes("modification", await put("modification", { modification: unknown, offerCriteria: criteria(offers[0]) })), ["ShippingRatesNotFoundException"]);
  });

  test("of the bulk kind have a value for each offer, and speak beta", async () => {
    const commandId = randomUUID();
    const modifications = [
      { offerId: offers[0].id, stock: { changeType: "FIXED", value: 21 } },
      { offerId: offers[1].id, stock: { changeType: "GAIN", value: 1 } },
      { offerId: offers[2].id, prices: { "allegro-pl": { changeType: "PERCENTAGE", percentage: "-10%" } } },
    ];
    const send = (media) => sb.api("/sale/offer-bulk-modification-commands", { method: "POST", body: { commandId, modifications }, headers: { accept: media, "content-type": media } });
    assert.equal((await send("application/vnd.allegro.public.v1+json")).status, 406);
    assert.equal((await send(beta)).status, 201);
    assert.equal((await send(beta)).status, 409);
    const list = await tasks("bulk-modification", { id: commandId });
    assert.deepEqual(list.map(({ subject, status }) => [subject.offerId, subject.field, status]), [
      [offers[0].id, "stock", "SUCCESS"],
      [offers[1].id, "stock", "SUCCESS"],
      [offers[2].id, "prices", "SUCCESS"],
    ]);
    assert.deepEqual([(await now(offers[0])).stock, (await now(offers[1])).stock], [21, offers[1].stock + 1]);
    assert.equal((await now(offers[2])).price, ((Math.round(Number(offers[2].price) * 100) * 0.9) / 100).toFixed(2));
  });
});

describe("what goes wrong", () => {
  test("lost and forgotten ones are unknown, the second with its effect", async () => {
    await fault("command-lost");
    const lost = await stock(31, offers[0]);
    await fault("command-forgotten");
    const forgotten = await stock(32, offers[1]);
    const status = async ({ id }) => (await sb.api(at("quantity-change", id))).status;
    assert.deepEqual([lost.status, forgotten.status, await status(lost), await status(forgotten)], [201, 201, 404, 404]);
    assert.deepEqual([(await now(offers[0])).stock, (await now(offers[1])).stock], [offers[0].stock, 32]);
  });

  test("tasks are stuck, done in part, missing, told twice, or lie", async () => {
    await fault("command-stuck");
    const stuck = await stock(41, offers[0]);
    await fault("command-partial", { value: "1" });
    const partly = await stock(42, offers[1], offers[2]);
    assert.deepEqual([await outcomes("quantity-change", stuck), await outcomes("quantity-change", partly)], [["NEW"], ["SUCCESS", "NEW"]]);
    assert.equal((await report("quantity-change", partly)).completedAt, null);
    await fault("task-missing", { path: offers[3].id });
    await fault("task-extra", { path: offers[4].id });
    await fault("task-lies-done", { path: offers[5].id });
    const odd = await stock(43, offers[3], offers[4], offers[5]);
    assert.deepEqual((await tasks("quantity-change", odd)).map(({ offer, status }) => [offer.id, status]), [
      [offers[4].id, "SUCCESS"],
      [offers[4].id, "SUCCESS"],
      [offers[5].id, "SUCCESS"],
    ]);
    assert.deepEqual([(await now(offers[3])).stock, (await now(offers[5])).stock], [43, offers[5].stock]);
    await fault("task-lies-failed");
    await fault("task-fails", { path: offers[1].id, value: "OFFER_SERVICE_ERROR" });
    assert.deepEqual(await outcomes("price-change", await price("33.33", offers[1], offers[3])), ["OFFER_SERVICE_ERROR", "OFFER_SERVICE_ERROR"]);
    assert.deepEqual([(await now(offers[1])).price, (await now(offers[3])).price], [offers[1].price, "33.33"]);
    await sb.control("/clock", { hours: "2" });
    assert.deepEqual(await outcomes("quantity-change", partly), ["SUCCESS", "SUCCESS"]);
    await sb.control("/faults/clear", {});
    assert.deepEqual(await outcomes("quantity-change", stuck), ["SUCCESS"]);
  });

  test("a blocked account fails every task, and the hour's limit the command", async () => {
    await fault("seller-blocked", { count: "-1" });
    assert.deepEqual(await outcomes("price-change", await price("5.55", offers[0], offers[1])), Array(2).fill("ConstraintViolationException.ValidSeller"));
    await fault("quota", { count: "-1", value: "3" });
    assert.equal((await stock(3, offers[0], offers[1])).status, 201);
    assert.equal((await stock(3, offers[0], offers[1])).status, 429);
    await sb.control("/clock", { hours: "1" });
    assert.equal((await stock(3, offers[0], offers[1])).status, 201);
  });

  test("somebody buys after a reading, and before the change that follows from it", async () => {
    const parts = async () => (await sb.get(`/sale/product-offers/${offers[0].id}/parts?include=stock`)).stock.available;
    await stock(10, offers[0]);
    await sb.get("/sale/offers?limit=1");
    await fault("sell-after-read", { path: offers[0].id, value: "2" });
    assert.deepEqual([await parts(), await parts()], [10, 8]);
    await fault("sell-before-change", { path: offers[0].id, value: "3" });
    const { sold } = await now(offers[0]);
    assert.deepEqual(await outcomes("quantity-change", await gain(1, offers[0])), ["SUCCESS"]);
    assert.deepEqual([(await now(offers[0])).stock, (await now(offers[0])).sold], [6, sold + 3]);
  });

  test("documents of offers are odd, in lists and by themselves, until they are healed", async () => {
    const read = async () => [(await sb.get(`/sale/offers?offer.id=${offers[0].id}`)).offers[0], await sb.get(`/sale/product-offers/${offers[0].id}`)];
    await fault("offer-odd", { value: `${offers[0].id}/offer-status-unknown` });
    assert.deepEqual((await read()).map((o) => o.publication.status), ["TELEPORTED", "TELEPORTED"]);
    await fault("offer-odd", { value: `${offers[0].id}/offer-stock-null` });
    assert.deepEqual((await read()).map((o) => o.stock), [null, null]);
    await sb.control("/faults/clear", {});
    assert.deepEqual((await read()).map((o) => o.stock.available), [offers[0].stock, offers[0].stock]);
    await assert.rejects(fault("offer-odd", { value: "1/offer-stock-null" }));
  });
});
