#ifndef CGI_OUTBOX_WORDS_H
#define CGI_OUTBOX_WORDS_H

/*
 * The kinds of writes as people read them: on the pages of changes, at the switches, in the audit
 * trail, beside the undo. A kind is a row of outbox_words.c; one without a row is shown by its own
 * name and values. What the kinds are to the programs stands in domain/outbox/outbox_kinds.h.
 */

#include "common/format.h"
#include "domain/outbox/outbox.h"
#include "orders/order_labels.h"

/* What is written: an order, a rating. */
struct outbox_thing {
	const char *name;					  /* "Order", a message id */
	const char *(*text)(const struct fmt *f, const char *id); /* "order 29738e61" */
	char *(*url)(void *mem, const char *id); /* where to look at it; NULL: nowhere */
};

struct outbox_words {
	const char *kind;
	const char *name;  /* "Fulfilment" */
	const char *noun;  /* "fulfilment" */
	const char *about; /* what switching it on means */
	const char *icon;
	const struct outbox_thing *thing;
	const struct label *values; /* NULL: a value is its own text; of a kind of several words
				       all that it holds */
	const char *(*show)(const struct fmt *f, const char *value); /* or this says it */
	const struct label *reasons; /* reasons only this kind has; NULL: none */
	/* Of an act (act.h), on the page of its thing; NULL: it is none. */
	const char *title;
	const char *label;  /* of the field for its text */
	const char *button; /* that sends it */
};
struct outbox_words outbox_words(const char *kind);

/* A value of the kind, "" for NULL; and among other words: only its beginning, if it is long. */
const char *outbox_value(const struct fmt *f, const char *kind, const char *value) RETURNS_NONNULL;
const char *outbox_value_head(const struct fmt *f, const char *kind,
			      const char *value) RETURNS_NONNULL;

/* The subject of a change, and where to look at it; NULL: nowhere. */
const char *outbox_subject_text(const struct fmt *f, const char *kind,
				const char *subject) RETURNS_NONNULL;
const char *outbox_subject_url(const struct fmt *f, const char *kind, const char *subject);

/* The kind with this beginning of a subject of the audit trail ("order:ID"), and the rest in *id;
 * NULL: no kind writes such things. */
const char *outbox_kind_of_subject(const char *subject, const char **id);

/* Why a change is late, held or over, or cannot be sent any more, in words. */
const char *outbox_reason_text(const char *kind, const char *reason) RETURNS_NONNULL;

/* "order-status.decided" in words; text NULL: it is no action of a kind. */
struct label outbox_action_label(const struct fmt *f, const char *action);

/* The kind whose area of the audit trail this action belongs to; NULL: none. */
const char *outbox_kind_of_action(const char *action);

#endif
