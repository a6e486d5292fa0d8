/* Answers for one product: which fields, how they stand, what is kept. */
#include "mapping/own.h"

#include "base/mem.h"
#include "tpl/mapping/_dependents.h"
#include "tpl/mapping/own.h"
#include "urls.h"
#include "web/page.h"

const struct field product_own_fields[] = {
    {"seen", .type = FIELD_INT, .min = 0, .max = INT64_MAX},
    PARAM_FIELDS,
    {0},
};

/* ---- Which fields ------------------------------------------------------------------------------
 */

static bool asks_for(const struct category_param *p, const char *id)
{
	bool is = str_eq(p->depends_on, id);

	for (size_t i = 0; i < p->n_displayed_with && !is; i++)
		is = str_eq(p->displayed_with[i].id, id);
	for (size_t i = 0; i < p->n_required_with && !is; i++)
		is = str_eq(p->required_with[i].id, id);
	for (size_t i = 0; i < p->n_required_without && !is; i++)
		is = str_eq(p->required_without[i].id, id);
	return is;
}

static bool is_there(const struct own_page *page, const struct ready_value *v)
{
	for (size_t i = 0; i < page->n; i++)
		if (page->fields[i].value == v)
			return true;
	return false;
}

static uint64_t decided(struct request *rq, const struct own_page *page,
			const struct ready_value *v)
{
	const struct decision *d =
	    own_decision(&page->all.look, mem_printf(rq, DECIDES_PARAM "\t%s", v->param->id));

	return d ? d->id : 0;
}

static void add(struct request *rq, struct own_page *page, size_t at)
{
	const struct look *look = &page->all.look;
	const struct ready_value *v = &look->ready.values[at];
	const uint64_t id = decided(rq, page, v);

	page->fields[page->n++] = (struct own_field){.value = v,
						     .index = look->category->indexes[at],
						     .state = v->state,
						     .answer = v->answer};
	if (id > page->newest)
		page->newest = id;
}

/* Those that depend on one that is there, over any number of steps; what the card says is its own
 * affair. */
static void add_dependents(struct request *rq, struct own_page *page)
{
	const struct readiness *r = &page->all.look.ready;

	for (size_t k = 0; k < page->n; k++)
		for (size_t i = 0; i < r->n_values && page->n < OWN_FIELDS; i++)
			if (r->values[i].origin != FROM_CARD && !is_there(page, &r->values[i]) &&
			    asks_for(r->values[i].param, page->fields[k].value->param->id))
				add(rq, page, i);
}

static enum rc load(struct request *rq, struct own_page *page, struct err *e)
{
	const struct readiness *r = &page->all.look.ready;

	if (product_ready_load(rq, &page->all, e))
		return e->rc;
	for (size_t i = 0; i < r->n_values && !page->n; i++)
		if (str_eq(r->values[i].param->id, req_param(rq, "param")))
			add(rq, page, i);
	if (!page->n)
		return err_set(e, RC_NOT_FOUND, "no such parameter");
	add_dependents(rq, page);
	return RC_OK;
}

/* ---- How they stand ----------------------------------------------------------------------------
 */

/* The states that the answers of the form make. */
static void find_states(struct request *rq, struct own_page *page)
{
	const struct look *look = &page->all.look;
	const size_t n = look->ready.n_values;
	struct param_answer *answers = mem_array(rq, struct param_answer, n + 1);
	struct param_state *states = mem_array(rq, struct param_state, n + 1);

	for (size_t i = 0; i < n; i++)
		answers[i] = look->ready.values[i].answer;
	for (size_t k = 0; k < page->n; k++)
		answers[page->fields[k].value - look->ready.values] = page->fields[k].answer;
	params_state(look->category->params, n, answers, n,
		     look->subject.card.id ? PARAMS_OF_OFFER : PARAMS_OF_NEW_PRODUCT, states);
	for (size_t k = 0; k < page->n; k++)
		page->fields[k].state = states[page->fields[k].value - look->ready.values];
}

/* Twice: values of a list may mean something beside the value of their parent alone. */
static void read_posted(struct request *rq, struct own_page *page)
{
	page->is_posted = true;
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < page->n; i++) {
			struct own_field *field = &page->fields[i];
			field->posted = (struct param_posted){.typed = NULL};
			param_posted(rq, rq->form, field->value->param, field->index, &field->state,
				     param_mark(rq->lang), &field->posted);
			field->answer = field->posted.answer;
		}
		find_states(rq, page);
	}
}

static enum rc show(struct request *rq, const struct own_page *page)
{
	struct fmt f = fmt_for(rq);
	struct tpl *t = page_open(rq, TPL_MAPPING_OWN, page->fields[0].value->param->name);

	page_fragment(rq, "dependents", own_fill(t, &f, page), TPL_MAPPING__DEPENDENTS);
	if (page->problem)
		page_status(rq, 422);
	return RC_OK;
}

enum rc pg_product_own(struct request *rq, struct err *e)
{
	struct own_page page = {.n = 0};

	return load(rq, &page, e) ? e->rc : show(rq, &page);
}

enum rc do_product_ask(struct request *rq, struct err *e)
{
	struct own_page page = {.n = 0};

	if (load(rq, &page, e))
		return e->rc;
	read_posted(rq, &page);
	return show(rq, &page);
}

/* ---- What is kept ------------------------------------------------------------------------------
 */

/* An answer that Allegro would refuse of this product is none. */
static const char *problem_of(struct request *rq, struct own_field *field, bool is_first)
{
	const struct param_posted *posted = &field->posted;
	struct fmt f = fmt_for(rq);

	field->state.answer = param_answer_is_empty(&field->answer) ? NULL : &field->answer;
	if (posted->typed)
		return _("This value is not on the list.");
	if (posted->why)
		return quantity_text(posted->why);
	if (param_answer_is_empty(&field->answer))
		return is_first ? _("Choose a value first.") : NULL;
	return param_check(field->value->param, &field->state, &field->finding)
		   ? param_fault_text(&f, field->value->param, &field->finding)
		   : NULL;
}

/* The first one as it was chosen; of the others those that say something new. */
static bool is_kept(struct request *rq, const struct own_page *page, size_t i)
{
	const struct own_field *field = &page->fields[i];

	if (!i)
		return true;
	return field->state.is_visible && !param_answer_is_empty(&field->answer) &&
	       !str_eq(param_answer_print(rq, &field->answer),
		       param_answer_print(rq, &field->value->answer));
}

enum rc do_product_own(struct request *rq, struct err *e)
{
	struct decision decisions[OWN_FIELDS];
	struct own_page page = {.n = 0};
	size_t n = 0;

	if (load(rq, &page, e))
		return e->rc;
	read_posted(rq, &page);
	for (size_t i = 0; i < page.n; i++) {
		const char *problem = !i || page.fields[i].state.is_visible
					  ? problem_of(rq, &page.fields[i], !i)
					  : NULL;
		page.problem = page.problem ? page.problem : problem;
	}
	if (page.problem)
		return show(rq, &page);
	for (size_t i = 0; i < page.n; i++)
		if (is_kept(rq, &page, i)) {
			const struct ready_value *v = page.fields[i].value;
			decisions[n++] = product_decision(
			    rq, &page.all, mem_printf(rq, DECIDES_PARAM "\t%s", v->param->id),
			    param_answer_print(rq, &page.fields[i].answer));
			decisions[n - 1].replaces = decided(rq, &page, v);
		}
	if (page.newest > (uint64_t)form_int(rq->form, "seen", 0)) {
		(void)err_set(e, RC_CONFLICT, "another answer since");
		return page_conflict(rq, _("Someone else decided this before you."), e);
	}
	return product_decide(rq, decisions, n, e);
}
