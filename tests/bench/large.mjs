// Pages of a shop of a million orders, whatever is asked: the slowest of a hundred answers.
import { login, page } from "./panel.mjs";
import { startWorld } from "./world.mjs";

const rounds = 100; // answers a figure
const buffer = "1G"; // a server for so many orders has more than the others

const percentile = (values, p) => values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * p) - 1)];

/** Milliseconds of the 99th percentile, and the path that took longest. */
async function slowest(rig, paths, headers) {
  const times = [];
  let worst = { ms: 0 };
  for (const path of paths.slice(0, 8)) await page(rig, path, headers); // statements are prepared, pages read
  for (let i = 0; i < Math.max(rounds, paths.length); i++) {
    const path = paths[i % paths.length];
    const start = performance.now();
    await page(rig, path, headers);
    const ms = performance.now() - start;
    times.push(ms);
    if (ms > worst.ms) worst = { ms, path };
  }
  return { p99: percentile(times, 0.99), p50: percentile(times, 0.5), worst: decodeURIComponent(worst.path) };
}

const search = (text) => `/orders?view=all&q=${encodeURIComponent(text)}`;

/** What people type that names something: of orders all over the years, the popular ones too. */
async function identifiers(rig) {
  const rows = await rig.sql(
    "SELECT o.form_id, p.login, p.email, p.phone, l.sku, l.offer_id FROM (SELECT 1 + FLOOR(seq * (SELECT MAX(id) - 1 FROM orders) / 15) AS id" +
      " FROM seq_0_to_15) s JOIN orders o ON o.id = s.id JOIN order_person p ON p.order_id = o.id JOIN order_line l ON l.order_id = o.id AND l.position = 0",
  );
  return rows.flat();
}

/** Common words, rare ones, and what stands in no order. */
const words = ["koszulka", "warszawa", "nowak", "nowak koszulka", "jan kowalski", "premium", "klient", "allegro", "olsztyn zabrze", "żaneta wronek", "model", "bielsko", "kubek czarna retro", "nothingatall"];

export async function measureLarge({ root, sizes, results }) {
  process.env.KRAM_DB_BUFFER = buffer;
  const rig = await startWorld({ root, orders: sizes.largeOrders, workers: 2 });
  try {
    const headers = { cookie: await login(rig, "seller") }; // who may look for an e-mail
    const method = (id) => `/orders?view=all&method=${id}`;
    const rare = "00000011-685a-4d8d-88c9-1ab2c3d4e5f6";
    const nobody = "ffffffff-0000-4000-8000-000000000000";
    const filters = [method(rare), method(nobody), "/orders?view=sent&fulfillment=PICKED_UP", "/orders?view=all&account=2&payment=partial", `/orders?view=new&method=${nobody}`, "/orders?view=sent&until=2024-12-31&payment=unpaid"];
    const figures = [
      ["page_1m_orders_ms", ["/orders?view=all", "/orders?view=sent", "/orders?view=new", "/orders?view=today"], 15],
      ["page_1m_today_ms", ["/"], 15],
      ["search_1m_identifier_ms", (await identifiers(rig)).map(search), 20],
      ["search_1m_word_ms", words.map(search), 150],
      ["filter_1m_worst_ms", filters, 150],
    ];
    for (const [name, paths, wanted] of figures) {
      const { p99, p50, worst } = await slowest(rig, paths, headers);
      results.add(name, Number(p99.toFixed(1)), `${sizes.largeOrders} orders, half within ${p50.toFixed(1)}, slowest ${worst}; wanted ${wanted} at most`);
    }
  } finally {
    await rig.stop();
  }
}
