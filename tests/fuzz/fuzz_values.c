/*
 * Texts against a dictionary: the lines of an input are its values, and after the first NUL the
 * text that is looked for. A value finds itself; what is found may be chosen.
 */
#include "fuzz.h"

#include "domain/mapping/value_match.h"

enum { VALUES = 12 };

static size_t read_values(void *mem, char *lines, struct param_value *out)
{
	size_t n = 0;

	for (char *line = lines; line && n < VALUES; n++) {
		char *end = strchr(line, '\n');

		if (end)
			*end++ = '\0';
		out[n] = (struct param_value){.id = mem_printf(mem, "%zu", n),
					      .value = str_squeeze(mem, line)};
		line = end;
	}
	return n;
}

static void check_itself(const struct value_index *index, const struct param_value *v)
{
	const struct value_match m = value_match(index, NULL, v->value);

	if (m.found == VALUE_EXACT)
		MUST(str_eq(m.at[0]->value, v->value));
	MUST(m.found != VALUE_ALIKE);
	MUST(m.n <= VALUE_PROPOSALS && (m.found == VALUE_SEVERAL) == (m.n > 1));
}

static void check_text(void *mem, const struct value_index *index, const char *text)
{
	const struct param_value *proposals[VALUE_PROPOSALS];
	const char **parts;
	const size_t n = value_parts(mem, index, text, &parts);

	MUST(n <= VALUE_PARTS);
	for (size_t i = 0; i < n; i++) {
		MUST(parts[i][0]);
		(void)value_match(index, NULL, parts[i]);
	}
	MUST(value_suggest(index, NULL, text, proposals) <= VALUE_PROPOSALS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	char *lines = fuzz_text(mem, data, size);
	const size_t used = strlen(lines) < size ? strlen(lines) + 1 : size;
	const char *text = fuzz_text(mem, data + used, size - used);
	struct param_value values[VALUES];
	struct category_param def = {.id = "1", .type = "dictionary", .multiple = 1};

	def.values = values;
	def.n_values = read_values(mem, lines, values);
	const struct value_index *index = value_index(mem, &def);
	for (size_t i = 0; i < def.n_values; i++)
		check_itself(index, &values[i]);
	check_text(mem, index, text);
	mem_free(mem);
	return 0;
}
