/* Filters kept under a name. */
#include <string.h>

#include "base/mem.h"
#include "domain/orders/order_saved.h"
#include "orders/order_filters.h"
#include "orders/order_saved_view.h"
#include "orders/orders.h"
#include "urls.h"
#include "web/page.h"

#define NAME                                                                                       \
	{                                                                                          \
		"name", .type = FIELD_TEXT, .max = ORDER_SAVED_NAME_MAX, .flags = FIELD_REQUIRED   \
	}

const struct field order_saved_fields[] = {NAME, {"shared", .type = FIELD_FLAG}, {0}};
const struct field order_saved_name_fields[] = {NAME, {0}};

static struct order_saver saver_of(const struct request *rq)
{
	return (struct order_saver){.user_id = rq->session->user_id,
				    .login = rq->session->login,
				    .is_keeper = rq->session->role >= ROLE_ADMINISTRATOR};
}

static enum rc done(struct request *rq, const char *said, const char *to, struct err *e)
{
	return flash(rq, said, e) ? e->rc : redirect(rq, to);
}

static enum rc refuse_name(struct request *rq, struct err *e)
{
	const char *text = mem_printf(rq,
				      _("You already have a view with this name, or %d views. "
					"Choose another name or delete one."),
				      ORDER_SAVED_MAX);

	return page_conflict(rq, text, e);
}

enum rc do_view_save(struct request *rq, struct err *e)
{
	const struct order_saver who = saver_of(rq);
	struct order_filter filter;
	struct query query;

	order_filter_read(rq, &query, &filter);
	const struct order_saved view = {.user_id = who.user_id,
					 .name = form_text(rq->form, "name"),
					 .query = order_saved_query(&query),
					 .tag = filter.tag,
					 .is_shared = form_flag(rq->form, "shared")};
	if (view.is_shared && rq->session->role < ROLE_SELLER)
		return page_refuse(rq, 403, _("Only sellers and administrators can share views."));
	if (strlen(view.query) > ORDER_SAVED_QUERY_MAX)
		return page_refuse(rq, 409, _("This view has too many filters to be saved."));
	if (order_saved_add(rq->db, &who, &view, e))
		return refuse_name(rq, e);
	return done(rq, _("View saved."), mem_printf(rq, "%s?%s", url_orders(), view.query), e);
}

enum rc do_view_rename(struct request *rq, struct err *e)
{
	const struct order_saver who = saver_of(rq);
	uint64_t id;

	if (req_id(rq, "id", &id, e))
		return e->rc;
	if (order_saved_rename(rq->db, &who, id, form_text(rq->form, "name"), e))
		return refuse_name(rq, e);
	return done(rq, _("View renamed."), req_back(rq, url_orders()), e);
}

enum rc do_view_remove(struct request *rq, struct err *e)
{
	const struct order_saver who = saver_of(rq);
	uint64_t id;

	if (req_id(rq, "id", &id, e) || order_saved_remove(rq->db, &who, id, e))
		return e->rc;
	return done(rq, _("View deleted."), req_back(rq, url_orders()), e);
}
