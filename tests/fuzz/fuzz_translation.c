/* Tables of translations from anywhere: what is read without a fault goes out and comes back as it
 * was. */
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "domain/mapping/translation.h"

static struct param_value values[] = {
    {.id = "1", .value = "szary"},	{.id = "2", .value = "biały"},
    {.id = "3", .value = "Line 4"},	{.id = "4", .value = "Line 4"},
    {.id = "5", .value = "czarny|mat"}, {.id = "9", .value = "inny"},
};

#define UNTOLD                                                                                     \
	.min = INT64_MIN, .max = INT64_MIN, .precision = INT64_MIN, .min_length = INT64_MIN,       \
	.max_length = INT64_MIN
static const struct category_param defs[] = {
    {.id = "33",
     .name = "Kolor",
     .type = "dictionary",
     .multiple = 1,
     .custom_values = 1,
     .ambiguous_id = "9",
     .values = values,
     .n_values = COUNT_OF(values),
     UNTOLD},
    {.id = "18", .name = "Moc", .type = "float", .unit = "W", UNTOLD},
    {.id = "20", .name = "Wiek", .type = "float", .is_range = 1, UNTOLD},
    {.id = "22", .name = "Kod", .type = "string", .most_values = 3, UNTOLD},
};

/* Several texts of one's own come back as one: their cell has no place between them. */
static bool comes_back(const struct category_param *def, const struct translation *t)
{
	return t->is_decided && !t->is_skipped && (def->most_values > 1 || t->answer.n_texts < 2);
}

static void check_row(void *mem, const struct category_param *def, const char *const cells[])
{
	const struct value_index *index = value_index(mem, def);
	const char *again[TRANSLATION_COLUMNS];
	struct translation_problem problem;
	struct translation t;
	struct translation back;
	const enum translation_fault fault = translation_read(mem, def, index, cells, &t, &problem);

	MUST(fault == problem.fault);
	if (fault || !comes_back(def, &t))
		return;
	translation_cells(mem, def, index, &t, again);
	MUST(!translation_read(mem, def, index, again, &back, &problem));
	MUST(param_answer_is_equal(&t.answer, &back.answer, param_kind(def->type)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	const int fd = memfd_create("table", MFD_CLOEXEC);
	size_t columns[TRANSLATION_COLUMNS];
	const struct table_row *row;
	struct table *table;
	struct err e = {0};

	MUST(fd >= 0 && write(fd, data, size) == (ssize_t)size && lseek(fd, 0, SEEK_SET) == 0);
	if (!translation_open(mem, fd, &table, columns, &e)) {
		while (!table_next(table, &row, &e)) {
			const char *cells[TRANSLATION_COLUMNS];
			translation_row(mem, columns, row, cells);
			for (size_t i = 0; i < COUNT_OF(defs); i++)
				check_row(mem, &defs[i], cells);
		}
	}
	close(fd);
	mem_free(mem);
	return 0;
}
