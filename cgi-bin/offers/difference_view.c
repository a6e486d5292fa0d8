/* Differences of an offer as people read them. */
#include "offers/difference_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "offers/group_words.h"
#include "outbox/outbox_words.h"
#include "terms/terms_words.h"
#include "tpl/offers/_differences.h"
#include "urls.h"
#include "web/request.h"
#include "web/url.h"

enum { SIDE_CHARS = 2000 }; /* a description is longer; its page at Allegro shows all */

static const struct label moves[] = {
    {"first", N_("when Kram compared them first"), "", ""},
    {"ours", N_("the product changed"), "", ""},
    {"theirs", N_("changed on Allegro"), "", ""},
    {"both", N_("both changed"), "", ""},
    {0},
};

/* Which list of terms a group is chosen from; TERM_CHOSEN_KINDS: none. */
static enum term_kind list_of(const char *group)
{
	static const struct {
		enum offer_group group;
		enum term_kind kind;
	} lists[] = {{GROUP_SHIPPING, TERM_SHIPPING},
		     {GROUP_RETURNS, TERM_RETURNS},
		     {GROUP_IMPLIED, TERM_IMPLIED},
		     {GROUP_WARRANTY, TERM_WARRANTY}};

	for (size_t i = 0; i < COUNT_OF(lists); i++)
		if (str_eq(offer_group_names[lists[i].group], group))
			return lists[i].kind;
	return (enum term_kind)TERM_CHOSEN_KINDS;
}

static bool is_open(const struct diff_row *row)
{
	return str_eq(row->state, diff_state_names[DIFF_OPEN]);
}

static bool is_shown(const struct diff_row *row)
{
	return is_open(row) || str_eq(row->state, diff_state_names[DIFF_LEFT]);
}

enum rc differences_load(struct request *rq, uint64_t account_id, const char *offer_id,
			 struct differences *out, struct err *e)
{
	const struct offer_keys keys = {account_id, &offer_id, 1};
	bool names = false;

	out->account_id = account_id;
	out->offer_id = offer_id;
	if (diff_rows(rq->db, rq, &keys, &out->rows, &out->n, e))
		return e->rc;
	for (size_t i = 0; i < out->n; i++)
		names |=
		    is_shown(&out->rows[i]) && (int)list_of(out->rows[i].group) < TERM_CHOSEN_KINDS;
	return names ? term_lists(rq->db, rq, account_id, &out->terms, e) : RC_OK;
}

const char *difference_seen(void *mem, const struct diff_row *row)
{
	return mem_printf(mem, "%s:%.8s%.8s", row->group, row->ours_mark, row->theirs_mark);
}

static const char *side_text(const struct fmt *f, const struct differences *d,
			     const struct diff_row *row, const char *text)
{
	const enum term_kind kind = list_of(row->group);
	const struct term_row *term;

	if (!text)
		return _("nothing");
	if ((int)kind < TERM_CHOSEN_KINDS) {
		term = term_of(&d->terms.of[kind], text);
		return term ? term->t.name : text;
	}
	if (str_eq(row->group, offer_group_names[GROUP_HANDLING]))
		return label_text(terms_handling_labels, text);
	if (str_eq(row->group, offer_group_names[GROUP_INVOICE]))
		return label_text(terms_invoice_labels, text);
	const char *head = str_head(f->mem, text, SIDE_CHARS);
	return str_eq(head, text) ? text : mem_printf(f->mem, "%s…", head);
}

static void fill_row(struct tpl *t, const struct fmt *f, const struct differences *d,
		     const struct diff_row *row)
{
	tpl_set(t, T_GROUP, label_text(offer_group_labels, row->group));
	tpl_set(t, T_SEEN, difference_seen(f->mem, row));
	tpl_set(t, T_OURS, side_text(f, d, row, row->ours));
	tpl_set(t, T_THEIRS, side_text(f, d, row, row->theirs));
	tpl_set(t, T_MOVED, label_text(moves, row->moved));
	FMT_TIME(t, f, SINCE, fmt_when(f, row->since), row->since);
	if (is_open(row) && str_eq(row->moved, diff_moved_names[DIFF_OURS]))
		tpl_show(t, T_IF_CHOSEN);
	if (str_eq(row->rule, diff_rule_names[DIFF_LEAVE]))
		tpl_show(t, T_IF_RULE);
	else if (!is_open(row))
		tpl_set_shown(t, T_LEFT_BY, row->decided_by, T_IF_LEFT);
}

static void fill_back(struct tpl *t, const struct fmt *f, const struct differences *d,
		      unsigned groups)
{
	tpl_set(t, T_BACK_URL, url_offers_id_differences(f->mem, d->offer_id));
	for (size_t i = 0; i < d->n; i++) {
		const enum offer_group group = offer_group_of(d->rows[i].group);

		if (group == OFFER_GROUPS || !(groups & GROUP_BIT(group)))
			continue;
		struct tpl *row = tpl_add(t, T_BACK);
		tpl_set(row, T_GROUP, label_text(offer_group_labels, d->rows[i].group));
		tpl_set(row, T_SEEN, difference_seen(f->mem, &d->rows[i]));
	}
}

void differences_fill(struct tpl *t, const struct fmt *f, const struct differences *d)
{
	const unsigned back = diff_back_groups(d->rows, d->n);
	struct tpl *form = NULL;
	char batch[37];

	const struct url_arg account = {"account", fmt_id(f, d->account_id)};

	tpl_set(t, T_RULES_URL, url_with(f->mem, url_following(), &account, 1));
	tpl_set_shown(t, T_PROBLEM, d->problem, T_IF_PROBLEM);
	for (size_t i = 0; i < d->n; i++) {
		if (!is_shown(&d->rows[i]))
			continue;
		if (!form) {
			form = tpl_add(t, T_IF_DIFFERS);
			tpl_set(form, T_URL, url_offers_id_differences(f->mem, d->offer_id));
			str_uuid(batch);
			tpl_set(form, T_BATCH, batch);
		}
		fill_row(tpl_add(form, T_ROW), f, d, &d->rows[i]);
	}
	if (!form)
		tpl_show(t, d->n ? T_IF_ALIKE : T_IF_UNKNOWN);
	if (!back)
		return;
	struct tpl *part = tpl_add(t, T_IF_BACK);
	str_uuid(batch);
	tpl_set(part, T_BACK_BATCH, batch);
	fill_back(part, f, d, back);
}
