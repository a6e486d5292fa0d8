#ifndef DOMAIN_ALARMS_ALARM_GROUP_H
#define DOMAIN_ALARMS_ALARM_GROUP_H

/*
 * One trouble is one box: which open alarms only say what another one does. Pure.
 */

#include "domain/alarms/alarm.h"

/* out[i]: the row that stands at the head of the box of row i; i itself when nothing explains it.
 * A head has no head. */
void alarm_group(const struct alarm_row *rows, size_t n, size_t out[]);

/* As grave as the gravest row of its box. */
int64_t alarm_group_severity(const struct alarm_row *rows, size_t n, const size_t heads[],
			     size_t head);

/* How many boxes there are. */
size_t alarm_group_count(const size_t heads[], size_t n);

#endif
