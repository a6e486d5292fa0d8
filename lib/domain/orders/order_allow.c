/* The table of fields an order can do without. */
#include "domain/orders/order_allow.h"

#include "base/str.h"

static const char *const optional[] = {
    "/updatedAt",
    "/messageToSeller",
    "/note/text",
    "/buyer/preferences/language",
    "/delivery/address/modifiedAt",
    "/delivery/pickupPoint/description",
    "/delivery/time/from",
    "/delivery/time/to",
    "/delivery/time/guaranteed/from",
    "/delivery/time/guaranteed/to",
    "/delivery/calculatedNumberOfPackages",
    "/invoice/dueDate",
};

bool order_path_may_be_left(const char *path)
{
	for (size_t i = 0; path && i < COUNT_OF(optional); i++)
		if (str_eq(path, optional[i]))
			return true;
	return false;
}
