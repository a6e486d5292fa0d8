/* Records of the token journal, written and found again. */
#include "domain/accounts/token_record.h"

#include <endian.h>
#include <sodium.h>
#include <string.h>

#include "base/mem.h"

enum {
	MAGIC_BYTES = 4,
	HEAD_BYTES = MAGIC_BYTES + 4,
	FIXED_BYTES = 4 * 8 + 3 * 4, /* of the body */
	SUM_BYTES = 16,		     /* crypto_generichash_BYTES_MIN */
	BODY_MAX = 32 * 1024,	     /* two envelopes of 8.3 kB and the scopes */
	/* Clocks of two hosts, and a clock that was set between two refreshes. */
	CLOCK_SLACK_MS = 10 * 60 * 1000,
};

static const char magic[MAGIC_BYTES + 1] = "KTJ1";

/* --- Writing ---------------------------------------------------------------------------------- */

static void add_u32(struct str *s, size_t value)
{
	uint32_t le = htole32((uint32_t)value);

	str_add_bytes(s, &le, sizeof(le));
}

static void add_u64(struct str *s, uint64_t value)
{
	uint64_t le = htole64(value);

	str_add_bytes(s, &le, sizeof(le));
}

static void add_body(struct str *s, const struct token_record *r)
{
	const char *scope = str_or(r->scope, "");

	add_u64(s, r->row.account_id);
	add_u64(s, r->row.gen);
	add_u64(s, (uint64_t)r->row.obtained_at);
	add_u64(s, (uint64_t)r->row.expires_at);
	add_u32(s, strlen(scope));
	add_u32(s, r->row.sealed_access.len);
	add_u32(s, r->row.sealed_refresh.len);
	str_add(s, scope);
	str_add_bytes(s, r->row.sealed_access.data, r->row.sealed_access.len);
	str_add_bytes(s, r->row.sealed_refresh.data, r->row.sealed_refresh.len);
}

struct bytes token_record_write(void *owner, const struct token_record *r)
{
	size_t body = FIXED_BYTES + strlen(str_or(r->scope, "")) + r->row.sealed_access.len +
		      r->row.sealed_refresh.len;
	unsigned char sum[SUM_BYTES];
	struct str s;

	if (body > BODY_MAX)
		BUG("a token record of %zu bytes", body);
	str_init(&s, owner, HEAD_BYTES + body + SUM_BYTES);
	str_add(&s, magic);
	add_u32(&s, body);
	add_body(&s, r);
	(void)crypto_generichash(sum, sizeof(sum), (const unsigned char *)s.text, s.len, NULL, 0);
	str_add_bytes(&s, sum, sizeof(sum));
	return (struct bytes){s.text, s.len};
}

/* --- Reading ---------------------------------------------------------------------------------- */

static uint32_t u32_at(const unsigned char *p)
{
	uint32_t le;

	memcpy(&le, p, sizeof(le));
	return le32toh(le);
}

static uint64_t u64_at(const unsigned char *p)
{
	uint64_t le;

	memcpy(&le, p, sizeof(le));
	return le64toh(le);
}

/* Bytes of the whole record that begins at p, 0 when it is not sound. */
static size_t sound(const unsigned char *p, size_t left)
{
	unsigned char sum[SUM_BYTES];

	if (left < HEAD_BYTES + FIXED_BYTES + SUM_BYTES || memcmp(p, magic, MAGIC_BYTES) != 0)
		return 0;
	size_t body = u32_at(p + MAGIC_BYTES);
	if (body < FIXED_BYTES || body > BODY_MAX || HEAD_BYTES + body + SUM_BYTES > left)
		return 0;
	(void)crypto_generichash(sum, sizeof(sum), p, HEAD_BYTES + body, NULL, 0);
	if (memcmp(sum, p + HEAD_BYTES + body, SUM_BYTES) != 0)
		return 0;
	const unsigned char *lengths = p + HEAD_BYTES + 4 * 8;
	uint64_t parts =
	    (uint64_t)u32_at(lengths) + u32_at(lengths + 4) + u32_at(lengths + 8) + FIXED_BYTES;
	return parts == body ? HEAD_BYTES + body + SUM_BYTES : 0;
}

static struct bytes copy(void *owner, const unsigned char *p, size_t len)
{
	return (struct bytes){mem_dup(owner, p, len), len};
}

static struct token_record take(void *owner, const unsigned char *p)
{
	const unsigned char *b = p + HEAD_BYTES;
	const size_t scope = u32_at(b + 4 * 8);
	const size_t access = u32_at(b + 4 * 8 + 4);
	const size_t refresh = u32_at(b + 4 * 8 + 8);
	const unsigned char *text = b + FIXED_BYTES;

	return (struct token_record){
	    .row =
		{
		    .account_id = u64_at(b),
		    .gen = u64_at(b + 8),
		    .obtained_at = (int64_t)u64_at(b + 16),
		    .expires_at = (int64_t)u64_at(b + 24),
		    .sealed_access = copy(owner, text + scope, access),
		    .sealed_refresh = copy(owner, text + scope + access, refresh),
		},
	    .scope = scope ? mem_strndup(owner, (const char *)text, scope) : NULL,
	};
}

void token_records_read(void *owner, struct bytes file, struct token_records *out)
{
	const unsigned char *p = file.data;
	size_t at = 0;

	*out = (struct token_records){0};
	while (at < file.len) {
		const unsigned char *next = memmem(p + at, file.len - at, magic, MAGIC_BYTES);
		if (!next)
			return;
		at = (size_t)(next - p);
		size_t len = sound(next, file.len - at);
		if (!len) {
			out->damaged++;
			at += MAGIC_BYTES;
			continue;
		}
		out->at = mem_grow(owner, out->at, struct token_record, out->n + 1);
		out->at[out->n++] = take(owner, next);
		at += len;
		out->end = at;
	}
}

/* --- Use -------------------------------------------------------------------------------------- */

enum token_use token_record_use(const struct token_record *r, const struct account *a,
				int64_t current_at)
{
	if (!a || r->row.gen < a->token_gen)
		return TOKEN_USE_DROP;
	if (str_eq(a->state, ACCOUNT_DISCONNECTED))
		return TOKEN_USE_REVOKE;
	if (r->row.gen == a->token_gen)
		return TOKEN_USE_KEEP;
	/* A database made anew counts from one again: its pair is younger than a journal left over
	 * from the old one. A database restored from a copy has an older pair. */
	if (current_at != TIME_NONE && r->row.obtained_at < current_at - CLOCK_SLACK_MS)
		return TOKEN_USE_DROP;
	return TOKEN_USE_MERGE;
}
