#ifndef TESTS_ORDER_WORLD_H
#define TESTS_ORDER_WORLD_H

/* Orders for the database tests: documents as Allegro writes them, applied without a network. */

#include "domain/orders/order.h"
#include "domain/orders/order_apply.h"

/* What differs between the documents of a test; NULL and 0 take the usual. */
struct form_spec {
	const char *id; /* 36 characters */
	const char
	    *line_ids; /* blank separated; default: one line, the id with another first letter */
	const char *status;
	const char *fulfillment;
	const char *provider;	  /* of the fulfilment */
	const char *lines_sent;	  /* of its shipment summary */
	const char *withdrawn_at; /* the delivery, by the buyer */
	const char *payment_type;
	const char *paid; /* amount; default: the document does not tell */
	bool surcharge;	  /* one is open */
	const char *finished_at;
	const char *bought_at;
	const char *updated_at; /* default: the document does not tell */
	const char *dispatch_to;
	const char *login;
	const char *last_name;
	const char *phone;
	const char *email;
	const char *ship_phone; /* default: the document does not tell */
	const char *point;	/* of delivery; default: none */
	const char *point_city; /* default: the document does not tell */
	const char *city;
	const char *sku;
	const char *method;
	const char *marketplace;
	const char *total;    /* "" leaves the summary out */
	const char *quantity; /* of each line, as JSON */
	const char *tax_id;   /* an invoice for a company is wanted; its name is the last name */
};

/* A connected account with this name; its id. */
uint64_t world_account(struct db *db, const char *name);

/* A way in for the account whose fence always holds and which asks nobody. */
struct turn world_turn(struct db *db, uint64_t account_id);

/* The document as JSON text. */
const char *world_form(void *mem, const struct form_spec *spec);

/* Apply n documents in one batch; ends the test when that fails. */
void world_apply(struct turn *turn, const struct form_spec *specs, size_t n);

/* The same, with what belongs into their transaction. */
void world_apply_also(struct turn *turn, const struct form_spec *specs, size_t n,
		      struct feed_also also);

enum { ORDER_BATCH_MAX_TESTED = 100 };

/* Apply texts as they are, under these ids. */
enum rc world_apply_raw(struct turn *turn, const char *const *ids, const char *const *texts,
			size_t n, struct err *e);

/* The single number a statement of the test answers. */
int64_t world_number(struct db *db, const char *sql);

/* Rows of the turn's account ("orders WHERE place = 'new'"), and how often a field of its orders
 * changed. */
int64_t world_count(const struct turn *turn, const char *what);
int64_t world_changes(const struct turn *turn, const char *field);

/* Whatever a test did: the tallies of the account say what its orders say. */
void world_assert_tallies(const struct turn *turn);

#endif
