/* Classes, periods and the moments they end at. */
#include "domain/retention/retention.h"

#include <stddef.h>
#include <string.h>

#include "base/i18n.h"
#include "base/time.h"

static const struct {
	const char *name;
	const char *title;
	size_t period; /* in struct conf */
	enum retention_unit unit;
} rules[RETAIN_CLASSES] = {
    [RETAIN_DOCUMENTS] = {"documents", N_("Original documents and events from Allegro"),
			  offsetof(struct conf, keep_documents_days), RETAIN_DAYS},
    [RETAIN_CONTACT] = {"contact", N_("Names, addresses, e-mail, phone and messages of buyers"),
			offsetof(struct conf, keep_contact_days), RETAIN_DAYS},
    [RETAIN_INVOICE] = {"invoice", N_("Data of invoices"),
			offsetof(struct conf, keep_invoice_years), RETAIN_TAX_YEARS},
    [RETAIN_VIEWS] = {"views", N_("Who opened which order"), offsetof(struct conf, keep_views_days),
		      RETAIN_DAYS},
    [RETAIN_TRACES] = {"traces", N_("Requests to Allegro about orders"),
		       offsetof(struct conf, keep_traces_days), RETAIN_DAYS},
    [RETAIN_IMPORTS] = {"imports", N_("Reports of product files, and rolling them back"),
			offsetof(struct conf, keep_imports_days), RETAIN_DAYS},
};

const char *retention_name(enum retention_class c)
{
	return rules[c].name;
}

const char *retention_title(enum retention_class c)
{
	return rules[c].title;
}

struct retention_period retention_period(enum retention_class c, const struct conf *conf)
{
	struct retention_period p = {.unit = rules[c].unit};

	memcpy(&p.n, (const char *)conf + rules[c].period, sizeof(p.n));
	return p;
}

/* The first moment of the year `years` before this one, in Warsaw. */
static int64_t year_start(int64_t now, int64_t years)
{
	struct tm local;

	time_local(now, &local);
	struct tm utc = {.tm_year = local.tm_year - (int)years, .tm_mday = 2};
	return time_day_start(time_from_utc(&utc), -1);
}

int64_t retention_limit(enum retention_class c, const struct conf *conf, int64_t now)
{
	struct retention_period p = retention_period(c, conf);

	if (!p.n)
		return TIME_NONE;
	return p.unit == RETAIN_DAYS ? now - p.n * TIME_DAY_MS : year_start(now, p.n);
}
