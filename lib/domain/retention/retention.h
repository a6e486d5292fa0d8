#ifndef DOMAIN_RETENTION_RETENTION_H
#define DOMAIN_RETENTION_RETENTION_H

/*
 * How long personal data stays: a table of classes (RELIABILITY 5.6), each with its period of the
 * configuration. keep-house erases each night what is over its time, `kramctl retention` does it
 * now, and with --dry-run both only count.
 *
 * Erasing blanks columns and empties documents (order_erase.h); sums, states, lines, the
 * certificate and the audit trail stay. Each erasure leaves an entry in the trail: how many of
 * what, never whose.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/conf.h"
#include "base/err.h"
#include "db/db.h"

enum retention_class {
	RETAIN_DOCUMENTS, /* orders and events as Allegro sent them */
	RETAIN_CONTACT,	  /* who bought, where it went, what was written */
	RETAIN_INVOICE,	  /* to whom it was invoiced */
	RETAIN_VIEWS,	  /* who opened which order */
	RETAIN_TRACES,	  /* requests about orders */
	RETAIN_IMPORTS,	  /* files of products: no person's data, but it grows the same way */
	RETAIN_CLASSES,
};

/* One word for the trail ("contact"), and what it is in words (a message id). */
const char *retention_name(enum retention_class c) RETURNS_NONNULL;
const char *retention_title(enum retention_class c) RETURNS_NONNULL;

/* "730 days", "5 tax years", in numbers: how much of which unit; 0 keeps for good. Pure. */
enum retention_unit { RETAIN_DAYS, RETAIN_TAX_YEARS };
struct retention_period {
	int64_t n;
	enum retention_unit unit;
};
struct retention_period retention_period(enum retention_class c, const struct conf *conf);

/*
 * What is older than this is over its time; TIME_NONE: nothing ever is. A tax year is over five
 * whole years after the one of the purchase, by the calendar of Warsaw. Pure.
 */
int64_t retention_limit(enum retention_class c, const struct conf *conf, int64_t now);

/* How many rows are over their time now. */
MUST_CHECK enum rc retention_count(struct db *db, enum retention_class c, int64_t limit, int64_t *n,
				   struct err *e);

struct retention_work {
	const struct conf *conf;
	const char *actor;
	int64_t now;
	bool (*stop)(const void *arg); /* asked between two batches; NULL: never stops */
	const void *stop_arg;
};

/* Erase what is over its time; erased receives how many rows of each class. */
MUST_CHECK enum rc retention_run(struct db *db, const struct retention_work *w,
				 int64_t erased[RETAIN_CLASSES], struct err *e);

#endif
