/* Answers that Allegro contradicted. */
#include "domain/mapping/contradiction.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/mapping/contradiction_store.h"
#include "domain/mapping/ready.h"

#include <string.h>
#include <unistr.h>

const struct contradiction *contradiction_of(const struct contradiction *at, size_t n,
					     const struct param_answer *answer)
{
	if (!n)
		return NULL; /* as nearly always, of each parameter of each product */
	void *mem = mem_context(NULL, "answer");
	const char *text = param_answer_print(mem, answer);
	const struct contradiction *found = NULL;
	const struct contradiction *any = NULL;
	size_t others = 0;

	for (size_t i = 0; i < n && !found; i++) {
		if (!str_eq(at[i].param_id, answer->param_id))
			continue;
		others++;
		any = any ? any : &at[i];
		if (str_eq(at[i].answer, text))
			found = &at[i];
	}
	mem_free(mem);
	return found ? found : others >= CONTRADICTIONS_ALL ? any : NULL;
}

enum rc contradiction_remember(struct db *db, const struct contradiction *c, struct err *e)
{
	if (u8_mbsnlen((const uint8_t *)c->answer, strlen(c->answer)) > CONTRADICTION_ANSWER_MAX)
		return RC_OK;
	return contradiction_save(db, c, e)
		   ? e->rc
		   : ready_touch(db, c->environment, 0, TOUCH_CATEGORY, c->category_id, e);
}

struct forgetting {
	void *mem;
	uint64_t id;
	const char *actor;
};

static enum rc forget(struct db *db, void *arg, struct err *e)
{
	const struct forgetting *f = arg;
	struct contradiction c;

	if (contradiction_find(db, f->mem, f->id, &c, e) == RC_NOT_FOUND)
		return err_set(e, RC_CONFLICT, "it is tried again already");
	if (e->rc || contradiction_delete(db, f->id, e))
		return e->rc;
	const struct audit_entry entry = {
	    .actor = f->actor,
	    .action = "mapping.retry",
	    .subject = mem_printf(f->mem, "param:%s/%s", c.category_id, c.param_id),
	    .before = c.said,
	};
	return audit_add(db, &entry, e)
		   ? e->rc
		   : ready_touch(db, c.environment, 0, TOUCH_CATEGORY, c.category_id, e);
}

enum rc contradiction_forget(struct db *db, uint64_t id, const char *actor, struct err *e)
{
	struct forgetting f = {.mem = mem_context(NULL, "forget"), .id = id, .actor = actor};
	enum rc rc = tx_run(db, forget, &f, e);

	mem_free(f.mem);
	return rc;
}
