#ifndef DOMAIN_OUTBOX_OUTBOX_KINDS_H
#define DOMAIN_OUTBOX_OUTBOX_KINDS_H

/*
 * The kinds of writes, in the order in which people see their switches. A new one is a row here and
 * a row of words in cgi-bin/outbox/outbox_words.c; nothing else has to be told of it.
 *
 *	KIND(name, x, subject, class, scope, words)
 *
 * name: column `kind`, name of the switch, area of the audit trail; at most 24 characters.
 *
 * x: names the functions of the row: outbox_x_check of outbox_kind.h, which every program has, and
 * outbox_x_remote of outbox_remote.h, which only programs have that reach Allegro. They may stand
 * in the folder of the area the kind belongs to.
 *
 * subject: what is written, as the audit trail calls it: "order" for "order:ID".
 *
 * class: turn among the kinds, lower first (DESIGN 8).
 *
 * scope: the permission of Allegro it needs.
 *
 * words: its values are what people wrote to or of somebody. Then they stand in the intent alone,
 * not in the trail, and go in their time (domain/retention); OUTBOX_KINDS_OF_WORDS names them.
 */

#define OUTBOX_ORDER_STATUS	   "order-status"
#define OUTBOX_RATING_ANSWER	   "rating-answer"
#define OUTBOX_RATING_REMOVAL	   "rating-removal"
#define OUTBOX_OFFER_PRICE	   "offer-price"
#define OUTBOX_OFFER_STOCK	   "offer-stock"
#define OUTBOX_OFFER_STATUS	   "offer-status"
#define OUTBOX_OFFER_NEW	   "offer-new"
#define OUTBOX_OFFER_DELETE	   "offer-delete"
#define OUTBOX_OFFER_EDIT	   "offer-edit"
#define OUTBOX_OFFER_RULE	   "offer-rule"
#define OUTBOX_OFFER_DELIVERY	   "offer-delivery"
#define OUTBOX_OFFER_POLICY	   "offer-policy"
#define OUTBOX_ALLEGRO_RULE	   "allegro-rule"
#define OUTBOX_ALLEGRO_RULE_DELETE "allegro-rule-delete"
#define OUTBOX_PRODUCER_NEW	   "producer-new"
#define OUTBOX_PERSON_NEW	   "person-new"

#define OUTBOX_KINDS(KIND)                                                                         \
	KIND(OUTBOX_ORDER_STATUS, order_status, "order", 20, "allegro:api:orders:write", false)    \
	KIND(OUTBOX_OFFER_STATUS, offer_status, "offer", 40, "allegro:api:sale:offers:write",      \
	     false)                                                                                \
	KIND(OUTBOX_OFFER_STOCK, offer_stock, "offer", 41, "allegro:api:sale:offers:write", false) \
	KIND(OUTBOX_OFFER_PRICE, offer_price, "offer", 50, "allegro:api:sale:offers:write", false) \
	KIND(OUTBOX_OFFER_DELIVERY, offer_delivery, "offer", 52, "allegro:api:sale:offers:write",  \
	     false)                                                                                \
	KIND(OUTBOX_OFFER_POLICY, offer_policy, "offer", 53, "allegro:api:sale:offers:write",      \
	     false)                                                                                \
	KIND(OUTBOX_OFFER_EDIT, offer_edit, "offer", 55, "allegro:api:sale:offers:write", false)   \
	KIND(OUTBOX_OFFER_RULE, offer_rule, "offer", 51, "allegro:api:sale:offers:write", false)   \
	KIND(OUTBOX_OFFER_NEW, offer_new, "product", 60, "allegro:api:sale:offers:write", false)   \
	KIND(OUTBOX_OFFER_DELETE, offer_delete, "offer", 61, "allegro:api:sale:offers:write",      \
	     false)                                                                                \
	KIND(OUTBOX_ALLEGRO_RULE, allegro_rule, "allegro-rule", 65,                                \
	     "allegro:api:sale:offers:write", false)                                               \
	KIND(OUTBOX_ALLEGRO_RULE_DELETE, allegro_rule_delete, "allegro-rule", 66,                  \
	     "allegro:api:sale:offers:write", false)                                               \
	KIND(OUTBOX_RATING_ANSWER, rating_answer, "rating", 80, "allegro:api:ratings", true)       \
	KIND(OUTBOX_RATING_REMOVAL, rating_removal, "rating", 80, "allegro:api:ratings", true)     \
	KIND(OUTBOX_PRODUCER_NEW, producer_new, "producer", 70, "allegro:api:sale:settings:write", \
	     false)                                                                                \
	KIND(OUTBOX_PERSON_NEW, person_new, "person", 70, "allegro:api:sale:settings:write", false)

/* As a list of SQL. */
#define OUTBOX_KINDS_OF_WORDS "'" OUTBOX_RATING_ANSWER "', '" OUTBOX_RATING_REMOVAL "'"

/* The names alone, as the first items of a table. */
#define OUTBOX_KIND_NAME(name, ...) name,
#define OUTBOX_KIND_NAMES	    OUTBOX_KINDS(OUTBOX_KIND_NAME)

#endif
