// Every route of both programs, as every role, with and without the proofs a POST needs. The list
// comes from the programs themselves, so a new route is in it the moment it exists.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startRig } from "../rig/rig.mjs";
import { Client, member, roles } from "./client.mjs";

const rig = await startRig({ parts: ["sandbox", "web"] });
after(() => rig.stop());

const routes = [];
for (const program of ["panel.fcgi", "gateway.fcgi"]) {
  const { stdout } = await rig.must(program, "--routes");
  routes.push(...stdout.trim().split("\n").map((line) => ({ program, ...JSON.parse(line) })));
}

const clients = new Map();
const login = async (role) => clients.set(role, await member(rig, role));
const client = (role) => (role === "anonymous" ? new Client(rig.baseUrl) : clients.get(role));
const url = (route) => route.pattern.replace(/:[a-z_]+/g, "no-such-thing");
const mayUse = (route, role) => route.role === "none" || roles.indexOf(role) >= roles.indexOf(route.role);
const isLogin = (answer) => answer.status === 303 && answer.location.startsWith("/login");
const served = (answer) => answer.status !== 401 && answer.status !== 403 && answer.status < 500 && !isLogin(answer);

before(async () => {
  for (const role of roles) await login(role);
});

test("the tables are the ones we mean", () => {
  assert.ok(routes.length > 20);
  assert.ok(routes.every((route) => !route.noCsrf), "no route does without the token");
  const open = routes.filter((route) => route.role === "none").map((route) => `${route.method} ${route.pattern}`);
  assert.deepEqual(open.sort(), [
    "GET /connect/healthz", "GET /healthz", "GET /invitation", "GET /login", "GET /login/once", "GET /readyz", "GET /setup",
    "POST /invitation", "POST /login", "POST /login/once", "POST /settings/language", "POST /settings/theme", "POST /setup",
  ].sort());
});

for (const route of routes.filter(({ method, machine }) => method === "GET" && !machine)) {
  test(`F63: GET ${route.pattern}: ${route.role}`, async () => {
    for (const role of ["anonymous", ...roles]) {
      const answer = await client(role).get(url(route));
      if (role === "anonymous" && route.role !== "none") assert.ok(isLogin(answer), `${role}: ${answer.status}`);
      else if (!mayUse(route, role)) assert.equal(answer.status, 403, role);
      else assert.ok(answer.status !== 403 && answer.status < 500, `${role}: ${answer.status}`);
    }
  });
}

// What each POST is sent: only the first may pass.
const proofs = [
  ["token and origin", (c) => ({ token: c.csrf })],
  ["no token", () => ({ token: null })],
  ["wrong token", () => ({ token: "x".repeat(43) })],
  ["token of another session", () => ({ token: clients.get("viewer").csrf.split("").reverse().join("") })],
  ["another origin", (c) => ({ token: c.csrf, headers: { origin: "https://evil.example" } })],
  ["no origin", (c) => ({ token: c.csrf, headers: { origin: "" } })],
  ["cross-site", (c) => ({ token: c.csrf, headers: { "sec-fetch-site": "cross-site" } })],
];

for (const route of routes.filter(({ method }) => method === "POST")) {
  test(`F63: POST ${route.pattern}: ${route.role}`, async () => {
    for (const role of ["anonymous", ...roles]) {
      for (const [proof, options] of proofs) {
        const c = client(role);
        if (role === "anonymous") await c.get("/login");
        const answer = await c.post(url(route), {}, options(c));
        const what = `${role}, ${proof}: ${answer.status}`;
        if (role === "anonymous" && route.role !== "none") assert.ok(isLogin(answer), what);
        else if (!mayUse(route, role) || proof !== proofs[0][0]) assert.equal(answer.status, 403, what);
        else assert.ok(served(answer) || route.pattern === "/logout", what);
        if (route.pattern === "/logout" && proof === proofs[0][0] && role !== "anonymous") await login(role);
      }
    }
  });
}

test("the other method of a page is refused as such", async () => {
  for (const route of routes.filter(({ program }) => program === "panel.fcgi")) {
    const other = route.method === "GET" ? "POST" : "GET";
    if (routes.some(({ method, pattern }) => method === other && pattern === route.pattern)) continue;
    const c = client("administrator");
    const answer = other === "GET" ? await c.get(url(route)) : await c.post(url(route));
    assert.equal(answer.status, 405, `${other} ${route.pattern}`);
  }
});
