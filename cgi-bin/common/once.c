/* What several parts of one page ask for. */
#include "common/once.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/offers/automation.h"
#include "domain/users/user.h"

#include <string.h>

struct once {
	bool has_accounts;
	bool has_sync;
	bool lacks_sync; /* the gateway may not read orders */
	bool has_counts;
	bool has_names;
	struct account_list accounts;
	struct sync sync;
	int64_t counts[ORDER_VIEW_COUNT]; /* of all accounts */
	struct user_name *names;
	size_t n_names;
	bool has_rules;
	struct automation_row *rules;
	size_t n_rules;
};

static struct once *once_of(struct request *rq)
{
	if (!rq->kept)
		rq->kept = mem_zero(rq, struct once);
	return rq->kept;
}

enum rc once_sync(struct request *rq, struct sync *out, struct err *e)
{
	struct once *once = once_of(rq);

	if (once->lacks_sync)
		return err_set(e, RC_DENIED, "orders cannot be read");
	once->lacks_sync = !once->has_sync && sync_load(rq, &once->sync, e);
	if (once->lacks_sync)
		return e->rc;
	once->has_sync = true;
	*out = once->sync;
	return RC_OK;
}

/* They come with the progress of their orders, in one statement. */
enum rc once_accounts(struct request *rq, struct account_list *out, struct err *e)
{
	struct once *once = once_of(rq);

	struct sync sync;
	struct err unread = {0};

	if (!once->has_accounts && once_sync(rq, &sync, &unread) == RC_OK)
		once->accounts = sync.accounts;
	else if (!once->has_accounts && account_list(rq->db, rq, &once->accounts, e))
		return e->rc;
	once->has_accounts = true;
	*out = once->accounts;
	return RC_OK;
}

enum rc once_counts(struct request *rq, uint64_t account_id, int64_t out[ORDER_VIEW_COUNT],
		    struct err *e)
{
	struct once *once = once_of(rq);

	if (account_id)
		return order_count(rq->db, account_id, out, e);
	if (!once->has_counts && order_count(rq->db, 0, once->counts, e))
		return e->rc;
	once->has_counts = true;
	memcpy(out, once->counts, sizeof(once->counts));
	return RC_OK;
}

const char *once_person(const struct fmt *f, const char *actor)
{
	struct once *once = f->rq && actor ? once_of(f->rq) : NULL;
	struct err e = {0};

	if (!once)
		return actor;
	if (!once->has_names && user_names(f->rq->db, f->rq, &once->names, &once->n_names, &e))
		once->n_names = 0;
	once->has_names = true;
	for (size_t i = 0; i < once->n_names; i++)
		if (str_eq(once->names[i].login, actor))
			return str_empty(once->names[i].name) ? actor : once->names[i].name;
	return actor;
}

const struct automation_row *once_rules(const struct fmt *f, size_t *n)
{
	struct once *once = f->rq ? once_of(f->rq) : NULL;
	struct err e = {0};

	*n = 0;
	if (!once)
		return NULL;
	if (!once->has_rules &&
	    automation_rules(f->rq->db, f->rq, 0, &once->rules, &once->n_rules, &e))
		once->n_rules = 0;
	once->has_rules = true;
	*n = once->n_rules;
	return once->rules;
}

const char *once_rule(const struct fmt *f, const char *rule_id)
{
	size_t n;
	const struct automation_row *rules = once_rules(f, &n);

	for (size_t i = 0; i < n; i++)
		if (str_eq(rules[i].id, rule_id))
			return rules[i].name;
	return rule_id;
}
