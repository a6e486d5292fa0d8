/* Conditions that divide a shop category. */
#include "domain/mapping/split.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum {
	DIVIDED_BELOW = 90, /* percent of votes for the largest */
	SURE = 95,	    /* percent of what holds the condition, at least, for its category */
	COVERED = 50,	    /* percent of the votes for it, at least */
	WORD_MIN = 3,	    /* bytes: "do", "i" and "z" divide nothing that stays divided */
	CANDIDATES_MAX = 400,
};

/* What a vote says, folded once. */
struct folded {
	const char *name;
	const char *brand;
	const char *lines; /* "kolor\tbialy\n" */
	const char *category_id;
};

struct candidate {
	enum condition_kind kind;
	const char *name;
	const char *text;
	size_t seen; /* in votes for the category */
};

struct splitting {
	void *mem;
	struct folded *at;
	size_t n;
	struct candidate *candidates;
	size_t n_candidates;
};

bool split_is_divided(const size_t *votes, size_t n)
{
	size_t all = 0;
	size_t most = 0;
	size_t second = 0;

	for (size_t i = 0; i < n; i++) {
		all += votes[i];
		if (votes[i] > most) {
			second = most;
			most = votes[i];
		} else if (votes[i] > second) {
			second = votes[i];
		}
	}
	return second >= SPLIT_VOTES_MIN && most * 100 < all * DIVIDED_BELOW;
}

/* ---- Votes -------------------------------------------------------------------------------------
 */

static const char *fold_lines(void *mem, const char *attributes)
{
	const char *p = str_or(attributes, "");
	struct str out;

	str_init(&out, mem, 2 * strlen(p) + 2);
	str_add(&out, "");
	while (*p) {
		const char *next = p + strcspn(p, "\n");
		const char *rest = mem_strndup(mem, p, (size_t)(next - p));
		const char *name = text_fold(mem, str_take(mem, &rest, "\t"));
		const char *value = text_fold(mem, str_take(mem, &rest, "\t"));
		if (*name && *value)
			str_addf(&out, "%s\t%s\n", name, value);
		p = next + (*next == '\n');
	}
	return out.text;
}

static void fold_votes(struct splitting *s, const struct split_vote *votes)
{
	for (size_t i = 0; i < s->n; i++)
		s->at[i] = (struct folded){
		    .name = text_fold(s->mem, str_or(votes[i].p.name, "")),
		    .brand = text_fold(s->mem, str_or(votes[i].p.brand, "")),
		    .lines = fold_lines(s->mem, votes[i].p.attributes),
		    .category_id = votes[i].category_id,
		};
}

/* ---- Candidates --------------------------------------------------------------------------------
 */

static void add(struct splitting *s, enum condition_kind kind, const char *name, const char *text)
{
	for (size_t i = 0; i < s->n_candidates; i++) {
		struct candidate *c = &s->candidates[i];
		if (c->kind == kind && str_eq(c->name, name) && str_eq(c->text, text)) {
			c->seen++;
			return;
		}
	}
	if (s->n_candidates < CANDIDATES_MAX)
		s->candidates[s->n_candidates++] = (struct candidate){kind, name, text, 1};
}

static void add_words(struct splitting *s, const char *name)
{
	static const char between[] = " ,;:/()\"";

	while (*name) {
		const size_t len = strcspn(name, between);
		if (len >= WORD_MIN)
			add(s, CONDITION_NAME, "", mem_strndup(s->mem, name, len));
		name += len + strspn(name + len, between);
	}
}

static void add_lines(struct splitting *s, const char *lines)
{
	while (*lines) {
		const char *name = str_take(s->mem, &lines, "\t");
		add(s, CONDITION_ATTRIBUTE, name, str_take(s->mem, &lines, "\n"));
	}
}

static void find_candidates(struct splitting *s, const char *category_id)
{
	s->n_candidates = 0;
	for (size_t i = 0; i < s->n; i++) {
		const struct folded *f = &s->at[i];
		if (!str_eq(f->category_id, category_id))
			continue;
		add_words(s, f->name);
		if (*f->brand)
			add(s, CONDITION_BRAND, "", f->brand);
		add_lines(s, f->lines);
	}
}

/* ---- The best of them --------------------------------------------------------------------------
 */

/* As rule_condition_holds() would say of the product. */
static bool holds(const struct candidate *c, const struct folded *f, const char *line)
{
	if (c->kind == CONDITION_NAME)
		return strstr(f->name, c->text);
	if (c->kind == CONDITION_BRAND)
		return str_eq(f->brand, c->text);
	const char *at = strstr(f->lines, line);
	return at && (at == f->lines || at[-1] == '\n');
}

static struct split measure(const struct splitting *s, const struct candidate *c,
			    const char *category_id)
{
	const char *line = mem_printf(s->mem, "%s\t%s\n", c->name, c->text);
	struct split out = {
	    .category_id = category_id, .kind = c->kind, .name = c->name, .text = c->text};

	for (size_t i = 0; i < s->n; i++) {
		const bool is_of = str_eq(s->at[i].category_id, category_id);
		const bool hit = holds(c, &s->at[i], line);
		out.votes += is_of;
		out.hits += is_of && hit;
		out.others += !is_of && hit;
	}
	return out;
}

static bool is_good(const struct split *s)
{
	return s->hits >= SPLIT_VOTES_MIN && s->hits * 100 >= s->votes * COVERED &&
	       s->hits * 100 >= (s->hits + s->others) * SURE;
}

static bool is_better(const struct split *a, const struct split *b)
{
	const size_t x = a->hits + 2 * b->others;
	const size_t y = b->hits + 2 * a->others; /* each mistake costs two */

	if (x != y)
		return x > y;
	return strlen(a->text) > strlen(b->text); /* says more */
}

static bool best_of(struct splitting *s, const char *category_id, struct split *best)
{
	bool found = false;

	find_candidates(s, category_id);
	for (size_t i = 0; i < s->n_candidates; i++) {
		if (s->candidates[i].seen < SPLIT_VOTES_MIN)
			continue;
		const struct split measured = measure(s, &s->candidates[i], category_id);
		if (is_good(&measured) && (!found || is_better(&measured, best))) {
			*best = measured;
			found = true;
		}
	}
	return found;
}

/* ---- All ---------------------------------------------------------------------------------------
 */

struct tally {
	const char *category_id;
	size_t n;
};

static int most_first(const void *x, const void *y)
{
	const struct tally *a = x;
	const struct tally *b = y;

	if (a->n != b->n)
		return a->n < b->n ? 1 : -1;
	return strcmp(a->category_id, b->category_id);
}

static size_t tally(const struct splitting *s, struct tally *out)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		size_t k = 0;
		while (k < n && !str_eq(out[k].category_id, s->at[i].category_id))
			k++;
		if (k == n)
			out[n++] = (struct tally){s->at[i].category_id, 0};
		out[k].n++;
	}
	qsort(out, n, sizeof(*out), most_first);
	return n;
}

size_t split_propose(void *mem, const struct split_vote *votes, size_t n,
		     struct split out[SPLITS_MAX])
{
	struct splitting s = {.mem = mem, .n = n < SPLIT_VOTES ? n : SPLIT_VOTES};
	struct tally *tallies = mem_array(mem, struct tally, s.n + 1);
	size_t *counts = mem_array(mem, size_t, s.n + 1);
	size_t found = 0;

	s.at = mem_array(mem, struct folded, s.n + 1);
	s.candidates = mem_array(mem, struct candidate, CANDIDATES_MAX);
	fold_votes(&s, votes);
	const size_t categories = tally(&s, tallies);
	for (size_t i = 0; i < categories; i++)
		counts[i] = tallies[i].n;
	if (!split_is_divided(counts, categories))
		return 0;
	for (size_t i = 1; i < categories && found < SPLITS_MAX; i++)
		if (tallies[i].n >= SPLIT_VOTES_MIN)
			found += best_of(&s, tallies[i].category_id, &out[found]);
	return found;
}

const char *split_condition(void *mem, const struct split *s)
{
	return s->kind == CONDITION_ATTRIBUTE
		   ? mem_printf(mem, "%s\t%s\t%s", condition_names[s->kind], s->name, s->text)
		   : mem_printf(mem, "%s\t%s", condition_names[s->kind], s->text);
}
