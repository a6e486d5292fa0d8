/* Categories as people read them. */
#include "categories/category_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/facts.h"
#include "common/label.h"
#include "common/list.h"
#include "tpl/categories/_found.h"
#include "tpl/categories/list.h"
#include "tpl/categories/show.h"
#include "urls.h"
#include "web/url.h"

static const struct label uses[] = {
    {"used", N_("in use"), "ok", "ok"},
    {"branch", N_("has categories below it"), "mute", "right"},
    {"leaf", N_("takes offers"), "mute", "dot"},
    {0},
};

static const struct label needs[] = {
    {"required", N_("required"), "warn", "flag"},
    {"soon", N_("required soon"), "info", "clock"},
    {"optional", N_("optional"), "mute", "dot"},
    {0},
};

static const struct label kinds[] = {
    {"dictionary", N_("from a list"), "", ""},
    {"integer", N_("whole number"), "", ""},
    {"float", N_("number"), "", ""},
    {"string", N_("text"), "", ""},
    {0},
};

enum { WAY_BYTES = 4000 };

/* Of those above it. */
static const char *way_text(const struct fmt *f, const struct category_index *index,
			    const struct category_entry *entry)
{
	const struct category_way way = category_way(index, entry);
	struct str out;

	str_init(&out, f->mem, WAY_BYTES);
	str_add(&out, "");
	for (size_t i = 0; i < way.n; i++)
		str_addf(&out, "%s%s", i ? " › " : "", way.at[i]->name);
	return out.text;
}

const char *category_way_text(const struct fmt *f, const struct category_index *index,
			      const char *id)
{
	const struct category_entry *entry = index ? category_index_find(index, id) : NULL;

	if (!entry)
		return id;
	const char *above = way_text(f, index, entry);
	return str_empty(above) ? entry->name : mem_printf(f->mem, "%s › %s", above, entry->name);
}

const char *category_name(const struct category_index *index, const char *id)
{
	const struct category_entry *entry = index ? category_index_find(index, id) : NULL;

	return entry ? entry->name : id;
}

static const char *below_url(const struct fmt *f, const char *id)
{
	const struct url_arg below = {"below", id};

	return url_with(f->mem, url_categories(), &below, 1);
}

static void add_crumb(struct tpl *t, const struct fmt *f, const struct category_entry *entry)
{
	struct tpl *crumb = tpl_add(t, T_CRUMB);

	tpl_set(crumb, T_CRUMB_URL, below_url(f, entry->id));
	tpl_set(crumb, T_CRUMB_NAME, entry->name);
}

static void fill_crumbs(struct tpl *t, const struct fmt *f, const struct category_index *index,
			const char *id)
{
	const struct category_entry *entry = index ? category_index_find(index, id) : NULL;

	tpl_set(t, T_TOP_URL, url_categories());
	if (!entry)
		return;
	const struct category_way way = category_way(index, entry);
	for (size_t i = 0; i < way.n; i++)
		add_crumb(t, f, way.at[i]);
}

/* ---- Finding --------------------------------------------------------------------------------- */

static void fill_row(struct tpl *t, const struct fmt *f, const struct category_index *index,
		     const struct category_entry *entry, bool with_way)
{
	const char *use = entry->used ? "used" : entry->leaf ? "leaf" : "branch";

	tpl_set(t, T_NAME, entry->name);
	tpl_set(t, T_URL,
		entry->leaf ? url_categories_id(f->mem, entry->id) : below_url(f, entry->id));
	if (with_way) {
		tpl_show(t, T_IF_WAY);
		tpl_set(t, T_WAY, way_text(f, index, entry));
	}
	BADGE(t, USE, label_of(uses, use));
}

static const char *count_text(const struct fmt *f, const struct categories_page *p)
{
	if (!p->query)
		return "";
	if (!p->hits.total)
		return _("No category matches.");
	if (p->hits.total > p->hits.n)
		return mem_printf(f->mem, _("The best %s of %s matches."),
				  fmt_int(f, (int64_t)p->hits.n),
				  fmt_int(f, (int64_t)p->hits.total));
	return mem_printf(
	    f->mem,
	    ngettext("%s category matches.", "%s categories match.", (unsigned long)p->hits.n),
	    fmt_int(f, (int64_t)p->hits.n));
}

static void fill_nothing(struct tpl *t)
{
	const struct empty empty = {
	    .icon = "filter",
	    .title = _("No category matches."),
	    .text = _("Try fewer words, or go down from the main categories."),
	    .action = _("All categories"),
	    .url = url_categories(),
	};

	tpl_show(t, T_IF_NONE);
	list_empty(t, T_EMPTY, &empty);
}

static struct tpl *fill_found(struct tpl *t, const struct fmt *f, const struct categories_page *p)
{
	const size_t n = p->query ? p->hits.n : p->n_children;
	const struct category_entry *const *at = p->query ? p->hits.at : p->children;

	tpl_set(t, T_COUNT_TEXT, count_text(f, p));
	if (p->below && !p->query) {
		tpl_show(t, T_IF_BELOW);
		fill_crumbs(t, f, p->tree.index, p->below);
		add_crumb(t, f, category_index_find(p->tree.index, p->below));
	}
	if (p->query && !n)
		fill_nothing(t);
	if (n)
		tpl_show(t, T_IF_ROWS);
	if (p->query) /* of all others it is the same, and stands above them */
		tpl_show(t, T_IF_WAY);
	for (size_t i = 0; i < n; i++)
		fill_row(tpl_add(t, T_ROW), f, p->tree.index, at[i], p->query);
	return t;
}

static const char *state_text(const struct fmt *f, const struct categories_tree *tree)
{
	if (!tree->environment)
		return "";
	if (!tree->index)
		return _("They are being read; search starts when all are here.");
	return mem_printf(f->mem, _("Categories: %s, complete since %s."),
			  fmt_int(f, (int64_t)category_index_count(tree->index)),
			  fmt_when(f, tree->progress.filled_at));
}

static const char *filling_text(const struct fmt *f, const struct category_progress *p)
{
	if (p->began_at == TIME_NONE)
		return _("Reading starts within a minute.");
	if (!p->known)
		return _("The main categories are being read.");
	return mem_printf(f->mem, _("Categories read so far: %s; branches left: %s."),
			  fmt_int(f, p->known), fmt_int(f, p->to_read));
}

/* Of a tree that is not whole, and of one that is read anew. */
static void fill_progress(struct tpl *t, const struct fmt *f, const struct categories_tree *tree)
{
	const struct category_progress *p = &tree->progress;

	if (!tree->environment || (tree->index && p->began_at == TIME_NONE))
		return;
	if (!tree->index)
		tpl_show(t, T_IF_PART);
	t = tpl_add(t, T_FILLING);
	tpl_set(t, T_FILLING_TEXT, filling_text(f, p));
	if (!p->branches)
		return;
	tpl_show(t, T_IF_DONE);
	tpl_set_int(t, T_DONE, p->branches - p->to_read);
	tpl_set_int(t, T_TOTAL, p->branches);
}

struct tpl *categories_fill(struct tpl *t, const struct fmt *f, const struct categories_page *p)
{
	tpl_set(t, T_STATE, state_text(f, &p->tree));
	fill_progress(t, f, &p->tree);
	if (!p->tree.environment)
		list_unconnected(t, T_EMPTY, f,
				 N_("They will be read once an account is connected."));
	tpl_set(t, T_FIND_URL, url_categories());
	tpl_set(t, T_QUERY, p->query);
	tpl_set(t, T_QUERY_MAX, mem_printf(f->mem, "%d", CATEGORY_QUERY_MAX));
	if (p->tree.index)
		tpl_show(t, T_IF_WHOLE);
	return fill_found(tpl_include(t, T_FOUND, TPL_CATEGORIES__FOUND), f, p);
}

/* ---- One of them ----------------------------------------------------------------------------- */

static const char *offer_need(const struct param_row *row)
{
	if (row->required)
		return "required";
	return row->required_from == TIME_NONE ? "optional" : "soon";
}

const char *param_kind_text(const char *type)
{
	return label_text(kinds, type);
}

static void fill_param(struct tpl *t, const struct fmt *f, const struct param_row *row)
{
	const char *from = row->required || row->required_from == TIME_NONE
			       ? ""
			       : mem_printf(f->mem, _("from %s"), fmt_day(f, row->required_from));

	tpl_set(t, T_PARAM, row->name);
	tpl_set(t, T_PARAM_ID, row->id);
	tpl_set(t, T_KIND, param_kind_text(row->type));
	BADGE(t, OFFER, label_of(needs, offer_need(row)));
	BADGE(t, PRODUCT, label_of(needs, row->required_for_product ? "required" : "optional"));
	tpl_set_shown(t, T_FROM, from, T_IF_FROM);
	tpl_set(t, T_GOES, row->describes_product ? _("the product") : _("the offer"));
}

static const char *read_text(const struct fmt *f, const struct category_page *p)
{
	if (!p->use.id)
		return _("not asked for");
	return p->use.read_at == TIME_NONE ? _("they will arrive within a minute")
					   : fmt_when(f, p->use.read_at);
}

/* What it is good for: gone, or a branch, or what it has to be to take offers. */
static void fill_standing(struct tpl *t, const struct fmt *f, const struct category_row *row)
{
	if (row->gone_at != TIME_NONE)
		tpl_show(t, T_IF_GONE);
	else if (!row->c.leaf)
		tpl_show(t, T_IF_BRANCH);
	else if (f->role >= ROLE_SELLER)
		tpl_show(t, T_MAY_USE);
	if (row->gone_at != TIME_NONE && row->redirect_id) {
		tpl_show(t, T_IF_INSTEAD);
		tpl_set(t, T_INSTEAD_URL, url_categories_id(f->mem, row->redirect_id));
	}
	tpl_set(t, T_BELOW_URL, below_url(f, row->c.id));
}

void category_fill(struct tpl *t, const struct fmt *f, const struct category_page *p)
{
	const struct category *c = &p->row.c;

	fill_crumbs(t, f, p->tree.index, c->id);
	tpl_set(t, T_NAME, c->name);
	fill_standing(t, f, &p->row);
	tpl_set(t, T_SELF_URL, url_categories_id(f->mem, c->id));
	if (p->use.id && p->use.read_at == TIME_NONE && !p->use.problem)
		tpl_show(t, T_IF_WAITING);
	tpl_set(t, T_USE_URL, url_categories_id_use(f->mem, c->id));
	tpl_set(t, T_USE_TEXT, p->use.id ? _("Read them again") : _("Get Allegro's parameters"));
	tpl_set_shown(t, T_PROBLEM, p->use.problem, T_IF_PROBLEM);
	fact_add_copy(t, T_FACTS, _("Number at Allegro"), c->id);
	if (c->leaf)
		fact_add(t, T_FACTS, _("Parameters read"), read_text(f, p));
	if (p->n_params)
		tpl_show(t, T_IF_ROWS);
	for (size_t i = 0; i < p->n_params; i++)
		fill_param(tpl_add(t, T_ROW), f, &p->params[i]);
}
