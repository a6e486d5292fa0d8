#ifndef TERMS_TERMS_WORDS_H
#define TERMS_TERMS_WORDS_H

/* Words of terms of sale, in the language of the reader. */

#include "common/label.h"
#include "domain/terms/terms.h"

/* Of a kind of term, or of HANDLING, INVOICE, LOCATION and its parts. */
const char *terms_name(const char *of) RETURNS_NONNULL;

/* What is wrong, and what to do about it. */
const char *terms_blocker_text(const struct terms_blocker *b) RETURNS_NONNULL;
const char *terms_blocker_cure(const struct terms_blocker *b) RETURNS_NONNULL;

/* What is wrong with a choice that has this fault (seller_terms_fault()). */
const char *terms_fault_text(void *mem, const char *fault) RETURNS_NONNULL;

extern const struct label terms_handling_labels[];
extern const struct label terms_invoice_labels[];
extern const struct label terms_province_labels[];

#endif
