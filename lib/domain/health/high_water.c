/* The numbers this host has seen, in a file of four lines. */
#include "domain/health/high_water.h"

#include <inttypes.h>
#include <string.h>

#include "base/keep.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/alarms/alarm.h"
#include "domain/health/health.h"

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

enum high_water_sign high_water_judge(const struct high_water *seen, const struct high_water *now)
{
	if (!seen)
		return now->silent_ms > HEALTH_SILENT_MS ? HIGH_WATER_UNKNOWN : HIGH_WATER_WELL;
	for (size_t i = 0; i < COUNT_OF(marks); i++)
		if (value_of(now, i) < value_of(seen, i))
			return HIGH_WATER_FELL;
	return HIGH_WATER_WELL;
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

/* *out: NULL when there is no memory. */
static enum rc load(void *scratch, const char *path, struct high_water **out, struct err *e)
{
	char *text;
	enum rc rc = keep_read(scratch, path, &text, e);

	*out = NULL;
	if (rc == RC_NOT_FOUND) {
		err_clear(e);
		return RC_OK;
	}
	if (rc)
		return rc;
	*out = mem_zero(scratch, struct high_water);
	parse(scratch, text, *out);
	return RC_OK;
}

static enum rc save(void *scratch, const char *path, const struct high_water *w, struct err *e)
{
	struct str s;

	str_init(&s, scratch, KEEP_BYTES_MAX);
	for (size_t i = 0; i < COUNT_OF(marks); i++)
		str_addf(&s, "%s %" PRId64 "\n", marks[i].name, value_of(w, i));
	return keep_write(path, s.text, e);
}

/* What this host has seen, what the database knows, and what follows from it. */
struct comparison {
	const char *path;
	struct high_water *seen;
	struct high_water now;
	enum high_water_sign sign;
	bool told; /* the alarm is up */
};

/* The alarm is asked for last: whoever found a backup raised it before anything made the database
 * look alive. */
static enum rc compare(void *scratch, const struct conf *conf, struct db *db,
		       struct comparison *out, struct err *e)
{
	out->path = conf_state_path(scratch, conf, "high-water");
	if (load(scratch, out->path, &out->seen, e) || high_water_read(db, &out->now, e))
		return e->rc;
	out->sign = high_water_judge(out->seen, &out->now);
	return alarm_is_open(db, ALARM_TIME_TRAVEL, &out->told, e);
}

enum rc high_water_check(const struct conf *conf, struct db *db, enum high_water_sign *sign,
			 struct err *e)
{
	void *scratch = mem_context(NULL, "high water");
	struct comparison c = {0};
	enum rc rc = compare(scratch, conf, db, &c, e);

	*sign = c.sign;
	if (!rc && c.sign == HIGH_WATER_WELL && (c.seen || !c.told))
		rc = save(scratch, c.path, &c.now, e);
	mem_free(scratch);
	return rc;
}

enum rc high_water_learn(const struct conf *conf, struct db *db, enum high_water_sign *sign,
			 struct err *e)
{
	void *scratch = mem_context(NULL, "high water");
	struct high_water *seen;
	enum rc rc = load(scratch, conf_state_path(scratch, conf, "high-water"), &seen, e);
	bool known = seen != NULL;

	mem_free(scratch);
	*sign = HIGH_WATER_WELL;
	return rc || known ? rc : high_water_check(conf, db, sign, e);
}

enum rc high_water_may_write(const struct conf *conf, struct db *db, bool *may, struct err *e)
{
	void *scratch = mem_context(NULL, "high water");
	struct comparison c = {0};
	enum rc rc = compare(scratch, conf, db, &c, e);

	*may = !rc && c.sign == HIGH_WATER_WELL && !c.told;
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
