#ifndef ORDERS_ORDER_LABELS_H
#define ORDERS_ORDER_LABELS_H

/* Words of orders, of Allegro and of our own, as people read them. */

#include "common/label.h"

extern const struct label order_status_labels[];      /* checkoutForm.status */
extern const struct label order_fulfillment_labels[]; /* fulfillment.status */
extern const struct label order_payment_labels[];     /* order_payment_names */
extern const struct label order_payment_types[];      /* payment.type */
extern const struct label order_providers[];	      /* payment.provider */
extern const struct label order_event_labels[];	      /* types of the journal */
extern const struct label order_discount_labels[];
extern const struct label order_tax_id_labels[];
extern const struct label order_conflict_labels[];
extern const struct label order_conflict_chips[];
/* the same in a list, in a word or two */ /* order_conflict_names */
extern const struct label order_form_state_labels[];
extern const struct label order_marketplace_labels[];
extern const struct label order_country_labels[];
extern const struct label order_sort_labels[];
extern const struct label order_flag_labels[];
extern const struct label order_lines_labels[];
extern const struct label order_vat_labels[];
extern const struct label order_voucher_labels[];

#endif
