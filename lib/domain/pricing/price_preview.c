/* Offers counted, and the most telling ones kept. */
#include "domain/pricing/price_preview.h"

#include "base/mem.h"
#include "base/str.h"

#include <string.h>

static struct price_example keep(void *mem, const struct price_case *offer,
				 const struct price_verdict *v)
{
	struct price_example x = {.account_id = offer->account_id,
				  .offer_id = mem_strdup(mem, offer->offer_id),
				  .name = mem_strdup(mem, str_or(offer->name, "")),
				  .now = offer->now,
				  .verdict = *v};

	x.verdict.in.currency = NULL;
	return x;
}

static int64_t size_of(const struct price_verdict *v)
{
	if (v->change == PRICE_NONE)
		return 0;
	return v->change < 0 ? -v->change : v->change;
}

/* Into its place among the biggest; what falls off the end is forgotten. */
static void rank(struct price_preview *p, const struct price_case *offer,
		 const struct price_verdict *v)
{
	const int64_t size = size_of(v);
	size_t at = p->n_examples;

	while (at && size_of(&p->examples[at - 1].verdict) < size)
		at--;
	if (at == PRICE_EXAMPLES)
		return;
	p->n_examples += p->n_examples < PRICE_EXAMPLES;
	memmove(&p->examples[at + 1], &p->examples[at],
		(p->n_examples - at - 1) * sizeof(p->examples[0]));
	p->examples[at] = keep(p, offer, v);
}

static void widen(struct price_preview *p, struct money price)
{
	if (money_is_none(p->lowest) || price.minor < p->lowest.minor)
		p->lowest = price;
	if (money_is_none(p->highest) || price.minor > p->highest.minor)
		p->highest = price;
}

static void count_change(struct price_preview *p, const struct price_verdict *v)
{
	p->up += v->change > 0;
	p->down += v->change < 0 && v->change != PRICE_NONE;
	if (v->change != PRICE_NONE) {
		p->most_up = v->change > p->most_up ? v->change : p->most_up;
		p->most_down = v->change < p->most_down ? v->change : p->most_down;
	}
}

static void count_margin(struct price_preview *p, const struct price_case *offer,
			 const struct price_verdict *v)
{
	const int64_t margin = price_margin(offer->now, &v->in);

	if (margin == PRICE_NONE)
		return;
	p->margin_n++;
	p->margin_sum += margin;
	p->losing += margin < 0;
}

static bool is_left_out(enum price_stand stand)
{
	return stand == PRICE_UNKNOWN || stand == PRICE_UNLINKED || stand == PRICE_ALLEGROS ||
	       stand == PRICE_CAMPAIGN;
}

static enum rc count(void *arg, const struct price_case *offer, const struct price_verdict *v,
		     struct err *e UNUSED)
{
	struct price_preview *p = arg;

	count_margin(p, offer, v);
	if (p->number && (!v->rule || v->rule->number != p->number))
		return RC_OK;
	p->covered += v->rule != NULL;
	p->n[v->stand]++;
	if (v->stand == PRICE_UNKNOWN)
		p->reasons[v->answer.reason]++;
	if (!v->answer.reason && v->rule)
		widen(p, v->answer.price);
	if (is_left_out(v->stand) && p->n_left < PRICE_NAMED)
		p->left[p->n_left++] = keep(p, offer, v);
	if (v->stand != PRICE_CHANGES)
		return RC_OK;
	count_change(p, v);
	rank(p, offer, v);
	return RC_OK;
}

enum rc price_preview(struct db *db, void *mem, struct price_shelf *shelf, uint64_t number,
		      struct price_preview **out, struct err *e)
{
	struct price_preview *p = mem_zero(mem, struct price_preview);
	struct price_walking w = {
	    .as_if = number, .most = PRICE_PREVIEW_MOST, .each = count, .arg = p};

	p->number = number;
	p->lowest = MONEY_NONE;
	p->highest = MONEY_NONE;
	if (price_walk(db, shelf, &w, e))
		return e->rc;
	p->seen = w.seen;
	p->more = w.more;
	*out = p;
	return RC_OK;
}
