#ifndef SANDBOX_SERVER_JW_H
#define SANDBOX_SERVER_JW_H

/*
 * JSON writer onto a struct str: order documents are written straight from the structs, tens of
 * thousands a second, so that no rendered copy has to be kept in step.
 *
 * key is NULL inside an array. A value that is absent (NULL text, MONEY_NONE, TIME_NONE) writes
 * nothing. Texts are UTF-8; a NUL inside a text is carried as the bytes C0 80 and written \u0000.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/money.h"
#include "base/str.h"

struct jw {
	struct str *out;
	bool comma; /* the next value of this container needs a comma before it */
};

void jw_object(struct jw *w, const char *key);
void jw_object_end(struct jw *w);
void jw_array(struct jw *w, const char *key);
void jw_array_end(struct jw *w);
void jw_str(struct jw *w, const char *key, const char *value);
void jw_int(struct jw *w, const char *key, int64_t value);
void jw_bool(struct jw *w, const char *key, bool value);
void jw_null(struct jw *w, const char *key);
void jw_money(struct jw *w, const char *key, struct money value);   /* {amount, currency} */
void jw_decimal(struct jw *w, const char *key, struct money value); /* "12.30" */
void jw_time(struct jw *w, const char *key, int64_t ms);

/* A value that is JSON text already. */
void jw_raw(struct jw *w, const char *key, const char *json, size_t len);

#endif
