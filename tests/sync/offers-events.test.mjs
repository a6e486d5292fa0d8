// The journal of offers, against the rehearsal Allegro.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";

const DOCUMENT = "getProductOffer";
const PARTS = "getPartialProductOffer";

describe("what happens to offers comes in", () => {
  let rig;
  const poll = () => rig.run("poll-offers", "--once");
  const clean = ({ code, stderr }) => assert.deepEqual([code, stderr], [0, ""]);
  const told = async () => (await rig.sandbox("/offers")).offers;
  const active = async () => (await told()).filter((o) => o.status === "ACTIVE" && o.stock > 3 && !o.fulfilment);
  const here = async (id) => (await rig.sql(`SELECT IFNULL(name, ''), IFNULL(status, ''), price_minor, available FROM offer WHERE offer_id = '${id}'`))[0];
  const there = async (id) => (await told()).filter((o) => o.id === id).map((o) => [o.name, o.status, String(Math.round(o.price * 100)), String(o.stock)])[0];
  const state = (id) => rig.sql(`SELECT state, is_dirty FROM offer_dirty WHERE offer_id = '${id}'`);
  const number = async (sql) => Number((await rig.sql(sql))[0][0]);

  /** How often an operation was asked for while `act` ran. */
  const asked = async (act) => {
    await rig.sandbox("/effects/clear", {});
    await act();
    const { requests } = await rig.sandbox("/effects");
    const sum = (name) => Object.values(requests[name] ?? {}).reduce((a, b) => a + b, 0);
    return { documents: sum(DOCUMENT), parts: sum(PARTS), events: sum("getOfferEvents"), names: Object.keys(requests) };
  };

  before(async () => (rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--orders", "20", "--offers", "60", "--seed", "7"] })));
  after(() => rig?.stop());

  test("an account that was never read has its whole list read", async () => {
    clean(await poll());
    assert.deepEqual(await rig.sql("SELECT reason, known_until IS NULL FROM offer_gap"), [["first", "1"]]);
    assert.equal(await number("SELECT COUNT(*) FROM walk WHERE name = 'offers' AND wanted_at IS NOT NULL AND read_to IS NULL"), 1);
    clean(await rig.run("sync-offers", "--once"));
    assert.equal(await number("SELECT COUNT(*) FROM offer"), (await told()).length);
  });

  test("the document of each that the list showed is read once", async () => {
    await rig.sql("UPDATE offer_sweep SET due_at = '2000-01-01' WHERE kind = 'unread'");
    clean(await poll()); // finds them
    clean(await poll()); // reads them
    assert.equal(await number("SELECT COUNT(*) FROM offer WHERE doc_at IS NULL"), 0);
    await rig.sql("UPDATE offer_sweep SET due_at = '2000-01-01' WHERE kind = 'unread'");
    const again = await asked(async () => (clean(await poll()), clean(await poll())));
    assert.deepEqual([again.documents, again.parts], [0, 0]);
  });

  test("a price or a stock is read by itself, anything else as a whole", async () => {
    const [one, two, three] = await active();
    await rig.sandbox("/offers/change", { id: one.id, price: "77.70", stock: "2" });
    await rig.sandbox("/offers/change", { id: two.id, name: "Kubek z nową nazwą" });
    await rig.sandbox("/offers/change", { id: three.id, stock: "1" });
    await rig.sandbox("/offers/change", { id: three.id, name: "Talerz z nową nazwą" });
    const requests = await asked(async () => clean(await poll()));
    assert.deepEqual([requests.documents, requests.parts], [2, 1], requests.names.join());
    for (const { id } of [one, two, three]) assert.deepEqual(await here(id), await there(id));
    assert.deepEqual(await rig.sql(`SELECT field, after_value FROM offer_change WHERE offer_id = '${one.id}' ORDER BY field`), [
      ["price", "77.70 PLN"],
      ["stock", "2"],
    ]);
  });

  test("what did not come about at once is tried again as it was", async () => {
    const [one] = await active();
    await rig.sandbox("/offers/change", { id: one.id, stock: "9" });
    await rig.sandbox("/faults", { kind: "500", path: "/sale/product-offers/*", count: "4" });
    const { code } = await poll();
    assert.notEqual(code, 0);
    assert.deepEqual((await state(one.id))[0][1], "1");
    await rig.sandbox("/faults/clear", {});
    await rig.sql("UPDATE offer_dirty SET next_try = '2000-01-01'");
    const requests = await asked(async () => clean(await poll()));
    assert.deepEqual([requests.documents, requests.parts], [0, 1]);
    assert.deepEqual(await here(one.id), await there(one.id));
  });

  test("an offer that ends is read as ended", async () => {
    const [one] = await active();
    await rig.sandbox("/offers/end", { id: one.id });
    clean(await poll());
    assert.equal((await here(one.id))[1], "ENDED");
  });

  test("what Allegro does not show any more is gone after three answers in an hour", async () => {
    const [one] = await active();
    await rig.sandbox("/offers/change", { id: one.id, name: "Znika" });
    await rig.sandbox("/faults", { kind: "404", path: `/sale/product-offers/${one.id}`, count: "3" });
    for (let i = 0; i < 3; i++) {
      clean(await poll());
      await rig.sql("UPDATE offer_dirty SET next_try = '2000-01-01', missing_since = missing_since - INTERVAL 30 MINUTE WHERE is_dirty = 1");
    }
    assert.deepEqual(await state(one.id), [["GONE", "0"]]);
    assert.equal(await number(`SELECT gone_at IS NOT NULL FROM offer WHERE offer_id = '${one.id}'`), 1);
    await rig.sandbox("/offers/change", { id: one.id, name: "Wraca" });
    clean(await poll());
    assert.deepEqual(await state(one.id), [["APPLIED", "0"]]);
    assert.deepEqual(await here(one.id), await there(one.id));
  });

  test("F5: after more than twenty hours of silence the journal goes on, and the list is read for it", async () => {
    const [one, two] = await active();
    await rig.sandbox("/offers/change", { id: one.id, stock: "8" });
    await rig.sql("UPDATE offer_cursor SET event_at = event_at - INTERVAL 21 HOUR, end_at = end_at - INTERVAL 21 HOUR");
    await rig.sql("UPDATE walk SET next_at = UTC_TIMESTAMP(3) + INTERVAL 1 DAY");
    clean(await poll());
    assert.deepEqual(await rig.sql("SELECT reason FROM offer_gap ORDER BY id"), [["first"], ["old"]]);
    assert.deepEqual(await here(one.id), await there(one.id));
    await rig.sandbox("/offers/change", { id: two.id, stock: "7" });
    await rig.sql("UPDATE offer SET available = 1"); // what was missed
    clean(await rig.run("sync-offers", "--once"));
    assert.deepEqual(await here(two.id), await there(two.id));
    const quiet = await asked(async () => clean(await rig.run("sync-offers", "--once")));
    assert.deepEqual(quiet.names, [], "once");
  });

  test("a list that is being read when more gets lost begins anew", async () => {
    await rig.sql("UPDATE walk SET walk_from = '2001-01-01', walk_to = UTC_TIMESTAMP(3), walk_skip = 59, walk_began = UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE, wanted_at = UTC_TIMESTAMP(3) WHERE name = 'offers'");
    await rig.sql("UPDATE offer SET available = 1");
    clean(await rig.run("sync-offers", "--once"));
    const wrong = (await told()).filter((o) => o.stock !== 1);
    for (const o of wrong.slice(0, 5)) assert.deepEqual(await here(o.id), await there(o.id));
  });

  test("events that are repeated, swapped or late change nothing but what they tell of", async () => {
    const [one, two] = await active();
    await rig.sandbox("/faults", { kind: "event-repeat-new-id", path: "OFFER*", count: "1" });
    await rig.sandbox("/faults", { kind: "event-withhold", path: "OFFER*", value: "60000", count: "1" });
    await rig.sandbox("/offers/change", { id: one.id, price: "11.10" });
    await rig.sandbox("/offers/change", { id: two.id, price: "12.20" });
    clean(await poll());
    await rig.sandbox("/clock", { hours: "1" });
    await rig.sql("UPDATE offer_sweep SET due_at = '2000-01-01', position = NULL WHERE kind = 'overlap'");
    await rig.sql("UPDATE offer_trail SET at = at - INTERVAL 3 HOUR");
    clean(await poll());
    clean(await poll());
    for (const { id } of [one, two]) assert.deepEqual(await here(id), await there(id));
  });
});
