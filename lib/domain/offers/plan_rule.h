#ifndef DOMAIN_OFFERS_PLAN_RULE_H
#define DOMAIN_OFFERS_PLAN_RULE_H

/*
 * The judgement over plans: which changes a person should look at, what holds a plan until a person
 * agrees by name, what push-outbox does next with one, and how long it takes. Pure.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/compiler.h"

/* What is written. */
enum plan_topic {
	PLAN_PRICE,
	PLAN_STOCK,
	PLAN_STATUS,
	PLAN_DELETE,
	PLAN_EDIT,
	PLAN_RULE,
	PLAN_DELIVERY,
	PLAN_POLICY,
	PLAN_TOPICS
};
extern const char *const plan_topic_names[PLAN_TOPICS + 1];

/* The topic with this name; PLAN_TOPICS for no name of ours. */
enum plan_topic plan_topic_of(const char *name);

/* Can what a plan of this topic has done be taken back? */
bool plan_can_be_undone(enum plan_topic topic);

/* ---- One change ---------------------------------------------------------------------------- */

/* The worst first. */
enum plan_outlier {
	PLAN_UNIT,  /* a hundred times as much, or a hundredth: a slip of the unit */
	PLAN_JUMP,  /* a price that moves by more than PLAN_JUMP_BP */
	PLAN_TAX,   /* by exactly a rate of VAT: a net price where a gross one belongs */
	PLAN_ENDS,  /* the offer is ended */
	PLAN_PLAIN, /* none of these */
	PLAN_OUTLIERS
};
extern const char *const plan_outlier_names[PLAN_OUTLIERS + 1]; /* [PLAN_PLAIN] is "" */

enum { PLAN_JUMP_BP = 3000 };

/* Of an outbox kind and values as offer_value.h has them; before NULL: unknown. *change_bp:
 * INT64_MIN where there is none. */
enum plan_outlier plan_outlier_of(const char *kind, const char *before, const char *after,
				  int64_t *change_bp);

/* ---- All of them --------------------------------------------------------------------------- */

enum plan_brake {
	PLAN_BRAKE_UNIT = 1,	 /* any of PLAN_UNIT */
	PLAN_BRAKE_JUMP = 2,	 /* any of PLAN_JUMP */
	PLAN_BRAKE_TAX = 4,	 /* most changes are of PLAN_TAX */
	PLAN_BRAKE_EMPTYING = 8, /* too many offers end (F24) */
	PLAN_BRAKE_MANY = 16,	 /* too many offers at once */
	PLAN_BRAKE_DELETE = 32,	 /* nothing brings back what is deleted */
};
enum { PLAN_BRAKES = 6 };
extern const char *const plan_brake_names[PLAN_BRAKES + 1]; /* from the lowest */

enum {
	PLAN_ENDS_LEAST = 20,	 /* so many may end unasked, or */
	PLAN_ENDS_PERCENT = 5,	 /* so many of the account's active offers, what is more */
	PLAN_TAX_LEAST = 3,	 /* fewer are chance */
	PLAN_MANY_OFFERS = 5000, /* more than a person looks through */
};

struct plan_sums {
	int64_t items; /* to be written */
	int64_t of[PLAN_OUTLIERS];
	int64_t active; /* offers of the account */
	bool deletes;
};
/* What holds it: bits of enum plan_brake; 0: nothing. */
unsigned plan_brakes(const struct plan_sums *s);

/* ---- Its way ------------------------------------------------------------------------------- */

enum plan_state {
	PLAN_BUILDING,
	PLAN_DRAFT, /* whole: to be confirmed */
	PLAN_TRIAL,
	PLAN_RUNNING,
	PLAN_DONE,
	PLAN_STOPPED,
	PLAN_STATES
};
extern const char *const plan_state_names[PLAN_STATES + 1];

/* The state with this name; PLAN_STATES for no name of ours. */
enum plan_state plan_state_of(const char *name);

enum plan_item_state {
	PLAN_ITEM_WAITING,
	PLAN_ITEM_POSTED, /* in the outbox */
	PLAN_ITEM_DONE,
	PLAN_ITEM_FAILED,
	PLAN_ITEM_HELD, /* in the outbox, for a person */
	PLAN_ITEM_LEFT, /* left out: objected to */
	PLAN_ITEM_STATES
};
extern const char *const plan_item_state_names[PLAN_ITEM_STATES + 1];

/* Why one was stopped. */
enum plan_stop {
	PLAN_STOP_PERSON,
	PLAN_STOP_TRIAL,   /* one of the trial did not come back good */
	PLAN_STOP_BLOCKED, /* the account may not, or the consent lacks the permission */
	PLAN_STOP_FAILING, /* most of it fails */
	PLAN_STOPS
};
extern const char *const plan_stop_names[PLAN_STOPS + 1];

struct plan_counts {
	int64_t waiting;
	int64_t posted;
	int64_t done;
	int64_t failed;
	int64_t held;
	int64_t left;
	int64_t outliers; /* of those that are not left out */
	/* Of them, since it was started or taken up again. */
	int64_t bad_now; /* failed and held */
	int64_t done_now;
	int64_t blocked_now; /* held because of the account */
};

/* What is shown of the items of a plan. */
enum plan_item_view {
	PLAN_ITEMS_ALL,
	PLAN_ITEMS_OUTLIERS, /* but for those that are left out */
	PLAN_ITEMS_DONE,
	PLAN_ITEMS_FAILED, /* failed, held */
	PLAN_ITEMS_LEFT,
	PLAN_ITEM_VIEWS
};
extern const char *const plan_item_view_names[PLAN_ITEM_VIEWS + 1];

/* How many rows each of them has. */
void plan_view_counts(const struct plan_counts *c, int64_t out[PLAN_ITEM_VIEWS]);

enum {
	PLAN_TRIAL_ITEMS = 5,
	PLAN_FAILING_LEAST = 50, /* so many have failed, and more than came about */
};

enum plan_next {
	PLAN_WAIT,
	PLAN_FEED,     /* *feed more go to the outbox */
	PLAN_GO_ON,    /* the trial came back good */
	PLAN_FINISH,   /* nothing is left to be waited for */
	PLAN_STOP_NOW, /* *why */
};
enum plan_next plan_next(enum plan_state state, const struct plan_counts *c, int64_t *feed,
			 enum plan_stop *why);

/* ---- How long ------------------------------------------------------------------------------ */

enum {
	PLAN_MINUTE_MAX = 9000,	       /* offers that Allegro takes in a minute (FACTS 15) */
	PLAN_HOUR_MAX = 250000,	       /* and in an hour, */
	PLAN_PRICE_HOUR_MAX = 150000,  /* if it is their price */
	PLAN_SINGLE_MINUTE_MAX = 2400, /* offers that are changed one by one, of 2,490 (FACTS 15) */
	PLAN_REQUESTS_MINUTE = 1000, /* commands that are carried out in one, with their reports */
};

/* How many more may go now, when so many went in the last minute and hour. */
int64_t plan_room(enum plan_topic topic, int64_t in_minute, int64_t in_hour);

/* Minutes until the last of so many offers with so many values is sent. */
int64_t plan_minutes(enum plan_topic topic, int64_t offers, int64_t values);

#endif
