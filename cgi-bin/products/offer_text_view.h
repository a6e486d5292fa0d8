#ifndef PRODUCTS_OFFER_TEXT_VIEW_H
#define PRODUCTS_OFFER_TEXT_VIEW_H

/* The name and the description of a product as Allegro gets them: what is wrong with the one, what
 * is lost of the other. */

#include "common/format.h"
#include "domain/catalog/catalog.h"

/* Of TPL_PRODUCTS__ALLEGRO, for who may change the product. */
void offer_text_fill(struct tpl *t, const struct fmt *f, const struct catalog_product *product);

#endif
