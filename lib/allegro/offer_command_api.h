#ifndef ALLEGRO_OFFER_COMMAND_API_H
#define ALLEGRO_OFFER_COMMAND_API_H

/*
 * Commands: one value for up to a thousand offers, under an id of ours that is good once (FACTS
 * 3.11). Allegro takes the command, carries it out later, and tells task by task what came of
 * it. Errors are those of client.h: RC_CONFLICT, the command is known already, which means that it
 * was taken; RC_NOT_FOUND, it is not known.
 */

#include "allegro/automation_api.h"

enum offer_command_kind {
	OFFER_COMMAND_PRICE,
	OFFER_COMMAND_STOCK,
	OFFER_COMMAND_STATUS,
	OFFER_COMMAND_RULE,   /* of price automation */
	OFFER_COMMAND_FIELDS, /* of delivery */
	OFFER_COMMAND_KINDS
};

enum { OFFER_COMMAND_MAX = 1000 }; /* offers in one */

struct offer_command {
	enum offer_command_kind kind;
	const char *const *ids;
	size_t n;
	struct money price;
	int64_t pieces;		       /* at least one: an offer without pieces is ended */
	const char *action;	       /* "ACTIVATE", "END" */
	struct automation_place place; /* without rule_id: off the rule of that marketplace */
	const char *id;		 /* of OFFER_COMMAND_RULE, whose body names it; NULL: not yet */
	const char *shipping_id; /* one of these two */
	const char *handling;
};

/* The bytes that are sent; only the member of its kind is looked at. */
char *offer_command_body(void *owner, const struct offer_command *c) RETURNS_NONNULL;

/* "PUT /sale/offer-price-change-commands/{id}" with the id, for histories. */
const char *offer_command_head(void *mem, enum offer_command_kind kind,
			       const char *id) RETURNS_NONNULL;

/* A command at Allegro: its kind and id. */
struct offer_command_name {
	enum offer_command_kind kind;
	const char *id;
};
MUST_CHECK enum rc offer_command_push(struct allegro *a, void *owner,
				      const struct offer_command_name *name, struct bytes body,
				      struct allegro_receipt *out, struct err *e);

struct offer_report {
	int64_t completed_at; /* TIME_NONE: it goes on */
	int64_t total;	      /* 0 at first */
	int64_t success;
	int64_t failed;
};
MUST_CHECK enum rc offer_command_report(struct allegro *a, void *owner,
					const struct offer_command_name *name,
					struct offer_report *out, struct err *e);

struct offer_task_error {
	const char *code;
	const char *message;
	const char *user_message;
};

struct offer_task {
	const char *offer_id;
	const char *field;
	const char *status; /* NEW, SUCCESS, FAIL or a later word */
	const char *message;
	struct offer_task_error *errors;
	size_t n_errors;
};

/* All pages; there may be several of an offer, one a field, or none. */
MUST_CHECK enum rc offer_command_tasks(struct allegro *a, void *owner,
				       const struct offer_command_name *name,
				       struct offer_task **tasks, size_t *n, struct err *e);

#endif
