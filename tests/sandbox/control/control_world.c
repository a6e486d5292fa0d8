/* Commands of /sandbox about what happened to orders elsewhere, and when. */
#include <string.h>

#include "base/compiler.h"
#include "base/mem.h"

#include "control/control.h"
#include "faults/faults.h"
#include "world/life.h"
#include "offers/offer.h"
#include "sandbox.h"
#include "world/seed.h"
#include "world/withheld.h"
#include "world/world.h"

enum {
	PARTS_MAX = 16,
	DAYS_MAX = 3650,
	DAYS_DEFAULT = 28,
	ORDERS_MAX = 100000,
	OFFERS_MAX = 1000000,
	HOURS_AGO_MAX = 60 * 24,
};

/* Orders whose ids stand in the text, separated by commas; 0 when one of them is unknown. */
static size_t read_orders(struct exchange *x, const char *ids, struct order *out[PARTS_MAX])
{
	size_t n = 0;

	while (ids && *ids && n < PARTS_MAX) {
		size_t len = strcspn(ids, ", ");
		out[n] = world_order(x->sb->world, mem_strndup(x, ids, len));
		if (!out[n++])
			return 0;
		ids += len;
		ids += strspn(ids, ", ");
	}
	return n;
}

/* One order is merged with a fresh purchase of the same buyer. */
void control_merge(struct exchange *x)
{
	struct order *parts[PARTS_MAX];
	size_t n = read_orders(x, form_get(x, "id"), parts);
	enum buy_stage stage;

	if (!n || !control_read_stage(form_get(x, "stage"), &stage) || stage == BUY_BOUGHT) {
		control_failed(x, 400, "id must be orders, stage filled-in or ready");
		return;
	}
	if (n == 1)
		parts[n++] = life_buy_again(x->sb->world, parts[0], BUY_BOUGHT);
	struct order *whole = life_merge(x->sb->world, parts, n, stage);
	if (whole)
		control_answer_orders(x, &whole, 1);
	else
		control_failed(x, 409, "one of them is cancelled or merged already");
}

static int word_number(const char *const *words, const char *word)
{
	for (int i = 0; words[i]; i++)
		if (str_eq(words[i], word))
			return i;
	return -1;
}

/* As in Allegro's own panel; silent: without an event. */
void control_fulfil(struct exchange *x)
{
	struct order *o = world_order(x->sb->world, form_get(x, "id"));
	int status = word_number(fulfilment_names, form_get(x, "status"));
	int sent = word_number(lines_sent_names, form_get(x, "sent"));

	if (!o || status < 0) {
		control_failed(x, 400, "id must be an order, status a fulfilment");
		return;
	}
	life_set_fulfilment(x->sb->world, o, (enum fulfilment)status,
			    sent < 0 ? o->sent : (enum lines_sent)sent);
	if (str_empty(form_get(x, "silent")))
		journal_add(x->sb->world, o, EVENT_FULFILMENT_CHANGED, world_now(x->sb->world));
	control_done(x);
}

static int64_t when_it_was(const struct order *o, enum event_type type)
{
	switch (type) {
	case EVENT_BOUGHT:
		return o->bought_at;
	case EVENT_FILLED_IN:
		return o->filled_at;
	case EVENT_READY:
		return o->ready_at;
	default:
		return o->updated_at;
	}
}

/* An event of the past told again: the newest of the journal by place, not by its time. */
void control_announce(struct exchange *x)
{
	struct order *o = world_order(x->sb->world, form_get(x, "id"));
	int type = word_number(event_type_names, str_or(form_get(x, "type"), "BOUGHT"));

	if (!o || type < 0 || when_it_was(o, (enum event_type)type) == TIME_NONE) {
		control_failed(x, 400, "id must be an order, type an event it has had");
		return;
	}
	struct event ev = {.type = (enum event_type)type,
			   .order = o,
			   .occurred_at = when_it_was(o, (enum event_type)type)};
	memcpy(ev.revision, o->revision, sizeof(ev.revision));
	journal_insert(x->sb->world, &o->seller->journal, o->seller->journal.n, &ev);
	control_done(x);
}

/* Another world for those who are connected already: without faults, its journal from the start. */
void control_begin(struct exchange *x)
{
	struct sandbox *sb = x->sb;
	struct seed_options history = {.days = DAYS_DEFAULT};
	int64_t seed = 1;
	int64_t n_offers = sb->n_offers;
	int64_t hours_ago = 0;
	const struct {
		const char *name;
		int64_t max;
		int64_t *to;
	} fields[] = {{"seed", INT64_MAX, &seed},
		      {"orders", ORDERS_MAX, &history.orders},
		      {"offers", OFFERS_MAX, &n_offers},
		      {"days", DAYS_MAX, &history.days},
		      {"hours-ago", HOURS_AGO_MAX, &hours_ago}};

	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (!str_empty(form_get(x, fields[i].name)) &&
		    !str_to_i64(form_get(x, fields[i].name), 0, fields[i].max, fields[i].to)) {
			control_failed(x, 400,
				       "seed, orders, offers, days and hours-ago must be numbers");
			return;
		}
	faults_clear(sb);
	life_forget(sb->life);
	world_begin(sb->world, (uint64_t)seed, time_now_ms() - hours_ago * TIME_HOUR_MS);
	seed_world(sb->world, &history);
	offers_seed(sb, (size_t)n_offers);
	control_done(x);
}

void control_clock(struct exchange *x)
{
	static const struct {
		const char *name;
		int64_t ms;
	} units[] = {{"days", TIME_DAY_MS}, {"hours", TIME_HOUR_MS}, {"seconds", TIME_SECOND_MS}};
	int64_t total = 0;

	for (size_t i = 0; i < COUNT_OF(units); i++) {
		const char *text = form_get(x, units[i].name);
		int64_t n = 0;
		if (!str_empty(text) &&
		    !str_to_i64(text, 0, DAYS_MAX * TIME_DAY_MS / units[i].ms, &n)) {
			control_failed(x, 400, "the clock only goes forward");
			return;
		}
		total += n * units[i].ms;
	}
	world_advance(x->sb->world, total);
	(void)withheld_step(x->sb->world);
	control_done(x);
}

void control_events_release(struct exchange *x)
{
	journal_release(x->sb->world);
	withheld_release(x->sb->world);
	offer_events_release(x->sb->world);
	control_done(x);
}
