#ifndef ALARMS_MAIL_VIEW_H
#define ALARMS_MAIL_VIEW_H

/* Who is told of alarms by mail, and whether that works: a part of the status page. */

#include "domain/alarms/alarm_words.h"
#include "domain/alarms/mail_queue.h"
#include "common/format.h"

struct mail_news {
	struct mail alarm; /* the newest; id 0: none */
	struct mail test;
};

MUST_CHECK enum rc mail_view_load(struct request *rq, struct mail_news *out, struct err *e);

/* Into TPL_STATUS__MAIL. */
void mail_view_fill(struct tpl *t, const struct fmt *f, const struct conf *conf,
		    const struct mail_news *news);

#endif
