#ifndef BASE_PRINT_H
#define BASE_PRINT_H

/*
 * printf() for what nearly all our texts are made of: %s, %c, %%, and whole numbers in decimal with
 * a width and leading zeros. libc sets up a stream for each text, which was a fifth of what a list
 * of orders costs.
 */

#include <stdarg.h>
#include <stddef.h>

#include "base/compiler.h"

/* The text and its end in room bytes; returns its length. SIZE_MAX: it does not fit, or the format
 * has something else: that is for vsnprintf(). */
size_t print_short(char *out, size_t room, const char *fmt, va_list ap) PRINTF(3, 0) NONNULL(1, 3);

#endif
