#ifndef DOMAIN_ORDERS_ORDER_INVOICE_H
#define DOMAIN_ORDERS_ORDER_INVOICE_H

/* Can an invoice be made out from what the buyer gave? Pure. */

#include "allegro/checkout_form.h"

/* A Polish tax number: ten digits whose checksum is right; blanks, dashes and "PL" before it do not
 * count. */
bool order_nip_is_valid(const char *nip);

/* Is nothing missing: street, city and postcode; for a company its name and a tax number, a NIP
 * with a right checksum; for a person the name? True when no invoice is wanted. */
bool order_invoice_is_complete(const struct checkout_invoice *invoice);

#endif
