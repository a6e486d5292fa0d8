#ifndef SANDBOX_SERVER_BODY_H
#define SANDBOX_SERVER_BODY_H

/*
 * JSON bodies as strict as Allegro's: a table says what each member may be, and a member that is
 * not in it is refused.
 *
 * A path is "/a/b"; "*" stands for each element of a list, or for any name of an object that the
 * table does not have. BODY_NEEDED is asked for where the object around it is there.
 */

#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum body_value { BODY_TEXT, BODY_FLAG, BODY_INT, BODY_LIST, BODY_OBJECT, BODY_AMOUNT, BODY_ANY };
enum body_flag { BODY_NEEDED = 1, BODY_TIDY = 2, BODY_NOT_NULL = 4 };

struct body_rule {
	unsigned kinds; /* bits of the bodies that have it */
	const char *path;
	enum body_value value;
	unsigned flags;
	size_t most;	   /* characters of a text, elements of a list; 0: any number */
	const char *words; /* of a text, blank separated; NULL: any */
};

enum body_wrong { BODY_GOOD, BODY_UNKNOWN, BODY_WRONG, BODY_MISSING, BODY_TOO_LONG };

struct body_fault {
	enum body_wrong wrong;
	const char *path; /* "offerCriteria[0].offers"; as Allegro writes it */
};

/* What is wrong first, in the order of the body; the path belongs to mem. */
struct body_fault body_check(void *mem, const struct body_rule *rules, size_t n, unsigned kind,
			     struct json_object *body);

/* The value at a JSON Pointer; NULL: none, or null. */
struct json_object *body_at(struct json_object *body, const char *path);
const char *body_text(struct json_object *body, const char *path); /* NULL: no text */

size_t body_characters(const char *text); /* not bytes */

#endif
