/* One row an operation: openapi.yaml's path, media types and scope (FACTS 0, 1.7, 13), its place in
 * the request budget (FACTS 15). */
#include "allegro/operation.h"

#define MEDIA_PUBLIC ALLEGRO_MEDIA
#define ORDERS_READ  "allegro:api:orders:read"
#define ORDERS_WRITE "allegro:api:orders:write"
#define RATINGS	     "allegro:api:ratings"
#define SETTINGS     "allegro:api:sale:settings:read"
#define SETTINGS_SET "allegro:api:sale:settings:write"
#define CONDITIONS   "/after-sales-service-conditions/"
#define OFFERS_READ  "allegro:api:sale:offers:read"
#define OFFERS_SET   "allegro:api:sale:offers:write"
#define OFFERS_WRITE "allegro:api:sale:offers:write"
#define AUTOMATION   "/sale/price-automation/rules"
#define CAMPAIGNS    "allegro:api:campaigns"
#define POLISH	     "pl-PL"

/* Changes of many offers at once: told to do it, asked how far it is, asked offer by offer. */
#define COMMAND(what, name, urgency)                                                               \
	[OP_##what##_COMMAND] = {"PUT " COMMANDS(name),                                            \
				 HTTP_PUT,                                                         \
				 COMMANDS(name),                                                   \
				 MEDIA_PUBLIC,                                                     \
				 MEDIA_PUBLIC,                                                     \
				 OFFERS_SET,                                                       \
				 "offer-commands",                                                 \
				 urgency,                                                          \
				 LIMIT_ALL,                                                        \
				 NULL},                                                            \
	[OP_##what##_REPORT] =                                                                     \
	    {"GET " COMMANDS(name), HTTP_GET, COMMANDS(name), MEDIA_PUBLIC, NULL, OFFERS_SET,      \
	     "offer-commands",	    urgency,  LIMIT_ALL,      NULL},                               \
	[OP_##what##_TASKS] = {"GET " COMMANDS(name) "/tasks",                                     \
			       HTTP_GET,                                                           \
			       COMMANDS(name) "/tasks",                                            \
			       MEDIA_PUBLIC,                                                       \
			       NULL,                                                               \
			       OFFERS_SET,                                                         \
			       "offer-commands",                                                   \
			       urgency,                                                            \
			       LIMIT_ALL,                                                          \
			       NULL}
#define COMMANDS(name) "/sale/offer-" name "-commands/{id}"

const struct operation operations[OP_COUNT] = {
    [OP_ME] = {"GET /me", HTTP_GET, "/me", MEDIA_PUBLIC, NULL, "allegro:api:profile:read", "me",
	       CLASS_ORDERS, LIMIT_ALL, NULL},
    [OP_ORDER_EVENTS] = {"GET /order/events", HTTP_GET, "/order/events", MEDIA_PUBLIC, NULL,
			 ORDERS_READ, "order-events", CLASS_ORDERS, LIMIT_ALL, NULL},
    [OP_ORDER_EVENT_STATS] = {"GET /order/event-stats", HTTP_GET, "/order/event-stats",
			      MEDIA_PUBLIC, NULL, ORDERS_READ, "order-events", CLASS_ORDERS,
			      LIMIT_ALL, NULL},
    [OP_CHECKOUT_FORMS] = {"GET /order/checkout-forms", HTTP_GET, "/order/checkout-forms",
			   MEDIA_PUBLIC, NULL, ORDERS_READ, "orders", CLASS_ORDERS, LIMIT_ALL,
			   NULL},
    [OP_CHECKOUT_FORM] = {"GET /order/checkout-forms/{id}", HTTP_GET, "/order/checkout-forms/{id}",
			  MEDIA_PUBLIC, NULL, ORDERS_READ, "orders", CLASS_ORDERS, LIMIT_ALL, NULL},
    [OP_FULFILLMENT_SET] = {"PUT /order/checkout-forms/{id}/fulfillment", HTTP_PUT,
			    "/order/checkout-forms/{id}/fulfillment", MEDIA_PUBLIC, MEDIA_PUBLIC,
			    ORDERS_WRITE, "fulfillment", CLASS_FULFILLMENT, LIMIT_ALL, NULL},
    [OP_RATINGS] = {"GET /sale/user-ratings", HTTP_GET, "/sale/user-ratings", MEDIA_PUBLIC, NULL,
		    RATINGS, "ratings", CLASS_CATALOGUE, LIMIT_ALL, NULL},
    [OP_RATING] = {"GET /sale/user-ratings/{id}", HTTP_GET, "/sale/user-ratings/{id}", MEDIA_PUBLIC,
		   NULL, RATINGS, "ratings", CLASS_CATALOGUE, LIMIT_ALL, NULL},
    [OP_RATING_ANSWER] = {"PUT /sale/user-ratings/{id}/answer", HTTP_PUT,
			  "/sale/user-ratings/{id}/answer", MEDIA_PUBLIC, MEDIA_PUBLIC, RATINGS,
			  "ratings", CLASS_CATALOGUE, LIMIT_ALL, NULL},
    [OP_RATING_REMOVAL] = {"PUT /sale/user-ratings/{id}/removal", HTTP_PUT,
			   "/sale/user-ratings/{id}/removal", MEDIA_PUBLIC, MEDIA_PUBLIC, RATINGS,
			   "ratings", CLASS_CATALOGUE, LIMIT_ALL, NULL},
    [OP_CATEGORIES] = {"GET /sale/categories", HTTP_GET, "/sale/categories", MEDIA_PUBLIC, NULL,
		       NULL, "categories", CLASS_CATALOGUE, LIMIT_ALL, POLISH},
    [OP_CATEGORY] = {"GET /sale/categories/{id}", HTTP_GET, "/sale/categories/{id}", MEDIA_PUBLIC,
		     NULL, NULL, "categories", CLASS_CATALOGUE, LIMIT_ALL, POLISH},
    [OP_CATEGORY_PARAMS] = {"GET /sale/categories/{id}/parameters", HTTP_GET,
			    "/sale/categories/{id}/parameters", MEDIA_PUBLIC, NULL, NULL,
			    "categories", CLASS_CATALOGUE, LIMIT_ALL, POLISH},
    [OP_CATEGORY_EVENTS] = {"GET /sale/category-events", HTTP_GET, "/sale/category-events",
			    MEDIA_PUBLIC, NULL, NULL, "categories", CLASS_CATALOGUE, LIMIT_ALL,
			    POLISH},
    [OP_CATEGORY_CHANGES] = {"GET /sale/category-parameters-scheduled-changes", HTTP_GET,
			     "/sale/category-parameters-scheduled-changes", MEDIA_PUBLIC, NULL,
			     NULL, "categories", CLASS_CATALOGUE, LIMIT_ALL, POLISH},
    [OP_SHIPPING_RATES] = {"GET /sale/shipping-rates", HTTP_GET, "/sale/shipping-rates",
			   MEDIA_PUBLIC, NULL, SETTINGS, "settings", CLASS_CATALOGUE, LIMIT_ALL,
			   NULL},
    [OP_RETURN_POLICIES] = {"GET " CONDITIONS "return-policies", HTTP_GET,
			    CONDITIONS "return-policies", MEDIA_PUBLIC, NULL, SETTINGS, "settings",
			    CLASS_CATALOGUE, LIMIT_ALL, NULL},
    [OP_IMPLIED_WARRANTIES] = {"GET " CONDITIONS "implied-warranties", HTTP_GET,
			       CONDITIONS "implied-warranties", MEDIA_PUBLIC, NULL, SETTINGS,
			       "settings", CLASS_CATALOGUE, LIMIT_ALL, NULL},
    [OP_WARRANTIES] = {"GET " CONDITIONS "warranties", HTTP_GET, CONDITIONS "warranties",
		       MEDIA_PUBLIC, NULL, SETTINGS, "settings", CLASS_CATALOGUE, LIMIT_ALL, NULL},
    [OP_PRODUCERS] = {"GET /sale/responsible-producers", HTTP_GET, "/sale/responsible-producers",
		      MEDIA_PUBLIC, NULL, SETTINGS, "registers", CLASS_CATALOGUE, LIMIT_ALL, NULL},
    [OP_PRODUCER_NEW] = {"POST /sale/responsible-producers", HTTP_POST,
			 "/sale/responsible-producers", MEDIA_PUBLIC, MEDIA_PUBLIC, SETTINGS_SET,
			 "registers", CLASS_CATALOGUE, LIMIT_ALL, NULL},
    [OP_PERSONS] = {"GET /sale/responsible-persons", HTTP_GET, "/sale/responsible-persons",
		    MEDIA_PUBLIC, NULL, SETTINGS, "registers", CLASS_CATALOGUE, LIMIT_ALL, NULL},
    [OP_PERSON_NEW] = {"POST /sale/responsible-persons", HTTP_POST, "/sale/responsible-persons",
		       MEDIA_PUBLIC, MEDIA_PUBLIC, SETTINGS_SET, "registers", CLASS_CATALOGUE,
		       LIMIT_ALL, NULL},
    [OP_PRICE_RULES] = {"GET " AUTOMATION, HTTP_GET, AUTOMATION, MEDIA_PUBLIC, NULL, OFFERS_READ,
			"price-automation", CLASS_CATALOGUE, LIMIT_PRICE_RULES, POLISH},
    [OP_PRICE_RULE] = {"GET " AUTOMATION "/{id}", HTTP_GET, AUTOMATION "/{id}", MEDIA_PUBLIC, NULL,
		       OFFERS_READ, "price-automation", CLASS_CATALOGUE, LIMIT_PRICE_RULES, POLISH},
    [OP_PRICE_RULE_NEW] = {"POST " AUTOMATION, HTTP_POST, AUTOMATION, MEDIA_PUBLIC, MEDIA_PUBLIC,
			   OFFERS_SET, "price-automation", CLASS_CATALOGUE, LIMIT_PRICE_RULES,
			   POLISH},
    [OP_PRICE_RULE_SET] = {"PUT " AUTOMATION "/{id}", HTTP_PUT, AUTOMATION "/{id}", MEDIA_PUBLIC,
			   MEDIA_PUBLIC, OFFERS_SET, "price-automation", CLASS_CATALOGUE,
			   LIMIT_PRICE_RULES, POLISH},
    [OP_PRICE_RULE_DELETE] = {"DELETE /sale/price-automation/rules/{id}", HTTP_DELETE,
			      AUTOMATION "/{id}", MEDIA_PUBLIC, NULL, OFFERS_SET,
			      "price-automation", CLASS_CATALOGUE, LIMIT_PRICE_RULES, NULL},
    [OP_CATEGORY_MATCHES] = {"GET /sale/matching-categories", HTTP_GET, "/sale/matching-categories",
			     MEDIA_PUBLIC, NULL, NULL, "category-match", CLASS_CATALOGUE,
			     LIMIT_CATEGORY_MATCH, POLISH},
    [OP_PRODUCTS] = {"GET /sale/products", HTTP_GET, "/sale/products", MEDIA_PUBLIC, NULL,
		     OFFERS_READ, "products", CLASS_CATALOGUE, LIMIT_PRODUCTS, POLISH},
    [OP_PRODUCT] = {"GET /sale/products/{id}", HTTP_GET, "/sale/products/{id}", MEDIA_PUBLIC, NULL,
		    OFFERS_READ, "products", CLASS_CATALOGUE, LIMIT_PRODUCTS, POLISH},
    [OP_OFFERS] = {"GET /sale/offers", HTTP_GET, "/sale/offers", MEDIA_PUBLIC, NULL, OFFERS_READ,
		   "offers", CLASS_CATALOGUE, LIMIT_ALL, NULL},
    [OP_OFFER_NEW] = {"POST /sale/product-offers", HTTP_POST, "/sale/product-offers", MEDIA_PUBLIC,
		      MEDIA_PUBLIC, OFFERS_WRITE, "offers", CLASS_CATALOGUE, LIMIT_ALL, POLISH},
    [OP_OFFER_DELETE] = {"DELETE /sale/offers/{id}", HTTP_DELETE, "/sale/offers/{id}", MEDIA_PUBLIC,
			 NULL, OFFERS_WRITE, "offers", CLASS_CATALOGUE, LIMIT_ALL, NULL},
    [OP_OFFER_EDIT] = {"PATCH /sale/product-offers/{id}", HTTP_PATCH, "/sale/product-offers/{id}",
		       MEDIA_PUBLIC, MEDIA_PUBLIC, OFFERS_WRITE, "offers", CLASS_CATALOGUE,
		       LIMIT_ALL, POLISH},
    [OP_OFFER] = {"GET /sale/product-offers/{id}", HTTP_GET, "/sale/product-offers/{id}",
		  MEDIA_PUBLIC, NULL, OFFERS_READ, "offers", CLASS_CATALOGUE, LIMIT_ALL, NULL},
    COMMAND(PRICE, "price-change", CLASS_PRICE),
    COMMAND(STOCK, "quantity-change", CLASS_STOCK),
    COMMAND(STATUS, "publication", CLASS_STOCK),
    [OP_RULE_COMMAND] = {"POST /sale/offer-price-automation-commands", HTTP_POST,
			 "/sale/offer-price-automation-commands", MEDIA_PUBLIC, MEDIA_PUBLIC,
			 OFFERS_SET, "offer-commands", CLASS_PRICE, LIMIT_ALL, NULL},
    [OP_RULE_REPORT] = {"GET " COMMANDS("price-automation"), HTTP_GET, COMMANDS("price-automation"),
			MEDIA_PUBLIC, NULL, OFFERS_READ, "offer-commands", CLASS_PRICE, LIMIT_ALL,
			NULL},
    [OP_RULE_TASKS] = {"GET " COMMANDS("price-automation") "/tasks", HTTP_GET,
		       COMMANDS("price-automation") "/tasks", MEDIA_PUBLIC, NULL, OFFERS_READ,
		       "offer-commands", CLASS_PRICE, LIMIT_ALL, NULL},
    [OP_AUTOMATION_PLACES] = {"GET /sale/price-automation/offers/{id}/rules", HTTP_GET,
			      "/sale/price-automation/offers/{id}/rules", MEDIA_PUBLIC, NULL,
			      OFFERS_READ, "price-automation", CLASS_CATALOGUE, LIMIT_PRICE_RULES,
			      NULL},
    COMMAND(FIELDS, "modification", CLASS_CATALOGUE),
    [OP_OFFER_PARTS] = {"GET /sale/product-offers/{id}/parts", HTTP_GET,
			"/sale/product-offers/{id}/parts", MEDIA_PUBLIC, NULL, OFFERS_READ,
			"offers", CLASS_CATALOGUE, LIMIT_ALL, NULL},
    [OP_OFFER_EVENTS] = {"GET /sale/offer-events", HTTP_GET, "/sale/offer-events", MEDIA_PUBLIC,
			 NULL, OFFERS_READ, "offer-events", CLASS_CATALOGUE, LIMIT_ALL, NULL},
    [OP_BADGES] = {"GET /sale/badges", HTTP_GET, "/sale/badges", MEDIA_PUBLIC, NULL, CAMPAIGNS,
		   "campaigns", CLASS_CATALOGUE, LIMIT_ALL, NULL},
    [OP_DISCOUNT_CAMPAIGNS] = {"GET /sale/alle-discount/campaigns", HTTP_GET,
			       "/sale/alle-discount/campaigns", MEDIA_PUBLIC, NULL, CAMPAIGNS,
			       "campaigns", CLASS_CATALOGUE, LIMIT_ALL, NULL},
    [OP_DISCOUNT_OFFERS] = {"GET /sale/alle-discount/{id}/submitted-offers", HTTP_GET,
			    "/sale/alle-discount/{id}/submitted-offers", MEDIA_PUBLIC, NULL,
			    CAMPAIGNS, "campaigns", CLASS_CATALOGUE, LIMIT_ALL, NULL},
    [OP_PRICES_OFFERS] = {"POST /sale/allegro-prices/offers-queries", HTTP_POST,
			  "/sale/allegro-prices/offers-queries", MEDIA_PUBLIC, MEDIA_PUBLIC,
			  CAMPAIGNS, "campaigns", CLASS_CATALOGUE, LIMIT_ALL, NULL},
};

enum {
	ONE_ORDER_MAX = 1024 * 1024, /* some 500 line items; many such answers are held at once */
};

const size_t answer_max[OP_COUNT] = {
    [OP_CHECKOUT_FORM] = ONE_ORDER_MAX,
};
