/* Documents and accounts for the tests of orders. */
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "json/field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { WORLD_ACCOUNTS_MAX = 64 }; /* of turns that are used at the same time */

static enum rc free_fence(struct db *db, void *arg, struct err *e)
{
	(void)db, (void)arg, (void)e;
	return RC_OK;
}

static enum rc free_beat(void *arg, struct err *e)
{
	(void)arg, (void)e;
	return RC_OK;
}

uint64_t world_account(struct db *db, const char *name)
{
	static const struct stmt_def insert = {
	    "INSERT INTO account (name, environment, state) VALUES (?, 'simulator', 'CONNECTED')",
	    "s", NO_ROWS};
	struct err e = {0};

	if (stmt_run(db, &insert, PARAMS(P_STR(name)), NULL, &e))
		fail_msg("%s", e.msg);
	return stmt_insert_id(db);
}

struct turn world_turn(struct db *db, uint64_t account_id)
{
	static struct account accounts[WORLD_ACCOUNTS_MAX];
	static size_t n;
	struct account *account = &accounts[n++ % WORLD_ACCOUNTS_MAX];

	*account = (struct account){.id = account_id, .name = "test", .import_days = 30};
	return (struct turn){
	    .db = db, .account = account, .actor = "test", .fence = free_fence, .beat = free_beat};
}

static void add_line(struct str *out, const struct form_spec *spec, const char *id, size_t len)
{
	str_addf(out,
		 "{\"id\":\"%.*s\",\"offer\":{\"id\":\"13501940648\",\"name\":\"Zażółć gęślą "
		 "jaźń\",\"external\":{\"id\":\"%s\"}},\"quantity\":%s,"
		 "\"originalPrice\":{\"amount\":\"30.00\",\"currency\":\"PLN\"},"
		 "\"price\":{\"amount\":\"25.00\",\"currency\":\"PLN\"},\"boughtAt\":\"%s\"}",
		 (int)len, id, str_or(spec->sku, "SKU-1"), str_or(spec->quantity, "2"),
		 str_or(spec->bought_at, "2026-11-20T10:00:00.000Z"));
}

static void add_lines(void *mem, struct str *out, const struct form_spec *spec)
{
	const char *ids = spec->line_ids;

	if (!ids)
		ids = mem_printf(mem, "f%s", spec->id + 1);
	while (*ids) {
		size_t len = strcspn(ids, " ");
		add_line(out, spec, ids, len);
		ids += len;
		if (*ids == ' ') {
			str_add(out, ",");
			ids++;
		}
	}
}

static void add_invoice(struct str *out, const struct form_spec *spec)
{
	str_addf(out,
		 "\"invoice\":{\"required\":true,\"address\":{\"street\":\"Krótka 2\",\"city\":"
		 "\"Gdynia\",\"zipCode\":\"81-001\",\"countryCode\":\"PL\",\"company\":{\"name\":"
		 "\"%s sp. z o.o.\",\"ids\":[{\"type\":\"PL_NIP\",\"value\":\"%s\"}],"
		 "\"taxId\":\"%s\"}}},",
		 str_or(spec->last_name, "Kowalski"), spec->tax_id, spec->tax_id);
}

static void add_payment(struct str *out, const struct form_spec *spec)
{
	str_addf(out,
		 "\"payment\":{\"id\":\"0f8f1d13-7e9e-11e8-9b00-c5b0dfb78ea6\",\"type\":\"%s\"",
		 str_or(spec->payment_type, "ONLINE"));
	if (spec->paid)
		str_addf(out, ",\"paidAmount\":{\"amount\":\"%s\",\"currency\":\"PLN\"}",
			 spec->paid);
	if (spec->finished_at)
		str_addf(out, ",\"finishedAt\":\"%s\"", spec->finished_at);
	str_add(out, "},");
}

static void add_fulfillment(struct str *out, const struct form_spec *spec)
{
	str_addf(out, "\"fulfillment\":{\"status\":\"%s\"", str_or(spec->fulfillment, "NEW"));
	if (spec->provider)
		str_addf(out, ",\"provider\":{\"id\":\"%s\"}", spec->provider);
	if (spec->lines_sent)
		str_addf(out, ",\"shipmentSummary\":{\"lineItemsSent\":\"%s\"}", spec->lines_sent);
	str_add(out, "},");
}

const char *world_form(void *mem, const struct form_spec *spec)
{
	struct str out;
	const char *phone =
	    spec->ship_phone ? mem_printf(mem, ",\"phoneNumber\":\"%s\"", spec->ship_phone) : "";
	const char *in = spec->point_city
			     ? mem_printf(mem, ",\"address\":{\"city\":\"%s\"}", spec->point_city)
			     : "";
	const char *point =
	    spec->point ? mem_printf(mem, "\"pickupPoint\":{\"id\":\"%s\"%s},", spec->point, in)
			: "";

	str_init(&out, mem, 64 * 1024);
	str_add(&out, "{");
	if (spec->updated_at)
		str_addf(&out, "\"updatedAt\":\"%s\",", spec->updated_at);
	str_addf(&out,
		 "\"id\":\"%s\",\"status\":\"%s\",\"buyer\":{\"id\":\"44300001\",\"email\":"
		 "\"%s\",\"login\":\"%s\",\"guest\":false,\"firstName\":\"Jan\","
		 "\"lastName\":\"%s\",\"phoneNumber\":\"%s\"},",
		 spec->id, str_or(spec->status, "READY_FOR_PROCESSING"),
		 str_or(spec->email, "abc+1@allegromail.pl"), str_or(spec->login, "jan_k"),
		 str_or(spec->last_name, "Kowalski"), str_or(spec->phone, "+48 500 600 700"));
	add_payment(&out, spec);
	add_fulfillment(&out, spec);
	str_addf(&out,
		 "\"delivery\":{\"address\":{\"firstName\":"
		 "\"Jan\",\"lastName\":\"%s\",\"street\":\"Długa 1\",\"city\":\"%s\",\"zipCode\":"
		 "\"90-001\",\"countryCode\":\"PL\"%s},%s\"method\":{\"id\":\"%s\",\"name\":"
		 "\"Kurier\"},",
		 str_or(spec->last_name, "Kowalski"), str_or(spec->city, "Łódź"), phone, point,
		 str_or(spec->method, "method-1"));
	if (spec->withdrawn_at)
		str_addf(&out, "\"cancellation\":{\"date\":\"%s\"},", spec->withdrawn_at);
	str_addf(&out, "\"time\":{\"dispatch\":{\"to\":\"%s\"}}},",
		 str_or(spec->dispatch_to, "2020-01-02T15:00:00.000Z"));
	if (spec->tax_id)
		add_invoice(&out, spec);
	str_addf(&out, "\"surcharges\":[%s],\"marketplace\":{\"id\":\"%s\"},",
		 spec->surcharge ? "{\"id\":\"s1\",\"type\":\"ONLINE\"}" : "",
		 str_or(spec->marketplace, "allegro-pl"));
	if (!spec->total || *spec->total)
		str_addf(&out,
			 "\"summary\":{\"totalToPay\":{\"amount\":\"%s\",\"currency\":\"PLN\"}},",
			 str_or(spec->total, "50.00"));
	str_add(&out, "\"lineItems\":[");
	add_lines(mem, &out, spec);
	str_add(&out, "]}");
	return out.text;
}

static enum rc apply_texts(struct turn *turn, const char *const *ids, const char *const *texts,
			   size_t n, struct feed_also also, struct err *e)
{
	void *mem = mem_context(NULL, "world");
	struct feed_doc docs[ORDER_BATCH_MAX_TESTED];

	assert_true(n <= ORDER_BATCH_MAX_TESTED);
	for (size_t i = 0; i < n; i++) {
		docs[i] = (struct feed_doc){.thing_id = ids[i], .raw = texts[i]};
		if (json_parse(mem, (struct bytes){texts[i], strlen(texts[i])}, &docs[i].doc, e))
			fail_msg("%s", e->msg);
	}
	enum rc rc = order_apply(turn, docs, n, also, e);
	mem_free(mem);
	return rc;
}

enum rc world_apply_raw(struct turn *turn, const char *const *ids, const char *const *texts,
			size_t n, struct err *e)
{
	return apply_texts(turn, ids, texts, n, (struct feed_also){0}, e);
}

void world_apply(struct turn *turn, const struct form_spec *specs, size_t n)
{
	world_apply_also(turn, specs, n, (struct feed_also){0});
}

void world_apply_also(struct turn *turn, const struct form_spec *specs, size_t n,
		      struct feed_also also)
{
	void *mem = mem_context(NULL, "forms");
	const char **ids = mem_array(mem, const char *, n);
	const char **texts = mem_array(mem, const char *, n);
	struct err e = {0};

	for (size_t i = 0; i < n; i++) {
		ids[i] = specs[i].id;
		texts[i] = world_form(mem, &specs[i]);
	}
	if (apply_texts(turn, ids, texts, n, also, &e))
		fail_msg("%s", e.msg);
	mem_free(mem);
}

int64_t world_number(struct db *db, const char *sql)
{
	const struct stmt_def def = {sql, "", NUMBER};
	int64_t row = 0;
	struct err e = {0};

	if (stmt_find(db, NULL, &def, NO_PARAMS, &row, &e))
		fail_msg("%s: %s", sql, e.msg);
	return row;
}

int64_t world_count(const struct turn *turn, const char *what)
{
	void *mem = mem_context(NULL, "count");
	const char *sql = mem_printf(mem, "SELECT COUNT(*) FROM %s AND account_id = %llu", what,
				     (unsigned long long)turn->account->id);
	int64_t n = world_number(turn->db, sql);

	mem_free(mem);
	return n;
}

int64_t world_changes(const struct turn *turn, const char *field)
{
	void *mem = mem_context(NULL, "changes");
	const char *sql = mem_printf(mem,
				     "SELECT COUNT(*) FROM order_change c JOIN orders o"
				     " ON o.id = c.order_id WHERE o.account_id = %llu"
				     " AND field = '%s'",
				     (unsigned long long)turn->account->id, field);
	int64_t n = world_number(turn->db, sql);

	mem_free(mem);
	return n;
}

#define HOUR "TIMESTAMP(DATE(bought_at), MAKETIME(HOUR(bought_at), 0, 0)) AS hour"
#define LIVE " FROM orders WHERE place <> 'merged'"
#define UNEQUAL(orders, keys, tally)                                                               \
	"(SELECT account_id, SUM(n) AS n FROM (SELECT account_id, " orders                         \
	" UNION ALL SELECT account_id, " keys tally ") b GROUP BY account_id, " keys ") x WHERE n"
void world_assert_tallies(const struct turn *turn)
{
	static const char *const lies[] = {
	    UNEQUAL("place, 1 AS n" LIVE, "place", ", -n FROM order_tally WHERE place <> 'merged'"),
	    UNEQUAL("TIMESTAMP(DATE(send_key)) AS day, 1 AS n" LIVE " AND to_send = 1", "day",
		    ", -n FROM order_due"),
	    UNEQUAL("TIMESTAMP(DATE(send_key), MAKETIME(HOUR(send_key), 0, 0)) AS hour, 1 AS n" LIVE
		    " AND to_send = 1",
		    "hour", ", -n FROM order_due_hour"),
	    UNEQUAL(HOUR ", 1 AS n" LIVE, "hour", ", -n FROM order_hour"),
	    UNEQUAL(HOUR ", currency, IF(place = 'cancelled', 0, total_minor) AS n" LIVE,
		    "hour, currency", ", -minor FROM order_turnover"),
	};

	for (size_t i = 0; i < COUNT_OF(lies); i++)
		if (world_count(turn, lies[i]))
			fail_msg("a tally is not what it counts: %s", lies[i]);
}
