/* Values of changes of an offer's groups. */
#include "domain/offers/edit_value.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"

#define BACK  "back "
#define MARKS '@'

enum { JOINED_BYTES = OFFER_GROUPS * (DIFF_MARK_SIZE + 1), MARK_CHARS = EDIT_MARK_SIZE - 1 };

/* ---- Marks ----------------------------------------------------------------------------------- */

struct joined {
	char text[JOINED_BYTES];
	size_t len;
};

static void join(struct joined *to, const char *mark)
{
	const size_t n = strlen(mark);

	memcpy(to->text + to->len, mark, n + 1);
	to->len += n;
}

static void mark_of(const struct joined *all, char out[EDIT_MARK_SIZE])
{
	char mark[DIFF_MARK_SIZE];

	diff_mark(all->text, mark);
	memcpy(out, mark, MARK_CHARS);
	out[MARK_CHARS] = '\0';
}

void offer_edit_of(unsigned groups, const struct difference *all, size_t n, struct offer_edit *out)
{
	struct joined ours = {.len = 0}, theirs = {.len = 0}, shown = {.len = 0};

	*out = (struct offer_edit){.groups = 0};
	for (size_t i = 0; i < n; i++) {
		if (!(groups & GROUP_BIT(all[i].group)))
			continue;
		out->groups |= GROUP_BIT(all[i].group);
		join(&ours, all[i].marks.ours);
		join(&theirs, all[i].marks.theirs);
		join(&shown, all[i].marks.shown);
	}
	mark_of(&ours, out->ours);
	mark_of(&theirs, out->theirs);
	mark_of(&shown, out->shown);
}

void offer_edit_seen(void *mem, unsigned groups, const struct offer_body *seen,
		     char exact[EDIT_MARK_SIZE], char shown[EDIT_MARK_SIZE])
{
	struct joined all = {.len = 0}, alike = {.len = 0};

	for (int g = 0; g < OFFER_GROUPS; g++) {
		char mark[DIFF_MARK_SIZE];

		if (!(groups & GROUP_BIT(g)))
			continue;
		const struct offer_side side = offer_side(mem, seen, (enum offer_group)g, NULL);
		diff_mark(side.exact, mark);
		join(&all, mark);
		diff_mark(side.shown, mark);
		join(&alike, mark);
	}
	mark_of(&all, exact);
	mark_of(&alike, shown);
}

enum edit_seen offer_edit_judge(void *mem, const struct offer_edit *edit,
				const struct offer_body *seen)
{
	char exact[EDIT_MARK_SIZE];
	char shown[EDIT_MARK_SIZE];

	offer_edit_seen(mem, edit->groups, seen, exact, shown);
	if (str_eq(exact, edit->theirs))
		return EDIT_NOT_YET;
	return str_eq(shown, edit->shown) ? EDIT_THERE : EDIT_OTHER;
}

/* ---- Texts ----------------------------------------------------------------------------------- */

const char *offer_edit_text(void *mem, const struct offer_edit *edit)
{
	return mem_printf(mem, "%s%s %c%s%s%s", edit->back ? BACK : "",
			  offer_groups_text(mem, edit->groups), MARKS, edit->ours, edit->theirs,
			  edit->shown);
}

static const char *read_mark(const char *from, char out[EDIT_MARK_SIZE])
{
	memcpy(out, from, MARK_CHARS);
	out[MARK_CHARS] = '\0';
	return from + MARK_CHARS;
}

bool offer_edit_read(const char *text, struct offer_edit *out)
{
	const char *marks = text ? strchr(text, MARKS) : NULL;

	*out = (struct offer_edit){.groups = 0};
	if (!marks || strlen(marks + 1) != 3 * (size_t)MARK_CHARS)
		return false;
	out->back = str_starts(text, BACK);
	out->groups = offer_groups_read(text);
	marks = read_mark(marks + 1, out->ours);
	marks = read_mark(marks, out->theirs);
	(void)read_mark(marks, out->shown);
	return out->groups != 0;
}
