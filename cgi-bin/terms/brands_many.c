/* One choice for many brands at once: a shop rarely knows another producer for each of them. */
#include "terms/producers.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/once.h"
#include "terms/producers_view.h"
#include "terms/terms.h"
#include "urls.h"
#include "web/page.h"

#include <string.h>

enum { PICK_CHARS = DECISION_SUBJECT_MAX + 21 /* the number of a decision, and a colon */ };

struct many {
	uint64_t account_id;
	const char *producer_id;
	const char *person_id;
	const char *safety;
	const struct account *account;
	struct brand_choice choice; /* what is left empty stays as it is */
	struct decision *decisions;
	size_t n;
};

const struct field brands_form_fields[] = {
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED,
     INTO(struct many, account_id)},
    {"id", .type = FIELD_TEXT, .max = PICK_CHARS, .flags = FIELD_MANY},
    {"producer", .type = FIELD_ID, INTO(struct many, producer_id)},
    {"person", .type = FIELD_ID, INTO(struct many, person_id)},
    {"safety", .type = FIELD_LONG_TEXT, .max = BRAND_SAFETY_CHARS, INTO(struct many, safety)},
    {0},
};

/* What the form says, and of which account. */
static enum rc read_form(struct request *rq, struct many *m, struct err *e)
{
	struct account_list *accounts = mem_zero(rq, struct account_list);

	form_into(rq->form, m);
	if (once_accounts(rq, accounts, e))
		return e->rc;
	m->account = account_chosen(accounts, m->account_id);
	return m->account && m->account->id == m->account_id
		   ? RC_OK
		   : err_set(e, RC_NOT_FOUND, "there is no such account");
}

/* id NULL: nothing is chosen, and the name is none; false: it is not there (any more). */
static bool name_of(const struct term_list *list, const char *id, const char **name)
{
	const struct term_row *row = term_of(list, id);

	*name = row ? row->t.name : NULL;
	return !id || term_can_be_chosen(row);
}

/* Why nothing can be chosen; NULL: it can. */
static enum rc read_choice(struct request *rq, struct many *m, const char **problem, struct err *e)
{
	struct term_list producers;
	struct term_list persons;
	struct brand_choice *c = &m->choice;

	if (term_list(rq->db, rq, m->account_id, TERM_PRODUCER, &producers, e) ||
	    term_list(rq->db, rq, m->account_id, TERM_PERSON, &persons, e))
		return e->rc;
	*c = (struct brand_choice){
	    .producer_id = m->producer_id, .person_id = m->person_id, .safety = m->safety};
	*problem = NULL;
	if (!name_of(&producers, m->producer_id, &c->producer) ||
	    !name_of(&persons, m->person_id, &c->person))
		*problem = _("What you chose is no longer at Allegro. Choose again.");
	else if (!c->producer_id && !c->person_id && str_empty(c->safety))
		*problem = _("Choose a producer or a person, or write the safety information.");
	return RC_OK;
}

/* What a brand says already is kept where the form says nothing. */
static const char *value_over(void *mem, const struct many *m, const char *was)
{
	struct brand_choice c;

	brand_value_parse(mem, was, &c);
	if (m->choice.producer_id) {
		c.producer_id = m->choice.producer_id;
		c.producer = m->choice.producer;
	}
	if (m->choice.person_id) {
		c.person_id = m->choice.person_id;
		c.person = m->choice.person;
	}
	if (!str_empty(m->choice.safety))
		c.safety = m->choice.safety;
	return brand_value(mem, &c);
}

/* "12:polar": the decision that was seen, and the brand. */
static enum rc add_brand(struct request *rq, struct many *m, const char *pick, struct err *e)
{
	const char *colon = strchr(pick, ':');
	struct brand_row row;
	int64_t seen;

	if (!colon ||
	    !str_to_i64(mem_strndup(rq, pick, (size_t)(colon - pick)), 0, INT64_MAX, &seen))
		return err_set(e, RC_INVALID, "no brand: %s", pick);
	if (brand_load(rq->db, rq, m->account->environment, m->account_id, colon + 1, &row, e))
		return e->rc;
	if (row.decision_id != (uint64_t)seen)
		return err_set(e, RC_CONFLICT, "somebody else chose meanwhile");
	m->decisions[m->n++] = (struct decision){
	    .environment = m->account->environment,
	    .account_id = m->account_id,
	    .kind = decision_kind_names[DECISION_BRAND],
	    .subject = row.brand,
	    .applies_if = "",
	    .value = value_over(rq, m, row.value),
	    .made_by = rq->session->login,
	    .replaces = row.account_id == m->account_id ? row.decision_id : 0,
	};
	return RC_OK;
}

static enum rc decide(struct request *rq, struct many *m, struct err *e)
{
	size_t n;
	const char *const *picks = form_values(rq->form, "id", &n);

	if (n > BRAND_PAGE)
		return err_set(e, RC_INVALID, "%zu brands at once", n);
	m->decisions = mem_array(rq, struct decision, n + 1);
	for (size_t i = 0; i < n; i++)
		if (add_brand(rq, m, picks[i], e))
			return e->rc;
	return n ? decisions_make(rq->db, m->decisions, n, e) : RC_OK;
}

enum rc do_brands_save(struct request *rq, struct err *e)
{
	struct many m = {.n = 0};
	const char *problem;

	if (read_form(rq, &m, e) || read_choice(rq, &m, &problem, e))
		return e->rc;
	if (problem)
		return page_refuse(rq, 422, problem);
	if (decide(rq, &m, e) == RC_CONFLICT)
		return page_conflict(rq, _("Someone else chose for this brand before you."), e);
	if (e->rc)
		return e->rc;
	if (!m.n)
		return page_refuse(rq, 422, _("Select brands first."));
	const char *said =
	    mem_printf(rq,
		       ngettext("Saved for %zu brand. Its products are checked within a minute.",
				"Saved for %zu brands. Their products are checked within a minute.",
				(unsigned long)m.n),
		       m.n);
	return flash(rq, said, e) ? e->rc : redirect(rq, req_back(rq, url_producers()));
}
