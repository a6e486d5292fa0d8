#ifndef SANDBOX_OFFERS_CHECK_PARAMS_H
#define SANDBOX_OFFERS_CHECK_PARAMS_H

/* Parameters while they are checked: check_params.c goes through them, check_values.c looks at
 * each. */

#include <json-c/json.h>

#include "offers/offer_findings.h"

#define GTIN_PARAM "225693"

/* One parameter that was given. */
struct given {
	struct json_object *rule; /* of the category */
	struct json_object *ids;
	struct json_object *values;
	struct json_object *range;
	const char *path;
};

struct params {
	struct findings *f;
	struct json_object *rules; /* the category's list */
	struct json_object *offer; /* what was given at the offer, and at its product */
	struct json_object *product;
	const struct card *card;
};

size_t list_length(struct json_object *list); /* 0: it is none */
const char *list_text(struct json_object *list, size_t i);
struct json_object *param_by_id(struct json_object *list, const char *id, const char *name);

/* Was one of these values given for the parameter with this id? */
bool param_has(const struct params *p, const char *id, struct json_object *among);

/* Finds what is wrong with the values of one parameter. */
void check_value(const struct params *p, const struct given *g);

#endif
