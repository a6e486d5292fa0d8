// Files of products through the job: the watched folder, what is applied by itself, what waits.
import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";

const fixture = (name) => join(import.meta.dirname, "../fixtures/products", name);

describe("import-products", () => {
  let rig;

  before(async () => {
    rig = await startRig({ parts: [] });
    await rig.must("kramctl", "products", "import", fixture("own.csv"), "--profile", "Sklep", "--auto");
  });
  after(() => rig.stop());

  const folder = (profile) => join(rig.dir, "state", "incoming", profile);
  const settle = (path) => utimesSync(path, 1e9, 1e9);
  const put = (text, profile = "Sklep", name = "plik.csv") => {
    mkdirSync(folder(profile), { recursive: true });
    writeFileSync(join(folder(profile), name), text);
    settle(join(folder(profile), name));
  };
  const work = () => rig.must("import-products", "--once");
  const last = async () => (await rig.sql("SELECT id, state, brake, problem FROM import_run ORDER BY id DESC LIMIT 1"))[0];
  const price = async (sku) => (await rig.sql(`SELECT price_minor FROM product WHERE sku = '${sku}'`))[0]?.[0];

  test("a file in the watched folder is taken, applied and gone", async () => {
    put("sku;price\nA-1;1111,00\n");
    await work();
    const [id, state] = await last();
    assert.equal(state, "applied");
    assert.equal(await price("A-1"), "111100");
    assert.deepEqual(readdirSync(folder("Sklep")), []);
    assert.equal(existsSync(join(rig.dir, "state", "imports", id)), false);
  });

  test("a file somebody still writes to, one without a profile, and a hidden one are left alone", async () => {
    const [before] = await last();
    put("sku;price\nA-1;5,00\n", "Nikt");
    put("sku;price\nA-1;5,00\n", "Sklep", ".plik.csv");
    copyFileSync(fixture("own.csv"), join(folder("Sklep"), "pisany.csv"));
    await work();
    assert.equal((await last())[0], before);
    settle(join(folder("Sklep"), "pisany.csv"));
    await work();
    assert.notEqual((await last())[0], before);
  });

  test("F24: an error page in place of the file changes nothing and says so", async () => {
    put("<html><h1>503</h1></html>");
    await work();
    assert.deepEqual((await last()).slice(1), ["failed", "", "the file is a web page, not a file of products"]);
    assert.equal(await price("A-1"), "123456");
  });

  test("F24: a feed that lost its stock waits for a person, who may agree", async () => {
    const rows = (stock) => Array.from({ length: 60 }, (_, i) => `S-${i};Kubek;10,00;${stock}\n`).join("");
    put(`sku;name;price;stock\n${rows(5)}`);
    await work();
    assert.equal((await last())[1], "applied");
    put(`sku;name;price;stock\n${rows(0)}`);
    await work();
    const [id, state, brake] = await last();
    assert.deepEqual([state, brake], ["read", "stock"]);
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM product JOIN stock_total ON product_id = id WHERE stock = 5 AND sku LIKE 'S-%'"), [["60"]]);
    await rig.sql(`UPDATE import_run SET state = 'approved' WHERE id = ${id}`);
    await work();
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM product JOIN stock_total ON product_id = id WHERE stock = 0 AND sku LIKE 'S-%'"), [["60"]]);
    await rig.must("kramctl", "products", "undo", id);
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM product JOIN stock_total ON product_id = id WHERE stock = 5 AND sku LIKE 'S-%'"), [["60"]]);
  });

  test("a file that kramctl or another machine reads is left to it", async () => {
    await rig.sql("INSERT INTO import_run (profile_id, state, file_name, file_bytes, actor) VALUES (1, 'waiting', 'x', 1, 'kramctl')");
    put("<html></html>");
    await work();
    assert.equal((await last())[1], "failed", "the next one is done");
    const [id] = (await rig.sql("SELECT id FROM import_run WHERE file_name = 'x'"))[0];
    assert.deepEqual(await rig.sql(`SELECT state FROM import_run WHERE id = ${id}`), [["waiting"]]);
    await rig.sql(`DELETE FROM import_run WHERE id = ${id}`);
  });

  test("runs of other machines, however many, hold up nobody", async () => {
    await rig.sql("INSERT INTO import_run (profile_id, state, file_name, file_bytes, actor) SELECT 1, 'waiting', 'elsewhere', 1, 'kramctl' FROM seq_1_to_45");
    put("sku;price\nA-1;1234,56\n");
    await work();
    const [, state] = await last();
    await rig.sql("DELETE FROM import_run WHERE file_name = 'elsewhere'");
    assert.equal(state, "read", "it waits for a person: most products are not in it");
  });

  test("a folder nothing can be taken from is told, and stops nothing else", async () => {
    await rig.must("kramctl", "products", "import", fixture("own.csv"), "--profile", "Inny", "--auto");
    await rig.sql("INSERT INTO import_run (profile_id, state, file_name, file_bytes, actor, created_at) VALUES (1, 'waiting', 'x', 1, 'ola', '2000-01-01')");
    const [lost] = await last();
    const blocked = join(rig.dir, "state", "imports", String(Number(lost) + 1));
    mkdirSync(blocked); // nothing can be moved there
    put("sku;price\nA-1;13,00\n", "Inny");
    const { code, stderr } = await rig.run("import-products", "--once");
    assert.notEqual(code, 0);
    assert.match(stderr, /Inny\/plik.csv/);
    assert.deepEqual(await rig.sql(`SELECT problem FROM import_run WHERE id >= ${lost} AND state = 'failed' ORDER BY id`),
      [["its file is no longer on this machine"], ["it cannot be taken out of its folder"]]);
    rmSync(join(folder("Inny"), "plik.csv")); // it is still there
    rmSync(blocked, { recursive: true });
  });

  test("a file whose run is forgotten, and what fetching left, go a day later", async () => {
    const place = join(rig.dir, "state", "imports");
    const others = readdirSync(place);
    await rig.sql("INSERT INTO import_run (profile_id, state, file_name, file_bytes, actor) VALUES (1, 'read', 'x', 1, 'ola')");
    const [kept] = await last();
    for (const name of [kept, "999999", "fetch-7", "888888", "fetch-8"]) writeFileSync(join(place, name), "sku");
    for (const name of [kept, "999999", "fetch-7"]) settle(join(place, name));
    await work();
    assert.deepEqual(readdirSync(place).sort(), [...others, kept, "888888", "fetch-8"].sort());
    for (const name of [kept, "888888", "fetch-8"]) rmSync(join(place, name));
    await rig.sql(`DELETE FROM import_run WHERE id = ${kept}`);
  });

  test("a run whose file is not there for an hour says so; one nobody wants leaves no rows", async () => {
    await rig.sql("INSERT INTO import_run (profile_id, state, file_name, file_bytes, actor, created_at) VALUES (1, 'waiting', 'x', 1, 'ola', UTC_TIMESTAMP(3) - INTERVAL 61 MINUTE)");
    await work();
    assert.deepEqual((await last()).slice(1), ["failed", "", "its file is no longer on this machine"]);
    await rig.must("kramctl", "products", "import", fixture("own.csv"), "--profile", "Sklep", "--dry-run");
    await work();
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM import_row r JOIN import_run i ON i.id = r.run_id WHERE i.state IN ('dropped', 'failed')"), [["0"]]);
  });

  test("kramctl tells each refused line, each change, and what it would take to go past the brake", async () => {
    const { stdout } = await rig.must("kramctl", "products", "import", fixture("own.csv"), "--profile", "Sklep", "--dry-run");
    assert.match(stdout, /line 4: sku has the SKU of an earlier line: 2/);
    assert.match(stdout, /line 3: ean has a wrong check digit: 5901234123458/);
    const all = Array.from({ length: 60 }, (_, i) => `S-${i};Kubek;0,10;5\n`).join("");
    const file = join(rig.dir, "grosze.csv");
    writeFileSync(file, `sku;name;price;stock\n${all}`);
    const { code, stderr } = await rig.run("kramctl", "products", "import", file, "--profile", "Sklep");
    assert.equal(code, 1);
    assert.match(stderr, /\(jump\).*--anyway/);
    assert.equal((await rig.run("kramctl", "products", "import", "/nowhere.csv", "--profile", "Sklep")).code, 1);
  });
});
