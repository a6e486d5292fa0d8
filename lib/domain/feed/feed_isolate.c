/* All at once, else one by one. */
#include "domain/feed/feed_isolate.h"

#include "base/str.h"

/* Did the rows themselves fail, not the server, the network or the lease? */
static bool is_about_rows(const struct feed_pieces *p, const struct err *e)
{
	return !p->turn->lost && !str_eq(e->code, TX_UNKNOWN) &&
	       (e->rc == RC_DB || e->rc == RC_CONFLICT);
}

static enum rc commit_one(const struct feed_pieces *p, size_t i, struct err *e)
{
	if (!p->commit(p->arg, i, 1, false, e) || !is_about_rows(p, e) || !p->spoil(p->arg, i, e))
		return e->rc;
	err_clear(e);
	return p->commit(p->arg, i, 1, false, e);
}

enum rc feed_commit(const struct feed_pieces *p, struct err *e)
{
	if (!p->commit(p->arg, 0, p->n, true, e) || !is_about_rows(p, e))
		return e->rc;
	err_clear(e);
	for (size_t i = 0; i < p->n; i++)
		if (commit_one(p, i, e))
			return e->rc;
	return p->commit(p->arg, p->n, 0, true, e);
}
