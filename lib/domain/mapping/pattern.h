#ifndef DOMAIN_MAPPING_PATTERN_H
#define DOMAIN_MAPPING_PATTERN_H

/*
 * Patterns that take a value out of a name or a description: POSIX extended regular expressions,
 * without regard to capitals, with \d, \s and \w as people know them. What is found is the first
 * group that took part, else the whole match: "IP([0-9]{2})" finds 44 in "Kinkiet IP44".
 *
 * A pattern is written by a person and asked of every product, so that its time is bounded: by its
 * length and its repetitions, of which none may stand in another without an end, and by the text,
 * which is looked through line by line. Pure.
 */

#include <stddef.h>

#include "base/compiler.h"

enum {
	PATTERN_MAX = 200,	  /* bytes */
	PATTERN_REPEATS = 20,	  /* repetitions in one pattern */
	PATTERN_TIMES = 50,	  /* of one with bounds, those inside it multiplied */
	PATTERN_LINE_MAX = 500,	  /* bytes looked through at once */
	PATTERN_TEXT_MAX = 16384, /* of a text: what is behind is not looked at */
};

enum pattern_fault {
	PATTERN_FINE,
	PATTERN_EMPTY,
	PATTERN_TOO_LONG,
	PATTERN_BAD_TEXT,	/* no UTF-8 */
	PATTERN_PARENTHESIS,	/* one that is not closed, or not opened */
	PATTERN_BRACKET,	/* a set that is not closed */
	PATTERN_BRACE,		/* {…} without bounds */
	PATTERN_ESCAPE,		/* a backslash before what means nothing */
	PATTERN_BACK_REFERENCE, /* \1: its time has no bound */
	PATTERN_REPETITION,	/* nothing stands before it, or another repetition */
	PATTERN_NESTED,		/* a repetition without an end inside another one */
	PATTERN_TOO_MANY,	/* more repetitions than PATTERN_REPEATS */
	PATTERN_TOO_OFTEN,	/* more times than PATTERN_TIMES */
	PATTERN_RANGE,		/* a set with a range or a class that there is not */
	PATTERN_OTHER,		/* what the library refuses */
	PATTERN_FAULTS
};

/* What is wrong, as a message id: a sentence. NULL of PATTERN_FINE. */
const char *pattern_fault_text(enum pattern_fault fault);

struct pattern;
enum pattern_fault pattern_compile(void *owner, const char *text, struct pattern **out) NONNULL(3);

/* What it finds, its blanks folded; NULL: nothing. */
char *pattern_find(void *owner, const struct pattern *p, const char *text) NONNULL(2);

#endif
