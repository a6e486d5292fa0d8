// A kram-sandbox of one's own, without anything else of Kram around it, and a client that speaks to
// it as Allegro wants to be spoken to.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const bin = process.env.KRAM_BIN ?? join(root, "build", "bin");

export const publicMedia = "application/vnd.allegro.public.v1+json";
export const userAgent = "Kram-Rehearsal/0.1 (+https://kram.example/contact)";
export const secret = "rehearsal-secret";
export const redirectUri = "http://127.0.0.1:8080/connect/callback";
export const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

const basic = (client, password = secret) => "Basic " + Buffer.from(`${client}:${password}`).toString("base64");

const running = new Set();
process.once("exit", () => running.forEach((child) => child.kill()));

export class Sandbox {
  /** Start one; it ends with stop(). */
  static async start(...options) {
    const dir = await mkdtemp(join(tmpdir(), "kram-sandbox-"));
    const portFile = join(dir, "port");
    const log = join(dir, "exchanges.jsonl");
    const child = spawn(join(bin, "kram-sandbox"), ["--port-file", portFile, "--exchanges", log, "--device-interval", "0", ...options], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    // A test that fails before it stops this one does not hold up its file.
    child.unref();
    child.stderr.unref();
    running.add(child);
    const sandbox = new Sandbox();
    Object.assign(sandbox, { child, dir, log, errors: "" });
    child.stderr.setEncoding("utf8").on("data", (text) => (sandbox.errors += text));
    for (;;) {
      if (child.exitCode !== null) throw new Error(`kram-sandbox ended: ${sandbox.errors}`);
      const port = await readFile(portFile, "utf8").catch(() => "");
      if (port) {
        sandbox.url = `http://127.0.0.1:${port.trim()}`;
        return sandbox;
      }
      await pause(10);
    }
  }

  /** Exit status of the program; a sanitizer's complaint makes it differ from 0. */
  async stop() {
    this.child.ref();
    const ended = once(this.child, "exit");
    this.child.kill("SIGTERM");
    const [code] = await ended;
    running.delete(this.child);
    await rm(this.dir, { recursive: true });
    return code;
  }

  /** A request to the API; body is sent as JSON. The Response. */
  api(path, { token = this.token, method = "GET", body, headers = {} } = {}) {
    const all = { "user-agent": userAgent, accept: publicMedia, "accept-language": "en-US", authorization: `Bearer ${token}`, ...headers };
    if (body !== undefined) all["content-type"] ??= publicMedia;
    for (const name of Object.keys(all)) if (all[name] === null) delete all[name];
    return fetch(this.url + path, { method, headers: all, body: typeof body === "object" ? JSON.stringify(body) : body, redirect: "manual" });
  }

  /** The JSON of a request that must succeed. */
  async get(path, options) {
    const response = await this.api(path, options);
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** A call of the token endpoint and its like: {status, body}. */
  async oauth(path, form, { client, password, headers = {} } = {}) {
    const all = { "user-agent": userAgent, ...headers };
    if (client) all.authorization = basic(client, password);
    const response = await fetch(`${this.url}/auth/oauth/${path}`, { method: "POST", headers: all, body: new URLSearchParams(form) });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  }

  /** A command of /sandbox; JSON. */
  async control(path, form) {
    const init = form === undefined ? {} : { method: "POST", body: Array.isArray(form) ? JSON.stringify(form) : new URLSearchParams(form) };
    const response = await fetch(`${this.url}/sandbox${path}`, init);
    const answer = await response.json();
    if (response.status !== 200) throw new Error(`/sandbox${path}: ${response.status} ${answer.error}`);
    return answer;
  }

  async truth(seller) {
    return (await this.control(`/truth${seller ? `?seller=${seller}` : ""}`)).orders;
  }

  /** Connect by the device flow; the tokens, the access token kept for api(). */
  async connect(seller = "kram_demo") {
    const client = { client: "kram-device" };
    const device = (await this.oauth("device", { client_id: "kram-device" }, client)).body;
    await this.control("/device/approve", { user_code: device.user_code, seller });
    const { body } = await this.oauth("token", { grant_type: deviceGrant, device_code: device.device_code }, client);
    this.token = body.access_token;
    return body;
  }

  /** Press a button of the consent page; where the browser is sent. */
  async consent(params, decision = "allow", seller = "kram_demo") {
    const response = await fetch(`${this.url}/auth/oauth/authorize`, {
      method: "POST",
      body: new URLSearchParams({ ...params, decision, seller }),
      redirect: "manual",
    });
    return new URL(response.headers.get("location"));
  }

  /** All events of the journal, page by page. */
  async events(query = "", limit = 50) {
    const all = [];
    for (let from = ""; ; ) {
      const { events } = await this.get(`/order/events?limit=${limit}${query}${from && `&from=${from}`}`);
      all.push(...events);
      if (events.length < limit) return all;
      from = events.at(-1).id;
    }
  }

  async exchanges() {
    const text = await readFile(this.log, "utf8");
    return text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  }
}
