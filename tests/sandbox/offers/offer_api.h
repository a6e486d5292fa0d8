#ifndef SANDBOX_OFFERS_OFFER_API_H
#define SANDBOX_OFFERS_OFFER_API_H

/* Resources of offers, and what /sandbox does to them. */

#include "offers/offer.h"
#include "server/http.h"

/* Documents; key NULL: in an array. */
void offer_row_json(struct jw *w, const struct offer *o);
void offer_whole_json(struct jw *w, struct sandbox *sb, const struct offer *o);

/* The offer of the path when it is the caller's; otherwise answers and returns NULL. */
struct offer *offer_of_path(struct exchange *x);

/* Resources. */
extern const char *const offers_list_query[];
extern const char *const offer_parts_query[];
extern const char *const offer_events_query[];
void offers_list(struct exchange *x);
void offers_show(struct exchange *x);
void offers_parts(struct exchange *x);
void offers_create(struct exchange *x);
void offers_change(struct exchange *x);
void offers_delete(struct exchange *x);
void offers_events(struct exchange *x);

/* Control. */
void control_offers(struct exchange *x); /* seller=: every one as it is */
/* id= price= stock= sku= name=; another program does it */
void control_offer_change(struct exchange *x);
void control_offer_end(struct exchange *x);	 /* id= by=USER|ADMIN|... */
void control_offer_activate(struct exchange *x); /* id= */
void control_offer_delete(struct exchange *x);	 /* id= */
void control_offer_copy(struct exchange *x);	 /* id= sku=: the same once more */
void control_offer_buy(struct exchange *x);	 /* id= n= stage= : so many pieces, one order */

/* Those that changed last, for the page. */
struct json_object;
void offers_model(struct exchange *x, struct json_object *model, const struct seller *s);

#endif
