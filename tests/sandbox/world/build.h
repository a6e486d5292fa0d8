#ifndef SANDBOX_WORLD_BUILD_H
#define SANDBOX_WORLD_BUILD_H

/* Making one order of a shape. */

#include "world/shapes.h"
#include "world/world.h"

struct build {
	struct seller *seller;
	const struct shape *shape;
	int64_t bought_at;
	int64_t pace_ms;	       /* between the steps of the buyer; 0: all at once */
	int n_lines;		       /* 0: as the shape says */
	struct buyer *buyer;	       /* NULL: drawn */
	const struct product *product; /* of its one line; NULL: drawn */
	int quantity;		       /* of it */
	bool on_sale;		       /* buys what is on sale, as far as there is */
	const char *const *hostile;    /* HOSTILE_FIELDS of them; NULL: sensible texts */
};

/* What a buyer writes. */
enum hostile_field {
	HOSTILE_MESSAGE,
	HOSTILE_INVOICE,
	HOSTILE_LOGIN,
	HOSTILE_FIRST_NAME,
	HOSTILE_LAST_NAME,
	HOSTILE_COMPANY,
	HOSTILE_PESEL,
	HOSTILE_PHONE,
	HOSTILE_STREET,
	HOSTILE_CITY,
	HOSTILE_ZIP,
	HOSTILE_FIELDS
};

/* An order in the state of its shape, its times set, not yet in the world's indexes. */
struct order *build_order(struct world *w, const struct build *b);

/* Its amounts again, after lines or delivery changed. */
void build_total(struct order *o);

/* Mark it paid in full. Cash on delivery and extended terms are not prepaid. */
void build_pay(struct order *o, int64_t at);
bool build_is_prepaid(const struct order *o);

/* Prices that follow from the catalogue. */
struct money build_service_price(const struct order *o);
struct money build_deposit(const struct order *o, const struct line *line);

/* Another address for the same person, as when a buyer corrects it. */
void build_new_address(struct world *w, struct order *o, int64_t at);

#endif
