#ifndef JSON_DOC_H
#define JSON_DOC_H

/*
 * Private to lib/json: a struct json is json-c's object seen from outside.
 */

#include <json-c/json.h>

#include "json/field.h"

/* What a text is, before anything is made of it. */
struct json_scanned {
	size_t weight;	   /* as json_weight() tells it */
	const char *fault; /* NULL: one value of JSON (RFC 8259) within the limits */
	bool is_large;	   /* it may be JSON, but is beyond the limits */
	size_t at;	   /* the byte where that was seen */
};

struct json_scanned json_scan(struct bytes text);

static inline struct json_object *doc_object(struct json *doc)
{
	return (struct json_object *)doc;
}

#endif
