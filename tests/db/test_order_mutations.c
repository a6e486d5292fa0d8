/*
 * F17: structural mutations of order documents, ten thousand at full depth, through the importer.
 * Whatever comes is refused or stored as it is: nothing is guessed, and nothing that was here
 * changes for a document that cannot be read.
 */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "db/stmt.h"
#include "json_mutate.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
	BATCH =
	    20, /* one that the database refuses is applied singly: small ones are sooner done */
	FORMS = 500, /* each is mutated again and again: what was read well turns bad, and back */
	MUTATED_DOCUMENTS = 10000,
	MUTATED_SAMPLE = 1500,
	DOC_MAX = 16 * 1024,
	SEEDS_MAX = 16,
	FORM_ID_SIZE = 37,
};

static void *mem;
static struct db *db;
static struct turn way;
static char *seeds[SEEDS_MAX];
static size_t n_seeds;

/* A form and its documents. */
static struct {
	char id[FORM_ID_SIZE];
	const char *sent; /* in this batch; NULL: it was no JSON at all */
	void *owner;
	struct json *doc; /* the last one that was read well; NULL: none yet */
} forms[FORMS];

static char *read_file(const char *path)
{
	char *text = mem_array(mem, char, DOC_MAX);
	FILE *f = fopen(path, "re");

	assert_non_null(f);
	text[fread(text, 1, DOC_MAX - 1, f)] = '\0';
	(void)fclose(f);
	return text;
}

static int setup_group(void **state)
{
	glob_t found;

	(void)state;
	mem = mem_context(NULL, "mutations");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	assert_int_equal(glob("tests/fuzz/corpus/order/rehearsal-*", 0, NULL, &found), 0);
	for (; n_seeds < found.gl_pathc && n_seeds < SEEDS_MAX; n_seeds++)
		seeds[n_seeds] = read_file(found.gl_pathv[n_seeds]);
	globfree(&found);
	return 0;
}

/* What buyers are called stands in every field by now: nobody is to look for it there. */
static void forget_people(void)
{
	static const struct stmt_def people = {
	    "DELETE p FROM order_person p JOIN orders o ON o.id = p.order_id WHERE account_id = ?",
	    "u", NO_ROWS};
	struct err e = {0};

	if (stmt_run(db, &people, PARAMS(P_U64(way.account->id)), NULL, &e))
		fail_msg("%s", e.msg);
}

static int teardown_group(void **state)
{
	(void)state;
	forget_people();
	for (size_t i = 0; i < FORMS; i++)
		mem_free(forms[i].owner);
	mem_free(mem);
	db_end();
	return 0;
}

/* Every UUID of the document begins with the number: ids of one form are nobody else's. */
static void number_ids(char *doc, unsigned number)
{
	static const char field[] = "\"id\":\"";
	char digits[9];

	(void)snprintf(digits, sizeof(digits), "%08x", number);
	for (char *p = doc; (p = strstr(p, field)); p++) {
		char *id = p + strlen(field);
		if (strcspn(id, "\"") == FORM_ID_SIZE - 1 && id[8] == '-')
			memcpy(id, digits, 8);
	}
}

/* Two forms of three are mutated each time. */
static bool is_mutated(unsigned form)
{
	return form % 3 != 0;
}

/* The document of a form, mutated by the seed if it is one of those. */
static struct bytes document(void *owner, unsigned form, unsigned seed)
{
	char *text = mem_array(owner, char, DOC_MAX);
	const char *original = seeds[form % n_seeds];
	size_t len = strlen(original);

	memcpy(text, original, len + 1);
	number_ids(text, form);
	memcpy(forms[form].id, strstr(text, "\"id\":\"") + 6, FORM_ID_SIZE - 1);
	if (is_mutated(form))
		len = json_mutate_text(text, DOC_MAX, seed);
	return (struct bytes){text, len};
}

/* A text of the document without its quotes; NULL when absent. */
static const char *text_at(void *owner, struct json *doc, const char *path)
{
	struct json *v = json_at(doc, path);

	if (!v)
		return NULL;
	char *text = json_text(owner, v);
	size_t len = strlen(text);
	return text[0] == '"' ? mem_strndup(owner, text + 1, len - 2) : text;
}

static void assert_money(void *owner, struct json *doc, const char *path, struct money m)
{
	struct money said;
	struct err e = {0};

	assert_int_equal(money_is_none(m), json_at(doc, path) == NULL);
	if (money_is_none(m))
		return;
	if (money_parse(text_at(owner, doc, mem_printf(owner, "%s/amount", path)),
			text_at(owner, doc, mem_printf(owner, "%s/currency", path)), &said, &e))
		fail_msg("%s: %s, and it was stored", path, e.msg);
	assert_int_equal(m.minor, said.minor);
	assert_string_equal(m.currency, said.currency);
}

struct form_row {
	const char *form_id;
	const char *state;
	const char *status;
	struct money total;
	int64_t finished_at;
	int64_t lines;
};
static const struct stmt_def form_list = {
    "SELECT f.form_id, f.state, o.status, o.total_minor, o.currency, o.payment_finished_at,"
    " (SELECT COUNT(*) FROM order_line l WHERE l.order_id = o.id)"
    " FROM order_form f LEFT JOIN orders o USING (account_id, form_id)"
    " WHERE f.account_id = ? AND f.form_id BETWEEN ? AND ?",
    "uss",
    ROWS(struct form_row, STR(form_id), STR(state), STR(status), MONEY(total), TIME(finished_at),
	 I64(lines))};

struct line_row {
	const char *form_id;
	const char *line_id;
	int64_t quantity;
	struct money price;
};
static const struct stmt_def line_list = {
    "SELECT o.form_id, l.line_item_id, l.quantity, l.price_minor, l.currency FROM orders o"
    " JOIN order_line l ON l.order_id = o.id WHERE o.account_id = ?"
    " AND o.place <> 'merged' AND o.form_id BETWEEN ? AND ?",
    "uss", ROWS(struct line_row, STR(form_id), STR(line_id), I64(quantity), MONEY(price))};

static void *rows_of(void *owner, const struct stmt_def *def, unsigned first, size_t *n)
{
	void *rows;
	struct err e = {0};

	if (stmt_list_(db, owner, def,
		       PARAMS(P_U64(way.account->id), P_STR(forms[first].id),
			      P_STR(forms[first + BATCH - 1].id)),
		       &rows, 0, n, &e))
		fail_msg("%s", e.msg);
	return rows;
}

/* Ids begin with the number of their form. */
static size_t form_of(const char *id)
{
	size_t form = strtoul(id, NULL, 16);

	assert_true(form < FORMS && str_eq(forms[form].id, id));
	return form;
}

/* What is stored of a form is what its last good document says. */
static void check_form(void *owner, const struct form_row *row)
{
	struct json *doc = forms[form_of(row->form_id)].doc;
	int64_t paid = TIME_NONE;
	const char *finished = doc ? text_at(owner, doc, "/payment/finishedAt") : NULL;

	/* Mutated lines of two orders may have one id: the later order has it then. */
	if (str_eq(row->state, "SUPERSEDED"))
		return;
	assert_int_equal(row->status != NULL, doc != NULL);
	if (!doc)
		return;
	assert_money(owner, doc, "/summary/totalToPay", row->total);
	/* What an unreadable one says clearly has gone into these. */
	if (!str_eq(row->state, "APPLIED"))
		return;
	assert_string_equal(row->status, str_ascii(owner, text_at(owner, doc, "/status"), 40));
	assert_true(!finished || time_parse_rfc3339(finished, &paid));
	assert_int_equal(row->finished_at, paid);
}

static void check_line(void *owner, const struct line_row *row)
{
	struct json *lines = json_at(forms[form_of(row->form_id)].doc, "/lineItems");
	struct json *line = NULL;
	int64_t quantity;

	for (size_t i = 0; i < json_length(lines) && !line; i++)
		if (str_eq(text_at(owner, json_item(lines, i), "/id"), row->line_id))
			line = json_item(lines, i);
	if (!line)
		fail_msg("%s has a line %s that its document has not", row->form_id, row->line_id);
	assert_true(str_to_i64(text_at(owner, line, "/quantity"), 1, INT64_MAX, &quantity));
	assert_int_equal(row->quantity, quantity);
	assert_money(owner, line, "/price", row->price);
}

struct tally {
	size_t mutated, no_json, applied, unreadable;
};

/* The database says what became of the document that was sent: if it was read, it counts now. */
static void take_over(const struct form_row *row, struct tally *t)
{
	size_t form = form_of(row->form_id);
	const char *sent = forms[form].sent;
	struct err e = {0};

	if (!sent)
		return;
	t->unreadable += str_eq(row->state, "UNREADABLE");
	if (!str_eq(row->state, "APPLIED"))
		return;
	t->applied += is_mutated((unsigned)form);
	mem_free(forms[form].owner);
	forms[form].owner = mem_context(NULL, "good");
	if (json_parse(forms[form].owner, (struct bytes){sent, strlen(sent)}, &forms[form].doc, &e))
		fail_msg("%s", e.msg);
}

static void apply_batch(void *owner, unsigned first, unsigned round, struct tally *t)
{
	struct feed_doc docs[BATCH];
	size_t n = 0;
	size_t rows;
	struct err e = {0};
	const unsigned first_seed = db_test_seed() * MUTATED_DOCUMENTS;

	for (unsigned i = 0; i < BATCH; i++) {
		unsigned form = first + i;
		struct bytes raw = document(owner, form, first_seed + round * FORMS + form);
		struct err no_json = {0};
		docs[n] = (struct feed_doc){.thing_id = forms[form].id, .raw = raw.data};
		t->mutated += is_mutated(form);
		bool is_json = !json_parse(owner, raw, &docs[n].doc, &no_json);
		forms[form].sent = is_json ? raw.data : NULL;
		t->no_json += !is_json;
		n += is_json;
	}
	if (order_apply(&way, docs, n, (struct feed_also){0}, &e))
		fail_msg("%s", e.msg);
	struct form_row *row = rows_of(owner, &form_list, first, &rows);
	for (size_t i = 0; i < rows; i++) {
		take_over(&row[i], t);
		check_form(owner, &row[i]);
	}
	struct line_row *line = rows_of(owner, &line_list, first, &rows);
	for (size_t i = 0; i < rows; i++)
		check_line(owner, &line[i]);
}

static void mutated_documents_are_refused_or_stored_as_they_are(void **state)
{
	const size_t wanted = db_test_is_deep() ? MUTATED_DOCUMENTS : MUTATED_SAMPLE;
	struct tally t = {0};

	(void)state;
	way = world_turn(db, world_account(db, "mutated documents"));
	for (unsigned i = 0; i < FORMS; i++)
		(void)document(mem_context(mem, "ids"), i, 0);
	for (unsigned round = 0; t.mutated < wanted; round++)
		for (unsigned first = 0; first < FORMS; first += BATCH) {
			void *owner = mem_context(NULL, "batch");
			apply_batch(owner, first, round, &t);
			mem_free(owner);
		}
	(void)printf("%zu mutated documents: %zu stored, %zu kept as unreadable, %zu were no JSON "
		     "within the limits, seed %u\n",
		     t.mutated, t.applied, t.unreadable, t.no_json, db_test_seed());
	/* Each reason is a place in the document; nothing gets as far as a refused statement. */
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM order_form WHERE state ="
					  " 'UNREADABLE' AND problem_path NOT LIKE '/%'"),
			 0);
	assert_true(t.applied > wanted / 10 && t.unreadable > wanted / 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(mutated_documents_are_refused_or_stored_as_they_are),
	};

	return cmocka_run_group_tests(tests, setup_group, teardown_group);
}
