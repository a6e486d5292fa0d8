// The panel as somebody who logged in sees it.
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const password = "a long enough password";

/** A logged-in session's Cookie header. */
export async function login(rig, role = "viewer") {
  // A world that is kept has those of earlier runs.
  const name = `bench-${randomBytes(4).toString("hex")}`;
  const file = join(rig.dir, "bench-password");
  writeFileSync(file, password, { mode: 0o600 });
  await rig.must("kramctl", "user", "add", name, "--role", role, "--password-file", file);
  const form = await fetch(`${rig.baseUrl}/login`);
  const cookies = new Map();
  const keep = (response) => {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair] = cookie.split(";");
      cookies.set(pair.slice(0, pair.indexOf("=")), pair);
    }
  };
  keep(form);
  const [, csrf] = /name="csrf" value="([^"]*)"/.exec(await form.text());
  const headers = { cookie: [...cookies.values()].join("; "), "sec-fetch-site": "same-origin", origin: rig.baseUrl };
  const answer = await fetch(`${rig.baseUrl}/login`, {
    method: "POST",
    redirect: "manual",
    headers,
    body: new URLSearchParams({ login: name, password, csrf }),
  });
  if (answer.status !== 303 && answer.status !== 302) throw new Error(`login: ${answer.status}\n${await answer.text()}`);
  keep(answer);
  return [...cookies.values()].join("; ");
}

/** A page as text, also one that the panel leads on to; another answer than 200 is an error. */
export async function page(rig, path, headers) {
  const response = await fetch(rig.baseUrl + path, { headers });
  const text = await response.text();
  if (response.status !== 200 || response.url.includes("/login")) throw new Error(`${path}: ${response.status}\n${text}`);
  return text;
}
