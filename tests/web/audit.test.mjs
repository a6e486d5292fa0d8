// R23: whatever a person can change leaves an entry in the audit trail, with the name of that person
// and the number of the request. The list of POST routes comes from the programs themselves: a new
// one fails here until it has a walk, or a reason why it changes nothing.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { addUser, Client, member, sendFile, password } from "./client.mjs";

let rig, admin;
const orders = [];

before(async () => {
  rig = await startRig({ parts: ["sandbox", "web", "connect", "import"], sandbox: ["--orders", "40", "--seed", "7"], set: ['feed-hosts = "sklep.example"'] });
  admin = await member(rig, "szefowa", "administrator");
  orders.push(...(await rig.sql(`SELECT form_id FROM orders WHERE place = 'new' AND fulfillment_provider = 'SELLER'
    AND status = 'READY_FOR_PROCESSING' AND fulfillment = 'NEW' ORDER BY id`)).flat());
  assert.ok(orders.length >= 4, `${orders.length} new orders`);
});
after(() => rig?.stop());

// A route that changes nothing anybody will ask about, and why.
const changesNothing = {
  "/login": "begins a session", "/login/confirm": "the same session, fresh again", "/logout": "ends a session",
  "/settings/language": "a cookie of this browser", "/settings/theme": "a cookie of this browser",
  "/settings/density": "a cookie of this browser",
  "/fulfillment/check": "shows what would be set", "/bulk/products": "keeps what would change", "/products/:id/allegro/:param/ask": "shows which fields follow", "/bulk/products/plan": "keeps what would change", "/slips": "prints; who looked at an order is written down", "/picklist": "prints", "/csv/orders": "a file", "/status/mail": "sends a mail to try the way",
  "/connect/start": "leads to Allegro; the callback is in the trail", "/connect/device": "shows a code; its confirmation is in the trail",
};

const userId = async (login) => (await rig.sql(`SELECT id FROM users WHERE login = '${login}'`))[0][0];
const viewId = async (name) => (await rig.sql(`SELECT id FROM order_saved WHERE name = '${name}'`))[0][0];
const sourceId = async () => (await rig.sql("SELECT profile_id FROM import_source"))[0][0];
const newest = async () => Number((await rig.sql("SELECT COALESCE(MAX(id), 0) FROM audit"))[0][0]);
const orderId = async (form) => (await rig.sql(`SELECT version FROM orders WHERE form_id = '${form}'`))[0][0];
const trouble = (form) => rig.sql(`UPDATE order_form SET state = 'UNREADABLE', problem_path = '/note/text', problem = 'odd', fail_count = 5 WHERE form_id = '${form}'`);
const toStop = async (form) => {
  await rig.sql(`UPDATE orders SET status = 'CANCELLED', fulfillment = 'PROCESSING', problem = 'to-stop' WHERE form_id = '${form}'`);
  const [[revision]] = await rig.sql(`SELECT revision FROM orders WHERE form_id = '${form}'`);
  return { revision };
};
const invite = async (login) => {
  const { stdout } = await rig.must("kramctl", "user", "invite", login, "--role", "packer");
  return new URL(stdout.trim()).searchParams.get("token");
};

/** Hidden fields of the form on this page that goes to this address. */
async function fields(client, page, action) {
  const { body } = await client.get(page);
  const form = body.split("<form").find((part) => part.includes(`action="${action}"`));
  assert.ok(form, `${page} has a form for ${action}`);
  return Object.fromEntries([...form.split("</form>")[0].matchAll(/name="([a-z_]+)" value="([^"]*)"/g)].map(([, k, v]) => [k, v]).filter(([k]) => k !== "csrf"));
}

async function held(form) {
  await admin.post(`/orders/${form}/fulfillment`, { ...(await fields(admin, `/orders/${form}`, `/orders/${form}/fulfillment`)), status: "PROCESSING" });
  await rig.sql(`UPDATE outbox SET state = 'HELD', reason = 'unknown', version = version + 1 WHERE subject = '${form}'`);
  const [[id, version]] = await rig.sql(`SELECT id, version FROM outbox WHERE subject = '${form}' ORDER BY id DESC LIMIT 1`);
  return { id, version };
}

/** Answer a rating, or ask for its removal. */
async function say(what) {
  const { id } = await rig.sandbox("/rate", { order: orders[0], recommended: "no" });
  await rig.sql("DELETE FROM walk");
  await rig.must("sync-ratings", "--once");
  await rig.sql(`INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, 'rating-${what}', 1, 'test')`);
  return admin.post(`/ratings/${id}/${what}`, { ...(await fields(admin, `/ratings/${id}`, `/ratings/${id}/${what}`)), text: "Przykro nam" });
}

/** Something about the price rule there is, as it was seen last. */
async function priced(act, form = {}) {
  const [[id, number]] = await rig.sql("SELECT id, IFNULL(first_id, id) FROM price_rule WHERE live = 1 ORDER BY id DESC LIMIT 1");
  return admin.post(`/pricing/rules/${number}${act}`, { seen: id, ...form });
}

/** A file of products that was read and waits for a decision: the number of its run. */
async function fileRead() {
  const folder = join(rig.dir, "state", "incoming", "Sklep");
  mkdirSync(folder, { recursive: true });
  await rig.sql("INSERT INTO import_profile (name, format, mapping) VALUES ('Sklep', '', '') ON DUPLICATE KEY UPDATE id = id");
  writeFileSync(join(folder, "plik.csv"), `sku;name;price\nA;Kubek;${10 + Date.now() % 1000}\n`);
  utimesSync(join(folder, "plik.csv"), 1e9, 1e9);
  await rig.must("import-products", "--once");
  return (await rig.sql("SELECT id FROM import_run WHERE state = 'read' ORDER BY id DESC LIMIT 1"))[0][0];
}

// In this order: each does what its route is for, as the administrator unless it says otherwise.
/** A mass change of one offer, to be confirmed. */
async function massChange(brakes = "", state = "WAITING") {
  await rig.sql(`INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, 'offer-price', 1, 'test') ON DUPLICATE KEY UPDATE armed = 1;
    INSERT INTO plan (account_id, topic, origin, actor, state, brakes, batch, items, values_n, waiting) VALUES (1, 'price', 'person', 'anna', 'DRAFT', '${brakes}', UUID(), 1, 1, 1);
    INSERT INTO plan_item (plan_id, kind, subject, before_value, after_value, place, state)
      SELECT (SELECT MAX(id) FROM plan), 'offer-price', offer_id, '10.00 PLN', '11.00 PLN', 4, '${state}' FROM offer LIMIT 1`);
  return (await rig.sql("SELECT MAX(id) FROM plan"))[0][0];
}
async function doPlan(what, id, more = {}) {
  const [[version]] = await rig.sql(`SELECT version FROM plan WHERE id = ${id}`);
  return admin.post(`/plans/${id}/${what}`, { version, ...more });
}

const walks = [
  ["/settings/users", () => admin.post("/settings/users", { login: "nowy", name: "Nowy", role: "packer" }), "user.created"],
  ["/settings/users/:id/role", async () => admin.post(`/settings/users/${await userId("nowy")}/role`, { role: "seller" }), "user.role"],
  ["/settings/users/:id/reset", async () => admin.post(`/settings/users/${await userId("nowy")}/reset`), "user.link"],
  ["/settings/users/:id/disable", async () => admin.post(`/settings/users/${await userId("nowy")}/disable`), "user.disabled"],
  ["/settings/users/:id/enable", async () => admin.post(`/settings/users/${await userId("nowy")}/enable`), "user.enabled"],
  ["/invitation", async () => {
    const token = await invite("zaproszony");
    const guest = new Client(rig.baseUrl);
    await guest.get(`/invitation?token=${token}`);
    return guest.post("/invitation", { token, password, repeat: password });
  }, "user.password", "zaproszony"],
  ["/settings/password", async () => {
    await addUser(rig, "zmienia");
    const client = new Client(rig.baseUrl);
    await client.login("zmienia", password);
    await client.get("/settings/password");
    return client.post("/settings/password", { current: password, password: `${password} 2`, repeat: `${password} 2` });
  }, "user.password", "zmienia"],
  ["/login/once", async () => {
    const { stdout } = await rig.must("kramctl", "user", "login-link", "szefowa", "--role", "administrator");
    const token = new URL(stdout.trim()).searchParams.get("token");
    const client = new Client(rig.baseUrl);
    await client.get(`/login/once?token=${token}`);
    return client.post("/login/once", { token });
  }, "user.login"],
  ["/accounts/:id/writers", async () => admin.post("/accounts/1/writers", await fields(admin, "/accounts/1/writers", "/accounts/1/writers")), "account.writer"],
  ["/orders/:id/fulfillment", async () => admin.post(`/orders/${orders[0]}/fulfillment`, { ...(await fields(admin, `/orders/${orders[0]}`, `/orders/${orders[0]}/fulfillment`)), status: "PROCESSING" })],
  ["/undo", async () => admin.post("/undo", { batch: (await rig.sql("SELECT batch FROM outbox ORDER BY id DESC LIMIT 1"))[0][0] })],
  ["/fulfillment", async () => {
    const [[version]] = [[await orderId(orders[1])]];
    const check = await admin.post("/fulfillment/check?view=new", { status: "PROCESSING", id: orders[1] });
    const pick = /name="pick" value="([^"]+)"/.exec(check.body);
    assert.ok(pick, `${check.status} ${version}`);
    return admin.post("/fulfillment", { back: "/orders?view=new", status: "PROCESSING", batch: randomUUID(), pick: pick[1] });
  }],
  ["/ratings/:id/answer", () => say("answer"), "rating-answer.decided"],
  ["/ratings/:id/removal", () => say("removal"), "rating-removal.decided"],
  ["/outbox/:id/release", async () => {
    const { id, version } = await held(orders[2]);
    return admin.post(`/outbox/${id}/release`, { version });
  }],
  ["/outbox/:id/drop", async () => {
    const { id, version } = await held(orders[3]);
    return admin.post(`/outbox/${id}/drop`, { version });
  }],
  ["/categories/:id/use", async () => {
    await rig.must("sync-categories", "--once");
    return admin.post(`/categories/${(await rig.sql("SELECT category_id FROM category WHERE leaf = 1 LIMIT 1"))[0][0]}/use`);
  }, "category.used"],
  ["/mapping/categories", () => admin.post("/mapping/categories", { act: "skip", id: "none" }), "mapping.category"],
  ["/mapping/decisions/:id/undo", async () => admin.post(`/mapping/decisions/${(await rig.sql("SELECT id FROM mapping_decision WHERE live = 1 LIMIT 1"))[0][0]}/undo`), "mapping.category"],
  ["/mapping/categories/:id", () => admin.post("/mapping/categories/none", { skip: "1", seen: "0" }), "mapping.category"],
  ["/mapping/params/:id/:param", async () => {
    const [[id]] = await rig.sql("SELECT category_id FROM category WHERE leaf = 1 LIMIT 1");
    await rig.sql("UPDATE category_used SET next_at = '2000-01-01'");
    await rig.must("sync-categories", "--once");
    return admin.post(`/mapping/params/${id}/11323`, { source: "manual", seen: "0", act: "keep" });
  }, "mapping.param"],
  ["/mapping/contradictions/:id/retry", async () => {
    await rig.sql("INSERT INTO param_contradiction (environment, category_id, param_id, answer, definition, said, first_at, last_at) VALUES ('simulator', '1', '2', '#3', '', 'Nie', NOW(), NOW())");
    return admin.post(`/mapping/contradictions/${(await rig.sql("SELECT MAX(id) FROM param_contradiction"))[0][0]}/retry`);
  }, "mapping.retry"],
  ["/mapping/offer", () => admin.post("/mapping/offer", { "from:stock_unit": "same:SET", seen: "0", act: "keep" }), "mapping.offer"],
  ["/mapping/values", async () => {
    await rig.sql("INSERT INTO ready_mark (account_id, kind, subject, n) VALUES (1, 'open', '11323\\tStan\\tjak nowy', 1)");
    const [[id]] = await rig.sql("SELECT id FROM ready_mark WHERE kind = 'open'");
    return admin.post("/mapping/values?param=11323", { skip: id });
  }, "mapping.value"],
  ["/mapping/values/csv", async () => sendFile(admin, "/mapping/values/csv?param=11323", { content: "Attribute;Value in the shop;Value at Allegro;Skip\nStan;prawie nowy;;x\n" }), "mapping.value"],
  ["/terms/:id", () => admin.post("/terms/1", { version: "0", city: "Poznań" }), "terms.chosen"],
  ["/producers/new", async () => {
    await rig.must("sync-terms", "--once");
    await rig.sql("INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, 'producer-new', 1, 'test')");
    return admin.post("/producers/new", {
      account: "1", kind: "producer", batch: randomUUID(), name: "Nowy", title: "Nowy", street: "Polna 1", post_code: "00-001", city: "Warszawa", country: "PL", email: "a@b.example",
    });
  }, "producer-new.decided"],
  ["/pricing/rules", () => admin.post("/pricing/rules", { name: "Wszystkie", currency: "PLN", base: "price", way: "percent", rate: "5" }), "pricing.rule"],
  ["/pricing/rules/:id/switch", () => priced("/switch", { to: "armed" }), "pricing.rule"],
  ["/pricing/rules/:id", () => priced("", { name: "Wszystkie", currency: "PLN", base: "price", way: "percent", rate: "6" }), "pricing.rule"],
  ["/pricing/rules/:id/undo", () => priced("/undo"), "pricing.rule"],
  ["/pricing/rules/:id/end", () => priced("/end"), "pricing.rule"],
  ["/pricing/allegro", async () => {
    await rig.must("sync-terms", "--once");
    await rig.sql("INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, 'allegro-rule', 1, 'test'), (1, 'allegro-rule-delete', 1, 'test')");
    await rig.sql(`INSERT INTO term (account_id, kind, term_id, name, title, raw, seen_at) VALUES
      (1, 'PRICING', 'own', 'Moja', 'FOLLOW_BY_TOP_OFFER_PRICE', '{"id":"own","name":"Moja","type":"FOLLOW_BY_TOP_OFFER_PRICE"}', UTC_TIMESTAMP(3))`);
    return admin.post("/pricing/allegro", { account: "1", batch: randomUUID(), name: "Nowa", type: "FOLLOW_BY_TOP_OFFER_PRICE", change: "none" });
  }, "allegro-rule.decided"],
  ["/pricing/allegro/:id", () => admin.post("/pricing/allegro/own", { account: "1", batch: randomUUID(), name: "Inna", change: "keep" }), "allegro-rule.decided"],
  ["/pricing/allegro/:id/delete", async () => {
    await rig.sql("DELETE s FROM outbox_step s JOIN outbox o ON o.id = s.outbox_id WHERE o.subject = 'own'; DELETE FROM outbox WHERE subject = 'own'");
    return admin.post("/pricing/allegro/own/delete", { account: "1", batch: randomUUID() });
  }, "allegro-rule-delete.decided"],
  ["/pricing/fees", () => admin.post("/pricing/fees", { category: "", rate: "10" }), "pricing.fee"],
  ["/pricing/currencies", () => admin.post("/pricing/currencies", { rates: "EUR;4,2973" }), "pricing.rate"],
  ["/pricing/currencies/file", () => sendFile(admin, "/pricing/currencies/file", { content: "CZK;0,17\n" }), "pricing.rate"],
  ["/producers/brand", () => admin.post("/producers/brand", { account: "1", brand: "polar", seen: "0", safety: "Uwaga" }), "mapping.brand"],
  ["/producers", () => admin.post("/producers", { account: "1", id: "0:lumika", safety: "Uwaga" }), "mapping.brand"],
  ["/producers/brand/undo", async () => admin.post("/producers/brand/undo", {
    account: "1", brand: "polar", seen: (await rig.sql("SELECT MAX(id) FROM mapping_decision WHERE kind = 'brand'"))[0][0],
  }), "mapping.brand"],
  ["/mapping/publish", () => admin.post("/mapping/publish", { account: "1", status: "INACTIVE" }), "listing.begun"],
  ["/mapping/publish/:id", async () => {
    const [[id, version]] = await rig.sql("SELECT id, version FROM listing_run WHERE ended_at IS NULL");
    return admin.post(`/mapping/publish/${id}`, { act: "stop", version });
  }, "listing.stopped"],
  ["/mapping/publish/:id", async () => {
    const [[id, version]] = await rig.sql("SELECT id, version FROM listing_run WHERE ended_at IS NULL");
    assert.equal((await admin.post(`/mapping/publish/${id}`, { act: "give-up", version })).status, 400, "not without being sure");
    return admin.post(`/mapping/publish/${id}`, { act: "give-up", version, sure: "1" });
  }, "listing.given-up"],
  ["/offers/:id/set", async () => {
    await rig.must("sync-offers", "--once");
    const [[id]] = await rig.sql("SELECT offer_id FROM offer WHERE status = 'ACTIVE' AND fulfillment = 0 AND rule_id IS NULL LIMIT 1");
    return admin.post(`/offers/${id}/set`, { what: "price", value: "12,34", batch: randomUUID() });
  }, "offer-price.decided"],
  ["/bulk/offers", async () => {
    const [[mark]] = await rig.sql("SELECT CONCAT(account_id, ':', offer_id) FROM offer WHERE status = 'ACTIVE' AND fulfillment = 0 AND rule_id IS NULL LIMIT 1");
    return admin.post("/bulk/offers", { deed: "percent", value: "5", id: mark });
  }, "plan.made"],
  ["/offers/:id/differences", async () => {
    const [[id]] = await rig.sql("SELECT offer_id FROM offer WHERE status = 'ACTIVE' AND fulfillment = 0 LIMIT 1");
    const mark = "11111111-1111-5111-8111-111111111111";
    await rig.sql(`INSERT INTO offer_diff (account_id, offer_id, grp, state, moved, ours_mark, theirs_mark, shown_mark, ours, theirs, since) VALUES (1, '${id}', 'name', 'open', 'ours', '${mark}', '${mark}', '${mark}', 'A', 'B', UTC_TIMESTAMP(3))`);
    return admin.post(`/offers/${id}/differences`, { act: "leave", batch: randomUUID(), group: "name:1111111111111111" });
  }, "offer.left"],
  ["/following", async () => admin.post("/following", { account: "1", ...Object.fromEntries(
    ["name", "description", "pictures", "parameters", "category", "card", "safety", "shipping", "returns", "implied", "warranty", "handling", "invoice", "location"].map((group) => [group, "ask"])), name: "leave" }), "offer.flow"],
  ["/offers/:id/rule", async () => {
    await rig.must("sync-terms", "--once");
    await rig.sql("INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, 'offer-rule', 1, 'test')");
    const [[id]] = await rig.sql("SELECT offer_id FROM offer WHERE tab = 'active' AND format = 'BUY_NOW' AND fulfillment = 0 AND rule_id IS NULL ORDER BY id DESC LIMIT 1");
    return admin.post(`/offers/${id}/rule`, { market: "allegro-pl", rule: "66950bc04a57a95dfad0891d", least: "1,00", most: "9000,00", batch: randomUUID() });
  }, "offer-rule.decided"],
  ["/offers/:id/settle", async () => {
    const [[id]] = await rig.sql("SELECT offer_id FROM offer LIMIT 1");
    await rig.sql(`INSERT INTO offer_change (account_id, offer_id, field, before_value, after_value, author, at) VALUES (1, '${id}', 'price', '1.00 PLN', '2.00 PLN', 'others', UTC_TIMESTAMP(3))`);
    const [[change]] = await rig.sql("SELECT MAX(id) FROM offer_change");
    return admin.post(`/offers/${id}/settle`, { change, how: "taken", batch: randomUUID() });
  }, "offer.taken"],
  ["/offers/:id/link", async () => {
    await rig.must("sync-offers", "--once");
    const [[id, version]] = await rig.sql("SELECT offer_id, version FROM offer LIMIT 1");
    return admin.post(`/offers/${id}/link`, { version });
  }, "offer.linked"],
  ["/offers/:id/renew", async () => {
    await rig.must("sync-offers", "--once");
    return admin.post(`/offers/${(await rig.sql("SELECT offer_id FROM offer LIMIT 1"))[0][0]}/renew`);
  }, "offer.wanted"],
  ["/plans/:id/start", async () => doPlan("start", await massChange()), "plan.started"],
  ["/plans/:id/approve", async () => doPlan("approve", await massChange("jump"), { typed: 1 }), "plan.approved"],
  ["/plans/:id/stop", async () => doPlan("stop", await massChange()), "plan.stopped"],
  ["/plans/:id/resume", async () => {
    const id = await massChange();
    await rig.sql(`UPDATE plan SET state = 'STOPPED', reason = 'person', started_at = UTC_TIMESTAMP(3) WHERE id = ${id}`);
    return doPlan("resume", id);
  }, "plan.resumed"],
  ["/plans/:id/retry", async () => doPlan("retry", await massChange("", "FAILED")), "plan.made"],
  ["/plans/:id/undo", async () => doPlan("undo", await massChange("", "DONE")), "plan.made"],
  ["/terms/:id/renew", () => admin.post("/terms/1/renew"), "terms.wanted"],
  ["/files", async () => sendFile(admin, "/files", { content: "sku;name\nPLIK-1;Plik\n" }), "import.upload"],
  ["/files/:id/mapping", async () => {
    const path = `/files/${(await rig.sql("SELECT MAX(id) FROM import_run WHERE state = 'draft'"))[0][0]}/mapping`;
    const [, seen] = /name="seen" value="([^"]+)"/.exec((await admin.get(path)).body);
    return admin.post(path, { name: "Wysłany", seen });
  }, "import.settle"],
  ["/files/:id/drop", async () => admin.post(`/files/${await fileRead()}/drop`), "import.drop"],
  ["/files/:id/apply", async () => admin.post(`/files/${await fileRead()}/apply`), "import.approve"],
  ["/files/:id/undo", async () => {
    await rig.must("import-products", "--once");
    return admin.post(`/files/${(await rig.sql("SELECT id FROM import_run WHERE state = 'applied' LIMIT 1"))[0][0]}/undo`);
  }, "import.undo-asked"],
  ["/sources", () => admin.post("/sources", { address: "https://sklep.example/plik.csv?klucz=1", profile: "Adres", period: 60, auto: 1 }), "source.added"],
  ["/sources/:id", async () => admin.post(`/sources/${await sourceId()}`, { period: 1440 }), "source.changed"],
  ["/sources/:id/pause", async () => admin.post(`/sources/${await sourceId()}/pause`), "source.paused"],
  ["/sources/:id/resume", async () => admin.post(`/sources/${await sourceId()}/resume`), "source.resumed"],
  ["/sources/:id/fetch", async () => admin.post(`/sources/${await sourceId()}/fetch`), "source.asked"],
  ["/sources/:id/remove", async () => admin.post(`/sources/${await sourceId()}/remove`), "source.removed"],
  ["/products/:id/change", async () => {
    const [[id, version]] = await rig.sql("SELECT id, version FROM product LIMIT 1");
    return admin.post(`/products/${id}/change`, { version, field: "name", value: "Inny kubek" });
  }, "product.change"],
  ["/products/:id/unlock", async () => {
    const [[id, version]] = await rig.sql("SELECT id, version FROM product LIMIT 1");
    return admin.post(`/products/${id}/unlock`, { version, field: "name" });
  }, "product.unlock"],
  ["/bulk/products/:id/apply", async () => {
    const plan = await admin.post("/bulk/products/plan?view=all", { field: "brand", verb: "set", value: "Kowal" });
    return admin.post(plan.location.replace(/(\?|$)/, "/apply$1"));
  }, "products.changed"],
  ["/bulk/products/:id/undo", async () => admin.post(`/bulk/products/${(await rig.sql("SELECT MAX(id) FROM product_bulk WHERE state = 'DONE'"))[0][0]}/undo`), "products.undone"],
  ["/products/:id/stock", async () => {
    const [[id]] = await rig.sql("SELECT id FROM product LIMIT 1");
    return admin.post(`/products/${id}/stock`, { ...(await fields(admin, `/products/${id}/stock`, `/products/${id}/stock`)), deed: "count", place: 1, pieces: 9 });
  }, "stock.count"],
  ["/products/:id/buffer", async () => {
    const [[id]] = await rig.sql("SELECT id FROM product LIMIT 1");
    return admin.post(`/products/${id}/buffer`, { of: "product", pieces: 2 });
  }, "stock.buffer"],
  ["/stock/places", () => admin.post("/stock/places", { kind: "shop", name: "Sklep na rogu" }), "stock.place"],
  ["/stock/places/:id", () => admin.post("/stock/places/1", { name: "Hala", version: 1 }), "stock.place"],
  ["/stock/places/:id/end", async () => {
    await rig.sql("INSERT INTO stock_place (id, kind, name) VALUES (90, 'external', 'Chwilowe')");
    return admin.post("/stock/places/90/end", { version: 1 });
  }, "stock.place-end"],
  ["/stock/profiles/:id/place", async () => {
    await rig.sql("INSERT INTO import_profile (id, name, format, mapping) VALUES (91, 'Drugi sklep', '', '')");
    return admin.post("/stock/profiles/91/place", { place: 1, version: 1 });
  }, "stock.profile"],
  ["/stock/accounts/:id/places", () => admin.post("/stock/accounts/1/places", { place: 1 }), "stock.feeds"],
  ["/stock/buffer", () => admin.post("/stock/buffer", { account: 0, pieces: 1 }), "stock.buffer"],
  ["/products/:id/allegro", async () => {
    const [[id]] = await rig.sql("SELECT id FROM product LIMIT 1");
    const [[category]] = await rig.sql("SELECT c.category_id FROM category_param p JOIN category c USING (environment, category_id) WHERE c.leaf = 1 LIMIT 1");
    return admin.post(`/products/${id}/allegro`, { what: "category", value: category, seen: "0" });
  }, "mapping.product"],
  ["/products/:id/allegro/:param", async () => {
    const [[id]] = await rig.sql("SELECT product_id FROM mapping_decision WHERE kind = 'product' AND live = 1");
    return admin.post(`/products/${id}/allegro/11323`, { "id:11323": "11323_1", seen: "0" });
  }, "mapping.product"],
  ["/orders/:id/notes", () => admin.post(`/orders/${orders[0]}/notes`, { text: "krucha waza" }), "order.note"],
  ["/orders/:id/tags", () => admin.post(`/orders/${orders[0]}/tags`, { tag: "kruche" }), "order.tag"],
  ["/orders/:id/untag", () => admin.post(`/orders/${orders[0]}/untag`, { tag: "kruche" }), "order.untag"],
  ["/views", () => admin.post("/views?view=new&country=PL", { name: "Krajowe", shared: "on" }), "view.shared"],
  ["/views/:id/name", async () => admin.post(`/views/${await viewId("Krajowe")}/name`, { name: "Polskie" }), "view.renamed"],
  ["/views/:id/remove", async () => admin.post(`/views/${await viewId("Polskie")}/remove`), "view.removed"],
  ["/orders/:id/retry", async () => (await trouble(orders[0]), admin.post(`/orders/${orders[0]}/retry`)), "order.retry"],
  ["/orders/:id/stop", async () => {
    const { revision } = await toStop(orders[0]);
    return admin.post(`/orders/${orders[0]}/stop`, { revision });
  }, "order.stopped"],
  ["/problems/retry", async () => (await trouble(orders[0]), admin.post("/problems/retry"))],
  ["/orders/:id/leave", async () => (await trouble(orders[0]), admin.post(`/orders/${orders[0]}/leave`, { path: "/note/text" }))],
  ["/settings/privacy", async () => admin.post("/settings/privacy", { who: (await rig.sql("SELECT login FROM order_person WHERE login IS NOT NULL LIMIT 1"))[0][0] }), "buyer.erase"],
  ["/connect/credentials", () => admin.post("/connect/credentials", {
    environment: "simulator", client_id: "kram-device", client_secret: "rehearsal-secret", app_name: "Kram-Rehearsal", app_version: "0.1", contact_url: "https://kram.example",
  }), "account.credentials"],
  ["/connect/check", () => admin.post("/connect/check", { account_id: "1" }), "account.checked"],
  ["/connect/disconnect", () => admin.post("/connect/disconnect", { account_id: "1" }), "account.disconnected"],
  ["/setup", async () => {
    const empty = await startRig({ parts: ["web"] });
    try {
      const token = new URL((await empty.must("kramctl", "user", "setup")).stdout.trim()).searchParams.get("token");
      const guest = new Client(empty.baseUrl);
      await guest.get(`/setup?token=${token}`);
      const answer = await guest.post("/setup", { token, login: "pierwsza", name: "Pierwsza", password, repeat: password });
      const [[n]] = await empty.sql("SELECT COUNT(*) FROM audit WHERE actor = 'pierwsza' AND action = 'user.created' AND request_id LIKE 'req=%'");
      assert.equal(n, "1");
      return answer;
    } finally {
      await empty.stop();
    }
  }, null],
];

test("every route that can change something is walked here, or says why it changes nothing", async () => {
  const routes = [];
  for (const program of ["panel.fcgi", "gateway.fcgi"]) {
    const { stdout } = await rig.must(program, "--routes");
    routes.push(...stdout.trim().split("\n").map((line) => JSON.parse(line)).filter(({ method }) => method === "POST").map(({ pattern }) => pattern));
  }
  const known = new Set([...Object.keys(changesNothing), ...walks.map(([pattern]) => pattern)]);
  assert.deepEqual(routes.filter((pattern) => !known.has(pattern)), [], "not walked");
  assert.deepEqual([...known].filter((pattern) => !routes.includes(pattern)), [], "walked, but no longer there");
});

for (const [pattern, walk, action, actor = "szefowa"] of walks) {
  test(`R23: POST ${pattern} leaves an entry by ${actor}`, async () => {
    const last = await newest();
    const answer = await walk();
    assert.ok(answer.status === 303 || answer.status === 200, `${answer.status} ${answer.body.replace(/\s+/g, " ").slice(-900)}`);
    if (action === null) return;
    const rows = await rig.sql(`SELECT action, actor, COALESCE(request_id, '-') FROM audit WHERE id > ${last} ORDER BY id`);
    const mine = rows.filter(([what, who, request]) => who === actor && request.startsWith("req=") && (!action || what === action));
    assert.ok(mine.length >= 1, JSON.stringify(rows));
  });
}

test("S17: who opens a document that never became an order is written down as well", async () => {
  const form = randomUUID();
  await rig.sql(`INSERT INTO order_form (account_id, form_id, state) SELECT id, '${form}', 'UNREADABLE' FROM account`);
  await rig.sql(`INSERT INTO order_raw (account_id, form_id, fetched_at, doc) SELECT id, '${form}', UTC_TIMESTAMP(3), COMPRESS('{"buyer": "Anna"}') FROM account`);
  const seller = await member(rig, "sprzedawca", "seller");
  assert.match((await seller.get(`/orders/${form}`)).body, /Anna/);
  assert.deepEqual(await rig.sql(`SELECT u.login, v.times FROM order_view_log v JOIN users u ON u.id = v.user_id WHERE v.form_id = '${form}'`), [["sprzedawca", "1"]]);
});

test("S16: what all of this left is sealed and verifies", async () => {
  await rig.must("keep-house", "--once");
  const { stdout } = await rig.must("kramctl", "audit", "verify");
  assert.match(stdout, /^\d+ rows under \d+ seals, none altered or missing$/m);
  const { stdout: head } = await rig.must("kramctl", "audit", "head");
  await rig.must("kramctl", "audit", "verify", "--head", /[0-9a-f]{64}/.exec(head)[0]);
  await rig.sql("UPDATE audit SET actor = 'nobody' WHERE action = 'account.disconnected'");
  const broken = await rig.run("kramctl", "audit", "verify");
  assert.notEqual(broken.code, 0);
  assert.match(broken.stdout, /row \d+ \(now: account.disconnected account:1 by nobody\) was altered/);
});
