// Producers and persons entered at Allegro by a person's button: once, whatever happens on the way.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { member } from "../web/client.mjs";

describe("entries of registers", () => {
  let rig, seller;

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "connect", "web"], sandbox: ["--orders", "1"] });
    seller = await member(rig, "sprzedaje", "seller");
    await rig.must("sync-terms", "--once");
  });
  after(() => rig?.stop());

  const entry = { account: "1", kind: "producer", title: "Nowy sp. z o.o.", street: "Polna 1", post_code: "00-001", city: "Warszawa", country: "PL", email: "gpsr@nowy.example" };
  const add = (name, fields = {}) => seller.post("/producers/new", { ...entry, name, batch: randomUUID(), ...fields });
  const page = async (kind = "producer") => (await seller.get(`/producers/new?account=1&kind=${kind}`)).body;
  const push = async () => {
    await rig.sql("UPDATE outbox SET next_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE state IN ('NEW', 'SENT', 'UNKNOWN')");
    return rig.run("push-outbox", "--once");
  };
  const intent = async () => (await rig.sql("SELECT state, IFNULL(reason, '') FROM outbox ORDER BY id DESC LIMIT 1"))[0];
  const there = async (name) => (await rig.sandbox("/terms")).terms.filter((one) => one.name === name && one.seller === "kram_demo").length;
  const fault = (kind, count = "1", path = "/sale/responsible-producers") => rig.sandbox("/faults", { kind, path, count });
  const heal = () => rig.sandbox("/faults/clear", {});
  const sync = () => rig.must("sync-terms", "--once");

  test("while the switch is off nothing can be entered, and the page says so", async () => {
    assert.match(await page(), /przełącznik jest wyłączony/);
    assert.equal((await add("Wyłączony")).status, 409);
    await rig.sql("INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, 'producer-new', 1, 't'), (1, 'person-new', 1, 't')");
    assert.match(await page(), /Dodaj w Allegro/);
  });

  test("what was typed goes to Allegro after the minute to undo it, and can be chosen then", async () => {
    assert.equal((await add("  Nowy   producent ")).status, 303);
    assert.equal(await there("Nowy producent"), 0, "not at once");
    await push();
    assert.deepEqual(await intent(), ["DONE", ""]);
    assert.equal(await there("Nowy producent"), 1);
    await sync();
    assert.deepEqual(await rig.sql("SELECT title, street, post_code, city, country, email, phone IS NULL FROM term WHERE name = 'Nowy producent'"),
      [["Nowy sp. z o.o.", "Polna 1", "00-001", "Warszawa", "PL", "gpsr@nowy.example", "1"]]);
    assert.deepEqual(await rig.sql("SELECT SUBSTRING_INDEX(actor, '@', 1), action FROM audit WHERE action LIKE 'producer-new.%' ORDER BY id"), [["sprzedaje", "producer-new.decided"], ["push-outbox", "producer-new.confirmed"]]);
  });

  test("a person too, whose entry is answered with 200", async () => {
    assert.equal((await add("Nowa osoba", { kind: "person", country: "CN" })).status, 422, "lives in the Union");
    assert.equal((await add("Nowa osoba", { kind: "person" })).status, 303);
    await push();
    assert.deepEqual(await intent(), ["DONE", ""]);
    assert.equal(await there("Nowa osoba"), 1);
  });

  test("undone within the minute, nothing is entered", async () => {
    await add("Cofnięty");
    const [[batch]] = await rig.sql("SELECT batch FROM outbox ORDER BY id DESC LIMIT 1");
    assert.equal((await seller.post("/undo", { batch })).status, 303);
    await push();
    assert.equal(await there("Cofnięty"), 0);
  });

  test("a name that the register has is not entered again", async () => {
    assert.equal((await add("Polar")).status, 409);
    await push();
    assert.equal(await there("Polar"), 1);
  });

  test("a name that somebody gave at Allegro meanwhile is not entered again: a person decides, or it was the same", async () => {
    await add("Z panelu Allegro");
    await rig.sandbox("/terms/create", { kind: "PRODUCER", name: "Z panelu Allegro" });
    await push();
    assert.equal(await there("Z panelu Allegro"), 1);
    assert.deepEqual(await intent(), ["HELD", "changed"]);
    await rig.sql("UPDATE outbox SET next_at = UTC_TIMESTAMP(3) WHERE state = 'HELD'");
    const [[id, version]] = await rig.sql("SELECT id, version FROM outbox WHERE state = 'HELD'");
    await sync();
    await seller.post(`/outbox/${id}/release`, { version });
    await push();
    assert.equal(await there("Z panelu Allegro"), 1, "on the way again it is known to be there");
    assert.deepEqual(await intent(), ["FAILED", "exists"]);
  });

  test("while the register cannot be read nothing is sent at all", async () => {
    await add("Później");
    await fault("503", "-1", "GET /sale/responsible-producers");
    await push();
    assert.equal((await rig.sandbox("/effects")).terms.PRODUCER?.["Później"] ?? 0, 0);
    assert.equal((await intent())[0], "NEW");
    await heal();
    await push();
    assert.deepEqual(await intent(), ["DONE", ""]);
  });

  test("the same form sent twice is one entry", async () => {
    const batch = randomUUID();
    await add("Podwójny", { batch });
    await add("Podwójny", { batch });
    await push();
    await push();
    assert.equal(await there("Podwójny"), 1);
  });

  for (const kind of ["drop-after", "reset-after", "truncate"]) {
    test(`the answer is lost after it was entered (${kind}): found in the list by its name, not entered again`, async () => {
      await add(`Zgubiony ${kind}`);
      await fault(kind, "1", "POST /sale/responsible-producers");
      await push();
      await heal();
      await push();
      assert.deepEqual(await intent(), ["DONE", ""]);
      assert.equal(await there(`Zgubiony ${kind}`), 1);
    });
  }

  test("the request is lost before it was entered: sent again, once the list has shown that it is not there", async () => {
    await add("Niedoszły");
    await fault("drop-before", "1", "POST /sale/responsible-producers");
    await push();
    assert.equal(await there("Niedoszły"), 0);
    await heal();
    await push();
    await push();
    assert.deepEqual(await intent(), ["DONE", ""]);
    assert.equal(await there("Niedoszły"), 1);
  });

  test("while the list cannot be had nothing is sent a second time", async () => {
    await add("Niepewny");
    await fault("drop-after", "1", "POST /sale/responsible-producers");
    await push();
    await fault("503", "-1", "GET /sale/responsible-producers");
    for (let i = 0; i < 2; i += 1) await push();
    assert.equal((await intent())[0], "UNKNOWN");
    assert.equal(await there("Niepewny"), 1);
    await heal();
    await push();
    assert.deepEqual(await intent(), ["DONE", ""]);
    assert.equal(await there("Niepewny"), 1);
  });

  test("what Allegro refuses is told with its words, and can be entered anew", async () => {
    await add("Odrzucony");
    await fault("422", "1", "POST /sale/responsible-producers");
    await push();
    assert.equal((await intent())[0], "FAILED");
    await heal();
    assert.equal((await add("Odrzucony")).status, 303);
    await push();
    assert.equal(await there("Odrzucony"), 1);
  });

  test("what is missing is told at the form, and nothing typed is lost", async () => {
    for (const [field, value, reason] of [["email", "", /adres e-mail albo formularz/], ["country", "Pl", /wielkie litery/], ["street", "", /Brakuje ulicy/]]) {
      const { status, body } = await add("Niepełny", { [field]: value });
      assert.equal(status, 422, field);
      assert.match(body, reason);
      assert.match(body, /name="name" value="Niepełny"/);
    }
  });
});
