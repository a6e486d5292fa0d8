/* Keeping, arming, ending and taking back price rules: each one transaction. */
#include "domain/pricing/pricing.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/pricing/pricing_store.h"

#include <string.h>
#include <unistr.h>

struct acting {
	void *mem;
	const struct price_version *at; /* to be kept */
	uint64_t id;			/* of the version that is acted on */
	enum price_switch to;
	const char *actor;
	bool back;	 /* what was replaced holds again */
	uint64_t number; /* out */
};

/* ---- The trail ------------------------------------------------------------------------------- */

static const char *for_whom(void *mem, const struct price_scope *s)
{
	return mem_printf(mem, "account %llu, offer %s, brand %s, shop %s, category %s, market %s",
			  (unsigned long long)s->account_id, s->offer_id, s->brand,
			  s->shop_category, s->category_id, s->market);
}

static const char *number_text(void *mem, int64_t n)
{
	return n == PRICE_NONE ? "-" : mem_printf(mem, "%lld", (long long)n);
}

/* Every word of it, so that the trail tells what held when. */
static const char *trail_text(void *mem, const struct price_version *v)
{
	const struct price_rule *r = &v->rule;

	return mem_printf(
	    mem,
	    "%s: %s; %s of %s, rate %lld, add %lld, fixed %lld, ending %s %s, floor %s, ceiling "
	    "%s, margin %s, %s; alone %lld offers, change %lld; %s",
	    v->name, v->armed ? "armed" : "off", price_way_names[r->way], price_base_names[r->base],
	    (long long)r->rate, (long long)r->add, (long long)r->fixed,
	    price_ending_names[r->ending], price_direction_names[r->direction],
	    number_text(mem, r->floor), number_text(mem, r->ceiling),
	    number_text(mem, r->min_margin), r->currency, (long long)v->auto_offers,
	    (long long)v->auto_change, for_whom(mem, &v->scope));
}

/* Of one that begins to hold instead of another; either may be NULL. */
static enum rc tell(struct db *db, struct acting *a, const struct price_version *was,
		    const struct price_version *is, struct err *e)
{
	const struct audit_entry entry = {
	    .actor = a->actor,
	    .action = "pricing.rule",
	    .subject = audit_subject(a->mem, "price-rule", a->number),
	    .before = was ? trail_text(a->mem, was) : NULL,
	    .after = is ? trail_text(a->mem, is) : NULL,
	};

	return audit_add(db, &entry, e);
}

/* ---- Bodies ---------------------------------------------------------------------------------- */

static enum rc insert(struct db *db, struct acting *a, struct price_version *v, struct err *e)
{
	uint64_t id = 0;

	v->made_by = a->actor;
	if (price_version_insert(db, v, &id, e))
		return e->rc == RC_CONFLICT
			   ? err_set(e, RC_CONFLICT, "another rule is for the same offers")
			   : e->rc;
	a->number = v->number ? v->number : id;
	return RC_OK;
}

/* The version that is acted on, which holds until then. */
static enum rc close_old(struct db *db, struct acting *a, uint64_t id, struct price_version *was,
			 struct err *e)
{
	if (price_version_lock(db, a->mem, id, was, e) || price_version_close(db, id, a->actor, e))
		return e->rc;
	a->number = was->number;
	return RC_OK;
}

static enum rc keep_new(struct db *db, struct acting *a, struct err *e)
{
	struct price_version v = *a->at;
	int64_t n = 0;

	if (price_rules_count(db, v.environment, &n, e))
		return e->rc;
	if (n >= PRICE_RULES_MAX)
		return err_set(e, RC_INVALID, "more than %d price rules", PRICE_RULES_MAX);
	v.number = 0;
	v.armed = 0;
	return insert(db, a, &v, e) ? e->rc : tell(db, a, NULL, &v, e);
}

static enum rc keep(struct db *db, void *arg, struct err *e)
{
	struct acting *a = arg;
	struct price_version was;
	struct price_version v = *a->at;

	if (!v.replaces)
		return keep_new(db, a, e);
	if (close_old(db, a, v.replaces, &was, e))
		return e->rc;
	v.number = was.number;
	v.armed = 0;
	return insert(db, a, &v, e) ? e->rc : tell(db, a, &was, &v, e);
}

static enum rc turn(struct db *db, void *arg, struct err *e)
{
	struct acting *a = arg;
	struct price_version was;
	struct price_version v;

	if (close_old(db, a, a->id, &was, e))
		return e->rc;
	if (was.is_broken)
		return err_set(e, RC_CONFLICT, "this rule cannot be read");
	v = was;
	v.replaces = was.id;
	v.armed = a->to == PRICE_ARMED;
	return insert(db, a, &v, e) ? e->rc : tell(db, a, &was, &v, e);
}

/* What comes back may itself have been brought back: its replaces leads on. */
static enum rc end(struct db *db, void *arg, struct err *e)
{
	struct acting *a = arg;
	struct price_version was;
	struct price_version before;

	if (close_old(db, a, a->id, &was, e))
		return e->rc;
	if (!a->back || !was.replaces)
		return tell(db, a, &was, NULL, e);
	if (price_version_lock(db, a->mem, was.replaces, &before, e))
		return e->rc;
	return insert(db, a, &before, e) ? e->rc : tell(db, a, &was, &before, e);
}

static enum rc run(struct db *db, tx_body body, struct acting *a, struct err *e)
{
	a->mem = mem_context(NULL, "price rule");
	enum rc rc = tx_run(db, body, a, e);
	mem_free(a->mem);
	return rc;
}

/* ---- Acts ------------------------------------------------------------------------------------ */

static bool is_longer(const char *s, size_t chars)
{
	return u8_mbsnlen((const uint8_t *)s, strlen(s)) > chars;
}

static bool is_sound(const struct price_version *v)
{
	return !str_empty(v->name) && !is_longer(v->name, PRICE_NAME_MAX) &&
	       strlen(v->rule.currency) == 3 && price_rule_fault(&v->rule) == PRICE_FAULTLESS &&
	       v->auto_offers >= 0 && v->auto_offers <= PRICE_AUTO_OFFERS_MAX &&
	       v->auto_change >= 0 && v->auto_change <= PRICE_AUTO_CHANGE_MAX;
}

enum rc price_rule_keep(struct db *db, const struct price_version *v, uint64_t *number,
			struct err *e)
{
	struct acting a = {.at = v, .actor = v->made_by};

	if (!is_sound(v))
		return err_set(e, RC_INVALID, "this rule makes no sense");
	if (run(db, keep, &a, e))
		return e->rc;
	*number = a.number;
	return RC_OK;
}

enum rc price_rule_switch(struct db *db, uint64_t id, enum price_switch to, const char *actor,
			  struct err *e)
{
	struct acting a = {.id = id, .to = to, .actor = actor};

	return run(db, turn, &a, e);
}

enum rc price_rule_end(struct db *db, uint64_t id, const char *actor, struct err *e)
{
	struct acting a = {.id = id, .actor = actor};

	return run(db, end, &a, e);
}

enum rc price_rule_undo(struct db *db, uint64_t id, const char *actor, struct err *e)
{
	struct acting a = {.id = id, .actor = actor, .back = true};

	return run(db, end, &a, e);
}
