/* kramctl: what is wrong, and going on after a restored backup. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/time.h"
#include "db/tx.h"
#include "domain/alarms/alarm.h"
#include "domain/alarms/alarm_words.h"
#include "domain/audit/audit.h"
#include "domain/health/high_water.h"
#include "kramctl.h"

static enum ctl_verdict gravity(const struct alarm_list *list)
{
	enum ctl_verdict worst = CTL_FINE;

	for (size_t i = 0; i < list->n; i++)
		if (list->rows[i].severity == ALARM_RED || worst == CTL_FINE)
			worst = list->rows[i].severity == ALARM_RED ? CTL_RED : CTL_AMBER;
	return worst;
}

/* Columns are separated by tabs, for scripts. */
enum rc ctl_alarms_list(struct ctl *ctl, struct err *e)
{
	struct alarm_list list;

	ctl->verdict = CTL_RED; /* until it is known */
	if (alarm_list(ctl->db, ctl->mem, &list, e))
		return e->rc;
	ctl->verdict = gravity(&list);
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

/* Who found it may be this host or the tokens of one account: all of them are answered. */
static enum rc accept_body(struct db *db, void *arg, struct err *e)
{
	const struct alarm_list *list = arg;
	const char *key = alarm_kind(ALARM_TIME_TRAVEL)->key;

	for (size_t i = 0; i < list->n; i++) {
		const struct alarm_row *a = &list->rows[i];
		if (str_eq(a->kind, key) &&
		    alarm_clear(db, ALARM_TIME_TRAVEL, a->account_id, a->subject, e))
			return e->rc;
	}
	return audit_add(db,
			 &(struct audit_entry){.actor = "kramctl",
					       .action = "database.accept_restore",
					       .subject = "database:1"},
			 e);
}

enum rc ctl_alarms_accept(struct ctl *ctl, struct err *e)
{
	struct alarm_list list;

	if (alarm_list(ctl->db, ctl->mem, &list, e) || tx_run(ctl->db, accept_body, &list, e) ||
	    high_water_accept(ctl->conf, ctl->db, e))
		return e->rc;
	(void)printf("the database is accepted as it is; writing to Allegro continues\n");
	return RC_OK;
}
