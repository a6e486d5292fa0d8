/* Events of the journal, applied in their order. */
#include "domain/categories/category_steps.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/feed/feed_page.h"

struct news {
	struct category_tree tree;
	const struct category_event *events;
	size_t n;
	const char *last; /* of all that came, read or not */
	bool unread;	  /* one of them cannot be read */
};

static enum rc parent_of(struct db *db, void *mem, const char *environment, const char *id,
			 const char **parent, struct err *e)
{
	struct category_row row;

	*parent = NULL;
	if (category_find(db, mem, environment, id, &row, e) == RC_NOT_FOUND)
		err_clear(e);
	else
		*parent = row.c.parent_id;
	return e->rc;
}

static enum rc apply_shown(struct db *db, const struct category_tree *t, const struct category *c,
			   struct err *e)
{
	if (categories_save(db, t->environment, c, 1, t->now, e) ||
	    category_mark(db, t->environment, c->id, CATEGORY_REREAD, t->now, e))
		return e->rc;
	return c->parent_id
		   ? category_mark(db, t->environment, c->parent_id, CATEGORY_BRANCH, t->now, e)
		   : RC_OK;
}

static enum rc apply(struct db *db, void *mem, const struct category_tree *t,
		     const struct category_event *ev, struct err *e)
{
	const struct category *c = &ev->category;
	const char *parent;

	if (!c->id)
		return RC_OK;
	if (parent_of(db, mem, t->environment, c->id, &parent, e))
		return e->rc;
	const bool deleted = str_eq(ev->type, CATEGORY_DELETED);
	/* The one it leaves may be a leaf now. */
	if (parent && (deleted || !str_eq(parent, c->parent_id)) &&
	    category_mark(db, t->environment, parent, CATEGORY_REREAD, t->now, e))
		return e->rc;
	return deleted ? category_redirect(db, t->environment, c->id, ev->redirect_id, t->now, e)
		       : apply_shown(db, t, c, e);
}

static enum rc save_news(struct db *db, void *arg, struct err *e)
{
	const struct news *news = arg;
	struct category_tree t = news->tree;
	void *mem = mem_context(NULL, "events");

	for (size_t i = 0; i < news->n && !e->rc; i++)
		(void)apply(db, mem, &t, &news->events[i], e);
	mem_free(mem);
	if (e->rc)
		return e->rc;
	if (news->n)
		category_tree_grow(&t);
	t.event_id = str_or(news->last, t.event_id);
	t.events_at = t.now;
	if (news->unread) /* nobody knows what it changed */
		t.began_at = t.now;
	return category_tree_save(db, &t, e);
}

/* What can be read of a page; the first that cannot is told. */
static void read_page(struct turn *turn, void *mem, const struct journal_page *page,
		      struct news *news)
{
	struct category_event *events = mem_array(mem, struct category_event, page->n + 1);

	news->events = events;
	news->unread = page->nameless > 0;
	for (size_t i = 0; i < page->n; i++) {
		struct err why = {0};

		if (!category_event_read(mem, &page->events[i], &events[news->n], &why)) {
			news->n++;
			continue;
		}
		if (!news->unread)
			turn_note(turn, &why);
		news->unread = true;
	}
	news->last = page->n ? page->events[page->n - 1].id : NULL;
}

/* *more: there are further events. */
static enum rc follow_page(struct turn *turn, void *mem, int64_t *learned, bool *more,
			   struct err *e)
{
	struct journal_page page;
	struct news news = {.n = 0};
	struct category_tree *t = &news.tree;

	if (turn_beat(turn, e) ||
	    category_tree_load(turn->db, mem, turn->account->environment, t, e))
		return e->rc;
	if (feed_page_journal(turn, mem, &category_journal, t->event_id, learned, &page, e)) {
		if (e->meaning != MEANING_REFUSED || !t->event_id)
			return e->rc;
		err_clear(e); /* the journal has forgotten it: all is read anew */
		*more = false;
		t->event_id = NULL;
		t->began_at = t->now;
		return turn_tx(turn, category_tree_save_tx, t, e);
	}
	read_page(turn, mem, &page, &news);
	turn->counts.events += news.n;
	*more = page.full && !news.unread && !str_eq(news.last, t->event_id);
	return turn_tx(turn, save_news, &news, e);
}

enum rc category_follow(struct turn *turn, struct err *e)
{
	int64_t learned = 0;
	bool more = true;

	while (more && !e->rc) {
		void *mem = mem_context(NULL, "events");

		(void)follow_page(turn, mem, &learned, &more, e);
		mem_free(mem);
		if (turn->dry)
			break;
	}
	return e->rc;
}
