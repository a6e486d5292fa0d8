/* Product i of the demonstration's shop. */
#include "catalogue/demo_products.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/compiler.h"
#include "base/mem.h"
#include "base/str.h"

enum {
	HANDMADE = 2, /* the last categories of the shop */
	BOUGHT = DEMO_CATEGORIES - HANDMADE,
	SPREAD = 137, /* has no divisor in common with the number of bought ones */
	PER_CATEGORY = DEMO_PRODUCTS / DEMO_CATEGORIES,
	EACH_OTHER = 4, /* of a category with two kinds, is of the second */
	BRANDS = 3,
	EAN_DIGITS = 12,
	FLAWED_EVERY = 31,
	PRICE_STEPS = 9,
	PRICE_STEP = 1130, /* grosze */
	STOCK_STEP = 7,
	STOCK_MOST = 60
};

/* Company and item numbers of an EAN: none that a real company has been seen with. */
static const uint64_t FIRST_EAN = UINT64_C(590980400000);

/* How many of each are among the bought ones of the demonstration; the rest is known once. */
static const struct {
	enum demo_known known;
	size_t n;
} shares[] = {{DEMO_TWICE, 16},	   {DEMO_MPN, 20},   {DEMO_MPN_OTHER, 4},
	      {DEMO_MPN_TWICE, 4}, {DEMO_NEVER, 12}, {DEMO_WRONG_EAN, 4}};

static const char *const models[] = {"LUNA",   "ORION", "VEGA",	 "ATLAS", "NORD",  "SOLO",  "TERRA",
				     "PRIMA",  "LARGO", "BRYZA", "FALA",  "KLON",  "JAWOR", "MODUS",
				     "KADENS", "RONDO", "SIGMA", "TANGO", "UMBRA", "WIR"};

static enum demo_known known_of(size_t i)
{
	const size_t at = i % DEMO_PRODUCTS;
	const size_t kind = at % DEMO_CATEGORIES;
	const size_t bought = PER_CATEGORY * BOUGHT;

	if (kind >= BOUGHT)
		return DEMO_HANDMADE;
	size_t place = (at / DEMO_CATEGORIES * BOUGHT + kind) * SPREAD % bought;
	for (size_t k = 0; k < COUNT_OF(shares); k++) {
		if (place < shares[k].n)
			return shares[k].known;
		place -= shares[k].n;
	}
	return DEMO_ONCE;
}

static void write_ean(char ean[14], size_t i)
{
	unsigned sum = 0;

	(void)snprintf(ean, 14, "%012" PRIu64, FIRST_EAN + i);
	for (size_t k = 0; k < EAN_DIGITS; k++)
		sum += (unsigned)(ean[k] - '0') * (k % 2 ? 3 : 1);
	ean[EAN_DIGITS] = (char)('0' + (10 - sum % 10) % 10);
	ean[EAN_DIGITS + 1] = '\0';
}

static const char *name_of(struct demo_product *p)
{
	const char *noun = p->category->nouns[p->is_other];
	const char *colour = demo_attribute(p, "Kolor");

	if (p->flaw == FLAW_SHORT_NAME)
		return mem_printf(p, "%s", p->model);
	return mem_printf(
	    p, "%s%s%s %s %zu%s%s%s", noun, *p->brand ? " " : "", p->brand, p->model, p->i + 1,
	    colour ? " " : "", colour ? colour : "",
	    p->flaw == FLAW_LONG_NAME
		? " – nowa kolekcja, wysyłka w 24 godziny, gwarancja dwa lata, polski "
		  "producent"
		: "");
}

static void add_attributes(struct demo_product *p)
{
	enum { MISSING_EVERY = 9, SHADES = 5, STRIDE = 3 };
	const size_t first = p->i / DEMO_CATEGORIES + p->i % DEMO_CATEGORIES * SHADES;

	for (size_t k = 0; k < COUNT_OF(p->category->attributes); k++) {
		const char *name = p->category->attributes[k];

		/* Not each product says all. */
		if (name && (p->i + k * STRIDE) % MISSING_EVERY)
			p->attributes[p->n_attributes++] = (struct demo_attribute){
			    name, demo_attribute_value(name, first + STRIDE * k)};
	}
}

struct demo_product *demo_product(void *owner, size_t i)
{
	struct demo_product *p = mem_zero(owner, struct demo_product);
	const size_t turn = i / DEMO_CATEGORIES;

	p->i = i;
	p->category = &demo_categories[i % DEMO_CATEGORIES];
	p->is_other = p->category->also && turn % EACH_OTHER == 1;
	p->known = known_of(i);
	if (p->known != DEMO_ONCE && i % FLAWED_EVERY % 2)
		p->flaw = (enum demo_flaw)(1 + i / 3 % (FLAWS - 1));
	p->brand = p->category->brands[turn % BRANDS];
	p->model = models[(i * 3 + turn) % COUNT_OF(models)];
	p->mpn = p->known == DEMO_HANDMADE ? "" : mem_printf(p, "%.3s-%zu", p->model, 1000 + i * 3);
	p->sku = mem_printf(p, "SK-%05zu", i + 1);
	if (p->known != DEMO_HANDMADE)
		write_ean(p->ean, i);
	p->price = p->category->price + (int64_t)(turn % PRICE_STEPS) * PRICE_STEP;
	p->stock = (int64_t)(i * STOCK_STEP % STOCK_MOST);
	p->weight_g = p->category->weight_g + (int64_t)(turn % PRICE_STEPS) * 10;
	add_attributes(p);
	p->name = name_of(p);
	return p;
}

const char *demo_attribute(const struct demo_product *p, const char *name)
{
	for (size_t k = 0; k < p->n_attributes; k++)
		if (str_eq(p->attributes[k].name, name))
			return p->attributes[k].value;
	return NULL;
}
