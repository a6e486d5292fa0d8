// `make install` from a clone of a careful administrator (umask 077), below another PREFIX: what is
// installed runs by itself, as a user who owns none of it, under a name and TLS, with its css and js.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { access, constants, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const exec = promisify(execFile);
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const isRoot = process.getuid() === 0;
const NOBODY = 65534;
const NAME = "kram.shop.example";
const PREFIX = "/opt/kram";

let base;
let place; // DESTDIR + PREFIX
let child;
let env;
let ca;

before(async () => {
  base = await mkdtemp(join(tmpdir(), "kram installed "));
  await exec("chmod", ["755", base]);
  const build = process.env.KRAM_BIN ? dirname(process.env.KRAM_BIN) : join(root, "build");
  // A clone has no static/vendor; npm's packages are on this machine already.
  await exec("bash", ["-c", `
    umask 077
    mkdir "$1/clone" && git ls-files -z -co --exclude-standard | tar --null --ignore-failed-read -cT - 2>/dev/null | tar -xC "$1/clone"
    ln -s "$PWD/node_modules" "$1/clone/node_modules"
    make -C "$1/clone" install SUBMAKE=true BUILD="$PWD/build" B="$2" DESTDIR="$1/root" PREFIX=${PREFIX}`,
    "install", base, build], { cwd: root, maxBuffer: 1 << 24 });
  place = join(base, "root", PREFIX);
  env = await start();
  ca = await readFile(env.KRAM_CA);
});
after(async () => {
  if (child && child.exitCode === null) {
    child.stdin.end();
    await once(child, "exit");
  }
  if (base) await rm(base, { recursive: true, force: true });
});

/** A command line that runs as somebody who owns nothing of the installation. */
const ordinary = (...line) =>
  isRoot ? ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups", "--pdeathsig=TERM", ...line] : line;

async function start() {
  const state = join(base, "state");
  await mkdir(state);
  if (isRoot) await exec("chown", [`${NOBODY}:${NOBODY}`, state]);
  const [program, ...args] = ordinary(join(root, "tests/rig/installed"), state, place, NAME);
  child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, HOME: state } });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
  const found = {};
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === "READY") return found;
    found[line.slice(0, line.indexOf("="))] = line.slice(line.indexOf("=") + 1);
  }
  throw new Error(`what was installed does not start: ${errors}`);
}

/** An installed program as that user, with the configuration: {code, stdout, stderr}. */
async function run(program, ...args) {
  const [first, ...rest] = ordinary(join(place, program), ...args);
  return exec(first, rest, { env: { PATH: process.env.PATH, KRAM_CONFIG: env.KRAM_CONFIG } })
    .then((out) => ({ code: 0, ...out }), (e) => e);
}

/** Ask nginx under the name: this machine knows no such host, so the address is given. */
function ask(path, { method = "GET", body, headers = {}, host = NAME } = {}) {
  const port = new URL(env.KRAM_BASE_URL).port;
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, path, method, ca, servername: host, agent: false };
    const rq = request({ ...options, headers: { host: `${host}:${port}`, ...headers } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => (text += part));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    rq.on("error", reject);
    rq.end(body);
  });
}

let cookie;
async function signIn() {
  const { pathname, search } = new URL(env.KRAM_LINK);
  const page = await ask(pathname + search);
  const form = /<form[^>]*method="post"[\s\S]*?<\/form>/i.exec(/<main[\s\S]*<\/main>/.exec(page.text)[0])[0];
  const fields = new URLSearchParams();
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    fields.append(/name="([^"]*)"/.exec(input)[1], /value="([^"]*)"/.exec(input)?.[1] ?? "");
  }
  const jar = (response) => (response.headers["set-cookie"] ?? []).map((line) => line.split(";")[0]).join("; ");
  const answer = await ask(/action="([^"]*)"/.exec(form)?.[1] ?? pathname, {
    method: "POST",
    body: fields.toString(),
    headers: { "content-type": "application/x-www-form-urlencoded", origin: env.KRAM_BASE_URL, cookie: jar(page) },
  });
  assert.equal(answer.status, 303, answer.text);
  return jar(answer);
}

test("everybody may read and run it, whatever the umask and the modes of the clone were", async () => {
  const { stdout } = await exec("find", [join(base, "root"), "-printf", "%y %m %P\n"]);
  const odd = stdout.split("\n").filter((line) => line && !/^(d 755|f 644|f 755 opt\/kram\/(bin|lib\/kram)\/\S+) ?/.test(line));
  assert.deepEqual(odd, []);
});

test("its link signs in, and each page has its css, its js and its pictures", async () => {
  cookie = await signIn();
  for (const path of ["/", "/orders", "/status"]) {
    const page = await ask(path, { headers: { cookie } });
    assert.equal(page.status, 200, `${path}: ${page.text}`);
    const files = [...page.text.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g)].map(([, file]) => file);
    for (const kind of [/vendor\/pico.*\.css/, /vendor\/htmx.*\.js/, /\.css/, /\.js/, /\.svg/]) {
      assert.ok(files.some((file) => kind.test(file)), `${path} has no ${kind}: ${files}`);
    }
    for (const file of new Set(files)) {
      const answer = await ask(file.replaceAll("&amp;", "&"));
      assert.equal(answer.status, 200, file);
      assert.ok(answer.text.length > 100, file);
      // Compressed when it was installed, it comes with its length; compressed on the way, without.
      const packed = await ask(file.replaceAll("&amp;", "&"), { headers: { "accept-encoding": "gzip" } });
      assert.equal(packed.headers["content-encoding"], "gzip", file);
      assert.ok(Number(packed.headers["content-length"]) > 100, file);
    }
  }
});

test("its error pages are there too", async () => {
  for (const file of await readdir(join(root, "static", "errors"))) {
    assert.equal((await ask(`/static/errors/${file}`)).status, 200, file);
  }
});

test("programs find what was installed beside them", async () => {
  const { stdout } = await run("bin/kramctl", "config", "check");
  for (const part of ["sql", "templates"]) {
    assert.ok(stdout.includes(`${part}-dir = "${place}/share/kram/${part}"`), stdout);
  }
});

test("cron lines, units and nginx name this PREFIX, and nothing of /usr/lib/kram and /usr/share/kram", async () => {
  const share = join(place, "share", "kram");
  const units = join(base, "root", "etc", "systemd", "system");
  const texts = [join(share, "cron.example"), join(share, "nginx.conf.example")];
  for (const unit of await readdir(units)) texts.push(join(units, unit));
  assert.equal(texts.length, 6);
  const named = new Set();
  for (const file of texts) {
    const text = await readFile(file, "utf8");
    assert.doesNotMatch(text, /\/usr\/(lib|share)\/kram/, file);
    for (const [path] of text.matchAll(/\/opt\/kram\/[\w./-]+/g)) named.add(path);
  }
  for (const path of named) await access(join(base, "root", path), constants.R_OK);
  for (const program of await readdir(join(place, "lib", "kram"))) {
    assert.ok(named.has(`${PREFIX}/lib/kram/${program}`), `nobody starts ${program}`);
  }
});

test("each line of cron runs and has nothing to say", async () => {
  const lines = (await readFile(join(place, "share", "kram", "cron.example"), "utf8")).split("\n").filter((line) => /^[0-9*]/.test(line));
  for (const line of lines) {
    const command = line.split(/\s+/).slice(6).join(" ").replace("/etc/kram/kram.conf", '"$CONFIG"').replace(PREFIX, '"$PLACE"');
    const once = command.endsWith("kram-watch") ? "" : " --once";
    const [program, ...args] = ordinary("sh", "-c", command + once);
    const { stdout, stderr } = await exec(program, args, { env: { PATH: process.env.PATH, CONFIG: env.KRAM_CONFIG, PLACE: place } });
    assert.equal(stdout + stderr, "", line);
  }
});

/** What kram-watch remembers of the panel after a look, with these further settings. */
async function watched(setting = "") {
  const config = await readFile(env.KRAM_CONFIG, "utf8");
  const memory = join(dirname(env.KRAM_CONFIG), "state", "kram-watch.state");
  await rm(memory, { force: true });
  await writeFile(env.KRAM_CONFIG, config + setting);
  const { code, stderr } = await run("lib/kram/kram-watch");
  await writeFile(env.KRAM_CONFIG, config);
  assert.equal(code, 0, stderr);
  return readFile(memory, "utf8").then((text) => /panel|door/.exec(text)?.[0], () => undefined);
}

test("kram-watch asks here under the panel's name, which nobody resolves, and wants its certificate", async () => {
  const port = new URL(env.KRAM_BASE_URL).port;
  assert.equal(await watched(), undefined);
  assert.equal(await watched(`base-url = "https://other.example:${port}"\n`), "panel");
  assert.equal(await watched('ca-bundle = "/etc/ssl/certs/ca-certificates.crt"\n'), "panel");
});

test("kramctl as root acts as the owner of state-dir: nothing is left that the jobs cannot use", { skip: !isRoot && "needs root" }, async () => {
  const state = join(dirname(env.KRAM_CONFIG), "state");
  const asRoot = (...args) =>
    exec(join(place, "bin/kramctl"), args, { env: { PATH: process.env.PATH, KRAM_CONFIG: env.KRAM_CONFIG } }).then((out) => ({ code: 0, ...out }), (e) => e);
  await rm(join(state, "high-water"), { force: true });
  const accepted = await asRoot("alarms", "accept-restore");
  assert.equal(accepted.code, 0, accepted.stderr);
  for (const file of await readdir(state)) assert.equal((await stat(join(state, file))).uid, NOBODY, file);
  assert.equal((await run("lib/kram/send-alarms", "--once")).code, 0);
  assert.match((await asRoot("doctor")).stdout, new RegExp(`^As nobody \\(uid ${NOBODY}\\)`));
});

test("doctor sees the panel, the gateway and their files; what root left in state-dir; and css that is gone", async () => {
  const state = join(dirname(env.KRAM_CONFIG), "state");
  const { stdout } = await run("bin/kramctl", "doctor");
  for (const name of ["state folder.*", "secrets", "JSON library.*", "sql, templates.*", "the panel answers", "the gateway answers", "css, js and pictures", "cron starts the jobs"]) {
    assert.match(stdout, new RegExp(`^ok +${name}$`, "m"));
  }
  if (isRoot) await writeFile(join(state, "left-by-root"), "");
  const pico = join(place, "share/kram/static/vendor");
  await exec("mv", [pico, `${pico}.away`]);
  const worse = await run("bin/kramctl", "doctor");
  await exec("mv", [`${pico}.away`, pico]);
  await rm(join(state, "left-by-root"), { force: true });
  assert.equal(worse.code, 2);
  assert.match(worse.stdout, /^WRONG +css, js and pictures: \/static\/vendor\/\S+: 404; run: make install/m);
  if (isRoot) assert.match(worse.stdout, /^WRONG +state folder.*left-by-root belongs to root; run: chown -R nobody: /m);
});
