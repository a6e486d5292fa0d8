// What the catalogue of the rehearsal knows of the shop's products, and what Kram made of it.
import assert from "node:assert/strict";

const same = (a, b) => (a ?? "").toLowerCase() === (b ?? "").toLowerCase();

/** What must be answered for a product: by which number, how many cards it may be, which it is. */
function expected({ ean, mpn, brand }, cards) {
  const byEan = ean ? cards.filter((card) => card.ean === ean) : [];
  if (byEan.length) return ["GTIN", String(byEan.length), byEan.length === 1 ? byEan[0].id : "NULL"];
  const byMpn = mpn ? cards.filter((card) => same(card.mpn, mpn) && (!brand || same(card.brand, brand))) : [];
  if (!byMpn.length) return ["", "0", "NULL"];
  return ["MPN", String(byMpn.length), byMpn.length === 1 && brand ? byMpn[0].id : "NULL"];
}

/** Every product that has a number was asked for, and is what the catalogue says. */
export async function matchedAlike(rig) {
  const { products: cards } = await rig.sandbox("/products");
  const known = (text) => (text === "NULL" ? null : text);
  const shop = (await rig.sql("SELECT id, ean, mpn, brand FROM product WHERE gone_since IS NULL AND (ean IS NOT NULL OR mpn IS NOT NULL) ORDER BY id"))
    .map(([id, ean, mpn, brand]) => ({ id, ean: known(ean), mpn: known(mpn), brand: known(brand) }));
  assert.deepEqual(
    await rig.sql("SELECT product_id, mode, found, IFNULL(card_id, 'NULL') FROM catalogue_answer ORDER BY product_id"),
    shop.map((product) => [product.id, ...expected(product, cards)]),
  );
  assert.deepEqual(await rig.sql("SELECT product_id FROM catalogue_answer WHERE problem IS NOT NULL"), []);
  await countedAlike(rig);
}

/** The proposals of each shop category are the sum of its answers. */
async function countedAlike(rig) {
  const count = `SELECT p.shop_key, c.category_id, COUNT(*) FROM product p JOIN catalogue_answer a ON a.product_id = p.id AND a.mode = 'GTIN'
    JOIN catalogue_card c ON c.card_id = a.card_id AND c.gone_at IS NULL WHERE p.gone_since IS NULL AND p.shop_key IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`;
  assert.deepEqual(await rig.sql("SELECT shop_key, category_id, votes FROM category_proposal WHERE origin = 'EAN' ORDER BY 1, 2"), await rig.sql(count));
  assert.deepEqual(await rig.sql("SELECT shop_key FROM category_evidence WHERE recount = 1"), []);
}
