#ifndef COMMON_PULSE_H
#define COMMON_PULSE_H

/*
 * The pulse of every page: one small part that asks again every 20 seconds, and says so when
 * nobody answers (static/kram.js). What cannot be read is left out: a page without it is a page.
 */

#include "web/request.h"
#include "web/template.h"

/* Into TPL_LAYOUT__PULSE. */
void pulse_fill(struct request *rq, struct tpl *t);

enum rc pg_pulse(struct request *rq, struct err *e);

#endif
