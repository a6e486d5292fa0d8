/* Both sides of offers, read and held against each other. */
#include "domain/offers/difference_store.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/offer_draft.h"

/* ---- As they were found last ----------------------------------------------------------------- */

size_t diff_rows_of_one(const struct diff_row *rows, size_t n)
{
	size_t some = 0;

	while (some < n && str_eq(rows[some].offer_id, rows->offer_id))
		some++;
	return some;
}

const struct diff_row *diff_rows_find(const struct diff_row *rows, size_t n, const char *offer_id,
				      size_t *some)
{
	size_t low = 0, high = n;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (strcmp(rows[middle].offer_id, offer_id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*some = low < n && str_eq(rows[low].offer_id, offer_id)
		    ? diff_rows_of_one(&rows[low], n - low)
		    : 0;
	return &rows[low];
}

unsigned diff_open_groups(const struct diff_row *rows, size_t n)
{
	unsigned groups = 0;

	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].state, diff_state_names[DIFF_OPEN]) &&
		    !str_eq(rows[i].rule, diff_rule_names[DIFF_LEAVE]) &&
		    offer_group_of(rows[i].group) < OFFER_GROUPS)
			groups |= GROUP_BIT(offer_group_of(rows[i].group));
	return groups;
}

static void keep_mark(const char *mark, char out[DIFF_MARK_SIZE])
{
	const size_t n = strlen(mark);

	memcpy(out, mark, n < DIFF_MARK_SIZE ? n + 1 : DIFF_MARK_SIZE);
	out[DIFF_MARK_SIZE - 1] = '\0';
}

/* In the order of the groups, as offer_differences() has them. */
size_t diff_marks_of(const struct diff_row *rows, size_t n, struct difference out[OFFER_GROUPS])
{
	size_t used = 0;

	for (int g = 0; g < OFFER_GROUPS; g++)
		for (size_t i = 0; i < n; i++) {
			if (!str_eq(rows[i].group, offer_group_names[g]))
				continue;
			struct difference *d = &out[used++];
			d->group = (enum offer_group)g;
			keep_mark(rows[i].ours_mark, d->marks.ours);
			keep_mark(rows[i].theirs_mark, d->marks.theirs);
			keep_mark(rows[i].shown_mark, d->marks.shown);
		}
	return used;
}

/* ---- As they are now ------------------------------------------------------------------------- */

enum rc compare_begin(struct db *db, void *mem, uint64_t account_id, struct compare_base **out,
		      struct err *e)
{
	struct compare_base *base = mem_zero(mem, struct compare_base);

	base->db = db;
	base->account_id = account_id;
	*out = base;
	if (account_find(db, base, account_id, &base->account, e) ||
	    look_begin(db, base, &base->account, &base->looks, e))
		return e->rc;
	return seller_terms_load(db, base, account_id, &base->terms, e);
}

static const struct look *look_of(const struct look *looks, size_t n, uint64_t product_id)
{
	for (size_t i = 0; i < n; i++)
		if (looks[i].product.p.id == product_id)
			return &looks[i];
	return NULL;
}

/* A document that cannot be read says nothing. */
static void compare(struct compare_base *base, void *mem, const struct look *look,
		    struct comparison *c)
{
	struct category_params params = {0};
	struct err ignored = {0};

	if (!c->key.raw || offer_body_read(mem, c->key.raw, &c->theirs, &ignored))
		return;
	if (look->category) {
		params.n = look->category->n_params;
		params.at = mem_array(mem, struct category_param, params.n + 1);
		memcpy(params.at, look->category->params, params.n * sizeof(*params.at));
	}
	offer_draft(mem, &look->subject, &look->ready, &base->terms, &c->ours);
	c->is_known = true;
	c->n = offer_differences(mem, &c->ours, &c->theirs, &params, c->at);
}

enum rc compare_all(struct compare_base *base, void *mem, const struct compared *keys, size_t n,
		    struct comparison **out, struct err *e)
{
	uint64_t *ids = mem_array(mem, uint64_t, n + 1);
	struct look *looks;
	size_t n_looks;

	*out = mem_array(mem, struct comparison, n + 1);
	for (size_t i = 0; i < n; i++)
		ids[i] = keys[i].product_id;
	if (look_many(base->looks, mem, ids, n, &looks, &n_looks, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		struct comparison *c = &(*out)[i];
		const struct look *look = look_of(looks, n_looks, keys[i].product_id);

		*c = (struct comparison){.key = keys[i]};
		if (look)
			compare(base, mem, look, c);
	}
	return RC_OK;
}

enum rc compare_one(struct db *db, void *mem, uint64_t account_id, const char *offer_id,
		    struct comparison *out, struct err *e)
{
	const struct offer_keys keys = {account_id, &offer_id, 1};
	struct compare_base *base;
	struct comparison *found;
	struct compared *rows;
	size_t n;

	if (compare_these(db, mem, &keys, &rows, &n, e))
		return e->rc;
	if (!n)
		return err_set(e, RC_NOT_FOUND, "offer %s follows no single product", offer_id);
	if (compare_begin(db, mem, account_id, &base, e) ||
	    compare_all(base, mem, rows, 1, &found, e))
		return e->rc;
	*out = *found;
	return RC_OK;
}
