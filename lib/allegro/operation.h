#ifndef ALLEGRO_OPERATION_H
#define ALLEGRO_OPERATION_H

/* Private to lib/allegro: what each operation of the client is made of. */

#include "allegro/client.h"
#include "net/http.h"

struct operation {
	const char *name; /* in logs and errors */
	enum http_method method;
	const char *path;
	const char *accept;
	const char *content_type; /* NULL: no body */
	const char *scope;	  /* NULL: any user token */
	const char *resource;	  /* operations that Allegro may slow down together */
	enum request_class urgency;
	enum request_limit limit; /* LIMIT_ALL: none of its own */
	const char *language;	  /* of names in the answer; NULL: it has none */
};

extern const struct operation operations[OP_COUNT];

/* Most bytes of an answer, where it is less than HTTP_BODY_MAX; 0: that. */
extern const size_t answer_max[OP_COUNT];

#endif
