/* The table of blame, and the share of a batch that makes an outage. */
#include "domain/orders/order_blame.h"

#include "base/str.h"

enum { OUTAGE_SHARE = 2 }; /* more than one half (F8) */

/* First row that fits; http 0 fits every status, also none. */
static const struct {
	enum rc rc;
	int http;
	enum order_blame blame;
} rows[] =
    {
	{RC_RETRY, 0, BLAME_NOBODY},   /* no answer, TLS, 408, 429, 5xx, ban, budget */
	{RC_AUTH, 0, BLAME_NOBODY},    /* the token */
	{RC_DENIED, 0, BLAME_NOBODY},  /* a permission is missing: it is for all orders */
	{RC_STOPPED, 0, BLAME_NOBODY}, /* asked to stop */
	{RC_DB, 0, BLAME_NOBODY},      /* this machine, not the document */
	{RC_IO, 0, BLAME_NOBODY},
	{RC_INVALID, 0, BLAME_NOBODY},	/* the request could not be made at all */
	{RC_REMOTE, 406, BLAME_NOBODY}, /* media types are the same for all */
	{RC_REMOTE, 415, BLAME_NOBODY},
	{RC_NOT_FOUND, 0, BLAME_MISSING},
	{RC_REMOTE, 0, BLAME_ORDER},
	{RC_CONFLICT, 0, BLAME_ORDER},
	{RC_SHAPE, 0, BLAME_ORDER}, /* not its document, not JSON, too large */
};

enum order_blame order_blame_of(const struct err *e)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (rows[i].rc == e->rc && (!rows[i].http || rows[i].http == e->http))
			return rows[i].blame;
	return BLAME_NOBODY;
}

bool order_is_outage(const struct order_verdict *v)
{
	return v->bad >= ORDER_VERDICT_MIN && v->bad * OUTAGE_SHARE > v->fresh;
}
