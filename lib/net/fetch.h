#ifndef NET_FETCH_H
#define NET_FETCH_H

/*
 * A file from a server that a person named (RELIABILITY F61): streamed to a descriptor in flat
 * memory, from the public Internet alone, and only from servers the caller allows.
 *
 * Each hop of a redirect is asked about before it is made. The address is judged when the socket
 * is opened, by what is then connected to: a name that resolves to another address a moment later
 * changes nothing. A server of this machine or of a private network cannot be reached, and no
 * option makes it so. No name and password in an address, no proxy, no cookies.
 *
 * RC_OK: the file is there, or is the same as before (is_same). Else e->code is one of fetch_words,
 * the text names the server and never the address, which may hold a key.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum {
	FETCH_BYTES_MAX = 256 * 1024 * 1024, /* unpacked: 500,000 products of 500 bytes */
	FETCH_TOTAL_S = 600,		     /* such a file at half a megabyte a second */
	FETCH_CONNECT_S = 10,
	FETCH_LOW_BYTES = 1000, /* a second ... */
	FETCH_LOW_S = 30,    /* ... for so long is a hang: a shop makes its file while one waits */
	FETCH_HOPS_MAX = 4,  /* redirects: http to https, with and without www, a sign-post */
	FETCH_TAG_MAX = 256, /* of an ETag; a longer one is no use */
	FETCH_DATE_MAX = 64, /* of a Last-Modified */
	FETCH_URL_MAX = 2000,
};

/* What e->code is. */
#define FETCH_RESOLVE	  "resolve"	/* the name of the server is not known */
#define FETCH_CONNECT	  "connect"	/* it does not answer */
#define FETCH_TIMEOUT	  "timeout"	/* too slow */
#define FETCH_CERTIFICATE "certificate" /* not trusted */
#define FETCH_BROKEN	  "broken"	/* the answer ended early, or cannot be unpacked */
#define FETCH_TOO_BIG	  "too-big"
#define FETCH_URL	  "url"	      /* no address, or one with a name and password */
#define FETCH_HOST	  "host"      /* the caller does not allow it */
#define FETCH_PRIVATE	  "private"   /* not an address of the public Internet */
#define FETCH_ELSEWHERE	  "elsewhere" /* redirected to what is not allowed, or on and on */
#define FETCH_REFUSED	  "refused"   /* 401, 403 and other 4xx */
#define FETCH_GONE	  "gone"      /* 404, 410 */
#define FETCH_SERVER	  "server"    /* 5xx, or no answer HTTP knows */
#define FETCH_EMPTY	  "empty"     /* 200 and nothing */
#define FETCH_DISK	  "disk"      /* it cannot be written down */
#define FETCH_STOPPED	  "stopped"

/* Where a hop would go. */
struct fetch_hop {
	const char *scheme; /* http, https */
	const char *host;   /* lower case */
	int port;
};

struct fetch_request {
	const char *url;
	const char *etag;     /* of what one has; NULL, "": unknown */
	const char *modified; /* its Last-Modified */
	const char *ca_bundle;
	const char *user_agent;
	int fd;		    /* empty, receives the file */
	uint64_t max_bytes; /* 0: FETCH_BYTES_MAX */
	int total_s;	    /* 0: FETCH_TOTAL_S */
	bool (*is_allowed)(const struct fetch_hop *hop, const void *arg);
	const void *arg;
	/* About once a second; what it returns ends the transfer. NULL: nobody asks. */
	enum rc (*beat)(void *arg, struct err *e);
	void *beat_arg;
};

struct fetched {
	bool is_same; /* 304 */
	uint64_t bytes;
	char etag[FETCH_TAG_MAX];      /* "": the server told none */
	char modified[FETCH_DATE_MAX]; /* the same */
};

MUST_CHECK enum rc fetch_file(const struct fetch_request *req, struct fetched *out, struct err *e);

#endif
