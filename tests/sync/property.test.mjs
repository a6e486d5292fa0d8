// Whatever goes wrong, once it stops Kram comes to the truth: random worlds with random faults
// (property.mjs), a fixed number of them here, many more in the night (make property SEEDS=1000).
import { after, before, test } from "node:test";
import { startRig } from "../rig/rig.mjs";
import { playSeed } from "./property.mjs";

const first = Number(process.env.KRAM_PROPERTY_SEED ?? 1);
const seeds = Number(process.env.KRAM_PROPERTY_SEEDS ?? 20);

let rig;
before(async () => {
  rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--orders", "0"] });
});
after(() => rig?.stop());

for (let seed = first; seed < first + seeds; seed += 1) test(`the world of seed ${seed} ends as it is at Allegro`, () => playSeed(rig, seed));
