/* The alarms of sources. */
#include "domain/catalog/import_source.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/alarms/alarm.h"

#include <inttypes.h>

static bool is_failing(const struct file_source *s)
{
	return !s->paused && s->failures >= SOURCE_PATIENCE;
}

static bool is_told(const struct alarm_row *a, const struct file_source *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_failing(&s[i]) && str_eq(s[i].profile, a->subject))
			return true;
	return false;
}

/* A source that was paused or removed is in nobody's way any more: its alarm tells that it was. */
static enum rc clear_others(struct db *db, void *mem, const struct file_source *s, size_t n,
			    struct err *e)
{
	const char *kind = alarm_kind(ALARM_SOURCE_FAILING)->key;
	struct alarm_list open;

	if (alarm_list(db, mem, &open, e))
		return e->rc;
	for (size_t i = 0; i < open.n; i++)
		if (str_eq(open.rows[i].kind, kind) && !is_told(&open.rows[i], s, n) &&
		    alarm_clear(db, ALARM_SOURCE_FAILING, 0, open.rows[i].subject, e))
			return e->rc;
	return RC_OK;
}

static enum rc raise(struct db *db, void *mem, const struct file_source *s, struct err *e)
{
	const struct alarm alarm = {
	    .kind = ALARM_SOURCE_FAILING,
	    .subject = s->profile,
	    .text = N_("%s: %s times in a row."),
	    .values = {s->profile, mem_printf(mem, "%" PRId64, s->failures)},
	};

	return is_failing(s) ? alarm_raise(db, &alarm, e) : RC_OK;
}

enum rc source_watch(struct db *db, struct err *e)
{
	void *mem = mem_context(NULL, "sources");
	struct file_source *s;
	size_t n;
	enum rc rc = source_list(db, mem, &s, &n, e);

	for (size_t i = 0; !rc && i < n; i++)
		rc = raise(db, mem, &s[i], e);
	if (!rc)
		rc = clear_others(db, mem, s, n, e);
	mem_free(mem);
	return rc;
}
