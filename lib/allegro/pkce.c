/* The proof that who brings the code is who asked for it (RFC 7636). */
#include "allegro/oauth.h"

#include <string.h>

#include <sodium.h>

#include "base/mem.h"

char *oauth_challenge(void *owner, const struct secret *verifier)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char
	    text[sodium_base64_ENCODED_LEN(sizeof(hash), sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

	crypto_hash_sha256(hash, (const unsigned char *)secret_text(verifier),
			   secret_len(verifier));
	sodium_bin2base64(text, sizeof(text), hash, sizeof(hash),
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return mem_strdup(owner, text);
}

void oauth_pkce_new(void *owner, struct oauth_pkce *out)
{
	char *text = secret_random_text(owner, OAUTH_VERIFIER_BYTES);

	out->verifier = secret_new(owner, text, strlen(text));
	out->challenge = oauth_challenge(owner, out->verifier);
	secret_wipe(text, strlen(text));
}
