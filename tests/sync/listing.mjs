// What the tests of listing share: a seller with products to list.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const STATE = "11323"; // Allegro's parameter "Stan"

/** A seller whose products are ready, as far as they can be by one decision. */
export async function readyToList(rig, n = 60) {
  const file = join(rig.dir, "sklep.csv");
  writeFileSync(file, await (await fetch(`${rig.sandboxUrl}/sandbox/shop.csv?n=${n}`)).text());
  await rig.must("kramctl", "products", "import", file, "--profile", "Sklep", "--auto");
  for (const job of ["import-products", "sync-terms", "sync-categories", "match-products", "check-products", "sync-categories"]) await rig.must(job, "--once");
  const term = async (kind) => (await rig.sql(`SELECT term_id FROM term WHERE account_id = 1 AND kind = '${kind}' AND gone_at IS NULL LIMIT 1`))[0][0];
  await rig.sql(`INSERT INTO seller_terms (account_id, shipping_id, returns_id, implied_id, handling, invoice, country, province, post_code, city, changed_by)
    VALUES (1, '${await term("SHIPPING")}', '${await term("RETURNS")}', '${await term("IMPLIED")}', 'PT24H', 'VAT', 'PL', 'MAZOWIECKIE', '00-001', 'Warszawa', 'test')`);
  await rig.sql(`INSERT INTO mapping_decision (environment, kind, subject, value, made_by) VALUES ('simulator', 'param', CHAR(9, ${STATE.split("").map((c) => c.charCodeAt(0)).join(", ")}), CONCAT('fixed', CHAR(9), '#${STATE}_1'), 'test')`);
  await rig.sql("INSERT INTO ready_touch (account_id, kind) VALUES (1, 'ALL')");
  await rig.must("check-products", "--once");
}
