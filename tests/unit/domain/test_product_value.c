/* What stands in a file as the value of a field, a note of why it is none, or both: tables of
 * cases. */
#include "domain/catalog/product_value.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/catalog/product_lists.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define X20  "xxxxxxxxxxxxxxxxxxxx"
#define X100 X20 X20 X20 X20 X20

static void *mem;

enum kind { SKU, NAME, EAN, UNIT, VAT, STOCK, WEIGHT, LENGTH, PRICE, NET, NET_AT_8, NET_AT_NONE };

static void read_text(struct read_row *row, enum kind kind, const char *text)
{
	if (kind == SKU)
		value_sku(row, text);
	if (kind == NAME)
		value_text(row, PRODUCT_NAME, text);
	if (kind == EAN)
		value_ean(row, text);
	if (kind == UNIT)
		value_unit(row, text);
}

static void read_number(struct read_row *row, enum kind kind, const char *text)
{
	if (kind == VAT)
		value_vat(row, text, DECIMAL_UNKNOWN);
	if (kind == STOCK)
		value_stock(row, text, DECIMAL_UNKNOWN);
	if (kind == WEIGHT)
		value_measure(row, PRODUCT_WEIGHT, text, DECIMAL_UNKNOWN, NULL, "kg");
	if (kind == LENGTH)
		value_measure(row, PRODUCT_LENGTH, text, DECIMAL_UNKNOWN, "cm", "mm");
	if (kind == PRICE)
		value_amount(row, PRODUCT_PRICE, text, DECIMAL_UNKNOWN, "PLN");
	if (kind == NET_AT_8)
		row->p.vat = 800;
	if (kind >= NET)
		value_net(row, text, DECIMAL_UNKNOWN, "PLN",
			  kind == NET_AT_NONE ? PRODUCT_UNKNOWN : 2300);
}

static const char *value_of(const struct read_row *row, enum kind kind)
{
	static const enum product_field fields[] = {
	    [NAME] = PRODUCT_NAME,	[EAN] = PRODUCT_EAN,	      [UNIT] = PRODUCT_UNIT,
	    [VAT] = PRODUCT_VAT,	[STOCK] = PRODUCT_STOCK,      [WEIGHT] = PRODUCT_WEIGHT,
	    [LENGTH] = PRODUCT_LENGTH,	[PRICE] = PRODUCT_PRICE,      [NET] = PRODUCT_PRICE,
	    [NET_AT_8] = PRODUCT_PRICE, [NET_AT_NONE] = PRODUCT_PRICE};

	return kind == SKU ? row->p.sku : product_field_text(mem, &row->p, fields[kind]);
}

static const struct {
	enum kind kind;
	const char *text;
	const char *is;	   /* NULL: it stays unknown */
	const char *fault; /* NULL: nothing is noted */
} texts[] = {
    {SKU, "A-1", "A-1", NULL},
    {SKU, NULL, NULL, "no-sku"},
    {SKU, X100, X100, NULL},
    {SKU, X100 "x", NULL, "sku-long"},
    {SKU, "1,2E+5", "1,2E+5", "sku-shortened"},
    {SKU, "1E5", "1E5", NULL}, /* a spreadsheet writes the sign */
    {SKU, "A\xef\xbf\xbd", "A\xef\xbf\xbd", "spoilt"},
    {NAME, "Półka", "Półka", NULL},
    {NAME, "", NULL, NULL},
    {NAME, X100 X100 X100 X100 X100, X100 X100 X100 X100 X100, NULL},
    {NAME, X100 X100 X100 X100 X100 "x", NULL, "too-long"},
    {NAME, "P\xef\xbf\xbdka", "P\xef\xbf\xbdka", "spoilt"},
    {NAME, "P??ka", "P??ka", NULL}, /* not between letters */
    {NAME, "P?lka", "P?lka", "questions"},
    {NAME, "Czyja?", "Czyja?", NULL},
    {EAN, "5901234123457", "5901234123457", NULL},
    {EAN, "0", NULL, NULL},
    {EAN, "5901234123458", NULL, "gtin-check"},
    {EAN, "5,90123E+12", NULL, "gtin-shortened"},
    {EAN, "2000000000015", NULL, "gtin-internal"},
    {EAN, "brak", NULL, "gtin-wrong"},
    {UNIT, "Szt.", "UNIT", NULL},
    {UNIT, "para", "PAIR", NULL},
    {UNIT, "zestaw", "SET", NULL},
    {UNIT, "paleta", NULL, "word"},
    {VAT, "23%", "23%", NULL},
    {VAT, "5,5", "5.50%", NULL},
    {VAT, "zw.", "zw", NULL},
    {VAT, "ZW", "zw", NULL},
    {VAT, "-1", "zw", NULL},
    {VAT, "100", "100%", NULL},
    {VAT, "123", NULL, "word"},
    {VAT, "23 zł", NULL, "word"},
    {VAT, "A", NULL, "not-number"},
    {VAT, "-23", NULL, "negative"},
    {STOCK, "5", "5", NULL},
    {STOCK, "3,0", "3", NULL},
    {STOCK, "2.5", "2", "rounded"},
    {STOCK, "-4", "0", "rounded"}, /* sold on order */
    {STOCK, "parent", NULL, NULL},
    {STOCK, "dużo", NULL, "not-number"},
    {STOCK, "1.000", NULL, "ambiguous"},
    {WEIGHT, "0,5", "500", NULL},
    {WEIGHT, "300 g", "300", NULL},
    {WEIGHT, "1 lb", "454", NULL},
    {WEIGHT, "0.0004", NULL, NULL},
    {WEIGHT, "0.0006", "1", NULL},
    {WEIGHT, "0", NULL, NULL}, /* nothing weighs nothing */
    {WEIGHT, "-2", NULL, "negative"},
    {WEIGHT, "3 worki", NULL, "word"},
    {WEIGHT, "99999999999 t", NULL, "too-large"},
    {WEIGHT, "92233720368.5477 g", NULL, "too-large"}, /* by half of what it is rounded to */
    {LENGTH, "12.5", "125", NULL},
    {LENGTH, "2 m", "2000", NULL},
    {PRICE, "1 234,50", "1234.50 PLN", NULL},
    {PRICE, "12,50 zł", "12.50 PLN", NULL},
    {PRICE, "12,50 EUR", "12.50 EUR", NULL},
    {PRICE, "€ 12.50", "12.50 EUR", NULL},
    {PRICE, "12,50 talarów", NULL, "currency"},
    {PRICE, "12.345678", "12.35 PLN", "rounded"},
    {PRICE, "1.234", NULL, "ambiguous"},
    {PRICE, "-5", NULL, "negative"},
    {NET, "10,00", "12.30 PLN", NULL},
    {NET, "0,50", "0.62 PLN", NULL}, /* half a grosz up */
    {NET, "10 EUR", "12.30 EUR", NULL},
    {NET, "100000000", "123000000.00 PLN", NULL},
    {NET, "100000000000", NULL, "too-large"},
    {NET_AT_8, "10,00", "10.80 PLN", NULL}, /* its own rate */
    {NET_AT_NONE, "10,00", NULL, "no-vat"},
};

static void each_text_is_a_value_a_note_or_both(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct read_row row = {.p = product_unknown()};
		row_notes_init(&row.notes, mem);
		(texts[i].kind < VAT ? read_text : read_number)(&row, texts[i].kind, texts[i].text);
		const char *is = value_of(&row, texts[i].kind);
		struct row_note_read note = {.fault = FAULT_COUNT};
		const char *notes = row.notes.text.text;
		if (*notes)
			assert_true(row_notes_next(mem, &notes, &note));
		const enum row_fault want =
		    texts[i].fault ? row_fault_find(texts[i].fault, strlen(texts[i].fault))
				   : FAULT_COUNT;
		if (!str_eq(is, texts[i].is) || note.fault != want || *notes)
			fail_msg("\"%s\" is %s, noted: %s", str_or(texts[i].text, "nothing"),
				 str_or(is, "unknown"), row.notes.text.text);
	}
}

static void a_parent_needs_no_sku(void **state)
{
	struct read_row row = {.p = product_unknown(), .is_parent = true};

	(void)state;
	row_notes_init(&row.notes, mem);
	value_sku(&row, "");
	assert_false(row.notes.refused);
}

static void gross_and_net_lead_back_to_each_other(void **state)
{
	static const int64_t rates[] = {0, 500, 800, 2300, PRODUCT_VAT_EXEMPT};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rates); i++)
		for (int64_t minor = -3000; minor < 30000; minor += 7) {
			int64_t net;
			int64_t back;
			assert_true(net_of(minor, rates[i], &net));
			assert_true(gross_of(net, rates[i], &back));
			assert_int_equal(back, minor);
		}
	int64_t n;
	assert_false(gross_of(INT64_MAX / 2, 2300, &n));
	assert_false(net_of(INT64_MAX / 2, 2300, &n));
}

/* ---- Lists ------------------------------------------------------------------------------------
 */

static void lists_are_taken_apart(void **state)
{
	static const struct {
		enum format_how how;
		const char *names; /* of the values */
		const char *text;
		const char *is;
	} cases[] = {
	    {HOW_IMAGES, NULL, "https://a/1.jpg, https://a/2.jpg",
	     "https://a/1.jpg\nhttps://a/2.jpg"},
	    {HOW_IMAGES, NULL, "https://a/1,2.jpg,https://a/3.jpg",
	     "https://a/1,2.jpg\nhttps://a/3.jpg"},
	    {HOW_IMAGES, NULL, "https://a/1.jpg|https://a/2.jpg\n\n https://a/3.jpg\r",
	     "https://a/1.jpg\nhttps://a/2.jpg\nhttps://a/3.jpg"},
	    {HOW_IMAGES, NULL, ", ,", ""},
	    {HOW_FEATURES, NULL, "Kolor:zielony:1, Skala:1:12:2, Bez wartości",
	     "Kolor\tzielony\t\nSkala\t1:12\t\n"},
	    {HOW_FEATURES, NULL, "Godzina:12", "Godzina\t12\t\n"},
	    {HOW_VALUES, "Kolor:select:0, Rozmiar:radio:1", "biały:0, M:1, nadmiar",
	     "Kolor\tbiały\t\nRozmiar\tM\t\n"},
	    {HOW_VALUES, "Rozmiar", "One Size", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct product_lists lists;
		product_lists_init(&lists, mem);
		if (cases[i].names)
			product_lists_add(&lists, HOW_NAMES, cases[i].names);
		product_lists_add(&lists, cases[i].how, cases[i].text);
		const struct str *got =
		    cases[i].how == HOW_IMAGES ? &lists.images : &lists.attributes;
		if (!str_eq(got->text, cases[i].is))
			fail_msg("\"%s\": %s", cases[i].text, got->text);
	}
}

static void an_attribute_stays_in_its_line(void **state)
{
	struct product_lists lists;

	(void)state;
	product_lists_init(&lists, mem);
	product_lists_attribute(&lists, "Opis\tkrótki", "dwa\r\nwiersze");
	product_lists_attribute(&lists, "", "bez nazwy");
	product_lists_attribute(&lists, "Rozmiar", "-");
	product_lists_attribute(&lists, "Rozmiar", "uniwersalny");
	assert_string_equal(lists.attributes.text, "Opis krótki\tdwa  wiersze\t\n");
}

static int setup(void **state)
{
	(void)state;
	mem = mem_context(NULL, "test");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mem_free(mem);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_text_is_a_value_a_note_or_both),
	    cmocka_unit_test(a_parent_needs_no_sku),
	    cmocka_unit_test(gross_and_net_lead_back_to_each_other),
	    cmocka_unit_test(lists_are_taken_apart),
	    cmocka_unit_test(an_attribute_stays_in_its_line),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
