/* The members that bodies of product-offers may have, from openapi.yaml. */
#include "offers/offer_shape.h"

#include "base/compiler.h"

#define BOTH (SHAPE_POST | SHAPE_PATCH)
#define ONE  "/productSet/*"
#define PARAM(at)                                                                                  \
	{BOTH, at, BODY_LIST, 0, 0, NULL}, {BOTH, at "/*/id", BODY_TEXT, 0, 0, NULL},              \
	    {BOTH, at "/*/name", BODY_TEXT, 0, 0, NULL},                                           \
	    {BOTH, at "/*/values", BODY_LIST, 0, 0, NULL},                                         \
	    {BOTH, at "/*/values/*", BODY_TEXT, BODY_NOT_NULL, 0, NULL},                           \
	    {BOTH, at "/*/valuesIds", BODY_LIST, 0, 0, NULL},                                      \
	    {BOTH, at "/*/valuesIds/*", BODY_TEXT, BODY_NOT_NULL, 0, NULL},                        \
	    {BOTH, at "/*/rangeValue/from", BODY_TEXT, BODY_NEEDED, 0, NULL},                      \
	{                                                                                          \
		BOTH, at "/*/rangeValue/to", BODY_TEXT, BODY_NEEDED, 0, NULL                       \
	}
#define NAMED(at)                                                                                  \
	{BOTH, at "/id", BODY_TEXT, 0, 0, NULL},                                                   \
	{                                                                                          \
		BOTH, at "/name", BODY_TEXT, 0, 0, NULL                                            \
	}
#define MONEY(at)                                                                                  \
	{BOTH, at "/amount", BODY_TEXT, BODY_NEEDED, 0, NULL},                                     \
	{                                                                                          \
		BOTH, at "/currency", BODY_TEXT, BODY_NEEDED, 3, NULL                              \
	}
#define HOURS "PT0S PT24H P1D P2D P3D P4D P5D P7D P10D P14D P21D P30D P60D"
#define DAYS  "P1D P3D P5D P7D P10D P20D P30D PT24H PT72H PT120H PT168H PT240H PT480H PT720H"

static const struct body_rule rules[] = {
    {SHAPE_PATCH, "/id", BODY_TEXT, 0, 0, NULL},
    {BOTH, "/productSet", BODY_LIST, 0, 0, NULL},
    {BOTH, ONE "/product", BODY_OBJECT, 0, 0, NULL},
    {BOTH, ONE "/product/id", BODY_TEXT, 0, 0, NULL},
    {BOTH, ONE "/product/idType", BODY_TEXT, 0, 0, "GTIN MPN"},
    {BOTH, ONE "/product/name", BODY_TEXT, 0, 75, NULL},
    {BOTH, ONE "/product/category/id", BODY_TEXT, 0, 0, NULL},
    PARAM(ONE "/product/parameters"),
    {BOTH, ONE "/product/images", BODY_LIST, 0, 0, NULL},
    {BOTH, ONE "/product/images/*", BODY_TEXT, BODY_NOT_NULL, 0, NULL},
    {BOTH, ONE "/quantity/value", BODY_INT, BODY_NEEDED, 0, NULL},
    NAMED(ONE "/responsiblePerson"),
    {BOTH, ONE "/responsibleProducer/type", BODY_TEXT, BODY_NEEDED, 0, "ID NAME"},
    {BOTH, ONE "/responsibleProducer/id", BODY_TEXT, 0, 0, NULL},
    {BOTH, ONE "/responsibleProducer/name", BODY_TEXT, 0, 50, NULL},
    {BOTH, ONE "/safetyInformation/type", BODY_TEXT, BODY_NEEDED, 0,
     "TEXT ATTACHMENTS NO_SAFETY_INFORMATION"},
    {BOTH, ONE "/safetyInformation/description", BODY_TEXT, 0, 5000, NULL},
    {BOTH, ONE "/safetyInformation/attachments", BODY_LIST, 0, 20, NULL},
    {BOTH, ONE "/safetyInformation/attachments/*/id", BODY_TEXT, BODY_NEEDED, 0, NULL},
    {BOTH, ONE "/marketedBeforeGPSRObligation", BODY_FLAG, 0, 0, NULL},
    {BOTH, ONE "/deposits/*/id", BODY_TEXT, BODY_NEEDED, 0, NULL},
    {BOTH, ONE "/deposits/*/quantity", BODY_INT, 0, 0, NULL},
    {BOTH, "/name", BODY_TEXT, 0, 0, NULL},
    {BOTH, "/category/id", BODY_TEXT, BODY_NEEDED, 0, NULL},
    PARAM("/parameters"),
    {BOTH, "/images", BODY_LIST, 0, 0, NULL},
    {BOTH, "/images/*", BODY_TEXT, BODY_NOT_NULL, 0, NULL},
    {BOTH, "/description/sections", BODY_LIST, BODY_NEEDED, 0, NULL},
    {BOTH, "/description/sections/*/items", BODY_LIST, BODY_NEEDED, 0, NULL},
    {BOTH, "/description/sections/*/items/*/type", BODY_TEXT, BODY_NEEDED, 0, "TEXT IMAGE"},
    {BOTH, "/description/sections/*/items/*/content", BODY_TEXT, 0, 0, NULL},
    {BOTH, "/description/sections/*/items/*/url", BODY_TEXT, 0, 0, NULL},
    {BOTH, "/sellingMode/format", BODY_TEXT, 0, 0, "BUY_NOW AUCTION ADVERTISEMENT"},
    MONEY("/sellingMode/price"),
    MONEY("/sellingMode/minimalPrice"),
    MONEY("/sellingMode/startingPrice"),
    {SHAPE_POST, "/stock", BODY_OBJECT, BODY_NEEDED, 0, NULL},
    {BOTH, "/stock/available", BODY_INT, 0, 0, NULL},
    {BOTH, "/stock/unit", BODY_TEXT, 0, 0, "UNIT PAIR SET"},
    {BOTH, "/publication/status", BODY_TEXT, 0, 0, "INACTIVE ACTIVATING ACTIVE ENDED"},
    {BOTH, "/publication/duration", BODY_TEXT, 0, 0, DAYS},
    {BOTH, "/publication/startingAt", BODY_TEXT, 0, 0, NULL},
    {BOTH, "/publication/endingAt", BODY_TEXT, 0, 0, NULL},
    {BOTH, "/publication/republish", BODY_FLAG, 0, 0, NULL},
    {BOTH, "/delivery/handlingTime", BODY_TEXT, 0, 0, HOURS},
    NAMED("/delivery/shippingRates"),
    {BOTH, "/delivery/additionalInfo", BODY_TEXT, 0, 650, NULL},
    {BOTH, "/delivery/shipmentDate", BODY_TEXT, 0, 0, NULL},
    NAMED("/afterSalesServices/returnPolicy"),
    NAMED("/afterSalesServices/impliedWarranty"),
    NAMED("/afterSalesServices/warranty"),
    {BOTH, "/location/city", BODY_TEXT, 0, 50, NULL},
    {BOTH, "/location/countryCode", BODY_TEXT, 0, 2, NULL},
    {BOTH, "/location/postCode", BODY_TEXT, 0, 12, NULL},
    {BOTH, "/location/province", BODY_TEXT, 0, 0, NULL},
    {BOTH, "/payments/invoice", BODY_TEXT, 0, 0, "VAT VAT_MARGIN WITHOUT_VAT NO_INVOICE"},
    {BOTH, "/taxSettings/rates/*/rate", BODY_TEXT, 0, 0, NULL},
    {BOTH, "/taxSettings/rates/*/countryCode", BODY_TEXT, 0, 2, NULL},
    {BOTH, "/taxSettings/subject", BODY_TEXT, 0, 0, NULL},
    {BOTH, "/taxSettings/exemption", BODY_TEXT, 0, 0, NULL},
    {BOTH, "/external/id", BODY_TEXT, 0, 100, NULL},
    {BOTH, "/language", BODY_TEXT, 0, 0, NULL},
    {BOTH, "/b2b/buyableOnlyByBusiness", BODY_FLAG, 0, 0, NULL},
    {BOTH, "/attachments/*/id", BODY_TEXT, BODY_NEEDED, 0, NULL},
    {BOTH, "/additionalMarketplaces", BODY_OBJECT, 0, 0, NULL},
    MONEY("/additionalMarketplaces/*/sellingMode/price"),
    NAMED("/fundraisingCampaign"),
    NAMED("/additionalServices"),
    NAMED("/sizeTable"),
    NAMED("/contact"),
    NAMED("/discounts/wholesalePriceList"),
    {BOTH, "/compatibilityList/items", BODY_LIST, 0, 0, NULL},
    {BOTH, "/compatibilityList/items/*", BODY_ANY, 0, 0, NULL},
    {BOTH, "/compatibilityList/type", BODY_TEXT, 0, 0, NULL},
    {BOTH, "/messageToSellerSettings/mode", BODY_TEXT, BODY_NEEDED, 0, "OPTIONAL HIDDEN REQUIRED"},
    {BOTH, "/messageToSellerSettings/hint", BODY_TEXT, 0, 0, NULL},
    {BOTH, "/aiCoCreatedContent/images", BODY_LIST, 0, 0, NULL},
    {BOTH, "/aiCoCreatedContent/images/*", BODY_ANY, 0, 0, NULL},
};

struct body_fault offer_shape_check(void *mem, unsigned kind, struct json_object *body)
{
	return body_check(mem, rules, COUNT_OF(rules), kind, body);
}
