/*
 * Searches a tree of categories as somebody types: every beginning, from two letters on, of the
 * names and of pairs of name and parent, a sample of them spread over the tree. Prints one JSON
 * object: microseconds of the processor for a search at the 50th and 99th of a hundred and at
 * worst, those of one strstr() over each folded name (floor), milliseconds to make the index.
 * usage: category_search FILE, a line a category by name: id, parent, leaf, name, tabs between.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/catalog/product.h"
#include "domain/categories/category_search.h"

enum { ENTRIES_MAX = 200000, LINE_MAX_BYTES = 2000, SAMPLES = 400, TYPED_MAX = 24, RUNS = 20000 };

static int64_t now_ns(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static char *cell(char **line)
{
	char *start = *line;

	*line += strcspn(start, "\t\n");
	if (**line)
		*(*line)++ = '\0';
	return start;
}

static bool read_list(void *mem, const char *path, struct category_list *out)
{
	char line[LINE_MAX_BYTES];
	FILE *f = fopen(path, "r");

	if (!f)
		return false;
	out->at = mem_array(mem, struct category_entry, ENTRIES_MAX);
	while (out->n < ENTRIES_MAX && fgets(line, sizeof(line), f)) {
		char *p = mem_strdup(mem, line);
		struct category_entry *entry = &out->at[out->n++];

		entry->id = cell(&p);
		entry->parent_id = cell(&p);
		if (str_eq(entry->parent_id, "NULL"))
			entry->parent_id = NULL;
		entry->leaf = *cell(&p) == '1';
		entry->name = cell(&p);
	}
	return fclose(f) == 0;
}

static int by_size(const void *a, const void *b)
{
	const int64_t p = *(const int64_t *)a;
	const int64_t q = *(const int64_t *)b;

	return p < q ? -1 : p > q;
}

struct figures {
	int64_t ns[RUNS];
	size_t n;
};

static void search(const struct category_index *index, struct figures *to, const char *typed)
{
	struct category_hits hits;
	const int64_t began = now_ns();

	if (to->n == RUNS)
		return;
	category_search(index, typed, &hits);
	to->ns[to->n++] = now_ns() - began;
}

static void type(void *mem, const struct category_index *index, struct figures *to,
		 const char *text)
{
	const size_t len = strlen(text);

	for (size_t n = CATEGORY_QUERY_MIN; n <= len && n <= TYPED_MAX; n++)
		search(index, to, mem_strndup(mem, text, str_fit(text, n)));
}

/* What any search must do at least. */
static int64_t measure_floor(void *mem, const struct category_list *list)
{
	char **folded = mem_array(mem, char *, list->n + 1);
	volatile size_t found = 0;

	for (size_t i = 0; i < list->n; i++)
		folded[i] = text_fold(mem, list->at[i].name);
	const int64_t began = now_ns();
	for (size_t i = 0; i < list->n; i++)
		found += strstr(folded[i], "kin") != NULL;
	return now_ns() - began;
}

int main(int argc, char **argv)
{
	void *mem = mem_context(NULL, "bench");
	static struct figures all;
	struct category_list list = {0};

	if (argc != 2 || !read_list(mem, argv[1], &list) || !list.n)
		return EX_USAGE;
	const int64_t began = now_ns();
	const struct category_index *index = category_index_new(mem, &list);
	const int64_t built = now_ns() - began;
	for (size_t i = 0; i < SAMPLES; i++) {
		const struct category_entry *entry = &list.at[i * list.n / SAMPLES];
		const struct category_entry *above = category_index_find(index, entry->parent_id);

		type(mem, index, &all, entry->name);
		if (above)
			search(index, &all, mem_printf(mem, "%s %s", above->name, entry->name));
	}
	qsort(all.ns, all.n, sizeof(all.ns[0]), by_size);
	(void)printf("{\"categories\":%zu,\"searches\":%zu,\"p50_us\":%.1f,\"p99_us\":%.1f,"
		     "\"worst_us\":%.1f,\"floor_us\":%.1f,\"index_ms\":%.1f}\n",
		     list.n, all.n, (double)all.ns[all.n / 2] / 1e3,
		     (double)all.ns[all.n * 99 / 100] / 1e3, (double)all.ns[all.n - 1] / 1e3,
		     (double)measure_floor(mem, &list) / 1e3, (double)built / 1e6);
	mem_free(mem);
	return EXIT_SUCCESS;
}
