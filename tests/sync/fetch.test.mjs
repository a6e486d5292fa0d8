// Files of products fetched from the shop: what is asked, what is refused, what becomes of it.
// A name of the shop is an address of the public Internet that only this test's preloaded library
// brings to this machine (host.c): the program itself knows no way to fetch from one.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTls } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { gzipSync } from "node:zlib";

import { startRig } from "../rig/rig.mjs";
import { cannotPretend, ended, runOn } from "./hosting.mjs";

const KEY = "tajny-klucz-sklepu-7f3a";
const csv = (price, rows = 3) => `sku;name;price;stock\n${Array.from({ length: rows }, (_, i) => `F-${i};Kubek ${i};${price};5\n`).join("")}`;

describe("fetch-products", { skip: cannotPretend }, () => {
  let rig, server, tls, behave, port, tlsPort, folder;
  const seen = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "kram-fetch-"));
    const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(folder, name));
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "1", "-subj", "/CN=shop.test", "-addext", "subjectAltName=DNS:shop.test"], { stdio: "ignore" });
    const handle = (request, response) => {
      seen.push({ url: request.url, headers: request.headers });
      behave(request, response);
    };
    server = createServer(handle);
    tls = createTls({ key: readFileSync(key), cert: readFileSync(cert) }, handle);
    for (const one of [server, tls]) await new Promise((resolve) => one.listen(0, "127.0.0.1", resolve));
    port = server.address().port;
    tlsPort = tls.address().port;
    rig = await startRig({
      parts: [],
      set: [`feed-hosts = "shop.test:${tlsPort} http://shop.test:${port} http://127.0.0.1:${port} http://mapped.test:${port}"`, `ca-bundle = "${cert}"`],
    });
    await source("add", `https://shop.test:${tlsPort}/export/produkty.csv?klucz=${KEY}`);
  });
  after(async () => {
    for (const one of [server, tls]) {
      one?.closeAllConnections();
      one?.close();
    }
    await rig?.stop();
    if (folder) rmSync(folder, { recursive: true });
  });
  beforeEach(() => (seen.length = 0));

  async function source(action, address, ...more) {
    const child = rig.spawn("kramctl", ["products", "source", action, "--profile", "Sklep", ...(action === "add" ? ["--auto", ...more] : [])], { stdio: ["pipe", "pipe", "pipe"] });
    child.stdin.end(`${address ?? ""}\n`);
    return ended(child);
  }
  const row = async () => {
    const [[fault, problem, failures, run]] = await rig.sql("SELECT fault, problem, failures, IFNULL(run_id, 0) FROM import_source");
    return { fault, problem, failures: Number(failures), run };
  };
  const runs = async () => Number((await rig.sql("SELECT COUNT(*) FROM import_run"))[0][0]);
  const price = async () => (await rig.sql("SELECT price_minor FROM product WHERE sku = 'F-0'"))[0]?.[0];
  /** Its time has come. */
  const fetch = async (behaviour, names = "shop.test=11.0.0.1") => {
    behave = behaviour;
    await rig.sql("UPDATE import_source SET next_at = UTC_TIMESTAMP(3)");
    const { code, said } = await runOn({ KRAM_NAMES: names }, rig, "fetch-products", "--once");
    assert.doesNotMatch(said, new RegExp(KEY));
    assert.equal(code, 0, said);
    return row();
  };
  const read = () => rig.must("import-products", "--once");
  const give = (text, headers = {}) => (request, response) => response.writeHead(200, { "content-type": "text/csv", ...headers }).end(text);
  /** Nothing came, nothing changed, and it says why. */
  const refused = async (fault, behaviour, names) => {
    const before = [await runs(), await price()];
    const now = await fetch(behaviour, names);
    assert.equal(now.fault, fault, now.problem);
    assert.doesNotMatch(now.problem, new RegExp(KEY));
    await read();
    assert.deepEqual([await runs(), await price()], before);
    assert.deepEqual(readdirSync(join(rig.dir, "state", "imports")), []);
    return now;
  };
  const pointTo = (path, at = `http://shop.test:${port}`) => rig.sql(`UPDATE import_source SET address = '${at}${path}'`);

  test("a file comes over https, is applied, and who asks is told", async () => {
    const now = await fetch(give(csv("10,00"), { etag: '"jeden"', "last-modified": "Tue, 01 Dec 2026 00:00:00 GMT" }));
    assert.deepEqual([now.fault, now.failures], ["", 0], now.problem);
    assert.equal(seen[0].url, `/export/produkty.csv?klucz=${KEY}`);
    assert.equal(seen[0].headers["if-none-match"], undefined);
    assert.match(seen[0].headers["user-agent"], /^Kram/);
    assert.equal(existsSync(join(rig.dir, "state", "imports", now.run)), true);
    await read();
    assert.equal(await price(), "1000");
    assert.deepEqual(await rig.sql("SELECT file_name, actor, state FROM import_run"), [["produkty.csv", "fetch-products", "applied"]]);
    await fetch((q, r) => r.writeHead(304).end());
  });

  test("it is not asked for before its time", async () => {
    await runOn({ KRAM_NAMES: "shop.test=11.0.0.1" }, rig, "fetch-products", "--once");
    assert.deepEqual(seen, []);
  });

  test("the same file is nothing to do: by its ETag, and by its bytes", async () => {
    const before = await runs();
    let now = await fetch((q, r) => r.writeHead(304).end());
    assert.equal(seen[0].headers["if-none-match"], '"jeden"');
    assert.equal(seen[0].headers["if-modified-since"], "Tue, 01 Dec 2026 00:00:00 GMT");
    assert.deepEqual([now.fault, await runs()], ["", before]);
    now = await fetch(give(csv("10,00"), { etag: '"dwa"' }));
    assert.deepEqual([now.fault, await runs()], ["", before]);
  });

  test("another ETag with other bytes is another file", async () => {
    await fetch(give(csv("11,00"), { etag: '"trzy"' }));
    await read();
    assert.equal(await price(), "1100");
    await fetch((q, r) => r.writeHead(304).end());
    assert.equal(seen.at(-1).headers["if-none-match"], '"trzy"');
  });

  test("packed it comes whole: on its way, or as it lies there", async () => {
    await fetch(give(gzipSync(csv("11,50")), { "content-encoding": "gzip" }));
    await read();
    assert.equal(await price(), "1150");
    const half = csv("12,00").length >> 1;
    await fetch(give(Buffer.concat([gzipSync(csv("12,00").slice(0, half)), gzipSync(csv("12,00").slice(half))]), { "content-type": "application/gzip" }));
    await read();
    assert.equal(await price(), "1200");
  });

  test("F24: a web page, an empty answer and half a file change nothing, and say so", async () => {
    await refused("file", give("<!DOCTYPE html><h1>Logowanie</h1>", { etag: '"strona"' }));
    assert.match((await row()).problem, /web page/);
    await fetch(give(csv("12,00")));
    assert.notEqual(seen.at(-1).headers["if-none-match"], '"strona"', "the ETag of a web page is not asked with");
    await refused("empty", give(""));
    await refused("broken", (q, r) => {
      r.writeHead(200, { "content-length": "500" });
      r.write(csv("1,00"));
      setTimeout(() => r.socket.destroy(), 20);
    });
    await refused("broken", (q, r) => {
      r.writeHead(200, { "transfer-encoding": "chunked" });
      r.write(csv("1,00"));
      setTimeout(() => r.socket.destroy(), 20);
    });
    const packed = gzipSync(csv("1,00", 200));
    for (const part of [packed.subarray(0, -1), packed.subarray(0, 200), Buffer.concat([packed, Buffer.from("x")]), Buffer.concat([packed.subarray(0, 100), Buffer.alloc(100), packed.subarray(200)])]) {
      await refused("broken", give(part, { "content-encoding": "gzip" }));
    }
    await refused("file", give(gzipSync(packed), { "content-encoding": "gzip" }));
  });

  test("F24: a file that breaks off inside is a failure once it was read", async () => {
    const xml = '<?xml version="1.0"?><offers version="1"><o id="F-0" price="1.00"><name>Kubek</name></o><o id="F-1"';
    await fetch(give(csv("12,00")));
    await fetch(give(xml, { etag: '"urwany"' }));
    await read();
    assert.equal((await rig.sql("SELECT state FROM import_run ORDER BY id DESC LIMIT 1"))[0][0], "failed");
    assert.deepEqual(await fetch(give(xml)), { fault: "file", problem: (await row()).problem, failures: 1, run: (await row()).run });
    assert.equal(seen.length, 2, "and is asked for again a while later");
    const now = await fetch(give(xml, { etag: '"urwany"' }));
    assert.equal(seen.at(-1).headers["if-none-match"], undefined, "it is asked for whole");
    assert.deepEqual([now.fault, now.failures], ["file", 2], "once for the file that was read, once for the same again");
    assert.equal(await price(), "1200");
    await fetch(give(csv("12,00")));
    await read();
    await refused("server", (q, r) => r.writeHead(304).end());
    assert.equal((await fetch(give(csv("12,00")))).failures, 0, "the same as what? nothing was asked with");
  });

  test("F61: what refuses and what is not there is told apart", async () => {
    for (const [status, fault] of [[401, "refused"], [403, "refused"], [404, "gone"], [410, "gone"], [500, "server"], [503, "server"], [204, "server"]]) {
      await refused(fault, (q, r) => r.writeHead(status).end("x".repeat(200000)));
    }
  });

  test("three failures in a row are an alarm, which ends with the first file that comes", async () => {
    const open = () => rig.sql("SELECT subject FROM alarm WHERE kind = 'source-failing' AND is_open = 1");
    await fetch(give(csv("12,00")));
    for (const expected of [[], [], [["Sklep"]]]) {
      await refused("server", (q, r) => r.writeHead(500).end());
      assert.deepEqual(await open(), expected);
    }
    await fetch(give(csv("12,00")));
    assert.deepEqual(await open(), []);
  });

  test("F61: redirects go where the list allows, and nowhere else", async () => {
    const to = (location) => (q, r) => (q.url === "/nowy.csv" ? give(csv("13,00"))(q, r) : r.writeHead(302, { location }).end());
    await fetch(to(`http://shop.test:${port}/nowy.csv`));
    await read();
    assert.equal(await price(), "1300");
    for (const location of ["http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "https://elsewhere.test/x.csv", "ftp://shop.test/x", "gopher://shop.test:70/x",
      `http://127.0.0.1:${port}@elsewhere.test/`, `http://ola:haslo@shop.test:${port}/x.csv`, `http://shop.test:${port + 1}/x.csv`, "http://shop.test/x.csv", "//elsewhere.test/x"]) {
      await refused("elsewhere", to(location));
    }
    await refused("private", to(`http://127.0.0.1:${port}/nowy.csv`));
    assert.equal(seen.filter(({ url }) => url === "/nowy.csv").length, 1, "allowed by name, and still this machine");
    await refused("elsewhere", (q, r) => r.writeHead(302, { location: q.url }).end());
    assert.ok(seen.length < 30, "on and on is not for ever");
  });

  test("F61: a server of this machine, of a private network or of the cloud is not asked, whatever its name", async () => {
    for (const address of ["127.0.0.1", "10.0.0.5", "192.168.1.10", "172.16.0.1", "100.64.0.1", "169.254.169.254", "0.0.0.0", "::1", "::ffff:127.0.0.1", "::ffff:11.0.0.1", "fd00::1", "fe80::1"]) {
      await refused("private", give(csv("1,00")), `shop.test=${address}`);
    }
    for (const odd of ["127.0.0.1", "0x7f.1", "2130706433", "127.1", "0177.0.0.1"]) {
      await pointTo("/x.csv", `http://${odd}:${port}`);
      await refused("private", give(csv("1,00")));
    }
    assert.deepEqual(seen, []);
  });

  test("F61: a name that means another address a moment later gets nothing (rebinding)", async () => {
    await pointTo("/x.csv");
    await refused("broken", (q, r) => r.socket.destroy(), "shop.test=11.0.0.1,127.0.0.1");
    seen.length = 0;
    // The first hop is public; by the second, to another port and so on a connection of its own, the name means this machine.
    await refused("private", (q, r) => r.writeHead(302, { location: `https://shop.test:${tlsPort}/y.csv`, connection: "close" }).end(), "shop.test=11.0.0.1,127.0.0.1");
    assert.deepEqual(seen.map(({ url }) => url), ["/x.csv"]);
  });

  test("F61: a host that left the list, and an address with a password, are asked nothing", async () => {
    await pointTo("/x.csv", "https://elsewhere.test");
    await refused("host", give(csv("1,00")));
    await pointTo("/x.csv", `http://ola:haslo@shop.test:${port}`);
    await refused("url", give(csv("1,00")));
    assert.deepEqual(seen, []);
  });

  test("F61: a bomb ends at the limit, endless headers too", async () => {
    await pointTo("/x.csv");
    const bomb = gzipSync(Buffer.alloc(300 << 20, "a"), { level: 9 });
    await refused("too-big", give(bomb, { "content-encoding": "gzip" }));
    await refused("too-big", (q, r) => {
      r.socket.on("error", () => {});
      r.socket.write("HTTP/1.1 200 OK\r\n");
      for (let i = 0; i < 100; i++) r.socket.write(`X-Fill-${i}: ${"x".repeat(1000)}\r\n`);
      r.socket.end("\r\nsku");
    });
    await refused("too-big", (q, r) => r.writeHead(200, { "content-length": `${300 << 20}` }).write("sku"));
  });

  test("a server that stops in the middle is left within seconds when the job is asked to stop", async () => {
    await pointTo("/x.csv");
    let begun;
    const asked = new Promise((resolve) => (begun = resolve));
    behave = (q, r) => {
      r.writeHead(200, { "content-length": "5000" });
      r.write("sku;name");
      begun();
    };
    await rig.sql("UPDATE import_source SET next_at = UTC_TIMESTAMP(3)");
    const child = rig.spawn("fetch-products", ["--once"], { env: { LD_PRELOAD: join(rig.dir, "host.so"), KRAM_NAMES: "shop.test=11.0.0.1" }, stdio: ["ignore", "pipe", "pipe"] });
    await asked;
    const began = Date.now();
    child.kill("SIGTERM");
    assert.equal((await ended(child)).code, 0);
    assert.ok(Date.now() - began < 5000);
    assert.deepEqual(readdirSync(join(rig.dir, "state", "imports")), []);
  });

  test("one killed between saying that a file came and handing it on goes on", async () => {
    const place = join(rig.dir, "state", "imports");
    for (const [text, expected, moved] of [["14,00", "1400", true], ["15,00", "1500", false]]) {
      await fetch(give(csv(text)));
      const { run } = await row();
      await rig.sql(`UPDATE import_run SET state = 'draft' WHERE id = ${run}`);
      if (moved) execFileSync("mv", [join(place, run), join(place, "fetch-1")]);
      await rig.must("fetch-products", "--once");
      await read();
      assert.equal(await price(), expected);
    }
  });

  test("one that lost its file on the way gives way to the next", async () => {
    await fetch(give(csv("16,00")));
    const { run } = await row();
    await rig.sql(`UPDATE import_run SET state = 'draft' WHERE id = ${run}`);
    rmSync(join(rig.dir, "state", "imports", run));
    await fetch(give(csv("16,00"), { etag: '"znowu"' }));
    await read();
    assert.equal(await price(), "1600");
    assert.deepEqual(await rig.sql(`SELECT state FROM import_run WHERE id = ${run}`), [["dropped"]]);
  });

  test("a file that waits for a person gives way to a newer one", async () => {
    await rig.sql("UPDATE import_profile SET auto = 0");
    await fetch(give(csv("17,00")));
    await read();
    const { run } = await row();
    await fetch(give(csv("18,00")));
    await read();
    assert.deepEqual(await rig.sql(`SELECT state FROM import_run WHERE id >= ${run} ORDER BY id`), [["dropped"], ["read"]]);
    assert.equal(await price(), "1600");
  });

  test("an address that cannot be is refused with what to do, and never kept", async () => {
    for (const [address, says] of [
      ["https://inny.pl/plik.csv", /add "inny.pl" to feed-hosts/],
      [`http://shop.test:${tlsPort}/plik.csv`, /add "http:\/\/shop.test:\d+" to feed-hosts/],
      ["https://ola:haslo@shop.test/plik.csv", /name and password/],
      ["file:///etc/passwd", /not an address/], ["shop.test/plik.csv", /not an address/], ["", /not an address/],
    ]) {
      const { code, said } = await source("add", address);
      assert.notEqual(code, 0);
      assert.match(said, says);
    }
    assert.equal((await source("add", `https://shop.test:${tlsPort}/x.csv`)).code, 1, "a profile has one");
    assert.match((await rig.must("kramctl", "products", "sources")).stdout, /^Sklep\thttp:\/\/shop.test:\d+\/x.csv\t60 min/);
    assert.equal((await source("remove")).code, 0);
    assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM import_source"), [["0"]]);
  });
});
