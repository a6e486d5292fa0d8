/* A decision before it is made: changes, doubtful ones, what stays, conflicts. */
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

enum part { CHANGE, DOUBT, STAY, PARTS };

static enum part part_of(const struct plan_row *row)
{
	if (!row->pick)
		return STAY;
	return row->doubt ? DOUBT : CHANGE;
}

/* A row that changes, or may. */
static void fill_change(struct tpl *t, const struct plan_row *row)
{
	fill_subject(t, row);
	BADGE(t, AFTER, row->after);
	if (row->seen && !str_eq(row->seen, row->now.text))
		tpl_set_shown(t, T_SEEN, row->seen, T_IF_SEEN);
	tpl_set(t, T_PICK, row->pick);
	tpl_set(t, T_DOUBT, row->doubt);
}

static void fill_changes(struct tpl *t, const struct fmt *f, const struct plan *p, size_t n)
{
	t = tpl_add(t, T_CHANGES);
	tpl_set(t, T_CHANGES_TEXT, mem_printf(f->mem, _("Changes: %s"), fmt_int(f, (int64_t)n)));
	for (size_t i = 0; i < p->n; i++)
		if (part_of(&p->rows[i]) == CHANGE)
			fill_change(tpl_add(t, T_CHANGE), &p->rows[i]);
}

static void fill_doubts(struct tpl *t, const struct fmt *f, const struct plan *p, size_t n)
{
	t = tpl_add(t, T_DOUBTS);
	tpl_set(t, T_DOUBTS_TEXT,
		mem_printf(f->mem, _("Doubtful, left out unless you tick them: %s"),
			   fmt_int(f, (int64_t)n)));
	for (size_t i = 0; i < p->n; i++)
		if (part_of(&p->rows[i]) == DOUBT)
			fill_change(tpl_add(t, T_DOUBTFUL), &p->rows[i]);
}

static const char *button_text(const struct fmt *f, const size_t n[PARTS])
{
	const char *changes = fmt_int(f, (int64_t)n[CHANGE]);

	if (!n[CHANGE])
		return _("Confirm what is ticked");
	if (n[DOUBT])
		return mem_printf(f->mem,
				  ngettext("Confirm %s change and what is ticked",
					   "Confirm %s changes and what is ticked", n[CHANGE]),
				  changes);
	return mem_printf(f->mem, ngettext("Confirm %s change", "Confirm %s changes", n[CHANGE]),
			  changes);
}

static void fill_form(struct tpl *t, const struct fmt *f, const struct plan *p,
		      const size_t n[PARTS])
{
	char batch[37];

	str_uuid(batch);
	t = tpl_add(t, T_FORM);
	tpl_set(t, T_ACTION, p->action);
	tpl_set(t, T_BATCH, batch);
	tpl_set(t, T_SUBJECT, _(outbox_words(p->kind).thing->name));
	tpl_set(t, T_BUTTON, button_text(f, n));
	fill_fields(t, p);
	if (n[CHANGE])
		fill_changes(t, f, p, n[CHANGE]);
	if (n[DOUBT])
		fill_doubts(t, f, p, n[DOUBT]);
}

static void fill_stays(struct tpl *t, const struct fmt *f, const struct plan *p, size_t n)
{
	t = tpl_add(t, T_STAYS);
	tpl_set(t, T_SUBJECT, _(outbox_words(p->kind).thing->name));
	tpl_set(t, T_STAYS_TEXT,
		mem_printf(f->mem, _("Stays as it is: %s"), fmt_int(f, (int64_t)n)));
	for (size_t i = 0; i < p->n; i++)
		if (part_of(&p->rows[i]) == STAY)
			fill_subject(tpl_add(t, T_STAY), &p->rows[i]);
}

static void fill_conflicts(struct tpl *t, const struct fmt *f, const struct plan *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct plan_row *row = &p->rows[i];

		if (!row->seen)
			continue;
		tpl_set(tpl_add(t, T_CONFLICT), T_CONFLICT_TEXT,
			str_eq(row->seen, row->now.text)
			    ? _("It looks the same as before, but something else has changed: see "
				"its history. Nothing has been sent.")
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
	size_t parts[PARTS] = {0};

	for (size_t i = 0; i < p->n; i++)
		parts[part_of(&p->rows[i])]++;
	fill_title(t, &f, p);
	fill_conflicts(t, &f, p);
	for (size_t i = 0; i < PLAN_WARNINGS_MAX && p->warnings[i]; i++)
		tpl_set(tpl_add(t, T_WARNING), T_WARNING_TEXT, p->warnings[i]);
	if (parts[CHANGE] || parts[DOUBT])
		fill_form(t, &f, p, parts);
	else
		tpl_set(tpl_add(t, T_NOTHING), T_NOTHING_TEXT,
			p->n ? _("None of them can be changed this way right now.")
			     : _("Nothing was selected. Go back and select some orders."));
	if (parts[STAY])
		fill_stays(t, &f, p, parts[STAY]);
}
