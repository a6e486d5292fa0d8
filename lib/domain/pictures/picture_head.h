#ifndef DOMAIN_PICTURES_PICTURE_HEAD_H
#define DOMAIN_PICTURES_PICTURE_HEAD_H

/* What a picture is, by its own first bytes and not by what its server says of it. Pure; nothing is
 * decoded. */

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct picture_head {
	const char *media; /* image/jpeg, image/png, image/webp, image/gif */
	int64_t width;	   /* pixels, at least 1 */
	int64_t height;
};

/* false: it is none of these, or its beginning does not say its size. */
bool picture_head_read(struct bytes picture, struct picture_head *out);

#endif
