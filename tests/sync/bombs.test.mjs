// Answers that are too much: refused before they take memory, nothing lost, nobody blamed.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { assertConsistent, assertEqualsTruth, poll, waitIsOver, world } from "./orders.mjs";

const memoryMax = 64 * 1024; // kB

let rig;
before(async () => {
  rig = await world(10);
  await poll(rig);
});
after(() => rig?.stop());

/** Run poll-orders once: exit code, words, and the most memory it ever held (kB). */
async function measured() {
  const child = rig.spawn("poll-orders", ["--once"], { stdio: ["ignore", "ignore", "pipe"] });
  let code, peak = 0, stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
  const ended = new Promise((resolve) => child.on("close", (c) => resolve((code = c))));
  while (code === undefined) {
    const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 2))]);
  }
  return { code, stderr, peak };
}

const many = (piece, n) => `{"checkoutForms":[${Array.from({ length: n }, () => piece).join(",")}],"totalCount":1}`;
const bombs = [
  ["gzip-bomb", "32", "32 MiB behind a thousandth of it"],
  ["endless-200", "", "a body without end"],
  ["deep-200", "1000000", "a million brackets"],
  ["long-200", String(7 << 20), "one text of seven megabytes"],
  ["json-200", many("{}", 9000), "as many empty objects as fit a form field"],
];

for (const [kind, value, what] of bombs) {
  test(`F51: ${what} as a journal`, async () => {
    await rig.sandbox("/faults", { kind, path: "/order/events*", count: "-1", value });
    const { code, stderr, peak } = await measured();
    assert.equal(code, 1, stderr);
    assert.ok(peak > 0 && peak < memoryMax, `${peak} kB`);
    await rig.sandbox("/faults/clear", {});
  });

  test(`F51: ${what} as documents`, async () => {
    await rig.sandbox("/buy", { n: "12" });
    await rig.sandbox("/faults", { kind, path: "/order/checkout-forms*", count: "-1", value });
    const { peak } = await measured();
    assert.ok(peak > 0 && peak < memoryMax, `${peak} kB`);
    await rig.sandbox("/faults/clear", {});
    await waitIsOver(rig);
    await poll(rig);
    await assertEqualsTruth(rig);
    await assertConsistent(rig);
    assert.deepEqual(await rig.sql("SELECT form_id FROM order_form WHERE fail_count > 0"), []);
  });
}
