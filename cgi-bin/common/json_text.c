/* JSON text laid out for reading. */
#include "common/json_text.h"

#include <string.h>

#include "base/str.h"

enum {
	INDENT_MAX = 32,	   /* deeper levels stand at this indent */
	TEXT_MAX = 2 * 1024 * 1024 /* documents are 10 to 100 kB; a page holds 4 MB */
};

struct layout {
	struct str out;
	int depth;
	const char *p;
};

static void new_line(struct layout *l)
{
	str_add(&l->out, "\n");
	for (int i = 0; i < l->depth && i < INDENT_MAX; i++)
		str_add(&l->out, "  ");
}

/* Copy a string with its quotes and escapes; p stands on the first quote. */
static void copy_string(struct layout *l)
{
	const char *start = l->p++;

	while (*l->p && *l->p != '"')
		l->p += l->p[0] == '\\' && l->p[1] ? 2 : 1;
	if (*l->p)
		l->p++;
	str_add_bytes(&l->out, start, (size_t)(l->p - start));
}

static void open_level(struct layout *l)
{
	bool empty = l->p[1] == '}' || l->p[1] == ']';

	str_add_bytes(&l->out, l->p, empty ? 2 : 1);
	l->p += empty ? 2 : 1;
	if (empty)
		return;
	l->depth++;
	new_line(l);
}

static void close_level(struct layout *l)
{
	if (l->depth > 0)
		l->depth--;
	new_line(l);
	str_add_bytes(&l->out, l->p++, 1);
}

static void step(struct layout *l)
{
	if (*l->p == '"') {
		copy_string(l);
	} else if (*l->p == '{' || *l->p == '[') {
		open_level(l);
	} else if (*l->p == '}' || *l->p == ']') {
		close_level(l);
	} else if (*l->p == ',') {
		str_add_bytes(&l->out, l->p++, 1);
		new_line(l);
	} else if (*l->p == ':') {
		str_add(&l->out, ": ");
		l->p++;
	} else {
		if (!strchr(" \t\r\n", *l->p))
			str_add_bytes(&l->out, l->p, 1);
		l->p++;
	}
}

char *json_text_indent(void *mem, const char *json)
{
	struct layout l = {.p = str_or(json, "")};

	str_init(&l.out, mem, TEXT_MAX);
	while (*l.p)
		step(&l);
	return l.out.text;
}
