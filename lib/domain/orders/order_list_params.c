/* What is asked, in the order in which the statements of the list ask it. */
#include "domain/orders/order_list_params.h"

#include "base/str.h"
#include "base/time.h"

enum { MINOR = 100 }; /* of an amount in one of its units */
static void add(struct list_params *out, struct param p)
{
	if (out->n == LIST_PARAMS_MAX)
		BUG("too many parameters");
	out->p[out->n++] = p;
}

static void add_names(struct list_params *out, const struct list_look *look, struct param last)
{
	const struct order_names *names = &look->names;
	const char *const values[LIST_NAMES] = {names->form, names->login, names->email,
						names->sku,  names->offer, look->tag};

	for (size_t i = 0; i < LIST_NAMES; i++) {
		add(out, P_STR(values[i]));
		add(out, P_I64(look->from.id));
		add(out, last);
	}
}

static void add_likes(struct list_params *out, const char *const like[ORDER_TERMS_MAX])
{
	for (size_t i = 0; i < ORDER_TERMS_MAX; i++)
		add(out, P_STR(str_or(like[i], "%")));
}

static void add_due(struct list_params *out, const struct order_tab *tab)
{
	add(out, P_TIME(tab->due_from));
	add(out, P_TIME(tab->due_before));
}

static void add_walk(struct list_params *out, const struct list_look *look)
{
	if (look->walk == WALK_PLACE)
		add(out, P_STR(look->place));
	if (look->walk == WALK_DUE)
		add_due(out, &look->tab);
	if (look->walk == WALK_NAMED)
		add_names(out, look, P_I64(look->end.id));
	if (look->walk == WALK_WORDS) {
		add(out, P_I64(look->from.id));
		add(out, P_I64(look->end.id));
		add_likes(out, look->like);
	}
	if (look->walk == WALK_TEXT) {
		add(out, P_STR(look->text));
		add(out, P_I64(look->from.id));
		add_likes(out, look->like);
	}
}

static void add_view(struct list_params *out, const struct list_look *look)
{
	add(out, P_STR(look->place));
	add(out, P_I64(look->tab.is_due));
	add_due(out, &look->tab);
	add(out, P_I64(look->tab.is_problem));
}

static void add_filters(struct list_params *out, const struct order_filter *f)
{
	add(out, P_TIME(f->from == TIME_NONE ? ORDER_TIME_FIRST : f->from));
	add(out, P_TIME(f->until == TIME_NONE ? ORDER_TIME_LAST : f->until));
	add(out, P_STR(f->status));
	add(out, P_STR(f->payment));
	add(out, P_STR(f->fulfillment));
	add(out, P_STR(f->delivery_method));
	add(out, P_STR(f->marketplace));
	add(out, P_I64(f->account_id ? (int64_t)f->account_id : INT64_MIN));
}

static void add_read_filters(struct list_params *out, const struct order_filter *f)
{
	add(out, P_I64(order_flag_of(f->flag)));
	add(out, P_I64(!f->amount_from && !f->amount_until));
	add(out, P_I64(f->amount_from * MINOR));
	add(out, P_I64(f->amount_until ? f->amount_until * MINOR : INT64_MAX));
	add(out, P_I64(f->pieces_from));
	add(out, P_I64(f->pieces_until ? f->pieces_until : INT64_MAX));
	add(out, P_I64(f->lines ? f->lines : INT64_MIN));
	add(out, P_I64(f->due_from == TIME_NONE && f->due_until == TIME_NONE));
	add(out, P_TIME(f->due_from == TIME_NONE ? ORDER_TIME_FIRST : f->due_from));
	add(out, P_TIME(f->due_until == TIME_NONE ? ORDER_TIME_LAST : f->due_until));
	add(out, P_STR(f->country));
	add(out, P_STR(f->country));
	add(out, P_STR(f->tag));
	add(out, P_STR(f->tag));
}

static void add_from(struct list_params *out, const struct list_look *look)
{
	add(out, P_TIME(look->from.at));
	add(out, P_TIME(look->from.at));
	add(out, P_I64(look->from.id));
}

void list_cut_params(struct list_params *out, const struct list_look *look, int64_t entries)
{
	if (look->walk == WALK_NAMED) {
		add_names(out, look, P_I64(entries));
		return;
	}
	if (list_is_by_time(look->walk)) {
		add_walk(out, look);
		add_from(out, look);
	} else {
		add(out, P_I64(look->from.id));
	}
	add(out, P_I64(entries));
}

void list_page_params(struct list_params *out, const struct list_look *look)
{
	bool by_time = list_is_by_time(look->walk);

	add_walk(out, look);
	if (!look->is_plain && (look->walk == WALK_ALL || look->walk == WALK_DUE))
		add(out, P_STR(look->place));
	if (!by_time)
		add_view(out, look);
	if (!look->is_plain)
		add_filters(out, look->filter);
	if (!look->is_plain && look->walk != WALK_ALL)
		add_read_filters(out, look->filter);
	if (by_time) {
		add_from(out, look);
		add(out, P_TIME(look->end.at));
	}
}

void list_sample_params(struct list_params *out, const struct order_terms *terms, int64_t from_id)
{
	add_likes(out, terms->anywhere);
	add(out, P_I64(from_id));
}
