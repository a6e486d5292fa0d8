/* Terms of an account as a whole: how it stands, choosing, reading anew. */
#include "domain/terms/terms_store.h"

#include "base/mem.h"
#include "db/tx.h"
#include "domain/audit/audit.h"

enum rc term_lists(struct db *db, void *mem, uint64_t account_id, struct term_lists *out,
		   struct err *e)
{
	for (size_t k = 0; k < TERM_CHOSEN_KINDS; k++)
		if (term_list(db, mem, account_id, (enum term_kind)k, &out->of[k], e))
			return e->rc;
	return RC_OK;
}

enum rc terms_standing(struct db *db, void *mem, uint64_t account_id, struct terms_standing *out,
		       struct err *e)
{
	if (seller_terms_load(db, mem, account_id, &out->chosen, e) ||
	    term_lists(db, mem, account_id, &out->lists, e))
		return e->rc;
	out->n_blockers = terms_blockers(&out->chosen, &out->lists, out->blockers);
	return RC_OK;
}

/* ---- Choosing -------------------------------------------------------------------------------- */

struct saving {
	void *mem;
	const struct seller_terms *s;
	const char *actor;
};

static const char *name_of(const struct term_lists *lists, size_t kind, const char *id)
{
	const struct term_row *row = term_of(&lists->of[kind], id);

	return row ? row->t.name : str_or(id, "-");
}

/* For the trail: names as people know them, and what else was chosen. */
static const char *in_words(void *mem, const struct seller_terms *s, const struct term_lists *lists)
{
	struct str out;

	str_init(&out, mem, AUDIT_VALUE_MAX);
	for (size_t k = 0; k < TERM_CHOSEN_KINDS; k++)
		str_addf(&out, "%s; ", name_of(lists, k, s->term_ids[k]));
	str_addf(&out, "%s; %s; %s %s, %s %s", str_or(s->handling, "-"), str_or(s->invoice, "-"),
		 str_or(s->post_code, "-"), str_or(s->city, "-"), str_or(s->province, "-"),
		 str_or(s->country, "-"));
	return out.text;
}

static enum rc save_body(struct db *db, void *arg, struct err *e)
{
	const struct saving *g = arg;
	struct seller_terms was;
	struct term_lists lists;

	if (seller_terms_load(db, g->mem, g->s->account_id, &was, e) ||
	    term_lists(db, g->mem, g->s->account_id, &lists, e))
		return e->rc;
	const char *fault = seller_terms_fault(g->s, &lists);
	if (fault)
		return err_set(e, RC_INVALID, "%s cannot be chosen so", fault);
	const struct audit_entry entry = {
	    .actor = g->actor,
	    .action = "terms.chosen",
	    .subject = audit_subject(g->mem, "account", g->s->account_id),
	    .before = was.version ? in_words(g->mem, &was, &lists) : NULL,
	    .after = in_words(g->mem, g->s, &lists),
	};
	return seller_terms_write(db, g->s, g->actor, e) ? e->rc : audit_add(db, &entry, e);
}

enum rc seller_terms_save(struct db *db, const struct seller_terms *s, const char *actor,
			  struct err *e)
{
	struct saving g = {mem_context(db, "terms"), s, actor};
	enum rc rc = tx_run(db, save_body, &g, e);

	mem_free(g.mem);
	return rc;
}

/* ---- Reading anew ---------------------------------------------------------------------------- */

struct renewing {
	void *mem;
	uint64_t account_id;
	const char *actor;
};

static enum rc renew_body(struct db *db, void *arg, struct err *e)
{
	const struct renewing *r = arg;
	const struct audit_entry entry = {
	    .actor = r->actor,
	    .action = "terms.wanted",
	    .subject = audit_subject(r->mem, "account", r->account_id),
	};

	return terms_renew_within(db, r->account_id, e) ? e->rc : audit_add(db, &entry, e);
}

enum rc terms_renew(struct db *db, uint64_t account_id, const char *actor, struct err *e)
{
	struct renewing r = {mem_context(db, "terms"), account_id, actor};
	enum rc rc = tx_run(db, renew_body, &r, e);

	mem_free(r.mem);
	return rc;
}
