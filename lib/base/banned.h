#ifndef BASE_BANNED_H
#define BASE_BANNED_H

/*
 * Force-included in every translation unit: calls that have no safe use here do not compile.
 * The system headers come first, so that their own declarations still do.
 */
#include <alloca.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* As macros and not as poison: libraries' headers name some of them in macros nobody uses. */
#undef strcpy
#define strcpy(...) BANNED_CALL_strcpy
#undef strcat
#define strcat(...) BANNED_CALL_strcat
#undef strncpy
#define strncpy(...) BANNED_CALL_strncpy
#undef strncat
#define strncat(...) BANNED_CALL_strncat
#undef sprintf
#define sprintf(...) BANNED_CALL_sprintf
#undef vsprintf
#define vsprintf(...) BANNED_CALL_vsprintf
#undef strtok
#define strtok(...) BANNED_CALL_strtok
#undef gets
#define gets(...) BANNED_CALL_gets
#undef atoi
#define atoi(...) BANNED_CALL_atoi
#undef atol
#define atol(...) BANNED_CALL_atol
#undef atof
#define atof(...) BANNED_CALL_atof
#undef gmtime
#define gmtime(...) BANNED_CALL_gmtime
#undef localtime
#define localtime(...) BANNED_CALL_localtime
#undef asctime
#define asctime(...) BANNED_CALL_asctime
#undef ctime
#define ctime(...) BANNED_CALL_ctime
#undef system
#define system(...) BANNED_CALL_system
#undef popen
#define popen(...) BANNED_CALL_popen
#undef tmpnam
#define tmpnam(...) BANNED_CALL_tmpnam
#undef mktemp
#define mktemp(...) BANNED_CALL_mktemp
#undef alloca
#define alloca(...) BANNED_CALL_alloca

#endif
