/* What becomes of differences between products and offers, by group, for an account. */
#include "base/mem.h"
#include "base/str.h"
#include "common/format.h"
#include "common/once.h"
#include "domain/offers/difference_look.h"
#include "offers/group_words.h"
#include "offers/offers.h"
#include "tpl/offers/following.h"
#include "urls.h"
#include "web/page.h"
#include "web/url.h"

const struct field following_query_fields[] = {
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX},
    {0},
};

#define RULE(group)                                                                                \
	{                                                                                          \
		group, .type = FIELD_ENUM, .values = diff_rule_names, .flags = FIELD_REQUIRED      \
	}
const struct field following_form_fields[] = {
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED},
    RULE("name"),
    RULE("description"),
    RULE("pictures"),
    RULE("parameters"),
    RULE("category"),
    RULE("card"),
    RULE("safety"),
    RULE("shipping"),
    RULE("returns"),
    RULE("implied"),
    RULE("warranty"),
    RULE("handling"),
    RULE("invoice"),
    RULE("location"),
    {0},
};
_Static_assert(COUNT_OF(following_form_fields) == OFFER_GROUPS + 2, "a field for each group");

static const struct label rules[] = {
    {"ask", N_("ask me"), "", ""},
    {"follow", N_("always send what the product says"), "", ""},
    {"leave", N_("leave the offer alone"), "", ""},
    {0},
};

static void fill_group(struct tpl *t, enum offer_group group, enum diff_rule chosen)
{
	tpl_set(t, T_FIELD, offer_group_names[group]);
	tpl_set(t, T_GROUP, label_text(offer_group_labels, offer_group_names[group]));
	for (int r = 0; r < DIFF_RULES; r++) {
		struct tpl *option = tpl_add(t, T_OPTION);

		tpl_set(option, T_VALUE, diff_rule_names[r]);
		tpl_set(option, T_TEXT, label_text(rules, diff_rule_names[r]));
		if (r == (int)chosen)
			tpl_show(option, T_CHOSEN);
	}
}

static const char *account_url(struct request *rq, uint64_t id)
{
	struct fmt f = fmt_for(rq);
	const struct url_arg arg = {"account", fmt_id(&f, id)};

	return url_with(rq, url_following(), &arg, 1);
}

static void fill(struct request *rq, const struct account_list *all, const struct account *chosen,
		 const struct diff_rules *now)
{
	struct tpl *t = page_open(rq, TPL_OFFERS_FOLLOWING, _("Offers follow products"));
	struct fmt f = fmt_for(rq);

	for (size_t i = 0; i < all->n; i++)
		if (&all->accounts[i] != chosen) {
			struct tpl *other = tpl_add(t, T_OTHER);
			tpl_set(other, T_URL, account_url(rq, all->accounts[i].id));
			tpl_set(other, T_NAME, all->accounts[i].name);
		}
	if (!chosen)
		return;
	t = tpl_add(t, T_IF_ACCOUNT);
	tpl_set(t, T_ACCOUNT, chosen->name);
	tpl_set(t, T_ACCOUNT_ID, fmt_id(&f, chosen->id));
	for (int g = 0; g < OFFER_GROUPS; g++)
		fill_group(tpl_add(t, T_ROW), (enum offer_group)g, now->of[g]);
}

static enum rc find(struct request *rq, uint64_t id, struct account_list *all,
		    const struct account **out, struct err *e)
{
	*out = NULL;
	if (once_accounts(rq, all, e))
		return e->rc;
	for (size_t i = 0; i < all->n && !*out; i++)
		if (!id || all->accounts[i].id == id)
			*out = &all->accounts[i];
	return id && !*out ? err_set(e, RC_NOT_FOUND, "there is no such account") : RC_OK;
}

enum rc pg_following(struct request *rq, struct err *e)
{
	struct diff_rules now = {{DIFF_ASK}};
	struct account_list all;
	const struct account *account;

	if (find(rq, (uint64_t)form_int(rq->query, "account", 0), &all, &account, e))
		return e->rc;
	if (account && diff_rules_load(rq->db, account->id, &now, e))
		return e->rc;
	fill(rq, &all, account, &now);
	return RC_OK;
}

enum rc do_following(struct request *rq, struct err *e)
{
	struct diff_rules wanted = {{DIFF_ASK}};
	struct account_list all;
	const struct account *account;

	if (find(rq, (uint64_t)form_int(rq->form, "account", 0), &all, &account, e))
		return e->rc;
	for (int g = 0; g < OFFER_GROUPS; g++)
		for (int r = 0; r < DIFF_RULES; r++)
			if (str_eq(form_text(rq->form, offer_group_names[g]), diff_rule_names[r]))
				wanted.of[g] = (enum diff_rule)r;
	if (diff_rules_save(rq->db, account->id, &wanted, rq->session->login, e) ||
	    flash(rq, _("Saved."), e))
		return e->rc;
	return redirect(rq, account_url(rq, account->id));
}
