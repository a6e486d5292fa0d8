#ifndef DOMAIN_ORDERS_ORDER_H
#define DOMAIN_ORDERS_ORDER_H

/*
 * Orders as Kram keeps them: what the panel, the jobs and kramctl read.
 *
 * Nothing here reaches for the network: rows are put in by feed.h (jobs only). Remote words
 * (statuses, types) are Allegro's own, as they came; derived words are the enums below. Texts that
 * are not there are NULL, times TIME_NONE, amounts MONEY_NONE, numbers INT64_MIN.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"
#include "domain/accounts/account.h"
#include "domain/orders/order_types.h"

/* Everything about one order by its number. RC_NOT_FOUND: no such order was ever applied. */
MUST_CHECK enum rc order_load(struct db *db, void *mem, const char *form_id,
			      struct order_detail *out, struct err *e);

/* Those of these forms that are orders here, in this order, with what it takes to pack and send
 * them: people, lines, extras, and of the document its state. */
MUST_CHECK enum rc order_parcel_list(struct db *db, void *mem, const char *const *form_ids,
				     size_t n_ids, struct order_detail **out, size_t *n,
				     struct err *e);

/* ---- List --------------------------------------------------------------------------------- */

enum {
	ORDER_PAGE_ROWS = 50,
	ORDER_COUNT_MAX = 10000, /* counts stop here; show "10 000+" */
	ORDER_QUERY_MAX = 200,	 /* characters of the search box that are looked at */
};

/* NULL, 0 and TIME_NONE leave a filter out; start from ORDER_FILTER. */
struct order_filter {
	enum order_view view;
	const char *status;
	const char *payment; /* order_payment_names */
	const char *fulfillment;
	const char *delivery_method; /* id */
	const char *marketplace;
	int64_t from;  /* bought_at >= from */
	int64_t until; /* bought_at < until */
	uint64_t account_id;
	/* What no index has: an order is read for each that is looked at. */
	const char *flag; /* order_flag_names */
	const char *country;
	int64_t amount_from; /* whole units of whatever currency */
	int64_t amount_until;
	int64_t pieces_from;
	int64_t pieces_until;
	int64_t lines;		/* exactly so many */
	int64_t due_from;	/* ship_by >= due_from */
	int64_t due_until;	/* ship_by < due_until */
	const char *tag;	/* of an order (order_note.h) */
	enum order_sort sort;	/* one that order_sort_fits(); a search has its own */
	const char *query;	/* the search box, as typed */
	enum order_sight sight; /* by whom it was typed */
	const char *cursor;	/* next or prev of another page with the same filter */
};
#define ORDER_FILTER                                                                               \
	((struct order_filter){.view = ORDER_VIEW_ALL,                                             \
			       .from = TIME_NONE,                                                  \
			       .until = TIME_NONE,                                                 \
			       .due_from = TIME_NONE,                                              \
			       .due_until = TIME_NONE})

/* Is it looked for by something else than time? The newest come first then, whatever the tab. */
bool order_filter_is_search(const struct order_filter *f);

/* Whether an index has the orders of this tab in such an order. */
bool order_sort_fits(enum order_view view, enum order_sort sort);

/* How the list is shown: by deadline (else by purchase), and whether the latest comes first. */
bool order_filter_is_by_deadline(const struct order_filter *f);
bool order_filter_is_falling(const struct order_filter *f);

/* One row of the list. */
struct order_row {
	uint64_t id;
	const char *account;
	const char *form_id;
	const char *status;
	const char *fulfillment;
	const char *place;
	const char *fulfillment_provider;
	const char *line_items_sent;
	int64_t cancelled_at;  /* delivery.cancellation.date */
	const char *doc_state; /* of the newest document: order_form.state */
	const char *payment_state;
	const char *problem;
	int64_t flags;
	const char *marketplace;
	int64_t bought_at;
	int64_t ship_by;
	struct money total;
	const char *payment_type;
	const char *delivery_method;
	const char *pickup_id;
	int64_t smart;
	int64_t invoice_required;
	int64_t line_count;
	int64_t item_count;
	const char *first_line;
	const char *first_sku;
	int64_t send_key;  /* ship_by, else bought_at: how "today" is sorted */
	const char *login; /* NULL once erased, like all that follow */
	const char *first_name;
	const char *last_name;
	const char *ship_first_name;
	const char *ship_last_name;
	const char *ship_city;
	const char *ship_country;
};

/* A request looks at so many orders and no further; a search shows what came in last first. */
struct order_page {
	struct order_row *rows; /* "today" by deadline, the others newest first */
	size_t n;
	const char *prev; /* cursors; NULL: there is no such page */
	const char *next;
	int64_t
	    looked_until; /* the page is not full, and there is more to look at: the time of
			   * purchase it came to (deadline for "today"); TIME_NONE: that is all */
};

/* One page of up to ORDER_PAGE_ROWS. RC_INVALID: the cursor is not one of ours. */
MUST_CHECK enum rc order_list(struct db *db, void *mem, const struct order_filter *f,
			      struct order_page *out, struct err *e);

/* Numbers of orders. */
struct order_ids {
	const char *const *ids;
	size_t n;
	bool more; /* there are others */
};

/* All orders that pass a filter, in the order of the list and beyond its pages (the cursor does not
 * count): up to max of them. */
MUST_CHECK enum rc order_ids_list(struct db *db, void *mem, const struct order_filter *f,
				  size_t max, struct order_ids *out, struct err *e);

/* How many orders each tab has (account_id 0: all accounts); of problems up to ORDER_COUNT_MAX of
 * each kind. */
MUST_CHECK enum rc order_count(struct db *db, uint64_t account_id, int64_t out[ORDER_VIEW_COUNT],
			       struct err *e);

/* A value some filter can take, as seen in orders. */
struct order_facet {
	const char *value;
	const char *label; /* NULL: show the value */
};
struct order_facets {
	struct order_facet *methods;
	size_t n_methods;
	struct order_facet *marketplaces;
	size_t n_marketplaces;
};
MUST_CHECK enum rc order_facets(struct db *db, void *mem, struct order_facets *out, struct err *e);

/* ---- Problems ----------------------------------------------------------------------------- */

/* A form that could not be read or fetched, or is waited for too long (order_waiting.h), whether or
 * not an older version is an order here. */
struct order_problem {
	const char *account;
	const char *form_id;
	const char *state; /* UNREADABLE, FAILING (cannot be had), LOST (to be sent, and not shown);
			    * else it is waited for */
	const char *problem_path;
	const char *problem; /* as it was logged */
	const char *meaning; /* meaning_name() */
	int64_t fail_count;
	int64_t next_try;
	int64_t waiting_since; /* TIME_NONE: it is not, but left alone */
	uint64_t order_id;     /* 0: never applied */
};
enum {
	ORDER_PROBLEMS_MAX = 500,
};
MUST_CHECK enum rc order_problem_list(struct db *db, void *mem, uint64_t account_id,
				      struct order_problem **rows, size_t *n, struct err *e);

/* The document of any form, also of one that never became an order. RC_NOT_FOUND: unknown. */
MUST_CHECK enum rc order_document_load(struct db *db, void *mem, const char *form_id,
				       struct order_document *out, struct err *e);

/* ---- Overview ----------------------------------------------------------------------------- */

enum {
	ORDER_DAYS = 14,
	ORDER_HOURS = 24,
	ORDER_CUT_MAX = 1000,
};

/* The page "today". */
struct order_overview {
	int64_t late; /* each what the tab of that name holds */
	int64_t today;
	int64_t fresh;
	int64_t unpaid;
	int64_t problems;	       /* orders in conflict and forms in trouble */
	int64_t day_start[ORDER_DAYS]; /* Warsaw days, oldest first; the last one is today */
	int64_t per_day[ORDER_DAYS];   /* orders bought that day */
	int64_t per_hour[ORDER_HOURS]; /* today, by the clock of Warsaw */
	int64_t week_ago[ORDER_HOURS]; /* the same a week before */
	int64_t cut_at;		       /* the next deadline of those to send; TIME_NONE: none */
	int64_t cut_n;		       /* how many have it, up to ORDER_CUT_MAX */
};
/* From what order_count() said of all accounts. */
MUST_CHECK enum rc order_overview(struct db *db, int64_t now_ms,
				  const int64_t counts[ORDER_VIEW_COUNT],
				  struct order_overview *out, struct err *e);

/* Count the orders of the last ORDER_DAYS by hour anew: programs of an earlier release that ran on
 * beside the tally did not keep it. For who runs once a night. */
MUST_CHECK enum rc order_recount(struct db *db, int64_t now_ms, struct err *e);

/* An account with how far its journal has been read, its first import, and its gap. */
struct order_progress {
	struct account account;
	int64_t newest;	   /* id of the order stored last, of any account; 0: there is none */
	int64_t is_behind; /* 1: there are events newer than the document of some order */
	int64_t polled_at; /* last answer of the journal; TIME_NONE: never */
	int64_t event_at;  /* when the event happened on which the cursor stands */
	int64_t waiting;   /* documents that are waited for, up to ORDER_COUNT_MAX */
	int64_t waiting_since;
	const char *import_state; /* RUNNING, DONE; NULL: not begun */
	int64_t import_from;
	int64_t import_until;
	int64_t import_done_until; /* purchases up to here are stored */
	int64_t import_total;	   /* what Allegro counted; INT64_MIN: not known */
	int64_t import_stored;
	int64_t gap_from;  /* the list is read instead of the journal; TIME_NONE: it is not */
	int64_t gap_total; /* as above */
	int64_t gap_read;
};
/* Of all accounts, by name. */
MUST_CHECK enum rc order_progress_list(struct db *db, void *mem, struct order_progress **rows,
				       size_t *n, struct err *e);

/* ---- Export ------------------------------------------------------------------------------- */

/* Order with its lines, for kramctl; merged orders are left out. */
struct order_export {
	uint64_t id;
	const char *form_id;
	const char *status;
	const char *payment_state;
	int64_t payment_finished_at;
	const char *fulfillment;
	const char *revision;
	const char *login;
	struct money total;
	int64_t updated_at_remote;
	struct order_line *lines;
	size_t n_lines;
};
enum { ORDER_EXPORT_ROWS = 200 };

/* Up to ORDER_EXPORT_ROWS orders with id > after, ascending (account_id 0: all accounts). */
MUST_CHECK enum rc order_export_list(struct db *db, void *mem, uint64_t account_id, uint64_t after,
				     struct order_export **rows, size_t *n, struct err *e);

#endif
