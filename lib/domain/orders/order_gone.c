/* Paid orders that Allegro no longer shows: somebody has to know. */
#include "domain/orders/order_gone.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "domain/alarms/alarm.h"

#define LOST_SUBJECT "lost" /* of the alarm: beside those that cannot be read */

enum rc order_lost_check(struct order_sync *s, struct err *e)
{
	int64_t n;

	if (gone_count_lost(s->db, s->account_id, &n, e))
		return e->rc;
	if (!n)
		return alarm_clear(s->db, ALARM_ORDER_PROBLEM, s->account_id, LOST_SUBJECT, e);
	char *count = mem_printf(NULL, "%lld", (long long)n);
	const struct alarm lost = {
	    .kind = ALARM_ORDER_PROBLEM,
	    .account_id = s->account_id,
	    .subject = LOST_SUBJECT,
	    .text = N_("Orders that were paid and that Allegro no longer shows: %s."),
	    .values = {count},
	    .step = n,
	};
	enum rc rc = alarm_raise(s->db, &lost, e);
	mem_free(count);
	return rc;
}
