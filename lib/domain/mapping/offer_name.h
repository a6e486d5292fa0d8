#ifndef DOMAIN_MAPPING_OFFER_NAME_H
#define DOMAIN_MAPPING_OFFER_NAME_H

/*
 * The name of an offer as Allegro takes it (FACTS 3.5): 12 to 75 characters, counted as they are
 * escaped in HTML ("&" is five), three words, none longer than 30 characters. Pure.
 *
 * Which characters it takes is listed nowhere in full: ASCII, and Latin letters that are one
 * character each, were never refused; a dash, a curly quote, a trade mark and a letter with a mark
 * of its own behind it were.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"

enum {
	OFFER_NAME_MIN = 12,
	OFFER_NAME_MAX = 75,
	OFFER_NAME_WORDS = 3,
	OFFER_NAME_WORD_MAX = 30,
};

enum offer_name_fault {
	OFFER_NAME_SHORT,
	OFFER_NAME_LONG,
	OFFER_NAME_FEW_WORDS,
	OFFER_NAME_LONG_WORD,
	OFFER_NAME_CHARACTER, /* or bytes that are none */
	OFFER_NAME_BLANKS,    /* around it, two in a row, or others than the plain one */
	OFFER_NAME_FAULTS
};

struct offer_name_check {
	unsigned faults; /* a bit each: 1 << OFFER_NAME_SHORT */
	size_t length;	 /* as Allegro counts for the longest */
	size_t words;	 /* with a letter or digit in them */
	char bad[8];	 /* the first character it does not take, "": none */
};

struct offer_name_check offer_name_check(const char *name);

static inline bool offer_name_has(const struct offer_name_check *c, enum offer_name_fault fault)
{
	return c->faults & (1U << fault);
}

/*
 * The name without what can be mended: HTML and entities read, characters replaced by what they
 * mean, blanks made one, a word that is a list taken apart, the end cut off at a word. Nothing is
 * invented, so a name that is too short stays so. The same name when there is nothing to mend; a
 * name may have no fault and read as HTML all the same.
 */
const char *offer_name_propose(void *owner, const char *name) RETURNS_NONNULL;

#endif
