#ifndef DOMAIN_RATINGS_RATING_H
#define DOMAIN_RATINGS_RATING_H

/*
 * Ratings: what buyers say of a purchase, brought in by sync-ratings, and the two things a seller
 * can do about it: answer, and ask Allegro for removal. Each is an act (outbox_act.h).
 */

#include "allegro/rating_api.h"
#include "db/window.h"
#include "domain/outbox/outbox_act.h"

/* A rating as it is here; its texts are NULL once it is forgotten. */
struct rating_row {
	struct rating r; /* without its offers */
	uint64_t account_id;
	const char *account;
	const char *title; /* of the first offer */
	int64_t gone_at;   /* Allegro does not show it any more */
};

/* ---- Looking ------------------------------------------------------------------------------- */

enum rating_view {
	RATING_VIEW_ANSWER,  /* negative, without an answer */
	RATING_VIEW_REMOVAL, /* removal can still be asked for */
	RATING_VIEW_ASKED,   /* and has been */
	RATING_VIEW_NEGATIVE,
	RATING_VIEW_ALL,
	RATING_VIEW_COUNT
};
extern const char *const rating_view_names[RATING_VIEW_COUNT + 1];

/* Rows are struct rating_row. */
MUST_CHECK enum rc rating_list(struct db *db, void *mem, const struct window_filter *f,
			       struct window_page *out, struct err *e);

/* How many there are in each tab but all, at most WINDOW_COUNT_MAX each. */
MUST_CHECK enum rc rating_count(struct db *db, int64_t out[RATING_VIEW_ALL], struct err *e);

/* One with what is needed to judge it. RC_NOT_FOUND: it was never here. */
struct rating_detail {
	struct rating_row row;
	struct acts acts;
};
MUST_CHECK enum rc rating_load(struct db *db, void *mem, const char *id, struct rating_detail *out,
			       struct err *e);

/* ---- Deciding ------------------------------------------------------------------------------ */

/* Why nothing of this kind may be sent about the rating, whatever the text: a reason that
 * outbox.reason keeps; NULL: it may. Pure. */
const char *rating_obstacle(const struct rating_row *row, const char *kind, int64_t now);

/* As acts see it: the version is changed_at. Pure; and for act_decide(). */
struct act_thing rating_thing(const struct rating_row *row, const char *kind, int64_t now);
act_look_fn rating_look;

/* ---- Keeping ------------------------------------------------------------------------------- */

/* What is blanked of a rating: who wrote it, and what was written, to them as well. */
#define RATING_FORGOTTEN                                                                           \
	"r.login = NULL, r.comment = NULL, r.answer = NULL, r.removal = NULL, r.words = ''"

/* Blank it where the order is erased, or its buyer has asked for it. */
MUST_CHECK enum rc rating_forget(struct db *db, struct err *e);

#endif
