// Which of 100,000 products can be listed: all of them judged for the first time, judged anew after
// a rule of every category changed, and the page that tells.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { member } from "../web/client.mjs";

const run = promisify(execFile);

/** The middle of several times, in milliseconds. */
async function median(n, act) {
  const took = [];
  for (let i = 0; i < n; i += 1) {
    const began = performance.now();
    await act();
    took.push(performance.now() - began);
  }
  return took.sort((a, b) => a - b)[Math.floor(n / 2)];
}

export async function measureMapping({ rig, programs, sizes, results }) {
  const n = sizes.products;
  await rig.sql("SET foreign_key_checks = 0; TRUNCATE product; TRUNCATE stock_total"); // those of another part
  await rig.must("sync-categories", "--once");
  const leaves = (await rig.sql("SELECT category_id FROM category WHERE leaf = 1 ORDER BY category_id LIMIT 20")).map(([id]) => id);
  // Eight attributes each, a description of some hundred bytes, twenty shop categories.
  await rig.sql(`INSERT INTO product (sku, ean, name, brand, description, price_minor, price_currency, vat, images, category, attributes, words)
    SELECT CONCAT('MAP-', seq), NULL, CONCAT('Kubek ceramiczny biały nr ', seq), ELT(1 + seq % 4, 'Trio', 'Luna', 'Nowa', 'Klasyk'),
      CONCAT('<p>Kubek nr ', seq, '</p><ul><li>ręcznie wykonany</li><li>dostawa w 24 h</li></ul>', REPEAT('<p>Opis.</p>', 20)), 1000 + seq % 9000, 'PLN', 2300,
      'https://shop.example/1.jpg', CONCAT('Dział ', seq % 20),
      CONCAT('Kolor\\t', ELT(1 + seq % 3, 'biały', 'czarny', 'ecru'), '\\t\\nMateriał\\tporcelana\\t\\nRozmiar\\tM\\t\\nPojemność\\t0,5\\tl\\nWzór\\tgładki\\t\\nGwarancja\\t24\\tmiesiące\\nKraj\\tPolska\\t\\nSeria\\tOla\\t'),
      ' kubek' FROM seq_1_to_${n}`);
  await rig.sql("INSERT INTO stock_total (product_id, on_hand, reserved, is_known) SELECT id, id % 50, 0, 1 FROM product");
  for (const [i, id] of leaves.entries()) {
    await rig.sql(`INSERT IGNORE INTO category_used (environment, category_id, wanted_at, next_at) VALUES ('simulator', '${id}', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3));
      INSERT INTO mapping_decision (environment, kind, subject, value, made_by) VALUES ('simulator', 'category', MD5('Dział ${i}'), '${id}', 'bench')`);
  }
  await rig.must("sync-categories", "--once");
  const judge = async () => {
    const { stdout } = await run(join(programs, "measure"), [join(rig.env.KRAM_BIN, "check-products"), "--once"], { env: { ...process.env, ...rig.env } });
    const took = JSON.parse(stdout);
    if (took.status !== 0) throw new Error(`check-products: exit ${took.status}`);
    return took;
  };
  const first = await judge();
  await rig.sql(`INSERT INTO mapping_decision (environment, kind, subject, value, made_by) VALUES ('simulator', 'param', '\\t11323', 'fixed\\t#11323_1', 'bench');
    INSERT INTO ready_touch (account_id, kind) SELECT id, 'ALL' FROM account`);
  const again = await judge();
  const [[judged]] = await rig.sql("SELECT COUNT(*) FROM product_ready");
  if (Number(judged) !== n) throw new Error(`${judged} of ${n} products were judged`);
  const quiet = await judge();
  const seller = await member(rig, "mierzy", "seller");
  const page = await median(30, async () => {
    const { status } = await seller.get("/mapping");
    if (status !== 200) throw new Error(`/mapping: ${status}`);
  });
  const bare = await median(30, () => seller.get("/help/shortcuts"));
  results.add("readiness_100k_s", Number(again.seconds.toFixed(1)), `${n} products judged anew after a rule of every category; ${again.cpu.toFixed(1)} of the processor the job itself; wanted 10`);
  results.add("readiness_first_s", Number(first.seconds.toFixed(1)), "all of them for the first time, descriptions too");
  results.add("readiness_quiet_s", Number(quiet.seconds.toFixed(2)), "nothing changed");
  results.add("readiness_peak_rss_kb", Math.max(first.peak_rss_kb, again.peak_rss_kb), "of the job");
  results.add("mapping_page_ms", Number(page.toFixed(1)), `the meter, through nginx, in the middle; wanted 20; a page without a statement of its own takes ${bare.toFixed(1)}`);
}
