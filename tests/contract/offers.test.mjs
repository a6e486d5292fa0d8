// What would be sent of products that are ready, made so as a seller does it, against Allegro's
// description: cards of the catalogue and products made with their offer.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { member } from "../web/client.mjs";
import { OpenApi } from "./openapi.mjs";

const path = process.env.KRAM_OPENAPI;
const skip = path ? false : "openapi.yaml is not here (KRAM_OPENAPI)";
const schema = { $ref: "#/components/schemas/SaleProductOfferRequestV1" };
const plain = { "&quot;": '"', "&lt;": "<", "&gt;": ">", "&#39;": "'", "&amp;": "&" };

describe("what would be sent", { skip }, () => {
  let rig, seller, openapi;

  before(async () => {
    openapi = await OpenApi.load(path);
    rig = await startRig({ parts: ["sandbox", "connect", "web"], sandbox: ["--orders", "1"] });
    seller = await member(rig, "szef", "seller");
    await rig.must("sync-categories", "--once");
    await rig.must("sync-terms", "--once");
    const file = join(rig.dir, "sklep.csv");
    writeFileSync(file, await (await fetch(`${rig.sandboxUrl}/sandbox/shop.csv?n=60`)).text());
    await rig.must("kramctl", "products", "import", file, "--profile", "Sklep", "--auto");
    await rig.must("import-products", "--once");
    await rig.sql("UPDATE product SET vat = IF(id % 2, 2300, -1)"); // which the shop's file does not tell; -1 is exempt
    await rig.sql("DELETE FROM request_bucket WHERE name = 'products'"); // what a full one holds is asked at once
    await rig.must("match-products", "--once");
    await rig.must("check-products", "--once");
  });
  after(() => rig?.stop());

  const check = () => rig.must("check-products", "--once");
  const column = async (sql) => (await rig.sql(sql)).map(([value]) => value);
  const term = async (kind, name = "") => (await column(`SELECT term_id FROM term WHERE kind = '${kind}' AND name LIKE '${name}%' LIMIT 1`))[0];

  /** What a seller says once: terms, who answers for each brand, categories, the state of the goods. */
  async function decide() {
    await seller.get("/terms");
    const terms = { shipping: await term("SHIPPING"), returns: await term("RETURNS"), implied: await term("IMPLIED") };
    const place = { handling: "PT24H", invoice: "VAT", province: "WIELKOPOLSKIE", country: "PL", post_code: "61-867", city: "Poznań" };
    assert.equal((await seller.post("/terms/1", { version: "0", ...terms, ...place })).status, 303);
    const polish = { producer: await term("PRODUCER", "Polar"), safety: "Nie zostawiać dzieciom <3 lat & \"zwierzętom\"." };
    const foreign = { producer: await term("PRODUCER", "Shenzhen"), person: await term("PERSON"), safety: "Uwaga: gorące." };
    const brands = await column("SELECT DISTINCT subject FROM ready_mark WHERE kind IN ('producer', 'safety')");
    for (const [i, brand] of brands.entries())
      assert.equal((await seller.post("/producers/brand", { account: "1", brand, seen: "0", ...(i % 2 ? polish : foreign) })).status, 303, brand);
    const keys = (await column("SELECT DISTINCT shop_key FROM product WHERE category IS NOT NULL")).map((key) => ["id", key]);
    const looked = await seller.post("/mapping/categories", new URLSearchParams([["act", "accept"], ...keys]));
    const picks = [...looked.body.matchAll(/name="pick" value="([^"]+)"/g)].map(([, pick]) => ["pick", pick]);
    assert.equal((await seller.post("/mapping/categories", new URLSearchParams([["act", "keep"], ...picks]))).status, 303);
    await check();
    await rig.must("sync-categories", "--once"); // the parameters of those
    await check();
    const [category] = await column("SELECT c.category_id FROM category_param c JOIN product_ready r ON r.category_id = c.category_id WHERE c.param_id = '11323' LIMIT 1");
    const rule = `/mapping/params/${category}/11323`;
    const answer = await seller.post(rule, { act: "keep", source: "fixed", "id:11323": "11323_1", everywhere: "1", seen: "0" });
    assert.equal(answer.status, 303, answer.body);
    await check();
  }

  /** What the page of a product says would be sent. */
  async function offer(id) {
    const page = await seller.get(`/products/${id}/allegro`);
    return JSON.parse(/<pre[^>]*>([^<]*)<\/pre>/.exec(page.body)[1].replace(/&(quot|lt|gt|amp|#39);/g, (sign) => plain[sign]));
  }

  /** What Allegro's description finds in them; none is empty. */
  async function problems(ids) {
    const found = [];
    for (const id of ids) {
      const body = await offer(id);
      const all = [...openapi.validate(schema, body), ...openapi.unknownFields(schema, body).map((at) => `${at} is not declared`)];
      found.push(...all.map((problem) => `product ${id}: ${problem}`));
    }
    return found;
  }

  test("a product that is ready, with all that a seller decided, agrees with Allegro's description", async () => {
    await decide();
    const ready = await column("SELECT product_id FROM product_ready WHERE state = 'ready' ORDER BY product_id LIMIT 20");
    const left = await rig.sql("SELECT kind, subject, n FROM ready_mark WHERE n > 0 AND kind NOT IN ('shop', 'target')");
    assert.ok(ready.length > 9, `${ready.length} ready: ${JSON.stringify(left)}`);
    assert.deepEqual(await problems(ready), []);
    const body = await offer(ready.find((id) => id % 2));
    for (const part of ["productSet", "name", "category", "images", "description", "sellingMode", "stock", "delivery", "afterSalesServices", "location", "payments", "taxSettings", "external"])
      assert.ok(body[part], part);
    assert.ok(body.productSet[0].responsibleProducer.id);
  });

  test("a product that no card of the catalogue is, made with its offer, agrees with it too", async () => {
    const made = await column(`SELECT r.product_id FROM product_ready r WHERE r.origin <> 'card' AND r.category_id > '' AND NOT EXISTS (SELECT 1 FROM product_mark p
      JOIN ready_mark m ON m.id = p.mark_id WHERE p.product_id = r.product_id AND m.kind IN ('text', 'price', 'stock', 'image', 'producer', 'safety')) LIMIT 20`);
    assert.ok(made.length > 0);
    assert.deepEqual(await problems(made), []);
    const products = await Promise.all(made.map(async (id) => (await offer(id)).productSet[0].product));
    assert.ok(products.some(({ id, name, images }) => !id && name && images), JSON.stringify(products));
  });
});
