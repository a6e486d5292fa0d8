// Small copies of the pictures of offers: from the rehearsal, and from a server in the place of
// Allegro's image host (host.c), which gives everything but pictures.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { cannotPretend, runOn } from "./hosting.mjs";

const HOST = "a.allegroimg.allegrosandbox.pl";
const account = "(SELECT MIN(id) FROM account)";

/** A PNG as far as anybody looks who does not decode it. */
function png(width, height, bytes = 200) {
  const head = Buffer.from("89504e470d0a1a0a0000000d494844520000000000000000", "hex");
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Buffer.concat([head, Buffer.alloc(bytes, width)]);
}

describe("pictures of offers", () => {
  let rig, folder, key, cert;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "kram-pictures-"));
    [key, cert] = ["key.pem", "cert.pem"].map((name) => join(folder, name));
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "1", "-subj", `/CN=${HOST}`, "-addext", `subjectAltName=DNS:${HOST},DNS:evil.test`], { stdio: "ignore" });
    rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--orders", "3"], set: [`ca-bundle = "${cert}"`] });
    await rig.must("sync-offers", "--once");
  });
  after(async () => {
    await rig?.stop();
    if (folder) rmSync(folder, { recursive: true });
  });

  const number = async (sql) => Number((await rig.sql(sql))[0][0]);
  const missing = () => number("SELECT COUNT(DISTINCT o.image) FROM offer o LEFT JOIN picture p ON p.address = o.image WHERE o.image IS NOT NULL AND p.content_id IS NULL");

  test("each offer's has a copy, small and of a kind that a page may show", async () => {
    assert.ok((await missing()) > 10);
    for (let i = 0; i < 5 && (await missing()); i += 1) await rig.must("fetch-pictures", "--once");
    assert.equal(await missing(), 0);
    assert.deepEqual(await rig.sql("SELECT DISTINCT media, width, height FROM picture_content"), [["image/gif", "64", "64"]]);
    assert.deepEqual(await rig.sql("SELECT fault, COUNT(*) FROM picture WHERE content_id IS NULL OR next_at IS NOT NULL GROUP BY fault"), []);
  });

  test("what is here is not asked for again, and a replaced picture is found", async () => {
    const before = await rig.sql("SELECT id, content_id FROM picture ORDER BY id");
    await rig.must("fetch-pictures", "--once");
    assert.deepEqual(await rig.sql("SELECT id, content_id FROM picture ORDER BY id"), before);
    await rig.sql("UPDATE offer SET image = 'https://a.allegroimg.example/original/11/inne' ORDER BY id LIMIT 1");
    await rig.must("fetch-pictures", "--once");
    assert.equal(await missing(), 0);
    assert.equal(await number("SELECT COUNT(*) FROM picture"), before.length + 1);
  });

  test("offers that share a picture share its copy", async () => {
    await rig.sql("UPDATE offer SET image = CONCAT('https://', account_id, '.allegroimg.example/original/11/wspolne') ORDER BY id LIMIT 2");
    await rig.sql("UPDATE offer SET image = 'https://z.allegroimg.example/s512/11/wspolne' ORDER BY id DESC LIMIT 1");
    await rig.must("fetch-pictures", "--once");
    assert.equal(await number("SELECT COUNT(DISTINCT content_id) FROM picture WHERE address LIKE '%/wspolne'"), 1);
  });

  test("an address of another form is never asked for", async () => {
    const before = await number("SELECT COUNT(*) FROM picture");
    for (const image of ["http://a.allegroimg.com/original/1/2", "https://a.allegroimg.com/original/1/2?x=1", "https://a.allegroimg.com@127.0.0.1/original/1/2", "https://a.allegroimg.com:8080/original/1/2", "https://a.allegroimg.com/original/../../x", "file:///etc/passwd", "https://a.allegroimg.com/x/1/2", ""]) {
      await rig.sql(`UPDATE offer SET image = '${image}' ORDER BY id LIMIT 1`);
      await rig.must("fetch-pictures", "--once");
      assert.equal(await number("SELECT COUNT(*) FROM picture"), before, image);
    }
    await rig.sql("UPDATE offer SET image = NULL ORDER BY id LIMIT 1");
    await rig.must("fetch-pictures", "--once");
  });

  describe("Allegro's host", { skip: cannotPretend }, () => {
    let server, behave, port, n = 0;
    const seen = [];

    before(async () => {
      server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
        seen.push(request.url);
        behave(request, response);
      });
      await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
      port = server.address().port;
      await rig.sql("UPDATE account SET environment = 'sandbox'");
    });
    after(async () => {
      server?.closeAllConnections();
      server?.close();
      await rig.sql("UPDATE account SET environment = 'simulator'");
    });

    const fetch = async (behaviour, names = `${HOST}=11.0.0.1 evil.test=11.0.0.1`) => {
      behave = behaviour;
      n += 1;
      seen.length = 0;
      await rig.sql(`DELETE FROM picture WHERE content_id IS NULL; INSERT INTO picture (account_id, address) SELECT ${account}, 'https://${HOST}/original/11/p${n}'`);
      const { code, said } = await runOn({ KRAM_NAMES: names, KRAM_TLS_PORT: String(port) }, rig, "fetch-pictures", "--once");
      assert.equal(code, 0, said);
      const [[fault, name, failures, again]] = await rig.sql("SELECT fault, IFNULL(content_id, ''), failures, next_at IS NOT NULL FROM picture ORDER BY id DESC LIMIT 1");
      return { fault, name, failures: Number(failures), again: again === "1" };
    };
    const give = (type, body) => (request, response) => response.writeHead(200, { "content-type": type }).end(body);

    test("the small variant is asked for", async () => {
      const { fault, name } = await fetch(give("image/png", png(128, 96)));
      assert.deepEqual([fault, seen], ["", [`/s128/11/p${n}`]]);
      assert.deepEqual(await rig.sql(`SELECT media, width, height FROM picture_content WHERE id = ${name}`), [["image/png", "128", "96"]]);
    });

    for (const [what, type, body] of [
      ["a page of HTML", "image/jpeg", "<html><script>alert(1)</script>"],
      ["SVG with a script", "image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
      ["a JPEG without a size", "image/jpeg", Buffer.from("ffd8ffe000104a46494600", "hex")],
      ["a large picture", "image/png", png(2560, 2560)],
      ["a picture without pixels", "image/png", png(0, 0)],
    ])
      test(`${what} is no picture, and is asked for four times at most`, async () => {
        assert.deepEqual(await fetch(give(type, body)), { fault: "not-picture", name: "", failures: 1, again: true });
        await rig.sql("UPDATE picture SET failures = 3, next_at = UTC_TIMESTAMP(3) WHERE content_id IS NULL");
        await runOn({ KRAM_NAMES: `${HOST}=11.0.0.1`, KRAM_TLS_PORT: String(port) }, rig, "fetch-pictures", "--once");
        assert.deepEqual(await rig.sql("SELECT fault, failures, next_at FROM picture WHERE content_id IS NULL"), [["not-picture", "4", "NULL"]]);
      });

    test("a body without end is cut off, however long it says it is", async () => {
      let sent = 0;
      const { fault } = await fetch((request, response) => {
        response.writeHead(200, { "content-type": "image/png" });
        const more = () => {
          if (response.destroyed) return;
          sent += 1 << 16;
          response.write(Buffer.alloc(1 << 16, 1), more);
        };
        response.write(png(128, 128), more);
      });
      assert.equal(fault, "too-big");
      assert.ok(sent < 32 << 20, `${sent} bytes were taken`);
      assert.equal((await fetch((q, r) => r.writeHead(200, { "content-length": String(1 << 30) }).end("x"))).fault, "too-big");
    });

    test("it leads nowhere else: to a private address, another server, another port", async () => {
      for (const [to, fault] of [["https://127.0.0.1/s128/11/x", "elsewhere"], ["http://169.254.169.254/latest/meta-data", "elsewhere"], ["https://evil.test/s128/11/x", "elsewhere"], [`https://${HOST}:8443/s128/11/x`, "elsewhere"]])
        assert.equal((await fetch((q, r) => r.writeHead(302, { location: to }).end())).fault, fault, to);
    });

    test("a name that resolves to this machine is not asked", async () => {
      assert.equal((await fetch(give("image/png", png(128, 128)), `${HOST}=127.0.0.1`)).fault, "private");
      assert.deepEqual(seen, []);
    });

    test("one that is gone waits a day, an outage an hour", async () => {
      assert.equal((await fetch((q, r) => r.writeHead(404).end())).fault, "gone");
      assert.equal(await number("SELECT TIMESTAMPDIFF(HOUR, UTC_TIMESTAMP(), next_at + INTERVAL 1 MINUTE) FROM picture WHERE content_id IS NULL"), 24);
      assert.equal((await fetch((q, r) => r.writeHead(503).end())).fault, "server");
      assert.equal(await number("SELECT TIMESTAMPDIFF(HOUR, UTC_TIMESTAMP(), next_at + INTERVAL 1 MINUTE) FROM picture WHERE content_id IS NULL"), 1);
    });
  });
});
