/* Client authentication by HTTP Basic. */
#include "oauth/oauth_client.h"

#include <string.h>

#include <sodium.h>

#include "base/str.h"

#include "sandbox.h"

enum { CREDENTIALS_MAX = 512 };

const struct client *client_basic(struct exchange *x)
{
	const char *header = header_get(x, "Authorization");
	char text[CREDENTIALS_MAX + 1];
	size_t len = 0;

	if (!str_starts(header, "Basic "))
		return NULL;
	header += strlen("Basic ");
	if (sodium_base642bin((unsigned char *)text, CREDENTIALS_MAX, header, strlen(header), NULL,
			      &len, NULL, sodium_base64_VARIANT_ORIGINAL))
		return NULL;
	text[len] = '\0';
	char *secret = strchr(text, ':');
	if (!secret)
		return NULL;
	*secret++ = '\0';
	const struct client *c = client_find(x->sb->oauth, text);
	return c && str_eq(c->secret, secret) ? c : NULL;
}
