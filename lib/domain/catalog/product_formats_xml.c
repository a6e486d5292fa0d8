/* Formats of XML: the path inside the element that is a product, "[key]" apart. */
#include "domain/catalog/product_format_rows.h"

/* `avail` is a code of days, never a number of pieces. */
static const struct format_row ceneo[] = {
    PLAIN("@id", SLOT_SKU),
    PLAIN("@gross_price", PRODUCT_PRICE),
    PLAIN("@price", PRODUCT_PRICE),
    PLAIN("@stock", PRODUCT_STOCK),
    MEASURE("@weight", PRODUCT_WEIGHT, "kg"),
    PLAIN("cat", PRODUCT_CATEGORY),
    PLAIN("name", PRODUCT_NAME),
    PLAIN("desc", PRODUCT_DESCRIPTION),
    DO("imgs/main@url", HOW_IMAGE),
    DO("imgs/i@url", HOW_IMAGE),
    KEYED("attrs/a", "producent", PRODUCT_BRAND),
    KEYED("attrs/a", "wydawnictwo", PRODUCT_BRAND),
    KEYED("attrs/a", "kod_producenta", PRODUCT_MPN),
    KEYED("attrs/a", "kod producenta", PRODUCT_MPN),
    KEYED("attrs/a", "ean", PRODUCT_EAN),
    KEYED("attrs/a", "isbn", PRODUCT_EAN),
    KEYED("attrs/a", "productsetid", PRODUCT_VARIANT_OF),
    DO("attrs/a", HOW_ATTRIBUTE),
};

const struct product_format format_ceneo = {
    .name = "ceneo",
    .title = "Ceneo (XML)",
    .kind = TABLE_XML,
    .shape = {.row = "o", .keyed = "a"},
    .rows = ceneo,
    .n = COUNT_OF(ceneo),
    .signs = "offers o",
    .category_mark = "/",
};

/* There is no number of pieces in it: stock stays unknown. */
static const struct format_row google[] = {
    PLAIN("id", SLOT_SKU),
    PLAIN("title", PRODUCT_NAME),
    PLAIN("description", PRODUCT_DESCRIPTION),
    PLAIN("price", PRODUCT_PRICE),
    PLAIN("brand", PRODUCT_BRAND),
    PLAIN("gtin", PRODUCT_EAN),
    PLAIN("mpn", PRODUCT_MPN),
    PLAIN("product_type", PRODUCT_CATEGORY),
    PLAIN("google_product_category", PRODUCT_CATEGORY),
    PLAIN("item_group_id", PRODUCT_VARIANT_OF),
    PLAIN("cost_of_goods_sold", PRODUCT_COST),
    MEASURE("shipping_weight", PRODUCT_WEIGHT, "kg"),
    MEASURE("product_weight", PRODUCT_WEIGHT, "kg"),
    MEASURE("product_length", PRODUCT_LENGTH, "cm"),
    MEASURE("product_width", PRODUCT_WIDTH, "cm"),
    MEASURE("product_height", PRODUCT_HEIGHT, "cm"),
    DO("image_link", HOW_IMAGE),
    DO("additional_image_link", HOW_IMAGE),
    NAMED("color", "Kolor"),
    NAMED("size", "Rozmiar"),
    NAMED("material", "Materiał"),
    NAMED("pattern", "Wzór"),
    NAMED("condition", "Stan"),
    DO("product_detail/attribute_name", HOW_NAME),
    DO("product_detail/attribute_value", HOW_VALUE),
};

const struct product_format format_google = {
    .name = "google",
    .title = "Google Merchant (XML)",
    .kind = TABLE_XML,
    .shape = {.row = "item|entry"},
    .rows = google,
    .n = COUNT_OF(google),
    .signs = "base.google.com/ns/1.0",
    .category_mark = " > ",
};

/*
 * One row a size. The SKU is the size's `code`, because it is what the full and the light file both
 * have; a shop that lists by another one maps it. `code_producer` is the EAN in some shops.
 */
static const struct format_row iof[] = {
    PLAIN("sizes/size@code", SLOT_SKU),
    PLAIN("@code_on_card", SLOT_SKU),
    PLAIN("@id", PRODUCT_VARIANT_OF),
    PLAIN("@vat", PRODUCT_VAT),
    PLAIN("@currency", SLOT_CURRENCY),
    {"sizes/size@code_producer", NULL, 0, HOW_EAN_OR_MPN, NULL},
    {"sizes/size@code_external", NULL, 0, HOW_EAN_OR_MPN, NULL},
    {"@producer_code_standard", NULL, 0, HOW_IGNORE, NULL},
    PLAIN("sizes/size/price@gross", PRODUCT_PRICE),
    PLAIN("price@gross", PRODUCT_PRICE),
    PLAIN("sizes/size/price@net", SLOT_NET),
    PLAIN("price@net", SLOT_NET),
    DO("sizes/size/stock@quantity", HOW_STOCK_SUM),
    DO("sizes/size/stock@stock_quantity", HOW_STOCK_SUM),
    MEASURE("sizes/size@weight", PRODUCT_WEIGHT, "g"),
    KEYED("description/name", "pol", PRODUCT_NAME),
    PLAIN("description/name", PRODUCT_NAME),
    KEYED("description/long_desc", "pol", PRODUCT_DESCRIPTION),
    KEYED("description/short_desc", "pol", PRODUCT_DESCRIPTION),
    PLAIN("description/long_desc", PRODUCT_DESCRIPTION),
    PLAIN("producer@name", PRODUCT_BRAND),
    PLAIN("category@name", PRODUCT_CATEGORY),
    DO("images/large/image@url", HOW_IMAGE),
    NAMED("sizes/size@name", "Rozmiar"),
    {"parameters/parameter/value@name", NULL, 0, HOW_ATTRIBUTE, NULL},
    {"parameters/parameter/value/name", NULL, 0, HOW_IGNORE, NULL},
};

const struct product_format format_iof = {
    .name = "iof",
    .title = "IdoSell IOF (XML)",
    .kind = TABLE_XML,
    .shape = {.row = "product", .split = "sizes/size", .keyed = "parameter"},
    .rows = iof,
    .n = COUNT_OF(iof),
    .signs = "offer products sizes",
    .category_mark = "/",
};

/* Elements are what the seller's template says: these are its own defaults. */
static const struct format_row baselinker[] = {
    PLAIN("sku", SLOT_SKU),
    PLAIN("@sku", SLOT_SKU),
    PLAIN("product_id", PRODUCT_SHOP_ID),
    PLAIN("id", PRODUCT_SHOP_ID),
    PLAIN("@id", PRODUCT_SHOP_ID),
    PLAIN("ean", PRODUCT_EAN),
    PLAIN("name", PRODUCT_NAME),
    PLAIN("description", PRODUCT_DESCRIPTION),
    PLAIN("price_brutto", PRODUCT_PRICE),
    PLAIN("price", PRODUCT_PRICE),
    PLAIN("price_netto", SLOT_NET),
    PLAIN("currency", SLOT_CURRENCY),
    PLAIN("tax", PRODUCT_VAT),
    PLAIN("tax_rate", PRODUCT_VAT),
    PLAIN("quantity", PRODUCT_STOCK),
    PLAIN("stock", PRODUCT_STOCK),
    MEASURE("weight", PRODUCT_WEIGHT, "kg"),
    MEASURE("length", PRODUCT_LENGTH, "cm"),
    MEASURE("width", PRODUCT_WIDTH, "cm"),
    MEASURE("height", PRODUCT_HEIGHT, "cm"),
    PLAIN("man_name", PRODUCT_BRAND),
    PLAIN("manufacturer", PRODUCT_BRAND),
    PLAIN("category_name", PRODUCT_CATEGORY),
    PLAIN("category", PRODUCT_CATEGORY),
    PLAIN("average_cost", PRODUCT_COST),
    DO("image", HOW_IMAGE),
    DO("images/image", HOW_IMAGE),
    DO("images/image@url", HOW_IMAGE),
    DO("image_extra_*", HOW_IMAGE),
    DO("features/feature/name", HOW_NAME),
    DO("features/feature/value", HOW_VALUE),
    DO("features/feature", HOW_ATTRIBUTE),
    DO("attributes/attribute", HOW_ATTRIBUTE),
};

const struct product_format format_baselinker = {
    .name = "baselinker",
    .title = "BaseLinker (XML)",
    .kind = TABLE_XML,
    .shape = {.row = "product|item", .keyed = "feature|attribute"},
    .rows = baselinker,
    .n = COUNT_OF(baselinker),
    .signs = "product",
    .category_mark = "/",
};
