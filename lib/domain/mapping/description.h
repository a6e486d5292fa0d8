#ifndef DOMAIN_MAPPING_DESCRIPTION_H
#define DOMAIN_MAPPING_DESCRIPTION_H

/*
 * The description of a shop, HTML or not, as Allegro takes it. Pure.
 *
 * Whatever goes in, what comes out passes sections_check(), or is nothing at all when there is
 * nothing to read. What cannot be said in Allegro's format is left out or said in another way, and
 * counted.
 *
 * Text stands in one tag each: headings, paragraphs, items of lists. A line break and the end of
 * any block begin another paragraph, in a heading or an item they are a blank. Lists inside lists
 * become items of the outer one. A row of a table is a line, its cells separated, unless they hold
 * paragraphs: then the table was a layout. A picture is a section of its own.
 */

#include "allegro/sections.h"
#include "base/str.h"
#include "domain/mapping/picture.h"

enum {
	DESCRIPTION_BYTES_MAX = 40000, /* of the whole document; how Allegro counts is not told, so
					  its JSON is meant (sections_bytes()) */
	DESCRIPTION_SECTIONS_MAX = 100,
	DESCRIPTION_COLUMNS_MAX = 2,
	DESCRIPTION_INPUT_MAX = 1024 * 1024, /* bytes that are looked at */
};

/* What is lost, each once a time it was met. */
enum description_loss {
	LOSS_SCRIPT,	     /* scripts and styles */
	LOSS_EMBEDDED,	     /* films, sounds, frames, drawings */
	LOSS_FORM,	     /* fields and buttons */
	LOSS_LINK,	     /* its text is kept */
	LOSS_TABLE,	     /* it is lines now */
	LOSS_LIST,	     /* it was in another one: its items are there now */
	LOSS_FORMAT,	     /* italic, underlined, struck through, raised */
	LOSS_IMAGE_ADDRESS,  /* pictures without an absolute address: "data:", relative ones */
	LOSS_IMAGE_TINY,     /* of a pixel or two: they count visitors */
	LOSS_IMAGE_REPEATED, /* shown before */
	LOSS_IMAGE_MANY,     /* more than there may be */
	LOSS_CHARACTER,	     /* controls, bytes that are no characters */
	LOSS_LENGTH,	     /* paragraphs and pictures behind the place where it became too long */
	DESCRIPTION_LOSSES
};

struct description {
	struct sections sections;
	size_t lost[DESCRIPTION_LOSSES];
};

/* At most images_max pictures, which is what the gallery leaves of PICTURES_MAX. */
void description_clean(void *owner, struct bytes html, size_t images_max, struct description *out);

#endif
