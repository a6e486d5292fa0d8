// Files of products sent through the panel: who may, how large, what is kept of them and what is not.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { startRig } from "../rig/rig.mjs";
import { Client, member, sendFile } from "./client.mjs";

const MB = 1024 * 1024;
const woocommerce = readFileSync(join(import.meta.dirname, "../fixtures/products/woocommerce.csv"));
let rig, seller, folder;

before(async () => {
  rig = await startRig({ parts: ["web"] });
  seller = await member(rig, "szef", "seller");
  folder = join(rig.dir, "state", "imports");
});
after(() => rig?.stop());

const text = (page) => page.body.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const kept = () => { try { return readdirSync(folder); } catch { return []; } };
const runs = async () => Number((await rig.sql("SELECT COUNT(*) FROM import_run"))[0][0]);
const fields = (page) => Object.fromEntries([...page.body.matchAll(/<input type="hidden" name="(seen)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
const id = (answer) => /\/files\/(\d+)/.exec(answer.location)[1];

const status = (pid) => { try { return readFileSync(`/proc/${pid}/status`, "utf8"); } catch { return ""; } };

/** The processes of the panel behind nginx. */
const workers = () => {
  const [pool] = readFileSync(join(rig.dir, "run", "panel.pid"), "utf8").split(" ");
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && status(name).includes(`PPid:\t${pool}\n`));
  assert.ok(pids.length > 0);
  return pids;
};

/** The peak of their resident memory, in kB. */
const peak = async () => Math.max(...workers().map((pid) => Number(/VmHWM:\s+(\d+)/.exec(status(pid))[1])));

test("a file is sent, its columns are looked at, it is read, applied and taken back; the next one needs nothing", async () => {
  const sent = await sendFile(seller, "/files", { name: "C:\\Sklep\\eksport.csv", content: woocommerce });
  assert.equal(sent.status, 303, sent.body.slice(0, 500));
  assert.match(sent.location, /^\/files\/\d+\/mapping$/);
  const run = id(sent);
  assert.equal((await seller.get(`/files/${run}`)).location, sent.location);
  assert.equal(statSync(join(folder, run)).mode & 0o777, 0o600);
  assert.deepEqual(readFileSync(join(folder, run)), woocommerce);
  await rig.must("import-products", "--once");
  assert.deepEqual(await rig.sql(`SELECT state, file_name, host FROM import_run WHERE id = ${run}`), [["draft", "eksport.csv", hostname()]], "no job touches a draft");
  const page = await seller.get(sent.location);
  assert.match(text(page), /WooCommerce \(CSV\).*UTF-8.*Przecinek.*Kinkiet/);
  assert.match(page.body, /<option value="\d+:" selected>Rozpoznano: SKU<\/option>/);
  const form = { name: "Sklep", whole: "1", ...fields(page) };
  assert.equal((await seller.post(sent.location, { ...form, name: "" })).status, 422);
  assert.match(text(await seller.post(sent.location, { ...form, currency: "EUR", show: "1" })), /\d,\d\d\s(€|EUR)/u, "the currency that the file does not say");
  const settled = await seller.post(sent.location, form);
  assert.equal(settled.location, `/files/${run}`);
  assert.ok((await seller.get(`/files/${run}`)).body.includes("hx-get"));
  assert.equal((await seller.post(sent.location, form)).location, `/files/${run}`, "it is no draft any more");
  await rig.must("import-products", "--once");
  const report = await seller.get(`/files/${run}`);
  const [, version] = /name="version" value="(\d+)"/.exec(report.body);
  assert.equal((await seller.post(`/files/${run}/apply`, { version })).status, 303);
  await rig.must("import-products", "--once");
  assert.ok(Number((await rig.sql("SELECT COUNT(*) FROM product"))[0][0]) > 2);
  assert.deepEqual(kept(), []);
  const [[profile]] = await rig.sql("SELECT id FROM import_profile WHERE name = 'Sklep'");
  const next = await sendFile(seller, "/files", { name: "drugi.csv", content: woocommerce, fields: { profile } });
  assert.equal(next.location, `/files/${id(next)}`);
  await rig.must("import-products", "--once");
  assert.deepEqual(await rig.sql(`SELECT state, rows_new FROM import_run WHERE id = ${id(next)}`), [["read", "0"]]);
  assert.equal((await seller.post(`/files/${run}/undo`)).status, 303);
  await rig.must("import-products", "--once");
  assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM product"), [["0"]]);
});

test("columns nobody knows are told by a person, kept under a name, and known to the next file", async () => {
  const content = "Nr;Co to;Ile kosztuje;Barwa\nA-1;Lampa;12,50;złota\nA-2;Kosz;7,00;szara\n";
  const sent = await sendFile(seller, "/files", { name: "inny.csv", content });
  const page = await seller.get(sent.location);
  assert.match(text(page), /nie zna formatu z takimi kolumnami/);
  const form = { name: "Inny", ...fields(page) };
  assert.match(text(await seller.post(sent.location, form)), /Żaden produkt nie ma SKU/);
  const choices = new URLSearchParams({ ...form, show: "1" });
  for (const choice of ["0:sku", "1:name", "2:price", "3:attribute", "999:sku", "1:nonsense", "x"]) choices.append("c", choice);
  const shown = await seller.post(sent.location, choices);
  assert.match(text(shown), /Lampa A-1.*12,50 zł/);
  assert.match(shown.body, /<option value="3:attribute" selected>/);
  choices.delete("show");
  const other = new URLSearchParams(choices);
  other.set("separator", "comma");
  assert.match(text(await seller.post(sent.location, other)), /zmieniają sposób czytania/, "columns of another reading are looked at first");
  assert.equal((await seller.post(sent.location, choices)).status, 303);
  await rig.must("import-products", "--once");
  assert.deepEqual(await rig.sql(`SELECT sku, name, price_minor, REPLACE(REPLACE(attributes, '\\t', '|'), '\\n', '') FROM import_row WHERE run_id = ${id(sent)} ORDER BY n`), [["A-1", "Lampa", "1250", "Barwa|złota|"], ["A-2", "Kosz", "700", "Barwa|szara|"]]);
  const again = await sendFile(seller, "/files", { name: "inny.csv", content });
  const taken = await seller.post(again.location, { name: "Inny", ...fields(await seller.get(again.location)) });
  assert.match(text(taken), /Żaden produkt nie ma SKU/);
  const full = new URLSearchParams(choices);
  assert.match(text(await seller.post(again.location, full)), /Profil o tej nazwie już istnieje/);
  full.set("replace", "1");
  assert.equal((await seller.post(again.location, full)).status, 303);
  const dropped = await sendFile(seller, "/files", { name: "inny.csv", content });
  const [, version] = /name="version" value="(\d+)"/.exec((await seller.get(dropped.location)).body);
  assert.equal((await seller.post(`/files/${id(dropped)}/drop`, { version })).status, 303);
  assert.match(text(await seller.get(`/files/${id(dropped)}`)), /porzucon/);
});

test("who may not send one leaves nothing, whatever is sent", async () => {
  const [before, rows] = [kept(), await runs()];
  const content = Buffer.alloc(20 * MB, "sku;name\n1;x\n");
  for (const role of ["viewer", "packer"]) assert.equal((await sendFile(await member(rig, role), "/files", { content })).status, 403, role);
  const stranger = new Client(rig.baseUrl);
  await stranger.get("/login");
  assert.match((await sendFile(stranger, "/files", { content })).location, /^\/login/);
  assert.equal((await sendFile(seller, "/files", { content, token: null })).status, 403);
  assert.equal((await sendFile(seller, "/files", { content, token: "x".repeat(86) })).status, 403);
  assert.equal((await sendFile(seller, "/files", { content, headers: { origin: "https://evil.example" } })).status, 403);
  assert.equal((await sendFile(seller, "/files", { content: "sku;name\n1;x\n", fields: { foreign: "1" } })).status, 400);
  assert.equal((await sendFile(seller, "/settings/language", { content: "x" })).status, 415, "no other address takes one");
  assert.deepEqual(kept(), before);
  assert.equal(await runs(), rows);
});

test("64 MB are taken in flat memory, a byte more is not", async () => {
  await sendFile(seller, "/files", { content: woocommerce });
  const low = await peak();
  const row = `A;${"x".repeat(1021)}\n`;
  const full = Buffer.alloc(64 * MB, row);
  full.write("sku;name\n");
  const sent = await sendFile(seller, "/files", { content: full });
  assert.equal(sent.status, 303, sent.body.slice(0, 300));
  assert.equal(statSync(join(folder, id(sent))).size, 64 * MB);
  assert.ok((await peak()) < low + 1024, `${low} kB before, ${await peak()} kB afterwards`);
  const before = kept();
  const larger = await sendFile(seller, "/files", { content: Buffer.concat([full, Buffer.from("x")]) });
  assert.equal(larger.status, 413);
  assert.match(text(larger), /64 MB/);
  const huge = await sendFile(seller, "/files", { content: Buffer.alloc(70 * MB, row) });
  assert.equal(huge.status, 413);
  assert.match(text(huge), /64 MB/);
  assert.deepEqual(kept(), before);
});

test("what is no table is refused in words, in both languages, and leaves nothing", async () => {
  const before = kept();
  const english = await member(rig, "boss", "seller");
  await english.post("/settings/language", { lang: "en" });
  const cases = [
    ["", /Najpierw wybierz plik/, /Choose a file first/],
    ["<!DOCTYPE html><html><body>Log in</body></html>", /to strona WWW/, /it is a web page/],
    [Buffer.from("504b0304140000000800786c2f", "hex"), /skoroszyt/, /it is a spreadsheet workbook/],
    [Buffer.from("1f8b0800000000000003", "hex"), /spakowany/, /it is compressed/],
    ["Dzien dobry, to nie jest tabela", /nie rozpoznano/, /columns are not recognised/],
    ["<?xml version='1.0'?><a><b>1</b></a>", /nie rozpoznano/, /columns are not recognised/],
  ];
  for (const [content, polish, inEnglish] of cases) {
    for (const [client, words] of [[seller, polish], [english, inEnglish]]) {
      const answer = await sendFile(client, "/files", { content });
      assert.equal(answer.status, 422, String(content).slice(0, 30));
      assert.match(text(answer), words);
    }
  }
  assert.equal((await seller.post("/files", {})).status, 422);
  assert.deepEqual(kept(), before);
});

test("bodies no browser sends are refused, and leave nothing", async () => {
  const before = kept();
  const part = (name, value) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const file = (name) => `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\nsku;name\r\n1;x\r\n`;
  const token = part("csrf", seller.csrf);
  const cases = [
    [400, `${token}${file("a")}${file("b")}--x--\r\n`],
    [400, `${token}${file("a")}`],
    [400, `${token}${file("a")}--x--\r\nmore`],
    [400, `${token}${part("profile", "1\0")}--x--\r\n`],
    [413, `${part("profile", "1".repeat(20000))}${token}--x--\r\n`],
    [400, "", "multipart/form-data; boundary=x"],
    [400, `${token}${file("a")}--x--\r\n`, "multipart/form-data"],
    [400, `${token}${file("a")}--x--\r\n`, "multipart/mixed; boundary=x"],
  ];
  for (const [status, body, type = "multipart/form-data; boundary=x"] of cases) {
    const answer = await seller.send("POST", "/files", { body, headers: { "content-type": type, origin: rig.baseUrl } });
    assert.equal(answer.status, status, body.slice(-60));
  }
  assert.deepEqual(kept(), before);
});

test("F43: without room for it a file is refused in words, and leaves nothing", async () => {
  const before = kept();
  const limit = (most) => Promise.all(workers().map((pid) => promisify(execFile)("prlimit", [`--fsize=${most}:unlimited`, "--pid", pid])));
  await limit(MB);
  const answer = await sendFile(seller, "/files", { content: Buffer.alloc(3 * MB, "sku;name\n1;x\n") });
  await limit("unlimited");
  assert.equal(answer.status, 507);
  assert.match(text(answer), /Dysk serwera jest pełny/);
  assert.deepEqual(kept(), before);
  assert.equal((await sendFile(seller, "/files", { content: woocommerce })).status, 303);
});

test("a file on another server is read there, and the page says where it is", async () => {
  const sent = await sendFile(seller, "/files", { name: "obcy.csv", content: woocommerce });
  await rig.sql(`UPDATE import_run SET host = 'drugi-serwer' WHERE id = ${id(sent)}`);
  const page = await seller.get(sent.location);
  assert.equal(page.status, 409);
  assert.match(text(page), /serwerze drugi-serwer/);
  await rig.sql(`UPDATE import_run SET state = 'waiting', profile_id = (SELECT id FROM import_profile WHERE name = 'Sklep') WHERE id = ${id(sent)}`);
  await rig.must("import-products", "--once");
  assert.match(text(await seller.get(`/files/${id(sent)}`)), /serwerze drugi-serwer/);
  assert.deepEqual(await rig.sql(`SELECT state FROM import_run WHERE id = ${id(sent)}`), [["waiting"]]);
  await rig.sql(`UPDATE import_run SET created_at = created_at - INTERVAL 25 HOUR WHERE id = ${id(sent)}`);
  await rig.must("import-products", "--once");
  assert.deepEqual(await rig.sql(`SELECT state FROM import_run WHERE id = ${id(sent)}`), [["read"]], "it has not read it for a day, and the file is here after all");
});

test("a draft nobody said anything of is dropped after two days, and its file is gone", async () => {
  const sent = await sendFile(seller, "/files", { content: woocommerce });
  assert.ok(kept().includes(id(sent)));
  await rig.sql(`UPDATE import_run SET created_at = created_at - INTERVAL 49 HOUR WHERE id = ${id(sent)}`);
  await rig.must("import-products", "--once");
  assert.deepEqual(await rig.sql(`SELECT state FROM import_run WHERE id = ${id(sent)}`), [["dropped"]]);
  assert.ok(!kept().includes(id(sent)));
});
