// Coming in and staying in: login, sessions, fixation, throttling, one-time links.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startRig } from "../rig/rig.mjs";
import { addUser, Client, member, password } from "./client.mjs";

let rig;
before(async () => {
  rig = await startRig({ parts: ["web"] });
  await addUser(rig, "anna", "administrator");
});
after(() => rig?.stop());

const isIn = async (client) => (await client.get("/settings/password")).status === 200;
/** What the panel's workers took of the processor so far, in ticks: another's work does not count. */
function panelTicks() {
  const pool = readFileSync(join(rig.dir, "run", "panel.pid"), "utf8").split(" ")[0];
  let ticks = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    let stat;
    try {
      stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    } catch {
      continue; // it has ended
    }
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[1] === pool) ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks;
}

const forgetTries = () => rig.sql("DELETE FROM login_throttle");

test("a login leads to the first page and sets a cookie scripts cannot read", async () => {
  const client = new Client(rig.baseUrl);
  const answer = await client.login("anna", password);
  assert.equal(answer.status, 303);
  assert.equal(answer.location, "/");
  assert.match(answer.headers["set-cookie"][0], /; Path=\/; HttpOnly; SameSite=Lax$/);
  assert.ok(await isIn(client));
});

test("case of the login does not count, case of the password does", async () => {
  const client = new Client(rig.baseUrl);
  assert.equal((await client.login("Anna", password)).status, 303);
  assert.equal((await new Client(rig.baseUrl).login("anna", password.toUpperCase())).status, 422);
  await forgetTries();
});

test("a password hashed at an older cost is hashed anew at login, and only then", async () => {
  const hash = async () => (await rig.sql("SELECT password_hash FROM users WHERE login = 'anna'"))[0][0];
  const own = await hash();
  await new Client(rig.baseUrl).login("anna", password);
  assert.equal(await hash(), own);
  // "correct horse battery" at 19 MiB.
  const old = "$argon2id$v=19$m=19456,t=2,p=1$RYUQrwIjXQzFfhZJvHMT5w$KIKB0qmftxbf0gOmuwvC1ve2CIdzJxYgkKLF0pGGC34";
  await rig.sql(`UPDATE users SET password_hash = '${old}' WHERE login = 'anna'`);
  assert.equal((await new Client(rig.baseUrl).login("anna", "something else")).status, 422);
  assert.equal(await hash(), old);
  assert.equal((await new Client(rig.baseUrl).login("anna", "correct horse battery")).status, 303);
  assert.match(await hash(), /^\$argon2id\$v=19\$m=65536,t=2,p=1\$/);
  assert.equal((await new Client(rig.baseUrl).login("anna", "correct horse battery")).status, 303);
  await rig.sql(`UPDATE users SET password_hash = '${own}' WHERE login = 'anna'`);
});

test("a wrong password and an unknown login look the same", async () => {
  const answers = [];
  for (const login of ["anna", "nobody"]) {
    const client = new Client(rig.baseUrl);
    const answer = await client.login(login, "not the password");
    answers.push(answer.body.replaceAll(login, "X").replaceAll(/value="[^"]*"/g, ""));
    assert.equal(answer.status, 422);
    assert.ok(!(await isIn(client)));
  }
  assert.equal(answers[0], answers[1]);
  await forgetTries();
});

test("an unknown login takes as long as a wrong password", async () => {
  const once = async (login) => {
    const client = new Client(rig.baseUrl);
    await client.get("/login");
    const start = panelTicks();
    await client.post("/login", { login, password: "not the password" });
    return panelTicks() - start;
  };
  let [known, unknown] = [0, 0];
  for (let i = 0; i < 3; i++) {
    known += await once("anna");
    unknown += await once("nobody");
  }
  assert.ok(known > 0 && unknown > known / 2 && unknown < known * 2, `${unknown} ticks against ${known}`);
  await forgetTries();
});

test("F58: a session id chosen by somebody else is never taken over", async () => {
  const client = new Client(rig.baseUrl);
  const planted = "A".repeat(43);
  client.cookies.set(client.cookieName, planted);
  assert.equal((await client.login("anna", password)).status, 303);
  assert.notEqual(client.session, planted);
  const thief = new Client(rig.baseUrl);
  thief.cookies.set(thief.cookieName, planted);
  assert.ok(!(await isIn(thief)));
});

test("logging in again ends the session before", async () => {
  const client = await member(rig, "anna");
  const old = client.session;
  await client.post("/logout");
  await client.login("anna", password);
  const other = new Client(rig.baseUrl);
  other.cookies.set(other.cookieName, old);
  assert.ok(!(await isIn(other)));
});

test("F58: a session is over after logout, also for a copy of its cookie", async () => {
  const client = await member(rig, "anna");
  const copy = new Client(rig.baseUrl);
  copy.cookies.set(copy.cookieName, client.session);
  assert.ok(await isIn(copy));
  assert.equal((await client.post("/logout")).location, "/login");
  assert.ok(!(await isIn(copy)));
  assert.equal(client.session, undefined);
});

test("the database keeps no session id and no token in clear", async () => {
  const client = await member(rig, "anna");
  const rows = await rig.sql("SELECT HEX(id_hash) FROM sessions");
  const clear = Buffer.from(client.session).toString("hex").toUpperCase();
  assert.ok(rows.length > 0);
  assert.ok(rows.every(([hash]) => hash.length === 64 && !clear.startsWith(hash)));
});

for (const [what, change] of [
  ["30 minutes without a request", "seen_at = UTC_TIMESTAMP(3) - INTERVAL 1801 SECOND"],
  ["12 hours after login", "created_at = UTC_TIMESTAMP(3) - INTERVAL 43201 SECOND"],
]) {
  test(`a session ends ${what}`, async () => {
    const client = await member(rig, "anna");
    await rig.sql(`UPDATE sessions SET ${change}`);
    assert.ok(!(await isIn(client)));
  });
}

test("failures in a row are slowed down, for the login and with a time to wait", async () => {
  const client = new Client(rig.baseUrl);
  await client.get("/login");
  const statuses = [];
  let last;
  for (let i = 0; i < 10 && last?.status !== 429; i++) {
    last = await client.post("/login", { login: "anna", password: "not the password" });
    statuses.push(last.status);
  }
  assert.ok(statuses.slice(0, 5).every((status) => status === 422), `${statuses}`);
  assert.equal(last.status, 429);
  assert.ok(Number(last.headers["retry-after"]) >= 1);
  // A busy machine may be slower than the second to wait: the time is made longer, not the wait itself.
  await rig.sql("UPDATE login_throttle SET blocked_until = UTC_TIMESTAMP(3) + INTERVAL 60 SECOND WHERE kind = 'user' AND failures >= 5");
  assert.equal((await client.post("/login", { login: "anna", password })).status, 429, "the right one waits too");
  assert.equal((await client.post("/login", { login: "nobody", password })).status, 422, "others do not");
  await forgetTries();
});

test("an address that tries many at once waits at the door, and no other does", async () => {
  const client = new Client(rig.baseUrl);
  const answers = [];
  for (let i = 0; i < 40; i++) answers.push(await client.post("/login"));
  const refused = answers.filter(({ status }) => status === 429);
  assert.ok(answers.slice(0, 20).every(({ status }) => status !== 429) && refused.length > 0, `${answers.map(({ status }) => status)}`);
  assert.ok(refused.every(({ headers }) => !headers["retry-after"]), "by nginx, the panel is not asked");
  assert.notEqual((await new Client(rig.baseUrl).post("/login")).status, 429);
});

// A busy machine may be slower than the seconds to wait: the time is made longer, not the wait itself.
async function block(login, kind = "user") {
  const client = new Client(rig.baseUrl);
  await client.get("/login");
  let status;
  for (let i = 0; i < 10 && status !== 429; i++) ({ status } = await client.post("/login", { login, password: "not the password" }));
  assert.equal(status, 429);
  await rig.sql(`UPDATE login_throttle SET blocked_until = UTC_TIMESTAMP(3) + INTERVAL 60 SECOND WHERE kind = '${kind}' AND failures >= 5`);
}

test("another spelling of a login has no count of its own", async () => {
  await block("anna");
  for (const login of ["an\u00adna", "\uff41nna", "ann\u200ba", "ANNA", "Anna "]) {
    const { status } = await new Client(rig.baseUrl).login(login, password);
    assert.ok(status === 429 || status === 422, `${JSON.stringify(login)}: ${status}`);
  }
  await forgetTries();
});

test("who has logged in from a browser before is not kept out by a stranger who fails on purpose", async () => {
  const known = new Client(rig.baseUrl);
  const { headers } = await known.login("anna", password);
  assert.match(headers["set-cookie"].find((line) => line.includes("-device=")), /^kram-\d+-device=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  await known.post("/logout");
  await block("anna");
  assert.equal((await new Client(rig.baseUrl).login("anna", password)).status, 429, "another browser waits");
  assert.equal((await known.login("anna", password)).status, 303);
  assert.equal((await new Client(rig.baseUrl).login("anna", "guess")).status, 429, "and the stranger still does");
  await forgetTries();
});

test("a known browser that fails is slowed down by its own count, and nobody else", async () => {
  const known = new Client(rig.baseUrl);
  await known.login("anna", password);
  await known.post("/logout");
  await known.get("/login");
  let status;
  for (let i = 0; i < 10 && status !== 429; i++) ({ status } = await known.post("/login", { login: "anna", password: "not the password" }));
  assert.equal(status, 429);
  assert.equal((await new Client(rig.baseUrl).login("anna", password)).status, 303);
  await forgetTries();
});

test("a browser's id that was planted is replaced at login, and kept in clear nowhere", async () => {
  const client = new Client(rig.baseUrl);
  const name = `${client.cookieName}-device`;
  client.cookies.set(name, "A".repeat(43));
  await client.login("anna", password);
  const id = client.cookies.get(name);
  assert.notEqual(id, "A".repeat(43));
  await client.post("/logout");
  await client.login("anna", password);
  assert.equal(client.cookies.get(name), id, "ours stays");
  assert.deepEqual(await rig.sql(`SELECT COUNT(*) FROM login_device WHERE id_hash = LEFT('${id}', 32)`), [["0"]]);
});

test("a one-time link signs in once, and looking at it does not use it up", async () => {
  const { stdout } = await rig.must("kramctl", "user", "login-link", "anna");
  const token = new URL(stdout.trim()).searchParams.get("token");
  const client = new Client(rig.baseUrl);
  for (let i = 0; i < 3; i++) assert.equal((await client.get(`/login/once?token=${token}`)).status, 200);
  assert.equal((await client.post("/login/once", { token })).status, 303);
  assert.ok(await isIn(client));
  const second = new Client(rig.baseUrl);
  assert.equal((await second.get(`/login/once?token=${token}`)).status, 410);
  await second.get("/login");
  assert.equal((await second.post("/login/once", { token })).status, 410);
});

test("a one-time link is good for 24 hours", async () => {
  const { stdout } = await rig.must("kramctl", "user", "login-link", "anna");
  await rig.sql("UPDATE one_time_link SET expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND");
  assert.equal((await new Client(rig.baseUrl).get(stdout.trim().slice(rig.baseUrl.length))).status, 410);
});

test("login goes on to the page that was asked for, as it was asked for", async () => {
  const pages = ["/settings/users", "/orders?view=unpaid&q=kowal%20jan", "/orders/no-such-thing"];
  for (const page of pages) {
    const client = new Client(rig.baseUrl);
    const sent = await client.get(page);
    assert.equal(sent.location, `/login?next=${encodeURIComponent(page)}`);
    const form = await client.get(sent.location);
    assert.ok(form.body.includes(`name="next" value="${page.replaceAll("&", "&amp;")}"`), form.body);
    assert.equal((await client.post("/login", { login: "anna", password, next: page })).location, page);
  }
  await forgetTries();
});

test("an address holds what is set: a form that sent its empty fields is led to it", async () => {
  const viewer = await member(rig, "viewer");
  for (const [sent, clean] of [["/orders?tab=all&q=&status=&payment=paid&from=", "/orders?tab=all&payment=paid"], ["/ratings?q=", "/ratings"], ["/orders?&q=a%3D&", "/orders?q=a%3D"]]) {
    assert.equal((await viewer.get(sent)).location, clean);
    assert.equal((await viewer.get(clean)).status, 200);
  }
});

test("what is sent from a page, or is a part of it, leads back to that page after login", async () => {
  const referer = `${rig.baseUrl}/orders?view=unpaid`;
  const next = "/login?next=%2Forders%3Fview%3Dunpaid";
  const client = new Client(rig.baseUrl);
  await client.get("/login");
  assert.equal((await client.post("/undo", { batch: "x" }, { headers: { referer } })).location, next);
  assert.equal((await client.get("/news/orders?seen=1", { referer, "hx-request": "true" })).headers["hx-redirect"], next);
  assert.equal((await client.get(`/orders?q=${"a".repeat(3500)}`)).location, "/login", "too long to carry along");
});

test("F60: login goes nowhere else: no open redirect", async () => {
  const hostile = ["//evil.example", "https://evil.example", "/\\evil.example", "/login/../../x", "javascript:alert(1)", "/orders?q=\u0142", "/logout", "/settings/users/:id/role"];
  for (const next of hostile) {
    const client = new Client(rig.baseUrl);
    await client.get("/login");
    assert.equal((await client.post("/login", { login: "anna", password, next })).location, "/", next);
  }
  await forgetTries();
});
