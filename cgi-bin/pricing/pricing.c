/* The page of prices, and what people say of fees and currencies. */
#include "pricing/pricing.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "common/once.h"
#include "outbox/undo_view.h"
#include "pricing/pricing_view.h"
#include "pricing/rule_form.h"
#include "tpl/pricing/list.h"
#include "urls.h"
#include "web/page.h"
#include "web/upload.h"

#include <unistd.h>

enum {
	FEE_CHARS = 10,
	CATEGORY_CHARS = 64,
	RATES_CHARS = 2000,
	RATES_BYTES = 64 * 1024, /* of a file: the most rates with room to spare */
};

const struct field price_fee_fields[] = {
    {"category", .type = FIELD_TEXT, .max = CATEGORY_CHARS,
     INTO(struct pricing_page, typed_category)},
    {"rate", .type = FIELD_TEXT, .max = FEE_CHARS, INTO(struct pricing_page, typed_fee)},
    {0},
};
const struct field currency_rate_fields[] = {
    {"rates", .type = FIELD_LONG_TEXT, .max = RATES_CHARS, .flags = FIELD_REQUIRED,
     INTO(struct pricing_page, typed_rates)},
    {0},
};
const struct field currency_file_fields[] = {{0}};

static enum rc load(struct request *rq, struct pricing_page *page, struct err *e)
{
	if (once_accounts(rq, &page->accounts, e) || categories_tree(rq, &page->tree, e))
		return e->rc;
	if (!page->tree.environment)
		return RC_OK;
	if (undo_load(rq, &page->undo, e) ||
	    auto_rules(rq->db, rq, page->tree.environment, &page->autos, &page->n_autos, e))
		return e->rc;
	if (price_rules_live(rq->db, rq, page->tree.environment, &page->rules, &page->n_rules, e) ||
	    price_fees_now(rq->db, rq, page->tree.environment, &page->fees, &page->n_fees, e))
		return e->rc;
	return price_pushes(rq->db, rq, page->tree.environment, &page->pushes, &page->n_pushes, e)
		   ? e->rc
		   : currency_rates_now(rq->db, rq, &page->rates, &page->n_rates, e);
}

static enum rc show(struct request *rq, struct pricing_page *page, struct err *e)
{
	struct fmt f = fmt_for(rq);

	if (load(rq, page, e))
		return e->rc;
	pricing_fill(page_open(rq, TPL_PRICING_LIST, _("Prices")), &f, page);
	if (page->fee_problem || page->rate_problem)
		page_status(rq, 422);
	return RC_OK;
}

enum rc pg_pricing(struct request *rq, struct err *e)
{
	struct pricing_page page = {0};

	return show(rq, &page, e);
}

/* ---- Fees ------------------------------------------------------------------------------------ */

static const char *judge_fee(const struct pricing_page *page, int64_t *rate)
{
	if (!str_empty(page->typed_category) && !str_is_id(page->typed_category))
		return _("A category is told by its number at Allegro.");
	if (!share_read(page->typed_fee, PRICE_NONE, rate) ||
	    (*rate != PRICE_NONE && (*rate < 0 || *rate > PRICE_FEE_MAX)))
		return _("A fee is a percentage from 0 to 90.");
	return NULL;
}

enum rc do_price_fee(struct request *rq, struct err *e)
{
	struct pricing_page page = {0};
	int64_t rate = PRICE_NONE;

	form_into(rq->form, &page);
	page.fee_problem = judge_fee(&page, &rate);
	if (page.fee_problem)
		return show(rq, &page, e);
	if (once_accounts(rq, &page.accounts, e))
		return e->rc;
	const struct price_fee fee = {
	    .environment = categories_environment(&page.accounts),
	    .market = "",
	    .category_id = str_or(page.typed_category, ""),
	    .rate = rate,
	    .origin = PRICE_FEE_TYPED,
	    .made_by = rq->session->login,
	};
	if (!fee.environment)
		return err_set(e, RC_NOT_FOUND, "no account");
	if (price_fee_add(rq->db, &fee, e) || flash(rq, _("Saved."), e))
		return e->rc;
	return redirect(rq, url_pricing());
}

/* ---- Currencies ------------------------------------------------------------------------------ */

static enum rc add_rates(struct request *rq, struct pricing_page *page, const char *text,
			 struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct currency_rate *rates;
	size_t line = 0;
	size_t n = 0;

	if (currency_rates_read(rq, text, fmt_iso_day(&f, f.now), &rates, &n, &line, e)) {
		err_clear(e);
		page->rate_problem = mem_printf(rq,
						_("Line %s is not a currency and its rate, like "
						  "EUR;4.2973. Nothing was saved."),
						fmt_int(&f, (int64_t)line));
		return show(rq, page, e);
	}
	if (currency_rates_add(rq->db, rates, n, rq->session->login, e) == RC_INVALID) {
		err_clear(e);
		page->rate_problem = _("One of the currencies is not known. Nothing was saved.");
		return show(rq, page, e);
	}
	if (e->rc || flash(rq, _("Saved."), e))
		return e->rc;
	return redirect(rq, url_pricing());
}

enum rc do_currency_rates(struct request *rq, struct err *e)
{
	struct pricing_page page = {0};

	form_into(rq->form, &page);
	return add_rates(rq, &page, str_or(page.typed_rates, ""), e);
}

/* NULL: it is no small text. */
static const char *uploaded_text(struct request *rq)
{
	const struct upload *up = rq->upload;

	if (!up || up->bytes <= 0 || up->bytes > RATES_BYTES)
		return NULL;
	char *text = mem_array(rq, char, (size_t)up->bytes + 1);
	if (pread(up->fd, text, (size_t)up->bytes, 0) != up->bytes ||
	    !str_is_utf8(text, (size_t)up->bytes))
		return NULL;
	return text;
}

enum rc do_currency_file(struct request *rq, struct err *e)
{
	struct pricing_page page = {0};
	const char *text = uploaded_text(rq);

	if (text)
		return add_rates(rq, &page, text, e);
	page.rate_problem =
	    _("Choose a small text file with a currency and its rate in each line.");
	return show(rq, &page, e);
}
