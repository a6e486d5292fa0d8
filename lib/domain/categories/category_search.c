/* The index, and ranking. */
#include "domain/categories/category_search.h"

#include "base/fold.h"
#include "base/mem.h"
#include "domain/catalog/product.h"

#include <stdlib.h>
#include <string.h>

#define NO_PARENT UINT32_MAX

/* A parent stands before its children. */
struct node {
	const struct category_entry *entry;
	const char *words; /* of its name: each with a blank before it */
	uint32_t parent;   /* place among the nodes */
	uint32_t place;	   /* by name */
};

/* A word of a name, and what follows it there. Those that begin alike stand together. */
struct posting {
	const char *word;
	uint32_t node;
};

struct category_index {
	struct node *nodes;
	size_t n;
	uint32_t *by_id; /* places of the nodes, by id */
	struct posting *postings;
	size_t n_postings;
};

/* ---- Words ----------------------------------------------------------------------------------- */

static bool is_of_word(char c)
{
	return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Lower case without accents, each word with a blank before it; marks part words. */
static char *words_of(void *owner, const char *text)
{
	const char *folded = text_fold(owner, str_or(text, ""));
	char *out = mem_array(owner, char, 2 * strlen(folded) + 2);
	size_t n = 0;

	for (size_t i = 0; folded[i]; i++) {
		if (!is_of_word(folded[i]))
			continue;
		if (!i || !is_of_word(folded[i - 1]))
			out[n++] = ' ';
		out[n++] = folded[i];
	}
	out[n] = '\0';
	return out;
}

/* ---- Building -------------------------------------------------------------------------------- */

struct building {
	const struct category_list *list;
	uint32_t *by_id;   /* places in the list, by id */
	uint32_t *parents; /* places in the list */
	unsigned char
	    *far; /* how deep; 0: not known yet, past CATEGORY_DEPTH_MAX: hangs on nothing */
};

static int compare_ids(const void *a, const void *b, void *arg)
{
	const struct category_list *list = arg;

	return strcmp(list->at[*(const uint32_t *)a].id, list->at[*(const uint32_t *)b].id);
}

static uint32_t place_of(const struct building *b, const char *id)
{
	size_t low = 0;
	size_t high = b->list->n;

	while (id && low < high) {
		const size_t middle = low + (high - low) / 2;
		const int order = strcmp(b->list->at[b->by_id[middle]].id, id);

		if (!order)
			return b->by_id[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NO_PARENT;
}

/* Depth by depth, so that no tree is too deep and no circle endless. */
static void measure(struct building *b)
{
	for (size_t i = 0; i < b->list->n; i++)
		b->far[i] = b->list->at[i].parent_id ? 0 : 1;
	for (unsigned deep = 1, found = 1; found && deep < CATEGORY_DEPTH_MAX; deep++) {
		found = 0;
		for (size_t i = 0; i < b->list->n; i++)
			if (!b->far[i] && b->parents[i] != NO_PARENT &&
			    b->far[b->parents[i]] == deep) {
				b->far[i] = (unsigned char)(deep + 1);
				found = 1;
			}
	}
}

static void prepare(struct building *b, void *mem, const struct category_list *list)
{
	b->list = list;
	b->by_id = mem_array(mem, uint32_t, list->n + 1);
	b->parents = mem_array(mem, uint32_t, list->n + 1);
	b->far = mem_array(mem, unsigned char, list->n + 1);
	for (uint32_t i = 0; i < list->n; i++)
		b->by_id[i] = i;
	qsort_r(b->by_id, list->n, sizeof(b->by_id[0]), compare_ids, (void *)(uintptr_t)list);
	for (size_t i = 0; i < list->n; i++)
		b->parents[i] = place_of(b, list->at[i].parent_id);
	measure(b);
}

static int compare_words(const void *a, const void *b)
{
	return strcmp(((const struct posting *)a)->word, ((const struct posting *)b)->word);
}

static void add_postings(struct category_index *x, size_t most)
{
	x->postings = mem_array(x, struct posting, most + 1);
	for (uint32_t i = 0; i < x->n; i++)
		for (const char *p = x->nodes[i].words; *p; p += 1 + strcspn(p + 1, " "))
			x->postings[x->n_postings++] = (struct posting){p + 1, i};
	qsort(x->postings, x->n_postings, sizeof(x->postings[0]), compare_words);
}

static size_t count_words(const char *words)
{
	size_t n = 0;

	for (; *words; words++)
		n += *words == ' ';
	return n;
}

static void add_words(struct category_index *x, void *mem)
{
	struct str text;
	size_t *starts = mem_array(mem, size_t, x->n + 1);
	size_t most = 0;

	str_init(&text, x, SIZE_MAX);
	str_add(&text, "");
	for (size_t i = 0; i < x->n; i++) {
		void *scratch = mem_context(mem, "words");
		const char *words = words_of(scratch, x->nodes[i].entry->name);

		starts[i] = text.len;
		str_add_bytes(&text, words, strlen(words) + 1);
		most += count_words(words);
		mem_free(scratch);
	}
	for (size_t i = 0; i < x->n; i++)
		x->nodes[i].words = text.text + starts[i];
	add_postings(x, most);
}

struct category_index *category_index_new(void *owner, const struct category_list *list)
{
	struct category_index *x = mem_zero(owner, struct category_index);
	void *mem = mem_context(NULL, "category index");
	struct building b;
	uint32_t *now = mem_array(mem, uint32_t, list->n + 1);

	prepare(&b, mem, list);
	x->nodes = mem_array(x, struct node, list->n + 1);
	x->by_id = mem_array(x, uint32_t, list->n + 1);
	for (unsigned deep = 1; deep <= CATEGORY_DEPTH_MAX; deep++)
		for (uint32_t i = 0; i < list->n; i++) {
			if (b.far[i] != deep)
				continue;
			now[i] = (uint32_t)x->n;
			x->nodes[x->n++] = (struct node){
			    .entry = &list->at[i],
			    .parent = deep > 1 ? now[b.parents[i]] : NO_PARENT,
			    .place = i,
			};
		}
	for (size_t i = 0, k = 0; i < list->n; i++)
		if (b.far[b.by_id[i]])
			x->by_id[k++] = now[b.by_id[i]];
	add_words(x, mem);
	mem_free(mem);
	return x;
}

/* ---- Searching ------------------------------------------------------------------------------- */

struct query {
	const char *typed; /* all words, as they stand in a node */
	const char *terms[CATEGORY_TERMS_MAX];
	size_t n;
	unsigned all; /* a bit for each term */
};

static void read_query(void *mem, const char *typed, struct query *q)
{
	*q = (struct query){.typed = words_of(mem, typed)};
	for (const char *p = q->typed; *p && q->n < CATEGORY_TERMS_MAX;) {
		const size_t len = 1 + strcspn(p + 1, " ");

		q->terms[q->n++] = mem_strndup(mem, p, len);
		p += len;
	}
	q->all = (1U << q->n) - 1;
}

/* A bit in the mask of each node that has a word which begins with the term. */
static void mark(const struct category_index *x, const char *term, unsigned bit,
		 unsigned char *masks)
{
	const size_t len = strlen(term);
	size_t low = 0;
	size_t high = x->n_postings;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (strncmp(x->postings[middle].word, term, len) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < x->n_postings && !strncmp(x->postings[low].word, term, len); low++)
		masks[x->postings[low].node] |= (unsigned char)bit;
}

/* How a name begins: as the whole query, with all of it, with one of its words, otherwise. */
static unsigned beginning(const struct query *q, const char *words)
{
	if (str_starts(words, q->typed))
		return words[strlen(q->typed)] ? 2 : 3;
	for (size_t t = 0; t < q->n; t++)
		if (str_starts(words, q->terms[t]))
			return 1;
	return 0;
}

enum { PLACE_BITS = 32, OWN_BITS = 4, BEGIN_BITS = 2 };

/* The larger, the better. */
static uint64_t rank(const struct query *q, const struct node *node, unsigned own)
{
	uint64_t out = node->entry->used > 0;

	out = out << 1 | (own == q->all);
	out = out << BEGIN_BITS | beginning(q, node->words);
	out = out << OWN_BITS | (unsigned)__builtin_popcount(own);
	return out << PLACE_BITS | (UINT32_MAX - node->place);
}

struct best {
	uint64_t ranks[CATEGORY_HITS_MAX];
	struct category_hits *hits;
};

static void offer(struct best *b, uint64_t value, const struct category_entry *entry)
{
	struct category_hits *hits = b->hits;
	size_t at = hits->n;

	hits->total++;
	if (at == CATEGORY_HITS_MAX && b->ranks[at - 1] >= value)
		return;
	if (at < CATEGORY_HITS_MAX)
		hits->n++;
	else
		at--;
	for (; at && b->ranks[at - 1] < value; at--) {
		b->ranks[at] = b->ranks[at - 1];
		hits->at[at] = hits->at[at - 1];
	}
	b->ranks[at] = value;
	hits->at[at] = entry;
}

void category_search(const struct category_index *x, const char *typed, struct category_hits *out)
{
	void *mem = mem_context(NULL, "search");
	struct best best = {.hits = out};
	unsigned char *own = mem_array(mem, unsigned char, x->n + 1);
	unsigned char *way = mem_array(mem, unsigned char, x->n + 1);
	struct query q;

	*out = (struct category_hits){0};
	read_query(mem, typed, &q);
	for (size_t t = 0; t < q.n; t++)
		mark(x, q.terms[t] + 1, 1U << t, own);
	for (size_t i = 0; i < x->n && strlen(q.typed) > CATEGORY_QUERY_MIN; i++) {
		const struct node *node = &x->nodes[i];
		const unsigned above = node->parent == NO_PARENT ? 0 : way[node->parent];

		way[i] = (unsigned char)(own[i] | above);
		if (way[i] == q.all && node->entry->leaf)
			offer(&best, rank(&q, node, own[i]), node->entry);
	}
	mem_free(mem);
}

/* ---- The tree -------------------------------------------------------------------------------- */

static const struct node *find_node(const struct category_index *x, const char *id)
{
	size_t low = 0;
	size_t high = x->n;

	while (id && low < high) {
		const size_t middle = low + (high - low) / 2;
		const struct node *node = &x->nodes[x->by_id[middle]];
		const int order = strcmp(node->entry->id, id);

		if (!order)
			return node;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

size_t category_index_count(const struct category_index *x)
{
	return x->n;
}

const struct category_entry *category_index_find(const struct category_index *x, const char *id)
{
	const struct node *node = find_node(x, id);

	return node ? node->entry : NULL;
}

struct category_way category_way(const struct category_index *x, const struct category_entry *entry)
{
	struct category_way way = {.n = 0};
	const struct node *node = find_node(x, entry->id);
	const struct node *above = node;

	for (; above && above->parent != NO_PARENT; above = &x->nodes[above->parent])
		way.n++;
	for (size_t at = way.n; at; at--) {
		node = &x->nodes[node->parent];
		way.at[at - 1] = node->entry;
	}
	return way;
}

static int by_place(const void *a, const void *b)
{
	const struct category_entry *p = *(const struct category_entry *const *)a;
	const struct category_entry *q = *(const struct category_entry *const *)b;

	return p < q ? -1 : p > q; /* of one list, which is by name */
}

size_t category_children(const struct category_index *x, const char *id, void *mem,
			 const struct category_entry ***out)
{
	size_t n = 0;

	for (size_t i = 0; i < x->n; i++)
		n += str_eq(x->nodes[i].entry->parent_id, id);
	const struct category_entry **at = mem_array(mem, const struct category_entry *, n + 1);
	n = 0;
	for (size_t i = 0; i < x->n; i++)
		if (str_eq(x->nodes[i].entry->parent_id, id))
			at[n++] = x->nodes[i].entry;
	qsort(at, n, sizeof(at[0]), by_place);
	*out = at;
	return n;
}
