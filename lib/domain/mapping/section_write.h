#ifndef DOMAIN_MAPPING_SECTION_WRITE_H
#define DOMAIN_MAPPING_SECTION_WRITE_H

/*
 * Writes sections block by block: whatever is asked of it, the document is valid. A break is a wish
 * that the next text fulfils, so nothing empty is ever written. Private to the cleaner.
 */

#include <stdbool.h>

#include "domain/mapping/description.h"
#include "domain/mapping/section_text.h"

struct section_writer {
	void *owner;
	struct description *out;
	struct str body;	    /* of the text section in the making */
	struct str line;	    /* the block in the making, without its tag */
	enum section_tag kind;	    /* of the line: H1, H2, P, LI; TAG_NONE: there is none */
	enum section_tag list;	    /* UL, OL: what an item begins */
	enum section_tag list_open; /* in the body, TAG_NONE: none is */
	bool is_bold;		    /* the line is inside <b> */
	bool has_blank;		    /* one is written before the next character */
	bool has_mark;		    /* and there one between two cells */
	bool wants_break;
	bool is_fresh; /* and what follows is another heading or item, not its next line */
	bool is_cell;  /* what follows is the next cell of a row */
	size_t cells;
	size_t row_lines; /* that have ended since the row began */
	size_t joined;	  /* cells joined to the line */
	size_t join_at;	  /* where the first of them is */
	bool has_colon;	  /* before it */
	char last;	  /* byte of text, '\0': none */
	size_t used;	  /* bytes of the document so far */
	bool is_full;
	size_t images;
};

/* The sections belong to owner; step lives until section_writer_end(). */
void section_writer_init(struct section_writer *w, void *owner, void *step,
			 struct description *out);

/* Text of a block of that kind, not encoded; bold counts in paragraphs and items. */
void section_write_text(struct section_writer *w, enum section_tag kind, bool bold,
			const char *text, size_t len);

void section_break(struct section_writer *w); /* the line ends */
void section_fresh(struct section_writer *w); /* and another heading or item begins */
/* UL, OL; TAG_NONE: it ends. */
void section_list(struct section_writer *w, enum section_tag list);
void section_row(struct section_writer *w);
void section_cell(struct section_writer *w);

/* The address is one that Allegro takes. */
void section_write_image(struct section_writer *w, const char *url, const char *alt);

void section_writer_end(struct section_writer *w);

#endif
