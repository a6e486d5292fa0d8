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
 * about what it is to become, how it differs, or Allegro's price rule. */
struct offer_problems {
	const char *link;
	const char *set;
	const char *differences;
	const char *rule; /* of Allegro's */
};
enum rc offer_show(struct request *rq, struct offer_problems problems, int status, struct err *e);

/* Decide that an offer is to become something else: a kind that ends in what. *objection: why it
 * was not, in words; NULL: it was. */
struct outbox_draft;
struct offer_row;
MUST_CHECK enum rc offer_decide(struct request *rq, const struct offer_row *row, const char *what,
				struct outbox_draft *draft, const char **objection, struct err *e);

/* It is decided: back to its page. */
MUST_CHECK enum rc offer_decided(struct request *rq, const struct offer_row *row, struct err *e);

extern const struct field offer_rule_fields[];
enum rc do_offer_rule(struct request *rq, struct err *e);

#endif
