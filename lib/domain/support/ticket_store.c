/* SQL of support tickets. */
#include "db/stmt.h"
#include "domain/support/ticket.h"

enum { TICKET_HEAD, TICKET_MOMENTS, TICKET_STEPS };

static const struct stmt_def stmts[] = {
    [TICKET_HEAD] = {"SELECT f.form_id, a.seller_id, a.seller_login, a.environment, c.client_id,"
		     " CONCAT(REPLACE(c.app_name, ' ', '-'), '/', c.app_version,"
		     " ' (+', c.contact_url, ')')"
		     " FROM account a JOIN order_form f ON f.account_id = a.id AND f.form_id = ?"
		     " LEFT JOIN app_credential c ON c.environment = a.environment LIMIT 1",
		     "s", "ssssss"},
    [TICKET_MOMENTS] = {"SELECT v.event_id, v.type, v.occurred_at, v.seen_at FROM account a"
			" JOIN order_event v ON v.account_id = a.id AND v.form_id = ?"
			" ORDER BY v.seen_at, v.event_id LIMIT 100",
			"s", "sstt"},
    [TICKET_STEPS] = {"SELECT s.at, s.request, CAST(s.status AS SIGNED), s.trace, s.event, s.state"
		      " FROM outbox o JOIN outbox_step s ON s.outbox_id = o.id WHERE o.subject = ?"
		      " ORDER BY s.id LIMIT 100",
		      "s", "tsisss"},
};
STMTS_REGISTER(ticket, stmts);

#define H struct ticket
static const struct row_col head_cols[] = {
    COL_STR(H, form_id),     COL_STR(H, seller_id), COL_STR(H, seller_login),
    COL_STR(H, environment), COL_STR(H, client_id), COL_STR(H, user_agent),
};
static const struct row_map head_map = ROW_MAP(H, head_cols);

#define M struct order_moment
static const struct row_col moment_cols[] = {
    COL_STR(M, event_id),
    COL_STR(M, type),
    COL_TIME(M, occurred_at),
    COL_TIME(M, seen_at),
};
static const struct row_map moment_map = ROW_MAP(M, moment_cols);

#define S struct ticket_step
static const struct row_col step_cols[] = {
    COL_TIME(S, at),	  COL_STR(S, request), COL_I64(S, status),
    COL_STR(S, trace_id), COL_STR(S, event),   COL_STR(S, state),
};
static const struct row_map step_map = ROW_MAP(S, step_cols);

enum rc ticket_load(struct db *db, void *owner, const char *form_id, struct ticket *out,
		    struct err *e)
{
	const struct param by_form[] = {P_STR(form_id)};
	void *moments;
	void *steps;

	*out = (struct ticket){0};
	if (stmt_find(db, owner, &stmts[TICKET_HEAD], by_form, &head_map, out, e) ||
	    stmt_list(db, owner, &stmts[TICKET_MOMENTS], by_form, &moment_map, &moments,
		      &out->n_moments, e) ||
	    stmt_list(db, owner, &stmts[TICKET_STEPS], by_form, &step_map, &steps, &out->n_steps,
		      e))
		return e->rc;
	out->moments = moments;
	out->steps = steps;
	return order_traces(db, owner, form_id, &out->traces, &out->n_traces, e);
}
