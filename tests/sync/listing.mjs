// What the tests of listing share: a seller with products to list.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const STATE = "11323"; // Allegro's parameter "Stan"

/** A seller whose products are ready, as far as they can be by a decision for all and one for each brand. */
export async function readyToList(rig, n = 60) {
  const file = join(rig.dir, "sklep.csv");
  writeFileSync(file, await (await fetch(`${rig.sandboxUrl}/sandbox/shop.csv?n=${n}`)).text());
  await rig.must("kramctl", "products", "import", file, "--profile", "Sklep", "--auto");
  for (const job of ["import-products", "sync-terms", "sync-categories", "match-products", "check-products", "sync-categories"]) await rig.must(job, "--once");
  const term = async (kind) => (await rig.sql(`SELECT term_id FROM term WHERE account_id = 1 AND kind = '${kind}' AND gone_at IS NULL LIMIT 1`))[0][0];
  await rig.sql(`INSERT INTO seller_terms (account_id, shipping_id, returns_id, implied_id, handling, invoice, country, province, post_code, city, changed_by)
    VALUES (1, '${await term("SHIPPING")}', '${await term("RETURNS")}', '${await term("IMPLIED")}', 'PT24H', 'VAT', 'PL', 'MAZOWIECKIE', '00-001', 'Warszawa', 'test')`);
  await rig.sql(`INSERT INTO mapping_decision (environment, kind, subject, value, made_by) VALUES ('simulator', 'param', CHAR(9, ${STATE.split("").map((c) => c.charCodeAt(0)).join(", ")}), CONCAT('fixed', CHAR(9), '#${STATE}_1'), 'test')`);
  const judge = async () => {
    await rig.sql("INSERT INTO ready_touch (account_id, kind) VALUES (1, 'ALL')");
    await rig.must("check-products", "--once");
  };
  await judge();
  await answerForBrands(rig);
  await judge();
}

/** One producer of the account answers for each brand that waits for one; its products are judged later. */
export const answerForBrands = (rig) => rig.sql(`INSERT INTO mapping_decision (environment, kind, subject, value, made_by)
  SELECT 'simulator', 'brand', m.subject, CONCAT(t.term_id, CHAR(9), t.name, CHAR(9), CHAR(9), CHAR(10), 'Nie połykać małych części.'), 'test'
  FROM ready_mark m JOIN term t ON t.account_id = 1 AND t.kind = 'PRODUCER' AND t.name = 'Polar' WHERE m.account_id = 1 AND m.kind = 'producer' AND m.n > 0`);
