/* What is taken out of an order for each role. */
#include "orders/order_seen.h"

#include "base/compiler.h"
#include "base/str.h"
#include "users/roles.h"

#define AT(member) offsetof(struct order_detail, member)

static const struct {
	enum role_fact fact;
	size_t at;
} texts[] = {
    {FACT_EMAIL, AT(person.email)},
    {FACT_EMAIL, AT(person.personal_identity)},
    {FACT_BUYER, AT(person.company)},
    {FACT_BUYER, AT(person.phone)},
    {FACT_BUYER, AT(person.street)},
    {FACT_BUYER, AT(person.city)},
    {FACT_BUYER, AT(person.post_code)},
    {FACT_BUYER, AT(person.country)},
    {FACT_INVOICE, AT(person.inv_street)},
    {FACT_INVOICE, AT(person.inv_city)},
    {FACT_INVOICE, AT(person.inv_zip)},
    {FACT_INVOICE, AT(person.inv_country)},
    {FACT_INVOICE, AT(person.inv_company)},
    {FACT_INVOICE, AT(person.inv_tax_id)},
    {FACT_INVOICE, AT(person.inv_vat_status)},
    {FACT_INVOICE, AT(person.inv_first_name)},
    {FACT_INVOICE, AT(person.inv_last_name)},
    {FACT_INVOICE, AT(person.inv_due_date)},
    {FACT_INVOICE, AT(person.inv_features)},
    {FACT_PAYMENTS, AT(order.payment_id)},
    {FACT_PAYMENTS, AT(order.payment_provider)},
    {FACT_PAYMENTS, AT(order.payment_features)},
    {FACT_DOCUMENT, AT(document.raw)},
};

static const struct {
	enum role_fact fact;
	size_t at;
} amounts[] = {
    {FACT_MONEY, AT(order.total)},
    {FACT_MONEY, AT(order.paid)},
    {FACT_MONEY, AT(order.refill)},
    {FACT_MONEY, AT(order.delivery_cost)},
};

/* Fields of the history that tell of money. */
static const struct {
	enum role_fact fact;
	const char *prefix;
} changes[] = {
    {FACT_MONEY, "total"},
    {FACT_MONEY, "paid"},
    {FACT_PAYMENTS, "payment_"},
};

/* The courier collects it, so who packs must know it. */
static bool is_collected(const char *payment_state)
{
	return str_eq(payment_state, order_payment_names[ORDER_PAYMENT_COD]);
}

static void take_texts(enum role role, struct order_detail *d)
{
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		if (!role_sees(role, texts[i].fact))
			*(const char **)(void *)((char *)d + texts[i].at) = NULL;
}

static void take_amounts(enum role role, struct order_detail *d)
{
	struct money collected = is_collected(d->order.payment_state) ? d->order.total : MONEY_NONE;

	for (size_t i = 0; i < COUNT_OF(amounts); i++)
		if (!role_sees(role, amounts[i].fact))
			*(struct money *)(void *)((char *)d + amounts[i].at) = MONEY_NONE;
	if (role_sees(role, FACT_MONEY))
		return;
	d->order.total = collected;
	for (size_t i = 0; i < d->n_lines; i++) {
		struct order_line *line = &d->lines[i];

		line->price = line->original = line->deposit = line->refill = MONEY_NONE;
	}
}

/* Services are work to do; surcharges and vouchers are money alone. */
static void take_extras(enum role role, struct order_detail *d)
{
	size_t kept = 0;

	if (role_sees(role, FACT_MONEY))
		return;
	for (size_t i = 0; i < d->n_extras; i++) {
		d->extras[i].amount = MONEY_NONE;
		if (str_eq(d->extras[i].kind, "SERVICE"))
			d->extras[kept++] = d->extras[i];
	}
	d->n_extras = kept;
}

static bool sees_change(enum role role, const char *field)
{
	for (size_t i = 0; i < COUNT_OF(changes); i++)
		if (str_starts(str_or(field, ""), changes[i].prefix))
			return role_sees(role, changes[i].fact);
	return true;
}

static void take_changes(enum role role, struct order_detail *d)
{
	size_t kept = 0;

	for (size_t i = 0; i < d->n_changes; i++)
		if (sees_change(role, d->changes[i].field))
			d->changes[kept++] = d->changes[i];
	d->n_changes = kept;
}

void order_seen_by(enum role role, struct order_detail *d)
{
	take_texts(role, d);
	take_amounts(role, d);
	take_extras(role, d);
	take_changes(role, d);
	if (!role_sees(role, FACT_INVOICE))
		d->n_tax_ids = 0;
	if (!role_sees(role, FACT_PAYMENTS))
		d->order.payment_finished_at = TIME_NONE;
}

void order_rows_seen_by(enum role role, struct order_row *rows, size_t n)
{
	if (role_sees(role, FACT_MONEY))
		return;
	for (size_t i = 0; i < n; i++)
		if (!is_collected(rows[i].payment_state))
			rows[i].total = MONEY_NONE;
}

enum order_sight order_sight_of(enum role role)
{
	if (!role_sees(role, FACT_BUYER) || !role_sees(role, FACT_INVOICE) ||
	    !role_sees(role, FACT_MONEY))
		return ORDER_SIGHT_PARCEL;
	return role_sees(role, FACT_EMAIL) ? ORDER_SIGHT_ALL : ORDER_SIGHT_OFFICE;
}

enum rc order_seen_load(struct request *rq, const char *form_id, struct order_detail *out,
			struct err *e)
{
	if (order_load(rq->db, rq, form_id, out, e))
		return e->rc;
	order_seen_by(rq->session->role, out);
	return RC_OK;
}

enum rc order_seen_parcels(struct request *rq, void *mem, const char *const *form_ids, size_t n_ids,
			   struct order_detail **out, size_t *n, struct err *e)
{
	if (order_parcel_list(rq->db, mem, form_ids, n_ids, out, n, e))
		return e->rc;
	for (size_t i = 0; i < *n; i++)
		order_seen_by(rq->session->role, &(*out)[i]);
	return RC_OK;
}

enum rc order_seen_document(struct request *rq, const char *form_id, struct order_document *out,
			    struct err *e)
{
	if (order_document_load(rq->db, rq, form_id, out, e))
		return e->rc;
	if (!role_sees(rq->session->role, FACT_DOCUMENT))
		out->raw = NULL;
	return RC_OK;
}

enum rc order_seen_list(struct request *rq, const struct order_filter *filter,
			struct order_page *out, struct err *e)
{
	if (order_list(rq->db, rq, filter, out, e))
		return e->rc;
	order_rows_seen_by(rq->session->role, out->rows, out->n);
	return RC_OK;
}
