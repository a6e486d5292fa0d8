/* Thin layer over talloc that never returns NULL. */
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

void mem_exhausted(void)
{
	(void)fputs("level=fatal msg=\"out of memory\"\n", stderr);
	_Exit(EX_OSERR);
}

static void *checked(void *p)
{
	if (!p)
		mem_exhausted();
	return p;
}

void *mem_context(const void *owner, const char *name)
{
	return checked(talloc_named_const(owner, 0, name));
}

void *mem_pool(const void *owner, size_t bytes)
{
	return checked(talloc_pool(owner, bytes));
}

void *mem_array_(const void *owner, size_t size, size_t n, const char *name)
{
	size_t bytes;

	if (__builtin_mul_overflow(size, n, &bytes))
		mem_exhausted();
	return memset(checked(talloc_named_const(owner, bytes, name)), 0, bytes);
}

void *mem_grow_(const void *owner, void *ptr, size_t size, size_t n, const char *name)
{
	size_t bytes;

	if (__builtin_mul_overflow(size, n, &bytes))
		mem_exhausted();
	return checked(_talloc_realloc(owner, ptr, bytes, name));
}

/* talloc_steal() is a macro that only GNU C has. */
void *mem_move(const void *owner, void *ptr)
{
	return ptr ? talloc_reparent(talloc_parent(ptr), owner, ptr) : NULL;
}

char *mem_strdup(const void *owner, const char *s)
{
	return s ? checked(talloc_strdup(owner, s)) : NULL;
}

char *mem_strndup(const void *owner, const char *s, size_t n)
{
	return s ? checked(talloc_strndup(owner, s, n)) : NULL;
}

void *mem_dup(const void *owner, const void *bytes, size_t n)
{
	return bytes ? checked(talloc_memdup(owner, bytes, n)) : NULL;
}

char *mem_vprintf(const void *owner, const char *fmt, va_list ap)
{
	enum {
		SHORT = 128
	}; /* most are: they are formatted once, and not a second time to count */
	char text[SHORT];
	va_list again;

	va_copy(again, ap);
	int len = vsnprintf(text, sizeof(text), fmt, again);
	va_end(again);
	if (len >= 0 && len < SHORT)
		return checked(talloc_strndup(owner, text, (size_t)len));
	return checked(talloc_vasprintf(owner, fmt, ap));
}

char *mem_printf(const void *owner, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	char *s = mem_vprintf(owner, fmt, ap);
	va_end(ap);
	return s;
}

void mem_free(void *ptr)
{
	if (ptr)
		(void)talloc_free(ptr);
}
