#ifndef DOMAIN_MAPPING_DECIMAL_H
#define DOMAIN_MAPPING_DECIMAL_H

/* Numbers of parameters as Allegro writes them, "-12.5", in whole millionths. Pure. */

#include <stdbool.h>
#include <stdint.h>

#include "base/compiler.h"

enum { DECIMAL_PLACES = 6, DECIMAL_SIZE = 24 };
#define DECIMAL_ONE INT64_C(1000000)

/* The whole text, nothing around it; false: it is no such number, or none that millionths hold. */
bool decimal_read(const char *text, int64_t *millionths) NONNULL(2);

/* Without zeros at its end: "12.5", "3", "-0.000001". */
void decimal_print(int64_t millionths, char out[DECIMAL_SIZE]) NONNULL(2);

/* How many decimals it needs: 0 for 12, 2 for 0.25. */
int decimal_places(int64_t millionths);

#endif
