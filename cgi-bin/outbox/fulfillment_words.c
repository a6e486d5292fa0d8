/* Sentences about the fulfilment status. */
#include "outbox/fulfillment_words.h"

#include <inttypes.h>

#include "base/mem.h"
#include "outbox/outbox_words.h"
#include "urls.h"

static const char *const reasons[ORDER_STATUS_VERDICT_COUNT] = {
    [ORDER_STATUS_OK] = "",
    [ORDER_STATUS_SAME] = N_("It already has this status or is about to get it."),
    [ORDER_STATUS_OFF] = N_("Writing statuses to Allegro is switched off for this account."),
    [ORDER_STATUS_DISCONNECTED] = N_("The account is not connected to Allegro."),
    [ORDER_STATUS_NO_PERMISSION] =
	N_("Allegro has not granted this account the permission to change orders."),
    [ORDER_STATUS_IN_FLIGHT] = N_("The change before is just being sent. Try again in a moment."),
    [ORDER_STATUS_BARRED] = "",
};

/* Where an administrator mends it; others read whom to ask. */
static struct fulfillment_reason mended_at(const struct fmt *f, const char *text, const char *link,
					   const char *url)
{
	if (f->role >= ROLE_ADMINISTRATOR)
		return (struct fulfillment_reason){text, link, url};
	return (struct fulfillment_reason){
	    mem_printf(f->mem, "%s %s", text, _("Ask an administrator.")), NULL, NULL};
}

struct fulfillment_reason fulfillment_reason(const struct fmt *f, const struct order_status *s,
					     enum order_status_verdict verdict)
{
	const char *text = *reasons[verdict] ? _(reasons[verdict]) : "";
	const char *id = mem_printf(f->mem, "%" PRIu64, s->account_id);

	if (verdict == ORDER_STATUS_BARRED)
		text = outbox_reason_text(OUTBOX_ORDER_STATUS, order_status_obstacle(s));
	if (verdict == ORDER_STATUS_OFF)
		return mended_at(f, text, _("Switch it on"), url_accounts_id_writers(f->mem, id));
	if (verdict == ORDER_STATUS_DISCONNECTED || verdict == ORDER_STATUS_NO_PERMISSION)
		return mended_at(f, text, _("Reconnect"), url_accounts_id(f->mem, id));
	return (struct fulfillment_reason){text, NULL, NULL};
}

const char *fulfillment_warning(enum order_status_warning warning)
{
	switch (warning) {
	case ORDER_STATUS_ENDS_CANCELLING:
		return _("From \"in progress\" on the buyer can no longer cancel the order.");
	case ORDER_STATUS_IS_NO_CANCEL:
		return _("\"Cancelled\" is only a note for you: it neither cancels the order for "
			 "the buyer nor returns the money.");
	case ORDER_STATUS_NEAR_LIMIT:
		return _("Allegro accepts at most 100 status changes per order; this one has had "
			 "more than 80.");
	}
	return "";
}
