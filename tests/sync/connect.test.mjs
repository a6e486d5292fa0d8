// Connecting an account in the panel: through nginx and the gateway, against the rehearsal Allegro.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { startRig } from "../rig/rig.mjs";
import { member } from "../web/client.mjs";
import { account, beginConnect, consent, printed } from "./connecting.mjs";

let rig, admin;
before(async () => {
  rig = await startRig({ parts: ["sandbox", "web"], sandbox: ["--orders", "5", "--device-interval", "1", "--code-life", "1"] });
  admin = await member(rig, "administrator");
});
after(() => rig?.stop());
beforeEach(() => rig.sandbox("/faults/clear", {}));

const keys = { environment: "simulator", client_secret: "rehearsal-secret", app_name: "Kram-Rehearsal", app_version: "0.1", contact_url: "https://kram.example/contact" };
const ask = { environment: "simulator", name: "sklep" };

const saveKeys = (form) => admin.post("/connect/credentials", { ...keys, ...form });

/** Path of the redirect of an answer that must be one. */
function redirected(answer) {
  assert.equal(answer.status, 303, answer.body);
  return answer.location;
}

/** Begin the code flow: the address of the consent page. */
const start = async (form = {}) => redirected(await admin.post("/connect/start", { ...ask, ...form }));

/** The browser comes back from Allegro. */
const comeBack = (address, client = admin) => client.get(address.replace(rig.baseUrl, ""));

/** A page that says what happened, why and what to do, in both languages. */
async function says(answer, status, polish) {
  assert.equal(answer.status, status, answer.body);
  assert.match(answer.body, polish);
  assert.match(answer.body, /role="alert"/);
  assert.match(answer.body, /<b>[^<]{10,}<\/b>/, "no word about what to do");
}

test("connecting without keys says to save them first", async () => {
  await says(await admin.post("/connect/start", ask), 422, /nie ma jeszcze kluczy/);
});

test("a wrong secret and keys of another environment are explained in both languages", async () => {
  await says(await saveKeys({ client_id: "kram-code", client_secret: "guess" }), 422, /nie przyjmuje tych kluczy/);
  await says(await saveKeys({ client_id: "production-key" }), 422, /klucze sandboxa nie działają na produkcji/);
  await admin.post("/settings/language", { lang: "en" });
  await says(await saveKeys({ client_id: "kram-code", client_secret: "guess" }), 422, /does not accept these application keys/);
  await admin.post("/settings/language", { lang: "pl" });
  assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM app_credential"), [["0"]]);
});

test("a contact address that is not https is refused", async () => {
  await says(await saveKeys({ client_id: "kram-code", contact_url: "http://kram.example" }), 422, /adresu kontaktowego/);
});

test("good keys are saved and lead on", async () => {
  assert.match(redirected(await saveKeys({ client_id: "kram-code" })), /\/accounts\/new\?environment=simulator$/);
});

test("the consent page is asked with state, PKCE and the registered address", async () => {
  const q = new URL(await start()).searchParams;
  assert.equal(q.get("client_id"), "kram-code");
  assert.equal(q.get("redirect_uri"), `${rig.baseUrl}/connect/callback`);
  assert.equal(q.get("code_challenge_method"), "S256");
  assert.ok(q.get("state").length >= 43);
});

test("the code flow connects, and its answer works only once", async () => {
  const address = await consent(await start());
  const row = async () => account(rig, "sklep");
  assert.match(redirected(await comeBack(address)), /\/accounts\/\d+$/);
  assert.equal((await row()).seller_login, "kram_demo");
  await says(await comeBack(address), 422, /nie należy do połączenia/);
  assert.equal((await row()).token_gen, "1");
});

test("F59: a state of another session is refused, and stays good for its own", async () => {
  const address = await consent(await start());
  const other = await member(rig, "other", "administrator");
  await says(await comeBack(address, other), 422, /nie należy do połączenia/);
  redirected(await comeBack(address));
});

test("an invented or missing state is refused", async () => {
  await says(await comeBack("/connect/callback?code=abc&state=invented"), 422, /nie należy do połączenia/);
  await says(await comeBack("/connect/callback"), 422, /nie należy do połączenia/);
});

test("an expired flow is refused", async () => {
  const address = await consent(await start());
  await rig.sql("UPDATE connect_flow SET expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE state = 'OPEN'");
  await says(await comeBack(address), 422, /zbyt długo po rozpoczęciu/);
});

test("a refused consent says so", async () => {
  const address = await consent(await start(), { decision: "deny" });
  await says(await comeBack(address), 403, /Zgoda nie została udzielona/);
});

test("F59: a code that is too old says so", async () => {
  const address = await consent(await start());
  await pause(1200);
  await says(await comeBack(address), 422, /przyszła za późno/);
});

test("F59: another seller on reconnect is refused and changes nothing", async () => {
  const before = await account(rig, "sklep");
  const address = await consent(await start({ account_id: before.id }), { seller: "inny_sprzedawca" });
  await says(await comeBack(address), 409, /To inny sprzedawca/);
  assert.deepEqual(await account(rig, "sklep"), before);
});

test("a connection begun by kramctl ends when the browser comes back", async () => {
  const running = beginConnect(rig, "sklep", "--code");
  const [url] = await printed(running, /^http:\S+authorize\S+$/m);
  redirected(await comeBack(await consent(url)));
  const answer = await running.done;
  assert.equal(answer.code, 0, answer.stderr);
  assert.match(answer.stdout, /kram_demo/);
});

test("a missing permission is shown, not hidden", async () => {
  await rig.sandbox("/clients", { client_id: "kram-code", scopes: "allegro:api:profile:read" });
  redirected(await comeBack(await consent(await start())));
  assert.equal((await account(rig, "sklep")).scopes, "allegro:api:profile:read");
  const { stdout } = await rig.must("kramctl", "account", "check", "sklep");
  assert.match(stdout, /orders:read, to fetch orders: MISSING/);
  await rig.sandbox("/clients", { client_id: "kram-code", scopes: "" });
});

test("Allegro in trouble, throttled or cut off is told apart", async () => {
  const { id } = await account(rig, "sklep");
  const check = () => admin.post("/connect/check", { account_id: id });
  await rig.sandbox("/faults", { kind: "503", path: "/me", count: "1" });
  await says(await check(), 503, /chwilowe problemy/);
  await rig.sandbox("/faults", { kind: "429", path: "/me", count: "1" });
  await says(await check(), 503, /prosi, żeby poczekać/);
  const { requests } = await rig.sandbox("/effects");
  await says(await check(), 503, /prosi, żeby poczekać/);
  assert.deepEqual((await rig.sandbox("/effects")).requests, requests, "nobody asked within the minute");
  await rig.sql("UPDATE request_ban SET blocked_until = '1970-01-01'");
  await rig.sandbox("/faults", { kind: "drop-before", path: "/me", count: "1" });
  await says(await check(), 503, /Nie można połączyć się z Allegro/);
  await rig.sandbox("/faults", { kind: "403", path: "/me", count: "1" });
  await says(await check(), 403, /nie pozwala na to temu kontu/); // its permissions are all granted
  await rig.sandbox("/faults", { kind: "html-200", path: "/me", count: "1" });
  await says(await check(), 503, /chwilowe problemy/); // a page is no answer of the API
  await rig.sandbox("/faults", { kind: "json-200", path: "/me", count: "1" });
  await says(await check(), 502, /niezrozumiała/);
  assert.match(redirected(await check()), new RegExp(`/accounts/${id}$`));
});

test("the account's page tells what was asked of Allegro, by whom, and when the consent ends", async () => {
  const [[id]] = await rig.sql("SELECT MIN(id) FROM account");
  const { body } = await admin.get(`/accounts/${id}`);
  const section = body.slice(body.indexOf('id="tokens"'));
  assert.match(section, /Zgoda wygasa [^<]*<b>jeszcze \d+ dni/);
  const rows = [...section.matchAll(/<tr>\s*<th scope="row">[^]*?<\/tr>/g)].map((m) => m[0].replace(/<[^>]+>/g, " ").replace(/\s+/g, " "));
  assert.match(rows[0], /Sprawdzenie user \S+ · \S+ udane/);
  assert.ok(rows.some((row) => /Sprawdzenie .* nie udało się .*/.test(row)), "a failed check has left no trace");
  assert.ok(rows.some((row) => /Połączenie user/.test(row)));
  for (const reason of [/hasło/, /ze wszystkich urządzeń/, /20 sesji/, /trzy miesiące/]) assert.match(section, reason);
});

test("the device page shows code, link and QR, polls, and goes on when confirmed", async () => {
  await says(await saveKeys({ client_id: "kram-device" }), 409, /połączone przez inną aplikację/);
  redirected(await saveKeys({ client_id: "kram-device", replace: "1" }));
  const path = redirected(await admin.post("/connect/device", ask));
  const page = await admin.get(path);
  assert.equal(page.status, 200);
  const code = /<output[^>]*>([^<]+)</.exec(page.body)[1];
  assert.match(page.body, new RegExp(`href="[^"]*skojarz-aplikacje\\?code=${code}"`));
  assert.match(page.body, /<svg class="qr"[^]*<rect/);
  assert.match(page.body, /hx-trigger="every 1s"/);
  await rig.sandbox("/device/approve", { user_code: code, seller: "kram_demo" });
  await pause(1100);
  assert.match(redirected(await admin.get(path)), /\/accounts\/\d+$/);
  const part = await admin.get(path, { "hx-request": "true", "hx-target": "div#device" });
  assert.equal(part.status, 200);
  assert.match(part.headers["hx-redirect"], /\/accounts\/\d+$/);
});

test("a refused device code says so on the page, and stops polling", async () => {
  const path = redirected(await admin.post("/connect/device", ask));
  const code = /<output[^>]*>([^<]+)</.exec((await admin.get(path)).body)[1];
  await rig.sandbox("/device/refuse", { user_code: code });
  await pause(1100);
  const page = await admin.get(path);
  await says(page, 200, /Zgoda nie została udzielona/);
  assert.doesNotMatch(page.body, /hx-trigger="every (?!20s)/); // the pulse of every page goes on
});

test("a device flow is its own session's", async () => {
  const path = redirected(await admin.post("/connect/device", ask));
  const other = await member(rig, "third", "administrator");
  assert.equal((await other.get(path)).status, 404);
});

test("an application for devices cannot go through the consent page", async () => {
  const url = await start();
  const response = await fetch(url, { redirect: "manual" });
  assert.ok(response.status >= 400, "the rehearsal Allegro shows its own error page");
});

test("disconnecting erases and revokes", async () => {
  const { id } = await account(rig, "sklep");
  redirected(await admin.post("/connect/disconnect", { account_id: id }));
  assert.equal((await account(rig, "sklep")).state, "DISCONNECTED");
  assert.deepEqual(await rig.sql(`SELECT COUNT(*) FROM token_version WHERE account_id = ${id}`), [["0"]]);
  await says(await admin.post("/connect/check", { account_id: id }), 409, /połączyć ponownie/);
});

test("only an administrator may connect", async () => {
  const seller = await member(rig, "seller");
  assert.equal((await seller.post("/connect/start", ask)).status, 403);
  assert.equal((await seller.get("/connect/callback?state=a&code=b")).status, 403);
});

test("F57: no token and no secret reached a log", async () => {
  const { readdir, readFile } = await import("node:fs/promises");
  for (const name of await readdir(`${rig.dir}/log`)) {
    const text = await readFile(`${rig.dir}/log/${name}`, "utf8");
    assert.doesNotMatch(text, /eyJ(hbGci|0eXAi|raWQi|1c2Vy)|rehearsal-secret|code=[A-Za-z0-9]{8}/, name);
  }
});
