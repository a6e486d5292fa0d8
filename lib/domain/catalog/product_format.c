/* Finding a format, and fitting names. */
#include "domain/catalog/product_format.h"

#include "base/str.h"

#include <string.h>

/* The ones that are told by most first; the last of each kind takes what no other does. */
static const struct product_format *const formats[] = {
    &format_woocommerce, &format_prestashop_combinations,
    &format_prestashop,	 &format_csv,
    &format_ceneo,	 &format_google,
    &format_iof,	 &format_baselinker,
};

const struct product_format *product_format_at(size_t i)
{
	return i < COUNT_OF(formats) ? formats[i] : NULL;
}

const struct product_format *product_format_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(formats); i++)
		if (str_eq(formats[i]->name, name))
			return formats[i];
	return NULL;
}

/* As deep as there are stars in the pattern. */
static bool rest_fits(const char *pattern, const char *name)
{
	for (; *pattern && *pattern != '*'; pattern++, name++)
		if (*pattern != *name)
			return false;
	if (!*pattern)
		return !*name;
	while (!rest_fits(pattern + 1, name))
		if (!*name++)
			return false;
	return true;
}

bool format_fits(const char *pattern, const char *name, const char **hit, size_t *len)
{
	size_t n = strcspn(pattern, "*");

	if (strncmp(pattern, name, n))
		return false;
	if (!pattern[n])
		return !name[n];
	*hit = name + n;
	for (*len = 0; !rest_fits(pattern + n + 1, *hit + *len); ++*len)
		if (!(*hit)[*len])
			return false;
	return true;
}

bool format_target(const char *target, struct format_row *out)
{
	static const struct {
		const char *name;
		int slot;
		enum format_how how;
	} others[] = {
	    {"sku", SLOT_SKU, HOW_PLAIN},
	    {"price_net", SLOT_NET, HOW_PLAIN},
	    {"currency", SLOT_CURRENCY, HOW_PLAIN},
	    {"ignore", 0, HOW_IGNORE},
	    {"parent", SLOT_PARENT, HOW_PLAIN},
	    {"image", 0, HOW_IMAGE},
	    {"images", 0, HOW_IMAGES},
	    {"attribute", 0, HOW_ATTRIBUTE},
	};
	static const char attribute[] = "attribute:";

	for (size_t i = 0; i < COUNT_OF(others); i++) {
		if (str_eq(target, others[i].name)) {
			out->slot = others[i].slot;
			out->how = others[i].how;
			return true;
		}
	}
	if (str_starts(target, attribute)) {
		out->how = HOW_ATTRIBUTE;
		out->arg = target + strlen(attribute);
		return *out->arg != '\0';
	}
	out->slot = (int)product_field_find(target);
	out->how = HOW_PLAIN;
	return out->slot != PRODUCT_FIELDS;
}
