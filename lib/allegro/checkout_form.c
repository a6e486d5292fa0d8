/*
 * Field tables of the order document. Every field of the schema CheckoutForm (openapi.yaml, FACTS
 * 2.5) is either a row or a JF_SKIP with its reason, so that what Allegro adds shows up in notes.
 */
#include "allegro/checkout_form.h"

#include "base/mem.h"

static const char *const form_statuses[] = {"BOUGHT", "FILLED_IN", "READY_FOR_PROCESSING",
					    "CANCELLED", NULL};
static const char *const fulfillment_statuses[] = {
    "NEW",	 "PROCESSING", "READY_FOR_SHIPMENT", "READY_FOR_PICKUP", "SENT",
    "PICKED_UP", "CANCELLED",  "SUSPENDED",	     "RETURNED",	 NULL};
static const char *const lines_sent_words[] = {"NONE", "SOME", "ALL", NULL};
static const char *const provider_words[] = {"SELLER", "ALLEGRO", NULL};
static const char *const payment_types[] = {"CASH_ON_DELIVERY", "WIRE_TRANSFER", "ONLINE",
					    "SPLIT_PAYMENT",	"EXTENDED_TERM", NULL};
static const char *const payment_providers[] = {"PAYU", "P24", "AF", "OFFLINE", "EPT", NULL};
static const char *const vat_statuses[] = {"ACTIVE", "NON_ACTIVE", "NOT_APPLICABLE", NULL};
static const char *const tax_id_types[] = {"PL_NIP",	"CZ_ICO", "CZ_DIC", "HU_ADOSZAM", "SK_ICO",
					   "SK_IC_DPH", "VAT_EU", "OTHER",  NULL};
static const char *const reconciliation_types[] = {"BILLING", "WALLET", NULL};
static const char *const voucher_types[] = {"NOTEBOOKS_FOR_TEACHERS", NULL};
static const char *const voucher_statuses[] = {"ACTIVE", "CANCELLED", NULL};
static const char *const discount_types[] = {"BUNDLE",
					     "UNIT_PERCENTAGE_DISCOUNT",
					     "WHOLESALE_PRICE_LIST",
					     "LARGE_ORDER_DISCOUNT",
					     "TURNOVER_DISCOUNT",
					     "COUPON",
					     "CAMPAIGN",
					     NULL};

/* The empty pointer is the element itself. */
static const struct json_field word_fields[] = {
    JF_STR(struct checkout_word, word, "", JF_REQUIRED),
};

static const struct json_field tax_id_fields[] = {
    JF_WORD(struct checkout_tax_id, type, "/type", JF_REQUIRED, tax_id_types),
    JF_STR(struct checkout_tax_id, value, "/value", JF_REQUIRED),
};

static const struct json_field product_fields[] = {
    JF_STR(struct checkout_product, id, "/id", JF_REQUIRED),
    JF_I64(struct checkout_product, quantity, "/quantity", 0),
};

static const struct json_field service_fields[] = {
    JF_STR(struct checkout_service, definition_id, "/definitionId", 0),
    JF_STR(struct checkout_service, name, "/name", 0),
    JF_MONEY(struct checkout_service, price, "/price", 0),
    JF_I64(struct checkout_service, quantity, "/quantity", 0),
};

static const struct json_field voucher_fields[] = {
    JF_STR(struct checkout_voucher, code, "/code", 0),
    JF_WORD(struct checkout_voucher, type, "/type", JF_REQUIRED, voucher_types),
    JF_WORD(struct checkout_voucher, status, "/status", 0, voucher_statuses),
    JF_STR(struct checkout_voucher, external_transaction_id, "/externalTransactionId", 0),
    JF_MONEY(struct checkout_voucher, value, "/value", 0),
};

static const struct json_field discount_fields[] = {
    JF_WORD(struct checkout_discount, type, "/type", 0, discount_types),
};

static const struct json_field serial_fields[] = {
    JF_STR(struct checkout_serial, value, "/value", JF_REQUIRED),
    JF_TRI(struct checkout_serial, returned, "/returned", 0),
};

static const struct json_field surcharge_fields[] = {
    JF_STR(struct checkout_payment, id, "/id", JF_REQUIRED),
    JF_WORD(struct checkout_payment, type, "/type", JF_REQUIRED, payment_types),
    JF_WORD(struct checkout_payment, provider, "/provider", 0, payment_providers),
    JF_TIME(struct checkout_payment, finished_at, "/finishedAt", 0),
    JF_MONEY(struct checkout_payment, paid_amount, "/paidAmount", 0),
    JF_MONEY(struct checkout_payment, reconciliation, "/reconciliation", 0),
    JF_LIST(struct checkout_payment, struct checkout_word, features, n_features, "/features", 0,
	    word_fields),
};

static const struct json_field line_fields[] = {
    JF_STR(struct checkout_line, id, "/id", JF_REQUIRED),
    JF_STR(struct checkout_line, offer_id, "/offer/id", JF_REQUIRED),
    JF_STR(struct checkout_line, offer_name, "/offer/name", JF_REQUIRED),
    JF_STR(struct checkout_line, offer_external_id, "/offer/external/id", 0),
    JF_STR(struct checkout_line, offer_hs_number, "/offer/hsNumber", 0),
    JF_LIST(struct checkout_line, struct checkout_product, products, n_products,
	    "/offer/productSet/products", 0, product_fields),
    JF_I64(struct checkout_line, quantity, "/quantity", JF_REQUIRED),
    JF_MONEY(struct checkout_line, original_price, "/originalPrice", JF_REQUIRED),
    JF_MONEY(struct checkout_line, price, "/price", JF_REQUIRED),
    JF_MONEY(struct checkout_line, deposit, "/deposit/price", 0),
    JF_MONEY(struct checkout_line, reconciliation, "/reconciliation/value", 0),
    JF_WORD(struct checkout_line, reconciliation_type, "/reconciliation/type", 0,
	    reconciliation_types),
    JF_I64(struct checkout_line, reconciliation_quantity, "/reconciliation/quantity", 0),
    JF_LIST(struct checkout_line, struct checkout_service, services, n_services,
	    "/selectedAdditionalServices", 0, service_fields),
    JF_LIST(struct checkout_line, struct checkout_voucher, vouchers, n_vouchers, "/vouchers", 0,
	    voucher_fields),
    JF_LIST(struct checkout_line, struct checkout_discount, discounts, n_discounts, "/discounts", 0,
	    discount_fields),
    JF_LIST(struct checkout_line, struct checkout_serial, serials, n_serials,
	    "/serialNumbers/entries", 0, serial_fields),
    JF_STR(struct checkout_line, tax_rate, "/tax/rate", 0),
    JF_STR(struct checkout_line, tax_subject, "/tax/subject", 0),
    JF_STR(struct checkout_line, tax_exemption, "/tax/exemption", 0),
    JF_TIME(struct checkout_line, bought_at, "/boughtAt", 0),
    JF_TRI(struct checkout_line, serials_expected, "/serialNumbers/expected", 0),
};

#define T struct checkout_form
static const struct json_field form_fields[] = {
    JF_STR(T, id, "/id", JF_REQUIRED),
    JF_STR(T, revision, "/revision", 0),
    JF_WORD(T, status, "/status", JF_REQUIRED, form_statuses),
    JF_STR(T, message_to_seller, "/messageToSeller", 0),
    JF_STR(T, note, "/note/text", 0),
    JF_STR(T, marketplace, "/marketplace/id", 0),
    JF_TIME(T, updated_at, "/updatedAt", 0),
    JF_MONEY(T, total_to_pay, "/summary/totalToPay", 0),

    JF_STR(T, buyer.id, "/buyer/id", JF_REQUIRED),
    JF_STR(T, buyer.email, "/buyer/email", 0),
    JF_STR(T, buyer.login, "/buyer/login", 0),
    JF_STR(T, buyer.first_name, "/buyer/firstName", 0),
    JF_STR(T, buyer.last_name, "/buyer/lastName", 0),
    JF_STR(T, buyer.company_name, "/buyer/companyName", 0),
    JF_STR(T, buyer.personal_identity, "/buyer/personalIdentity", 0),
    JF_STR(T, buyer.phone_number, "/buyer/phoneNumber", 0),
    JF_STR(T, buyer.language, "/buyer/preferences/language", 0),
    JF_TRI(T, buyer.guest, "/buyer/guest", 0),
    JF_STR(T, buyer.address.street, "/buyer/address/street", 0),
    JF_STR(T, buyer.address.city, "/buyer/address/city", 0),
    JF_STR(T, buyer.address.zip, "/buyer/address/postCode", 0),
    JF_STR(T, buyer.address.country, "/buyer/address/countryCode", 0),

    JF_STR(T, payment.id, "/payment/id", 0),
    JF_WORD(T, payment.type, "/payment/type", 0, payment_types),
    JF_WORD(T, payment.provider, "/payment/provider", 0, payment_providers),
    JF_TIME(T, payment.finished_at, "/payment/finishedAt", 0),
    JF_MONEY(T, payment.paid_amount, "/payment/paidAmount", 0),
    JF_MONEY(T, payment.reconciliation, "/payment/reconciliation", 0),
    JF_LIST(T, struct checkout_word, payment.features, payment.n_features, "/payment/features", 0,
	    word_fields),

    JF_WORD(T, fulfillment.status, "/fulfillment/status", 0, fulfillment_statuses),
    JF_WORD(T, fulfillment.line_items_sent, "/fulfillment/shipmentSummary/lineItemsSent", 0,
	    lines_sent_words),
    JF_WORD(T, fulfillment.provider, "/fulfillment/provider/id", 0, provider_words),

    JF_STR(T, delivery.recipient.first_name, "/delivery/address/firstName", 0),
    JF_STR(T, delivery.recipient.last_name, "/delivery/address/lastName", 0),
    JF_STR(T, delivery.recipient.company_name, "/delivery/address/companyName", 0),
    JF_STR(T, delivery.recipient.phone_number, "/delivery/address/phoneNumber", 0),
    JF_STR(T, delivery.recipient.address.street, "/delivery/address/street", 0),
    JF_STR(T, delivery.recipient.address.city, "/delivery/address/city", 0),
    JF_STR(T, delivery.recipient.address.zip, "/delivery/address/zipCode", 0),
    JF_STR(T, delivery.recipient.address.country, "/delivery/address/countryCode", 0),
    JF_TIME(T, delivery.recipient.modified_at, "/delivery/address/modifiedAt", 0),
    JF_STR(T, delivery.method_id, "/delivery/method/id", 0),
    JF_STR(T, delivery.method_name, "/delivery/method/name", 0),
    JF_STR(T, delivery.pickup_point.id, "/delivery/pickupPoint/id", 0),
    JF_STR(T, delivery.pickup_point.name, "/delivery/pickupPoint/name", 0),
    JF_STR(T, delivery.pickup_point.description, "/delivery/pickupPoint/description", 0),
    JF_STR(T, delivery.pickup_point.address.street, "/delivery/pickupPoint/address/street", 0),
    JF_STR(T, delivery.pickup_point.address.city, "/delivery/pickupPoint/address/city", 0),
    JF_STR(T, delivery.pickup_point.address.zip, "/delivery/pickupPoint/address/zipCode", 0),
    JF_STR(T, delivery.pickup_point.address.country, "/delivery/pickupPoint/address/countryCode",
	   0),
    JF_MONEY(T, delivery.cost, "/delivery/cost", 0),
    JF_TIME(T, delivery.from, "/delivery/time/from", 0),
    JF_TIME(T, delivery.to, "/delivery/time/to", 0),
    JF_TIME(T, delivery.guaranteed_from, "/delivery/time/guaranteed/from", 0),
    JF_TIME(T, delivery.guaranteed_to, "/delivery/time/guaranteed/to", 0),
    JF_TIME(T, delivery.dispatch_from, "/delivery/time/dispatch/from", 0),
    JF_TIME(T, delivery.dispatch_to, "/delivery/time/dispatch/to", 0),
    JF_TIME(T, delivery.cancelled_at, "/delivery/cancellation/date", 0),
    JF_I64(T, delivery.packages, "/delivery/calculatedNumberOfPackages", 0),
    JF_TRI(T, delivery.smart, "/delivery/smart", 0),

    JF_TRI(T, invoice.required, "/invoice/required", 0),
    JF_STR(T, invoice.address.street, "/invoice/address/street", 0),
    JF_STR(T, invoice.address.city, "/invoice/address/city", 0),
    JF_STR(T, invoice.address.zip, "/invoice/address/zipCode", 0),
    JF_STR(T, invoice.address.country, "/invoice/address/countryCode", 0),
    JF_STR(T, invoice.company_name, "/invoice/address/company/name", 0),
    JF_WORD(T, invoice.company_vat_status, "/invoice/address/company/vatPayerStatus", 0,
	    vat_statuses),
    JF_STR(T, invoice.company_tax_id, "/invoice/address/company/taxId", 0),
    JF_LIST(T, struct checkout_tax_id, invoice.company_ids, invoice.n_company_ids,
	    "/invoice/address/company/ids", 0, tax_id_fields),
    JF_STR(T, invoice.first_name, "/invoice/address/naturalPerson/firstName", 0),
    JF_STR(T, invoice.last_name, "/invoice/address/naturalPerson/lastName", 0),
    JF_STR(T, invoice.due_date, "/invoice/dueDate", 0),
    JF_LIST(T, struct checkout_word, invoice.features, invoice.n_features, "/invoice/features", 0,
	    word_fields),

    JF_LIST(T, struct checkout_line, lines, n_lines, "/lineItems", JF_REQUIRED, line_fields),
    JF_LIST(T, struct checkout_payment, surcharges, n_surcharges, "/surcharges", 0,
	    surcharge_fields),
};
/* What decides whether a parcel leaves. */
static const struct json_field glimpse_fields[] = {
    JF_WORD(T, status, "/status", 0, form_statuses),
    JF_TIME(T, updated_at, "/updatedAt", 0),
    JF_STR(T, payment.id, "/payment/id", 0),
    JF_TIME(T, payment.finished_at, "/payment/finishedAt", 0),
    JF_WORD(T, fulfillment.status, "/fulfillment/status", 0, fulfillment_statuses),
    JF_WORD(T, fulfillment.line_items_sent, "/fulfillment/shipmentSummary/lineItemsSent", 0,
	    lines_sent_words),
    JF_WORD(T, fulfillment.provider, "/fulfillment/provider/id", 0, provider_words),
    JF_TIME(T, delivery.cancelled_at, "/delivery/cancellation/date", 0),
};
#undef T

static enum rc wrong(struct err *e, const char *path, const char *why)
{
	err_set(e, RC_SHAPE, "%s: %s", path, why);
	(void)snprintf(e->code, sizeof(e->code), "%s", path);
	return e->rc;
}

static enum rc wrong_in(struct err *e, size_t line, const char *field, const char *why)
{
	char path[ERR_CODE_MAX];

	(void)snprintf(path, sizeof(path), "/lineItems/%zu%s", line, field);
	return wrong(e, path, why);
}

static bool negative(struct money m)
{
	return !money_is_none(m) && m.minor < 0;
}

static bool repeated(const struct checkout_form *f, size_t line)
{
	for (size_t i = 0; i < line; i++)
		if (str_eq(f->lines[i].id, f->lines[line].id))
			return true;
	return false;
}

/* The same id twice would silently become one line, and one movement of stock instead of two. */
static enum rc check_line(const struct checkout_form *f, size_t i, struct err *e)
{
	const struct checkout_line *l = &f->lines[i];

	if (!str_is_id(l->id))
		return wrong_in(e, i, "/id", "not an id");
	if (repeated(f, i))
		return wrong_in(e, i, "/id", "the same line item twice");
	if (!str_is_id(l->offer_id) || strlen(l->offer_id) > CHECKOUT_OFFER_ID_MAX)
		return wrong_in(e, i, "/offer/id", "not an id");
	if (l->quantity < 1)
		return wrong_in(e, i, "/quantity", "less than 1");
	if (negative(l->price))
		return wrong_in(e, i, "/price/amount", "negative");
	if (negative(l->original_price))
		return wrong_in(e, i, "/originalPrice/amount", "negative");
	return RC_OK;
}

static enum rc check_lines(const struct checkout_form *f, struct err *e)
{
	if (f->n_lines == 0)
		return wrong(e, "/lineItems", "no line items");
	if (f->n_lines > CHECKOUT_LINES_MAX)
		return wrong(e, "/lineItems", "too many line items");
	for (size_t i = 0; i < f->n_lines; i++)
		if (check_line(f, i, e))
			return e->rc;
	return RC_OK;
}

/* Members that are required once their optional parent is there. */
static const struct {
	const char *parent;
	const char *member;
} required_within[] = {
    {"/payment", "/payment/id"},
    {"/payment", "/payment/type"},
    {"/delivery/cancellation", "/delivery/cancellation/date"},
    {"/marketplace", "/marketplace/id"},
};

static enum rc check_parents(struct json *doc, struct err *e)
{
	for (size_t i = 0; i < COUNT_OF(required_within); i++)
		if (json_at(doc, required_within[i].parent) &&
		    !json_at(doc, required_within[i].member))
			return wrong(e, required_within[i].member, "missing");
	return RC_OK;
}

enum rc checkout_form_decode(void *owner, struct json *doc, struct checkout_form **out,
			     struct json_notes *notes, struct err *e)
{
	struct checkout_form *f = mem_zero(owner, struct checkout_form);

	if (json_decode(f, doc, form_fields, f, notes, e))
		return e->rc;
	if (!str_is_id(f->id))
		return wrong(e, "/id", "not an id");
	if (negative(f->total_to_pay))
		return wrong(e, "/summary/totalToPay/amount", "negative");
	if (check_parents(doc, e) || check_lines(f, e))
		return e->rc;
	f->revision = str_id(f->revision);
	*out = f;
	return RC_OK;
}

struct checkout_form *checkout_form_glimpse(void *owner, struct json *doc)
{
	struct checkout_form *f = mem_zero(owner, struct checkout_form);

	f->updated_at = f->payment.finished_at = f->delivery.cancelled_at = TIME_NONE;
	for (size_t i = 0; i < COUNT_OF(glimpse_fields); i++) {
		struct err unread = {0}; /* then it says nothing here */
		enum rc rc = json_decode_(f, doc, &glimpse_fields[i], 1, f, NULL, &unread);
		(void)rc;
	}
	return f;
}
