#ifndef SANDBOX_CATEGORIES_CATEGORY_H
#define SANDBOX_CATEGORIES_CATEGORY_H

/*
 * The tree of categories, what happens to it, and what each leaf wants to know (FACTS 4).
 *
 * Every seller sees the same tree, and the application too. It is made at the first question: a
 * tree of some three hundred as shops of a handful of trades meet it, and as many more as the
 * program was started with, drawn from words, always the same. What is deleted answers 404.
 */

#include "server/http.h"
#include "server/jw.h"
#include "world/world.h"

enum { NODE_ID_SIZE = 37, CATEGORY_EVENT_DAYS = 90 };

struct node {
	char id[NODE_ID_SIZE];
	const char *name;
	struct node *parent; /* NULL: a main category */
	size_t n_children;   /* those that are not gone */
	bool gone;
	struct node *redirect; /* stands for it once it is gone; NULL: nothing */
};

static inline bool node_is_leaf(const struct node *n)
{
	return !n->n_children;
}

enum node_event_type { NODE_CREATED, NODE_RENAMED, NODE_MOVED, NODE_DELETED, NODE_EVENTS };
extern const char *const node_event_names[NODE_EVENTS + 1];

/* A node as it was when it happened. */
struct node_event {
	char id[20];
	enum node_event_type type;
	int64_t at;
	const struct node *node;
	const char *name;
	const struct node *parent;
	bool leaf;
};

/* A parameter that becomes required. */
struct node_change {
	const struct node *node;
	const char *param; /* id */
	int64_t decided_at;
	int64_t due_at;
};

/* An id of a value that is another one now. */
struct renumbering {
	const char *from;
	const char *to;
};

enum { CHANGES_MAX = 2000, RENUMBERINGS_MAX = 50 };

struct categories {
	struct node **at; /* a parent before its children, as long as nothing moved */
	size_t n;
	size_t room;
	struct node_event *events;
	size_t n_events;
	size_t room_events;
	struct node_change changes[CHANGES_MAX];
	size_t n_changes;
	struct renumbering renumberings[RENUMBERINGS_MAX];
	size_t n_renumberings;
	struct rng rng;
};

/* Of this world, made on first use. */
struct categories *categories_of(struct sandbox *sb);

/* As many as the program was started with. */
void categories_grow(struct world *w, struct categories *all, size_t n);
/* One more, last; parent NULL: a main category. */
struct node *node_add(struct world *w, struct categories *all, const char *name,
		      struct node *parent);
struct node *node_find(const struct categories *all, const char *id); /* NULL: unknown, or gone */

/* A line a branch: "Dom > Oświetlenie: Kinkiety, Plafony". */
extern const char *const category_branches[];

/* The parameters of a leaf as they are now. */
void params_json(struct jw *w, const struct categories *all, const struct node *n, int64_t now);
bool param_exists(const char *id);

/* What a card of the catalogue has to know of a parameter of its category, and of a value of it. */
struct param_about {
	const char *name;
	const char *unit;     /* NULL: none */
	const char *value_id; /* of this text in the dictionary; NULL: it has none */
	const char
	    *ambiguous; /* stands for what the dictionary does not have; NULL: nothing does */
	bool is_dictionary;
};
/* False: the category has no such parameter. */
bool param_about(const struct categories *all, const struct node *n, const char *id,
		 const char *text, struct param_about *out);

/* Resources. */
extern const char *const categories_query[];
extern const char *const category_events_query[];
extern const char *const category_changes_query[];
void categories_list(struct exchange *x);
void categories_show(struct exchange *x);
void categories_params(struct exchange *x);
void categories_events(struct exchange *x);
void categories_changes(struct exchange *x);

/* Control. */
void control_categories(struct exchange *x);	    /* every node as it is */
void control_category_create(struct exchange *x);   /* parent= name= */
void control_category_rename(struct exchange *x);   /* id= name= */
void control_category_move(struct exchange *x);	    /* id= parent= */
void control_category_delete(struct exchange *x);   /* id= redirect= */
void control_category_schedule(struct exchange *x); /* id= param= days= */
void control_category_renumber(struct exchange *x); /* value= becomes= */

#endif
