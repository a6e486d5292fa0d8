/* Products as people read them. */
#include "products/product_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/facts.h"
#include "domain/mapping/picture.h"
#include "domain/catalog/catalog_change.h"
#include "products/bulk_view.h"
#include "products/offer_text_view.h"
#include "tpl/products/_allegro.h"
#include "mapping/product_ready.h"
#include "tpl/pricing/_priced.h"
#include "tpl/products/list.h"
#include "tpl/products/show.h"
#include "tpl/stock/_card.h"
#include "urls.h"
#include "users/roles.h"

#include <string.h>

static const struct label fields[] = {
    {"sku", N_("SKU"), "", ""},
    {"ean", N_("EAN"), "", ""},
    {"mpn", N_("Manufacturer's number"), "", ""},
    {"name", N_("Name of the product"), "", ""},
    {"brand", N_("Brand"), "", ""},
    {"description", N_("Description"), "", ""},
    {"price", N_("Price"), "", ""},
    {"vat", N_("VAT"), "", ""},
    {"stock", N_("Stock"), "", ""},
    {"cost", N_("Purchase price"), "", ""},
    {"unit", N_("Unit"), "", ""},
    {"weight_g", N_("Weight"), "", ""},
    {"length_mm", N_("Length"), "", ""},
    {"width_mm", N_("Width"), "", ""},
    {"height_mm", N_("Height"), "", ""},
    {"images", N_("Pictures"), "", ""},
    {"category", N_("Shop category"), "", ""},
    {"variant_of", N_("Variant of"), "", ""},
    {"attributes", N_("Attributes"), "", ""},
    {"shop_id", N_("Number in the shop"), "", ""},
    {0},
};

static const struct label units[] = {
    {"UNIT", N_("piece"), "", ""}, {"PAIR", N_("pair"), "", ""}, {"SET", N_("set"), "", ""}, {0}};

const char *product_field_label(const char *name)
{
	return label_text(fields, name);
}

static const char *measure(const struct fmt *f, int64_t n, const char *unit)
{
	return n == PRODUCT_UNKNOWN ? "" : mem_printf(f->mem, "%s %s", fmt_int(f, n), unit);
}

const char *product_value_text(const struct fmt *f, const struct product *p,
			       enum product_field field)
{
	if (!product_is_known(p, field))
		return "";
	if (field == PRODUCT_PRICE)
		return fmt_money(f, p->price);
	if (field == PRODUCT_COST)
		return fmt_money(f, p->cost);
	if (field == PRODUCT_WEIGHT)
		return measure(f, p->weight_g, "g");
	if (field == PRODUCT_LENGTH)
		return measure(f, p->length_mm, "mm");
	if (field == PRODUCT_WIDTH)
		return measure(f, p->width_mm, "mm");
	if (field == PRODUCT_HEIGHT)
		return measure(f, p->height_mm, "mm");
	if (field == PRODUCT_UNIT)
		return label_text(units, p->unit);
	return product_field_text(f->mem, p, field);
}

/* What is not for everybody (users/roles.h). */
static bool is_for(enum role role, enum product_field field)
{
	if (field == PRODUCT_PRICE || field == PRODUCT_VAT)
		return role_sees(role, FACT_MONEY);
	return field != PRODUCT_COST || role_sees(role, FACT_COST);
}

/* ---- The list -------------------------------------------------------------------------------- */

static const struct list_view views[CATALOG_VIEWS] = {
    [CATALOG_VIEW_ALL] = {N_("All"), "", N_("There are no products yet"),
			  N_("They are imported from a file of your shop.")},
    [CATALOG_VIEW_NO_EAN] = {N_("Without EAN"), "", N_("Every product has an EAN"), ""},
    [CATALOG_VIEW_NO_PRICE] = {N_("Without price"), "", N_("Every product has a price"), ""},
    [CATALOG_VIEW_NO_STOCK] = {N_("Out of stock"), "", N_("Every product is in stock"), ""},
    [CATALOG_VIEW_LOCKED] = {N_("Changed by hand"), "", N_("No field was changed by hand"), ""},
    [CATALOG_VIEW_GONE] = {N_("Gone from the shop"), "",
			   N_("No product has disappeared from its files"), ""},
};

static void fill_row(struct tpl *t, const struct fmt *f, const struct catalog_row *row,
		     const struct picture_copies *pictures)
{
	PICTURE(t, f, PICTURE, picture_copy_of(pictures, row->id));
	tpl_set(t, T_URL, url_products_id(f->mem, fmt_id(f, row->id)));
	tpl_set(t, T_SKU, row->sku);
	if (f->role >= ROLE_SELLER)
		tpl_set_shown(t, T_ID, fmt_id(f, row->id), T_IF_MARK);
	tpl_set(t, T_NAME, str_or(row->name, row->sku));
	tpl_set(t, T_CATEGORY, row->category);
	tpl_set(t, T_EAN, row->ean);
	tpl_set(t, T_BRAND, row->brand);
	if (is_for(f->role, PRODUCT_PRICE))
		tpl_set(tpl_add(t, T_IF_PRICE), T_PRICE, fmt_money(f, row->price));
	tpl_set(t, T_STOCK, row->stock == PRODUCT_UNKNOWN ? _("unknown") : fmt_int(f, row->stock));
	if (row->gone_since != TIME_NONE)
		tpl_set_shown(t, T_GONE, fmt_day(f, row->gone_since), T_IF_GONE);
	if (!str_empty(row->locks))
		tpl_show(t, T_IF_LOCKED);
}

static void fill_state(struct tpl *t, const struct fmt *f, const struct products_page *page,
		       uint64_t id)
{
	const char *state = NULL;

	if (!page->is_judged)
		return;
	for (size_t i = 0; i < page->n_states; i++)
		if (page->states[i].product_id == id)
			state = page->states[i].state;
	tpl_show(t, T_IF_STATE);
	tpl_set(t, T_STATE_URL, url_products_id_allegro(f->mem, fmt_id(f, id)));
	BADGE(t, STATE, ready_label(state));
}

/* Who brings files is led to them. */
static void fill_nothing(struct tpl *t, const struct fmt *f, const struct products_page *page)
{
	const struct list_view *view = &views[page->filter.view];
	const struct empty none = {
	    .icon = "gift",
	    .title = _(view->empty_title),
	    .text = _(view->empty_text),
	    .action = f->role >= ROLE_SELLER ? _("Product files") : NULL,
	    .url = url_files(),
	};

	if (page->filter.view == CATALOG_VIEW_ALL && !query_is_narrow(&page->query))
		list_empty(t, T_EMPTY, &none);
	else
		list_nothing(t, T_EMPTY, &page->query, view);
}

static struct choice *profile_choices(const struct fmt *f, const struct products_page *page)
{
	struct choice *choices = mem_array(f->mem, struct choice, page->n_profiles + 1);

	for (size_t i = 0; i < page->n_profiles; i++)
		choices[i] =
		    (struct choice){fmt_id(f, page->profiles[i].id), page->profiles[i].name};
	return choices;
}

static void fill_rows(struct tpl *rows, const struct fmt *f, const struct products_page *page)
{
	if (is_for(f->role, PRODUCT_PRICE))
		tpl_show(rows, T_IF_PRICES);
	if (page->is_judged)
		tpl_show(rows, T_IF_STATES);
	if (f->role >= ROLE_SELLER) {
		struct tpl *bulk = tpl_add(rows, T_IF_BULK);
		tpl_show(rows, T_IF_MARKS);
		tpl_set(bulk, T_CHECK_URL, url_bulk_products());
		tpl_set(bulk, T_PLAN_URL, query_under(&page->query, url_bulk_products_plan()));
		bulk_choices_fill(bulk);
	}
	for (size_t i = 0; i < page->found.n; i++) {
		struct tpl *row = tpl_add(rows, T_ROW);
		fill_row(row, f, &page->found.rows[i], &page->pictures);
		fill_state(row, f, page, page->found.rows[i].id);
	}
}

void products_list_fill(struct tpl *t, const struct fmt *f, const struct products_page *page)
{
	static const struct list_find find = {.label = N_("Search products"),
					      .hint = N_("SKU, EAN, words in the name, brand"),
					      .tab = "view"};
	const struct list_filter filters[] = {
	    {.param = "q", .name = N_("Search"), .apart = true},
	    {.param = "profile",
	     .name = N_("Profile"),
	     .choices = profile_choices(f, page),
	     .n_choices = page->n_profiles},
	    {.param = "brand", .name = N_("Brand")},
	    {.param = "category", .name = N_("Shop category"), .hint = N_("how its name begins")},
	};
	int64_t counts[CATALOG_VIEWS];
	struct pager pager = {0};

	for (size_t i = 0; i < CATALOG_VIEWS; i++)
		counts[i] = LIST_UNCOUNTED;
	if (f->role >= ROLE_SELLER)
		tpl_show(t, T_IF_SELLER);
	(void)list_find(t, T_FIND, &page->query, &find, filters, COUNT_OF(filters));
	list_tabs(t, T_TABS, f, &page->query, views, counts, INT64_MAX);
	list_chips(t, T_CHIPS, &page->query, filters, COUNT_OF(filters));
	if (page->found.n)
		fill_rows(tpl_add(t, T_IF_ROWS), f, page);
	else
		fill_nothing(t, f, page);
	if (page->found.older)
		pager.older = fmt_id(f, (uint64_t)page->found.older);
	list_pager(t, T_PAGER, &page->query, &pager);
}

/* ---- One of them ----------------------------------------------------------------------------- */

/* Lines of name, value and unit. */
static void fill_attributes(struct tpl *t, const struct fmt *f, const char *text)
{
	for (const char *p = str_or(text, ""); *p;) {
		size_t name = strcspn(p, "\t\n");
		const char *value = p + name + (p[name] == '\t');
		size_t len = strcspn(value, "\t\n");
		struct tpl *row = tpl_add(t, T_ATTRIBUTE);
		tpl_set(row, T_ATTRIBUTE_NAME, mem_strndup(f->mem, p, name));
		tpl_set(row, T_ATTRIBUTE_VALUE, mem_strndup(f->mem, value, len));
		p = value + len;
		p += strcspn(p, "\n");
		p += *p == '\n';
	}
}

static void fill_facts(struct tpl *t, const struct fmt *f, const struct catalog_detail *d)
{
	static const enum product_field shown[] = {
	    PRODUCT_EAN,    PRODUCT_MPN,   PRODUCT_BRAND,  PRODUCT_CATEGORY,   PRODUCT_PRICE,
	    PRODUCT_VAT,    PRODUCT_COST,  PRODUCT_STOCK,  PRODUCT_UNIT,       PRODUCT_WEIGHT,
	    PRODUCT_LENGTH, PRODUCT_WIDTH, PRODUCT_HEIGHT, PRODUCT_VARIANT_OF, PRODUCT_SHOP_ID,
	};
	uint64_t locks = product_fields_read(d->product.locks);

	fact_add_copy(t, T_FACTS, product_field_label("sku"), d->product.p.sku);
	for (size_t i = 0; i < COUNT_OF(shown); i++) {
		if (!is_for(f->role, shown[i]))
			continue;
		fact_add_hint(t, T_FACTS, product_field_label(product_field_name(shown[i])),
			      product_value_text(f, &d->product.p, shown[i]),
			      locks & product_bit(shown[i])
				  ? _("changed by hand: files do not touch it")
				  : NULL);
	}
	fact_add(t, T_FACTS, _("Found in files of"), d->profile);
	fact_add(t, T_FACTS, _("In Kram since"), fmt_full(f, d->created_at));
	fact_add(t, T_FACTS, _("Last changed"), fmt_full(f, d->updated_at));
}

/* What a seller may change, and what was changed by hand. */
static void fill_changing(struct tpl *t, const struct fmt *f, const struct product_page *page)
{
	const struct catalog_product *c = &page->detail.product;
	const char *id = fmt_id(f, c->p.id);
	uint64_t locks = product_fields_read(c->locks);

	if (f->role < ROLE_SELLER)
		return;
	struct tpl *form = tpl_add(t, T_IF_CHANGE);
	tpl_set(form, T_CHANGE_URL, url_products_id_change(f->mem, id));
	tpl_set_int(form, T_VERSION, c->version);
	for (const char *const *name = catalog_change_names; *name; name++) {
		struct tpl *option = tpl_add(form, T_FIELD);
		tpl_set(option, T_FIELD_NAME, *name);
		tpl_set(option, T_FIELD_TEXT, product_field_label(*name));
		if (str_eq(*name, page->field))
			tpl_show(option, T_FIELD_CHOSEN);
	}
	tpl_set(form, T_VALUE, page->value);
	tpl_set_int(form, T_VALUE_MAX, PRODUCT_VALUE_CHARS);
	if (page->field)
		tpl_set_shown(form, T_REFUSED, _("This value does not fit that field."),
			      T_IF_REFUSED);
	for (size_t i = 0; i < PRODUCT_FIELDS; i++) {
		const char *name = product_field_name((enum product_field)i);
		if (!(locks & product_bit((enum product_field)i)))
			continue;
		struct tpl *lock = tpl_add(form, T_LOCK);
		tpl_set(lock, T_UNLOCK_URL, url_products_id_unlock(f->mem, id));
		tpl_set_int(lock, T_VERSION, c->version);
		tpl_set(lock, T_FIELD_NAME, name);
		tpl_set(lock, T_FIELD_TEXT, product_field_label(name));
	}
}

static const char *const left_out[PICTURE_FAULTS] = {
    [PICTURE_ADDRESS] = N_("left out: Allegro cannot reach this address"),
    [PICTURE_AGAIN] = N_("left out: it is there already"),
    [PICTURE_BEYOND] = N_("left out: an offer has 16 pictures at most"),
};

/* In the order of the shop, each with why it is left out. */
static void fill_images(struct tpl *t, const struct fmt *f, const char *images)
{
	struct picture_line lines[PICTURE_LINES_MAX];
	const size_t n = picture_lines(f->mem, images, lines);

	if (!n)
		return;
	t = tpl_add(t, T_IF_IMAGES);
	for (size_t i = 0; i < n; i++) {
		struct tpl *row = tpl_add(t, T_IMAGE);
		tpl_set(row, T_ADDRESS, lines[i].text);
		if (lines[i].fault)
			tpl_set_shown(row, T_LEFT, _(left_out[lines[i].fault]), T_IF_LEFT);
	}
}

void product_show_fill(struct tpl *t, const struct fmt *f, const struct product_page *page)
{
	const struct catalog_product *c = &page->detail.product;

	PICTURE(t, f, PICTURE, picture_copy_of(&page->pictures, c->p.id));
	tpl_set(t, T_NAME, str_or(c->p.name, c->p.sku));
	if (c->gone_since != TIME_NONE)
		tpl_set_shown(t, T_GONE, fmt_day(f, c->gone_since), T_IF_GONE);
	fill_facts(t, f, &page->detail);
	priced_fill(tpl_include(t, T_PRICED, TPL_PRICING__PRICED), f, &page->priced);
	fill_changing(t, f, page);
	if (c->p.attributes)
		fill_attributes(tpl_add(t, T_IF_ATTRIBUTES), f, c->p.attributes);
	if (f->role >= ROLE_SELLER)
		offer_text_fill(tpl_include(t, T_AS_ALLEGRO, TPL_PRODUCTS__ALLEGRO), f, c);
	tpl_set_shown(t, T_DESCRIPTION, c->p.description, T_IF_DESCRIPTION);
	fill_images(t, f, c->p.images);
	struct tpl *stock = tpl_include(t, T_STOCK_CARD, TPL_STOCK__CARD);
	stock_card_fill(stock, f, &page->stock);
	tpl_set_shown(stock, T_STOCK_URL,
		      url_products_id_stock(f->mem, fmt_id(f, page->stock.product_id)),
		      T_IF_ELSEWHERE);
}
