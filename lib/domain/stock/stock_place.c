/* What people say of places: each in one transaction, with its row of the trail. */
#include "domain/stock/stock_place.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/stock/stock_look.h"
#include "domain/stock/stock_place_store.h"

#include <inttypes.h>

const char *const stock_buffer_names[STOCK_BUFFERS + 1] = {
    [STOCK_BUFFER_PRODUCT] = "product",
    [STOCK_BUFFER_CATEGORY] = "category",
    [STOCK_BUFFER_ALL] = "account",
};

enum stock_place_refusal stock_place_refuses(const struct stock_place_use *use)
{
	if (use->products)
		return STOCK_PLACE_HOLDS;
	if (!use->others)
		return STOCK_PLACE_LAST;
	if (use->accounts)
		return STOCK_PLACE_FEEDS;
	return use->files ? STOCK_PLACE_FILES : STOCK_PLACE_MAY;
}

struct saying {
	const struct stock_place *place;
	const struct stock_buffer *buffer;
	const struct stock_profile *profile;
	const struct stock_feed *feeds;
	size_t n;
	uint64_t account_id;
	const char *actor;
	enum stock_place_refusal refused;
	void *mem;
};

/* What is said of places and buffers concerns all offers. */
static enum rc said(struct db *db, const struct saying *s, const char *action, const char *subject,
		    const char *after, struct err *e)
{
	const struct audit_entry entry = {
	    .actor = s->actor, .action = action, .subject = subject, .after = after};

	return stock_look_again(db, e) ? e->rc : audit_add(db, &entry, e);
}

static enum rc save_place(struct db *db, void *arg, struct err *e)
{
	const struct saying *s = arg;
	uint64_t id = s->place->id;

	if (id ? stock_place_rename(db, s->place, e) : stock_place_add(db, s->place, &id, e))
		return e->rc;
	return said(db, s, "stock.place", audit_subject(s->mem, "place", id), s->place->name, e);
}

static enum rc end_place(struct db *db, void *arg, struct err *e)
{
	struct saying *s = arg;
	struct stock_place_use use;

	if (stock_place_use(db, s->place->id, &use, e))
		return e->rc;
	s->refused = stock_place_refuses(&use);
	if (s->refused || stock_place_close(db, s->place, e))
		return e->rc;
	return said(db, s, "stock.place-end", audit_subject(s->mem, "place", s->place->id), NULL,
		    e);
}

static enum rc save_feeds(struct db *db, void *arg, struct err *e)
{
	const struct saying *s = arg;
	const char *text = "";

	if (stock_feeds_put(db, s->account_id, s->feeds, s->n, e))
		return e->rc;
	for (size_t i = 0; i < s->n; i++)
		text =
		    mem_printf(s->mem, "%s%s%" PRIu64, text, i ? ", " : "", s->feeds[i].place_id);
	return said(db, s, "stock.feeds", audit_subject(s->mem, "account", s->account_id), text, e);
}

static enum rc save_buffer(struct db *db, void *arg, struct err *e)
{
	const struct saying *s = arg;
	const struct stock_buffer *b = s->buffer;
	const char *kind = stock_buffer_names[b->of];
	const struct stock_buffer_row row = {kind, b->subject, b->account_id, b->pieces, s->actor};

	if (stock_buffer_put(db, &row, e))
		return e->rc;
	return said(
	    db, s, "stock.buffer",
	    mem_printf(s->mem, "%s:%s", kind,
		       *b->subject ? b->subject : mem_printf(s->mem, "%" PRIu64, b->account_id)),
	    b->pieces == INT64_MIN ? NULL : mem_printf(s->mem, "%" PRId64, b->pieces), e);
}

static enum rc save_profile(struct db *db, void *arg, struct err *e)
{
	const struct saying *s = arg;

	if (stock_profile_put(db, s->profile, e))
		return e->rc;
	return said(db, s, "stock.profile", audit_subject(s->mem, "profile", s->profile->id),
		    mem_printf(s->mem, "%" PRIu64, s->profile->place_id), e);
}

static enum rc say(struct db *db, tx_body body, struct saying *s, struct err *e)
{
	s->mem = mem_context(NULL, "places");
	enum rc rc = tx_run(db, body, s, e);
	mem_free(s->mem);
	return rc;
}

enum rc stock_place_save(struct db *db, const struct stock_place *place, const char *actor,
			 struct err *e)
{
	return say(db, save_place, &(struct saying){.place = place, .actor = actor}, e);
}

enum rc stock_place_end(struct db *db, const struct stock_place *place, const char *actor,
			enum stock_place_refusal *refused, struct err *e)
{
	struct saying s = {.place = place, .actor = actor};
	enum rc rc = say(db, end_place, &s, e);

	*refused = s.refused;
	return rc;
}

enum rc stock_feeds_set(struct db *db, uint64_t account_id, const uint64_t *places, size_t n,
			const char *actor, struct err *e)
{
	struct stock_feed feeds[STOCK_PLACES];
	struct saying s = {.feeds = feeds, .n = n, .account_id = account_id, .actor = actor};

	if (n > STOCK_PLACES)
		BUG("%zu places of an account", n);
	for (size_t i = 0; i < n; i++)
		feeds[i] = (struct stock_feed){account_id, places[i], (int64_t)i};
	return say(db, save_feeds, &s, e);
}

enum rc stock_buffer_set(struct db *db, const struct stock_buffer *buffer, const char *actor,
			 struct err *e)
{
	return say(db, save_buffer, &(struct saying){.buffer = buffer, .actor = actor}, e);
}

enum rc stock_profile_set(struct db *db, const struct stock_profile *profile, const char *actor,
			  struct err *e)
{
	return say(db, save_profile, &(struct saying){.profile = profile, .actor = actor}, e);
}
