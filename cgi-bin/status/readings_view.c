/* How offers came in, in words. */
#include "status/readings_view.h"

#include "base/mem.h"
#include "base/time.h"
#include "common/label.h"
#include "tpl/status/_readings.h"
#include "urls.h"

/* feed_gap_reasons */
static const struct label reasons[] = {
    {"old", N_("nobody read them for longer than Allegro keeps them"), "", ""},
    {"refused", N_("Allegro no longer knew where reading had stopped"), "", ""},
    {"jumped", N_("Allegro left some of them out"), "", ""},
    {"unread", N_("one of them could not be read"), "", ""},
    {0},
};

static const char *pauses_text(const struct fmt *f, const struct offer_reading *r)
{
	if (!r->pauses)
		return _("none");
	return mem_printf(f->mem, _("%s, the longest %s"), fmt_int(f, r->pauses),
			  fmt_span(f, r->longest_ms));
}

/* What the journal could not tell, and whether everything has been read since. */
static const char *gap_text(const struct fmt *f, const struct offer_reading *r)
{
	const char *why = label_text(reasons, r->gap);
	const bool is_mended = r->list_at != TIME_NONE && r->list_at >= r->gap_at;

	if (r->gap_from == TIME_NONE)
		why = mem_printf(f->mem, _("Changes were missed: %s."), why);
	else
		why = mem_printf(f->mem, _("Changes since %s were missed: %s."),
				 fmt_when(f, r->gap_from), why);
	return mem_printf(f->mem, "%s %s", why,
			  is_mended ? mem_printf(f->mem, _("All offers were read again %s."),
						 fmt_when(f, r->list_at))
				    : _("All offers are being read again."));
}

static void fill_reading(struct tpl *t, const struct fmt *f, const struct offer_reading *r)
{
	tpl_set(t, T_READ_URL, url_accounts_id(f->mem, fmt_id(f, r->account_id)));
	tpl_set(t, T_READ_NAME, r->account);
	tpl_set(t, T_READ_POLLED, r->polled_at == TIME_NONE ? "" : fmt_ago(f, r->polled_at));
	tpl_set(t, T_READ_EVENT, r->event_at == TIME_NONE ? "" : fmt_ago(f, r->event_at));
	tpl_set(t, T_READ_PAUSES, pauses_text(f, r));
	if (r->paused_at != TIME_NONE)
		tpl_set_shown(
		    t, T_READ_PAUSED,
		    mem_printf(f->mem, _("since %s, to this moment"), fmt_when(f, r->paused_at)),
		    T_IF_READ_PAUSED);
	tpl_set(t, T_READ_LIST,
		r->list_is_going	  ? _("now")
		: r->list_at == TIME_NONE ? ""
					  : fmt_ago(f, r->list_at));
	if (r->gap)
		tpl_set_shown(t, T_READ_GAP, gap_text(f, r), T_IF_READ_GAP);
}

void readings_fill(struct tpl *t, const struct fmt *f, const struct readings *r)
{
	if (!r->n)
		return;
	t = tpl_add(t, T_IF_READINGS);
	for (size_t i = 0; i < r->n; i++)
		fill_reading(tpl_add(t, T_READING), f, &r->rows[i]);
}
