/* Forgetting, in rows that are to be stored and in those that are. */
#include "domain/orders/order_erase.h"

#include "base/mem.h"
#include "domain/orders/order_columns.h"
#include "domain/orders/order_erase_columns.h"
#include "domain/orders/order_find.h"

#define ONE_X(f)    +1
#define ONE_P(f, w) +1
_Static_assert((0 PERSON_COLUMNS(ONE_P, ONE_P, ONE_P, ONE_P, )) ==
		   (0 PERSON_CONTACT(ONE_X) PERSON_INVOICE(ONE_X) PERSON_KEPT(ONE_X)),
	       "each personal column is erased with the contact, with the invoice, or kept");

#define BLANK(f) rows->person.f = NULL;

void order_rows_forget(void *owner, struct order_rows *rows, enum order_erasure level)
{
	if (level >= ORDER_ERASED_CONTACT) {
		PERSON_CONTACT(BLANK)
		rows->order.pickup_id = NULL;
		rows->order.pickup_name = NULL;
	}
	if (level >= ORDER_ERASED_INVOICE) {
		PERSON_INVOICE(BLANK)
		rows->n_tax_ids = 0;
	}
	if (level > ORDER_ERASED_NOTHING)
		rows->words = order_words(owner, rows, ORDER_WORDS_OF_GOODS);
}

static enum rc words_of(struct db *db, void *mem, const struct erasable *o, struct erase_words *out,
			struct err *e)
{
	struct order_rows rows = {.order = {.form_id = o->form_id}};

	if (erase_lines_of(db, mem, o->id, &rows.lines, &rows.n_lines, e))
		return e->rc;
	*out = (struct erase_words){order_words(mem, &rows, ORDER_WORDS_OF_GOODS), o->id};
	return RC_OK;
}

enum rc order_erase(struct db *db, const struct erasable *orders, size_t n,
		    enum order_erasure level, struct err *e)
{
	void *mem = mem_context(db, "erase");
	struct erase_words *words = mem_array(mem, struct erase_words, n + 1);
	enum rc rc = erase_rows(db, orders, n, level, e);

	for (size_t i = 0; i < n && !rc; i++)
		rc = words_of(db, mem, &orders[i], &words[i], e);
	if (!rc)
		rc = erase_save_words(db, words, n, e);
	mem_free(mem);
	return rc;
}
