// Personal data against the rehearsal Allegro, which still has it: erased here, it stays erased.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startRig } from "../rig/rig.mjs";

let rig;
before(async () => {
  rig = await startRig({ parts: ["sandbox", "connect", "import"], sandbox: ["--orders", "60"], set: ["keep-contact-days = 1", "keep-documents-days = 0"] });
});
after(() => rig?.stop());

const number = async (statement) => Number((await rig.sql(statement))[0][0]);
const named = () => number("SELECT COUNT(*) FROM order_person WHERE login IS NOT NULL OR last_name IS NOT NULL OR ship_street IS NOT NULL OR phone IS NOT NULL");
const erased = () => number("SELECT COUNT(*) FROM orders WHERE erased > 0");
const books = async () => JSON.stringify(await rig.sql(`SELECT o.form_id, o.total_minor, o.currency, o.paid_minor, o.status, o.place, o.payment_state,
  l.line_item_id, l.quantity, l.price_minor FROM orders o JOIN order_line l ON l.order_id = o.id ORDER BY o.form_id, l.line_item_id`));
const contact = (stdout) => Number(/^contact\t(\d+)\t/m.exec(stdout)[1]);

test("F64: a dry run counts and changes nothing", async () => {
  const before = await named();
  const { stdout } = await rig.must("kramctl", "retention", "--dry-run");
  assert.ok(contact(stdout) > 0, stdout);
  assert.ok(contact(stdout) < 60, "some are younger than a day");
  assert.match(stdout, /^documents\t0\tbefore never/m);
  assert.match(stdout, /^invoice\t0\tbefore \d{4}-12-31T23:00:00.000Z/m);
  assert.equal(await named(), before);
  assert.equal(await erased(), 0);
});

test("F64, S17: what is over its time goes, the sums stay, and so it does after Allegro was read again", async () => {
  const [due, total, sums] = [contact((await rig.must("kramctl", "retention", "--dry-run")).stdout), await named(), await books()];
  assert.equal(contact((await rig.must("kramctl", "retention")).stdout), due);
  assert.equal(await erased(), due);
  assert.equal(await named(), total - due);
  assert.equal(await books(), sums);
  // All documents come again, as other ones than those applied.
  await rig.sql("UPDATE order_form SET doc_hash = NULL, dirty_gen = dirty_gen + 1");
  await rig.must("poll-orders", "--once");
  await rig.must("poll-orders", "--once", "--since", "60d");
  assert.equal(await number("SELECT COUNT(*) FROM order_form WHERE doc_hash IS NULL"), 0);
  assert.equal(await named(), total - due);
  assert.equal(await number("SELECT COUNT(*) FROM order_raw r JOIN orders o USING (account_id, form_id) WHERE o.erased > 0"), 0);
  assert.equal(await books(), sums);
});

test("F64: keep-house does the same at night, and a buyer is forgotten by name from the command line", async () => {
  const [[login]] = await rig.sql("SELECT login FROM order_person WHERE login IS NOT NULL LIMIT 1");
  const shown = await rig.must("kramctl", "buyer", "erase", login, "--dry-run");
  assert.match(shown.stdout, /^\d+ orders found/m);
  assert.ok((await number(`SELECT COUNT(*) FROM order_person WHERE login = '${login}'`)) > 0);
  const gone = await rig.must("kramctl", "buyer", "erase", login);
  assert.match(gone.stdout, /^\d+ orders erased/m);
  assert.equal(await number(`SELECT COUNT(*) FROM order_person WHERE login = '${login}'`), 0);
  assert.equal(await number(`SELECT COUNT(*) FROM erasure WHERE ended_at IS NULL`), 0);
  assert.equal((await rig.run("kramctl", "buyer", "erase", login)).code, 1);
  await rig.must("keep-house", "--once");
  await rig.must("kramctl", "audit", "verify");
  assert.equal(await number(`SELECT COUNT(*) FROM audit WHERE CONCAT_WS(' ', subject, before_value, after_value) LIKE '%${login}%'`), 0);
});
