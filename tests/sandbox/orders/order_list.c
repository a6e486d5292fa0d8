/* GET /order/checkout-forms: filters, sorting, paging. */
#include <stddef.h>
#include <string.h>

#include "base/compiler.h"

#include "server/errors.h"
#include "oauth/oauth.h"
#include "orders/order_json.h"
#include "orders/orders.h"
#include "world/world.h"

enum { LIMIT_MAX = 100, LIMIT_DEFAULT = 100, WINDOW_MAX = 10000 };

struct filter {
	/* Texts that must be equal; NULL: any. Enumerations: number or -1. */
	const char *payment_id;
	const char *surcharge_id;
	const char *delivery_id;
	const char *login;
	const char *market;
	int64_t status;
	int64_t fulfilment;
	int64_t provider;
	int64_t sent;
	int64_t bought_from;
	int64_t bought_to;
	int64_t updated_from;
	int64_t updated_to;
	int64_t offset;
	int64_t limit;
	bool by_updated;
	bool ascending;
};

const char *const orders_list_query[] = {"offset",
					 "limit",
					 "status",
					 "fulfillment.status",
					 "fulfillment.provider.id",
					 "fulfillment.shipmentSummary.lineItemsSent",
					 "lineItems.boughtAt.gte",
					 "lineItems.boughtAt.lte",
					 "payment.id",
					 "surcharges.id",
					 "delivery.method.id",
					 "buyer.login",
					 "marketplace.id",
					 "updatedAt.gte",
					 "updatedAt.lte",
					 "sort",
					 NULL};

static const char *const provider_names[] = {"SELLER", "ALLEGRO", NULL};

static const struct {
	const char *name;
	size_t offset;
} text_filters[] = {
    {"payment.id", offsetof(struct filter, payment_id)},
    {"surcharges.id", offsetof(struct filter, surcharge_id)},
    {"delivery.method.id", offsetof(struct filter, delivery_id)},
    {"buyer.login", offsetof(struct filter, login)},
    {"marketplace.id", offsetof(struct filter, market)},
};

static const struct {
	const char *name;
	const char *const *words;
	size_t offset;
} word_filters[] = {
    {"status", form_status_names, offsetof(struct filter, status)},
    {"fulfillment.status", fulfilment_names, offsetof(struct filter, fulfilment)},
    {"fulfillment.provider.id", provider_names, offsetof(struct filter, provider)},
    {"fulfillment.shipmentSummary.lineItemsSent", lines_sent_names, offsetof(struct filter, sent)},
};

static const struct {
	const char *name;
	size_t offset;
	int64_t unset;
} time_filters[] = {
    {"lineItems.boughtAt.gte", offsetof(struct filter, bought_from), INT64_MIN},
    {"lineItems.boughtAt.lte", offsetof(struct filter, bought_to), INT64_MAX - 1},
    {"updatedAt.gte", offsetof(struct filter, updated_from), INT64_MIN},
    {"updatedAt.lte", offsetof(struct filter, updated_to), INT64_MAX - 1},
};

static const struct {
	const char *name;
	bool by_updated;
	bool ascending;
} sorts[] = {
    {"-lineItems.boughtAt", false, false},
    {"lineItems.boughtAt", false, true},
    {"-updatedAt", true, false},
    {"updatedAt", true, true},
};

static void *field(struct filter *f, size_t offset)
{
	return (char *)f + offset;
}

static void read_texts(const struct exchange *x, struct filter *f)
{
	for (size_t i = 0; i < COUNT_OF(text_filters); i++) {
		const char *value = query_get(x, text_filters[i].name);
		memcpy(field(f, text_filters[i].offset), &value, sizeof(value));
	}
}

static int64_t word_number(const char *const *words, const char *word)
{
	for (int64_t i = 0; words[i]; i++)
		if (str_eq(words[i], word))
			return i;
	return -1;
}

/* Name of the parameter that is wrong, NULL when all is well. */
static const char *read_words(const struct exchange *x, struct filter *f)
{
	for (size_t i = 0; i < COUNT_OF(word_filters); i++) {
		const char *value = query_get(x, word_filters[i].name);
		int64_t number = value ? word_number(word_filters[i].words, value) : -1;
		if (value && number < 0)
			return word_filters[i].name;
		memcpy(field(f, word_filters[i].offset), &number, sizeof(number));
	}
	return NULL;
}

static const char *read_times(const struct exchange *x, struct filter *f)
{
	for (size_t i = 0; i < COUNT_OF(time_filters); i++) {
		const char *value = query_get(x, time_filters[i].name);
		int64_t ms = time_filters[i].unset;
		if (value && !time_parse_rfc3339(value, &ms))
			return time_filters[i].name;
		memcpy(field(f, time_filters[i].offset), &ms, sizeof(ms));
	}
	return NULL;
}

static const char *read_sort(const struct exchange *x, struct filter *f)
{
	const char *value = str_or(query_get(x, "sort"), sorts[0].name);

	for (size_t i = 0; i < COUNT_OF(sorts); i++)
		if (str_eq(sorts[i].name, value)) {
			f->by_updated = sorts[i].by_updated;
			f->ascending = sorts[i].ascending;
			return NULL;
		}
	return "sort";
}

static bool read_window(const struct exchange *x, struct filter *f)
{
	const char *limit = query_get(x, "limit");
	const char *offset = query_get(x, "offset");

	f->limit = LIMIT_DEFAULT;
	if (limit && !str_to_i64(limit, 1, LIMIT_MAX, &f->limit))
		return false;
	if (offset && !str_to_i64(offset, 0, WINDOW_MAX, &f->offset))
		return false;
	return f->offset + f->limit <= WINDOW_MAX;
}

static bool read_filter(struct exchange *x, struct filter *f)
{
	if (!read_window(x, f)) {
		answer_error(x, ERROR_LIMITS, query_get(x, "limit") ? "limit" : "offset", NULL);
		return false;
	}
	read_texts(x, f);
	const char *wrong = read_words(x, f);
	if (!wrong)
		wrong = read_times(x, f);
	if (!wrong)
		wrong = read_sort(x, f);
	if (wrong)
		answer_error(x, ERROR_QUERY, wrong, query_get(x, wrong));
	return !wrong;
}

static bool asks_words(const struct filter *f)
{
	return f->status >= 0 || f->fulfilment >= 0 || f->provider >= 0 || f->sent >= 0;
}

static bool asks_texts(const struct filter *f)
{
	return f->payment_id || f->surcharge_id || f->delivery_id || f->login || f->market;
}

/* A range of the time that is not the sort key. */
static bool asks_other_range(const struct filter *f)
{
	if (f->by_updated)
		return f->bought_from != INT64_MIN || f->bought_to < INT64_MAX - 1;
	return f->updated_from != INT64_MIN || f->updated_to < INT64_MAX - 1;
}

static bool same(const char *want, const char *have)
{
	return !want || str_eq(want, have);
}

static bool number_fits(int64_t want, int64_t have)
{
	return want < 0 || want == have;
}

static bool words_fit(const struct order *o, const struct filter *f)
{
	return number_fits(f->status, (int64_t)o->status) &&
	       number_fits(f->fulfilment, (int64_t)o->fulfilment) &&
	       number_fits(f->provider, o->by_allegro) && number_fits(f->sent, (int64_t)o->sent);
}

static bool texts_fit(const struct order *o, const struct filter *f)
{
	bool filled = o->filled_at != TIME_NONE;

	return same(f->payment_id, filled ? o->payment.id : NULL) &&
	       same(f->surcharge_id, o->surcharge ? o->surcharge->id : NULL) &&
	       same(f->delivery_id, filled ? o->delivery->id : NULL) &&
	       same(f->login, o->buyer->login) && same(f->market, o->market->id);
}

static bool times_fit(const struct order *o, const struct filter *f)
{
	return o->bought_at >= f->bought_from && o->bought_at <= f->bought_to &&
	       o->updated_at >= f->updated_from && o->updated_at <= f->updated_to;
}

static bool order_fits(const struct order *o, const struct filter *f)
{
	return !order_is_gone(o) && times_fit(o, f) && words_fit(o, f) && texts_fit(o, f);
}

struct page {
	struct jw *w;
	struct order *first;
	int64_t count;
	int64_t total;
};

static void show(struct page *p, struct order *o)
{
	if (!p->count++)
		p->first = o;
	order_json(p->w, o);
}

static void take(struct page *p, struct order *o, const struct filter *f)
{
	if (p->total >= f->offset && p->count < f->limit)
		show(p, o);
	p->total++;
}

/* The part of an index that the range of the sort key leaves, in the direction asked for. */
struct range {
	const struct order_index *index;
	size_t low;
	size_t high;
	bool ascending;
};

static struct order *range_at(const struct range *r, size_t i)
{
	return r->index->at[r->ascending ? r->low + i : r->high - 1 - i];
}

static void walk_all(struct page *p, const struct range *r, const struct filter *f)
{
	for (size_t i = 0; i < r->high - r->low; i++)
		if (order_fits(range_at(r, i), f))
			take(p, range_at(r, i), f);
}

static void jump(struct page *p, const struct range *r, const struct filter *f)
{
	size_t n = r->high - r->low;

	p->total = (int64_t)n;
	for (size_t i = (size_t)f->offset; i < n && p->count < f->limit; i++)
		show(p, range_at(r, i));
}

static void write_page(struct page *p, const struct seller *s, const struct filter *f)
{
	const struct order_index *x = f->by_updated ? &s->by_updated : &s->by_bought;
	struct range r = {.index = x,
			  .low = index_below(x, f->by_updated ? f->updated_from : f->bought_from),
			  .high =
			      index_below(x, (f->by_updated ? f->updated_to : f->bought_to) + 1),
			  .ascending = f->ascending};

	if (r.high < r.low)
		r.high = r.low;
	/* When the range alone decides, the total needs no look at each order. */
	if (s->n_gone || asks_words(f) || asks_texts(f) || asks_other_range(f))
		walk_all(p, &r, f);
	else
		jump(p, &r, f);
}

int64_t orders_page_limit(const struct exchange *x, int64_t limit)
{
	const struct planned *p = &x->plan[AT_PAGING];
	int64_t fewer = p->amount ? p->amount : 1;

	if (p->number == PAGING_EMPTY)
		return 0;
	if (p->number != PAGING_SHORT)
		return limit;
	return limit > fewer ? limit - fewer : 1;
}

void orders_list(struct exchange *x)
{
	const struct seller *s = grant_seller(x->grant);
	struct filter f;

	if (!read_filter(x, &f))
		return;
	if (x->plan[AT_PAGING].number == PAGING_REPEAT)
		f.offset = 0;
	f.limit = orders_page_limit(x, f.limit);
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	struct page p = {.w = &w};
	jw_object(&w, NULL);
	jw_array(&w, "checkoutForms");
	write_page(&p, s, &f);
	x->shown = p.first;
	jw_array_end(&w);
	jw_int(&w, "count", p.count);
	const struct planned *paging = &x->plan[AT_PAGING];
	jw_int(&w, "totalCount", paging->number == PAGING_COUNT ? paging->amount : p.total);
	jw_object_end(&w);
}
