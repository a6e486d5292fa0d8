// 100,000 offers: read whole, shown, and held against the ledger.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { member } from "../web/client.mjs";
import { floor } from "./import.mjs";
import { cpuOf, databaseOf } from "./page.mjs";

const run = promisify(execFile);
const OFFERS = 100000;

async function median(n, act) {
  const took = [];
  for (let i = 0; i < n; i += 1) {
    const began = performance.now();
    await act();
    took.push(performance.now() - began);
  }
  return took.sort((a, b) => a - b)[Math.floor(n / 2)];
}

export async function measureOffers(context) {
  const { rig, programs, results } = context;
  const server = () => cpuOf([databaseOf(rig)]) / 1e6;
  await rig.sandbox("/world", { seed: "7", orders: "10", offers: `${OFFERS}` });
  await rig.sql("DELETE FROM offer; DELETE FROM walk WHERE name = 'offers'; DELETE FROM stock_link; DELETE FROM plan_item; DELETE FROM plan");
  const job = async (name) => {
    const before = server();
    const { stdout } = await run(join(programs, "measure"), [join(rig.env.KRAM_BIN, name), "--once"], { env: { ...process.env, ...rig.env } });
    const took = JSON.parse(stdout);
    if (took.status !== 0) throw new Error(`${name}: exit ${took.status}`);
    return { ...took, server: server() - before };
  };
  const cost = (took) => `${took.cpu.toFixed(1)} s of the processor the job itself, ${took.server.toFixed(1)} the server`;
  const scan = await job("sync-offers");
  const [[n]] = await rig.sql("SELECT COUNT(*) FROM offer");
  if (Number(n) < OFFERS) throw new Error(`${n} of ${OFFERS} offers came in`);
  results.add("offers_scan_per_s", Math.round(Number(n) / scan.seconds), `${n} offers for the first time, ${cost(scan)}; wanted 5,000`);
  const least = await floor(context, "offers", "/sale/offers?limit=1000&offset=", Math.ceil(OFFERS / 1000));
  results.add("offers_scan_floor_ratio", Number((least.seconds / scan.seconds).toFixed(3)), `floor ${least.seconds.toFixed(1)} s (${least.fetching.toFixed(1)} s fetching): the same pages by curl, the same rows array-inserted`);
  await rig.sql("UPDATE walk SET next_at = '2020-01-01' WHERE name = 'offers'");
  const again = await job("sync-offers");
  results.add("offers_scan_unchanged_per_s", Math.round(Number(n) / again.seconds), `the same a night later, nothing has changed, ${cost(again)}; wanted 5,000`);

  const seller = await member(rig, "wystawia", "seller");
  const page = async (path) => {
    const { status } = await seller.get(path);
    if (status !== 200) throw new Error(`${path}: ${status}`);
  };
  for (const [name, path, against] of [
    ["offers_page", "/offers", `at ${n} offers; wanted 20`],
    ["offers_page_search", "/offers?view=all&q=kubek", "a word most have"],
    ["offers_page_nothing", "/offers?view=all&q=nigdzie", "a word none has: a whole window is looked through"],
  ]) {
    const before = server();
    const took = await median(30, () => page(path));
    results.add(`${name}_ms`, Number(took.toFixed(1)), `${against}; ${(((server() - before) * 1000) / 30).toFixed(1)} ms of the processor the server`);
  }

  // Each offer stands for a product of its own, and shows what the ledger says.
  await rig.sql(`SET foreign_key_checks = 0; TRUNCATE product; TRUNCATE stock_total; TRUNCATE stock_level;
    INSERT INTO product (id, sku, name, words) SELECT id, CONCAT('B-', id), 'Kubek', ' kubek' FROM offer;
    INSERT INTO stock_link (account_id, offer_id, product_id, pieces, actor) SELECT account_id, offer_id, id, 1, 'bench' FROM offer;
    INSERT INTO stock_total (product_id, on_hand, reserved, is_known) SELECT id, IFNULL(available, 0), 0, 1 FROM offer;
    INSERT INTO stock_level (product_id, place_id, on_hand, reserved) SELECT id, 1, IFNULL(available, 0), 0 FROM offer;
    UPDATE offer SET matching = 'linked';
    INSERT INTO outbox_writer (account_id, kind, armed, actor) SELECT id, 'offer-stock', 1, 'bench' FROM account ON DUPLICATE KEY UPDATE armed = 1`);
  await rig.must("poll-orders", "--once");
  await rig.sql("UPDATE stock_total t JOIN stock_level l USING (product_id) JOIN offer o ON o.id = t.product_id SET t.on_hand = IFNULL(o.available, 0), l.on_hand = IFNULL(o.available, 0), t.reserved = 0, l.reserved = 0; UPDATE offer SET status = 'ACTIVE' WHERE available > 0");
  const push = async () => {
    await rig.must("poll-orders", "--once");
    return job("push-stock");
  };
  const stop = () => rig.sql("UPDATE plan SET state = 'STOPPED', reason = 'person', ended_at = UTC_TIMESTAMP(3)");
  await push(); // what the world left different
  await stop();
  // The world was made an hour ago, so that only what moves from here on has moved.
  await rig.sql(`UPDATE stock_total SET moved_at = moved_at - INTERVAL 1 HOUR; UPDATE offer SET changed_at = changed_at - INTERVAL 1 HOUR;
    UPDATE stock_offer SET touched_at = touched_at - INTERVAL 1 HOUR`);
  const quiet = await push();
  results.add("stock_plan_unchanged_s", Number(quiet.seconds.toFixed(2)), `${n} offers that show what the ledger says, ${quiet.peak_rss_kb} kB at most; wanted 0.5`);
  await rig.sql("UPDATE stock_look SET whole_at = NULL");
  const whole = await push();
  results.add("stock_plan_whole_s", Number(whole.seconds.toFixed(2)), `the same by a look at all of them, four times an hour; ${whole.cpu.toFixed(2)} s of the processor the job itself`);
  await rig.sql("UPDATE stock_total t JOIN stock_level l USING (product_id) SET t.on_hand = 17, l.on_hand = 17 WHERE t.product_id % 20 = 0");
  await stop();
  const some = await push();
  const [[items, values]] = await rig.sql("SELECT COUNT(*), COUNT(DISTINCT kind, after_value) FROM plan_item WHERE plan_id = (SELECT MAX(id) FROM plan)");
  results.add("stock_plan_5pct_s", Number(some.seconds.toFixed(2)), `${items} changes planned; wanted 2`);
  results.add("stock_plan_commands", Math.ceil(Number(items) / 999) + Number(values) - 1, `at most, of ${values} values; wanted 10 when one value is meant`);

  // A rule by which each of them costs a zloty more.
  await stop();
  await rig.must("sync-campaigns", "--once");
  await rig.sql(`UPDATE product p JOIN offer o ON o.id = p.id SET p.price_minor = o.price_minor + 100, p.price_currency = o.price_currency;
    INSERT INTO price_rule (environment, name, currency, base, way, rate, add_minor, fixed_minor, ending, direction, auto_offers, auto_change, made_by, armed)
    VALUES ('simulator', 'Wszystkie', 'PLN', 'price', 'percent', 0, 0, 0, 'any', 'nearest', ${2 * OFFERS}, 100000, 'bench', 1)`);
  const priced = await job("push-prices");
  const [[prices]] = await rig.sql("SELECT COUNT(*) FROM plan_item WHERE plan_id = (SELECT MAX(id) FROM plan)");
  results.add("price_plan_s", Number(priced.seconds.toFixed(1)), `${prices} prices judged twice and planned, ${cost(priced)}`);
}
