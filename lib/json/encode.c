/* From structs to a document, by the same field tables. */
#include "json/doc.h"

#include "base/mem.h"

#include <stdbool.h>
#include <string.h>

enum { PART_MAX = 128 };

static struct json_object *checked(struct json_object *v)
{
	if (!v)
		mem_exhausted();
	return v;
}

static struct json_object *encode_object(const struct json_field *fields, size_t n_fields,
					 const char *in);

static struct json_object *encode_money(const struct money *m)
{
	if (money_is_none(*m))
		return NULL;
	char *amount = money_to_decimal(NULL, *m);
	struct json_object *v = checked(json_object_new_object());
	(void)json_object_object_add(v, "amount", checked(json_object_new_string(amount)));
	(void)json_object_object_add(v, "currency", checked(json_object_new_string(m->currency)));
	mem_free(amount);
	return v;
}

static struct json_object *encode_field(const struct json_field *f, const char *in);

/* Of a list of words the element is the value itself. */
static struct json_object *encode_element(const struct json_field *f, const char *in)
{
	if (f->n_fields == 1 && !*f->fields->path)
		return encode_field(f->fields, in);
	return encode_object(f->fields, f->n_fields, in);
}

static struct json_object *encode_list(const struct json_field *f, const char *in)
{
	const char *items = *(const char *const *)(const void *)(in + f->offset);
	size_t n = *(const size_t *)(const void *)(in + f->count_offset);

	if (!items)
		return NULL;
	struct json_object *v = checked(json_object_new_array());
	for (size_t i = 0; i < n; i++)
		(void)json_object_array_add(v, encode_element(f, items + i * f->size));
	return v;
}

static struct json_object *encode_time(int64_t ms)
{
	char text[TIME_RFC3339_SIZE];

	if (ms == TIME_NONE)
		return NULL;
	time_format_rfc3339(ms, text);
	return checked(json_object_new_string(text));
}

/* NULL for a field at its zero value. */
static struct json_object *encode_field(const struct json_field *f, const char *in)
{
	const char *field = in + f->offset;
	const char *text;
	int64_t n;

	switch (f->type) {
	case JT_STR:
	case JT_WORD:
		text = *(const char *const *)(const void *)field;
		return text ? checked(json_object_new_string(text)) : NULL;
	case JT_I64:
		memcpy(&n, field, sizeof(n));
		return n == INT64_MIN ? NULL : checked(json_object_new_int64(n));
	case JT_TIME:
		memcpy(&n, field, sizeof(n));
		return encode_time(n);
	case JT_TRI: {
		enum tri t = *(const enum tri *)(const void *)field;
		return t == TRI_UNKNOWN ? NULL : checked(json_object_new_boolean(t == TRI_TRUE));
	}
	case JT_MONEY:
		return encode_money((const struct money *)(const void *)field);
	case JT_LIST:
		return encode_list(f, in);
	case JT_RAW:
		text = *(const char *const *)(const void *)field;
		return text ? json_tokener_parse(text) : NULL;
	case JT_SKIP:
	default:
		return NULL;
	}
}

/* Puts v at path below root, making the objects on the way. */
static void place(struct json_object *root, const char *path, struct json_object *v)
{
	char part[PART_MAX];

	for (;;) {
		size_t len = strcspn(++path, "/");
		if (len >= sizeof(part))
			BUG("field path with a part of %zu bytes", len);
		memcpy(part, path, len);
		part[len] = '\0';
		path += len;
		if (!*path)
			break;
		struct json_object *next = NULL;
		if (!json_object_object_get_ex(root, part, &next)) {
			next = checked(json_object_new_object());
			(void)json_object_object_add(root, part, next);
		}
		root = next;
	}
	(void)json_object_object_add(root, part, v);
}

static struct json_object *encode_object(const struct json_field *fields, size_t n_fields,
					 const char *in)
{
	struct json_object *root = checked(json_object_new_object());

	for (size_t i = 0; i < n_fields; i++) {
		struct json_object *v = encode_field(&fields[i], in);
		if (v)
			place(root, fields[i].path, v);
	}
	return root;
}

char *json_encode_(void *owner, const struct json_field *fields, size_t n_fields, const void *in)
{
	struct json_object *root = encode_object(fields, n_fields, in);
	char *text = json_text(owner, (struct json *)root);

	(void)json_object_put(root);
	return text;
}
