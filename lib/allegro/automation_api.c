/* The rules of an offer. */
#include "allegro/automation_api.h"

static const struct json_field place_fields[] = {
    JF_STR(struct automation_place, market, "/marketplace/id", JF_REQUIRED),
    JF_STR(struct automation_place, rule_id, "/rule/id", JF_REQUIRED),
    JF_STR(struct automation_place, range_type, "/configuration/priceRange/type", 0),
    JF_MONEY(struct automation_place, least, "/configuration/priceRange/minPrice", 0),
    JF_MONEY(struct automation_place, most, "/configuration/priceRange/maxPrice", 0),
};

struct places {
	struct automation_place *at;
	size_t n;
};
static const struct json_field places_fields[] = {
    JF_LIST(struct places, struct automation_place, at, n, "/rules", JF_REQUIRED, place_fields),
};

enum rc automation_places_fetch(struct allegro *a, void *owner, const char *offer_id,
				struct automation_place **out, size_t *n, struct err *e)
{
	const struct allegro_call call = {.op = OP_AUTOMATION_PLACES, .id = offer_id};
	struct places places = {0};
	struct json *doc;

	if (allegro_call(a, owner, &call, &doc, e))
		return e->rc;
	if (json_decode(owner, doc, places_fields, &places, NULL, e))
		return err_wrap(e, "the price rules of offer %s", offer_id);
	*out = places.at;
	*n = places.n;
	return RC_OK;
}
