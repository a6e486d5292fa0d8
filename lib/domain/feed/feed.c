/* The stages of a turn. */
#include "domain/feed/feed.h"

enum rc feed_take(struct feed *feed, struct err *e)
{
	static enum rc (*const stages[])(struct feed * feed,
					 struct err * e) = {feed_intake, feed_fetch, feed_sweep};
	struct err first = {0};

	for (size_t i = 0; i < COUNT_OF(stages); i++) {
		struct err own = {0};
		if (!stages[i](feed, &own))
			continue;
		bool ends = meaning_reach(own.meaning) == REACH_ACCOUNT;
		if (ends || !first.rc)
			first = own;
		if (ends)
			break;
	}
	*e = first;
	return e->rc;
}
