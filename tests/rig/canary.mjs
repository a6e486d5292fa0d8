// Secrets that tests use, so that the search for them at the end of each rig knows them (canary.sh).
import { appendFileSync } from "node:fs";
import { join } from "node:path";

/** Nothing of this text may turn up in a log, a table, an argument: as it is, or as a form carries it. */
export function plant(secret) {
  const folder = process.env.KRAM_CANARIES;
  if (!folder || !secret) return;
  appendFileSync(join(folder, "planted"), `${secret}\n${new URLSearchParams({ x: secret }).toString().slice(2)}\n`);
}
