#ifndef SANDBOX_WORLD_SHAPES_H
#define SANDBOX_WORLD_SHAPES_H

/*
 * The kinds of orders there are. The first orders of a world take each shape once, the rest draw
 * by weight, so that a small world shows everything and a large one looks like a shop.
 */

#include <stddef.h>

#include "world/catalog.h"
#include "world/world.h"

enum message_kind { NO_MESSAGE, MESSAGE_PLAIN, MESSAGE_LONG, MESSAGE_HTML, MESSAGE_EMOJI };

enum shape_flag {
	SHAPE_SMART = 1 << 0,
	SHAPE_ALLEGRO_PAY = 1 << 1,
	SHAPE_SURCHARGE = 1 << 2, /* paid later; announces READY a second time */
	SHAPE_GUEST = 1 << 3,
	SHAPE_SELLER_NOTE = 1 << 4,
	SHAPE_BY_ALLEGRO = 1 << 5,
	SHAPE_GUARANTEED = 1 << 6,
	SHAPE_RECONCILED = 1 << 7, /* Allegro pays a part */
	SHAPE_PESEL = 1 << 8,
	SHAPE_SET = 1 << 9,		/* its offers are sets of products */
	SHAPE_ADDRESS_EDITED = 1 << 10, /* by the buyer, after paying */
	SHAPE_DELIVERY_CANCELLED = 1 << 11,
	SHAPE_READY_TWICE = 1 << 12, /* the same news under two ids, as Allegro does */
	SHAPE_READY_FIRST = 1 << 13, /* READY_FOR_PROCESSING handed out before FILLED_IN */
	SHAPE_VAT_EU = 1 << 14,
	SHAPE_VAT_EU_UNVERIFIED = 1 << 15,
	SHAPE_PARTLY_SENT = 1 << 16,
	SHAPE_FILLED_TWICE = 1 << 17,
	SHAPE_AUTO_CANCELLED = 1 << 18,
	SHAPE_COMPANY_BUYER = 1 << 19,
	SHAPE_DEPOSIT = 1 << 20,	 /* its offers have a deposit */
	SHAPE_TEACHER = 1 << 21,	 /* the laptop of the voucher action */
	SHAPE_CANCELLED_EARLY = 1 << 22, /* within minutes, whatever its fulfilment (FACTS 2.6) */
};

struct shape {
	const char *name;
	unsigned weight; /* share of the orders drawn; 0: only the first one */
	enum market_id market;
	enum people_id people;
	enum form_status status;
	enum fulfilment fulfilment;
	enum pay_type pay;
	enum pay_provider provider;
	enum delivery_id delivery;
	enum invoice_kind invoice;
	enum message_kind message;
	const char *discount; /* type, NULL: none */
	unsigned extras;      /* bits of enum line_extra for the first line */
	unsigned flags;	      /* bits of enum shape_flag */
	int min_lines;
	int max_lines;
	int newest_h; /* age in hours when the world begins */
	int oldest_h; /* 0: as old as the world is long */
};

extern const struct shape shapes[];
extern const size_t n_shapes;

/* Orders are at least this old when a world begins: no shape is for younger ones. */
enum { SHAPE_NEWEST_H = 1 };

/* The largest purchase: a shop that stocks up (issues of sellers tell of 22 to 60 lines). */
enum { SHAPE_LINES_MAX = 60 };

const struct shape *shape_find(const char *name); /* NULL: there is none */

/* Drawn by weight: of those an order of this age may have, and of fresh ones that are paid. */
const struct shape *shape_draw_aged(struct rng *r, int64_t age_h);
const struct shape *shape_draw_fresh(struct rng *r);

#endif
