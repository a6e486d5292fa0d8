/* Every URL of people: login, invitations, settings, one line each. */
#include "areas.h"
#include "domain/users/user.h"
#include "users/user_view.h"
#include "users/users.h"

/* --- Fields of queries and forms ------------------------------------------------------------ */

enum { TOKEN_CHARS = 43 };

static const char *const languages[] = {"pl", "en", NULL};
static const char *const themes[] = {"light", "dark", "auto", NULL};
static const char *const densities[] = {"roomy", "tight", NULL};

static const struct field token_fields[] = {
    {"token", .type = FIELD_TEXT, .max = TOKEN_CHARS},
    {0},
};
static const struct field next_fields[] = {
    {"next", .type = FIELD_TEXT, .max = REQUEST_NEXT_MAX},
    {0},
};
static const struct field login_fields[] = {
    {"login", .type = FIELD_TEXT, .max = LOGIN_MAX, .flags = FIELD_REQUIRED},
    {"password", .type = FIELD_SECRET, .max = PASSWORD_MAX, .flags = FIELD_REQUIRED},
    {"next", .type = FIELD_TEXT, .max = REQUEST_NEXT_MAX},
    {0},
};
static const struct field confirm_fields[] = {
    {"login", .type = FIELD_TEXT, .max = LOGIN_MAX}, /* for password managers, not read */
    {"password", .type = FIELD_SECRET, .max = PASSWORD_MAX, .flags = FIELD_REQUIRED},
    {"next", .type = FIELD_TEXT, .max = REQUEST_NEXT_MAX},
    {0},
};
static const struct field setup_fields[] = {
    {"token", .type = FIELD_TEXT, .max = TOKEN_CHARS, .flags = FIELD_REQUIRED},
    {"login", .type = FIELD_TEXT, .min = LOGIN_MIN, .max = LOGIN_MAX, .flags = FIELD_REQUIRED,
     INTO(struct user_draft, login)},
    {"name", .type = FIELD_TEXT, .max = USER_NAME_MAX, .flags = FIELD_REQUIRED,
     INTO(struct user_draft, name)},
    NEW_PASSWORD_FIELDS,
    {0},
};
static const struct field invitation_fields[] = {
    {"token", .type = FIELD_TEXT, .max = TOKEN_CHARS, .flags = FIELD_REQUIRED},
    {"login", .type = FIELD_TEXT, .max = LOGIN_MAX}, /* for password managers, not read */
    NEW_PASSWORD_FIELDS,
    {0},
};
static const struct field password_fields[] = {
    {"login", .type = FIELD_TEXT, .max = LOGIN_MAX},	    /* for password managers, not read */
    {"current", .type = FIELD_SECRET, .max = PASSWORD_MAX}, /* not asked of who has none */
    NEW_PASSWORD_FIELDS,
    {0},
};
static const struct field invite_fields[] = {
    {"login", .type = FIELD_TEXT, .min = LOGIN_MIN, .max = LOGIN_MAX, .flags = FIELD_REQUIRED,
     INTO(struct user_draft, login)},
    {"name", .type = FIELD_TEXT, .max = USER_NAME_MAX, .flags = FIELD_REQUIRED,
     INTO(struct user_draft, name)},
    {"role", .type = FIELD_ENUM, .values = user_roles, .flags = FIELD_REQUIRED,
     INTO(struct user_draft, role)},
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
static const struct field density_fields[] = {
    {"density", .type = FIELD_ENUM, .values = densities, .flags = FIELD_REQUIRED},
    {0},
};

static const struct field theme_fields[] = {
    {"theme", .type = FIELD_ENUM, .values = themes, .flags = FIELD_REQUIRED},
    {0},
};

/* clang-format off */
static const struct route rows[] = {
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
	{POST, "/settings/density", do_density, .role = ROLE_VIEWER, .form = density_fields},
	{GET, "/settings/users", pg_users, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH},
	{POST, "/settings/users", do_user_invite, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH, .form = invite_fields, .invalid = pg_users},
	{POST, "/settings/users/:id/role", do_user_role, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH, .form = role_fields},
	{POST, "/settings/users/:id/disable", do_user_disable, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH},
	{POST, "/settings/users/:id/enable", do_user_enable, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH},
	{POST, "/settings/users/:id/reset", do_user_reset, .role = ROLE_ADMINISTRATOR, .flags = ROUTE_FRESH},
};
/* clang-format on */

const struct routes users_routes = ROUTES(rows);
