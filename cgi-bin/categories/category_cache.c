/* What a worker keeps of the tree: some megabytes, made in tens of milliseconds. */
#include "categories/categories.h"

#include "base/mem.h"
#include "common/once.h"

static struct {
	void *mem;
	const char *environment;
	int64_t version;
	int64_t used;
	struct category_index *index;
} kept;

static bool is_fresh(const struct category_progress *now)
{
	return kept.index && kept.version == now->version && kept.used == now->used &&
	       str_eq(kept.environment, now->environment);
}

static enum rc renew(struct request *rq, const struct category_progress *now, struct err *e)
{
	void *mem = mem_context(NULL, "categories");
	struct category_list *list = mem_zero(mem, struct category_list);

	if (category_list(rq->db, mem, now->environment, list, e)) {
		mem_free(mem);
		return e->rc;
	}
	mem_free(kept.mem);
	kept.mem = mem;
	kept.environment = mem_strdup(mem, now->environment);
	kept.version = now->version;
	kept.used = now->used;
	kept.index = category_index_new(mem, list);
	return RC_OK;
}

const char *categories_environment(const struct account_list *accounts)
{
	static const char *const first[] = {"production", "sandbox", "simulator"};

	for (size_t k = 0; k < COUNT_OF(first); k++)
		for (size_t i = 0; i < accounts->n; i++)
			if (str_eq(accounts->accounts[i].environment, first[k]))
				return first[k];
	return NULL;
}

enum rc categories_tree(struct request *rq, struct categories_tree *out, struct err *e)
{
	struct account_list accounts;

	*out =
	    (struct categories_tree){.progress = {.began_at = TIME_NONE, .filled_at = TIME_NONE}};
	if (once_accounts(rq, &accounts, e))
		return e->rc;
	out->environment = categories_environment(&accounts);
	if (!out->environment)
		return RC_OK;
	if (category_progress(rq->db, rq, out->environment, &out->progress, e)) {
		if (e->rc == RC_NOT_FOUND)
			err_clear(e);
		return e->rc;
	}
	if (out->progress.filled_at == TIME_NONE)
		return RC_OK;
	if (!is_fresh(&out->progress) && renew(rq, &out->progress, e))
		return e->rc;
	out->index = kept.index;
	return RC_OK;
}
