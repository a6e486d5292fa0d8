/* The numbers this host has seen, in a file of four lines. */
#include "domain/health/high_water.h"

#include <inttypes.h>
#include <string.h>

#include "base/keep.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/alarms/alarm.h"

static const struct {
	const char *name;
	size_t offset;
} marks[] = {
    {"runs", offsetof(struct high_water, runs)},
    {"cursor", offsetof(struct high_water, cursor)},
    {"tokens", offsetof(struct high_water, tokens)},
    {"audit", offsetof(struct high_water, audit)},
};

static int64_t *mark_of(struct high_water *w, size_t i)
{
	return (int64_t *)(void *)((char *)w + marks[i].offset);
}

static int64_t value_of(const struct high_water *w, size_t i)
{
	return *(const int64_t *)(const void *)((const char *)w + marks[i].offset);
}

bool high_water_fell(const struct high_water *a, const struct high_water *b)
{
	for (size_t i = 0; i < COUNT_OF(marks); i++)
		if (value_of(b, i) < value_of(a, i))
			return true;
	return false;
}

/* A line that is not understood counts as zero: the next write mends it. */
static void parse(void *scratch, const char *text, struct high_water *out)
{
	for (size_t i = 0; i < COUNT_OF(marks); i++) {
		const char *key = mem_printf(scratch, "%s ", marks[i].name);
		const char *at = strstr(text, key);
		if (!at)
			continue;
		at += strlen(key);
		const char *digits = mem_strndup(scratch, at, strcspn(at, "\n"));
		(void)str_to_i64(digits, 0, INT64_MAX, mark_of(out, i));
	}
}

static enum rc load(void *scratch, const char *path, struct high_water *out, struct err *e)
{
	char *text;
	enum rc rc = keep_read(scratch, path, &text, e);

	*out = (struct high_water){0};
	if (rc == RC_NOT_FOUND) {
		err_clear(e);
		return RC_OK;
	}
	if (!rc)
		parse(scratch, text, out);
	return rc;
}

static enum rc save(void *scratch, const char *path, const struct high_water *w, struct err *e)
{
	struct str s;

	str_init(&s, scratch, KEEP_BYTES_MAX);
	for (size_t i = 0; i < COUNT_OF(marks); i++)
		str_addf(&s, "%s %" PRId64 "\n", marks[i].name, value_of(w, i));
	return keep_write(path, s.text, e);
}

/* What this host has seen, what the database knows, and whether it fell. */
struct comparison {
	const char *path;
	struct high_water seen;
	struct high_water now;
	bool fell;
};

static enum rc compare(void *scratch, const struct conf *conf, struct db *db,
		       struct comparison *out, struct err *e)
{
	out->path = conf_state_path(scratch, conf, "high-water");
	if (load(scratch, out->path, &out->seen, e) || high_water_read(db, &out->now, e))
		return e->rc;
	out->fell = high_water_fell(&out->seen, &out->now);
	return RC_OK;
}

enum rc high_water_check(const struct conf *conf, struct db *db, bool *fell, struct err *e)
{
	void *scratch = mem_context(NULL, "high water");
	struct comparison c = {0};
	enum rc rc = compare(scratch, conf, db, &c, e);

	*fell = c.fell;
	if (!rc && !c.fell)
		rc = save(scratch, c.path, &c.now, e);
	mem_free(scratch);
	return rc;
}

enum rc high_water_may_write(const struct conf *conf, struct db *db, bool *may, struct err *e)
{
	void *scratch = mem_context(NULL, "high water");
	struct comparison c = {0};
	bool open = false;
	enum rc rc = compare(scratch, conf, db, &c, e);

	if (!rc)
		rc = alarm_is_open(db, ALARM_TIME_TRAVEL, &open, e);
	*may = !rc && !c.fell && !open;
	mem_free(scratch);
	return rc;
}

enum rc high_water_accept(const struct conf *conf, struct db *db, struct err *e)
{
	void *scratch = mem_context(NULL, "high water");
	struct high_water now;
	enum rc rc = high_water_read(db, &now, e);

	if (!rc)
		rc = save(scratch, conf_state_path(scratch, conf, "high-water"), &now, e);
	mem_free(scratch);
	return rc;
}
