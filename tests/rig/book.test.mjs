// The README's steps into production are true: its commands are taken out of it and done, in their
// order, on a machine that has nothing of Kram (rig/book), and what stands there then works.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const exec = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");

/** Why this machine cannot make another one out of itself; undefined: it can. */
async function obstacle() {
  if (process.getuid() !== 0) return "needs root";
  const dir = await mkdtemp(join(tmpdir(), "kram-book."));
  const trial = `mount --make-rprivate / && mount -t tmpfs t "$1" && mkdir "$1"/u "$1"/w "$1"/m && mount -t overlay o -o "lowerdir=/,upperdir=$1/u,workdir=$1/w" "$1/m" && ip link set lo up`;
  const failure = await exec("unshare", ["--mount", "--net", "--pid", "--fork", "sh", "-c", trial, "sh", dir]).then(() => undefined, (e) => e);
  await rm(dir, { recursive: true });
  return failure && `no namespaces here: ${failure.stderr.trim()}`;
}

const skip = await obstacle();

describe("the README's steps into production", { skip }, () => {
  let dir;
  const said = {};

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), "kram-book."));
    const text = await readFile(join(root, "README.md"), "utf8");
    const section = /\n## In production\n([\s\S]*?)\n## /.exec(text)[1];
    const blocks = [...section.matchAll(/^( *)```sh\n([\s\S]*?)^ *```$/gm)].map(([, indent, lines]) => lines.replaceAll(new RegExp(`^${indent}`, "gm"), ""));
    assert.equal(blocks.length, 6);
    await writeFile(join(dir, "commands"), blocks.join("\n"));
    const { stdout, stderr } = await exec(join(here, "book"), [dir, join(dir, "commands")], { maxBuffer: 1 << 24 }).catch((e) => e);
    for (const part of stdout.split(/^== /m).slice(1)) said[part.slice(0, part.indexOf("\n"))] = part.slice(part.indexOf("\n") + 1);
    assert.ok(said.doctor, stdout + stderr);
  });
  after(() => dir && rm(dir, { recursive: true, force: true }));

  test("each command does its work, and one prints the link for the first administrator", () => {
    assert.match(said.book, /^https:\/\/panel\.example\.com\/setup\S+$/m);
    assert.doesNotMatch(said.book, /error|warn|denied/i);
  });

  test("the lines of cron run as their user and say nothing", () => {
    assert.equal(said.jobs, "");
  });

  test("nginx serves the panel under its name, and /readyz is ready", () => {
    assert.equal(said.ready, "ok\n");
    assert.match(said.login, /<title>.+/);
  });

  test("doctor finds nothing wrong: only the account is missing", () => {
    const open = said.doctor.split("\n").filter((line) => /^(LOOK|WRONG)/.test(line)).map((line) => line.replace(/:.*/, ""));
    assert.deepEqual(open, ["LOOK   application keys open", "LOOK   accounts are connected"], said.doctor);
    assert.match(said.doctor, /^As kram \(uid \d+\), with \/etc\/kram\/kram\.conf:/);
    assert.match(said.doctor, /^status 1$/m);
  });
});
