#ifndef BASE_SECRET_H
#define BASE_SECRET_H

/*
 * Secrets in memory and sealed at rest (libsodium).
 *
 * struct secret lives in guarded memory, is wiped with its owner and has no formatter: it cannot
 * get into a log by accident. A sealed envelope is XChaCha20-Poly1305 with a random nonce and
 * additional data that names its place (environment, account, kind, generation), so that a row
 * copied to another place does not open. Envelope: version byte, key id byte, nonce, ciphertext.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/str.h"

enum {
	SECRET_MAX = 8192,	/* tokens are 1.3 to 2 kB (FACTS 1.7); four times that */
	SEAL_KEY_BYTES = 32,	/* crypto_aead_xchacha20poly1305_ietf_KEYBYTES */
	SECRET_HASH_BYTES = 32, /* BLAKE2b-256 */
};

struct secret;	 /* text that must not be shown; always ended by NUL */
struct seal_key; /* the key that opens envelopes */

/* Once per process, before any other call: from then on a crash leaves no core and nobody of the
 * same user may look into the process. Ends it when that or libsodium cannot be had. */
void secret_init(void);

/* A copy in guarded memory. The caller should wipe its own copy (secret_wipe). */
struct secret *secret_new(void *owner, const char *text, size_t len) RETURNS_NONNULL;
const char *secret_text(const struct secret *s) RETURNS_NONNULL;
size_t secret_len(const struct secret *s);
bool secret_eq(const struct secret *a, const struct secret *b);
void secret_wipe(void *data, size_t len);

/* First line of a file that only its owner (and group) may read; RC_DENIED when others may. */
MUST_CHECK enum rc secret_read_file(void *owner, const char *path, struct secret **out,
				    struct err *e);

/* Key file: 64 hex digits, mode 0600. An all-zero key is refused. */
MUST_CHECK enum rc seal_key_load(void *owner, const char *path, struct seal_key **out,
				 struct err *e);
MUST_CHECK enum rc seal_key_create(const char *path, struct err *e);

/* Seal and open; context is bound as additional data and must be equal on both sides. */
struct bytes seal(void *owner, const struct seal_key *key, const char *context,
		  const struct secret *plain);
MUST_CHECK enum rc seal_open(void *owner, const struct seal_key *key, const char *context,
			     struct bytes sealed, struct secret **out, struct err *e);

/* URL-safe random text of `bytes` random bytes (base64url without padding). */
char *secret_random_text(void *owner, size_t bytes) RETURNS_NONNULL;

/* BLAKE2b-256 of a text: how session ids and one-time links are stored. */
void secret_hash(const char *text, uint8_t out[SECRET_HASH_BYTES]);
void secret_hash_bytes(struct bytes bytes, uint8_t out[SECRET_HASH_BYTES]);

/* The same of a file from where it stands to its end; RC_IO. */
MUST_CHECK enum rc secret_hash_file(int fd, uint8_t out[SECRET_HASH_BYTES], struct err *e);

/* Password hash (Argon2id, 64 MiB, 2 passes) and its check. */
char *password_hash(void *owner, const char *password) RETURNS_NONNULL;
bool password_verify(const char *hash, const char *password);

/* Was it made at another cost than password_hash() takes now? */
bool password_is_outdated(const char *hash);

#endif
