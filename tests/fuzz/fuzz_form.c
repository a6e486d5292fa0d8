/* Form bodies, query strings and the Cookie header. */
#include "fuzz.h"

#include "web/form.h"
#include "web/url.h"

static const char *const words[] = {"pl", "en", NULL};
static const struct field table[] = {
    {"name", FIELD_TEXT, .min = 2, .max = 20, .flags = FIELD_REQUIRED},
    {"note", FIELD_LONG_TEXT, .max = 40},
    {"password", FIELD_SECRET, .max = 30},
    {"days", FIELD_INT, .min = -5, .max = 365},
    {"lang", FIELD_ENUM, .values = words},
    {"id", FIELD_ID, .flags = FIELD_MANY},
    {"from", .type = FIELD_DATE},
    {"all", .type = FIELD_FLAG},
    {"of:", .type = FIELD_TEXT, .max = 20, .flags = FIELD_KEYED},
    {0},
};

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

/* What a handler may rely on for a field without a problem. */
static void check_field(const struct form *form, const struct field *f)
{
	size_t n;

	if (f->flags & FIELD_KEYED) {
		const char *const *values = form_keyed(form, f->name, "1", &n);
		for (size_t i = 0; i < n && !form_problem(form, f->name); i++)
			MUST(str_is_utf8(values[i], strlen(values[i])));
		return;
	}
	const char *text = form_text(form, f->name);

	if (form_problem(form, f->name) || str_empty(text))
		return;
	if (f->type <= FIELD_SECRET)
		MUST(str_is_utf8(text, strlen(text)) && characters(text) <= (size_t)f->max);
	if (f->type == FIELD_TEXT)
		MUST(!strpbrk(text, "\n\r\t"));
	if (f->type == FIELD_INT)
		MUST(form_int(form, f->name, 0) >= f->min && form_int(form, f->name, 0) <= f->max);
	if (f->type == FIELD_ENUM)
		MUST(str_eq(text, words[0]) || str_eq(text, words[1]));
	if (f->type == FIELD_ID)
		MUST(str_is_id(text));
	if (f->type == FIELD_DATE)
		MUST(strlen(text) == 10 && text[4] == '-' && text[7] == '-');
}

static void check_form(void *mem, const uint8_t *data, size_t size)
{
	struct form *form;
	struct err e = {0};
	enum rc rc = form_parse(mem, (const char *)data, size, &form, &e);
	size_t n;

	fuzz_check_err(rc, &e);
	if (rc)
		return;
	rc = form_check(form, table, &e);
	fuzz_check_err(rc, &e);
	for (const struct field *f = table; f->name; f++)
		check_field(form, f);
	const char *const *ids = form_values(form, "id", &n);
	for (size_t i = 0; i < n && !form_problem(form, "id"); i++)
		MUST(str_is_id(ids[i]));
}

static void check_cookie(void *mem, const char *header)
{
	char *value = cookie_find(mem, header, "kram");

	if (value)
		MUST(strstr(header, "kram") && strlen(value) < strlen(header));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");

	check_form(mem, size ? data : (const uint8_t *)"", size);
	check_cookie(mem, fuzz_text(mem, data, size));
	mem_free(mem);
	return 0;
}
