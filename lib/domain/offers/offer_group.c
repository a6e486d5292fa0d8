/* Groups of fields of an offer, put together to be sent. */
#include "domain/offers/offer_group.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"

const char *const offer_group_names[] = {"name",     "description", "pictures", "parameters",
					 "category", "card",	    "safety",	"shipping",
					 "returns",  "implied",	    "warranty", "handling",
					 "invoice",  "location",    NULL};
_Static_assert(COUNT_OF(offer_group_names) == OFFER_GROUPS + 1, "a name for each group");

enum { GROUPS_BYTES = 200 };

enum offer_group offer_group_of(const char *name)
{
	int g = 0;

	while (g < OFFER_GROUPS && !str_eq(offer_group_names[g], name))
		g++;
	return (enum offer_group)g;
}

const char *offer_groups_text(void *mem, unsigned groups)
{
	struct str out;

	str_init(&out, mem, GROUPS_BYTES);
	str_add(&out, "");
	for (int g = 0; g < OFFER_GROUPS; g++)
		if (groups & GROUP_BIT(g))
			str_addf(&out, "%s%s", out.len ? " " : "", offer_group_names[g]);
	return out.text;
}

unsigned offer_groups_read(const char *text)
{
	unsigned groups = 0;

	for (int g = 0; text && g < OFFER_GROUPS; g++)
		if (str_has_word(text, offer_group_names[g]))
			groups |= GROUP_BIT(g);
	return groups;
}

/* ---- Bodies ---------------------------------------------------------------------------------- */

#define TEXT_OF(group, field) [group] = offsetof(struct offer_body, field)

/* Groups that are one text. */
static const size_t texts[OFFER_GROUPS] = {
    TEXT_OF(GROUP_NAME, name),
    TEXT_OF(GROUP_DESCRIPTION, description),
    TEXT_OF(GROUP_CATEGORY, category_id),
    TEXT_OF(GROUP_SHIPPING, shipping_id),
    TEXT_OF(GROUP_RETURNS, returns_id),
    TEXT_OF(GROUP_IMPLIED, implied_id),
    TEXT_OF(GROUP_WARRANTY, warranty_id),
    TEXT_OF(GROUP_HANDLING, handling),
    TEXT_OF(GROUP_INVOICE, invoice),
};

static void copy_text(enum offer_group group, const struct offer_body *from, struct offer_body *to)
{
	const void *source = (const char *)from + texts[group];
	void *target = (char *)to + texts[group];

	memcpy(target, source, sizeof(const char *));
}

static void copy(enum offer_group group, const struct offer_body *from, struct offer_body *to)
{
	if (texts[group]) {
		copy_text(group, from, to);
	} else if (group == GROUP_PICTURES) {
		to->images = from->images;
		to->n_images = from->n_images;
	} else if (group == GROUP_PARAMETERS) {
		to->params = from->params;
		to->n_params = from->n_params;
	} else if (group == GROUP_LOCATION) {
		to->city = from->city;
		to->country = from->country;
		to->post_code = from->post_code;
		to->province = from->province;
	} else {
		to->products = from->products;
		to->n_products = from->n_products;
	}
}

void offer_groups_copy(unsigned groups, const struct offer_body *from, struct offer_body *to)
{
	for (int g = 0; g < OFFER_GROUPS; g++)
		if (groups & GROUP_BIT(g))
			copy((enum offer_group)g, from, to);
}

/* What a document says of its product that may be said again. */
static struct offer_product *product_again(void *mem, const struct offer_product *theirs)
{
	struct offer_product *out = mem_zero(mem, struct offer_product);
	const bool is_known =
	    str_eq(theirs->safety_type, "TEXT") || str_eq(theirs->safety_type, "ATTACHMENTS");

	*out = (struct offer_product){
	    .id = theirs->id,
	    .producer_type = theirs->producer_id ? "ID" : NULL,
	    .producer_id = theirs->producer_id,
	    .person_id = theirs->person_id,
	    .safety_type = is_known ? theirs->safety_type : NULL,
	    .safety = is_known ? theirs->safety : NULL,
	    .attachments = is_known ? theirs->attachments : NULL,
	    .deposits = theirs->deposits,
	    .pieces = theirs->pieces,
	    .before_gpsr = theirs->before_gpsr,
	};
	return out;
}

static void take_safety(struct offer_product *to, const struct offer_product *ours)
{
	if (ours->producer_id) {
		to->producer_type = "ID";
		to->producer_id = ours->producer_id;
	}
	if (ours->person_id)
		to->person_id = ours->person_id;
	if (!ours->safety_type)
		return;
	to->safety_type = ours->safety_type;
	to->safety = ours->safety;
	to->attachments = ours->attachments;
}

/* They are there where offer_side() says something about these groups. */
static void take_product(void *mem, unsigned groups, const struct offer_body *ours,
			 const struct offer_body *theirs, struct offer_body *out)
{
	struct offer_product *product = product_again(mem, theirs->products);
	const unsigned kept = GROUP_BIT(GROUP_DESCRIPTION) | GROUP_BIT(GROUP_PICTURES);

	if (groups & GROUP_BIT(GROUP_CARD))
		product->id = ours->products->id;
	if (groups & GROUP_BIT(GROUP_SAFETY))
		take_safety(product, ours->products);
	offer_groups_copy(kept & ~groups, theirs, out);
	out->products = product;
	out->n_products = 1;
}

void offer_groups_body(void *mem, unsigned groups, const struct offer_body *ours,
		       const struct offer_body *theirs, struct offer_body *out)
{
	const unsigned products = GROUP_BIT(GROUP_CARD) | GROUP_BIT(GROUP_SAFETY);

	offer_body_init(out);
	offer_groups_copy(groups & ~products, ours, out);
	if (groups & products && ours->n_products && theirs->n_products)
		take_product(mem, groups, ours, theirs, out);
}

static bool has_param(const struct offer_body *body, const char *id)
{
	for (size_t i = 0; i < body->n_params; i++)
		if (str_eq(body->params[i].id, id))
			return true;
	return false;
}

void offer_overlay(void *mem, struct offer_body *ours, const struct offer_body *theirs)
{
	struct offer_param *all =
	    mem_array(mem, struct offer_param, ours->n_params + theirs->n_params + 1);
	size_t n = 0;

	for (size_t i = 0; i < ours->n_params; i++)
		all[n++] = ours->params[i];
	for (size_t i = 0; i < theirs->n_params && ours->n_params; i++)
		if (!has_param(ours, theirs->params[i].id))
			all[n++] = theirs->params[i];
	ours->params = all;
	ours->n_params = n;
}
