/* SQL of pictures that pages show. */
#include "domain/pictures/picture.h"

#include "db/array.h"
#include "db/stmt.h"

/* The copy behind the address an offer has, found by the key that the address gives. */
#define COPY                                                                                       \
	" STRAIGHT_JOIN picture p ON p.address_key = UNHEX(LEFT(SHA2(o.image, 256), 32))"          \
	" WHERE p.content_id IS NOT NULL"
#define OFFER_OF(t)                                                                                \
	" STRAIGHT_JOIN offer o ON o.offer_id = " t ".offer_id AND o.account_id = " t ".account_"  \
	"id"

enum { FIND = PICTURE_SUBJECTS, OF_LINES };

static const struct stmt_def stmts[] = {
    [PICTURE_OF_ORDER] = {"SELECT j.id, p.content_id FROM " ARRAY_OF_IDS
			  " j STRAIGHT_JOIN order_line l"
			  " ON l.order_id = j.id AND l.position = 0" OFFER_OF("l") COPY,
			  "s", ROWS(struct picture_of, U64(id), U64(copy))},
    [PICTURE_OF_OFFER] = {"SELECT j.id, p.content_id FROM " ARRAY_OF_IDS " j STRAIGHT_JOIN offer o"
			  " ON o.id = j.id" COPY,
			  "s", ROWS(struct picture_of, U64(id), U64(copy))},
    [PICTURE_OF_PRODUCT] =
	{"SELECT j.id, CAST(IFNULL((SELECT MIN(p.content_id) FROM stock_link l" OFFER_OF("l") COPY
	 " AND l.product_id = j.id), (SELECT MIN(p.content_id) FROM catalogue_answer a"
	 " STRAIGHT_JOIN catalogue_card c ON c.environment = a.environment"
	 " AND c.card_id = a.card_id STRAIGHT_JOIN picture p ON p.address_key ="
	 " UNHEX(LEFT(SHA2(JSON_VALUE(c.images, '$[0].url'), 256), 32))"
	 " WHERE a.product_id = j.id"
	 " AND a.environment IN ('production', 'sandbox', 'simulator')"
	 ")) AS UNSIGNED) AS copy FROM " ARRAY_OF_IDS " j HAVING copy IS NOT NULL",
	 "s", ROWS(struct picture_of, U64(id), U64(copy))},
    [FIND] = {"SELECT media, CAST(width AS SIGNED), CAST(height AS SIGNED), bytes"
	      " FROM picture_content WHERE id = ?",
	      "u", ROWS(struct picture_content, STR(media), I64(width), I64(height), BYTES(bytes))},
    [OF_LINES] = {"SELECT l.line_item_id, p.content_id FROM order_line l" OFFER_OF("l") COPY
		  " AND l.order_id = ?",
		  "u", ROWS(struct picture_of, STR(line), U64(copy))},
};
STMTS_REGISTER(pictures_shown, stmts);

enum rc picture_find(struct db *db, void *owner, uint64_t id, struct picture_content *out,
		     struct err *e)
{
	return stmt_find(db, owner, &stmts[FIND], PARAMS(P_U64(id)), out, e);
}

enum rc pictures_of(struct db *db, void *owner, enum picture_subject subject, const uint64_t *ids,
		    size_t n, struct picture_copies *out, struct err *e)
{
	*out = (struct picture_copies){0};
	if (!n)
		return RC_OK;
	return stmt_list(db, owner, &stmts[subject], PARAMS(P_STR(array_of_ids(owner, ids, n))),
			 &out->at, &out->n, e);
}

enum rc pictures_of_lines(struct db *db, void *owner, uint64_t order_id, struct picture_copies *out,
			  struct err *e)
{
	return stmt_list(db, owner, &stmts[OF_LINES], PARAMS(P_U64(order_id)), &out->at, &out->n,
			 e);
}
