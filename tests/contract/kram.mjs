// Kram beside a rehearsal Allegro of the test's own, connected the way a seller would.
import { once } from "node:events";
import { createInterface } from "node:readline";

import { startRig } from "../rig/rig.mjs";
import { redirectUri, secret } from "../sync/sandbox.mjs";

/** A rig whose Allegro is at `url`; what it asks of it is `options.authUrl` for OAuth if given. */
export function startKram(url, { authUrl = url } = {}) {
  return startRig({
    set: [
      `simulator-api-url = "${url}"`,
      `simulator-auth-url = "${authUrl}"`,
      `simulator-upload-url = "${url}"`,
      `base-url = "${new URL(redirectUri).origin}"`,
      "order-poll-seconds = 1",
    ],
  });
}

async function ended(child) {
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`exit ${code}: ${errors}`);
}

/** Store the keys of a rehearsal application; Kram checks them by client credentials. */
export async function setKeys(rig, client, password = secret) {
  const child = rig.spawn("kramctl", [
    ...["account", "credentials", "set", "--environment", "simulator", "--client-id", client, "--secret-file", "-"],
    ...["--app-name", "Kram-Rehearsal", "--app-version", "0.1", "--contact-url", "https://kram.example/contact", "--replace"],
  ]);
  child.stdin.end(`${password}\n`);
  await ended(child);
}

async function lineWith(child, expression) {
  for await (const line of createInterface({ input: child.stdout })) {
    const match = expression.exec(line);
    if (match) {
      child.stdout.resume();
      return match;
    }
  }
  throw new Error("the program ended early");
}

/** Connect by the device flow; `sandbox` plays the seller, who answers when `thought` resolves. */
export async function connectDevice(rig, sandbox, name, thought = () => {}) {
  const child = rig.spawn("kramctl", ["account", "connect", name, "--environment", "simulator", "--device"]);
  const done = ended(child);
  const [, code] = await lineWith(child, /^Code: (\S+)$/);
  await thought();
  await sandbox.control("/device/approve", { user_code: code, seller: "kram_demo" });
  await done;
}

/** Connect by the redirect flow: the test is the browser, the address is pasted. */
export async function connectCode(rig, sandbox, name, seller, ...options) {
  const child = rig.spawn("kramctl", ["account", "connect", name, "--environment", "simulator", "--code", ...options]);
  const done = ended(child);
  const [address] = await lineWith(child, /^http\S+\/auth\/oauth\/authorize\?\S+$/);
  await fetch(address);
  const back = await sandbox.consent(Object.fromEntries(new URL(address).searchParams), "allow", seller);
  child.stdin.end(`${back}\n`);
  await done;
}
