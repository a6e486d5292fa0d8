/* A brand as an index has it: names may be long, and of any letters. */
#include "domain/mapping/brand_key.h"

#include "base/secret.h"
#include "base/str.h"

const char *brand_key(void *mem, const char *folded)
{
	uint8_t digest[SECRET_HASH_BYTES];

	secret_hash(folded, digest);
	return str_hex(mem, (struct bytes){(const char *)digest, BRAND_KEY_HEX / 2});
}
