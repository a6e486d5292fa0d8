#ifndef SANDBOX_WORLD_WORLD_H
#define SANDBOX_WORLD_WORLD_H

/*
 * The truth: sellers, their orders and their journals, all in memory.
 *
 * An order's document is derived from its struct each time it is asked for (order_json.h): nothing
 * rendered is kept, so nothing can be stale. Texts live in an arena that only grows. Everything
 * that changes an order goes through order_touch() or order_rerevision(), which keep the indexes
 * and the revision right; everything Allegro would announce goes through journal_add().
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"
#include "base/time.h"

#include "world/catalog.h"
#include "world/rng.h"

enum form_status { FORM_BOUGHT, FORM_FILLED_IN, FORM_READY, FORM_CANCELLED, FORM_STATUSES };
extern const char *const form_status_names[FORM_STATUSES + 1];

enum fulfilment {
	FUL_NEW,
	FUL_PROCESSING,
	FUL_READY_FOR_SHIPMENT,
	FUL_READY_FOR_PICKUP,
	FUL_SENT,
	FUL_PICKED_UP,
	FUL_CANCELLED,
	FUL_SUSPENDED,
	FUL_RETURNED, /* only Allegro sets it */
	FULFILMENTS
};
extern const char *const fulfilment_names[FULFILMENTS + 1];

enum lines_sent { SENT_NONE, SENT_SOME, SENT_ALL, LINES_SENT };
extern const char *const lines_sent_names[LINES_SENT + 1];

enum pay_type { PAY_COD, PAY_WIRE, PAY_ONLINE, PAY_SPLIT, PAY_EXTENDED, PAY_TYPES };
extern const char *const pay_type_names[PAY_TYPES + 1];

enum pay_provider { BY_PAYU, BY_P24, BY_AF, BY_OFFLINE, BY_EPT, PAY_PROVIDERS };
extern const char *const pay_provider_names[PAY_PROVIDERS + 1];

enum event_type {
	EVENT_BOUGHT,
	EVENT_FILLED_IN,
	EVENT_READY,
	EVENT_BUYER_CANCELLED,
	EVENT_FULFILMENT_CHANGED,
	EVENT_BUYER_MODIFIED,
	EVENT_AUTO_CANCELLED,
	EVENT_TYPES
};
extern const char *const event_type_names[EVENT_TYPES + 1];

struct shape;

struct buyer {
	char id[12];
	const char *login;
	const char *first_name;
	const char *last_name;
	const char *company; /* NULL for a private person */
	const char *pesel;
	const char *phone;
	const char *language;
	const char *street;
	const char *city;
	const char *zip;
	const char *country;
	bool guest;
};

struct address {
	const char *first_name;
	const char *last_name;
	const char *company;
	const char *street;
	const char *city;
	const char *zip;
	const char *country;
	const char *phone;
	int64_t modified_at; /* TIME_NONE: never */
};

struct payment {
	char id[UUID_SIZE];
	enum pay_type type;
	enum pay_provider provider;
	bool allegro_pay;
	int64_t finished_at; /* TIME_NONE: not paid */
	struct money paid;   /* MONEY_NONE: nothing paid */
	struct money reconciliation;
};

enum invoice_kind { INVOICE_NONE, INVOICE_PERSON, INVOICE_COMPANY };

struct invoice {
	enum invoice_kind kind;
	const struct company *company; /* one of the catalogue, or the hostile texts below */
	const char *hostile;	       /* in place of every text of the invoice, NULL usually */
	bool vat_eu;
	bool vat_eu_verified;
	int64_t due; /* TIME_NONE except for EXTENDED_TERM */
};

/* Rare things of a line, each switching a group of fields on. */
enum line_extra {
	LINE_SERVICE = 1 << 0,
	LINE_VOUCHER = 1 << 1,
	LINE_VOUCHER_CANCELLED = 1 << 2,
	LINE_RECONCILED = 1 << 3,
	LINE_SERIALS_EXPECTED = 1 << 4,
	LINE_SERIALS_GIVEN = 1 << 5,
	LINE_HS_NUMBER = 1 << 6,
	LINE_TAX_EXEMPT = 1 << 7,
};

struct line {
	char id[UUID_SIZE];
	const struct product *product;
	int quantity;
	unsigned extras; /* bits of enum line_extra */
	const char *discount;
	struct money original;
	struct money price;
	int64_t bought_at;
};

struct order {
	char id[UUID_SIZE];
	char revision[9];
	struct seller *seller;
	struct buyer *buyer;
	const char *email;	   /* relay address, another one each time */
	const struct shape *shape; /* what it was made from */
	const struct market *market;
	const char *message;
	const char *seller_note;
	enum form_status status;
	enum fulfilment fulfilment;
	enum lines_sent sent;
	int n_changes;	 /* of fulfilment so far: Allegro takes no more than it counts */
	bool by_allegro; /* Allegro's warehouse handles it */
	bool smart;
	bool guaranteed;
	struct payment payment;
	struct payment *surcharge; /* NULL: none */
	struct invoice invoice;
	const struct delivery *delivery;
	const struct point *point; /* NULL: to the door */
	struct address ship;
	struct money cost; /* of delivery */
	int packages;
	int64_t delivery_cancelled_at;
	int64_t dispatch_by;
	struct line *lines;
	size_t n_lines;
	struct money total;
	int64_t bought_at;    /* of its latest line */
	int64_t filled_at;    /* form completed: delivery and payment are known; TIME_NONE before */
	int64_t ready_at;     /* READY_FOR_PROCESSING announced; TIME_NONE before */
	int64_t cancelled_at; /* TIME_NONE: it was not */
	bool auto_cancelled;
	int64_t updated_at;
	const char *poison;	   /* name of the way its document is broken, NULL: sound */
	bool hidden;		   /* answers 404 and is in no list */
	struct order *merged_into; /* the same, for ever: its lines are of another form now */
};

struct event {
	uint64_t number; /* its id in disguise: journal_event_id() */
	enum event_type type;
	int64_t occurred_at;
	struct order *order;
	char revision[9];
};

struct journal {
	struct event *events; /* in the order they are handed out */
	size_t n;
	size_t room;
	size_t *last_place; /* by number: where the event with that number was put last */
	uint64_t numbers;
	size_t first; /* what was before this place is forgotten */
};

/* Does it answer 404? */
static inline bool order_is_gone(const struct order *o)
{
	return o->hidden || o->merged_into;
}

/* Orders in the order of one of their times; equal times in order of arrival. */
struct order_index {
	struct order **at;
	size_t n;
	size_t room;
	size_t key; /* offset of the int64_t in struct order */
};

struct seller {
	const char *id;
	const char *login;
	const char *first_name;
	const char *last_name;
	const char *email;
	const char *company;
	const char *tax_id;
	struct product_list products;  /* what the history of its orders is made of */
	struct order_index by_arrival; /* key unused: only ever appended to */
	struct order_index by_bought;
	struct order_index by_updated;
	struct journal journal;
	size_t n_gone; /* orders that answer 404 */
};

enum { SELLERS = 2, EVENT_ID_SIZE = 20 };

/* What can happen to an event on its way into the journal; see the kinds in faults.c. */
enum disturbance {
	DISTURB_REPEAT,
	DISTURB_REPEAT_NEW_ID,
	DISTURB_SWAP,
	DISTURB_SHUFFLE,
	DISTURB_WITHHOLD,
	DISTURB_LOSE,
	DISTURBANCES
};

struct disturb {
	unsigned left;	   /* events that it still happens to */
	const char *types; /* shell pattern of their type; empty: any */
	int64_t value;	   /* WITHHOLD: milliseconds, 0: until released; SHUFFLE: window */
	bool at_end;	   /* WITHHOLD: comes in as the newest event, not in its old place */
};

/* What Allegro answers to a `from` it has forgotten or never knew: not documented. */
enum from_reading {
	FROM_USUAL,  /* forgotten: from the oldest kept; never known: refused */
	FROM_OLDEST, /* both: from the oldest kept */
	FROM_REFUSED /* both: refused */
};

struct ratings;
struct categories;
struct terms;
struct cards;
struct offers;
struct world;

/* What buyers find: set by the offers, unset while the history of a world is made. */
struct market_place {
	/* NULL: nothing is on sale. */
	const struct product *(*draw)(struct world *w, const struct seller *s, int *quantity);
	void (*sold)(struct world *w, const struct line *line);
	/* What happens by itself; milliseconds until something does again. */
	int64_t (*step)(struct world *w);
};

struct world {
	struct rng rng;
	struct seller sellers[SELLERS];
	struct table *orders; /* id to struct order */
	struct arena *arena;
	int64_t start_ms; /* what the clock said when the world began */
	int64_t start_mono;
	uint64_t disguise; /* added to event numbers */
	struct buyer **buyers;
	size_t n_buyers;
	size_t room_buyers;
	size_t companies_used;
	const char *html_note;
	struct ratings *ratings;		 /* NULL: nobody has rated anything */
	struct categories *categories;		 /* NULL: nobody has asked for them */
	struct terms *terms;			 /* the same */
	struct cards *cards;			 /* the same */
	struct offers *offers;			 /* NULL: while the world is made */
	const struct market_place *market_place; /* the same */
	/* How the next events are disturbed; see faults.c. */
	struct disturb disturb[DISTURBANCES];
	enum from_reading from_reading;
	struct event *held;	   /* waits until the next event has gone first */
	struct withheld *withheld; /* the others that wait, the oldest first */
};

/* An empty world with its two sellers; now_ms is the time its clock starts from. */
struct world *world_new(void *owner, uint64_t seed, int64_t now_ms);

/* Begin anew in its place: the sellers are the same people, so that tokens stay good. */
void world_begin(struct world *w, uint64_t seed, int64_t now_ms);

/* The world's clock. It can be put forward: what was said to happen later happens now. */
int64_t world_now(const struct world *w);
void world_advance(struct world *w, int64_t ms);

/* Zeroed memory, and text, that live as long as the world. */
void *world_take(struct world *w, size_t bytes);
const char *world_text(struct world *w, const char *s);
const char *world_textf(struct world *w, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

struct seller *world_seller(struct world *w, const char *id_or_login); /* NULL: unknown */
struct order *world_order(struct world *w, const char *id);	       /* NULL: unknown */

/* Make the order findable and listed. Its id, seller and times must be final. */
void world_add(struct world *w, struct order *o);

/* After a mass of world_add_unsorted(): sort the indexes once. */
void world_add_unsorted(struct world *w, struct order *o);
void world_sort(struct world *w);

/* New revision; and, for changes that Allegro dates, new updatedAt. */
void order_rerevision(struct world *w, struct order *o);
void order_touch(struct world *w, struct order *o, int64_t at);

/* How many orders of the index have a key below ms. */
size_t index_below(const struct order_index *x, int64_t ms);

/* Put an event into the seller's journal, disturbed as asked for. */
void journal_add(struct world *w, struct order *o, enum event_type type, int64_t at);

/* An event in the place it would have had; those behind it move on. */
void journal_insert(struct world *w, struct journal *j, size_t place, const struct event *ev);

/* The event that waits for the next one to go first goes in now. */
void journal_release(struct world *w);

/* Does the next event of this type take part in this disturbance? Uses it up. */
bool disturb_take(struct world *w, enum disturbance what, enum event_type type);

/* Ids are opaque on purpose: neither their text nor their number follows the order of events. */
void journal_event_id(const struct world *w, const struct event *ev, char out[EVENT_ID_SIZE]);

/* Place after the event with this id; false when the journal never gave out such an id. */
bool journal_after(const struct world *w, const struct journal *j, const char *id, size_t *place);

#endif
