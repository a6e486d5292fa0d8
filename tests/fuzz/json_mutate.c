/* Places of a tree, and what happens to one of them. */
#include "json_mutate.h"

#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "base/compiler.h"

/* Values, as JSON text, that have cost somebody an order. */
static const char *const values[] = {
    "null",
    "true",
    "0",
    "-1",
    "1.5",
    "1e3",
    "\"\"",
    "\" \"",
    "[]",
    "{}",
    "[null]",
    "9223372036854775808",
    "\"0\"",
    "\"-0.01\"",
    "\"1,50\"",
    "\"12.345\"",
    "\"1e9\"",
    "\"NaN\"",
    "\"XXX\"",
    "\"999999999999999999999\"",
    "\"PLN\"",
    "\"EUR\"",
    "\"pln\"",
    "\"2026-02-30T00:00:00Z\"",
    "\"\\u0000\"",
    "\"\\ud83d\\ude00\"",
    "\"CANCELLED\"",
    "\"LATER_WORD\"",
    "\"A_LATER_WORD_THAT_IS_LONGER_THAN_ANY_COLUMN_FOR_WORDS_OR_IDS_OF_THIS_DATABASE\"",
    "\"SŁOWO\"",
    "1.0",
    "\"<script>alert(1)</script>\"",
    "{\"amount\":\"1.00\",\"currency\":\"PLN\"}",
};

/* A place in the tree: a member of an object or an element of an array. */
struct place {
	struct json_object *parent;
	const char *key; /* NULL: an element */
	size_t index;
};

/* Reservoir sampling: each place has the same chance, without counting first. */
struct pick {
	struct place at;
	unsigned seen;
	unsigned state;
};

static unsigned next(unsigned *state)
{
	*state = *state * 1664525U + 1013904223U;
	return *state >> 8;
}

static void offer(struct pick *p, struct place at)
{
	if (next(&p->state) % ++p->seen == 0)
		p->at = at;
}

static void walk(struct pick *p, struct json_object *v)
{
	if (json_object_is_type(v, json_type_object)) {
		json_object_object_foreach(v, key, member)
		{
			offer(p, (struct place){v, key, 0});
			walk(p, member);
		}
	} else if (json_object_is_type(v, json_type_array)) {
		for (size_t i = 0; i < json_object_array_length(v); i++) {
			offer(p, (struct place){v, NULL, i});
			walk(p, json_object_array_get_idx(v, i));
		}
	}
}

static struct json_object *value_at(const struct place *at)
{
	return at->key ? json_object_object_get(at->parent, at->key)
		       : json_object_array_get_idx(at->parent, at->index);
}

static void put(const struct place *at, struct json_object *v)
{
	char key[256];

	if (!at->key) {
		(void)json_object_array_put_idx(at->parent, at->index, v);
		return;
	}
	(void)snprintf(key, sizeof(key), "%s", at->key); /* the old one goes with its member */
	(void)json_object_object_add(at->parent, key, v);
}

static void drop(const struct place *at)
{
	if (at->key)
		json_object_object_del(at->parent, at->key);
	else
		(void)json_object_array_del_idx(at->parent, at->index, 1);
}

static void twice(const struct place *at)
{
	struct json_object *copy = NULL;

	if (at->key || json_object_deep_copy(value_at(at), &copy, NULL))
		return;
	(void)json_object_array_add(at->parent, copy);
}

static void mutate(struct json_object *root, unsigned seed)
{
	struct pick from = {.state = seed};
	struct pick to = {.state = seed ^ 0x9e3779b9U};

	walk(&from, root);
	walk(&to, root);
	if (!from.seen)
		return;
	switch (next(&from.state) % 4) {
	case 0:
		drop(&from.at);
		break;
	case 1:
		twice(&from.at);
		break;
	case 2: { /* a value from elsewhere in the document */
		struct json_object *copy = NULL;
		if (json_object_deep_copy(value_at(&to.at), &copy, NULL) == 0)
			put(&from.at, copy);
		break;
	}
	default:
		put(&from.at, json_tokener_parse(values[next(&from.state) % COUNT_OF(values)]));
	}
}

size_t json_mutate(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	struct json_tokener *tok = json_tokener_new_ex(64);
	struct json_object *root = json_tokener_parse_ex(tok, (const char *)data, (int)size);
	size_t out = 0;

	json_tokener_free(tok);
	if (root) {
		mutate(root, seed);
		const char *text = json_object_to_json_string_ext(
		    root, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
		out = strlen(text) <= max ? strlen(text) : 0;
		memcpy(data, text, out);
	}
	(void)json_object_put(root);
	return out;
}

size_t json_mutate_text(char *text, size_t max, unsigned seed)
{
	size_t len = strlen(text);

	for (unsigned i = 0; i <= seed % 3; i++) {
		size_t now = json_mutate((uint8_t *)text, len, max - 1, seed * 2654435761U + i);
		len = now ? now : len;
	}
	text[len] = '\0';
	return len;
}
