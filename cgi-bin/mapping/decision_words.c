/* Decisions of every kind in words. */
#include "mapping/history.h"

#include "base/mem.h"
#include "base/str.h"
#include "categories/category_view.h"
#include "domain/mapping/brand.h"
#include "mapping/condition_words.h"
#include "mapping/offer_map.h"
#include "mapping/params.h"
#include "mapping/shop_view.h"
#include "products/product_view.h"
#include "terms/producers_view.h"
#include "urls.h"
#include "web/url.h"

enum {
	SAFETY_CHARS = 80, /* of the text, in a row */
	SAYS_BYTES = 4000,
};

struct telling {
	const struct fmt *f;
	const struct history_page *page;
	const struct history_row *row;
	const struct category_param *def;
};

static const char *way(const struct telling *t, const char *category_id)
{
	return category_way_text(t->f, t->page->scope.tree.index, category_id);
}

static const char *answer(const struct telling *t, const char *value)
{
	struct param_answer a;

	if (!t->def || !param_answer_parse(t->f->mem, t->def->id, value, &a))
		return value;
	return answer_words(t->f, t->def, &a);
}

static const char *part(const struct telling *t, size_t i)
{
	return decision_part(t->f->mem, t->row->d.subject, i);
}

static struct decision_words of_category(const struct telling *t)
{
	const struct decision *d = &t->row->d;
	const char *name = str_or(t->row->shop, d->subject);

	return (struct decision_words){
	    .about = str_empty(d->subject) ? _("Products without a shop category")
					   : words_with(t->f, _("Shop category \"%s\""), name),
	    .says = d->value ? way(t, d->value) : _("not for Allegro"),
	    .url = url_mapping_categories_id(t->f->mem, shop_address(d->subject)),
	};
}

static const char *source(const struct telling *t, const char *value)
{
	struct value_source s;

	if (!t->def || !value_source_parse(t->f->mem, value, &s))
		return value;
	return source_words(t->f, t->def, &s);
}

static struct decision_words of_param(const struct telling *t)
{
	const char *category = part(t, 0);
	const char *id = part(t, 1);
	const char *home = *category ? category : t->row->home;
	const char *name = str_or(t->row->param, id);

	return (struct decision_words){
	    .about = *category ? mem_printf(t->f->mem, "%s · %s", name,
					    category_name(t->page->scope.tree.index, category))
			       : mem_printf(t->f->mem, "%s · %s", name, _("every category")),
	    .says = t->row->d.value ? source(t, t->row->d.value) : _("nothing"),
	    .url = home ? url_mapping_params_id_param(t->f->mem, home, id) : NULL,
	};
}

static struct decision_words of_value(const struct telling *t)
{
	const struct url_arg arg = {"param", part(t, 0)};

	return (struct decision_words){
	    .about = mem_printf(t->f->mem, "%s · %s: %s", str_or(t->row->param, part(t, 0)),
				product_field_label(part(t, 1)), part(t, 2)),
	    .says = t->row->d.value ? answer(t, t->row->d.value) : _("has no meaning"),
	    .url = t->row->home ? url_with(t->f->mem, url_mapping_values(), &arg, 1) : NULL,
	};
}

static struct decision_words of_brand(const struct telling *t)
{
	const char *brand = t->row->d.subject;
	struct brand_choice c;
	struct str says;

	brand_value_parse(t->f->mem, t->row->d.value, &c);
	str_init(&says, t->f->mem, SAYS_BYTES);
	str_add(&says, str_or(c.producer, _("nothing")));
	if (c.person)
		str_addf(&says, ", %s", c.person);
	if (c.safety)
		str_addf(&says, ", %s", str_head(t->f->mem, c.safety, SAFETY_CHARS));
	return (struct decision_words){
	    .about = str_empty(brand) ? _("Products without a brand")
				      : words_with(t->f, _("Brand \"%s\""), brand),
	    .says = says.text,
	    .url = brand_url(t->f->mem, t->page->scope.account->id, brand),
	};
}

static struct decision_words of_product(const struct telling *t)
{
	const struct decision *d = &t->row->d;
	const char *what = part(t, 0);
	const char *none = str_eq(what, DECIDES_CARD) ? _("none of them") : _("nothing");
	const char *about = str_eq(what, DECIDES_CARD)	     ? _("Product of Allegro's catalogue")
			    : str_eq(what, DECIDES_CATEGORY) ? _("Category")
							     : str_or(t->row->param, part(t, 1));
	const char *says = none;

	if (d->value)
		says = str_eq(what, DECIDES_CATEGORY) ? way(t, d->value)
		       : str_eq(what, DECIDES_CARD)   ? d->value
						      : answer(t, d->value);
	return (struct decision_words){
	    .about = mem_printf(t->f->mem, "%s · %s",
				str_or(t->row->product, _("a product that is gone")), about),
	    .says = says,
	    .url = t->row->product ? url_products_id_allegro(t->f->mem, fmt_id(t->f, d->product_id))
				   : NULL,
	};
}

static struct decision_words of_offer(const struct telling *t)
{
	const struct decision *d = &t->row->d;

	return (struct decision_words){
	    .about = words_with(t->f, _("Field of an offer: %s"), offer_field_label(d->subject)),
	    .says = offer_source_words(t->f, d->subject, d->value),
	    .url = url_mapping_offer(),
	};
}

struct decision_words decision_words(const struct fmt *f, const struct history_page *page, size_t i)
{
	static struct decision_words (*const kinds[DECISION_KINDS])(const struct telling *t) = {
	    [DECISION_CATEGORY] = of_category, [DECISION_PARAM] = of_param,
	    [DECISION_VALUE] = of_value,       [DECISION_BRAND] = of_brand,
	    [DECISION_PRODUCT] = of_product,   [DECISION_OFFER] = of_offer,
	};
	const struct telling t = {f, page, &page->rows[i], page->defs[i]};
	const struct decision *d = &page->rows[i].d;

	for (enum decision_kind k = 0; k < DECISION_KINDS; k++)
		if (str_eq(d->kind, decision_kind_names[k]))
			return kinds[k](&t);
	return (struct decision_words){d->subject, str_or(d->value, "–"), NULL};
}
