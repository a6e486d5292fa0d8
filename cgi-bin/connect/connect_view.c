/* Problems and the device flow, on pages. */
#include "connect/connect_view.h"

#include <inttypes.h>
#include <time.h>

#include "accounts/account_view.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "common/qr.h"
#include "tpl/connect/_device.h"
#include "tpl/connect/_problem.h"
#include "tpl/connect/device.h"
#include "tpl/connect/problem.h"
#include "web/i18n.h"
#include "web/page.h"
#include "web/url.h"

static char *id_text(struct request *rq, uint64_t id)
{
	return mem_printf(rq, "%" PRIu64, id);
}

/* The accounts pages are the panel's; their patterns are part of what both programs agree on. */
char *connect_new_url(struct request *rq, const char *environment, const char *kind,
		      uint64_t account_id)
{
	const struct url_arg args[] = {
	    {"environment", environment},
	    {"kind", kind},
	    {"account_id", account_id ? id_text(rq, account_id) : NULL},
	};

	return url_with(rq, "/accounts/new", args, COUNT_OF(args));
}

char *connect_account_url(struct request *rq, uint64_t account_id)
{
	return url_build(rq, "/accounts/:id", (const char *const[]){id_text(rq, account_id), NULL});
}

char *connect_device_url(struct request *rq, const char *id)
{
	return url_build(rq, "/connect/device/:id", (const char *const[]){id, NULL});
}

static void fill_problem(struct request *rq, struct tpl *t, const struct problem *p,
			 const char *trace)
{
	tpl_set(t, T_WHAT, _(p->what));
	tpl_set(t, T_WHY, _(p->why));
	tpl_set(t, T_TODO, _(p->todo));
	tpl_set(t, T_EVENT, rq->id);
	tpl_set_shown(t, T_TRACE, trace, T_IF_TRACE);
}

enum rc connect_refuse(struct request *rq, const struct way_back *back, struct err *e)
{
	const struct problem *p = problem_of(e);

	if (p->status >= 500 && e->rc != RC_RETRY && e->rc != RC_SHAPE)
		return e->rc;
	log_err(LOG_LEVEL_WARN, e, "%s: %s", rq->path, p->key);
	struct tpl *t = page_open(rq, TPL_CONNECT_PROBLEM, _("That did not work"));
	fill_problem(rq, tpl_include(t, T_PROBLEM, TPL_CONNECT__PROBLEM), p, e->trace);
	tpl_set(t, T_BACK_URL, back->url);
	tpl_set(t, T_BACK_TEXT, back->text);
	page_status(rq, p->status);
	err_clear(e);
	return RC_OK;
}

static void fill_qr(struct request *rq, struct tpl *t, const char *text)
{
	struct err ignored = {0};
	struct qr qr;

	if (qr_encode(rq, text, &qr, &ignored))
		return;
	struct tpl *svg = tpl_add(t, T_QR);
	tpl_set_int(svg, T_QR_SIZE, qr.size);
	for (size_t i = 0; i < qr.n; i++) {
		struct tpl *run = tpl_add(svg, T_RUN);
		tpl_set_int(run, T_X, qr.runs[i].x);
		tpl_set_int(run, T_Y, qr.runs[i].y);
		tpl_set_int(run, T_W, qr.runs[i].width);
	}
}

static void fill_open(struct request *rq, struct tpl *t, const struct connect_flow *f)
{
	struct tm tm;

	time_local(f->expires_at, &tm);
	tpl_set(t, T_USER_CODE, f->user_code);
	tpl_set(t, T_LINK, f->verification_uri_complete);
	tpl_set(t, T_VERIFICATION_URI, f->verification_uri);
	tpl_set_int(t, T_INTERVAL, (int64_t)f->interval_s);
	tpl_set(t, T_EXPIRES, mem_printf(rq, "%02d:%02d", tm.tm_hour, tm.tm_min));
	tpl_show(t, T_IF_OPEN);
	fill_qr(rq, t, f->verification_uri_complete);
}

void connect_device_page(struct request *rq, const struct connect_flow *f,
			 const struct err *trouble)
{
	const struct environment_label *env = environment_label_of(f->environment);
	const char *title = mem_printf(rq, _("Connect %s"), f->name);
	struct tpl *page = page_open(rq, TPL_CONNECT_DEVICE, title);
	struct tpl *t = tpl_include(page, T_DEVICE, TPL_CONNECT__DEVICE);

	tpl_set(page, T_ENVIRONMENT, _(env->name));
	tpl_set(page, T_ENV_TONE, env->tone);
	tpl_set(t, T_SELF_URL, connect_device_url(rq, f->id));
	tpl_set(t, T_BACK_URL, connect_new_url(rq, f->environment, "device", 0));
	if (f->state == CONNECT_OPEN)
		fill_open(rq, t, f);
	if (f->state == CONNECT_FAILED) {
		tpl_show(t, T_IF_FAILED);
		fill_problem(rq, tpl_include(t, T_PROBLEM, TPL_CONNECT__PROBLEM),
			     problem_find(f->problem), trouble->trace);
	}
	page_fragment(rq, "device", t, TPL_CONNECT__DEVICE);
}
