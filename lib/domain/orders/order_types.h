#ifndef DOMAIN_ORDERS_ORDER_TYPES_H
#define DOMAIN_ORDERS_ORDER_TYPES_H

/*
 * Words and structs of orders; order.h has the verbs and says what missing values look like.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/money.h"
#include "base/time.h"
#include "domain/feed/feed_types.h"

/* What an item of Allegro's list stands under when it has no id: this and a part of its hash. */
#define ORDER_NAMELESS "?"

/* Saved views: the tabs of the list. Their names are the values of ?view=. */
enum order_view {
	ORDER_VIEW_NEW,	      /* to send, nobody has touched it: fulfilment NEW */
	ORDER_VIEW_OPEN,      /* to send, somebody has begun */
	ORDER_VIEW_TODAY,     /* to send until the end of today in Warsaw, late ones first */
	ORDER_VIEW_LATE,      /* those of them whose deadline has passed */
	ORDER_VIEW_TOMORROW,  /* to send tomorrow */
	ORDER_VIEW_UNPAID,    /* bought, not ready for processing */
	ORDER_VIEW_SENT,      /* sent, picked up, returned */
	ORDER_VIEW_CANCELLED, /* by buyer, by Allegro or by the seller */
	ORDER_VIEW_PROBLEM,   /* orders in conflict; see also order_problem_list() */
	ORDER_VIEW_ALL,
	ORDER_VIEW_COUNT
};
extern const char *const order_view_names[ORDER_VIEW_COUNT + 1]; /* ended by NULL */

/* In which order a list shows its orders. */
enum order_sort {
	ORDER_SORT_USUAL, /* what is due first by deadline, all else with the newest first */
	ORDER_SORT_BOUGHT,
	ORDER_SORT_BOUGHT_LAST, /* the newest first */
	ORDER_SORT_DUE,
	ORDER_SORT_DUE_LAST,
	ORDER_SORT_COUNT
};
extern const char *const order_sort_names[ORDER_SORT_COUNT + 1]; /* as in addresses */

/* How much of an order is seen by whoever searches; each sees what the next one does. */
enum order_sight {
	ORDER_SIGHT_ALL,
	ORDER_SIGHT_OFFICE, /* no e-mail address */
	ORDER_SIGHT_PARCEL, /* what it takes to pack: neither who bought it nor amounts */
	ORDER_SIGHT_COUNT
};

/* Where an order stands; each is in exactly one place. Derived by order_state.c. */
enum order_place {
	ORDER_PLACE_UNPAID,
	ORDER_PLACE_NEW,
	ORDER_PLACE_OPEN, /* to send, somebody has begun */
	ORDER_PLACE_SENT,
	ORDER_PLACE_CANCELLED,
	ORDER_PLACE_ALLEGRO, /* Allegro packs and sends it (One Fulfillment): nothing is to be done
			      */
	ORDER_PLACE_MERGED,  /* its lines live on in another order: in no list */
	ORDER_PLACE_COUNT
};
extern const char *const order_place_names[ORDER_PLACE_COUNT + 1];

/* Money of an order in one word. Only payment.finishedAt proves a payment (FACTS 2.5). */
enum order_payment {
	ORDER_PAYMENT_PAID,
	ORDER_PAYMENT_UNPAID,
	ORDER_PAYMENT_COD,	 /* the courier or the shop takes the money */
	ORDER_PAYMENT_TERM,	 /* invoice with a due date, guaranteed by the provider */
	ORDER_PAYMENT_PARTIAL,	 /* proven, but less than the total */
	ORDER_PAYMENT_OVER,	 /* proven, more than the total */
	ORDER_PAYMENT_SURCHARGE, /* proven, but a surcharge is open */
	ORDER_PAYMENT_COUNT
};
extern const char *const order_payment_names[ORDER_PAYMENT_COUNT + 1];

/* Why a person has to look at an order that could be read. */
enum order_conflict {
	ORDER_CONFLICT_NONE,
	ORDER_CONFLICT_READY_UNPAID, /* ready for processing, prepaid, without proof of payment */
	ORDER_CONFLICT_AMOUNT,	     /* paid amount is not the total */
	ORDER_CONFLICT_STOP,	     /* cancelled while work had begun: stop the parcel */
	ORDER_CONFLICT_STATUS,	     /* paid, or to be paid later, under a status nobody knows */
	ORDER_CONFLICT_CURRENCY,     /* amounts in more than one currency */
	ORDER_CONFLICT_TOTAL,	     /* the amount to pay is not told */
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
	ORDER_FLAG_BUNDLE = 1 << 10,	    /* a line is a set: several pieces in one unit */
	ORDER_FLAG_PART_SENT = 1 << 11,	    /* shipmentSummary.lineItemsSent is SOME */
	ORDER_FLAG_ALLEGRO_SENDS = 1 << 12, /* One Fulfillment */
	ORDER_FLAG_INVOICE_LACKS = 1 << 13, /* something an invoice needs is missing or wrong */
};
enum { ORDER_FLAG_BITS = 14 };
extern const char *const order_flag_names[ORDER_FLAG_BITS + 1]; /* a bit each, from the lowest */
int64_t order_flag_of(const char *name);			/* 0: no such flag */

/* Everything about an order but people and lines. */
struct order {
	uint64_t id;
	uint64_t account_id;
	const char *account;	 /* name of the account */
	const char *environment; /* of the account, where one order is read */
	const char *form_id;	 /* checkoutForm.id, the number of the order */
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
	int64_t ship_by;    /* delivery.time.dispatch.to */
	struct money total; /* MONEY_NONE: not told */
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
	int64_t item_count; /* pieces; what is in a set is counted */
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
	const char *state; /* PENDING, APPLIED, UNREADABLE, FAILING, LOST, GONE, SUPERSEDED */
	const char *superseded_by; /* form id of the order that took its lines */
	const char *problem_path;  /* JSON path that could not be read */
	const char *problem;	   /* why, as it was logged */
	const char *meaning;	   /* meaning_name() */
	int64_t fail_count;
	int64_t next_try;
	int64_t first_seen_at;
	int64_t fetched_at;
	const char *raw; /* JSON text as it came, NULL when there is none */
};

/* A form whose lines all went into this order. */
struct order_merged {
	const char *form_id;
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
	struct order_merged *merged; /* their events and changes are among this order's */
	size_t n_merged;
	struct order_moment *moments; /* newest last */
	size_t n_moments;
	struct order_change *changes; /* newest first */
	size_t n_changes;
};

#endif
