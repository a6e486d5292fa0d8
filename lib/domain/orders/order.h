#ifndef DOMAIN_ORDERS_ORDER_H
#define DOMAIN_ORDERS_ORDER_H

/*
 * Orders as Kram keeps them: what the panel, the jobs and kramctl read.
 *
 * Nothing here reaches for the network: rows are put in by order_sync.h (jobs only). Remote words
 * (statuses, types) are Allegro's own, as they came; derived words are the enums below. Texts that
 * are not there are NULL, times TIME_NONE, amounts MONEY_NONE, numbers INT64_MIN.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/money.h"
#include "base/time.h"
#include "db/db.h"

/* Saved views: the tabs of the list. Their names are the values of ?view=. */
enum order_view {
	ORDER_VIEW_TODAY,     /* to send until the end of today in Warsaw, late ones first */
	ORDER_VIEW_NEW,	      /* to send, nobody has touched it: fulfilment NEW */
	ORDER_VIEW_UNPAID,    /* bought, not ready for processing */
	ORDER_VIEW_SENT,      /* sent, picked up, returned */
	ORDER_VIEW_CANCELLED, /* by buyer, by Allegro or by the seller */
	ORDER_VIEW_PROBLEM,   /* orders in conflict; see also order_problem_list() */
	ORDER_VIEW_ALL,
	ORDER_VIEW_COUNT
};
extern const char *const order_view_names[ORDER_VIEW_COUNT + 1]; /* ended by NULL */

/* Where an order stands; each is in exactly one place. Derived by order_state.c. */
enum order_place {
	ORDER_PLACE_UNPAID,
	ORDER_PLACE_NEW,
	ORDER_PLACE_OPEN, /* to send, somebody has begun */
	ORDER_PLACE_SENT,
	ORDER_PLACE_CANCELLED,
	ORDER_PLACE_MERGED, /* its lines live on in another order: in no list */
	ORDER_PLACE_COUNT
};
extern const char *const order_place_names[ORDER_PLACE_COUNT + 1];

/* Money of an order in one word. Only payment.finishedAt proves a payment (FACTS 2.5). */
enum order_payment {
	ORDER_PAYMENT_PAID,
	ORDER_PAYMENT_UNPAID,
	ORDER_PAYMENT_COD,     /* the courier or the shop takes the money */
	ORDER_PAYMENT_TERM,    /* invoice with a due date, guaranteed by the provider */
	ORDER_PAYMENT_PARTIAL, /* proven, but less than the total, or a surcharge is open */
	ORDER_PAYMENT_OVER,    /* proven, more than the total */
	ORDER_PAYMENT_COUNT
};
extern const char *const order_payment_names[ORDER_PAYMENT_COUNT + 1];

/* Why a person has to look at an order that could be read. */
enum order_conflict {
	ORDER_CONFLICT_NONE,
	ORDER_CONFLICT_READY_UNPAID,   /* ready for processing, prepaid, without proof of payment */
	ORDER_CONFLICT_AMOUNT,	       /* paid amount is not the total */
	ORDER_CONFLICT_CANCELLED_SENT, /* cancelled after it was sent */
	ORDER_CONFLICT_COUNT
};
extern const char *const order_conflict_names[ORDER_CONFLICT_COUNT + 1];

/* Badges of a row. */
enum order_flag {
	ORDER_FLAG_MESSAGE = 1 << 0,	     /* the buyer wrote something */
	ORDER_FLAG_NOTE = 1 << 1,	     /* the seller's own note */
	ORDER_FLAG_COMPANY = 1 << 2,	     /* invoice for a company */
	ORDER_FLAG_DEPOSIT = 1 << 3,	     /* packaging deposit */
	ORDER_FLAG_SERIALS = 1 << 4,	     /* serial numbers are expected */
	ORDER_FLAG_SERVICES = 1 << 5,	     /* additional services were bought */
	ORDER_FLAG_DISCOUNT = 1 << 6,	     /* bundle, coupon, ... */
	ORDER_FLAG_SURCHARGE = 1 << 7,	     /* money asked for later */
	ORDER_FLAG_ADDRESS_CHANGED = 1 << 8, /* delivery.address.modifiedAt */
	ORDER_FLAG_GUEST = 1 << 9,
	ORDER_FLAG_BUNDLE = 1 << 10,	    /* a line is a set of products */
	ORDER_FLAG_PART_SENT = 1 << 11,	    /* shipmentSummary.lineItemsSent is SOME */
	ORDER_FLAG_ALLEGRO_SENDS = 1 << 12, /* One Fulfillment */
};

/* Everything about an order but people and lines. */
struct order {
	uint64_t id;
	uint64_t account_id;
	const char *account; /* name of the account */
	const char *form_id; /* checkoutForm.id, the number of the order */
	const char *revision;
	const char *status;		  /* BOUGHT, FILLED_IN, READY_FOR_PROCESSING, CANCELLED */
	const char *fulfillment;	  /* NEW, PROCESSING, ..., SENT */
	const char *fulfillment_provider; /* SELLER, ALLEGRO */
	const char *line_items_sent;	  /* NONE, SOME, ALL */
	const char *place;		  /* order_place_names */
	const char *payment_state;	  /* order_payment_names */
	const char *problem;		  /* order_conflict_names; NULL: none */
	int64_t flags;			  /* enum order_flag */
	const char *marketplace;
	int64_t bought_at; /* of its first line */
	int64_t updated_at_remote;
	int64_t ship_by; /* delivery.time.dispatch.to */
	struct money total;
	const char *payment_id;
	const char *payment_type; /* ONLINE, CASH_ON_DELIVERY, ... */
	const char *payment_provider;
	int64_t payment_finished_at;
	struct money paid;
	const char *payment_features; /* blank separated */
	struct money refill;	      /* payment.reconciliation */
	const char *delivery_method_id;
	const char *delivery_method;
	struct money delivery_cost;
	int64_t delivery_from;
	int64_t delivery_to;
	int64_t dispatch_from;
	int64_t smart; /* 1, 0, INT64_MIN: not said */
	const char *pickup_id;
	const char *pickup_name;
	int64_t packages;
	int64_t cancelled_at;	  /* delivery.cancellation.date */
	int64_t invoice_required; /* 1, 0, INT64_MIN: not said */
	int64_t line_count;
	int64_t item_count; /* sum of quantities */
	const char *first_line;
	const char *first_sku;
	int64_t created_at; /* here */
	int64_t updated_at; /* here */
};

/* Personal data of one order; NULL everywhere once it is erased. */
struct order_person {
	const char *buyer_id;
	const char *login;
	const char *email;
	int64_t guest;
	const char *language;
	const char *first_name; /* holder of the buyer's account */
	const char *last_name;
	const char *company;
	const char *personal_identity;
	const char *phone;
	const char *street;
	const char *city;
	const char *post_code;
	const char *country;
	const char *ship_first_name; /* recipient */
	const char *ship_last_name;
	const char *ship_company;
	const char *ship_phone;
	const char *ship_street;
	const char *ship_city;
	const char *ship_zip;
	const char *ship_country;
	int64_t ship_modified_at; /* changed by the buyer after the purchase */
	const char *pickup_street;
	const char *pickup_city;
	const char *pickup_zip;
	const char *pickup_country;
	const char *pickup_description;
	const char *inv_street; /* invoice */
	const char *inv_city;
	const char *inv_zip;
	const char *inv_country;
	const char *inv_company;
	const char *inv_tax_id; /* the old field; see struct order_tax_id */
	const char *inv_vat_status;
	const char *inv_first_name;
	const char *inv_last_name;
	const char *inv_due_date; /* local date, EXTENDED_TERM */
	const char *inv_features;
	const char *message; /* from the buyer */
	const char *note;    /* the seller's own on Allegro */
};

struct order_line {
	const char *line_item_id; /* survives a merge of purchases */
	int64_t position;
	const char *offer_id;
	const char *offer_name;
	const char *sku;
	int64_t quantity;
	struct money price; /* of one, gross, after discounts */
	struct money original;
	struct money deposit;
	struct money refill;
	const char *refill_type;
	int64_t refill_quantity;
	const char *tax_rate;
	const char *tax_subject;
	const char *tax_exemption;
	const char *discounts; /* types, blank separated */
	const char *hs_number;
	const char *products; /* id*quantity, blank separated: more than one product is a bundle */
	int64_t serials_expected;
	const char *serials; /* one a line */
	int64_t bought_at;
};

/* Additional service, surcharge, voucher. */
struct order_extra {
	int64_t position;
	const char *kind; /* SERVICE, SURCHARGE, VOUCHER */
	const char *line_item_id;
	const char *ref;
	const char *type; /* payment type of a surcharge; type and status of a voucher */
	const char *name;
	int64_t quantity;
	struct money amount;
	int64_t at; /* finishedAt of a surcharge: TIME_NONE while it is not paid */
};

struct order_tax_id {
	int64_t position;
	const char *type; /* PL_NIP, CZ_ICO, VAT_EU, ... */
	const char *value;
};

/* One entry of the journal about this order. */
struct order_moment {
	const char *event_id;
	const char *type; /* BOUGHT, READY_FOR_PROCESSING, ... */
	int64_t occurred_at;
	int64_t seen_at;
};

/* A field that changed after the order was first stored. */
struct order_change {
	int64_t at;
	const char *actor; /* job or user */
	const char *field;
	const char *before; /* NULL for personal fields, whatever they held */
	const char *after;
};

/* The document and how it was read. */
struct order_document {
	const char *form_id;
	const char *state;	   /* PENDING, APPLIED, UNREADABLE, GONE, SUPERSEDED */
	const char *superseded_by; /* form id of the order that took its lines */
	const char *problem_path;  /* JSON path that could not be read */
	const char *problem;	   /* why */
	int64_t fail_count;
	int64_t next_try;
	int64_t first_seen_at;
	int64_t fetched_at;
	const char *raw; /* JSON text as it came, NULL when there is none */
};

struct order_detail {
	struct order order;
	struct order_person person;
	struct order_document document;
	struct order_line *lines;
	size_t n_lines;
	struct order_extra *extras;
	size_t n_extras;
	struct order_tax_id *tax_ids;
	size_t n_tax_ids;
	struct order_moment *moments; /* newest last */
	size_t n_moments;
	struct order_change *changes; /* newest first */
	size_t n_changes;
};

/* Everything about one order by its number. RC_NOT_FOUND: no such order was ever applied. */
MUST_CHECK enum rc order_load(struct db *db, void *mem, const char *form_id,
			      struct order_detail *out, struct err *e);

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
	const char *query;  /* the search box, as typed */
	const char *cursor; /* next or prev of another page with the same filter */
};
#define ORDER_FILTER                                                                               \
	((struct order_filter){.view = ORDER_VIEW_ALL, .from = TIME_NONE, .until = TIME_NONE})

/* One row of the list. */
struct order_row {
	uint64_t id;
	const char *account;
	const char *form_id;
	const char *status;
	const char *fulfillment;
	const char *place;
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

struct order_page {
	struct order_row *rows; /* "today" by deadline, the others newest first */
	size_t n;
	const char *prev; /* cursors; NULL: there is no such page */
	const char *next;
};

/* One page of up to ORDER_PAGE_ROWS. RC_INVALID: the cursor is not one of ours. */
MUST_CHECK enum rc order_list(struct db *db, void *mem, const struct order_filter *f,
			      struct order_page *out, struct err *e);

/* How many orders each tab has (account_id 0: all accounts), at most ORDER_COUNT_MAX each. */
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

/* A form that could not be read or fetched, whether or not an older version is an order here. */
struct order_problem {
	const char *account;
	const char *form_id;
	const char *state; /* UNREADABLE, GONE, PENDING (still trying) */
	const char *problem_path;
	const char *problem;
	int64_t fail_count;
	int64_t next_try;
	int64_t first_seen_at;
	uint64_t order_id; /* 0: never applied */
};
enum { ORDER_PROBLEMS_MAX = 500 };
MUST_CHECK enum rc order_problem_list(struct db *db, void *mem, uint64_t account_id,
				      struct order_problem **rows, size_t *n, struct err *e);

/* The document of any form, also of one that never became an order. RC_NOT_FOUND: unknown. */
MUST_CHECK enum rc order_document_load(struct db *db, void *mem, const char *form_id,
				       struct order_document *out, struct err *e);

/* ---- Overview ----------------------------------------------------------------------------- */

enum { ORDER_DAYS = 14 };

/* The page "today". Counts stop at ORDER_COUNT_MAX. */
struct order_overview {
	int64_t late;	 /* to send, deadline passed */
	int64_t today;	 /* to send, deadline later today */
	int64_t to_send; /* to send at all */
	int64_t fresh;	 /* ORDER_VIEW_NEW */
	int64_t unpaid;
	int64_t problems;	       /* orders in conflict and forms in trouble */
	int64_t day_start[ORDER_DAYS]; /* Warsaw days, oldest first; the last one is today */
	int64_t per_day[ORDER_DAYS];   /* orders bought that day */
};
MUST_CHECK enum rc order_overview(struct db *db, int64_t now_ms, struct order_overview *out,
				  struct err *e);

/* How far the journal of an account has been read, and its first import. */
struct order_progress {
	uint64_t account_id;
	const char *account;
	int64_t polled_at; /* last answer of the journal; TIME_NONE: never */
	int64_t event_at;  /* when the event happened on which the cursor stands */
	int64_t dirty;	   /* forms waiting to be read, up to ORDER_COUNT_MAX */
	int64_t dirty_since;
	const char *import_state; /* RUNNING, DONE; NULL: not begun */
	int64_t import_from;
	int64_t import_until;
	int64_t import_done_until; /* purchases up to here are stored */
	int64_t import_total;	   /* what Allegro counted; INT64_MIN: not known */
	int64_t import_stored;
};
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
