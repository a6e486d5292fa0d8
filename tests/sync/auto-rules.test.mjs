// Allegro's own price rules: brought in, made, changed and deleted by a person's button, each once.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { member } from "../web/client.mjs";

describe("price rules at Allegro", () => {
  let rig, seller;

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "connect", "web"], sandbox: ["--orders", "1"] });
    seller = await member(rig, "sprzedaje", "seller");
  });
  after(() => rig?.stop());

  const sync = async () => {
    await rig.sql("UPDATE term_list SET next_at = '2000-01-01' WHERE kind = 'PRICING'");
    await rig.must("sync-terms", "--once");
  };
  const here = async () => (await rig.sql("SELECT name FROM term WHERE kind = 'PRICING' AND managed = 0 AND gone_at IS NULL ORDER BY name")).flat();
  const raw = async (name) => JSON.parse((await rig.sql(`SELECT raw FROM term WHERE name = '${name}'`))[0][0]);
  const id = async (name) => (await rig.sql(`SELECT term_id FROM term WHERE name = '${name}' AND gone_at IS NULL`))[0][0];
  const rule = { account: "1", type: "FOLLOW_BY_ALLEGRO_MIN_PRICE", change: "lower", value: "2,5", unit: "%" };
  const post = (url, fields) => seller.post(`/pricing/allegro${url}`, { batch: randomUUID(), account: "1", ...fields });
  const make = (name, fields = {}) => post("", { ...rule, name, ...fields });
  const push = async () => {
    await rig.sql("UPDATE outbox SET next_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE state IN ('NEW', 'SENT', 'UNKNOWN')");
    return rig.run("push-outbox", "--once");
  };
  const intent = async () => (await rig.sql("SELECT kind, state, IFNULL(reason, '') FROM outbox ORDER BY id DESC LIMIT 1"))[0];

  test("they come with the terms, and the page of prices lists them with their offers", async () => {
    await rig.must("sync-offers", "--once");
    await sync();
    assert.deepEqual(await rig.sql("SELECT COUNT(*), COUNT(DISTINCT title), SUM(managed) FROM term WHERE kind = 'PRICING'"), [["4", "4", "4"]]);
    const [[under]] = await rig.sql("SELECT COUNT(*) FROM offer WHERE rule_id IS NOT NULL");
    assert.ok(Number(under) > 0);
    const { body } = await seller.get("/pricing");
    assert.match(body, /Reguły cenowe Allegro/);
    assert.match(body, /najniższą ceną na rynku[^]*?Allegro\.pl/);
    assert.match((await seller.get(/href="(\/pricing\/allegro\/[0-9a-f]{24}[^"]*)"/.exec(body)[1].replaceAll("&amp;", "&"))).body, /nikt nie może jej zmienić/);
  });

  test("while the switch is off none can be made, and the page says so", async () => {
    assert.match((await seller.get("/pricing/allegro/new")).body, /przełącznik jest wyłączony/);
    assert.equal((await make("Moja")).status, 409);
    await rig.sql("INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, 'allegro-rule', 1, 't'), (1, 'allegro-rule-delete', 1, 't')");
    assert.match((await seller.get("/pricing/allegro/new")).body, /Dodaj w Allegro/);
  });

  test("one is made after the minute to undo it, with what is added as it was typed", async () => {
    assert.equal((await make("Moja")).status, 303);
    assert.match((await seller.get("/pricing")).body, /Reguły cenowe w Allegro/, "the banner that takes it back");
    await push();
    assert.deepEqual(await intent(), ["allegro-rule", "DONE", ""]);
    await sync();
    assert.deepEqual(await here(), ["Moja"]);
    assert.deepEqual((await raw("Moja")).configuration, { changeByPercentage: { operation: "SUBTRACT", value: "2.5" } });
    assert.equal((await make("W złotych", { change: "higher", value: "1,20", unit: "PLN" })).status, 303);
    await push();
    await sync();
    assert.deepEqual((await raw("W złotych")).configuration, { changeByAmount: { operation: "ADD", values: [{ amount: "1.20", currency: "PLN" }] } });
    assert.match((await seller.get("/pricing")).body, /o 1,20.zł wyżej/);
  });

  test("what Allegro would refuse is refused here", async () => {
    assert.equal((await make("")).status, 422);
    assert.equal((await make("Zła", { value: "dużo" })).status, 422);
    assert.equal((await make("Moja")).status, 409, "the name is taken");
    assert.equal((await make("x".repeat(34))).status, 400);
  });

  test("an answer that is lost makes no second one", async () => {
    await make("Zgubiona");
    await rig.sandbox("/faults", { kind: "drop-after", path: "/sale/price-automation/rules", count: "1" });
    await push();
    await rig.sandbox("/faults/clear", {});
    await push();
    assert.deepEqual(await intent(), ["allegro-rule", "DONE", ""]);
    await sync();
    assert.deepEqual(await here(), ["Moja", "W złotych", "Zgubiona"]);
  });

  test("it is renamed and keeps what is added; a name that another has is refused once", async () => {
    const one = await id("Moja");
    assert.equal((await post(`/${one}`, { name: "Nasza", change: "keep" })).status, 303);
    await push();
    await sync();
    assert.deepEqual((await raw("Nasza")).configuration, { changeByPercentage: { operation: "SUBTRACT", value: "2.5" } });
    assert.equal((await post(`/${one}`, { name: "Zgubiona", change: "keep" })).status, 303);
    await push();
    await push();
    assert.deepEqual((await intent()).slice(0, 2), ["allegro-rule", "FAILED"]);
  });

  test("one without offers is deleted, Allegro's own are not", async () => {
    const [[own]] = await rig.sql("SELECT term_id FROM term WHERE kind = 'PRICING' AND managed = 1 LIMIT 1");
    assert.equal((await post(`/${own}/delete`)).status, 409);
    const one = await id("Zgubiona");
    await rig.sql(`UPDATE offer SET rule_id = '${one}' WHERE rule_id IS NULL LIMIT 1`);
    assert.equal((await post(`/${one}/delete`)).status, 409, "an offer is under it");
    await rig.sql(`UPDATE offer SET rule_id = NULL WHERE rule_id = '${one}'`);
    assert.equal((await post(`/${one}/delete`)).status, 303);
    await push();
    assert.deepEqual(await intent(), ["allegro-rule-delete", "DONE", ""]);
    await sync();
    assert.deepEqual(await here(), ["Nasza", "W złotych"]);
  });
});
