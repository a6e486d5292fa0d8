/*
 * The order document, with mutations of its structure beside those of its bytes (json_mutate.c).
 *
 * Oracle: what was decoded stands in the document, to the last digit; nothing is guessed.
 */
#include "fuzz.h"

#include "allegro/checkout_form.h"

/* A text of the document without its quotes, as Allegro sends amounts. */
static const char *text_at(void *mem, struct json *doc, const char *path)
{
	struct json *v = json_at(doc, path);

	if (!v)
		return NULL;
	char *text = json_text(mem, v);
	size_t len = strlen(text);
	return text[0] == '"' ? mem_strndup(mem, text + 1, len - 2) : text;
}

/* The same of a whole number, which 2.0 is too. */
static const char *whole_at(void *mem, struct json *doc, const char *path)
{
	const char *text = text_at(mem, doc, path);
	size_t whole = text ? strcspn(text, ".") : 0;

	if (!text || strlen(text) < whole + 2 ||
	    strspn(text + whole + 1, "0") < strlen(text) - whole - 1)
		return text;
	return mem_strndup(mem, text, whole);
}

static void check_money(void *mem, struct json *doc, const char *path, struct money m)
{
	struct money again = MONEY_NONE;
	struct err e = {0};
	const char *amount = text_at(mem, doc, mem_printf(mem, "%s/amount", path));
	const char *currency = text_at(mem, doc, mem_printf(mem, "%s/currency", path));

	MUST(money_is_none(m) == (json_at(doc, path) == NULL));
	if (money_is_none(m))
		return;
	MUST(money_parse(amount, currency, &again, &e) == RC_OK);
	MUST(again.minor == m.minor && str_eq(again.currency, m.currency));
}

static void check_line(void *mem, struct json *doc, const struct checkout_line *l)
{
	const char *quantity = whole_at(mem, doc, "/quantity");
	int64_t n = 0;

	MUST(str_is_id(l->id) && str_is_id(l->offer_id) && l->offer_name);
	/* 2.0 is a whole number too. */
	MUST(str_to_i64(mem_strndup(mem, quantity, strcspn(quantity, ".")), 1, INT64_MAX, &n) &&
	     n == l->quantity);
	check_money(mem, doc, "/price", l->price);
	check_money(mem, doc, "/originalPrice", l->original_price);
	check_money(mem, doc, "/deposit/price", l->deposit);
	check_money(mem, doc, "/reconciliation/value", l->reconciliation);
	MUST(l->price.minor >= 0 && l->original_price.minor >= 0);
}

static void check_form(void *mem, struct json *doc, const struct checkout_form *f)
{
	MUST(str_is_id(f->id) && f->status && f->buyer.id && f->n_lines > 0);
	MUST(f->n_lines == json_length(json_at(doc, "/lineItems")));
	MUST((f->payment.id != NULL) == (json_at(doc, "/payment") != NULL));
	check_money(mem, doc, "/summary/totalToPay", f->total_to_pay);
	check_money(mem, doc, "/payment/paidAmount", f->payment.paid_amount);
	check_money(mem, doc, "/delivery/cost", f->delivery.cost);
	MUST(money_is_none(f->total_to_pay) || f->total_to_pay.minor >= 0);
	for (size_t i = 0; i < f->n_lines; i++)
		check_line(mem, json_item(json_at(doc, "/lineItems"), i), &f->lines[i]);
}

/* What goes into a column of text. */
static bool is_text(const char *s)
{
	return str_is_utf8(s, strlen(s));
}

/* Writing a document and reading it again changes nothing. */
static void check_text(void *mem, struct json *doc)
{
	char *once = json_text(mem, doc);
	struct json *again;
	struct err e = {0};

	MUST(json_parse(mem, (struct bytes){once, strlen(once)}, &again, &e) == RC_OK);
	MUST(str_eq(json_text(mem, again), once));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	struct checkout_form *form = NULL;
	struct json_notes notes = {0};
	struct json *doc;
	struct err e = {0};

	if (json_parse(mem, (struct bytes){data, size}, &doc, &e) == RC_OK) {
		check_text(mem, doc);
		enum rc rc = checkout_form_decode(mem, doc, &form, &notes, &e);
		fuzz_check_err(rc, &e);
		MUST(rc == RC_OK || (rc == RC_SHAPE && (e.code[0] == '/' || !e.code[0])));
		if (!rc)
			check_form(mem, doc, form);
		for (size_t i = 0; i < notes.n; i++)
			MUST(notes.names[i][0] == '/' && is_text(notes.names[i]));
	}
	mem_free(mem);
	return 0;
}
