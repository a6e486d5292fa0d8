#ifndef SANDBOX_OFFERS_COMMAND_H
#define SANDBOX_OFFERS_COMMAND_H

/*
 * Commands (FACTS 3.11): changes of up to a thousand offers that are accepted now and done later.
 *
 * A command is a list of tasks, one an offer and field. It is done as soon as somebody looks, or as
 * late, as partly and as wrongly as trouble.c says; until then its report counts nothing.
 */

#include "offers/offer.h"
#include "server/http.h"

enum command_kind {
	COMMAND_PUBLICATION,
	COMMAND_PRICE,
	COMMAND_QUANTITY,
	COMMAND_FIELDS,
	COMMAND_BULK,
	COMMAND_RULES,
	COMMAND_KINDS
};

enum change_what {
	CHANGE_ACTIVATE, /* number: when; TIME_NONE: now */
	CHANGE_END,
	CHANGE_PRICE_TO, /* number: grosze */
	CHANGE_PRICE_BY,
	CHANGE_PRICE_PERCENT, /* number: hundredths of a percent */
	CHANGE_STOCK_TO,      /* number: pieces */
	CHANGE_STOCK_BY,
	CHANGE_FIELD,	/* text: JSON of its value */
	CHANGE_RULE_TO, /* text: id of the rule */
	CHANGE_RULE_OFF,
};

struct change {
	enum change_what what;
	const char *field; /* as a task names it */
	int64_t number;
	const char *text;
	const char *currency;
	const char *market; /* NULL: the base marketplace */
	int64_t least;	    /* range of a rule, in grosze; 0: none */
	int64_t most;
};

enum task_status { TASK_NEW, TASK_SUCCESS, TASK_FAIL };

struct task {
	const char *offer_id;
	struct offer *offer; /* NULL: there is none for this seller */
	struct change change;
	enum task_status status;
	const char *code; /* of a failure: offer_refusal() */
	size_t told;	  /* how many times the list has it: once */
};

struct command {
	char id[UUID_SIZE];
	enum command_kind kind;
	const struct seller *seller;
	uint32_t body_hash;
	uint64_t turn;
	int64_t created_at;
	int64_t due_at;
	int64_t completed_at; /* TIME_NONE: not yet */
	bool begun;	      /* its tasks are counted */
	bool stuck;
	bool unknown;	/* nobody knows of it any more */
	size_t at_once; /* tasks that are done when it is due; the others later */
	struct task *tasks;
	size_t n;
};

void commands_begin(struct world *w);
void commands_run(struct world *w);	/* those that are due */
void commands_release(struct world *w); /* late, partly done and stuck ones are done now */

/* A list of changes from a body; otherwise answers and returns false. command_read.c */
struct changes {
	const char *command_id;
	const char **ids; /* of the offers that all changes are for; BULK: one for each change */
	size_t n_ids;
	struct change *at;
	size_t n;
};
bool command_read(struct exchange *x, enum command_kind kind, struct changes *out);

/* Make a change; NULL: done, otherwise why not. command_apply.c */
const char *command_apply(struct world *w, struct offer *o, const struct change *c);

/* Resources; which kind is meant follows from the path. */
extern const char *const command_tasks_query[];
void commands_put(struct exchange *x);
void commands_post(struct exchange *x);
void commands_report(struct exchange *x);
void commands_tasks(struct exchange *x);

#endif
