/* Parts of an answer are few, so that they are looked through one by one. */
#include "domain/mapping/param_answer.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/decimal.h"

#include <string.h>

enum { ANSWER_BYTES = 4 * 1024 * 1024 };

enum param_kind param_kind(const char *type)
{
	static const char *const names[PARAM_OTHER] = {
	    [PARAM_DICTIONARY] = "dictionary",
	    [PARAM_INTEGER] = "integer",
	    [PARAM_FLOAT] = "float",
	    [PARAM_STRING] = "string",
	};

	for (size_t i = 0; i < PARAM_OTHER; i++)
		if (str_eq(names[i], type))
			return (enum param_kind)i;
	return PARAM_OTHER;
}

bool param_answer_is_empty(const struct param_answer *a)
{
	return !a || (!a->n_ids && !a->n_texts && !a->from && !a->to);
}

bool param_answer_has_id(const struct param_answer *a, const char *id)
{
	for (size_t i = 0; a && i < a->n_ids; i++)
		if (str_eq(a->ids[i], id))
			return true;
	return false;
}

const struct param_answer *param_answer_find(const struct param_answer *answers, size_t n,
					     const char *param_id)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(answers[i].param_id, param_id))
			return param_answer_is_empty(&answers[i]) ? NULL : &answers[i];
	return NULL;
}

/* ---- Equality -------------------------------------------------------------------------------- */

typedef bool same_fn(const char *a, const char *b);

static bool is_same_number(const char *a, const char *b)
{
	int64_t x;
	int64_t y;

	if (!a || !b)
		return a == b;
	if (decimal_read(a, &x) && decimal_read(b, &y))
		return x == y;
	return str_eq(a, b);
}

static bool is_same_text(const char *a, const char *b)
{
	return !a || !b ? a == b : str_eq(a, b);
}

static size_t count(const char *const *list, size_t n, const char *one, same_fn *same)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++)
		found += same(list[i], one);
	return found;
}

/* Each as often in the one as in the other. */
static bool are_same(const char *const *a, size_t n_a, const char *const *b, size_t n_b,
		     same_fn *same)
{
	if (n_a != n_b)
		return false;
	for (size_t i = 0; i < n_a; i++)
		if (count(a, n_a, a[i], same) != count(b, n_b, a[i], same))
			return false;
	return true;
}

bool param_answer_is_equal(const struct param_answer *a, const struct param_answer *b,
			   enum param_kind kind)
{
	same_fn *same =
	    kind == PARAM_INTEGER || kind == PARAM_FLOAT ? is_same_number : is_same_text;

	return are_same(a->ids, a->n_ids, b->ids, b->n_ids, is_same_text) &&
	       are_same(a->texts, a->n_texts, b->texts, b->n_texts, same) &&
	       same(a->from, b->from) && same(a->to, b->to);
}

/* ---- Parts ----------------------------------------------------------------------------------- */

static const char **grown(void *owner, const char **list, size_t n, const char *one)
{
	const char **out = mem_grow(owner, list, const char *, n + 1);

	out[n] = mem_strdup(owner, one);
	return out;
}

void param_answer_add_id(void *owner, struct param_answer *a, const char *id)
{
	a->ids = grown(owner, a->ids, a->n_ids, id);
	a->n_ids++;
}

void param_answer_add_text(void *owner, struct param_answer *a, const char *text)
{
	a->texts = grown(owner, a->texts, a->n_texts, text);
	a->n_texts++;
}

struct param_answer param_answer_of_id(void *owner, const char *param_id, const char *id)
{
	struct param_answer a = {.param_id = mem_strdup(owner, param_id)};

	param_answer_add_id(owner, &a, id);
	return a;
}

struct param_answer param_answer_of_text(void *owner, const char *param_id, const char *text)
{
	struct param_answer a = {.param_id = mem_strdup(owner, param_id)};

	param_answer_add_text(owner, &a, text);
	return a;
}

/* ---- The text of a column -------------------------------------------------------------------- */

static void add_part(struct str *out, char mark, const char *part)
{
	if (out->len)
		str_add(out, "\n");
	str_add_bytes(out, &mark, 1);
	for (size_t n; *part; part += n) {
		n = strcspn(part, "\\\n");
		str_add_bytes(out, part, n);
		if (!part[n])
			break;
		str_add(out, part[n] == '\n' ? "\\n" : "\\\\");
		n++;
	}
}

char *param_answer_print(void *owner, const struct param_answer *a)
{
	struct str out;

	str_init(&out, owner, ANSWER_BYTES);
	str_add(&out, "");
	for (size_t i = 0; i < a->n_ids; i++)
		add_part(&out, '#', a->ids[i]);
	for (size_t i = 0; i < a->n_texts; i++)
		add_part(&out, '"', a->texts[i]);
	if (a->from)
		add_part(&out, '<', a->from);
	if (a->to)
		add_part(&out, '>', a->to);
	return out.text;
}

/* A part without what it was written with; NULL: a backslash that means nothing. */
static char *plain(void *owner, const char *part, size_t len)
{
	char *out = mem_strndup(owner, part, len);
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		if (part[i] != '\\') {
			out[n++] = part[i];
			continue;
		}
		i++;
		if (i == len || (part[i] != '\\' && part[i] != 'n'))
			return NULL;
		out[n++] = part[i] == 'n' ? '\n' : '\\';
	}
	out[n] = '\0';
	return out;
}

/* Marks come in this order, each end of a range once. */
static const char marks[] = "#\"<>";

static void take(void *owner, struct param_answer *a, char mark, const char *part)
{
	switch (mark) {
	case '#':
		param_answer_add_id(owner, a, part);
		break;
	case '"':
		param_answer_add_text(owner, a, part);
		break;
	case '<':
		a->from = part;
		break;
	default:
		a->to = part;
	}
}

bool param_answer_parse(void *owner, const char *param_id, const char *text,
			struct param_answer *out)
{
	const char *least = marks;

	*out = (struct param_answer){.param_id = mem_strdup(owner, param_id)};
	for (size_t n = 0; *text; n++) {
		const char *mark = strchr(least, *text);
		const size_t len = strcspn(text, "\n");
		char *part;

		if (!mark || n == PARAM_ANSWER_PARTS || !(part = plain(owner, text + 1, len - 1)))
			return false;
		take(owner, out, *mark, part);
		least = *mark == '<' || *mark == '>' ? mark + 1 : mark;
		text += len;
		if (text[0] == '\n' && !text[1])
			return false;
		text += *text == '\n';
	}
	return true;
}
