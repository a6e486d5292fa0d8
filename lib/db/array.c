/* Keys as the text of a JSON array. */
#include "db/array.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

enum {
	ID_CHARS = 21,	 /* of a number, with its comma */
	WORD_CHARS = 67, /* of an id, with its quotes and comma */
};

const char *array_of_ids(void *owner, const uint64_t *ids, size_t n)
{
	struct str text;

	str_init(&text, owner, n * ID_CHARS + sizeof("[]"));
	str_add(&text, "[");
	for (size_t i = 0; i < n; i++)
		str_addf(&text, "%s%" PRIu64, i ? "," : "", ids[i]);
	str_add(&text, "]");
	return text.text;
}

/* The one character of an id that JSON gives a meaning is a backslash. */
static bool is_word(const char *word)
{
	return str_is_id(word) && !strchr(word, '\\');
}

const char *array_of_words(void *owner, const char *const *words, size_t n)
{
	struct str text;

	str_init(&text, owner, n * WORD_CHARS + sizeof("[]"));
	str_add(&text, "[");
	for (size_t i = 0; i < n; i++)
		if (is_word(words[i]))
			str_addf(&text, "%s\"%s\"", text.len > 1 ? "," : "", words[i]);
	str_add(&text, "]");
	return text.text;
}
