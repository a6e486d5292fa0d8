#ifndef STATUS_STATUS_VIEW_H
#define STATUS_STATUS_VIEW_H

/*
 * The status page: one light at the top, what to look at, and the parts, each with a view of its
 * own. The worst of them decides the light.
 */

#include "domain/accounts/account.h"
#include "domain/alarms/alarm.h"
#include "status/job_view.h"
#include "status/limits_view.h"
#include "alarms/mail_view.h"
#include "status/oddities_view.h"
#include "status/readings_view.h"
#include "orders/sync_view.h"

struct status {
	struct alarm_list alarms;
	struct alarm_list over;
	struct job_list jobs;
	struct mail_news mails;
	struct account_list accounts;
	struct sync sync;
	struct limits limits;
	struct oddities oddities;
	struct readings readings;
	struct order_problem *problems;
	size_t n_problems;
	const struct conf *conf;
};

void status_fill(struct tpl *t, const struct fmt *f, const struct status *s);

#endif
