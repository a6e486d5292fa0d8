/* Adding to the trail. */
#include "domain/audit/audit.h"

#include <inttypes.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/audit/audit_store.h"

char *audit_subject(void *owner, const char *kind, uint64_t id)
{
	return mem_printf(owner, "%s:%" PRIu64, kind, id);
}

/* Ids come from outside: what is not one is left out rather than refused. */
static const char *id_or_null(void *owner, const char *id)
{
	return str_is_id(id) ? str_head(owner, id, AUDIT_ID_MAX) : NULL;
}

static struct audit_entry row_of(void *mem, const struct audit_entry *entry)
{
	if (str_empty(entry->actor) || str_empty(entry->action) || str_empty(entry->subject))
		BUG("an audit entry has an actor, an action and a subject");
	return (struct audit_entry){
	    .actor = str_head(mem, entry->actor, AUDIT_ACTOR_MAX),
	    .action = str_head(mem, entry->action, AUDIT_ACTION_MAX),
	    .subject = str_head(mem, entry->subject, AUDIT_SUBJECT_MAX),
	    .before = str_head(mem, entry->before, AUDIT_VALUE_MAX),
	    .after = str_head(mem, entry->after, AUDIT_VALUE_MAX),
	    .request_id = id_or_null(mem, str_or(entry->request_id, log_unit_text())),
	    .trace_id = id_or_null(mem, entry->trace_id),
	};
}

enum rc audit_add(struct db *db, const struct audit_entry *entry, struct err *e)
{
	return audit_add_all(db, entry, 1, e);
}

enum rc audit_add_all(struct db *db, const struct audit_entry *entries, size_t n, struct err *e)
{
	void *mem = mem_context(NULL, "audit");
	struct audit_entry *rows = mem_array(mem, struct audit_entry, n + 1);

	for (size_t i = 0; i < n; i++)
		rows[i] = row_of(mem, &entries[i]);
	enum rc rc = n ? audit_insert(db, rows, n, e) : RC_OK;
	mem_free(mem);
	return rc;
}
