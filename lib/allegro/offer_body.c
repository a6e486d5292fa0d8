/* Fields of an offer. */
#include "allegro/offer_body.h"

#include <string.h>

#define B struct offer_body
#define P struct offer_product

static const struct json_field word_fields[] = {JF_STR(struct offer_word, text, "", 0)};
static const struct json_field param_fields[] = {
    JF_STR(struct offer_param, id, "/id", 0),
    JF_LIST(struct offer_param, struct offer_word, ids, n_ids, "/valuesIds", 0, word_fields),
    JF_LIST(struct offer_param, struct offer_word, values, n_values, "/values", 0, word_fields),
    JF_STR(struct offer_param, from, "/rangeValue/from", 0),
    JF_STR(struct offer_param, to, "/rangeValue/to", 0),
};
static const struct json_field rate_fields[] = {
    JF_STR(struct offer_rate, rate, "/rate", 0),
    JF_STR(struct offer_rate, country, "/countryCode", 0),
};
static const struct json_field product_fields[] = {
    JF_STR(P, id, "/product/id", 0),
    JF_STR(P, id_type, "/product/idType", 0),
    JF_STR(P, name, "/product/name", 0),
    JF_STR(P, category_id, "/product/category/id", 0),
    JF_LIST(P, struct offer_param, params, n_params, "/product/parameters", 0, param_fields),
    JF_LIST(P, struct offer_word, images, n_images, "/product/images", 0, word_fields),
    JF_STR(P, producer_type, "/responsibleProducer/type", 0),
    JF_STR(P, producer_id, "/responsibleProducer/id", 0),
    JF_STR(P, person_id, "/responsiblePerson/id", 0),
    JF_STR(P, safety_type, "/safetyInformation/type", 0),
    JF_STR(P, safety, "/safetyInformation/description", 0),
    JF_RAW(P, attachments, "/safetyInformation/attachments", 0),
    JF_RAW(P, deposits, "/deposits", 0),
    JF_I64(P, pieces, "/quantity/value", 0),
    JF_TRI(P, before_gpsr, "/marketedBeforeGPSRObligation", 0),
};
static const struct json_field body_fields[] = {
    JF_LIST(B, P, products, n_products, "/productSet", 0, product_fields),
    JF_STR(B, name, "/name", 0),
    JF_STR(B, category_id, "/category/id", 0),
    JF_LIST(B, struct offer_param, params, n_params, "/parameters", 0, param_fields),
    JF_LIST(B, struct offer_word, images, n_images, "/images", 0, word_fields),
    JF_RAW(B, description, "/description", 0),
    JF_STR(B, format, "/sellingMode/format", 0),
    JF_MONEY(B, price, "/sellingMode/price", 0),
    JF_I64(B, stock, "/stock/available", 0),
    JF_STR(B, unit, "/stock/unit", 0),
    JF_STR(B, status, "/publication/status", 0),
    JF_STR(B, handling, "/delivery/handlingTime", 0),
    JF_STR(B, shipping_id, "/delivery/shippingRates/id", 0),
    JF_STR(B, returns_id, "/afterSalesServices/returnPolicy/id", 0),
    JF_STR(B, implied_id, "/afterSalesServices/impliedWarranty/id", 0),
    JF_STR(B, warranty_id, "/afterSalesServices/warranty/id", 0),
    JF_STR(B, city, "/location/city", 0),
    JF_STR(B, country, "/location/countryCode", 0),
    JF_STR(B, post_code, "/location/postCode", 0),
    JF_STR(B, province, "/location/province", 0),
    JF_STR(B, invoice, "/payments/invoice", 0),
    JF_LIST(B, struct offer_rate, rates, n_rates, "/taxSettings/rates", 0, rate_fields),
    JF_STR(B, external_id, "/external/id", 0),
    JF_STR(B, language, "/language", 0),
};

char *offer_body_json(void *owner, const struct offer_body *body)
{
	return json_encode(owner, body_fields, body);
}

void offer_body_init(struct offer_body *body)
{
	*body = (struct offer_body){.price = MONEY_NONE, .stock = INT64_MIN};
}

enum rc offer_body_read(void *owner, const char *raw, struct offer_body *out, struct err *e)
{
	struct json *doc;

	offer_body_init(out);
	if (json_parse(owner, (struct bytes){raw, strlen(raw)}, &doc, e))
		return e->rc;
	return json_decode(owner, doc, body_fields, out, NULL, e);
}
