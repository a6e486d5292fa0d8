/* The two proofs that a POST is meant: origin and token. */
#include "web/csrf.h"

#include <sodium.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "web/request.h"
#include "web/url.h"

enum { VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING };

static char *to_text(void *owner, const uint8_t *bytes, size_t n)
{
	size_t room = sodium_base64_encoded_len(n, VARIANT);
	char *out = mem_array(owner, char, room);

	(void)sodium_bin2base64(out, room, bytes, n, VARIANT);
	return out;
}

/* Exactly n bytes? */
static bool from_text(const char *text, uint8_t *bytes, size_t n)
{
	size_t len;

	return !sodium_base642bin(bytes, n, text, strlen(text), NULL, &len, NULL, VARIANT) &&
	       len == n;
}

/* A hash of the id: it cannot be turned back into the id, nor made from the id's stored hash. */
char *csrf_token(void *owner, const char *session_id)
{
	uint8_t hash[SECRET_HASH_BYTES];
	char *text = mem_printf(owner, "csrf token of %s", session_id);

	secret_hash(text, hash);
	secret_wipe(text, strlen(text));
	return to_text(owner, hash, sizeof(hash));
}

/* The pad, and the token under it. */
char *csrf_mask(void *owner, const char *token)
{
	uint8_t both[2 * SECRET_HASH_BYTES];
	uint8_t hash[SECRET_HASH_BYTES];

	if (!from_text(token, hash, sizeof(hash)))
		return mem_strdup(owner, "");
	randombytes_buf(both, SECRET_HASH_BYTES);
	for (size_t i = 0; i < SECRET_HASH_BYTES; i++)
		both[SECRET_HASH_BYTES + i] = both[i] ^ hash[i];
	return to_text(owner, both, sizeof(both));
}

static const char *unmask(void *owner, const char *sent)
{
	uint8_t both[2 * SECRET_HASH_BYTES];

	if (!from_text(str_or(sent, ""), both, sizeof(both)))
		return sent;
	for (size_t i = 0; i < SECRET_HASH_BYTES; i++)
		both[i] ^= both[SECRET_HASH_BYTES + i];
	return to_text(owner, both, SECRET_HASH_BYTES);
}

/* "none" is a navigation typed by hand: no form of ours is sent that way. */
bool csrf_is_same_origin(const char *sec_fetch_site, const char *origin, const char *base_url)
{
	if (!str_empty(sec_fetch_site))
		return str_eq(sec_fetch_site, "same-origin");
	void *tmp = mem_context(NULL, "origin");
	char *ours = url_origin(tmp, base_url);
	bool same = ours && str_eq(origin, ours);
	mem_free(tmp);
	return same;
}

static bool token_matches(const char *sent, const char *expected)
{
	size_t n = strlen(expected);

	/* A request without a session has an empty token, which matches nothing. */
	return n && sent && strlen(sent) == n && sodium_memcmp(sent, expected, n) == 0;
}

enum rc csrf_check(struct request *rq, struct err *e)
{
	const char *sent = req_env(rq, "HTTP_X_CSRF_TOKEN");

	if (!csrf_is_same_origin(req_env(rq, "HTTP_SEC_FETCH_SITE"), req_env(rq, "HTTP_ORIGIN"),
				 rq->conf->base_url))
		return err_set(e, RC_DENIED, "the form was sent from another site");
	if (!sent)
		sent = form_raw(rq->raw_form, CSRF_FIELD);
	/* One without a pad comes from a page of the release before. */
	if (!token_matches(unmask(rq, sent), rq->session->csrf))
		return err_set(e, RC_DENIED, "the form does not carry the token of this session");
	return RC_OK;
}
