// Sizes and shapes that Allegro, or what stands in front of it, has been seen to send. The table is
// the hostile files of tests/sandbox/scenarios: the shape, what must be stored while it lasts, what
// must be told; and when it is over everything is as it is at Allegro. One rig for all of them.
import { after, before, test } from "node:test";
import { load, names, playOn, stage } from "../sandbox/scenario.mjs";

const rows = names().map(load).filter((row) => row.hostile);
let rig;
before(async () => {
  rig = await stage({ hostile: true });
});
after(() => rig?.stop());

// First imports first: while the shop is small.
for (const row of rows.filter((one) => one.before)) test(row.title, () => playOn(rig, row));
for (const row of rows.filter((one) => !one.before)) test(row.title, () => playOn(rig, row));
