// A browser reduced to what matters here: a cookie jar, the token of the last page, forms.
import { request } from "node:http";

import { plant } from "../rig/canary.mjs";

export const roles = ["viewer", "packer", "seller", "administrator"];

// nginx lets one address try so many logins a second: each client tries from one of its own.
let addresses = 0;
const ownAddress = () => ((addresses += 1), `127.1.${addresses >> 8}.${addresses & 255}`);

export class Client {
  constructor(base, headers = {}) {
    this.base = base;
    this.headers = headers;
    this.cookies = new Map();
    this.csrf = "";
    this.address = ownAddress();
  }

  get cookieName() {
    return `kram-${new URL(this.base).port}`;
  }

  get session() {
    return this.cookies.get(this.cookieName);
  }

  /** {status, headers, body, location}; fetch hides the Host header, so this is node:http. */
  async send(method, path, { headers = {}, body } = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const all = { ...this.headers, ...(cookie && { cookie }), ...headers };
    const from = method === "POST" && path === "/login" ? this.address : undefined;
    const response = await exchange(this.base, path, method, body, all, from);
    for (const line of response.headers["set-cookie"] ?? []) this.#store(line);
    const token = /name="csrf" value="([^"]+)"/.exec(response.body);
    if (token) this.csrf = token[1];
    return { ...response, location: response.headers.location };
  }

  #store(line) {
    const [pair, ...attributes] = line.split("; ");
    const [name, value] = pair.split("=", 2);
    if (name.startsWith(this.cookieName)) plant(value); // the session, and the browser itself
    if (attributes.includes("Max-Age=0")) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  get(path, headers) {
    return this.send("GET", path, { headers });
  }

  /** Send a form with the token of the last page; token null leaves it out. */
  post(path, form = {}, { token = this.csrf, headers = {} } = {}) {
    const fields = new URLSearchParams(form);
    if (token !== null) fields.append("csrf", token);
    return this.send("POST", path, {
      body: fields.toString(),
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        origin: this.base,
        ...headers,
      },
    });
  }

  async login(login, password, next = {}) {
    plant(password);
    await this.get("/login");
    return this.post("/login", { login, password, ...next });
  }
}

/** The path goes out as it is given, hostile ones too. */
function exchange(base, path, method, body, headers, localAddress) {
  const { hostname, port } = new URL(base);
  const length = body !== undefined && { "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const req = request({ hostname, port, path, method, localAddress, headers: { ...headers, ...length } }, (res) => {
      const chunks = [];
      res.on("data", (chunk) => chunks.push(chunk));
      res.on("end", () => resolve({ status: res.statusCode, headers: res.headers, body: Buffer.concat(chunks).toString() }));
      res.on("error", reject);
    });
    req.on("error", reject);
    req.end(body);
  });
}

/** A client logged in by a one-time link; the user is made when there is none of that login. */
export async function member(rig, login, role = login) {
  const client = new Client(rig.baseUrl);
  const { stdout } = await rig.must("kramctl", "user", "login-link", login, "--role", role);
  const token = new URL(stdout.trim()).searchParams.get("token");
  plant(token);
  await client.get(`/login/once?token=${token}`);
  const answer = await client.post("/login/once", { token });
  if (answer.status !== 303) throw new Error(`login of ${login}: ${answer.status} ${answer.body}`);
  await client.get("/settings/password");
  return client;
}

export const password = "poprawny koń bateria";

/** A user with the password above, made from the command line. */
export async function addUser(rig, login, role = "viewer") {
  const { writeFile } = await import("node:fs/promises");
  const file = `${rig.dir}/password-${login}`;
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  await rig.must("kramctl", "user", "add", login, "--role", role, "--password-file", file);
}

/** A form with a file, as a browser sends it: the token first, then the fields, then the file. */
export function sendFile(client, path, { name = "plik.csv", content = "", fields = {}, token = client.csrf, headers = {} } = {}) {
  const boundary = "----kram7MA4YWxkTrZu0gW";
  const pairs = Object.entries({ ...(token !== null && { csrf: token }), ...fields });
  const parts = pairs.map(([key, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`);
  const file = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(parts.join("") + file), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return client.send("POST", path, { body, headers: { "content-type": `multipart/form-data; boundary=${boundary}`, origin: client.base, ...headers } });
}
