/* Words of offers that several pages use. */
#include "offers/offer_words.h"

#include "common/format.h"

static const struct label matches[] = {
    {"new", N_("not matched yet"), "mute", "clock"},
    {"linked", N_("linked"), "ok", "ok"},
    {"conflict", N_("decide which product"), "warn", "warn"},
    {"none", N_("no product"), "warn", "warn"},
    {"left", N_("without a product"), "mute", "dot"},
    {0},
};

struct label offer_match_label(const char *matching)
{
	return label_of(matches, matching);
}
