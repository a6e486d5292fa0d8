#ifndef DOMAIN_ALARMS_ALARM_ROWS_H
#define DOMAIN_ALARMS_ALARM_ROWS_H

/* How a stored alarm is read, after the word SELECT; for the stores of this folder. */

#include "db/row.h"
#include "domain/alarms/alarm.h"

#define ALARM_ROW                                                                                  \
	" a.id, a.kind, CAST(a.account_id AS UNSIGNED), c.name, a.subject, a.severity,"            \
	" a.text, a.args, a.step, a.raised_at, a.cleared_at, a.mailed_at, a.version"               \
	" FROM alarm a LEFT JOIN account c ON c.id = a.account_id"
#define ALARM_ROW_TYPES "usussissitttu"

extern const struct row_map alarm_row_map;

#endif
