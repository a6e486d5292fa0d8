#ifndef BASE_MEM_H
#define BASE_MEM_H

/*
 * Memory: one owner tree (talloc).
 *
 * Every allocating function takes the owner first; the result belongs to it and goes with it.
 * Nobody frees by hand: end a request, a step or a batch by mem_free() on its context. Out of
 * memory ends the process with a log line (the supervisor or cron starts it again), so callers
 * never see NULL.
 *
 *	void *step = mem_context(job, "step");
 *	struct order *o = mem_zero(step, struct order);
 *	o->id = mem_printf(step, "%s-%u", prefix, n);
 *	mem_free(step);
 */

#include <stdarg.h>
#include <stddef.h>

#include <talloc.h>

#include "base/compiler.h"

/* A child context with a name for leak reports; owner may be NULL for a root. */
void *mem_context(const void *owner, const char *name) RETURNS_NONNULL;

/* A context whose first `bytes` come from one block: for requests and steps. */
void *mem_pool(const void *owner, size_t bytes) RETURNS_NONNULL;

/* One zeroed object, n zeroed objects, or a grown array (keeps the contents). */
#define mem_zero(owner, type)	      ((type *)mem_array_(owner, sizeof(type), 1, #type))
#define mem_array(owner, type, n)     ((type *)mem_array_(owner, sizeof(type), n, #type))
#define mem_grow(owner, ptr, type, n) ((type *)mem_grow_(owner, ptr, sizeof(type), n, #type))
void *mem_array_(const void *owner, size_t size, size_t n, const char *name) RETURNS_NONNULL;
void *mem_grow_(const void *owner, void *ptr, size_t size, size_t n,
		const char *name) RETURNS_NONNULL;

/* Copies; NULL stays NULL. mem_strndup copies at most n bytes and always ends the text. */
char *mem_strdup(const void *owner, const char *s);
char *mem_strndup(const void *owner, const char *s, size_t n);
void *mem_dup(const void *owner, const void *bytes, size_t n);

/* Gives an object, and all it owns, another owner; returns it. NULL stays NULL. */
void *mem_move(const void *owner, void *ptr);

/* Formatted text. */
char *mem_printf(const void *owner, const char *fmt, ...) PRINTF(2, 3) RETURNS_NONNULL;
char *mem_vprintf(const void *owner, const char *fmt, va_list ap) PRINTF(2, 0) RETURNS_NONNULL;

/* Release an object and everything it owns; NULL is allowed. */
void mem_free(void *ptr);

/* End the process because memory is out; never returns. */
NORETURN void mem_exhausted(void);

#endif
