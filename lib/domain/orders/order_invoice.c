/* What an invoice needs. */
#include "domain/orders/order_invoice.h"

#include "base/str.h"

#include <string.h>

enum { NIP_DIGITS = 10, NIP_MODULUS = 11 };

bool order_nip_is_valid(const char *nip)
{
	static const int weights[NIP_DIGITS - 1] = {6, 5, 7, 2, 3, 4, 5, 6, 7};
	int sum = 0;
	int last = -1;
	size_t n = 0;

	if (!nip)
		return false;
	nip += str_starts(nip, "PL") ? strlen("PL") : 0;
	for (; *nip; nip++) {
		if (*nip == ' ' || *nip == '-')
			continue;
		if (*nip < '0' || *nip > '9' || n == NIP_DIGITS)
			return false;
		last = *nip - '0';
		if (n < NIP_DIGITS - 1)
			sum += last * weights[n];
		n++;
	}
	return n == NIP_DIGITS && sum % NIP_MODULUS == last;
}

static bool has_tax_id(const struct checkout_invoice *i)
{
	for (size_t n = 0; n < i->n_company_ids; n++) {
		const struct checkout_tax_id *id = &i->company_ids[n];
		if (str_eq(id->type, "PL_NIP") ? order_nip_is_valid(id->value)
					       : !str_empty(id->value))
			return true;
	}
	/* The old field: in Poland it is a NIP. */
	if (i->n_company_ids || str_empty(i->company_tax_id))
		return false;
	return !str_eq(i->address.country, "PL") || order_nip_is_valid(i->company_tax_id);
}

bool order_invoice_is_complete(const struct checkout_invoice *i)
{
	const struct checkout_address *a = &i->address;

	if (i->required != TRI_TRUE)
		return true;
	if (str_empty(a->street) || str_empty(a->city) || str_empty(a->zip))
		return false;
	if (!str_empty(i->company_name))
		return has_tax_id(i);
	return !str_empty(i->first_name) || !str_empty(i->last_name);
}
