/* Words of groups of fields of an offer. */
#include "offers/group_words.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/offers/edit_value.h"
#include "domain/offers/term_value.h"
#include "terms/terms_words.h"

const struct label offer_group_labels[] = {
    {"name", N_("Title"), "", ""},
    {"description", N_("Description"), "", ""},
    {"pictures", N_("Pictures"), "", ""},
    {"parameters", N_("Parameters"), "", ""},
    {"category", N_("Category"), "", ""},
    {"card", N_("Product at Allegro"), "", ""},
    {"safety", N_("Product safety"), "", ""},
    {"shipping", N_("Delivery price list"), "", ""},
    {"returns", N_("Return policy"), "", ""},
    {"implied", N_("Complaints policy (implied warranty)"), "", ""},
    {"warranty", N_("Warranty"), "", ""},
    {"handling", N_("Handling time"), "", ""},
    {"invoice", N_("Invoice"), "", ""},
    {"location", N_("Location of the goods"), "", ""},
    {0},
};

/* "name pictures @...": the groups in their order, and whether they are taken back. */
const char *offer_edit_words(const struct fmt *f, const char *value)
{
	struct offer_edit edit;
	const char *text = "";

	if (!offer_edit_read(value, &edit))
		return str_or(value, "");
	for (int g = 0; g < OFFER_GROUPS; g++)
		if (edit.groups & GROUP_BIT(g))
			text = mem_printf(f->mem, "%s%s%s", text, *text ? ", " : "",
					  label_text(offer_group_labels, offer_group_names[g]));
	return edit.back ? mem_printf(f->mem, _("as before: %s"), text) : text;
}

/* "Handling time: 24 hours"; the name of what has an id stands in the register of its account. */
const char *offer_term_words(const struct fmt *f, const char *kind, const char *text)
{
	const char *value;
	const enum offer_group group = term_value_read(kind, text, &value);

	if (group == OFFER_GROUPS)
		return str_or(text, "");
	return mem_printf(
	    f->mem, "%s: %s", label_text(offer_group_labels, offer_group_names[group]),
	    group == GROUP_HANDLING ? label_text(terms_handling_labels, value) : value);
}
