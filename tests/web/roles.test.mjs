// What each role sees of an order, wherever an order is shown (cgi-bin/users/roles.h).
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startRig } from "../rig/rig.mjs";
import { addUser, Client, member, password, roles } from "./client.mjs";

let rig;
const clients = {};
let prepaid, collected;
before(async () => {
  rig = await startRig({ parts: ["sandbox", "web", "connect"], sandbox: ["--orders", "80", "--seed", "7"] });
  await rig.must("poll-orders", "--once");
  for (const role of roles) clients[role] = await member(rig, role);
  prepaid = await find("o.payment_state = 'paid' AND o.payment_id IS NOT NULL");
  collected = await find("o.payment_state = 'cod'");
});
after(() => rig?.stop());

// An order with every fact, as it stands in the tables; each value is one that nothing else has.
async function find(where) {
  const [[id, form, total, price]] = await rig.sql(`SELECT o.id, o.form_id, o.total_minor, l.price_minor FROM orders o JOIN order_person p ON p.order_id = o.id
    JOIN order_line l ON l.order_id = o.id WHERE ${where} AND o.place IN ('new', 'open') AND p.pickup_street IS NULL
    AND o.total_minor BETWEEN 2000 AND 999999 AND l.price_minor >= 1000 ORDER BY o.line_count, o.id LIMIT 1`);
  await rig.sql(`UPDATE order_person SET email = 'osoba${id}@example.com', personal_identity = '44051401458', street = 'Prywatna ${id}', phone = 'wewn. 6016',
    inv_street = 'Fakturowa ${id}', inv_last_name = 'Fakturowa', ship_street = 'Paczkowa ${id}', ship_last_name = 'Paczkowski', message = 'bez pośpiechu' WHERE order_id = ${id}`);
  return { id, form, total: amount(total), price: amount(price) };
}

const amount = (minor) => `${Math.floor(minor / 100)},${String(minor % 100).padStart(2, "0")}`;

const [viewer, packer, seller, administrator] = roles;
const office = [seller, administrator];
const others = [viewer, ...office];
// what; by which text it is known; who sees it; where it is shown to them
const facts = [
  ["the street of the parcel", ({ id }) => `Paczkowa ${id}`, roles, ["page", "slip"]],
  ["the recipient", () => "Paczkowski", roles, ["page", "slip", "list"]],
  ["a message", () => "bez pośpiechu", roles, ["page", "slip"]],
  ["an e-mail address", ({ id }) => `osoba${id}@example.com`, office, ["page"]],
  ["a personal number", () => "44051401458", office, ["page"]],
  ["the buyer's own street", ({ id }) => `Prywatna ${id}`, others, ["page"]],
  ["the buyer's own phone", () => "wewn. 6016", others, ["page"]],
  ["the street of the invoice", ({ id }) => `Fakturowa ${id}`, others, ["page"]],
  ["a price", ({ price }) => price, others, ["page"]],
  ["the total", ({ total }) => total, others, ["page", "list"]],
  ["the rate of VAT", () => "VAT 23%", others, ["page"]],
  ["the payment number", () => "Numer płatności", others, ["page"]],
  ["when it was paid", () => "Payment finished at", others, ["ticket"]],
  ["the document", () => "class=\"json\"", office, ["page"]],
];
const places = { page: (o) => `/orders/${o.form}`, slip: (o) => `/orders/${o.form}/slip`, ticket: (o) => `/orders/${o.form}/ticket`, list: (o) => `/orders?view=all&q=${o.form.slice(0, 8)}` };

for (const role of roles) {
  test(`F63: of a paid order, ${role} sees what is for this role, on every page and in every part of one`, async () => {
    for (const [place, path] of Object.entries(places)) {
      const client = clients[role];
      const part = place === "list" ? { "hx-request": "true", "hx-target": "orders" } : { "hx-request": "true" };
      for (const headers of [{}, part]) {
        const { status, body } = await client.get(path(prepaid), headers);
        assert.equal(status, 200);
        for (const [what, text, who, where] of facts) {
          const seen = body.includes(text(prepaid));
          if (!who.includes(role)) assert.ok(!seen, `${role} sees ${what} on the ${place}`);
          else if (where.includes(place)) assert.ok(seen, `${role} does not see ${what} on the ${place}`);
        }
      }
    }
  });
}

test("F63: the file of marked orders has what is for the role of who asks, and no more", async () => {
  for (const role of roles) {
    const { status, body } = await clients[role].post("/csv/orders", { id: prepaid.form });
    assert.equal(status, 200, role);
    assert.ok(body.includes("Paczkowski"), role);
    for (const [what, text, who] of facts) if (!who.includes(role)) assert.ok(!body.includes(text(prepaid)), `${role} gets ${what}`);
    assert.equal(body.includes(`osoba${prepaid.id}@example.com`), office.includes(role), role);
  }
});

test("what the courier collects is seen by who packs, prices are not", async () => {
  for (const place of ["page", "slip", "list"]) {
    const { body } = await clients.packer.get(places[place](collected));
    assert.ok(body.includes(collected.total), place);
  }
  await rig.sql(`UPDATE orders SET total_minor = total_minor + 12345 WHERE id = ${collected.id}`); // so that no price is the total
  const page = (await clients.packer.get(places.page(collected))).body;
  assert.ok(!page.includes(collected.price), "a price");
});

test("a form that never became an order shows its document to none but the office", async () => {
  const form = "00000000-0000-4000-8000-000000000001";
  await rig.sql(`INSERT INTO order_form (account_id, form_id, state, problem) VALUES (1, '${form}', 'UNREADABLE', 'not a decimal');
    INSERT INTO order_raw (account_id, form_id, fetched_at, doc) SELECT account_id, '${form}', fetched_at, doc FROM order_raw WHERE form_id = '${prepaid.form}'`);
  for (const role of roles) {
    const { body } = await clients[role].get(`/orders/${form}`);
    assert.equal(body.includes('class="json"'), office.includes(role), role);
  }
});

test("F63: of a product, prices are not for who packs, and what it cost is for the office", async () => {
  await rig.must("kramctl", "products", "import", join(import.meta.dirname, "../fixtures/products/woocommerce.csv"), "--profile", "Sklep");
  await rig.sql("UPDATE product SET price_minor = 765432, vat = 777, cost_minor = 654321, cost_currency = 'PLN' WHERE sku = 'LAMP-1'");
  const [[id]] = await rig.sql("SELECT id FROM product WHERE sku = 'LAMP-1'");
  for (const role of roles) {
    const get = async (path) => (await clients[role].get(path)).body.replace(/[\u00a0\u202f]/g, " ");
    const [page, list] = [await get(`/products/${id}`), await get("/products?q=LAMP-1")];
    for (const body of [page, list]) assert.match(body, /LAMP-1[^]*5901234123457/, role);
    assert.deepEqual([list, page].map((body) => /7 ?654,32/.test(body)), [role !== packer, role !== packer], role);
    assert.deepEqual([/>Cena</.test(list), /<dt>Cena</.test(page), /<dt>VAT</.test(page)], Array(3).fill(role !== packer), role);
    assert.equal(/6 ?543,21/.test(page), office.includes(role), role);
    assert.doesNotMatch(list, /6 ?543,21/, role);
  }
});

test("each role begins on its page", async () => {
  for (const role of roles) {
    await addUser(rig, `${role}-2`, role);
    const answer = await new Client(rig.baseUrl).login(`${role}-2`, password);
    assert.equal(answer.location, role === "packer" ? "/orders" : "/", role);
  }
});

test("a page of another role says whose it is", async () => {
  const { status, body } = await clients.packer.get("/settings/users");
  assert.equal(status, 403);
  assert.match(body, /dla innej roli/);
  assert.match(body, /Administrator/);
  assert.match(body, /Pakowanie/);
});

test("F63: nobody finds out by searching what is not for this role", async () => {
  const { id, form, total } = prepaid;
  await rig.sql(`UPDATE order_person SET phone = '+48 711 822 933', ship_phone = '+48 612 723 834', ship_city = 'Osobliwice', inv_company = 'Widmowska' WHERE order_id = ${id};
    UPDATE order_search_cleaning SET done_id = 0, ended_at = NULL`);
  await rig.must("keep-house", "--once");
  const asked = [
    ["an e-mail address", `osoba${id}@example.com`, office],
    ["its first part", `osoba${id}`, office],
    ["the buyer's own phone", "711822933", others],
    ["its end", "2933", others],
    ["who is invoiced", "widmowska", others],
    ["the total", total, others],
    ["the phone of the parcel", "612 723 834", roles],
    ["its end", "3834", roles],
    ["the city of the parcel", "osobliwice", roles],
    ["the recipient", "paczkowski", roles],
  ];
  for (const role of roles) {
    for (const [what, typed, who] of asked) {
      const { body, location } = await clients[role].get(`/orders?q=${encodeURIComponent(typed)}`);
      assert.equal(`${location} ${body}`.includes(`/orders/${form}`), who.includes(role), `${role}, ${what}`);
    }
  }
});

test("who sees no amounts finds none out by asking for them", async () => {
  const numbers = (body) => new Set(body.match(/href="\/orders\/[0-9a-f-]{36}/g));
  const [[least]] = await rig.sql("SELECT MAX(total_minor) DIV 100 FROM orders");
  for (const role of roles) {
    const all = numbers((await clients[role].get("/orders?view=all")).body);
    const { body } = await clients[role].get(`/orders?view=all&amount_from=${least}&filters=1`);
    if (role === packer) assert.deepEqual(numbers(body), all);
    else assert.ok(numbers(body).size < all.size, role);
    assert.equal(body.includes('name="amount_from"'), role !== packer);
  }
});
