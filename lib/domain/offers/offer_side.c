/* What an offer says about each group of its fields, as texts. */
#include "domain/offers/offer_group.h"

#include <stdlib.h>
#include <string.h>

#include "allegro/sections.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/decimal.h"

enum { SIDE_BYTES = 64 * 1024 }; /* a description and what it takes around it */

static struct offer_side same(const char *text)
{
	return (struct offer_side){text, text, text};
}

/* ---- Pictures and texts ------------------------------------------------------------------------
 */

static struct offer_side pictures(void *mem, const struct offer_body *body)
{
	struct str urls;

	if (!body->n_images)
		return same(NULL);
	str_init(&urls, mem, SIDE_BYTES);
	for (size_t i = 0; i < body->n_images; i++)
		str_addf(&urls, "%s%s", i ? "\n" : "", str_or(body->images[i].text, ""));
	return (struct offer_side){urls.text, urls.text, mem_printf(mem, "%zu", body->n_images)};
}

/* Without its tags: a paragraph a line. */
static void add_plain(struct str *to, const char *html)
{
	bool in_tag = false;

	for (const char *at = html; *at; at++) {
		if (*at == '<') {
			if (at[1] == '/' && at[2] != 'b')
				str_add(to, "\n");
			in_tag = true;
		} else if (*at == '>') {
			in_tag = false;
		} else if (!in_tag) {
			str_add_bytes(to, at, 1);
		}
	}
}

/* Allegro gives pictures in a description addresses of its own, too. */
static struct offer_side description(void *mem, const struct offer_body *body)
{
	struct sections s = {.n_sections = 0};
	struct str text, exact, shown;
	struct err ignored = {0};

	if (!body->description || sections_read(mem, body->description, &s, &ignored) ||
	    !s.n_sections)
		return same(NULL);
	str_init(&text, mem, SIDE_BYTES);
	str_init(&exact, mem, SIDE_BYTES);
	str_init(&shown, mem, SIDE_BYTES);
	for (size_t i = 0; i < s.n_sections; i++)
		for (size_t k = 0; k < s.sections[i].n_items; k++) {
			const struct section_item *item = &s.sections[i].items[k];
			const char *content = str_squeeze(mem, str_or(item->content, ""));

			add_plain(&text, content);
			str_addf(&exact, "%zu %s%s\n", i, content, str_or(item->url, ""));
			str_addf(&shown, "%zu %s%s\n", i, content, item->url ? "+" : "");
		}
	return (struct offer_side){text.text, exact.text, shown.text};
}

/* ---- Parameters ------------------------------------------------------------------------------ */

static int by_text(const void *a, const void *b)
{
	const struct offer_word *x = a;
	const struct offer_word *y = b;

	return strcmp(str_or(x->text, ""), str_or(y->text, ""));
}

/* Allegro writes numbers as long as the parameter takes: "5.90" (FACTS 3.5). */
static const char *plain_value(void *mem, const char *value)
{
	char number[DECIMAL_SIZE];
	int64_t millionths;

	if (!value || !decimal_read(value, &millionths))
		return str_squeeze(mem, str_or(value, ""));
	decimal_print(millionths, number);
	return mem_strdup(mem, number);
}

/* Sorted; by ids where there are any: the document repeats them as texts. */
static void add_values(void *mem, struct str *to, const struct offer_param *p)
{
	const size_t n = p->n_ids ? p->n_ids : p->n_values;
	struct offer_word *words = mem_array(mem, struct offer_word, n + 1);

	for (size_t i = 0; i < n; i++)
		words[i].text = p->n_ids ? p->ids[i].text : plain_value(mem, p->values[i].text);
	qsort(words, n, sizeof(*words), by_text);
	for (size_t i = 0; i < n; i++)
		str_addf(to, "%s%s", i ? "|" : "", str_or(words[i].text, ""));
	if (p->from || p->to)
		str_addf(to, "%s..%s", plain_value(mem, p->from), plain_value(mem, p->to));
}

static const struct category_param *param_of(const struct category_params *params, const char *id)
{
	for (size_t i = 0; params && i < params->n; i++)
		if (str_eq(params->at[i].id, id))
			return &params->at[i];
	return NULL;
}

static const char *label_of_id(const struct category_param *param, const char *id)
{
	for (size_t i = 0; param && i < param->n_values; i++)
		if (str_eq(param->values[i].id, id))
			return param->values[i].value;
	return str_or(id, "");
}

static void add_line(void *mem, struct str *to, const struct offer_param *p,
		     const struct category_param *param)
{
	str_addf(to, "%s%s: ", to->len ? "\n" : "", param ? param->name : str_or(p->id, ""));
	for (size_t i = 0; i < p->n_ids; i++)
		str_addf(to, "%s%s", i ? ", " : "", label_of_id(param, p->ids[i].text));
	if (!p->n_ids)
		add_values(mem, to, p);
}

static int by_id(const void *a, const void *b)
{
	const struct offer_param *x = a;
	const struct offer_param *y = b;

	return strcmp(str_or(x->id, ""), str_or(y->id, ""));
}

static struct offer_side parameters(void *mem, const struct offer_body *body,
				    const struct category_params *params)
{
	struct offer_param *sorted = mem_array(mem, struct offer_param, body->n_params + 1);
	struct str text, exact;

	if (!body->n_params)
		return same(NULL);
	memcpy(sorted, body->params, body->n_params * sizeof(*sorted));
	qsort(sorted, body->n_params, sizeof(*sorted), by_id);
	str_init(&text, mem, SIDE_BYTES);
	str_init(&exact, mem, SIDE_BYTES);
	for (size_t i = 0; i < body->n_params; i++) {
		add_line(mem, &text, &sorted[i], param_of(params, sorted[i].id));
		str_addf(&exact, "%s=", str_or(sorted[i].id, ""));
		add_values(mem, &exact, &sorted[i]);
		str_add(&exact, "\n");
	}
	return (struct offer_side){text.text, exact.text, exact.text};
}

/* ---- The product and the place --------------------------------------------------------------- */

/* A number of goods is not an id: Allegro shows the card it found by it. */
static struct offer_side card(const struct offer_body *body)
{
	return same(body->n_products == 1 && !body->products->id_type ? body->products->id : NULL);
}

static struct offer_side safety(void *mem, const struct offer_body *body)
{
	const struct offer_product *p = body->products;

	if (body->n_products != 1 || (!p->producer_id && !p->person_id && !p->safety_type))
		return same(NULL);
	return same(mem_printf(mem, "%s\n%s\n%s", str_or(p->producer_id, ""),
			       str_or(p->person_id, ""),
			       str_or(p->safety, str_or(p->safety_type, ""))));
}

static struct offer_side location(void *mem, const struct offer_body *body)
{
	if (!body->city)
		return same(NULL);
	return same(mem_printf(mem, "%s, %s, %s, %s", str_or(body->post_code, ""), body->city,
			       str_or(body->province, ""), str_or(body->country, "")));
}

struct offer_side offer_side(void *mem, const struct offer_body *body, enum offer_group group,
			     const struct category_params *params)
{
	switch (group) {
	case GROUP_NAME:
		return same(body->name);
	case GROUP_DESCRIPTION:
		return description(mem, body);
	case GROUP_PICTURES:
		return pictures(mem, body);
	case GROUP_PARAMETERS:
		return parameters(mem, body, params);
	case GROUP_CATEGORY:
		return same(body->category_id);
	case GROUP_CARD:
		return card(body);
	case GROUP_SAFETY:
		return safety(mem, body);
	case GROUP_SHIPPING:
		return same(body->shipping_id);
	case GROUP_RETURNS:
		return same(body->returns_id);
	case GROUP_IMPLIED:
		return same(body->implied_id);
	case GROUP_WARRANTY:
		return same(body->warranty_id);
	case GROUP_HANDLING:
		return same(body->handling);
	case GROUP_INVOICE:
		return same(body->invoice);
	case GROUP_LOCATION:
		return location(mem, body);
	case OFFER_GROUPS:
	default:
		return same(NULL);
	}
}
