/* Formats of CSV: columns in English and Polish, as the shops' own exports name them. */
#include "domain/catalog/product_format.h"

#define PLAIN(column, slot)                                                                        \
	{                                                                                          \
		column, NULL, slot, HOW_PLAIN, NULL                                                \
	}
#define MEASURE(column, slot, unit)                                                                \
	{                                                                                          \
		column, NULL, slot, HOW_PLAIN, unit                                                \
	}
#define DO(column, how)                                                                            \
	{                                                                                          \
		column, NULL, 0, how, NULL                                                         \
	}

/* ---- WooCommerce: headers are those of the shop's language
 * --------------------------------------- */

static const struct format_row woocommerce[] = {
    PLAIN("sku", SLOT_SKU),
    PLAIN("type", SLOT_KIND),
    PLAIN("typ", SLOT_KIND),
    PLAIN("id", PRODUCT_SHOP_ID),
    PLAIN("name", PRODUCT_NAME),
    PLAIN("nazwa", PRODUCT_NAME),
    PLAIN("description", PRODUCT_DESCRIPTION),
    PLAIN("opis", PRODUCT_DESCRIPTION),
    PLAIN("short description", PRODUCT_DESCRIPTION),
    PLAIN("krotki opis", PRODUCT_DESCRIPTION),
    PLAIN("regular price", PRODUCT_PRICE),
    PLAIN("cena", PRODUCT_PRICE),
    PLAIN("stock", PRODUCT_STOCK),
    PLAIN("stan magazynowy", PRODUCT_STOCK),
    PLAIN("cost of goods", PRODUCT_COST),
    MEASURE("weight (*)", PRODUCT_WEIGHT, "kg"),
    MEASURE("waga (*)", PRODUCT_WEIGHT, "kg"),
    MEASURE("length (*)", PRODUCT_LENGTH, "cm"),
    MEASURE("dlugosc (*)", PRODUCT_LENGTH, "cm"),
    MEASURE("width (*)", PRODUCT_WIDTH, "cm"),
    MEASURE("szerokosc (*)", PRODUCT_WIDTH, "cm"),
    MEASURE("height (*)", PRODUCT_HEIGHT, "cm"),
    MEASURE("wysokosc (*)", PRODUCT_HEIGHT, "cm"),
    PLAIN("categories", PRODUCT_CATEGORY),
    PLAIN("kategorie", PRODUCT_CATEGORY),
    DO("images", HOW_IMAGES),
    DO("obrazki", HOW_IMAGES),
    PLAIN("parent", SLOT_PARENT),
    PLAIN("element nadrzedny", SLOT_PARENT),
    PLAIN("brands", PRODUCT_BRAND),
    PLAIN("marki", PRODUCT_BRAND),
    DO("attribute * name", HOW_NAME),
    DO("nazwa atrybutu *", HOW_NAME),
    DO("attribute * value(s)", HOW_VALUE),
    DO("wartosci atrybutu *", HOW_VALUE),
    /* The column is young, and older shops keep the number in fields of their plugins. */
    PLAIN("gtin*", PRODUCT_EAN),
    PLAIN("*ean", PRODUCT_EAN),
    PLAIN("meta: *gtin*", PRODUCT_EAN),
    PLAIN("meta: *ean*", PRODUCT_EAN),
};
static const char *const woocommerce_marks[] = {"sku", "type|typ", "regular price|cena",
						"parent|element nadrzedny", NULL};

const struct product_format format_woocommerce = {
    .name = "woocommerce",
    .title = "WooCommerce (CSV)",
    .kind = TABLE_CSV,
    .rows = woocommerce,
    .n = COUNT_OF(woocommerce),
    .marks = woocommerce_marks,
    .category_mark = " > ",
    .has_escapes = true,
    .has_many_categories = true,
};

/* ---- PrestaShop: products, and what makes them different ----------------------------------------
 */

static const struct format_row prestashop[] = {
    PLAIN("reference #", SLOT_SKU),
    PLAIN("product id", PRODUCT_SHOP_ID),
    PLAIN("name", PRODUCT_NAME),
    PLAIN("categories (x,y,z...)", PRODUCT_CATEGORY),
    PLAIN("price tax included", PRODUCT_PRICE),
    PLAIN("price tax excluded", SLOT_NET),
    PLAIN("wholesale price", PRODUCT_COST),
    PLAIN("manufacturer", PRODUCT_BRAND),
    PLAIN("ean13", PRODUCT_EAN),
    PLAIN("upc", PRODUCT_EAN),
    PLAIN("mpn", PRODUCT_MPN),
    PLAIN("quantity", PRODUCT_STOCK),
    PLAIN("description", PRODUCT_DESCRIPTION),
    PLAIN("summary", PRODUCT_DESCRIPTION),
    PLAIN("short description", PRODUCT_DESCRIPTION),
    MEASURE("width", PRODUCT_WIDTH, "cm"),
    MEASURE("height", PRODUCT_HEIGHT, "cm"),
    MEASURE("depth", PRODUCT_LENGTH, "cm"),
    MEASURE("weight", PRODUCT_WEIGHT, "kg"),
    DO("image urls (x,y,z...)", HOW_IMAGES),
    DO("feature(name:value:position)", HOW_FEATURES),
};
static const char *const prestashop_marks[] = {"product id", "reference #",
					       "price tax excluded|price tax included", NULL};

const struct product_format format_prestashop = {
    .name = "prestashop",
    .title = "PrestaShop: products (CSV)",
    .kind = TABLE_CSV,
    .rows = prestashop,
    .n = COUNT_OF(prestashop),
    .marks = prestashop_marks,
    .category_mark = "/",
    .has_many_categories = true,
};

static const struct format_row combinations[] = {
    PLAIN("reference", SLOT_SKU),
    PLAIN("product id", SLOT_PARENT),
    PLAIN("ean13", PRODUCT_EAN),
    PLAIN("isbn", PRODUCT_EAN),
    PLAIN("upc", PRODUCT_EAN),
    PLAIN("mpn", PRODUCT_MPN),
    PLAIN("wholesale price", PRODUCT_COST),
    PLAIN("impact on price", SLOT_IMPACT),
    PLAIN("quantity", PRODUCT_STOCK),
    DO("image urls (x,y,z...)", HOW_IMAGES),
    DO("attribute (name:type:position)", HOW_NAMES),
    DO("value (value:position)", HOW_VALUES),
};
static const char *const combination_marks[] = {"product id", "attribute (name:type:position)",
						"value (value:position)", NULL};

const struct product_format format_prestashop_combinations = {
    .name = "prestashop-combinations",
    .title = "PrestaShop: combinations (CSV)",
    .kind = TABLE_CSV,
    .rows = combinations,
    .n = COUNT_OF(combinations),
    .marks = combination_marks,
    .category_mark = "/",
};

/* ---- Own files, BaseLinker's, Shoper's: names people give columns
 * -------------------------------- */

static const struct format_row any_csv[] = {
    PLAIN("sku", SLOT_SKU),
    PLAIN("symbol", SLOT_SKU),
    PLAIN("product_code", SLOT_SKU),
    PLAIN("kod produktu", SLOT_SKU),
    PLAIN("kod", SLOT_SKU),
    PLAIN("indeks", SLOT_SKU),
    PLAIN("sygnatura", SLOT_SKU),
    PLAIN("reference", SLOT_SKU),
    PLAIN("product_id", PRODUCT_SHOP_ID),
    PLAIN("id", PRODUCT_SHOP_ID),
    PLAIN("ean", PRODUCT_EAN),
    PLAIN("ean13", PRODUCT_EAN),
    PLAIN("gtin", PRODUCT_EAN),
    PLAIN("barcode", PRODUCT_EAN),
    PLAIN("kod ean", PRODUCT_EAN),
    PLAIN("kod kreskowy", PRODUCT_EAN),
    PLAIN("mpn", PRODUCT_MPN),
    PLAIN("kod producenta", PRODUCT_MPN),
    PLAIN("name", PRODUCT_NAME),
    PLAIN("nazwa", PRODUCT_NAME),
    PLAIN("title", PRODUCT_NAME),
    PLAIN("tytul", PRODUCT_NAME),
    PLAIN("brand", PRODUCT_BRAND),
    PLAIN("man_name", PRODUCT_BRAND),
    PLAIN("producer", PRODUCT_BRAND),
    PLAIN("manufacturer", PRODUCT_BRAND),
    PLAIN("producent", PRODUCT_BRAND),
    PLAIN("marka", PRODUCT_BRAND),
    PLAIN("description", PRODUCT_DESCRIPTION),
    PLAIN("opis", PRODUCT_DESCRIPTION),
    PLAIN("short_description", PRODUCT_DESCRIPTION),
    PLAIN("price_gross", PRODUCT_PRICE),
    PLAIN("cena brutto*", PRODUCT_PRICE),
    PLAIN("price", PRODUCT_PRICE),
    PLAIN("cena", PRODUCT_PRICE),
    PLAIN("price_net", SLOT_NET),
    PLAIN("cena netto*", SLOT_NET),
    PLAIN("currency", SLOT_CURRENCY),
    PLAIN("waluta", SLOT_CURRENCY),
    PLAIN("tax", PRODUCT_VAT),
    PLAIN("tax_rate", PRODUCT_VAT),
    PLAIN("vat*", PRODUCT_VAT),
    PLAIN("stawka vat", PRODUCT_VAT),
    PLAIN("quantity", PRODUCT_STOCK),
    PLAIN("stock", PRODUCT_STOCK),
    PLAIN("stan", PRODUCT_STOCK),
    PLAIN("ilosc", PRODUCT_STOCK),
    PLAIN("stan magazynowy", PRODUCT_STOCK),
    PLAIN("cost", PRODUCT_COST),
    PLAIN("cena zakupu*", PRODUCT_COST),
    PLAIN("unit", PRODUCT_UNIT),
    PLAIN("jednostka", PRODUCT_UNIT),
    MEASURE("weight (*)", PRODUCT_WEIGHT, "kg"),
    MEASURE("weight", PRODUCT_WEIGHT, "kg"),
    MEASURE("waga (*)", PRODUCT_WEIGHT, "kg"),
    MEASURE("waga [*]", PRODUCT_WEIGHT, "kg"),
    MEASURE("waga", PRODUCT_WEIGHT, "kg"),
    MEASURE("length", PRODUCT_LENGTH, "cm"),
    MEASURE("dlugosc", PRODUCT_LENGTH, "cm"),
    MEASURE("width", PRODUCT_WIDTH, "cm"),
    MEASURE("szerokosc", PRODUCT_WIDTH, "cm"),
    MEASURE("height", PRODUCT_HEIGHT, "cm"),
    MEASURE("wysokosc", PRODUCT_HEIGHT, "cm"),
    PLAIN("category", PRODUCT_CATEGORY),
    PLAIN("category_name", PRODUCT_CATEGORY),
    PLAIN("kategoria", PRODUCT_CATEGORY),
    PLAIN("variant_of", PRODUCT_VARIANT_OF),
    DO("images", HOW_IMAGES),
    DO("zdjecia", HOW_IMAGES),
    DO("image*", HOW_IMAGE),
    DO("zdjecie*", HOW_IMAGE),
    {"cecha: *", NULL, 0, HOW_ATTRIBUTE, NULL},
    {"attribute: *", NULL, 0, HOW_ATTRIBUTE, NULL},
};

const struct product_format format_csv = {
    .name = "csv",
    .title = "CSV (own, BaseLinker, Shoper)",
    .kind = TABLE_CSV,
    .rows = any_csv,
    .n = COUNT_OF(any_csv),
    .category_mark = " > ",
};
