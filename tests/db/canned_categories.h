#ifndef TESTS_CANNED_CATEGORIES_H
#define TESTS_CANNED_CATEGORIES_H

/*
 * A small Allegro for database tests of categories: a (a1, a2 (a21)) and b. Later one is created,
 * one deleted with b in its place, b renamed, and a21 moved, so that a2 is a leaf. A test wraps
 * allegro_call() and allegro_call_all() at link time and asks here instead.
 */

#include <stdbool.h>

#include "allegro/client.h"

extern bool canned_later;	   /* what the journal tells has happened */
extern bool canned_garbled;	   /* what is planned cannot be read */
extern bool canned_many;	   /* it has a page and one */
extern const char *canned_refused; /* the children of this one are, NULL: none are */
extern enum canned_journal {
	CANNED_FOLLOWED,
	CANNED_FORGOTTEN, /* where one stood */
	CANNED_UNREAD,	  /* one of its events cannot be read */
} canned_journal;

/* The answer as text; NULL: 404, or what is refused. */
const char *canned_category(void *mem, const struct allegro_call *call);

#endif
