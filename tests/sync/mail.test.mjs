// Mails of alarms: told once, over once, by SMTP or by the sendmail command; never lost, and
// doubled at most once when nobody knows what became of one.
import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { startRig } from "../rig/rig.mjs";
import { Mailbox, parse } from "./mailbox.mjs";

let rig;
let box;
let folder;

before(async () => {
  box = await new Mailbox().start();
  folder = await mkdtemp(join(tmpdir(), "kram-mail."));
  rig = await startRig({
    set: [`mail-to = "ola@example.pl szef@example.pl"`, `mail-from = "kram@example.pl"`, `mail-transport = "smtp"`, `smtp-url = "${box.url}"`],
  });
});
after(async () => {
  await rig?.stop();
  await box?.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  box.mails = [];
  box.behave = "well";
  await rig.sql("DELETE FROM alarm_mail; DELETE FROM mail; DELETE FROM alarm");
});

const send = () => rig.run("send-alarms", "--once");
const later = (minutes) =>
  rig.sql(`UPDATE mail SET created_at = created_at - INTERVAL ${minutes} MINUTE, next_try = next_try - INTERVAL ${minutes} MINUTE;
    UPDATE alarm SET cleared_at = cleared_at - INTERVAL ${minutes} MINUTE`);
const alarm = (subject, extra = "") =>
  rig.sql(`INSERT INTO alarm (kind, subject, severity, text, args${extra && ", step"}) VALUES ('outbox-held', '${subject}', 2, 'Nobody told of %s yet.', 'żółw'${extra})`);
const settings = async (lines) => {
  const original = await readFile(rig.config, "utf8");
  await writeFile(rig.config, `${original}\n${lines.join("\n")}\n`);
  return () => writeFile(rig.config, original);
};

test("kramctl mail test hands over a mail and says to whom", async () => {
  const { stdout } = await rig.must("kramctl", "mail", "test");
  assert.equal(stdout, "sent to: ola@example.pl, szef@example.pl\n");
  assert.equal(box.mails.length, 1);
  assert.equal(box.mails[0].subject, "Kram: testowy e-mail");
  assert.deepEqual(box.mails[0].to, ["ola@example.pl", "szef@example.pl"]);
  assert.match(box.mails[0].headers.date, /^\w{3}, \d+ \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
});

test("an alarm is told once and its end once", async () => {
  await alarm("1");
  assert.equal((await send()).code, 0);
  assert.equal((await send()).code, 0);
  assert.equal(box.mails.length, 1);
  assert.equal(box.mails[0].subject, "Kram: Zmiany czekają na Twoją decyzję");
  assert.match(box.mails[0].body, /Nobody told of żółw yet\./);
  await rig.sql("UPDATE alarm SET cleared_at = UTC_TIMESTAMP(3)");
  await later(6);
  await send();
  await send();
  assert.equal(box.mails.length, 2);
  assert.match(box.mails[1].subject, /^Kram: rozwiązane: Zmiany/);
});

test("many alarms at once are one mail, and what follows soon shares the next", async () => {
  await alarm("1");
  await alarm("2");
  await alarm("3");
  await send();
  assert.equal(box.mails.length, 1);
  assert.equal(box.mails[0].subject, "Kram: 3 alarmy");
  await alarm("4");
  await alarm("5");
  await send();
  assert.equal(box.mails.length, 1);
  await later(6);
  await send();
  assert.equal(box.mails.length, 2);
  assert.equal(box.mails[1].subject, "Kram: 2 alarmy");
});

test("an alarm that gets worse is told again; one that came and went untold is not", async () => {
  await alarm("1");
  await send();
  await later(6);
  await rig.sql("UPDATE alarm SET step = 1");
  await send();
  assert.equal(box.mails.length, 2);
  await rig.sql("UPDATE alarm SET mailed_step = NULL, cleared_at = UTC_TIMESTAMP(3)");
  await later(6);
  await send();
  assert.equal(box.mails.length, 2);
});

test("a server that is not there keeps nothing from being told later", async () => {
  const { port } = box;
  await box.stop();
  await alarm("1");
  const { code, stderr } = await send();
  assert.equal(code, 75);
  assert.match(stderr, /mail server cannot be used/);
  assert.deepEqual(await rig.sql("SELECT state, tries, unknowns FROM mail"), [["NEW", "1", "0"]]);
  await box.start(port);
  await send();
  assert.equal(box.mails.length, 0);
  await later(2);
  await send();
  assert.equal(box.mails.length, 1);
});

test("a busy or refusing server is asked again, later and later", async () => {
  await alarm("1");
  for (const [behave, words] of [["busy", /refused: 450 come back later/], ["refuse", /refused: 550 no such mailbox/]]) {
    box.behave = behave;
    assert.match((await send()).stderr, words);
    await later(9);
  }
  box.behave = "well";
  await send();
  assert.equal(box.mails.length, 1);
  assert.deepEqual(await rig.sql("SELECT state, tries FROM mail"), [["SENT", "3"]]);
});

test("a mail whose answer was lost is repeated once, under the same id, and not a third time", async () => {
  box.behave = "swallow";
  await alarm("1");
  for (let i = 0; i < 4; i++) {
    await send();
    await later(3);
  }
  assert.equal(box.mails.length, 2);
  assert.equal(box.mails[0].headers["message-id"], box.mails[1].headers["message-id"]);
  assert.deepEqual(await rig.sql("SELECT state, unknowns FROM mail"), [["UNKNOWN", "2"]]);
});

test("a sender killed in the middle of a mail leaves one repeat behind", async () => {
  await alarm("1");
  await send();
  await rig.sql("UPDATE mail SET state = 'SENDING', sent_at = NULL");
  await send();
  assert.deepEqual(await rig.sql("SELECT state, unknowns FROM mail"), [["NEW", "1"]]);
  await later(2);
  await send();
  assert.equal(box.mails.length, 2);
  assert.deepEqual(await rig.sql("SELECT state FROM mail"), [["SENT"]]);
});

test("the test mail of the panel is sent once, and its failure is kept in words", async () => {
  const ask = () => rig.sql("INSERT INTO mail (kind, message_id, actor) VALUES ('test', UUID(), 'ola')");
  await ask();
  await send();
  assert.equal(box.mails[0].subject, "Kram: testowy e-mail");
  box.behave = "refuse";
  await ask();
  await send();
  assert.match((await rig.sql("SELECT outcome FROM mail WHERE state = 'FAILED'"))[0][0], /550 no such mailbox/);
});

test("the sendmail command gets sender, recipients and the message, and its exit status counts", async () => {
  const program = join(folder, "sendmail");
  await writeFile(program, `#!/bin/sh\necho "$@" > ${folder}/args\ncat > ${folder}/message\n[ ! -e ${folder}/fail ] || { echo "queue is full" >&2; exit 75; }\n`);
  await chmod(program, 0o755);
  const restore = await settings([`mail-transport = "sendmail"`, `sendmail = "${program}"`, `mail-language = "en"`]);
  await alarm("1");
  assert.equal((await send()).code, 0);
  assert.equal(await readFile(join(folder, "args"), "utf8"), "-i -f kram@example.pl -- ola@example.pl szef@example.pl\n");
  const mail = parse({ data: (await readFile(join(folder, "message"), "utf8")).split("\n"), to: [] });
  assert.equal(mail.subject, "Kram: Changes are waiting for your decision");
  assert.match(mail.body, /Since \d\d\.\d\d\.\d{4}, \d\d:\d\d\./);
  await writeFile(join(folder, "fail"), "");
  const { code, stderr } = await rig.run("kramctl", "mail", "test");
  assert.equal(code, 75);
  assert.match(stderr, /sendmail ended with 75: queue is full/);
  await restore();
});

test("a missing program, a bad address and mail switched off are said, not hidden", async () => {
  for (const [lines, words, exit] of [
    [[`mail-transport = "sendmail"`, `sendmail = "/nonexistent"`], /nonexistent/, 1],
    [[`mail-to = "ola@example.pl,Bcc:x@y.pl"`], /mail-to: "ola@example.pl,Bcc:x@y.pl" is not an address/, 78],
    [[`mail-to = ""`], /nobody to tell/, 78],
    [[`mail-transport = "off"`], /mail-transport is off/, 78],
    [[`smtp-url = "http://127.0.0.1"`], /smtp-url must be/, 78],
  ]) {
    const restore = await settings(lines);
    const { code, stderr } = await rig.run("kramctl", "mail", "test");
    await restore();
    assert.match(stderr, words);
    assert.equal(code, exit, stderr);
  }
});

test("without TLS nothing leaves this machine, the password least of all", async () => {
  const other = await new Mailbox().start(0, "127.0.0.2"); // not one of our own names: as good as far away
  await writeFile(join(rig.dir, "secrets/smtp-password"), "hunter2\n", { mode: 0o600 });
  for (const url of [other.url, other.url.replace("smtp:", "smtps:")]) {
    const restore = await settings([`smtp-url = "${url}"`, `smtp-user = "ola"`]);
    const { code, stderr } = await rig.run("kramctl", "mail", "test");
    await restore();
    assert.notEqual(code, 0);
    assert.doesNotMatch(stderr, /hunter2/);
  }
  await other.stop();
  assert.deepEqual(other.mails, []);
  assert.deepEqual(other.words.filter((word) => !["EHLO", "HELO", "STAR", "QUIT"].includes(word)), []);
  assert.ok(other.words.includes("EHLO"));
});

test("F56: words of an alarm cannot become headers", async () => {
  await rig.sql("INSERT INTO alarm (kind, severity, text, args) VALUES ('x\r\nBcc: a@b.pl', 2, 'a\r\n.\r\nMAIL FROM:<x@y.pl>', '')");
  await send();
  assert.equal(box.mails.length, 1);
  assert.deepEqual(Object.keys(box.mails[0].headers).sort(), [
    "auto-submitted", "content-transfer-encoding", "content-type", "date", "from", "message-id", "mime-version", "subject", "to",
  ]);
  assert.match(box.mails[0].subject, /^Kram: x {1,2}Bcc: a@b.pl$/);
  assert.match(box.mails[0].body, /^\.\n?$/m);
});
