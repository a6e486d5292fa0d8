#ifndef SANDBOX_WORLD_LIFE_H
#define SANDBOX_WORLD_LIFE_H

/* What happens while the sandbox runs: purchases, payments, second thoughts. */

#include <stdint.h>

#include "server/http.h"
#include "world/shapes.h"
#include "world/world.h"

struct life;

/* A living stream of purchases of the demonstration seller; 0 a minute: nothing by itself. */
struct life *life_new(void *owner, struct world *w, int64_t orders_per_minute);

/* Nobody will do anything more with the orders there are. */
void life_forget(struct life *l);

/* Do what is due; returns milliseconds until something is due again. */
int64_t life_step(struct life *l);

enum { BUYER_CANCELS_EARLY_MS = 5 * TIME_MINUTE_MS, FULFILMENT_CHANGES_MAX = 100 }; /* FACTS 2.6 */

/* How far a purchase goes at once. */
enum buy_stage { BUY_BOUGHT, BUY_FILLED_IN, BUY_READY };

/* A purchase now. shape NULL: drawn among those that are fresh and ready. */
struct order *life_buy(struct world *w, struct seller *s, const struct shape *shape,
		       enum buy_stage stage);

/* So many of this product, as one line of an ordinary order. */
struct order *life_buy_product(struct world *w, struct seller *s, const struct product *p,
			       int quantity, enum buy_stage stage);

/* Another purchase of that order's buyer, of the same shape. */
struct order *life_buy_again(struct world *w, struct order *like, enum buy_stage stage);

/*
 * The buyer pays several purchases together: a new form with their lines, and the old ones answer
 * 404 from now on (FACTS 2.3). NULL when one of them is cancelled or gone already.
 */
struct order *life_merge(struct world *w, struct order **parts, size_t n, enum buy_stage stage);

/* The fulfilment as anybody sets it: updatedAt stays (FACTS 2.6). The journal is the caller's. */
void life_set_fulfilment(struct world *w, struct order *o, enum fulfilment to,
			 enum lines_sent sent);

/* A paid purchase now with this text in every field a buyer writes. */
struct order *life_buy_hostile(struct world *w, struct seller *s, const char *const texts[],
			       size_t n);

/* Steps of an order; false when its state does not allow them. */
bool life_fill_in(struct world *w, struct order *o);
bool life_pay(struct world *w, struct order *o);
bool life_may_buyer_cancel(const struct world *w, const struct order *o);
bool life_cancel_by_buyer(struct world *w, struct order *o);
bool life_cancel_by_allegro(struct world *w, struct order *o);
bool life_withdraw(struct world *w, struct order *o); /* from the delivery, not the purchase */
bool life_modify(struct world *w, struct order *o);

/* New revision, updatedAt now, and the event. */
void life_announce(struct world *w, struct order *o, enum event_type type);

#endif
