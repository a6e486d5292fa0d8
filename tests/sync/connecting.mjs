// What a person does while an account is connected, done by a script.
import { once } from "node:events";

const secret = "rehearsal-secret";

/** `kramctl account credentials set` for the rehearsal Allegro: {code, stdout, stderr}. */
export async function setKeys(rig, clientId, options = {}) {
  const child = rig.spawn(
    "kramctl",
    [
      ...["account", "credentials", "set", "--environment", "simulator", "--secret-file", "-"],
      ...["--client-id", clientId, "--app-name", options.appName ?? "Kram-Rehearsal", "--app-version", "0.1"],
      ...["--contact-url", options.contactUrl ?? "https://kram.example/contact"],
      ...(options.replace ? ["--replace"] : []),
    ],
    { stdio: ["pipe", "pipe", "pipe"] },
  );
  child.stdin.end(`${options.secret ?? secret}\n`);
  return result(child);
}

/** Begin `kramctl account connect`: {child, done, text}; text() is what it has printed so far. */
export function beginConnect(rig, name, ...options) {
  const child = rig.spawn("kramctl", ["account", "connect", name, "--environment", "simulator", ...options], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  const out = { stdout: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (out.stdout += text));
  return { child, done: result(child), text: () => out.stdout };
}

/** Wait until a program has printed something that fits; the match. */
export async function printed(running, pattern) {
  for (let i = 0; i < 400; i++) {
    const match = pattern.exec(running.text());
    if (match) return match;
    if (running.child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`never printed ${pattern}: ${running.text()}`);
}

/** Connect by device and let the seller confirm: the finished program. */
export async function connectDevice(rig, name, seller = "kram_demo") {
  const running = beginConnect(rig, name, "--device");
  const [, code] = await printed(running, /^Code: (\S+)$/m);
  await rig.sandbox("/device/approve", { user_code: code, seller });
  running.child.stdin.end("\n");
  return running.done;
}

/** The seller on Allegro's consent page: the address the browser is sent back to. */
export async function consent(authorizeUrl, { decision = "allow", seller = "kram_demo" } = {}) {
  const url = new URL(authorizeUrl);
  const form = new URLSearchParams(url.searchParams);
  form.set("decision", decision);
  form.set("seller", seller);
  const response = await fetch(new URL(url.pathname, url), { method: "POST", body: form, redirect: "manual" });
  if (!response.headers.has("location")) throw new Error(`consent: ${response.status} ${await response.text()}`);
  return response.headers.get("location");
}

/** Row of the account as an object. */
export async function account(rig, name) {
  const columns = ["id", "state", "seller_id", "seller_login", "token_gen", "scopes", "environment"];
  const [row] = await rig.sql(`SELECT ${columns.join(", ")} FROM account WHERE name = '${name}'`);
  return row && Object.fromEntries(columns.map((column, i) => [column, row[i]]));
}

async function result(child) {
  const out = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) child[name].setEncoding("utf8").on("data", (text) => (out[name] += text));
  const [code, signal] = await once(child, "close");
  return { code, signal, ...out };
}
