#ifndef DOMAIN_CATALOG_SOURCE_ADDRESS_H
#define DOMAIN_CATALOG_SOURCE_ADDRESS_H

/*
 * Addresses of files in the shop, and the servers they may be on (RELIABILITY F61). Pure.
 *
 * feed-hosts of the configuration lists the servers by blanks: "shop.pl" is https at its usual
 * port, "shop.pl:8443" at another one, "http://shop.pl" plain http, which anybody between may
 * change: said server by server. An address is read twice, strictly here, where a person types it,
 * and by the library that asks, before each hop.
 */

#include <stdbool.h>

#include "base/compiler.h"

enum source_problem {
	SOURCE_OK,
	SOURCE_NO_ADDRESS, /* not https://server/path, or too long */
	SOURCE_HAS_LOGIN,  /* name:password@: it would be in every log of the way */
	SOURCE_NOT_LISTED, /* the server is not in feed-hosts */
	SOURCE_PROBLEMS
};

enum { SOURCE_ADDRESS_MAX = 2000 };

/* *host: the word that feed-hosts would need, when it is SOURCE_NOT_LISTED; belongs to mem. */
enum source_problem source_address_check(void *mem, const char *hosts, const char *address,
					 const char **host);

bool source_is_allowed(const char *hosts, const char *scheme, const char *host, int port);

/* Without what may be a key: server and name of the file, for pages and logs. */
const char *source_address_shown(void *mem, const char *address) RETURNS_NONNULL;

/* What the file of a run is called. */
const char *source_file_name(void *mem, const char *address) RETURNS_NONNULL;

#endif
