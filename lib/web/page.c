/* Layout, fragments and error pages. */
#include "web/page.h"

#include "base/log.h"
#include "base/mem.h"
#include "web/csrf.h"
#include "web/server.h"

enum { FRAGMENTS_MAX = 8 };

/* Names every layout may use; the product's own are in build/gen/tpl. */
#define V_BODY	 "BODY"
#define V_TITLE	 "TITLE"
#define V_LAYOUT "layout/base.html"
#define V_ERROR	 "errors/error.html"

struct page {
	struct tpl *layout;
	struct tpl *body;
	const char *layout_name;
	const char *body_name;
	struct {
		const char *target_id;
		const struct tpl *t;
		const char *name;
	} fragments[FRAGMENTS_MAX];
	int n_fragments;
};

static const struct {
	enum role least;
	const char *section;
} role_sections[] = {
    {ROLE_PACKER, "IF_PACKER"},
    {ROLE_SELLER, "IF_SELLER"},
    {ROLE_ADMINISTRATOR, "IF_ADMINISTRATOR"},
};

static void set_user(const struct session *s, struct tpl *root)
{
	tpl_show_global(root, s->user_id ? "IF_USER" : "IF_GUEST");
	if (!s->user_id)
		return;
	tpl_set_global(root, "USER_NAME", s->name);
	for (size_t i = 0; i < COUNT_OF(role_sections); i++) {
		if (s->role >= role_sections[i].least)
			tpl_show_global(root, role_sections[i].section);
	}
}

/* What a browser remembers of how pages should look; other values are not anybody's choice. */
static const struct look {
	const char *cookie;
	const char *values[2];
	const char *var;
	const char *section;
} looks[] = {
    {"theme", {"light", "dark"}, "THEME", "IF_THEME"},
    {"density", {"roomy", "tight"}, "DENSITY", "IF_DENSITY"},
};

static void set_look(struct request *rq, struct tpl *root, const struct look *look)
{
	char *value = cookie_find(rq, req_env(rq, "HTTP_COOKIE"), look->cookie);

	if (!str_eq(value, look->values[0]) && !str_eq(value, look->values[1]))
		return;
	tpl_set_global(root, look->var, value);
	tpl_show_global(root, look->section);
}

static void set_globals(struct request *rq, struct tpl *root)
{
	tpl_set_global(root, "CSRF", csrf_mask(rq, rq->session->csrf));
	tpl_set_global(root, "LANG", lang_code(rq->lang));
	set_user(rq->session, root);
	for (size_t i = 0; i < COUNT_OF(looks); i++)
		set_look(rq, root, &looks[i]);
}

struct tpl *page_open(struct request *rq, const char *template_name, const char *title)
{
	struct page *p = mem_zero(rq, struct page);

	p->layout_name = V_LAYOUT;
	p->body_name = template_name;
	p->layout = tpl_new(p);
	p->body = tpl_include(p->layout, V_BODY, template_name);
	set_globals(rq, p->layout);
	tpl_set(p->layout, V_TITLE, title);
	tpl_set(p->body, V_TITLE, title);
	rq->page = p;
	return p->body;
}

void page_fragment(struct request *rq, const char *target_id, const struct tpl *t,
		   const char *template_name)
{
	struct page *p = rq->page;

	if (p->n_fragments == FRAGMENTS_MAX)
		BUG("more than %d fragments", FRAGMENTS_MAX);
	p->fragments[p->n_fragments].target_id = target_id;
	p->fragments[p->n_fragments].t = t;
	p->fragments[p->n_fragments].name = template_name;
	p->n_fragments++;
}

void page_use_layout(struct request *rq, const char *template_name)
{
	rq->page->layout_name = template_name;
}

void page_status(struct request *rq, int status)
{
	rq->res->status = status;
}

/* htmx names the target as "id" or "tag#id", by version. */
static bool is_target(const char *header, const char *id)
{
	const char *hash = strchr(header, '#');

	return str_eq(hash ? hash + 1 : header, id);
}

static enum rc render_fragment(struct request *rq, struct err *e)
{
	struct page *p = rq->page;

	for (int i = 0; i < p->n_fragments; i++) {
		if (is_target(rq->hx_target, p->fragments[i].target_id))
			return tpl_render(rq->web->templates, rq->lang, p->fragments[i].name,
					  p->fragments[i].t, &rq->res->body, e);
	}
	return tpl_render(rq->web->templates, rq->lang, p->body_name, p->body, &rq->res->body, e);
}

static enum rc render_whole(struct request *rq, struct err *e)
{
	struct page *p = rq->page;
	const char *message = rq->session->flash;

	tpl_set_shown(p->layout, "FLASH", message, "IF_FLASH");
	if (rq->web->def->decorate)
		rq->web->def->decorate(rq, p->layout);
	if (tpl_render(rq->web->templates, rq->lang, p->layout_name, p->layout, &rq->res->body, e))
		return e->rc;
	return str_empty(message) ? RC_OK : flash_clear(rq, e);
}

enum rc page_render(struct request *rq, struct err *e)
{
	return rq->hx ? render_fragment(rq, e) : render_whole(rq, e);
}

/* --- Errors -------------------------------------------------------------------------------- */

static const struct error_text {
	int status;
	const char *title;
	const char *reason;
	const char *advice;
} error_texts[] = {
    {400, N_("This request was not understood"),
     N_("The address or the form contains something unexpected."),
     N_("Go back, reload the page and try again.")},
    {403, N_("This is not allowed"), N_("The form was opened in another session, or too long ago."),
     N_("Go back, reload the page and try again.")},
    {404, N_("There is no such page"),
     N_("The address is wrong, or what it showed is no longer there."),
     N_("Check the address, or start from the first page.")},
    {405, N_("This address works differently"), N_("It was used in a way it does not support."),
     N_("Open the page from the menu instead of by its address.")},
    {409, N_("Someone was faster"),
     N_("What you changed was changed by someone else in the meantime."),
     N_("Reload the page, look at the new state and decide again.")},
    {410, N_("This link no longer works"), N_("It was already used, or it is older than 24 hours."),
     N_("Ask the person who sent it for a new one. If you have a password, sign in with it.")},
    {413, N_("This is too large"), N_("A form may hold 256 kB, and a file 64 MB at most."),
     N_("Shorten the text, or split the file, and send it again.")},
    {429, N_("Too many attempts"), N_("Attempts in a row are slowed down on purpose."),
     N_("Wait a moment and try again.")},
    {503, N_("The database is not available"), N_("It is starting, busy or cannot be reached."),
     N_("Wait a moment and reload the page. Nothing was lost.")},
    {507, N_("There is no room for this file"), N_("The disk of the server is full."),
     N_("Ask your administrator to make room, then upload the file again.")},
    {500, N_("Something went wrong here"), N_("This is our fault, not yours."),
     N_("Try again. If it happens again, give the event number to your administrator.")},
};

/* The last row is the one for everything else. */
static const struct error_text *text_for(int status)
{
	size_t last = COUNT_OF(error_texts) - 1;

	for (size_t i = 0; i < last; i++) {
		if (error_texts[i].status == status)
			return &error_texts[i];
	}
	return &error_texts[status >= 500 ? last : 0];
}

/* The page is there, but for others. */
static const struct error_text *role_text(struct request *rq)
{
	struct error_text *text = mem_zero(rq, struct error_text);

	text->title = N_("This page is for another role");
	text->reason = mem_printf(rq, _("It requires at least this role: %s. Yours is: %s."),
				  role_label(rq->route->role), role_label(rq->session->role));
	text->advice = N_("Ask an administrator if you need it for your work.");
	return text;
}

static bool is_of_other_role(const struct request *rq, int status)
{
	return status == 403 && rq->route && rq->session->role < rq->route->role;
}

/* The product's own reason says who or what was in the way. */
static const struct error_text *refused_text(int status)
{
	static const struct error_text text = {0, N_("This cannot be done"), NULL,
					       N_("Go back: the page shows the current state.")};

	return status == 409 || status == 422 ? &text : text_for(status);
}

static void open_error(struct request *rq, int status, const char *reason)
{
	const struct error_text *text = is_of_other_role(rq, status) ? role_text(rq)
					: reason		     ? refused_text(status)
								     : text_for(status);
	const char *back = rq->method == POST ? req_back(rq, NULL) : NULL;

	response_reset(rq->res);
	struct tpl *t = page_open(rq, V_ERROR, _(text->title));
	tpl_set(t, "REASON", reason ? reason : _(text->reason));
	tpl_set(t, "ADVICE", _(text->advice));
	tpl_set(t, "EVENT", rq->id);
	tpl_set_shown(t, "BACK_URL", back, "IF_BACK");
	rq->res->status = status;
}

enum rc page_refuse(struct request *rq, int status, const char *reason)
{
	open_error(rq, status, reason);
	return RC_OK;
}

enum rc page_conflict(struct request *rq, const char *reason, struct err *e)
{
	if (e->rc != RC_CONFLICT)
		return e->rc;
	err_clear(e);
	return page_refuse(rq, 409, reason);
}

/* A page that cannot even say that it failed: plain text, the last resort. */
static void say_plainly(struct request *rq, int status)
{
	response_reset(rq->res);
	(void)respond_text(rq, status, "text/plain; charset=utf-8",
			   mem_printf(rq, "%d %s (%s)\n", status, status_text(status), rq->id));
}

void page_error(struct request *rq, int status)
{
	struct err e = {0};

	open_error(rq, status, NULL);
	if (page_render(rq, &e)) {
		log_err(LOG_LEVEL_ERROR, &e, "showing the error page");
		say_plainly(rq, status);
	}
}
