// Many orders out of few: every row of the order tables again under other ids, by the server itself.

/** Tables with one row or more an order, and which of their columns hold an id of it. */
const tables = {
  orders: { numbers: ["id"], texts: ["form_id"] },
  order_form: { numbers: [], texts: ["form_id"] },
  order_raw: { numbers: [], texts: ["form_id"] },
  order_person: { numbers: ["order_id"], texts: [] },
  order_line: { numbers: ["order_id"], texts: ["line_item_id"] },
  order_invoice_id: { numbers: ["order_id"], texts: [] },
  order_extra: { numbers: ["order_id"], texts: [] },
  order_search: { numbers: ["order_id"], texts: [] },
};

async function columnsOf(rig, table) {
  const rows = await rig.sql(
    `SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE()` +
      ` AND table_name = '${table}' AND IFNULL(generation_expression, '') = '' ORDER BY ordinal_position`,
  );
  return rows.map(([name]) => name);
}

/** Grow to about `wanted` orders; returns how many there are. */
export async function multiply(rig, wanted) {
  const [[have, step]] = await rig.sql("SELECT COUNT(*), MAX(id) FROM orders");
  const copies = Math.floor(wanted / Number(have)) - 1;
  for (const [table, ids] of Object.entries(tables)) {
    const columns = await columnsOf(rig, table);
    const limit = ids.numbers.length ? `t.${ids.numbers[0]} <= ${step}` : "TRUE";
    const values = columns.map((name) => {
      if (ids.numbers.includes(name)) return `t.${name} + k.n * ${step}`;
      // The first eight digits of a UUID tell the copies apart.
      if (ids.texts.includes(name)) return `CONCAT(LPAD(HEX(k.n), 8, '0'), SUBSTR(t.${name}, 9))`;
      return name === "bought_at" ? `t.bought_at - INTERVAL k.n * 7 MINUTE` : `t.${name}`;
    });
    await rig.sql(
      `INSERT INTO ${table} (${columns.join(", ")}) SELECT ${values.join(", ")}` +
        ` FROM ${table} t JOIN (SELECT seq AS n FROM seq_1_to_${copies}) k WHERE ${limit}`,
    );
  }
  for (const tally of ["order_tally", "order_due", "order_due_hour"]) await rig.sql(`UPDATE ${tally} SET n = n * ${copies + 1}`);
  await rig.sql("ANALYZE TABLE orders, order_person, order_line, order_search");
  const [[count]] = await rig.sql("SELECT COUNT(*) FROM orders");
  return Number(count);
}
