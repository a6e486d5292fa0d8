/* Which orders of a buyer could go into one parcel. */
#include "domain/orders/order_buyer.h"

#include "base/str.h"

static bool is_open(const char *place)
{
	return str_eq(place, order_place_names[ORDER_PLACE_NEW]) ||
	       str_eq(place, order_place_names[ORDER_PLACE_OPEN]);
}

static bool is_same(const char *a, const char *b)
{
	return str_eq(str_or(a, ""), str_or(b, ""));
}

bool order_goes_with(const struct order_detail *of, const struct order_other *other)
{
	const struct order *o = &of->order;
	const struct order_person *p = &of->person;

	if (!is_open(o->place) || !is_open(other->place) || o->account_id != other->account_id)
		return false;
	if (str_empty(p->ship_street) || str_empty(other->ship_street))
		return false;
	return is_same(o->delivery_method_id, other->delivery_method_id) &&
	       is_same(o->pickup_id, other->pickup_id) &&
	       is_same(p->ship_last_name, other->ship_last_name) &&
	       is_same(p->ship_street, other->ship_street) &&
	       is_same(p->ship_zip, other->ship_zip) && is_same(p->ship_city, other->ship_city);
}
