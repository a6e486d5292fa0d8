/* Typed texts are read as those of files are. */
#include "domain/catalog/catalog_change.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/catalog/product_value.h"

const char *const catalog_change_names[] = {"name", "brand",	"ean",	    "mpn", "price",
					    "vat",  "weight_g", "category", NULL};

const char *const catalog_verb_names[CATALOG_VERBS + 1] = {
    [CATALOG_SET] = "set", [CATALOG_LOCK] = "lock", [CATALOG_UNLOCK] = "unlock"};

struct changing {
	const struct catalog_change *change;
	enum product_field field;
	void *mem;
};

/* What could mean two things, or would be rounded, is not taken: there is somebody to be asked. */
static bool read_value(void *mem, enum product_field field, const char *text, const char *currency,
		       struct product *out)
{
	struct read_row row = {.p = product_unknown()};

	row_notes_init(&row.notes, mem);
	if (field == PRODUCT_EAN)
		value_ean(&row, text);
	else if (field == PRODUCT_PRICE)
		value_amount(&row, field, text, DECIMAL_UNKNOWN, currency);
	else if (field == PRODUCT_VAT)
		value_vat(&row, text, DECIMAL_UNKNOWN);
	else if (field == PRODUCT_WEIGHT)
		value_measure(&row, field, text, DECIMAL_UNKNOWN, NULL, "g");
	else
		value_text(&row, field, text);
	*out = row.p;
	return product_is_known(&row.p, field) && str_empty(row.notes.text.text);
}

static enum rc save(struct db *db, const struct changing *c, const char *action,
		    struct catalog_product *product, const struct product *before, struct err *e)
{
	product->version = c->change->version;
	if (catalog_save(db, product, product_words(c->mem, &product->p), e))
		return e->rc;
	return audit_add(
	    db,
	    &(struct audit_entry){
		.actor = c->change->actor,
		.action = action,
		.subject = audit_subject(c->mem, "product", product->p.id),
		.before = mem_printf(c->mem, "%s: %s", c->change->field,
				     str_or(product_field_text(c->mem, before, c->field), "-")),
		.after =
		    mem_printf(c->mem, "%s: %s", c->change->field,
			       str_or(product_field_text(c->mem, &product->p, c->field), "-"))},
	    e);
}

static enum rc change(struct db *db, void *arg, struct err *e)
{
	const struct changing *c = arg;
	struct catalog_detail detail;
	struct product typed;

	if (catalog_load(db, c->mem, c->change->id, &detail, e))
		return e->rc;
	const struct product before = detail.product.p;
	const char *currency =
	    money_is_none(before.price) ? "PLN" : mem_strdup(c->mem, before.price.currency);
	if (!read_value(c->mem, c->field, c->change->value, currency, &typed))
		return err_set(e, RC_INVALID, "this is no value of %s", c->change->field);
	product_copy_field(&detail.product.p, &typed, c->field);
	detail.product.locks = product_fields_text(
	    c->mem, product_fields_read(detail.product.locks) | product_bit(c->field));
	return save(db, c, "product.change", &detail.product, &before, e);
}

static enum rc unlock(struct db *db, void *arg, struct err *e)
{
	const struct changing *c = arg;
	struct catalog_detail detail;

	if (catalog_load(db, c->mem, c->change->id, &detail, e))
		return e->rc;
	const struct product before = detail.product.p;
	detail.product.locks = product_fields_text(
	    c->mem, product_fields_read(detail.product.locks) & ~product_bit(c->field));
	return save(db, c, "product.unlock", &detail.product, &before, e);
}

static enum rc in_one(struct db *db, tx_body body, const struct catalog_change *asked,
		      struct err *e)
{
	struct changing c = {asked, product_field_find(asked->field), NULL};

	if (c.field == PRODUCT_FIELDS)
		return err_set(e, RC_INVALID, "there is no field %s", asked->field);
	c.mem = mem_context(NULL, "change");
	enum rc rc = tx_run(db, body, &c, e);
	mem_free(c.mem);
	return rc;
}

enum rc catalog_change(struct db *db, const struct catalog_change *asked, struct err *e)
{
	return in_one(db, change, asked, e);
}

enum rc catalog_unlock(struct db *db, const struct catalog_change *asked, struct err *e)
{
	return in_one(db, unlock, asked, e);
}

/* ---- Many -------------------------------------------------------------------------------------
 */

static uint64_t locks_after(enum catalog_verb verb, uint64_t locks, uint64_t bit)
{
	return verb == CATALOG_UNLOCK ? locks & ~bit : locks | bit;
}

void catalog_outcome(void *mem, enum catalog_verb verb, enum product_field field, const char *value,
		     const struct catalog_product *now, struct catalog_outcome *out)
{
	struct product typed = product_unknown();
	const uint64_t locks = product_fields_read(now->locks);

	*out = (struct catalog_outcome){.before = {.product = *now}, .after = now->p};
	if (verb == CATALOG_SET) {
		out->is_wrong = !read_value(
		    mem, field, value, money_is_none(now->p.price) ? "PLN" : now->p.price.currency,
		    &typed);
		if (!out->is_wrong)
			product_copy_field(&out->after, &typed, field);
	}
	out->is_same = locks_after(verb, locks, product_bit(field)) == locks &&
		       product_is_equal(&now->p, &out->after, field);
}

const char *catalog_locks_after(void *mem, enum catalog_verb verb, const char *locks,
				enum product_field field)
{
	return product_fields_text(
	    mem, locks_after(verb, product_fields_read(locks), product_bit(field)));
}

static enum rc judge(struct db *db, void *mem, const struct catalog_bulk *bulk, uint64_t id,
		     struct catalog_outcome *out, struct err *e)
{
	struct catalog_detail now;

	if (catalog_load(db, mem, id, &now, e))
		return e->rc;
	catalog_outcome(mem, bulk->verb, product_field_find(bulk->field), bulk->value, &now.product,
			out);
	out->before = now;
	return RC_OK;
}

/* One that is not there any more is left out. */
enum rc catalog_outcomes(struct db *db, void *mem, const struct catalog_bulk *bulk,
			 struct catalog_outcome *out, size_t *n, struct err *e)
{
	*n = 0;
	for (size_t i = 0; i < bulk->n; i++) {
		out[*n] = (struct catalog_outcome){0};
		if (!judge(db, mem, bulk, bulk->ids[i], &out[*n], e))
			++*n;
		else if (e->rc != RC_NOT_FOUND)
			return e->rc;
		err_clear(e);
	}
	return RC_OK;
}
