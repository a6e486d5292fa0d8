/* The surroundings of an order: loading and showing them. */
#include "orders/order_around.h"

#include "base/mem.h"
#include "base/str.h"
#include "orders/order_filters.h"
#include "orders/order_view.h"
#include "tpl/orders/_desk.h"
#include "tpl/orders/show.h"
#include "urls.h"

/* So long somebody who opened an order is taken to be at it. */
#define PRESENT_MS (10 * TIME_MINUTE_MS)

enum rc order_around_load(struct request *rq, const struct order_detail *d,
			  struct order_around *out, struct err *e)
{
	const char *form_id = d->order.form_id;
	struct order_filter filter;

	*out = (struct order_around){.order = d};
	order_filter_read(rq, &out->query, &filter);
	out->is_in_list = form_has(rq->query, "view") || form_has(rq->query, "q");
	if (order_viewing(rq->db, rq, form_id, rq->session->user_id, time_now_ms() - PRESENT_MS,
			  &out->present, &out->n_present, e) ||
	    order_others(rq->db, rq, d, &out->others, &out->n_others, e) ||
	    order_notes(rq->db, rq, &d->order, &out->notes, &out->n_notes, e) ||
	    order_tags(rq->db, rq, &d->order, &out->tags, &out->n_tags, e))
		return e->rc;
	if (rq->session->role < ROLE_PACKER)
		return RC_OK;
	return order_tags_known(rq->db, rq, &out->known, &out->n_known, e);
}

/* ---- The list it was opened from ----------------------------------------------------------- */

static void fill_way(struct tpl *t, const struct fmt *f, const struct order_around *a)
{
	const char *id = a->order->order.form_id;

	tpl_set(t, T_BACK_URL, a->is_in_list ? query_under(&a->query, url_orders()) : url_orders());
	if (!a->is_in_list)
		return;
	t = tpl_add(t, T_ALONG);
	tpl_set(t, T_PREVIOUS_URL, query_under(&a->query, url_orders_id_previous(f->mem, id)));
	tpl_set(t, T_NEXT_URL, query_under(&a->query, url_orders_id_next(f->mem, id)));
}

/* ---- People -------------------------------------------------------------------------------- */

static void fill_present(struct tpl *t, const struct fmt *f, const struct order_around *a)
{
	if (a->n_present)
		t = tpl_add(t, T_PRESENT);
	for (size_t i = 0; i < a->n_present; i++)
		tpl_set(tpl_add(t, T_PRESENT_ONE), T_PRESENT_TEXT,
			mem_printf(f->mem, _("Opened by %s, %s"), a->present[i].name,
				   fmt_ago(f, a->present[i].last_at)));
}

static void fill_together(struct tpl *t, const struct fmt *f, const struct order_around *a)
{
	struct tpl *box = NULL;
	size_t n = 0;

	for (size_t i = 0; i < a->n_others; i++) {
		if (!order_goes_with(a->order, &a->others[i]))
			continue;
		if (!box)
			box = tpl_add(t, T_TOGETHER);
		struct tpl *one = tpl_add(box, T_TOGETHER_ONE);
		tpl_set(one, T_TOGETHER_ID, a->others[i].form_id);
		tpl_set(one, T_TOGETHER_NUMBER, order_view_number(f, a->others[i].form_id));
		tpl_set(one, T_TOGETHER_URL, url_orders_id(f->mem, a->others[i].form_id));
		n++;
	}
	if (box)
		tpl_set(box, T_TOGETHER_TEXT,
			mem_printf(f->mem,
				   ngettext("%s more open order goes to this address: pack them "
					    "together.",
					    "%s more open orders go to this address: pack them "
					    "together.",
					    (unsigned long)n),
				   fmt_int(f, (int64_t)n)));
}

static void fill_other(struct tpl *t, const struct fmt *f, const struct order_other *other)
{
	const struct order_summary summary = {
	    .status = other->status, .fulfillment = other->fulfillment, .place = other->place};

	tpl_set(t, T_OTHER_ID, other->form_id);
	tpl_set(t, T_OTHER_NUMBER, order_view_number(f, other->form_id));
	tpl_set(t, T_OTHER_URL, url_orders_id(f->mem, other->form_id));
	order_view_status(t, &summary);
	FMT_TIME(t, f, OTHER_AT, fmt_when(f, other->bought_at), other->bought_at);
	tpl_set(t, T_OTHER_LINE, other->first_line);
}

static void fill_others(struct tpl *t, const struct fmt *f, const struct order_around *a)
{
	const struct url_arg all[] = {{"view", order_view_names[ORDER_VIEW_ALL]},
				      {"q", a->order->person.login}};

	if (!a->n_others)
		return;
	t = tpl_add(t, T_OTHERS);
	for (size_t i = 0; i < a->n_others; i++)
		fill_other(tpl_add(t, T_OTHER), f, &a->others[i]);
	if (a->n_others == ORDER_OTHERS_MAX && !str_empty(a->order->person.login))
		tpl_set_shown(t, T_MORE_OTHERS_URL, url_with(f->mem, url_orders(), all, 2),
			      T_IF_MORE_OTHERS);
}

/* ---- Notes and tags ------------------------------------------------------------------------ */

static void fill_tag(struct tpl *t, const struct fmt *f, const struct order_around *a,
		     const char *tag)
{
	const struct url_arg same[] = {{"view", "all"}, {"tag", tag}};

	tpl_set(t, T_TAG_TEXT, tag);
	tpl_set(t, T_TAGGED_URL, url_with(f->mem, url_orders(), same, COUNT_OF(same)));
	if (f->role >= ROLE_PACKER)
		tpl_set_shown(t, T_UNTAG_URL, url_orders_id_untag(f->mem, a->order->order.form_id),
			      T_UNTAG);
}

static void fill_forms(struct tpl *t, const struct fmt *f, const struct order_around *a)
{
	const char *id = a->order->order.form_id;

	t = tpl_add(t, T_IF_WRITES);
	tpl_set(t, T_TAG_URL, url_orders_id_tags(f->mem, id));
	tpl_set_int(t, T_TAG_MAX, ORDER_TAG_MAX);
	tpl_set(t, T_NOTE_URL, url_orders_id_notes(f->mem, id));
	tpl_set_int(t, T_NOTE_MAX, ORDER_NOTE_MAX);
	for (size_t i = 0; i < a->n_known; i++)
		tpl_set(tpl_add(t, T_KNOWN), T_KNOWN_TAG, a->known[i].tag);
}

static void fill_desk(struct tpl *t, const struct fmt *f, const struct order_around *a)
{
	struct tpl *tags = a->n_tags ? tpl_add(t, T_IF_TAGS) : NULL;
	struct tpl *notes = a->n_notes ? tpl_add(t, T_IF_NOTES) : NULL;

	for (size_t i = 0; i < a->n_tags; i++)
		fill_tag(tpl_add(tags, T_TAG), f, a, a->tags[i].tag);
	for (size_t i = 0; i < a->n_notes; i++) {
		struct tpl *note = tpl_add(notes, T_NOTE);

		tpl_set(note, T_NOTE_TEXT, a->notes[i].text);
		tpl_set(note, T_NOTE_AUTHOR, a->notes[i].author);
		FMT_TIME(note, f, NOTE_AT, fmt_when(f, a->notes[i].at), a->notes[i].at);
	}
	if (f->role >= ROLE_PACKER)
		fill_forms(t, f, a);
}

void order_around_fill(struct tpl *t, struct tpl *part, const struct fmt *f,
		       const struct order_around *a)
{
	fill_way(t, f, a);
	fill_present(t, f, a);
	fill_together(t, f, a);
	fill_others(part, f, a);
	fill_desk(tpl_include(part, T_DESK, TPL_ORDERS__DESK), f, a);
}
