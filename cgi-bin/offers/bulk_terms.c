/* Terms of sale to choose from in the bar, by the names of Allegro's registers. */
#include "base/mem.h"
#include "base/str.h"
#include "common/once.h"
#include "domain/offers/term_value.h"
#include "offers/bulk.h"
#include "offers/group_words.h"
#include "terms/terms_words.h"
#include "tpl/offers/list.h"

static const struct {
	enum offer_group group;
	enum term_kind kind;
} lists[] = {{GROUP_SHIPPING, TERM_SHIPPING},
	     {GROUP_RETURNS, TERM_RETURNS},
	     {GROUP_IMPLIED, TERM_IMPLIED},
	     {GROUP_WARRANTY, TERM_WARRANTY}};

/* Ids are an account's own: while offers of several are shown there is nothing to choose. */
enum rc bulk_terms_load(struct request *rq, uint64_t account_id, struct bulk_terms *out,
			struct err *e)
{
	struct account_list *all = mem_zero(rq, struct account_list);

	*out = (struct bulk_terms){.account = NULL};
	if (once_accounts(rq, all, e))
		return e->rc;
	for (size_t i = 0; i < all->n; i++)
		if (all->accounts[i].id == account_id || (!account_id && all->n == 1))
			out->account = &all->accounts[i];
	return out->account ? term_lists(rq->db, rq, out->account->id, &out->lists, e) : RC_OK;
}

static void add(struct tpl *t, const struct fmt *f, enum offer_group group, const char *value,
		const char *text)
{
	t = tpl_add(t, T_TERM);
	tpl_set(t, T_TERM_VALUE, term_value_text(f->mem, group, value));
	tpl_set(t, T_TERM_TEXT, text);
}

static struct tpl *add_group(struct tpl *t, enum offer_group group)
{
	t = tpl_add(t, T_TERMS);
	tpl_set(t, T_TERMS_NAME, label_text(offer_group_labels, offer_group_names[group]));
	return t;
}

void bulk_terms_fill(struct tpl *t, const struct fmt *f, const struct bulk_terms *terms)
{
	if (!terms->account)
		return;
	t = tpl_add(t, T_IF_TERMS);
	for (size_t i = 0; i < COUNT_OF(lists); i++) {
		const struct term_list *list = &terms->lists.of[lists[i].kind];
		struct tpl *group = list->n ? add_group(t, lists[i].group) : NULL;

		for (size_t k = 0; k < list->n; k++)
			if (term_can_be_chosen(&list->rows[k]))
				add(group, f, lists[i].group, list->rows[k].t.id,
				    list->rows[k].t.name);
	}
	struct tpl *group = add_group(t, GROUP_HANDLING);
	for (size_t i = 0; seller_handling_names[i]; i++)
		add(group, f, GROUP_HANDLING, seller_handling_names[i],
		    label_text(terms_handling_labels, seller_handling_names[i]));
}

bool bulk_term_read(const char *text, enum offer_group *group)
{
	const char *value;

	for (int g = 0; g < OFFER_GROUPS; g++) {
		const char *kind = term_value_kind((enum offer_group)g);

		*group = (enum offer_group)g;
		if (kind && term_value_read(kind, text, &value) == *group)
			return true;
	}
	return false;
}

enum plan_topic bulk_term_topic(enum offer_group group)
{
	return str_eq(term_value_kind(group), OUTBOX_OFFER_POLICY) ? PLAN_POLICY : PLAN_DELIVERY;
}
