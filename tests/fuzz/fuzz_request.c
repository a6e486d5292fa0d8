/*
 * FastCGI parameters and the body behind them: from accepting to a request that was read. A line
 * NAME=VALUE each, an empty line, the body. A body in parts is left
 * for later, and all others that are no form are refused before a byte of them is read.
 */
#include "fuzz.h"

#include <fcgiapp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "web/request.h"
#include "web/server.h"

enum { PARAMS_MAX = 64 };

/* What libfcgi would have read from nginx. */
static struct {
	char *params[PARAMS_MAX + 1];
	const char *body;
	size_t left;
	bool asked;
} input;

int __wrap_FCGX_Accept_r(FCGX_Request *r);
int __wrap_FCGX_GetStr(char *to, int n, FCGX_Stream *in);
void __wrap_FCGX_Finish_r(FCGX_Request *r);

int __wrap_FCGX_Accept_r(FCGX_Request *r)
{
	r->envp = input.params;
	return 0;
}

int __wrap_FCGX_GetStr(char *to, int n, FCGX_Stream *in)
{
	size_t part = (size_t)n < input.left ? (size_t)n : input.left;

	(void)in;
	input.asked = true;
	memcpy(to, input.body, part);
	input.body += part;
	input.left -= part;
	return (int)part;
}

void __wrap_FCGX_Finish_r(FCGX_Request *r)
{
	(void)r;
}

static void split(void *mem, const uint8_t *data, size_t size)
{
	char *text = mem_strndup(mem, size ? (const char *)data : "", size);
	size_t n = 0;

	while (*text && *text != '\n' && n < PARAMS_MAX) {
		size_t len = strcspn(text, "\n");
		input.params[n] = mem_strndup(mem, text, len);
		n += strchr(input.params[n], '=') != NULL;
		text += len + (text[len] == '\n');
	}
	input.params[n] = NULL;
	input.body = text + (*text == '\n');
	input.left = strlen(input.body);
	input.asked = false;
}

/* A body is only asked for when it says that it is a form. */
static void check_asked(const struct request *rq)
{
	const char *type = str_or(req_env(rq, "CONTENT_TYPE"), "");

	MUST(!input.asked ||
	     (rq->method == POST && str_starts(type, "application/x-www-form-urlencoded")));
}

static void check_read(const struct request *rq)
{
	MUST(rq->path && !strpbrk(rq->path, "?#"));
	MUST(rq->raw_query && rq->raw_form);
}

static void check_refused(const struct request *rq, const struct err *e)
{
	fuzz_check_err(e->rc, e);
	MUST(rq->res->status >= 400 && rq->res->status < 500);
	MUST(rq->res->status != 415 || !input.asked);
}

/* Requests come from the wrapped calls; the socket only has to be one. */
static struct listener *listen_on_stdin(void)
{
	const struct sockaddr name = {.sa_family = AF_UNIX};
	struct listener *listener;
	struct err e = {0};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	MUST(fd >= 0 && !bind(fd, &name, sizeof(name.sa_family)) && !listen(fd, 1));
	MUST(dup2(fd, STDIN_FILENO) == STDIN_FILENO);
	MUST(!listener_open(mem_context(NULL, "listener"), &listener, &e));
	return listener;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct listener *listener;
	static const struct conf conf;
	struct web web = {.conf = &conf};
	void *mem = mem_context(NULL, "fuzz");
	struct request *rq;
	struct err e = {0};

	if (!listener)
		listener = listen_on_stdin();
	split(mem, data, size);
	MUST(!request_accept(listener, &web, &rq, &e));
	MUST(strlen(rq->id) == 8 && strspn(rq->id, "0123456789ABCDEF") == 8);
	if (request_read(rq, &e))
		check_refused(rq, &e);
	else
		check_read(rq);
	check_asked(rq);
	request_end(rq);
	mem_free(mem);
	return 0;
}
