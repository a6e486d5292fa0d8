// Keys and tokens against the rehearsal Allegro: what works, what is refused, what heals.
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, beforeEach, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { startRig } from "../rig/rig.mjs";
import { account, beginConnect, connectDevice, consent, printed, setKeys } from "./connecting.mjs";

let rig;
before(async () => {
  rig = await startRig({ parts: ["sandbox"], sandbox: ["--orders", "5", "--device-interval", "1"] });
});
after(() => rig?.stop());
beforeEach(async () => {
  await rig.sandbox("/faults/clear", {});
  await rig.sandbox("/effects/clear", {});
});

/** The first result with rows, within some seconds. */
async function until(ask) {
  for (let i = 0; i < 200; i++) {
    const rows = await ask();
    if (rows.length) return rows;
    await pause(25);
  }
  return [];
}

const refreshes = async () => (await rig.sandbox("/effects")).tokens.refresh_token ?? 0;
const due = (name) =>
  rig.sql(`UPDATE token_version t JOIN account a ON a.id = t.account_id AND a.token_gen = t.gen
    SET t.obtained_at = t.obtained_at - INTERVAL 11 HOUR, t.expires_at = t.expires_at - INTERVAL 11 HOUR WHERE a.name = '${name}'`);

/** Hours go by: pauses and bans are over, and the budget is full again. */
const later = () =>
  rig.sql(`UPDATE token_attempt SET sent_at = sent_at - INTERVAL 2 HOUR; UPDATE request_ban SET blocked_until = '1970-01-01';
    DELETE FROM request_bucket`);

test("who presses Enter does not wait for the interval of the device code", { timeout: 30_000 }, async () => {
  const slow = await startRig({ parts: ["sandbox"], sandbox: ["--device-interval", "60"] });
  try {
    await setKeys(slow, "kram-device");
    const { code, stdout } = await connectDevice(slow, "enter");
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^state +CONNECTED$/m);
  } finally {
    await slow.stop();
  }
});

test("a wrong secret is refused in words and not kept", async () => {
  const answer = await setKeys(rig, "kram-device", { secret: "guess" });
  assert.equal(answer.code, 1);
  assert.match(answer.stderr, /does not accept these application keys/);
  assert.match(answer.stderr, /another environment/);
  assert.deepEqual(await rig.sql("SELECT client_id FROM app_credential"), []);
});

test("F48: keys of production are refused in the rehearsal", async () => {
  const answer = await setKeys(rig, "production-key", { secret: "production-secret" });
  assert.equal(answer.code, 1);
  assert.match(answer.stderr, /keys of the sandbox do not work in production/);
});

test("a name or address that Allegro would refuse is refused before any request", async () => {
  assert.match((await setKeys(rig, "kram-device", { appName: "Kram/Test" })).stderr, /name of the application/);
  assert.match((await setKeys(rig, "kram-device", { contactUrl: "http://kram.example" })).stderr, /https:/);
  const { tokens } = await rig.sandbox("/effects");
  assert.ok(!tokens.client_credentials);
});

test("good keys are kept, and the secret only sealed", async () => {
  const answer = await setKeys(rig, "kram-device");
  assert.equal(answer.code, 0, answer.stderr);
  const [[id, result, sealed]] = await rig.sql("SELECT client_id, check_result, HEX(sealed_secret) FROM app_credential");
  assert.deepEqual([id, result], ["kram-device", "OK"]);
  assert.ok(!Buffer.from(sealed, "hex").toString("latin1").includes("rehearsal-secret"));
});

test("keys that cannot be checked are kept unchecked", async () => {
  await rig.sandbox("/faults", { kind: "503", path: "/auth/oauth/token", count: "1" });
  const answer = await setKeys(rig, "kram-device");
  assert.equal(answer.code, 75);
  assert.match(answer.stdout, /saved, but could not be checked/);
  assert.deepEqual(await rig.sql("SELECT checked_at FROM app_credential"), [["NULL"]]);
  assert.equal((await setKeys(rig, "kram-device")).code, 0);
});

test("the device flow connects the seller who confirms", async () => {
  const answer = await connectDevice(rig, "shop");
  assert.equal(answer.code, 0, answer.stderr);
  assert.match(answer.stdout, /kram_demo/);
  const row = await account(rig, "shop");
  assert.equal(row.state, "CONNECTED");
  assert.equal(row.seller_id, "44300017");
  assert.equal(row.token_gen, "1");
});

test("a refused device code ends the flow with words", async () => {
  const running = beginConnect(rig, "refused", "--device");
  const [, code] = await printed(running, /^Code: (\S+)$/m);
  await rig.sandbox("/device/refuse", { user_code: code });
  const answer = await running.done;
  assert.equal(answer.code, 1);
  assert.match(answer.stderr, /consent was refused/);
  assert.equal(await account(rig, "refused"), undefined);
});

test("another seller cannot take over an account, and the unused tokens are revoked", async () => {
  const answer = await connectDevice(rig, "shop", "inny_sprzedawca");
  assert.equal(answer.code, 1);
  assert.match(answer.stderr, /another seller/);
  const row = await account(rig, "shop");
  assert.equal(row.seller_id, "44300017");
  assert.equal(row.token_gen, "1");
  assert.ok((await rig.sandbox("/effects")).requests.revoke, "no revocation was asked for");
});

test("refresh-tokens refreshes what is due, once, and leaves the rest alone", async () => {
  await rig.must("refresh-tokens", "--once");
  assert.equal((await account(rig, "shop")).token_gen, "1");
  await due("shop");
  await rig.must("refresh-tokens", "--once");
  await rig.must("refresh-tokens", "--once");
  const row = await account(rig, "shop");
  assert.deepEqual([row.token_gen, row.state], ["2", "CONNECTED"]);
  assert.equal(await refreshes(), 1);
  await rig.must("kramctl", "account", "check", "shop");
});

test("only the last three pairs are kept", async () => {
  for (let i = 0; i < 3; i++) {
    await due("shop");
    await rig.must("refresh-tokens", "--once");
  }
  const rows = await rig.sql("SELECT gen FROM token_version ORDER BY gen");
  assert.deepEqual(rows.flat(), ["3", "4", "5"]);
});

test("a 401 heals by one refresh and one repetition", async () => {
  const before = Number((await account(rig, "shop")).token_gen);
  await rig.sandbox("/tokens/expire", {});
  const { stdout } = await rig.must("kramctl", "account", "check", "shop");
  assert.match(stdout, /CONNECTED/);
  assert.equal(Number((await account(rig, "shop")).token_gen), before + 1);
  assert.equal(await refreshes(), 1);
});

test("being throttled while refreshing changes nothing, and Allegro is left alone for a while", async () => {
  const before = await account(rig, "shop");
  await due("shop");
  await rig.sandbox("/faults", { kind: "429", path: "/auth/oauth/token", count: "1" });
  assert.equal((await rig.run("refresh-tokens", "--once")).code, 75);
  assert.deepEqual(await account(rig, "shop"), before);
  assert.equal((await rig.run("refresh-tokens", "--once")).code, 75);
  const { requests } = await rig.sandbox("/effects");
  assert.equal(Object.values(requests.token).reduce((a, b) => a + b), 1, "asked again at once");
  await later();
  await rig.must("refresh-tokens", "--once");
  assert.equal(Number((await account(rig, "shop")).token_gen), Number(before.token_gen) + 1);
});

test("a signal waits for the answer to a refresh: it is the only copy of the new pair", async () => {
  const before = Number((await account(rig, "shop")).token_gen);
  await due("shop");
  await rig.sandbox("/faults", { kind: "latency", path: "/auth/oauth/token", count: "1", value: "2000" });
  const child = rig.spawn("refresh-tokens", ["--once"], { stdio: "ignore" });
  const [row] = await until(() => rig.sql("SELECT id FROM token_attempt WHERE ended_at IS NULL"));
  assert.ok(row, "no request was begun");
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  assert.equal(code, 0);
  assert.deepEqual(await rig.sql(`SELECT outcome FROM token_attempt WHERE id = ${row[0]}`), [["OK"]]);
  assert.equal(Number((await account(rig, "shop")).token_gen), before + 1);
  await rig.must("kramctl", "account", "check", "shop");
});

for (const [kind, times] of Object.entries({ "drop-before": 1, "drop-after": 2, truncate: 1, 502: 1, "html-200": 1, "empty-200": 1 }))
  test(`an answer that is lost (${kind}) is asked for again within the grace`, async () => {
    const before = await account(rig, "shop");
    await due("shop");
    await rig.sandbox("/faults", { kind, path: "/auth/oauth/token", count: String(times) });
    await rig.must("refresh-tokens", "--once");
    const after = await account(rig, "shop");
    assert.deepEqual([after.state, Number(after.token_gen)], ["CONNECTED", Number(before.token_gen) + 1]);
    const fates = await rig.sql(`SELECT fate FROM token_attempt ORDER BY id DESC LIMIT ${times + 1}`);
    assert.deepEqual(fates.flat(), ["DONE", ...Array(times).fill("LOST")]);
    await rig.must("kramctl", "account", "check", "shop");
    await later();
  });

test("two processes at once make one new pair", async () => {
  const before = Number((await account(rig, "shop")).token_gen);
  await rig.sandbox("/tokens/expire", {});
  const answers = await Promise.all([1, 2, 3].map(() => rig.run("kramctl", "account", "check", "shop")));
  assert.deepEqual(answers.map((a) => a.code), [0, 0, 0], answers.map((a) => a.stderr).join());
  assert.equal(Number((await account(rig, "shop")).token_gen), before + 1);
});

test("the code flow works with and without PKCE, by a pasted address", async () => {
  const refused = await setKeys(rig, "kram-code");
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /connected through another application/);
  assert.equal((await setKeys(rig, "kram-code", { replace: true })).code, 0);
  for (const [name, options, challenge] of [
    ["with-pkce", [], "S256"],
    ["without-pkce", ["--no-pkce"], null],
  ]) {
    const running = beginConnect(rig, "second", "--code", ...options);
    const [url] = await printed(running, /^http:\S+authorize\S+$/m);
    assert.equal(new URL(url).searchParams.get("code_challenge_method"), challenge, name);
    running.child.stdin.write(`${await consent(url, { seller: "inny_sprzedawca" })}\n`);
    const answer = await running.done;
    assert.equal(answer.code, 0, `${name}: ${answer.stderr}`);
  }
  assert.equal((await account(rig, "second")).seller_id, "44300018");
});

test("a refused consent and a used state are told apart", async () => {
  const running = beginConnect(rig, "third", "--code");
  const [url] = await printed(running, /^http:\S+authorize\S+$/m);
  const back = await consent(url, { decision: "deny" });
  running.child.stdin.write(`${back}\n`);
  assert.match((await running.done).stderr, /consent was refused/);
  const again = beginConnect(rig, "third", "--code");
  await printed(again, /^http:\S+authorize\S+$/m);
  again.child.stdin.write(`${back}\n`);
  assert.match((await again.done).stderr, /does not belong to a connection/);
});

test("an application for codes cannot use the device flow", async () => {
  const answer = await beginConnect(rig, "fourth", "--device").done;
  assert.equal(answer.code, 1);
  assert.match(answer.stderr, /not registered for this way/);
});

/** As if the minute after a refusal were over. */
const minuteIsOver = () => rig.sql("UPDATE token_attempt SET sent_at = sent_at - INTERVAL 2 MINUTE WHERE fate = 'INVALID'");

test("a revoked consent asks for a new connection, once, and stops", async () => {
  assert.equal((await setKeys(rig, "kram-device", { replace: true })).code, 0);
  await rig.sandbox("/tokens/revoke", {});
  await due("shop");
  assert.equal((await rig.run("refresh-tokens", "--once")).code, 75);
  await minuteIsOver();
  assert.equal((await rig.run("refresh-tokens", "--once")).code, 1);
  assert.equal((await account(rig, "shop")).state, "RECONNECT_REQUIRED");
  const trail = () => rig.sql("SELECT actor, after_value FROM audit WHERE action = 'account.refused'");
  assert.deepEqual(await trail(), [["refresh-tokens", "Allegro rejects the refresh token: it was revoked or has expired"]]);
  await rig.sandbox("/effects/clear", {});
  await rig.run("refresh-tokens", "--once");
  assert.equal((await trail()).length, 1);
  assert.equal((await rig.run("kramctl", "account", "check", "shop")).code, 1);
  assert.equal((await rig.sandbox("/effects")).oauth?.invalid_grant ?? 0, 0, "Allegro was asked again");
  const answer = await connectDevice(rig, "shop");
  assert.equal(answer.code, 0, answer.stderr);
  assert.equal((await account(rig, "shop")).state, "CONNECTED");
});

test("a consent nobody uses is used once a day, by one cheap request", async () => {
  await rig.sql(`UPDATE account SET connected_at = connected_at - INTERVAL 3 DAY, checked_at = UTC_TIMESTAMP(3) - INTERVAL 2 DAY WHERE name = 'shop';
    UPDATE order_cursor SET polled_at = polled_at - INTERVAL 3 DAY`);
  await later();
  const checks = async () => Number((await rig.sql("SELECT COUNT(*) FROM token_attempt WHERE kind = 'check' AND fate = 'DONE'"))[0][0]);
  const before = await checks();
  await rig.must("refresh-tokens", "--once");
  assert.equal(await checks(), before + 1);
  assert.deepEqual(await rig.sql("SELECT checked_at > UTC_TIMESTAMP(3) - INTERVAL 1 HOUR FROM account WHERE name = 'shop'"), [["1"]]);
  await rig.must("refresh-tokens", "--once");
  assert.equal(await checks(), before + 1);
});

test("disconnecting revokes there and erases here", async () => {
  const { id } = await account(rig, "shop");
  const { stdout } = await rig.must("kramctl", "account", "disconnect", "shop");
  assert.match(stdout, /revoked at Allegro/);
  assert.deepEqual(await rig.sql(`SELECT gen FROM token_version WHERE account_id = ${id}`), []);
  assert.equal((await account(rig, "shop")).state, "DISCONNECTED");
  assert.equal((await rig.run("kramctl", "account", "check", "shop")).code, 1);
});

test("each request for a token was written down before it was made", async () => {
  const rows = await rig.sql("SELECT kind, outcome FROM token_attempt WHERE fate IS NULL");
  assert.deepEqual(rows, []);
  const refused = await rig.sql("SELECT outcome FROM token_attempt WHERE outcome LIKE '%invalid_grant%'");
  assert.equal(refused.length, 2);
  for (const [outcome] of refused) assert.ok(!outcome.includes("eyJ"), "a token is in the outcome");
});
