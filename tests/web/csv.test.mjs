// The file of orders: what stands in it, for whom, and that half a file says that it is one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startRig } from "../rig/rig.mjs";
import { member } from "./client.mjs";

let rig, total;
const clients = {};
before(async () => {
  rig = await startRig({ parts: ["sandbox", "web", "connect", "import"], sandbox: ["--orders", "260", "--seed", "7"] });
  for (const role of ["viewer", "packer", "seller"]) clients[role] = await member(rig, role);
  [[total]] = await rig.sql("SELECT COUNT(*) FROM orders WHERE place <> 'merged'");
});
after(() => rig?.stop());

const read = (text) => text.replace(/^\ufeff/, "").trimEnd().split("\r\n")
  .map((row) => [...row.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell]) => cell.replaceAll('""', '"')));
const file = async (role, form, query = "view=all") => {
  const answer = await clients[role].post(`/csv/orders?${query}`, form);
  assert.equal(answer.status, 200, answer.body.slice(0, 300));
  const [head, ...rows] = read(answer.body);
  return { answer, head, rows, of: (row, name) => row[head.indexOf(name)] };
};

test("all of a filter, a row a line, in the order of the list, noted as seen", async () => {
  const { answer, rows, of } = await file("seller", { all: "1" });
  assert.match(answer.headers["content-type"], /text\/csv/);
  assert.match(answer.headers["content-disposition"], /^attachment; filename="orders-\d{4}-\d\d-\d\d\.csv"$/);
  const [[lines]] = await rig.sql("SELECT COUNT(*) FROM order_line l JOIN orders o ON o.id = l.order_id WHERE o.place <> 'merged'");
  assert.equal(rows.length, Number(lines));
  const ids = (await rig.sql("SELECT form_id FROM orders WHERE place <> 'merged' ORDER BY bought_at DESC, id DESC")).flat();
  assert.deepEqual([...new Set(rows.map((row) => row[0]))], ids);
  const [[seen]] = await rig.sql("SELECT COUNT(*) FROM order_view_log JOIN users ON users.id = user_id WHERE login = 'seller'");
  assert.equal(seen, total);
  const paid = await file("seller", { all: "1" }, "view=all&payment=cod");
  const [[cod]] = await rig.sql("SELECT COUNT(*) FROM orders WHERE place <> 'merged' AND payment_state = 'cod'");
  assert.equal(new Set(paid.rows.map((row) => row[0])).size, Number(cod));
});

test("marked ones only; texts cannot be formulas, pieces of sets are counted", async () => {
  const [[id, order]] = await rig.sql("SELECT form_id, id FROM orders WHERE line_count = 1 AND payment_state = 'paid' LIMIT 1");
  await rig.sql(`UPDATE order_line SET offer_name = '=HYPERLINK("http://evil")', products = 'p*4 q*5', quantity = 2 WHERE order_id = ${order}`);
  await rig.sql(`UPDATE order_person SET ship_street = '@SUM(A1)' WHERE order_id = ${order}`);
  const { rows: [row, ...others], of } = await file("seller", { id });
  assert.deepEqual(others, []);
  assert.equal(of(row, "Oferta"), "'=HYPERLINK(\"http://evil\")");
  assert.equal(of(row, "Ulica"), "'@SUM(A1)");
  assert.deepEqual([of(row, "Ilość"), of(row, "Sztuki")], ["2", "18"]);
  assert.match(of(row, "Cena"), /^\d+,\d\d$/);
  const empty = await file("seller", {});
  assert.deepEqual(empty.rows, []);
});

test("what is not for a role is not in its file", async () => {
  const [[id, email]] = await rig.sql("SELECT form_id, email FROM orders JOIN order_person ON order_id = orders.id WHERE payment_state = 'paid' LIMIT 1");
  const heads = {};
  for (const role of ["viewer", "packer", "seller"]) {
    const { head, answer } = await file(role, { id });
    heads[role] = head;
    assert.equal(answer.body.includes(email), role === "seller", role);
  }
  const without = (role) => heads.seller.filter((name) => !heads[role].includes(name));
  assert.deepEqual(without("viewer"), ["E-mail"]);
  assert.ok(["E-mail", "Cena"].every((name) => without("packer").includes(name)));
});

test("what breaks off in the middle says so in its last row", async () => {
  const ids = (await rig.sql("SELECT form_id FROM orders WHERE place <> 'merged' ORDER BY bought_at DESC, id DESC")).flat();
  await rig.sql(`CREATE TRIGGER no_more BEFORE INSERT ON order_view_log FOR EACH ROW
    SET NEW.form_id = IF(NEW.form_id = '${ids[220]}', NULL, NEW.form_id)`);
  const broken = await file("viewer", { all: "1" });
  await rig.sql("DROP TRIGGER no_more");
  assert.match(broken.rows.at(-1)[0], /^BŁĄD: ten plik nie jest kompletny/);
  assert.ok(broken.rows.length > 200 && new Set(broken.rows.map(([id]) => id)).size === 201, "what came before is there");
  assert.equal((await file("viewer", { all: "1" })).rows.filter(([id]) => id.startsWith("BŁĄD")).length, 0);
});
