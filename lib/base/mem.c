/* Thin layer over talloc that never returns NULL. */
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/print.h"

enum { SHORT = 128 }; /* most texts are: they are made once, and not a second time to count */

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

/* In text: bytes, SHORT and more when it does not fit. */
static size_t PRINTF(2, 0) print(char *text, const char *fmt, va_list ap)
{
	size_t len = print_short(text, SHORT, fmt, ap);
	va_list again;

	if (len < SHORT)
		return len;
	va_copy(again, ap);
	int n = vsnprintf(text, SHORT, fmt, again);
	va_end(again);
	return n < 0 ? SHORT : (size_t)n;
}

char *mem_vprintf(const void *owner, const char *fmt, va_list ap)
{
	char text[SHORT];
	size_t len = print(text, fmt, ap);

	return checked(len < SHORT ? talloc_strndup(owner, text, len)
				   : talloc_vasprintf(owner, fmt, ap));
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
