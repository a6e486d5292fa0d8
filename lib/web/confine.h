#ifndef WEB_CONFINE_H
#define WEB_CONFINE_H

/*
 * What a worker gives up once it has started: new privileges, core dumps, being traced, starting
 * programs, and, for the panel, every socket that is not a Unix socket. The kernel keeps the
 * promise (seccomp); after this call not even we can take it back.
 */

#include "base/compiler.h"
#include "base/err.h"
#include "base/str.h"

enum confine_network { CONFINE_UNIX_ONLY, CONFINE_INTERNET };

MUST_CHECK enum rc confine(enum confine_network network, struct err *e);

/*
 * Try what must fail and say how it went, one line a try ("socket(AF_INET): EPERM"). Returns the
 * number of tries that succeeded although they must not: 0 is good.
 */
int confine_probe(enum confine_network network, struct str *out);

#endif
