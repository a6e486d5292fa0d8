/* splitmix64 and the few texts made from it. */
#include "world/rng.h"

uint64_t rng_next(struct rng *r)
{
	uint64_t z = (r->state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

uint32_t rng_below(struct rng *r, uint32_t n)
{
	return (uint32_t)(((rng_next(r) >> 32) * n) >> 32);
}

int64_t rng_between(struct rng *r, int64_t low, int64_t high)
{
	return low + (int64_t)(rng_next(r) % (uint64_t)(high - low + 1));
}

bool rng_chance(struct rng *r, unsigned percent)
{
	return rng_below(r, 100) < percent;
}

static void hex(uint64_t bits, char *out, unsigned digits)
{
	static const char set[] = "0123456789abcdef";

	for (unsigned i = 0; i < digits; i++)
		out[i] = set[(bits >> (4 * i)) & 15];
}

void rng_uuid(struct rng *r, char out[UUID_SIZE])
{
	uint64_t a = rng_next(r);
	uint64_t b = rng_next(r);

	hex(a, out, 8);
	hex(a >> 32, out + 9, 4);
	hex(a >> 48, out + 14, 4);
	hex(b, out + 19, 4);
	hex(b >> 16, out + 24, 12);
	out[8] = out[13] = out[18] = out[23] = '-';
	out[14] = '4';
	out[19] = "89ab"[b & 3];
	out[36] = '\0';
}

void rng_hex(struct rng *r, char *out, unsigned digits)
{
	for (unsigned done = 0; done < digits; done += 16)
		hex(rng_next(r), out + done, digits - done < 16 ? digits - done : 16);
	out[digits] = '\0';
}

void rng_word(struct rng *r, char *out, unsigned n)
{
	static const char set[] = "abcdefghijklmnopqrstuvwxyz0123456789";

	for (unsigned i = 0; i < n; i++)
		out[i] = set[rng_below(r, sizeof(set) - 1)];
	out[n] = '\0';
}
