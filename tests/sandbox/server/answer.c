/* What handlers read from a request and how they answer. */
#include <string.h>

#include "base/mem.h"

#include "server/http.h"

const char *pairs_get(const struct pairs *p, const char *name)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_eq(p->at[i].name, name))
			return p->at[i].value;
	return NULL;
}

const char *query_get(const struct exchange *x, const char *name)
{
	return pairs_get(&x->query, name);
}

const char *form_get(const struct exchange *x, const char *name)
{
	return pairs_get(&x->form, name);
}

const char *header_get(const struct exchange *x, const char *name)
{
	return MHD_lookup_connection_value(x->conn, MHD_HEADER_KIND, name);
}

static char *unescaped(void *owner, const char *from, size_t len)
{
	char *s = mem_strndup(owner, from, len);

	for (char *p = s; *p; p++)
		if (*p == '+')
			*p = ' ';
	(void)MHD_http_unescape(s);
	return s;
}

void pairs_parse(void *owner, const char *text, struct pairs *out)
{
	while (*text && out->n < PAIRS_MAX) {
		size_t len = strcspn(text, "&");
		size_t name = strcspn(text, "=&");
		struct pair *p = &out->at[out->n];
		p->name = unescaped(owner, text, name);
		p->value = name < len ? unescaped(owner, text + name + 1, len - name - 1) : "";
		out->n += len > 0;
		text += len + (text[len] == '&');
	}
}

void answer_empty(struct exchange *x, int status)
{
	x->answer.status = status;
	x->answer.media = NULL;
	x->answer.body.len = 0;
}

struct jw answer_json(struct exchange *x, int status, const char *media)
{
	answer_empty(x, status);
	x->answer.media = media;
	return (struct jw){.out = &x->answer.body};
}

void answer_text(struct exchange *x, int status, const char *media, const char *text)
{
	answer_empty(x, status);
	x->answer.media = media;
	str_add(&x->answer.body, text);
}

void answer_header(struct exchange *x, const char *name, const char *value)
{
	struct pairs *h = &x->answer.headers;

	if (h->n == HEADERS_MAX)
		BUG("too many headers in one answer");
	h->at[h->n++] = (struct pair){name, mem_strdup(x, value)};
}

void answer_redirect(struct exchange *x, const char *url)
{
	answer_empty(x, MHD_HTTP_SEE_OTHER);
	answer_header(x, "Location", url);
}

void answer_stream(struct exchange *x, const char *media,
		   ssize_t (*stream)(void *cls, uint64_t pos, char *buf, size_t max), void *cls)
{
	answer_empty(x, MHD_HTTP_OK);
	x->answer.media = media;
	x->answer.stream = stream;
	x->answer.stream_cls = cls;
}
