/* The fulfilment status: the card of an order, the bar under the list, where a change stands. */
#include "outbox/fulfillment_view.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/str.h"
#include "outbox/fulfillment_words.h"
#include "outbox/outbox_words.h"
#include "tpl/orders/_bulk.h"
#include "tpl/orders/_fulfillment.h"
#include "urls.h"

/* ---- Where a change stands ------------------------------------------------------------------- */

static const struct label ways[OUTBOX_STATE_COUNT] = {
    [OUTBOX_NEW] = {"NEW", N_("waits to be sent"), "info", "clock"},
    [OUTBOX_SENT] = {"SENT", N_("sent, waits for confirmation"), "vio", "hourglass"},
    [OUTBOX_UNKNOWN] = {"UNKNOWN", N_("uncertain: Kram is checking"), "warn", "help"},
    [OUTBOX_DONE] = {"DONE", N_("confirmed, being read again"), "ok", "ok"},
    [OUTBOX_FAILED] = {"FAILED", N_("rejected by Allegro"), "bad", "bad"},
    [OUTBOX_HELD] = {"HELD", N_("waits for your decision"), "bad", "warn"},
};

struct label order_way_label(const struct order_status *s)
{
	enum outbox_state state = outbox_state_of(s->state);
	struct label way = ways[state];

	if (state == OUTBOX_NEW && !s->armed)
		return (struct label){way.word, _("held back: writing is switched off"), "warn",
				      "pause"};
	way.text = way.text ? _(way.text) : "";
	return way;
}

bool order_way_is_shown(const struct order_status *s)
{
	return order_status_is_pending(s) || outbox_state_of(s->state) == OUTBOX_FAILED;
}

/* ---- Choosing -------------------------------------------------------------------------------- */

/* What usually comes next in the life of an order. */
static const char *usual_next(const char *now)
{
	static const struct {
		const char *now;
		const char *next;
	} steps[] = {
	    {"NEW", "PROCESSING"},	    {"PROCESSING", "READY_FOR_SHIPMENT"},
	    {"READY_FOR_SHIPMENT", "SENT"}, {"READY_FOR_PICKUP", "PICKED_UP"},
	    {"SENT", "PICKED_UP"},	    {"SUSPENDED", "PROCESSING"},
	};

	for (size_t i = 0; i < COUNT_OF(steps); i++)
		if (str_eq(steps[i].now, now))
			return steps[i].next;
	return "PROCESSING";
}

/* The same names in the card and in the bar: the headers are made of equal words. */
static void add_choices(struct tpl *t, const char *chosen, const char *without)
{
	for (const char *const *word = order_status_words; *word; word++) {
		if (str_eq(*word, without))
			continue;
		struct tpl *option = tpl_add(t, T_SET);
		tpl_set(option, T_SET_VALUE, *word);
		tpl_set(option, T_SET_TEXT, label_text(order_fulfillment_labels, *word));
		if (str_eq(*word, chosen))
			tpl_show(option, T_SET_CHOSEN);
	}
}

void fulfillment_choices_fill(struct tpl *t)
{
	add_choices(t, "PROCESSING", NULL);
}

/* ---- The card -------------------------------------------------------------------------------- */

static void fill_way(struct tpl *t, const struct fmt *f, const struct order_status *s)
{
	struct label next = label_of(order_fulfillment_labels, s->after);
	struct label way = order_way_label(s);

	t = tpl_add(t, T_PENDING);
	BADGE(t, NEXT, next);
	tpl_set(t, T_WAY, way.text);
	tpl_set(t, T_WAY_TONE, way.tone);
	tpl_set(t, T_WAY_URL, url_outbox_id(f->mem, mem_printf(f->mem, "%" PRIu64, s->intent_id)));
}

static void add_hint(struct tpl *t, const char *text)
{
	tpl_set(tpl_add(t, T_HINT), T_HINT_TEXT, text);
}

static void fill_form(struct tpl *t, const struct fmt *f, const struct order_status *s,
		      const char *next)
{
	const char *doubt = order_status_doubt(s, "PROCESSING");
	char batch[37];

	str_uuid(batch);
	t = tpl_add(t, T_FORM);
	tpl_set(t, T_ACTION, url_orders_id_fulfillment(f->mem, s->form_id));
	tpl_set(t, T_BATCH, batch);
	tpl_set(t, T_VERSION, mem_printf(f->mem, "%" PRIu64, s->version));
	tpl_set(t, T_SEEN, order_status_now(s));
	if (next)
		tpl_set_shown(t, T_THEN_URL, next, T_IF_THEN);
	add_choices(t, usual_next(order_status_now(s)), order_status_now(s));
	if (order_status_warnings(s, "PROCESSING") & ORDER_STATUS_ENDS_CANCELLING)
		add_hint(t, fulfillment_warning(ORDER_STATUS_ENDS_CANCELLING));
	add_hint(t, fulfillment_warning(ORDER_STATUS_IS_NO_CANCEL));
	if (doubt)
		add_hint(t, outbox_reason_text(OUTBOX_ORDER_STATUS, doubt));
}

static void fill_blocked(struct tpl *t, const struct fmt *f, const struct order_status *s,
			 enum order_status_verdict verdict)
{
	struct fulfillment_reason reason = fulfillment_reason(f, s, verdict);

	t = tpl_add(t, T_BLOCKED);
	tpl_set(t, T_BLOCKED_TEXT, reason.text);
	if (!reason.link)
		return;
	t = tpl_add(t, T_IF_BLOCKED_LINK);
	tpl_set(t, T_BLOCKED_LINK, reason.link);
	tpl_set(t, T_BLOCKED_URL, reason.url);
}

/* Is there any status this order could be set to? Asked with one that it surely does not have. */
static enum order_status_verdict hindrance(const struct order_status *s)
{
	return order_status_check(s, usual_next(order_status_now(s)));
}

void fulfillment_card_fill(struct tpl *t, const struct fmt *f, const struct order_status *s,
			   const char *next)
{
	struct label now = label_of(order_fulfillment_labels, order_status_now(s));
	enum order_status_verdict verdict = hindrance(s);

	BADGE(t, NOW, now);
	if (order_way_is_shown(s))
		fill_way(t, f, s);
	if (f->role < ROLE_PACKER)
		return;
	if (verdict == ORDER_STATUS_OK || verdict == ORDER_STATUS_SAME)
		fill_form(t, f, s, next);
	else
		fill_blocked(t, f, s, verdict);
}
