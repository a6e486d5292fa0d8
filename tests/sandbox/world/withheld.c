/* Late events. */
#include "world/withheld.h"

#include "base/mem.h"

enum { REST_MS = 60000 };

struct withheld {
	struct withheld *next;
	struct event event;
	size_t place;	/* in its journal, had it come in time */
	int64_t due_at; /* TIME_NONE: when it is released */
	bool at_end;
	bool shuffled; /* waits for the others of its window */
};

static void keep(struct world *w, const struct event *ev, const struct withheld *how)
{
	struct withheld *one = mem_dup(w, how, sizeof(*how));
	struct withheld **end = &w->withheld;

	one->event = *ev;
	one->place = ev->order->seller->journal.n;
	while (*end)
		end = &(*end)->next;
	*end = one;
}

/* One place more is taken: who would have come behind it comes one later. */
static void move_behind(struct world *w, const struct journal *j, size_t place)
{
	for (struct withheld *h = w->withheld; h; h = h->next)
		if (&h->event.order->seller->journal == j && h->place >= place)
			h->place++;
}

/* Take *p out of the list and put it into its journal. */
static void hand_out(struct world *w, struct withheld **p)
{
	struct withheld *h = *p;
	struct journal *j = &h->event.order->seller->journal;
	size_t place = h->at_end ? j->n : h->place;

	*p = h->next;
	journal_insert(w, j, place, &h->event);
	if (!h->at_end)
		move_behind(w, j, place);
	mem_free(h);
}

static struct withheld **draw_shuffled(struct world *w, size_t nth)
{
	struct withheld **p = &w->withheld;

	for (;; p = &(*p)->next)
		if ((*p)->shuffled && !nth--)
			return p;
}

static size_t count_shuffled(const struct world *w)
{
	size_t n = 0;

	for (const struct withheld *h = w->withheld; h; h = h->next)
		n += h->shuffled;
	return n;
}

/* The window is full, or not awaited any longer: out with it in any order. */
static void hand_out_shuffled(struct world *w)
{
	for (size_t n = count_shuffled(w); n; n--)
		hand_out(w, draw_shuffled(w, rng_below(&w->rng, (uint32_t)n)));
}

bool withheld_take(struct world *w, const struct event *ev)
{
	const struct disturb *hold = &w->disturb[DISTURB_WITHHOLD];

	if (disturb_take(w, DISTURB_WITHHOLD, ev->type)) {
		int64_t due = hold->value ? world_now(w) + hold->value : TIME_NONE;
		keep(w, ev, &(struct withheld){.due_at = due, .at_end = hold->at_end});
		return true;
	}
	if (!disturb_take(w, DISTURB_SHUFFLE, ev->type))
		return false;
	keep(w, ev, &(struct withheld){.due_at = TIME_NONE, .at_end = true, .shuffled = true});
	if (count_shuffled(w) >= (size_t)w->disturb[DISTURB_SHUFFLE].value ||
	    !w->disturb[DISTURB_SHUFFLE].left)
		hand_out_shuffled(w);
	return true;
}

int64_t withheld_step(struct world *w)
{
	int64_t now = world_now(w);
	int64_t wait = REST_MS;
	struct withheld **p = &w->withheld;

	while (*p) {
		int64_t left = (*p)->due_at == TIME_NONE ? REST_MS : (*p)->due_at - now;
		if (left <= 0) {
			hand_out(w, p);
			continue;
		}
		wait = left < wait ? left : wait;
		p = &(*p)->next;
	}
	return wait;
}

void withheld_release(struct world *w)
{
	hand_out_shuffled(w);
	while (w->withheld)
		hand_out(w, &w->withheld);
}

size_t withheld_count(const struct world *w)
{
	size_t n = 0;

	for (const struct withheld *h = w->withheld; h; h = h->next)
		n++;
	return n;
}
