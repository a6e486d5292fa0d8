#ifndef SANDBOX_TERMS_TERMS_H
#define SANDBOX_TERMS_TERMS_H

/*
 * What a seller has to choose from (FACTS 3): sets of shipping rates, return policies,
 * implied warranties, warranties, and the registers of responsible producers and persons.
 *
 * The first seller has several of each, the second one a set of shipping rates only. They are made
 * at the first question. Names are not unique, as far as is known, so that a second POST makes a
 * second entry: whoever repeats one shows.
 */

#include "server/http.h"
#include "world/world.h"

enum term_kind {
	TERM_SHIPPING,
	TERM_RETURNS,
	TERM_IMPLIED,
	TERM_WARRANTY,
	TERM_PRODUCER,
	TERM_PERSON,
	TERM_KINDS
};
extern const char *const term_kind_names[TERM_KINDS + 1];

struct term {
	char id[UUID_SIZE];
	enum term_kind kind;
	const struct seller *seller;
	const char *body; /* JSON of its members but the id */
	bool managed;	  /* by Allegro: it cannot be changed */
	bool gone;
	int64_t changed_at;
};

struct terms {
	struct term **at; /* in the order they were made */
	size_t n;
	size_t room;
	struct rng rng;
};

/* Of this world, made on first use. */
struct terms *terms_of(struct sandbox *sb);
void terms_seed(struct sandbox *sb, struct terms *all);
struct term *term_add(struct sandbox *sb, struct terms *all, enum term_kind kind,
		      const struct seller *seller, const char *body);

/* Its name; belongs to owner. */
const char *term_name(void *owner, const struct term *t);

/* One member of its body in place of what it was. */
void term_set(struct world *w, struct term *t, const char *member, const char *text);

/* A body of this kind, checked, as it is kept; otherwise answers and returns NULL. */
const char *term_read(struct exchange *x, enum term_kind kind);

/* As Allegro writes it, in its list or by itself. */
void term_json(struct jw *w, const struct term *t, bool listed);

/* Resources; which kind is meant follows from the path. */
extern const char *const terms_shipping_query[];
extern const char *const terms_page_query[];
extern const char *const terms_tax_query[];
void terms_list(struct exchange *x);
void terms_show(struct exchange *x);
void terms_create(struct exchange *x);
void terms_change(struct exchange *x);
void terms_delete(struct exchange *x);
void terms_tax(struct exchange *x);

/* Control: every one as it is. */
void control_terms(struct exchange *x);
/* kind= name= seller=: made in Allegro's own panel, like the first of its kind */
void control_term_create(struct exchange *x);
/* id= name= */
void control_term_rename(struct exchange *x);
/* id=, or kind=: all of it */
void control_term_remove(struct exchange *x);

#endif
