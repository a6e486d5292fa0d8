/* The parts of a search row, and what is looked for in them. */
#include "domain/orders/order_find.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"

#include <string.h>

/* ---- The row ---------------------------------------------------------------------------------
 */

/* Marks between the parts: no word has them. */
#define END_OF_CONTACT " ;"
#define END_OF_OFFICE  " |"
/* Before an amount: nothing that is typed becomes a word that begins so. */
#define AMOUNT "_a"

/* The courier collects it, so who packs sees it. */
static bool is_collected(const struct order *o)
{
	return str_eq(o->payment_state, order_payment_names[ORDER_PAYMENT_COD]);
}

static void add_amount(struct str *words, const struct order *o)
{
	if (!money_is_none(o->total))
		str_addf(words, " " AMOUNT "%lld", (long long)o->total.minor);
}

static void add_all(struct str *words, const char *const *texts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		order_words_add(words, texts[i]);
}

static void add_office(struct str *words, const struct order_rows *rows)
{
	const struct order_person *p = &rows->person;
	const char *const texts[] = {p->company, p->inv_company, p->inv_first_name,
				     p->inv_last_name};

	add_all(words, texts, COUNT_OF(texts));
	if (!str_eq(p->phone, p->ship_phone))
		order_words_add_phone_parts(words, p->phone);
	for (size_t i = 0; i < rows->n_tax_ids; i++)
		order_words_add_phone(words, rows->tax_ids[i].value); /* a number as long */
	if (!is_collected(&rows->order))
		add_amount(words, &rows->order);
}

static void add_parcel(struct str *words, const struct order_rows *rows)
{
	const struct order_person *p = &rows->person;
	const char *const texts[] = {
	    p->login,	       p->first_name,	p->last_name, p->ship_first_name,
	    p->ship_last_name, p->ship_company, p->ship_city, p->pickup_city,
	};

	add_all(words, texts, COUNT_OF(texts));
	order_words_add_phone_parts(words, p->ship_phone);
	if (!str_is_uuid(rows->order.pickup_id))
		order_words_add(words, rows->order.pickup_id);
	if (is_collected(&rows->order))
		add_amount(words, &rows->order);
}

const char *order_words(void *owner, const struct order_rows *rows, enum order_words_of of)
{
	struct str words;

	str_init(&words, owner, ORDER_WORDS_MAX);
	if (of == ORDER_WORDS_OF_ALL)
		order_words_add(&words, rows->person.email);
	str_add(&words, END_OF_CONTACT);
	if (of == ORDER_WORDS_OF_ALL)
		add_office(&words, rows);
	str_add(&words, END_OF_OFFICE);
	order_words_add(&words, rows->order.form_id);
	if (of == ORDER_WORDS_OF_ALL)
		add_parcel(&words, rows);
	for (size_t i = 0; i < rows->n_lines; i++) {
		order_words_add(&words, rows->lines[i].sku);
		order_words_add(&words, rows->lines[i].offer_id);
		order_words_add(&words, rows->lines[i].offer_name);
	}
	return words.text;
}

/* ---- What was typed --------------------------------------------------------------------------
 */

enum { AMOUNT_DIGITS_MAX = 13 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_currency(const char *word)
{
	static const char *const words[] = {"zł",  "zl",  "pln", "kč",	"kc",
					    "czk", "eur", "€",	 "huf", "ft"};

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (str_eq(word, words[i]))
			return true;
	return false;
}

/* Digits, with blanks between thousands; returns where they end. */
static const char *take_digits(const char *p, struct str *out)
{
	for (; is_digit(*p) || (*p == ' ' && is_digit(p[1])); p++)
		if (*p != ' ')
			str_add_bytes(out, p, 1);
	return p;
}

const char *order_find_amount(void *owner, const char *typed)
{
	const char *text = text_fold(owner, str_or(typed, ""));
	struct str digits;
	int64_t minor;

	if (!is_digit(*text))
		return NULL;
	str_init(&digits, owner, AMOUNT_DIGITS_MAX);
	const char *p = take_digits(text, &digits);
	bool is_exact = (*p == ',' || *p == '.') && is_digit(p[1]) && is_digit(p[2]);
	str_addf(&digits, "%.2s", is_exact ? p + 1 : "00");
	p += is_exact ? 3 : 0;
	if (*p ? !is_currency(p + (*p == ' ')) : !is_exact)
		return NULL;
	if (digits.overflow || !str_to_i64(digits.text, 1, INT64_MAX, &minor))
		return NULL;
	return mem_printf(owner, "%lld", (long long)minor);
}

static const char *behind(enum order_sight sight)
{
	static const char *const marks[ORDER_SIGHT_COUNT] = {
	    [ORDER_SIGHT_ALL] = "",
	    [ORDER_SIGHT_OFFICE] = "%;",
	    [ORDER_SIGHT_PARCEL] = "%|",
	};

	return marks[sight];
}

struct order_terms order_find_terms(void *owner, const char *typed, enum order_sight sight)
{
	const char *amount = order_find_amount(owner, typed);
	struct order_terms out = {.amount = amount};

	if (amount) {
		out.n = 1;
		out.bare[0] = amount;
		out.match[0] = mem_printf(owner, "+" AMOUNT "%s", amount);
		out.like[0] = mem_printf(owner, "%% \\" AMOUNT "%s %%", amount);
	} else {
		out = order_search_terms(owner, typed);
	}
	memcpy(out.anywhere, out.like, sizeof(out.anywhere));
	for (size_t i = 0; i < out.n; i++)
		out.like[i] = mem_printf(owner, "%s%s", behind(sight), out.like[i]);
	return out;
}

struct order_names order_find_names(void *owner, const char *typed, enum order_sight sight)
{
	struct order_names names = order_search_names(owner, typed);

	if (sight != ORDER_SIGHT_ALL)
		names.email = NULL;
	return names;
}

/* ---- What was found --------------------------------------------------------------------------
 */

/* The words of a text that begin as the term does: the first of them; NULL: none does. */
static const char *find_in(void *owner, const char *text, bool is_phone, const char *bare)
{
	struct str words;

	if (str_empty(text))
		return NULL;
	str_init(&words, owner, ORDER_WORDS_MAX);
	if (is_phone)
		order_words_add_phone_parts(&words, text);
	else
		order_words_add(&words, text);
	const char *folded = mem_printf(owner, " %s", text_fold(owner, words.text));
	const char *at = strstr(folded, mem_printf(owner, " %s", bare));
	return at ? at + 1 : NULL;
}

static bool is_in(void *owner, const char *text, const char *bare)
{
	return find_in(owner, text, false, bare) != NULL;
}

/* Read in each row as it is. */
static bool stands_out(void *owner, const struct order_detail *d, const char *bare)
{
	const struct order_person *p = &d->person;
	bool is_named = !str_empty(p->ship_first_name) || !str_empty(p->ship_last_name);
	const char *const texts[] = {
	    d->order.form_id,
	    p->login,
	    is_named ? p->ship_first_name : p->first_name,
	    is_named ? p->ship_last_name : p->last_name,
	    d->order.first_line,
	    d->order.first_sku,
	};

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		if (is_in(owner, texts[i], bare))
			return true;
	return false;
}

/* The digits from those that were typed to the end. */
static struct order_matched match_phone(void *owner, const char *phone, const char *bare)
{
	const char *at = find_in(owner, phone, true, bare);
	size_t len = at ? strcspn(at, " ") : 0;

	if (!at)
		return (struct order_matched){0};
	return (struct order_matched){ORDER_MATCH_PHONE, mem_strndup(owner, at, len),
				      len >= ORDER_PHONE_LOCAL && strlen(bare) == len};
}

static struct order_matched match_text(void *owner, const struct order_detail *d, const char *bare)
{
	const struct order_person *p = &d->person;
	const struct order_matched texts[] = {
	    {ORDER_MATCH_EMAIL, p->email, false},
	    {ORDER_MATCH_BUYER, p->first_name, false},
	    {ORDER_MATCH_BUYER, p->last_name, false},
	    {ORDER_MATCH_COMPANY, p->ship_company, false},
	    {ORDER_MATCH_COMPANY, p->company, false},
	    {ORDER_MATCH_COMPANY, p->inv_company, false},
	    {ORDER_MATCH_INVOICE, p->inv_first_name, false},
	    {ORDER_MATCH_INVOICE, p->inv_last_name, false},
	    {ORDER_MATCH_CITY, p->ship_city, false},
	    {ORDER_MATCH_CITY, p->pickup_city, false},
	    {ORDER_MATCH_POINT, d->order.pickup_id, false},
	};

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		if (is_in(owner, texts[i].text, bare))
			return texts[i];
	for (size_t i = 0; i < d->n_tax_ids; i++)
		if (find_in(owner, d->tax_ids[i].value, true, bare))
			return (struct order_matched){ORDER_MATCH_TAX_ID, d->tax_ids[i].value,
						      false};
	return (struct order_matched){0};
}

static struct order_matched match_line(void *owner, const struct order_line *line, const char *bare)
{
	const struct order_matched texts[] = {
	    {ORDER_MATCH_SKU, line->sku, false},
	    {ORDER_MATCH_OFFER, line->offer_id, false},
	    {ORDER_MATCH_ITEM, line->offer_name, false},
	};

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		if (is_in(owner, texts[i].text, bare))
			return texts[i];
	return (struct order_matched){0};
}

static struct order_matched match_term(void *owner, const struct order_detail *d, const char *bare)
{
	struct order_matched found = {0};

	if (stands_out(owner, d, bare))
		return found;
	found = match_phone(owner, d->person.ship_phone, bare);
	if (!found.what)
		found = match_phone(owner, d->person.phone, bare);
	if (!found.what)
		found = match_text(owner, d, bare);
	for (size_t i = 0; i < d->n_lines && !found.what; i++)
		found = match_line(owner, &d->lines[i], bare);
	return found;
}

struct order_matched order_match_of(void *owner, const struct order_terms *terms,
				    const struct order_detail *d)
{
	struct order_matched found = {0};

	if (terms->amount)
		return (struct order_matched){.what = ORDER_MATCH_AMOUNT};
	for (size_t i = 0; i < terms->n && !found.what; i++)
		found = match_term(owner, d, text_fold(owner, terms->bare[i]));
	return found;
}
