/* The fields of a form as members of a struct. */
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "web/form.h"

static unsigned index_of(const char *const *values, const char *value)
{
	unsigned i = 0;

	while (!str_eq(values[i], value))
		i++;
	return i;
}

static int64_t number_of(const struct field *f, const char *value, int64_t fallback)
{
	int64_t v = fallback;

	if (f->type == FIELD_INT)
		(void)str_to_i64(value, INT64_MIN, INT64_MAX, &v);
	else if (time_day_of(value) != TIME_NONE)
		v = time_day_start(time_day_of(value), f->flags & FIELD_DAY_AFTER ? 1 : 0);
	return v;
}

static void put(const struct field *f, const char *value, char *out)
{
	void *member = out + f->into.offset;

	switch (f->into.kind) {
	case FORM_NOWHERE:
		return;
	case FORM_STR:
		*(const char **)member = value;
		return;
	case FORM_I64:
		*(int64_t *)member = number_of(f, value, *(int64_t *)member);
		return;
	case FORM_U64:
		*(uint64_t *)member = (uint64_t)number_of(f, value, (int64_t) * (uint64_t *)member);
		return;
	case FORM_INDEX:
		*(unsigned *)member = index_of(f->values, value);
		return;
	case FORM_BOOL:
		*(bool *)member = true;
		return;
	}
}

void form_into_(const struct form *form, void *out, size_t size)
{
	const struct field *fields = form_fields(form);

	for (size_t i = 0; fields && fields[i].name; i++) {
		const struct field *f = &fields[i];

		if (f->into.kind && f->into.size != size)
			BUG("field %s goes into another struct", f->name);
		if (f->into.kind && form_has(form, f->name) &&
		    form_problem(form, f->name) == FORM_OK)
			put(f, form_text(form, f->name), out);
	}
}
