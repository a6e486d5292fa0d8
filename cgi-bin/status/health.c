/* Health checks for machines: alive (no database) and ready (everything the panel stands on). */
#include "status/status.h"
#include <inttypes.h>

#include "base/log.h"
#include "base/mem.h"
#include "domain/health/health.h"

static const char text_plain[] = "text/plain; charset=utf-8";

enum rc pg_healthz(struct request *rq, struct err *e)
{
	(void)e;
	return respond_text(rq, 200, text_plain, "ok\n");
}

/* A reason goes to the log; a stranger learns only that we are not ready. */
enum rc pg_readyz(struct request *rq, struct err *e)
{
	struct health h;

	if (health_read(rq->db, rq, &h, e)) {
		log_err(LOG_LEVEL_ERROR, e, "not ready");
		err_clear(e);
		return respond_text(rq, 503, text_plain, HEALTH_NOT_READY "the database\n");
	}
	const char *fault = health_fault(&h);
	if (fault)
		return respond_text(rq, 503, text_plain,
				    mem_printf(rq, HEALTH_NOT_READY "%s\n", fault));
	return respond_text(rq, 200, text_plain, "ok\n");
}
