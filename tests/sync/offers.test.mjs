// Offers, against the rehearsal Allegro.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";

// What Kram and the rehearsal say of an offer, in one form.
const stored = `SELECT offer_id, name, IFNULL(external_id, ''), status, IFNULL(price_minor, ''), IFNULL(available, ''), fulfillment
  FROM offer WHERE gone_at IS NULL ORDER BY offer_id`;

describe("offers come in", () => {
  let rig;
  const sync = () => rig.run("sync-offers", "--once");
  const clean = ({ code, stderr }) => assert.deepEqual([code, stderr], [0, ""]);
  const night = () => rig.sql("UPDATE walk SET next_at = '2000-01-01'; UPDATE offer SET seen_at = '2000-01-01'");
  const told = async () => (await rig.sandbox("/offers")).offers;
  const equal = async () => {
    const rows = (await told()).map((o) => [
      o.id,
      o.name,
      o.sku ?? "",
      o.status,
      o.price ? String(Math.round(o.price * 100)) : "",
      String(o.stock),
      o.fulfilment ? "1" : "0",
    ]);
    assert.deepEqual(await rig.sql(stored), rows.sort(([a], [b]) => (a < b ? -1 : 1)));
  };

  before(async () => (rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--orders", "20", "--seed", "7"] })));
  after(() => rig?.stop());

  test("all of them, each as it is, in few requests", async () => {
    await rig.sandbox("/effects/clear", {});
    clean(await sync());
    await equal();
    assert.ok((await told()).length >= 300);
    const { requests } = await rig.sandbox("/effects");
    assert.equal(Object.values(requests.searchOffersUsingGET).reduce((a, b) => a + b, 0), 1);
  });

  test("what another program changed is written down with both values, and nothing else is", async () => {
    const [one] = (await told()).filter((o) => o.status === "ACTIVE" && o.stock > 3);
    await rig.sandbox("/offers/change", { id: one.id, price: "77.70", stock: "2" });
    await night();
    clean(await sync());
    await equal();
    assert.deepEqual(await rig.sql("SELECT offer_id, field, after_value FROM offer_change ORDER BY field"), [
      [one.id, "price", "77.70 PLN"],
      [one.id, "stock", "2"],
    ]);
  });

  test("a list that breaks off lets nothing disappear", async () => {
    await night();
    await rig.sandbox("/faults", { kind: "page-empty", path: "/sale/offers", count: "1" });
    const { code } = await sync();
    assert.notEqual(code, 0);
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM offer WHERE gone_at IS NOT NULL OR reread_at IS NOT NULL"), [["0"]]);
    clean(await sync());
    await equal();
  });
});
