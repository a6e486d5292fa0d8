#ifndef PRODUCTS_MAPPING_VIEW_H
#define PRODUCTS_MAPPING_VIEW_H

/* An uploaded file before it is read: what it is taken for, and what a person says to that. */

#include "common/format.h"
#include "domain/catalog/import_look.h"
#include "web/template.h"

/* As it was sent; what is absent is told by the file. */
struct mapping_form {
	const char *name;
	const char *format;
	const char *encoding;
	unsigned separator; /* of mapping_separators */
	unsigned mark;	    /* of mapping_marks */
	unsigned prices;    /* of mapping_prices */
	unsigned currency;  /* of mapping_currencies: where the file does not say */
	int64_t vat;	    /* percent, PRODUCT_UNKNOWN: not known */
	bool whole;
	bool replace;	  /* the profile there is of this name */
	const char *seen; /* how the columns below were found; mapping_seen() */
};
extern const char *const mapping_separators[];
extern const char *const mapping_marks[];
extern const char *const mapping_prices[];
extern const char *const mapping_currencies[];
#define MAPPING_FORM                                                                               \
	((struct mapping_form){                                                                    \
	    .separator = 4, .mark = 2, .prices = 0, .vat = PRODUCT_UNKNOWN, .whole = true})

enum { MAPPING_COLUMNS = 150 }; /* that can be chosen for: a form has 200 fields */

struct mapping_page {
	struct import_run run;
	struct mapping_form form;
	struct import_look look;
	bool has_look;
	const char *targets[MAPPING_COLUMNS]; /* chosen for its columns, "": as guessed */
	const char *problem;		      /* in the language of the reader, NULL: none */
	bool is_taken;			      /* there is a profile of this name */
};

/* The profile the form asks for, without its mapping. */
struct import_profile mapping_profile(const struct mapping_form *form);

/* How columns were found: choices of a form belong to no others. */
const char *mapping_seen(void *mem, const struct import_look *look);

/* What a column can be taken for, as mappings say it; ends with NULL. */
extern const char *const mapping_targets[];

void mapping_fill(struct tpl *t, const struct fmt *f, const struct mapping_page *page);

#endif
