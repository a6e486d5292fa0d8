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
const struct field place_end_fields[] = {
    {"version", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED,
     INTO(PLACE, version)},
    {0},
};
const struct field profile_place_fields[] = {
    {"place", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED,
     INTO(struct stock_profile, place_id)},
    {"version", .type = FIELD_INT, .min = 1, .max = INT32_MAX, .flags = FIELD_REQUIRED,
     INTO(struct stock_profile, version)},
    {0},
};
/* In the order in which it sells from them; "" is none. */
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
	struct stock_profile *profiles;
	size_t n_profiles;
};

enum { FEEDS_ASKED = 5 }; /* places an account is asked for; more if it has them */

/* The i-th place an account was given; 0: it has not so many. */
static uint64_t feed_of(const struct places_page *page, uint64_t account_id, size_t i)
{
	for (size_t k = 0; k < page->n_feeds; k++)
		if (page->feeds[k].account_id == account_id && !i--)
			return page->feeds[k].place_id;
	return 0;
}

static void fill_options(struct tpl *t, const char *marker, const struct fmt *f,
			 const struct places_page *page, uint64_t chosen)
{
	for (size_t i = 0; i < page->n; i++) {
		struct tpl *option = tpl_add(t, marker);
		tpl_set(option, T_VALUE, fmt_id(f, page->places[i].id));
		tpl_set(option, T_TEXT,
			stock_place_name(page->places[i].name, page->places[i].kind));
		if (page->places[i].id == chosen)
			tpl_show(option, T_CHOSEN);
	}
}

static void fill_place(struct tpl *t, const struct fmt *f, const PLACE *p)
{
	tpl_set(t, T_PLACE, stock_place_name(p->name, p->kind));
	tpl_set(t, T_KIND, label_text(stock_place_labels, p->kind));
	tpl_set(t, T_PRODUCTS, fmt_int(f, p->products));
	tpl_set(t, T_NAME_URL, url_stock_places_id(f->mem, fmt_id(f, p->id)));
	tpl_set(t, T_END_URL, url_stock_places_id_end(f->mem, fmt_id(f, p->id)));
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
		const uint64_t chosen = feed_of(page, a->id, i);
		if (!chosen && i >= FEEDS_ASKED)
			break;
		struct tpl *asked = tpl_add(t, T_FEED);
		tpl_set_int(asked, T_NUMBER, (int64_t)i + 1);
		fill_options(asked, T_FEED_OPTION, f, page, chosen);
	}
}

static const char *place_name(const struct places_page *page, uint64_t id)
{
	for (size_t i = 0; i < page->n; i++)
		if (page->places[i].id == id)
			return stock_place_name(page->places[i].name, page->places[i].kind);
	return "–";
}

static void fill_profiles(struct tpl *t, const struct fmt *f, const struct places_page *page)
{
	if (page->n < 2 || !page->n_profiles)
		return;
	t = tpl_add(t, T_IF_PROFILES);
	for (size_t i = 0; i < page->n_profiles; i++) {
		const struct stock_profile *p = &page->profiles[i];
		struct tpl *row = tpl_add(t, T_PROFILE_ROW);
		tpl_set(row, T_PROFILE, p->name);
		if (p->has_counted) {
			tpl_set_shown(row, T_PLACE, place_name(page, p->place_id), T_IF_FIXED);
			continue;
		}
		row = tpl_add(row, T_IF_OPEN);
		tpl_set(row, T_PROFILE_URL, url_stock_profiles_id_place(f->mem, fmt_id(f, p->id)));
		tpl_set_int(row, T_VERSION, p->version);
		fill_options(row, T_PROFILE_OPTION, f, page, p->place_id);
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
	struct tpl *feeds = page->n > 1 && page->accounts.n ? tpl_add(t, T_IF_FEEDS) : NULL;
	for (size_t i = 0; i < page->accounts.n; i++) {
		const struct account *a = &page->accounts.accounts[i];
		if (feeds)
			fill_account(tpl_add(feeds, T_ACCOUNT_ROW), f, page, a);
		fill_buffer(tpl_add(t, T_BUFFER_ROW), page, a->id, a->name);
	}
	fill_profiles(t, f, page);
}

static enum rc show(struct request *rq, const char *problem, struct err *e)
{
	struct places_page page = {.n = 0};
	struct fmt f = fmt_for(rq);

	if (once_accounts(rq, &page.accounts, e) ||
	    stock_places_list(rq->db, rq, &page.places, &page.n, e) ||
	    stock_feeds_list(rq->db, rq, &page.feeds, &page.n_feeds, e) ||
	    stock_buffers_list(rq->db, rq, &page.buffers, &page.n_buffers, e) ||
	    stock_profiles_list(rq->db, rq, &page.profiles, &page.n_profiles, e))
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

static const char *refusal_text(enum stock_place_refusal r)
{
	static const char *const texts[STOCK_PLACE_REFUSALS] = {
	    [STOCK_PLACE_MAY] = "",
	    [STOCK_PLACE_HOLDS] = N_("Products are still there, or orders hold some of them. Move "
				     "them to another place first."),
	    [STOCK_PLACE_LAST] = N_("There has to be one place."),
	    [STOCK_PLACE_FEEDS] = N_("An account sells from this place alone. Choose another one "
				     "for it first."),
	    [STOCK_PLACE_FILES] = N_("Product files count what is at this place."),
	};

	return _(texts[r]);
}

enum rc do_place_end(struct request *rq, struct err *e)
{
	enum stock_place_refusal refused;
	PLACE place = {0};

	form_into(rq->form, &place);
	if (req_id(rq, "id", &place.id, e))
		return e->rc;
	if (stock_place_end(rq->db, &place, rq->session->login, &refused, e) == RC_CONFLICT) {
		err_clear(e);
		return show(rq, _("Another place has this name, or someone was faster."), e);
	}
	if (e->rc)
		return e->rc;
	return refused ? show(rq, refusal_text(refused), e) : back(rq, e);
}

enum rc do_profile_place(struct request *rq, struct err *e)
{
	struct stock_profile profile = {0};

	form_into(rq->form, &profile);
	if (req_id(rq, "id", &profile.id, e))
		return e->rc;
	if (stock_profile_set(rq->db, &profile, rq->session->login, e) == RC_CONFLICT) {
		err_clear(e);
		return show(rq, _("Its files have counted already, or someone was faster."), e);
	}
	return e->rc ? e->rc : back(rq, e);
}

/* The place of that id, unless it is among those taken already. */
static bool takes(const struct fmt *f, const PLACE *place, const char *typed, const uint64_t *taken,
		  size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (taken[i] == place->id)
			return false;
	return str_eq(typed, fmt_id(f, place->id));
}

static bool is_sorted(const uint64_t *ids, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (ids[i - 1] > ids[i])
			return false;
	return true;
}

/* All places in their own order are the same as none said. */
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
	for (size_t k = 0; k < n_typed; k++)
		for (size_t i = 0; i < n_places; i++)
			if (takes(&f, &places[i], typed[k], ids, n))
				ids[n++] = places[i].id;
	if (stock_feeds_set(rq->db, account_id, ids, n == n_places && is_sorted(ids, n) ? 0 : n,
			    rq->session->login, e))
		return e->rc;
	return back(rq, e);
}

enum rc do_place_buffer(struct request *rq, struct err *e)
{
	struct stock_buffer buffer = {.of = STOCK_BUFFER_ALL, .subject = "", .pieces = INT64_MIN};

	form_into(rq->form, &buffer);
	return stock_buffer_set(rq->db, &buffer, rq->session->login, e) ? e->rc : back(rq, e);
}
