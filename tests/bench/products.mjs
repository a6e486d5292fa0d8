// A shop's file of products through the job: read, compared, applied; then the same again, and a
// third of it changed. Beside it what the server alone takes to write the same rows once.
import { execFile } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync, renameSync, statSync, utimesSync } from "node:fs";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const head = ["ID", "Type", "SKU", "GTIN, UPC, EAN, or ISBN", "Name", "Published", "Short description", "Description", "In stock?", "Stock", "Weight (kg)", "Length (cm)", "Width (cm)", "Height (cm)", "Regular price", "Categories", "Images", "Parent", "Brands"];
const attributes = [["Kolor", ["biały", "czarny", "zielony", "żółty", "różowy"]], ["Materiał", ["drewno dębowe", "stal nierdzewna", "bawełna", "porcelana"]], ["Rozmiar", ["S", "M", "L", "XL"]], ["Pojemność", ["250 ml", "0,5 l", "1 l"]], ["Wzór", ["gładki", "kropki", "paski"]], ["Gwarancja", ["12 miesięcy", "24 miesiące"]], ["Kraj", ["Polska", "Czechy", "Niemcy"]], ["Seria", ["Ola", "Kasia", "Zosia", "Jaś"]]];
const things = ["Kubek", "Talerz", "Miska", "Lampa", "Krzesło", "Obrus", "Poduszka", "Świecznik", "Wazon", "Zegar"];
const shops = ["Kuchnia > Naczynia", "Dom > Oświetlenie", "Dom > Tekstylia > Pościel", "Ogród > Meble", "Salon > Dekoracje"];

const cell = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const pick = (list, i) => list[i % list.length];

/** GTIN-13 of a number, its check digit right. */
function ean(i) {
  const digits = `590${String(i).padStart(9, "0")}`;
  const sum = [...digits].reduce((all, digit, at) => all + Number(digit) * (at % 2 ? 3 : 1), 0);
  return digits + ((10 - (sum % 10)) % 10);
}

/** Line of the i-th product; `round` changes the price of each third one. */
function line(i, round) {
  const name = `${pick(things, i)} ${pick(attributes[7][1], i >> 2)} ${pick(attributes[0][1], i >> 1)} nr ${i}`;
  const grosze = 1000 + ((i * 37) % 90000) + (i % 3 ? 0 : round);
  const cells = [i, "simple", `WOO-${String(i).padStart(6, "0")}`, ean(i), name, 1, "", `<p>${name} z serii ${pick(attributes[7][1], i >> 2)}.</p>\\n<ul><li>ręcznie wykonany</li><li>dostawa w 24 h</li></ul><p>Opis produktu, jaki piszą sklepy: kilka zdań o zastosowaniu, pielęgnacji i wymiarach.</p>`,
    1, i % 50, "0.35", "12", "8,5", "10", `${Math.floor(grosze / 100)},${String(grosze % 100).padStart(2, "0")}`, pick(shops, i >> 3), `https://shop.example/img/${i}-1.jpg, https://shop.example/img/${i}-2.jpg`, "", pick(["Trio", "Żubr", "Nowa", "Klasyk"], i >> 4)];
  attributes.forEach(([title, values], n) => cells.push(title, pick(values, i >> n), 1, 1));
  return cells.map((value) => cell(String(value))).join(",") + "\n";
}

async function write(path, n, round) {
  const out = createWriteStream(path);
  const columns = [...head, ...attributes.flatMap((_, i) => [1, 2, 3, 4].map((k) => `Attribute ${i + 1} ${["name", "value(s)", "visible", "global"][k - 1]}`))];
  out.write(`${columns.map(cell).join(",")}\n`);
  for (let i = 1; i <= n; i += 1) if (!out.write(line(i, round))) await once(out, "drain");
  out.end();
  await once(out, "finish");
}

export async function measureProducts({ rig, programs, sizes, results }) {
  const n = sizes.products;
  const state = join(rig.dir, "state");
  const folder = join(state, "incoming", "Bench");
  const file = join(rig.dir, "products.csv");
  const env = { ...process.env, ...rig.env };

  await rig.sql("INSERT INTO import_profile (name, format, mapping, auto) VALUES ('Bench', 'woocommerce', '', 1)");
  mkdirSync(folder, { recursive: true });
  const [[pidFile, dataFolder]] = await rig.sql("SELECT @@pid_file, @@datadir");
  const pid = readFileSync(resolve(dataFolder, pidFile), "utf8").trim();
  /** Seconds of the processor the server has had. */
  const server = () => {
    const [, after] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
    const [user, system] = after.split(" ").slice(11, 13).map(Number);
    return (user + system) / 100;
  };
  /** Put the file there and let the job do all of it. */
  const pass = async (round) => {
    await write(file, n, round);
    renameSync(file, join(folder, "products.csv"));
    utimesSync(join(folder, "products.csv"), 1e9, 1e9);
    const began = server();
    const { stdout, stderr } = await run(join(programs, "measure"), [join(rig.env.KRAM_BIN, "import-products"), "--once"], { env });
    const took = JSON.parse(stdout);
    const [[stands, ...rows]] = await rig.sql("SELECT state, rows_new, rows_changed, rows_same, rows_refused FROM import_run ORDER BY id DESC LIMIT 1");
    if (took.status !== 0 || stands !== "applied") throw new Error(`import-products: exit ${took.status}, ${stands}\n${stderr}`);
    const serverCpu = server() - began;
    console.error(`  ${stdout.trim()} server ${serverCpu.toFixed(1)} s of the processor; new, changed, same, refused: ${rows.join(", ")}`);
    return { ...took, serverCpu, rows: rows.map(Number) };
  };
  await write(file, n, 0);
  const megabytes = statSync(file).size / 1e6;
  const first = await pass(0);
  if (first.rows[0] !== n) throw new Error(`${first.rows[0]} of ${n} products came in`);
  const again = await pass(0);
  const changed = await pass(1);

  const [[columns]] = await rig.sql("SELECT GROUP_CONCAT(column_name) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'product' AND IFNULL(generation_expression, '') = ''");
  const began = performance.now();
  await rig.sql(`CREATE TABLE bench_product LIKE product; INSERT INTO bench_product (${columns}) SELECT ${columns} FROM product; DROP TABLE bench_product`);
  const floor = (performance.now() - began) / 1000;

  const rate = (pass_) => Math.round(n / pass_.seconds);
  results.add("import_products_per_s", rate(first), `${n} products with 8 attributes, ${megabytes.toFixed(0)} MB, in ${first.seconds.toFixed(1)} s, read, compared and applied; wanted 5,000; the server alone copies the rows in ${floor.toFixed(1)} s`);
  results.add("import_products_peak_rss_kb", Math.max(first.peak_rss_kb, again.peak_rss_kb, changed.peak_rss_kb), "of the job; wanted 49,152 at most");
  results.add("import_products_cpu_s", Number((first.cpu + first.serverCpu).toFixed(1)), `of the processor: ${first.cpu.toFixed(1)} the job itself, the rest the server`);
  results.add("import_products_same_per_s", rate(again), "the same file again: nothing to do");
  results.add("import_products_changed_per_s", rate(changed), `${changed.rows[1]} prices changed`);
}
