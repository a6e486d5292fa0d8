#ifndef DOMAIN_MAPPING_PICTURE_H
#define DOMAIN_MAPPING_PICTURE_H

/* Addresses of pictures as shops write them, in galleries and in HTML, as Allegro can fetch them.
 */

#include <stdbool.h>
#include <stddef.h>

enum {
	PICTURES_MAX =
	    16, /* of an offer: gallery and description together; 10 of private sellers */
	PICTURE_URL_MAX = 2000, /* bytes of an address */
};

/* Blanks and letters are written as they are sent, "//host" is meant as "https"; NULL: it is no
 * address from which somebody else gets a picture. */
const char *picture_url(void *owner, const char *text, size_t len);

/* A gallery, an address a line: the first ones that are right, each once. */
struct pictures {
	const char *urls[PICTURES_MAX];
	size_t n;
};
void pictures_read(void *owner, const char *lines, struct pictures *out);

/* The same line by line: which are taken, and why the others are not. */
enum picture_fault {
	PICTURE_TAKEN,
	PICTURE_ADDRESS, /* nobody but the shop finds it */
	PICTURE_AGAIN,
	PICTURE_BEYOND, /* of PICTURES_MAX */
	PICTURE_FAULTS
};
enum { PICTURE_LINES_MAX = 100 }; /* that are looked at */
struct picture_line {
	const char *text; /* as the shop has it */
	const char *url;  /* NULL: it has none */
	enum picture_fault fault;
};
/* Returns how many there are. */
size_t picture_lines(void *owner, const char *lines, struct picture_line out[PICTURE_LINES_MAX]);

/* What the attributes of a tag say (html_attribute()): its address, NULL: none; and whether nobody
 * is meant to see it. */
const char *picture_of_tag(void *owner, const char *const *attributes);
bool picture_is_tiny(const char *const *attributes);

#endif
