// The tree of categories: read whole from the rehearsal, and searched as one types.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

export async function measureCategories({ rig, results, programs }) {
  const { categories } = await rig.sandbox("/categories");
  const branches = categories.filter(({ leaf }) => !leaf).length;
  await rig.sandbox("/effects/clear", {});
  const began = performance.now();
  await rig.must("sync-categories", "--once");
  const seconds = (performance.now() - began) / 1000;
  const { requests } = await rig.sandbox("/effects");
  const asked = Object.values(requests.getCategoriesUsingGET).reduce((a, b) => a + b, 0);
  results.add("category_fill_requests", asked, `${branches} branches of ${categories.length} categories`);
  results.add("category_fill_s", Number(seconds.toFixed(2)), "what the budget leaves to slow work");

  const file = join(rig.dir, "categories.tsv");
  const rows = await rig.sql("SELECT category_id, IFNULL(parent_id, 'NULL'), leaf, name FROM category WHERE gone_at IS NULL ORDER BY name COLLATE utf8mb4_uca1400_polish_as_ci, category_id");
  writeFileSync(file, rows.map((row) => row.join("\t") + "\n").join(""));
  const measured = JSON.parse(execFileSync(join(programs, "category_search"), [file], { encoding: "utf8" }));
  results.add("category_search_p99_us", measured.p99_us, `one strstr() over each of ${measured.categories} names takes ${measured.floor_us} (of the processor); ${measured.searches} searches`);
  results.add("category_search_p50_us", measured.p50_us, "");
  results.add("category_index_ms", measured.index_ms, "once a worker and change of the tree, without reading the rows");
}
