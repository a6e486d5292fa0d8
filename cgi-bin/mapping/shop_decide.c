/* What is decided of shop categories: one at a time, or many; of many products their difference is
 * shown first. */
#include "mapping/shop_view.h"

#include "base/mem.h"
#include "categories/category_view.h"
#include "mapping/condition_form.h"
#include "mapping/preview.h"
#include "urls.h"
#include "web/page.h"

#include <string.h>

enum {
	LOOK_FROM = 20,	  /* products: fewer are looked through as quickly one by one */
	PICK_CHARS = 100, /* a key, a colon and an id */
};

static const char *const acts[] = {"accept", "skip", "keep", NULL};
static const char *const one_acts[] = {"keep", NULL};

const struct field shop_decide_fields[] = {
    {"act", .type = FIELD_ENUM, .values = one_acts},
    {"category", .type = FIELD_ID},
    {"skip", .type = FIELD_FLAG},
    {"seen", .type = FIELD_INT, .min = 0, .max = INT64_MAX},
    CONDITION_FIELDS,
    {0},
};
const struct field shop_bulk_fields[] = {
    {"act", .type = FIELD_ENUM, .values = acts, .flags = FIELD_REQUIRED},
    {"id", .type = FIELD_ID, .flags = FIELD_MANY},
    {"pick", .type = FIELD_TEXT, .max = PICK_CHARS, .flags = FIELD_MANY},
    {0},
};

static const char *category_words(const struct fmt *f, const void *arg, const char *id)
{
	const struct mapping_scope *scope = arg;

	return category_way_text(f, scope->tree.index, id);
}

static enum rc look(struct request *rq, const struct mapping_scope *scope,
		    const struct decision *at, size_t n, struct preview_page *page, struct err *e)
{
	struct look_preview *preview = mem_zero(rq, struct look_preview);

	if (look_decisions(rq->db, rq, scope->account, at, n, preview, e))
		return e->rc;
	page->preview = preview;
	page->words = (struct preview_words){.value = category_words, .arg = scope};
	page->title = _("Shop categories");
	return preview_show(rq, page);
}

/* ---- One ---------------------------------------------------------------------------------------
 */

/* Why what was posted is no decision; NULL: it is one, and the category's parameters are wanted. */
static enum rc judge_post(struct request *rq, const char *environment, const char *when,
			  const char **problem, struct err *e)
{
	const char *category = form_text(rq->form, "category");

	*problem = NULL;
	if (!when)
		*problem = _("The condition is incomplete: say what the product must have.");
	else if (!form_flag(rq->form, "skip") && str_empty(category))
		*problem = _("Choose a category first.");
	else if (!form_flag(rq->form, "skip"))
		return category_wanted(rq, environment, category, problem, e);
	return RC_OK;
}

/* The same form again, to be kept. */
static enum rc look_one(struct request *rq, const struct shop_one *one, const struct decision *d,
			struct err *e)
{
	static const char *const names[] = {"category", "skip", "seen", "when",
					    "name",	"text", "from", "to"};
	struct preview_field fields[COUNT_OF(names) + 1] = {{"act", "keep"}};
	const char *address = shop_address(one->row.key);
	struct preview_page page = {.post_url = url_mapping_categories_id(rq, address),
				    .back_url = url_mapping_categories_id(rq, address),
				    .fields = fields,
				    .n_fields = 1};

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		const char *value =
		    str_eq(names[i], "skip") ? form_flag(rq->form, "skip") ? "1" : ""
		    : str_eq(names[i], "seen")
			? mem_printf(rq, "%lld", (long long)form_int(rq->form, "seen", 0))
			: form_text(rq->form, names[i]);
		if (*value)
			fields[page.n_fields++] = (struct preview_field){names[i], value};
	}
	return look(rq, &one->scope, d, 1, &page, e);
}

/* One that no product is in any more may be decided about all the same. */
static enum rc find_row(struct request *rq, struct shop_one *page, struct err *e)
{
	const struct account *a = page->scope.account;

	if (shop_category_find(rq->db, rq, a->environment, a->id, shop_key(rq), &page->row, e) !=
	    RC_NOT_FOUND)
		return e->rc;
	err_clear(e);
	page->row = (struct shop_category){.key = shop_key(rq)};
	return RC_OK;
}

static enum rc show_problem(struct request *rq, const char *problem, struct err *e)
{
	struct shop_one page = {.problem = problem};

	return shop_one_load(rq, &page, e) ? e->rc : shop_one_show(rq, &page);
}

enum rc do_shop_category(struct request *rq, struct err *e)
{
	const char *when = condition_posted(rq);
	struct shop_one page = {.problem = NULL};

	const char *problem;

	if (mapping_scope(rq, 0, &page.scope, e))
		return e->rc;
	if (!page.scope.account)
		return err_set(e, RC_NOT_FOUND, "no account");
	if (find_row(rq, &page, e) ||
	    judge_post(rq, page.scope.account->environment, when, &problem, e))
		return e->rc;
	if (problem)
		return show_problem(rq, problem, e);
	const struct decision d = {
	    .environment = page.scope.account->environment,
	    .kind = decision_kind_names[DECISION_CATEGORY],
	    .subject = page.row.key,
	    .applies_if = when,
	    .value = form_flag(rq->form, "skip") ? NULL : form_text(rq->form, "category"),
	    .made_by = rq->session->login,
	    .replaces = str_empty(when) ? (uint64_t)form_int(rq->form, "seen", 0) : 0,
	};
	if (page.row.n >= LOOK_FROM && !form_has(rq->form, "act"))
		return look_one(rq, &page, &d, e);
	if (decisions_make(rq->db, &d, 1, e))
		return page_conflict(rq, _("Someone else decided this before you."), e);
	return flash(rq, _("Saved. The products are being checked."), e)
		   ? e->rc
		   : redirect(rq, url_mapping_categories());
}

/* ---- Many --------------------------------------------------------------------------------------
 */

static struct decision decision_of(const struct request *rq, const struct account *a,
				   const char *key, const char *category)
{
	return (struct decision){
	    .environment = a->environment,
	    .kind = decision_kind_names[DECISION_CATEGORY],
	    .subject = str_eq(key, "none") ? "" : key,
	    .applies_if = "",
	    .value = category,
	    .made_by = rq->session->login,
	};
}

/* What was shown and is to be kept: a key and the category, which may be none. */
static enum rc decide_picked(struct request *rq, const struct account *a, struct decision *out,
			     size_t *n_out, struct err *e)
{
	size_t n;
	const char *const *picks = form_values(rq->form, "pick", &n);

	for (size_t i = 0; i < n && *n_out < DECISIONS_AT_ONCE; i++) {
		const char *category = picks[i];
		const char *key = str_take(rq, &category, ":");
		const char *problem = NULL;
		if (!str_is_id(key))
			return err_set(e, RC_INVALID, "no shop category: %s", key);
		if (*category && category_wanted(rq, a->environment, category, &problem, e))
			return e->rc;
		if (!problem)
			out[(*n_out)++] = decision_of(rq, a, key, *category ? category : NULL);
	}
	return RC_OK;
}

/* Those of the marked ones that nobody decided about meanwhile. */
static enum rc decide_marked(struct request *rq, const struct account *a, struct decision *out,
			     size_t *n_out, struct err *e)
{
	const bool is_skipped = str_eq(form_text(rq->form, "act"), "skip");
	struct category_proposal *proposals;
	size_t n_proposals = 0;
	size_t n;
	const char *const *keys = form_values(rq->form, "id", &n);

	if (category_proposals(rq->db, rq, a->environment, NULL, &proposals, &n_proposals, e))
		return e->rc;
	for (size_t i = 0; i < n && *n_out < DECISIONS_AT_ONCE; i++) {
		const char *key = str_eq(keys[i], "none") ? "" : keys[i];
		const struct category_proposal *p = shop_proposal(proposals, n_proposals, key);
		const char *problem = NULL;
		if (!is_skipped && p &&
		    category_wanted(rq, a->environment, p->category_id, &problem, e))
			return e->rc;
		if (is_skipped || (p && !problem))
			out[(*n_out)++] =
			    decision_of(rq, a, keys[i], is_skipped ? NULL : p->category_id);
	}
	return RC_OK;
}

/* How many products are in these categories. */
static enum rc count_products(struct request *rq, const struct account *a,
			      const struct decision *at, size_t n, int64_t *products, struct err *e)
{
	struct shop_category row;

	*products = 0;
	for (size_t i = 0; i < n && *products < LOOK_FROM; i++) {
		if (shop_category_find(rq->db, rq, a->environment, a->id, at[i].subject, &row, e) ==
		    RC_NOT_FOUND)
			err_clear(e);
		else if (e->rc)
			return e->rc;
		else
			*products += row.n;
	}
	return RC_OK;
}

static enum rc look_many(struct request *rq, const struct mapping_scope *scope,
			 const struct decision *at, size_t n, struct err *e)
{
	struct preview_field *fields = mem_array(rq, struct preview_field, n + 1);
	struct preview_page page = {.post_url = url_mapping_categories(),
				    .back_url = url_mapping_categories(),
				    .fields = fields,
				    .n_fields = n + 1};

	fields[0] = (struct preview_field){"act", "keep"};
	for (size_t i = 0; i < n; i++)
		fields[i + 1] = (struct preview_field){
		    "pick",
		    mem_printf(rq, "%s:%s", shop_address(at[i].subject), str_or(at[i].value, ""))};
	return look(rq, scope, at, n, &page, e);
}

enum rc do_shop_categories(struct request *rq, struct err *e)
{
	struct decision *decisions = mem_array(rq, struct decision, DECISIONS_AT_ONCE);
	const bool is_seen = str_eq(form_text(rq->form, "act"), "keep");
	struct mapping_scope scope;
	int64_t products = 0;
	size_t n = 0;

	if (mapping_scope(rq, 0, &scope, e))
		return e->rc;
	if (!scope.account)
		return err_set(e, RC_NOT_FOUND, "no account");
	if (is_seen ? decide_picked(rq, scope.account, decisions, &n, e)
		    : decide_marked(rq, scope.account, decisions, &n, e) ||
			  count_products(rq, scope.account, decisions, n, &products, e))
		return e->rc;
	if (products >= LOOK_FROM)
		return look_many(rq, &scope, decisions, n, e);
	if (decisions_make(rq->db, decisions, n, e))
		return page_conflict(rq, _("Someone else decided this before you."), e);
	const char *said =
	    n ? mem_printf(rq,
			   ngettext("%zu category decided. Its products are being checked.",
				    "%zu categories decided. Their products are being checked.",
				    (unsigned long)n),
			   n)
	      : _("Nothing was decided: none of the selected has a suggestion.");
	if (flash(rq, said, e))
		return e->rc;
	return redirect(rq, is_seen ? url_mapping_categories()
				    : req_back(rq, url_mapping_categories()));
}

enum rc do_decision_undo(struct request *rq, struct err *e)
{
	uint64_t id;

	if (req_id(rq, "id", &id, e))
		return e->rc;
	if (decision_undo(rq->db, id, rq->session->login, e))
		return e->rc == RC_NOT_FOUND
			   ? e->rc
			   : page_conflict(rq, _("Someone else decided this before you."), e);
	return flash(rq, _("Undone. The products are being checked."), e)
		   ? e->rc
		   : redirect(rq, req_back(rq, url_mapping()));
}
