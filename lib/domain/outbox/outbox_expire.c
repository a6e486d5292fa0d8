/* What is past its deadline: the world it was decided in is another one. */
#include "base/mem.h"
#include "domain/outbox/outbox_send.h"
#include "domain/outbox/outbox_store.h"
#include "domain/outbox/outbox_work.h"

static enum rc expire_one(struct outbox_push *p, void *mem, const struct outbox_intent *i,
			  struct err *e)
{
	struct outbox_intent row = *i;
	struct work w = {.p = p, .mem = mem, .rows = &row, .n = 1};
	bool sent = !str_eq(i->state, outbox_state_names[OUTBOX_NEW]);
	const struct outcome s = {
	    .event = OUTBOX_EXPIRED,
	    .reason =
		outbox_reason_names[sent ? OUTBOX_BECAUSE_UNCONFIRMED : OUTBOX_BECAUSE_NOT_SENT],
	    .status = INT64_MIN,
	};
	enum rc rc = work_move(&w, &s, e);

	if (rc != RC_CONFLICT)
		return rc;
	err_clear(e);
	return RC_OK;
}

enum rc outbox_expire(struct outbox_push *p, struct err *e)
{
	void *mem = mem_context(NULL, "overdue");
	struct outbox_intent *rows;
	size_t n = 0;
	enum rc rc = intents_overdue(p->turn->db, mem, &rows, &n, e);

	for (size_t i = 0; i < n && !rc; i++)
		rc = expire_one(p, mem, &rows[i], e);
	mem_free(mem);
	return rc;
}
