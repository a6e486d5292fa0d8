#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

/*
 * What every fuzz target shares: libFuzzer calls LLVMFuzzerTestOneInput with bytes, the target
 * hands them to one parser of the product and checks what must hold for any input.
 *
 * Each target may state its oracle with MUST(): unlike assert it is never compiled out, and its
 * abort is what libFuzzer keeps as a reproducer.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			BUG("broken promise: %s", #condition);                                     \
	} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The input as text that ends in NUL; what follows a NUL in the input is cut off. */
static inline char *fuzz_text(void *owner, const uint8_t *data, size_t size)
{
	return mem_strndup(owner, size ? (const char *)data : "", size);
}

/* An error that was reported has its code in the struct and a sentence in its text, which goes into
 * columns and pages. */
static inline void fuzz_check_err(enum rc rc, const struct err *e)
{
	MUST(rc == e->rc);
	MUST(rc == RC_OK || e->msg[0]);
	MUST(str_is_utf8(e->msg, strlen(e->msg)) && str_is_utf8(e->code, strlen(e->code)));
}

#endif
