/* Urlencoded pairs, the closed tables they are checked against, and cookies. */
#include "web/form.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "web/csrf.h"
#include "web/i18n.h"
#include "web/url.h"

struct pair {
	const char *name;
	const char *value;
};

struct form {
	struct pair *pairs;
	size_t n;
	const struct field *table;   /* after form_check */
	enum form_problem *problems; /* one a row of the table */
};

static const char *const problem_texts[] = {
    [FORM_OK] = "",
    [FORM_MISSING] = N_("Fill in this field."),
    [FORM_TOO_SHORT] = N_("This is too short."),
    [FORM_TOO_LONG] = N_("This is too long."),
    [FORM_NOT_A_NUMBER] = N_("Enter a whole number."),
    [FORM_OUT_OF_RANGE] = N_("This number is out of range."),
    [FORM_NOT_ALLOWED] = N_("This value is not allowed."),
};

/* --- Reading ------------------------------------------------------------------------------- */

/* A blank is written "+" in a form, so it is changed before %2B becomes one. */
static char *decode(void *owner, const char *text, size_t len)
{
	char *copy = mem_strndup(owner, text, len);

	for (char *p = copy; *p; p++) {
		if (*p == '+')
			*p = ' ';
	}
	return url_decode(owner, copy, len);
}

static enum rc add_pair(struct form *form, const char *text, size_t len, struct err *e)
{
	const char *eq = memchr(text, '=', len);
	size_t name_len = eq ? (size_t)(eq - text) : len;
	size_t value_len = eq ? len - name_len - 1 : 0;

	if (form->n == FORM_FIELDS_MAX)
		return err_set(e, RC_INVALID, "more than %d fields", FORM_FIELDS_MAX);
	if (value_len > FORM_VALUE_MAX)
		return err_set(e, RC_INVALID, "a field of %zu bytes", value_len);
	struct pair *p = &form->pairs[form->n];
	p->name = decode(form, text, name_len);
	p->value = decode(form, eq ? eq + 1 : text, value_len);
	if (!p->name || !p->value)
		return err_set(e, RC_INVALID, "a field with a wrong percent code");
	form->n++;
	return RC_OK;
}

struct form *form_empty(void *owner)
{
	return mem_zero(owner, struct form);
}

enum rc form_add(struct form *form, const char *name, const char *value, struct err *e)
{
	if (form->n == FORM_FIELDS_MAX)
		return err_set(e, RC_INVALID, "more than %d fields", FORM_FIELDS_MAX);
	if (!form->pairs)
		form->pairs = mem_array(form, struct pair, FORM_FIELDS_MAX);
	form->pairs[form->n++] = (struct pair){mem_strdup(form, name), mem_strdup(form, value)};
	return RC_OK;
}

enum rc form_parse(void *owner, const char *text, size_t len, struct form **out, struct err *e)
{
	struct form *form = form_empty(owner);
	const char *end = text + len;

	form->pairs = mem_array(form, struct pair, FORM_FIELDS_MAX);
	if (memchr(text, '\0', len))
		return err_set(e, RC_INVALID, "a NUL byte between the fields");
	while (text < end) {
		const char *amp = memchr(text, '&', (size_t)(end - text));
		size_t n = amp ? (size_t)(amp - text) : (size_t)(end - text);
		if (n && add_pair(form, text, n, e))
			return e->rc;
		text += n + 1;
	}
	*out = form;
	return RC_OK;
}

/* --- Checking ------------------------------------------------------------------------------ */

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static bool has_control(const char *s, const char *allowed)
{
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		if ((c < ' ' || c == 0x7f) && !strchr(allowed, c))
			return true;
	}
	return false;
}

/* What shows nothing is no text: nobody could see or press what has such a name. */
static const char *trimmed(struct form *form, const char *s)
{
	static const char blanks[] = " \t\r\n";

	if (!str_is_seen(s))
		return "";
	s += strspn(s, blanks);
	size_t len = strlen(s);
	while (len && strchr(blanks, s[len - 1]))
		len--;
	return s[len] ? mem_strndup(form, s, len) : s;
}

/* Browsers send CR LF; inside, a line ends with LF. */
static const char *without_cr(struct form *form, const char *s)
{
	char *copy = mem_strdup(form, s);
	char *out = copy;

	for (; *s; s++) {
		if (*s != '\r')
			*out++ = *s;
	}
	*out = '\0';
	return copy;
}

static enum form_problem check_text(const struct field *f, const char *value, const char *controls)
{
	if (!str_is_utf8(value, strlen(value)) || has_control(value, controls))
		return FORM_NOT_ALLOWED;
	int64_t n = (int64_t)characters(value);
	if (n > f->max)
		return FORM_TOO_LONG;
	return n < f->min ? FORM_TOO_SHORT : FORM_OK;
}

static enum form_problem check_int(const struct field *f, const char *value)
{
	int64_t v;

	if (!str_to_i64(value, INT64_MIN, INT64_MAX, &v))
		return FORM_NOT_A_NUMBER;
	return v < f->min || v > f->max ? FORM_OUT_OF_RANGE : FORM_OK;
}

static enum form_problem check_enum(const struct field *f, const char *value)
{
	for (const char *const *v = f->values; *v; v++) {
		if (str_eq(*v, value))
			return FORM_OK;
	}
	return FORM_NOT_ALLOWED;
}

static enum form_problem check_date(const char *value)
{
	static const char shape[] = "dddd-dd-dd";
	int64_t month;
	int64_t day;

	if (strlen(value) != sizeof(shape) - 1)
		return FORM_NOT_ALLOWED;
	for (size_t i = 0; shape[i]; i++) {
		bool digit = value[i] >= '0' && value[i] <= '9';
		if (shape[i] == 'd' ? !digit : value[i] != '-')
			return FORM_NOT_ALLOWED;
	}
	char two[3] = {value[5], value[6], '\0'};
	bool good = str_to_i64(two, 1, 12, &month) && str_to_i64(value + 8, 1, 31, &day);
	return good ? FORM_OK : FORM_NOT_ALLOWED;
}

/* Normalises the value in place of the one that was sent. */
static enum form_problem check_value(struct form *form, const struct field *f, struct pair *p)
{
	switch (f->type) {
	case FIELD_TEXT:
		p->value = trimmed(form, p->value);
		return check_text(f, p->value, "");
	case FIELD_LONG_TEXT:
		p->value = trimmed(form, without_cr(form, p->value));
		return check_text(f, p->value, "\n\t");
	case FIELD_SECRET:
		return check_text(f, p->value, "");
	case FIELD_INT:
		p->value = trimmed(form, p->value);
		return check_int(f, p->value);
	case FIELD_ENUM:
		return check_enum(f, p->value);
	case FIELD_ID:
		p->value = trimmed(form, p->value);
		return str_is_id(p->value) ? FORM_OK : FORM_NOT_ALLOWED;
	case FIELD_DATE:
		return check_date(p->value);
	case FIELD_FLAG:
		return FORM_OK;
	}
	BUG("field %s has no type", f->name);
}

/* Does a row speak of a field that was sent under this name? */
static bool covers(const struct field *f, const char *name)
{
	if (!(f->flags & FIELD_KEYED))
		return str_eq(f->name, name);
	return str_starts(name, f->name) && str_is_id(name + strlen(f->name));
}

static enum form_problem check_field(struct form *form, const struct field *f)
{
	size_t seen = 0;

	for (size_t i = 0; i < form->n; i++) {
		struct pair *p = &form->pairs[i];
		if (!covers(f, p->name) || str_empty(p->value))
			continue;
		enum form_problem problem = check_value(form, f, p);
		if (str_empty(p->value))
			continue; /* nothing but blanks: as if it had not been sent */
		if (problem)
			return problem;
		seen++;
	}
	if (seen > 1 && !(f->flags & (FIELD_MANY | FIELD_KEYED)))
		return FORM_NOT_ALLOWED;
	return !seen && (f->flags & FIELD_REQUIRED) ? FORM_MISSING : FORM_OK;
}

static size_t table_rows(const struct field *table)
{
	size_t n = 0;

	while (table && table[n].name)
		n++;
	return n;
}

static bool is_known(const struct field *table, const char *name)
{
	for (const struct field *f = table; f && f->name; f++)
		if (covers(f, name))
			return true;
	return str_eq(name, CSRF_FIELD);
}

enum rc form_refuse_foreign(const struct form *form, const struct field *table, struct err *e)
{
	for (size_t i = 0; i < form->n; i++) {
		if (!is_known(table, form->pairs[i].name))
			return err_set(e, RC_INVALID, "field \"%.40s\" is not part of this form",
				       form->pairs[i].name);
	}
	return RC_OK;
}

enum rc form_check(struct form *form, const struct field *table, struct err *e)
{
	size_t rows = table_rows(table);
	enum form_problem first = FORM_OK;

	form->table = table;
	form->problems = mem_array(form, enum form_problem, rows + 1);
	for (size_t i = 0; i < rows; i++) {
		form->problems[i] = check_field(form, &table[i]);
		if (first || !form->problems[i])
			continue;
		first = form->problems[i];
		(void)err_set(e, RC_INVALID, "field \"%s\": %s", table[i].name,
			      problem_texts[first]);
	}
	return first ? RC_INVALID : RC_OK;
}

/* --- Values -------------------------------------------------------------------------------- */

static size_t row_of(const struct form *form, const char *name)
{
	for (size_t i = 0; form->table && form->table[i].name; i++) {
		if (str_eq(form->table[i].name, name))
			return i;
	}
	BUG("field %s is not in the table of this form", name);
}

/* What was sent under the bare name of a row with keys was not checked. */
static void must_be_plain(const struct form *form, const char *name)
{
	if (form->table[row_of(form, name)].flags & FIELD_KEYED)
		BUG("field %s is asked for without a key", name);
}

const char *form_raw(const struct form *form, const char *name)
{
	for (size_t i = 0; i < form->n; i++) {
		if (str_eq(form->pairs[i].name, name))
			return form->pairs[i].value;
	}
	return NULL;
}

const char *form_text(const struct form *form, const char *name)
{
	must_be_plain(form, name);
	return str_or(form_raw(form, name), "");
}

int64_t form_int(const struct form *form, const char *name, int64_t fallback)
{
	int64_t v = fallback;

	if (form->problems[row_of(form, name)] == FORM_OK && form_has(form, name))
		(void)str_to_i64(form_raw(form, name), INT64_MIN, INT64_MAX, &v);
	return v;
}

bool form_flag(const struct form *form, const char *name)
{
	return form_has(form, name);
}

bool form_has(const struct form *form, const char *name)
{
	must_be_plain(form, name);
	return !str_empty(form_raw(form, name));
}

static const char *const *values_of(const struct form *form, const char *name, size_t *n)
{
	const char **list = mem_array(form, const char *, form->n + 1);

	*n = 0;
	for (size_t i = 0; i < form->n; i++) {
		const struct pair *p = &form->pairs[i];
		if (str_eq(p->name, name) && !str_empty(p->value))
			list[(*n)++] = p->value;
	}
	return list;
}

const char *const *form_values(const struct form *form, const char *name, size_t *n)
{
	must_be_plain(form, name);
	return values_of(form, name, n);
}

const char *const *form_keyed(const struct form *form, const char *name, const char *key, size_t *n)
{
	(void)row_of(form, name);
	return values_of(form, mem_printf(form, "%s%s", name, key), n);
}

enum form_problem form_problem(const struct form *form, const char *name)
{
	return form->problems[row_of(form, name)];
}

const struct field *form_fields(const struct form *form)
{
	return form->table;
}

/* --- Cookies ------------------------------------------------------------------------------- */

char *cookie_find(void *owner, const char *header, const char *name)
{
	size_t name_len = strlen(name);

	while (header && *header) {
		header += strspn(header, "; \t");
		size_t len = strcspn(header, ";");
		if (len > name_len && header[name_len] == '=' &&
		    memcmp(header, name, name_len) == 0)
			return mem_strndup(owner, header + name_len + 1, len - name_len - 1);
		header += len;
	}
	return NULL;
}
