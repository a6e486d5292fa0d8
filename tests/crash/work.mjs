// What each job is given to do before it is killed, and what must be true once it was started again.
// A job that is not named here gets new orders to live with, and nothing may happen to them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { matchedAlike } from "../sync/matching.mjs";
import { arm as armOffers, plain, plan, planned, push as pushAll, truth } from "../sync/offer-writes.mjs";
import { assertConsistent, assertEqualsTruth } from "../sync/orders.mjs";
import { arm, decide, intent, settable, settle } from "../sync/outbox.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Purchases, one of them corrected, one cancelled: a page of events that touch each other. */
async function life(rig) {
  const { orders } = await rig.sandbox("/buy", { n: "2" });
  await rig.sandbox("/modify", { id: orders[0] });
  const { orders: unpaid } = await rig.sandbox("/buy", { stage: "filled-in" });
  await rig.sandbox("/cancel", { id: unpaid[0] });
}

async function agree(rig) {
  await assertEqualsTruth(rig);
}

/** As if this account had never been imported. */
async function forget(rig) {
  rig.forgetting ??= (
    await rig.sql(`SELECT CONCAT('DELETE FROM \`', table_name, '\`') FROM information_schema.tables
      WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND (table_name LIKE 'order%' OR table_name LIKE 'stock%' AND table_name <> 'stock_place')`)
  ).map(([sql]) => sql);
  await rig.sql(["SET foreign_key_checks = 0", ...rig.forgetting].join(";"));
}

/** Half a day passes: tokens are late in their life, and one may ask for new ones again. */
const old = (rig) =>
  rig.sql(`UPDATE token_version t JOIN account a ON a.id = t.account_id AND a.token_gen = t.gen
    SET t.obtained_at = t.obtained_at - INTERVAL 11 HOUR, t.expires_at = t.expires_at - INTERVAL 11 HOUR;
    UPDATE token_attempt SET sent_at = sent_at - INTERVAL 13 HOUR, ended_at = ended_at - INTERVAL 13 HOUR`);

/** The chain of tokens holds: the account is connected and its tokens still can be exchanged. */
async function chainHolds(rig) {
  assert.deepEqual(await rig.sql("SELECT DISTINCT state FROM account"), [["CONNECTED"]]);
  await old(rig);
  await rig.must("refresh-tokens", "--once");
  assert.deepEqual(await rig.sql("SELECT DISTINCT state FROM account"), [["CONNECTED"]]);
}

/** An order of yesterday that the journal never tells of. */
async function untold(rig) {
  await rig.sandbox("/faults", { kind: "event-lose", count: "3" });
  await rig.sandbox("/buy", {});
}

/** A change of status that a person has decided and that may leave at once. */
async function decided(rig) {
  if (!rig.settable?.length) {
    await arm(rig);
    await rig.sandbox("/buy", { n: "30", kind: "courier" });
    await rig.must("poll-orders", "--once");
    rig.settable = await settable(rig);
  }
  rig.order = rig.settable.pop();
  await decide(rig, rig.order, "PROCESSING");
}

/** It was made once, and Kram knows that it was. */
async function madeOnce(rig) {
  const { fulfilmentCount } = await rig.sandbox("/effects");
  assert.equal(fulfilmentCount[rig.order], 1);
  assert.equal((await intent(rig, rig.order)).state, "DONE");
}

/** Ratings of all kinds: new, edited, taken back, and one that is wished for by itself. */
async function rated(rig) {
  const [{ id: order }] = (await rig.sandbox("/truth")).orders;
  for (let i = 0; i < 3; i += 1) await rig.sandbox("/rate", { order, recommended: "no", comment: `Ocena ${i}`, "days-ago": String(i) });
  const { ratings } = await rig.sandbox("/ratings");
  await rig.sandbox("/ratings/edit", { id: ratings.at(-1).id, comment: "Inaczej" });
  if (ratings.length > 3) await rig.sandbox("/ratings/withdraw", { id: ratings[0].id });
  await rig.sql("UPDATE walk SET next_at = '2000-01-01', swept_at = swept_at - INTERVAL 1 DAY");
  await rig.sql("UPDATE rating SET seen_at = '2000-01-01', reread_at = IF(id % 2, UTC_TIMESTAMP(3), NULL)");
}

/** Kram has the ratings Allegro shows, each as it is, and knows which it does not show. */
async function ratedAlike(rig) {
  await rig.must("sync-ratings", "--once"); // what the walk did not meet is asked for by itself
  const told = (await rig.sandbox("/ratings")).ratings.map(({ id, comment }) => [id, comment]).sort();
  assert.deepEqual((await rig.sql("SELECT rating_id, comment FROM rating WHERE gone_at IS NULL")).sort(), told);
}

/** A tree of which some is here, a journal that goes on, a category whose parameters are wanted. */
async function grown(rig) {
  const { categories } = await rig.sandbox("/categories");
  const leaf = categories.filter((one) => one.leaf);
  await rig.sandbox("/categories/rename", { id: leaf[0].id, name: "Inaczej" });
  await rig.sandbox("/categories/move", { id: leaf[1].id, parent: leaf[9].parent });
  await rig.sandbox("/categories/delete", { id: leaf[2].id, redirect: leaf[3].id });
  await rig.sandbox("/categories/schedule", { id: leaf[3].id, param: "33", days: "9" });
  await rig.sql(`INSERT IGNORE INTO category_used (environment, category_id, wanted_at, next_at) VALUES ('simulator', '${leaf[2].id}', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`);
  await rig.sql("UPDATE category_used SET next_at = '2000-01-01'");
  await rig.sql("UPDATE category SET read_at = '1970-01-01' WHERE CRC32(category_id) % 2");
  await rig.sql("UPDATE category_tree SET events_at = '2000-01-01' + INTERVAL DATEDIFF(UTC_TIMESTAMP(), '2000-01-01') - 1 DAY, changes_at = NULL");
}

/** Kram has the tree Allegro shows, whole. */
async function grownAlike(rig) {
  await rig.must("sync-categories", "--once");
  const told = (await rig.sandbox("/categories")).categories.map(({ id, name, parent }) => [id, name, parent ?? "NULL"]).sort();
  assert.deepEqual((await rig.sql("SELECT category_id, name, IFNULL(parent_id, 'NULL') FROM category WHERE gone_at IS NULL")).sort(), told);
  assert.deepEqual(await rig.sql("SELECT filled_at IS NOT NULL, began_at IS NULL FROM category_tree"), [["1", "1"]]);
}

/** Each kind of terms: one more, one renamed, one less; and each list is due. */
async function offered(rig) {
  const { terms } = await rig.sandbox("/terms");
  for (const kind of new Set(terms.map((one) => one.kind))) {
    const own = terms.filter((one) => one.kind === kind && one.seller === "kram_demo");
    await rig.sandbox("/terms/create", { kind, name: `Nowy ${own.length}` });
    await rig.sandbox("/terms/rename", { id: own[0].id, name: `Inny ${own.length}` });
    if (own.length > 2) await rig.sandbox("/terms/remove", { id: own[1].id });
  }
  await rig.sql("UPDATE term_list SET next_at = '2000-01-01'");
}

/** Kram has the terms Allegro lists, each as it is. */
async function offeredAlike(rig) {
  await rig.sql("UPDATE term_list SET next_at = '2000-01-01' WHERE problem IS NOT NULL"); // ten minutes later
  await rig.must("sync-terms", "--once");
  const told = (await rig.sandbox("/terms")).terms.filter((one) => one.seller === "kram_demo").map(({ id, kind, name }) => [kind, id, name]).sort();
  assert.deepEqual((await rig.sql("SELECT kind, term_id, name FROM term WHERE gone_at IS NULL AND kind <> 'PRICING'")).sort(), told);
}

/** Others change a price, a name and a number of pieces, and end an offer. */
async function traded(rig) {
  const { offers } = await rig.sandbox("/offers");
  const on = offers.filter((one) => one.status === "ACTIVE" && one.stock > 2 && !one.fulfilment).map(({ id }) => id);
  await rig.sandbox("/offers/change", { id: on[0], price: "13.50" });
  await rig.sandbox("/offers/change", { id: on[1], name: "Inna nazwa", stock: "9" });
  await rig.sandbox("/offers/end", { id: on[2] });
  rig.traded = on.slice(0, 3);
}

/** Kram knows of each what Allegro knows, and has nothing left to read. */
async function tradedAlike(rig) {
  await rig.sql("UPDATE offer_dirty SET next_try = '1970-01-01'"); // a minute later
  await rig.must("poll-offers", "--once");
  const told = (await rig.sandbox("/offers")).offers.filter(({ id }) => rig.traded.includes(id));
  const rows = told.map((one) => [one.id, one.name, one.status, String(Math.round(one.price * 100)), String(one.stock)]).sort();
  const ids = rig.traded.map((id) => `'${id}'`).join();
  assert.deepEqual((await rig.sql(`SELECT offer_id, name, status, price_minor, available FROM offer WHERE offer_id IN (${ids})`)).sort(), rows);
  assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM offer_dirty WHERE is_dirty = 1"), [["0"]]);
  assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM offer_cursor c JOIN offer_event e ON e.account_id = c.account_id AND e.event_id = c.last_event_id"), [["1"]]);
}

/** A file of products in the watched folder: two of them new, some changed, one not there any more. */
async function filed(rig) {
  const n = (rig.filed ?? 0) + 1;
  rig.filed = n;
  const folder = join(rig.dir, "state", "incoming", "Sklep");
  const line = (sku, price) => `${sku};Rzecz ${sku};${price};${n}\n`;
  const file = (rows) => `sku;name;price;stock\n${rows.join("")}`;
  rig.products = [["A", 1000 + n], ["B", 2000 + n], [`N-${n}`, 300], [`M-${n}`, 400]];
  if (n === 1) {
    const first = join(rig.dir, "first.csv");
    writeFileSync(first, file([line("A", "5,00"), line("B", "6,00"), line("C", "7,00")]));
    await rig.must("kramctl", "products", "import", first, "--profile", "Sklep", "--auto");
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "ceny.csv"), file(rig.products.map(([sku, minor]) => line(sku, (minor / 100).toFixed(2)))));
  utimesSync(join(folder, "ceny.csv"), 1e9, 1e9);
}

/** The catalogue is that of the file, each product once, its stock the sum of its movements. */
async function filedAlike(rig) {
  await rig.must("import-products", "--once"); // a run that lost its file fails, and the file is taken again
  assert.deepEqual((await rig.sql("SELECT sku, price_minor FROM product WHERE gone_since IS NULL")).sort(),
    rig.products.map(([sku, minor]) => [sku, String(minor)]).sort());
  assert.deepEqual(await rig.sql(`SELECT sku FROM product p JOIN stock_total t ON t.product_id = p.id
    WHERE stock <> (SELECT SUM(on_hand) FROM stock_move m WHERE m.product_id = p.id)`), []);
}

/** Products of three kinds, one decided otherwise, one gone, one changed; nothing judged yet, or all of it once. */
async function mapped(rig) {
  const n = (rig.mapped ?? 0) + 1;
  rig.mapped = n;
  if (n === 1) await rig.sql("INSERT INTO product (sku, name, category, words) SELECT CONCAT('M-', seq), 'Rzecz', CONCAT('Dział ', seq % 3), ' rzecz' FROM seq_1_to_40");
  await rig.sql(`INSERT INTO product (sku, name, category, words) VALUES ('X-${n}', 'Rzecz', 'Dział 1', ' rzecz');
    UPDATE product SET version = version + 1, price_minor = 1000 + ${n}, price_currency = 'PLN' WHERE id % 2;
    DELETE FROM product WHERE sku = 'M-${n}';
    INSERT INTO mapping_decision (environment, kind, subject, value, made_by) VALUES ('simulator', 'category', MD5('Dział ${n}'), NULL, 'test');
    INSERT INTO ready_touch (account_id, kind, subject) SELECT id, 'SHOP', MD5('Dział ${n}') FROM account`);
}

/** Every product is judged as it is now, and the numbers are those of the rows. */
async function mappedAlike(rig) {
  await rig.must("check-products", "--once");
  assert.deepEqual(await rig.sql("SELECT * FROM ready_touch"), []);
  assert.deepEqual(await rig.sql(`SELECT p.sku FROM product p JOIN account a LEFT JOIN product_ready r ON r.account_id = a.id
    AND r.product_id = p.id WHERE NOT (r.product_version <=> p.version)`), []);
  assert.deepEqual(await rig.sql("SELECT product_id FROM product_ready LEFT JOIN product ON id = product_id WHERE id IS NULL"), []);
  assert.deepEqual(await rig.sql(`SELECT m.kind, m.subject, m.n FROM ready_mark m WHERE m.n <> (SELECT COUNT(*) FROM product_ready r
    WHERE r.account_id = m.account_id AND (FIND_IN_SET(m.id, r.blockers) OR FIND_IN_SET(m.id, r.noted)))`), []);
  assert.deepEqual(await rig.sql(`SELECT m.product_id FROM product_mark m WHERE NOT EXISTS (SELECT 1 FROM product_ready r
    WHERE r.product_id = m.product_id AND FIND_IN_SET(m.mark_id, CONCAT_WS(',', r.blockers, r.noted)))`), []);
}

/** A source whose shop cannot be reached: the job asks, and writes down that it was in vain. */
async function sourced(rig) {
  await rig.sql(`INSERT IGNORE INTO import_profile (name, format, mapping) VALUES ('Adres', '', '');
    INSERT IGNORE INTO import_source (profile_id, address, period_min) SELECT id, 'https://shop.invalid/x.csv', 60 FROM import_profile WHERE name = 'Adres';
    UPDATE import_source SET next_at = UTC_TIMESTAMP(3)`);
}

/** It is known why nothing came, and when it is asked again. */
async function sourcedAlike(rig) {
  assert.deepEqual(await rig.sql("SELECT fault, failures > 0, next_at > UTC_TIMESTAMP(3), run_id IS NULL FROM import_source"), [["host", "1", "1", "1"]]);
}

/** Offers whose pictures are not here; one of them leads nowhere. */
async function unseen(rig) {
  if (!rig.unseen) await rig.must("sync-offers", "--once");
  rig.unseen = (rig.unseen ?? 0) + 1;
  await rig.sql("UPDATE picture_look SET offer_id = ''");
  await rig.sql("DELETE FROM picture WHERE id % 7 = 0");
  await rig.sql(`UPDATE offer SET image = CONCAT('https://a.allegroimg.example/original/', IF(id % 3, 11, 12), '/', '${rig.unseen}-', id) ORDER BY id LIMIT 9`);
}

/** Each picture that is there has its copy, and of the others it is known why not. */
async function seenAlike(rig) {
  await rig.must("fetch-pictures", "--once");
  assert.deepEqual(await rig.sql("SELECT o.offer_id FROM offer o LEFT JOIN picture p ON p.address = o.image WHERE o.image IS NOT NULL AND p.id IS NULL"), []);
  assert.deepEqual(await rig.sql("SELECT address, fault FROM picture WHERE (content_id IS NOT NULL) <> (address LIKE '%/11/%') OR (fault > '') <> (address LIKE '%/12/%')"), []);
  assert.deepEqual(await rig.sql("SELECT p.id FROM picture p LEFT JOIN picture_content c ON c.id = p.content_id WHERE p.content_id IS NOT NULL AND c.id IS NULL"), []);
}

/** Six products of the shop, of which some are others now; a card that is gone, one with a twin. */
async function shelved(rig) {
  if (!rig.shelved) {
    const file = join(rig.dir, "shop.csv");
    writeFileSync(file, await rig.sandbox("/shop.csv?n=6"));
    await rig.must("kramctl", "products", "import", file, "--profile", "Katalog", "--auto");
  }
  rig.shelved = (rig.shelved ?? 0) + 1;
  const { products } = await rig.sandbox("/products");
  await rig.sandbox("/products/copy", { id: products.at(-1).id, name: "To samo" });
  await rig.sandbox("/products/forget", { id: products[rig.shelved].id });
  await rig.sql("DELETE FROM request_bucket WHERE name = 'products'");
  await rig.sql(`UPDATE product SET ean = IF(id % 2, '${products.at(-1 - rig.shelved).ean}', ean), category = IF(id % 3, 'Półka ${rig.shelved}', category), version = version + 1`);
  await rig.sql("UPDATE catalogue_card SET next_at = '2000-01-01' WHERE next_at IS NOT NULL");
  await rig.sql("UPDATE catalogue_answer SET next_at = '2000-01-01'");
}

/** What Kram knows of them is what the catalogue says. */
async function shelvedAlike(rig) {
  await rig.must("match-products", "--once"); // what was a card that is gone is asked for again
  await matchedAlike(rig);
}

/** A plan for seven offers that was tried already: it goes to the outbox, and from there to Allegro. */
async function massChanged(rig) {
  rig.pieces = (rig.pieces ?? 40) + 1;
  if (!rig.seven) {
    await rig.must("sync-offers", "--once");
    await armOffers(rig);
    rig.seven = (await plain(rig)).slice(0, 7);
  }
  rig.plan = await plan(rig, "stock", rig.seven, String(rig.pieces), { state: "RUNNING" });
}

/** Run the job, with each pause over, until the plan has come to its end. */
async function massSettle(rig) {
  for (let i = 0; i < 12 && (await planned(rig, rig.plan))[0] === "RUNNING"; i += 1) await pushAll(rig);
}

/** Every offer was written, by one intent, and Kram knows it. */
async function massMade(rig) {
  assert.deepEqual(await planned(rig, rig.plan), ["DONE", "", 0, 0, 7, 0, 0, 0]);
  const offers = await truth(rig);
  assert.deepEqual(rig.seven.map((id) => offers.get(id).stock), rig.seven.map(() => rig.pieces));
  assert.deepEqual(await rig.sql(`SELECT COUNT(*), COUNT(DISTINCT o.subject) FROM outbox o JOIN plan p ON p.batch = o.batch WHERE p.id = ${rig.plan}`), [["7", "7"]]);
  assert.deepEqual(await rig.sql(`SELECT DISTINCT available FROM offer WHERE offer_id IN (${rig.seven.map((id) => `'${id}'`)})`), [[String(rig.pieces)]]);
}

/** Seven offers show another number than the ledger, which was counted a moment ago. */
async function recounted(rig) {
  rig.pieces = (rig.pieces ?? 5000) + 1; // what no offer of the rehearsal shows
  if (!rig.counted) {
    await rig.must("sync-offers", "--once");
    await armOffers(rig);
    rig.counted = (await plain(rig)).slice(0, 7);
    const mine = rig.counted.map((id) => `'${id}'`);
    await rig.sql(`INSERT INTO product (sku, name, words) SELECT CONCAT('S-', offer_id), 'x', '' FROM offer WHERE offer_id IN (${mine});
      INSERT INTO stock_link (account_id, offer_id, product_id, pieces, actor) SELECT o.account_id, o.offer_id, p.id, 1, 'test' FROM offer o JOIN product p ON p.sku = CONCAT('S-', o.offer_id);
      UPDATE offer SET matching = 'linked' WHERE offer_id IN (${mine})`);
  }
  await rig.sql(`UPDATE plan SET state = 'STOPPED', reason = 'person' WHERE state IN ('DRAFT', 'TRIAL', 'RUNNING');
    INSERT INTO stock_move (product_id, place_id, kind, on_hand, doc_kind, doc, actor) SELECT p.id, 1, 'counted', ${rig.pieces} - IFNULL(l.on_hand, 0), 'form', UUID(), 'test'
      FROM product p LEFT JOIN stock_level l ON l.product_id = p.id WHERE p.sku LIKE 'S-%';
    INSERT INTO stock_level (product_id, place_id, on_hand, reserved) SELECT id, 1, ${rig.pieces}, 0 FROM product WHERE sku LIKE 'S-%' ON DUPLICATE KEY UPDATE on_hand = ${rig.pieces};
    INSERT INTO stock_total (product_id, on_hand, reserved, is_known) SELECT id, ${rig.pieces}, 0, 1 FROM product WHERE sku LIKE 'S-%' ON DUPLICATE KEY UPDATE on_hand = ${rig.pieces}, is_known = 1`);
  await rig.must("poll-orders", "--once");
}

/** One plan is under way, it sets each of them to its number, and the ledger is as it was. */
async function recountedOnce(rig) {
  assert.deepEqual(await rig.sql("SELECT state, brakes, items FROM plan WHERE origin = 'stock' AND state IN ('DRAFT', 'TRIAL', 'RUNNING', 'DONE')"), [["TRIAL", "", "7"]]);
  assert.deepEqual(await rig.sql(`SELECT COUNT(*) FROM plan_item i JOIN plan p ON p.id = i.plan_id AND p.state = 'TRIAL' WHERE i.kind = 'offer-stock' AND i.after_value = '${rig.pieces}'
    AND i.state IN ('WAITING', 'POSTED', 'DONE') AND i.subject IN (${rig.counted.map((id) => `'${id}'`)})`), [["7"]]);
  assert.deepEqual(await rig.sql("SELECT sku FROM product p JOIN stock_total t ON t.product_id = p.id WHERE sku LIKE 'S-%' AND on_hand <> (SELECT SUM(on_hand) FROM stock_move m WHERE m.product_id = p.id)"), []);
}

/** A rule that makes every offer of a product dearer than it was. */
async function dearer(rig) {
  await rig.must("sync-offers", "--once");
  await rig.sql("INSERT IGNORE INTO product (sku, name, price_minor, price_currency, words) SELECT CONCAT('C-', offer_id), 'x', price_minor, 'PLN', '' FROM offer WHERE price_currency = 'PLN'");
  await rig.sql("INSERT IGNORE INTO stock_link (account_id, offer_id, product_id, pieces, actor) SELECT o.account_id, o.offer_id, p.id, 1, 'test' FROM offer o JOIN product p ON p.sku = CONCAT('C-', o.offer_id)");
  await rig.sql("INSERT IGNORE INTO price_rule (environment, name, currency, base, way, rate, add_minor, fixed_minor, ending, direction, auto_offers, auto_change, armed, made_by) VALUES ('simulator', 'Drożej', 'PLN', 'price', 'percent', 500, 0, 0, 'any', 'nearest', 0, 1000, 1, 'test')");
  await rig.sql("UPDATE product SET price_minor = price_minor + 1 WHERE sku LIKE 'C-%'");
  await rig.sql("UPDATE price_push SET looked_at = '2000-01-01'");
}

/** One plan waits, it is the one the rule knows of, and it holds every offer that differs. */
async function plannedOnce(rig) {
  const [[waiting]] = await rig.sql("SELECT COUNT(*) FROM plan WHERE state = 'DRAFT'");
  assert.equal(waiting, "1");
  assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM price_push p JOIN plan l ON l.id = p.plan_id AND l.state = 'DRAFT' WHERE p.changes = (SELECT COUNT(*) FROM plan_item i WHERE i.plan_id = l.id) AND p.number > 0"), [["1"]]);
}

const works = [
  {
    job: "poll-orders",
    title: "catching up",
    killed: "F1: poll-orders is killed at any call while it catches up: no event is lost",
    stage: life,
    check: agree,
    heal: ["poll-orders --once"],
  },
  {
    job: "poll-orders",
    title: "the first import",
    killed: "F2: poll-orders is killed at any call between applying and marking clean: orders are equal",
    world: ["--orders", "30"],
    stage: forget,
    check: agree,
    heal: ["poll-orders --once"],
  },
  {
    job: "refresh-tokens",
    title: "a rotation",
    killed: "refresh-tokens is killed at any call of a rotation: the chain of tokens holds",
    stage: old,
    check: chainHolds,
    heal: ["refresh-tokens --once"],
  },
  {
    job: "audit-orders",
    title: "a day with orders nobody told of",
    args: ["--since", "3d"],
    ago: 40,
    world: ["--orders", "0"], // a day is a request: only those of the last two
    days: 2,
    stage: untold,
    check: agree,
    heal: ["audit-orders --once --since 3d", "poll-orders --once"],
  },
  { job: "kram-watch", title: "its look around", flags: [], stage: life, check: agree, heal: ["poll-orders --once"] },
  { job: "sync-ratings", title: "a walk through ratings", stage: rated, check: ratedAlike, heal: ["sync-ratings --once"] },
  { job: "sync-categories", title: "a tree, its journal and parameters", stage: grown, check: grownAlike, heal: ["sync-categories --once"] },
  { job: "sync-terms", title: "what offers can choose from", stage: offered, check: offeredAlike, heal: ["sync-terms --once"] },
  { job: "poll-offers", title: "what happens to offers", stage: traded, check: tradedAlike, heal: ["poll-offers --once"] },
  { job: "match-products", title: "products in the catalogue", stage: shelved, check: shelvedAlike, heal: ["match-products --once"] },
  { job: "import-products", title: "a file of products", stage: filed, check: filedAlike, heal: ["import-products --once"] },
  { job: "push-prices", title: "a plan of prices", stage: dearer, check: plannedOnce, heal: ["push-prices --once"] },
  { job: "push-stock", title: "numbers that were counted anew", stage: recounted, check: recountedOnce, heal: ["poll-orders --once", "push-stock --once"] },
  { job: "check-products", title: "products, decisions and what is gone", stage: mapped, check: mappedAlike, heal: ["check-products --once"] },
  { job: "fetch-products", title: "a source", stage: sourced, check: sourcedAlike, heal: ["fetch-products --once"] },
  { job: "fetch-pictures", title: "pictures of offers", stage: unseen, check: seenAlike, heal: ["fetch-pictures --once"] },
  { job: "push-outbox", title: "a plan of offers", stage: massChanged, check: massMade, heal: massSettle },
  { job: "push-outbox", title: "a change of status", stage: decided, check: madeOnce, heal: settle },
];

/**
 * Start the jobs again that have to put it right; `run(line)` may insist. A document that could not be
 * had is asked for again after a minute: that minute has passed.
 */
export async function heal(rig, work, run = (line) => rig.must(...line.split(" "))) {
  await rig.sql("UPDATE order_form SET next_try = '1970-01-01' WHERE next_try > UTC_TIMESTAMP(3)");
  if (typeof work.heal === "function") return work.heal(rig);
  for (const line of work.heal) await run(line);
}

/** Every job of the Makefile with what it is given to do; KRAM_CRASH_JOB: of that one alone. */
export function allWork() {
  const jobs = execFileSync("make", ["-s", "--no-print-directory", "print-JOBS"], { cwd: root, encoding: "utf8", env: { ...process.env, MAKEFLAGS: "" } });
  const only = process.env.KRAM_CRASH_JOB;
  return jobs.trim().split(/\s+/).map((path) => basename(path)).filter((job) => !only || job === only).flatMap((job) => {
    const known = works.filter((work) => work.job === job);
    const other = { job, title: "its usual work", stage: life, check: agree, heal: [`${job} --once`, "poll-orders --once"] };
    return (known.length ? known : [other]).map((work) => ({ flags: ["--once"], args: [], world: ["--orders", "12"], ago: 0, days: 365, ...work }));
  });
}

export { assertConsistent };
