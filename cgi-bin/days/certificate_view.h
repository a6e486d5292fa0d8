#ifndef DAYS_CERTIFICATE_VIEW_H
#define DAYS_CERTIFICATE_VIEW_H

/* The certificate on the screen, on paper and in a file; the words of its states stand here. */

#include "base/conf.h"
#include "domain/accounts/account.h"
#include "domain/days/day.h"
#include "common/list.h"

/* A month of one account. */
struct certificate {
	struct account_list accounts;
	const struct account *account; /* NULL: none has ever been connected */
	int64_t month_at;
	int64_t until_at; /* of the month */
	struct day *days; /* oldest first; today is the last one if it belongs here */
	size_t n;
	struct day_extent extent;
	int64_t audit_hour;
};

/* One day with everything that is told of it. */
struct certificate_day {
	const struct account *account;
	size_t n_accounts;
	struct day day;
	struct day_find *finds;
	size_t n_finds;
	struct day_open *opens;
	size_t n_opens;
	struct day_seal *seals;
	size_t n_seals;
	struct day_poll_gap *gaps;
	size_t n_gaps;
	int64_t audit_hour;
};

/* Badge of a day. */
struct label day_label(const struct day *day);

/* Has a check of the day ever come to an end, so that its counts mean something? */
bool day_is_counted(const struct day *day);

/* "14 March: Allegro 412, here 412, 3 found only by the audit". */
const char *certificate_sentence(const struct fmt *f, const struct day *day) RETURNS_NONNULL;

/* "2.1 s / 14 s", "–" when nothing was measured. */
const char *certificate_latency(const struct fmt *f, const struct day_latency *l) RETURNS_NONNULL;

/* Why only the audit found it, translated. */
const char *certificate_reason(const char *reason) RETURNS_NONNULL;

/* Addresses within the certificate of an account. */
const char *certificate_url(const struct fmt *f, uint64_t account_id, int64_t month_at);
const char *certificate_day_url(const struct fmt *f, uint64_t account_id, int64_t day_at);
const char *certificate_file_url(const struct fmt *f, const char *path, uint64_t account_id,
				 int64_t month_at);

void certificate_fill(struct tpl *t, const struct fmt *f, const struct certificate *c);
void certificate_day_fill(struct tpl *t, const struct fmt *f, const struct certificate_day *c);

#endif
