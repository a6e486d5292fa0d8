/* Pictures and their places on pages. */
#include "common/picture.h"

#include <string.h>

#include "base/mem.h"
#include "web/response.h"

enum rc pg_picture(struct request *rq, struct err *e)
{
	struct picture_content picture;
	uint64_t id;

	if (req_id(rq, "id", &id, e) || picture_find(rq->db, rq, id, &picture, e))
		return e->rc;
	return respond_kept(rq, picture.media, picture.bytes);
}

enum rc row_pictures(struct request *rq, enum picture_subject subject, const void *rows, size_t n,
		     struct row_shape shape, struct picture_copies *out, struct err *e)
{
	uint64_t *ids = mem_array(rq, uint64_t, n + 1);

	for (size_t i = 0; i < n; i++)
		memcpy(&ids[i], (const char *)rows + i * shape.size + shape.id, sizeof(*ids));
	return pictures_of(rq->db, rq, subject, ids, n, out, e);
}

void picture_set(struct tpl *t, const struct fmt *f, const char *const *names, uint64_t copy)
{
	if (copy)
		tpl_set(tpl_add(t, names[0]), names[1], fmt_id(f, copy));
	else
		tpl_show(t, names[2]);
}
