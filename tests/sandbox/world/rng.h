#ifndef SANDBOX_WORLD_RNG_H
#define SANDBOX_WORLD_RNG_H

/* Seeded pseudo-random numbers (splitmix64): the same seed gives the same world on every machine.
 */

#include <stdbool.h>
#include <stdint.h>

enum { UUID_SIZE = 37 };

struct rng {
	uint64_t state;
};

uint64_t rng_next(struct rng *r);

/* Uniform in [0, n), n at least 1; uniform in [low, high]. */
uint32_t rng_below(struct rng *r, uint32_t n);
int64_t rng_between(struct rng *r, int64_t low, int64_t high);

/* True in `percent` of 100 calls. */
bool rng_chance(struct rng *r, unsigned percent);

/* Text of a version 4 UUID. */
void rng_uuid(struct rng *r, char out[UUID_SIZE]);

/* `digits` lower-case hex digits and a NUL. */
void rng_hex(struct rng *r, char *out, unsigned digits);

/* `n` of [a-z0-9] and a NUL. */
void rng_word(struct rng *r, char *out, unsigned n);

#endif
