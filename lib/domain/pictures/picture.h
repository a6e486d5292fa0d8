#ifndef DOMAIN_PICTURES_PICTURE_H
#define DOMAIN_PICTURES_PICTURE_H

/*
 * Own small copies of the pictures of offers, and of products of Allegro's catalogue that the
 * shop's are: what pages show of a thing.
 *
 * An offer has the address of a large picture at Allegro's image host, which gives any picture in
 * smaller sizes by another first part of the path: the small one is fetched and kept as it is, so
 * that nothing here decodes a picture. A copy never changes, and its number is never another's; two
 * offers with the same picture share it.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "db/db.h"

enum {
	PICTURE_SIDE = 128,	       /* pixels of the longer side that is asked for */
	PICTURE_SIDE_MAX = 512,	       /* and that is taken */
	PICTURE_BYTES_MAX = 48 * 1024, /* of such a picture; they have 3 to 8 kB */
	PICTURE_DIGEST_BYTES = 16,
};

/* What picture.fault says beside the words of net/fetch.h. */
#define PICTURE_NOT_ONE                                                                            \
	"not-picture" /* no picture of a kind that a page may show, or too large                   \
		       */

/* ---- Addresses. Pure ------------------------------------------------------------------------- */

struct picture_place {
	const char *address; /* of the small picture */
	const char *host;
	const char *path; /* of that address */
};

/* The small picture behind the address of a large one; false: it is not of the form that Allegro's
 * image host has. */
bool picture_place_read(void *owner, const char *address, struct picture_place *out);

/* Is it one of Allegro's image hosts? */
bool picture_host_is_allegros(const char *host);

/* May it be kept and shown? */
struct picture_content {
	struct bytes digest;
	const char *media;
	int64_t width;
	int64_t height;
	struct bytes bytes;
};
bool picture_content_of(void *owner, struct bytes bytes, struct picture_content *out);

/* ---- Showing --------------------------------------------------------------------------------- */

/* Without its digest. RC_NOT_FOUND: there is none of this number. */
MUST_CHECK enum rc picture_find(struct db *db, void *owner, uint64_t id,
				struct picture_content *out, struct err *e);

/* What each of these looks like: an order as the offer of its first line, a product as one of its
 * offers, or as its product in Allegro's catalogue. */
enum picture_subject { PICTURE_OF_ORDER, PICTURE_OF_OFFER, PICTURE_OF_PRODUCT, PICTURE_SUBJECTS };

struct picture_of {
	uint64_t id;	  /* of the order, offer or product; 0: of a line */
	const char *line; /* Allegro's id of the line of an order */
	uint64_t copy;	  /* the number of its picture */
};

/* Those that have a copy. */
struct picture_copies {
	struct picture_of *at;
	size_t n;
};
MUST_CHECK enum rc pictures_of(struct db *db, void *owner, enum picture_subject subject,
			       const uint64_t *ids, size_t n, struct picture_copies *out,
			       struct err *e);

/* Of the lines of one order. */
MUST_CHECK enum rc pictures_of_lines(struct db *db, void *owner, uint64_t order_id,
				     struct picture_copies *out, struct err *e);

/* 0: there is no copy. */
uint64_t picture_copy_of(const struct picture_copies *p, uint64_t id);
uint64_t picture_copy_of_line(const struct picture_copies *p, const char *line);

#endif
