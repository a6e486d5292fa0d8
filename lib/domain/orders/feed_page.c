/* Pages at half the limit after one that could not be read. */
#include "domain/orders/feed_page.h"

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

/* Something that asks for a page at a limit. */
struct asking {
	struct feed *feed;
	int64_t *learned;
	int64_t max;
	enum rc (*fetch)(struct asking *a, void *owner, int64_t limit, struct err *e);
	const char *from;		   /* of the journal */
	struct checkout_form_query *query; /* of the list */
	void *page;			   /* struct of the kind */
};

static enum rc fetch_events(struct asking *a, void *owner, int64_t limit, struct err *e)
{
	return journal_fetch(a->feed->turn->api, owner, &order_journal, a->from, limit, a->page, e);
}

static enum rc fetch_forms(struct asking *a, void *owner, int64_t limit, struct err *e)
{
	a->query->limit = limit;
	return checkout_forms_list(a->feed->turn->api, owner, a->query, a->page, e);
}

static enum rc ask(struct asking *a, void *mem, struct err *e)
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
		if (turn_beat(a->feed->turn, e))
			return e->rc;
	}
	*a->learned = limit_of(2 * limit, a->max);
	return RC_OK;
}

enum rc feed_page_events(struct feed *feed, void *mem, const char *from, struct journal_page *page,
			 struct err *e)
{
	struct asking a = {.feed = feed,
			   .learned = &feed->limits.journal,
			   .max = order_journal.most,
			   .fetch = fetch_events,
			   .from = from,
			   .page = page};

	return ask(&a, mem, e);
}

enum rc feed_page_forms(struct feed *feed, void *mem, struct checkout_form_query *q,
			struct checkout_form_page *page, struct err *e)
{
	struct asking a = {.feed = feed,
			   .learned = &feed->limits.list,
			   .max = CHECKOUT_FORMS_MAX,
			   .fetch = fetch_forms,
			   .query = q,
			   .page = page};

	return ask(&a, mem, e);
}
