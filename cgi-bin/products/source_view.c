/* States, faults and periods of sources in words. */
#include "products/source_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/label.h"
#include "domain/catalog/source_address.h"
#include "products/file_view.h"
#include "tpl/products/_sources.h"
#include "tpl/products/source.h"
#include "urls.h"

#include <inttypes.h>

static const struct label states[] = {
    {"fresh", N_("not fetched yet"), "info", "hourglass"},
    {"good", N_("works"), "ok", "ok"},
    {"bad", N_("does not come"), "bad", "bad"},
    {"paused", N_("paused"), "mute", "clock"},
    {0},
};

/* What went wrong and what to do. */
static const struct label faults[] = {
    {"resolve", N_("No server of this name is known. Check the address."), "", ""},
    {"connect", N_("The server does not answer. Check that the shop works."), "", ""},
    {"timeout", N_("The server is too slow. Ask for a smaller export."), "", ""},
    {"certificate", N_("The server's certificate is not trusted. Ask whoever runs the shop."), "",
     ""},
    {"broken", N_("The file broke off. Kram tries again."), "", ""},
    {"too-big", N_("The file is too large. Ask for a smaller export."), "", ""},
    {"url", N_("The address is wrong. Enter it again."), "", ""},
    {"host", N_("The server is no longer in feed-hosts of the configuration."), "", ""},
    {"private", N_("The server is in a private network, where Kram fetches nothing."), "", ""},
    {"elsewhere", N_("The shop sends Kram to another server. Enter the final address."), "", ""},
    {"refused", N_("The shop refuses the file. Check the key in the address."), "", ""},
    {"gone", N_("There is no file at this address. Check the address."), "", ""},
    {"server", N_("The shop has a fault. Kram tries again."), "", ""},
    {"empty", N_("The file is empty. Create it again in the shop."), "", ""},
    {"disk", N_("The file cannot be saved: the disk of the server is full."), "", ""},
    {0},
};

static const struct label periods[] = {
    {"15", N_("every 15 minutes"), "", ""}, {"60", N_("every hour"), "", ""},
    {"180", N_("every 3 hours"), "", ""},   {"720", N_("every 12 hours"), "", ""},
    {"1440", N_("every day"), "", ""},	    {0},
};

static bool is_usual(const char *minutes)
{
	for (const struct label *p = periods; p->word; p++)
		if (str_eq(p->word, minutes))
			return true;
	return false;
}

static const char *period_words(const struct fmt *f, const char *minutes)
{
	return is_usual(minutes) ? label_text(periods, minutes)
				 : mem_printf(f->mem, _("every %s minutes"), minutes);
}

static const char *fault_words(const struct fmt *f, const struct file_source *s)
{
	return str_eq(s->fault, SOURCE_FAULT_FILE) ? file_problem_words(f->mem, s->problem)
						   : label_text(faults, s->fault);
}

static const char *state_of(const struct file_source *s)
{
	if (s->paused)
		return "paused";
	if (!str_empty(s->fault))
		return "bad";
	return s->asked_at == TIME_NONE ? "fresh" : "good";
}

static void fill_times(struct tpl *t, const struct fmt *f, const struct file_source *s)
{
	struct tpl *part;

	if (s->asked_at != TIME_NONE) {
		part = tpl_add(t, T_IF_ASKED);
		FMT_TIME(part, f, ASKED, fmt_when(f, s->asked_at), s->asked_at);
	}
	if (s->got_at != TIME_NONE && s->got_at != s->asked_at) {
		part = tpl_add(t, T_IF_GOT);
		FMT_TIME(part, f, GOT, fmt_when(f, s->got_at), s->got_at);
	}
	if (!s->paused) {
		part = tpl_add(t, T_IF_NEXT);
		FMT_TIME(part, f, NEXT, fmt_when(f, s->next_at), s->next_at);
	}
}

static void fill_buttons(struct tpl *t, const struct fmt *f, const struct file_source *s)
{
	const char *id = fmt_id(f, s->profile_id);

	if (s->paused) {
		tpl_set_shown(t, T_RESUME_URL, url_sources_id_resume(f->mem, id), T_IF_PAUSED);
		return;
	}
	struct tpl *part = tpl_add(t, T_IF_RUNS);
	tpl_set(part, T_FETCH_URL, url_sources_id_fetch(f->mem, id));
	tpl_set(part, T_PAUSE_URL, url_sources_id_pause(f->mem, id));
}

static void fill_source(struct tpl *t, const struct fmt *f, const struct file_source *s)
{
	tpl_set(t, T_URL, url_sources_id(f->mem, fmt_id(f, s->profile_id)));
	tpl_set(t, T_PROFILE, s->profile);
	tpl_set(t, T_ADDRESS, source_address_shown(f->mem, s->address));
	tpl_set(t, T_PERIOD, period_words(f, fmt_id(f, (uint64_t)s->period_min)));
	BADGE(t, STATE, label_of(states, state_of(s)));
	if (!str_empty(s->fault))
		tpl_set_shown(t, T_FAULT, fault_words(f, s), T_IF_FAULT);
	if (s->failures > 1)
		tpl_set_shown(t, T_TIMES,
			      mem_printf(f->mem, _("%s times in a row"), fmt_int(f, s->failures)),
			      T_IF_TIMES);
	fill_times(t, f, s);
	fill_buttons(t, f, s);
}

void sources_fill(struct tpl *t, const char *marker, const struct fmt *f,
		  const struct file_source *sources, size_t n)
{
	t = tpl_include(t, marker, TPL_PRODUCTS__SOURCES);
	if (!n)
		tpl_show(t, T_IF_NONE);
	struct tpl *rows = n ? tpl_add(t, T_IF_SOURCES) : NULL;
	for (size_t i = 0; i < n; i++)
		fill_source(tpl_add(rows, T_SOURCE), f, &sources[i]);
}

/* ---- The form ---------------------------------------------------------------------------------
 */

static void add_period(struct tpl *t, const char *value, const char *text, bool is_chosen)
{
	struct tpl *option = tpl_add(t, T_PERIOD);

	tpl_set(option, T_PERIOD_VALUE, value);
	tpl_set(option, T_PERIOD_TEXT, text);
	if (is_chosen)
		tpl_show(option, T_PERIOD_CHOSEN);
}

/* One that kramctl has set otherwise stays as long as nobody chooses another. */
static void fill_periods(struct tpl *t, const struct fmt *f, int64_t chosen)
{
	const char *value = fmt_id(f, (uint64_t)chosen);

	if (!is_usual(value))
		add_period(t, value, period_words(f, value), true);
	for (const struct label *p = periods; p->word; p++)
		add_period(t, p->word, _(p->text), str_eq(p->word, value));
}

void source_form_fill(struct tpl *t, const struct fmt *f, const struct source_form *form)
{
	const struct file_source *s = form->source;
	const char *id = s ? fmt_id(f, s->profile_id) : "";

	tpl_set_shown(t, T_PROBLEM, form->problem, T_IF_PROBLEM);
	tpl_set_shown(t, T_SETTING, form->setting, T_IF_SETTING);
	tpl_set(t, T_SAVE_URL, s ? url_sources_id(f->mem, id) : url_sources());
	tpl_set(t, T_VERSION, mem_printf(f->mem, "%" PRId64, s ? s->version : 0));
	tpl_set(t, T_ADDRESS, form->typed.address);
	tpl_set(t, T_HINT, s ? source_address_shown(f->mem, s->address) : "https://");
	tpl_show(t, s ? T_IF_KEPT : T_IF_FRESH);
	tpl_set(t, T_PROFILE, form->typed.profile);
	fill_periods(t, f, form->typed.period_min);
	if (form->typed.auto_apply)
		tpl_show(t, T_IF_AUTO);
	if (s)
		tpl_set(t, T_REMOVE_URL, url_sources_id_remove(f->mem, id));
}
