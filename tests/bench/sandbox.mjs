// The rehearsal Allegro must never be what is measured elsewhere.
import { accessToken, headersOf } from "./allegro.mjs";
import { wrk } from "./wrk.mjs";

const seconds = 3;

export async function measureSandbox({ rig, results }) {
  const headers = headersOf(await accessToken(rig.sandboxUrl));
  const list = `${rig.sandboxUrl}/order/checkout-forms?limit=100`;
  const answer = await fetch(list, { headers });
  const page = await answer.text();
  const [form] = JSON.parse(page).checkoutForms;

  const lists = await wrk(list, { connections: 4, seconds, headers });
  results.add("sandbox_order_list_rps", Math.round(lists.rps), `pages of 100 orders, ${Math.round(page.length / 1024)} kB; wanted 200`);

  const single = await wrk(`${rig.sandboxUrl}/order/checkout-forms/${form.id}`, { connections: 16, seconds, headers });
  results.add("sandbox_order_single_rps", Math.round(single.rps), "16 connections; wanted 5,000");

  const offers = `${rig.sandboxUrl}/sale/offers?limit=1000`;
  const { count } = await (await fetch(offers, { headers })).json();
  const rows = await wrk(offers, { connections: 4, seconds, headers });
  results.add("sandbox_offer_rows_per_s", Math.round(rows.rps * count), `offers of a list, ${count} a page; wanted 50,000`);
}
