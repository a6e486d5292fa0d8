#ifndef SANDBOX_RATINGS_RATING_H
#define SANDBOX_RATINGS_RATING_H

/*
 * What buyers say of a purchase, and what the seller answers (FACTS 8).
 *
 * Answers and requests for removal leave lastChangedAt as it is: openapi.yaml calls it the time of
 * creation or of the latest edition. A rating whose buyer took it back answers 404 and is in no
 * list.
 */

#include "server/http.h"
#include "world/world.h"

enum { RATING_ID_DIGITS = 24, RATING_TEXT_MAX = 500, RATING_REMOVAL_DAYS = 30 };

struct rating_text {
	int64_t at; /* TIME_NONE: there is none */
	const char *text;
};

struct rating {
	char id[RATING_ID_DIGITS + 1];
	struct order *order;
	bool recommended;
	const char *comment; /* NULL: none */
	int64_t marks[4];    /* delivery, delivery cost, description, service; 0: not given */
	int64_t created_at;
	int64_t edited_at;   /* TIME_NONE: never */
	int64_t listed_from; /* in no list before: it comes late */
	int64_t removal_until;
	bool excluded;
	bool withdrawn;
	bool unreadable; /* its document has a number in place of recommended */
	struct rating_text answer;
	struct rating_text removal;
};

/* All of them, in the order they came. */
struct ratings {
	struct rating **at;
	size_t n;
	size_t room;
};
const struct ratings *ratings_all(const struct world *w);

int64_t rating_changed_at(const struct rating *r);

/* Does it answer now? */
bool rating_is_listed(const struct world *w, const struct rating *r);

struct rating *rating_find(const struct world *w, const char *id); /* NULL: unknown */

/* Ratings of orders that have arrived, up to n, one in four of them bad. */
void ratings_seed(struct world *w, int64_t n);

/* Resources. */
extern const char *const ratings_list_query[];
void ratings_list(struct exchange *x);
void ratings_show(struct exchange *x);
void ratings_answer(struct exchange *x);
void ratings_remove(struct exchange *x);

/* Control: order= recommended=yes|no comment= days-ago= late-hours= excluded= unreadable= */
void control_rate(struct exchange *x);
/* id= comment= recommended= */
void control_rating_edit(struct exchange *x);
/* id= */
void control_rating_withdraw(struct exchange *x);
/* id= answer= removal=: as in Allegro's own panel */
void control_rating_settle(struct exchange *x);
/* Every rating as it is. */
void control_ratings(struct exchange *x);

#endif
