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

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok gets atoi atol atof
#pragma GCC poison gmtime localtime ctime asctime system popen tmpnam mktemp
#undef alloca
#pragma GCC poison alloca

#endif
