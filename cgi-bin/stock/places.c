/* Places, which of them each account sells from, and buffers of accounts. */
#include "stock/stock.h"

#include "base/str.h"
#include "common/once.h"
#include "domain/stock/stock_place.h"
#include "stock/stock_view.h"
#include "tpl/stock/places.h"
#include "urls.h"
#include "web/page.h"

#define PLACE struct stock_place
const struct field place_fields[] = {
    {"kind", .type = FIELD_ENUM, .values = stock_place_kind_names, .flags = FIELD_REQUIRED},
    {"name", .type = FIELD_TEXT, .max = STOCK_PLACE_CHARS, .flags = FIELD_REQUIRED,
     INTO(PLACE, name)},
    {0},
};
const struct field place_name_fields[] = {
    {"name", .type = FIELD_TEXT, .max = STOCK_PLACE_CHARS, .flags = FIELD_REQUIRED,
     INTO(PLACE, name)},
    {"version", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED,
     INTO(PLACE, version)},
    {0},
};
const struct field feed_fields[] = {
    {"place", .type = FIELD_TEXT, .max = 10, .flags = FIELD_MANY},
    {0},
};
const struct field account_buffer_fields[] = {
    {"account", .type = FIELD_INT, .min = 0, .max = INT32_MAX, .flags = FIELD_REQUIRED,
     INTO(struct stock_buffer, account_id)},
    {"pieces", .type = FIELD_INT, .min = 0, .max = STOCK_BUFFER_MAX,
     INTO(struct stock_buffer, pieces)},
    {0},
};

struct places_page {
	struct account_list accounts;
	PLACE *places;
	size_t n;
	struct stock_feed *feeds;
	size_t n_feeds;
	struct stock_buffer *buffers;
	size_t n_buffers;
};

static bool feeds_it(const struct places_page *page, uint64_t account_id, uint64_t place_id)
{
	bool has_any = false;

	for (size_t i = 0; i < page->n_feeds; i++) {
		if (page->feeds[i].account_id != account_id)
			continue;
		if (page->feeds[i].place_id == place_id)
			return true;
		has_any = true;
	}
	return !has_any; /* one that was given none sells from all */
}

static void fill_place(struct tpl *t, const struct fmt *f, const PLACE *p)
{
	tpl_set(t, T_PLACE, stock_place_name(p->name, p->kind));
	tpl_set(t, T_KIND, label_text(stock_place_labels, p->kind));
	tpl_set(t, T_PRODUCTS, fmt_int(f, p->products));
	tpl_set(t, T_NAME_URL, url_stock_places_id(f->mem, fmt_id(f, p->id)));
	tpl_set(t, T_NAME, p->name);
	tpl_set_int(t, T_VERSION, p->version);
}

static void fill_buffer(struct tpl *t, const struct places_page *page, uint64_t account_id,
			const char *name)
{
	tpl_set(t, T_BUFFER_URL, url_stock_buffer());
	tpl_set_int(t, T_ACCOUNT_ID, (int64_t)account_id);
	tpl_set(t, T_ACCOUNT, name);
	for (size_t i = 0; i < page->n_buffers; i++)
		if (page->buffers[i].account_id == account_id)
			tpl_set_int(t, T_PIECES, page->buffers[i].pieces);
}

static void fill_account(struct tpl *t, const struct fmt *f, const struct places_page *page,
			 const struct account *a)
{
	tpl_set(t, T_ACCOUNT, a->name);
	tpl_set(t, T_FEEDS_URL, url_stock_accounts_id_places(f->mem, fmt_id(f, a->id)));
	for (size_t i = 0; i < page->n; i++) {
		const PLACE *p = &page->places[i];
		struct tpl *box = tpl_add(t, T_FEED);
		tpl_set(box, T_VALUE, fmt_id(f, p->id));
		tpl_set(box, T_TEXT, stock_place_name(p->name, p->kind));
		if (feeds_it(page, a->id, p->id))
			tpl_show(box, T_CHOSEN);
	}
}

static void fill(struct tpl *t, const struct fmt *f, const struct places_page *page)
{
	for (size_t i = 0; i < page->n; i++)
		fill_place(tpl_add(t, T_ROW), f, &page->places[i]);
	for (unsigned k = 0; k < STOCK_PLACE_KINDS; k++) {
		struct tpl *option = tpl_add(t, T_KIND_OPTION);
		tpl_set(option, T_VALUE, stock_place_kind_names[k]);
		tpl_set(option, T_TEXT, label_text(stock_place_labels, stock_place_kind_names[k]));
	}
	tpl_set(t, T_ADD_URL, url_stock_places());
	fill_buffer(tpl_add(t, T_BUFFER_ROW), page, 0, _("All accounts"));
	if (page->n > 1 && page->accounts.n)
		tpl_show(t, T_IF_FEEDS);
	for (size_t i = 0; i < page->accounts.n; i++) {
		const struct account *a = &page->accounts.accounts[i];
		if (page->n > 1)
			fill_account(tpl_add(t, T_ACCOUNT_ROW), f, page, a);
		fill_buffer(tpl_add(t, T_BUFFER_ROW), page, a->id, a->name);
	}
}

static enum rc show(struct request *rq, const char *problem, struct err *e)
{
	struct places_page page = {.n = 0};
	struct fmt f = fmt_for(rq);

	if (once_accounts(rq, &page.accounts, e) ||
	    stock_places_list(rq->db, rq, &page.places, &page.n, e) ||
	    stock_feeds_list(rq->db, rq, &page.feeds, &page.n_feeds, e) ||
	    stock_buffers_list(rq->db, rq, &page.buffers, &page.n_buffers, e))
		return e->rc;
	struct tpl *t = page_open(rq, TPL_STOCK_PLACES, _("Places"));
	tpl_set_shown(t, T_PROBLEM, problem, T_IF_PROBLEM);
	fill(t, &f, &page);
	if (problem)
		page_status(rq, 422);
	return RC_OK;
}

enum rc pg_places(struct request *rq, struct err *e)
{
	return show(rq, rq->method == POST ? _("Fill in every field.") : NULL, e);
}

static enum rc back(struct request *rq, struct err *e)
{
	return flash(rq, _("Saved."), e) ? e->rc : redirect(rq, url_stock_places());
}

static enum rc save(struct request *rq, const PLACE *place, struct err *e)
{
	if (stock_place_save(rq->db, place, rq->session->login, e) != RC_CONFLICT)
		return e->rc ? e->rc : back(rq, e);
	err_clear(e);
	return show(rq, _("Another place has this name, or someone was faster."), e);
}

enum rc do_place_add(struct request *rq, struct err *e)
{
	PLACE place = {.kind = form_text(rq->form, "kind")};

	form_into(rq->form, &place);
	return save(rq, &place, e);
}

enum rc do_place_name(struct request *rq, struct err *e)
{
	PLACE place = {0};

	form_into(rq->form, &place);
	return req_id(rq, "id", &place.id, e) ? e->rc : save(rq, &place, e);
}

/* All places are the same as none said. */
enum rc do_place_feeds(struct request *rq, struct err *e)
{
	uint64_t ids[STOCK_PLACES];
	PLACE *places;
	size_t n_places = 0;
	size_t n_typed = 0;
	size_t n = 0;
	const char *const *typed = form_values(rq->form, "place", &n_typed);
	struct fmt f = fmt_for(rq);
	uint64_t account_id;

	if (req_id(rq, "id", &account_id, e) ||
	    stock_places_list(rq->db, rq, &places, &n_places, e))
		return e->rc;
	for (size_t i = 0; i < n_places; i++)
		for (size_t k = 0; k < n_typed; k++)
			if (str_eq(typed[k], fmt_id(&f, places[i].id)) &&
			    (!n || ids[n - 1] != places[i].id))
				ids[n++] = places[i].id;
	if (stock_feeds_set(rq->db, account_id, ids, n == n_places ? 0 : n, rq->session->login, e))
		return e->rc;
	return back(rq, e);
}

enum rc do_place_buffer(struct request *rq, struct err *e)
{
	struct stock_buffer buffer = {.of = STOCK_BUFFER_ALL, .subject = "", .pieces = INT64_MIN};

	form_into(rq->form, &buffer);
	return stock_buffer_set(rq->db, &buffer, rq->session->login, e) ? e->rc : back(rq, e);
}
