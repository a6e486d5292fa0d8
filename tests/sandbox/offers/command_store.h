#ifndef SANDBOX_OFFERS_COMMAND_STORE_H
#define SANDBOX_OFFERS_COMMAND_STORE_H

/* Commands by their ids, for their resources. */

#include "offers/command.h"

/* Offers that a seller's commands of one group have changed within the hour. */
struct quota {
	int64_t hour;
	int64_t used;
};

struct commands {
	struct table *by_key;
	struct command **pending; /* those that are not done yet, in no order */
	size_t n;
	size_t room;
	uint64_t turns;
	struct quota quotas[SELLERS][COMMAND_KINDS];
};

extern const char *const command_kind_names[COMMAND_KINDS + 1];

struct command *command_find(struct exchange *x, enum command_kind kind, const char *id);
void command_keep(struct exchange *x, struct command *c); /* accepted; it is done when it is due */

#endif
