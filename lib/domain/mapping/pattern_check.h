#ifndef DOMAIN_MAPPING_PATTERN_CHECK_H
#define DOMAIN_MAPPING_PATTERN_CHECK_H

#include "domain/mapping/pattern.h"

/* Keeps a pattern its bounds? *out: the same in words of POSIX alone, "\d" as "[0-9]"; owner's. */
enum pattern_fault pattern_check(void *owner, const char *text, char **out);

#endif
