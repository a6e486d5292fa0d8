/* The log of exchanges. */
#include "server/exchange_log.h"

#include <ctype.h>
#include <stdio.h>

#include "base/mem.h"

#include "server/routes.h"

struct exchange_log {
	FILE *file;
};

static int close_file(struct exchange_log *log)
{
	return fclose(log->file);
}

struct exchange_log *exchange_log_open(void *owner, const char *path)
{
	FILE *file = fopen(path, "a");

	if (!file)
		return NULL;
	struct exchange_log *log = mem_zero(owner, struct exchange_log);
	log->file = file;
	talloc_set_destructor(log, close_file);
	return log;
}

static void header_json(struct jw *w, const char *name, const char *value)
{
	char lower[64];
	size_t n = 0;

	for (; name[n] && n + 1 < sizeof(lower); n++)
		lower[n] = (char)tolower((unsigned char)name[n]);
	lower[n] = '\0';
	jw_str(w, lower, value);
}

static enum MHD_Result write_header(void *cls, enum MHD_ValueKind kind, const char *name,
				    const char *value)
{
	(void)kind;
	header_json(cls, name, value);
	return MHD_YES;
}

static void body_json(struct jw *w, const char *key, const struct str *body)
{
	if (!body->len)
		jw_null(w, key);
	else if (str_is_utf8(body->text, body->len))
		jw_str(w, key, body->text);
	else
		jw_str(w, key, "(not text)");
}

static const char *host_name(const struct exchange *x)
{
	static const char *const names[] = {[HOST_API] = "api",
					    [HOST_UPLOAD] = "upload",
					    [HOST_AUTH] = "auth",
					    [HOST_CONTROL] = "control"};

	return names[x->route ? x->route->host : HOST_API];
}

void exchange_log_write(struct exchange_log *log, const struct exchange *x)
{
	struct str line;
	struct jw w = {.out = &line};

	if (x->route && x->route->host == HOST_CONTROL)
		return;
	void *mem = mem_context(NULL, "exchange line");
	str_init(&line, mem, ANSWER_MAX);
	jw_object(&w, NULL);
	jw_str(&w, "host", host_name(x));
	jw_str(&w, "method", x->method);
	jw_str(&w, "url", x->uri);
	jw_object(&w, "reqHeaders");
	(void)MHD_get_connection_values(x->conn, MHD_HEADER_KIND, write_header, &w);
	jw_object_end(&w);
	jw_object(&w, "resHeaders");
	if (x->answer.media)
		header_json(&w, "content-type", x->answer.media);
	for (size_t i = 0; i < x->answer.headers.n; i++)
		header_json(&w, x->answer.headers.at[i].name, x->answer.headers.at[i].value);
	jw_object_end(&w);
	body_json(&w, "reqBody", &x->body);
	jw_int(&w, "status", x->answer.status);
	body_json(&w, "resBody", &x->answer.body);
	jw_object_end(&w);
	str_add_bytes(&line, "\n", 1);
	(void)fwrite(line.text, 1, line.len, log->file);
	(void)fflush(log->file);
	mem_free(mem);
}
