// A fresh installation: each list says what will be in it, why it is empty, and what to do.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startRig } from "../rig/rig.mjs";
import { member } from "./client.mjs";

let rig;
const clients = {};
before(async () => {
  rig = await startRig({ parts: ["web"] });
  for (const role of ["packer", "administrator"]) clients[role] = await member(rig, role);
});
after(() => rig?.stop());

const orders = "Zamówienia pojawią się";
const pages = [["/", orders], ["/orders", orders], ["/accounts", orders], ["/ratings", "Oceny pojawią się"], ["/orders/certificate", "Kontrola dni zacznie się"],
  ["/categories", "Zostaną wczytane po połączeniu"], ["/products", "Wczytuje je plik ze sklepu"]];

for (const [path, says] of pages) {
  test(`${path} says what comes, and leads there whom it may`, async () => {
    for (const [role, client] of Object.entries(clients)) {
      const { status, body } = await client.get(path);
      assert.equal(status, 200, role);
      const [empty, ...more] = body.match(/<section class="empty">[^]*?<\/section>/g) ?? [];
      assert.equal(more.length, 0, "one of them");
      assert.ok(empty?.includes(says), `${role}: ${empty}`);
      assert.equal(/role="button" href="\/(accounts\/new|files)"/.test(empty), role === "administrator", role);
    }
  });
}
