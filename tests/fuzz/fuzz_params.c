/*
 * Answers to parameters: an input is an answer in the text of a column, and after each NUL another
 * one; every kind of parameter judges each of them. What is read is written as it was, and whatever
 * passes as fine keeps what its parameter promises.
 */
#include "fuzz.h"

#include "domain/mapping/decimal.h"
#include "domain/mapping/param_rules.h"

static struct param_word first[] = {{"1"}};
static struct param_value values[] = {
    {.id = "1"}, {.id = "2", .depends = first, .n_depends = 1}, {.id = "3"}};
static struct param_with shown[] = {{"0", first, 1}};
static struct param_without lonely[] = {{"2"}};

#define BOUNDS                                                                                     \
	.min = -5000000, .max = 70000000, .precision = 2, .min_length = 2, .max_length = 9,        \
	.most_values = 2
static const struct category_param defs[] = {
    {.id = "0", .name = "Stan", .type = "dictionary", .values = values, .n_values = 3, BOUNDS},
    {.id = "1",
     .name = "Kolor",
     .type = "dictionary",
     .values = values,
     .n_values = 3,
     .multiple = 1,
     .depends_on = "0",
     .ambiguous_id = "3",
     .custom_values = 1,
     BOUNDS},
    {.id = "2", .name = "EAN", .type = "string", BOUNDS},
    {.id = "3",
     .name = "Opis",
     .type = "string",
     .displayed_with = shown,
     .n_displayed_with = 1,
     .required_without = lonely,
     .n_required_without = 1,
     BOUNDS},
    {.id = "4", .name = "Moc", .type = "integer", .required = 1, BOUNDS},
    {.id = "5", .name = "Wiek", .type = "float", .is_range = 1, .required_for_product = 1, BOUNDS},
    {.id = "6", .name = "?", .type = "?"},
};
enum { DEFS = COUNT_OF(defs) };

static void check_text(void *mem, const char *id, const char *text, struct param_answer *a)
{
	struct param_answer again;

	if (!param_answer_parse(mem, id, text, a)) {
		*a = (struct param_answer){.param_id = id};
		return;
	}
	MUST(str_eq(param_answer_print(mem, a), text));
	MUST(param_answer_parse(mem, id, text, &again));
	for (size_t kind = 0; kind < PARAM_KINDS; kind++)
		MUST(param_answer_is_equal(a, &again, (enum param_kind)kind));
}

static void check_fine(const struct category_param *def, const struct param_state *s)
{
	const struct param_answer *a = s->answer;
	int64_t n;

	MUST(!a || s->is_visible);
	MUST(a || !s->is_required);
	for (size_t i = 0; a && i < a->n_ids; i++)
		MUST(param_value_is_allowed(param_value_find(def, a->ids[i]), s));
	if (a && param_kind(def->type) == PARAM_INTEGER)
		MUST(decimal_read(a->texts[0], &n) && decimal_places(n) == 0 && n >= def->min &&
		     n <= def->max);
	MUST(!a || param_kind(def->type) != PARAM_OTHER);
}

static void check_decimal(const char *text)
{
	char plain[DECIMAL_SIZE];
	int64_t n;
	int64_t again;

	if (!decimal_read(text, &n))
		return;
	decimal_print(n, plain);
	MUST(decimal_read(plain, &again) && again == n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	struct param_answer answers[DEFS];
	struct param_state states[DEFS];
	struct param_finding f;

	for (size_t i = 0; i < DEFS; i++) {
		const char *text = fuzz_text(mem, data, size);
		const size_t used = strlen(text) < size ? strlen(text) + 1 : size;

		check_text(mem, defs[i].id, text, &answers[i]);
		check_decimal(text);
		data += used;
		size -= used;
	}
	for (enum params_of of = PARAMS_OF_OFFER; of <= PARAMS_OF_NEW_PRODUCT; of++) {
		params_state(defs, DEFS, answers, DEFS, of, states);
		for (size_t i = 0; i < DEFS; i++)
			if (!param_check(&defs[i], &states[i], &f))
				check_fine(&defs[i], &states[i]);
	}
	mem_free(mem);
	return 0;
}
