/* Rules about the times of token requests. */
#include "domain/accounts/token_pace.h"

#include "base/compiler.h"
#include "base/str.h"

enum {
	DUE_FROM_PERCENT = 50,
	DUE_SPREAD_PERCENT = 25,
	REPLAY_GAP_MS = 1000, /* between two replays that are overdue */
};

/* After the answer that was lost first (RELIABILITY 1.2.5). */
static const int64_t replay_after_ms[] = {1000, 3000, 8000, 20000, 40000};

/* Between tries that got a refusal, or nothing and are out of the grace. The access token lives on
 * for hours meanwhile. */
static const int64_t pause_ms[] = {TIME_MINUTE_MS, 2 * TIME_MINUTE_MS, 5 * TIME_MINUTE_MS};

static const int64_t warn_before_ms[] = {14 * TIME_DAY_MS, 7 * TIME_DAY_MS, TIME_DAY_MS};

static const char *const fate_words[] = {
    [TOKEN_FATE_UNKNOWN] = NULL,      [TOKEN_FATE_DONE] = "DONE",	[TOKEN_FATE_LOST] = "LOST",
    [TOKEN_FATE_REFUSED] = "REFUSED", [TOKEN_FATE_INVALID] = "INVALID",
};

const char *token_fate_word(enum token_fate fate)
{
	return fate_words[fate];
}

enum token_fate token_fate_of_word(const char *word)
{
	for (size_t i = 1; i < COUNT_OF(fate_words); i++)
		if (str_eq(fate_words[i], word))
			return (enum token_fate)i;
	return TOKEN_FATE_UNKNOWN;
}

enum token_fate token_fate_of(const struct err *e)
{
	if (!e->rc)
		return TOKEN_FATE_DONE;
	if (str_eq(e->code, "invalid_grant"))
		return TOKEN_FATE_INVALID;
	switch (e->meaning) {
	case MEANING_TOKEN: /* the keys */
	case MEANING_SCOPE:
	case MEANING_BLOCKED:
	case MEANING_REFUSED:
	case MEANING_FOREIGN:
	case MEANING_GONE:
	case MEANING_REMOVED:
	case MEANING_CONFLICT:
	case MEANING_EXHAUSTED:
	case MEANING_REQUEST:
	case MEANING_LIMIT:
	case MEANING_WALL: /* it stands in front: nothing got through */
		return TOKEN_FATE_REFUSED;
	case MEANING_NONE:
	case MEANING_DONE:
	case MEANING_NO_ANSWER:
	case MEANING_OUTAGE:
	case MEANING_SHAPE:
	case MEANING_COUNT:
	default:
		return TOKEN_FATE_LOST;
	}
}

static bool is_unsettled(const struct token_try *t)
{
	return t->fate == TOKEN_FATE_UNKNOWN || t->fate == TOKEN_FATE_LOST;
}

/* Index of the try that began the last row of lost answers; n: none did. Replays belong to the row
 * they continue, so that a row ends even if none of them is answered. */
static size_t first_lost(const struct token_try *tries, size_t n)
{
	size_t first = n;

	for (size_t i = n; i-- > 0;)
		if (is_unsettled(&tries[i]) &&
		    (first == n || tries[first].age_ms - tries[i].age_ms >= TOKEN_GRACE_MS))
			first = i;
	return first;
}

static int64_t at_least_0(int64_t ms)
{
	return ms > 0 ? ms : 0;
}

static struct token_pace replay(const struct token_try *tries, size_t lost)
{
	int64_t wait = replay_after_ms[lost] - tries[lost].age_ms;
	int64_t gap = REPLAY_GAP_MS - tries[0].age_ms;

	return (struct token_pace){TOKEN_TURN_REPLAY, at_least_0(wait > gap ? wait : gap)};
}

struct token_pace token_pace(const struct token_try *tries, size_t n)
{
	if (!n)
		return (struct token_pace){TOKEN_TURN_NOW, 0};
	/* tries[lost] was followed by `lost` others. */
	size_t lost = first_lost(tries, n);
	if (lost < n && lost < COUNT_OF(replay_after_ms) && tries[lost].age_ms < TOKEN_GRACE_MS)
		return replay(tries, lost);
	size_t step = n < COUNT_OF(pause_ms) ? n - 1 : COUNT_OF(pause_ms) - 1;
	int64_t wait = pause_ms[step] - tries[0].age_ms;
	if (wait <= 0)
		return (struct token_pace){TOKEN_TURN_NOW, 0};
	return (struct token_pace){TOKEN_TURN_LATER, wait};
}

bool token_is_dead(const struct token_try *tries, size_t n, int64_t access_expires_at,
		   int64_t now_ms)
{
	for (size_t i = 0; i < n; i++)
		if (tries[i].fate == TOKEN_FATE_INVALID)
			return true;
	return now_ms >= access_expires_at;
}

bool token_refresh_due(const struct token_life *t, int64_t now_ms)
{
	const uint64_t mix = (t->account_id * 31 + t->gen) * UINT64_C(0x9e3779b97f4a7c15);
	const int64_t spread = (int64_t)((mix >> 32) % (DUE_SPREAD_PERCENT + 1));
	const int64_t life = t->expires_at - t->obtained_at;

	return life <= 0 || now_ms >= t->obtained_at + life / 100 * (DUE_FROM_PERCENT + spread);
}

int token_expiry_step(int64_t refresh_expires_at, int64_t now_ms)
{
	int step = 0;

	if (refresh_expires_at == TIME_NONE)
		return 0;
	for (size_t i = 0; i < COUNT_OF(warn_before_ms); i++)
		step += refresh_expires_at - now_ms <= warn_before_ms[i];
	return step;
}
