/* Values and their translations as people read them. */
#include "mapping/values.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/list.h"
#include "mapping/history.h"
#include "products/product_view.h"
#include "tpl/mapping/values.h"
#include "urls.h"
#include "web/url.h"

#include <string.h>

enum { ALIKE_BYTES = 2000 };

static const char *alike_text(const struct fmt *f, const struct values_page *page,
			      const char *value)
{
	const struct param_value *alike[VALUE_PROPOSALS];
	struct str out;

	if (!page->index)
		return NULL;
	str_init(&out, f->mem, ALIKE_BYTES);
	str_add(&out, "");
	const size_t n = value_suggest(page->index, NULL, value, alike);
	for (size_t i = 0; i < n; i++)
		str_addf(&out, "%s%s", i ? ", " : "", alike[i]->value);
	return out.text;
}

/* An attribute as the shop calls it, a field of the product as the panel does. */
static const char *source_text(const struct fmt *f, const char *subject)
{
	return product_field_label(decision_part(f->mem, subject, 1));
}

static void fill_row(struct tpl *t, const struct fmt *f, const struct values_page *page, size_t i)
{
	static const struct param_state state = {.is_visible = true};
	const char *subject = page->open[i].subject;
	const char *value = decision_part(f->mem, subject, 2);

	tpl_set(t, T_VALUE, value);
	tpl_set(t, T_SOURCE, source_text(f, subject));
	tpl_set(t, T_N, fmt_int(f, page->open[i].n));
	tpl_set(t, T_ID, page->rows[i].id);
	tpl_set_shown(t, T_ALIKE, alike_text(f, page, value), T_IF_ALIKE);
	param_field(t, T_PARAM, f,
		    &(struct param_field){
			.def = &page->rows[i],
			.state = &state,
			.answer = page->posted ? &page->posted[i].answer : NULL,
			.posted = page->posted ? &page->posted[i] : NULL,
			.finding = page->findings ? &page->findings[i] : NULL,
		    });
}

static void fill_done(struct tpl *t, const struct fmt *f, const struct values_page *page)
{
	struct tpl *list = NULL;

	for (size_t i = 0; i < page->rules.n; i++) {
		const struct decision *d = &page->rules.at[i].d;
		struct param_answer answer;
		if (!str_eq(d->kind, decision_kind_names[DECISION_VALUE]) ||
		    !str_eq(decision_part(f->mem, d->subject, 0), page->def->id))
			continue;
		list = list ? list : tpl_add(t, T_IF_DONE);
		struct tpl *row = tpl_add(list, T_DONE);
		tpl_set(row, T_DONE_SOURCE, source_text(f, d->subject));
		tpl_set(row, T_DONE_VALUE, decision_part(f->mem, d->subject, 2));
		tpl_set(row, T_DONE_ANSWER,
			d->value && param_answer_parse(f->mem, page->def->id, d->value, &answer)
			    ? answer_words(f, page->def, &answer)
			    : _("has no meaning"));
		tpl_set(row, T_UNDO_URL, url_mapping_decisions_id_undo(f->mem, fmt_id(f, d->id)));
		tpl_set(row, T_DONE_HISTORY_URL, history_url(f->mem, d->id));
	}
}

void values_fill(struct tpl *t, const struct fmt *f, const struct values_page *page)
{
	const struct url_arg arg = {"param", page->def->id};
	const struct empty none = {.icon = "ok",
				   .title = _("Every value of the shop is understood"),
				   .text = _("New values appear here after the next file.")};

	tpl_set(t, T_BACK_URL, url_mapping());
	tpl_set(t, T_PARAM_NAME, page->def->name);
	tpl_set(t, T_COUNT,
		mem_printf(
		    f->mem,
		    ngettext("%s value to match", "%s values to match", (unsigned long)page->total),
		    fmt_int(f, page->total)));
	tpl_set_shown(t, T_PROBLEM, page->problem, T_IF_PROBLEM);
	struct tpl *open = page->n_open ? tpl_add(t, T_IF_OPEN) : NULL;
	if (open)
		tpl_set(open, T_SELF_URL, url_with(f->mem, url_mapping_values(), &arg, 1));
	else
		list_empty(t, T_EMPTY, &none);
	for (size_t i = 0; i < page->n_open; i++)
		fill_row(tpl_add(open, T_ROW), f, page, i);
	fill_done(t, f, page);
	tpl_set(t, T_CSV_URL, url_with(f->mem, url_mapping_values_csv(), &arg, 1));
	for (size_t i = 0; i < page->n_refused; i++) {
		if (!i)
			tpl_show(t, T_IF_REFUSED);
		tpl_set(tpl_add(t, T_REFUSED), T_REASON, page->refused[i]);
	}
}
