/* What may be chosen, and what is missing. */
#include "domain/terms/terms.h"

#include "base/str.h"

#include <ctype.h>
#include <string.h>

const char *const term_kind_names[] = {"SHIPPING", "RETURNS", "IMPLIED", "WARRANTY",
				       "PRODUCER", "PERSON",  "PRICING", NULL};
_Static_assert(COUNT_OF(term_kind_names) == TERM_KINDS + 1, "a name for each kind");

/* Of openapi.yaml. */
const char *const seller_handling_names[] = {"PT0S", "PT24H", "P2D",  "P3D",  "P4D",  "P5D", "P7D",
					     "P10D", "P14D",  "P21D", "P30D", "P60D", NULL};
const char *const seller_invoice_names[] = {"VAT", "VAT_MARGIN", "WITHOUT_VAT", "NO_INVOICE", NULL};
const char *const seller_province_names[] = {"DOLNOSLASKIE",
					     "KUJAWSKO_POMORSKIE",
					     "LUBELSKIE",
					     "LUBUSKIE",
					     "LODZKIE",
					     "MALOPOLSKIE",
					     "MAZOWIECKIE",
					     "OPOLSKIE",
					     "PODKARPACKIE",
					     "PODLASKIE",
					     "POMORSKIE",
					     "SLASKIE",
					     "SWIETOKRZYSKIE",
					     "WARMINSKO_MAZURSKIE",
					     "WIELKOPOLSKIE",
					     "ZACHODNIOPOMORSKIE",
					     NULL};

const struct term_row *term_of(const struct term_list *list, const char *id)
{
	for (size_t i = 0; i < list->n && id; i++)
		if (str_eq(list->rows[i].t.id, id))
			return &list->rows[i];
	return NULL;
}

bool term_can_be_chosen(const struct term_row *row)
{
	return row && row->gone_at == TIME_NONE && !row->warehouse;
}

bool term_is_in_union(const char *country)
{
	return str_has_word("AT BE BG HR CY CZ DK EE FI FR GR ES IE LT LU LV MT NL DE PL PT RO SK"
			    " SI SE HU IT",
			    country);
}

/* ---- Faults ---------------------------------------------------------------------------------- */

static bool is_among(const char *const *names, const char *word)
{
	if (!word)
		return true;
	for (; *names; names++)
		if (str_eq(*names, word))
			return true;
	return false;
}

static bool is_country(const char *s)
{
	return !s ||
	       (strlen(s) == 2 && isupper((unsigned char)s[0]) && isupper((unsigned char)s[1]));
}

/* Of Poland it is 61-867; of others whatever they have. */
static bool is_post_code(const char *s, const char *country)
{
	if (!s || !str_eq(country, "PL"))
		return true;
	for (size_t i = 0; i < strlen("61-867"); i++)
		if (i == 2 ? s[i] != '-' : !isdigit((unsigned char)s[i]))
			return false;
	return strlen(s) == strlen("61-867");
}

const char *seller_terms_fault(const struct seller_terms *s, const struct term_lists *lists)
{
	for (size_t k = 0; k < TERM_CHOSEN_KINDS; k++)
		if (s->term_ids[k] && !term_can_be_chosen(term_of(&lists->of[k], s->term_ids[k])))
			return term_kind_names[k];
	if (!is_among(seller_handling_names, s->handling))
		return "HANDLING";
	if (!is_among(seller_invoice_names, s->invoice))
		return "INVOICE";
	if (!is_country(s->country))
		return "COUNTRY";
	if (!is_among(seller_province_names, s->province))
		return "PROVINCE";
	return is_post_code(s->post_code, s->country) ? NULL : "POST_CODE";
}

/* ---- Blockers -------------------------------------------------------------------------------- */

static bool has_choice(const struct term_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (term_can_be_chosen(&list->rows[i]))
			return true;
	return false;
}

static const char *why_not(const struct term_list *list, const char *chosen)
{
	if (chosen)
		return term_can_be_chosen(term_of(list, chosen)) ? NULL : "gone";
	if (list->read_at == TIME_NONE)
		return "unread";
	return has_choice(list) ? "open" : "none";
}

static bool has_location(const struct seller_terms *s)
{
	return s->city && s->post_code && s->country && (s->province || !str_eq(s->country, "PL"));
}

static size_t add(struct terms_blocker *out, size_t n, const char *of, const char *why)
{
	if (why)
		out[n++] = (struct terms_blocker){of, why};
	return n;
}

size_t terms_blockers(const struct seller_terms *s, const struct term_lists *lists,
		      struct terms_blocker out[TERMS_BLOCKERS_MAX])
{
	size_t n = 0;

	for (size_t k = 0; k < TERM_CHOSEN_KINDS; k++)
		if (k != TERM_WARRANTY || s->term_ids[k])
			n = add(out, n, term_kind_names[k], why_not(&lists->of[k], s->term_ids[k]));
	n = add(out, n, "HANDLING", s->handling ? NULL : "open");
	n = add(out, n, "INVOICE", s->invoice ? NULL : "open");
	return add(out, n, "LOCATION", has_location(s) ? NULL : "open");
}
