/* Pages at half the limit after one that could not be read. */
#include "domain/feed/feed_page.h"

#include "base/mem.h"
#include "base/str.h"

/* Is half of it worth asking for? */
static bool may_be_halved(const struct err *e, int64_t limit)
{
	return e->rc == RC_SHAPE && limit > 1 && str_eq(e->code, ALLEGRO_PAGE_PART);
}

static int64_t limit_of(int64_t learned, int64_t max)
{
	return learned > 0 && learned < max ? learned : max;
}

enum rc feed_page_ask(struct feed_asking *a, void *mem, struct err *e)
{
	int64_t limit = limit_of(*a->learned, a->max);

	for (;;) {
		void *owner = mem_context(mem, "page");
		if (!a->fetch(a, owner, limit, e))
			break;
		mem_free(owner);
		if (!may_be_halved(e, limit))
			return e->rc;
		err_clear(e);
		limit /= 2;
		*a->learned = limit;
		if (turn_beat(a->turn, e))
			return e->rc;
	}
	*a->learned = limit_of(2 * limit, a->max);
	return RC_OK;
}

struct journal_asked {
	const struct journal *journal;
	const char *from;
};

static enum rc fetch_events(struct feed_asking *a, void *owner, int64_t limit, struct err *e)
{
	const struct journal_asked *asked = a->arg;

	return journal_fetch(a->turn->api, owner, asked->journal, asked->from, limit, a->page, e);
}

enum rc feed_page_journal(struct turn *turn, void *mem, const struct journal *journal,
			  const char *from, int64_t *learned, struct journal_page *page,
			  struct err *e)
{
	struct journal_asked asked = {journal, from};
	struct feed_asking a = {.turn = turn,
				.learned = learned,
				.max = journal->most,
				.fetch = fetch_events,
				.arg = &asked,
				.page = page};

	return feed_page_ask(&a, mem, e);
}

enum rc feed_page_events(struct feed *feed, void *mem, const char *from, struct journal_page *page,
			 struct err *e)
{
	return feed_page_journal(feed->turn, mem, feed->kind->journal, from, &feed->limits.journal,
				 page, e);
}
