/* Texts of sources. */
#include "domain/mapping/value_source.h"

#include "base/mem.h"
#include "base/str.h"

#include <string.h>

const char *const source_names[SOURCES + 1] = {
    [SOURCE_FIXED] = "fixed", [SOURCE_ATTRIBUTE] = "attribute", [SOURCE_PATTERN] = "pattern",
    [SOURCE_FIELD] = "field", [SOURCE_CATALOGUE] = "catalogue", [SOURCE_MANUAL] = "manual",
};

static bool takes_field(enum source_kind kind)
{
	return kind == SOURCE_FIELD || kind == SOURCE_PATTERN;
}

static bool takes_text(enum source_kind kind)
{
	return kind == SOURCE_FIXED || kind == SOURCE_ATTRIBUTE || kind == SOURCE_PATTERN;
}

bool value_source_parse(void *owner, const char *text, struct value_source *out)
{
	const char *word = str_take(owner, &text, "\t");
	enum source_kind kind = 0;

	while (kind < SOURCES && !str_eq(word, source_names[kind]))
		kind++;
	*out = (struct value_source){.kind = kind, .field = PRODUCT_FIELDS, .arg = ""};
	if (kind == SOURCES)
		return false;
	if (takes_field(kind))
		out->field = product_field_find(str_take(owner, &text, "\t"));
	if (takes_field(kind) && out->field == PRODUCT_FIELDS)
		return false;
	if (takes_text(kind))
		out->arg = mem_strdup(owner, text);
	if (kind == SOURCE_PATTERN)
		return pattern_compile(owner, text, &out->pattern) == PATTERN_FINE;
	return !takes_text(kind) || *text;
}

char *value_source_print(void *owner, const struct value_source *s)
{
	const char *name = source_names[s->kind];

	if (s->kind == SOURCE_PATTERN)
		return mem_printf(owner, "%s\t%s\t%s", name, product_field_name(s->field), s->arg);
	if (s->kind == SOURCE_FIELD)
		return mem_printf(owner, "%s\t%s", name, product_field_name(s->field));
	if (takes_text(s->kind))
		return mem_printf(owner, "%s\t%s", name, s->arg);
	return mem_strdup(owner, name);
}
