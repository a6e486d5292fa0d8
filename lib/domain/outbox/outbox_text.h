#ifndef DOMAIN_OUTBOX_OUTBOX_TEXT_H
#define DOMAIN_OUTBOX_OUTBOX_TEXT_H

/*
 * What an act is at Allegro when it is one text, which the thing shows from then on and takes but
 * once: a request with the intent's `after` as its body, the question whether the thing shows it,
 * and the thing asked for by itself when it does. All of it is a row:
 *
 *	static const struct json_field fields[] = {JF_STR(struct outbox_intent, after, "/message",
 *0)}; OUTBOX_TEXT(rating_answer, .op = OP_RATING_ANSWER, OUTBOX_TEXT_BODY(fields), .resource =
 *&rating_resource, .shown = offsetof(struct rating, answer), .walk = &rating_walk);
 *
 * A kind that differs in one of the functions is a row of outbox_remote.h, and may use the others.
 */

#include "domain/feed/walk.h"
#include "domain/outbox/outbox_remote.h"

struct outbox_text {
	enum allegro_op op;
	const struct json_field *fields; /* of struct outbox_intent */
	size_t n_fields;
	const struct resource *resource; /* the thing */
	size_t shown;			 /* where it has the text: offset of a const char * */
	const struct walk_def *walk;	 /* by which it comes in */
};
#define OUTBOX_TEXT_BODY(table)	       .fields = (table), .n_fields = COUNT_OF(table)
#define OUTBOX_TEXT_SHOWN(type, field) .shown = RESOURCE_FIELD(type, field, const char *)

/* What the thing shows (NULL: nothing) says about a text on its way. Pure. */
enum outbox_event text_outcome(const struct outbox_intent *i, const char *shown);

/* What the row of functions is made of. */
const char *text_head(void *mem, const struct outbox_text *text, const struct outbox_command *c);
const char *text_body(void *mem, const struct outbox_text *text, const struct outbox_intent *rows);
MUST_CHECK enum rc text_send(struct allegro *api, void *mem, const struct outbox_text *text,
			     const struct outbox_command *c, struct allegro_receipt *out,
			     struct err *e);
MUST_CHECK enum rc text_ask(struct allegro *api, void *mem, const struct outbox_text *text,
			    const struct outbox_command *c, struct outbox_finding *out,
			    struct err *e);
MUST_CHECK enum rc text_land(struct db *db, const struct outbox_text *text,
			     const struct outbox_intent *i, int64_t *landed, struct err *e);

#define OUTBOX_TEXT(x, ...)                                                                        \
	static const struct outbox_text x##_text = {__VA_ARGS__};                                  \
	static const char *x##_head(void *mem, const struct outbox_command *c)                     \
	{                                                                                          \
		return text_head(mem, &x##_text, c);                                               \
	}                                                                                          \
	static const char *x##_body(void *mem, const struct outbox_intent *rows, size_t n UNUSED)  \
	{                                                                                          \
		return text_body(mem, &x##_text, rows);                                            \
	}                                                                                          \
	static enum rc x##_send(struct allegro *api, void *mem, const struct outbox_command *c,    \
				struct allegro_receipt *out, struct err *e)                        \
	{                                                                                          \
		return text_send(api, mem, &x##_text, c, out, e);                                  \
	}                                                                                          \
	static enum rc x##_ask(struct allegro *api, void *mem, const struct outbox_command *c,     \
			       struct outbox_finding *out, struct err *e)                          \
	{                                                                                          \
		return text_ask(api, mem, &x##_text, c, out, e);                                   \
	}                                                                                          \
	static enum rc x##_land(struct db *db, const struct outbox_intent *i, int64_t *landed,     \
				struct err *e)                                                     \
	{                                                                                          \
		return text_land(db, &x##_text, i, landed, e);                                     \
	}                                                                                          \
	extern const struct outbox_remote outbox_##x##_remote;                                     \
	const struct outbox_remote outbox_##x##_remote = {.at_once = 1,                            \
							  .head = x##_head,                        \
							  .body = x##_body,                        \
							  .send = x##_send,                        \
							  .ask = x##_ask,                          \
							  .land = x##_land}

#endif
