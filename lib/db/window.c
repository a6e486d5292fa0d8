/* Pages of lists with a window. */
#include "db/window.h"

#include "base/mem.h"
#include "base/time.h"

#include <string.h>

/* Marks are words of our own: the sign is no letter, so that nothing typed finds one. */
#define MARK " mark:%s;"

struct window_sizes window_sizes = {.brief = 1000, .rows = 20000};

void window_mark(struct str *words, const char *mark)
{
	str_addf(words, MARK, mark);
}

/* Of what has a name there are few: whatever the tab. */
static enum rc list_named(struct db *db, void *mem, const struct window_def *def,
			  const struct window_filter *f, const struct window_search *s,
			  struct window_page *out, struct err *e)
{
	const struct param params[] = {P_STR(s->names[0]), P_STR(s->names[1]), P_STR(f->before),
				       P_STR(f->before), P_STR(f->before)};

	if (!def->named || (!s->names[0] && !s->names[1]))
		return RC_OK;
	return stmt_list_(db, mem, def->named, params, &out->rows, def->size, &out->n, e);
}

/* Is something to be looked for, so that not every row of the tab is shown? */
static bool is_sieved(const struct window_filter *f)
{
	return f->account_id || f->from != TIME_NONE || f->until != TIME_NONE || f->query ||
	       f->mark;
}

/* The row that so many are shown before; NULL: the tab ends sooner. */
static enum rc find_end(struct db *db, void *mem, const struct window_def *def,
			const struct window_filter *f, int64_t rows, const char **end,
			struct err *e)
{
	const struct param params[] = {P_STR(f->before), P_STR(f->before), P_STR(f->before),
				       P_I64(rows)};
	struct window_end found = {0};

	if (stmt_find(db, mem, &def->tabs[2 * f->tab + 1], params, &found, e) == RC_NOT_FOUND)
		err_clear(e);
	*end = found.end;
	return e->rc;
}

static enum rc list_down_to(struct db *db, void *mem, const struct window_def *def,
			    const struct window_filter *f, const struct window_search *s,
			    struct window_page *out, struct err *e)
{
	const char *like[WINDOW_TERMS];

	for (size_t i = 0; i < WINDOW_TERMS; i++)
		like[i] = f->query && s->like[i] ? s->like[i] : "%";
	const struct param params[] = {
	    P_STR(f->before),
	    P_STR(f->before),
	    P_STR(f->before),
	    P_STR(out->older),
	    P_I64(f->account_id ? (int64_t)f->account_id : INT64_MIN),
	    P_TIME(f->from == TIME_NONE ? 0 : f->from),
	    P_TIME(f->until == TIME_NONE ? TIME_LAST : f->until),
	    P_STR(like[0]),
	    P_STR(like[1]),
	    P_STR(like[2]),
	    P_STR(like[3]),
	    P_STR(f->mark ? mem_printf(mem, "%%" MARK "%%", f->mark) : "%"),
	};
	return stmt_list_(db, mem, &def->tabs[2 * f->tab], params, &out->rows, def->size, &out->n,
			  e);
}

/* A brief window, and the whole one if the page is not full by it. */
static enum rc list_window(struct db *db, void *mem, const struct window_def *def,
			   const struct window_filter *f, const struct window_search *s,
			   struct window_page *out, struct err *e)
{
	const int64_t sizes[] = {window_sizes.brief, window_sizes.rows};

	if (f->query && !s->like[0])
		return RC_OK;
	if (!is_sieved(f))
		return list_down_to(db, mem, def, f, s, out, e);
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		if (find_end(db, mem, def, f, sizes[i], &out->older, e) ||
		    list_down_to(db, mem, def, f, s, out, e))
			return e->rc;
		if (out->n > WINDOW_PAGE || !out->older)
			break;
	}
	return RC_OK;
}

enum rc window_list(struct db *db, void *mem, const struct window_def *def,
		    const struct window_filter *f, const struct window_search *search,
		    struct window_page *out, struct err *e)
{
	*out = (struct window_page){0};
	if ((f->query && list_named(db, mem, def, f, search, out, e)) ||
	    (!out->n && list_window(db, mem, def, f, search, out, e)))
		return e->rc;
	if (out->n <= WINDOW_PAGE)
		return RC_OK;
	out->n = WINDOW_PAGE;
	memcpy(&out->older, (const char *)out->rows + (WINDOW_PAGE - 1) * def->size + def->key,
	       sizeof(out->older));
	return RC_OK;
}
