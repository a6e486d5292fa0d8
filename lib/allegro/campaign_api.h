#ifndef ALLEGRO_CAMPAIGN_API_H
#define ALLEGRO_CAMPAIGN_API_H

/*
 * Programmes of Allegro's in which offers take part, and in which their price is not the seller's
 * alone (FACTS 9): campaigns with a badge, AlleDiscount, Allegro Prices. They are read only, page
 * by page. Errors are those of client.h.
 */

#include "allegro/resource.h"

enum campaign_kind { CAMPAIGN_BADGE, CAMPAIGN_DISCOUNT, CAMPAIGN_PRICES, CAMPAIGN_KINDS };

/* An offer in one of them. NULL where it says nothing. */
struct campaign_offer {
	const char *offer_id;
	const char *campaign_id; /* of Allegro Prices the marketplace */
	const char *name;	 /* of the campaign */
	const char *status;	 /* a word of Allegro's; NULL: it has none */
};

/* Does a part in it of this status bind the price, now or soon? Unknown words do. Pure. */
bool campaign_binds(const char *status);

/* Which list: of a kind, on a marketplace, of AlleDiscount of one campaign. */
struct campaign_ask {
	enum campaign_kind kind;
	const char *market;
	const char *campaign_id; /* of CAMPAIGN_DISCOUNT */
	const char *scope;	 /* of CAMPAIGN_PRICES: DISCOUNTED, WITH_DECLARATION */
	int64_t offset;
};
enum { CAMPAIGN_PAGE = 200 }; /* the most that every one of the lists gives */

struct campaign_page {
	struct campaign_offer *at;
	size_t n;
	size_t unread; /* further ones, which cannot be read */
	struct err why;
};
MUST_CHECK enum rc campaign_offers(struct allegro *a, void *owner, const struct campaign_ask *ask,
				   struct campaign_page *out, struct err *e);

/* The campaigns of AlleDiscount there are. */
struct discount_campaign {
	const char *id;
	const char *name;
	const char *market;
};
extern const struct resource discount_campaign_resource;

/* The permission all of this asks for. */
#define CAMPAIGN_SCOPE "allegro:api:campaigns"

#endif
