/* Deciding, ending, taking back. */
#include "domain/mapping/decision_store.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/mapping/brand_key.h"

#include <string.h>
#include <unistr.h>

const char *const decision_kind_names[DECISION_KINDS + 1] = {
    [DECISION_CATEGORY] = "category", [DECISION_PARAM] = "param",     [DECISION_VALUE] = "value",
    [DECISION_BRAND] = "brand",	      [DECISION_PRODUCT] = "product", [DECISION_OFFER] = "offer",
};

const char *decision_part(void *owner, const char *subject, size_t i)
{
	for (; i && *subject; i--) {
		subject += strcspn(subject, "\t");
		subject += *subject == '\t';
	}
	return mem_strndup(owner, subject, strcspn(subject, "\t"));
}

struct acting {
	void *mem;
	const struct decision *at;
	size_t n;
	uint64_t id;
	const char *actor;
	bool back; /* what was replaced holds again */
};

/* What is decided is worth as much to a person as to the code: tabs become slashes. */
static const char *subject_words(void *mem, const struct decision *d)
{
	char *words = d->product_id ? mem_printf(mem, "product:%llu %s",
						 (unsigned long long)d->product_id, d->subject)
				    : mem_printf(mem, "%s:%s", d->kind, d->subject);

	for (char *p = words; *p; p++)
		if (*p == '\t')
			*p = '/';
	return str_head(mem, words, AUDIT_SUBJECT_MAX);
}

enum touch_kind decision_touches(void *mem, const struct decision *d, const char **subject)
{
	*subject = decision_part(mem, d->subject, 0);
	if (d->product_id)
		return TOUCH_PRODUCT;
	if (str_eq(d->kind, decision_kind_names[DECISION_CATEGORY]))
		return TOUCH_SHOP;
	if (str_eq(d->kind, decision_kind_names[DECISION_VALUE]))
		return TOUCH_PARAM;
	if (str_eq(d->kind, decision_kind_names[DECISION_BRAND])) {
		*subject = brand_key(mem, d->subject);
		return TOUCH_BRAND;
	}
	if (str_eq(d->kind, decision_kind_names[DECISION_PARAM]) && **subject)
		return TOUCH_CATEGORY;
	*subject = "";
	return TOUCH_ALL;
}

static enum rc touch(struct db *db, void *mem, const struct decision *d, struct err *e)
{
	const char *subject;
	const enum touch_kind kind = decision_touches(mem, d, &subject);

	return kind == TOUCH_PRODUCT
		   ? ready_touch_products(db, d->environment, &d->product_id, 1, e)
		   : ready_touch(db, d->environment, d->account_id, kind, subject, e);
}

/* The audit row and the touch, of one that begins to hold instead of another (either may be NULL).
 */
static enum rc tell(struct db *db, void *mem, const char *actor, const struct decision *was,
		    const struct decision *is, struct err *e)
{
	const struct decision *d = is ? is : was;
	const struct audit_entry entry = {
	    .actor = actor,
	    .action = mem_printf(mem, "mapping.%s", d->kind),
	    .subject = subject_words(mem, d),
	    .before = was ? str_or(was->value, "-") : NULL,
	    .after = is ? str_or(is->value, "-") : NULL,
	};

	return audit_add(db, &entry, e) ? e->rc : touch(db, mem, d, e);
}

static bool is_same(const struct decision *a, const struct decision *b)
{
	return a->place == b->place && !a->value == !b->value &&
	       (!a->value || str_eq(a->value, b->value));
}

static enum rc make_one(struct db *db, void *mem, const struct decision *d, struct err *e)
{
	struct decision was = {0};
	struct decision is = *d;

	if (decision_lock(db, mem, d, &was, e) == RC_NOT_FOUND)
		err_clear(e);
	else if (e->rc)
		return e->rc;
	if (was.id && is_same(&was, d))
		return RC_OK;
	if (was.id != d->replaces)
		return err_set(e, RC_CONFLICT, "somebody else decided this meanwhile");
	if (was.id && decision_close(db, was.id, d->made_by, e))
		return e->rc;
	is.replaces = was.id;
	if (decision_insert(db, &is, e))
		return e->rc;
	return tell(db, mem, d->made_by, was.id ? &was : NULL, d, e);
}

static enum rc make_all(struct db *db, void *arg, struct err *e)
{
	const struct acting *a = arg;

	for (size_t i = 0; i < a->n; i++)
		if (make_one(db, a->mem, &a->at[i], e))
			return e->rc;
	return RC_OK;
}

static enum rc run(struct db *db, tx_body body, struct acting *a, struct err *e)
{
	a->mem = mem_context(NULL, "decide");
	enum rc rc = tx_run(db, body, a, e);
	mem_free(a->mem);
	return rc;
}

static bool is_longer(const char *s, size_t chars)
{
	return u8_mbsnlen((const uint8_t *)s, strlen(s)) > chars;
}

enum rc decisions_make(struct db *db, const struct decision *at, size_t n, struct err *e)
{
	struct acting a = {.at = at, .n = n};

	if (n > DECISIONS_AT_ONCE)
		return err_set(e, RC_INVALID, "more than %d decisions at once", DECISIONS_AT_ONCE);
	for (size_t i = 0; i < n; i++)
		if (is_longer(at[i].subject, DECISION_SUBJECT_MAX) ||
		    is_longer(at[i].applies_if, DECISION_CONDITION_MAX) ||
		    strlen(str_or(at[i].value, "")) > DECISION_VALUE_MAX)
			return err_set(e, RC_INVALID, "too long to be decided");
	return run(db, make_all, &a, e);
}

/* What is ended may itself have been brought back: then replaces leads to it, and on. */
static enum rc end(struct db *db, void *arg, struct err *e)
{
	const struct acting *a = arg;
	struct decision was;
	struct decision before = {0};

	if (decision_find(db, a->mem, a->id, &was, e) || decision_close(db, a->id, a->actor, e))
		return e->rc;
	if (!a->back || !was.replaces)
		return tell(db, a->mem, a->actor, &was, NULL, e);
	if (decision_find(db, a->mem, was.replaces, &before, e))
		return e->rc;
	before.made_by = a->actor;
	if (decision_insert(db, &before, e))
		return e->rc;
	return tell(db, a->mem, a->actor, &was, &before, e);
}

enum rc decision_end(struct db *db, uint64_t id, const char *actor, struct err *e)
{
	struct acting a = {.id = id, .actor = actor};

	return run(db, end, &a, e);
}

enum rc decision_undo(struct db *db, uint64_t id, const char *actor, struct err *e)
{
	struct acting a = {.id = id, .actor = actor, .back = true};

	return run(db, end, &a, e);
}
