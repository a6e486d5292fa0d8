#ifndef TABLE_HTML_H
#define TABLE_HTML_H

/*
 * HTML as people and programs write it, read by libxml2 as one row of tags and texts: no tree is
 * made, so nothing is as deep as the text is.
 *
 * Any bytes do. Names are lower case, entities are the characters they stand for, each tag that
 * opens closes again, and at most HTML_DEPTH_MAX are open: what lies deeper is read on as if all of
 * them had ended. The time grows with the length alone.
 */

#include <stddef.h>

#include "base/str.h"

enum {
	HTML_DEPTH_MAX = 200,
	HTML_TAG_WORDS_MAX = 1000, /* a tag of more words is left out: libxml2 compares each
				      attribute of a tag with all before it */
};

struct html_sink {
	void *arg;
	/* Attributes: name, value, name, value, NULL; a value may be NULL. May be NULL itself. */
	void (*open)(void *arg, const char *tag, const char *const *attributes);
	void (*close)(void *arg, const char *tag);
	void (*text)(void *arg, const char *text, size_t len); /* UTF-8, in pieces */
};

/* Scripts and styles come as tags without text. Returns how many control characters and bytes
 * that belong to no character were left out. */
size_t html_read(struct bytes html, const struct html_sink *sink);

/* The value of an attribute; NULL: it has none. */
const char *html_attribute(const char *const *attributes, const char *name);

/* The texts alone, with a blank where a tag stood. */
char *html_text(void *owner, struct bytes html) RETURNS_NONNULL;

#endif
