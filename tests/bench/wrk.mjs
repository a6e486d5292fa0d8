// wrk, for as long as asked: requests a second and the 99th percentile in milliseconds.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const units = { us: 0.001, ms: 1, s: 1000, m: 60000 };

/**
 * @param {string} url
 * @param {{connections: number, seconds: number, headers?: object}} how
 */
export async function wrk(url, { connections, seconds, headers = {} }) {
  const args = ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency"];
  for (const [name, value] of Object.entries(headers)) args.push("-H", `${name}: ${value}`);
  const { stdout } = await run("wrk", [...args, url]);
  const bad = /Non-2xx or 3xx responses: (\d+)/.exec(stdout);
  if (bad) throw new Error(`${url}: ${bad[1]} answers were errors\n${stdout}`);
  const [, p99, unit] = /99%\s+([\d.]+)(us|ms|s|m)\b/.exec(stdout);
  return { rps: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]), p99: Number(p99) * units[unit] };
}
