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
		     "s",
		     ROWS(struct ticket, STR(form_id), STR(seller_id), STR(seller_login),
			  STR(environment), STR(client_id), STR(user_agent))},
    [TICKET_MOMENTS] = {"SELECT v.event_id, v.type, v.occurred_at, v.seen_at FROM account a"
			" JOIN order_event v ON v.account_id = a.id AND v.form_id = ?"
			" ORDER BY v.seen_at, v.event_id LIMIT 100",
			"s",
			ROWS(struct order_moment, STR(event_id), STR(type), TIME(occurred_at),
			     TIME(seen_at))},
    [TICKET_STEPS] = {"SELECT s.at, s.request, CAST(s.status AS SIGNED), s.trace, s.event, s.state"
		      " FROM outbox o JOIN outbox_step s ON s.outbox_id = o.id WHERE o.subject = ?"
		      " ORDER BY s.id LIMIT 100",
		      "s",
		      ROWS(struct ticket_step, TIME(at), STR(request), I64(status), STR(trace_id),
			   STR(event), STR(state))},
};
STMTS_REGISTER(ticket, stmts);

#define M struct order_moment

#define S struct ticket_step

enum rc ticket_load(struct db *db, void *owner, const char *form_id, struct ticket *out,
		    struct err *e)
{
	const struct param by_form[] = {P_STR(form_id)};
	M *moments;
	S *steps;

	*out = (struct ticket){0};
	if (stmt_find(db, owner, &stmts[TICKET_HEAD], by_form, out, e) ||
	    stmt_list(db, owner, &stmts[TICKET_MOMENTS], by_form, &moments, &out->n_moments, e) ||
	    stmt_list(db, owner, &stmts[TICKET_STEPS], by_form, &steps, &out->n_steps, e))
		return e->rc;
	out->moments = moments;
	out->steps = steps;
	return order_traces(db, owner, form_id, &out->traces, &out->n_traces, e);
}
