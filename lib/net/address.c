/* The registries of special addresses (RFC 6890 and what was added to them) as tables. */
#include "net/address.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <netinet/in.h>

#include "base/compiler.h"

struct block {
	unsigned char bits[16];
	unsigned length;
};

static const struct block v4_special[] = {
    {{0}, 8},		  /* this network */
    {{10}, 8},		  /* private */
    {{100, 64}, 10},	  /* between a carrier and its customers */
    {{127}, 8},		  /* this machine */
    {{169, 254}, 16},	  /* link-local; clouds tell their secrets at 169.254.169.254 */
    {{172, 16}, 12},	  /* private */
    {{192, 0, 0}, 24},	  /* protocols */
    {{192, 0, 2}, 24},	  /* documentation */
    {{192, 88, 99}, 24},  /* relays of 6to4 */
    {{192, 168}, 16},	  /* private */
    {{198, 18}, 15},	  /* measurements of networks */
    {{198, 51, 100}, 24}, /* documentation */
    {{203, 0, 113}, 24},  /* documentation */
    {{224}, 3},		  /* groups, reserved, broadcast */
};

/* What is public at all; everything else (::1, ::ffff:0:0/96, 64:ff9b::/96, fc00::/7, fe80::/10,
 * fec0::/10, ff00::/8) is not. */
static const struct block v6_global = {{0x20}, 3};

static const struct block v6_special[] = {
    {{0x20, 0x01}, 23},		    /* protocols, Teredo with an IPv4 address inside */
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, /* documentation */
    {{0x20, 0x02}, 16},		    /* 6to4: an IPv4 address inside */
    {{0x3f, 0xff, 0x00}, 20},	    /* documentation */
};

static bool is_in(const unsigned char *address, const struct block *b)
{
	size_t whole = b->length / 8;
	unsigned rest = b->length % 8;

	if (memcmp(address, b->bits, whole) != 0)
		return false;
	return !rest || (address[whole] ^ b->bits[whole]) >> (8 - rest) == 0;
}

static bool is_in_any(const unsigned char *address, const struct block *blocks, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_in(address, &blocks[i]))
			return true;
	return false;
}

bool address_is_public(const struct sockaddr *address)
{
	const unsigned char *bytes;

	if (address->sa_family == AF_INET) {
		const struct sockaddr_in *in = (const void *)address;
		bytes = (const unsigned char *)&in->sin_addr.s_addr;
		return !is_in_any(bytes, v4_special, COUNT_OF(v4_special));
	}
	if (address->sa_family != AF_INET6)
		return false;
	bytes = ((const struct sockaddr_in6 *)(const void *)address)->sin6_addr.s6_addr;
	return is_in(bytes, &v6_global) && !is_in_any(bytes, v6_special, COUNT_OF(v6_special));
}
