#ifndef NET_EASY_H
#define NET_EASY_H

/* Private to lib/net: what holds for every handle of libcurl here. */

#include <curl/curl.h>

/* A setting that can fail for want of memory alone. */
void easy_must(CURLcode code);

/* TLS 1.2 at least, the server is who it says; no signals; nothing is taken from the environment or
 * the home folder of who runs the program. ca_bundle NULL or "": the system's. */
void easy_guard(CURL *easy, const char *ca_bundle);

#endif
