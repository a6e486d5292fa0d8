#ifndef SANDBOX_FAULTS_FAULT_KIND_H
#define SANDBOX_FAULTS_FAULT_KIND_H

/* One kind of fault, and the functions the kinds in faults.c are made of. */

#include "faults/faults.h"

struct fault_kind {
	const char *name;
	enum fault_stage stage;
	int number;	   /* means what the stage says */
	const char *needs; /* what a number the value must be, NULL: the value is free */
	const char *about; /* for people */
	void (*reply)(struct exchange *x, const struct planned *p);
	void (*then)(struct world *w, struct order *shown);
	const char *(*apply)(struct sandbox *sb, const struct fault_kind *k,
			     const struct fault_request *r); /* NULL on success */
};

/* Answers in place of a resource; number is the status. fault_reply.c, fault_body.c. */
void reply_error(struct exchange *x, const struct planned *p);
void reply_unauthorized(struct exchange *x, const struct planned *p);
void reply_too_many(struct exchange *x, const struct planned *p);
void reply_server_error(struct exchange *x, const struct planned *p);
void reply_html(struct exchange *x, const struct planned *p);
void reply_empty(struct exchange *x, const struct planned *p);
void reply_front_array(struct exchange *x, const struct planned *p); /* [{"code":..}], FACTS 0.2 */
void reply_xml(struct exchange *x, const struct planned *p);
void reply_wall_json(struct exchange *x, const struct planned *p); /* against robots, FACTS 0.2 */
void reply_wall_html(struct exchange *x, const struct planned *p);
void reply_json(struct exchange *x, const struct planned *p);	    /* the value as it is */
void reply_null_lists(struct exchange *x, const struct planned *p); /* "events":null */
void reply_deep(struct exchange *x, const struct planned *p);	    /* amount: levels */
void reply_long(struct exchange *x, const struct planned *p);	    /* amount: bytes of one text */
void reply_endless(struct exchange *x, const struct planned *p);    /* chunks without an end */
void reply_gzip_bomb(struct exchange *x, const struct planned *p);  /* amount: MiB inflated */

/* What happens to an order right after it was shown. fault_world.c */
void then_pay(struct world *w, struct order *shown);
void then_modify(struct world *w, struct order *shown);
void then_cancel(struct world *w, struct order *shown);
void then_merge(struct world *w, struct order *shown);
void then_buy(struct world *w, struct order *shown);

/* Changes of the world; number says which. fault_world.c */
const char *apply_disturb(struct sandbox *sb, const struct fault_kind *k,
			  const struct fault_request *r);
const char *apply_document(struct sandbox *sb, const struct fault_kind *k,
			   const struct fault_request *r);
const char *apply_hide(struct sandbox *sb, const struct fault_kind *k,
		       const struct fault_request *r);
const char *apply_exhaust(struct sandbox *sb, const struct fault_kind *k,
			  const struct fault_request *r);
const char *apply_from(struct sandbox *sb, const struct fault_kind *k,
		       const struct fault_request *r);
const char *apply_forget(struct sandbox *sb, const struct fault_kind *k,
			 const struct fault_request *r);
const char *apply_ban(struct sandbox *sb, const struct fault_kind *k,
		      const struct fault_request *r);
const char *apply_fork(struct sandbox *sb, const struct fault_kind *k,
		       const struct fault_request *r);

const char *apply_offer(struct sandbox *sb, const struct fault_kind *k,
			const struct fault_request *r);

/* number: enum offer_trouble; path: a pattern of what it is about, value as the kind says. */
const char *apply_trouble(struct sandbox *sb, const struct fault_kind *k,
			  const struct fault_request *r);

/* Undo what the functions above have done, as far as it can be; to documents, and else. */
void fault_documents_clear(struct sandbox *sb);
void fault_world_clear(struct sandbox *sb);

#endif
