/* The table of faults, and notes as lines. */
#include "domain/catalog/row_note.h"

#include "base/i18n.h"
#include "base/mem.h"

#include <string.h>

static const struct {
	const char *name;
	const char *words;
} faults[FAULT_COUNT] = {
    [FAULT_NO_SKU] = {"no-sku", N_("has no SKU")},
    [FAULT_SKU_LONG] = {"sku-long", N_("has a SKU of more than 100 characters")},
    [FAULT_SKU_SHORTENED] = {"sku-shortened", N_("has a SKU that a spreadsheet shortened")},
    [FAULT_SKU_TWICE] = {"sku-twice", N_("has the SKU of an earlier line")},
    [FAULT_NO_NAME] = {"no-name", N_("is not in the catalogue, and has no name")},
    [FAULT_RAGGED] = {"ragged",
		      N_("has more cells than the header: a text with a separator is not quoted")},
    [FAULT_GTIN_SHORTENED] =
	{"gtin-shortened", N_("was shortened by a spreadsheet: format the column as text there")},
    [FAULT_GTIN_CHECK] = {"gtin-check", N_("has a wrong check digit")},
    [FAULT_GTIN_INTERNAL] = {"gtin-internal", N_("is the shop's own number")},
    [FAULT_GTIN_WRONG] = {"gtin-wrong", N_("is not an EAN")},
    [FAULT_NOT_NUMBER] = {"not-number", N_("is not a number")},
    [FAULT_SHORTENED] = {"shortened",
			 N_("was shortened by a spreadsheet: format the column as text there")},
    [FAULT_AMBIGUOUS] = {"ambiguous", N_("may be thousands or decimals")},
    [FAULT_TOO_LARGE] = {"too-large", N_("is too large")},
    [FAULT_NEGATIVE] = {"negative", N_("is below 0")},
    [FAULT_CURRENCY] = {"currency", N_("has a currency that is not known")},
    [FAULT_NO_VAT] = {"no-vat", N_("is net, and the rate of VAT is not known")},
    [FAULT_TOO_LONG] = {"too-long", N_("is too long")},
    [FAULT_WORD] = {"word", N_("is a value not known there")},
    [FAULT_ROUNDED] = {"rounded", N_("was rounded")},
    [FAULT_SPOILT] = {"spoilt", N_("contains bytes of another encoding")},
    [FAULT_QUESTIONS] = {"questions", N_("has question marks instead of letters")},
    [FAULT_PARENT] = {"parent", N_("belongs to a product that is not there")},
};

bool row_fault_refuses(enum row_fault fault)
{
	return fault <= FAULT_RAGGED;
}

enum row_fault row_fault_find(const char *name, size_t len)
{
	for (size_t i = 0; i < FAULT_COUNT; i++)
		if (strlen(faults[i].name) == len && !strncmp(faults[i].name, name, len))
			return (enum row_fault)i;
	return FAULT_COUNT;
}

const char *row_fault_words(enum row_fault fault)
{
	return faults[fault].words;
}

void row_notes_init(struct row_notes *notes, void *owner)
{
	*notes = (struct row_notes){0};
	str_init(&notes->text, owner, ROW_NOTES_MAX);
	str_add(&notes->text, "");
}

void row_note(struct row_notes *notes, enum product_field field, enum row_fault fault,
	      const char *value)
{
	const char *of = field == PRODUCT_FIELDS ? "sku" : product_field_name(field);
	char shown[ROW_NOTE_VALUE_MAX + 1];
	size_t len = value ? str_fit(value, ROW_NOTE_VALUE_MAX) : 0;

	memcpy(shown, str_or(value, ""), len);
	shown[len] = '\0';
	for (size_t i = 0; i < len; i++)
		if (strchr("\t\r\n", shown[i]))
			shown[i] = ' ';
	if (notes->text.len + ROW_NOTE_VALUE_MAX * 2 < ROW_NOTES_MAX)
		str_addf(&notes->text, "%s\t%s\t%s\n", of, faults[fault].name, shown);
	notes->refused = notes->refused || row_fault_refuses(fault);
	if (field != PRODUCT_FIELDS)
		notes->faulty |= product_bit(field);
}

bool row_notes_next(void *owner, const char **text, struct row_note_read *out)
{
	size_t field = strcspn(*text, "\t");
	const char *fault = *text + field + ((*text)[field] == '\t');
	size_t len = strcspn(fault, "\t");
	const char *value = fault + len + (fault[len] == '\t');
	size_t end = strcspn(value, "\n");

	if (!**text)
		return false;
	out->field = mem_strndup(owner, *text, field);
	out->fault = row_fault_find(fault, len);
	out->value = mem_strndup(owner, value, end);
	*text = value + end + (value[end] == '\n');
	return out->fault != FAULT_COUNT;
}
