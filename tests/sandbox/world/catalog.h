#ifndef SANDBOX_WORLD_CATALOG_H
#define SANDBOX_WORLD_CATALOG_H

/* What the demonstration world is made of: constant tables, Polish and realistic. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"

/* An array with its length, and the way to make one from a static array. */
#define LIST_TYPE(name, type)                                                                      \
	struct name {                                                                              \
		type const *at;                                                                    \
		size_t n;                                                                          \
	}
#define LIST(array)                                                                                \
	{                                                                                          \
		array, COUNT_OF(array)                                                             \
	}

LIST_TYPE(texts, const char *);

struct market {
	const char *id;
	const char *currency;
	const char *language;
	const char *country;
	int rate_num; /* prices here = prices in PLN * rate_num / rate_den */
	int rate_den;
	bool cancels_early; /* whatever the fulfilment (FACTS 2.6) */
};

enum market_id { MARKET_PL, MARKET_CZ, MARKET_SK, MARKET_HU, MARKET_BUSINESS_PL };
extern const struct market markets[];
extern const size_t n_markets;

/* A town with the first part of its postal codes; the rest is drawn. */
struct town {
	const char *city;
	const char *zip_prefix; /* "31-" */
	int zip_digits;		/* how many digits follow */
};
LIST_TYPE(town_list, struct town);

/* A person's name as written, and the ASCII stem of the login made from it. */
struct full_name {
	const char *first;
	const char *last;
	const char *stem;
};
LIST_TYPE(name_list, struct full_name);

enum people_id {
	PEOPLE_PL,
	PEOPLE_CZ,
	PEOPLE_SK,
	PEOPLE_HU,
	PEOPLE_UA,
	PEOPLE_ODD, /* emoji, apostrophe, hyphen, one letter: all legal */
	PEOPLE_COUNT
};

struct people {
	const char *country;
	const char *language;
	const char *phone_prefix;
	struct name_list names;
	struct texts streets;
	struct town_list towns;
};
extern const struct people peoples[PEOPLE_COUNT];

struct company {
	const char *name;
	const char *id_type; /* PL_NIP, CZ_ICO, ... */
	const char *id;
	const char *vat_eu; /* NULL when it has none */
	const char *vat_status;
};
LIST_TYPE(company_list, struct company);

enum company_id { COMPANY_PL, COMPANY_CZ, COMPANY_SK, COMPANY_KINDS };
extern const struct company_list companies[COMPANY_KINDS];

struct product {
	const char *offer_id;
	const char *sku; /* NULL: the seller gave none */
	const char *name;
	int64_t price; /* grosze */
	const char *tax_rate;
	const char *hs_number;
	const char *product_id; /* Allegro's product */
	const char *second_id;	/* second product of a set, NULL when it is no set */
	int64_t deposit;	/* grosze, 0 for none */
};
LIST_TYPE(product_list, struct product);
extern const struct product_list products;

/* Shape tables pick deliveries by these. */
enum delivery_id {
	DELIVERY_LOCKER,
	DELIVERY_COURIER,
	DELIVERY_COURIER_COD,
	DELIVERY_LOCKER_COD,
	DELIVERY_ONE_BOX,
	DELIVERY_ONE_COURIER,
	DELIVERY_POST,
	DELIVERY_PICKUP,
	DELIVERY_CZ_BOX,
	DELIVERY_CZ_COURIER,
	DELIVERY_SK_COURIER,
	DELIVERY_HU_COURIER,
	DELIVERY_UA_POST,
};

struct point {
	const char *id;
	const char *name;
	const char *description;
	const char *street;
	const char *zip;
	const char *city;
	const char *country;
};
LIST_TYPE(point_list, struct point);

struct delivery {
	const char *id;
	const char *name;
	int64_t cost; /* grosze */
	struct point_list points;
};
extern const struct delivery deliveries[];

/* Notes from buyers, and notes of the seller. */
extern const struct texts messages;
extern const struct texts seller_notes;
extern const struct texts emoji_messages;
extern const struct texts long_sentences;

struct carrier {
	const char *id;
	const char *name;
};
LIST_TYPE(carrier_list, struct carrier);
extern const struct carrier_list carriers;

#endif
