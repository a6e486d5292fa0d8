/* The rules of guard.h. */
#include "domain/health/guard.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/alarms/alarm_words.h"

enum { TEXT_MAX = 4096, FIELDS = 4 };

static const struct {
	const char *key;
	const char *title; /* message id */
	const char *advice;
} checks[GUARD_COUNT] = {
    [GUARD_DATABASE] = {"database", N_("The database is not responding"),
			N_("Check that MariaDB is running. Until then nothing is fetched and the "
			   "panel shows nothing; no order is lost.")},
    [GUARD_JOBS] = {"jobs", N_("Kram's background jobs are not running"),
		    N_("Check on the server that cron is running and has Kram's entries.")},
    [GUARD_PANEL] = {"panel", N_("The panel is not responding"),
		     N_("Check nginx and panel.fcgi. Orders are still being fetched.")},
    [GUARD_DOOR] = {"door", N_("It is not known whether the panel is responding"),
		    N_("nginx denies this server access to /readyz. Add an allow line with its "
		       "address, as in nginx.conf.example.")},
    [GUARD_DISK] = {"disk", N_("The disk is nearly full"),
		    N_("Free up space on the server. Until then changes wait and are not sent to "
		       "Allegro; on a full disk nothing can be saved.")},
};

/* ---- Rules -------------------------------------------------------------------------------------
 */

static bool wants(struct guard_entry *e, int64_t seen_since, int64_t now_ms)
{
	if (now_ms - seen_since < GUARD_PATIENCE_MS)
		return false;
	return e->tries++ < GUARD_TRIES_MAX;
}

/* True: tell that it is bad. */
static bool take_bad(struct guard_entry *e, int64_t now_ms)
{
	if (e->calm)
		e->tries = 0;
	e->calm = 0;
	if (!e->since)
		e->since = now_ms;
	return !e->told && wants(e, e->since, now_ms);
}

/* True: tell that it is over. */
static bool take_well(struct guard_entry *e, int64_t now_ms)
{
	if (!e->told) {
		*e = (struct guard_entry){0};
		return false;
	}
	if (!e->calm) {
		e->calm = now_ms;
		e->tries = 0;
	}
	if (wants(e, e->calm, now_ms))
		return true;
	if (e->tries > GUARD_TRIES_MAX)
		*e = (struct guard_entry){0};
	return false;
}

struct guard_news guard_judge(struct guard_state *s, const struct guard_look looks[GUARD_COUNT],
			      int64_t now_ms)
{
	struct guard_news news = {0};

	for (int i = 0; i < GUARD_COUNT; i++) {
		struct guard_entry *e = &s->entries[i];
		news.raised[i] = looks[i].sign == GUARD_BAD && take_bad(e, now_ms);
		news.over[i] = looks[i].sign == GUARD_WELL && take_well(e, now_ms);
		news.any = news.any || news.raised[i] || news.over[i];
	}
	return news;
}

void guard_told(struct guard_state *s, const struct guard_news *news)
{
	for (int i = 0; i < GUARD_COUNT; i++) {
		struct guard_entry *e = &s->entries[i];
		if (news->over[i])
			*e = (struct guard_entry){0};
		if (news->raised[i])
			*e = (struct guard_entry){.since = e->since, .told = 1};
	}
}

void guard_not_told(struct guard_state *s, const struct guard_news *news)
{
	for (int i = 0; i < GUARD_COUNT; i++)
		s->entries[i].tries -= news->raised[i] || news->over[i];
}

/* ---- Words -------------------------------------------------------------------------------------
 */

struct alarm_message guard_message(void *owner, const struct guard_state *s,
				   const struct guard_news *news,
				   const struct guard_look looks[GUARD_COUNT],
				   const struct alarm_mail_opts *opts)
{
	const char *first_over = NULL;
	const char *first = NULL;
	struct str body;

	str_init(&body, owner, TEXT_MAX);
	for (int i = 0; i < GUARD_COUNT; i++) {
		const char *title = _(checks[i].title);
		const struct guard_entry *e = &s->entries[i];
		if (news->raised[i]) {
			first = str_or(first, title);
			str_addf(&body, "%s\n%s\n%s\n", title, str_or(looks[i].why, ""),
				 _(checks[i].advice));
			str_addf(&body, _("Since %s."), alarm_moment(owner, e->since));
			str_add(&body, "\n\n");
		}
		if (news->over[i]) {
			first_over = str_or(first_over, title);
			str_addf(&body, _("Resolved: %s."), title);
			str_add(&body, " ");
			str_addf(&body, _("Lasted from %s to %s."), alarm_moment(owner, e->since),
				 alarm_moment(owner, e->calm));
			str_add(&body, "\n\n");
		}
	}
	str_addf(&body, _("System status: %s"), opts->status_url);
	str_addf(&body, "\n\n-- \n%s\n", opts->actor);
	return (struct alarm_message){
	    first ? mem_printf(owner, "Kram: %s", first)
		  : mem_printf(owner, _("Kram: resolved: %s"), str_or(first_over, "")),
	    body.text};
}

/* ---- Memory ------------------------------------------------------------------------------------
 */

const char *guard_write(void *owner, const struct guard_state *s)
{
	struct str text;

	str_init(&text, owner, TEXT_MAX);
	for (int i = 0; i < GUARD_COUNT; i++) {
		const struct guard_entry *e = &s->entries[i];
		if (e->since)
			str_addf(&text, "%s %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 "\n",
				 checks[i].key, e->since, e->calm, e->told, e->tries);
	}
	return text.text;
}

/* Numbers after the key of a line; false: it is not a whole line of ours. */
static bool parse_line(void *scratch, const char *line, struct guard_entry *out)
{
	int64_t *const fields[FIELDS] = {&out->since, &out->calm, &out->told, &out->tries};

	for (int i = 0; i < FIELDS; i++) {
		if (*line != ' ')
			return false;
		size_t len = strcspn(++line, " \n");
		if (!str_to_i64(mem_strndup(scratch, line, len), 0, INT64_MAX, fields[i]))
			return false;
		line += len;
	}
	return *line == '\n';
}

void guard_parse(const char *text, struct guard_state *out)
{
	void *scratch = mem_context(NULL, "guard");

	*out = (struct guard_state){0};
	for (; *text; text += strcspn(text, "\n"), text += *text == '\n')
		for (int i = 0; i < GUARD_COUNT; i++) {
			struct guard_entry e = {0};
			size_t len = strlen(checks[i].key);
			if (strncmp(text, checks[i].key, len) == 0 &&
			    parse_line(scratch, text + len, &e))
				out->entries[i] = e;
		}
	mem_free(scratch);
}
