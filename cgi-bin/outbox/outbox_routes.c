/* Every URL of changes on their way to Allegro, one line each. */
#include "areas.h"
#include "orders/order_filters.h"
#include "outbox/fulfillment.h"
#include "outbox/outbox.h"

/* clang-format off */
static const struct route rows[] = {
	{POST, "/orders/:id/fulfillment", do_fulfillment_one, .role = ROLE_PACKER, .form = fulfillment_one_fields},
	{POST, "/fulfillment/check", pg_fulfillment_check, .role = ROLE_PACKER, .query = order_query_fields, .form = fulfillment_check_fields},
	{POST, "/fulfillment", do_fulfillment_many, .role = ROLE_PACKER, .form = fulfillment_many_fields},
	{GET, "/outbox", pg_outbox, .role = ROLE_VIEWER, .query = outbox_query_fields},
	{GET, "/news/outbox", pg_outbox_news, .role = ROLE_VIEWER},
	{GET, "/outbox/:id", pg_outbox_one, .role = ROLE_VIEWER},
	{POST, "/outbox/:id/release", do_outbox_release, .role = ROLE_PACKER, .form = outbox_release_fields},
	{POST, "/outbox/:id/drop", do_outbox_drop, .role = ROLE_PACKER, .form = outbox_version_fields},
	{POST, "/undo", do_undo, .role = ROLE_PACKER, .form = outbox_undo_fields},
	{GET, "/accounts/:id/writers", pg_writers, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH},
	{POST, "/accounts/:id/writers", do_writer, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH, .form = writer_fields},
};
/* clang-format on */

const struct routes outbox_routes = ROUTES(rows);
