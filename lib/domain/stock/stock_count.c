/* From what a person asks to movements. */
#include "domain/stock/stock_count.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/stock/stock_count_store.h"

#include <inttypes.h>

const char *const stock_deed_names[STOCK_DEEDS + 1] = {
    [STOCK_DEED_COUNT] = "count",
    [STOCK_DEED_RECEIVE] = "receive",
    [STOCK_DEED_CORRECT] = "correct",
    [STOCK_DEED_CARRY] = "carry",
};

static const struct {
	enum stock_kind kind;
	const char *action;
} deeds[STOCK_DEEDS] = {
    [STOCK_DEED_COUNT] = {STOCK_COUNTED, "stock.count"},
    [STOCK_DEED_RECEIVE] = {STOCK_RECEIVED, "stock.receive"},
    [STOCK_DEED_CORRECT] = {STOCK_CORRECTION, "stock.correct"},
    [STOCK_DEED_CARRY] = {STOCK_TRANSFER, "stock.carry"},
};

enum stock_refusal stock_refuses(const struct stock_asked *asked, bool is_known, bool is_moved,
				 int64_t on_hand)
{
	if (asked->deed == STOCK_DEED_COUNT)
		return asked->pieces < 0 ? STOCK_NEGATIVE : STOCK_MAY;
	if (!asked->pieces || (asked->deed != STOCK_DEED_CORRECT && asked->pieces < 0))
		return STOCK_NEGATIVE;
	if (asked->deed == STOCK_DEED_RECEIVE && !is_moved)
		return STOCK_MAY; /* the first pieces there ever were */
	if (!is_known)
		return STOCK_UNCOUNTED;
	if (asked->deed != STOCK_DEED_CARRY)
		return STOCK_MAY;
	if (asked->place_id == asked->to_place_id)
		return STOCK_SAME_PLACE;
	return asked->pieces > on_hand ? STOCK_TOO_MANY : STOCK_MAY;
}

struct asking {
	const struct stock_asked *asked;
	enum stock_refusal *refused;
	void *mem;
};

static enum rc book(struct db *db, const struct stock_asked *a, const struct stock_before *before,
		    struct err *e)
{
	struct stock_move moves[2];
	size_t n = a->deed == STOCK_DEED_CARRY ? 2 : 1;

	for (size_t i = 0; i < n; i++)
		moves[i] = (struct stock_move){
		    .product_id = a->product_id,
		    .place_id = i ? a->to_place_id : a->place_id,
		    .kind = stock_kind_names[deeds[a->deed].kind],
		    .on_hand = a->pieces,
		    .doc_kind = STOCK_DOC_FORM,
		    .doc = a->doc,
		    .turn = (int64_t)i,
		    .actor = a->actor,
		    .why = str_empty(a->why) ? NULL : a->why,
		};
	if (a->deed == STOCK_DEED_COUNT)
		moves[0].on_hand -= before->on_hand;
	if (a->deed == STOCK_DEED_CARRY)
		moves[0].on_hand = -a->pieces;
	return stock_book(db, moves, n, e);
}

static enum rc tell(struct db *db, const struct asking *x, const struct stock_before *before,
		    struct err *e)
{
	const struct stock_asked *a = x->asked;
	const struct audit_entry entry = {
	    .actor = a->actor,
	    .action = deeds[a->deed].action,
	    .subject = audit_subject(x->mem, "product", a->product_id),
	    .before = mem_printf(x->mem, "%" PRId64, before->on_hand),
	    .after = mem_printf(x->mem, "%" PRId64, a->pieces),
	};

	return audit_add(db, &entry, e);
}

/* The version comes first: of two who book the same product one waits here. */
static enum rc ask(struct db *db, void *arg, struct err *e)
{
	const struct asking *x = arg;
	const struct stock_asked *a = x->asked;
	struct stock_before before;
	struct stock_before there;

	if (stock_product_touch(db, a->product_id, e) ||
	    stock_before_load(db, x->mem, a->product_id, a->place_id, &before, e))
		return e->rc;
	if (a->deed == STOCK_DEED_CARRY &&
	    stock_before_load(db, x->mem, a->product_id, a->to_place_id, &there, e))
		return e->rc;
	*x->refused = stock_refuses(a, before.is_known, before.is_moved, before.on_hand);
	if (*x->refused)
		return RC_OK;
	return book(db, a, &before, e) ? e->rc : tell(db, x, &before, e);
}

enum rc stock_ask(struct db *db, const struct stock_asked *asked, enum stock_refusal *refused,
		  struct err *e)
{
	struct asking x = {asked, refused, mem_context(NULL, "stock")};

	*refused = STOCK_MAY;
	enum rc rc = tx_run(db, ask, &x, e);
	mem_free(x.mem);
	return rc;
}
