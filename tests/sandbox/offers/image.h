#ifndef SANDBOX_OFFERS_IMAGE_H
#define SANDBOX_OFFERS_IMAGE_H

/* Pictures that were uploaded, and those that Allegro would have to fetch (FACTS 3.10). */

#include "server/http.h"

enum { IMAGE_HOURS = 4, IMAGE_BYTES_MAX = 3 * 1024 * 1024 };

/* NULL: the address is good for an offer; otherwise a code. */
const char *image_refused(struct sandbox *sb, const char *url);

/* GET /s128/11/{id}: what a thing looks like; any name has its own. */
void images_show(struct exchange *x);

/* POST /sale/images: bytes, or {"url"}. */
void images_upload(struct exchange *x);

#endif
