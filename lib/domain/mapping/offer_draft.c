/* From a judgement to an offer. */
#include "domain/mapping/offer_draft.h"

#include "allegro/sections.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/description.h"
#include "domain/mapping/offer_name.h"

#include <string.h>

enum { BASIS_POINTS = 100 };

static struct offer_word *words_of(void *mem, const char *const *texts, size_t n)
{
	struct offer_word *out = n ? mem_array(mem, struct offer_word, n) : NULL;

	for (size_t i = 0; i < n; i++)
		out[i].text = texts[i];
	return out;
}

static struct offer_param param_of(void *mem, const struct param_answer *a)
{
	return (struct offer_param){
	    .id = a->param_id,
	    .ids = words_of(mem, a->ids, a->n_ids),
	    .n_ids = a->n_ids,
	    .values = words_of(mem, a->texts, a->n_texts),
	    .n_values = a->n_texts,
	    .from = a->from,
	    .to = a->to,
	};
}

/* Those of the offer, or those of a product that is made with it. */
static struct offer_param *params_of(void *mem, const struct readiness *r, bool of_product,
				     size_t *n)
{
	struct offer_param *out = mem_array(mem, struct offer_param, r->n_values + 1);

	*n = 0;
	for (size_t i = 0; i < r->n_values; i++) {
		const struct ready_value *v = &r->values[i];
		if (v->is_sent && (v->param->describes_product == 1) == of_product)
			out[(*n)++] = param_of(mem, &v->answer);
	}
	return *n ? out : NULL;
}

static struct offer_word *images_of(void *mem, const struct pictures *pictures)
{
	struct offer_word *out = mem_array(mem, struct offer_word, PICTURES_MAX);

	for (size_t i = 0; i < pictures->n; i++)
		out[i].text = pictures->urls[i];
	return pictures->n ? out : NULL;
}

static struct offer_product *product_of(void *mem, const struct ready_subject *s,
					const struct readiness *r, const char *name,
					const struct pictures *gallery)
{
	struct offer_product *out = mem_zero(mem, struct offer_product);

	out->pieces = INT64_MIN;
	if (s->card.id) {
		out->id = s->card.id;
		out->id_type = s->card.id_type;
	} else {
		out->name = name;
		out->category_id = s->offer.product_category_id;
		if (!out->category_id && !str_empty(r->category_id))
			out->category_id = r->category_id;
		out->params = params_of(mem, r, true, &out->n_params);
		out->images = images_of(mem, gallery);
		out->n_images = gallery->n;
	}
	if (s->safety.producer_id) {
		out->producer_type = "ID";
		out->producer_id = s->safety.producer_id;
	}
	out->person_id = s->safety.person_id;
	if (!str_empty(s->safety.text)) {
		out->safety_type = "TEXT";
		out->safety = s->safety.text;
	}
	return out;
}

/* A product that is exempt has no rate. */
static struct offer_rate *rates_of(void *mem, int64_t vat)
{
	struct offer_rate *out = mem_zero(mem, struct offer_rate);

	out->rate = mem_printf(mem, "%lld.%02lld", (long long)(vat / BASIS_POINTS),
			       (long long)(vat % BASIS_POINTS));
	out->country = "PL";
	return out;
}

static const char *description_of(void *mem, const char *html, const struct pictures *gallery)
{
	struct description d;

	description_clean(mem, (struct bytes){html, strlen(html)}, PICTURES_MAX - gallery->n, &d);
	return d.sections.n_sections ? sections_json(mem, &d.sections) : NULL;
}

static void take_terms(struct offer_body *out, const struct seller_terms *terms)
{
	out->handling = terms->handling;
	out->shipping_id = terms->term_ids[TERM_SHIPPING];
	out->returns_id = terms->term_ids[TERM_RETURNS];
	out->implied_id = terms->term_ids[TERM_IMPLIED];
	out->warranty_id = terms->term_ids[TERM_WARRANTY];
	out->city = terms->city;
	out->country = terms->country;
	out->post_code = terms->post_code;
	out->province = terms->province;
	out->invoice = terms->invoice;
}

void offer_draft(void *mem, const struct ready_subject *s, const struct readiness *r,
		 const struct seller_terms *terms, struct offer_body *out)
{
	const struct product *p = s->product;
	const struct offer_values *v = &s->offer;
	const char *name = v->name ? str_squeeze(mem, v->name) : NULL;
	struct pictures gallery;

	pictures_read(mem, p->images, &gallery);

	*out = (struct offer_body){
	    .products = product_of(mem, s, r, name, &gallery),
	    .n_products = 1,
	    .name = name,
	    .category_id = str_empty(r->category_id) ? NULL : r->category_id,
	    .description = description_of(mem, str_or(v->description, ""), &gallery),
	    .format = "BUY_NOW",
	    .price = v->price,
	    .stock = v->stock,
	    .unit = str_or(v->unit, "UNIT"),
	    .status = "INACTIVE",
	    .external_id = v->external_id,
	    .language = "pl-PL",
	};
	out->params = params_of(mem, r, false, &out->n_params);
	out->images = images_of(mem, &gallery);
	out->n_images = gallery.n;
	if (p->vat != PRODUCT_UNKNOWN && p->vat != PRODUCT_VAT_EXEMPT) {
		out->rates = rates_of(mem, p->vat);
		out->n_rates = 1;
	}
	take_terms(out, terms);
}
