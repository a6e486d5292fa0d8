#ifndef BASE_MEANING_H
#define BASE_MEANING_H

/*
 * What a remote answer means (DESIGN 12).
 *
 * The meaning is decided once, where the answer is read (allegro/answer.c), from status, code and
 * body. Jobs and the outbox act on it, pages have words for it; nobody looks at a status number.
 * Its name is what the database keeps.
 */

#include "base/compiler.h"

enum meaning {
	MEANING_NONE,	   /* no remote answer is behind it: trouble of this machine */
	MEANING_DONE,	   /* 2xx */
	MEANING_NO_ANSWER, /* no network, name, connection, trusted certificate, or too late */
	MEANING_OUTAGE,	   /* 5xx, or a machine in front of the API answered instead of it */
	MEANING_WALL,	   /* a wall against robots: it says nothing about the request */
	MEANING_LIMIT,	   /* too many requests, told by Allegro or by the budget on its behalf */
	MEANING_TOKEN,	   /* the token, or the keys, are refused */
	MEANING_SCOPE,	   /* a permission was not granted */
	MEANING_BLOCKED,   /* the account may not do this: a sales block, open terms */
	MEANING_FOREIGN,   /* the thing is another seller's */
	MEANING_GONE,	   /* the thing is not there, by the code of its own resource */
	MEANING_REMOVED,   /* Allegro removed the function */
	MEANING_CONFLICT,  /* the thing changed meanwhile */
	MEANING_EXHAUSTED, /* no further change of this thing is accepted (FACTS 2.6) */
	MEANING_REFUSED,   /* the same request about this thing is refused again */
	MEANING_REQUEST,   /* the request is wrong whatever it is about: its media type */
	MEANING_SHAPE,	   /* an answer of the API that is not what it promises */
	MEANING_COUNT
};

/* Short stable name ("WALL"), as stored; "" for MEANING_NONE. */
const char *meaning_name(enum meaning m) RETURNS_NONNULL;

/* A sentence for readers, a message id; NULL: the meaning alone tells them nothing. */
const char *meaning_text(enum meaning m);

/* MEANING_NONE for NULL and for a word that is none. */
enum meaning meaning_find(const char *name);

/* How far it reaches: what would meet the same answer now. */
enum meaning_reach {
	REACH_THING,	/* this one thing: the pass goes on with the next */
	REACH_RESOURCE, /* all requests of this kind */
	REACH_ACCOUNT,	/* all requests of this account: its pass ends */
};
enum meaning_reach meaning_reach(enum meaning m);

#endif
