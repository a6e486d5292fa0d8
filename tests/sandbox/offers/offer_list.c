/* GET /sale/offers: filters, sorting, paging. */
#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

#include "oauth/oauth.h"
#include "offers/offer_api.h"
#include "orders/orders.h"
#include "sandbox.h"
#include "server/errors.h"

enum { LIMIT_MAX = 1000, LIMIT_DEFAULT = 20, WINDOW_MAX = 10000000, SKU_MAX = 100, SKUS_MAX = 100 };

const char *const offers_list_query[] = {"offer.id",
					 "name",
					 "sellingMode.price.amount.gte",
					 "sellingMode.price.amount.lte",
					 "sellingMode.priceAutomation.rule.id",
					 "sellingMode.priceAutomation.rule.id.empty",
					 "publication.status",
					 "publication.marketplace",
					 "sellingMode.format",
					 "external.id",
					 "delivery.shippingRates.id",
					 "delivery.shippingRates.id.empty",
					 "sort",
					 "limit",
					 "offset",
					 "category.id",
					 "product.id.empty",
					 "afterSalesServices.returnPolicy.id",
					 "isFulfillment",
					 NULL};

/* Values of a name that may be repeated, with a bit for each of their hashes. */
struct wanted {
	const char *at[SKUS_MAX];
	size_t n;
	uint64_t bits;
};

enum answer_to { ANY, NO, YES };

struct filter {
	struct wanted ids;
	struct wanted skus;
	unsigned statuses; /* bits; 0: any */
	unsigned formats;  /* the same; all of these offers are BUY_NOW */
	const char *name;
	const char *rule;
	const char *shipping;
	const char *returns;
	const char *category;
	const char *market;
	int64_t price_from;
	int64_t price_to;
	enum answer_to no_rule;
	enum answer_to no_shipping;
	enum answer_to no_product;
	enum answer_to fulfilment;
	int64_t offset;
	int64_t limit;
	const char *sort;
	int64_t now;
};

static const char *const formats[] = {"BUY_NOW", "AUCTION", "ADVERTISEMENT", NULL};

static uint64_t bit_of(uint32_t hash)
{
	return UINT64_C(1) << (hash >> 26);
}

/* ---- Reading --------------------------------------------------------------------------------- */

static bool read_wanted(const struct exchange *x, const char *name, size_t longest,
			struct wanted *to)
{
	for (size_t i = 0; i < x->query.n; i++) {
		const char *value = x->query.at[i].value;

		if (!str_eq(x->query.at[i].name, name))
			continue;
		if (to->n == SKUS_MAX || strlen(value) > longest)
			return false;
		to->bits |= bit_of(offer_hash(value));
		to->at[to->n++] = value;
	}
	return true;
}

static bool read_words(const struct exchange *x, const char *name, const char *const *words,
		       unsigned *bits)
{
	for (size_t i = 0; i < x->query.n; i++) {
		unsigned k = 0;

		if (!str_eq(x->query.at[i].name, name))
			continue;
		while (words[k] && !str_eq(words[k], x->query.at[i].value))
			k++;
		if (!words[k])
			return false;
		*bits |= 1U << k;
	}
	return true;
}

static bool read_answer(const struct exchange *x, const char *name, enum answer_to *to)
{
	const char *text = query_get(x, name);

	*to = !text ? ANY : str_eq(text, "true") ? YES : NO;
	return !text || *to == YES || str_eq(text, "false");
}

static bool read_price(const struct exchange *x, const char *name, int64_t *to)
{
	const char *text = query_get(x, name);
	struct money m;
	struct err e = {0};

	if (!text)
		return true;
	if (money_parse(text, "PLN", &m, &e) != RC_OK)
		return false;
	*to = m.minor;
	return true;
}

static bool read_number(const struct exchange *x, const char *name, int64_t least, int64_t most,
			int64_t *to)
{
	const char *text = query_get(x, name);

	return !text || str_to_i64(text, least, most, to);
}

static const char *const sorts[] = {"sellingMode.price.amount", "stock.sold", "stock.available",
				    NULL};

static bool read_sort(const struct exchange *x, struct filter *f)
{
	f->sort = query_get(x, "sort");
	return !f->sort || str_is_one_of(f->sort + (*f->sort == '-'), sorts);
}

static const char *read_lists(const struct exchange *x, struct filter *f)
{
	if (!read_wanted(x, "offer.id", SKU_MAX, &f->ids))
		return "offer.id";
	if (!read_wanted(x, "external.id", SKU_MAX, &f->skus))
		return "external.id";
	if (!read_words(x, "publication.status", offer_status_names, &f->statuses))
		return "publication.status";
	return read_words(x, "sellingMode.format", formats, &f->formats) ? NULL
									 : "sellingMode.format";
}

static const char *read_answers(const struct exchange *x, struct filter *f)
{
	const struct {
		const char *name;
		enum answer_to *to;
	} all[] = {{"sellingMode.priceAutomation.rule.id.empty", &f->no_rule},
		   {"delivery.shippingRates.id.empty", &f->no_shipping},
		   {"product.id.empty", &f->no_product},
		   {"isFulfillment", &f->fulfilment}};

	for (size_t i = 0; i < COUNT_OF(all); i++)
		if (!read_answer(x, all[i].name, all[i].to))
			return all[i].name;
	return NULL;
}

static const char *read_numbers(const struct exchange *x, struct filter *f)
{
	if (!read_price(x, "sellingMode.price.amount.gte", &f->price_from))
		return "sellingMode.price.amount.gte";
	if (!read_price(x, "sellingMode.price.amount.lte", &f->price_to))
		return "sellingMode.price.amount.lte";
	if (!read_number(x, "limit", 1, LIMIT_MAX, &f->limit))
		return "limit";
	if (!read_number(x, "offset", 0, WINDOW_MAX - 1, &f->offset) ||
	    f->offset + f->limit > WINDOW_MAX)
		return "offset";
	return read_sort(x, f) ? NULL : "sort";
}

static bool read_filter(struct exchange *x, struct filter *f)
{
	const char *wrong = read_lists(x, f);

	if (!wrong)
		wrong = read_answers(x, f);
	if (!wrong)
		wrong = read_numbers(x, f);
	f->name = query_get(x, "name");
	f->rule = query_get(x, "sellingMode.priceAutomation.rule.id");
	f->shipping = query_get(x, "delivery.shippingRates.id");
	f->returns = query_get(x, "afterSalesServices.returnPolicy.id");
	f->category = query_get(x, "category.id");
	f->market = query_get(x, "publication.marketplace");
	if (wrong)
		answer_error(x, ERROR_OFFER_QUERY, wrong, query_get(x, wrong));
	return !wrong;
}

/* ---- Choosing -------------------------------------------------------------------------------- */

static bool is_wanted(const struct wanted *all, const char *text, uint32_t hash)
{
	if (!all->n)
		return true;
	if (!text || !(all->bits & bit_of(hash)))
		return false;
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->at[i], text))
			return true;
	return false;
}

static bool same(const char *want, const char *have)
{
	return !want || str_eq(want, have);
}

static bool answers(enum answer_to want, bool have)
{
	return want == ANY || (want == YES) == have;
}

static bool numbers_fit(const struct offer *o, const struct filter *f)
{
	return o->price.minor >= f->price_from && o->price.minor <= f->price_to &&
	       answers(f->no_rule, !o->rule) && answers(f->no_shipping, !o->shipping) &&
	       answers(f->no_product, false) && answers(f->fulfilment, o->fulfilment);
}

static bool texts_fit(const struct offer *o, const struct filter *f)
{
	return same(f->rule, o->rule) && same(f->shipping, o->shipping) &&
	       same(f->returns, o->returns) && same(f->market, "allegro-pl") &&
	       same(f->category, o->category->id) && (!f->name || strstr(o->name, f->name));
}

static bool offer_fits(const struct offer *o, const struct filter *f)
{
	if (o->archived || o->listed_from > f->now)
		return false;
	if (f->statuses && !(f->statuses & 1U << o->status))
		return false;
	if (f->formats && !(f->formats & 1))
		return false;
	return is_wanted(&f->skus, o->sku, o->sku_hash) &&
	       is_wanted(&f->ids, o->id, f->ids.n ? offer_hash(o->id) : 0) && numbers_fit(o, f) &&
	       texts_fit(o, f);
}

/* ---- Sorting --------------------------------------------------------------------------------- */

static int64_t key_of(const struct offer *o, char which)
{
	return which == 'p' ? o->price.minor : which == 's' ? o->sold : o->stock;
}

static int compare(const void *a, const void *b, char which)
{
	const int64_t p = key_of(*(struct offer *const *)a, which);
	const int64_t q = key_of(*(struct offer *const *)b, which);

	return p < q ? -1 : p > q;
}

static int by_price(const void *a, const void *b)
{
	return compare(a, b, 'p');
}

static int by_sold(const void *a, const void *b)
{
	return compare(a, b, 's');
}

static int by_stock(const void *a, const void *b)
{
	return compare(a, b, 'a');
}

/* What fits, in the order asked for; the newest first when none is. */
static struct offer **choose(struct exchange *x, const struct shelf *s, const struct filter *f,
			     size_t *n)
{
	struct offer **out = mem_array(x, struct offer *, s->n + 1);

	*n = 0;
	for (size_t i = s->n; i-- > 0;)
		if (offer_fits(s->at[i], f))
			out[(*n)++] = s->at[i];
	if (!f->sort)
		return out;
	const char *key = f->sort + (*f->sort == '-');
	qsort(out, *n, sizeof(*out),
	      str_eq(key, sorts[0])   ? by_price
	      : str_eq(key, sorts[1]) ? by_sold
				      : by_stock);
	for (size_t i = 0; *f->sort == '-' && i < *n / 2; i++) {
		struct offer *o = out[i];
		out[i] = out[*n - 1 - i];
		out[*n - 1 - i] = o;
	}
	return out;
}

void offers_list(struct exchange *x)
{
	struct world *world = x->sb->world;
	const struct planned *paging = &x->plan[AT_PAGING];
	struct filter f = {.limit = LIMIT_DEFAULT, .price_to = INT64_MAX, .now = world_now(world)};
	int64_t count = 0;
	size_t n;

	(void)offers_step(world);
	if (!read_filter(x, &f))
		return;
	if (paging->number == PAGING_REPEAT)
		f.offset = 0;
	f.limit = orders_page_limit(x, f.limit);
	struct offer **fit = choose(x, shelf_of(world, grant_seller(x->grant)), &f, &n);
	struct jw w = answer_json(x, 200, MEDIA_PUBLIC);
	jw_object(&w, NULL);
	jw_array(&w, "offers");
	for (size_t i = (size_t)f.offset; i < n && count < f.limit; i++, count++)
		offer_row_json(&w, fit[i]);
	jw_array_end(&w);
	jw_int(&w, "count", count);
	jw_int(&w, "totalCount", paging->number == PAGING_COUNT ? paging->amount : (int64_t)n);
	jw_object_end(&w);
}
