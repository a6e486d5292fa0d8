/*
 * The rows an order document becomes. Oracle: money and quantities are those that were decoded, a
 * sum never wraps around, only payment.finishedAt proves a payment, and every text is one that a
 * column takes.
 */
#include "fuzz.h"

#include "domain/orders/order_find.h"
#include "domain/orders/order_state.h"

static bool is_same(struct money a, struct money b)
{
	return a.minor == b.minor && str_eq(a.currency, b.currency);
}

static bool is_text(const char *s)
{
	return !s || str_is_utf8(s, strlen(s));
}

static void check_order(const struct order *o, const struct checkout_form *f)
{
	MUST(is_same(o->total, f->total_to_pay));
	MUST(is_same(o->paid, f->payment.paid_amount));
	MUST(str_eq(o->status, f->status) && str_eq(o->form_id, f->id));
	MUST(o->payment_finished_at == f->payment.finished_at);
	MUST(o->place && o->payment_state);
	if (f->payment.finished_at == TIME_NONE)
		MUST(!str_eq(o->payment_state, "paid") && !str_eq(o->payment_state, "over"));
	MUST(o->line_count == (int64_t)f->n_lines);
	/* A sum that does not fit is a NULL, which the database refuses. */
	MUST(o->item_count >= o->line_count || o->item_count == INT64_MIN);
	MUST(is_text(o->delivery_method) && is_text(o->pickup_name) && is_text(o->first_line));
}

static void check_lines(const struct order_rows *rows, const struct checkout_form *f)
{
	MUST(rows->n_lines == f->n_lines);
	for (size_t i = 0; i < rows->n_lines; i++) {
		MUST(rows->lines[i].quantity == f->lines[i].quantity);
		MUST(is_same(rows->lines[i].price, f->lines[i].price));
		MUST(is_text(rows->lines[i].offer_name) && is_text(rows->lines[i].serials));
	}
}

static void check_people(const struct order_person *p)
{
	const char *const texts[] = {p->login,	 p->first_name, p->last_name,
				     p->street,	 p->city,	p->ship_city,
				     p->message, p->note,	p->inv_company};

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		MUST(is_text(texts[i]));
}

static void check_rows(void *mem, const struct checkout_form *f)
{
	struct order_rows rows = {0};

	order_map(mem, f, 0, &rows);
	check_order(&rows.order, f);
	check_lines(&rows, f);
	check_people(&rows.person);
	MUST(is_text(rows.words) && is_text(order_words(mem, &rows, ORDER_WORDS_OF_GOODS)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	struct checkout_form *form;
	struct json *doc;
	struct err e = {0};

	if (json_parse(mem, (struct bytes){data, size}, &doc, &e) == RC_OK &&
	    checkout_form_decode(mem, doc, &form, NULL, &e) == RC_OK)
		check_rows(mem, form);
	mem_free(mem);
	return 0;
}
