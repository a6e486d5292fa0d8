/* Parameters of a category as documents, of every type. */
#include "allegro/category_api.h"

#include "base/mem.h"

#include <string.h>

const char *const category_param_types[] = {"dictionary", "integer", "float", "string", NULL};

#define P struct category_param
#define V struct param_value

static const struct json_field word_fields[] = {JF_STR(struct param_word, text, "", JF_REQUIRED)};

static const struct json_field with_fields[] = {
    JF_STR(struct param_with, id, "/id", JF_REQUIRED),
    JF_LIST(struct param_with, struct param_word, values, n_values, "/oneOfValueIds", JF_REQUIRED,
	    word_fields),
};

static const struct json_field without_fields[] = {
    JF_STR(struct param_without, id, "/id", JF_REQUIRED),
};

static const struct json_field value_fields[] = {
    JF_STR(V, id, "/id", JF_REQUIRED),
    JF_STR(V, value, "/value", JF_REQUIRED),
    JF_LIST(V, struct param_word, depends, n_depends, "/dependsOnValueIds", 0, word_fields),
    JF_LIST(V, struct param_word, former_ids, n_former_ids, "/formerData/ids", 0, word_fields),
    JF_LIST(V, struct param_word, former_values, n_former_values, "/formerData/values", 0,
	    word_fields),
};

enum { REQUIRED, FOR_PRODUCT, DESCRIBES, CUSTOM, RANGE, MULTIPLE };

static const struct json_field param_fields[] = {
    JF_STR(P, id, "/id", JF_REQUIRED),
    JF_STR(P, name, "/name", JF_REQUIRED),
    JF_WORD(P, type, "/type", JF_REQUIRED, category_param_types),
    JF_STR(P, unit, "/unit", 0),
    JF_TRI(P, said[REQUIRED], "/required", JF_REQUIRED),
    JF_TRI(P, said[FOR_PRODUCT], "/requiredForProduct", 0),
    JF_TRI(P, said[DESCRIBES], "/options/describesProduct", 0),
    JF_TRI(P, said[CUSTOM], "/options/customValuesEnabled", 0),
    JF_STR(P, ambiguous_id, "/options/ambiguousValueId", 0),
    JF_STR(P, depends_on, "/options/dependsOnParameterId", 0),
    JF_RAW(P, said_min, "/restrictions/min", 0),
    JF_RAW(P, said_max, "/restrictions/max", 0),
    JF_TRI(P, said[RANGE], "/restrictions/range", 0),
    JF_I64(P, precision, "/restrictions/precision", 0),
    JF_I64(P, min_length, "/restrictions/minLength", 0),
    JF_I64(P, max_length, "/restrictions/maxLength", 0),
    JF_I64(P, most_values, "/restrictions/allowedNumberOfValues", 0),
    JF_TRI(P, said[MULTIPLE], "/restrictions/multipleChoices", 0),
    JF_LIST(P, V, values, n_values, "/dictionary", 0, value_fields),
    JF_LIST(P, struct param_with, required_with, n_required_with, "/requiredIf/parametersWithValue",
	    0, with_fields),
    JF_LIST(P, struct param_without, required_without, n_required_without,
	    "/requiredIf/parametersWithoutValue", 0, without_fields),
    JF_LIST(P, struct param_with, displayed_with, n_displayed_with,
	    "/displayedIf/parametersWithValue", 0, with_fields),
    JF_LIST(P, struct param_word, former_ids, n_former_ids, "/formerData/ids", 0, word_fields),
    JF_LIST(P, struct param_word, former_names, n_former_names, "/formerData/names", 0,
	    word_fields),
};

/* ---- Bounds ---------------------------------------------------------------------------------- */

enum { PLACES = 6, EXPONENT_MAX = 40 };

/* The digits of a number of JSON, without its point, and how far left of their end it stands. */
struct digits {
	int64_t n;
	int64_t places;
	bool overflow;
};

static const char *add_digits(const char *s, struct digits *d)
{
	for (; *s >= '0' && *s <= '9'; s++)
		if (__builtin_mul_overflow(d->n, 10, &d->n) ||
		    __builtin_add_overflow(d->n, *s - '0', &d->n))
			d->overflow = true;
	return s;
}

static bool read_digits(const char *s, struct digits *d)
{
	int64_t exponent = 0;

	if (*s < '0' || *s > '9')
		return false;
	s = add_digits(s, d);
	if (*s == '.') {
		const char *point = s + 1;

		s = add_digits(point, d);
		d->places = s - point;
	}
	if (*s == 'e' || *s == 'E') {
		s += s[1] == '+' ? 2 : 1;
		if (!str_to_i64(s, -EXPONENT_MAX, EXPONENT_MAX, &exponent))
			return false;
		s = "";
	}
	d->places -= exponent;
	return !*s;
}

/* In millionths; what is beyond them bounds nothing. false: it is no number. */
static bool read_bound(const char *raw, int64_t *out)
{
	struct digits d = {0};
	const bool negative = raw && *raw == '-';

	*out = INT64_MIN;
	if (!raw)
		return true;
	if (!read_digits(raw + negative, &d))
		return false;
	for (; d.places < PLACES && d.n && !d.overflow; d.places++)
		d.overflow = __builtin_mul_overflow(d.n, 10, &d.n);
	for (; d.places > PLACES && d.n; d.places--)
		d.n /= 10;
	if (!d.overflow)
		*out = negative ? -d.n : d.n;
	return true;
}

/* ---- One, and all of a category -------------------------------------------------------------- */

static enum rc complete(P *p, struct err *e)
{
	int64_t *const flags[] = {
	    [REQUIRED] = &p->required,
	    [FOR_PRODUCT] = &p->required_for_product,
	    [DESCRIBES] = &p->describes_product,
	    [CUSTOM] = &p->custom_values,
	    [RANGE] = &p->is_range,
	    [MULTIPLE] = &p->multiple,
	};

	if (!str_is_id(p->id))
		return err_set(e, RC_SHAPE, "a parameter without an id one could send");
	for (size_t i = 0; i < COUNT_OF(flags); i++)
		*flags[i] = p->said[i] == TRI_TRUE;
	if (!read_bound(p->said_min, &p->min) || !read_bound(p->said_max, &p->max))
		return err_set(e, RC_SHAPE, "parameter %s: a bound that is no number", p->id);
	return RC_OK;
}

static enum rc read_param(void *owner, struct json *doc, P *out, struct err *e)
{
	*out = (P){.raw = json_text(owner, doc)};
	if (json_decode(owner, doc, param_fields, out, NULL, e))
		return err_wrap(e, "parameter %s", str_or(str_id(out->id), "without an id"));
	return complete(out, e);
}

enum rc category_param_parse(void *owner, const char *raw, P *out, struct err *e)
{
	struct json *doc;

	if (json_parse(owner, (struct bytes){raw, strlen(raw)}, &doc, e))
		return e->rc;
	return read_param(owner, doc, out, e);
}

enum rc category_params_read(void *owner, struct json *doc, struct category_params *out,
			     struct err *e)
{
	struct json *list;

	if (json_list_at(doc, "/parameters", &list, e))
		return e->rc;
	out->at = mem_array(owner, P, json_length(list) + 1);
	for (; out->n < json_length(list); out->n++)
		if (read_param(owner, json_item(list, out->n), &out->at[out->n], e))
			return e->rc;
	return RC_OK;
}
