/* A decision before it is made: changes, what stays, conflicts. */
#include "outbox/plan_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "outbox/outbox_words.h"
#include "tpl/outbox/plan.h"
#include "web/page.h"

static void fill_subject(struct tpl *t, const struct plan_row *row)
{
	tpl_set(t, T_URL, row->url);
	tpl_set(t, T_ID, row->id);
	tpl_set(t, T_NAME, row->name);
	tpl_set(t, T_ACCOUNT, row->account);
	tpl_set(t, T_ABOUT, row->about);
	tpl_set_shown(t, T_DETAIL, row->detail, T_IF_DETAIL);
	BADGE(t, NOW, row->now);
	tpl_set(t, T_REMARK, row->remark);
	if (!row->link)
		return;
	t = tpl_add(t, T_IF_LINK);
	tpl_set(t, T_LINK, row->link);
	tpl_set(t, T_LINK_URL, row->link_url);
}

static void fill_fields(struct tpl *t, const struct plan *p)
{
	for (size_t i = 0; i < PLAN_FIELDS_MAX && p->fields[i].name; i++) {
		struct tpl *field = tpl_add(t, T_FIELD);

		tpl_set(field, T_FIELD_NAME, p->fields[i].name);
		tpl_set(field, T_FIELD_VALUE, p->fields[i].value);
	}
}

static void fill_changes(struct tpl *t, const struct fmt *f, const struct plan *p, size_t n)
{
	char batch[37];

	str_uuid(batch);
	t = tpl_add(t, T_CHANGES);
	tpl_set(t, T_ACTION, p->action);
	tpl_set(t, T_BATCH, batch);
	fill_fields(t, p);
	tpl_set(t, T_SUBJECT, _(outbox_words(p->kind).thing->name));
	tpl_set(t, T_CHANGES_TEXT, mem_printf(f->mem, _("Changes: %s"), fmt_int(f, (int64_t)n)));
	tpl_set(t, T_BUTTON,
		mem_printf(f->mem, ngettext("Confirm %s change", "Confirm %s changes", n),
			   fmt_int(f, (int64_t)n)));
	for (size_t i = 0; i < p->n; i++) {
		const struct plan_row *row = &p->rows[i];

		if (!row->pick)
			continue;
		tpl_set(tpl_add(t, T_PICK), T_PICK_VALUE, row->pick);
		struct tpl *line = tpl_add(t, T_CHANGE);
		fill_subject(line, row);
		BADGE(line, AFTER, row->after);
		if (row->seen && !str_eq(row->seen, row->now.text))
			tpl_set_shown(line, T_SEEN, row->seen, T_IF_SEEN);
	}
}

static void fill_stays(struct tpl *t, const struct fmt *f, const struct plan *p, size_t n)
{
	t = tpl_add(t, T_STAYS);
	tpl_set(t, T_SUBJECT, _(outbox_words(p->kind).thing->name));
	tpl_set(t, T_STAYS_TEXT,
		mem_printf(f->mem, _("Stays as it is: %s"), fmt_int(f, (int64_t)n)));
	for (size_t i = 0; i < p->n; i++)
		if (!p->rows[i].pick)
			fill_subject(tpl_add(t, T_STAY), &p->rows[i]);
}

static void fill_conflicts(struct tpl *t, const struct fmt *f, const struct plan *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct plan_row *row = &p->rows[i];

		if (!row->seen)
			continue;
		tpl_set(
		    tpl_add(t, T_CONFLICT), T_CONFLICT_TEXT,
		    str_eq(row->seen, row->now.text)
			? _("It shows the same as before, but something else in it has changed: "
			    "look at its history. Nothing has been sent.")
			: mem_printf(f->mem,
				     _("You saw \"%s\", now it is \"%s\". Nothing has been "
				       "sent."),
				     row->seen, row->now.text));
	}
}

static void fill_title(struct tpl *t, const struct fmt *f, const struct plan *p)
{
	const char *name = outbox_words(p->kind).name;

	tpl_set(t, T_TITLE,
		p->after
		    ? mem_printf(f->mem, "%s: %s", name, outbox_value_head(f, p->kind, p->after))
		    : name);
	tpl_set(t, T_CRUMB, p->crumb);
	tpl_set(t, T_BACK_URL, p->back);
}

void plan_show(struct request *rq, const struct plan *p)
{
	struct fmt f = fmt_for(rq);
	struct tpl *t = page_open(rq, TPL_OUTBOX_PLAN, outbox_words(p->kind).name);
	size_t changes = 0;

	for (size_t i = 0; i < p->n; i++)
		changes += p->rows[i].pick != NULL;
	fill_title(t, &f, p);
	fill_conflicts(t, &f, p);
	for (size_t i = 0; i < PLAN_WARNINGS_MAX && p->warnings[i]; i++)
		tpl_set(tpl_add(t, T_WARNING), T_WARNING_TEXT, p->warnings[i]);
	if (changes)
		fill_changes(t, &f, p, changes);
	else
		tpl_set(tpl_add(t, T_NOTHING), T_NOTHING_TEXT,
			p->n ? _("None of these can be changed like this now.")
			     : _("Nothing was marked. Go back and mark some."));
	if (p->n > changes)
		fill_stays(t, &f, p, p->n - changes);
}
