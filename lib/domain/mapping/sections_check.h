#ifndef DOMAIN_MAPPING_SECTIONS_CHECK_H
#define DOMAIN_MAPPING_SECTIONS_CHECK_H

/*
 * Would Allegro take this description? By its tutorial and by what its server was seen to refuse:
 * at most 40,000 bytes, 1 to 100 sections of one or two columns; texts of h1, h2, p, ul and ol,
 * with b in paragraphs, li in lists, b and p in items, no text between them, nothing empty, no
 * entity but the six; pictures with an absolute address. Pure.
 */

#include <stdbool.h>
#include <stddef.h>

#include "allegro/sections.h"

enum sections_fault {
	SECTIONS_FINE,
	SECTIONS_NONE,
	SECTIONS_MANY,
	SECTIONS_LONG,
	SECTIONS_COLUMNS,
	SECTIONS_TYPE,	  /* a column is neither a text nor a picture, or not what it says */
	SECTIONS_IMAGES,  /* too many */
	SECTIONS_ADDRESS, /* of a picture */
	SECTIONS_TAG,	  /* one that must not be where it is */
	SECTIONS_UNCLOSED,
	SECTIONS_BARE,	/* text outside of any tag */
	SECTIONS_EMPTY, /* a tag or a section without text */
	SECTIONS_ENTITY,
	SECTIONS_CHARACTER, /* a control, or no character */
	SECTIONS_FAULTS
};

struct sections_verdict {
	enum sections_fault fault; /* the first one */
	size_t section;		   /* where, from 0 */
};

struct sections_verdict sections_check(const struct sections *s);

/* An address Allegro can fetch: http or https, a host with a name, printable ASCII. */
bool section_url_is_right(const char *url);

/* Bytes of the document, and of a text in it (sections_json()). */
enum { SECTIONS_FRAME = 15, SECTION_FRAME = 41 }; /* of the empty document, of a section at most */
size_t sections_bytes(const struct sections *s);
size_t section_text_bytes(const char *text);

#endif
