/* What is asked for: conditions over answers, evaluated until nothing changes any more. */
#include "domain/mapping/param_rules.h"

#include "base/mem.h"
#include "base/str.h"

static const struct param_state *state_of(const struct category_param *defs, size_t n,
					  const struct param_state *states, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(defs[i].id, id))
			return &states[i];
	return NULL;
}

/* What counts of the answer to a parameter. */
static const struct param_answer *counts(const struct param_state *s)
{
	return s && s->is_visible ? s->answer : NULL;
}

static bool has_one_of(const struct param_answer *a, const struct param_with *with)
{
	for (size_t i = 0; a && i < with->n_values; i++)
		if (param_answer_has_id(a, with->values[i].text))
			return true;
	return false;
}

static bool all_with(const struct category_param *defs, size_t n, const struct param_state *states,
		     const struct param_with *with, size_t n_with)
{
	for (size_t i = 0; i < n_with; i++)
		if (!has_one_of(counts(state_of(defs, n, states, with[i].id)), &with[i]))
			return false;
	return true;
}

static bool all_without(const struct category_param *defs, size_t n,
			const struct param_state *states, const struct category_param *def)
{
	for (size_t i = 0; i < def->n_required_without; i++)
		if (counts(state_of(defs, n, states, def->required_without[i].id)))
			return false;
	return true;
}

/* Visible ones only grow, so that n rounds are enough for any chain. */
static void find_visible(const struct category_param *defs, size_t n, struct param_state *states)
{
	bool changed = true;

	while (changed) {
		changed = false;
		for (size_t i = 0; i < n; i++) {
			if (states[i].is_visible ||
			    !all_with(defs, n, states, defs[i].displayed_with,
				      defs[i].n_displayed_with))
				continue;
			states[i].is_visible = true;
			changed = true;
		}
	}
}

static bool is_required(const struct category_param *defs, size_t n,
			const struct param_state *states, const struct category_param *def,
			enum params_of of)
{
	if (def->n_required_with || def->n_required_without)
		return all_with(defs, n, states, def->required_with, def->n_required_with) &&
		       all_without(defs, n, states, def);
	return def->required || (of == PARAMS_OF_NEW_PRODUCT && def->required_for_product);
}

static void find_parent(const struct category_param *defs, size_t n, struct param_state *states,
			size_t i)
{
	const struct param_state *s;

	if (!defs[i].depends_on || !(s = state_of(defs, n, states, defs[i].depends_on)))
		return;
	states[i].parent = &defs[s - states];
	states[i].parent_has = counts(s);
}

void params_state(const struct category_param *defs, size_t n, const struct param_answer *answers,
		  size_t n_answers, enum params_of of, struct param_state *out)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (struct param_state){
		    .answer = param_answer_find(answers, n_answers, defs[i].id)};
	find_visible(defs, n, out);
	for (size_t i = 0; i < n; i++) {
		out[i].is_required = out[i].is_visible && is_required(defs, n, out, &defs[i], of);
		find_parent(defs, n, out, i);
	}
}

bool param_value_is_allowed(const struct param_value *value, const struct param_state *state)
{
	if (!value->n_depends)
		return true;
	for (size_t i = 0; i < value->n_depends; i++)
		if (param_answer_has_id(state->parent_has, value->depends[i].text))
			return true;
	return false;
}

const struct param_value *param_value_find(const struct category_param *def, const char *id)
{
	for (size_t i = 0; i < def->n_values; i++)
		if (str_eq(def->values[i].id, id))
			return &def->values[i];
	return NULL;
}

static bool had_id(const struct param_value *value, const char *id)
{
	for (size_t i = 0; i < value->n_former_ids; i++)
		if (str_eq(value->former_ids[i].text, id))
			return true;
	return false;
}

/* What stands for an id now. */
static const char *renewed(const struct category_param *def, const char *id)
{
	const struct param_value *found = NULL;

	if (param_value_find(def, id))
		return id;
	for (size_t i = 0; i < def->n_values; i++) {
		if (!had_id(&def->values[i], id))
			continue;
		if (found)
			return id;
		found = &def->values[i];
	}
	return found ? found->id : id;
}

void param_answer_renew(void *owner, const struct category_param *def, struct param_answer *a)
{
	const char **ids = NULL;

	for (size_t i = 0; i < a->n_ids; i++) {
		const char *id = renewed(def, a->ids[i]);

		if (id == a->ids[i])
			continue;
		if (!ids)
			ids = mem_dup(owner, a->ids, a->n_ids * sizeof(a->ids[0]));
		ids[i] = id;
	}
	if (ids)
		a->ids = ids;
}
