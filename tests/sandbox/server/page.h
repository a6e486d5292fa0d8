#ifndef SANDBOX_SERVER_PAGE_H
#define SANDBOX_SERVER_PAGE_H

/*
 * Pages from files: {{name}} puts a value in, escaped for HTML text and quoted attributes;
 * {{#name}}…{{/name}} repeats for each element of an array, or shows once when the value is there
 * and not empty; {{^name}}…{{/name}} shows when it is not. Inner objects see the outer ones.
 */

#include <json-c/json.h>

#include "server/http.h"

/* Answer with a page of the pages directory; takes the model over. */
void page_answer(struct exchange *x, int status, const char *file, struct json_object *model);

/* The text of a file of the pages directory, NULL when it cannot be read. */
char *page_file(void *owner, const char *dir, const char *file);

/* Model building: text that may be NULL, and a new object in an array. */
void model_text(struct json_object *model, const char *key, const char *value);
struct json_object *model_item(struct json_object *array);
struct json_object *model_array(struct json_object *model, const char *key);

#endif
