// Headers on every answer, limits, error pages, languages, fragments, and what the panel gave up.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { startRig } from "../rig/rig.mjs";
import { Client, member } from "./client.mjs";

let rig;
before(async () => {
  rig = await startRig({ parts: ["web"] });
});
after(() => rig?.stop());

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const headers = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "cache-control": "no-store",
};

test("every answer carries the security headers, errors too", async () => {
  const stranger = new Client(rig.baseUrl);
  const viewer = await member(rig, "viewer");
  const answers = {
    200: await stranger.get("/login"),
    303: await stranger.get("/settings/users"),
    400: await stranger.get("/login?next=%00"),
    403: await viewer.get("/settings/users"),
    404: await viewer.get("/nowhere"),
    405: await viewer.get("/logout"),
    415: await viewer.send("POST", "/logout", { body: "{}", headers: { "content-type": "application/json" } }),
    422: await stranger.post("/login", { login: "", password: "" }),
    431: await stranger.get("/login", { "x-a": "a".repeat(7000), "x-b": "b".repeat(7000), "x-c": "c".repeat(7000) }),
  };
  for (const [status, answer] of Object.entries(answers)) {
    assert.equal(answer.status, Number(status), `${status}: ${answer.body.slice(0, 200)}`);
    for (const [name, value] of Object.entries(headers)) assert.equal(answer.headers[name], value, `${status}: ${name}`);
  }
});

test("no answer tells what runs here", async () => {
  const answer = await new Client(rig.baseUrl).get("/login");
  assert.equal(answer.headers.server, "nginx");
  assert.equal(answer.headers["x-powered-by"], undefined);
});

test("200 fields are read, the next one is not", async () => {
  const client = await member(rig, "viewer");
  const fields = (n) => Array.from({ length: n }, (_, i) => `f${i}=1`).join("&");
  assert.equal((await client.get(`/settings/password?${fields(200)}`)).status, 200);
  assert.equal((await client.get(`/settings/password?${fields(201)}`)).status, 400);
});

test("a body that is too large is refused", async () => {
  const client = new Client(rig.baseUrl);
  await client.get("/login");
  assert.equal((await client.post("/login", { login: "a", password: "x".repeat(300 * 1024) })).status, 413);
});

test("a multipart body is refused unread, whatever it holds, where no file is expected", async () => {
  const client = await member(rig, "viewer");
  const body = '--x\r\nContent-Disposition: form-data; name="lang"\r\n\r\nen\r\n--x--\r\n';
  for (const type of ["multipart/form-data; boundary=x", "multipart/mixed", "Multipart/Form-Data; boundary=x", "text/plain"]) {
    const answer = await client.send("POST", "/settings/language", { body, headers: { "content-type": type } });
    assert.equal(answer.status, 415, type);
    assert.equal(answer.headers["set-cookie"], undefined);
  }
});

test("malformed requests are errors of the sender, never ours", async () => {
  const client = await member(rig, "viewer");
  for (const path of ["/login?next=%", "/login?next=%00", "/login?next=%FF%FE", "/orders/%zz", "/%00", "/..%2f..%2fetc/passwd", "/settings/users/1%0d%0aX:%20y/role", "//evil.example", "/login?" + "a".repeat(5000)]) {
    const answer = await client.get(path);
    assert.ok(answer.status < 500, `${path}: ${answer.status}`);
    assert.equal(answer.headers.x, undefined);
  }
});

test("a field the form does not have is refused", async () => {
  const admin = await member(rig, "administrator");
  const answer = await admin.post("/settings/users", { login: "x1", name: "X", role: "viewer", password_hash: "y" });
  assert.equal(answer.status, 400);
});

test("an error page has the event number that stands in the log", async () => {
  const client = await member(rig, "viewer");
  const event = /Zdarzenie ([0-9A-F]{8}):/.exec((await client.get("/settings/users")).body)[1];
  const log = await readFile(`${rig.dir}/log/panel.log`, "utf8");
  assert.ok(log.split("\n").some((line) => line.includes(`req=${event}`) && line.includes("rc=DENIED")), event);
});

test("the language is the cookie's, else the browser's, else Polish", async () => {
  const heading = async (client, accept) => /<h1[^>]*>([^<]*)/.exec((await client.get("/login", accept && { "accept-language": accept })).body)[1];
  const client = new Client(rig.baseUrl);
  assert.equal(await heading(client), "Zaloguj się");
  assert.equal(await heading(client, "en-GB,en;q=0.9"), "Sign in");
  assert.equal(await heading(client, "de"), "Zaloguj się");
  const back = await client.post("/settings/language", { lang: "en" }, { headers: { referer: `${rig.baseUrl}/login?next=%2Fsettings%2Fusers` } });
  assert.equal(back.location, "/login?next=%2Fsettings%2Fusers");
  assert.equal(await heading(client, "pl"), "Sign in");
  for (const referer of ["https://evil.example/login/x", "https://evil.example//evil.example", `${rig.baseUrl}/nowhere`, "x"]) {
    assert.equal((await client.post("/settings/language", { lang: "pl" }, { headers: { referer } })).location, "/", referer);
  }
});

test("the theme is rendered by the server", async () => {
  const client = new Client(rig.baseUrl);
  await client.get("/login");
  await client.post("/settings/theme", { theme: "dark" });
  assert.match((await client.get("/login")).body, /<html lang="pl" data-theme="dark">/);
  await client.post("/settings/theme", { theme: "auto" });
  assert.ok(!(await client.get("/login")).body.includes("data-theme"));
});

test("htmx gets the part of the page, under the same address", async () => {
  const client = await member(rig, "viewer");
  const whole = await client.get("/settings/password");
  const part = await client.get("/settings/password", { "hx-request": "true" });
  assert.match(whole.body, /<html/);
  assert.ok(!part.body.includes("<html"));
  const bare = (text) => text.replace(/(name="csrf" value=")[^"]+/g, "$1").trim(); // masked anew each time
  assert.ok(part.body.length > 100 && bare(whole.body).includes(bare(part.body)));
  assert.match(part.headers.vary, /HX-Request, HX-Target/);
});

test("htmx is sent to login as a whole page", async () => {
  const answer = await new Client(rig.baseUrl).get("/settings/users", { "hx-request": "true" });
  assert.equal(answer.status, 401);
  assert.equal(answer.headers["hx-redirect"], "/login?next=%2Fsettings%2Fusers");
});

test("health checks need no session and set no cookie", async () => {
  for (const path of ["/healthz", "/readyz"]) {
    const answer = await new Client(rig.baseUrl).get(path);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers["set-cookie"], undefined);
  }
});

test("a lost database connection is made anew before anything is done", async () => {
  const viewer = await member(rig, "viewer");
  const kill = async () => {
    const ids = await rig.sql("SELECT id FROM information_schema.processlist WHERE user = 'kram_panel' AND db = DATABASE()");
    assert.ok(ids.length >= 2);
    for (const [id] of ids) await rig.sql(`KILL ${id}`);
  };
  for (let i = 0; i < 2; i++) {
    await kill();
    for (let n = 0; n < 6; n++) assert.equal((await viewer.get("/settings/password")).status, 200);
    await kill();
    for (let n = 0; n < 6; n++) assert.equal((await new Client(rig.baseUrl).get("/login/once?token=x")).status, 410);
  }
});

test("not ready while jobs are silent, an account is cut off or a red alarm is open, and it says which", async () => {
  const ready = async () => {
    const { status, body } = await new Client(rig.baseUrl).get("/readyz");
    return `${status} ${body.trim()}`;
  };
  const account = (state) => rig.sql(`REPLACE INTO account (id, name, environment, state) VALUES (4711, 'x', 'simulator', '${state}')`);
  const ran = (job, ago) => rig.sql(`DELETE FROM job_run WHERE job = '${job}';
    INSERT INTO job_run (job, host, pid, started_at, heartbeat_at) VALUES ('${job}', 'x', 1, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) - INTERVAL ${ago} MINUTE)`);
  await account("CONNECTED");
  assert.equal(await ready(), "503 not ready: poll-orders is late");
  await ran("poll-orders", 0);
  assert.equal(await ready(), "503 not ready: the jobs are silent");
  await ran("send-alarms", 0);
  assert.equal(await ready(), "200 ok");
  await account("RECONNECT_REQUIRED");
  assert.equal(await ready(), "503 not ready: an account is cut off from Allegro");
  await rig.sql("DELETE FROM account; INSERT INTO alarm (kind, severity, text, args) VALUES ('x', 2, '', '')");
  assert.equal(await ready(), "503 not ready: a red alarm is open");
  await rig.sql("UPDATE alarm SET severity = 1");
  assert.equal(await ready(), "200 ok");
  await rig.sql("DELETE FROM alarm; DELETE FROM job_run");
  assert.equal(await ready(), "200 ok");
});

test("a migration that only adds leaves what runs at work; one that breaks is waited for: 503, and 75 for a job", async () => {
  const [[version]] = await rig.sql("SELECT MAX(version) + 1 FROM schema_migration");
  const later = (breaks) => rig.sql(`REPLACE INTO schema_migration (version, name, hash, breaks) VALUES (${version}, 'later', '', ${breaks});
    SELECT CONCAT('KILL ', id) FROM information_schema.processlist WHERE user IN ('kram_panel', 'kram_gateway') AND db = DATABASE()`);
  const look = async () => [
    (await new Client(rig.baseUrl).get("/login/once?token=x")).status,
    (await new Client(rig.baseUrl).get("/connect/callback")).status,
    (await new Client(rig.baseUrl).get("/readyz")).status,
  ];
  for (const [breaks, statuses, code, said] of [[0, [410, 303, 200], 0, /^$/], [1, [503, 503, 503], 75, /has schema \d+.*program of schema \d+/]]) {
    for (const [kill] of await later(breaks)) await rig.sql(kill);
    for (let n = 0; n < 4; n++) assert.deepEqual(await look(), statuses);
    const job = await rig.run("poll-orders", "--once");
    assert.equal(job.code, code, job.stderr);
    assert.match(job.stderr, said);
  }
  await rig.sql(`DELETE FROM schema_migration WHERE version = ${version}`);
  for (let n = 0; n < 4; n++) assert.deepEqual(await look(), [410, 303, 200]);
});

test("the panel cannot open a socket to the network, start a program or be traced", async () => {
  const untraceable = rig.env.KRAM_BIN.includes("/san/") ? [] : ["ptrace"]; // its leak checker traces
  const { code, stdout } = await rig.run("panel.fcgi", "--check-confinement");
  assert.equal(code, 0, stdout);
  for (const what of ["socket(AF_INET)", "socket(AF_INET6)", "socket(AF_NETLINK)", "execve", "io_uring_setup", ...untraceable]) {
    assert.ok(stdout.includes(`${what}: EPERM`), stdout);
  }
  assert.ok(stdout.includes("socket(AF_UNIX): allowed"));
});

test("the running workers are under that filter", async () => {
  const program = `${rig.env.KRAM_BIN}/panel.fcgi`;
  let workers = 0;
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (command !== `${program}\0`) continue;
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    if (!status) continue;
    assert.match(status, /^Seccomp:\t2$/m);
    assert.match(status, /^NoNewPrivs:\t1$/m);
    workers++;
  }
  assert.ok(workers >= 2);
});

test("a configuration that would send cookies in clear text is refused", async () => {
  const config = (await readFile(rig.config, "utf8")).replace(/^base-url = .*$/m, 'base-url = "http://panel.example"');
  const { writeFile } = await import("node:fs/promises");
  await writeFile(`${rig.dir}/clear.conf`, config);
  const { code, stderr } = await rig.run("panel.fcgi", "-c", `${rig.dir}/clear.conf`, "--check-confinement");
  assert.equal(code, 78);
  assert.match(stderr, /base-url must be https/);
});

test("a worker that was given no listening socket says so and leaves", async () => {
  const { code, stderr } = await rig.run("panel.fcgi");
  assert.equal(code, 78);
  assert.match(stderr, /standard input is not a listening socket/);
});
