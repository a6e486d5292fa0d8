/* Names of the derived words, as they stand in columns and in URLs. */
#include "domain/orders/order.h"

#include "base/str.h"

const char *const order_view_names[ORDER_VIEW_COUNT + 1] = {
    [ORDER_VIEW_NEW] = "new",		[ORDER_VIEW_OPEN] = "open",
    [ORDER_VIEW_TODAY] = "today",	[ORDER_VIEW_LATE] = "late",
    [ORDER_VIEW_TOMORROW] = "tomorrow", [ORDER_VIEW_UNPAID] = "unpaid",
    [ORDER_VIEW_SENT] = "sent",		[ORDER_VIEW_CANCELLED] = "cancelled",
    [ORDER_VIEW_PROBLEM] = "problem",	[ORDER_VIEW_ALL] = "all",
};

const char *const order_sort_names[ORDER_SORT_COUNT + 1] = {
    [ORDER_SORT_USUAL] = "usual",	  [ORDER_SORT_BOUGHT] = "bought",
    [ORDER_SORT_BOUGHT_LAST] = "-bought", [ORDER_SORT_DUE] = "due",
    [ORDER_SORT_DUE_LAST] = "-due",
};

const char *const order_place_names[ORDER_PLACE_COUNT + 1] = {
    [ORDER_PLACE_UNPAID] = "unpaid",	   [ORDER_PLACE_NEW] = "new",
    [ORDER_PLACE_OPEN] = "open",	   [ORDER_PLACE_SENT] = "sent",
    [ORDER_PLACE_CANCELLED] = "cancelled", [ORDER_PLACE_ALLEGRO] = "allegro",
    [ORDER_PLACE_MERGED] = "merged",
};

const char *const order_payment_names[ORDER_PAYMENT_COUNT + 1] = {
    [ORDER_PAYMENT_PAID] = "paid",
    [ORDER_PAYMENT_UNPAID] = "unpaid",
    [ORDER_PAYMENT_COD] = "cod",
    [ORDER_PAYMENT_TERM] = "term",
    [ORDER_PAYMENT_PARTIAL] = "partial",
    [ORDER_PAYMENT_OVER] = "over",
    [ORDER_PAYMENT_SURCHARGE] = "surcharge",
};

const char *const order_conflict_names[ORDER_CONFLICT_COUNT + 1] = {
    [ORDER_CONFLICT_NONE] = "none",
    [ORDER_CONFLICT_READY_UNPAID] = "ready-unpaid",
    [ORDER_CONFLICT_AMOUNT] = "amount",
    [ORDER_CONFLICT_STOP] = "to-stop",
    [ORDER_CONFLICT_STATUS] = "unknown-status",
    [ORDER_CONFLICT_CURRENCY] = "currency",
    [ORDER_CONFLICT_TOTAL] = "total",
};

const char *const order_flag_names[ORDER_FLAG_BITS + 1] = {
    "message",	"note",	     "company",	      "deposit",	 "serials",
    "services", "discount",  "surcharge",     "address-changed", "guest",
    "bundle",	"part-sent", "allegro-sends", "invoice-lacks",
};

int64_t order_flag_of(const char *name)
{
	for (int64_t i = 0; name && order_flag_names[i]; i++)
		if (str_eq(name, order_flag_names[i]))
			return INT64_C(1) << i;
	return 0;
}
