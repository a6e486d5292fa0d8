// Ratings, against the rehearsal Allegro.
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { startRig } from "../rig/rig.mjs";
import { member } from "../web/client.mjs";
import { Sandbox } from "./sandbox.mjs";

describe("the rehearsal of ratings", () => {
  let sandbox;
  let order;

  before(async () => {
    sandbox = await Sandbox.start("--orders", "20");
    await sandbox.connect();
    [order] = await sandbox.truth();
  });
  after(() => sandbox.stop());

  const rate = async (fields) => (await sandbox.control("/rate", { order: order.id, ...fields })).id;
  const put = (id, what, body) => sandbox.api(`/sale/user-ratings/${id}/${what}`, { method: "PUT", body });

  test("limits and words are Allegro's", async () => {
    for (const query of ["limit=0", "limit=101", "offset=20001", "offset=x"]) {
      assert.equal((await sandbox.api(`/sale/user-ratings?${query}`)).status, 422, query);
    }
    for (const query of ["recommended=maybe", "lastChangedAt.gte=yesterday"]) {
      assert.equal((await sandbox.api(`/sale/user-ratings?${query}`)).status, 400, query);
    }
  });

  test("a text that is empty, too long, in the wrong place or too late changes nothing", async () => {
    const id = await rate({ recommended: "no" });
    const old = await rate({ recommended: "no", "days-ago": "31" });
    for (const message of ["", "x".repeat(501), 5, undefined]) {
      assert.equal((await put(id, "answer", { message })).status, 400);
      assert.equal((await put(id, "removal", { request: { message } })).status, 400);
    }
    assert.equal((await put(id, "answer", { message: "a", more: "b" })).status, 422);
    assert.equal((await put(id, "removal", { message: "a" })).status, 422);
    assert.equal((await put(old, "removal", { request: { message: "a" } })).status, 400);
    for (const one of (await sandbox.control("/ratings")).ratings) {
      assert.equal(one.answer, undefined);
      assert.equal(one.removal.request, undefined);
    }
  });

  test("another seller's ratings are not there", async () => {
    const id = await rate({});
    const { token } = sandbox;
    await sandbox.connect("inny_sprzedawca");
    assert.deepEqual((await sandbox.get("/sale/user-ratings")).ratings, []);
    assert.equal((await put(id, "answer", { message: "a" })).status, 404);
    sandbox.token = token;
  });
});

// What Kram and the rehearsal say of a rating, in one form.
const stored = `SELECT rating_id, recommended, IFNULL(comment, ''), login, IFNULL(form_id, ''), REPLACE(IFNULL(answer, ''), '\\n', '|'), REPLACE(IFNULL(removal, ''), '\\n', '|')
  FROM rating WHERE gone_at IS NULL ORDER BY rating_id`;
const line = (text) => (text ?? "").replaceAll("\n", "|");
const told = (ratings) =>
  ratings
    .map((r) => [r.id, r.recommended ? "1" : "0", r.comment ?? "", r.buyer.login, r.order.id, line(r.answer?.message), line(r.removal?.request?.message)])
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** A connected account with orders, and what a test does with ratings. */
async function world(...parts) {
  const rig = await startRig({ parts: ["sandbox", "connect", ...parts], sandbox: ["--orders", "20", "--seed", "7"] });
  await rig.must("poll-orders", "--once");
  const orders = (await rig.sandbox("/truth")).orders.map(({ id }) => id);
  const rate = async (fields = {}, at = 0) => (await rig.sandbox("/rate", { order: orders[at], recommended: "no", ...fields })).id;
  return {
    rig,
    orders,
    rate,
    sync: (...args) => rig.run("sync-ratings", "--once", ...args),
    /** A quarter of an hour, or a day, later. */
    later: () => rig.sql("UPDATE walk SET next_at = '2000-01-01'"),
    tomorrow: () => rig.sql("UPDATE walk SET next_at = '2000-01-01', swept_at = swept_at - INTERVAL 1 DAY"),
    walks: () => rig.sandbox("/effects/clear", {}),
    asked: async (operation) => Object.values((await rig.sandbox("/effects")).requests[operation] ?? {}).reduce((a, b) => a + b, 0),
    async equal() {
      assert.deepEqual(await rig.sql(stored), told((await rig.sandbox("/ratings")).ratings));
    },
  };
}

const clean = ({ code, stderr }) => assert.deepEqual([code, stderr], [0, ""]);

describe("ratings come in", () => {
  let w;

  before(async () => (w = await world()));
  after(() => w?.rig.stop());

  test("all of a year, whatever their pages: equal times, short, empty and repeated ones, an outage between", async () => {
    for (let i = 0; i < 230; i += 1) await w.rate({ comment: `Ocena ${i}`, "days-ago": String(i % 3), recommended: i % 4 ? "yes" : "no" }, i % w.orders.length);
    await w.rig.sandbox("/faults", { kind: "page-short", path: "/sale/user-ratings", count: "1", value: "60" });
    await w.rig.sandbox("/faults", { kind: "page-repeat", path: "/sale/user-ratings", count: "3" });
    clean(await w.sync());
    await w.equal();
    await w.tomorrow();
    await w.rig.sandbox("/faults", { kind: "latency", path: "/sale/user-ratings", count: "1", value: "10" });
    await w.rig.sandbox("/faults", { kind: "page-empty", path: "/sale/user-ratings", count: "1" });
    clean(await w.sync());
    for (let i = 0; i < 15; i += 1) clean(await w.sync()); // what an empty page hides is asked for by itself
    await w.equal();
    assert.deepEqual(await w.rig.sql("SELECT COUNT(*) FROM rating WHERE reread_at IS NOT NULL"), [["0"]]);
  });

  test("a walk that is cut off goes on where it was left, in another process", async () => {
    await w.rig.sql("DELETE FROM rating");
    await w.rig.sql("DELETE FROM walk");
    await w.rig.sandbox("/effects/clear", {});
    assert.equal((await w.sync("--dry-run")).code, 0);
    assert.deepEqual(await w.rig.sql("SELECT COUNT(*) FROM rating"), [["0"]], "a dry run writes nothing");
    await w.rig.sandbox("/faults", { kind: "page-short", path: "/sale/user-ratings", count: "-1", value: "70" });
    await w.rig.sandbox("/faults", { kind: "latency", path: "/sale/user-ratings", count: "-1", value: "150" });
    const child = w.rig.spawn("sync-ratings", ["--once"]);
    const read = async () => Number((await w.rig.sql("SELECT COUNT(*) FROM rating"))[0][0]);
    while ((await read()) < 60) await pause(20);
    child.kill("SIGKILL");
    await once(child, "exit");
    const before = await read();
    const [[killed]] = await w.rig.sql("SELECT UTC_TIMESTAMP(3)");
    await w.rig.sandbox("/faults/clear", {});
    clean(await w.sync());
    const [[again]] = await w.rig.sql(`SELECT COUNT(*) FROM rating WHERE seen_at < '${killed}'`);
    assert.ok(Number(again) >= before - 1, `${before} were read, ${again} of them once`);
    await w.equal();
  });

  test("between walks nothing is asked; an edited rating, a new one and a late one come with the next", async () => {
    await w.rig.sandbox("/effects/clear", {});
    clean(await w.sync());
    assert.equal(await w.asked("getUserRatingsUsingGET"), 0);
    const edited = await w.rate({ comment: "Nie doszło", "days-ago": "40" });
    await w.tomorrow();
    clean(await w.sync());
    await w.rig.sandbox("/ratings/edit", { id: edited, comment: "Jednak doszło", recommended: "yes" });
    const late = await w.rate({ comment: "Spóźniona", "late-hours": "1" });
    await w.later();
    clean(await w.sync());
    await w.equal();
    await w.rig.sandbox("/clock", { hours: "2" });
    await w.tomorrow();
    clean(await w.sync());
    assert.equal((await w.rig.sql(`SELECT rating_id FROM rating WHERE rating_id = '${late}'`)).length, 1);
    await w.equal();
  });

  test("what was answered elsewhere or taken back is found within a day", async () => {
    const [answered, withdrawn] = [await w.rate({ "days-ago": "5" }), await w.rate({ "days-ago": "6" })];
    await w.tomorrow();
    clean(await w.sync());
    await w.rig.sandbox("/ratings/settle", { id: answered, answer: "W panelu Allegro", removal: "Pomyłka" });
    await w.rig.sandbox("/ratings/withdraw", { id: withdrawn });
    await w.tomorrow();
    clean(await w.sync());
    clean(await w.sync()); // the one that was not met is asked for by itself
    await w.equal();
    assert.equal((await w.rig.sql(`SELECT 1 FROM rating WHERE rating_id = '${withdrawn}' AND gone_at IS NOT NULL`)).length, 1, "kept, and known to be gone");
  });

  test("one that cannot be read is told and holds up nobody", async () => {
    const unreadable = await w.rate({ unreadable: "yes" });
    await w.rate({ comment: "Czytelna" });
    await w.later();
    const { code, stderr } = await w.sync();
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`${unreadable}.*/recommended`));
    const truth = (await w.rig.sandbox("/ratings")).ratings.filter(({ id }) => id !== unreadable);
    assert.deepEqual(await w.rig.sql(stored), told(truth));
    await w.rig.sandbox("/ratings/edit", { id: unreadable, comment: "Teraz tak" });
    await w.later();
    clean(await w.sync());
    await w.equal();
  });

  test("shapes, walls and refusals lose nothing and forget nothing", async () => {
    for (const kind of ["null-lists-200", "html-200", "empty-200", "502", "429", "wall-html", "truncate", "drop-after"]) {
      await w.rig.sql("DELETE FROM request_ban");
      await w.later();
      await w.rig.sandbox("/faults", { kind, path: "/sale/user-ratings", count: "1", value: kind === "truncate" ? "200" : "" });
      const { code } = await w.sync();
      assert.notEqual(code, 0, kind);
      await w.rig.sandbox("/faults/clear", {});
      await w.equal();
    }
    await w.rig.sql("DELETE FROM request_ban");
    clean(await w.sync());
  });

  test("a buyer who is erased stays so, whatever Allegro still shows", async () => {
    const [[order]] = await w.rig.sql("SELECT form_id FROM rating WHERE login IS NOT NULL LIMIT 1");
    const [[login]] = await w.rig.sql(`SELECT login FROM rating WHERE form_id = '${order}' LIMIT 1`);
    await w.rig.sql(`UPDATE order_person SET login = 'do zapomnienia' WHERE order_id = (SELECT id FROM orders WHERE form_id = '${order}')`);
    await w.rig.sql(`INSERT INTO erasure (asked_by, orders) VALUES ('anna', 1)`);
    await w.rig.sql(`INSERT INTO erasure_order (erasure_id, order_id) SELECT (SELECT MAX(id) FROM erasure), id FROM orders WHERE form_id = '${order}'`);
    await w.rig.must("keep-house", "--once");
    const left = `SELECT COUNT(*) FROM rating WHERE form_id = '${order}' AND (login = '${login}' OR comment IS NOT NULL OR words <> '')`;
    assert.deepEqual(await w.rig.sql(left), [["0"]]);
    await w.tomorrow();
    clean(await w.sync());
    assert.deepEqual(await w.rig.sql(left), [["0"]]);
  });

  test("an account without the permission is left alone", async () => {
    await w.rig.sql("UPDATE account SET scopes = 'allegro:api:orders:read'");
    await w.later();
    await w.rig.sandbox("/effects/clear", {});
    clean(await w.sync());
    assert.equal(await w.asked("getUserRatingsUsingGET"), 0);
  });
});

describe("ratings are answered", () => {
  let w, seller;

  before(async () => {
    w = await world("web");
    seller = await member(w.rig, "seller");
  });
  after(() => w?.rig.stop());

  const answers = { kind: "rating-answer", what: "answer", operation: "answerUserRatingUsingPUT" };
  const removals = { kind: "rating-removal", what: "removal", operation: "userRatingRemovalUsingPUT" };
  const field = (page, action, name) => new RegExp(`action="[^"]*/${action}"[^]*?name="${name}" value="([^"]*)"`).exec(page)?.[1];
  const arm = () =>
    w.rig.sql(`INSERT INTO outbox_writer (account_id, kind, armed, actor) VALUES (1, 'rating-answer', 1, 't'), (1, 'rating-removal', 1, 't')
      ON DUPLICATE KEY UPDATE armed = 1, version = version + 1`);
  const hurry = () => w.rig.sql("UPDATE outbox SET next_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE state IN ('NEW', 'SENT', 'UNKNOWN')");
  const push = async () => {
    await hurry();
    return w.rig.run("push-outbox", "--once");
  };
  const intent = async (id, kind) => (await w.rig.sql(`SELECT state, IFNULL(reason, '') FROM outbox WHERE subject = '${id}' AND kind = '${kind}' ORDER BY id DESC LIMIT 1`))[0];
  const effects = async (id) => (await w.rig.sandbox("/effects")).ratings[id] ?? {};
  const rated = async (fields) => {
    const id = await w.rate({ comment: "Kubek w kawałkach", ...fields });
    await w.tomorrow();
    await w.sync();
    return id;
  };
  /** Read the page as a person does, and send its form. */
  async function say(id, { what }, text) {
    const page = (await seller.get(`/ratings/${id}`)).body;
    return seller.post(`/ratings/${id}/${what}`, { text, batch: field(page, what, "batch") ?? "00000000-0000-4000-8000-000000000000", changed: field(page, what, "changed") ?? "0" });
  }

  test("what was bought is shown, and that the order is not here instead of a link to nothing", async () => {
    const id = await rated();
    const page = async () => (await seller.get(`/ratings/${id}`)).body;
    const [[form, line]] = await w.rig.sql(`SELECT r.form_id, l.offer_name FROM rating r JOIN orders o ON o.form_id = r.form_id
      JOIN order_line l ON l.order_id = o.id WHERE r.rating_id = '${id}' LIMIT 1`);
    assert.ok((await page()).includes(`href="/orders/${form}"`) && (await page()).includes(line));
    await w.rig.sql(`UPDATE rating SET form_id = 'f00df00d-not-here' WHERE rating_id = '${id}'`);
    assert.ok(!(await page()).includes('href="/orders/f00d') && (await page()).includes("f00df00d"));
    await w.rig.sql(`UPDATE rating SET form_id = '${form}' WHERE rating_id = '${id}'`);
  });

  test("off until it is switched on: no form, no decision", async () => {
    const id = await rated();
    assert.equal((await say(id, answers, "Przepraszamy")).status, 409);
    assert.deepEqual(await w.rig.sql("SELECT id FROM outbox"), []);
    await arm();
  });

  for (const deed of [answers, removals]) {
    test(`${deed.what}: decided, undone, decided again, sent once, shown`, async () => {
      const id = await rated();
      const text = `Zażółć "gęślą" & <b>jaźń</b>\n— ${deed.what}`;
      assert.equal((await say(id, deed, text)).status, 303);
      const [[batch]] = await w.rig.sql("SELECT batch FROM outbox ORDER BY id DESC LIMIT 1");
      await w.rig.run("push-outbox", "--once");
      assert.deepEqual(await effects(id), {}, "not within the minute");
      await seller.post("/undo", { batch });
      assert.deepEqual(await intent(id, deed.kind), ["FAILED", "undone"]);
      assert.equal((await say(id, deed, text)).status, 303);
      assert.match((await seller.get(`/ratings/${id}`)).body, /gęślą/, "the page tells what is on its way");
      assert.equal((await say(id, deed, "Jeszcze raz")).status, 409, "not twice");
      await push();
      assert.deepEqual(await intent(id, deed.kind), ["DONE", ""]);
      clean(await w.sync());
      await w.equal();
      assert.deepEqual(await effects(id), { [`${deed.what}s`]: 1 });
      const page = (await seller.get(`/ratings/${id}`)).body;
      assert.match(page, /&lt;b&gt;jaźń/);
      assert.ok(!page.includes(`action="/ratings/${id}/${deed.what}"`), "and cannot be said again");
    });

    test(`${deed.what}: an answer that is lost is asked for, and nothing is sent twice`, async () => {
      for (const kind of ["drop-after", "reset-after", "502"]) {
        const id = await rated();
        await say(id, deed, `Słowo ${kind}`);
        await w.rig.sandbox("/faults", { kind, path: `PUT /sale/user-ratings/*/${deed.what}`, count: "1" });
        for (let i = 0; i < 4; i += 1) await push();
        await w.rig.sandbox("/faults/clear", {});
        assert.deepEqual(await intent(id, deed.kind), ["DONE", ""], kind);
        assert.deepEqual(await effects(id), { [`${deed.what}s`]: 1 }, kind);
      }
    });

    test(`${deed.what}: said elsewhere first, it is not sent over it`, async () => {
      const id = await rated();
      await say(id, deed, "Nasze słowo");
      await w.rig.sandbox("/ratings/settle", { id, [deed.what]: "Słowo w panelu Allegro" });
      await push();
      await push();
      const [state] = await intent(id, deed.kind);
      assert.ok(["FAILED", "HELD"].includes(state), state);
      await w.tomorrow();
      await w.sync();
      await w.equal();
    });

    test(`${deed.what}: edited by the buyer before it left, it does not leave`, async () => {
      const id = await rated();
      await say(id, deed, "O czym innym");
      await w.rig.sandbox("/ratings/edit", { id, comment: "Wszystko dobrze" });
      await w.later();
      await w.sync();
      await push();
      assert.deepEqual(await intent(id, deed.kind), ["FAILED", "edited"]);
      assert.deepEqual(await effects(id), {});
    });

    test(`${deed.what}: 409, 422, 404 and a missing permission end or hold it, each with its reason`, async () => {
      for (const [kind, want] of [["422", ["FAILED", "refused"]], ["404", ["FAILED", "not-found"]], ["403", ["FAILED", "foreign"]]]) {
        const id = await rated();
        await say(id, deed, `Słowo ${kind}`);
        await w.rig.sandbox("/faults", { kind, path: `PUT /sale/user-ratings/*/${deed.what}`, count: "1" });
        await push();
        await w.rig.sandbox("/faults/clear", {});
        const [state, reason] = await intent(id, deed.kind);
        assert.deepEqual([state, reason], want, kind);
        assert.deepEqual(await effects(id), {});
        await w.rig.sql("DELETE FROM request_ban");
      }
    });
  }

  test("who may not say anything sees what was said and what bars it, no empty card", async () => {
    const viewer = await member(w.rig, "viewer");
    const cards = async (id) => [...(await viewer.get(`/ratings/${id}`)).body.matchAll(/id="h-rating-(\w+)"/g)].map(([, card]) => card);
    assert.deepEqual(await cards(await rated()), []);
    assert.deepEqual(await cards(await rated({ "days-ago": "31" })), ["removal"]);
  });

  test("removal: too late, it is barred", async () => {
    const id = await rated({ "days-ago": "31" });
    const late = await say(id, removals, "Za późno");
    assert.equal(late.status, 409);
    assert.match(late.body, /: Za późno</, "what was typed is not lost");
    assert.match((await seller.get(`/ratings/${id}`)).body, /już minął/);
  });

  test("what was typed while the buyer edited the rating comes back in its form", async () => {
    const id = await rated();
    const page = (await seller.get(`/ratings/${id}`)).body;
    const seen = { batch: field(page, "answer", "batch"), changed: field(page, "answer", "changed") };
    await w.rig.sandbox("/ratings/edit", { id, comment: "Jednak dobrze" });
    await w.tomorrow();
    await w.sync();
    const answer = await seller.post(`/ratings/${id}/answer`, { ...seen, text: "Długa <odpowiedź>\nna dwie linie" });
    assert.equal(answer.status, 409);
    assert.match(answer.body, /name="text"[^>]*>Długa &lt;odpowiedź&gt;\nna dwie linie<\/textarea>/);
    assert.match(answer.body, /role="alert"/);
    assert.ok(answer.body.includes("Jednak dobrze"), "beside what the rating says now");
  });

  test("a text of 501 characters is refused at the form", async () => {
    const id = await rated();
    const long = await say(id, answers, "ż".repeat(501));
    assert.equal(long.status, 422);
    assert.ok(long.body.includes(`>${"ż".repeat(501)}</textarea>`));
    assert.equal((await say(id, answers, "ż".repeat(500))).status, 303);
    await push();
    assert.deepEqual(await intent(id, "rating-answer"), ["DONE", ""]);
  });

  test("an account whose consent is older than ratings is named on the list", async () => {
    const list = async () => (await seller.get("/ratings")).body;
    assert.ok(!/połącz je ponownie/.test(await list()));
    await w.rig.sql("UPDATE account SET scopes = REPLACE(scopes, 'allegro:api:ratings', '')");
    assert.match(await list(), /połącz je ponownie: <a href="\/accounts\/1">demo/);
    await w.rig.sql("UPDATE account SET scopes = CONCAT(scopes, ' allegro:api:ratings')");
  });

  test("tabs, search and filters find what they say", async () => {
    await w.tomorrow();
    await w.sync();
    const listed = async (query) => [...(await seller.get(`/ratings?${query}`)).body.matchAll(/href="\/ratings\/([0-9a-f]{24})"/g)].map(([, id]) => id).sort();
    const rows = async (where) => (await w.rig.sql(`SELECT rating_id FROM rating WHERE ${where} ORDER BY rating_id`)).flat();
    assert.deepEqual(await listed("view=all"), await rows("1"));
    assert.deepEqual(await listed("view=answer"), await rows("recommended = 0 AND answered_at IS NULL AND gone_at IS NULL"));
    assert.deepEqual(await listed("view=asked"), await rows("removal_at IS NOT NULL"));
    assert.deepEqual(await listed("view=removal"), await rows("removal_at IS NULL AND gone_at IS NULL AND removal_until > UTC_TIMESTAMP()"));
    const [[login, form]] = await w.rig.sql("SELECT login, form_id FROM rating LIMIT 1");
    const [[offer]] = await w.rig.sql(`SELECT offer_id FROM order_line l JOIN orders o ON o.id = l.order_id WHERE form_id = '${form}' LIMIT 1`);
    for (const q of [login, form, offer, "kubek kawałkach"]) assert.ok((await listed(`view=all&q=${encodeURIComponent(q)}`)).length > 0, q);
    assert.deepEqual(await listed("view=all&q=xyzzy"), []);
    assert.deepEqual(await listed("view=all&from=2000-01-01&until=2000-01-02"), []);
  });
});
