/* Arming a kind of write for an account, and switching it off. */
#include "base/mem.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/outbox/outbox_store.h"

struct switching {
	const struct outbox_switching *s;
	const char *actor;
};

static enum rc switch_trail(struct db *db, const struct switching *w, struct err *e)
{
	static const char *const words[] = {[OUTBOX_OFF] = "off", [OUTBOX_ARMED] = "armed"};
	void *mem = mem_context(NULL, "trail");
	const struct audit_entry entry = {
	    .actor = w->actor,
	    .action = "account.writer",
	    .subject = audit_subject(mem, "account", w->s->account_id),
	    .before = mem_printf(mem, "%s %s", w->s->kind, words[w->s->to == OUTBOX_OFF]),
	    .after = mem_printf(mem, "%s %s", w->s->kind, words[w->s->to]),
	};
	enum rc rc = audit_add(db, &entry, e);

	mem_free(mem);
	return rc;
}

static enum rc switch_body(struct db *db, void *arg, struct err *e)
{
	const struct switching *w = arg;

	if (w->s->version ? writer_update(db, w->s, w->actor, e)
			  : writer_insert(db, w->s, w->actor, e))
		return e->rc;
	return switch_trail(db, w, e);
}

enum rc outbox_switch(struct db *db, const struct outbox_switching *s, const char *actor,
		      struct err *e)
{
	struct switching w = {s, actor};

	return tx_run(db, switch_body, &w, e);
}
