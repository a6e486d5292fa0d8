// Products become offers: how many a minute, and the requests of each.
import { requests } from "../sync/offer-writes.mjs";
import { answerForBrands, readyToList } from "../sync/listing.mjs";

const PRODUCTS = 300;
const ROUNDS = 60;
const ALLEGRO = 2490; // a minute, FACTS 15

export async function measureListing({ rig, results }) {
  await rig.sandbox("/world", { seed: "7", orders: "10", offers: "60" });
  await readyToList(rig, PRODUCTS);
  // The rest of them is asked for at once: how fast Allegro lets its catalogue be read is not measured here.
  for (let i = 0; i < 4; i += 1) {
    await rig.sql("DELETE FROM request_bucket WHERE name = 'products'");
    await rig.must("match-products", "--once");
  }
  await answerForBrands(rig);
  await rig.sql("INSERT INTO ready_touch (account_id, kind) VALUES (1, 'ALL') ON DUPLICATE KEY UPDATE after_id = 0, version = ready_touch.version + 1");
  for (const job of ["sync-categories", "check-products", "sync-offers", "poll-offers"]) await rig.must(job, "--once");
  await rig.sql("UPDATE offer_sweep SET due_at = '2000-01-01' WHERE kind = 'unread'");
  for (let i = 0; i < 2; i += 1) await rig.must("poll-offers", "--once"); // finds what nobody has read, and reads it
  await rig.sql(`INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, 'offer-new', 1, 'bench') ON DUPLICATE KEY UPDATE armed = 1;
    INSERT INTO listing_run (account_id, status, state, actor) VALUES (1, 'INACTIVE', 'running', 'bench');
    INSERT INTO listing (account_id, product_id, run_id, state, sku) SELECT 1, p.id, (SELECT MAX(id) FROM listing_run), 'planned', p.sku FROM product p JOIN product_ready r ON r.account_id = 1 AND r.product_id = p.id AND r.state = 'ready'`);
  await rig.sandbox("/effects/clear", {});
  let took = 0;
  const timed = async (job) => {
    const began = performance.now();
    await rig.run(job, "--once");
    took += (performance.now() - began) / 1000;
  };
  const left = async () => Number((await rig.sql("SELECT COUNT(*) FROM listing WHERE state IN ('planned', 'sent')"))[0][0]);
  for (let i = 0; i < ROUNDS && (await left()); i += 1) {
    await timed("list-offers");
    await rig.sql("UPDATE outbox SET next_at = '2000-01-01' WHERE state IN ('NEW', 'SENT', 'UNKNOWN')");
    await timed("push-outbox");
  }
  const [[listed]] = await rig.sql("SELECT COUNT(*) FROM listing WHERE state = 'listed'");
  if (await left() || Number(listed) < 50) throw new Error(`${listed} listed, ${await left()} left`);
  const asked = Object.values(await requests(rig)).reduce((a, b) => a + b, 0);
  results.add("listing_per_minute", Math.round((Number(listed) * 60) / took), `${listed} products, ${(asked / Number(listed)).toFixed(1)} requests each, one after another; Allegro allows ${ALLEGRO} a minute`);
}
