// The rehearsal Allegro seen by a bare client: a token, and the headers every request needs.

export const agent = "Kram-Rehearsal/0.1 (+https://kram.example/contact)";
const media = "application/vnd.allegro.public.v1+json";
const basic = "Basic " + Buffer.from("kram-device:rehearsal-secret").toString("base64");

async function post(url, form) {
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: basic, "user-agent": agent, accept: "application/json" },
    body: new URLSearchParams(form),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return text && response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
}

/** An access token of the demonstration seller, by the device flow. */
export async function accessToken(base) {
  const device = await post(`${base}/auth/oauth/device`, { client_id: "kram-device" });
  await post(`${base}/sandbox/device/approve`, { user_code: device.user_code, seller: "kram_demo" });
  const tokens = await post(`${base}/auth/oauth/token`, {
    grant_type: "urn:ietf:params:oauth:grant-type:device_code",
    device_code: device.device_code,
  });
  return tokens.access_token;
}

/** Headers of a call to the API. */
export const headersOf = (token) => ({
  authorization: `Bearer ${token}`,
  "user-agent": agent,
  accept: media,
  "accept-language": "pl-PL",
});

/** Requests by operation and status since the last clearing: {"GET /me 200": 3}. */
export async function effects(base) {
  return (await fetch(`${base}/sandbox/effects`)).json();
}
