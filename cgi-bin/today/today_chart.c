/* Bars, drawn by their numbers: 700 x 150, the base line at 120. */
#include "today/today_chart.h"

#include "base/mem.h"
#include "tpl/today/_chart.h"

enum { CHART_WIDTH = 700, BASE_LINE = 120, BAR_TOP = 96, VALUE_GAP = 5, GAP = 3 };

struct bar {
	int64_t n;
	int64_t before; /* what there was then; not drawn where the chart has none */
	const char *name;
	const char *shown; /* below the bar; "": it has no room */
	bool is_now;
};

struct chart {
	const char *id;
	const char *name;
	const char *when; /* head of its table */
	const struct bar *bars;
	int n;
	bool has_before;
};

static int64_t most_of(const struct chart *c)
{
	int64_t most = 1;

	for (int i = 0; i < c->n; i++) {
		if (c->bars[i].n > most)
			most = c->bars[i].n;
		if (c->has_before && c->bars[i].before > most)
			most = c->bars[i].before;
	}
	return most;
}

static void fill_bar(struct tpl *t, const struct fmt *f, const struct chart *c, int i, int64_t most)
{
	const struct bar *bar = &c->bars[i];
	int step = CHART_WIDTH / c->n;
	int64_t height = bar->n * BAR_TOP / most;
	const char *count = fmt_int(f, bar->n);

	tpl_set(t, T_BAR_TITLE, mem_printf(f->mem, "%s: %s", bar->name, count));
	tpl_set(t, T_BAR_CLASS, bar->is_now ? "now" : "off");
	tpl_set_int(t, T_X, i * step + GAP);
	tpl_set_int(t, T_W, step - 2 * GAP);
	tpl_set_int(t, T_MID, i * step + step / 2);
	tpl_set_int(t, T_Y, BASE_LINE - height);
	tpl_set_int(t, T_H, height);
	tpl_set_int(t, T_VALUE_Y, BASE_LINE - height - VALUE_GAP);
	tpl_set(t, T_BAR_COUNT, bar->n || !c->has_before ? count : "");
	tpl_set(t, T_BAR_SHORT, bar->shown);
	if (!c->has_before || !bar->before)
		return;
	t = tpl_add(t, T_IF_BEFORE);
	tpl_set_int(t, T_X2, (i + 1) * step - GAP);
	tpl_set_int(t, T_BEFORE_Y, BASE_LINE - bar->before * BAR_TOP / most);
}

static void fill_row(struct tpl *t, const struct fmt *f, const struct chart *c,
		     const struct bar *bar)
{
	tpl_set(t, T_BAR_LONG, bar->name);
	tpl_set(t, T_BAR_COUNT, fmt_int(f, bar->n));
	if (c->has_before)
		tpl_set_shown(t, T_BAR_BEFORE, fmt_int(f, bar->before), T_IF_ROW_WEEK);
}

static void fill_chart(struct tpl *t, const struct fmt *f, const struct chart *c)
{
	int64_t most = most_of(c);
	int64_t total = 0;

	tpl_set(t, T_CHART_ID, c->id);
	tpl_set(t, T_CHART_NAME, c->name);
	tpl_set(t, T_CHART_WHEN, c->when);
	if (c->has_before)
		tpl_show(t, T_IF_WEEK);
	for (int i = 0; i < c->n; i++) {
		fill_bar(tpl_add(t, T_BAR), f, c, i, most);
		fill_row(tpl_add(t, T_BARROW), f, c, &c->bars[i]);
		total += c->bars[i].n;
	}
	const char *text = mem_printf(
	    f->mem, ngettext("%s order", "%s orders", (unsigned long)total), fmt_int(f, total));
	tpl_set(t, T_CHART_TOTAL,
		c->has_before ? mem_printf(f->mem, _("%s; line: a week ago"), text) : text);
}

void today_chart_hours(struct tpl *t, const struct fmt *f, const struct order_overview *o)
{
	struct bar bars[ORDER_HOURS];
	struct tm now;

	time_local(f->now, &now);
	for (int i = 0; i < ORDER_HOURS; i++)
		bars[i] = (struct bar){
		    .n = o->per_hour[i],
		    .before = o->week_ago[i],
		    .name = mem_printf(f->mem, "%d:00–%d:59", i, i),
		    .shown = i % 2 ? "" : mem_printf(f->mem, "%d", i),
		    .is_now = i == now.tm_hour,
		};
	fill_chart(t, f,
		   &(struct chart){.id = "hours",
				   .name = _("Orders today, by hour"),
				   .when = _("Hour"),
				   .bars = bars,
				   .n = ORDER_HOURS,
				   .has_before = true});
}

void today_chart_days(struct tpl *t, const struct fmt *f, const struct order_overview *o)
{
	struct bar bars[ORDER_DAYS];

	for (int i = 0; i < ORDER_DAYS; i++)
		bars[i] = (struct bar){
		    .n = o->per_day[i],
		    .name = fmt_long_day(f, o->day_start[i]),
		    .shown = fmt_short_day(f, o->day_start[i]),
		    .is_now = i == ORDER_DAYS - 1,
		};
	fill_chart(t, f,
		   &(struct chart){.id = "days",
				   .name = _("Orders in the last 14 days"),
				   .when = _("Day"),
				   .bars = bars,
				   .n = ORDER_DAYS});
}
