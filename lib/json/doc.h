#ifndef JSON_DOC_H
#define JSON_DOC_H

/*
 * Private to lib/json: a struct json is json-c's object seen from outside.
 */

#include <json-c/json.h>

#include "json/field.h"

static inline struct json_object *doc_object(struct json *doc)
{
	return (struct json_object *)doc;
}

#endif
