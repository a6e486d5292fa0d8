// The picture of the data (`make docs`) shows every table of a migrated database with its words,
// and is refused while they are missing.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startRig } from "./rig.mjs";

const exec = promisify(execFile);
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

describe("the picture of the data", () => {
  let rig;
  let folder;
  before(async () => {
    rig = await startRig();
    folder = await mkdtemp(join(tmpdir(), "kram data "));
  });
  after(async () => {
    await rig.stop();
    await rm(folder, { recursive: true });
  });
  const draw = () => exec(join(root, "docs/draw"), [folder], { env: rig.env });

  test("names every table and view, its keys and what it belongs to", async () => {
    await draw();
    const text = await readFile(join(folder, "data.txt"), "utf8");
    const dot = await readFile(join(folder, "data.dot"), "utf8");
    const tables = (await rig.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")).flat();
    assert.ok(tables.length > 50);
    for (const table of tables) {
      assert.match(text, new RegExp(`^${table}: \\w`, "m"));
      assert.match(dot, new RegExp(`^\\t\\t${table} \\[`, "m"));
    }
    assert.match(text, /^order_line: .*\n    primary +account_id, line_item_id\n(    .*\n)*    belongs to  orders \(order_id\)$/m);
    assert.match(dot, /^\torder_line -> orders;$/m);
    assert.match(dot, /^\torder_event -> order_form \[style=dashed\];$/m);
  });

  test("is refused while a table has no words, or words have no table", async () => {
    await rig.sql("CREATE TABLE stray (id INT PRIMARY KEY); RENAME TABLE mail TO letter");
    await assert.rejects(draw(), (e) => {
      for (const name of ["no line of the table stray", "no line of the table letter", "there is no table mail"]) assert.match(e.stderr, new RegExp(name));
      return true;
    });
  });
});
