#ifndef DOMAIN_ORDERS_ORDER_ERASE_COLUMNS_H
#define DOMAIN_ORDERS_ORDER_ERASE_COLUMNS_H

/* Every column of order_person by what becomes of it; a new one must be put into a list. */

/* clang-format off */
#define PERSON_CONTACT(X)                                                                          \
	X(buyer_id) X(login) X(email) X(first_name) X(last_name) X(company) X(personal_identity)   \
	X(phone) X(street) X(city) X(post_code)                                                    \
	X(ship_first_name) X(ship_last_name) X(ship_company) X(ship_phone)                         \
	X(ship_street) X(ship_city) X(ship_zip)                                                    \
	X(pickup_street) X(pickup_city) X(pickup_zip) X(pickup_description)                        \
	X(message) X(note)

#define PERSON_INVOICE(X)                                                                          \
	X(inv_street) X(inv_city) X(inv_zip) X(inv_company) X(inv_tax_id)                          \
	X(inv_first_name) X(inv_last_name)

/* Says nothing about one person. */
#define PERSON_KEPT(X)                                                                             \
	X(guest) X(language) X(country) X(ship_country) X(ship_modified_at) X(pickup_country)      \
	X(inv_country) X(inv_vat_status) X(inv_due_date) X(inv_features)
/* clang-format on */

#endif
