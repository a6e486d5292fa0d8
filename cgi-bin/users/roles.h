#ifndef USERS_ROLES_H
#define USERS_ROLES_H

/*
 * What each role sees of an order and of a product, and where it begins: one table, asked by
 * whatever shows one on a page, in a list, in a file or in a ticket (orders/order_seen.h applies
 * it). Name, delivery address, phone of the recipient and items are seen by everybody, and so is
 * what one needs to find a product on a shelf.
 */

#include <stdbool.h>

#include "web/session.h"

enum role_fact {
	FACT_EMAIL,    /* e-mail address and personal number of who bought */
	FACT_BUYER,    /* his own address and phone, beside those of the parcel */
	FACT_INVOICE,  /* who is invoiced, tax numbers */
	FACT_MONEY,    /* prices and amounts; what the courier collects is for everybody */
	FACT_PAYMENTS, /* when, with what and in which parts it was paid */
	FACT_COST,     /* what the shop paid for a product */
	FACT_DOCUMENT, /* the document as Allegro sent it */
	FACT_COUNT
};

bool role_sees(enum role role, enum role_fact fact);

/* The page one gets after logging in. */
const char *role_home(enum role role);

#endif
