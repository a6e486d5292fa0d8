/* The text of a support ticket. */
#include "domain/support/ticket.h"

#include <inttypes.h>
#include <string.h>

#include "allegro/client.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"

enum { TICKET_TEXT_MAX = 128 * 1024 }; /* a hundred rows of each list, with room */

static void add_time(struct str *s, int64_t ms)
{
	char text[TIME_RFC3339_SIZE] = "-";

	if (ms != TIME_NONE)
		time_format_rfc3339(ms, text);
	str_add(s, text);
}

static void add_fact(struct str *s, const char *name, const char *value)
{
	if (!str_empty(value))
		str_addf(s, "%s: %s\n", name, value);
}

static void add_moment(struct str *s, const char *name, int64_t at)
{
	if (at == TIME_NONE)
		return;
	str_addf(s, "%s: ", name);
	add_time(s, at);
	str_add(s, "\n");
}

static void add_order(struct str *s, const struct order *o)
{
	add_fact(s, "Status", o->status);
	add_fact(s, "Fulfilment", o->fulfillment);
	add_fact(s, "Revision", o->revision);
	add_fact(s, "Marketplace", o->marketplace);
	add_moment(s, "Bought at", o->bought_at);
	add_moment(s, "Updated at", o->updated_at_remote);
	add_fact(s, "Payment", o->payment_id);
	add_moment(s, "Payment finished at", o->payment_finished_at);
	add_moment(s, "Stored here at", o->created_at);
	add_moment(s, "Changed here at", o->updated_at);
}

static void add_moments(struct str *s, const struct ticket *t)
{
	if (t->n_moments)
		str_add(s, "\nEvents of GET /order/events (occurredAt, seen at, type, id)\n");
	for (size_t i = 0; i < t->n_moments; i++) {
		const struct order_moment *m = &t->moments[i];

		add_time(s, m->occurred_at);
		str_add(s, "  ");
		add_time(s, m->seen_at);
		str_addf(s, "  %s  %s\n", m->type, m->event_id);
	}
}

/* The same for all of them; the token is the one line that stays here. */
static void add_head(struct str *s, const struct ticket *t)
{
	str_add(s, "\nHead of each request\n");
	add_fact(s, "Accept", ALLEGRO_MEDIA);
	add_fact(s, "User-Agent", t->user_agent);
	add_fact(s, "Authorization", "Bearer (left out)");
}

/* "GET /order/checkout-forms/{id}" with the order it was. */
static void add_request(struct str *s, const struct ticket *t, const char *request)
{
	static const char place[] = "{id}";
	const char *at = strstr(request, place);

	if (!at) {
		str_add(s, request);
		return;
	}
	str_add_bytes(s, request, (size_t)(at - request));
	str_addf(s, "%s%s", t->form_id, at + sizeof(place) - 1);
}

static void add_traces(struct str *s, const struct ticket *t)
{
	if (t->n_traces)
		str_add(s, "\nRequests (at, request, status, Trace-Id, what became of it, run)\n");
	for (size_t i = 0; i < t->n_traces; i++) {
		const struct order_trace *x = &t->traces[i];

		add_time(s, x->at);
		str_add(s, "  ");
		add_request(s, t, x->request);
		str_addf(s, "  %" PRIu64 "  %s  %s  %s\n", x->status, str_or(x->trace_id, "-"),
			 str_or(x->answer, "-"), str_or(x->run_id, "-"));
	}
}

static void add_steps(struct str *s, const struct ticket *t)
{
	if (t->n_steps)
		str_add(s, "\nChanges made (at, request, status, Trace-Id, step, state)\n");
	for (size_t i = 0; i < t->n_steps; i++) {
		const struct ticket_step *x = &t->steps[i];

		add_time(s, x->at);
		str_addf(s, "  %s  %" PRId64 "  %s  %s  %s\n", str_or(x->request, "-"),
			 x->status == INT64_MIN ? 0 : x->status, str_or(x->trace_id, "-"), x->event,
			 x->state);
	}
}

const char *ticket_text(void *owner, const struct ticket *t, const struct order *order, int64_t now)
{
	struct str s;

	str_init(&s, owner, TICKET_TEXT_MAX);
	str_add(&s, "Kram, support ticket\n");
	add_moment(&s, "Written at", now);
	add_fact(&s, "Order", t->form_id);
	str_addf(&s, "Seller: %s (%s), %s\n", str_or(t->seller_login, "-"),
		 str_or(t->seller_id, "-"), t->environment);
	add_fact(&s, "Client id", t->client_id);
	if (order)
		add_order(&s, order);
	add_moments(&s, t);
	add_head(&s, t);
	add_traces(&s, t);
	add_steps(&s, t);
	return s.text;
}
