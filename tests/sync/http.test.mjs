// The HTTP client against a server that does not behave: every limit holds, nothing is followed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTls } from "node:https";
import { createServer as createTcp } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { startRig } from "../rig/rig.mjs";
import { setKeys } from "./connecting.mjs";

let rig, server, behave;
const seen = [];
before(async () => {
  server = createServer((request, response) => {
    seen.push({ url: request.url, headers: request.headers });
    behave(request, response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  rig = await startRig({ set: ["api", "auth", "upload"].map((role) => `simulator-${role}-url = "${url}"`) });
});
after(async () => {
  server?.closeAllConnections();
  server?.close();
  await rig?.stop();
});

/** Ask for a token of the application from a server that behaves like this. */
function ask(behaviour) {
  behave = behaviour;
  seen.length = 0;
  return setKeys(rig, "any-client");
}

const json = { "content-type": "application/json" };
const token = JSON.stringify({ access_token: "abc", token_type: "bearer", expires_in: 43199, scope: "" });
const ok = (request, response) => response.writeHead(200, json).end(token);

test("a well-behaved server is understood, and told who asks", async () => {
  assert.equal((await ask(ok)).code, 0);
  const [{ url, headers }] = seen;
  assert.equal(url, "/auth/oauth/token");
  assert.equal(headers["user-agent"], "Kram-Rehearsal/0.1 (+https://kram.example/contact)");
  assert.equal(headers["content-type"], "application/x-www-form-urlencoded");
  assert.equal(headers["accept-encoding"], "gzip");
  assert.match(headers.authorization, /^Basic /);
});

test("compressed answers are unpacked", async () => {
  const answer = await ask((q, r) => r.writeHead(200, { ...json, "content-encoding": "gzip" }).end(gzipSync(token)));
  assert.equal(answer.code, 0, answer.stderr);
});

test("F51: a compressed bomb is cut off by its decoded size", async () => {
  const bomb = gzipSync(Buffer.alloc(64 << 20, " "));
  const answer = await ask((q, r) => r.writeHead(200, { ...json, "content-encoding": "gzip" }).end(bomb));
  assert.equal(answer.code, 1);
  assert.match(answer.stderr, /larger than allowed/);
});

test("an endless header is cut off", async () => {
  const answer = await ask((q, r) => {
    r.socket.write("HTTP/1.1 200 OK\r\n");
    for (let i = 0; i < 300; i++) r.socket.write(`X-Fill-${i}: ${"x".repeat(1000)}\r\n`);
    r.socket.end("\r\n{}");
  });
  assert.equal(answer.code, 1);
  assert.match(answer.stderr, /larger than allowed/);
});

test("F52: a redirect is not followed, so nothing is sent elsewhere", async () => {
  const answer = await ask((q, r) => r.writeHead(302, { location: "/stolen" }).end());
  assert.equal(answer.code, 75, "somebody between answered: to be tried again");
  assert.deepEqual(seen.map((s) => s.url), ["/auth/oauth/token"]);
});

/** Who answers https with a certificate of their own for this name: the program's answer, and what it let them see. */
async function impostor(name, ...options) {
  const [key, cert] = ["key", "cert"].map((what) => join(rig.dir, `impostor-${what}.pem`));
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "1",
    "-subj", `/CN=${name}`, "-addext", `subjectAltName=${name.startsWith("127.") ? "IP" : "DNS"}:${name}`], { stdio: "ignore" });
  const asked = [];
  const tls = createTls({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    asked.push(request.url);
    ok(request, response);
  });
  await new Promise((resolve) => tls.listen(0, "127.0.0.1", resolve));
  const url = `https://127.0.0.1:${tls.address().port}`;
  const config = join(rig.dir, "impostor.conf");
  const lines = readFileSync(rig.config, "utf8").replace(/^(simulator-\w+-url) = .*$/gm, `$1 = "${url}"`);
  writeFileSync(config, [lines, ...options.map((line) => line.replace("CERT", cert)), ""].join("\n"));
  const answer = await setKeys({ spawn: (program, args, how) => rig.spawn(program, ["-c", config, ...args], how) }, "any-client");
  tls.closeAllConnections();
  tls.close();
  return { ...answer, asked };
}

test("F52: who has a certificate nobody vouches for gets no secret, and is trouble to try again", async () => {
  const { code, stderr, asked } = await impostor("127.0.0.1");
  assert.equal(code, 75, stderr);
  assert.match(stderr, /certificate/);
  assert.deepEqual(asked, []);
});

test("F52: a certificate that is trusted, but for another name, is refused too", async () => {
  const { code, asked } = await impostor("allegro.example", 'ca-bundle = "CERT"');
  assert.equal(code, 75);
  assert.deepEqual(asked, []);
  const right = await impostor("127.0.0.1", 'ca-bundle = "CERT"');
  assert.equal(right.code, 0, right.stderr);
  assert.deepEqual(right.asked, ["/auth/oauth/token"]);
});

test("an answer that ends early, or is no HTTP, is trouble to try again", async () => {
  const cut = await ask((q, r) => {
    r.writeHead(200, { ...json, "content-length": "500" });
    r.write("{");
    setTimeout(() => r.socket.destroy(), 20);
  });
  assert.equal(cut.code, 75, cut.stderr);
  const noise = await ask((q, r) => r.socket.end("SSH-2.0-OpenSSH\r\n"));
  assert.equal(noise.code, 75, noise.stderr);
});

test("an answer of another shape is not believed", async () => {
  for (const body of ["", "<html>", "null"]) { // not from the API: an outage, to be tried again
    const answer = await ask((q, r) => r.writeHead(200, json).end(body));
    assert.equal(answer.code, 75, `${body}: ${answer.stdout}`);
  }
  for (const body of ["[]", '{"access_token":7,"expires_in":1}', '{"access_token":"a","expires_in":0}', '{"access_token":"","expires_in":9}']) {
    const answer = await ask((q, r) => r.writeHead(200, json).end(body));
    assert.equal(answer.code, 1, `${body}: ${answer.stdout}`);
  }
});

test("F50: a server that hangs is given up after ten seconds", async () => {
  const started = Date.now();
  const answer = await ask(() => {});
  assert.equal(answer.code, 75, answer.stderr);
  assert.match(answer.stderr, /no answer in time/);
  assert.ok(Date.now() - started < 15000);
});

test("nobody listening is said in words", async () => {
  const free = createTcp();
  await new Promise((resolve) => free.listen(0, "127.0.0.1", resolve));
  const { port } = free.address();
  await new Promise((resolve) => free.close(resolve));
  const lonely = await startRig({ set: ["api", "auth", "upload"].map((role) => `simulator-${role}-url = "http://127.0.0.1:${port}"`) });
  const answer = await setKeys(lonely, "any-client");
  await lonely.stop();
  assert.equal(answer.code, 75);
  assert.match(answer.stderr, /Allegro cannot be reached/);
});

test("a rehearsal Allegro in plain http elsewhere is refused", async () => {
  const far = await startRig({ set: ["api", "auth", "upload"].map((role) => `simulator-${role}-url = "http://rehearsal.example"`) });
  const answer = await setKeys(far, "any-client");
  await far.stop();
  assert.match(answer.stderr, /only https, or http towards this machine/);
});
