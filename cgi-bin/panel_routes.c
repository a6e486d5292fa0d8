/* Every URL of panel.fcgi, one line each. Default: login and, for a POST, the CSRF token. */
#include "accounts.h"
#include "audit.h"
#include "certificate.h"
#include "fulfillment.h"
#include "order_query.h"
#include "orders.h"
#include "outbox.h"
#include "panel.h"
#include "privacy.h"
#include "pulse.h"
#include "status.h"

/* --- Fields of queries and forms ------------------------------------------------------------ */

enum { TOKEN_CHARS = 43, PATTERN_MAX = 80 };

static const char *const languages[] = {"pl", "en", NULL};
static const char *const themes[] = {"light", "dark", "auto", NULL};

static const struct field token_fields[] = {
    {"token", .type = FIELD_TEXT, .max = TOKEN_CHARS},
    {0},
};
static const struct field next_fields[] = {
    {"next", .type = FIELD_TEXT, .max = PATTERN_MAX},
    {"next_id", .type = FIELD_ID},
    {0},
};
static const struct field login_fields[] = {
    {"login", .type = FIELD_TEXT, .max = LOGIN_MAX, .flags = FIELD_REQUIRED},
    {"password", .type = FIELD_SECRET, .max = PASSWORD_MAX, .flags = FIELD_REQUIRED},
    {"next", .type = FIELD_TEXT, .max = PATTERN_MAX},
    {"next_id", .type = FIELD_ID},
    {0},
};
static const struct field confirm_fields[] = {
    {"login", .type = FIELD_TEXT, .max = LOGIN_MAX}, /* for password managers, not read */
    {"password", .type = FIELD_SECRET, .max = PASSWORD_MAX, .flags = FIELD_REQUIRED},
    {"next", .type = FIELD_TEXT, .max = PATTERN_MAX},
    {"next_id", .type = FIELD_ID},
    {0},
};
static const struct field setup_fields[] = {
    {"token", .type = FIELD_TEXT, .max = TOKEN_CHARS, .flags = FIELD_REQUIRED},
    {"login", .type = FIELD_TEXT, .min = LOGIN_MIN, .max = LOGIN_MAX, .flags = FIELD_REQUIRED},
    {"name", .type = FIELD_TEXT, .max = USER_NAME_MAX, .flags = FIELD_REQUIRED},
    {"password", .type = FIELD_SECRET, .max = PASSWORD_MAX, .flags = FIELD_REQUIRED},
    {"repeat", .type = FIELD_SECRET, .max = PASSWORD_MAX, .flags = FIELD_REQUIRED},
    {0},
};
static const struct field invitation_fields[] = {
    {"token", .type = FIELD_TEXT, .max = TOKEN_CHARS, .flags = FIELD_REQUIRED},
    {"login", .type = FIELD_TEXT, .max = LOGIN_MAX}, /* for password managers, not read */
    {"password", .type = FIELD_SECRET, .max = PASSWORD_MAX, .flags = FIELD_REQUIRED},
    {"repeat", .type = FIELD_SECRET, .max = PASSWORD_MAX, .flags = FIELD_REQUIRED},
    {0},
};
static const struct field password_fields[] = {
    {"login", .type = FIELD_TEXT, .max = LOGIN_MAX},	    /* for password managers, not read */
    {"current", .type = FIELD_SECRET, .max = PASSWORD_MAX}, /* not asked of who has none */
    {"password", .type = FIELD_SECRET, .max = PASSWORD_MAX, .flags = FIELD_REQUIRED},
    {"repeat", .type = FIELD_SECRET, .max = PASSWORD_MAX, .flags = FIELD_REQUIRED},
    {0},
};
static const struct field invite_fields[] = {
    {"login", .type = FIELD_TEXT, .min = LOGIN_MIN, .max = LOGIN_MAX, .flags = FIELD_REQUIRED},
    {"name", .type = FIELD_TEXT, .max = USER_NAME_MAX, .flags = FIELD_REQUIRED},
    {"role", .type = FIELD_ENUM, .values = user_roles, .flags = FIELD_REQUIRED},
    {0},
};
static const struct field role_fields[] = {
    {"role", .type = FIELD_ENUM, .values = user_roles, .flags = FIELD_REQUIRED},
    {0},
};
static const struct field language_fields[] = {
    {"lang", .type = FIELD_ENUM, .values = languages, .flags = FIELD_REQUIRED},
    {0},
};
static const struct field theme_fields[] = {
    {"theme", .type = FIELD_ENUM, .values = themes, .flags = FIELD_REQUIRED},
    {0},
};

/* --- The table ------------------------------------------------------------------------------ */

/* clang-format off */
static const struct route rows[] = {
	{GET, "/", pg_today, .role = ROLE_VIEWER},

	{GET, "/orders", pg_orders, .role = ROLE_VIEWER, .query = order_query_fields},
	{GET, "/news/orders", pg_orders_news, .role = ROLE_VIEWER, .query = order_query_fields},
	{GET, "/pulse", pg_pulse, .role = ROLE_VIEWER},
	{GET, "/imports", pg_imports, .role = ROLE_VIEWER},
	{GET, "/orders/certificate", pg_certificate, .role = ROLE_VIEWER, .query = certificate_fields},
	{GET, "/orders/certificate/csv", pg_certificate_csv, .role = ROLE_VIEWER, .query = certificate_fields},
	{GET, "/orders/certificate/:day", pg_certificate_day, .role = ROLE_VIEWER, .query = certificate_fields},
	{GET, "/orders/certificate/:day/csv", pg_certificate_day_csv, .role = ROLE_VIEWER, .query = certificate_fields},
	{POST, "/problems/retry", do_orders_retry, .role = ROLE_SELLER},
	{GET, "/orders/:id", pg_order, .role = ROLE_VIEWER},
	{POST, "/orders/:id/retry", do_order_retry, .role = ROLE_SELLER},
	{POST, "/orders/:id/leave", do_order_leave, .role = ROLE_SELLER, .form = order_leave_fields, .invalid = pg_order},
	{GET, "/orders/:id/ticket", pg_order_ticket, .role = ROLE_VIEWER},
	{GET, "/orders/:id/slip", pg_order_slip, .role = ROLE_VIEWER},
	{POST, "/orders/:id/fulfillment", do_fulfillment_one, .role = ROLE_PACKER, .form = fulfillment_one_fields},
	{POST, "/fulfillment/check", pg_fulfillment_check, .role = ROLE_PACKER, .form = fulfillment_check_fields},
	{POST, "/fulfillment", do_fulfillment_many, .role = ROLE_PACKER, .form = fulfillment_many_fields},

	{GET, "/outbox", pg_outbox, .role = ROLE_VIEWER, .query = outbox_query_fields},
	{GET, "/news/outbox", pg_outbox_news, .role = ROLE_VIEWER},
	{GET, "/outbox/:id", pg_outbox_one, .role = ROLE_VIEWER},
	{POST, "/outbox/:id/release", do_outbox_release, .role = ROLE_PACKER, .form = outbox_version_fields},
	{POST, "/outbox/:id/drop", do_outbox_drop, .role = ROLE_PACKER, .form = outbox_version_fields},
	{POST, "/undo", do_undo, .role = ROLE_PACKER, .form = outbox_undo_fields},

	{GET, "/status", pg_status, .role = ROLE_VIEWER},
	{POST, "/status/mail", do_status_mail, .role = ROLE_ADMINISTRATOR},
	{GET, "/accounts", pg_accounts, .role = ROLE_VIEWER},
	{GET, "/accounts/new", pg_account_new, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH, .query = account_new_fields},
	{GET, "/accounts/:id", pg_account, .role = ROLE_VIEWER},
	{GET, "/accounts/:id/writers", pg_writers, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH},
	{POST, "/accounts/:id/writers", do_writer, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH, .form = writer_fields},

	{GET, "/login", pg_login, .flags = ROUTE_PUBLIC, .query = next_fields},
	{POST, "/login", do_login, .flags = ROUTE_PUBLIC, .form = login_fields, .invalid = pg_login},
	{GET, "/login/once", pg_login_once, .flags = ROUTE_PUBLIC, .query = token_fields},
	{POST, "/login/once", do_login_once, .flags = ROUTE_PUBLIC, .form = token_fields},
	{GET, "/login/confirm", pg_confirm, .role = ROLE_VIEWER, .query = next_fields},
	{POST, "/login/confirm", do_confirm, .role = ROLE_VIEWER, .form = confirm_fields, .invalid = pg_confirm},
	{POST, "/logout", do_logout, .role = ROLE_VIEWER},

	{GET, "/setup", pg_setup, .flags = ROUTE_PUBLIC, .query = token_fields},
	{POST, "/setup", do_setup, .flags = ROUTE_PUBLIC, .form = setup_fields, .invalid = pg_setup_again},
	{GET, "/invitation", pg_invitation, .flags = ROUTE_PUBLIC, .query = token_fields},
	{POST, "/invitation", do_invitation, .flags = ROUTE_PUBLIC, .form = invitation_fields, .invalid = pg_invitation_again},

	{GET, "/settings/password", pg_password, .role = ROLE_VIEWER},
	{POST, "/settings/password", do_password, .role = ROLE_VIEWER, .form = password_fields, .invalid = pg_password},
	{POST, "/settings/language", do_language, .flags = ROUTE_PUBLIC, .form = language_fields},
	{POST, "/settings/theme", do_theme, .flags = ROUTE_PUBLIC, .form = theme_fields},

	{GET, "/settings/users", pg_users, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH},
	{POST, "/settings/users", do_user_invite, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH, .form = invite_fields, .invalid = pg_users},
	{POST, "/settings/users/:id/role", do_user_role, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH, .form = role_fields},
	{POST, "/settings/users/:id/disable", do_user_disable, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH},
	{POST, "/settings/users/:id/enable", do_user_enable, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH},
	{POST, "/settings/users/:id/reset", do_user_reset, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH},

	{GET, "/audit", pg_audit, .role = ROLE_ADMINISTRATOR, .query = audit_query_fields},

	{GET, "/settings/privacy", pg_privacy, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH, .query = privacy_fields},
	{POST, "/settings/privacy", do_buyer_erase, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH, .form = privacy_fields, .invalid = pg_privacy},

	{GET, "/help/shortcuts", pg_shortcuts, .role = ROLE_VIEWER},

	{GET, "/healthz", pg_healthz, .flags = ROUTE_MACHINE | ROUTE_NO_DB},
	{GET, "/readyz", pg_readyz, .flags = ROUTE_MACHINE},
};
/* clang-format on */

const struct route_table panel_routes = ROUTE_TABLE(rows);
