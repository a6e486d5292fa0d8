#ifndef DOMAIN_MAPPING_SECTION_TEXT_H
#define DOMAIN_MAPPING_SECTION_TEXT_H

/* The HTML of a text section, piece by piece: for those who check it, and those who show it. */

#include <stddef.h>

#include "base/compiler.h"

enum section_tag { TAG_NONE, TAG_H1, TAG_H2, TAG_P, TAG_UL, TAG_OL, TAG_LI, TAG_B, SECTION_TAGS };

const char *section_tag_name(enum section_tag tag) RETURNS_NONNULL;

enum section_piece_kind { PIECE_END, PIECE_OPEN, PIECE_CLOSE, PIECE_TEXT, PIECE_WRONG };

struct section_piece {
	enum section_piece_kind kind;
	enum section_tag tag; /* it has no attributes and no blanks; others are wrong */
	const char *text;     /* as it stands there, with its entities */
	size_t len;
};

/* The piece at *at, which moves behind it. */
struct section_piece section_piece_next(const char **at);

/* The bytes of an entity Allegro knows, at its "&"; 0: it is none. *c is what it stands for. */
size_t section_entity(const char *text, char *c);

/* A text without its entities. */
char *section_plain(void *owner, const char *text, size_t len) RETURNS_NONNULL;

#endif
