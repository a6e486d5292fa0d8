/*
 * The least a page can cost: libfcgi, one connection, the same statements prepared once, every
 * value of every row escaped into the answer, and the answer as long as the panel's.
 *
 * Statements come from a file, one a line, as the server logged them for the panel's page; values
 * stand in them, so there is nothing to bind. No login, no session, no template, no language.
 *
 * usage: bare (as a FastCGI program) with BARE_SOCKET, BARE_DB, BARE_SQL and BARE_BYTES in its
 * environment
 */
#include <fcgiapp.h>
#include <mysql.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

enum { STATEMENTS_MAX = 32, COLUMNS_MAX = 64, VALUE_MAX = 4096, PAGE_MAX = 1024 * 1024 };

struct column {
	char text[VALUE_MAX];
	unsigned long len;
	my_bool null;
};

struct statement {
	MYSQL_STMT *stmt;
	unsigned columns;
};

struct bare {
	MYSQL *db;
	size_t n;
	struct statement statements[STATEMENTS_MAX];
	struct column columns[COLUMNS_MAX];
	size_t bytes;
};

static const char head[] = "Content-Type: text/html; charset=utf-8\r\n\r\n<!doctype html><table>";

static void stop(int number)
{
	(void)number;
	FCGX_ShutdownPending();
}

static void prepare(struct bare *b, const char *sql)
{
	struct statement *s = &b->statements[b->n++];

	s->stmt = mysql_stmt_init(b->db);
	if (mysql_stmt_prepare(s->stmt, sql, strlen(sql)))
		BUG("%s: %s", sql, mysql_stmt_error(s->stmt));
	s->columns = mysql_stmt_field_count(s->stmt);
	if (s->columns > COLUMNS_MAX)
		BUG("too many columns");
}

static void read_statements(struct bare *b, void *mem, const char *path)
{
	char *line = mem_array(mem, char, PAGE_MAX);
	FILE *file = fopen(path, "re");

	if (!file)
		BUG("cannot read %s", path);
	while (b->n < STATEMENTS_MAX && fgets(line, PAGE_MAX, file)) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0])
			prepare(b, line);
	}
	(void)fclose(file);
}

static void add_escaped(struct str *page, const char *text, size_t len)
{
	static const struct {
		char c;
		const char *code;
	} codes[] = {{'<', "&lt;"}, {'>', "&gt;"}, {'&', "&amp;"}, {'"', "&#34;"}, {'\'', "&#39;"}};
	size_t plain = 0;

	for (size_t i = 0; i < len; i++)
		for (size_t c = 0; c < COUNT_OF(codes); c++)
			if (text[i] == codes[c].c) {
				str_add_bytes(page, text + plain, i - plain);
				str_add(page, codes[c].code);
				plain = i + 1;
			}
	str_add_bytes(page, text + plain, len - plain);
}

static void add_rows(struct bare *b, const struct statement *s, struct str *page)
{
	MYSQL_BIND binds[COLUMNS_MAX] = {0};

	for (unsigned i = 0; i < s->columns; i++)
		binds[i] = (MYSQL_BIND){.buffer_type = MYSQL_TYPE_STRING,
					.buffer = b->columns[i].text,
					.buffer_length = VALUE_MAX,
					.length = &b->columns[i].len,
					.is_null = &b->columns[i].null};
	if (mysql_stmt_execute(s->stmt) || (s->columns && mysql_stmt_bind_result(s->stmt, binds)))
		BUG("%s", mysql_stmt_error(s->stmt));
	while (s->columns && mysql_stmt_fetch(s->stmt) == 0) {
		str_add(page, "<tr>");
		for (unsigned i = 0; i < s->columns; i++) {
			str_add(page, "<td>");
			if (!b->columns[i].null)
				add_escaped(page, b->columns[i].text, b->columns[i].len);
		}
	}
	(void)mysql_stmt_free_result(s->stmt);
}

/* As long as the panel's page: the rest of it is markup that does not change. */
static void fill_up(struct str *page, size_t bytes)
{
	static const char blank[] =
	    "<!-- the markup of a page, which costs nothing but its length -->\n";

	while (page->len < bytes) {
		size_t left = bytes - page->len;
		str_add_bytes(page, blank, left < sizeof(blank) - 1 ? left : sizeof(blank) - 1);
	}
}

static void answer(struct bare *b, FCGX_Request *request)
{
	void *mem = mem_pool(NULL, 256 * 1024);
	struct str page;

	str_init(&page, mem, PAGE_MAX);
	for (size_t i = 0; i < b->n; i++)
		add_rows(b, &b->statements[i], &page);
	fill_up(&page, b->bytes);
	(void)FCGX_PutStr(head, sizeof(head) - 1, request->out);
	(void)FCGX_PutStr(page.text, (int)page.len, request->out);
	FCGX_Finish_r(request);
	mem_free(mem);
}

int main(void)
{
	static struct bare b;
	void *mem = mem_context(NULL, "bare");
	FCGX_Request request;
	int64_t bytes = 0;
	struct sigaction end = {.sa_handler = stop};

	(void)sigaction(SIGTERM, &end, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	if (!str_to_i64(getenv("BARE_BYTES"), 0, PAGE_MAX, &bytes))
		return EX_USAGE;
	b.bytes = (size_t)bytes;
	b.db = mysql_init(NULL);
	if (!mysql_real_connect(b.db, NULL, getenv("USER"), NULL, getenv("BARE_DB"), 0,
				getenv("BARE_SOCKET"), 0))
		BUG("%s", mysql_error(b.db));
	(void)mysql_set_character_set(b.db, "utf8mb4");
	read_statements(&b, mem, getenv("BARE_SQL"));
	if (FCGX_Init() || FCGX_InitRequest(&request, 0, FCGI_FAIL_ACCEPT_ON_INTR))
		return EX_SOFTWARE;
	while (FCGX_Accept_r(&request) == 0)
		answer(&b, &request);
	mem_free(mem);
	return EXIT_SUCCESS;
}
