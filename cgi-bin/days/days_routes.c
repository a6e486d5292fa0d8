/* Every URL of the certificate of each day, one line each. */
#include "areas.h"
#include "days/certificate.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/orders/certificate", pg_certificate, .role = ROLE_VIEWER, .query = certificate_fields},
	{GET, "/orders/certificate/csv", pg_certificate_csv, .role = ROLE_VIEWER, .query = certificate_fields},
	{GET, "/orders/certificate/:day", pg_certificate_day, .role = ROLE_VIEWER, .query = certificate_fields},
	{GET, "/orders/certificate/:day/csv", pg_certificate_day_csv, .role = ROLE_VIEWER, .query = certificate_fields},
};
/* clang-format on */

const struct routes days_routes = ROUTES(rows);
