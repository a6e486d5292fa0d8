/* Reading a confirmed plan. */
#include "outbox/plan_form.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "common/format.h"
#include "web/page.h"

const char *plan_form_pick(void *mem, const struct outbox_pick *pick)
{
	return mem_printf(mem, "%s:%" PRIu64 "%s%s", pick->subject, pick->version,
			  pick->accepted ? ":" : "", str_or(pick->accepted, ""));
}

static bool read_pick(struct request *rq, const char *text, struct outbox_pick *out)
{
	const char *colon = strchr(text, ':');
	const char *second = colon ? strchr(colon + 1, ':') : NULL;
	int64_t version;

	if (!colon)
		return false;
	size_t digits = second ? (size_t)(second - colon - 1) : strlen(colon + 1);
	if (!str_to_i64(mem_strndup(rq, colon + 1, digits), 0, INT64_MAX, &version))
		return false;
	*out = (struct outbox_pick){
	    .subject = mem_strndup(rq, text, (size_t)(colon - text)),
	    .version = (uint64_t)version,
	    .accepted = second ? second + 1 : NULL,
	};
	return str_is_id(out->subject) && (!second || str_is_id(out->accepted));
}

enum rc plan_form_batch(struct request *rq, const char **out, struct err *e)
{
	*out = form_text(rq->form, "batch");
	return str_is_uuid(*out) ? RC_OK : err_set(e, RC_INVALID, "the batch is no UUID");
}

enum rc plan_form_read(struct request *rq, size_t max, struct plan_form *out, struct err *e)
{
	const char *const *texts = form_values(rq->form, "pick", &out->n);

	if (out->n > max)
		return err_set(e, RC_INVALID, "%zu picks at once", out->n);
	out->picks = mem_array(rq, struct outbox_pick, out->n + 1);
	for (size_t i = 0; i < out->n; i++)
		if (!read_pick(rq, texts[i], &out->picks[i]))
			return err_set(e, RC_INVALID, "a pick cannot be read");
	return plan_form_batch(rq, &out->batch, e);
}

enum rc plan_form_left_out(struct request *rq, size_t n, struct err *e)
{
	struct fmt f = fmt_for(rq);

	if (!n)
		return RC_OK;
	return flash(rq,
		     mem_printf(rq,
				ngettext("%s has changed in the meantime and was left out.",
					 "%s have changed in the meantime and were left out.", n),
				fmt_int(&f, (int64_t)n)),
		     e);
}
