/* The catalogue as resources: search by number or phrase, one card, categories for a name. */
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "base/compiler.h"
#include "base/mem.h"
#include "base/time.h"

#include "catalogue/card.h"
#include "orders/orders.h"
#include "sandbox.h"
#include "server/errors.h"

enum {
	PHRASE_MAX = 1024, /* characters */
	PAGE = 30,
	DISGUISE = 0x5a170000, /* what a cursor says is nobody's business */
	CURSOR_SIZE = 16,
	PER_SECOND = 5, /* questions for categories */
	MATCHES_MAX = 5,
	WORD_LIKE = 5 /* letters that two words of one kind share in front, at least */
};

const char *const products_query[] = {"phrase",	 "mode",	   "language", "category.id",
				      "page.id", "searchFeatures", NULL};
const char *const product_query[] = {"category.id", "language", NULL};
const char *const matching_query[] = {"name", NULL};

struct search {
	const char *phrase;
	const char *mode; /* "" by everything */
	const char *category;
	size_t offset;
};

static bool refuse(struct exchange *x, const char *name, const char *value)
{
	answer_error(x, ERROR_PRODUCT_QUERY, name, value);
	return false;
}

static void write_cursor(char out[CURSOR_SIZE], size_t offset)
{
	(void)snprintf(out, CURSOR_SIZE, "%08zx", offset ^ DISGUISE);
}

static bool read_cursor(const char *text, const struct cards *all, size_t *offset)
{
	char made[CURSOR_SIZE];

	for (*offset = 0; *offset <= all->n; (*offset)++) {
		write_cursor(made, *offset);
		if (str_eq(made, text))
			return true;
	}
	return false;
}

static bool read_search(struct exchange *x, struct search *s)
{
	const char *cursor = query_get(x, "page.id");

	*s = (struct search){query_get(x, "phrase"), str_or(query_get(x, "mode"), ""),
			     query_get(x, "category.id"), 0};
	if (str_empty(s->phrase) || strlen(s->phrase) > PHRASE_MAX)
		return refuse(x, "phrase", s->phrase);
	if (*s->mode && !str_eq(s->mode, "GTIN") && !str_eq(s->mode, "MPN"))
		return refuse(x, "mode", s->mode);
	if (cursor && !read_cursor(cursor, cards_of(x->sb), &s->offset))
		return refuse(x, "page.id", cursor);
	return true;
}

static bool has_word(const struct card *c, const char *word)
{
	return strcasestr(c->name, word) || strcasestr(c->brand, word) || str_eq(c->ean, word) ||
	       !strcasecmp(c->mpn, word);
}

static bool has_words(void *mem, const struct card *c, const char *phrase)
{
	char *rest = mem_strdup(mem, phrase);
	bool any = false;

	for (char *word; (word = strsep(&rest, " "));) {
		if (*word && !has_word(c, word))
			return false;
		any |= *word != '\0';
	}
	return any;
}

static bool fits(void *mem, const struct card *c, const struct search *s)
{
	if (c->gone || (s->category && !str_eq(s->category, c->category->id)))
		return false;
	if (str_eq(s->mode, "GTIN"))
		return *c->ean && str_eq(c->ean, s->phrase);
	if (str_eq(s->mode, "MPN"))
		return *c->mpn && !strcasecmp(c->mpn, s->phrase);
	return has_words(mem, c, s->phrase);
}

/* Those of this page; *more: there are others behind them. */
static size_t find(struct exchange *x, const struct search *s, const struct card *found[PAGE],
		   bool *more)
{
	const struct cards *all = cards_of(x->sb);
	const int64_t limit = orders_page_limit(x, PAGE);
	size_t skip = x->plan[AT_PAGING].number == PAGING_REPEAT ? 0 : s->offset;
	size_t n = 0;

	*more = false;
	for (size_t i = 0; i < all->n && !*more; i++) {
		if (!fits(x, all->at[i], s) || (skip && skip--))
			continue;
		if ((int64_t)n < limit)
			found[n++] = all->at[i];
		else
			*more = true;
	}
	return n;
}

void products_list(struct exchange *x)
{
	const struct card *found[PAGE];
	char cursor[CURSOR_SIZE];
	struct search s;
	bool more;

	if (!read_search(x, &s))
		return;
	const size_t n = find(x, &s, found, &more);
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_array(&w, "products");
	for (size_t i = 0; i < n; i++)
		card_json(&w, categories_of(x->sb), found[i], CARD_LISTED);
	jw_array_end(&w);
	jw_object(&w, "categories");
	jw_array(&w, "subcategories");
	jw_array_end(&w);
	jw_array(&w, "path");
	jw_array_end(&w);
	jw_object_end(&w);
	jw_array(&w, "filters");
	jw_array_end(&w);
	if (more) {
		write_cursor(cursor, s.offset + n);
		jw_object(&w, "nextPage");
		jw_str(&w, "id", cursor);
		jw_object_end(&w);
	}
	jw_object_end(&w);
}

void products_show(struct exchange *x)
{
	const struct card *c = card_find(cards_of(x->sb), x->path_id);

	if (!c) {
		answer_error(x, ERROR_PRODUCT_NOT_FOUND, NULL, x->path_id);
		return;
	}
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	card_json(&w, categories_of(x->sb), c, CARD_WHOLE);
}

/* ---- Categories for a name ------------------------------------------------------------------- */

static bool take_second(struct exchange *x)
{
	struct cards *all = cards_of(x->sb);
	const int64_t second = mono_ms() / TIME_SECOND_MS;

	if (all->second != second) {
		all->second = second;
		all->asked = 0;
	}
	if (all->asked++ < PER_SECOND)
		return true;
	answer_error(x, ERROR_TOO_MANY, NULL, NULL);
	answer_header(x, "Retry-After", "1");
	return false;
}

static bool is_like(const char *a, const char *b)
{
	size_t letters = 0;

	for (size_t n = 0; a[n] && a[n] != ' ' && (a[n] | 0x20) == (b[n] | 0x20); n++)
		letters += ((unsigned char)a[n] & 0xc0) != 0x80;
	return letters >= WORD_LIKE;
}

/* How many words of the name are like one of the category's. */
static size_t likeness(const struct node *n, const char *name)
{
	size_t sum = 0;

	for (const char *word = name; word; word = strchr(word, ' ')) {
		word += *word == ' ';
		for (const char *at = n->name; at; at = strchr(at, ' ')) {
			at += *at == ' ';
			sum += is_like(word, at);
		}
	}
	return sum;
}

static void matched_json(struct jw *w, const char *key, const struct node *n)
{
	jw_object(w, key);
	jw_str(w, "id", n->id);
	jw_str(w, "name", n->name);
	if (n->parent)
		matched_json(w, "parent", n->parent);
	jw_object_end(w);
}

void categories_matching(struct exchange *x)
{
	const struct categories *all = categories_of(x->sb);
	const char *name = query_get(x, "name");
	size_t n = 0;

	if (str_empty(name)) {
		(void)refuse(x, "name", name);
		return;
	}
	if (!take_second(x))
		return;
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_array(&w, "matchingCategories");
	for (size_t i = 0; i < all->n && n < MATCHES_MAX; i++) {
		const struct node *node = all->at[i];

		if (node->gone || !node_is_leaf(node) || !likeness(node, name))
			continue;
		matched_json(&w, NULL, node);
		n++;
	}
	jw_array_end(&w);
	jw_object_end(&w);
}
