// Whatever goes wrong, once it stops Kram comes to the truth: random worlds with random faults
// (property.mjs). Twenty that are always the same; at full depth a thousand, other ones each day.
import { after, before, test } from "node:test";
import { startRig } from "../rig/rig.mjs";
import { playSeed } from "./property.mjs";

const deep = process.env.KRAM_DEPTH === "all";
const first = Number(process.env.KRAM_PROPERTY_SEED ?? (deep ? `${process.env.KRAM_SEED}000` : 1));
const seeds = Number(process.env.KRAM_PROPERTY_SEEDS ?? (deep ? 1000 : 20));

let rig;
before(async () => {
  rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--orders", "0"] });
});
after(() => rig?.stop());

for (let seed = first; seed < first + seeds; seed += 1) test(`the world of seed ${seed} ends as it is at Allegro`, () => playSeed(rig, seed));
