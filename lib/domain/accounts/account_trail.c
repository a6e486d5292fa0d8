/* What is done to accounts, for the audit trail. */
#include "base/str.h"
#include "domain/accounts/vault_keys.h"

#include <string.h>

/* The vault says "user anna" where a token request needs to tell a person from a job. */
static const char *trail_actor(const char *actor)
{
	static const char person[] = "user ";

	return str_starts(actor, person) ? actor + strlen(person) : actor;
}

enum rc vault_note(const struct vault *v, struct db *db, struct audit_entry entry, struct err *e)
{
	entry.actor = trail_actor(v->actor);
	return audit_add(db, &entry, e);
}
