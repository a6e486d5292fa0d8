#ifndef ALLEGRO_CHECKOUT_FORM_H
#define ALLEGRO_CHECKOUT_FORM_H

/*
 * The order document: CheckoutForm of getOrdersDetailsUsingGET (FACTS 2.5), field by field.
 *
 * The structs have Allegro's names and Allegro's shape; lib/domain/orders maps them. Texts that may
 * be missing are NULL, times TIME_NONE, amounts MONEY_NONE, whole numbers INT64_MIN, booleans
 * TRI_UNKNOWN, lists n = 0. Words (statuses, types) are kept as they came, known or not.
 *
 * What decides money or stock is strict: an id, an amount, a currency or a quantity that is
 * missing or cannot be read makes the whole document RC_SHAPE with e->code = its path. Nothing is
 * ever replaced by 0, 1 or PLN.
 */

#include "json/field.h"

enum {
	CHECKOUT_LINES_MAX = 1000,  /* far above any cart; a bound for one document's work */
	CHECKOUT_OFFER_ID_MAX = 32, /* characters; Allegro's have up to 20 digits (FACTS 0) */
};

/* "features": ["ALLEGRO_PAY"]: one word of a list of words. */
struct checkout_word {
	const char *word;
};

/* Postal address of buyer, recipient, pickup point or invoice; zip is postCode of the buyer. */
struct checkout_address {
	const char *street;
	const char *city;
	const char *zip;
	const char *country; /* ISO 3166-1 alpha-2 */
};

/* The holder of the account, who need not be the recipient. */
struct checkout_buyer {
	const char *id;	   /* the only stable key of a customer */
	const char *email; /* relay address, another one for each purchase */
	const char *login;
	const char *first_name;
	const char *last_name;
	const char *company_name;
	const char *personal_identity; /* PESEL */
	const char *phone_number;
	const char *language; /* preferences.language, BCP-47 */
	enum tri guest;
	struct checkout_address address;
};

/* Payment of the order, or a surcharge paid later. id is NULL when there is no payment. */
struct checkout_payment {
	const char *id;
	const char *type;     /* CASH_ON_DELIVERY, WIRE_TRANSFER, ONLINE, SPLIT_PAYMENT, ... */
	const char *provider; /* PAYU, P24, AF, OFFLINE, EPT */
	int64_t finished_at;  /* the only proof of payment */
	struct money paid_amount;
	struct money reconciliation;
	struct checkout_word *features; /* ALLEGRO_PAY */
	size_t n_features;
};

struct checkout_fulfillment {
	const char *status;	     /* NEW, PROCESSING, READY_FOR_SHIPMENT, ..., RETURNED */
	const char *line_items_sent; /* shipmentSummary.lineItemsSent: NONE, SOME, ALL */
	const char *provider;	     /* provider.id: SELLER, ALLEGRO */
};

struct checkout_recipient {
	const char *first_name;
	const char *last_name;
	const char *company_name;
	const char *phone_number;
	struct checkout_address address;
	int64_t modified_at; /* the buyer changed it after the purchase */
};

struct checkout_pickup_point {
	const char *id; /* POZ08A */
	const char *name;
	const char *description;
	struct checkout_address address;
};

struct checkout_delivery {
	struct checkout_recipient recipient; /* final only at READY_FOR_PROCESSING */
	const char *method_id;
	const char *method_name;
	struct checkout_pickup_point pickup_point;
	struct money cost;
	int64_t from; /* delivery attempt, earliest and latest */
	int64_t to;
	int64_t guaranteed_from; /* deprecated by Allegro, still sent for Allegro One */
	int64_t guaranteed_to;
	int64_t dispatch_from;
	int64_t dispatch_to; /* send by */
	int64_t cancelled_at;
	int64_t packages; /* calculatedNumberOfPackages */
	enum tri smart;
};

struct checkout_tax_id {
	const char *type; /* PL_NIP, CZ_ICO, CZ_DIC, HU_ADOSZAM, SK_ICO, SK_IC_DPH, VAT_EU, OTHER */
	const char *value;
};

struct checkout_invoice {
	struct checkout_address address;
	const char *company_name; /* a company when set, else a private person */
	const char *company_vat_status;
	const char *company_tax_id; /* deprecated by ids, still sent */
	struct checkout_tax_id *company_ids;
	size_t n_company_ids;
	const char *first_name; /* naturalPerson */
	const char *last_name;
	const char *due_date;		/* local date, "2021-12-01", EXTENDED_TERM only */
	struct checkout_word *features; /* VAT_EU_VERIFIED, VAT_EU_UNVERIFIED */
	size_t n_features;
	enum tri required;
};

struct checkout_product {
	const char *id;
	int64_t quantity;
};

struct checkout_service {
	const char *definition_id;
	const char *name;
	struct money price;
	int64_t quantity;
};

struct checkout_voucher {
	const char *code;
	const char *type;
	const char *status;
	const char *external_transaction_id;
	struct money value;
};

struct checkout_discount {
	const char *type; /* BUNDLE, UNIT_PERCENTAGE_DISCOUNT, COUPON, ... */
};

struct checkout_serial {
	const char *value;
	enum tri returned;
};

struct checkout_line {
	const char *id; /* the natural key: survives a merge of purchases (FACTS 2.3) */
	const char *offer_id;
	const char *offer_name;
	const char *offer_external_id; /* the seller's SKU */
	const char *offer_hs_number;
	struct checkout_product *products; /* productSet */
	size_t n_products;
	int64_t quantity;
	struct money original_price;
	struct money price; /* of one unit, gross, after discounts */
	struct money deposit;
	struct money reconciliation;
	const char *reconciliation_type; /* BILLING, WALLET */
	int64_t reconciliation_quantity;
	struct checkout_service *services;
	size_t n_services;
	struct checkout_voucher *vouchers;
	size_t n_vouchers;
	struct checkout_discount *discounts;
	size_t n_discounts;
	struct checkout_serial *serials;
	size_t n_serials;
	const char *tax_rate; /* "23.00" */
	const char *tax_subject;
	const char *tax_exemption;
	int64_t bought_at;
	enum tri serials_expected;
};

struct checkout_form {
	const char *id;
	const char *revision;
	const char *status; /* BOUGHT, FILLED_IN, READY_FOR_PROCESSING, CANCELLED */
	const char *message_to_seller;
	const char *note; /* the seller's own; no operation writes it */
	const char *marketplace;
	int64_t updated_at;
	struct money total_to_pay; /* MONEY_NONE: not told */
	struct checkout_buyer buyer;
	struct checkout_payment payment;
	struct checkout_fulfillment fulfillment;
	struct checkout_delivery delivery;
	struct checkout_invoice invoice;
	struct checkout_line *lines;
	size_t n_lines;
	struct checkout_payment *surcharges;
	size_t n_surcharges;
};

/*
 * Read one document. The form and all its texts belong to owner; doc may go away afterwards.
 * notes (may be NULL) receives what the tables do not know. RC_SHAPE: e->code is the path.
 */
MUST_CHECK enum rc checkout_form_decode(void *owner, struct json *doc, struct checkout_form **out,
					struct json_notes *notes, struct err *e);

/*
 * What a document that cannot be read as a whole says clearly: status, fulfilment, proof of
 * payment, withdrawal from the delivery, time. Each by itself: what is not there or cannot be read
 * is at its zero value, like all the rest of the form.
 */
struct checkout_form *checkout_form_glimpse(void *owner, struct json *doc) RETURNS_NONNULL;

#endif
