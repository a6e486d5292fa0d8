/* The table of shapes. */
#include "world/shapes.h"

#include "base/compiler.h"
#include "base/str.h"

/* clang-format off */
const struct shape shapes[] = {
    {.name = "locker", .weight = 6, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_AF, .delivery = DELIVERY_LOCKER, .min_lines = 1, .max_lines = 1,
     .newest_h = 1, .oldest_h = 20},
    {.name = "courier", .weight = 5, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_COURIER, .min_lines = 1, .max_lines = 3,
     .newest_h = 1, .oldest_h = 20},
    {.name = "cod", .weight = 3, .status = FORM_READY, .pay = PAY_COD,
     .provider = BY_OFFLINE, .delivery = DELIVERY_COURIER_COD, .min_lines = 1,
     .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "smart", .weight = 8, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_P24, .delivery = DELIVERY_LOCKER, .flags = SHAPE_SMART, .min_lines = 1,
     .max_lines = 2, .newest_h = 1, .oldest_h = 20},
    {.name = "allegro-pay", .weight = 4, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_AF, .delivery = DELIVERY_LOCKER, .flags = SHAPE_SMART |
     SHAPE_ALLEGRO_PAY, .min_lines = 1, .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "company-invoice", .weight = 3, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_COURIER, .invoice = INVOICE_COMPANY,
     .flags = SHAPE_COMPANY_BUYER, .min_lines = 2, .max_lines = 4, .newest_h = 1,
     .oldest_h = 20},
    {.name = "person-invoice", .weight = 2, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_ONE_BOX, .invoice = INVOICE_PERSON,
     .min_lines = 1, .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "several-lines", .weight = 3, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_COURIER, .min_lines = 4, .max_lines = 7,
     .newest_h = 1, .oldest_h = 20},
    {.name = "large-purchase", .weight = 2, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_COURIER, .min_lines = 8,
     .max_lines = SHAPE_LINES_MAX, .newest_h = 1, .oldest_h = 20},
    {.name = "surcharge", .weight = 1, .status = FORM_READY, .fulfilment = FUL_PROCESSING,
     .pay = PAY_ONLINE, .provider = BY_PAYU, .delivery = DELIVERY_COURIER,
     .flags = SHAPE_SURCHARGE, .min_lines = 1, .max_lines = 1, .newest_h = 1,
     .oldest_h = 30},
    {.name = "bundle", .weight = 1, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_LOCKER, .discount = "BUNDLE", .min_lines = 2,
     .max_lines = 2, .newest_h = 1, .oldest_h = 20},
    {.name = "multipack", .weight = 2, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_ONE_COURIER,
     .discount = "UNIT_PERCENTAGE_DISCOUNT", .min_lines = 1, .max_lines = 2, .newest_h = 1,
     .oldest_h = 20},
    {.name = "coupon", .weight = 1, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_LOCKER, .discount = "COUPON", .min_lines = 1,
     .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "campaign", .weight = 1, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_LOCKER, .discount = "CAMPAIGN",
     .extras = LINE_RECONCILED, .flags = SHAPE_RECONCILED, .min_lines = 1, .max_lines = 1,
     .newest_h = 1, .oldest_h = 20},
    {.name = "wholesale", .weight = 1, .market = MARKET_BUSINESS_PL, .status = FORM_READY,
     .pay = PAY_ONLINE, .provider = BY_PAYU, .delivery = DELIVERY_COURIER,
     .invoice = INVOICE_COMPANY, .discount = "WHOLESALE_PRICE_LIST",
     .flags = SHAPE_COMPANY_BUYER, .min_lines = 1, .max_lines = 1, .newest_h = 1,
     .oldest_h = 20},
    {.name = "large-order", .market = MARKET_BUSINESS_PL, .status = FORM_READY,
     .pay = PAY_ONLINE, .provider = BY_PAYU, .delivery = DELIVERY_COURIER,
     .invoice = INVOICE_COMPANY, .discount = "LARGE_ORDER_DISCOUNT",
     .flags = SHAPE_COMPANY_BUYER, .min_lines = 1, .max_lines = 1, .newest_h = 1,
     .oldest_h = 20},
    {.name = "turnover", .market = MARKET_BUSINESS_PL, .status = FORM_READY,
     .pay = PAY_ONLINE, .provider = BY_PAYU, .delivery = DELIVERY_COURIER,
     .invoice = INVOICE_COMPANY, .discount = "TURNOVER_DISCOUNT",
     .flags = SHAPE_COMPANY_BUYER, .min_lines = 1, .max_lines = 1, .newest_h = 1,
     .oldest_h = 20},
    {.name = "message", .weight = 3, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_LOCKER, .message = MESSAGE_PLAIN,
     .min_lines = 1, .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "message-html", .status = FORM_READY, .pay = PAY_ONLINE, .provider = BY_PAYU,
     .delivery = DELIVERY_LOCKER, .message = MESSAGE_HTML, .min_lines = 1, .max_lines = 1,
     .newest_h = 1, .oldest_h = 20},
    {.name = "message-long", .status = FORM_READY, .pay = PAY_ONLINE, .provider = BY_PAYU,
     .delivery = DELIVERY_COURIER, .message = MESSAGE_LONG, .min_lines = 1, .max_lines = 1,
     .newest_h = 1, .oldest_h = 20},
    {.name = "message-emoji", .weight = 1, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_LOCKER, .message = MESSAGE_EMOJI,
     .min_lines = 1, .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "odd-name", .weight = 1, .people = PEOPLE_ODD, .status = FORM_READY,
     .pay = PAY_ONLINE, .provider = BY_PAYU, .delivery = DELIVERY_COURIER, .min_lines = 1,
     .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "ukrainian", .weight = 2, .people = PEOPLE_UA, .status = FORM_READY,
     .pay = PAY_ONLINE, .provider = BY_PAYU, .delivery = DELIVERY_LOCKER, .min_lines = 1,
     .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "czech", .weight = 2, .market = MARKET_CZ, .people = PEOPLE_CZ,
     .status = FORM_READY, .pay = PAY_ONLINE, .provider = BY_P24,
     .delivery = DELIVERY_CZ_BOX, .extras = LINE_HS_NUMBER, .min_lines = 1, .max_lines = 1,
     .newest_h = 1, .oldest_h = 20},
    {.name = "czech-courier", .weight = 1, .market = MARKET_CZ, .people = PEOPLE_CZ,
     .status = FORM_READY, .pay = PAY_ONLINE, .provider = BY_P24,
     .delivery = DELIVERY_CZ_COURIER, .message = MESSAGE_PLAIN, .min_lines = 1,
     .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "slovak-company", .market = MARKET_SK, .people = PEOPLE_SK,
     .status = FORM_READY, .pay = PAY_ONLINE, .provider = BY_PAYU,
     .delivery = DELIVERY_SK_COURIER, .invoice = INVOICE_COMPANY, .flags = SHAPE_VAT_EU |
     SHAPE_COMPANY_BUYER, .min_lines = 1, .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "slovak", .weight = 1, .market = MARKET_SK, .people = PEOPLE_SK,
     .status = FORM_READY, .pay = PAY_ONLINE, .provider = BY_PAYU,
     .delivery = DELIVERY_SK_COURIER, .min_lines = 1, .max_lines = 1, .newest_h = 1,
     .oldest_h = 20},
    {.name = "czech-company", .market = MARKET_CZ, .people = PEOPLE_CZ,
     .status = FORM_READY, .pay = PAY_ONLINE, .provider = BY_PAYU,
     .delivery = DELIVERY_CZ_COURIER, .invoice = INVOICE_COMPANY,
     .flags = SHAPE_VAT_EU_UNVERIFIED | SHAPE_COMPANY_BUYER, .min_lines = 1, .max_lines = 1,
     .newest_h = 1, .oldest_h = 20},
    {.name = "hungarian", .weight = 1, .market = MARKET_HU, .people = PEOPLE_HU,
     .status = FORM_READY, .pay = PAY_ONLINE, .provider = BY_PAYU,
     .delivery = DELIVERY_HU_COURIER, .min_lines = 1, .max_lines = 1, .newest_h = 1,
     .oldest_h = 20},
    {.name = "extended-term", .weight = 1, .market = MARKET_BUSINESS_PL,
     .status = FORM_READY, .pay = PAY_EXTENDED, .provider = BY_EPT,
     .delivery = DELIVERY_COURIER, .invoice = INVOICE_COMPANY, .flags = SHAPE_COMPANY_BUYER,
     .min_lines = 1, .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "wire", .weight = 1, .status = FORM_READY, .pay = PAY_WIRE,
     .provider = BY_OFFLINE, .delivery = DELIVERY_COURIER, .min_lines = 1, .max_lines = 1,
     .newest_h = 1, .oldest_h = 20},
    {.name = "split-payment", .status = FORM_READY, .pay = PAY_SPLIT, .provider = BY_P24,
     .delivery = DELIVERY_COURIER, .invoice = INVOICE_COMPANY, .flags = SHAPE_COMPANY_BUYER,
     .min_lines = 1, .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "services", .weight = 1, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_COURIER, .extras = LINE_SERVICE,
     .min_lines = 1, .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "voucher", .status = FORM_READY, .pay = PAY_ONLINE, .provider = BY_PAYU,
     .delivery = DELIVERY_COURIER, .invoice = INVOICE_PERSON, .extras = LINE_VOUCHER,
     .flags = SHAPE_PESEL | SHAPE_TEACHER, .min_lines = 1, .max_lines = 1, .newest_h = 1,
     .oldest_h = 20},
    {.name = "voucher-cancelled", .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_COURIER, .extras = LINE_VOUCHER_CANCELLED,
     .flags = SHAPE_TEACHER | SHAPE_PESEL, .min_lines = 1, .max_lines = 1, .newest_h = 1,
     .oldest_h = 20},
    {.name = "deposit", .weight = 1, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_COURIER, .flags = SHAPE_DEPOSIT,
     .min_lines = 1, .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "export-serials", .people = PEOPLE_UA, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_UA_POST, .extras = LINE_SERIALS_EXPECTED |
     LINE_HS_NUMBER | LINE_TAX_EXEMPT, .min_lines = 1, .max_lines = 1, .newest_h = 1,
     .oldest_h = 20},
    {.name = "export-serials-given", .people = PEOPLE_UA, .status = FORM_READY,
     .fulfilment = FUL_SENT, .pay = PAY_ONLINE, .provider = BY_PAYU,
     .delivery = DELIVERY_UA_POST, .extras = LINE_SERIALS_EXPECTED | LINE_SERIALS_GIVEN |
     LINE_HS_NUMBER | LINE_TAX_EXEMPT, .min_lines = 1, .max_lines = 1, .newest_h = 40,
     .oldest_h = 90},
    {.name = "set", .weight = 1, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_LOCKER, .flags = SHAPE_SET, .min_lines = 1,
     .max_lines = 2, .newest_h = 1, .oldest_h = 20},
    {.name = "guest", .weight = 2, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_LOCKER, .flags = SHAPE_GUEST, .min_lines = 1,
     .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "address-edited", .weight = 1, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_COURIER, .flags = SHAPE_ADDRESS_EDITED,
     .min_lines = 1, .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "guaranteed", .weight = 1, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_ONE_COURIER, .flags = SHAPE_GUARANTEED |
     SHAPE_SMART, .min_lines = 1, .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "pickup", .weight = 1, .status = FORM_READY,
     .fulfilment = FUL_READY_FOR_PICKUP, .pay = PAY_COD, .provider = BY_OFFLINE,
     .delivery = DELIVERY_PICKUP, .min_lines = 1, .max_lines = 1, .newest_h = 1,
     .oldest_h = 20},
    {.name = "post-office", .weight = 1, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_POST, .flags = SHAPE_SELLER_NOTE,
     .min_lines = 1, .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "locker-cod", .weight = 1, .status = FORM_READY, .pay = PAY_COD,
     .provider = BY_OFFLINE, .delivery = DELIVERY_LOCKER_COD, .min_lines = 1,
     .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "ready-twice", .weight = 1, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_LOCKER, .flags = SHAPE_READY_TWICE,
     .min_lines = 1, .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "ready-first", .weight = 1, .status = FORM_READY, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_LOCKER, .flags = SHAPE_READY_FIRST,
     .min_lines = 1, .max_lines = 1, .newest_h = 1, .oldest_h = 20},
    {.name = "processing", .weight = 4, .status = FORM_READY, .fulfilment = FUL_PROCESSING,
     .pay = PAY_ONLINE, .provider = BY_PAYU, .delivery = DELIVERY_LOCKER,
     .flags = SHAPE_SMART, .min_lines = 1, .max_lines = 1, .newest_h = 1, .oldest_h = 30},
    {.name = "ready-for-shipment", .weight = 3, .status = FORM_READY,
     .fulfilment = FUL_READY_FOR_SHIPMENT, .pay = PAY_ONLINE, .provider = BY_PAYU,
     .delivery = DELIVERY_COURIER, .min_lines = 1, .max_lines = 2, .newest_h = 1,
     .oldest_h = 30},
    {.name = "partly-sent", .status = FORM_READY, .fulfilment = FUL_PROCESSING,
     .pay = PAY_ONLINE, .provider = BY_PAYU, .delivery = DELIVERY_COURIER,
     .flags = SHAPE_PARTLY_SENT, .min_lines = 2, .max_lines = 3, .newest_h = 20,
     .oldest_h = 48},
    {.name = "sent", .weight = 40, .status = FORM_READY, .fulfilment = FUL_SENT,
     .pay = PAY_ONLINE, .provider = BY_PAYU, .delivery = DELIVERY_LOCKER,
     .flags = SHAPE_SMART, .min_lines = 1, .max_lines = 3, .newest_h = 24},
    {.name = "sent-courier", .weight = 25, .status = FORM_READY, .fulfilment = FUL_SENT,
     .pay = PAY_ONLINE, .provider = BY_PAYU, .delivery = DELIVERY_COURIER, .min_lines = 1,
     .max_lines = 4, .newest_h = 24},
    {.name = "sent-cod", .weight = 10, .status = FORM_READY, .fulfilment = FUL_SENT,
     .pay = PAY_COD, .provider = BY_OFFLINE, .delivery = DELIVERY_COURIER_COD,
     .min_lines = 1, .max_lines = 1, .newest_h = 24},
    {.name = "picked-up", .weight = 8, .status = FORM_READY, .fulfilment = FUL_PICKED_UP,
     .pay = PAY_COD, .provider = BY_OFFLINE, .delivery = DELIVERY_PICKUP, .min_lines = 1,
     .max_lines = 1, .newest_h = 30},
    {.name = "suspended", .weight = 1, .status = FORM_READY, .fulfilment = FUL_SUSPENDED,
     .pay = PAY_ONLINE, .provider = BY_PAYU, .delivery = DELIVERY_LOCKER,
     .flags = SHAPE_SELLER_NOTE, .min_lines = 1, .max_lines = 1, .newest_h = 10},
    {.name = "returned", .weight = 3, .status = FORM_READY, .fulfilment = FUL_RETURNED,
     .pay = PAY_ONLINE, .provider = BY_PAYU, .delivery = DELIVERY_LOCKER, .min_lines = 1,
     .max_lines = 1, .newest_h = 200},
    {.name = "seller-cancelled", .weight = 1, .status = FORM_READY,
     .fulfilment = FUL_CANCELLED, .pay = PAY_ONLINE, .provider = BY_PAYU,
     .delivery = DELIVERY_LOCKER, .min_lines = 1, .max_lines = 1, .newest_h = 30},
    {.name = "by-allegro", .weight = 3, .status = FORM_READY, .fulfilment = FUL_SENT,
     .pay = PAY_ONLINE, .provider = BY_PAYU, .delivery = DELIVERY_ONE_BOX,
     .flags = SHAPE_BY_ALLEGRO | SHAPE_SMART, .min_lines = 1, .max_lines = 1,
     .newest_h = 10},
    {.name = "bought", .weight = 2, .status = FORM_BOUGHT, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_LOCKER, .min_lines = 1, .max_lines = 1,
     .newest_h = 1, .oldest_h = 60},
    {.name = "filled-in", .weight = 2, .status = FORM_FILLED_IN, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_LOCKER, .min_lines = 1, .max_lines = 1,
     .newest_h = 1, .oldest_h = 60},
    {.name = "filled-in-twice", .status = FORM_FILLED_IN, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_COURIER, .message = MESSAGE_PLAIN,
     .flags = SHAPE_FILLED_TWICE, .min_lines = 1, .max_lines = 1, .newest_h = 1,
     .oldest_h = 20},
    {.name = "wire-waiting", .weight = 1, .status = FORM_FILLED_IN, .pay = PAY_WIRE,
     .provider = BY_OFFLINE, .delivery = DELIVERY_COURIER, .min_lines = 1, .max_lines = 1,
     .newest_h = 1, .oldest_h = 70},
    {.name = "buyer-cancelled", .weight = 2, .status = FORM_CANCELLED,
     .fulfilment = FUL_CANCELLED, .pay = PAY_ONLINE, .provider = BY_PAYU,
     .delivery = DELIVERY_LOCKER, .min_lines = 1, .max_lines = 1, .newest_h = 3},
    {.name = "buyer-cancelled-unpaid", .weight = 1, .status = FORM_CANCELLED,
     .fulfilment = FUL_CANCELLED, .pay = PAY_COD, .provider = BY_OFFLINE,
     .delivery = DELIVERY_COURIER_COD, .min_lines = 1, .max_lines = 1, .newest_h = 3},
    {.name = "auto-cancelled", .weight = 2, .status = FORM_CANCELLED,
     .fulfilment = FUL_CANCELLED, .pay = PAY_ONLINE, .provider = BY_PAYU,
     .delivery = DELIVERY_LOCKER, .flags = SHAPE_AUTO_CANCELLED, .min_lines = 1,
     .max_lines = 1, .newest_h = 170},
    {.name = "czech-cancelled", .market = MARKET_CZ, .people = PEOPLE_CZ,
     .status = FORM_CANCELLED, .fulfilment = FUL_SENT, .pay = PAY_ONLINE,
     .provider = BY_P24, .delivery = DELIVERY_CZ_BOX, .flags = SHAPE_CANCELLED_EARLY,
     .min_lines = 1, .max_lines = 1, .newest_h = 3},
    {.name = "slovak-cancelled", .market = MARKET_SK, .people = PEOPLE_SK,
     .status = FORM_CANCELLED, .fulfilment = FUL_PROCESSING, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_SK_COURIER, .flags = SHAPE_CANCELLED_EARLY,
     .min_lines = 1, .max_lines = 1, .newest_h = 3},
    {.name = "hungarian-cancelled", .market = MARKET_HU, .people = PEOPLE_HU,
     .status = FORM_CANCELLED, .fulfilment = FUL_READY_FOR_SHIPMENT, .pay = PAY_ONLINE,
     .provider = BY_PAYU, .delivery = DELIVERY_HU_COURIER, .flags = SHAPE_CANCELLED_EARLY,
     .min_lines = 1, .max_lines = 1, .newest_h = 3},
    {.name = "delivery-cancelled", .status = FORM_READY, .fulfilment = FUL_CANCELLED,
     .pay = PAY_ONLINE, .provider = BY_PAYU, .delivery = DELIVERY_ONE_COURIER,
     .flags = SHAPE_DELIVERY_CANCELLED, .min_lines = 1, .max_lines = 1, .newest_h = 30},
};
/* clang-format on */
const size_t n_shapes = COUNT_OF(shapes);

const struct shape *shape_find(const char *name)
{
	for (size_t i = 0; i < n_shapes; i++)
		if (str_eq(shapes[i].name, name))
			return &shapes[i];
	return NULL;
}

static const struct shape *draw(struct rng *r)
{
	static unsigned sum;

	if (!sum)
		for (size_t i = 0; i < n_shapes; i++)
			sum += shapes[i].weight;
	unsigned at = rng_below(r, sum);
	size_t i = 0;
	while (at >= shapes[i].weight)
		at -= shapes[i++].weight;
	return &shapes[i];
}

const struct shape *shape_draw_aged(struct rng *r, int64_t age_h)
{
	for (;;) {
		const struct shape *s = draw(r);
		if (age_h >= s->newest_h && (age_h < s->oldest_h || !s->oldest_h))
			return s;
	}
}

static bool is_fresh(const struct shape *s)
{
	return s->status == FORM_READY && s->fulfilment == FUL_NEW;
}

const struct shape *shape_draw_fresh(struct rng *r)
{
	const struct shape *s = draw(r);

	while (!is_fresh(s))
		s = draw(r);
	return s;
}
