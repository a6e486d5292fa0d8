/* Parsing within limits, and walking a document. */
#include "json/doc.h"

#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_PART_MAX = 128 };

/* Holds json-c's reference for as long as the owner lives. */
struct holder {
	struct json_object *root;
};

static int holder_destroy(struct holder *h)
{
	(void)json_object_put(h->root);
	return 0;
}

/* What can only be seen behind the escapes; depth was bounded before, so this may recurse. */
static bool within_limits(struct json_object *v)
{
	switch (json_object_get_type(v)) {
	case json_type_string:
		return str_is_unicode(json_object_get_string(v),
				      (size_t)json_object_get_string_len(v));
	case json_type_array:
		for (size_t i = 0; i < json_object_array_length(v); i++)
			if (!within_limits(json_object_array_get_idx(v, i)))
				return false;
		return true;
	case json_type_object: {
		json_object_object_foreach(v, key, member)
		{
			if (strlen(key) >= PATH_PART_MAX || !within_limits(member))
				return false;
		}
		return true;
	}
	case json_type_null:
	case json_type_boolean:
	case json_type_double:
	case json_type_int:
	default:
		return true;
	}
}

/* By json-c, of a text that is known to be JSON; NULL when it does not follow. */
static struct json_object *make_tree(struct bytes text)
{
	/* More than is ever open: json-c counts the value inside as well. */
	struct json_tokener *tok = json_tokener_new_ex(JSON_DEPTH_MAX + 2);

	if (!tok)
		mem_exhausted();
	struct json_object *root = json_tokener_parse_ex(tok, text.data, (int)text.len);
	/* A number may go on, so json-c waits for what ends it. */
	if (!root && json_tokener_get_error(tok) == json_tokener_continue)
		root = json_tokener_parse_ex(tok, "", 1);
	json_tokener_free(tok);
	return root;
}

enum rc json_parse(void *owner, struct bytes text, struct json **out, struct err *e)
{
	struct json_scanned seen = json_scan(text);

	if (seen.is_large)
		return err_set(e, RC_SHAPE, "%s", seen.fault);
	if (seen.fault)
		return err_set(e, RC_SHAPE, "not a JSON document: %s at byte %zu", seen.fault,
			       seen.at);
	struct holder *h = mem_zero(owner, struct holder);
	h->root = make_tree(text);
	talloc_set_destructor(h, holder_destroy);
	if (!h->root)
		return err_set(e, RC_SHAPE, "not a JSON document that Kram can hold");
	if (!within_limits(h->root))
		return err_set(e, RC_SHAPE,
			       "a name of the JSON document is too long, or a text is not UTF-8");
	*out = (struct json *)h->root;
	return RC_OK;
}

/* One step of a path: an object's member or an array's element; NULL when absent or null. */
static struct json_object *step(struct json_object *v, const char *part, size_t len)
{
	char name[PATH_PART_MAX];
	struct json_object *member = NULL;
	int64_t index;

	if (len >= sizeof(name))
		return NULL;
	memcpy(name, part, len);
	name[len] = '\0';
	if (json_object_is_type(v, json_type_object))
		(void)json_object_object_get_ex(v, name, &member);
	else if (json_object_is_type(v, json_type_array) &&
		 str_to_i64(name, 0, JSON_ARRAY_MAX, &index))
		member = json_object_array_get_idx(v, (size_t)index);
	return member;
}

struct json *json_at(struct json *doc, const char *path)
{
	struct json_object *v = doc_object(doc);

	while (v && *path == '/') {
		size_t len = strcspn(++path, "/");
		v = step(v, path, len);
		path += len;
	}
	return (struct json *)v;
}

size_t json_length(const struct json *array)
{
	const struct json_object *v = (const struct json_object *)array;

	return json_object_is_type(v, json_type_array) ? json_object_array_length(v) : 0;
}

struct json *json_item(struct json *array, size_t i)
{
	/* json-c aborts on anything but an array. */
	return i < json_length(array)
		   ? (struct json *)json_object_array_get_idx(doc_object(array), i)
		   : NULL;
}

enum rc json_list_at(struct json *doc, const char *path, struct json **out, struct err *e)
{
	*out = json_at(doc, path);
	if (json_object_is_type(doc_object(*out), json_type_array))
		return RC_OK;
	(void)err_set(e, RC_SHAPE, "%s: %s", path, *out ? "must be a list" : "is missing");
	(void)snprintf(e->code, sizeof(e->code), "%s", path);
	return RC_SHAPE;
}

bool json_drop(struct json *doc, const char *path)
{
	const char *last = strrchr(path, '/');
	char parent[PATH_PART_MAX];

	if (!last || (size_t)(last - path) >= sizeof(parent))
		return false;
	memcpy(parent, path, (size_t)(last - path));
	parent[last - path] = '\0';
	struct json_object *v = doc_object(json_at(doc, parent));
	if (!json_object_is_type(v, json_type_object) ||
	    !json_object_object_get_ex(v, last + 1, NULL))
		return false;
	json_object_object_del(v, last + 1);
	return true;
}

char *json_text(void *owner, const struct json *value)
{
	/* json-c caches the text inside the object, hence its non-const parameter. */
	struct json_object *v = (struct json_object *)(uintptr_t)value;

	return mem_strdup(owner, json_object_to_json_string_ext(
				     v, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
}
