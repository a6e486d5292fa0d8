#ifndef COMMON_PICTURE_H
#define COMMON_PICTURE_H

/* What a thing looks like: own copies of pictures (domain/pictures/picture.h). */

#include "common/format.h"
#include "domain/pictures/picture.h"
#include "web/request.h"
#include "web/template.h"

/* A picture under its number, which a browser asks for once in a year. */
enum rc pg_picture(struct request *rq, struct err *e);

/* Of each row of a page, into *out: the row's id is at this offset. */
#define ROW_PICTURES(rq, subject, rows, n, out, e)                                                 \
	row_pictures(rq, subject, rows, n,                                                         \
		     (struct row_shape){sizeof(*(rows)), (size_t)((const char *)&(rows)->id -      \
								  (const char *)(rows))},          \
		     out, e)
struct row_shape {
	size_t size;
	size_t id; /* offset of a uint64_t */
};
MUST_CHECK enum rc row_pictures(struct request *rq, enum picture_subject subject, const void *rows,
				size_t n, struct row_shape shape, struct picture_copies *out,
				struct err *e);

/* For [[@picture NAME]]; copy 0: there is none. */
#define PICTURE(t, f, NAME, copy)                                                                  \
	picture_set(t, f, (const char *const[]){T_##NAME, T_##NAME##_ID, T_##NAME##_NONE}, copy)
void picture_set(struct tpl *t, const struct fmt *f, const char *const *names, uint64_t copy);

#endif
