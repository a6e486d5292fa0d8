/* Addresses of the shop: decided here, asked by fetch-products. */
#include "base/conf.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/catalog/source_address.h"
#include "products/products.h"
#include "products/source_view.h"
#include "tpl/products/source.h"
#include "urls.h"
#include "web/page.h"

enum { PROFILE_CHARS = 100 };

const struct field source_fields[] = {
    {"version", .type = FIELD_INT, .min = 0, .max = INT32_MAX, INTO(struct source_draft, version)},
    {"address", .type = FIELD_TEXT, .max = SOURCE_ADDRESS_MAX, INTO(struct source_draft, address)},
    {"profile", .type = FIELD_TEXT, .max = PROFILE_CHARS, INTO(struct source_draft, profile)},
    {"period", .type = FIELD_INT, .min = SOURCE_PERIOD_MIN, .max = SOURCE_PERIOD_MAX,
     .flags = FIELD_REQUIRED, INTO(struct source_draft, period_min)},
    {"auto", .type = FIELD_FLAG},
    {0},
};

static enum rc show(struct request *rq, struct source_form *form, struct err *e)
{
	struct fmt f = fmt_for(rq);
	const char *title = form->source ? form->source->profile : _("Address of an export");

	struct tpl *t = page_open(rq, TPL_PRODUCTS_SOURCE, title);
	source_form_fill(t, &f, form);
	if (form->problem)
		page_status(rq, 422);
	return e->rc;
}

enum rc pg_source_new(struct request *rq, struct err *e)
{
	struct source_form form = {.typed = {.period_min = SOURCE_PERIOD_USUAL}};

	return show(rq, &form, e);
}

enum rc pg_source(struct request *rq, struct err *e)
{
	struct file_source s;
	uint64_t id;

	if (req_id(rq, "id", &id, e) || source_load(rq->db, rq, id, &s, e))
		return e->rc;
	struct source_form form = {
	    .source = &s, .typed = {.period_min = s.period_min, .auto_apply = s.auto_apply}};
	return show(rq, &form, e);
}

/* ---- Saving -----------------------------------------------------------------------------------
 */

static void read_draft(struct request *rq, struct source_draft *out)
{
	*out =
	    (struct source_draft){.address = "", .profile = "", .period_min = SOURCE_PERIOD_USUAL};
	form_into(rq->form, out);
	out->auto_apply = form_flag(rq->form, "auto");
}

/* The words, and the line of the configuration, which only who looks after the server can write. */
static const char *find_problem(struct request *rq, struct source_form *form)
{
	const struct source_draft *d = &form->typed;
	const char *hosts = rq->conf->feed_hosts;
	const char *host;

	if (form->source && str_empty(d->address))
		return NULL;
	if (!form->source && str_empty(d->profile))
		return _("Enter the name of a profile.");
	switch (source_address_check(rq, hosts, d->address, &host)) {
	case SOURCE_OK:
		return NULL;
	case SOURCE_HAS_LOGIN:
		return _("An address with a login and password is not accepted, because it would "
			 "end up in logs on its way. Use an address with a key.");
	case SOURCE_NOT_LISTED:
		form->setting = mem_printf(rq, "feed-hosts = \"%s%s%s\"", hosts,
					   str_empty(hosts) ? "" : " ", host);
		return mem_printf(rq,
				  _("Kram may fetch only from servers named in its configuration. "
				    "Ask whoever looks after the server to put this line into %s "
				    "and to restart the panel; then save again."),
				  rq->conf->path);
	default:
		return _("This is not the address of a file. It looks like "
			 "https://shop.pl/export/products.csv");
	}
}

static enum rc save(struct request *rq, struct source_form *form, struct err *e)
{
	form->problem = find_problem(rq, form);
	if (form->problem)
		return show(rq, form, e);
	if (source_save(rq->db, &form->typed, rq->session->login, e) == RC_CONFLICT &&
	    !form->source) {
		err_clear(e);
		form->problem = _("This profile already has an address. Change that one, or enter "
				  "another profile.");
		return show(rq, form, e);
	}
	if (e->rc)
		return page_conflict(rq, _("Someone changed this address before you."), e);
	const char *said = str_empty(form->typed.address)
			       ? _("Saved.")
			       : _("Saved. The file will be fetched within a minute.");
	if (flash(rq, said, e))
		return e->rc;
	return redirect(rq, url_files());
}

enum rc do_source_add(struct request *rq, struct err *e)
{
	struct source_form form = {0};

	read_draft(rq, &form.typed);
	form.typed.version = 0;
	return save(rq, &form, e);
}

enum rc do_source_save(struct request *rq, struct err *e)
{
	struct file_source s;
	struct source_form form = {.source = &s};

	read_draft(rq, &form.typed);
	if (req_id(rq, "id", &form.typed.profile_id, e) ||
	    source_load(rq->db, rq, form.typed.profile_id, &s, e))
		return e->rc;
	if (!form.typed.version)
		form.typed.version = s.version;
	return save(rq, &form, e);
}

/* ---- Buttons ----------------------------------------------------------------------------------
 */

static enum rc act(struct request *rq, enum source_change change, const char *said, struct err *e)
{
	uint64_t id;

	if (req_id(rq, "id", &id, e))
		return e->rc;
	if (source_change(rq->db, id, change, rq->session->login, e))
		return page_conflict(rq, _("Someone changed this address before you."), e);
	if (flash(rq, said, e))
		return e->rc;
	return redirect(rq, url_files());
}

enum rc do_source_fetch(struct request *rq, struct err *e)
{
	return act(rq, SOURCE_NOW, _("The file will be fetched within a minute."), e);
}

enum rc do_source_pause(struct request *rq, struct err *e)
{
	return act(rq, SOURCE_PAUSE, _("Paused. Kram fetches nothing until you resume it."), e);
}

enum rc do_source_resume(struct request *rq, struct err *e)
{
	return act(rq, SOURCE_RESUME, _("The file will be fetched within a minute."), e);
}

enum rc do_source_remove(struct request *rq, struct err *e)
{
	return act(rq, SOURCE_REMOVE, _("The address has been removed."), e);
}
