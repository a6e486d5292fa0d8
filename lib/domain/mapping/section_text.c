/* Allegro's HTML: seven tags without attributes, and six entities. */
#include "domain/mapping/section_text.h"

#include "base/mem.h"
#include "base/str.h"

#include <string.h>

static const char *const names[SECTION_TAGS] = {
    [TAG_NONE] = "", [TAG_H1] = "h1", [TAG_H2] = "h2", [TAG_P] = "p",
    [TAG_UL] = "ul", [TAG_OL] = "ol", [TAG_LI] = "li", [TAG_B] = "b",
};

const char *section_tag_name(enum section_tag tag)
{
	return names[tag];
}

static enum section_tag tag_of(const char *name, size_t len)
{
	for (size_t i = TAG_H1; i < SECTION_TAGS; i++)
		if (strlen(names[i]) == len && !memcmp(names[i], name, len))
			return (enum section_tag)i;
	return TAG_NONE;
}

struct section_piece section_piece_next(const char **at)
{
	const char *from = *at;

	if (!*from)
		return (struct section_piece){.kind = PIECE_END};
	if (*from != '<') {
		size_t len = strcspn(from, "<");
		*at = from + len;
		return (struct section_piece){PIECE_TEXT, TAG_NONE, from, len};
	}
	bool closes = from[1] == '/';
	const char *name = from + 1 + closes;
	size_t len = strcspn(name, ">");
	enum section_tag tag = tag_of(name, len);
	if (!name[len] || tag == TAG_NONE) {
		*at = from + strlen(from);
		return (struct section_piece){.kind = PIECE_WRONG};
	}
	*at = name + len + 1;
	return (struct section_piece){.kind = closes ? PIECE_CLOSE : PIECE_OPEN, .tag = tag};
}

size_t section_entity(const char *text, char *c)
{
	static const struct {
		const char *name;
		char c;
	} known[] = {
	    {"&amp;", '&'},   {"&lt;", '<'},   {"&gt;", '>'},	{"&quot;", '"'},
	    {"&apos;", '\''}, {"&nbsp;", ' '}, {"&#160;", ' '},
	};

	for (size_t i = 0; i < COUNT_OF(known); i++)
		if (str_starts(text, known[i].name)) {
			*c = known[i].c;
			return strlen(known[i].name);
		}
	return 0;
}

char *section_plain(void *owner, const char *text, size_t len)
{
	char *plain = mem_strndup(owner, text, len);
	char *to = plain;

	for (const char *from = plain; *from;) {
		char c = *from;
		size_t entity = c == '&' ? section_entity(from, &c) : 0;
		*to++ = c;
		from += entity ? entity : 1;
	}
	*to = '\0';
	return plain;
}
