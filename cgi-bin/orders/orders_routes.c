/* Every URL of orders, one line each. */
#include "areas.h"
#include "orders/order_filters.h"
#include "orders/order_marks.h"
#include "orders/orders.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/orders", pg_orders, .role = ROLE_VIEWER, .query = order_query_fields},
	{GET, "/news/orders", pg_orders_news, .role = ROLE_VIEWER, .query = order_query_fields},
	{GET, "/imports", pg_imports, .role = ROLE_VIEWER},
	{POST, "/problems/retry", do_orders_retry, .role = ROLE_SELLER},
	{GET, "/orders/:id", pg_order, .role = ROLE_VIEWER, .query = order_query_fields},
	{GET, "/orders/:id/next", pg_order_next, .role = ROLE_VIEWER, .query = order_query_fields},
	{GET, "/orders/:id/previous", pg_order_previous, .role = ROLE_VIEWER, .query = order_query_fields},
	{POST, "/orders/:id/notes", do_order_note, .role = ROLE_PACKER, .form = order_note_fields},
	{POST, "/orders/:id/tags", do_order_tag, .role = ROLE_PACKER, .form = order_tag_fields},
	{POST, "/orders/:id/untag", do_order_untag, .role = ROLE_PACKER, .form = order_tag_fields},
	{POST, "/orders/:id/retry", do_order_retry, .role = ROLE_SELLER},
	{POST, "/orders/:id/leave", do_order_leave, .role = ROLE_SELLER, .form = order_leave_fields, .invalid = pg_order},
	{POST, "/orders/:id/stop", do_order_stop, .role = ROLE_PACKER, .form = order_stop_fields},
	{GET, "/orders/:id/ticket", pg_order_ticket, .role = ROLE_VIEWER},
	{GET, "/orders/:id/slip", pg_order_slip, .role = ROLE_VIEWER},
	{POST, "/csv/orders", pg_orders_csv, .role = ROLE_VIEWER, .query = order_query_fields, .form = order_mark_fields},
	{POST, "/picklist", pg_picklist, .role = ROLE_PACKER, .query = order_query_fields, .form = order_mark_fields},
	{POST, "/views", do_view_save, .role = ROLE_VIEWER, .query = order_query_fields, .form = order_saved_fields},
	{POST, "/views/:id/name", do_view_rename, .role = ROLE_VIEWER, .form = order_saved_name_fields},
	{POST, "/views/:id/remove", do_view_remove, .role = ROLE_VIEWER},
	{POST, "/slips", pg_slips, .role = ROLE_PACKER, .query = order_query_fields, .form = order_mark_fields},
};
/* clang-format on */

const struct routes orders_routes = ROUTES(rows);
