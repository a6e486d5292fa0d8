#ifndef DOMAIN_MAPPING_DESCRIPTION_IMAGE_H
#define DOMAIN_MAPPING_DESCRIPTION_IMAGE_H

/* What the attributes of a picture say (html_attribute()). Private to the cleaner. */

#include <stdbool.h>

/* Its address as Allegro takes it, NULL: it has none. */
const char *description_image_url(void *owner, const char *const *attributes);

/* Is it one nobody is meant to see? */
bool description_image_is_tiny(const char *const *attributes);

#endif
