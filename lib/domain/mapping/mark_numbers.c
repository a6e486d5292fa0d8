/* Texts of numbers, by commas. */
#include "domain/mapping/mark_numbers.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/readiness.h"

#include <stdlib.h>
#include <string.h>

static uint64_t next_number(const char **text)
{
	char *end;
	const uint64_t number = strtoull(*text, &end, 10);

	*text = end + (*end == ',');
	return number;
}

static bool has_number(const char *text, uint64_t number)
{
	while (*text)
		if (next_number(&text) == number)
			return true;
	return false;
}

static bool is_single(const char *text)
{
	return *text && !strchr(text, ',');
}

void mark_numbers_count(struct marks *marks, const struct ready_row *row, int64_t sign)
{
	const char *p = str_or(row->blockers, "");
	const int64_t alone = is_single(p) ? sign : 0;
	const int64_t ready = str_eq(row->state, ready_state_names[READY]) ? sign : 0;

	while (*p)
		marks_add(marks, next_number(&p), sign, alone);
	for (p = str_or(row->noted, ""); *p;)
		marks_add(marks, next_number(&p), sign, ready);
}

static void list(const struct mark_listing *l, uint64_t mark, uint64_t product)
{
	if (*l->n % READY_BATCH == 0)
		*l->out = mem_grow(l->mem, *l->out, struct product_mark, *l->n + READY_BATCH);
	(*l->out)[(*l->n)++] = (struct product_mark){mark, product};
}

void mark_numbers_differ(const struct mark_listing *l, const struct ready_row *a,
			 const struct ready_row *b)
{
	const char *p = str_or(a->blockers, "");
	const char *noted = str_or(b->noted, "");

	while (*p) {
		const uint64_t number = next_number(&p);
		if (!has_number(str_or(b->blockers, ""), number))
			list(l, number, a->product_id);
	}
	for (p = str_or(a->noted, ""); *p;) {
		const uint64_t number = next_number(&p);
		if (!has_number(noted, number) && marks_is_listed(l->marks, number))
			list(l, number, a->product_id);
	}
}
