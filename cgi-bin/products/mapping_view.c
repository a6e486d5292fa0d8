/* Settings, columns and first rows of an uploaded file. */
#include "products/mapping_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "products/file_view.h"
#include "products/product_view.h"
#include "tpl/products/mapping.h"
#include "urls.h"

const char *const mapping_separators[] = {"semicolon", "comma", "tab", "line", NULL};
const char *const mapping_marks[] = {"comma", "dot", NULL};
const char *const mapping_prices[] = {"gross", "net", NULL};
const char *const mapping_currencies[] = {"PLN", "EUR", "CZK", "HUF", "USD", "GBP", NULL};

static const char *const separator_signs[] = {";", ",", "\t", "|", ""};
static const char *const mark_signs[] = {",", ".", ""};

static const struct label separators[] = {
    {"semicolon", N_("Semicolon"), "", ""},
    {"comma", N_("Comma"), "", ""},
    {"tab", N_("Tab"), "", ""},
    {"line", N_("Vertical line"), "", ""},
    {0},
};
static const struct label marks[] = {
    {"comma", N_("Comma: 12,50"), "", ""}, {"dot", N_("Dot: 12.50"), "", ""}, {0}};
static const struct label prices[] = {
    {"gross", N_("Gross, with VAT"), "", ""}, {"net", N_("Net, without VAT"), "", ""}, {0}};

const char *const mapping_targets[] = {
    "sku",	"name",	    "ean",	 "mpn",	     "brand",	  "price",     "price_net",
    "currency", "vat",	    "stock",	 "cost",     "unit",	  "category",  "description",
    "images",	"weight_g", "length_mm", "width_mm", "height_mm", "attribute", "variant_of",
    "parent",	"shop_id",  "ignore",	 NULL,
};
/* Those that are no field of a product; the others have its words. */
static const struct label other_targets[] = {
    {"price_net", N_("Net price"), "", ""},
    {"currency", N_("Currency"), "", ""},
    {"attribute", N_("Attribute with this name"), "", ""},
    {"attributes", N_("Attributes"), "", ""},
    {"parent", N_("Parent product of the variant"), "", ""},
    {"ignore", N_("Not used"), "", ""},
    {"", N_("Not used"), "", ""},
    {0},
};

struct import_profile mapping_profile(const struct mapping_form *form)
{
	struct import_profile p = IMPORT_PROFILE;

	p.name = form->name;
	p.format = product_format_find(form->format) ? form->format : "";
	p.encoding = str_or(form->encoding, "");
	p.separator = separator_signs[form->separator];
	p.decimal_mark = mark_signs[form->mark];
	p.net = form->prices;
	p.currency = mapping_currencies[form->currency];
	p.vat = form->vat == PRODUCT_UNKNOWN ? PRODUCT_UNKNOWN : 100 * form->vat;
	p.whole = form->whole;
	return p;
}

const char *mapping_seen(void *mem, const struct import_look *look)
{
	return mem_printf(mem, "%s %d %d", look->plan.read.format->name,
			  (int)look->plan.table.encoding, (int)look->plan.table.separator);
}

/* ---- Settings ---------------------------------------------------------------------------------
 */

static void add_option(struct tpl *t, const char *value, const char *text, const char *chosen)
{
	struct tpl *option = tpl_add(t, T_OPTION);

	tpl_set(option, T_OPTION_VALUE, value);
	tpl_set(option, T_OPTION_TEXT, text);
	if (str_eq(value, str_or(chosen, "")))
		tpl_show(option, T_CHOSEN);
}

static struct tpl *add_setting(struct tpl *t, const char *label, const char *name)
{
	struct tpl *setting = tpl_add(t, T_SETTING);

	tpl_set(setting, T_SETTING_LABEL, label);
	tpl_set(setting, T_SETTING_NAME, name);
	return setting;
}

static void add_guess(struct tpl *setting, const struct fmt *f, const char *guess,
		      const char *chosen)
{
	add_option(setting, "",
		   str_empty(guess) ? _("Detect") : mem_printf(f->mem, _("Detected: %s"), guess),
		   chosen);
}

static const char *label_at(const struct label *labels, const char *const *signs, const char *sign)
{
	for (size_t i = 0; labels[i].word; i++)
		if (str_eq(signs[i], sign))
			return _(labels[i].text);
	return "";
}

static void add_labels(struct tpl *setting, const struct label *labels, const char *chosen)
{
	for (; labels->word; labels++)
		add_option(setting, labels->word, _(labels->text), chosen);
}

static void fill_format(struct tpl *t, const struct fmt *f, const struct mapping_page *page)
{
	const struct import_plan *plan = page->has_look ? &page->look.plan : NULL;
	struct tpl *s = add_setting(t, _("File format"), "format");
	const struct product_format *format;

	add_guess(s, f, plan ? plan->read.format->title : NULL, page->form.format);
	for (size_t i = 0; (format = product_format_at(i)); i++)
		add_option(s, format->name, format->title, page->form.format);
	s = add_setting(t, _("Encoding"), "encoding");
	add_guess(s, f, plan ? table_encoding_names[plan->table.encoding] : NULL,
		  page->form.encoding);
	for (const char *const *name = table_encoding_names; *name; name++)
		add_option(s, *name, *name, page->form.encoding);
}

static void fill_signs(struct tpl *t, const struct fmt *f, const struct mapping_page *page)
{
	const struct mapping_form *form = &page->form;
	const struct import_plan *plan = page->has_look ? &page->look.plan : NULL;
	const char separator[2] = {plan ? plan->table.separator : '\0', '\0'};
	struct tpl *s = add_setting(t, _("Column separator"), "separator");

	add_guess(s, f, label_at(separators, separator_signs, separator),
		  mapping_separators[form->separator]);
	add_labels(s, separators, mapping_separators[form->separator]);
	s = add_setting(t, _("Decimal mark"), "decimal");
	add_guess(s, f,
		  !plan				     ? NULL
		  : plan->read.mark == DECIMAL_COMMA ? _("Comma: 12,50")
		  : plan->read.mark == DECIMAL_DOT   ? _("Dot: 12.50")
						     : NULL,
		  mapping_marks[form->mark]);
	add_labels(s, marks, mapping_marks[form->mark]);
	s = add_setting(t, _("Prices, where the file does not say"), "prices");
	add_labels(s, prices, mapping_prices[form->prices]);
	s = add_setting(t, _("Currency, where the file does not say"), "currency");
	for (const char *const *name = mapping_currencies; *name; name++)
		add_option(s, *name, *name, mapping_currencies[form->currency]);
}

/* ---- Columns ----------------------------------------------------------------------------------
 */

static const char *target_label(const char *target)
{
	for (const struct label *l = other_targets; l->word; l++)
		if (str_eq(l->word, target))
			return _(l->text);
	return product_field_label(target);
}

static void fill_column(struct tpl *t, const struct fmt *f, const struct mapping_page *page,
			size_t i)
{
	const struct look_column *c = &page->look.columns[i];
	struct tpl *row = tpl_add(t, T_COLUMN);

	tpl_set(row, T_COLUMN_NAME, c->name);
	tpl_set(row, T_SAMPLES, c->samples);
	if (c->is_nameless) {
		tpl_set_shown(row, T_FIXED, target_label(c->guess), T_IF_FIXED);
		return;
	}
	struct tpl *s = tpl_add(row, T_IF_CHOICE);
	add_option(s, mem_printf(f->mem, "%zu:", i),
		   mem_printf(f->mem, _("Detected: %s"), target_label(c->guess)),
		   mem_printf(f->mem, "%zu:%s", i, page->targets[i]));
	for (const char *const *target = mapping_targets; *target; target++)
		add_option(s, mem_printf(f->mem, "%zu:%s", i, *target), target_label(*target),
			   mem_printf(f->mem, "%zu:%s", i, page->targets[i]));
}

/* ---- First rows -------------------------------------------------------------------------------
 */

static void fill_row(struct tpl *t, const struct fmt *f, const struct read_row *row, int64_t line)
{
	struct tpl *r = tpl_add(t, T_ROW);

	tpl_set_int(r, T_LINE, line);
	tpl_set(r, T_SKU, row->p.sku);
	tpl_set(r, T_NAME, row->p.name ? str_head(f->mem, row->p.name, 100) : "");
	tpl_set(r, T_CATEGORY, row->p.category);
	tpl_set(r, T_EAN, row->p.ean);
	tpl_set(r, T_BRAND, row->p.brand);
	tpl_set(r, T_PRICE, product_value_text(f, &row->p, PRODUCT_PRICE));
	tpl_set(r, T_STOCK, product_value_text(f, &row->p, PRODUCT_STOCK));
	file_notes_fill(r, f, row->notes.text.text);
}

static void fill_look(struct tpl *t, const struct fmt *f, const struct mapping_page *page)
{
	const struct import_look *look = &page->look;
	struct tpl *columns = tpl_add(t, T_IF_LOOK);
	size_t shown = look->n_columns < MAPPING_COLUMNS ? look->n_columns : MAPPING_COLUMNS;

	tpl_set(columns, T_SEEN, mapping_seen(f->mem, look));
	for (size_t i = 0; i < shown; i++)
		fill_column(columns, f, page, i);
	if (shown < look->n_columns)
		tpl_show(columns, T_IF_MORE);
	if (look->is_unknown)
		tpl_show(t, T_IF_UNKNOWN);
	struct tpl *rows = look->n_rows ? tpl_add(t, T_IF_ROWS) : NULL;
	for (size_t i = 0; i < look->n_rows; i++)
		fill_row(rows, f, &look->rows[i], look->lines[i]);
}

void mapping_fill(struct tpl *t, const struct fmt *f, const struct mapping_page *page)
{
	const char *id = fmt_id(f, page->run.id);

	tpl_set(t, T_FILE_NAME, page->run.file_name);
	tpl_set(t, T_ACTION, url_files_id_mapping(f->mem, id));
	tpl_set(t, T_DROP_URL, url_files_id_drop(f->mem, id));
	tpl_set_int(t, T_VERSION, page->run.version);
	tpl_set_shown(t, T_PROBLEM, page->problem, T_IF_PROBLEM);
	fill_format(t, f, page);
	fill_signs(t, f, page);
	if (page->form.vat != PRODUCT_UNKNOWN)
		tpl_set_int(t, T_VAT, page->form.vat);
	if (page->has_look)
		fill_look(t, f, page);
	tpl_set(t, T_PROFILE, page->form.name);
	if (page->form.whole)
		tpl_show(t, T_WHOLE);
	if (page->is_taken)
		tpl_show(t, T_IF_TAKEN);
}
