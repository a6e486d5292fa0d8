#ifndef SANDBOX_OFFERS_OFFER_SHAPE_H
#define SANDBOX_OFFERS_OFFER_SHAPE_H

/* The members that bodies of product-offers may have. */

#include "server/body.h"

enum { SHAPE_POST = 1, SHAPE_PATCH = 2 };

struct body_fault offer_shape_check(void *mem, unsigned kind, struct json_object *body);

#endif
