// One value for 20,000 offers: the requests it takes, and how long Kram itself needs.
import { arm, plain, plan, planned, push, requests, truth } from "../sync/offer-writes.mjs";

const OFFERS = 20000;
const ROUNDS = 60;

export async function measurePlans({ rig, results }) {
  await rig.sandbox("/world", { seed: "7", orders: "10", offers: `${Math.ceil(OFFERS * 1.2)}` });
  await rig.must("sync-offers", "--once");
  await arm(rig);
  const ids = (await plain(rig)).slice(0, OFFERS);
  const id = await plan(rig, "stock", ids, "77", { state: "TRIAL" });
  await rig.sandbox("/effects/clear", {});
  const began = performance.now();
  let rounds = 0;
  for (; rounds < ROUNDS && !["DONE", "STOPPED"].includes((await planned(rig, id))[0]); rounds += 1) {
    await push(rig);
    // The pace of a minute is Allegro's; here no time passes.
    await rig.sql("UPDATE plan_item SET posted_at = posted_at - INTERVAL 2 MINUTE WHERE posted_at IS NOT NULL");
  }
  const took = (performance.now() - began) / 1000;
  const [state, reason, , , done] = await planned(rig, id);
  if (state !== "DONE" || done !== ids.length) throw new Error(`the plan is ${state} ${reason} with ${done} of ${ids.length} offers`);
  const offers = await truth(rig);
  if (!ids.every((one) => offers.get(one).stock === 77)) throw new Error("not every offer has its stock");
  const asked = Object.values(await requests(rig)).reduce((a, b) => a + b, 0);
  results.add("bulk_20000_requests", asked, `${ids.length} offers with one value: commands, reports and tasks; wanted at most 60`);
  results.add("bulk_20000_s", Number(took.toFixed(1)), `in ${rounds} runs of push-outbox, without Allegro's pace`);
}
