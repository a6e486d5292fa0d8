/*
 * The least an import can cost: fetch the same list pages with libcurl and array-insert the same
 * rows, page by page, one transaction each. No parsing, no rules, no comparison with what is there.
 *
 * The rows are those an import has made: they are read from its database before the clock starts
 * and go into a second database with the same schema. Numbers are bound as numbers, everything
 * else as it is; generated columns are left to the server.
 *
 * usage: floor orders|offers SOCKET FROM_DB TO_DB TOKEN USER_AGENT URL PAGES
 * where URL ends in "offset=" and PAGES of 100 orders, or 1,000 offers, are asked for
 */
#include <mysql.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include <curl/curl.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

enum { COLUMNS_MAX = 128, BATCH_ROWS = 1000, TABLES_MAX = 8 };

/*
 * What is imported. Of tables parents first; `parent` is the column that holds the id of a row of
 * the first: a table's rows go with theirs. Tables without one have a row for each of the first.
 */
static const struct kind {
	const char *name;
	long long page; /* of Allegro's list */
	struct source {
		const char *name;
		const char *parent;
	} tables[TABLES_MAX];
} kinds[] = {
    {"orders",
     100,
     {{"orders", "id"},
      {"order_person", "order_id"},
      {"order_line", "order_id"},
      {"order_extra", "order_id"},
      {"order_invoice_id", "order_id"},
      {"order_search", "order_id"},
      {"order_form", NULL},
      {"order_raw", NULL}}},
    {"offers", 1000, {{"offer", "id"}}},
};

struct column {
	bool number;
	char *indicators;
	long long *numbers;
	char **texts;
	unsigned long *lengths;
};

/* One table in memory, column by column, as array binding wants it. */
struct table {
	const char *name;
	size_t rows;
	unsigned n;
	struct column columns[COLUMNS_MAX];
	const struct column *parent; /* NULL: none */
	size_t done;		     /* rows stored so far */
	MYSQL_STMT *insert;
};

struct floor {
	MYSQL *db;
	const char *from;
	const char *to;
	const struct kind *kind;
	size_t n;
	struct table tables[TABLES_MAX];
};

static void check(MYSQL *db, int status)
{
	if (status)
		BUG("%s", mysql_error(db));
}

static void query(struct floor *f, const char *sql)
{
	check(f->db, mysql_real_query(f->db, sql, strlen(sql)));
}

/* Columns that can be written, comma separated. */
static char *columns_of(struct floor *f, void *mem, const char *table)
{
	query(f, mem_printf(mem,
			    "SELECT GROUP_CONCAT(column_name ORDER BY ordinal_position) FROM "
			    "information_schema.columns WHERE table_schema = '%s' AND table_name = "
			    "'%s' AND IFNULL(generation_expression, '') = ''",
			    f->from, table));
	MYSQL_RES *result = mysql_store_result(f->db);
	char *names = mem_strdup(mem, mysql_fetch_row(result)[0]);
	mysql_free_result(result);
	return names;
}

static void take_value(struct column *c, size_t row, const char *text, unsigned long len)
{
	c->indicators[row] = text ? STMT_INDICATOR_NONE : STMT_INDICATOR_NULL;
	if (text && c->number)
		c->numbers[row] = strtoll(text, NULL, 10);
	c->texts[row] = (char *)(uintptr_t)(text ? text : "");
	c->lengths[row] = len;
}

static void read_rows(struct table *t, void *mem, MYSQL_RES *result)
{
	const MYSQL_FIELD *fields = mysql_fetch_fields(result);

	t->rows = mysql_num_rows(result);
	t->n = mysql_num_fields(result);
	for (unsigned i = 0; i < t->n; i++) {
		t->columns[i].number =
		    fields[i].type == MYSQL_TYPE_LONGLONG || fields[i].type == MYSQL_TYPE_LONG;
		t->columns[i].indicators = mem_array(mem, char, t->rows);
		t->columns[i].numbers = mem_array(mem, long long, t->rows);
		t->columns[i].texts = mem_array(mem, char *, t->rows);
		t->columns[i].lengths = mem_array(mem, unsigned long, t->rows);
	}
	for (size_t row = 0; row < t->rows; row++) {
		MYSQL_ROW values = mysql_fetch_row(result);
		const unsigned long *lengths = mysql_fetch_lengths(result);
		for (unsigned i = 0; i < t->n; i++)
			take_value(&t->columns[i], row, values[i], lengths[i]);
	}
}

static MYSQL_STMT *prepare(struct floor *f, const char *sql)
{
	MYSQL_STMT *stmt = mysql_stmt_init(f->db);

	if (mysql_stmt_prepare(stmt, sql, strlen(sql)))
		BUG("%s: %s", sql, mysql_stmt_error(stmt));
	return stmt;
}

static char *placeholders(void *mem, unsigned n)
{
	char *list = mem_array(mem, char, n * 2 + 1);

	for (unsigned i = 0; i < n; i++)
		memcpy(list + (size_t)i * 2, i + 1 < n ? "?," : "?", 2);
	return list;
}

static const struct column *column_named(const struct table *t, MYSQL_RES *result, const char *name)
{
	const MYSQL_FIELD *fields = mysql_fetch_fields(result);

	for (unsigned i = 0; i < t->n; i++)
		if (str_eq(fields[i].name, name))
			return &t->columns[i];
	return NULL;
}

/* The result stays open: its memory holds the texts. */
static void load_table(struct floor *f, void *mem, struct table *t, const struct source *source)
{
	const char *name = source->name;
	char *columns = columns_of(f, mem, name);

	t->name = name;
	query(f, mem_printf(mem, "SELECT %s FROM %s.%s ORDER BY %s", columns, f->from, name,
			    str_or(source->parent, "1, 2")));
	MYSQL_RES *result = mysql_store_result(f->db);
	read_rows(t, mem, result);
	t->parent = column_named(t, result, str_or(source->parent, ""));
	if (t->rows)
		t->insert = prepare(f, mem_printf(mem, "INSERT INTO %s.%s (%s) VALUES (%s)", f->to,
						  name, columns, placeholders(mem, t->n)));
}

static void bind_column(MYSQL_BIND *bind, struct column *c, size_t from)
{
	*bind = (MYSQL_BIND){.buffer_type = c->number ? MYSQL_TYPE_LONGLONG : MYSQL_TYPE_STRING,
			     .buffer = c->number ? (void *)(c->numbers + from)
						 : (void *)(c->texts + from),
			     .length = c->lengths + from};
	bind->u.indicator = c->indicators + from;
}

static void insert_rows(struct table *t, size_t from, size_t until)
{
	MYSQL_BIND binds[COLUMNS_MAX];

	while (from < until) {
		unsigned n = (unsigned)(until - from < BATCH_ROWS ? until - from : BATCH_ROWS);
		for (unsigned i = 0; i < t->n; i++)
			bind_column(&binds[i], &t->columns[i], from);
		if (mysql_stmt_attr_set(t->insert, STMT_ATTR_ARRAY_SIZE, &n) ||
		    mysql_stmt_bind_param(t->insert, binds) || mysql_stmt_execute(t->insert))
			BUG("%s: %s", t->name, mysql_stmt_error(t->insert));
		from += n;
	}
}

/* Where the rows of a table end that belong to rows of the first up to `last`. */
static size_t end_of(const struct table *t, long long last, size_t share)
{
	size_t row = t->done;

	if (!t->parent)
		return share < t->rows ? share : t->rows;
	while (row < t->rows && t->parent->numbers[row] <= last)
		row++;
	return row;
}

/* The rows of page `page` of `pages`, committed together. */
static void store_page(struct floor *f, size_t page, size_t pages)
{
	const struct table *first = &f->tables[0];
	size_t share = first->rows * (page + 1) / pages;
	long long last = first->parent->numbers[share - 1];

	query(f, "START TRANSACTION");
	for (size_t i = 0; i < f->n; i++) {
		struct table *t = &f->tables[i];
		size_t end = end_of(t, last, share);
		if (t->insert)
			insert_rows(t, t->done, end);
		t->done = end;
	}
	query(f, "COMMIT");
}

static size_t count_bytes(char *data, size_t size, size_t n, void *total)
{
	(void)data;
	*(size_t *)total += size * n;
	return size * n;
}

static CURL *client(const char *token, const char *agent, size_t *bytes)
{
	struct curl_slist *headers = NULL;
	void *mem = mem_context(NULL, "client");
	CURL *curl = curl_easy_init();

	headers = curl_slist_append(headers, mem_printf(mem, "Authorization: Bearer %s", token));
	headers = curl_slist_append(headers, "Accept: application/vnd.allegro.public.v1+json");
	(void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	(void)curl_easy_setopt(curl, CURLOPT_USERAGENT, agent);
	(void)curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
	(void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, count_bytes);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, bytes);
	(void)curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
	return curl;
}

static void fetch(CURL *curl, const char *url)
{
	(void)curl_easy_setopt(curl, CURLOPT_URL, url);
	CURLcode status = curl_easy_perform(curl);
	if (status != CURLE_OK)
		BUG("%s: %s", url, curl_easy_strerror(status));
}

static double now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void open_databases(struct floor *f, void *mem, const char *socket)
{
	f->db = mysql_init(NULL);
	if (!mysql_real_connect(f->db, NULL, getenv("USER"), NULL, f->from, 0, socket, 0))
		BUG("%s", mysql_error(f->db));
	check(f->db, mysql_set_character_set(f->db, "utf8mb4"));
	query(f, "SET SESSION group_concat_max_len = 100000, time_zone = '+00:00'");
	query(f, mem_printf(mem, "INSERT IGNORE INTO %s.account SELECT * FROM %s.account", f->to,
			    f->from));
	for (f->n = 0; f->n < TABLES_MAX && f->kind->tables[f->n].name; f->n++)
		load_table(f, mem, &f->tables[f->n], &f->kind->tables[f->n]);
}

static const struct kind *kind_of(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (str_eq(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

int main(int argc, char **argv)
{
	struct floor f = {0};
	void *mem = mem_context(NULL, "floor");
	size_t bytes = 0;
	size_t rows = 0;
	int64_t pages;

	if (argc != 9 || !(f.kind = kind_of(argv[1])) || !str_to_i64(argv[8], 1, 100000, &pages))
		return EX_USAGE;
	f.from = argv[3];
	f.to = argv[4];
	open_databases(&f, mem, argv[2]);
	CURL *curl = client(argv[5], argv[6], &bytes);
	double start = now();
	double fetching = 0;
	for (int64_t i = 0; i < pages; i++) {
		double before = now();
		fetch(curl, mem_printf(mem, "%s%lld", argv[7], (long long)i * f.kind->page));
		fetching += now() - before;
		store_page(&f, (size_t)i, (size_t)pages);
	}
	double took = now() - start;
	for (size_t i = 0; i < f.n; i++)
		rows += f.tables[i].rows;
	(void)printf(
	    "{\"seconds\":%.4f,\"fetching\":%.4f,\"pages\":%lld,\"rows\":%zu,\"bytes\":%zu}\n",
	    took, fetching, (long long)pages, rows, bytes);
	return EXIT_SUCCESS;
}
