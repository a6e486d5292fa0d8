// The pages of offers, as a seller asks for them.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { member } from "./client.mjs";

let rig, seller;

before(async () => {
  rig = await startRig({ parts: ["sandbox", "connect", "web"], sandbox: ["--orders", "5", "--seed", "7"] });
  await rig.must("sync-offers", "--once");
  seller = await member(rig, "seller");
});
after(() => rig?.stop());

const rows = (body) => (body.match(/<tr data-row/g) ?? []).length;
const number = async (where) => Number((await rig.sql(`SELECT COUNT(*) FROM offer WHERE ${where}`))[0][0]);

test("each tab shows what it counts, each mark what it names", async () => {
  for (const [query, where] of [
    ["", "tab = 'active'"],
    ["?view=drafts", "tab = 'draft'"],
    ["?view=ended", "tab = 'ended'"],
    ["?view=all", "1 = 1"],
    ["?view=all&mark=fulfillment", "fulfillment = 1"],
    ["?view=all&mark=rule", "rule_id IS NOT NULL"],
    ["?view=all&mark=zero", "available = 0"],
  ]) {
    const want = await number(where);
    assert.ok(want > 0, query);
    const { status, body } = await seller.get(`/offers${query}`);
    assert.equal(status, 200);
    assert.equal(rows(body), Math.min(want, 50), query);
  }
});

test("an offer is found by number, signature and words; an unknown one is not there", async () => {
  const [[id, sku, name]] = await rig.sql("SELECT offer_id, external_id, name FROM offer WHERE external_id IS NOT NULL AND external_id NOT IN (SELECT external_id FROM offer WHERE external_id IS NOT NULL GROUP BY 1 HAVING COUNT(*) > 1) LIMIT 1");
  for (const query of [id, sku]) assert.equal(rows((await seller.get(`/offers?view=all&q=${encodeURIComponent(query)}`)).body), 1, query);
  assert.ok(rows((await seller.get(`/offers?view=all&q=${encodeURIComponent(name.split(" ")[0])}`)).body) > 0);
  assert.equal((await seller.get(`/offers/${id}`)).status, 200);
  assert.equal((await seller.get("/offers/nobody")).status, 404);
});

test("numbers that Allegro has not told are unknown, not numbers", async () => {
  const [[id]] = await rig.sql("SELECT offer_id FROM offer WHERE tab = 'active' ORDER BY id DESC LIMIT 1");
  await rig.sql(`UPDATE offer SET sold = NULL, visits = NULL, watchers = NULL WHERE offer_id = '${id}'`);
  for (const path of [`/offers?view=all&q=${id}`, `/offers/${id}`]) {
    const { body } = await seller.get(path);
    assert.match(body, /nieznan/, path);
    assert.doesNotMatch(body, /9223372036854775808/, path);
  }
});

const offer = async (where) => (await rig.sql(`SELECT offer_id, price_minor, available FROM offer WHERE ${where} LIMIT 1`))[0];
const intents = (id) => rig.sql(`SELECT kind, before_value, after_value, state FROM outbox WHERE subject = '${id}' ORDER BY id`);

test("price and stock of an offer are decided on its page, once a form, and can be undone", async () => {
  const [id] = await offer("status = 'ACTIVE' AND fulfillment = 0 AND rule_id IS NULL AND price_minor > 100");
  const page = (await seller.get(`/offers/${id}`)).body;
  const [, batch] = /value="price"><input type="hidden" name="batch" value="([^"]+)"/.exec(page);
  const [, seen] = /name="seen" value="([^"]+ PLN)"/.exec(page);
  const form = { what: "price", value: "1234,50", batch, seen };
  assert.equal((await seller.post(`/offers/${id}/set`, form)).status, 303);
  assert.equal((await seller.post(`/offers/${id}/set`, form)).status, 303);
  assert.equal((await seller.post(`/offers/${id}/set`, { what: "stock", value: "4", batch: randomUUID() })).status, 303);
  assert.deepEqual((await intents(id)).map(([kind, , after, state]) => [kind, after, state]), [["offer-price", "1234.50 PLN", "NEW"], ["offer-stock", "4", "NEW"]]);
  assert.match((await seller.get(`/offers/${id}`)).body, /Cofnij/);
});

test("what cannot be is told on the page, and nothing is decided", async () => {
  const [id] = await offer("status = 'ACTIVE' AND fulfillment = 0 AND rule_id IS NULL AND offer_id NOT IN (SELECT subject FROM outbox)");
  for (const [what, value] of [["price", "abc"], ["price", "-5"], ["price", "1.234"], ["stock", "0"], ["stock", "x"], ["status", "GONE"]]) {
    const { status } = await seller.post(`/offers/${id}/set`, { what, value, batch: randomUUID() });
    assert.equal(status, 422, `${what} ${value}`);
  }
  const [kept] = await offer("fulfillment = 1 AND status = 'ACTIVE'");
  assert.equal((await seller.post(`/offers/${kept}/set`, { what: "price", value: "5", batch: randomUUID() })).status, 409);
  const [ruled] = await offer("rule_id IS NOT NULL AND status = 'ACTIVE' AND fulfillment = 0");
  assert.equal((await seller.post(`/offers/${ruled}/set`, { what: "price", value: "5", batch: randomUUID() })).status, 409);
  assert.deepEqual(await intents(id), []);
});

test("a change by another program is put back, once", async () => {
  const [id, price] = await offer("status = 'ACTIVE' AND fulfillment = 0 AND rule_id IS NULL AND price_minor > 100 AND offer_id NOT IN (SELECT subject FROM outbox)");
  await rig.sandbox("/offers/change", { id, price: "3.21" });
  await rig.sql("UPDATE walk SET next_at = '2000-01-01'");
  await rig.must("sync-offers", "--once");
  await rig.sql("UPDATE offer_change SET at = at - INTERVAL 1 HOUR");
  await rig.must("check-offers", "--once");
  const [[change]] = await rig.sql(`SELECT id FROM offer_change WHERE offer_id = '${id}' AND author = 'others'`);
  assert.match((await seller.get("/offers?view=attention")).body, new RegExp(`/offers/${id}"`));
  const form = { change, how: "undone", batch: randomUUID() };
  assert.equal((await seller.post(`/offers/${id}/settle`, form)).status, 303);
  assert.notEqual((await seller.post(`/offers/${id}/settle`, { ...form, batch: randomUUID(), how: "taken" })).status, 303);
  const [[kind, before, after]] = await intents(id);
  assert.deepEqual([kind, before, Math.round(Number.parseFloat(after) * 100)], ["offer-price", "3.21 PLN", Number(price)]);
  assert.deepEqual(await rig.sql(`SELECT foreign_open FROM offer WHERE offer_id = '${id}'`), [["0"]]);
});

const marks = (ids) => ids.map((id) => ["id", `1:${id}`]);
const bulk = (fields, ids, path = "/bulk/offers") => seller.post(path, new URLSearchParams([...Object.entries(fields), ...marks(ids)]));
const plain = "status = 'ACTIVE' AND format = 'BUY_NOW' AND fulfillment = 0 AND rule_id IS NULL AND gone_at IS NULL AND price_minor > 200";
const planned = async (answer) => {
  assert.equal(answer.status, 303, answer.body?.replace(/\s+/g, " ").slice(-400));
  const [, plan] = /^\/plans\/(\d+)$/.exec(answer.location);
  const [head] = await rig.sql(`SELECT topic, origin, about, actor, state FROM plan WHERE id = ${plan}`);
  const items = await rig.sql(`SELECT subject, kind, after_value, state, note FROM plan_item WHERE plan_id = ${plan} ORDER BY subject`);
  return { head, items, url: answer.location };
};

test("marked offers become a mass change that waits to be confirmed, each by its own price", async () => {
  const found = await rig.sql(`SELECT offer_id, price_minor FROM offer WHERE ${plain} ORDER BY offer_id LIMIT 3`);
  const ids = found.map(([id]) => id);
  const list = (await seller.get("/offers")).body;
  assert.match(list, /<form id="bulk"[^>]* action="\/bulk\/offers[^"]*"/);
  assert.match(list, new RegExp(`form="bulk" name="id" value="1:\\d+"`));
  const half = ([id, minor], bp) => [id, "offer-price", `${(Math.floor((2 * minor * (10000 + bp) + 10000) / 20000) / 100).toFixed(2)} PLN`];
  for (const [value, bp, said] of [["5", 500, "+5 %"], ["-7,25", -725, "-7,25 %"], ["+10%", 1000, "+10 %"]]) {
    const { head, items, url } = await planned(await bulk({ deed: "percent", value }, ids));
    assert.deepEqual(head, ["price", "person", said, "seller", "DRAFT"]);
    assert.deepEqual(items.map((item) => item.slice(0, 3)), found.map((row) => half(row, bp)), value);
    assert.match((await seller.get(url)).body, new RegExp(`/offers/${ids[0]}"`));
  }
  for (const [deed, value, kind, after] of [["price", "99,90", "offer-price", "99.90 PLN"], ["stock", "777", "offer-stock", "777"], ["end", "", "offer-status", "ENDED"]]) {
    const { items } = await planned(await bulk({ deed, value }, ids));
    assert.deepEqual(items.map((item) => item.slice(0, 4)), ids.map((id) => [id, kind, after, "WAITING"]), deed);
  }
  const [[ended]] = await rig.sql("SELECT offer_id FROM offer WHERE status = 'ENDED' AND format = 'BUY_NOW' AND fulfillment = 0 AND gone_at IS NULL LIMIT 1");
  const { items } = await planned(await bulk({ deed: "activate", value: "" }, [ended]));
  assert.deepEqual(items.map((item) => item.slice(1, 4)), [["offer-status", "ACTIVE", "WAITING"]]);
});

test("what may not be written is left out and named", async () => {
  const [[draft]] = await rig.sql("SELECT offer_id FROM offer WHERE status = 'INACTIVE' AND fulfillment = 0 LIMIT 1");
  const [[kept]] = await rig.sql("SELECT offer_id FROM offer WHERE fulfillment = 1 AND status = 'ACTIVE' LIMIT 1");
  const [[good]] = await rig.sql(`SELECT offer_id FROM offer WHERE ${plain} LIMIT 1`);
  const { items } = await planned(await bulk({ deed: "stock", value: "778" }, [draft, kept, good]));
  const by = Object.fromEntries(items.map(([id, , , state, note]) => [id, [state, note]]));
  assert.deepEqual([by[draft], by[kept], by[good][0]], [["LEFT", "draft"], ["LEFT", "fulfillment"], "WAITING"]);
});

test("drafts are made active and deleted, one and many; an incomplete one is left out and named", async () => {
  const drafts = (await rig.sql("SELECT offer_id FROM offer WHERE status = 'INACTIVE' AND fulfillment = 0 AND gone_at IS NULL ORDER BY offer_id LIMIT 3")).flat();
  const [first, lacking] = drafts;
  await rig.sql(`UPDATE offer SET errors = 1, error = 'Brak zdjęcia <b>' WHERE offer_id = '${lacking}'`);
  const page = (await seller.get(`/offers/${first}`)).body;
  assert.match(page, /name="value" value="ACTIVE"/);
  assert.match(page, /name="value" value="DELETED"/);
  assert.doesNotMatch(page, /id="set-price"/);
  const other = (await seller.get(`/offers/${lacking}`)).body;
  assert.match(other, /Brak zdjęcia &lt;b&gt;/);
  assert.doesNotMatch(other, /name="value" value="ACTIVE"/);
  const { items } = await planned(await bulk({ deed: "activate" }, drafts));
  assert.deepEqual(items.map((item) => item.slice(3)), [["WAITING", "NULL"], ["LEFT", "incomplete"], ["WAITING", "NULL"]]);
  const [[active]] = await rig.sql(`SELECT offer_id FROM offer WHERE ${plain} LIMIT 1`);
  const gone = await planned(await bulk({ deed: "delete" }, [...drafts, active]));
  assert.equal(gone.head[0], "delete");
  assert.deepEqual(Object.fromEntries(gone.items.map(([id, , , state, note]) => [id, `${state} ${note}`])),
    { ...Object.fromEntries(drafts.map((id) => [id, "WAITING NULL"])), [active]: "LEFT not-draft" });
  assert.deepEqual(await rig.sql(`SELECT brakes FROM plan WHERE id = ${gone.url.split("/").at(-1)}`), [["delete"]]);
  assert.equal((await seller.post(`/offers/${first}/set`, { what: "delete", value: "DELETED", seen: "INACTIVE", batch: randomUUID() })).status, 303);
  assert.deepEqual((await intents(first))[0].slice(0, 3), ["offer-delete", "INACTIVE", "DELETED"]);
  assert.equal((await seller.post(`/offers/${lacking}/set`, { what: "status", value: "ACTIVE", seen: "INACTIVE", batch: randomUUID() })).status, 409);
  assert.equal((await seller.post(`/offers/${active}/set`, { what: "delete", value: "DELETED", batch: randomUUID() })).status, 409);
});

test("terms of sale are chosen by name for many, and each kind goes its own way", async () => {
  await rig.must("sync-terms", "--once");
  const ids = (await rig.sql(`SELECT offer_id FROM offer WHERE ${plain} ORDER BY offer_id LIMIT 2`)).flat();
  const [[list, called]] = await rig.sql("SELECT term_id, name FROM term WHERE account_id = 1 AND kind = 'SHIPPING' AND gone_at IS NULL AND warehouse = 0 AND term_id NOT IN (SELECT shipping_rates FROM offer WHERE shipping_rates IS NOT NULL) LIMIT 1");
  const [[policy]] = await rig.sql("SELECT term_id FROM term WHERE account_id = 1 AND kind = 'IMPLIED' AND gone_at IS NULL AND warehouse = 0 LIMIT 1");
  const { body } = await seller.get("/offers");
  assert.match(body, new RegExp(`<optgroup label="Cennik dostawy">.*value="shipping ${list}"`, "s"));
  for (const [term, topic, kind] of [[`shipping ${list}`, "delivery", "offer-delivery"], ["handling P2D", "delivery", "offer-delivery"], [`implied ${policy}`, "policy", "offer-policy"]]) {
    const { head, items, url } = await planned(await bulk({ deed: "terms", term }, ids));
    assert.equal(head[0], topic);
    assert.deepEqual(items.map((item) => item.slice(1, 4)), ids.map(() => [kind, term, "WAITING"]));
    const page = (await seller.get(url)).body;
    if (term.startsWith("shipping")) assert.ok(page.includes(called), "its name, no number");
  }
  for (const term of ["", "shipping", "handling P9D", "price 5", "shipping a b"]) assert.equal((await bulk({ deed: "terms", term }, ids)).status, 422, term);
});

const differ = async (id, grp, ours, theirs, { state = "open", moved = "ours" } = {}) => {
  await rig.sql(`REPLACE INTO offer_diff (account_id, offer_id, grp, state, moved, ours_mark, theirs_mark, shown_mark, ours, theirs, since)
    VALUES (1, '${id}', '${grp}', '${state}', '${moved}', UUID(), UUID(), UUID(), '${ours}', '${theirs}', UTC_TIMESTAMP(3))`);
  await rig.sql(`UPDATE offer SET differs = (SELECT COUNT(*) FROM offer_diff WHERE offer_id = '${id}' AND state = 'open') WHERE offer_id = '${id}'`);
  return (await rig.sql(`SELECT CONCAT(grp, ':', LEFT(ours_mark, 8), LEFT(theirs_mark, 8)) FROM offer_diff WHERE offer_id = '${id}' AND grp = '${grp}'`))[0][0];
};

test("differences stand side by side, in a tab of their own, and may stay so", async () => {
  const [[id]] = await rig.sql(`SELECT offer_id FROM offer WHERE ${plain} ORDER BY offer_id DESC LIMIT 1`);
  const [[shipping, called]] = await rig.sql("SELECT 'no-such-list', 'x'");
  const name = await differ(id, "name", "Nazwa <b>ze sklepu", "Nazwa & z Allegro");
  await differ(id, "shipping", shipping, "s2", { moved: "theirs" });
  await differ(id, "handling", "PT24H", "P2D", { state: "left" });
  const { body } = await seller.get(`/offers/${id}`);
  assert.match(body, /Nazwa &lt;b&gt;ze sklepu/);
  assert.match(body, /Nazwa &amp; z Allegro/);
  assert.match(body, /24 godziny/);
  assert.match(body, /no-such-list/);
  assert.equal(body.match(/name="group"[^>]*checked/g).length, 1, "what the product changed is chosen");
  assert.ok(called);
  assert.match((await seller.get("/offers?view=differs")).body, new RegExp(`/offers/${id}"`));
  const send = (form) => seller.post(`/offers/${id}/differences`, { batch: randomUUID(), ...form });
  assert.equal((await send({ act: "leave" })).status, 409, "nothing chosen");
  assert.equal((await send({ act: "leave", group: "name:0000000000000000" })).status, 409, "seen otherwise");
  assert.equal((await send({ act: "throw", group: name })).status, 422);
  assert.equal((await send({ act: "accept", group: name })).status, 409, "it follows no product");
  assert.equal((await send({ act: "leave", group: name })).status, 303);
  assert.deepEqual(await rig.sql(`SELECT state, decided_by FROM offer_diff WHERE offer_id = '${id}' AND grp = 'name'`), [["left", "seller"]]);
  assert.equal(await number(`offer_id = '${id}' AND differs = 1`), 1);
  const { items } = await planned(await bulk({ deed: "follow" }, [id]));
  assert.equal(items.length, 1);
  assert.match(items[0][2], /^shipping @[0-9a-f]{24}$/);
  assert.match((await seller.get((await bulk({ deed: "follow" }, [id])).location)).body, /Cennik dostawy/);
  await rig.sql(`DELETE FROM offer_diff WHERE offer_id = '${id}'; UPDATE offer SET differs = 0 WHERE offer_id = '${id}'`);
  assert.equal((await bulk({ deed: "follow" }, [id])).status, 422);
});

test("what follows the product is decided by group, and what is left alone is no difference", async () => {
  const [[id]] = await rig.sql(`SELECT offer_id FROM offer WHERE ${plain} ORDER BY offer_id DESC LIMIT 1`);
  await differ(id, "name", "A", "B");
  const groups = [...(await seller.get("/following?account=1")).body.matchAll(/<select name="([a-z]+)"/g)].map(([, name]) => name);
  assert.equal(groups.length, 14);
  const form = (more) => ({ account: "1", ...Object.fromEntries(groups.map((group) => [group, "ask"])), ...more });
  assert.equal((await seller.post("/following", form({ name: "leave", pictures: "follow" }))).status, 303);
  assert.equal(await number(`offer_id = '${id}' AND differs = 0`), 1);
  const { body } = await seller.get("/following?account=1");
  assert.match(body, /name="name">.*?value="leave" selected/s);
  assert.match(body, /name="pictures">.*?value="follow" selected/s);
  assert.equal((await seller.post("/following", form({ name: "maybe" }))).status, 400);
  assert.equal((await seller.post("/following", form({ account: "77" }))).status, 404);
  assert.equal((await seller.post("/following", form())).status, 303);
  assert.equal(await number(`offer_id = '${id}' AND differs = 1`), 1);
  await rig.sql(`DELETE FROM offer_diff; UPDATE offer SET differs = 0`);
});

test("a percentage that leaves no price leaves the offer out", async () => {
  const [[id]] = await rig.sql(`SELECT offer_id FROM offer WHERE ${plain} ORDER BY price_minor LIMIT 1`);
  await rig.sql(`UPDATE offer SET price_minor = 101 WHERE offer_id = '${id}'`);
  const { items } = await planned(await bulk({ deed: "percent", value: "-50" }, [id]));
  assert.deepEqual(items.map((item) => item.slice(3)), [["LEFT", "value"]]);
});

test("all of a filter are changed, on whatever page they are", async () => {
  const other = 2;
  await rig.sql(`INSERT INTO account (id, name, environment, seller_id, state) VALUES (${other}, 'Drugie', 'simulator', '44300018', 'DISCONNECTED')`);
  const want = await number("tab = 'active'");
  assert.ok(want > 50, "more than a page");
  const { items } = await planned(await bulk({ deed: "stock", value: "779", all: "1" }, [], "/bulk/offers?view=active"));
  assert.equal(items.length, want);
  await rig.sql(`UPDATE offer SET account_id = ${other} WHERE tab = 'active' ORDER BY changed_at LIMIT 1`);
  assert.equal((await bulk({ deed: "end", all: "1" }, [], "/bulk/offers?view=active")).status, 422);
  assert.equal((await planned(await bulk({ deed: "stock", value: "780", all: "1" }, [], "/bulk/offers?view=active&account=1"))).items.length, want - 1);
  await rig.sql(`UPDATE offer SET account_id = 1 WHERE account_id = ${other}`);
});

test("nothing marked, several accounts and what is no number make no mass change", async () => {
  const [[id]] = await rig.sql(`SELECT offer_id FROM offer WHERE ${plain} LIMIT 1`);
  const [[plans]] = await rig.sql("SELECT COUNT(*) FROM plan");
  for (const [deed, value] of [["price", ""], ["price", "abc"], ["price", "0"], ["price", "-5"], ["price", "1.234"], ["percent", ""], ["percent", "0"], ["percent", "x"], ["percent", "+-5"],
    ["percent", "-91"], ["percent", "1001"], ["percent", "1.234"], ["stock", "0"], ["stock", "-1"], ["stock", "1.5"]]) {
    assert.equal((await bulk({ deed, value }, [id])).status, 422, `${deed} ${value}`);
  }
  const none = await bulk({ deed: "end" }, []);
  assert.deepEqual([none.status, /Najpierw zaznacz oferty/.test(none.body)], [422, true]);
  const mixed = await seller.post("/bulk/offers", new URLSearchParams([["deed", "end"], ["id", `1:${id}`], ["id", `2:${id}`]]));
  assert.deepEqual([mixed.status, /z kilku kont/.test(mixed.body)], [422, true]);
  for (const [wrong, status] of [["1:no-such", 404], [id, 400], ["x:1", 400]]) {
    assert.equal((await seller.post("/bulk/offers", { deed: "end", id: wrong })).status, status, wrong);
  }
  assert.equal((await bulk({ deed: "throw" }, [id])).status, 400);
  assert.deepEqual(await rig.sql("SELECT COUNT(*) FROM plan"), [[plans]]);
  assert.equal((await seller.get("/bulk/offers")).status, 405);
});

test("a mass change that is under way can be followed without JavaScript, in the tab one is in", async () => {
  const [[id]] = await rig.sql(`SELECT offer_id FROM offer WHERE ${plain} LIMIT 1`);
  const { url } = await planned(await bulk({ deed: "stock", value: "781" }, [id]));
  const follow = /<p class="nojs"><a role="button" class="second" href="([^"]*)"/;
  assert.doesNotMatch((await seller.get(url)).body, follow, "a draft stays as it is");
  await rig.sql(`UPDATE plan SET state = 'RUNNING', started_at = UTC_TIMESTAMP(3) WHERE id = ${url.split("/").at(-1)}`);
  const { body } = await seller.get(`${url}?view=left`);
  assert.equal(follow.exec(body)?.[1], `${url}?view=left`);
});
