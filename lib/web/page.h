#ifndef WEB_PAGE_H
#define WEB_PAGE_H

/*
 * A page: the layout around a template, or only the part htmx asked for.
 *
 *	enum rc pg_orders(struct request *rq, struct err *e)
 *	{
 *		struct tpl *t = page_open(rq, TPL_ORDERS_LIST, _("Orders"));
 *		struct tpl *rows = tpl_include(t, T_ROWS, TPL_ORDERS__ROWS);
 *		...
 *		page_fragment(rq, "orders", rows, TPL_ORDERS__ROWS);
 *		return RC_OK;
 *	}
 *
 * The dispatcher renders after the handler has returned. A request of htmx (HX-Request: true)
 * gets the fragment registered for its HX-Target, else the body without the layout; both have
 * the URL of the page, so reload, links and a browser without JavaScript see the same.
 *
 * Every template sees these values and sections: CSRF (value of the hidden field "csrf" that
 * each form must have), LANG, THEME, and when
 * somebody is logged in IF_USER with USER_NAME, IF_PACKER, IF_SELLER, IF_ADMINISTRATOR (each from
 * that role up), else IF_GUEST.
 */

#include "base/compiler.h"
#include "base/err.h"
#include "web/request.h"
#include "web/template.h"

struct web;

/* Start the page of this request; returns the dictionary of its template. */
struct tpl *page_open(struct request *rq, const char *template_name,
		      const char *title) RETURNS_NONNULL;

/* What a request of htmx for the element with this id gets instead of the page. */
void page_fragment(struct request *rq, const char *target_id, const struct tpl *t,
		   const char *template_name);

/* Use another layout (print, login); "layout/base.html" is the usual one. */
void page_use_layout(struct request *rq, const char *template_name);

/* Status of the page when it is not 200 (422 for a form shown again). */
void page_status(struct request *rq, int status);

/* Render what was opened into the response. */
MUST_CHECK enum rc page_render(struct request *rq, struct err *e);

/* Replace the response by an error page with the event number; falls back to plain text. */
void page_error(struct request *rq, int status);

/*
 * Answer an error with a reason of the product's own, already in the user's language (NULL: the
 * usual one of that status). Returns
 * RC_OK: the handler has dealt with it.
 */
enum rc page_refuse(struct request *rq, int status, const char *reason);

/* The same with 409 for an RC_CONFLICT in e: somebody was faster. Any other error stays one. */
enum rc page_conflict(struct request *rq, const char *reason, struct err *e);

#endif
