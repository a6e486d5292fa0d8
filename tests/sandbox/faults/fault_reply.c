/* Answers that say no, in place of a resource. */
#include "server/errors.h"
#include "faults/fault_kind.h"
#include "server/page.h"
#include "sandbox.h"

void reply_error(struct exchange *x, const struct planned *p)
{
	answer_error(x,
		     p->number == 404	? ERROR_FORM_NOT_FOUND
		     : p->number == 406 ? ERROR_NOT_ACCEPTABLE
		     : p->number == 409 ? ERROR_REVISION
		     : p->number == 422 ? ERROR_LIMITS
					: ERROR_ACCESS_DENIED,
		     NULL, "fault");
}

void reply_unauthorized(struct exchange *x, const struct planned *p)
{
	answer_auth_error(x, p->number, "invalid_token", "Access token expired");
}

void reply_too_many(struct exchange *x, const struct planned *p)
{
	answer_error(x, ERROR_TOO_MANY, NULL, NULL);
	if (!str_empty(p->value))
		answer_header(x, "Retry-After", p->value);
}

static void reply_page(struct exchange *x, int status)
{
	const char *text = page_file(x, x->sb->pages_dir, "server-error.html");

	answer_text(x, status, MEDIA_HTML, str_or(text, ""));
}

/* value "empty": no body; a number: Retry-After with the page. */
void reply_server_error(struct exchange *x, const struct planned *p)
{
	if (str_eq(p->value, "empty"))
		answer_empty(x, p->number);
	else
		reply_page(x, p->number);
	if (p->amount)
		answer_header(x, "Retry-After", p->value);
}

void reply_html(struct exchange *x, const struct planned *p)
{
	reply_page(x, p->number);
}

void reply_front_array(struct exchange *x, const struct planned *p)
{
	answer_text(x, p->number, MEDIA_JSON,
		    "[{\"code\":\"UO,UC\",\"destination\":{\"service\":\"order-read\"}}]");
}

void reply_xml(struct exchange *x, const struct planned *p)
{
	answer_text(x, p->number, "application/xml",
		    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><error>UC</error>");
}

/* The visitor's id that support asks for. */
#define WALL_CID "AHrlqAAAAAMAz7_rehearsal~Xk2"

void reply_wall_json(struct exchange *x, const struct planned *p)
{
	answer_text(
	    x, p->number, MEDIA_JSON,
	    "{\"url\":\"https://geo.captcha-delivery.com/captcha/?initialCid=none&cid=" WALL_CID
	    "&t=fe\"}");
}

void reply_wall_html(struct exchange *x, const struct planned *p)
{
	answer_text(x, p->number, MEDIA_HTML,
		    "<html><head><title>allegro.pl</title></head><body><script>var dd={'rt':'c',"
		    "'cid':'" WALL_CID "','hsh':'77','t':'fe','host':'geo.captcha-delivery.com'}"
		    "</script></body></html>");
}

void reply_empty(struct exchange *x, const struct planned *p)
{
	answer_text(x, p->number, MEDIA_PUBLIC, "");
}
