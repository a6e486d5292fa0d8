#ifndef TESTS_CANNED_THINGS_H
#define TESTS_CANNED_THINGS_H

/* A list of Allegro's for the test of walks, newest first, and what happens between two pages of
 * it.
 */

#include <stdint.h>

#include "allegro/client.h"

enum { CANNED_THINGS_MAX = 400, CANNED_PAGE = 2, CANNED_ADDED = 900 };

struct canned_things {
	int64_t began;
	struct thing {
		int id;
		int hours; /* ago */
		int says;  /* the id of another, in its place; 0: its own */
	} things[CANNED_THINGS_MAX];
	int n;
	int pages;			   /* asked for so far */
	int singles;			   /* and things by themselves */
	void (*between)(int pages_so_far); /* after each; NULL: nothing happens */
};
extern struct canned_things canned_things;

/* The answer as text; NULL: there is no such thing. */
const char *canned_thing(void *owner, const struct allegro_call *call);

void canned_add_at(int i, struct thing t);

/* Between the first and the second page. */
void canned_drop_first(int pages);
void canned_add_first(int pages);

#endif
