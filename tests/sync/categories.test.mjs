// Categories, against the rehearsal Allegro.
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { startRig } from "../rig/rig.mjs";

const clean = ({ code, stderr }) => assert.deepEqual([code, stderr], [0, ""]);

/** A connected account, and what a test does with categories. */
async function world(...options) {
  const rig = await startRig({ parts: ["sandbox", "connect"], sandbox: ["--orders", "1", ...options] });
  const told = async () => (await rig.sandbox("/categories")).categories.map((one) => [one.id, one.name, one.parent ?? "NULL", one.leaf ? "1" : "0"]).sort();
  return {
    rig,
    told,
    sync: (...args) => rig.run("sync-categories", "--once", ...args),
    change: (what, fields) => rig.sandbox(`/categories/${what}`, fields),
    fault: (kind, path, count, value = "") => rig.sandbox("/faults", { kind, path, count: String(count), value }),
    stored: async () => (await rig.sql("SELECT category_id, name, IFNULL(parent_id, 'NULL'), leaf FROM category WHERE gone_at IS NULL")).sort(),
    one: async (id) => (await rig.sql(`SELECT name, IFNULL(parent_id, 'NULL'), leaf, IFNULL(redirect_id, 'NULL'), gone_at IS NOT NULL FROM category WHERE category_id = '${id}'`))[0],
    tree: async () => (await rig.sql("SELECT filled_at IS NOT NULL, began_at IS NOT NULL, version FROM category_tree"))[0],
    /** So many minutes later, for the journal. */
    later: (minutes = 11) => rig.sql(`UPDATE category_tree SET events_at = events_at - INTERVAL ${minutes} MINUTE`),
    again: () => rig.sql("UPDATE category SET retry_at = '1970-01-01', reread_at = IF(reread_at IS NULL, NULL, '1970-01-01')"),
    asked: async (operation) => Object.values((await rig.sandbox("/effects")).requests[operation] ?? {}).reduce((a, b) => a + b, 0),
    use: (id) => rig.sql(`INSERT INTO category_used (environment, category_id, wanted_at, next_at) VALUES ('simulator', '${id}', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`),
    async equal() {
      assert.deepEqual(await this.stored(), await this.told());
    },
  };
}

describe("the tree", () => {
  let w;

  before(async () => (w = await world("--categories", "2500")));
  after(() => w?.rig.stop());

  test("comes with one request a branch; killed on the way it is not whole and goes on where it was left", async () => {
    const all = await w.told();
    const branches = all.filter(([, , , leaf]) => leaf === "0").length;
    assert.equal((await w.sync("--dry-run")).code, 0);
    assert.deepEqual(await w.stored(), [], "a dry run writes nothing");
    await w.rig.sandbox("/effects/clear", {});
    await w.fault("latency", "/sale/categories", -1, "20");
    const child = w.rig.spawn("sync-categories", ["--once"]);
    while ((await w.stored()).length < 400) await pause(20);
    child.kill("SIGKILL");
    await once(child, "exit");
    const [[half]] = await w.rig.sql("SELECT COUNT(*) FROM category WHERE read_at > '1970-01-01'");
    assert.ok(Number(half) < branches);
    assert.deepEqual((await w.tree()).slice(0, 2), ["0", "1"], "half a tree is not whole");
    await w.rig.sandbox("/faults/clear", {});
    clean(await w.sync());
    await w.equal();
    assert.deepEqual((await w.tree()).slice(0, 2), ["1", "0"]);
    const asked = await w.asked("getCategoriesUsingGET");
    assert.ok(asked >= branches + 1 && asked <= branches + 1 + 200, `${asked} requests for ${branches} branches`);
  });

  test("between two looks nothing is asked", async () => {
    await w.rig.sandbox("/effects/clear", {});
    clean(await w.sync());
    for (const operation of ["getCategoriesUsingGET", "getCategoryEventsUsingGET_1", "getCategoryParametersScheduledChangesUsingGET_1"]) assert.equal(await w.asked(operation), 0, operation);
  });

  test("what happens to it is followed: created, renamed, moved, deleted", async () => {
    const all = await w.told();
    const branch = (n) => all.filter(([, , parent, leaf]) => leaf === "0" && parent !== "NULL")[n][0];
    const leaf = (n) => all.filter((one) => one[3] === "1")[n];
    const version = Number((await w.tree())[2]);
    const fresh = (await w.change("create", { parent: leaf(0)[0], name: "Nowości" })).id;
    const below = (await w.change("create", { parent: fresh, name: "Niżej" })).id;
    await w.change("rename", { id: leaf(1)[0], name: "Żyrandole i łańcuchy" });
    await w.change("move", { id: leaf(2)[0], parent: branch(3) });
    await w.change("delete", { id: leaf(4)[0], redirect: leaf(5)[0] });
    const brief = (await w.change("create", { parent: branch(1), name: "Na chwilę" })).id;
    await w.change("delete", { id: brief });
    await w.later();
    clean(await w.sync());
    await w.equal();
    assert.deepEqual(await w.one(fresh), ["Nowości", leaf(0)[0], "0", "NULL", "0"]);
    assert.deepEqual(await w.one(below), ["Niżej", fresh, "1", "NULL", "0"]);
    assert.deepEqual((await w.one(leaf(4)[0])).slice(3), [leaf(5)[0], "1"]);
    assert.ok(Number((await w.tree())[2]) > version, "whoever searches sees that it changed");
  });

  test("a branch that loses its last child is a leaf", async () => {
    const parent = (await w.rig.sql("SELECT parent_id FROM category WHERE gone_at IS NULL AND parent_id IS NOT NULL GROUP BY parent_id HAVING MIN(leaf) = 1 ORDER BY COUNT(*), parent_id LIMIT 1"))[0][0];
    for (const [id] of await w.rig.sql(`SELECT category_id FROM category WHERE parent_id = '${parent}' AND gone_at IS NULL`)) await w.change("delete", { id });
    await w.later();
    clean(await w.sync());
    assert.equal((await w.one(parent))[2], "1");
    await w.equal();
  });

  test("events that repeat, come on short pages or after an outage end in the same tree", async () => {
    const all = await w.told();
    for (let i = 0; i < 30; i += 1) await w.change("rename", { id: all[i * 3][0], name: `Nazwa ${i}` });
    await w.later();
    await w.fault("503", "/sale/category-events", 1);
    assert.equal((await w.sync()).code, 75);
    await w.fault("page-short", "/sale/category-events", 2, "985");
    for (let i = 0; i < 4; i += 1) {
      clean(await w.sync());
      await w.later();
    }
    await w.equal();
  });

  for (const [title, stage] of [
    ["the journal forgot where we stood", () => w.rig.sql("UPDATE category_tree SET event_id = 'unknown'")],
    ["nobody looked for three months", () => w.later(90 * 24 * 60)],
    ["an event cannot be read", () => w.fault("json-200", "/sale/category-events", 1, '{"events":[{"id":"odd","type":5}]}')],
    ["one event keeps its page from being read, down to a page of one", () => w.fault("json-200", "/sale/category-events", 10, `{"events":[{"id":"deep","type":"CATEGORY_RENAMED","category":{"id":"1","name":${"[".repeat(70)}${"]".repeat(70)}}}]}`)],
  ]) {
    test(`all is read anew when ${title}, and the tree stays in use meanwhile`, async () => {
      const all = await w.told();
      const id = all.filter((one) => one[3] === "1")[7][0];
      await w.later();
      clean(await w.sync());
      await stage();
      await w.change("delete", { id });
      await w.later();
      await w.fault("503", "/sale/categories", -1);
      await w.sync();
      assert.deepEqual((await w.tree()).slice(0, 2), ["1", "1"], "whole as before, and being read");
      await w.rig.sandbox("/faults/clear", {});
      await w.later();
      await w.sync();
      clean(await w.sync());
      await w.equal();
      assert.deepEqual((await w.tree()).slice(0, 2), ["1", "0"]);
    });
  }
});

describe("a tree in bad weather", () => {
  let w;

  before(async () => (w = await world()));
  after(() => w?.rig.stop());

  test("lists that are empty, of another shape or refused keep it from being whole, and nothing is lost", async () => {
    const path = "/sale/categories";
    await w.fault("json-200", path, 1, '{"categories":[]}');
    assert.notEqual((await w.sync()).code, 0, "there are main categories");
    clean(await w.sync());
    await w.rig.sql("DELETE FROM category WHERE parent_id IS NOT NULL");
    await w.rig.sql("UPDATE category SET read_at = '1970-01-01', seen_at = UTC_TIMESTAMP(3) + INTERVAL 1 MINUTE");
    await w.rig.sql("UPDATE category_tree SET filled_at = NULL, began_at = UTC_TIMESTAMP(3), roots_at = UTC_TIMESTAMP(3)");
    for (const body of ['{"categories":[]}', '{"categories":[{"id":"5"}]}', "{}"]) await w.fault("json-200", path, 5, body);
    await w.fault("422", path, 2);
    for (let i = 0; i < 8; i += 1) {
      await w.sync();
      await w.again();
    }
    clean(await w.sync());
    await w.equal();
    assert.deepEqual((await w.tree()).slice(0, 2), ["1", "0"]);
  });
});

describe("parameters", () => {
  let w;
  let leaf;

  before(async () => {
    w = await world();
    clean(await w.sync());
    leaf = (await w.told()).filter((one) => one[3] === "1").map(([id]) => id);
  });
  after(() => w?.rig.stop());

  const rows = (id) => w.rig.sql(`SELECT param_id, name, type, required, required_for_product, describes_product FROM category_param WHERE category_id = '${id}' ORDER BY place`);
  const due = () => w.rig.sql("UPDATE category_used SET next_at = '2000-01-01'");

  test("of a category that is used come within a minute, and none of others", async () => {
    await w.use(leaf[3]);
    clean(await w.sync());
    const stored = await rows(leaf[3]);
    assert.deepEqual(stored[0], ["11323", "Stan", "dictionary", "1", "0", "0"]);
    assert.deepEqual(stored[1], ["248811", "Marka", "dictionary", "1", "1", "1"]);
    assert.deepEqual(await w.rig.sql("SELECT DISTINCT category_id FROM category_param"), [[leaf[3]]]);
  });

  test("what becomes required is known before, with its day, and what is planned no more is forgotten", async () => {
    await w.change("schedule", { id: leaf[3], param: "224017", days: "30" });
    await w.rig.sql("UPDATE category_tree SET changes_at = '2000-01-01'");
    await w.rig.sql(`INSERT INTO category_param_change VALUES ('simulator', '${leaf[4]}', '33', 'REQUIREMENT_CHANGE', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`);
    clean(await w.sync());
    assert.deepEqual(await w.rig.sql("SELECT category_id, param_id, DATEDIFF(due_at, decided_at) FROM category_param_change"), [[leaf[3], "224017", "30"]]);
    await w.rig.sandbox("/clock", { days: "31" });
    await due();
    clean(await w.sync());
    assert.equal((await rows(leaf[3])).find(([id]) => id === "224017")[3], "1");
  });

  test("a value with a new id comes with its former one", async () => {
    await w.change("renumber", { value: "11323_2", becomes: "11323_77" });
    await due();
    clean(await w.sync());
    const [[raw]] = await w.rig.sql(`SELECT JSON_EXTRACT(raw, '$.dictionary[1].formerData.ids[0]') FROM category_param WHERE category_id = '${leaf[3]}' AND param_id = '11323'`);
    assert.equal(raw, '"11323_2"');
  });

  test("a list that cannot be read leaves the former one, with the reason, and is tried again", async () => {
    const before = await rows(leaf[3]);
    await due();
    await w.fault("json-200", "/sale/categories/*/parameters", 1, '{"parameters":[{"id":"1"}]}');
    assert.equal((await w.sync()).code, 1);
    assert.deepEqual(await rows(leaf[3]), before);
    const [[problem]] = await w.rig.sql("SELECT problem FROM category_used");
    assert.match(problem, /parameters/);
    await due();
    clean(await w.sync());
    assert.deepEqual(await w.rig.sql("SELECT problem FROM category_used WHERE problem IS NOT NULL"), []);
  });

  test("what stands for a category that is gone is used in its place", async () => {
    await w.change("delete", { id: leaf[3], redirect: leaf[6] });
    await w.later();
    clean(await w.sync());
    clean(await w.sync());
    assert.ok((await rows(leaf[6])).length > 5);
  });
});
