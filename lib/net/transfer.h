#ifndef NET_TRANSFER_H
#define NET_TRANSFER_H

/*
 * Private to lib/net: one request on its way, as a libcurl easy handle in a talloc object.
 *
 * transfer_start() puts a request on the multi handle of its client; transfer_end() reads the
 * outcome into the exchange and frees the transfer. Freeing it at any other time takes it off the
 * wire and gives its handle back to the client.
 */

#include <curl/curl.h>

#include "net/http.h"

struct http {
	struct http_opts opts;
	CURLM *multi; /* keeps the connections */
	CURL *idle[HTTP_PARALLEL_MAX];
	size_t n_idle;
	void *transfers; /* owner of those on their way */
};

/* Begin; the body of the answer will belong to owner. On failure the exchange tells why. */
enum rc transfer_start(struct http *h, void *owner, struct http_exchange *x);

/* The transfer behind an easy handle is over, with libcurl's code; returns its exchange. */
const struct http_exchange *transfer_end(CURL *easy, CURLcode code);

/* Is it a name of this machine? */
bool url_is_loopback(const char *host);

#endif
