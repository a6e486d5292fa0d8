/* Prices by rule, beside what Allegro has. */
#include "pricing/priced.h"

#include "base/mem.h"
#include "base/str.h"
#include "categories/categories.h"
#include "common/once.h"
#include "pricing/price_words.h"
#include "tpl/pricing/_priced.h"
#include "urls.h"

/* NULL: there is nothing to judge by, or not for this reader. */
static enum rc open_book(struct request *rq, struct price_shelf **out, struct err *e)
{
	struct account_list accounts;

	*out = NULL;
	if (!rq->session || rq->session->role < ROLE_SELLER)
		return RC_OK;
	if (once_accounts(rq, &accounts, e))
		return e->rc;
	const char *environment = categories_environment(&accounts);
	return environment ? price_book_load(rq->db, rq, environment, out, e) : RC_OK;
}

enum rc priced_offer(struct request *rq, uint64_t account_id, const char *offer_id,
		     struct priced *out, struct err *e)
{
	struct price_shelf *shelf;

	*out = (struct priced){0};
	if (open_book(rq, &shelf, e) || !shelf)
		return e->rc;
	out->at = mem_zero(rq, struct price_judged);
	if (!price_of_offer(rq->db, rq, shelf, account_id, offer_id, out->at, e))
		out->n = 1;
	else if (e->rc == RC_NOT_FOUND)
		err_clear(e);
	return e->rc;
}

enum rc priced_product(struct request *rq, uint64_t product_id, struct priced *out, struct err *e)
{
	struct price_shelf *shelf;

	*out = (struct priced){0};
	if (open_book(rq, &shelf, e) || !shelf)
		return e->rc;
	return price_of_product(rq->db, rq, shelf, product_id, &out->at, &out->n, e);
}

static void fill_row(struct tpl *row, const struct fmt *f, const struct price_judged *j)
{
	const struct price_verdict *v = &j->verdict;

	tpl_set(row, T_URL, url_offers_id(f->mem, j->offer.offer_id));
	tpl_set(row, T_NAME, str_or(j->offer.name, j->offer.offer_id));
	tpl_set(row, T_NOW, fmt_money(f, j->offer.now));
	tpl_set(row, T_AFTER, fmt_money(f, v->answer.price));
	BADGE(row, STAND, label_of(price_stand_labels, price_stand_names[v->stand]));
	tpl_set(row, T_HOW, price_trace(f, &v->answer));
	tpl_set(row, T_RULE_URL, url_pricing_rules_id(f->mem, fmt_id(f, v->rule->number)));
	tpl_set(row, T_RULE, v->rule->name);
}

void priced_fill(struct tpl *t, const struct fmt *f, const struct priced *priced)
{
	struct tpl *rows = NULL;

	for (size_t i = 0; i < priced->n; i++) {
		if (!priced->at[i].verdict.rule)
			continue;
		if (!rows)
			rows = tpl_add(t, T_IF_PRICED);
		fill_row(tpl_add(rows, T_ROW), f, &priced->at[i]);
	}
}
