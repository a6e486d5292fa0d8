#ifndef SANDBOX_SANDBOX_H
#define SANDBOX_SANDBOX_H

/* The running sandbox: what the parts know of each other. */

#include <stdint.h>

#include "world/rng.h"

struct sandbox {
	struct world *world;
	struct oauth *oauth;
	struct faults *faults;
	struct life *life;
	struct effects *effects;
	struct exchange_log *log; /* NULL: exchanges are not written down */
	struct http *http;
	const char *pages_dir;
	int64_t n_categories; /* at least; see categories_of() */
	int64_t n_offers;     /* of the first seller, when a world begins */
	struct rng noise;     /* trace ids and the like: asking changes nothing in the world */
};

#endif
