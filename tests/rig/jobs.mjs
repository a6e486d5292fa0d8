// The jobs there are: a new line of cron.example is a new job for every test that goes through them.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const lines = readFileSync(join(dirname(fileURLToPath(import.meta.url)), "..", "..", "jobs", "cron.example"), "utf8");

/** All of them, in the order of cron.example. */
export const everyJob = [...lines.matchAll(/^\*.*\/([a-z-]+)$/gm)].map(([, name]) => name);

/** Those of the runner: kram-watch is a watchman without a database. */
export const jobs = everyJob.filter((name) => name !== "kram-watch");
