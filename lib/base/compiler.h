#ifndef BASE_COMPILER_H
#define BASE_COMPILER_H

/* Attributes of gcc and clang under names that say what they promise. */

#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define FORMAT_ARG(arg)	  __attribute__((format_arg(arg)))
#define MUST_CHECK	  __attribute__((warn_unused_result))
#define NONNULL(...)	  __attribute__((nonnull(__VA_ARGS__)))
#define RETURNS_NONNULL	  __attribute__((returns_nonnull))
#define NORETURN	  __attribute__((noreturn))
#define UNUSED		  __attribute__((unused))

/* Number of elements of an array (never of a pointer). */
#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

#endif
