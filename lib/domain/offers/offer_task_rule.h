#ifndef DOMAIN_OFFERS_OFFER_TASK_RULE_H
#define DOMAIN_OFFERS_OFFER_TASK_RULE_H

/* What the tasks of a command say about one of its offers. Private to lib/domain/offers; pure. */

#include "allegro/offer_command_api.h"

enum offer_task_says {
	OFFER_TASK_OPEN,     /* not carried out yet */
	OFFER_TASK_DONE,     /* with the field that was to be written */
	OFFER_TASK_REFUSED,  /* for good, in Allegro's words */
	OFFER_TASK_BLOCKED,  /* the account may not: nothing else of it is sent */
	OFFER_TASK_OUTDATED, /* a newer command came before it: what it is now has to be asked */
	OFFER_TASK_MISSING,  /* Allegro does not speak of it */
};

struct offer_task_verdict {
	enum offer_task_says says;
	const char *problem; /* of Allegro, in English; NULL: none */
};
struct offer_task_verdict offer_task_verdict(void *mem, enum offer_command_kind kind,
					     const char *offer_id, const struct offer_task *tasks,
					     size_t n);

#endif
