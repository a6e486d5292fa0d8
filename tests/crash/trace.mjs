// One run of a job under strace: its calls counted, or something done to it at the n-th of them.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Every call that writes, sends, receives, connects, syncs or renames. */
export const CALLS = ["write", "writev", "pwrite64", "sendto", "sendmsg", "recvfrom", "recvmsg", "connect", "fsync", "fdatasync", "rename", "renameat", "renameat2", "ftruncate", "fallocate"];

// No other calls stop the job, which then takes half of the time; strace sends no signals at such calls.
const ONLY_THESE = "--seccomp-bpf";

const STUCK_S = 90; // a run, its own deadline of 55 s included

export const haveStrace = spawnSync("strace", ["-V"]).status === 0 && "strace";

const running = new Set();
process.on("exit", () => running.forEach((child) => process.kill(-child.pid, "SIGKILL")));

/** Start the job of a work under strace. */
export function start(rig, work, options) {
  const args = ["-f", "-qq", ...options, join(rig.env.KRAM_BIN, work.job), ...work.flags, ...work.args];
  const child = spawn("strace", args, { env: { ...process.env, ...rig.env }, stdio: "ignore", detached: true });
  running.add(child);
  child.on("exit", () => running.delete(child));
  return child;
}

/** Its exit code or signal; an error when it does not end. */
export async function ending(child, what) {
  let stuck = false;
  const timer = setTimeout(() => {
    stuck = true;
    process.kill(-child.pid, "SIGKILL");
  }, STUCK_S * 1000);
  const [code, signal] = await once(child, "exit");
  clearTimeout(timer);
  if (stuck) throw new Error(`${what}: stuck after ${STUCK_S} s`);
  return signal ?? code;
}

/** How often a whole run makes each of these calls. */
export async function countCalls(rig, work, calls = CALLS) {
  const out = join(rig.dir, "calls");
  await ending(start(rig, work, [ONLY_THESE, "-c", "-o", out, "-e", `trace=${calls.join(",")}`]), `${work.job} counted`);
  const counts = {};
  for (const row of readFileSync(out, "utf8").split("\n")) {
    const words = row.trim().split(/\s+/);
    if (calls.includes(words.at(-1))) counts[words.at(-1)] = Number(words[3]);
  }
  return counts;
}

/** Do it at the n-th call; how the run ended. */
export function injected(rig, work, { call, n, how }) {
  return ending(start(rig, work, injection({ call, n, how })), `${work.job}, ${how} at ${call} ${n}`);
}

export const injection = ({ call, n, how }, log = "/dev/null") => [...(how.startsWith("error=") ? [ONLY_THESE] : []), "-o", log, "-e", `trace=${call}`, "-e", `inject=${call}:${how}:when=${n}`];

export const wasKilled = (ended) => ended === "SIGKILL" || ended === 137;
