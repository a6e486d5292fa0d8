/* Documents of ratings. */
#include "ratings/rating_json.h"

static const char *const mark_names[] = {"delivery", "deliveryCost", "description", "service"};

static void marks_json(struct jw *w, const struct rating *r)
{
	jw_object(w, "rates");
	for (size_t i = 0; i < COUNT_OF(mark_names); i++)
		if (r->marks[i])
			jw_int(w, mark_names[i], r->marks[i]);
	jw_object_end(w);
}

/* Each offer once, however many lines have it. */
static bool is_first(const struct order *o, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (o->lines[k].product == o->lines[i].product)
			return false;
	return true;
}

static void order_json_short(struct jw *w, const struct order *o)
{
	jw_object(w, "order");
	jw_str(w, "id", o->id);
	jw_array(w, "offers");
	for (size_t i = 0; i < o->n_lines; i++) {
		if (!is_first(o, i))
			continue;
		jw_object(w, NULL);
		jw_str(w, "id", o->lines[i].product->offer_id);
		jw_str(w, "title", o->lines[i].product->name);
		jw_object_end(w);
	}
	jw_array_end(w);
	jw_object_end(w);
}

void rating_answer_json(struct jw *w, const char *key, const struct rating *r)
{
	if (r->answer.at == TIME_NONE)
		return;
	jw_object(w, key);
	jw_time(w, "createdAt", r->answer.at);
	jw_str(w, "message", r->answer.text);
	jw_object_end(w);
}

void rating_removal_json(struct jw *w, const char *key, const struct rating *r)
{
	jw_object(w, key);
	jw_time(w, "possibleTo", r->removal_until);
	if (r->removal.at != TIME_NONE) {
		jw_object(w, "request");
		jw_time(w, "createdAt", r->removal.at);
		jw_str(w, "message", r->removal.text);
		jw_str(w, "source", "SELLER");
		jw_object_end(w);
	}
	jw_object_end(w);
}

void rating_json(struct jw *w, const struct rating *r)
{
	jw_object(w, NULL);
	jw_str(w, "id", r->id);
	jw_time(w, "createdAt", r->created_at);
	jw_time(w, "editedAt", r->edited_at);
	jw_time(w, "lastChangedAt", rating_changed_at(r));
	jw_object(w, "buyer");
	jw_str(w, "id", r->order->buyer->id);
	jw_str(w, "login", r->order->buyer->login);
	jw_object_end(w);
	if (r->unreadable)
		jw_int(w, "recommended", r->recommended);
	else
		jw_bool(w, "recommended", r->recommended);
	jw_str(w, "comment", r->comment);
	marks_json(w, r);
	order_json_short(w, r->order);
	rating_answer_json(w, "answer", r);
	if (!r->recommended)
		rating_removal_json(w, "removal", r);
	jw_bool(w, "excludedFromAverageRates", r->excluded);
	if (r->excluded)
		jw_str(w, "excludedFromAverageRatesReason", "Rating not unique");
	jw_object_end(w);
}
