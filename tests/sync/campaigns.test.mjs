// Offers in programmes of Allegro's: all of them and no other are known, and what cannot be read says so.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";

describe("offers in campaigns", () => {
  let rig;

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--orders", "1"] });
    await rig.must("sync-offers", "--once");
  });
  after(() => rig?.stop());

  const there = async () => (await rig.sandbox("/offers")).offers.filter(({ campaign }) => campaign).map(({ id }) => id).sort();
  const here = async () => (await rig.sql("SELECT DISTINCT offer_id FROM offer_campaign WHERE gone_at IS NULL ORDER BY offer_id")).flat();
  const again = () => rig.sql("UPDATE campaign_list SET next_at = '2000-01-01'");

  test("they are read from all three lists", async () => {
    await rig.must("sync-campaigns", "--once");
    assert.deepEqual(await here(), await there());
    assert.deepEqual((await rig.sql("SELECT DISTINCT kind FROM offer_campaign ORDER BY kind")).flat(), ["badge", "discount", "prices"]);
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM campaign_list WHERE read_at IS NOT NULL AND problem IS NULL"), [["3"]]);
  });

  test("within the hour nothing is asked again", async () => {
    const before = (await rig.sql("SELECT read_at FROM campaign_list ORDER BY kind")).flat();
    await rig.must("sync-campaigns", "--once");
    assert.deepEqual((await rig.sql("SELECT read_at FROM campaign_list ORDER BY kind")).flat(), before);
  });

  test("what a list does not show takes part no more, and what is over in it neither", async () => {
    await rig.sql("INSERT INTO offer_campaign (account_id, offer_id, kind, campaign_id, seen_at) VALUES (1, '1', 'badge', 'old', '2026-01-01')");
    await again();
    await rig.must("sync-campaigns", "--once");
    assert.deepEqual(await here(), await there());
    assert.deepEqual(await rig.sql("SELECT gone_at IS NOT NULL FROM offer_campaign WHERE offer_id = '1'"), [["1"]]);
  });

  test("a consent without the permission asks nothing", async () => {
    await again();
    const [[scopes]] = await rig.sql("SELECT scopes FROM account WHERE id = 1");
    await rig.sql("UPDATE account SET scopes = REPLACE(scopes, 'allegro:api:campaigns', '') WHERE id = 1");
    await rig.must("sync-campaigns", "--once");
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM campaign_list WHERE next_at < UTC_TIMESTAMP(3)"), [["3"]]);
    await rig.sql(`UPDATE account SET scopes = '${scopes}' WHERE id = 1`);
  });
});
