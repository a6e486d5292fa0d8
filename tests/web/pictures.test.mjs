// Pictures on pages: own copies under addresses that never change, an empty place where there is none.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { Client, member, roles } from "./client.mjs";

const GIF = Buffer.from("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b", "hex");
const NAME = "246123456";
const source = (name) => `/pictures/${name}`;

describe("pictures", () => {
  let rig;
  const clients = {};

  before(async () => {
    rig = await startRig({ parts: ["sandbox", "web", "connect"], sandbox: ["--orders", "3"] });
    await rig.must("poll-orders", "--once");
    await rig.must("sync-offers", "--once");
    for (const role of roles) clients[role] = await member(rig, role);
    await rig.sql(`INSERT INTO picture_content (id, digest, media, width, height, bytes) VALUES (${NAME}, REPEAT('x', 16), 'image/gif', 1, 1, x'${GIF.toString("hex")}')`);
  });
  after(() => rig?.stop());

  const paths = async () => {
    const [[order]] = await rig.sql("SELECT o.form_id FROM orders o JOIN order_line l ON l.order_id = o.id ORDER BY o.id LIMIT 1");
    const [[offer]] = await rig.sql("SELECT offer_id FROM offer ORDER BY id LIMIT 1");
    const [[product]] = await rig.sql("SELECT MIN(id) FROM product");
    return ["/orders?view=all", `/orders/${order}`, "/offers?view=all", `/offers/${offer}`, "/matching", "/products", `/products/${product}`];
  };

  test("a page without a copy shows an empty place, and a browser asks for nothing", async () => {
    await rig.sql(`INSERT INTO product (sku, name, words) SELECT 'P-1', 'Rzecz', ' rzecz';
      INSERT INTO stock_link (account_id, offer_id, product_id, pieces, actor) SELECT account_id, offer_id, (SELECT MIN(id) FROM product), 1, 'test' FROM offer ORDER BY id LIMIT 1;
      UPDATE offer SET matching = 'conflict' ORDER BY id LIMIT 3`);
    for (const path of await paths()) {
      const { status, body } = await clients.seller.get(path);
      assert.equal(status, 200, path);
      assert.match(body, /<i class="pic"><\/i>/, path);
      assert.doesNotMatch(body, /\/pictures\//, path);
    }
  });

  test("once there are copies, every page shows them: small, late, and named by what stands beside them", async () => {
    await rig.sql(`INSERT IGNORE INTO picture (account_id, address, content_id) SELECT account_id, image, ${NAME} FROM offer WHERE image IS NOT NULL;
      INSERT IGNORE INTO offer (account_id, offer_id, image, words, changed_at, seen_at) SELECT l.account_id, l.offer_id, 'https://a.allegroimg.example/original/11/x', '', NOW(), NOW() FROM order_line l;
      INSERT IGNORE INTO picture (account_id, address, content_id) SELECT account_id, image, ${NAME} FROM offer WHERE image IS NOT NULL`);
    for (const path of await paths()) {
      const { body } = await clients.seller.get(path);
      const found = body.match(/<img class="pic"[^>]*>/g) ?? [];
      assert.ok(found.length, path);
      for (const one of found) for (const part of [`src="${source(NAME)}"`, 'alt=""', 'width="40"', 'height="40"', 'loading="lazy"']) assert.ok(one.includes(part), `${path}: ${one}`);
    }
  });

  test("each role gets it, of its own kind, to be kept for good; a stranger does not", async () => {
    for (const role of roles) {
      const { status, headers } = await clients[role].get(source(NAME));
      assert.equal(status, 200, role);
      assert.equal(headers["content-type"], "image/gif");
      assert.equal(headers["cache-control"], "private, max-age=31536000, immutable");
      assert.equal(headers["x-content-type-options"], "nosniff");
      assert.match(headers["content-security-policy"], /default-src 'none'/);
      assert.equal(headers["content-length"] ?? String(GIF.length), String(GIF.length));
    }
    const stranger = await new Client(rig.baseUrl).get(source(NAME));
    assert.equal(stranger.status, 303);
    assert.equal(stranger.headers["cache-control"], "no-store");
  });

  test("the page of a product says which pictures of the shop are left out of an offer, each at its place", async () => {
    await rig.sql("INSERT INTO product (sku, name, words, images) VALUES ('P-2', 'Rzecz', ' rzecz', 'https://sklep.example/1.jpg\nobrazki/2.jpg\nhttps://sklep.example/1.jpg\nhttps://nas.local/<4>.jpg')");
    const { body } = await clients.seller.get(`/products/${(await rig.sql("SELECT id FROM product WHERE sku = 'P-2'"))[0][0]}`);
    const lines = [...body.matchAll(/<li><span class="wrap mono">([^<]*)<\/span>(?:<span class="sub tone-warn"><svg[^]*?<\/svg> ([^<]*)<\/span>)?<\/li>/g)].map(([, address, why]) => [address, why]);
    assert.deepEqual(lines, [
      ["https://sklep.example/1.jpg", undefined],
      ["obrazki/2.jpg", "pominięte: Allegro nie otworzy tego adresu"],
      ["https://sklep.example/1.jpg", "pominięte: to zdjęcie już jest na liście"],
      ["https://nas.local/&lt;4&gt;.jpg", "pominięte: Allegro nie otworzy tego adresu"],
    ]);
  });

  test("a number that nothing has is not found, and that is not kept", async () => {
    for (const name of ["1", "0", "18446744073709551616", "x", "%27"]) {
      const { status, headers } = await clients.viewer.get(source(name));
      assert.equal(status, 404, name);
      assert.equal(headers["cache-control"], "no-store", name);
    }
  });
});
