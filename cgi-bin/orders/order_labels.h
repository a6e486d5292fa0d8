#ifndef ORDERS_ORDER_LABELS_H
#define ORDERS_ORDER_LABELS_H

/*
 * Words of orders as people read them: a text, an icon and a tone for each word of Allegro and of
 * our own. A word we do not know is shown as it came, so a new status of Allegro is never hidden.
 */

#include "base/compiler.h"

/* Tone: "", ok, warn, bad, info, vio, mute (classes of kram.css); icon: a symbol of icons.svg. */
struct label {
	const char *word; /* NULL ends a table */
	const char *text; /* English, a message id */
	const char *tone;
	const char *icon;
};

extern const struct label order_status_labels[];      /* checkoutForm.status */
extern const struct label order_fulfillment_labels[]; /* fulfillment.status */
extern const struct label order_payment_labels[];     /* order_payment_names */
extern const struct label order_payment_types[];      /* payment.type */
extern const struct label order_providers[];	      /* payment.provider */
extern const struct label order_event_labels[];	      /* types of the journal */
extern const struct label order_discount_labels[];
extern const struct label order_tax_id_labels[];
extern const struct label order_conflict_labels[]; /* order_conflict_names */
extern const struct label order_form_state_labels[];
extern const struct label order_marketplace_labels[];
extern const struct label order_country_labels[];
extern const struct label order_vat_labels[];
extern const struct label order_voucher_labels[];

/* The label of a word in the language of the request; the word itself when it is not known. */
struct label label_of(const struct label *table, const char *word);

/* Only its text; "" for NULL. */
const char *label_text(const struct label *table, const char *word) RETURNS_NONNULL;

#endif
