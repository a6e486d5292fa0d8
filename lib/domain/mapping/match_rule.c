/* Numbers and brands of a product held against those of a card. */
#include "domain/mapping/match_rule.h"

#include "base/fold.h"
#include "base/mem.h"

/* Names of parameters, folded: their ids differ by category. */
static const char *const brand_names[] = {"marka", "producent", "brand", NULL};
static const char *const mpn_names[] = {"kod producenta", "numer katalogowy czesci", "mpn", NULL};

static bool is_named(void *scratch, const struct card_param *p, const char *const *names)
{
	return p->name && str_is_one_of(text_fold(scratch, p->name), names);
}

/* "05901234123457" is 5901234123457: a shorter number stands in a longer one behind zeros. */
static const char *without_zeros(const char *number)
{
	while (*number == '0')
		number++;
	return number;
}

static bool is_gtin(const char *a, const char *b)
{
	return str_eq(without_zeros(a), without_zeros(b));
}

/* One of the texts, as people write it; TRI_UNKNOWN: there is none. */
static enum tri any_is(void *scratch, const struct card_word *at, size_t n, const char *text)
{
	const char *folded = text_fold(scratch, text);
	enum tri is = TRI_UNKNOWN;

	for (size_t i = 0; i < n && is != TRI_TRUE; i++)
		is = str_eq(text_fold(scratch, at[i].text), folded) ? TRI_TRUE : TRI_FALSE;
	return is;
}

static enum tri says(void *scratch, const struct product_card *c, const char *const *names,
		     const char *text)
{
	enum tri is = TRI_UNKNOWN;

	for (size_t i = 0; i < c->n_params && is != TRI_TRUE; i++) {
		const struct card_param *p = &c->params[i];

		if (!is_named(scratch, p, names))
			continue;
		is = any_is(scratch, p->labels, p->n_labels, text);
		if (is != TRI_TRUE && p->n_values)
			is = any_is(scratch, p->values, p->n_values, text);
	}
	return is;
}

static enum tri says_gtin(const struct product_card *c, const char *ean)
{
	enum tri is = TRI_UNKNOWN;

	for (size_t i = 0; i < c->n_params; i++) {
		const struct card_param *p = &c->params[i];

		for (size_t k = 0; p->is_gtin == TRI_TRUE && k < p->n_values; k++) {
			if (is_gtin(p->values[k].text, ean))
				return TRI_TRUE;
			is = TRI_FALSE;
		}
	}
	return is;
}

static enum match_fit fit_of(enum tri is)
{
	return is == TRI_TRUE ? MATCH_IS : is == TRI_FALSE ? MATCH_NOT : MATCH_MAY;
}

static enum match_fit least(enum match_fit a, enum match_fit b)
{
	return a < b ? a : b;
}

enum match_fit match_fit(const struct match_numbers *product, enum product_mode mode,
			 const struct product_card *card)
{
	void *scratch = mem_context(NULL, "match");
	enum match_fit fit = MATCH_NOT;

	if (mode == PRODUCT_BY_GTIN && product->ean)
		fit = fit_of(says_gtin(card, product->ean));
	if (mode == PRODUCT_BY_MPN && product->mpn) {
		/* Two makers may give one number: without a brand to hold it against, nobody knows.
		 */
		enum tri brand =
		    product->brand ? says(scratch, card, brand_names, product->brand) : TRI_UNKNOWN;
		fit = least(fit_of(says(scratch, card, mpn_names, product->mpn)), fit_of(brand));
	}
	mem_free(scratch);
	return fit;
}

void match_judge(void *owner, const struct match_numbers *product, const struct product_search *s,
		 bool is_all, struct match_found *out)
{
	size_t sure = 0;

	*out = (struct match_found){.at = mem_array(owner, const struct product_card *, s->n + 1)};
	for (size_t i = 0; i < s->n; i++) {
		const enum match_fit fit = match_fit(product, s->mode, &s->at[i]);

		if (fit == MATCH_NOT)
			continue;
		out->at[out->n++] = &s->at[i];
		sure += fit == MATCH_IS;
	}
	out->is_sure = is_all && out->n == 1 && sure == 1;
}
