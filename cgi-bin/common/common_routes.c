/* Every URL of the help, pictures, and the pulse of every page, one line each. */
#include "areas.h"
#include "common/help.h"
#include "common/picture.h"
#include "common/pulse.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/pulse", pg_pulse, .role = ROLE_VIEWER},
	{GET, "/pictures/:id", pg_picture, .role = ROLE_VIEWER},
	{GET, "/help/shortcuts", pg_shortcuts, .role = ROLE_VIEWER},
};
/* clang-format on */

const struct routes common_routes = ROUTES(rows);
