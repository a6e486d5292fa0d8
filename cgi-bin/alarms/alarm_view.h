#ifndef ALARMS_ALARM_VIEW_H
#define ALARMS_ALARM_VIEW_H

/* Alarms as people meet them: cards with their cure, those that are over, the bar of every page. */

#include "domain/alarms/alarm.h"
#include "common/format.h"

/* Into TPL_STATUS__ALARMS and TPL_STATUS__OVER. */
void alarm_view_open(struct tpl *t, const struct fmt *f, const struct alarm_list *alarms);
void alarm_view_over(struct tpl *t, const struct fmt *f, const struct alarm_list *alarms);

/* What is wrong, as it stands in a headline. */
struct alarm_view_sum {
	const char *cause; /* the gravest trouble, and whose; NULL: none */
	int boxes;	   /* how many troubles; what follows from one is none of its own */
	int red;
};
struct alarm_view_sum alarm_view_sum(void *mem, const struct alarm_list *alarms);

/* One sentence about the red ones; NULL: there are none. */
const char *alarm_view_bar(void *mem, const struct alarm_list *alarms);

#endif
