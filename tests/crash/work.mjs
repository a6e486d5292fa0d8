// What each job is given to do before it is killed, and what must be true once it was started again.
// A job that is not named here gets new orders to live with, and nothing may happen to them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { assertConsistent, assertEqualsTruth } from "../sync/orders.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Purchases, one of them corrected, one cancelled: a page of events that touch each other. */
async function life(rig) {
  const { orders } = await rig.sandbox("/buy", { n: "2" });
  await rig.sandbox("/modify", { id: orders[0] });
  const { orders: unpaid } = await rig.sandbox("/buy", { stage: "filled-in" });
  await rig.sandbox("/cancel", { id: unpaid[0] });
}

async function agree(rig) {
  await assertEqualsTruth(rig);
}

/** As if this account had never been imported. */
async function forget(rig) {
  rig.forgetting ??= (
    await rig.sql(`SELECT CONCAT('DELETE FROM \`', table_name, '\`') FROM information_schema.tables
      WHERE table_schema = DATABASE() AND table_name LIKE 'order%' AND table_type = 'BASE TABLE'`)
  ).map(([sql]) => sql);
  await rig.sql(["SET foreign_key_checks = 0", ...rig.forgetting].join(";"));
}

/** Tokens as they are late in their life. */
const old = (rig) =>
  rig.sql(`UPDATE token_version t JOIN account a ON a.id = t.account_id AND a.token_gen = t.gen
    SET t.obtained_at = t.obtained_at - INTERVAL 11 HOUR, t.expires_at = t.expires_at - INTERVAL 11 HOUR`);

/** The chain of tokens holds: the account is connected and its tokens still can be exchanged. */
async function chainHolds(rig) {
  assert.deepEqual(await rig.sql("SELECT DISTINCT state FROM account"), [["CONNECTED"]]);
  await old(rig);
  await rig.must("refresh-tokens", "--once");
  assert.deepEqual(await rig.sql("SELECT DISTINCT state FROM account"), [["CONNECTED"]]);
}

/** An order of yesterday that the journal never tells of. */
async function untold(rig) {
  await rig.sandbox("/faults", { kind: "event-lose", count: "3" });
  await rig.sandbox("/buy", {});
}

const works = [
  { job: "poll-orders", title: "catching up", stage: life, check: agree, heal: ["poll-orders --once"] },
  { job: "poll-orders", title: "the first import", stage: forget, check: agree, heal: ["poll-orders --once"], world: ["--orders", "110"] },
  { job: "refresh-tokens", title: "a rotation", stage: old, check: chainHolds, heal: ["refresh-tokens --once"] },
  {
    job: "audit-orders",
    title: "a day with orders nobody told of",
    args: ["--since", "3d"],
    ago: 40,
    world: ["--orders", "0"], // a day is a request: only those of the last two
    days: 2,
    stage: untold,
    check: agree,
    heal: ["audit-orders --once --since 3d", "poll-orders --once"],
  },
];

/** Every job of the Makefile with what it is given to do. */
export function allWork() {
  const jobs = execFileSync("make", ["-s", "--no-print-directory", "print-JOBS"], { cwd: root, encoding: "utf8", env: { ...process.env, MAKEFLAGS: "" } });
  return jobs.trim().split(/\s+/).map((path) => basename(path)).flatMap((job) => {
    const known = works.filter((work) => work.job === job);
    const other = { job, title: "its usual work", stage: life, check: agree, heal: [`${job} --once`, "poll-orders --once"] };
    return (known.length ? known : [other]).map((work) => ({ args: [], world: ["--orders", "12"], ago: 0, days: 365, ...work }));
  });
}

export { agree, assertConsistent };
