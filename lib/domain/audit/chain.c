/* Sealing the trail, and reading it against its seals. */
#include "domain/audit/chain.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "base/time.h"
#include "db/tx.h"
#include "domain/audit/audit_store.h"

enum {
	HASH_TEXT_BYTES = 2 * SECRET_HASH_BYTES,
	ROW_TEXT_MAX = 16384, /* all columns, four bytes a character */
	SEAL_TEXT_MAX = (AUDIT_BATCH + 2) * (HASH_TEXT_BYTES + 32), /* "id hash" a line */
};

/* --- Hashes ----------------------------------------------------------------------------------- */

static void add_hex(struct str *s, struct bytes hash)
{
	const uint8_t *bytes = hash.data;

	for (size_t i = 0; i < hash.len; i++)
		str_addf(s, "%02x", bytes[i]);
}

/* Each value with its length in front, so that no two rows have one text. */
static void add_value(struct str *s, const char *value)
{
	if (value)
		str_addf(s, "%zu:%s,", strlen(value), value);
	else
		str_add(s, "-,");
}

static struct bytes hash_text(void *owner, const struct str *s)
{
	uint8_t *hash = mem_array(owner, uint8_t, SECRET_HASH_BYTES);

	if (s->overflow)
		BUG("the text to be hashed is too long");
	secret_hash(s->text, hash);
	return (struct bytes){hash, SECRET_HASH_BYTES};
}

static struct bytes row_hash(void *owner, const struct audit_entry *row)
{
	struct str s;

	str_init(&s, owner, ROW_TEXT_MAX);
	str_addf(&s, "%" PRIu64 ",%" PRId64 ",", row->id, row->at);
	add_value(&s, row->actor);
	add_value(&s, row->action);
	add_value(&s, row->subject);
	add_value(&s, row->before);
	add_value(&s, row->after);
	add_value(&s, row->request_id);
	add_value(&s, row->trace_id);
	return hash_text(owner, &s);
}

static struct bytes seal_hash(void *owner, uint64_t id, struct bytes prev,
			      const struct leaf_row *leaves, size_t n)
{
	struct str s;

	str_init(&s, owner, SEAL_TEXT_MAX);
	str_addf(&s, "%" PRIu64 " ", id);
	add_hex(&s, prev);
	for (size_t i = 0; i < n; i++) {
		str_addf(&s, "\n%" PRIu64 " ", leaves[i].audit_id);
		add_hex(&s, leaves[i].hash);
	}
	return hash_text(owner, &s);
}

static bool same(struct bytes a, struct bytes b)
{
	return a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
}

static const uint8_t zero[SECRET_HASH_BYTES];
static const struct bytes no_hash = {zero, sizeof(zero)};

/* --- Sealing ---------------------------------------------------------------------------------- */

struct sealing {
	void *mem;
	const struct lease *lease;
	size_t sealed;
};

/* The seal before: the zeroth has no rows and a hash of zeros. */
static enum rc last_seal(struct db *db, void *mem, struct seal_row *out, struct err *e)
{
	enum rc rc = seal_find_last(db, mem, out, e);

	if (rc != RC_NOT_FOUND)
		return rc;
	err_clear(e);
	*out = (struct seal_row){.hash = no_hash};
	return RC_OK;
}

/* A transaction may commit after one with higher ids was sealed: a day is more than any lives. */
static int64_t unsealed_since(const struct seal_row *last)
{
	return last->id ? last->last_at - TIME_DAY_MS : 0;
}

static enum rc seal_rows(struct db *db, const struct sealing *s, const struct seal_row *last,
			 const struct audit_entry *rows, struct err *e)
{
	const size_t n = s->sealed;
	struct leaf_row *leaves = mem_array(s->mem, struct leaf_row, n);

	for (size_t i = 0; i < n; i++)
		leaves[i] = (struct leaf_row){.audit_id = rows[i].id,
					      .seal_id = last->id + 1,
					      .hash = row_hash(s->mem, &rows[i])};
	const struct seal_row seal = {
	    .id = last->id + 1,
	    .first_id = rows[0].id,
	    .last_id = rows[n - 1].id,
	    .last_at = rows[n - 1].at,
	    .leaves = n,
	    .prev_hash = last->hash,
	    .hash = seal_hash(s->mem, last->id + 1, last->hash, leaves, n),
	};
	return seal_insert(db, &seal, e) ? e->rc : leaf_insert(db, leaves, n, e);
}

static enum rc seal_body(struct db *db, void *arg, struct err *e)
{
	struct sealing *s = arg;
	struct audit_entry *rows;
	struct seal_row last;

	if (lease_fence(db, s->lease, e) || last_seal(db, s->mem, &last, e) ||
	    audit_list_unsealed(db, s->mem, unsealed_since(&last), &rows, &s->sealed, e) ||
	    !s->sealed)
		return e->rc;
	return seal_rows(db, s, &last, rows, e);
}

enum rc chain_seal(struct db *db, const struct lease *lease, size_t *sealed, struct err *e)
{
	struct sealing s = {.mem = mem_context(db, "seal"), .lease = lease};
	enum rc rc = tx_run(db, seal_body, &s, e);

	*sealed = rc ? 0 : s.sealed;
	mem_free(s.mem);
	return rc;
}

enum rc chain_head(struct db *db, struct chain_head *out, struct err *e)
{
	void *mem = mem_context(db, "head");
	struct seal_row last;
	struct str s;
	enum rc rc = last_seal(db, mem, &last, e);

	if (!rc) {
		str_init(&s, mem, HASH_TEXT_BYTES);
		add_hex(&s, last.hash);
		*out =
		    (struct chain_head){.seal_id = last.id, .last_id = last.last_id, .at = last.at};
		memcpy(out->hash, s.text, sizeof(out->hash));
	}
	mem_free(mem);
	return rc;
}

/* --- Verifying -------------------------------------------------------------------------------- */

struct reading {
	struct db *db;
	void *owner;
	struct chain_report *report;
	struct seal_row prev;
	const struct chain_reading *how;
	bool head_seen;
};

PRINTF(2, 3) static void fault(struct reading *r, const char *fmt, ...)
{
	struct chain_report *report = r->report;
	va_list ap;

	va_start(ap, fmt);
	if (report->faults < CHAIN_FAULTS_MAX)
		report->fault_texts[report->faults] = mem_vprintf(r->owner, fmt, ap);
	va_end(ap);
	report->faults++;
}

static void check_leaf(struct reading *r, void *mem, const struct leaf_row *leaf)
{
	const struct audit_entry *row = &leaf->row;

	r->report->rows++;
	if (!row->id)
		fault(r, "row %" PRIu64 " of seal %" PRIu64 " was deleted", leaf->audit_id,
		      leaf->seal_id);
	else if (!same(row_hash(mem, row), leaf->hash))
		fault(r, "row %" PRIu64 " (now: %s %s by %s) was altered after it had been sealed",
		      row->id, row->action, row->subject, row->actor);
}

static void check_link(struct reading *r, const struct seal_row *seal)
{
	if (seal->id != r->prev.id + 1)
		fault(r, "seal %" PRIu64 " was deleted", r->prev.id + 1);
	else if (!same(seal->prev_hash, r->prev.hash))
		fault(r, "seal %" PRIu64 " does not follow from the one before", seal->id);
}

static bool is_head(const char *head, void *mem, struct bytes hash)
{
	struct str s;

	str_init(&s, mem, HASH_TEXT_BYTES);
	add_hex(&s, hash);
	return str_eq(head, s.text);
}

static enum rc check_seal(struct reading *r, void *mem, const struct seal_row *seal, struct err *e)
{
	struct leaf_row *leaves;
	size_t n;

	if (leaf_list(r->db, mem, seal->id, &leaves, &n, e))
		return e->rc;
	check_link(r, seal);
	for (size_t i = 0; i < n; i++)
		check_leaf(r, mem, &leaves[i]);
	/* More than a seal can have would be too long to hash. */
	if (n != seal->leaves || n > AUDIT_BATCH ||
	    !same(seal_hash(mem, seal->id, seal->prev_hash, leaves, n), seal->hash))
		fault(r,
		      "seal %" PRIu64 " (rows %" PRIu64 " to %" PRIu64
		      ") does not fit its %zu leaves: they or the seal were altered",
		      seal->id, seal->first_id, seal->last_id, n);
	r->head_seen |= r->how->head && is_head(r->how->head, mem, seal->hash);
	r->report->seals++;
	return r->how->beat ? r->how->beat(r->how->beat_arg, e) : RC_OK;
}

/* Two contexts in turn: the hash of one seal is needed until the next has been read. */
static enum rc check_seals(struct reading *r, void *mem, struct err *e)
{
	void *kept = mem_context(mem, "seal");

	for (;;) {
		void *step = mem_context(mem, "seal");
		struct seal_row seal = {0};
		enum rc rc = seal_find_next(r->db, step, r->prev.id, &seal, e);
		if (rc == RC_NOT_FOUND) {
			err_clear(e);
			return RC_OK;
		}
		if (rc || check_seal(r, step, &seal, e))
			return e->rc;
		r->prev = seal;
		mem_free(kept);
		kept = step;
	}
}

/* What no seal says: rows slipped in with an old date, and the end of the chain cut off. */
static enum rc check_rest(struct reading *r, void *mem, struct err *e)
{
	struct chain_check last = {0};
	uint64_t id;
	enum rc rc = audit_find_stray(r->db, mem, &id, e);

	if (rc && rc != RC_NOT_FOUND)
		return rc;
	err_clear(e);
	if (!rc)
		fault(r, "row %" PRIu64 " was slipped in later: no seal covers it", id);
	if (chain_check_last(r->db, mem, &last, e))
		return e->rc;
	if (last.seal_id > r->prev.id)
		fault(r, "seals %" PRIu64 " to %" PRIu64 " were deleted", r->prev.id + 1,
		      last.seal_id);
	if (r->how->head && !r->head_seen)
		fault(r, "the head %.64s is not in the chain", r->how->head);
	return RC_OK;
}

enum rc chain_verify(struct db *db, void *owner, const struct chain_reading *how,
		     struct chain_report *out, struct err *e)
{
	void *mem = mem_context(NULL, "verify");
	struct reading r = {
	    .db = db, .owner = owner, .report = out, .prev = {.hash = no_hash}, .how = how};

	*out = (struct chain_report){0};
	enum rc rc = check_seals(&r, mem, e);
	if (!rc)
		rc = check_rest(&r, mem, e);
	mem_free(mem);
	return rc;
}
