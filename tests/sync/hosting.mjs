// Programs on a host that is not as it should be: a wrong clock, a full disk (host.c, preloaded).
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** A reason to skip, or false. */
export const cannotPretend = (process.env.KRAM_BIN ?? "").includes("/san/") && "a sanitized program takes no preloaded library";

/** Run a program to its end on a host like this, e.g. {KRAM_CLOCK_S: "-60"}: {code, pid, said}. */
export async function runOn(host, rig, program, ...args) {
  const library = join(rig.dir, "host.so");
  if (!existsSync(library)) execFileSync("cc", ["-shared", "-fPIC", "-o", library, join(here, "host.c")]);
  const child = rig.spawn(program, args, { env: { LD_PRELOAD: library, ...host }, stdio: ["ignore", "pipe", "pipe"] });
  return ended(child);
}

/** Its exit code, number and all it said. */
export async function ended(child) {
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));
  const [code] = await once(child, "close");
  return { code, pid: child.pid, said };
}
