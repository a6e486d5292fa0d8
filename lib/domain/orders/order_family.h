#ifndef DOMAIN_ORDERS_ORDER_FAMILY_H
#define DOMAIN_ORDERS_ORDER_FAMILY_H

/* An order goes on with the history of the purchases that were merged into it (FACTS 2.3). The
 * forms come first: in a condition they would be looked up for each order of the account. Takes
 * ORDER_FAMILY_LETTERS: the account and the form, twice. */
#define ORDER_FAMILY                                                                               \
	" FROM (SELECT account_id, form_id FROM order_form WHERE account_id = ?"                   \
	" AND superseded_by = ? UNION ALL SELECT account_id, form_id FROM order_form"              \
	" WHERE account_id = ? AND form_id = ?) f STRAIGHT_JOIN "
#define ORDER_FAMILY_LETTERS "usus"

#endif
