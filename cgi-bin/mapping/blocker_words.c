/* Blockers in words, and where each is mended. */
#include "mapping/worklist_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/decision.h"
#include "mapping/condition_words.h"
#include "mapping/shop_view.h"
#include "urls.h"
#include "web/url.h"

#include <string.h>

static const struct label texts[] = {
    {"no-name", N_("The product has no name"), "", ""},
    {"name-short", N_("The name is shorter than 12 characters"), "", ""},
    {"name-long", N_("The name is longer than 75 characters"), "", ""},
    {"name-words", N_("The name has fewer than three words"), "", ""},
    {"name-word", N_("The name has a word longer than 30 characters"), "", ""},
    {"name-signs", N_("The name has characters that Allegro does not accept"), "", ""},
    {"no-description", N_("The product has no description"), "", ""},
    {0},
};

static const struct label prices[] = {
    {"none", N_("The product has no price"), "", ""},
    {"currency", N_("The price is not in PLN"), "", ""},
    {"range", N_("Allegro takes prices from PLN 1"), "", ""},
    {0},
};

/* Of refusal_field_names: what Allegro refused when the offer was made. */
static const struct label refused[] = {
    {"param", N_("Allegro refused parameters of the offer"), "", ""},
    {"trait", N_("Allegro refused parameters of the product"), "", ""},
    {"category", N_("Allegro refused the category"), "", ""},
    {"card", N_("Allegro refused the product of its catalogue"), "", ""},
    {"image", N_("Allegro refused the pictures"), "", ""},
    {"producer", N_("Allegro refused the responsible producer"), "", ""},
    {"safety", N_("Allegro refused the safety information"), "", ""},
    {"price", N_("Allegro refused the price"), "", ""},
    {"stock", N_("Allegro refused the stock"), "", ""},
    {"name", N_("Allegro refused the name"), "", ""},
    {"text", N_("Allegro refused the description"), "", ""},
    {"tax", N_("Allegro refused the VAT rate"), "", ""},
    {"other", N_("Allegro refused the offer"), "", ""},
    {0},
};

/* What a label of the other kinds says; %s is the category, the parameter or the brand. Products
 * without such a thing have words of their own. */
static const struct {
	const char *text[READY_BLOCKS];
	const char *without[READY_BLOCKS];
	const char *action[READY_BLOCKS];
} words = {
    .text = {[BLOCK_CATEGORY] = N_("Shop category \"%s\" has no Allegro category"),
	     [BLOCK_CATEGORY_GONE] = N_("Allegro no longer has the category \"%s\""),
	     [BLOCK_CARDS] = N_("It is not certain which product of Allegro's catalogue this is"),
	     [BLOCK_WAITING] = N_("The parameters of \"%s\" are being read"),
	     [BLOCK_PARAM] = N_("\"%s\" is missing"),
	     [BLOCK_VALUE] = N_("Values of \"%s\" do not match Allegro's"),
	     [BLOCK_ANSWER] = N_("Allegro would refuse the value of \"%s\""),
	     [BLOCK_REFUSED] = N_("Allegro refuses the value of \"%s\" that its own list has"),
	     [BLOCK_IMAGE] = N_("The product has no picture with a full address"),
	     [BLOCK_STOCK] = N_("Stock is unknown"),
	     [BLOCK_PRODUCER] = N_("No responsible producer for the brand \"%s\""),
	     [BLOCK_SAFETY] = N_("No safety information for the brand \"%s\"")},
    .without = {[BLOCK_CATEGORY] = N_("Products without a shop category have no Allegro category"),
		[BLOCK_PRODUCER] = N_("No responsible producer for products without a brand"),
		[BLOCK_SAFETY] = N_("No safety information for products without a brand")},
    .action = {[BLOCK_CATEGORY] = N_("Choose a category"),
	       [BLOCK_CATEGORY_GONE] = N_("Choose a category"),
	       [BLOCK_PARAM] = N_("Set the parameter"),
	       [BLOCK_VALUE] = N_("Match the values"),
	       [BLOCK_ANSWER] = N_("Change the rule"),
	       [BLOCK_REFUSED] = N_("Change the rule"),
	       [BLOCK_LISTING] = N_("Change the rule"),
	       [BLOCK_PRODUCER] = N_("Choose the producer"),
	       [BLOCK_SAFETY] = N_("Say it for the brand")},
};

static enum ready_kind kind_of(const char *name)
{
	enum ready_kind k = 0;

	while (k < READY_BLOCKS && !str_eq(ready_kind_names[k], name))
		k++;
	return k;
}

/* The category stands behind it where the page is not about one. */
static const char *param_in(const struct fmt *f, const char *param, const char *category)
{
	return category ? mem_printf(f->mem, "%s · %s", param, category) : param;
}

static const char *name_of(const struct fmt *f, const struct worklist_row *row,
			   enum ready_kind kind)
{
	switch (kind) {
	case BLOCK_CATEGORY:
	case BLOCK_PRODUCER:
	case BLOCK_SAFETY:
		return str_or(row->shop, row->subject);
	case BLOCK_CATEGORY_GONE:
	case BLOCK_WAITING:
		return str_or(row->category, row->subject);
	case BLOCK_ANSWER:
	case BLOCK_REFUSED:
		return param_in(f, str_or(row->param, decision_part(f->mem, row->subject, 1)),
				row->category);
	case BLOCK_PARAM:
	case BLOCK_VALUE:
		return str_or(row->param, row->subject);
	default:
		return row->subject;
	}
}

static const char *with(const struct fmt *f, const char *path, const char *name, const char *value)
{
	const struct url_arg arg = {name, value};

	return url_with(f->mem, path, &arg, 1);
}

static const char *rule_url(const struct fmt *f, const struct worklist_row *row)
{
	return url_mapping_params_id_param(f->mem, decision_part(f->mem, row->subject, 0),
					   decision_part(f->mem, row->subject, 1));
}

/* And not of another field, or of all parameters. */
static bool is_of_param(const struct fmt *f, const struct worklist_row *row)
{
	return !str_empty(decision_part(f->mem, row->subject, 0)) &&
	       !str_empty(decision_part(f->mem, row->subject, 1));
}

static const char *url_of(const struct fmt *f, const struct worklist_row *row, enum ready_kind kind)
{
	switch (kind) {
	case BLOCK_CATEGORY:
		return url_mapping_categories_id(f->mem, shop_address(row->subject));
	case BLOCK_CATEGORY_GONE:
		return with(f, url_mapping_categories(), "to", row->subject);
	case BLOCK_VALUE:
		return with(f, url_mapping_values(), "param", row->subject);
	case BLOCK_PARAM:
		return row->home
			   ? with(f, url_mapping_params_id_param(f->mem, row->home, row->subject),
				  "everywhere", "1")
			   : NULL;
	case BLOCK_LISTING:
		return is_of_param(f, row) ? rule_url(f, row) : NULL;
	case BLOCK_ANSWER:
	case BLOCK_REFUSED:
		return rule_url(f, row);
	case BLOCK_PRODUCER:
	case BLOCK_SAFETY:
		return with(f, url_producers_brand(), "brand", row->subject);
	default:
		return NULL;
	}
}

/* One parameter, one picture, or a field as a whole. */
static const char *refused_words(const struct fmt *f, const struct worklist_row *row)
{
	const char *part = decision_part(f->mem, row->subject, 1);
	const char *field = decision_part(f->mem, row->subject, 2);

	if (str_empty(part))
		return label_text(refused, field);
	if (str_eq(field, "image"))
		return words_with(f, _("Allegro refused picture %s"), part);
	return words_with(f, _("Allegro refused \"%s\" when the offer was made"),
			  param_in(f, str_or(row->param, part), row->category));
}

/* "Marka required from 12 May"; one rule answers it wherever it is asked. */
struct blocker_words coming_words(const struct fmt *f, const struct worklist_coming *c)
{
	return (struct blocker_words){
	    .text =
		mem_printf(f->mem, _("\"%s\" required from %s"), c->param, fmt_day(f, c->due_at)),
	    .action = _("Set the parameter"),
	    .url = with(f, url_mapping_params_id_param(f->mem, c->category, c->param_id),
			"everywhere", "1"),
	};
}

/* Of the kinds whose words are in the table. */
static const char *kind_words(const struct fmt *f, const struct worklist_row *row,
			      enum ready_kind kind)
{
	if (str_empty(row->subject) && words.without[kind])
		return _(words.without[kind]);
	if (!words.text[kind])
		return row->kind;
	return strstr(words.text[kind], "%s")
		   ? words_with(f, _(words.text[kind]), name_of(f, row, kind))
		   : _(words.text[kind]);
}

struct blocker_words blocker_words(const struct fmt *f, const struct worklist_row *row)
{
	const enum ready_kind kind = kind_of(row->kind);
	struct blocker_words out = {.text = row->kind};

	if (kind == BLOCK_TEXT)
		out.text = label_text(texts, row->subject);
	else if (kind == BLOCK_LISTING)
		out.text = refused_words(f, row);
	else if (kind == BLOCK_PRICE)
		out.text = label_text(prices, row->subject);
	else if (kind < READY_BLOCKS)
		out.text = kind_words(f, row, kind);
	if (kind < READY_BLOCKS && words.action[kind]) {
		out.url = url_of(f, row, kind);
		out.action = out.url ? _(words.action[kind]) : NULL;
	}
	return out;
}
