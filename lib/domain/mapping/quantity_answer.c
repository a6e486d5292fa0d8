/* A quantity as the answer to a parameter: in its unit, with its decimals, one or a range. */
#include "domain/mapping/quantity.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/decimal.h"

static enum quantity_why check(const struct category_param *def, const struct quantity *q)
{
	const int64_t places = param_kind(def->type) == PARAM_INTEGER ? 0 : def->precision;

	if (q->is_range != !!def->is_range)
		return q->is_range ? QUANTITY_ONE_WANTED : QUANTITY_RANGE_WANTED;
	if (places == INT64_MIN)
		return QUANTITY_FINE;
	return decimal_places(q->from) > places || decimal_places(q->to) > places
		   ? QUANTITY_TOO_PRECISE
		   : QUANTITY_FINE;
}

static char *printed(void *owner, int64_t n)
{
	char text[DECIMAL_SIZE];

	decimal_print(n, text);
	return mem_strdup(owner, text);
}

enum quantity_why quantity_answer(void *owner, const struct category_param *def, const char *text,
				  const char *unit, enum decimal_mark mark,
				  struct param_answer *out)
{
	struct quantity q;
	enum quantity_why why = quantity_read(text, mark, &q);

	*out = (struct param_answer){.param_id = def->id};
	if (!why && !*q.unit && !str_empty(unit))
		why = quantity_in(&q, unit);
	if (!why)
		why = quantity_in(&q, def->unit);
	if (!why)
		why = check(def, &q);
	if (why)
		return why;
	if (!q.is_range) {
		param_answer_add_text(owner, out, printed(owner, q.from));
		return QUANTITY_FINE;
	}
	out->from = printed(owner, q.from);
	out->to = printed(owner, q.to);
	return QUANTITY_FINE;
}
