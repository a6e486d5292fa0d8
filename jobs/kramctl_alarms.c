/* kramctl: what is wrong, and going on after a restored backup. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/alarms/alarm.h"
#include "domain/alarms/alarm_words.h"
#include "domain/health/high_water.h"
#include "kramctl.h"

/* Columns are separated by tabs, for scripts. */
enum rc ctl_alarms_list(struct ctl *ctl, struct err *e)
{
	struct alarm_list list;

	if (alarm_list(ctl->db, ctl->mem, &list, e))
		return e->rc;
	for (size_t i = 0; i < list.n; i++) {
		const struct alarm_row *a = &list.rows[i];
		const struct alarm_kind_def *kind = alarm_kind_find(a->kind);
		char since[TIME_RFC3339_SIZE];
		time_format_rfc3339(a->raised_at, since);
		(void)printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
			     a->severity == ALARM_RED ? "red" : "amber", a->kind,
			     str_or(a->account, "-"), a->subject[0] ? a->subject : "-", since,
			     kind ? kind->title : a->kind, alarm_words(ctl->mem, a->text, a->args));
	}
	return RC_OK;
}

enum rc ctl_alarms_accept(struct ctl *ctl, struct err *e)
{
	if (high_water_accept(ctl->conf, ctl->db, e) ||
	    alarm_clear_all(ctl->db, ALARM_TIME_TRAVEL, 0, e))
		return e->rc;
	(void)printf("the database is taken as it is; writing to Allegro may go on\n");
	return RC_OK;
}
