/* The table of fields, made from the list of columns, and what goes for all of them. */
#include "domain/catalog/product.h"

#include "base/mem.h"
#include "base/str.h"

#include <inttypes.h>
#include <string.h>

enum kind { TEXT, NUMBER, AMOUNT };

#define FIELD_S(f, w)	    {#f, TEXT, offsetof(struct product, f)},
#define FIELD_I(f, w)	    {#f, NUMBER, offsetof(struct product, f)},
#define FIELD_M(f, a, c, w) {#f, AMOUNT, offsetof(struct product, f)},

static const struct field_def {
	const char *name;
	enum kind kind;
	size_t offset;
} fields[] = {PRODUCT_COLUMNS(FIELD_S, FIELD_I, FIELD_I, FIELD_M, )};
_Static_assert(COUNT_OF(fields) == PRODUCT_FIELDS, "each field has its column");

/* Characters, as the columns have them. */
static const size_t longest[PRODUCT_FIELDS] = {
    [PRODUCT_EAN] = 14,
    [PRODUCT_MPN] = 100,
    [PRODUCT_NAME] = 500,
    [PRODUCT_BRAND] = 255,
    [PRODUCT_DESCRIPTION] = 1000 * 1000,
    [PRODUCT_UNIT] = 4,
    [PRODUCT_IMAGES] = 60 * 1000,
    [PRODUCT_CATEGORY] = 1000,
    [PRODUCT_VARIANT_OF] = 100,
    [PRODUCT_ATTRIBUTES] = 1000 * 1000,
    [PRODUCT_SHOP_ID] = 100,
};

struct product product_unknown(void)
{
	struct product p = {0};

	for (size_t i = 0; i < PRODUCT_FIELDS; i++) {
		if (fields[i].kind == NUMBER)
			product_set_number(&p, (enum product_field)i, PRODUCT_UNKNOWN);
		if (fields[i].kind == AMOUNT)
			product_set_money(&p, (enum product_field)i, MONEY_NONE);
	}
	return p;
}

const char *product_field_name(enum product_field field)
{
	return fields[field].name;
}

enum product_field product_field_find(const char *name)
{
	for (size_t i = 0; i < PRODUCT_FIELDS; i++)
		if (str_eq(name, fields[i].name))
			return (enum product_field)i;
	return PRODUCT_FIELDS;
}

size_t product_field_max(enum product_field field)
{
	return longest[field];
}

/* ---- Values ---------------------------------------------------------------------------------- */

static const char *text_of(const struct product *p, enum product_field field)
{
	const char *text;

	memcpy(&text, (const char *)p + fields[field].offset, sizeof(text));
	return text;
}

static int64_t number_of(const struct product *p, enum product_field field)
{
	int64_t n;

	memcpy(&n, (const char *)p + fields[field].offset, sizeof(n));
	return n;
}

static struct money money_of(const struct product *p, enum product_field field)
{
	struct money m;

	memcpy(&m, (const char *)p + fields[field].offset, sizeof(m));
	return m;
}

static void put(struct product *p, enum product_field field, enum kind kind, const void *value,
		size_t size)
{
	if (fields[field].kind != kind)
		BUG("%s is of another kind", fields[field].name);
	memcpy((char *)p + fields[field].offset, value, size);
}

void product_set_text(struct product *p, enum product_field field, const char *text)
{
	put(p, field, TEXT, &text, sizeof(text));
}

void product_set_number(struct product *p, enum product_field field, int64_t n)
{
	put(p, field, NUMBER, &n, sizeof(n));
}

void product_set_money(struct product *p, enum product_field field, struct money m)
{
	put(p, field, AMOUNT, &m, sizeof(m));
}

bool product_is_known(const struct product *p, enum product_field field)
{
	switch (fields[field].kind) {
	case TEXT:
		return text_of(p, field) != NULL;
	case NUMBER:
		return number_of(p, field) != PRODUCT_UNKNOWN;
	case AMOUNT:
		return !money_is_none(money_of(p, field));
	}
	BUG("a field of no kind");
}

bool product_is_equal(const struct product *a, const struct product *b, enum product_field field)
{
	if (fields[field].kind == TEXT)
		return str_eq(text_of(a, field), text_of(b, field));
	if (fields[field].kind == NUMBER)
		return number_of(a, field) == number_of(b, field);
	const struct money x = money_of(a, field);
	const struct money y = money_of(b, field);
	return x.minor == y.minor && str_eq(x.currency, y.currency);
}

void product_copy_field(struct product *to, const struct product *from, enum product_field field)
{
	switch (fields[field].kind) {
	case TEXT:
		product_set_text(to, field, text_of(from, field));
		break;
	case NUMBER:
		product_set_number(to, field, number_of(from, field));
		break;
	case AMOUNT:
		product_set_money(to, field, money_of(from, field));
		break;
	}
}

size_t product_keep(void *owner, struct product *p)
{
	size_t bytes = 0;

	p->sku = mem_strdup(owner, p->sku);
	for (size_t i = 0; i < PRODUCT_FIELDS; i++) {
		enum product_field field = (enum product_field)i;
		if (fields[i].kind != TEXT || !text_of(p, field))
			continue;
		bytes += strlen(text_of(p, field));
		product_set_text(p, field, mem_strdup(owner, text_of(p, field)));
	}
	return bytes;
}

static const char *vat_text(void *owner, int64_t vat)
{
	if (vat == PRODUCT_VAT_EXEMPT)
		return "zw";
	return vat % 100 ? mem_printf(owner, "%" PRId64 ".%02" PRId64 "%%", vat / 100, vat % 100)
			 : mem_printf(owner, "%" PRId64 "%%", vat / 100);
}

const char *product_field_text(void *owner, const struct product *p, enum product_field field)
{
	if (!product_is_known(p, field))
		return NULL;
	if (field == PRODUCT_VAT)
		return vat_text(owner, p->vat);
	if (fields[field].kind == TEXT)
		return text_of(p, field);
	if (fields[field].kind == NUMBER)
		return mem_printf(owner, "%" PRId64, number_of(p, field));
	const struct money m = money_of(p, field);
	return mem_printf(owner, "%s %s", money_to_decimal(owner, m), m.currency);
}

/* ---- Sets ------------------------------------------------------------------------------------ */

const char *product_fields_text(void *owner, uint64_t set)
{
	struct str out;

	str_init(&out, owner, PRODUCT_FIELDS_TEXT);
	str_add(&out, "");
	for (size_t i = 0; i < PRODUCT_FIELDS; i++)
		if (set & product_bit((enum product_field)i))
			str_addf(&out, "%s%s", out.len ? "," : "", fields[i].name);
	return out.text;
}

uint64_t product_fields_read(const char *text)
{
	uint64_t set = 0;

	for (const char *p = str_or(text, ""); *p; p += strcspn(p, ","), p += *p == ',')
		for (size_t i = 0; i < PRODUCT_FIELDS; i++)
			if (strcspn(p, ",") == strlen(fields[i].name) &&
			    str_starts(p, fields[i].name))
				set |= product_bit((enum product_field)i);
	return set;
}
