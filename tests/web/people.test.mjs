// First run, invitations, users and passwords.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startRig } from "../rig/rig.mjs";
import { Client, member, password } from "./client.mjs";

let rig;
let spare; // a second setup link, made before the first was used
before(async () => {
  rig = await startRig({ parts: ["web"] });
});
after(() => rig?.stop());

const path = (link) => link.slice(rig.baseUrl.length);
const tokenOf = (link) => new URL(link).searchParams.get("token");
const isIn = async (client) => (await client.get("/settings/password")).status === 200;
const setup = { login: "szef", name: "Szef", password, repeat: password };

test("first run: the page says how to get a link, the link makes the first administrator", async () => {
  const client = new Client(rig.baseUrl);
  assert.match((await client.get("/setup")).body, /kramctl user setup/);
  assert.equal((await client.get("/login")).location, "/setup", "nobody could fill in a login form");
  const link = (await rig.must("kramctl", "user", "setup")).stdout.trim();
  spare = (await rig.must("kramctl", "user", "setup")).stdout.trim();
  assert.equal((await client.get(path(link))).status, 200);
  const short = await client.post("/setup", { ...setup, token: tokenOf(link), password: "krótkie", repeat: "krótkie" });
  assert.equal(short.status, 422);
  assert.match(short.body, /value="szef"/, "what was typed is still there");
  assert.equal((await client.post("/setup", { ...setup, token: tokenOf(link), repeat: "inne hasło niż to" })).status, 422);
  assert.equal((await client.post("/setup", { ...setup, token: tokenOf(link) })).status, 303);
  assert.equal((await client.get("/settings/users")).status, 200);
  assert.equal((await new Client(rig.baseUrl).get("/login")).status, 200);
});

test("a second setup link makes no second administrator", async () => {
  const client = new Client(rig.baseUrl);
  await client.get(path(spare));
  const answer = await client.post("/setup", { ...setup, login: "drugi", token: tokenOf(spare) });
  assert.equal(answer.status, 409);
  assert.deepEqual(await rig.sql("SELECT login FROM users"), [["szef"]]);
});

test("once there is a user, setup is over", async () => {
  assert.equal((await rig.run("kramctl", "user", "setup")).code, 1);
  assert.equal((await new Client(rig.baseUrl).get("/setup")).location, "/login");
});

test("an invitation lets the invited choose a password", async () => {
  const boss = await member(rig, "szef");
  const page = await boss.post("/settings/users", { login: "pakowacz", name: "Pan Pakowacz", role: "packer" });
  assert.equal(page.status, 200);
  const link = /value="(http[^"]*invitation[^"]*)"/.exec(page.body)[1];
  assert.ok(link.startsWith(`${rig.baseUrl}/invitation?token=`));
  assert.equal(/data-copy="([^"]*)"/.exec(page.body)[1], link, "a button copies it");
  const guest = new Client(rig.baseUrl);
  assert.match((await guest.get(path(link))).body, /Pan Pakowacz/);
  assert.equal((await guest.post("/invitation", { token: tokenOf(link), password: "123456789012", repeat: "123456789012" })).status, 422);
  assert.equal((await guest.post("/invitation", { token: tokenOf(link), password, repeat: password })).status, 303);
  assert.equal((await guest.get("/settings/users")).status, 403);
  assert.equal((await new Client(rig.baseUrl).login("pakowacz", password)).status, 303);
  const used = await guest.get(path(link));
  assert.equal(used.status, 410);
  assert.match(used.body, /Ten link już nie działa[^]*Został już użyty[^]*Poproś o nowy/, "it says what it is and what to do");
});

test("F60: the link does not follow the Host header", async () => {
  const boss = await member(rig, "szef");
  const page = await boss.post("/settings/users", { login: "host", name: "Host", role: "viewer" }, { headers: { host: "evil.example" } });
  assert.ok(!page.body.includes("evil.example"), page.body);
});

test("a taken login and a hostile one are refused in words", async () => {
  const boss = await member(rig, "szef");
  for (const login of ["szef", "SZEF", "a b", "<script>alert(1)</script>"]) {
    const page = await boss.post("/settings/users", { login, name: "X", role: "viewer" });
    assert.equal(page.status, 422, login);
    assert.ok(!page.body.includes("<script>alert"));
  }
});

test("a hostile name is text wherever it is shown", async () => {
  const boss = await member(rig, "szef");
  const name = `"><script>alert(1)</script>'&amp;{{CSRF}}`;
  assert.equal((await boss.post("/settings/users", { login: "zly", name, role: "viewer" })).status, 200);
  const page = await boss.get("/settings/users");
  assert.ok(!page.body.includes("<script>alert"));
  assert.ok(page.body.includes("{{CSRF}}"), "a value is not a template");
});

test("a change of role, a new password and disabling end the sessions of that user alone", async () => {
  const boss = await member(rig, "szef");
  const [[id]] = await rig.sql("SELECT id FROM users WHERE login = 'pakowacz'");
  for (const [action, form] of [["role", { role: "seller" }], ["disable", {}]]) {
    await rig.must("kramctl", "user", "enable", "pakowacz");
    const packer = await member(rig, "pakowacz", "packer");
    assert.ok(await isIn(packer));
    await boss.get("/settings/users");
    assert.equal((await boss.post(`/settings/users/${id}/${action}`, form)).location, "/settings/users");
    assert.ok(!(await isIn(packer)), action);
    assert.match((await boss.get("/settings/users")).body, /role="status"/, "a message says that it is saved");
    assert.ok(!/role="status">.*Zapisano/s.test((await boss.get("/settings/users")).body.split("<main")[1]), "once");
  }
  assert.equal((await new Client(rig.baseUrl).login("pakowacz", password)).status, 422, "a disabled user stays out");
  assert.ok(await isIn(boss));
});

test("a changed password ends the other sessions and keeps this one", async () => {
  await rig.must("kramctl", "user", "enable", "pakowacz");
  const here = await member(rig, "pakowacz");
  const there = await member(rig, "pakowacz");
  const next = "zupełnie inne hasło";
  assert.equal((await here.post("/settings/password", { current: "złe hasło, złe", password: next, repeat: next })).status, 422);
  assert.equal((await here.post("/settings/password", { current: password, password: next, repeat: next })).status, 303);
  assert.ok(await isIn(here));
  assert.ok(!(await isIn(there)));
  assert.equal((await new Client(rig.baseUrl).login("pakowacz", next)).status, 303);
});

test("users are changed only with a password given lately", async () => {
  const boss = new Client(rig.baseUrl);
  await boss.login("szef", password);
  await boss.get("/settings/users");
  const [[id]] = await rig.sql("SELECT id FROM users WHERE login = 'pakowacz'");
  const role = () => rig.sql(`SELECT role FROM users WHERE id = ${id}`);
  const [[before]] = await role();
  await rig.sql("UPDATE sessions SET authenticated_at = UTC_TIMESTAMP(3) - INTERVAL 901 SECOND");
  assert.equal((await boss.post(`/settings/users/${id}/role`, { role: "viewer" })).location, "/login/confirm");
  assert.deepEqual(await role(), [[before]], "nothing happened");
  assert.equal((await boss.get("/settings/users")).location, "/login/confirm?next=%2Fsettings%2Fusers");
  assert.equal((await boss.get("/settings/password")).status, 200, "the rest still works");
  const old = boss.session;
  await boss.get("/login/confirm?next=%2Fsettings%2Fusers");
  assert.equal((await boss.post("/login/confirm", { password: "złe hasło, złe", next: "/settings/users" })).status, 422);
  const good = await boss.post("/login/confirm", { password, next: "/settings/users" });
  assert.equal(good.location, "/settings/users");
  assert.notEqual(boss.session, old, "the id changes with the privilege");
  assert.equal((await boss.get("/settings/users")).status, 200);
});

test("who came by a one-time link and has no password chooses one without giving it", async () => {
  const guest = await member(rig, "bezhasla", "administrator");
  assert.ok(!(await guest.get("/settings/password")).body.includes('name="current"'));
  await rig.sql("UPDATE sessions SET authenticated_at = UTC_TIMESTAMP(3) - INTERVAL 901 SECOND");
  assert.equal((await guest.get("/login/confirm")).location, "/settings/password");
  assert.equal((await guest.post("/settings/password", { password, repeat: password })).status, 303);
  assert.match((await guest.get("/settings/password")).body, /name="current"/);
  assert.equal((await guest.post("/settings/password", { password: "jeszcze inne hasło", repeat: "jeszcze inne hasło" })).status, 422);
  await rig.must("kramctl", "user", "disable", "bezhasla");
});

test("the last administrator cannot be demoted or disabled", async () => {
  const boss = await member(rig, "szef");
  const [[id]] = await rig.sql("SELECT id FROM users WHERE login = 'szef'");
  assert.equal((await boss.post(`/settings/users/${id}/role`, { role: "viewer" })).status, 409);
  assert.equal((await boss.post(`/settings/users/${id}/disable`)).status, 409);
  assert.equal((await rig.run("kramctl", "user", "disable", "szef")).code, 1);
});

test("two administrators cannot lock each other out at the same moment", async () => {
  await rig.must("kramctl", "user", "login-link", "drugi", "--role", "administrator");
  for (let i = 0; i < 3; i++) {
    const results = await Promise.all(["szef", "drugi"].map((login) => rig.run("kramctl", "user", "disable", login)));
    assert.deepEqual(results.map(({ code }) => code).sort(), [0, 1]);
    for (const login of ["szef", "drugi"]) await rig.must("kramctl", "user", "enable", login);
  }
  await rig.must("kramctl", "user", "disable", "drugi");
});

test("what was done to users is kept, and the panel cannot rewrite it", async () => {
  const events = await rig.sql("SELECT action FROM audit ORDER BY id");
  for (const action of ["created", "link", "password", "role", "disabled", "enabled"]) {
    assert.ok(events.some(([name]) => name === `user.${action}`), action);
  }
  const grants = await rig.sql("SELECT PRIVILEGE_TYPE FROM information_schema.TABLE_PRIVILEGES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'audit' AND GRANTEE LIKE '%kram_panel%'");
  assert.deepEqual(grants.map(([name]) => name).sort(), ["INSERT", "SELECT"]);
});
