/* Which cards of the catalogue are the product: alone, and certainly. */
#include "domain/mapping/match_rule.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* NULL: the card does not tell it. */
struct spec {
	const char *gtin;
	const char *mpn;
	const char *brand;
};

static struct product_card card_of(void *mem, const char *id, const struct spec *s)
{
	const struct {
		const char *name;
		const char *value;
		enum tri is_gtin;
	} all[] = {{"EAN (GTIN)", s->gtin, TRI_TRUE},
		   {"Kod producenta", s->mpn, TRI_UNKNOWN},
		   {"Marka", s->brand, TRI_UNKNOWN},
		   {"Kolor", "biały", TRI_FALSE}};
	struct product_card c = {.id = id, .params = mem_array(mem, struct card_param, 4)};

	for (size_t i = 0; i < COUNT_OF(all); i++) {
		if (!all[i].value)
			continue;
		struct card_word *word = mem_zero(mem, struct card_word);
		word->text = all[i].value;
		struct card_param p = {.id = "1", .name = all[i].name, .is_gtin = all[i].is_gtin};
		/* A dictionary has labels, a text has values. */
		if (i == 2) {
			p.labels = word;
			p.n_labels = 1;
		} else {
			p.values = word;
			p.n_values = 1;
		}
		c.params[c.n_params++] = p;
	}
	return c;
}

#define EAN   "5901234123457"
#define OTHER "4006381333931"

static void a_card_is_held_against_the_product(void **state)
{
	static const struct {
		struct match_numbers product;
		enum product_mode mode;
		struct spec card;
		enum match_fit fit;
	} cases[] = {
	    {{EAN, NULL, NULL}, PRODUCT_BY_GTIN, {EAN, NULL, NULL}, MATCH_IS},
	    {{EAN, NULL, "Trio"}, PRODUCT_BY_GTIN, {EAN, "X", "Inna"}, MATCH_IS},
	    {{EAN, NULL, NULL}, PRODUCT_BY_GTIN, {"05901234123457", NULL, NULL}, MATCH_IS},
	    {{"0123456789012", NULL, NULL},
	     PRODUCT_BY_GTIN,
	     {"123456789012", NULL, NULL},
	     MATCH_IS},
	    {{EAN, NULL, NULL}, PRODUCT_BY_GTIN, {OTHER, NULL, NULL}, MATCH_NOT},
	    {{EAN, NULL, NULL}, PRODUCT_BY_GTIN, {NULL, "X", "Trio"}, MATCH_MAY},
	    {{EAN, "X-1", "Trio"}, PRODUCT_BY_MPN, {NULL, "x-1", "TRIO"}, MATCH_IS},
	    {{NULL, "X-1", "Łucznik"}, PRODUCT_BY_MPN, {OTHER, "X-1", "lucznik"}, MATCH_IS},
	    {{NULL, "X-1", "Trio"}, PRODUCT_BY_MPN, {NULL, "X-1", "Inna"}, MATCH_NOT},
	    {{NULL, "X-1", "Trio"}, PRODUCT_BY_MPN, {NULL, "X-11", "Trio"}, MATCH_NOT},
	    {{NULL, "X-1", NULL}, PRODUCT_BY_MPN, {NULL, "X-1", "Trio"}, MATCH_MAY},
	    {{NULL, "X-1", "Trio"}, PRODUCT_BY_MPN, {NULL, "X-1", NULL}, MATCH_MAY},
	    {{NULL, "X-1", "Trio"}, PRODUCT_BY_MPN, {NULL, NULL, "Trio"}, MATCH_MAY},
	    {{NULL, "X-1", NULL}, PRODUCT_BY_MPN, {NULL, "Y", NULL}, MATCH_NOT},
	    {{NULL, "X-1", "Trio"}, PRODUCT_BY_GTIN, {EAN, "X-1", "Trio"}, MATCH_NOT},
	};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct product_card c = card_of(mem, "c", &cases[i].card);

		if (match_fit(&cases[i].product, cases[i].mode, &c) != cases[i].fit)
			fail_msg("case %zu", i);
	}
	mem_free(mem);
}

static void one_is_taken_when_it_is_alone_and_certain(void **state)
{
	static const struct match_numbers product = {EAN, NULL, NULL};
	static const struct {
		struct spec cards[3];
		size_t n;
		bool is_all;
		size_t found;
		bool is_sure;
	} cases[] = {
	    {{{EAN, NULL, NULL}}, 1, true, 1, true},
	    {{{EAN, NULL, NULL}}, 1, false, 1, false}, /* there are further pages */
	    {{{OTHER, NULL, NULL}, {EAN, NULL, NULL}}, 2, true, 1, true},
	    {{{EAN, NULL, NULL}, {EAN, NULL, NULL}}, 2, true, 2, false},
	    {{{EAN, NULL, NULL}, {NULL, NULL, NULL}}, 2, true, 2, false},
	    {{{NULL, NULL, NULL}}, 1, true, 1, false},
	    {{{OTHER, NULL, NULL}}, 1, true, 0, false},
	    {{{NULL, NULL, NULL}}, 0, true, 0, false},
	};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct product_card cards[3];
		struct match_found found;

		for (size_t k = 0; k < cases[i].n; k++)
			cards[k] = card_of(mem, "c", &cases[i].cards[k]);
		const struct product_search s = {
		    .mode = PRODUCT_BY_GTIN, .at = cards, .n = cases[i].n};
		match_judge(mem, &product, &s, cases[i].is_all, &found);
		if (found.n != cases[i].found || found.is_sure != cases[i].is_sure)
			fail_msg("case %zu: %zu", i, found.n);
	}
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_card_is_held_against_the_product),
	    cmocka_unit_test(one_is_taken_when_it_is_alone_and_certain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
