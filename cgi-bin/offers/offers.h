#ifndef OFFERS_OFFERS_H
#define OFFERS_OFFERS_H

/* What the accounts have at Allegro. */

#include "web/request.h"

extern const struct field offers_query_fields[];

extern const struct field matching_query_fields[];
extern const struct field offer_link_fields[];
extern const struct field offer_set_fields[];
extern const struct field offer_settle_fields[];
extern const struct field offer_differences_fields[];
extern const struct field following_query_fields[];
extern const struct field following_form_fields[];
extern const struct field offers_bulk_fields[];

enum rc pg_offers(struct request *rq, struct err *e);
enum rc pg_offer(struct request *rq, struct err *e);
enum rc do_offer_renew(struct request *rq, struct err *e);
enum rc pg_matching(struct request *rq, struct err *e);
enum rc do_offer_link(struct request *rq, struct err *e);

enum rc do_offer_set(struct request *rq, struct err *e);
enum rc do_offer_settle(struct request *rq, struct err *e);
enum rc do_offer_differences(struct request *rq, struct err *e);
enum rc pg_following(struct request *rq, struct err *e);
enum rc do_following(struct request *rq, struct err *e);
enum rc do_offers_bulk(struct request *rq, struct err *e);

/* The page of the offer once more, with why what was typed cannot be taken: about its products,
 * about what it is to become, or about how it differs. */
struct offer_problems {
	const char *link;
	const char *set;
	const char *differences;
};
enum rc offer_show(struct request *rq, struct offer_problems problems, int status, struct err *e);

#endif
