/* Requests for tokens in the words of people. */
#include "domain/accounts/attempt.h"

#include "base/compiler.h"
#include "base/i18n.h"
#include "base/str.h"

static const struct {
	const char *kind;
	const char *what;
} kinds[] = {
    {"connect", N_("Connection")},
    {"refresh", N_("Access renewal")},
    {"revoke", N_("Withdrawal of consent")},
    {"check", N_("Check")},
};

static const char *const results[] = {
    [TOKEN_FATE_UNKNOWN] = N_("interrupted before the answer; asked again"),
    [TOKEN_FATE_DONE] = N_("successful"),
    [TOKEN_FATE_LOST] = N_("no readable answer; asked again"),
    [TOKEN_FATE_REFUSED] = N_("Allegro rejected it"),
    [TOKEN_FATE_INVALID] = N_("Allegro no longer accepts the refresh token"),
};

static const char *const deaths[] = {
    N_("The password or the e-mail address of the Allegro account was changed."),
    N_("Someone logged the account out of all devices."),
    N_("The application was unlinked at Allegro, under linked applications."),
    N_("Allegro blocked the account's sales."),
    N_("The account had more than 20 sessions open: the oldest ones end."),
    N_("Nothing renewed the access for three months, because Kram was switched off."),
    NULL,
};

static const char *what_of(const char *kind)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (str_eq(kinds[i].kind, kind))
			return kinds[i].what;
	return kind;
}

static const char *result_of(const struct attempt_row *row, enum token_fate fate, int64_t now_ms)
{
	if (fate == TOKEN_FATE_UNKNOWN && now_ms - row->sent_at < TOKEN_GRACE_MS)
		return N_("under way");
	/* Only renewals are repeated. */
	if (!str_eq(row->kind, "refresh") && fate == TOKEN_FATE_UNKNOWN)
		return N_("interrupted before the answer");
	if (!str_eq(row->kind, "refresh") && fate == TOKEN_FATE_LOST)
		return N_("unsuccessful");
	return results[fate];
}

struct attempt_words attempt_words(const struct attempt_row *row, int64_t now_ms)
{
	enum token_fate fate = token_fate_of_word(row->fate);

	return (struct attempt_words){
	    .what = what_of(row->kind),
	    .result = result_of(row, fate, now_ms),
	    .detail = str_eq(row->outcome, "OK") ? NULL : row->outcome,
	    .good = fate == TOKEN_FATE_DONE,
	};
}

const char *const *token_death_reasons(void)
{
	return deaths;
}
