// A figure of build/bench.json, beside those that `make bench` writes.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const file = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "build", "bench.json");

export function keepFigure(name, value) {
  let all = {};
  try {
    all = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    mkdirSync(dirname(file), { recursive: true });
  }
  writeFileSync(file, `${JSON.stringify({ ...all, [name]: value }, null, 2)}\n`);
}
