#ifndef PRODUCTS_OFFER_TEXT_VIEW_H
#define PRODUCTS_OFFER_TEXT_VIEW_H

/* The name and the description of a product as Allegro gets them: what is wrong with the one, what
 * is lost of the other. */

#include "common/format.h"
#include "domain/mapping/description.h"
#include "domain/mapping/offer_name.h"

/* Of TPL_PRODUCTS__ALLEGRO. */
void offer_text_fill(struct tpl *t, const struct fmt *f, const char *name, const char *html);

#endif
