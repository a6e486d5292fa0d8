/* Refusals of the authorisation server. Its texts are cut before the token they quote. */
#include "allegro/oauth_answer.h"

#include <strings.h>

#include "base/mem.h"

/* What the words of OAuth mean for the caller; others keep the meaning of their status. */
static const struct {
	const char *word;
	enum rc rc;
	const char *text;
} words[] = {
    {"invalid_grant", RC_REMOTE, "the code or refresh token is used, expired or revoked"},
    {"access_denied", RC_DENIED, "the seller refused"},
    {"invalid_client", RC_AUTH, "the client id and secret are refused"},
    {"unauthorized", RC_AUTH, "the client id and secret are refused"},
    {"unauthorized_client", RC_REMOTE, "the application is not registered for this way to connect"},
    {"invalid_request", RC_REMOTE, "the request is refused"},
    {"expired_token", RC_REMOTE, "the device code is expired"},
    {"authorization_pending", RC_RETRY, "the seller has not confirmed yet"},
    {"slow_down", RC_RETRY, "asked too often"},
};

/* Before a colon: what follows may quote the token ("Invalid refresh token: eyJ…", FACTS 14). */
static const char *safe_text(void *owner, const char *description)
{
	return mem_strndup(owner, str_or(description, ""), strcspn(str_or(description, ""), ":"));
}

/* In the words of OAuth, and without the token they may quote; what it means stays. */
static void reword(const struct http_response *r, const char *what, const struct answer_error *a,
		   struct err *e)
{
	void *scratch = mem_context(NULL, "oauth error");
	const char *text = safe_text(scratch, a->text);
	const struct err was = *e;
	enum rc rc = was.rc;

	for (size_t i = 0; a->code && i < COUNT_OF(words); i++)
		if (strcasecmp(words[i].word, a->code) == 0) {
			rc = words[i].rc;
			text = words[i].text;
		}
	err_set(e, rc, "%s: %d %s: %s", what, r->status, str_or(a->code, "no reason"), text);
	e->meaning = was.meaning;
	e->http = was.http;
	e->retry_after_s = was.retry_after_s;
	err_code(e, a->code);
	mem_free(scratch);
}

enum rc oauth_answer_check(const struct http_response *r, const struct answer_ask *asked,
			   struct err *e)
{
	void *scratch = mem_context(NULL, "oauth answer");
	enum rc rc = answer_check(r, asked, e);
	struct answer_error a = {0};

	if (rc)
		a = answer_error_read(scratch, r);
	if (a.code || a.text)
		reword(r, asked->what, &a, e);
	mem_free(scratch);
	return rc ? e->rc : RC_OK;
}
