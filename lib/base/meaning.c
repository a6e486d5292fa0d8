/* The table of meanings. */
#include "base/meaning.h"

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
