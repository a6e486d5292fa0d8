#ifndef DOMAIN_MAPPING_QUANTITY_H
#define DOMAIN_MAPPING_QUANTITY_H

/*
 * Numbers as people write them beside a product: "1 234,56", "12 cm", "0,5-1 kg", "od 3 do 5 lat",
 * "½". What means one number or one range is read, in whole millionths and without rounding; what
 * could mean two things, or says less than a parameter wants ("do 5", "12 x 30 cm", "1.234"), is
 * asked, with the reason. Pure.
 */

#include "allegro/category_api.h"
#include "domain/catalog/figure.h"
#include "domain/mapping/param_answer.h"

enum quantity_why {
	QUANTITY_FINE,
	QUANTITY_EMPTY,
	QUANTITY_UNREADABLE,
	QUANTITY_TOO_LARGE,
	QUANTITY_DECIMAL_MARK, /* "1.234": one or a thousand */
	QUANTITY_AT_MOST,      /* "do 5": nothing says from where */
	QUANTITY_AT_LEAST,     /* "od 3", "3+": nothing says up to where */
	QUANTITY_ABOUT,	       /* "ok. 5" */
	QUANTITY_SEVERAL,      /* "12 x 30 cm", "12; 15" */
	QUANTITY_BACKWARDS,    /* "5-3" */
	QUANTITY_OTHER_UNIT,   /* there is no way from its unit to the wanted one */
	QUANTITY_INEXACT,      /* its number in the wanted unit has no end */
	QUANTITY_TOO_PRECISE, /* more decimals than the parameter takes: rounding is not for Kram */
	QUANTITY_ONE_WANTED,  /* a range, and the parameter takes one number */
	QUANTITY_RANGE_WANTED, /* one number, and the parameter takes a range */
	QUANTITY_WHYS
};
extern const char *const quantity_why_names[QUANTITY_WHYS + 1]; /* ended by NULL */

enum { QUANTITY_UNIT_SIZE = 32 };

struct quantity {
	int64_t from; /* millionths; of one number both are it. INT64_MIN: not told */
	int64_t to;
	bool is_range;
	char unit[QUANTITY_UNIT_SIZE]; /* folded; "": none stands there */
};

/* mark: the decimal one of the shop's files. What is found before something has to be asked is in
 * out, for proposing it. */
enum quantity_why quantity_read(const char *text, enum decimal_mark mark, struct quantity *out)
    NONNULL(3);

/* The same in another unit (NULL: none). Of a bare number the unit is that one already. */
enum quantity_why quantity_in(struct quantity *q, const char *unit) NONNULL(1);

/* A text as the answer to a parameter of numbers. unit: what the shop says a bare number is in;
 * NULL or "": what the parameter has. */
enum quantity_why quantity_answer(void *owner, const struct category_param *def, const char *text,
				  const char *unit, enum decimal_mark mark,
				  struct param_answer *out);

#endif
