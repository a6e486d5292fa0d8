/* What was chosen counts as it is; what was typed is looked up or read. */
#include "mapping/param_posted.h"

#include "base/mem.h"
#include "base/str.h"

#include <string.h>

struct post {
	void *owner;
	const struct form *form;
	const struct category_param *def;
	const struct value_index *index;
	const struct param_state *state;
	enum decimal_mark mark;
	struct param_posted *out;
};

/* ---- Values of a list ------------------------------------------------------------------------ */

static void choose(const struct post *p, const char *id)
{
	if (!p->def->multiple) /* what was typed counts, not what stood there */
		p->out->answer.n_ids = 0;
	if (!param_answer_has_id(&p->out->answer, id))
		param_answer_add_id(p->owner, &p->out->answer, id);
}

static void look_up(const struct post *p, const char *words)
{
	const struct value_match m = value_match(p->index, p->state, words);

	if (m.found == VALUE_EXACT || m.found == VALUE_ALIKE) {
		choose(p, m.at[0]->id);
		return;
	}
	p->out->typed = mem_strdup(p->owner, words);
	p->out->found = m.found;
	p->out->n_near = m.n;
	memcpy(p->out->near, m.at, sizeof(p->out->near));
	if (!m.n)
		p->out->n_near = value_suggest(p->index, p->state, words, p->out->near);
}

static void take_list(const struct post *p)
{
	size_t n;
	const char *const *ids = form_keyed(p->form, "id:", p->def->id, &n);

	for (size_t i = 0; i < n && i < PARAM_ANSWER_PARTS; i++)
		param_answer_add_id(p->owner, &p->out->answer, ids[i]);
	const char *const *words = form_keyed(p->form, "find:", p->def->id, &n);
	for (size_t i = 0; i < n && p->index; i++) {
		const char **parts;
		const size_t n_parts = value_parts(p->owner, p->index, words[i], &parts);

		for (size_t k = 0; k < n_parts; k++)
			look_up(p, parts[k]);
	}
}

/* Of one's own, where "other" is chosen; else it was left from before and hidden. */
static void take_own_text(const struct post *p)
{
	size_t n;
	const char *const *texts = form_keyed(p->form, "text:", p->def->id, &n);

	if (!param_takes_text(p->def) || !n)
		return;
	if (!p->out->answer.n_ids && !p->out->typed)
		param_answer_add_id(p->owner, &p->out->answer, p->def->ambiguous_id);
	if (param_answer_has_id(&p->out->answer, p->def->ambiguous_id))
		param_answer_add_text(p->owner, &p->out->answer, str_squeeze(p->owner, texts[0]));
}

static void take_dictionary(const struct post *p)
{
	take_list(p);
	take_own_text(p);
}

/* ---- Texts and numbers ----------------------------------------------------------------------- */

/* One a line where several are taken. */
static void take_texts(const struct post *p)
{
	size_t n;
	const char *const *texts = form_keyed(p->form, "text:", p->def->id, &n);

	for (size_t i = 0; i < n; i++) {
		for (const char *line = texts[i]; *line;) {
			const size_t len = strcspn(line, "\n");
			char *text = mem_strndup(p->owner, line, len);

			if (str_is_seen(text) && p->out->answer.n_texts < PARAM_ANSWER_PARTS)
				param_answer_add_text(p->owner, &p->out->answer,
						      str_squeeze(p->owner, text));
			line += len + (line[len] == '\n');
		}
	}
}

/* As Allegro writes it, else as it was typed. NULL: nothing. */
static const char *read_number(const struct post *p, const char *name)
{
	struct category_param one = *p->def;
	struct param_answer a;
	size_t n;
	const char *const *typed = form_keyed(p->form, name, p->def->id, &n);

	one.is_range = 0;
	if (!n)
		return NULL;
	const enum quantity_why why = quantity_answer(p->owner, &one, typed[0], NULL, p->mark, &a);
	if (!why)
		return a.texts[0];
	if (!p->out->why)
		p->out->why = why;
	return mem_strdup(p->owner, typed[0]);
}

static void take_number(const struct post *p)
{
	if (p->def->is_range) {
		p->out->answer.from = read_number(p, "from:");
		p->out->answer.to = read_number(p, "to:");
		return;
	}
	const char *number = read_number(p, "text:");
	if (number)
		param_answer_add_text(p->owner, &p->out->answer, number);
}

void param_posted(void *owner, const struct form *form, const struct category_param *def,
		  const struct value_index *index, const struct param_state *state,
		  enum decimal_mark mark, struct param_posted *out)
{
	const struct post p = {owner, form, def, index, state, mark, out};

	*out = (struct param_posted){.answer = {.param_id = def->id}};
	switch (param_kind(def->type)) {
	case PARAM_DICTIONARY:
		take_dictionary(&p);
		break;
	case PARAM_INTEGER:
	case PARAM_FLOAT:
		take_number(&p);
		break;
	case PARAM_STRING:
		take_texts(&p);
		break;
	default: /* no field is shown of what Kram does not know */
		break;
	}
}
