// What sellers have at Allegro to choose from, against the rehearsal Allegro.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";

const clean = ({ code, stderr }) => assert.deepEqual([code, stderr], [0, ""]);

describe("terms", () => {
  let rig;

  before(async () => (rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--orders", "1"] })));
  after(() => rig?.stop());

  const sync = (...args) => rig.run("sync-terms", "--once", ...args);
  const told = async () => (await rig.sandbox("/terms")).terms.filter((one) => one.seller === "kram_demo").map(({ id, kind, name }) => [kind, id, name]).sort();
  const stored = async () => (await rig.sql("SELECT kind, term_id, name FROM term WHERE gone_at IS NULL AND kind <> 'PRICING'")).sort();
  const again = () => rig.sql("UPDATE term_list SET next_at = '2000-01-01'");
  const id = async (kind) => (await told()).find((one) => one[0] === kind)[1];
  const asked = async () => Object.values((await rig.sandbox("/effects")).requests).flatMap((one) => Object.values(one)).reduce((a, b) => a + b, 0);

  test("every list comes, each thing as it is there, and none is asked with what it does not know", async () => {
    assert.equal((await sync("--dry-run")).code, 0);
    assert.deepEqual(await stored(), [], "a dry run writes nothing");
    clean(await sync());
    assert.deepEqual(await stored(), await told());
    assert.deepEqual((await rig.sandbox("/effects")).unknownQuery, {});
    const [producer] = await rig.sql("SELECT title, street, post_code, city, country, email FROM term WHERE name = 'Shenzhen Bright'");
    assert.deepEqual(producer, ["Shenzhen Bright Co. Ltd.", "88 Nanshan Road", "518000", "Shenzhen", "CN", "gpsr@bright.example"]);
    assert.deepEqual(await rig.sql("SELECT reach, IFNULL(period, '') FROM term WHERE kind = 'RETURNS' ORDER BY name"), [["DISABLED", ""], ["FULL", "P14D"], ["FULL", "P30D"]]);
    assert.deepEqual(await rig.sql("SELECT name FROM term WHERE managed = 1 AND kind = 'SHIPPING'"), [["Allegro Delivery"]]);
    assert.equal(JSON.parse((await rig.sql("SELECT raw FROM term WHERE name = 'Shenzhen Bright'"))[0][0]).producerData.address.city, "Shenzhen");
  });

  test("nothing is asked again before a day is over", async () => {
    await rig.sandbox("/effects/clear", {});
    clean(await sync());
    assert.equal(await asked(), 0);
  });

  test("what changes there changes here, what goes is marked, and comes back", async () => {
    const gone = await id("RETURNS");
    await rig.sandbox("/terms/rename", { id: await id("SHIPPING"), name: "Kurier 24" });
    await rig.sandbox("/terms/create", { kind: "PERSON", name: "Nowa osoba" });
    await rig.sandbox("/terms/remove", { id: gone });
    await again();
    clean(await sync());
    assert.deepEqual(await stored(), await told());
    assert.deepEqual(await rig.sql(`SELECT gone_at IS NOT NULL FROM term WHERE term_id = '${gone}'`), [["1"]]);
    await rig.sandbox("/terms/remove", { kind: "PRODUCER" });
    await again();
    clean(await sync());
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM term WHERE kind = 'PRODUCER' AND gone_at IS NULL"), [["0"]], "an empty list is one");
  });

  test("a list that does not come takes nothing away and holds up no other", async () => {
    await rig.sandbox("/faults", { kind: "503", path: "/sale/shipping-rates", count: "-1" });
    await rig.sandbox("/terms/create", { kind: "WARRANTY", name: "Nowa gwarancja" });
    await again();
    assert.equal((await sync()).code, 75);
    assert.deepEqual(await stored(), await told());
    assert.match((await rig.sql("SELECT problem FROM term_list WHERE kind = 'SHIPPING'"))[0][0], /503/);
    await rig.sandbox("/faults/clear", {});
    await again();
    clean(await sync());
    assert.deepEqual(await rig.sql("SELECT kind FROM term_list WHERE problem IS NOT NULL"), []);
  });

  test("answers of another shape take nothing away", async () => {
    const before = await stored();
    for (const kind of ["json-200", "html-200", "null-lists-200", "empty-200"]) {
      await rig.sandbox("/faults", { kind, path: "/sale/responsible-persons", count: "1" });
      await again();
      await sync();
      assert.deepEqual(await stored(), before, kind);
    }
    await rig.sandbox("/faults/clear", {});
    await again();
    clean(await sync());
  });

  test("without the permission nothing is asked", async () => {
    await again();
    await rig.sandbox("/effects/clear", {});
    await rig.sql("UPDATE account SET scopes = REPLACE(scopes, 'allegro:api:sale:settings:read', '')");
    clean(await sync());
    assert.equal(await asked(), 1, "price rules need another one");
    await again();
    await rig.sandbox("/effects/clear", {});
    await rig.sql("UPDATE account SET scopes = REPLACE(scopes, 'allegro:api:sale:offers:read', '')");
    clean(await sync());
    assert.equal(await asked(), 0);
  });
});
