/* The table of meanings. */
#include "base/meaning.h"

#include "base/i18n.h"
#include "base/str.h"

static const struct {
	const char *name;
	enum meaning_reach reach;
} meanings[MEANING_COUNT] = {
    /* What is wrong with this machine is wrong for everything it does. */
    [MEANING_NONE] = {"", REACH_ACCOUNT},
    [MEANING_DONE] = {"DONE", REACH_THING},
    [MEANING_NO_ANSWER] = {"NO_ANSWER", REACH_ACCOUNT},
    [MEANING_OUTAGE] = {"OUTAGE", REACH_THING}, /* of one document or of all: others tell */
    [MEANING_WALL] = {"WALL", REACH_ACCOUNT},
    [MEANING_LIMIT] = {"LIMIT", REACH_RESOURCE},
    [MEANING_TOKEN] = {"TOKEN", REACH_ACCOUNT},
    [MEANING_SCOPE] = {"SCOPE", REACH_RESOURCE},
    [MEANING_BLOCKED] = {"BLOCKED", REACH_ACCOUNT},
    [MEANING_FOREIGN] = {"FOREIGN", REACH_THING},
    [MEANING_GONE] = {"GONE", REACH_THING},
    [MEANING_REMOVED] = {"REMOVED", REACH_RESOURCE},
    [MEANING_CONFLICT] = {"CONFLICT", REACH_THING},
    [MEANING_EXHAUSTED] = {"EXHAUSTED", REACH_THING},
    [MEANING_REFUSED] = {"REFUSED", REACH_THING},
    [MEANING_REQUEST] = {"REQUEST", REACH_RESOURCE},
    [MEANING_SHAPE] = {"SHAPE", REACH_THING},
};

static const char *const sentences[MEANING_COUNT] = {
    [MEANING_NO_ANSWER] = N_("Allegro could not be reached."),
    [MEANING_OUTAGE] = N_("Allegro is having problems and did not deliver it."),
    [MEANING_WALL] = N_("Bot protection answered instead of Allegro."),
    [MEANING_LIMIT] = N_("Allegro asked Kram to slow down."),
    [MEANING_TOKEN] = N_("Allegro denied this account access."),
    [MEANING_SCOPE] = N_("A permission is missing: reconnect the account."),
    [MEANING_BLOCKED] = N_("Allegro does not allow this for the account."),
    [MEANING_FOREIGN] = N_("According to Allegro it belongs to another seller."),
    [MEANING_GONE] = N_("Allegro does not have it, or no longer does."),
    [MEANING_REMOVED] = N_("Allegro has removed this function; a newer version of Kram is needed."),
    [MEANING_CONFLICT] = N_("It changed at Allegro in the meantime."),
    [MEANING_EXHAUSTED] = N_("Allegro accepts no further changes."),
    [MEANING_REFUSED] = N_("Allegro rejected this request."),
    [MEANING_REQUEST] =
	N_("Allegro no longer accepts requests of this kind; a newer version of Kram is needed."),
};

const char *meaning_name(enum meaning m)
{
	return (unsigned)m < MEANING_COUNT ? meanings[m].name : "";
}

enum meaning meaning_find(const char *name)
{
	for (int m = MEANING_NONE + 1; name && m < MEANING_COUNT; m++)
		if (str_eq(meanings[m].name, name))
			return (enum meaning)m;
	return MEANING_NONE;
}

enum meaning_reach meaning_reach(enum meaning m)
{
	return (unsigned)m < MEANING_COUNT ? meanings[m].reach : REACH_ACCOUNT;
}

const char *meaning_text(enum meaning m)
{
	return (unsigned)m < MEANING_COUNT ? sentences[m] : NULL;
}
