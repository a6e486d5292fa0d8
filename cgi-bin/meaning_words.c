/* A sentence a meaning. */
#include "meaning_words.h"

#include <stddef.h>

#include "web/i18n.h"

static const char *const sentences[MEANING_COUNT] = {
    [MEANING_NO_ANSWER] = N_("Allegro could not be reached."),
    [MEANING_OUTAGE] = N_("Allegro has trouble of its own and did not serve it."),
    [MEANING_WALL] = N_("A wall against robots answered instead of Allegro."),
    [MEANING_LIMIT] = N_("Allegro asked for fewer requests."),
    [MEANING_TOKEN] = N_("Allegro refused the access of this account."),
    [MEANING_SCOPE] = N_("A permission is missing: connect the account again."),
    [MEANING_BLOCKED] = N_("Allegro does not let this account do this."),
    [MEANING_FOREIGN] = N_("Allegro says that it belongs to another seller."),
    [MEANING_GONE] = N_("Allegro does not know it (any more)."),
    [MEANING_REMOVED] = N_("Allegro has removed this function; a newer version of Kram is needed."),
    [MEANING_CONFLICT] = N_("It changed at Allegro in the meantime."),
    [MEANING_EXHAUSTED] = N_("Allegro accepts no further change of it."),
    [MEANING_REFUSED] = N_("Allegro refused this request."),
    [MEANING_REQUEST] = N_("Allegro no longer accepts the form of this request; a newer version of "
			   "Kram is needed."),
};

const char *meaning_sentence(enum meaning m)
{
	const char *text = (unsigned)m < MEANING_COUNT ? sentences[m] : NULL;

	return text ? _(text) : NULL;
}
