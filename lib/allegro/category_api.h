#ifndef ALLEGRO_CATEGORY_API_H
#define ALLEGRO_CATEGORY_API_H

/*
 * Allegro's categories and their parameters (FACTS 4): the children of a category, one category,
 * what happened to categories, the parameters of one, and which of these change soon. Names are
 * asked for in Polish. Errors are those of client.h; category_is_unknown() tells that Allegro has
 * no such category.
 */

#include "allegro/journal.h"

/* The parent of the main categories, where Allegro names it. */
#define CATEGORY_ROOT "954b95b6-43cf-4104-8354-dea4d9b10ddf"

enum {
	CATEGORY_EVENTS_MAX = 1000, /* of a page of the journal */
	CATEGORY_CHANGES_MAX = 1000,
	CATEGORY_NAME_MAX = 255, /* characters; what is longer is cut, with no harm */
};

struct category {
	const char *id;
	const char *name;
	const char *parent_id;	/* NULL: a main category */
	int64_t leaf;		/* 0, 1: offers stand in leaves alone */
	int64_t makes_products; /* 0, 1: products may be created in it */
	enum tri said_leaf;
	enum tri said_products;
};

/* The children of one category. Asked for: parent_id, NULL for the main categories. */
struct category_children {
	const char *parent_id;
	enum rc rc;	/* RC_OK: all of them are here */
	bool asked;	/* false: rc is that of another, which made this one vain */
	struct err err; /* when rc is not RC_OK */
	struct category *at;
	size_t n;
};

/* n lists in parallel; returns as documents_fetch() does. A list one of whose members cannot
 * be read is RC_SHAPE as a whole: a category that is left out would look as if it were gone. */
MUST_CHECK enum rc categories_fetch(struct allegro *a, void *owner,
				    struct category_children *wanted, size_t n, struct err *e);

MUST_CHECK enum rc category_fetch(struct allegro *a, void *owner, const char *id,
				  struct category *out, struct err *e);

bool category_is_unknown(const struct err *e);

/* ---- What happened ------------------------------------------------------------------------- */

extern const char *const category_event_types[]; /* ended by NULL; Allegro may have others */
#define CATEGORY_CREATED "CATEGORY_CREATED"
#define CATEGORY_RENAMED "CATEGORY_RENAMED"
#define CATEGORY_MOVED	 "CATEGORY_MOVED"
#define CATEGORY_DELETED "CATEGORY_DELETED"

struct category_event {
	const char *id;
	const char *type;
	struct category category; /* its id is NULL where the event names none */
	const char *redirect_id;  /* what stands for a deleted one; NULL: nothing */
};

extern const struct journal category_journal; /* three months of them */

/* What an event of the journal tells of its category. RC_SHAPE: nothing that can be read. */
MUST_CHECK enum rc category_event_read(void *owner, const struct journal_event *ev,
				       struct category_event *out, struct err *e);

/* ---- Parameters ---------------------------------------------------------------------------- */

extern const char *const category_param_types[]; /* ended by NULL; Allegro may have others */

struct param_word {
	const char *text;
};

/* One of the conditions of requiredIf and displayedIf, all of which must hold: the parameter has
 * one of these values. */
struct param_with {
	const char *id;
	struct param_word *values;
	size_t n_values;
};

/* Or, of requiredIf alone: it has none. */
struct param_without {
	const char *id;
};

struct param_value {
	const char *id;
	const char *value;
	struct param_word *depends; /* ids of the other parameter's values; none: always allowed */
	size_t n_depends;
	struct param_word *former_ids;
	size_t n_former_ids;
	struct param_word *former_values;
	size_t n_former_values;
};

/* Numbers of restrictions that are not told are INT64_MIN; bounds are millionths. */
struct category_param {
	const char *id;
	const char *name;
	const char *type;
	const char *unit; /* NULL: none */
	int64_t required; /* 0, 1: in an offer; see required_if */
	int64_t required_for_product;
	int64_t describes_product; /* 1: it goes with the product, 0: with the offer */
	int64_t custom_values;	   /* 1: a text of one's own with ambiguous_id */
	const char *ambiguous_id;  /* the value that means "other"; NULL: none */
	const char *depends_on;	   /* parameter its values depend on; NULL: none */
	int64_t min;
	int64_t max;
	int64_t is_range; /* 0, 1 */
	int64_t precision;
	int64_t min_length;
	int64_t max_length;
	int64_t most_values; /* of a text */
	int64_t multiple;    /* 0, 1: several values of the dictionary at once */
	struct param_value *values;
	size_t n_values;
	struct param_with *required_with;
	size_t n_required_with;
	struct param_without *required_without;
	size_t n_required_without;
	struct param_with *displayed_with;
	size_t n_displayed_with;
	struct param_word *former_ids;
	size_t n_former_ids;
	struct param_word *former_names;
	size_t n_former_names;
	const char *raw; /* as Allegro has it */
	enum tri said[6];
	const char *said_min;
	const char *said_max;
};

struct category_params {
	struct category_param *at;
	size_t n;
};

/* A list one of whose parameters cannot be read is RC_SHAPE as a whole: without it a product would
 * seem ready that is not. */
MUST_CHECK enum rc category_params_fetch(struct allegro *a, void *owner, const char *id,
					 struct category_params *out, struct err *e);

/* The same from its document; category_param.c, which asks nobody. */
MUST_CHECK enum rc category_params_read(void *owner, struct json *doc, struct category_params *out,
					struct err *e);

/* One parameter as category_param.raw has it. */
MUST_CHECK enum rc category_param_parse(void *owner, const char *raw, struct category_param *out,
					struct err *e);

/* A parameter that becomes required: type is REQUIREMENT_CHANGE, so far. */
struct param_change {
	const char *type;
	int64_t decided_at; /* scheduledAt */
	int64_t due_at;	    /* scheduledFor */
	const char *category_id;
	const char *param_id;
};

struct param_change_page {
	struct param_change *at;
	size_t n;
	size_t unread; /* further ones, which cannot be read */
	struct err why;
	bool full;
};

MUST_CHECK enum rc param_changes_fetch(struct allegro *a, void *owner, int64_t offset,
				       struct param_change_page *out, struct err *e);

#endif
