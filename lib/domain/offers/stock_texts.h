#ifndef DOMAIN_OFFERS_STOCK_TEXTS_H
#define DOMAIN_OFFERS_STOCK_TEXTS_H

/* Texts of statements that ask what may become of the stock of an offer r. Private to
 * lib/domain/offers. */

/* Kram may write it: no draft, not kept by Allegro, sold at a fixed price, still there. */
#define STOCK_MAY_WRITE                                                                            \
	"r.gone_at IS NULL AND r.fulfillment = 0 AND r.format <=> 'BUY_NOW' AND r.status <>"       \
	" 'INACTIVE'"

/* It ended for want of stock: sold out, or ended by us for that. */
#define STOCK_EMPTIED                                                                              \
	"r.status = 'ENDED' AND (r.ended_by <=> 'EMPTY_STOCK' OR 'EMPTIED' <=> (SELECT"            \
	" x.after_value FROM outbox x WHERE x.subject = r.offer_id AND x.account_id ="             \
	" r.account_id AND x.kind = 'offer-status' AND x.state = 'DONE' ORDER BY x.id DESC"        \
	" LIMIT 1))"

#endif
