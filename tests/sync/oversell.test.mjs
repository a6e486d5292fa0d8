// R9: the last pieces are sold by two accounts and the shop's till at once (oversell.mjs). A few rounds;
// at full depth some thousands of sales.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { deep, seed } from "../depth.mjs";
import { market } from "./oversell.mjs";

const PRODUCTS = 6;
const PIECES = 4;
const MARKETS = deep ? 40 : 1;
const ROUNDS = deep ? 25 : 6; // by then nearly all is sold

describe("last pieces", () => {
  let world;
  before(async () => {
    world = await market(PRODUCTS, seed % 100000);
  });
  after(() => world?.rig.stop());

  for (let n = 0; n < MARKETS; n += 1) {
    test(`R9: sold in three places at once, none is sold twice but while its last sale was on its way (${n + 1})`, async () => {
      const { rig, roll } = world;
      const someBuy = async (most) => {
        for (let k = roll(most + 1); k > 0; k -= 1) await world.sell(roll(PRODUCTS));
      };
      await world.stock(PIECES);
      for (let round = 0; round < ROUNDS; round += 1) {
        await someBuy(6);
        await world.keep(() => someBuy(2));
      }
      // Nobody buys any more: twice round, and every number is that of the shelf.
      await world.keep();
      await world.keep();
      assert.deepEqual(world.late, [], "Allegro had been told of each piece that was sold twice");
      const free = (await rig.sql(`SELECT on_hand - reserved FROM stock_total WHERE product_id IN (${world.ids}) ORDER BY product_id`)).map(([one]) => Number(one));
      assert.deepEqual(free, world.left, "the ledger is the shelf");
      const shown = await world.shown();
      for (const [i, left] of world.left.entries()) {
        const both = shown.map((some) => some[i]);
        if (left >= 2) assert.deepEqual(both, [left, left]);
        else assert.deepEqual(both.sort(), [0, Math.max(left, 0)], "one offer keeps the last piece");
      }
      assert.match((await rig.must("kramctl", "stock", "check")).stdout, /all sums are those of their movements/);
      const window = Math.round(Math.max(0, ...world.lost));
      console.log(`        ${world.sales} sales, ${world.lost.length} of pieces that were gone, each within ${window} ms after the sale that took the last one`);
    });
  }
});
