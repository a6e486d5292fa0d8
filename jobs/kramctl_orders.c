/* kramctl: orders for scripts, one JSON object a line. */
#include <stdio.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/accounts/account.h"
#include "domain/orders/order.h"
#include "json/field.h"
#include "kramctl.h"

const struct ctl_param orders_list_params[] = {
    {"--json", CTL_FLAG, CTL_REQUIRED},
    {"--account", CTL_VALUE, 0},
    {0},
};

/* Names are those of Allegro's own document where they mean the same. */
struct line_json {
	const char *id;
	const char *offer_id;
	int64_t quantity;
	const char *price;
};
static const struct json_field line_fields[] = {
    JF_STR(struct line_json, id, "/id", JF_REQUIRED),
    JF_STR(struct line_json, offer_id, "/offerId", JF_REQUIRED),
    JF_I64(struct line_json, quantity, "/quantity", JF_REQUIRED),
    JF_STR(struct line_json, price, "/price", JF_REQUIRED),
};

struct order_json {
	const char *id;
	const char *status;
	const char *payment;
	int64_t payment_finished_at;
	const char *fulfillment;
	const char *revision;
	const char *buyer_login;
	const char *total;
	const char *currency;
	int64_t updated_at;
	struct line_json *lines;
	size_t n_lines;
};
static const struct json_field order_fields[] = {
    JF_STR(struct order_json, id, "/id", JF_REQUIRED),
    JF_STR(struct order_json, status, "/status", JF_REQUIRED),
    JF_STR(struct order_json, payment, "/payment", JF_REQUIRED),
    JF_TIME(struct order_json, payment_finished_at, "/paymentFinishedAt", 0),
    JF_STR(struct order_json, fulfillment, "/fulfillment", 0),
    JF_STR(struct order_json, revision, "/revision", 0),
    JF_STR(struct order_json, buyer_login, "/buyerLogin", 0),
    JF_STR(struct order_json, total, "/total", JF_REQUIRED),
    JF_STR(struct order_json, currency, "/currency", JF_REQUIRED),
    JF_TIME(struct order_json, updated_at, "/updatedAt", 0),
    JF_LIST(struct order_json, struct line_json, lines, n_lines, "/lines", JF_REQUIRED,
	    line_fields),
};

static void print_order(void *mem, const struct order_export *o)
{
	struct order_json out = {
	    .id = o->form_id,
	    .status = o->status,
	    .payment = o->payment_state,
	    .payment_finished_at = o->payment_finished_at,
	    .fulfillment = o->fulfillment,
	    .revision = o->revision,
	    .buyer_login = o->login,
	    .total = money_is_none(o->total) ? NULL : money_to_decimal(mem, o->total),
	    .currency = money_is_none(o->total) ? NULL : o->total.currency,
	    .updated_at = o->updated_at_remote,
	    .lines = mem_array(mem, struct line_json, o->n_lines + 1),
	    .n_lines = o->n_lines,
	};

	for (size_t i = 0; i < o->n_lines; i++)
		out.lines[i] = (struct line_json){
		    .id = o->lines[i].line_item_id,
		    .offer_id = o->lines[i].offer_id,
		    .quantity = o->lines[i].quantity,
		    .price = money_to_decimal(mem, o->lines[i].price),
		};
	(void)puts(json_encode(mem, order_fields, &out));
}

static enum rc find_account(struct ctl *ctl, uint64_t *id, struct err *e)
{
	const char *name = ctl_get(ctl, "--account");
	struct account account;

	*id = 0;
	if (!name)
		return RC_OK;
	if (account_find_name(ctl->db, ctl->mem, name, &account, e))
		return e->rc;
	*id = account.id;
	return RC_OK;
}

enum rc ctl_orders_list(struct ctl *ctl, struct err *e)
{
	uint64_t account;
	uint64_t after = 0;
	size_t n = ORDER_EXPORT_ROWS;

	if (find_account(ctl, &account, e))
		return e->rc;
	while (n == ORDER_EXPORT_ROWS) {
		struct order_export *rows;
		void *mem = mem_context(ctl->mem, "orders");
		if (order_export_list(ctl->db, mem, account, after, &rows, &n, e))
			return e->rc;
		for (size_t i = 0; i < n; i++)
			print_order(mem, &rows[i]);
		after = n ? rows[n - 1].id : after;
		mem_free(mem);
	}
	return RC_OK;
}
