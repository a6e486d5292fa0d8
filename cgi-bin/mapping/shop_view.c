/* Shop categories as people read them. */
#include "mapping/shop_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "categories/category_view.h"
#include "domain/mapping/rule_condition.h"
#include "mapping/condition_words.h"
#include "mapping/history.h"
#include "tpl/mapping/_found.h"
#include "tpl/mapping/categories.h"
#include "tpl/mapping/category.h"
#include "urls.h"

enum { PROPOSALS_COUNTED = 50 };

static const struct list_view views[SHOP_VIEWS] = {
    [SHOP_VIEW_MISSING] = {N_("To decide"), "warn", N_("Every shop category is decided"), ""},
    [SHOP_VIEW_MAPPED] = {N_("Assigned"), "", N_("No shop category has an Allegro category yet"),
			  N_("Accept a suggestion, or choose a category.")},
    [SHOP_VIEW_SKIPPED] = {N_("Not for Allegro"), "",
			   N_("No shop category is marked as not for Allegro"), ""},
    [SHOP_VIEW_ALL] = {N_("All"), "", N_("There are no products yet"),
		       N_("They are imported from a file of your shop.")},
};

const char *shop_address(const char *key)
{
	return str_empty(key) ? "none" : key;
}

const struct category_proposal *shop_proposal(const struct category_proposal *at, size_t n,
					      const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(at[i].shop_key, key))
			return &at[i];
	return NULL;
}

static const char *name_text(const struct shop_category *row)
{
	return str_or(row->name, _("without a shop category"));
}

static const char *evidence_text(const struct fmt *f, const struct category_proposal *p)
{
	if (str_eq(p->origin, PROPOSAL_EAN))
		return mem_printf(f->mem, _("%s of %s products by EAN"), fmt_int(f, p->votes),
				  fmt_int(f, p->of_products));
	return mem_printf(f->mem, _("suggested by Allegro for %s of %s names"),
			  fmt_int(f, p->votes), fmt_int(f, p->of_products));
}

static const char *way_now(const struct fmt *f, const struct mapping_scope *scope,
			   const struct shop_category *row)
{
	if (row->category_id)
		return category_way_text(f, scope->tree.index, row->category_id);
	return row->decision_id ? _("not for Allegro") : _("not decided");
}

/* ---- The list ---------------------------------------------------------------------------------
 */

/* Among how many categories the catalogue's products are divided; 0: they agree. p: the first one
 * of its key. */
static size_t divided_among(const struct shop_page *page, const struct category_proposal *p)
{
	const struct category_proposal *end = page->proposals + page->n_proposals;
	const char *key = p->shop_key;
	size_t votes[PROPOSALS_COUNTED];
	size_t n = 0;

	for (; p < end && n < PROPOSALS_COUNTED && str_eq(p->shop_key, key); p++)
		if (str_eq(p->origin, PROPOSAL_EAN))
			votes[n++] = (size_t)p->votes;
	return split_is_divided(votes, n) ? n : 0;
}

static void fill_proposal(struct tpl *t, const struct fmt *f, const struct shop_page *page,
			  const struct category_proposal *p, const char *post)
{
	tpl_set(t, T_WAY, category_way_text(f, page->scope.tree.index, p->category_id));
	tpl_set_shown(t, T_EVIDENCE, evidence_text(f, p), T_IF_EVIDENCE);
	if (divided_among(page, p) > 1) {
		struct tpl *split = tpl_add(t, T_IF_DIVIDED);
		tpl_set(split, T_SPLIT_URL, post);
		tpl_set(split, T_DIVIDED,
			mem_printf(f->mem, _("divided by EAN among categories: %s"),
				   fmt_int(f, (int64_t)divided_among(page, p))));
	}
	struct tpl *accept = tpl_add(t, T_ACCEPT);
	tpl_set(accept, T_POST_URL, post);
	tpl_set(accept, T_CATEGORY, p->category_id);
}

static void fill_row(struct tpl *t, const struct fmt *f, const struct shop_page *page,
		     const struct shop_category *row)
{
	const char *address = shop_address(row->key);
	const char *url = url_mapping_categories_id(f->mem, address);
	const struct category_proposal *p =
	    shop_proposal(page->proposals, page->n_proposals, row->key);

	tpl_set(t, T_KEY, address);
	tpl_set(t, T_NAME, name_text(row));
	tpl_set(t, T_URL, url);
	tpl_set(t, T_N, fmt_int(f, row->n));
	tpl_set(t, T_READY, mem_printf(f->mem, _("%s ready"), fmt_int(f, row->ready)));
	if (row->conditions)
		tpl_set_shown(
		    t, T_CONDITIONS,
		    mem_printf(f->mem,
			       ngettext("%s rule with a condition", "%s rules with a condition",
					(unsigned long)row->conditions),
			       fmt_int(f, row->conditions)),
		    T_IF_CONDITIONS);
	if (!row->decision_id && p)
		fill_proposal(t, f, page, p, url);
	else
		tpl_set(t, T_WAY, way_now(f, &page->scope, row));
	if (row->decision_id)
		tpl_set(tpl_add(t, T_UNDO), T_UNDO_URL,
			url_mapping_decisions_id_undo(f->mem, fmt_id(f, row->decision_id)));
	else
		tpl_set(tpl_add(t, T_SKIP), T_POST_URL, url);
}

struct tpl *shop_list_fill(struct tpl *t, const struct fmt *f, const struct shop_page *page)
{
	static const struct list_find find = {
	    .label = N_("Search shop categories"), .hint = N_("Part of the name"), .tab = "view"};
	static const struct list_filter words[] = {
	    {.param = "q", .name = N_("Search"), .apart = true},
	    {.param = "to", .name = N_("Allegro category"), .apart = true},
	};

	tpl_set(t, T_BACK_URL, url_mapping());
	if (!page->scope.account) {
		list_unconnected(t, T_EMPTY, f,
				 N_("What can be listed is checked once an account is connected."));
		return t;
	}
	list_find(t, T_FIND, &page->query, &find, words, 1);
	list_tabs(t, T_TABS, f, &page->query, views, page->counts, INT64_MAX);
	list_chips(t, T_CHIPS, &page->query, words, COUNT_OF(words));
	if (!page->n)
		list_nothing(t, T_EMPTY, &page->query, &views[page->filter.view]);
	struct tpl *rows = page->n ? tpl_add(t, T_IF_ROWS) : NULL;
	for (size_t i = 0; i < page->n; i++)
		fill_row(tpl_add(rows, T_ROW), f, page, &page->rows[i]);
	if (rows)
		tpl_set(rows, T_SELF_URL, url_mapping_categories());
	if (page->more)
		tpl_show(t, T_IF_MORE);
	return t;
}

/* ---- One of them ------------------------------------------------------------------------------
 */

static void fill_rules(struct tpl *t, const struct fmt *f, const struct shop_one *page)
{
	struct tpl *rules = page->n_rules ? tpl_add(t, T_IF_RULES) : NULL;

	for (size_t i = 0; i < page->n_rules; i++) {
		const struct decision *d = &page->rules[i];
		struct tpl *row = tpl_add(rules, T_RULE);
		tpl_set(row, T_RULE_WHEN, condition_words(f, d->applies_if));
		tpl_set(row, T_RULE_WAY,
			d->value ? category_way_text(f, page->scope.tree.index, d->value)
				 : _("not for Allegro"));
		tpl_set(row, T_RULE_END_URL,
			url_mapping_decisions_id_undo(f->mem, fmt_id(f, d->id)));
		tpl_set(row, T_RULE_HISTORY_URL, history_url(f->mem, d->id));
	}
}

static void fill_proposals(struct tpl *t, const struct fmt *f, const struct shop_one *page,
			   const char *post)
{
	struct tpl *at = page->n_proposals ? tpl_add(t, T_IF_PROPOSALS) : NULL;

	for (size_t i = 0; i < page->n_proposals; i++) {
		const struct category_proposal *p = &page->proposals[i];
		struct tpl *row = tpl_add(at, T_PROPOSAL);
		tpl_set(row, T_CATEGORY_URL, url_categories_id(f->mem, p->category_id));
		tpl_set(row, T_PROPOSAL_WAY,
			category_way_text(f, page->scope.tree.index, p->category_id));
		tpl_set(row, T_PROPOSAL_EVIDENCE, evidence_text(f, p));
		tpl_set(row, T_PROPOSAL_ID, p->category_id);
		tpl_set(row, T_POST_URL, post);
		tpl_set(row, T_SEEN, fmt_id(f, page->row.decision_id));
	}
}

static void fill_split(struct tpl *row, const struct fmt *f, const struct shop_one *page,
		       const struct split *s, const char *post)
{
	const char *says = mem_printf(f->mem, _("%s of %s products of that category by EAN"),
				      fmt_int(f, (int64_t)s->hits), fmt_int(f, (int64_t)s->votes));

	tpl_set(row, T_SPLIT_WHEN, condition_words(f, split_condition(f->mem, s)));
	tpl_set(row, T_SPLIT_WAY, category_way_text(f, page->scope.tree.index, s->category_id));
	tpl_set(row, T_SPLIT_EVIDENCE,
		s->others
		    ? mem_printf(f->mem, _("%s; others: %s"), says, fmt_int(f, (int64_t)s->others))
		    : says);
	tpl_set(row, T_SPLIT_ID, s->category_id);
	tpl_set(row, T_SPLIT_KIND, condition_names[s->kind]);
	tpl_set(row, T_SPLIT_NAME, s->name);
	tpl_set(row, T_SPLIT_TEXT, s->text);
	tpl_set(row, T_POST_URL, post);
}

static void fill_splits(struct tpl *t, const struct fmt *f, const struct shop_one *page,
			const char *post)
{
	struct tpl *at = page->n_splits ? tpl_add(t, T_IF_SPLITS) : NULL;

	for (size_t i = 0; i < page->n_splits; i++)
		fill_split(tpl_add(at, T_SPLIT), f, page, &page->splits[i], post);
}

static const char *count_text(const struct fmt *f, const struct shop_one *page)
{
	if (!page->query)
		return "";
	if (!page->hits.total)
		return _("No category matches.");
	return mem_printf(f->mem,
			  ngettext("%s category matches.", "%s categories match.",
				   (unsigned long)page->hits.total),
			  fmt_int(f, (int64_t)page->hits.total));
}

static struct tpl *fill_found(struct tpl *t, const struct fmt *f, const struct shop_one *page,
			      const char *post)
{
	tpl_set(t, T_COUNT_TEXT, count_text(f, page));
	if (!page->hits.n)
		return t;
	struct tpl *form = tpl_add(t, T_IF_HITS);
	tpl_set(form, T_POST_URL, post);
	tpl_set(form, T_SEEN, fmt_id(f, page->row.decision_id));
	condition_fill(form, T_CONDITION, NULL);
	for (size_t i = 0; i < page->hits.n; i++) {
		const struct category_entry *hit = page->hits.at[i];
		struct tpl *row = tpl_add(form, T_HIT);
		tpl_set(row, T_HIT_ID, hit->id);
		tpl_set(row, T_HIT_WAY, category_way_text(f, page->scope.tree.index, hit->id));
		if (!i)
			tpl_show(row, T_HIT_FIRST);
		if (hit->used)
			tpl_show(row, T_HIT_USED);
	}
	return t;
}

struct tpl *shop_one_fill(struct tpl *t, const struct fmt *f, const struct shop_one *page)
{
	const char *url = url_mapping_categories_id(f->mem, shop_address(page->row.key));

	tpl_set(t, T_BACK_URL, url_mapping());
	tpl_set(t, T_LIST_URL, url_mapping_categories());
	tpl_set(t, T_SELF_URL, url);
	tpl_set(t, T_NAME, name_text(&page->row));
	tpl_set(t, T_QUERY, page->query);
	tpl_set(t, T_COUNT,
		mem_printf(f->mem,
			   ngettext("%s product", "%s products", (unsigned long)page->row.n),
			   fmt_int(f, page->row.n)));
	tpl_set_shown(t, T_PROBLEM, page->problem, T_IF_PROBLEM);
	tpl_set(t, T_WAY, way_now(f, &page->scope, &page->row));
	if (page->row.decision_id) {
		struct tpl *undo = tpl_add(t, T_UNDO);
		tpl_set(undo, T_UNDO_URL,
			url_mapping_decisions_id_undo(f->mem, fmt_id(f, page->row.decision_id)));
		tpl_set(undo, T_HISTORY_URL, history_url(f->mem, page->row.decision_id));
	}
	if (!page->row.decision_id || page->row.category_id) {
		struct tpl *skip = tpl_add(t, T_SKIP);
		tpl_set(skip, T_POST_URL, url);
		tpl_set(skip, T_SEEN, fmt_id(f, page->row.decision_id));
	}
	fill_rules(t, f, page);
	fill_proposals(t, f, page, url);
	fill_splits(t, f, page, url);
	struct tpl *samples = page->n_samples ? tpl_add(t, T_IF_SAMPLES) : NULL;
	for (size_t i = 0; i < page->n_samples; i++) {
		struct tpl *row = tpl_add(samples, T_SAMPLE);
		tpl_set(row, T_SAMPLE_URL, url_products_id(f->mem, fmt_id(f, page->samples[i].id)));
		tpl_set(row, T_SAMPLE_NAME, str_or(page->samples[i].name, page->samples[i].sku));
	}
	return fill_found(tpl_include(t, T_FOUND, TPL_MAPPING__FOUND), f, page, url);
}
