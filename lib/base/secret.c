/* Guarded memory, sealing, random texts and password hashes; all of it libsodium's. */
#include "base/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"

enum {
	ENVELOPE_BARE = 1,    /* additional data: the context */
	ENVELOPE_VERSION = 2, /* and before it version and key id */
	KEY_ID = 1,
	NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	MARK_BYTES = 2, /* version and key id */
	HEAD_BYTES = MARK_BYTES + NONCE_BYTES,
	FILE_MAX = 4096, /* a password or a key, not a document */
};

/* Interactive cost: 64 MiB and two passes, about 0.1 s (RELIABILITY M15). */
#define PASSWORD_OPS crypto_pwhash_OPSLIMIT_INTERACTIVE
#define PASSWORD_MEM crypto_pwhash_MEMLIMIT_INTERACTIVE

struct secret {
	size_t len;
	char *text; /* sodium_malloc */
};

struct seal_key {
	unsigned char *key; /* sodium_malloc, SEAL_KEY_BYTES */
};

/* The leak checker of a sanitized build traces its own process. */
#if defined(__SANITIZE_ADDRESS__)
#define DUMPABLE 1
#else
#define DUMPABLE 0
#endif

/* A core would hold what the heap holds; where a program takes cores whatever their limit, the
 * second word keeps it out, and strangers of the same user with it. */
static bool leaves_no_core(void)
{
	return !setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0}) &&
	       !prctl(PR_SET_DUMPABLE, DUMPABLE, 0, 0, 0);
}

void secret_init(void)
{
	if (sodium_init() < 0 || !leaves_no_core()) {
		log_error("libsodium cannot start, or cores cannot be forbidden");
		exit(EXIT_FAILURE);
	}
}

static int secret_destroy(struct secret *s)
{
	sodium_free(s->text);
	return 0;
}

static int seal_key_destroy(struct seal_key *k)
{
	sodium_free(k->key);
	return 0;
}

static void *guarded(size_t n)
{
	void *p = sodium_malloc(n);

	if (!p)
		mem_exhausted();
	return p;
}

struct secret *secret_new(void *owner, const char *text, size_t len)
{
	struct secret *s = mem_zero(owner, struct secret);

	s->text = guarded(len + 1);
	s->len = len;
	if (len)
		memcpy(s->text, text, len);
	s->text[len] = '\0';
	talloc_set_destructor(s, secret_destroy);
	return s;
}

const char *secret_text(const struct secret *s)
{
	return s->text;
}

size_t secret_len(const struct secret *s)
{
	return s->len;
}

bool secret_eq(const struct secret *a, const struct secret *b)
{
	return a->len == b->len && sodium_memcmp(a->text, b->text, a->len) == 0;
}

void secret_wipe(void *data, size_t len)
{
	sodium_memzero(data, len);
}

/* Refuses files that others may read before reading a byte of them. */
static enum rc open_private(const char *path, int *fd, struct err *e)
{
	struct stat st;

	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (*fd < 0)
		return err_set(e, RC_IO, "cannot open secret file %s: %s", path, strerror(errno));
	if (fstat(*fd, &st) == 0 && S_ISREG(st.st_mode) && !(st.st_mode & (S_IRWXO | S_IWGRP)))
		return RC_OK;
	(void)close(*fd);
	return err_set(e, RC_DENIED, "secret file %s can be read by others; run: chmod 600 %s",
		       path, path);
}

enum rc secret_read_file(void *owner, const char *path, struct secret **out, struct err *e)
{
	char buf[FILE_MAX];
	int fd;

	if (open_private(path, &fd, e))
		return e->rc;
	ssize_t n = read(fd, buf, sizeof(buf));
	(void)close(fd);
	if (n < 0)
		return err_set(e, RC_IO, "cannot read secret file %s: %s", path, strerror(errno));
	size_t len = 0;
	while (len < (size_t)n && buf[len] != '\n' && buf[len] != '\r')
		len++;
	*out = secret_new(owner, buf, len);
	secret_wipe(buf, sizeof(buf));
	return len ? RC_OK : err_set(e, RC_INVALID, "secret file %s is empty", path);
}

enum rc seal_key_load(void *owner, const char *path, struct seal_key **out, struct err *e)
{
	struct secret *hex;
	size_t n;

	if (secret_read_file(owner, path, &hex, e))
		return e->rc;
	struct seal_key *k = mem_zero(owner, struct seal_key);
	k->key = guarded(SEAL_KEY_BYTES);
	talloc_set_destructor(k, seal_key_destroy);
	int bad = sodium_hex2bin(k->key, SEAL_KEY_BYTES, hex->text, hex->len, NULL, &n, NULL);
	bool whole = !bad && n == SEAL_KEY_BYTES && hex->len == (size_t)SEAL_KEY_BYTES * 2;
	mem_free(hex);
	if (!whole || sodium_is_zero(k->key, SEAL_KEY_BYTES)) {
		mem_free(k);
		return err_set(e, RC_INVALID, "key file %s must hold 64 hex digits, not all zero",
			       path);
	}
	*out = k;
	return RC_OK;
}

enum rc seal_key_create(const char *path, struct err *e)
{
	unsigned char key[SEAL_KEY_BYTES];
	char hex[SEAL_KEY_BYTES * 2 + 2];
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_set(e, RC_IO, "cannot create key file %s: %s", path, strerror(errno));
	randombytes_buf(key, sizeof(key));
	(void)sodium_bin2hex(hex, sizeof(hex), key, sizeof(key));
	hex[sizeof(hex) - 2] = '\n';
	bool bad = write(fd, hex, sizeof(hex) - 1) != (ssize_t)sizeof(hex) - 1 || fsync(fd);
	secret_wipe(key, sizeof(key));
	secret_wipe(hex, sizeof(hex));
	if (close(fd) || bad)
		return err_set(e, RC_IO, "cannot write key file %s: %s", path, strerror(errno));
	return RC_OK;
}

/* Version and key id are bound too: an envelope cannot be passed off as one of another key. */
static struct bytes additional(void *owner, const unsigned char *mark, const char *context)
{
	size_t skip = mark[0] == ENVELOPE_BARE ? MARK_BYTES : 0;
	size_t len = strlen(context);
	unsigned char *out = mem_array(owner, unsigned char, MARK_BYTES + len + 1);

	memcpy(out, mark, MARK_BYTES);
	memcpy(out + MARK_BYTES, context, len);
	return (struct bytes){out + skip, MARK_BYTES + len - skip};
}

struct bytes seal(void *owner, const struct seal_key *key, const char *context,
		  const struct secret *plain)
{
	size_t len = HEAD_BYTES + plain->len + TAG_BYTES;
	unsigned char *out = mem_array(owner, unsigned char, len);

	out[0] = ENVELOPE_VERSION;
	out[1] = KEY_ID;
	randombytes_buf(out + MARK_BYTES, NONCE_BYTES);
	struct bytes ad = additional(owner, out, context);
	(void)crypto_aead_xchacha20poly1305_ietf_encrypt(
	    out + HEAD_BYTES, NULL, (const unsigned char *)plain->text, plain->len, ad.data, ad.len,
	    NULL, out + MARK_BYTES, key->key);
	return (struct bytes){out, len};
}

enum rc seal_open(void *owner, const struct seal_key *key, const char *context, struct bytes sealed,
		  struct secret **out, struct err *e)
{
	const unsigned char *in = sealed.data;

	if (sealed.len < HEAD_BYTES + TAG_BYTES || in[0] < ENVELOPE_BARE ||
	    in[0] > ENVELOPE_VERSION || in[1] != KEY_ID)
		return err_set(e, RC_INVALID, "stored secret (%s) has an unknown envelope",
			       context);
	size_t len = sealed.len - HEAD_BYTES - TAG_BYTES;
	struct secret *s = secret_new(owner, NULL, 0);
	sodium_free(s->text);
	s->text = guarded(len + 1);
	s->len = len;
	s->text[len] = '\0';
	struct bytes ad = additional(s, in, context);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(
		(unsigned char *)s->text, NULL, NULL, in + HEAD_BYTES, sealed.len - HEAD_BYTES,
		ad.data, ad.len, in + MARK_BYTES, key->key)) {
		mem_free(s);
		return err_set(e, RC_INVALID,
			       "stored secret (%s) does not open with this key: wrong key file or "
			       "a row moved from elsewhere",
			       context);
	}
	*out = s;
	return RC_OK;
}

char *secret_random_text(void *owner, size_t bytes)
{
	unsigned char raw[64];
	size_t room =
	    sodium_base64_encoded_len(sizeof(raw), sodium_base64_VARIANT_URLSAFE_NO_PADDING);

	if (bytes > sizeof(raw))
		BUG("random text of %zu bytes", bytes);
	char *out = mem_array(owner, char, room);
	randombytes_buf(raw, bytes);
	(void)sodium_bin2base64(out, room, raw, bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	secret_wipe(raw, sizeof(raw));
	return out;
}

void secret_hash_bytes(struct bytes bytes, uint8_t out[SECRET_HASH_BYTES])
{
	(void)crypto_generichash(out, SECRET_HASH_BYTES, bytes.data, bytes.len, NULL, 0);
}

void secret_hash(const char *text, uint8_t out[SECRET_HASH_BYTES])
{
	secret_hash_bytes((struct bytes){text, strlen(text)}, out);
}

enum rc secret_hash_file(int fd, uint8_t out[SECRET_HASH_BYTES], struct err *e)
{
	unsigned char piece[16 * 1024];
	crypto_generichash_state state;
	ssize_t n;

	(void)crypto_generichash_init(&state, NULL, 0, SECRET_HASH_BYTES);
	while ((n = read(fd, piece, sizeof(piece))) != 0) {
		if (n < 0 && errno != EINTR)
			return err_set(e, RC_IO, "reading a file: %s", strerror(errno));
		if (n > 0)
			(void)crypto_generichash_update(&state, piece, (unsigned long long)n);
	}
	(void)crypto_generichash_final(&state, out, SECRET_HASH_BYTES);
	return RC_OK;
}

char *password_hash(void *owner, const char *password)
{
	char *out = mem_array(owner, char, crypto_pwhash_STRBYTES);

	if (crypto_pwhash_str(out, password, strlen(password), PASSWORD_OPS, PASSWORD_MEM))
		mem_exhausted();
	return out;
}

bool password_verify(const char *hash, const char *password)
{
	return crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}

bool password_is_outdated(const char *hash)
{
	return crypto_pwhash_str_needs_rehash(hash, PASSWORD_OPS, PASSWORD_MEM) != 0;
}
