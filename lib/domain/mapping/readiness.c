/* The judgement. */
#include "domain/mapping/readiness.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/picture.h"
#include "domain/mapping/resolve.h"

#include <string.h>

_Static_assert((int)READY_TEXTS <= (int)READY_TEXT_BITS,
	       "the mark of the texts stands above their faults");
_Static_assert((int)READY_TEXT_BITS + (int)OFFER_TEXT_MARK_BITS <= 32, "text_faults INT UNSIGNED");

const char *const ready_origin_names[ORIGINS + 1] = {
    [FROM_NOWHERE] = "nowhere", [FROM_PRODUCT] = "product",	[FROM_CONDITION] = "condition",
    [FROM_RULE] = "rule",	[FROM_DEFAULT] = "default",	[FROM_CARD] = "card",
    [FROM_SAME_NAME] = "name",	[FROM_ATTRIBUTE] = "attribute",
};

const char *const ready_state_names[READY_STATES + 1] = {
    [READY] = "ready",
    [READY_BLOCKED] = "blocked",
    [READY_SKIPPED] = "skipped",
    [READY_GONE] = "gone",
};

const char *const ready_kind_names[READY_KINDS + 1] = {
    [BLOCK_CATEGORY] = "category", [BLOCK_CATEGORY_GONE] = "unfit",
    [BLOCK_CARDS] = "cards",	   [BLOCK_WAITING] = "waiting",
    [BLOCK_PARAM] = "param",	   [BLOCK_VALUE] = "value",
    [BLOCK_ANSWER] = "answer",	   [BLOCK_TEXT] = "text",
    [BLOCK_IMAGE] = "image",	   [BLOCK_PRICE] = "price",
    [BLOCK_STOCK] = "stock",	   [BLOCK_PRODUCER] = "producer",
    [BLOCK_SAFETY] = "safety",	   [BLOCK_LISTING] = "listing",
    [MARK_STATE] = "state",	   [MARK_SHOP] = "shop",
    [MARK_CATEGORY] = "target",	   [MARK_LACK] = "lack",
    [MARK_OPEN] = "open",	   [MARK_SOON] = "soon",
    [BLOCK_REFUSED] = "refused",
};

const char *const ready_text_names[READY_TEXTS + 1] = {
    [TEXT_NO_NAME] = "no-name",
    [TEXT_NAME_SHORT] = "name-short",
    [TEXT_NAME_LONG] = "name-long",
    [TEXT_NAME_WORDS] = "name-words",
    [TEXT_NAME_WORD] = "name-word",
    [TEXT_NAME_SIGNS] = "name-signs",
    [TEXT_NO_DESCRIPTION] = "no-description",
};

enum {
	MARKS_MAX = 600,   /* of one product: two a parameter, and what it has itself */
	SUBJECT_MAX = 400, /* bytes: a column */
	PRICE_MIN = 100,   /* Allegro: 1 to 1,000,000,000, in minor units */
};
#define PRICE_MAX INT64_C(100000000000)

/* ---- Category ---------------------------------------------------------------------------------
 */

static const struct decision *own(const struct ready_subject *s, const char *subject)
{
	for (size_t i = 0; i < s->n_decided; i++)
		if (str_eq(s->decided[i].subject, subject))
			return &s->decided[i];
	return NULL;
}

/* An offer of a card stands in the card's category or in one that Allegro calls similar. */
static bool suits_card(const struct ready_card *card, const char *category_id)
{
	bool suits = str_eq(card->category_id, category_id);

	for (size_t i = 0; !suits && i < card->n_similar; i++)
		suits = str_eq(card->similar[i], category_id);
	return suits;
}

static const struct rule *category_rule(const struct ready_subject *s, const struct rules *rules,
					enum ready_origin *origin)
{
	const struct rule *rule =
	    rule_find(rules, DECISION_CATEGORY, s->shop_key, RULE_CONDITIONAL, s->product);

	*origin = FROM_CONDITION;
	if (rule)
		return rule;
	*origin = FROM_RULE;
	return rule_find(rules, DECISION_CATEGORY, s->shop_key, RULE_ALWAYS, s->product);
}

struct target ready_choose(const struct ready_subject *s, const struct rules *rules)
{
	const struct decision *said = own(s, DECIDES_CATEGORY);
	enum ready_origin origin;
	const struct rule *rule = category_rule(s, rules, &origin);
	const bool has_card = s->card.id && !str_empty(s->card.category_id);

	if (said)
		return (struct target){said->value, FROM_PRODUCT, said, !said->value};
	if (rule && !rule->d.value)
		return (struct target){NULL, origin, &rule->d, true};
	if (s->offer.category_id && (!has_card || suits_card(&s->card, s->offer.category_id)))
		return (struct target){s->offer.category_id, FROM_ATTRIBUTE, NULL, false};
	if (rule && (!has_card || suits_card(&s->card, rule->d.value)))
		return (struct target){rule->d.value, origin, &rule->d, false};
	if (has_card)
		return (struct target){s->card.category_id, FROM_CARD, NULL, false};
	return (struct target){NULL, FROM_NOWHERE, NULL, false};
}

/* ---- Marks ------------------------------------------------------------------------------------
 */

struct judging {
	void *mem;
	const struct ready_subject *s;
	struct readiness *out;
};

static void mark(struct judging *j, enum ready_kind kind, const char *subject)
{
	struct readiness *out = j->out;

	if (out->n_marks == MARKS_MAX || strlen(subject) > SUBJECT_MAX)
		return;
	for (size_t i = 0; i < out->n_marks; i++)
		if (out->marks[i].kind == kind && str_eq(out->marks[i].subject, subject))
			return;
	out->marks[out->n_marks++] = (struct ready_mark){kind, subject};
	out->n_blockers += kind < READY_BLOCKS;
}

/* ---- Parameters -------------------------------------------------------------------------------
 */

/* An offer of a card says of some parameters what the card asks for, or it is none of it. */
static void check_card(const struct ready_subject *s, struct ready_value *v)
{
	const struct param_answer *asked =
	    param_answer_find(s->card.required, s->card.n_required, v->param->id);

	if (!asked || param_answer_is_empty(&v->answer) ||
	    param_answer_is_equal(&v->answer, asked, param_kind(v->param->type)))
		return;
	v->finding = (struct param_finding){
	    .fault = PARAM_AGAINST_CARD,
	    .at = asked->n_ids	   ? asked->ids[0]
		  : asked->n_texts ? asked->texts[0]
				   : asked->from,
	};
}

static void judge_value(struct judging *j, const struct ready_category *category,
			struct ready_value *v)
{
	const char *category_id = category->id;
	const char *at = mem_printf(j->mem, "%s\t%s", category_id, v->param->id);

	if (param_check(v->param, &v->state, &v->finding) == PARAM_FINE)
		check_card(j->s, v);
	if (v->finding.fault == PARAM_FINE) {
		v->refused = contradiction_of(category->contradictions, category->n_contradictions,
					      &v->answer);
		if (v->refused && v->is_sent)
			mark(j, BLOCK_REFUSED, at);
		return;
	}
	if (v->finding.fault != PARAM_MISSING) {
		mark(j, BLOCK_ANSWER,
		     mem_printf(j->mem, "%s\t%s", at, param_fault_names[v->finding.fault]));
		return;
	}
	/* One decision may answer it for every category, so that it counts once. */
	mark(j, v->open ? BLOCK_VALUE : BLOCK_PARAM, v->param->id);
	mark(j, MARK_LACK, at);
}

/* A blocker that is coming. */
static void note_soon(struct judging *j, const char *category_id, const struct ready_value *v)
{
	if (v->required_from != TIME_NONE && param_answer_is_empty(&v->answer))
		mark(j, MARK_SOON, mem_printf(j->mem, "%s\t%s", category_id, v->param->id));
}

static void note_open(struct judging *j, const struct ready_value *v)
{
	if (v->open && v->state.is_visible)
		mark(j, MARK_OPEN,
		     mem_printf(j->mem, "%s\t%s\t%s", v->param->id, v->source, v->open));
}

/* Values that have one label under several parents are told apart once these are known. */
static bool resolve_open(struct judging *j, const struct rules *rules,
			 const struct ready_category *category, struct ready_value *values,
			 struct param_answer *answers, const struct param_state *states)
{
	bool found = false;

	for (size_t i = 0; i < category->n_params; i++) {
		struct ready_value again = {.param = values[i].param, .state = states[i]};

		if (!values[i].open || !states[i].parent_has)
			continue;
		resolve_value(j->mem, j->s, rules, category, i, &again);
		if (again.open)
			continue;
		values[i] = again;
		answers[i] = again.answer;
		found = true;
	}
	return found;
}

/* Which parameters are shown depends on the answers to others: all are found first. */
static void judge_values(struct judging *j, const struct rules *rules,
			 const struct ready_category *category)
{
	const size_t n = category->n_params;
	struct ready_value *values = mem_array(j->mem, struct ready_value, n + 1);
	struct param_answer *answers = mem_array(j->mem, struct param_answer, n + 1);
	struct param_state *states = mem_array(j->mem, struct param_state, n + 1);
	const bool is_new = !j->s->card.id;

	for (size_t i = 0; i < n; i++) {
		values[i] = (struct ready_value){.param = &category->params[i]};
		resolve_value(j->mem, j->s, rules, category, i, &values[i]);
		answers[i] = values[i].answer;
	}
	do
		params_state(category->params, n, answers, n,
			     is_new ? PARAMS_OF_NEW_PRODUCT : PARAMS_OF_OFFER, states);
	while (resolve_open(j, rules, category, values, answers, states));
	for (size_t i = 0; i < n; i++) {
		struct ready_value *v = &values[i];
		v->state = states[i];
		v->is_sent = v->state.is_visible && !param_answer_is_empty(&v->answer);
		/* What is not asked for is not sent, whatever it says; what the card knows, or
		 * leaves open, is its own affair. */
		v->required_from = category->required_from && !v->state.is_required
				       ? category->required_from[i]
				       : TIME_NONE;
		if (v->state.is_visible && (is_new || !v->param->describes_product)) {
			judge_value(j, category, v);
			note_soon(j, category->id, v);
		}
		note_open(j, v);
	}
	j->out->values = values;
	j->out->n_values = n;
}

const char *ready_refusal(void *mem, const struct refusal *r, const char *category_id)
{
	const bool is_param = str_eq(r->field, refusal_field_names[REFUSED_PARAM]) ||
			      str_eq(r->field, refusal_field_names[REFUSED_TRAIT]);

	return mem_printf(mem, "%s\t%s\t%s", is_param ? category_id : "", r->part, r->field);
}

/* ---- What every offer needs -------------------------------------------------------------------
 */

static void judge_price(struct judging *j)
{
	const struct money *price = &j->s->offer.price;

	if (money_is_none(*price))
		mark(j, BLOCK_PRICE, "none");
	else if (!str_eq(price->currency, "PLN"))
		mark(j, BLOCK_PRICE, "currency");
	else if (price->minor < PRICE_MIN || price->minor > PRICE_MAX)
		mark(j, BLOCK_PRICE, "range");
}

static void judge_texts(struct judging *j)
{
	for (enum ready_text t = 0; t < READY_TEXTS; t++) {
		const bool has_other = t == TEXT_NO_DESCRIPTION && j->s->card.has_description;

		if (j->s->text_faults & (INT64_C(1) << t) && !has_other)
			mark(j, BLOCK_TEXT, ready_text_names[t]);
	}
}

static void judge_product(struct judging *j)
{
	const struct product *p = j->s->product;
	const char *brand = text_fold(j->mem, str_or(p->brand, ""));
	struct pictures gallery;

	judge_price(j);
	judge_texts(j);
	if (j->s->offer.stock == PRODUCT_UNKNOWN)
		mark(j, BLOCK_STOCK, "");
	pictures_read(j->mem, p->images, &gallery);
	if (!gallery.n && !j->s->card.n_images)
		mark(j, BLOCK_IMAGE, "");
	if (!j->s->safety.producer_id)
		mark(j, BLOCK_PRODUCER, brand);
	if (!j->s->safety.text)
		mark(j, BLOCK_SAFETY, brand);
}

/* What Allegro refused and is still to be sent would be refused once more. */
static void judge_refusals(struct judging *j)
{
	struct refusal_says says;

	if (!j->s->n_refusals)
		return; /* as nearly always */
	refusal_says(j->mem, j->s, j->out, &says);
	for (size_t i = 0; i < j->s->n_refusals; i++) {
		const struct refusal *r = &j->s->refusals[i];
		if (refusal_holds(j->mem, r, &says))
			mark(j, BLOCK_LISTING, ready_refusal(j->mem, r, j->out->category_id));
	}
}

static void judge_category(struct judging *j, const struct rules *rules,
			   const struct ready_category *category)
{
	if (!category)
		mark(j, BLOCK_CATEGORY, j->s->shop_key);
	else if (!category->is_fit)
		mark(j, BLOCK_CATEGORY_GONE, category->id);
	else if (!category->params)
		mark(j, BLOCK_WAITING, category->id);
	else
		judge_values(j, rules, category);
}

static enum ready_state judge_all(struct judging *j, const struct rules *rules,
				  const struct ready_category *category)
{
	if (j->s->n_cards && !j->s->card.id && !own(j->s, DECIDES_CARD))
		mark(j, BLOCK_CARDS, "");
	judge_category(j, rules, category);
	judge_product(j);
	judge_refusals(j);
	return j->out->n_blockers ? READY_BLOCKED : READY;
}

void readiness(void *mem, const struct ready_subject *s, const struct rules *rules,
	       const struct ready_category *category, struct readiness *out)
{
	struct judging j = {mem, s, out};
	const struct target target = ready_choose(s, rules);

	*out = (struct readiness){
	    .category_id = category ? category->id : str_or(target.category_id, ""),
	    .origin = target.origin,
	    .marks = mem_array(mem, struct ready_mark, MARKS_MAX),
	};
	if (s->is_gone || target.is_skipped)
		out->state = s->is_gone ? READY_GONE : READY_SKIPPED;
	else
		out->state = judge_all(&j, rules, category);
	mark(&j, MARK_STATE, ready_state_names[out->state]);
	if (out->state != READY_GONE)
		mark(&j, MARK_SHOP, s->shop_key);
	if (category && (out->state == READY || out->state == READY_BLOCKED))
		mark(&j, MARK_CATEGORY, category->id);
}
