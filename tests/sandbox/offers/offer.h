#ifndef SANDBOX_OFFERS_OFFER_H
#define SANDBOX_OFFERS_OFFER_H

/*
 * The truth of offers (FACTS 3): what each seller offers, and the journal of what happened to it.
 *
 * Everything that changes an offer goes through the functions of offer_life.c, which keep the
 * journal and the counters right. The first seller has what the demonstration needs: the offers
 * that its orders have bought, offers of products of the shop under their SKU, and the odd ones
 * that matching has to cope with (offer_seed.c). Drafts and ended offers make no events.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"

#include "categories/category.h"
#include "world/world.h"

enum {
	OFFERS_DEMO = 300,	 /* of the first seller, unless asked for another number */
	OFFER_EVENT_HOURS = 24,	 /* FACTS 3.1 */
	OFFER_ARCHIVE_DAYS = 60, /* from the end of an offer until nobody finds it (FACTS 3.2) */
	OFFER_IMAGES = 16,
	OFFER_PACES = 10, /* enum pace */
};

enum offer_status { OFFER_INACTIVE, OFFER_ACTIVATING, OFFER_ACTIVE, OFFER_ENDED, OFFER_STATUSES };
extern const char *const offer_status_names[OFFER_STATUSES + 1];

enum offer_end {
	END_BY_USER,
	END_BY_ADMIN,
	END_BY_EXPIRATION,
	END_BY_EMPTY_STOCK,
	END_BY_PRODUCT_DETACHMENT,
	END_BY_ERROR,
	OFFER_ENDS
};
extern const char *const offer_end_names[OFFER_ENDS + 1];

/* Programmes of Allegro's that an offer takes part in; bits. */
enum offer_programme {
	IN_ALLEGRO_PRICES = 1 << 0,
	IN_ALLE_DISCOUNT = 1 << 1,
	IN_BADGE = 1 << 2,
};

struct card;

struct offer {
	const char *id;
	uint32_t sku_hash; /* of sku; 0: none */
	struct seller *seller;
	enum offer_status status;
	enum offer_end ended_by; /* of an ended one */
	const char *sku;	 /* external.id; NULL: none */
	const char *name;
	const struct node *category;
	struct money price;
	int64_t stock;
	int64_t sold; /* in 30 days, as Allegro counts */
	int64_t watchers;
	int64_t visits;
	int64_t created_at;
	int64_t updated_at;
	int64_t started_at;  /* TIME_NONE: never */
	int64_t ended_at;    /* TIME_NONE: not ended */
	int64_t listed_from; /* lists and filters know it from then on */
	const char *image;   /* of the list; NULL: none */
	const char *rule;    /* of price automation, its id; NULL: none */
	int64_t rule_min;    /* grosze; the rule stays between them */
	int64_t rule_max;
	int64_t ruled_at;     /* when the rule sets the price again; TIME_NONE: it is as it wants */
	int64_t activates_at; /* of an ACTIVATING one */
	uint64_t price_turn;  /* of the newest command for its price; an older one is too late */
	const char *shipping; /* id of a set of shipping rates; NULL: none */
	const char *returns;
	const char *implied;
	const char *warranty;	       /* the same of each */
	const struct product *product; /* as buyers buy it now; NULL: to be made again */
	size_t demo;		    /* number of the product of the shop; OFFER_OF_NO_DEMO: none */
	const char *missing;	    /* a code: why it cannot be put up; NULL: it can */
	const char *validation;	    /* JSON list of what it lacks; NULL: nothing */
	const struct card *card;    /* of what was written; NULL: a product of its own */
	char product_id[UUID_SIZE]; /* of that product; "": nothing was written */
	const char *body;	    /* JSON of what else was written; NULL: as it was made */
	unsigned programmes;
	bool fulfilment;    /* Allegro's warehouse holds its stock */
	const char *poison; /* name of the way its documents are odd; NULL: sound */
	bool archived;	    /* nobody finds it any more */
};

#define OFFER_OF_NO_DEMO SIZE_MAX

enum offer_event_type {
	OFFER_EVENT_ACTIVATED,
	OFFER_EVENT_CHANGED,
	OFFER_EVENT_ENDED,
	OFFER_EVENT_STOCK,
	OFFER_EVENT_PRICE,
	OFFER_EVENT_ARCHIVED,
	OFFER_EVENT_BID_PLACED,
	OFFER_EVENT_BID_CANCELED,
	OFFER_EVENT_TRANSLATION,
	OFFER_EVENT_VISIBILITY,
	OFFER_EVENT_BLOCKED,
	OFFER_EVENT_TYPES
};
extern const char *const offer_event_names[OFFER_EVENT_TYPES + 1];

/* What goes wrong with offers on demand: the rows of faults.c that begin with offer- or command-.
 */
enum offer_trouble {
	COMMAND_LATE,	   /* value: ms until it is done */
	COMMAND_PARTIAL,   /* value: tasks that are done at once; the others an hour later */
	COMMAND_STUCK,	   /* its tasks stay NEW */
	COMMAND_LOST,	   /* accepted, and then unknown; nothing was done */
	COMMAND_FORGOTTEN, /* done, and then unknown */
	TASK_FAILS,	   /* value: a code; pattern of offer ids */
	TASK_LIES_DONE,	   /* it says SUCCESS, and nothing was done */
	TASK_LIES_FAILED,
	TASK_MISSING,
	TASK_EXTRA, /* told twice, the second time failed */
	SELLER_BLOCKED,
	ACTIVATION_SLOW, /* value: ms that it is ACTIVATING; pattern of offer ids */
	OPERATION_LATE,	 /* value: ms until it is done; pattern of offer ids, of the next three too
			  */
	OPERATION_FAILS, /* value: a code */
	OPERATION_FORGOTTEN,
	OFFER_BUSY,	    /* 409 */
	PATCH_REFUSED,	    /* value: a code of something that was not sent */
	LISTING_LAG,	    /* value: ms until lists know a new offer; pattern of SKUs */
	IMAGE_FAILS,	    /* value: a code; pattern of addresses */
	VALUE_FAILS,	    /* of a parameter, though its list has it; pattern of values */
	SELL_AFTER_READ,    /* value: pieces that are bought as soon as it was shown */
	SELL_BEFORE_CHANGE, /* the same, before a command changes its pieces */
	QUOTA,		    /* value: offers an hour that commands of a kind may change */
	OFFER_TROUBLES
};
struct trouble {
	int64_t left; /* below 0: until it is cleared */
	int64_t value;
	const char *text;
	const char *pattern; /* NULL, "": any */
};
bool trouble_take(struct world *w, enum offer_trouble what, const char *subject);
void troubles_clear(struct world *w);

/* What it says is of the moment it happened; there are no values in it. */
struct offer_event {
	uint64_t number; /* its id in disguise */
	enum offer_event_type type;
	int64_t at;
	int64_t shown_from; /* later than at: it comes in late, in its old place */
	const struct offer *offer;
	const char *sku;
	enum offer_end ended_by;
	bool automatic; /* a price that a rule changed */
	bool last;	/* a late one that comes in as the newest */
};

struct offer_journal {
	struct offer_event *at; /* in the order they are handed out */
	size_t n;
	size_t room;
	size_t first; /* what was before this place is forgotten */
	size_t n_late;
	uint64_t numbers;
};

/* What one seller offers, in the order it was made. */
struct shelf {
	struct offer **at;
	size_t n;
	size_t room;
	size_t n_archived;
	struct offer_journal journal;
};

struct commands;
struct operation;
struct price_rule;

/* Requests of a kind in the window that has the number. */
struct pace_used {
	int64_t window;
	int64_t n;
};

struct offers {
	struct sandbox *sb;
	struct shelf shelves[SELLERS];
	struct table *by_id;
	uint64_t next_id;
	struct rng rng;
	int64_t next_age;			      /* nothing is archived before */
	int64_t next_due;			      /* nothing else happens by itself before */
	struct commands *commands;		      /* command.h */
	struct price_rule *rules;		      /* of prices; price_rule.h */
	struct operation *operations;		      /* operation.h; the newest first */
	struct table *images;			      /* by address; images.c */
	struct pace_used paces[SELLERS][OFFER_PACES]; /* by enum pace */
	struct trouble trouble[OFFER_TROUBLES];
};

/* The offers that the world begins with: n of the first seller, some of the second. */
void offers_seed(struct sandbox *sb, size_t n);

struct shelf *shelf_of(const struct world *w, const struct seller *s);
struct offer *offer_find(const struct world *w, const char *id); /* NULL: unknown, or archived */

/* One more on its seller's shelf, with an id of its own when it has none; it may be changed. */
struct offer *offer_keep(struct world *w, const struct offer *like);
void offer_set_sku(struct world *w, struct offer *o, const char *sku);
uint32_t offer_hash(const char *text); /* never 0 */

/* What happens to it; each tells the journal, as far as Allegro does. */
struct offer_price {
	struct money price;
	bool automatic; /* by a rule */
};
void offer_price(struct world *w, struct offer *o, struct offer_price to);
void offer_stock(struct world *w, struct offer *o, int64_t to); /* 0 ends an active one */
void offer_end(struct world *w, struct offer *o, enum offer_end by);
bool offer_activate(struct world *w, struct offer *o); /* false: nothing to sell, or too late */
void offer_activate_at(struct world *w, struct offer *o, int64_t at); /* ACTIVATING until then */
void offer_follow_rule(struct world *w, struct offer *o); /* its rule sets its price soon */
void offer_changed(struct world *w, struct offer *o);

/* What happens by itself until now: commands, rules of prices, activations, the archive. Returns
 * milliseconds until something is due again. Whoever reads offers asks for it first. */
int64_t offers_step(struct world *w);
void offers_wake_age(struct world *w);	       /* a draft was made, or an offer ended */
void offers_wake(struct world *w, int64_t at); /* something is due then */

/* Is it what buyers can buy? */
static inline bool offer_is_on_sale(const struct offer *o)
{
	return o->status == OFFER_ACTIVE && o->stock > 0 && !o->archived;
}

/* As buyers buy it now: what a line of an order says of it. */
const struct product *offer_product(struct world *w, struct offer *o);

/* Something for a buyer of this seller, NULL: nothing is on sale. */
struct offer *offer_draw(struct world *w, const struct seller *s);

/* On demand somebody buys of it right now: its trouble says how many, as far as there are. */
void offer_sell(struct world *w, struct offer *o, enum offer_trouble when);

/* A line was bought: its offer has that much less, as far as it has. */
void offer_sold(struct world *w, const struct line *line);

/* The journal. */
void offer_tell(struct world *w, const struct offer *o, enum offer_event_type type, bool automatic);
void offer_events_release(struct world *w); /* withheld ones come in now */
void offer_journal_forget(struct offer_journal *j, size_t keep);

#endif
