// The check of the phrases that were given up finds each of them, wherever in a text it stands.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const lint = join(dirname(fileURLToPath(import.meta.url)), "..", "lint");

test("a phrase that was given up is found in a catalogue, and what only resembles one is not", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kram-phrases-"));
  const check = async (text) => {
    const file = join(folder, "planted.po");
    await writeFile(file, text);
    return promisify(execFile)(join(lint, "check-phrases"), [file]).catch((e) => e);
  };
  try {
    const list = await readFile(join(lint, "phrases.txt"), "utf8");
    const phrases = list.split("\n").filter((l) => /^[^#].* = /.test(l)).map((l) => l.split(" = ")[0]);
    assert.ok(phrases.length > 40);
    for (const phrase of phrases) {
      const said = `Tu ${phrase[0].toUpperCase()}${phrase.slice(1)} jest`;
      const { code, stdout } = await check(`msgid "x"\nmsgstr "${said}"\n`);
      assert.equal(code, 1, phrase);
      assert.match(stdout, /planted\.po:2:/, phrase);
    }
    for (const text of ['msgstr "Ochrona Allegro"', 'msgstr "Oceny bez odpowiedzi"', '# sign of life']) {
      assert.equal((await check(`${text}\n`)).code, undefined, text);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
