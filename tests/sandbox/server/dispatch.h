#ifndef SANDBOX_SERVER_DISPATCH_H
#define SANDBOX_SERVER_DISPATCH_H

/* From a request to its handler, through the checks Allegro makes. */

#include "server/http.h"

/* The request has arrived: find its route and what will go wrong with it. */
void dispatch_begin(struct exchange *x);

/* Fill x->answer, write the exchange down and count it. */
void dispatch_answer(struct exchange *x);

/* The connection is dropped before anything happened: count that. */
void dispatch_dropped(struct exchange *x);

#endif
