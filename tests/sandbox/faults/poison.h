#ifndef SANDBOX_FAULTS_POISON_H
#define SANDBOX_FAULTS_POISON_H

/* Order documents that are not as usual, each way with a name. */

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum document_fault {
	DOCUMENT_BROKEN, /* valid JSON that cannot be read as an order */
	DOCUMENT_ODD,	 /* an order still, with nulls or words that are not usual */
	DOCUMENT_OFFER	 /* an offer, in the list and by itself */
};

/* The name of this way as a constant, NULL when there is none; "" names the first. */
const char *poison_find(const char *name, enum document_fault kind);

/* Is the order no longer readable? */
bool poison_is_fatal(const char *name);

/* The status it writes in place of the order's own, NULL when it leaves that as it is. */
const char *poison_status(const char *name);

/* Rewrite the document that starts at `start` of out. */
void poison_apply(struct str *out, size_t start, const char *name);

/* Does the order no longer tell what there is to pay? */
bool poison_hides_total(const char *name);

#endif
