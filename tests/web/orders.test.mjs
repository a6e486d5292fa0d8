// What the page of an order must say besides the order itself.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startRig } from "../rig/rig.mjs";
import { member } from "./client.mjs";

let rig, seller;
before(async () => {
  rig = await startRig({ parts: ["sandbox", "web", "connect"], sandbox: ["--orders", "20", "--seed", "7"] });
  await rig.must("poll-orders", "--once");
  seller = await member(rig, "seller");
});
after(() => rig?.stop());

const page = async (id) => (await seller.get(`/orders/${id}`)).body;

test("F9: merged purchases lead to each other, and the history of all of them stands under the one that is left", async () => {
  const { orders: [first] } = await rig.sandbox("/buy", { stage: "filled-in" });
  const { orders: [second] } = await rig.sandbox("/buy", { stage: "bought", like: first });
  await rig.must("poll-orders", "--once");
  const { orders: [merged] } = await rig.sandbox("/merge", { id: `${first},${second}` });
  await rig.must("poll-orders", "--once");
  await rig.sql("UPDATE order_form SET next_try = '1970-01-01'");
  await rig.must("poll-orders", "--once");
  const heir = await page(merged);
  for (const old of [first, second]) {
    assert.ok(heir.includes(`href="/orders/${old}"`), "the heir leads to what it is made of");
    const before = await page(old);
    assert.ok(before.includes(`href="/orders/${merged}"`), "the old one leads to its heir");
    assert.ok(!before.includes('id="set-status"'), "nothing can be set on it any more");
  }
  const events = await rig.sql(`SELECT DISTINCT form_id FROM order_event WHERE form_id IN ('${first}', '${second}', '${merged}')`);
  assert.equal(events.length, 3);
  const history = heir.slice(heir.indexOf('id="h-time"'));
  const bought = history.match(/<li/g) ?? [];
  const [[own]] = await rig.sql(`SELECT COUNT(*) FROM order_event WHERE form_id = '${merged}'`);
  assert.ok(bought.length > Number(own), `${bought.length} entries, ${own} events of its own`);
});

test("an order of a real account leads to its page in the seller's panel at Allegro, one of the rehearsal nowhere", async () => {
  const [[id]] = await rig.sql("SELECT form_id FROM orders LIMIT 1");
  const homes = { simulator: null, sandbox: "https://salescenter.allegro.com.allegrosandbox.pl", production: "https://salescenter.allegro.com" };
  for (const [environment, home] of Object.entries(homes)) {
    await rig.sql(`UPDATE account SET environment = '${environment}'`);
    const link = /href="(https:[^"]+)" target="_blank" rel="noreferrer">(?:<svg[^]*?<\/svg>)?Otwórz w Allegro/.exec(await page(id));
    assert.equal(link?.[1] ?? null, home && `${home}/orders/${id}`, environment);
  }
  await rig.sql("UPDATE account SET environment = 'simulator'");
});

test("FACTS 2.6: eight statuses can be set, RETURNED is Allegro's own", async () => {
  await rig.sql("INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, 'order-status', 1, 'test')");
  const [[id]] = await rig.sql("SELECT form_id FROM orders WHERE place = 'new' AND fulfillment_provider = 'SELLER' AND fulfillment = 'NEW' LIMIT 1");
  const select = /<select id="set-status"[^]*?<\/select>/.exec(await page(id))[0];
  const offered = [...select.matchAll(/value="([A-Z_]+)"/g)].map(([, value]) => value);
  const all = ["NEW", "PROCESSING", "READY_FOR_SHIPMENT", "READY_FOR_PICKUP", "SENT", "PICKED_UP", "SUSPENDED", "CANCELLED"];
  assert.deepEqual(offered.sort(), all.filter((status) => status !== "NEW").sort(), "what it has need not be set");
  const answer = await seller.post(`/orders/${id}/fulfillment`, { status: "RETURNED" });
  assert.ok([400, 422].includes(answer.status), `${answer.status}`);
  assert.deepEqual(await rig.sql("SELECT id FROM outbox"), []);
});

test("a delivery method has its name where it can be chosen and where it was, and is not asked for elsewhere", async () => {
  const [[value, label]] = await rig.sql("SELECT value, label FROM order_facet WHERE kind = 'method' AND label > '' LIMIT 1");
  const chosen = (await seller.get(`/orders?view=all&method=${value}`)).body;
  assert.match(chosen, new RegExp(`<a class="chip"[^>]*>[^<]*: ${label} `));
  assert.ok((await seller.get("/orders?view=all&filters=1")).body.includes(`<option value="${value}">${label}</option>`));
  assert.ok(!(await seller.get("/orders?view=all")).body.includes(value));
});

test("a list too long to be looked through at once says how far it came, and leads on", async () => {
  const [[account]] = await rig.sql("SELECT MIN(id) FROM account");
  await rig.sql(`INSERT INTO orders (account_id, form_id, status, place, payment_state, bought_at, total_minor, currency,
    delivery_method_id, line_count, item_count) SELECT ${account}, CONCAT('many-', seq), 'BOUGHT', 'unpaid', 'unpaid',
    '2020-03-07 12:00' - INTERVAL seq MINUTE, 100, 'PLN', IF(seq > 10500, 'pigeon', 'courier'), 1, 1 FROM seq_1_to_10503`);
  const link = (body, rel) => new RegExp(`rel="${rel}" href="([^"]*)"`).exec(body)?.[1].replaceAll("&amp;", "&");
  const rows = (body) => (body.match(/<tr data-row/g) ?? []).length;
  const first = (await seller.get("/orders?view=unpaid&method=pigeon")).body;
  assert.match(first, /<h2>Nic nie znaleziono od 29 lutego 2020<\/h2>/);
  assert.equal(rows(first), 0);
  assert.equal(link(first, "prev"), undefined);
  const second = (await seller.get(link(first, "next"))).body;
  assert.equal(rows(second), 3);
  assert.equal(link(second, "next"), undefined, "that is the end");
  const back = (await seller.get(link(second, "prev"))).body;
  assert.equal(rows(back), 0, "back to what was looked through");
  const plain = (await seller.get("/orders?view=unpaid")).body;
  assert.equal(rows(plain), 50);
});

const [open, ...more] = [..."abcdefgh"].map((c) => `znak ${c}`);

test("the title says whose order it is, and how many pieces", async () => {
  const [[id, name, pieces]] = await rig.sql(`SELECT form_id, CONCAT(ship_first_name, ' ', ship_last_name), item_count FROM orders
    JOIN order_person ON order_id = id WHERE ship_last_name IS NOT NULL AND item_count > 1 LIMIT 1`);
  const html = await page(id);
  const title = `${id.slice(0, 8)} · ${name} · ${pieces} szt.`;
  assert.ok(html.includes(`<title>[SYMULATOR] Zamówienie ${title} – Kram</title>`), /<title>.*/.exec(html)[0]);
  assert.ok(html.replace(/<\/?span[^>]*>/g, "").includes(`<h1>Zamówienie ${title}</h1>`));
});

test("notes are kept with their author, tags are put on and taken off, and the trail knows", async () => {
  const [[id]] = await rig.sql("SELECT form_id FROM orders WHERE place = 'new' LIMIT 1");
  const from = { headers: { referer: `${rig.baseUrl}/orders/${id}?view=new&q=x` } };
  const back = `/orders/${id}?view=new&q=x#h-desk`;
  const packer = await member(rig, "pakowacz", "packer");
  const written = await packer.post(`/orders/${id}/notes`, { text: "dzwonić <b>po 16</b>" }, from);
  assert.equal(written.location, back);
  assert.equal((await packer.post(`/orders/${id}/tags`, { tag: open }, from)).location, back);
  await packer.post(`/orders/${id}/tags`, { tag: open.toUpperCase() }); // the same to a reader
  const viewer = await member(rig, "viewer");
  for (const html of [await page(id), (await viewer.get(`/orders/${id}`)).body]) {
    assert.ok(html.includes("dzwonić &lt;b&gt;po 16&lt;/b&gt;"));
    assert.match(html, /pakowacz · <time/);
    assert.equal(html.split(`${open} `).length > 1 || html.includes(`>${open}<`), true);
  }
  const [[other]] = await rig.sql(`SELECT form_id FROM orders WHERE place = 'new' AND form_id <> '${id}' LIMIT 1`);
  const slip = (await packer.get(`/orders/${id}/slip`)).body;
  assert.ok(slip.includes("dzwonić &lt;b&gt;po 16&lt;/b&gt;") && slip.includes(`>${open}<`), "they go with the slip");
  assert.ok(!(await packer.get(`/orders/${other}/slip`)).body.includes("po 16"));
  assert.ok(!(await viewer.get(`/orders/${id}`)).body.includes('name="tag"'), "who only looks has no form");
  for (const tag of more) await packer.post(`/orders/${id}/tags`, { tag });
  assert.equal((await packer.post(`/orders/${id}/tags`, { tag: "dziewiąty" })).status, 409);
  const tagged = (await viewer.get(`/orders?view=all&tag=${encodeURIComponent(open)}`)).body;
  assert.deepEqual([...new Set([...tagged.matchAll(/href="\/orders\/([0-9a-f-]{36})/g)].map((m) => m[1]))], [id]);
  assert.match(tagged, /class="chip"[^>]*>[^<]*Etykieta/);
  assert.ok((await page(id)).includes(`href="/orders?view=all&amp;tag=${encodeURIComponent(open)}"`), "its tags lead to their orders");
  await packer.post(`/orders/${id}/untag`, { tag: open });
  assert.deepEqual((await rig.sql(`SELECT tag FROM order_tag ORDER BY tag`)).flat(), more);
  const trail = (await rig.sql(`SELECT action, COUNT(*), MAX(after_value IS NULL) FROM audit WHERE subject = 'order:${id}' GROUP BY action ORDER BY action`));
  assert.deepEqual(trail, [["order.note", "1", "1"], ["order.tag", "8", "1"], ["order.untag", "1", "1"]]);
});

test("who opens an order is told who else has just opened it", async () => {
  const [[id]] = await rig.sql("SELECT form_id FROM orders WHERE place = 'new' ORDER BY id DESC LIMIT 1");
  const told = async () => /Otwarte przez: pakowacz/.test(await page(id));
  const packer = await member(rig, "pakowacz", "packer");
  assert.equal(await told(), false);
  await packer.get(`/orders/${id}`);
  assert.equal(await told(), true);
  assert.ok(!(await packer.get(`/orders/${id}`)).body.includes("Otwarte przez: pakowacz"), "nobody is told of himself");
  await rig.sql("UPDATE order_view_log SET last_at = last_at - INTERVAL 11 MINUTE");
  assert.equal(await told(), false);
});

test("the buyer's other orders are there, and those for the same parcel are said first", async () => {
  const { orders: [first] } = await rig.sandbox("/buy", { stage: "ready" });
  const { orders: [second] } = await rig.sandbox("/buy", { stage: "ready", like: first });
  await rig.must("poll-orders", "--once");
  const id = `(SELECT id FROM orders WHERE form_id = '${second}')`;
  const together = async () => /class="note info"[^]*?spakuj je razem[^]*?<\/div>/.exec(await page(first))?.[0].includes(second) ?? false;
  await rig.sql(`UPDATE order_person a JOIN order_person b SET b.ship_street = a.ship_street, b.ship_zip = a.ship_zip, b.ship_city = a.ship_city, b.ship_last_name = a.ship_last_name
    WHERE b.order_id = ${id} AND a.order_id = (SELECT id FROM orders WHERE form_id = '${first}')`);
  await rig.sql(`UPDATE orders b JOIN orders a ON a.form_id = '${first}' SET b.pickup_id = a.pickup_id, b.delivery_method_id = a.delivery_method_id WHERE b.form_id = '${second}'`);
  assert.equal(await together(), true);
  await rig.sql(`UPDATE order_person SET ship_street = 'Inna 7' WHERE order_id = ${id}`);
  assert.equal(await together(), false, "another street");
  const html = await page(first);
  assert.ok(html.slice(html.indexOf('id="h-others"')).includes(`href="/orders/${second}"`));
});

test("from the list one goes on to the next order and back, with the list's own state", async () => {
  const list = (await seller.get("/orders?view=all&payment=paid")).body;
  const hrefs = [...list.matchAll(/<a class="mono" href="(\/orders\/[^"]+)"/g)].map(([, href]) => href.replaceAll("&amp;", "&"));
  const state = "?view=all&payment=paid";
  assert.ok(hrefs.length > 2 && hrefs.every((href) => href.endsWith(state)), hrefs[0]);
  const html = (await seller.get(hrefs[1])).body;
  assert.ok(html.includes(`class="small crumb"><a href="/orders${state.replace("&", "&amp;")}"`), "the way back keeps the address");
  const step = async (href, way) => (await seller.get(href.replace("?", `/${way}?`))).location;
  for (let i = 0; i + 1 < hrefs.length; i++) {
    assert.equal(await step(hrefs[i], "next"), hrefs[i + 1]);
    assert.equal(await step(hrefs[i + 1], "previous"), hrefs[i]);
  }
  assert.equal(await step(hrefs[0], "previous"), `/orders${state}`);
  assert.match((await seller.get(`/orders${state}`)).body, /pierwsze zamówienie na tej liście/);
  const plain = (await seller.get(hrefs[0].split("?")[0])).body;
  assert.ok(!plain.includes('rel="next"'), "who came from nowhere is led nowhere");
});

test("a view is saved without search and page, for oneself or for all, and shows a role no more than it sees", async () => {
  const [seller, packer, viewer] = await Promise.all(["seller", "packer", "viewer"].map((role) => member(rig, role)));
  const links = (body) => [...(/<nav aria-label="Zapisane widoki">.*?<\/nav>/s.exec(body)?.[0] ?? "").matchAll(/href="([^"]*)"( aria-current="page")?[^>]*>(?:<svg[^]*?<\/svg>)?([^<]*)/g)].map(([, href, now, name]) => [name, href.replaceAll("&amp;", "&"), Boolean(now)]);
  assert.ok(!(await packer.get("/orders?view=new")).body.includes("/views"), "nothing to save, nothing saved");
  const [, to] = /<form method="post" action="(\/views[^"]*)"/.exec((await seller.get("/orders?view=all&sort=bought&amount_from=10")).body);
  assert.equal(to.replaceAll("&amp;", "&"), "/views?view=all&sort=bought&amount_from=10");
  const own = await packer.post("/views?view=new&country=PL&q=kowalski&cursor=n1.1", { name: "Moje" });
  await packer.post(`/views?view=new&tag=${encodeURIComponent("Jan Żłób")}`, { name: "Etykieta" });
  assert.deepEqual(await rig.sql("SELECT tag FROM order_saved WHERE name = 'Etykieta'"), [["Jan Żłób"]], "so that erasure finds it");
  await rig.sql("DELETE FROM order_saved WHERE name = 'Etykieta'");
  assert.equal(own.location, "/orders?view=new&country=PL");
  const twice = await packer.post("/views?view=new&country=CZ", { name: "moje" }, { headers: { referer: `${rig.baseUrl}/orders?view=new&country=CZ` } });
  assert.equal(twice.status, 409);
  assert.match(twice.body, /Tego nie można zrobić[^]*Masz już widok o tej nazwie[^]*role="button" href="\/orders\?view=new&amp;country=CZ">Wróć/);
  assert.doesNotMatch((await packer.post("/views?view=new&country=CZ", { name: "moje" })).body, />Wróć</, "who came from nowhere is led nowhere");
  assert.equal((await packer.post("/views?view=new&country=CZ", { name: "Wspólne", shared: "on" })).status, 403);
  assert.equal((await seller.post(to.replaceAll("&amp;", "&"), { name: "Drogie", shared: "on" })).status, 303);
  assert.deepEqual(links((await packer.get("/orders?view=new&country=PL")).body), [["Moje", "/orders?view=new&country=PL", true], ["Drogie", "/orders?view=all&sort=bought&amount_from=10", false]], "one's own come first");
  assert.deepEqual(links((await viewer.get("/orders")).body).map(([name]) => name), ["Drogie"]);
  assert.match((await seller.get("/orders?view=all&sort=bought&amount_from=10")).body, /Zmień ten widok<\/summary><p[^>]*>Udostępnia /, "that others see it stands beside what removes it");
  assert.ok(!(await packer.get("/orders?view=all&sort=bought&amount_from=10&filters=1")).body.includes('name="amount_from"'), "who sees no amounts filters by none");
  const [[id]] = await rig.sql("SELECT id FROM order_saved WHERE name = 'Drogie'");
  for (const client of [packer, viewer]) {
    assert.equal((await client.post(`/views/${id}/remove`)).status, 404);
    assert.equal((await client.post(`/views/${id}/name`, { name: "Inne" })).status, 404);
  }
  assert.equal((await seller.post(`/views/${id}/remove`)).status, 303);
  assert.deepEqual(links((await viewer.get("/orders")).body), []);
});
