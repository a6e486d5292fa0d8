// Access to Allegro that ends is told before and when it has: by mail, once each, with what to do.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startRig } from "../rig/rig.mjs";
import { account, connectDevice } from "./connecting.mjs";
import { Mailbox } from "./mailbox.mjs";
import { due, later } from "./vaulting.mjs";

let rig, box;
before(async () => {
  box = await new Mailbox().start();
  rig = await startRig({
    parts: ["sandbox", "connect"],
    sandbox: ["--orders", "2"],
    set: ['mail-to = "ola@example.pl"', 'mail-from = "kram@example.pl"', 'mail-transport = "smtp"', `smtp-url = "${box.url}"`],
  });
  await rig.must("poll-orders", "--once");
  // Cron begins in this minute: nothing is silent, and what is new is mailed at once.
  await rig.must("send-alarms", "--once");
  await rig.sql("DELETE FROM alarm_mail; DELETE FROM mail; DELETE FROM alarm");
  box.mails = [];
});
after(async () => {
  await rig?.stop();
  await box?.stop();
});

/** A minute of cron, twice, after those five in which mails are gathered: what was mailed about access. */
async function minutes() {
  await rig.sql(`UPDATE alarm SET raised_at = raised_at - INTERVAL 6 MINUTE, cleared_at = cleared_at - INTERVAL 6 MINUTE;
    UPDATE mail SET created_at = created_at - INTERVAL 6 MINUTE`);
  const from = box.mails.length;
  for (let i = 0; i < 2; i++) {
    await rig.run("refresh-tokens", "--once");
    await rig.must("send-alarms", "--once");
  }
  return box.mails.slice(from).map(({ subject, body }) => ({ subject, body }));
}

const endsIn = (days) => rig.sql(`UPDATE account SET refresh_expires_at = UTC_TIMESTAMP(3) + INTERVAL ${days} DAY + INTERVAL 1 HOUR`);

test("before it dies: a mail two weeks before, another a week before, none in between", async () => {
  await endsIn(20);
  assert.deepEqual(await minutes(), []);
  for (const days of [13, 6]) {
    await endsIn(days);
    const mails = await minutes();
    assert.equal(mails.length, 1, `${days} days before: ${mails.map((m) => m.subject)}`);
    assert.equal(mails[0].subject, "Kram: Połączenie z Allegro wkrótce wygaśnie (demo)");
    assert.match(mails[0].body, new RegExp(`pozostało dni: mniej niż ${days + 1}\\.`));
    assert.match(mails[0].body, /Połącz konto ponownie/);
    assert.deepEqual(await minutes(), [], "told already");
  }
});

test("when it has: one mail with the reason and what to do, whoever asks afterwards", async () => {
  await rig.sandbox("/tokens/revoke", {});
  await due(rig);
  await later(rig);
  await rig.run("refresh-tokens", "--once"); // a lone refusal is asked once more
  await later(rig);
  const mails = await minutes();
  const dead = mails.filter(({ subject }) => subject.includes("Połączenie z Allegro wygasło"));
  assert.equal(dead.length, 1, JSON.stringify(mails));
  assert.match(dead[0].body, /demo/);
  assert.match(dead[0].body, /Połącz konto ponownie/);
  assert.doesNotMatch(dead[0].body, /eyJ|rehearsal-secret/);
  await rig.run("poll-orders", "--once");
  assert.deepEqual([...(await minutes()), ...(await minutes())], [], "nor is the end of the warning good news");
  assert.equal((await account(rig, "demo")).state, "RECONNECT_REQUIRED");
});

test("connected again: its end is told once", async () => {
  assert.equal((await connectDevice(rig, "demo")).code, 0);
  const mails = [...(await minutes()), ...(await minutes()), ...(await minutes())];
  assert.equal(mails.length, 1, JSON.stringify(mails.map((m) => m.subject)));
  assert.equal(mails[0].subject, "Kram: rozwiązane: Połączenie z Allegro wygasło (demo)");
});
