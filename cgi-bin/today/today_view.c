/* The first page: tiles and bars. */
#include "today/today_view.h"

#include <inttypes.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/str.h"
#include "days/certificate_view.h"
#include "tpl/today/today.h"
#include "urls.h"

/* The drawing of today.html: 700 x 150, the base line at 120. */
enum { DAY_STEP = 50, BAR_LEFT = 7, BAR_MIDDLE = 25, BASE_LINE = 120, BAR_TOP = 96, VALUE_GAP = 5 };

static const struct tile {
	size_t count; /* offset in struct order_overview */
	enum order_view view;
	const char *name;
	const char *hint;
	const char *icon;
	const char *tone; /* when there is something in it */
} tiles[] = {
#define COUNT(field) offsetof(struct order_overview, field)
    {COUNT(late), ORDER_VIEW_LATE, N_("Late"), N_("the deadline has passed"), "warn", "bad"},
    {COUNT(today), ORDER_VIEW_TODAY, N_("To send today"), N_("with the late ones"), "truck",
     "warn"},
    {COUNT(fresh), ORDER_VIEW_NEW, N_("New"), N_("nobody has begun"), "dot", ""},
    {COUNT(unpaid), ORDER_VIEW_UNPAID, N_("Unpaid"), N_("waiting for the buyer"), "hourglass", ""},
    {COUNT(problems), ORDER_VIEW_PROBLEM, N_("Problems"), N_("need a person's eye"), "bad", "bad"},
#undef COUNT
};

static int64_t count_of(const struct order_overview *o, const struct tile *tile)
{
	return *(const int64_t *)(const void *)((const char *)o + tile->count);
}

static void fill_tile(struct tpl *t, const struct fmt *f, const struct tile *tile, int64_t n)
{
	const struct url_arg arg = {"view", order_view_names[tile->view]};

	tpl_set(t, T_TILE_URL, url_with(f->mem, url_orders(), &arg, 1));
	tpl_set(t, T_TILE_COUNT, fmt_count(f, n, ORDER_COUNT_MAX));
	tpl_set(t, T_TILE_NAME, _(tile->name));
	tpl_set(t, T_TILE_HINT, n ? _(tile->hint) : _("none"));
	tpl_set(t, T_TILE_ICON, n ? tile->icon : "check");
	tpl_set(t, T_TILE_TONE, n ? tile->tone : "ok");
}

/* Yesterday against Allegro: the newest compared day of each account, together. */
static void fill_proof(struct tpl *t, const struct fmt *f, const struct today *today)
{
	struct day sum = {.state = day_state_names[DAY_SEALED]};
	struct label face;

	for (size_t i = 0; i < today->n_last; i++) {
		const struct day *day = &today->last[i];
		sum.theirs += day->theirs;
		sum.here += day->here;
		sum.day_at = day->day_at > sum.day_at ? day->day_at : sum.day_at;
		if (!str_eq(day->state, sum.state) && !str_eq(sum.state, "DIFFERENT"))
			sum.state = day->state;
	}
	face = day_label(&sum);
	tpl_set(t, T_TILE_URL, url_orders_certificate());
	tpl_set(t, T_TILE_NAME, _("Compared with Allegro"));
	tpl_set(t, T_TILE_ICON, today->n_last ? face.icon : "hourglass");
	tpl_set(t, T_TILE_TONE, today->n_last ? face.tone : "");
	tpl_set(t, T_TILE_COUNT,
		today->n_last
		    ? mem_printf(f->mem, "%s/%s", fmt_int(f, sum.here), fmt_int(f, sum.theirs))
		    : "–");
	tpl_set(t, T_TILE_HINT,
		today->n_last
		    ? mem_printf(f->mem, "%s: %s", fmt_month_day(f, sum.day_at), face.text)
		    : _("the first time tonight"));
}

/* ---- Bars ---------------------------------------------------------------------------------- */

static int64_t most_of(const struct order_overview *o)
{
	int64_t most = 1;

	for (int i = 0; i < ORDER_DAYS; i++)
		if (o->per_day[i] > most)
			most = o->per_day[i];
	return most;
}

static void fill_day(struct tpl *t, const struct fmt *f, const struct order_overview *o, int day)
{
	int64_t height = o->per_day[day] * BAR_TOP / most_of(o);
	const char *count = fmt_int(f, o->per_day[day]);

	tpl_set(t, T_DAY_TITLE,
		mem_printf(f->mem, "%s: %s", fmt_long_day(f, o->day_start[day]), count));
	tpl_set(t, T_BAR_CLASS, day == ORDER_DAYS - 1 ? "now" : "off");
	tpl_set_int(t, T_X, day * DAY_STEP + BAR_LEFT);
	tpl_set_int(t, T_MID, day * DAY_STEP + BAR_MIDDLE);
	tpl_set_int(t, T_Y, BASE_LINE - height);
	tpl_set_int(t, T_H, height);
	tpl_set_int(t, T_VALUE_Y, BASE_LINE - height - VALUE_GAP);
	tpl_set(t, T_DAY_COUNT, count);
	tpl_set(t, T_DAY_SHORT, fmt_short_day(f, o->day_start[day]));
}

static void fill_chart(struct tpl *t, const struct fmt *f, const struct order_overview *o)
{
	int64_t total = 0;

	t = tpl_add(t, T_CHART);
	for (int i = 0; i < ORDER_DAYS; i++) {
		struct tpl *row = tpl_add(t, T_DAYROW);

		fill_day(tpl_add(t, T_DAY), f, o, i);
		tpl_set(row, T_DAY_LONG, fmt_long_day(f, o->day_start[i]));
		tpl_set(row, T_DAY_COUNT, fmt_int(f, o->per_day[i]));
		total += o->per_day[i];
	}
	tpl_set(t, T_TOTAL_TEXT,
		mem_printf(f->mem, ngettext("%s order", "%s orders", (unsigned long)total),
			   fmt_int(f, total)));
}

void today_fill(struct tpl *t, const struct fmt *f, const struct today *today)
{
	struct tpl *box;

	tpl_set(t, T_DATE, fmt_long_day(f, f->now));
	if (!today->accounts.n) {
		list_unconnected(t, T_EMPTY, f);
		return;
	}
	sync_import_show(t, T_IMPORT, T_PROGRESS, f, &today->sync);
	box = tpl_add(t, T_TILES);
	for (size_t i = 0; i < COUNT_OF(tiles); i++)
		fill_tile(tpl_add(box, T_TILE), f, &tiles[i],
			  count_of(&today->overview, &tiles[i]));
	fill_proof(tpl_add(box, T_TILE), f, today);
	fill_chart(t, f, &today->overview);
}
