/* The order as tests compare it. */
#include "orders/order_json.h"

#include "faults/poison.h"

static void truth_line_json(struct jw *w, const struct line *line)
{
	jw_object(w, NULL);
	jw_str(w, "id", line->id);
	jw_str(w, "offerId", line->product->offer_id);
	jw_int(w, "quantity", line->quantity);
	jw_decimal(w, "price", line->price);
	jw_object_end(w);
}

static void time_or_null(struct jw *w, const char *key, int64_t ms)
{
	if (ms == TIME_NONE)
		jw_null(w, key);
	else
		jw_time(w, key, ms);
}

void truth_json(struct jw *w, const struct order *o)
{
	jw_object(w, NULL);
	jw_str(w, "id", o->id);
	jw_str(w, "status", str_or(poison_status(o->poison), form_status_names[o->status]));
	jw_str(w, "fulfillment", fulfilment_names[o->fulfilment]);
	time_or_null(w, "paymentFinishedAt",
		     o->filled_at == TIME_NONE ? TIME_NONE : o->payment.finished_at);
	jw_str(w, "revision", o->revision);
	jw_time(w, "updatedAt", o->updated_at);
	jw_str(w, "buyerLogin", o->buyer->login);
	if (poison_hides_total(o->poison)) {
		jw_null(w, "total");
		jw_null(w, "currency");
	} else {
		jw_decimal(w, "total", o->total);
		jw_str(w, "currency", o->total.currency);
	}
	jw_str(w, "poison", poison_is_fatal(o->poison) ? o->poison : NULL);
	if (o->hidden)
		jw_bool(w, "hidden", true);
	jw_array(w, "lines");
	for (size_t i = 0; i < o->n_lines; i++)
		truth_line_json(w, &o->lines[i]);
	jw_array_end(w);
	jw_object_end(w);
}
