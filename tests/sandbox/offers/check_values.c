/* Values of one parameter, as its type and its restrictions want them. */
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

#include "offers/check_params.h"
#include "offers/offer.h"
#include "sandbox.h"
#include "server/body.h"

enum { GTIN_MAX = 14 };

/* ---- Values ------------------------------------------------------------------------------------
 */

static void wrong(const struct params *p, const struct given *g, const char *code)
{
	find_hard(p->f, code, g->path);
}

static void check_dependency(const struct params *p, const struct given *g,
			     struct json_object *value)
{
	struct json_object *needs = body_at(value, "/dependsOnValueIds");
	const char *of = body_text(g->rule, "/options/dependsOnParameterId");

	if (list_length(needs) && of && !param_has(p, of, needs))
		wrong(p, g, "ConstraintViolationException.DependencyValidator");
}

/* A value that the dictionary does not have: its word goes with the id that stands for others. */
static void check_free_text(const struct params *p, const struct given *g, bool is_other)
{
	const bool custom =
	    json_object_get_boolean(body_at(g->rule, "/options/customValuesEnabled"));

	if (custom && is_other && !list_length(g->values))
		wrong(p, g, "EmptyCustomValueOnAmbiguousValueException");
	if (list_length(g->ids) || !list_length(g->values))
		return;
	wrong(p, g,
	      custom ? "UnableToSetCustomValueWithoutAmbiguousValueException"
		     : "DictionaryParameterValueNotFound");
}

static void check_id(const struct params *p, const struct given *g, size_t i)
{
	const char *id = list_text(g->ids, i);
	struct json_object *value = param_by_id(body_at(g->rule, "/dictionary"), id, NULL);

	if (value && !trouble_take(p->f->x->sb->world, VALUE_FAILS, id))
		check_dependency(p, g, value);
	else
		wrong(p, g, "InvalidDictionaryParameterValueId");
	for (size_t k = 0; k < i; k++)
		if (str_eq(id, list_text(g->ids, k)))
			wrong(p, g, "DuplicatedValuesInDictionaryParameter");
}

static void check_dictionary(const struct params *p, const struct given *g)
{
	struct json_object *many = body_at(g->rule, "/restrictions/multipleChoices");
	const char *other = body_text(g->rule, "/options/ambiguousValueId");
	bool is_other = false;

	if (!list_length(g->ids) && !list_length(g->values))
		wrong(p, g, "ConstraintViolationException.NoValueInDictionaryParameter");
	if (list_length(g->ids) > 1 && !json_object_get_boolean(many))
		wrong(p, g, "ImproperlyAssignedDictionaryParameter");
	for (size_t i = 0; i < list_length(g->ids); i++) {
		is_other |= other && str_eq(list_text(g->ids, i), other);
		check_id(p, g, i);
	}
	check_free_text(p, g, is_other);
}

/* Rehearsal only: amounts of money are never read like this. */
static bool number_of(const char *text, double *out)
{
	char *end = NULL;

	if (!text || strspn(text, "-0123456789.") != strlen(text) || !*text)
		return false;
	*out = strtod(text, &end);
	return !*end;
}

static void check_number(const struct params *p, const struct given *g, const char *text)
{
	const bool whole = str_eq(body_text(g->rule, "/type"), "integer");
	const int precision =
	    whole ? 0 : json_object_get_int(body_at(g->rule, "/restrictions/precision"));
	const char *dot = text ? strchr(text, '.') : NULL;
	double n;

	if (!number_of(text, &n)) {
		wrong(p, g, "NonNumericValueInNumberParameter");
		return;
	}
	if (dot && strlen(dot + 1) > (size_t)precision)
		wrong(p, g, "ConstraintViolationException.InvalidValueTypeInNumberParameter");
	if (n < json_object_get_double(body_at(g->rule, "/restrictions/min")) ||
	    n > json_object_get_double(body_at(g->rule, "/restrictions/max")))
		wrong(p, g, "TooHighRangeToValueInRangeParameter");
}

static void check_numbers(const struct params *p, const struct given *g)
{
	double from = 0;
	double to = 0;

	if (!json_object_get_boolean(body_at(g->rule, "/restrictions/range"))) {
		if (list_length(g->values) != 1)
			wrong(p, g,
			      "ConstraintViolationException.InvalidValueTypeInNumberParameter");
		else
			check_number(p, g, list_text(g->values, 0));
		return;
	}
	if (!g->range) {
		wrong(p, g, "ConstraintViolationException.NoValuesInRangeParameter");
		return;
	}
	check_number(p, g, body_text(g->range, "/from"));
	check_number(p, g, body_text(g->range, "/to"));
	if (number_of(body_text(g->range, "/from"), &from) &&
	    number_of(body_text(g->range, "/to"), &to) && from > to)
		wrong(p, g, "TooHighRangeToValueInRangeParameter");
}

static void check_gtin(const struct params *p, const struct given *g, const char *text)
{
	const size_t n = strlen(text);
	unsigned sum = 0;

	if (strspn(text, "0123456789") != n) {
		wrong(p, g, "ConstraintViolationException.InvalidCharacterInGtinParameter");
		return;
	}
	if (n != 8 && (n < 12 || n > GTIN_MAX)) {
		wrong(p, g, "NotStandardLengthInGtinParameter");
		return;
	}
	for (size_t i = 0; i < n; i++)
		sum += (unsigned)(text[n - 1 - i] - '0') * (i % 2 ? 3 : 1);
	if (sum % 10)
		wrong(p, g, "ConstraintViolationException.WrongChecksumInGtinParameter");
}

static void check_strings(const struct params *p, const struct given *g)
{
	const int most = json_object_get_int(body_at(g->rule, "/restrictions/maxLength"));
	const int least = json_object_get_int(body_at(g->rule, "/restrictions/minLength"));
	const int times =
	    json_object_get_int(body_at(g->rule, "/restrictions/allowedNumberOfValues"));

	if (list_length(g->values) > (size_t)times || !list_length(g->values))
		wrong(p, g, "OfferCustomParametersException");
	for (size_t i = 0; i < list_length(g->values); i++) {
		const char *text = list_text(g->values, i);
		const size_t chars = body_characters(text);

		if (chars > (size_t)most)
			wrong(p, g, "ConstraintViolationException.TooLongValueInStringParameter");
		if (chars < (size_t)least)
			wrong(p, g, "ConstraintViolationException.StringLength");
		if (str_eq(body_text(g->rule, "/id"), GTIN_PARAM))
			check_gtin(p, g, text);
	}
}

void check_value(const struct params *p, const struct given *g)
{
	const char *type = body_text(g->rule, "/type");

	if (str_eq(type, "dictionary"))
		check_dictionary(p, g);
	else if (str_eq(type, "string"))
		check_strings(p, g);
	else
		check_numbers(p, g);
}
