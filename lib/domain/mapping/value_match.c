/* Each value has a key in which the ways of writing it are one; a text is looked up by its own. */
#include "domain/mapping/value_match.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/quantity.h"
#include "domain/mapping/unit.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct keyed {
	const char *key;
	const char *fold;
	size_t place;
	const struct param_value *value;
};

struct value_index {
	const struct category_param *def;
	struct keyed *at; /* by key, then as the dictionary has them */
	size_t n;
};

/* ---- Keys ------------------------------------------------------------------------------------ */

static bool is_between_digits(const char *start, const char *p)
{
	return p > start && isdigit((unsigned char)p[-1]) && isdigit((unsigned char)p[1]);
}

/* Without blanks and separators, but for those between digits: "IP 44" is "ip44", "10-20" stays. */
static char *text_key(void *owner, const char *fold)
{
	struct str out;

	str_init(&out, owner, strlen(fold));
	str_add(&out, "");
	for (const char *p = fold; *p; p++)
		if (!strchr(" -_/.,;:()'\"", *p) || is_between_digits(fold, p))
			str_add_bytes(&out, p, 1);
	if (!out.len)
		str_add(&out, fold);
	return out.text;
}

/* NULL: it is no number. In the unit of the parameter; where there is no way to it, in the first
 * one of its kind. */
static char *number_key(void *owner, const struct category_param *def, const char *text)
{
	struct quantity q;

	if (quantity_read(text, DECIMAL_UNKNOWN, &q))
		return NULL;
	if (quantity_in(&q, def->unit) && *q.unit)
		(void)quantity_in(&q, unit_base(q.unit)); /* else it stays in its own */
	return mem_printf(owner, "=%lld..%lld %s", (long long)q.from, (long long)q.to, q.unit);
}

static char *key_of(void *owner, const struct category_param *def, const char *text,
		    const char *fold)
{
	char *key = number_key(owner, def, text);

	return key ? key : text_key(owner, fold);
}

static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a;
	const struct keyed *y = b;
	const int order = strcmp(x->key, y->key);

	return order ? order : (x->place > y->place) - (x->place < y->place);
}

struct value_index *value_index(void *owner, const struct category_param *def)
{
	struct value_index *index = mem_zero(owner, struct value_index);

	index->def = def;
	index->n = def->n_values;
	index->at = mem_array(index, struct keyed, index->n + 1);
	for (size_t i = 0; i < index->n; i++) {
		const struct param_value *value = &def->values[i];
		const char *fold = text_fold(index, str_or(value->value, ""));

		index->at[i] = (struct keyed){
		    .key = key_of(index, def, str_or(value->value, ""), fold),
		    .fold = fold,
		    .place = i,
		    .value = value,
		};
	}
	qsort(index->at, index->n, sizeof(index->at[0]), by_key);
	return index;
}

/* ---- Looking up ------------------------------------------------------------------------------ */

struct wanted {
	const struct value_index *index;
	const struct param_state *state;
	const char *text; /* as it stands, its blanks folded */
	const char *fold;
	const char *key;
};

typedef bool fits_fn(const struct wanted *w, const struct keyed *k);

static bool is_allowed(const struct wanted *w, const struct keyed *k)
{
	return !w->state || param_value_is_allowed(k->value, w->state);
}

static bool is_exact(const struct wanted *w, const struct keyed *k)
{
	return str_eq(k->value->value, w->text);
}

static bool is_folded(const struct wanted *w, const struct keyed *k)
{
	return str_eq(k->fold, w->fold);
}

static bool is_any(const struct wanted *w, const struct keyed *k)
{
	(void)w;
	(void)k;
	return true;
}

/* Means "other", and says nothing without a text. */
static bool is_open(const struct value_index *index, const struct param_value *value)
{
	return param_takes_text(index->def) && str_eq(value->id, index->def->ambiguous_id);
}

static size_t first_of_key(const struct value_index *index, const char *key)
{
	size_t from = 0;
	size_t to = index->n;

	while (from < to) {
		const size_t middle = from + (to - from) / 2;

		if (strcmp(index->at[middle].key, key) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* Those of the key that fit both ways. */
static struct value_match pick(const struct wanted *w, fits_fn *fits, fits_fn *also)
{
	struct value_match m = {VALUE_NONE, {NULL}, 0};
	size_t n = 0;

	for (size_t i = first_of_key(w->index, w->key);
	     i < w->index->n && str_eq(w->index->at[i].key, w->key); i++) {
		const struct keyed *k = &w->index->at[i];

		if (is_open(w->index, k->value) || !fits(w, k) || !also(w, k))
			continue;
		if (m.n < VALUE_PROPOSALS)
			m.at[m.n++] = k->value;
		n++;
	}
	if (n)
		m.found = n > 1 ? VALUE_SEVERAL : VALUE_ALIKE;
	return m;
}

/* What is written most alike counts, and of these what goes with the parent. */
static struct value_match look_up(const struct wanted *w)
{
	static fits_fn *const ways[] = {is_exact, is_folded, is_any};
	struct value_match m = {VALUE_NONE, {NULL}, 0};

	for (size_t i = 0; i < COUNT_OF(ways) && !m.found; i++) {
		m = pick(w, ways[i], is_allowed);
		if (!m.found)
			m = pick(w, ways[i], is_any);
		if (m.found == VALUE_ALIKE && ways[i] == is_exact)
			m.found = VALUE_EXACT;
	}
	return m;
}

struct value_match value_match(const struct value_index *index, const struct param_state *state,
			       const char *text)
{
	void *mem = mem_context(NULL, "match");
	struct wanted w = {index, state, str_squeeze(mem, text), text_fold(mem, text), NULL};
	struct value_match m = {VALUE_NONE, {NULL}, 0};

	w.key = key_of(mem, index->def, text, w.fold);
	if (*w.fold)
		m = look_up(&w);
	mem_free(mem);
	return m;
}

/* ---- Several in one text --------------------------------------------------------------------- */

static const char *next_separator(const char *start, char separator)
{
	for (const char *p = start; *p; p++)
		if (*p == separator && !is_between_digits(start, p))
			return p;
	return NULL;
}

/* The mark that separates: the rarest inside a value comes first. */
static char separator_of(const char *text)
{
	for (const char *mark = "|\n;,/"; *mark; mark++)
		if (next_separator(text, *mark))
			return *mark;
	return '\0';
}

static bool is_there(const char *const *parts, size_t n, const char *part)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(parts[i], part))
			return true;
	return false;
}

static size_t split(void *owner, const char *text, char separator, const char **parts)
{
	size_t n = 0;

	while (*text) {
		const char *end = n + 1 < VALUE_PARTS ? next_separator(text, separator) : NULL;
		const size_t len = end ? (size_t)(end - text) : strlen(text);
		const char *part = str_squeeze(owner, mem_strndup(owner, text, len));

		if (*part && !is_there(parts, n, part))
			parts[n++] = part;
		text += len + (end != NULL);
	}
	return n;
}

size_t value_parts(void *owner, const struct value_index *index, const char *text,
		   const char ***out)
{
	const char **parts = mem_array(owner, const char *, VALUE_PARTS);
	const char separator = separator_of(text);

	*out = parts;
	if (separator && index->def->multiple && !value_match(index, NULL, text).found)
		return split(owner, text, separator, parts);
	parts[0] = str_squeeze(owner, text);
	return *parts[0] ? 1 : 0;
}

/* ---- What looks like it ---------------------------------------------------------------------- */

enum { TRIGRAMS = 512, LEAST_ALIKE = 300 /* thousandths */ };

struct trigrams {
	uint32_t at[TRIGRAMS];
	size_t n;
};

static int by_number(const void *a, const void *b)
{
	const uint32_t *x = a;
	const uint32_t *y = b;

	return (*x > *y) - (*x < *y);
}

/* Three bytes each, of words with two blanks before and one behind: beginnings weigh more. */
static void take_trigrams(const char *fold, struct trigrams *out)
{
	uint32_t last = 0x2020;

	out->n = 0;
	for (const char *p = fold; out->n + 1 < TRIGRAMS; p++) {
		const bool is_blank = !*p || strchr(" -_/.,;:()'\"", *p);
		const uint32_t c = is_blank ? ' ' : (unsigned char)*p;

		if (!is_blank || (last & 0xff) != ' ')
			out->at[out->n++] = (last << 8 | c) & 0xffffff;
		last = is_blank ? 0x2020 : (last << 8 | c) & 0xffff;
		if (!*p)
			break;
	}
	qsort(out->at, out->n, sizeof(out->at[0]), by_number);
}

/* Twice what they share of what both have, in thousandths. */
static size_t alikeness(const struct trigrams *a, const struct trigrams *b)
{
	size_t shared = 0;

	for (size_t i = 0, k = 0; i < a->n && k < b->n;) {
		if (a->at[i] == b->at[k]) {
			shared++;
			i++;
			k++;
		} else if (a->at[i] < b->at[k]) {
			i++;
		} else {
			k++;
		}
	}
	return a->n + b->n ? 2000 * shared / (a->n + b->n) : 0;
}

struct proposal {
	const struct keyed *k;
	size_t alike;
};

static bool is_better(const struct proposal *a, const struct proposal *b)
{
	return a->alike != b->alike ? a->alike > b->alike : a->k->place < b->k->place;
}

/* Into the best ones, in order. */
static void propose(struct proposal *best, size_t *n, struct proposal one)
{
	size_t at = *n;

	while (at && is_better(&one, &best[at - 1]))
		at--;
	if (at == VALUE_PROPOSALS)
		return;
	if (*n < VALUE_PROPOSALS)
		++*n;
	memmove(&best[at + 1], &best[at], (*n - at - 1) * sizeof(best[0]));
	best[at] = one;
}

size_t value_suggest(const struct value_index *index, const struct param_state *state,
		     const char *text, const struct param_value *out[VALUE_PROPOSALS])
{
	void *mem = mem_context(NULL, "suggest");
	const struct wanted w = {.index = index, .state = state};
	struct proposal best[VALUE_PROPOSALS];
	struct trigrams of_text;
	struct trigrams of_value;
	size_t n = 0;

	take_trigrams(text_fold(mem, text), &of_text);
	for (size_t i = 0; i < index->n; i++) {
		const struct keyed *k = &index->at[i];

		take_trigrams(k->fold, &of_value);
		const size_t alike = alikeness(&of_text, &of_value);
		if (alike >= LEAST_ALIKE && is_allowed(&w, k) && !is_open(index, k->value))
			propose(best, &n, (struct proposal){k, alike});
	}
	for (size_t i = 0; i < n; i++)
		out[i] = best[i].k->value;
	mem_free(mem);
	return n;
}
