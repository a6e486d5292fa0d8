/* The shop's export: WooCommerce's, with the headers of a Polish site. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"

#include "catalogue/demo_products.h"
#include "control/control.h"
#include "sandbox.h"

enum { FILE_MAX = 128 * 1024 * 1024, PRODUCTS_MAX = 200000, ATTRIBUTES = 3 };

static const char header[] =
    "\xef\xbb\xbfID,Typ,SKU,\"GTIN, UPC, EAN lub "
    "ISBN\",Nazwa,Opublikowano,\"Widoczność w katalogu\",Opis,"
    "\"Status podatku\",\"W magazynie?\",\"Stan magazynowy\",\"Waga "
    "(kg)\",\"Cena\",Kategorie,Obrazki,"
    "\"Element nadrzędny\",Marki,\"Nazwa atrybutu 1\",\"Wartości atrybutu 1\",\"Nazwa atrybutu "
    "2\",\"Wartości atrybutu 2\","
    "\"Nazwa atrybutu 3\",\"Wartości atrybutu 3\",\"Meta: _mpn\"\r\n";

static void add_cell(struct str *out, const char *text)
{
	str_add(out, ",\"");
	for (; *text; text++) {
		if (*text == '"')
			str_add(out, "\"");
		str_add_bytes(out, text, 1);
	}
	str_add(out, "\"");
}

static const char *description(void *mem, const struct demo_product *p)
{
	if (p->flaw == FLAW_DESCRIPTION)
		return "";
	return mem_printf(mem,
			  "<h2>%s</h2>\\n<p>Solidny wyrób na lata. <strong>%s</strong> pasuje do "
			  "domu i na prezent.</p>\\n<ul><li>szybka wysyłka</li><li>dwa lata "
			  "gwarancji</li></ul><script>track()</script>",
			  p->name, p->model);
}

/* The EAN as the shop has it. */
static const char *shop_ean(void *mem, const struct demo_product *p)
{
	char *ean = mem_strdup(mem, p->ean);

	if (p->known == DEMO_MPN || p->known == DEMO_MPN_OTHER || p->known == DEMO_MPN_TWICE)
		return "";
	if (p->known == DEMO_WRONG_EAN)
		ean[strlen(ean) - 1] = (char)('0' + (ean[strlen(ean) - 1] - '0' + 1) % 10);
	return ean;
}

static void add_numbers(struct str *out, void *mem, const struct demo_product *p)
{
	add_cell(out, "taxable");
	add_cell(out, p->stock || p->flaw == FLAW_STOCK ? "1" : "0");
	add_cell(out, p->flaw == FLAW_STOCK ? "" : mem_printf(mem, "%" PRId64, p->stock));
	add_cell(out, p->flaw == FLAW_WEIGHT ? ""
					     : mem_printf(mem, "%" PRId64 ",%03" PRId64,
							  p->weight_g / 1000, p->weight_g % 1000));
	add_cell(out, p->flaw == FLAW_PRICE ? ""
					    : mem_printf(mem, "%" PRId64 ",%02" PRId64,
							 p->price / 100, p->price % 100));
}

static void add_product(struct str *out, void *mem, size_t i)
{
	const struct demo_product *p = demo_product(mem, i);
	const char *image = mem_printf(mem,
				       "https://sklep.example/zdjecia/%s-1.jpg, "
				       "https://sklep.example/zdjecia/%s-2.jpg",
				       p->sku, p->sku);

	str_addf(out, "%zu", 1000 + i);
	add_cell(out, "simple");
	add_cell(out, p->sku);
	add_cell(out, shop_ean(mem, p));
	add_cell(out, p->name);
	add_cell(out, "1");
	add_cell(out, "visible");
	add_cell(out, description(mem, p));
	add_numbers(out, mem, p);
	add_cell(out, p->flaw == FLAW_CATEGORY ? "" : p->category->shop);
	add_cell(out, p->flaw == FLAW_IMAGE ? "" : image);
	add_cell(out, "");
	add_cell(out, p->brand);
	for (size_t k = 0; k < ATTRIBUTES; k++) {
		add_cell(out, k < p->n_attributes ? p->attributes[k].name : "");
		add_cell(out, k < p->n_attributes ? p->attributes[k].value : "");
	}
	add_cell(out, p->mpn);
	str_add(out, "\r\n");
}

void control_shop_csv(struct exchange *x)
{
	const char *asked = query_get(x, "n");
	struct str out;
	int64_t n = DEMO_SHOP;

	if (!str_empty(asked) && !str_to_i64(asked, 1, PRODUCTS_MAX, &n)) {
		control_failed(x, 400, "n must be a number up to 200000");
		return;
	}
	str_init(&out, x, FILE_MAX);
	str_add(&out, header);
	for (size_t i = 0; i < (size_t)n; i++) {
		void *mem = mem_context(x, "product");

		add_product(&out, mem, i);
		mem_free(mem);
	}
	answer_header(x, "Content-Disposition", "attachment; filename=\"sklep.csv\"");
	answer_text(x, 200, "text/csv; charset=utf-8", out.text);
}
