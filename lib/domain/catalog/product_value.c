/* One function a kind of value. */
#include "domain/catalog/product_value.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/catalog/gtin.h"

#include <ctype.h>
#include <string.h>
#include <unistr.h>

enum { MILLION = 1000 * 1000, VAT_MAX = 100, PERCENT = 100, MINOR_PLACES = 2 };

static size_t chars(const char *text)
{
	return u8_mbsnlen((const uint8_t *)text, strlen(text));
}

static enum row_fault fault_of(enum figure_result result)
{
	switch (result) {
	case FIGURE_SCIENTIFIC:
		return FAULT_SHORTENED;
	case FIGURE_AMBIGUOUS:
		return FAULT_AMBIGUOUS;
	case FIGURE_TOO_LARGE:
		return FAULT_TOO_LARGE;
	case FIGURE_OK:
	case FIGURE_NONE:
	case FIGURE_NOT_NUMBER:
	case FIGURE_RESULTS:
		break;
	}
	return FAULT_NOT_NUMBER;
}

/* A number that is there and not below 0. */
static bool read_figure(struct read_row *out, enum product_field field, const char *text,
			enum decimal_mark mark, struct figure *f)
{
	enum figure_result result = figure_read(text, mark, f);

	if (result == FIGURE_NONE)
		return false;
	if (result != FIGURE_OK)
		row_note(&out->notes, field, fault_of(result), text);
	else if (f->millionths < 0)
		row_note(&out->notes, field, FAULT_NEGATIVE, text);
	return result == FIGURE_OK && f->millionths >= 0;
}

/* ---- Texts ------------------------------------------------------------------------------------
 */

/* "1,2E+5": a number that a spreadsheet made of a SKU of digits. */
static bool is_shortened(const char *text)
{
	struct figure f;

	return strchr(text, '+') && figure_read(text, DECIMAL_UNKNOWN, &f) == FIGURE_SCIENTIFIC;
}

void value_sku(struct read_row *out, const char *text)
{
	if (str_empty(text)) {
		if (!out->is_parent)
			row_note(&out->notes, PRODUCT_FIELDS, FAULT_NO_SKU, NULL);
		return;
	}
	if (chars(text) > PRODUCT_SKU_MAX) {
		row_note(&out->notes, PRODUCT_FIELDS, FAULT_SKU_LONG, text);
		return;
	}
	if (is_shortened(text))
		row_note(&out->notes, PRODUCT_FIELDS, FAULT_SKU_SHORTENED, text);
	if (strstr(text, TABLE_SPOILT))
		row_note(&out->notes, PRODUCT_FIELDS, FAULT_SPOILT, text);
	out->p.sku = text;
}

/* "?" between letters. */
static bool has_questions(const char *text)
{
	for (const char *p = strchr(text, '?'); p; p = strchr(p + 1, '?'))
		if (p > text && isalpha((unsigned char)p[-1]) && isalpha((unsigned char)p[1]))
			return true;
	return false;
}

void value_text(struct read_row *out, enum product_field field, const char *text)
{
	if (str_empty(text))
		return;
	if (chars(text) > product_field_max(field)) {
		row_note(&out->notes, field, FAULT_TOO_LONG, text);
		return;
	}
	if (strstr(text, TABLE_SPOILT))
		row_note(&out->notes, field, FAULT_SPOILT, text);
	if (field == PRODUCT_NAME && has_questions(text))
		row_note(&out->notes, field, FAULT_QUESTIONS, text);
	product_set_text(&out->p, field, text);
}

void value_ean(struct read_row *out, const char *text)
{
	static const enum row_fault faults[GTIN_RESULTS] = {
	    [GTIN_SCIENTIFIC] = FAULT_GTIN_SHORTENED, [GTIN_NOT_DIGITS] = FAULT_GTIN_WRONG,
	    [GTIN_LENGTH] = FAULT_GTIN_WRONG,	      [GTIN_CHECK_DIGIT] = FAULT_GTIN_CHECK,
	    [GTIN_INTERNAL] = FAULT_GTIN_INTERNAL,
	};
	char ean[GTIN_SIZE];
	enum gtin result = gtin_read(text, ean);

	if (result == GTIN_OK)
		out->p.ean = mem_strdup(out->notes.text.owner, ean);
	else if (result != GTIN_NONE)
		row_note(&out->notes, PRODUCT_EAN, faults[result], text);
}

void value_unit(struct read_row *out, const char *text)
{
	static const struct {
		const char *word;
		const char *unit;
	} words[] = {
	    {"unit", "UNIT"},  {"szt", "UNIT"},	 {"szt.", "UNIT"}, {"sztuka", "UNIT"},
	    {"pcs", "UNIT"},   {"pair", "PAIR"}, {"para", "PAIR"}, {"par", "PAIR"},
	    {"set", "SET"},    {"kpl", "SET"},	 {"kpl.", "SET"},  {"komplet", "SET"},
	    {"zestaw", "SET"},
	};
	if (str_empty(text))
		return;
	const char *folded = text_fold(out->notes.text.owner, text);
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (str_eq(folded, words[i].word))
			out->p.unit = words[i].unit;
	if (!out->p.unit)
		row_note(&out->notes, PRODUCT_UNIT, FAULT_WORD, text);
}

/* ---- Numbers ----------------------------------------------------------------------------------
 */

void value_vat(struct read_row *out, const char *text, enum decimal_mark mark)
{
	struct figure f;

	if (str_empty(text))
		return;
	const char *word = text_fold(out->notes.text.owner, text);
	if (str_eq(word, "zw") || str_eq(word, "zw.") || str_eq(word, "-1")) {
		out->p.vat = PRODUCT_VAT_EXEMPT;
		return;
	}
	if (!read_figure(out, PRODUCT_VAT, text, mark, &f))
		return;
	if (f.millionths > INT64_C(1) * VAT_MAX * MILLION || (f.unit[0] && !str_eq(f.unit, "%")))
		row_note(&out->notes, PRODUCT_VAT, FAULT_WORD, text);
	else
		out->p.vat = figure_in(&f, 2, NULL);
}

void value_stock(struct read_row *out, const char *text, enum decimal_mark mark)
{
	struct figure f;

	/* A variation of WooCommerce whose parent counts for all. */
	if (str_eq(text, "parent"))
		return;
	enum figure_result result = figure_read(text, mark, &f);
	if (result == FIGURE_NONE)
		return;
	if (result != FIGURE_OK) {
		row_note(&out->notes, PRODUCT_STOCK, fault_of(result), text);
		return;
	}
	/* Sold on order: there is none. Half a piece cannot be sold. */
	if (f.millionths < 0 || f.millionths % MILLION)
		row_note(&out->notes, PRODUCT_STOCK, FAULT_ROUNDED, text);
	out->p.stock = f.millionths < 0 ? 0 : f.millionths / MILLION;
}

static const struct unit {
	const char *name;
	int64_t micro; /* grams or millimetres of it, in millionths */
} units[] = {
    {"kg", 1000000000},
    {"g", 1000000},
    {"dkg", 10000000},
    {"lbs", 453592370},
    {"lb", 453592370},
    {"oz", 28349523},
    {"t", INT64_C(1000000000000)},
    {"mm", 1000000},
    {"cm", 10000000},
    {"m", 1000000000},
    {"in", 25400000},
    {"yd", 914400000},
};

static int64_t unit_of(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(units); i++)
		if (str_eq(units[i].name, name))
			return units[i].micro;
	return 0;
}

void value_measure(struct read_row *out, enum product_field field, const char *text,
		   enum decimal_mark mark, const char *unit, const char *fallback)
{
	struct figure f;
	int64_t n;

	if (!read_figure(out, field, text, mark, &f))
		return;
	const char *folded = text_fold(out->notes.text.owner, f.unit);
	int64_t micro = unit_of(*folded ? folded : str_empty(unit) ? fallback : unit);
	if (!micro) {
		row_note(&out->notes, field, FAULT_WORD, text);
		return;
	}
	if (__builtin_mul_overflow(figure_in(&f, 4, NULL), micro / 100, &n) ||
	    __builtin_add_overflow(n, 50 * MILLION, &n)) {
		row_note(&out->notes, field, FAULT_TOO_LARGE, text);
		return;
	}
	n /= INT64_C(100) * MILLION;
	if (n) /* nothing weighs nothing: it is unknown */
		product_set_number(&out->p, field, n);
}

/* ---- Money ------------------------------------------------------------------------------------
 */

static const char *currency_of(const struct figure *f, const char *fallback)
{
	static const struct {
		const char *sign;
		const char *code;
	} signs[] = {{"zł", "PLN"}, {"zl", "PLN"}, {"€", "EUR"}, {"Kč", "CZK"}, {"$", "USD"}};

	for (size_t i = 0; i < COUNT_OF(signs); i++)
		if (str_eq(f->unit, signs[i].sign))
			return signs[i].code;
	return f->unit[0] ? f->unit : fallback;
}

static bool make_money(struct read_row *out, enum product_field field, int64_t minor,
		       const char *currency, struct money *m)
{
	struct err e = {0};

	if (money_parse("0", currency, m, &e)) {
		row_note(&out->notes, field, FAULT_CURRENCY, currency);
		return false;
	}
	m->minor = minor;
	return true;
}

void value_amount(struct read_row *out, enum product_field field, const char *text,
		  enum decimal_mark mark, const char *currency)
{
	struct figure f;
	struct money m;
	bool exact;

	if (!read_figure(out, field, text, mark, &f))
		return;
	int64_t minor = figure_in(&f, MINOR_PLACES, &exact);
	if (!make_money(out, field, minor, currency_of(&f, currency), &m))
		return;
	if (!exact)
		row_note(&out->notes, field, FAULT_ROUNDED, text);
	product_set_money(&out->p, field, m);
}

bool gross_of(int64_t net, int64_t vat, int64_t *minor)
{
	int64_t rate = PERCENT * PERCENT + (vat == PRODUCT_VAT_EXEMPT ? 0 : vat);
	int64_t n;

	if (__builtin_mul_overflow(net, rate, &n))
		return false;
	/* Millionths of a unit times ten thousand: 10^8 a minor unit. */
	int64_t half = n < 0 ? -INT64_C(50) * MILLION : INT64_C(50) * MILLION;
	if (__builtin_add_overflow(n, half, &n))
		return false;
	*minor = n / (INT64_C(100) * MILLION);
	return true;
}

bool net_of(int64_t minor, int64_t vat, int64_t *net)
{
	int64_t rate = PERCENT * PERCENT + (vat == PRODUCT_VAT_EXEMPT ? 0 : vat);
	int64_t n;

	if (__builtin_mul_overflow(minor, INT64_C(100) * MILLION, &n) ||
	    __builtin_add_overflow(n, n < 0 ? -rate / 2 : rate / 2, &n))
		return false;
	*net = n / rate;
	return true;
}

void value_net(struct read_row *out, const char *text, enum decimal_mark mark, const char *currency,
	       int64_t vat)
{
	struct figure f;
	struct money m;
	int64_t minor;
	int64_t rate = out->p.vat == PRODUCT_UNKNOWN ? vat : out->p.vat;

	if (!read_figure(out, PRODUCT_PRICE, text, mark, &f))
		return;
	if (rate == PRODUCT_UNKNOWN)
		row_note(&out->notes, PRODUCT_PRICE, FAULT_NO_VAT, text);
	else if (!gross_of(f.millionths, rate, &minor))
		row_note(&out->notes, PRODUCT_PRICE, FAULT_TOO_LARGE, text);
	else if (make_money(out, PRODUCT_PRICE, minor, currency_of(&f, currency), &m))
		out->p.price = m;
}
