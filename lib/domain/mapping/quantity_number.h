#ifndef DOMAIN_MAPPING_QUANTITY_NUMBER_H
#define DOMAIN_MAPPING_QUANTITY_NUMBER_H

/* The numbers inside a text of quantity.h. */

#include "domain/mapping/quantity.h"

/* The text folded, with characters like "½" written out; NULL: it holds what is no plain number. */
char *quantity_plain(void *owner, const char *text);

/* The number that begins here, with its fraction, "1 1/2"; how many bytes it is. *why: it cannot be
 * read, else it is left alone. */
size_t quantity_number(const char *s, enum decimal_mark mark, int64_t *out, enum quantity_why *why);

#endif
