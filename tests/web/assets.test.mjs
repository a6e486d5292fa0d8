// Static files: their addresses hold their hash, so that a browser may keep them for ever and still
// sees each change.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFile, cp, mkdtemp, readFile, rm, stat, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startRig } from "../rig/rig.mjs";
import { Client, member } from "./client.mjs";

const exec = promisify(execFile);
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const FOR_EVER = "public, max-age=31536000, immutable";

let rig;
before(async () => {
  rig = await startRig({ parts: ["web"] });
});
after(() => rig?.stop());

/** Addresses of static files on a page, without their fragments. */
const assets = (html) => [...new Set([...html.matchAll(/"(\/static\/[^"#]+)/g)].map((found) => found[1]))];

test("each file a page names is there, under its hash, and may be kept for ever", async () => {
  const stranger = new Client(rig.baseUrl);
  const boss = await member(rig, "administrator");
  const pages = [await stranger.get("/login")];
  const paths = ["/", "/orders", "/status", "/accounts", "/accounts/new", "/settings/users", "/outbox", "/help/shortcuts"];
  for (const path of paths) pages.push(await boss.get(path));
  const found = new Set();
  for (const page of pages) {
    assert.equal(page.status, 200);
    const named = assets(page.body);
    assert.ok(named.length >= 5, page.body.slice(0, 500));
    for (const address of named) found.add(address);
  }
  for (const address of found) {
    const answer = await stranger.get(address);
    assert.equal(answer.status, 200, address);
    assert.equal(answer.headers["cache-control"], FOR_EVER, address);
    const hash = createHash("sha256").update(answer.body).digest("hex").slice(0, 12);
    assert.equal(new URL(address, rig.baseUrl).searchParams.get("v"), hash, address);
  }
});

test("without its hash, or with a version of another kind, a file is asked for again soon", async () => {
  const client = new Client(rig.baseUrl);
  for (const query of ["", "?v=1", "?v=", "?v=0123456789abc", "?v=0123456789AB", "?w=0123456789ab"]) {
    const answer = await client.get(`/static/kram.css${query}`);
    assert.equal(answer.headers["cache-control"], "public, max-age=300", query);
  }
});

test("a changed file has another address, and the others keep theirs", async (t) => {
  const dir = await mkdtemp(join(tmpdir(), "kram-assets-"));
  t.after(() => rm(dir, { recursive: true }));
  for (const part of ["Makefile", "po", "static", "templates"])
    await cp(join(root, part), join(dir, part), { recursive: true });
  for (const part of ["fuzz", "bench"])
    await cp(join(root, "tests", part, "rules.mk"), join(dir, "tests", part, "rules.mk"), { recursive: true });
  const page = join(dir, "build", "templates", "pl", "layout", "base.html");
  const build = async () => {
    await exec("make", ["-s", "BUILD=build", "build/templates/pl/layout/base.html"], { cwd: dir });
    return new Map(assets(await readFile(page, "utf8")).map((address) => address.split("?")));
  };

  const first = await build();
  assert.match(first.get("/static/kram.css"), /^v=[0-9a-f]{12}$/);
  const css = join(dir, "static", "kram.css");
  await appendFile(css, "/* another */\n");
  const later = new Date((await stat(page)).mtimeMs + 2000);
  await utimes(css, later, later);
  const second = await build();
  assert.notEqual(second.get("/static/kram.css"), first.get("/static/kram.css"));
  second.delete("/static/kram.css");
  for (const [file, version] of second) assert.equal(version, first.get(file), file);
});

test("a macro is written out with its arguments, and an unknown or a half one cannot be built", async () => {
  const write = async (page) => {
    const run = exec("awk", ["-f", join(root, "po", "macros.awk"), join(root, "templates", "macros"), "-"]);
    run.child.stdin.end(`${page}\n`);
    return (await run).stdout;
  };
  assert.match(await write("[[@icon truck]] [[@icon ICON]]"), /#truck".*#\{\{ICON\}\}"/);
  assert.match(await write("[[A text]]: [[@badge STATE]]"), /^\[\[A text\]\]: .*\{\{STATE_TONE\}\}.*#\{\{STATE_ICON\}\}.*\{\{STATE\}\}/);
  for (const page of ["[[@nothing]]", "[[@icon]]", "[[@copy TEXT]]", "[[@icon truck"]) await assert.rejects(write(page), page);
});

test("a template that names a file which is not there cannot be built", async () => {
  const awk = ["-f", join(root, "po", "translate.awk"), "-"];
  const run = exec("awk", awk);
  run.child.stdin.end('<img src="/static/nowhere.svg">\n');
  await assert.rejects(run, /there is no \/static\/nowhere\.svg/);
});
