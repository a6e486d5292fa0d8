/* Words of groups of fields of an offer. */
#include "offers/group_words.h"

#include "common/format.h"

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
