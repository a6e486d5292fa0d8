#ifndef MAPPING_PARAM_WORDS_H
#define MAPPING_PARAM_WORDS_H

/* What is wrong with answers to parameters, as people read it: whole sentences. */

#include "common/format.h"
#include "domain/mapping/param_rules.h"
#include "domain/mapping/quantity.h"

/* "" for PARAM_FINE. */
const char *param_fault_text(const struct fmt *f, const struct category_param *def,
			     const struct param_finding *finding) RETURNS_NONNULL;

/* Why a number beside a product was not taken; "" for QUANTITY_FINE. */
const char *quantity_text(enum quantity_why why) RETURNS_NONNULL;

/* A number of Allegro's, "12,5 kg"; unit NULL: none. */
const char *param_number(const struct fmt *f, int64_t millionths, const char *unit) RETURNS_NONNULL;

/* What a value says: its label, its id where the dictionary has none. */
const char *param_label(const struct category_param *def, const char *id);

#endif
