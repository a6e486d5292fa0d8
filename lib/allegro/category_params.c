/* Parameters of a category, of every type, and which of them become required. */
#include "allegro/category_api.h"

#include "base/mem.h"
#include "net/http.h"

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

static enum rc read_params(void *owner, struct json *doc, struct category_params *out,
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

enum rc category_params_fetch(struct allegro *a, void *owner, const char *id,
			      struct category_params *out, struct err *e)
{
	const struct allegro_call call = {.op = OP_CATEGORY_PARAMS, .id = id};
	struct json *doc;

	*out = (struct category_params){0};
	if (allegro_call(a, owner, &call, &doc, e))
		return e->rc;
	if (read_params(owner, doc, out, e))
		return err_wrap(e, "GET /sale/categories/%s/parameters", id);
	return RC_OK;
}

/* ---- What will change ------------------------------------------------------------------------ */

static const struct json_field change_fields[] = {
    JF_STR(struct param_change, type, "/type", JF_REQUIRED),
    JF_TIME(struct param_change, decided_at, "/scheduledAt", JF_REQUIRED),
    JF_TIME(struct param_change, due_at, "/scheduledFor", JF_REQUIRED),
    JF_STR(struct param_change, category_id, "/category/id", JF_REQUIRED),
    JF_STR(struct param_change, param_id, "/parameter/id", JF_REQUIRED),
};

static enum rc read_change(void *owner, struct json *doc, struct param_change *out, struct err *e)
{
	*out = (struct param_change){0};
	if (json_decode(owner, doc, change_fields, out, NULL, e))
		return err_wrap(e, "a scheduled change");
	if (!str_is_id(out->category_id) || !str_is_id(out->param_id) || !str_is_id(out->type))
		return err_set(e, RC_SHAPE, "a scheduled change of nothing one could ask for");
	return RC_OK;
}

enum rc param_changes_fetch(struct allegro *a, void *owner, int64_t offset,
			    struct param_change_page *out, struct err *e)
{
	const struct http_pair query[] = {{"offset", mem_printf(owner, "%lld", (long long)offset)},
					  {"limit", mem_printf(owner, "%d", CATEGORY_CHANGES_MAX)},
					  {NULL, NULL}};
	const struct allegro_call call = {.op = OP_CATEGORY_CHANGES, .query = query};
	struct json *doc;
	struct json *list;

	*out = (struct param_change_page){0};
	if (allegro_call(a, owner, &call, &doc, e))
		return e->rc;
	if (json_list_at(doc, "/scheduledChanges", &list, e))
		return err_wrap(e, "scheduled changes of parameters");
	const size_t n = json_length(list);
	out->at = mem_array(owner, struct param_change, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct err unread = {0};

		if (!read_change(owner, json_item(list, i), &out->at[out->n], &unread))
			out->n++;
		else if (!out->unread++)
			out->why = unread;
	}
	out->full = n >= CATEGORY_CHANGES_MAX;
	return RC_OK;
}
