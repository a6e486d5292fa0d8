/* A card as it was kept, read without asking anybody. */
#include "allegro/product_api.h"

#include "base/mem.h"
#include "base/str.h"

#include <string.h>

static const struct json_field word_fields[] = {JF_STR(struct card_word, text, "", JF_REQUIRED)};

static const struct json_field value_fields[] = {
    JF_STR(struct card_value, id, "/id", JF_REQUIRED),
    JF_LIST(struct card_value, struct card_word, ids, n_ids, "/valuesIds", 0, word_fields),
    JF_LIST(struct card_value, struct card_word, texts, n_texts, "/values", 0, word_fields),
    JF_STR(struct card_value, from, "/rangeValue/from", 0),
    JF_STR(struct card_value, to, "/rangeValue/to", 0),
};

static struct json *parsed(void *owner, const char *raw)
{
	struct err ignored = {0};
	struct json *doc = NULL;

	if (!raw || json_parse(owner, (struct bytes){raw, strlen(raw)}, &doc, &ignored))
		return NULL;
	return doc;
}

static void read_values(void *owner, struct json *list, struct card_value **out, size_t *n_out)
{
	const size_t n = list ? json_length(list) : 0;

	*out = mem_array(owner, struct card_value, n + 1);
	*n_out = 0;
	for (size_t i = 0; i < n; i++) {
		struct card_value *v = &(*out)[*n_out];
		struct err ignored = {0};

		*v = (struct card_value){0};
		if (!json_decode(owner, json_item(list, i), value_fields, v, NULL, &ignored) &&
		    str_is_id(v->id))
			(*n_out)++;
	}
}

void card_facts_read(void *owner, const char *raw_params, const char *raw_images,
		     struct card_facts *out)
{
	struct json *images = parsed(owner, raw_images);

	*out = (struct card_facts){.n_images = images ? json_length(images) : 0};
	read_values(owner, parsed(owner, raw_params), &out->values, &out->n_values);
}

void card_requirements_read(void *owner, const char *raw_requirements, struct card_value **out,
			    size_t *n)
{
	struct json *doc = parsed(owner, raw_requirements);
	struct err ignored = {0};
	struct json *list = NULL;

	if (doc && json_list_at(doc, "/parameters", &list, &ignored))
		list = NULL;
	read_values(owner, list, out, n);
}

const char *card_safety_text(void *owner, const char *raw_safety)
{
	static const struct json_field fields[] = {
	    JF_STR(struct card_word, text, "/safetyInformation/description", 0)};
	struct json *doc = parsed(owner, raw_safety);
	struct card_word said = {NULL};
	struct err ignored = {0};

	if (!doc || json_decode(owner, doc, fields, &said, NULL, &ignored))
		return NULL;
	return str_is_seen(str_or(said.text, "")) ? said.text : NULL;
}
