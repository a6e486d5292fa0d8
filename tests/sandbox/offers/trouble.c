/* What goes wrong with offers. */
#include <fnmatch.h>
#include <string.h>

#include "base/str.h"

#include "offers/command.h"
#include "offers/offer.h"

bool trouble_take(struct world *w, enum offer_trouble what, const char *subject)
{
	struct trouble *t = &w->offers->trouble[what];

	if (!t->left || (!str_empty(t->pattern) && fnmatch(t->pattern, subject, 0)))
		return false;
	t->left -= t->left > 0;
	return true;
}

void troubles_clear(struct world *w)
{
	memset(w->offers->trouble, 0, sizeof(w->offers->trouble));
	commands_release(w);
}
