/* The page of /sandbox, and the truth. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

#include "control/control.h"
#include "faults/faults.h"
#include "world/life.h"
#include "offers/offer_api.h"
#include "orders/order_json.h"
#include "server/page.h"
#include "sandbox.h"
#include "world/shapes.h"
#include "world/withheld.h"
#include "world/world.h"

enum { NEWEST_SHOWN = 20 };

void control_home(struct exchange *x)
{
	answer_redirect(x, "/sandbox");
}

void control_style(struct exchange *x)
{
	const char *css = page_file(x, x->sb->pages_dir, "style.css");

	answer_text(x, 200, "text/css; charset=utf-8", str_or(css, ""));
}

static const char *const status_words[FORM_STATUSES] = {"kupione", "czeka na zapłatę",
							"gotowe do realizacji", "anulowane"};
static const char *const fulfilment_words[FULFILMENTS] = {
    "nowe",	"w realizacji", "gotowe do wysłania", "gotowe do odbioru", "wysłane",
    "odebrane", "anulowane",	"wstrzymane",	      "zwrócone"};

static const char *money_text(void *owner, struct money m)
{
	return money_format(owner, m, MONEY_PL);
}

static void order_model(struct exchange *x, struct json_object *list, const struct order *o)
{
	struct json_object *m = model_item(list);
	struct tm tm;

	time_local(o->updated_at, &tm);
	model_text(m, "id", o->id);
	model_text(m, "login", o->buyer->login);
	model_text(m, "status", o->merged_into ? "połączone z innym" : status_words[o->status]);
	model_text(m, "fulfilment", fulfilment_words[o->fulfilment]);
	model_text(m, "total", money_text(x, o->total));
	model_text(m, "offer", o->lines[0].product->name);
	model_text(m, "updated",
		   mem_printf(x, "%02d.%02d %02d:%02d:%02d", tm.tm_mday, tm.tm_mon + 1, tm.tm_hour,
			      tm.tm_min, tm.tm_sec));
	model_text(m, "payable",
		   (o->status == FORM_BOUGHT || o->status == FORM_FILLED_IN) && !o->merged_into
		       ? "yes"
		       : "");
	model_text(m, "cancellable", life_may_buyer_cancel(x->sb->world, o) ? "yes" : "");
	model_text(m, "markable", o->ready_at != TIME_NONE && !o->merged_into ? "yes" : "");
	model_text(m, "changeable",
		   o->status != FORM_CANCELLED && o->filled_at != TIME_NONE ? "yes" : "");
}

static void seller_model(struct exchange *x, struct json_object *list, const struct seller *s)
{
	struct json_object *m = model_item(list);
	struct json_object *orders = model_array(m, "orders");

	model_text(m, "login", s->login);
	model_text(m, "seller_id", s->id);
	model_text(m, "count", mem_printf(x, "%zu", s->by_arrival.n));
	model_text(m, "events", mem_printf(x, "%zu", s->journal.n));
	for (size_t i = 0; i < NEWEST_SHOWN && i < s->by_updated.n; i++)
		order_model(x, orders, s->by_updated.at[s->by_updated.n - 1 - i]);
	offers_model(x, m, s);
}

void control_page(struct exchange *x)
{
	struct str text;
	struct jw w = {.out = &text};
	struct json_object *model = json_object_new_object();
	struct json_object *sellers = model_array(model, "sellers");
	struct json_object *kinds = model_array(model, "shapes");

	str_init(&text, x, ANSWER_MAX);
	faults_json(&w, x->sb->faults, x->sb->world);
	json_object_object_add(model, "faults", json_tokener_parse(text.text));
	/* The two lists of the faults are wanted as lists of the page itself. */
	struct json_object *faults = json_object_object_get(model, "faults");
	json_object_object_add(model, "kinds",
			       json_object_get(json_object_object_get(faults, "kinds")));
	json_object_object_add(model, "active",
			       json_object_get(json_object_object_get(faults, "active")));
	model_text(model, "withheld", mem_printf(x, "%zu", withheld_count(x->sb->world)));
	for (size_t i = 0; i < n_shapes; i++)
		model_text(model_item(kinds), "shape", shapes[i].name);
	for (size_t i = 0; i < SELLERS; i++)
		seller_model(x, sellers, &x->sb->world->sellers[i]);
	page_answer(x, 200, "sandbox.html", model);
}

/*
 * The truth is too long for one buffer: written order by order while it is sent, first those that
 * are, then those whose lines went into others.
 */
enum truth_part { TRUTH_ORDERS, TRUTH_MERGED, TRUTH_ENDED };

struct truth {
	const struct seller *seller;
	enum truth_part part;
	size_t next;
	bool comma;
	struct str text; /* what is written and not yet sent */
	size_t sent;
};

static void merged_json(struct jw *w, const struct order *o)
{
	jw_object(w, NULL);
	jw_str(w, "id", o->id);
	jw_str(w, "into", o->merged_into->id);
	jw_object_end(w);
}

/* The next part begins; the comma between parts is in its text. */
static void begin_part(struct truth *t)
{
	static const char *const between[] = {
	    [TRUTH_MERGED] = "],\"merged\":[", [TRUTH_ENDED] = "]}"};

	t->part++;
	t->next = 0;
	t->comma = false;
	str_add(&t->text, between[t->part]);
}

static void write_more(struct truth *t)
{
	struct jw w = {.out = &t->text, .comma = t->comma};

	t->text.len = t->sent = 0;
	if (t->next == t->seller->by_arrival.n) {
		begin_part(t);
		return;
	}
	const struct order *o = t->seller->by_arrival.at[t->next++];
	if ((o->merged_into != NULL) != (t->part == TRUTH_MERGED))
		return;
	if (o->merged_into)
		merged_json(&w, o);
	else
		truth_json(&w, o);
	t->comma = true;
}

static ssize_t send_truth(void *cls, uint64_t pos, char *buf, size_t max)
{
	struct truth *t = cls;
	size_t n = 0;

	(void)pos;
	while (n < max) {
		if (t->sent == t->text.len) {
			if (t->part == TRUTH_ENDED)
				break;
			write_more(t);
			continue;
		}
		size_t part = t->text.len - t->sent < max - n ? t->text.len - t->sent : max - n;
		memcpy(buf + n, t->text.text + t->sent, part);
		t->sent += part;
		n += part;
	}
	return (ssize_t)n;
}

void control_truth(struct exchange *x)
{
	const char *name = query_get(x, "seller");
	struct truth *t = mem_zero(x, struct truth);

	t->seller = str_empty(name) ? &x->sb->world->sellers[0] : world_seller(x->sb->world, name);
	if (!t->seller) {
		control_failed(x, 400, "no such seller");
		return;
	}
	str_init(&t->text, x, ANSWER_MAX);
	str_add(&t->text, "{\"orders\":[");
	answer_stream(x, MEDIA_JSON, send_truth, t);
}
