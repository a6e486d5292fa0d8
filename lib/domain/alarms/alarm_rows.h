#ifndef DOMAIN_ALARMS_ALARM_ROWS_H
#define DOMAIN_ALARMS_ALARM_ROWS_H

/* How a stored alarm is read, after the word SELECT; for the stores of this folder. */

#include "db/stmt.h"
#include "domain/alarms/alarm.h"

#define ALARM_ROW                                                                                  \
	" a.id, a.kind, CAST(a.account_id AS UNSIGNED), c.name, a.subject, a.severity,"            \
	" a.text, a.args, a.step, a.raised_at, a.cleared_at, a.mailed_at, a.version"               \
	" FROM alarm a LEFT JOIN account c ON c.id = a.account_id"
#define ALARM_FIELDS                                                                               \
	ROWS(struct alarm_row, U64(id), STR(kind), U64(account_id), STR(account), STR(subject),    \
	     I64(severity), STR(text), STR(args), I64(step), TIME(raised_at), TIME(cleared_at),    \
	     TIME(mailed_at), U64(version))

/* Alarms by a statement made of these; they belong to owner. */
MUST_CHECK enum rc alarm_rows(struct db *db, void *owner, const struct stmt_def *def,
			      const struct param *params, struct alarm_list *out, struct err *e);

#endif
