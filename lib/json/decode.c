/* From a document to structs, by field tables. */
#include "json/doc.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
	PATH_MAX_BYTES = 512,
	WORD_SHOWN = 80, /* characters of an unknown word that are noted */
};

/* One decode call: where we are in the document, for error paths. */
struct walk {
	void *owner;
	struct json_notes *notes;
	bool asked; /* for notes: unknown fields are looked for only then */
	struct err *e;
	char prefix[PATH_MAX_BYTES]; /* path of the object being decoded */
};

static enum rc bad(struct walk *w, const char *path, const char *why)
{
	(void)err_set(w->e, RC_SHAPE, "%s%s: %s", w->prefix, path, why);
	/* Cut only where it does not fit: the path is what a person looks for in the document. */
	size_t room = sizeof(w->e->code) - 1;
	size_t head = strnlen(w->prefix, room);
	memcpy(w->e->code, w->prefix, head);
	(void)snprintf(w->e->code + head, room - head + 1, "%s", path);
	return RC_SHAPE;
}

static void note(struct walk *w, size_t *counter, const char *path, const char *value)
{
	struct json_notes *n = w->notes;

	if (!n)
		return;
	++*counter;
	if (n->n < JSON_NOTES_MAX)
		n->names[n->n++] =
		    mem_printf(w->owner, "%s%s%s%s", w->prefix, path, value ? "=" : "",
			       value ? str_head(w->owner, value, WORD_SHOWN) : "");
}

static bool known_word(const char *const *words, const char *text)
{
	for (; words && *words; words++)
		if (str_eq(*words, text))
			return true;
	return !words;
}

static enum rc put_text(struct walk *w, const struct json_field *f, struct json_object *v,
			char *field)
{
	if (!json_object_is_type(v, json_type_string))
		return bad(w, f->path, "must be a text");
	const char *text = json_object_get_string(v);
	if (memchr(text, '\0', (size_t)json_object_get_string_len(v)))
		return bad(w, f->path, "holds a character U+0000");
	if (f->type == JT_WORD && !known_word(f->words, text))
		note(w, &w->notes->unknown_words, f->path, text);
	*(const char **)(void *)field =
	    mem_strndup(w->owner, text, (size_t)json_object_get_string_len(v));
	return RC_OK;
}

/* "12.00" without its empty fraction; anything else as it is. */
static const char *whole_digits(void *owner, const char *number)
{
	size_t whole = strcspn(number, ".");

	if (!number[whole] || number[whole + 1 + strspn(number + whole + 1, "0")] ||
	    !number[whole + 1])
		return number;
	return mem_strndup(owner, number, whole);
}

static enum rc put_i64(struct walk *w, const struct json_field *f, struct json_object *v,
		       char *field)
{
	int64_t n;
	bool is_number =
	    json_object_is_type(v, json_type_int) || json_object_is_type(v, json_type_double);

	/* From its own text: json-c would clamp what does not fit. 1.0 is a whole number too. */
	if (!is_number || !str_to_i64(whole_digits(w->owner, json_object_to_json_string(v)),
				      INT64_MIN + 1, INT64_MAX, &n))
		return bad(w, f->path, "must be a whole number");
	memcpy(field, &n, sizeof(n));
	return RC_OK;
}

static enum rc put_tri(struct walk *w, const struct json_field *f, struct json_object *v,
		       char *field)
{
	if (!json_object_is_type(v, json_type_boolean))
		return bad(w, f->path, "must be true or false");
	*(enum tri *)(void *)field = json_object_get_boolean(v) ? TRI_TRUE : TRI_FALSE;
	return RC_OK;
}

static enum rc put_time(struct walk *w, const struct json_field *f, struct json_object *v,
			char *field)
{
	int64_t ms;

	if (!json_object_is_type(v, json_type_string) ||
	    !time_parse_rfc3339(json_object_get_string(v), &ms))
		return bad(w, f->path, "must be a date and time (RFC 3339)");
	memcpy(field, &ms, sizeof(ms));
	return RC_OK;
}

/* Amounts come as texts; a bare number keeps its digits in json-c, so it is as exact. */
static const char *amount_text(struct json_object *v)
{
	if (json_object_is_type(v, json_type_string))
		return json_object_get_string(v);
	if (json_object_is_type(v, json_type_int) || json_object_is_type(v, json_type_double))
		return json_object_to_json_string(v);
	return NULL;
}

static enum rc put_money(struct walk *w, const struct json_field *f, struct json_object *v,
			 char *field)
{
	struct money m = MONEY_NONE;
	struct err why = {0};
	struct json *doc = (struct json *)v;
	struct json_object *currency = doc_object(json_at(doc, "/currency"));

	if (!json_object_is_type(v, json_type_object))
		return bad(w, f->path, "must be an amount with a currency");
	if (!json_object_is_type(currency, json_type_string))
		return bad(w, f->path, "currency is missing");
	if (money_parse(amount_text(doc_object(json_at(doc, "/amount"))),
			json_object_get_string(currency), &m, &why))
		return bad(w, f->path, why.msg);
	memcpy(field, &m, sizeof(m));
	return RC_OK;
}

static enum rc decode_object(struct walk *w, struct json_object *obj,
			     const struct json_field *fields, size_t n_fields, char *out);

static enum rc put_list(struct walk *w, const struct json_field *f, struct json_object *v,
			char *out)
{
	if (!json_object_is_type(v, json_type_array))
		return bad(w, f->path, "must be a list");
	size_t n = json_object_array_length(v);
	char *items = mem_array_(w->owner, f->size, n, "json list");
	size_t end = strlen(w->prefix);
	enum rc rc = RC_OK;
	for (size_t i = 0; i < n && !rc; i++) {
		(void)snprintf(w->prefix + end, sizeof(w->prefix) - end, "%s/%zu", f->path, i);
		rc = decode_object(w, json_object_array_get_idx(v, i), f->fields, f->n_fields,
				   items + i * f->size);
	}
	w->prefix[end] = '\0';
	*(void **)(void *)(out + f->offset) = items;
	*(size_t *)(void *)(out + f->count_offset) = n;
	return rc;
}

static enum rc put_field(struct walk *w, const struct json_field *f, struct json_object *v,
			 char *out)
{
	char *field = out + f->offset;

	switch (f->type) {
	case JT_STR:
	case JT_WORD:
		return put_text(w, f, v, field);
	case JT_I64:
		return put_i64(w, f, v, field);
	case JT_TRI:
		return put_tri(w, f, v, field);
	case JT_TIME:
		return put_time(w, f, v, field);
	case JT_MONEY:
		return put_money(w, f, v, field);
	case JT_LIST:
		return put_list(w, f, v, out);
	case JT_RAW:
		*(const char **)(void *)field = json_text(w->owner, (struct json *)v);
		return RC_OK;
	case JT_SKIP:
	default:
		return RC_OK;
	}
}

/* Values whose "nothing" is not all zero bits. */
static void put_nothing(const struct json_field *f, char *out)
{
	static const int64_t none = INT64_MIN;
	static const struct money no_money = {.minor = MONEY_NULL};

	if (f->type == JT_I64 || f->type == JT_TIME)
		memcpy(out + f->offset, &none, sizeof(none));
	else if (f->type == JT_MONEY)
		memcpy(out + f->offset, &no_money, sizeof(no_money));
}

/* A table, and where the last member was found: documents keep about the order of their tables. */
struct lookup {
	const struct json_field *fields;
	size_t n;
	size_t at;
};

enum cover { COVER_NONE, COVER_THROUGH, COVER_WHOLE };

/* Does a path of the table name this member (it ends here), or lead through it? */
static enum cover look_up(struct lookup *l, const char *path, size_t len)
{
	for (size_t i = 0; i < l->n; i++) {
		size_t at = (l->at + i) % l->n;
		const char *known = l->fields[at].path;
		if (strncmp(known, path, len) != 0 || (known[len] && known[len] != '/'))
			continue;
		l->at = at;
		return known[len] ? COVER_THROUGH : COVER_WHOLE;
	}
	return COVER_NONE;
}

/* path holds the first len bytes of the object's own path, and room for more. */
static void note_unknown(struct walk *w, struct json_object *obj, struct lookup *l,
			 char path[PATH_MAX_BYTES], size_t len)
{
	json_object_object_foreach(obj, key, member)
	{
		size_t more = strlen(key);
		if (len + more + 2 > PATH_MAX_BYTES)
			continue;
		path[len] = '/';
		memcpy(path + len + 1, key, more + 1);
		enum cover cover = look_up(l, path, len + 1 + more);
		if (cover == COVER_NONE)
			note(w, &w->notes->unknown_fields, path, NULL);
		else if (cover == COVER_THROUGH && json_object_is_type(member, json_type_object))
			note_unknown(w, member, l, path, len + 1 + more);
	}
}

static enum rc decode_object(struct walk *w, struct json_object *obj,
			     const struct json_field *fields, size_t n_fields, char *out)
{
	const bool is_object = json_object_is_type(obj, json_type_object);
	const bool is_bare = n_fields == 1 && !*fields[0].path; /* a list of words */

	if (!is_object && !is_bare)
		return bad(w, "", "must be an object");
	for (size_t i = 0; i < n_fields; i++) {
		const struct json_field *f = &fields[i];
		struct json_object *v = doc_object(json_at((struct json *)obj, f->path));
		if (f->type == JT_SKIP)
			continue;
		put_nothing(f, out);
		if (!v && (f->flags & JF_REQUIRED))
			return bad(w, f->path, "is missing");
		if (v && put_field(w, f, v, out))
			return RC_SHAPE;
	}
	if (w->asked && !is_bare) {
		struct lookup l = {fields, n_fields, 0};
		char path[PATH_MAX_BYTES];
		note_unknown(w, obj, &l, path, 0);
	}
	return RC_OK;
}

enum rc json_decode_(void *owner, struct json *doc, const struct json_field *fields,
		     size_t n_fields, void *out, struct json_notes *notes, struct err *e)
{
	struct json_notes ignored = {0};
	struct walk w = {.owner = owner, .notes = notes ? notes : &ignored, .asked = notes, .e = e};

	return decode_object(&w, doc_object(doc), fields, n_fields, out);
}
