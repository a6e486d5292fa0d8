/* Many offers are to become something else: a plan is made, and confirmed on its page. */
#include "offers/bulk.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "common/amount.h"
#include "common/once.h"
#include "domain/offers/automation.h"
#include "domain/offers/difference_look.h"
#include "domain/offers/offer_value.h"
#include "domain/offers/plan.h"
#include "domain/offers/term_value.h"
#include "domain/pricing/price_rule.h"
#include "offers/offer_view.h"
#include "offers/offers.h"
#include "pricing/rule_form.h"
#include "urls.h"
#include "web/page.h"

/* Pages of the list that are read for a filter, those without a row of it as well. */
enum { BULK_PAGES_MAX = 60, PIECES_MAX = 999999999 };
_Static_assert(BULK_PAGES_MAX > BULK_OFFERS_MAX / WINDOW_PAGE, "full pages are enough");

enum deed {
	DEED_PRICE,
	DEED_PERCENT,
	DEED_STOCK,
	DEED_END,
	DEED_ACTIVE,
	DEED_DELETE,
	DEED_EDIT,
	DEED_RULE,
	DEED_NO_RULE,
	DEED_TERMS,
	DEEDS
};

static const char *const deed_names[] = {"price",    "percent", "stock",  "end",
					 "activate", "delete",	"follow", "rule",
					 "no-rule",  "terms",	NULL};

const struct label offer_deeds[] = {
    [DEED_PRICE] = {"price", N_("Set the price"), "", ""},
    [DEED_PERCENT] = {"percent", N_("Change the price by percent"), "", ""},
    [DEED_STOCK] = {"stock", N_("Set the stock"), "", ""},
    [DEED_END] = {"end", N_("End the offers"), "", ""},
    [DEED_ACTIVE] = {"activate", N_("Make the offers active"), "", ""},
    [DEED_DELETE] = {"delete", N_("Delete the drafts"), "", ""},
    [DEED_EDIT] = {"follow", N_("Send what differs from the product"), "", ""},
    [DEED_RULE] = {"rule", N_("Put them under Allegro's price rule"), "", ""},
    [DEED_NO_RULE] = {"no-rule", N_("Take them off Allegro's price rule"), "", ""},
    [DEED_TERMS] = {"terms", N_("Set the terms of sale"), "", ""},
    [DEEDS] = {0},
};

struct asked {
	enum deed deed;
	const char *typed;
	const char *value; /* with a decimal dot */
	int64_t bp;	   /* DEED_PERCENT */
	/* DEED_RULE, DEED_NO_RULE */
	const char *rule;
	const char *market; /* "": the own one of each offer */
	const char *typed_below;
	const char *typed_above;
	int64_t below; /* of the price now, basis points; INT64_MIN: no range */
	int64_t above;
	bool all;
	const char *term;	/* term_value.h; DEED_TERMS */
	enum offer_group group; /* of it */
};

const struct field offers_bulk_fields[] = {
    {"deed", .type = FIELD_ENUM, .values = deed_names, .flags = FIELD_REQUIRED,
     INTO(struct asked, deed)},
    {"value", .type = FIELD_TEXT, .max = BULK_VALUE_CHARS, INTO(struct asked, typed)},
    {"rule", .type = FIELD_ID, INTO(struct asked, rule)},
    {"market", .type = FIELD_ID, INTO(struct asked, market)},
    {"below", .type = FIELD_TEXT, .max = BULK_VALUE_CHARS, INTO(struct asked, typed_below)},
    {"above", .type = FIELD_TEXT, .max = BULK_VALUE_CHARS, INTO(struct asked, typed_above)},
    {"all", .type = FIELD_FLAG, INTO(struct asked, all)},
    {"term", .type = FIELD_TEXT, .max = BULK_TERM_CHARS, INTO(struct asked, term)},
    {"id", .type = FIELD_TEXT, .max = BULK_MARK_CHARS, .flags = FIELD_MANY},
    {0},
};

/* ---- What was typed -------------------------------------------------------------------------- */

/* "5", "+5", "-7.25%". */
static bool read_percent(const char *typed, int64_t *bp)
{
	const bool plus = *typed == '+';

	return share_read(typed + plus, 0, bp) && (plus ? *bp > 0 : *bp != 0) &&
	       *bp >= PRICE_PERCENT_MIN && *bp <= PRICE_PERCENT_MAX;
}

/* Both or neither: how far under and above the price of now Allegro may go. */
static const char *read_rule(struct asked *out)
{
	if (str_empty(out->rule))
		return _("Choose the rule.");
	if (!share_read(out->typed_below, INT64_MIN, &out->below) ||
	    !share_read(out->typed_above, INT64_MIN, &out->above) ||
	    (out->below == INT64_MIN) != (out->above == INT64_MIN) ||
	    (out->below != INT64_MIN && (out->below < 0 || -out->below < PRICE_PERCENT_MIN ||
					 out->above < 0 || out->above > PRICE_PERCENT_MAX)))
		return _("Type how many percent below and above today's price Allegro may go.");
	return NULL;
}

/* NULL: it can be read; else why not. A price is read for each offer, in its currency. */
static const char *read_asked(struct request *rq, struct asked *out)
{
	int64_t pieces;

	*out = (struct asked){.typed = "", .below = INT64_MIN, .above = INT64_MIN};
	form_into(rq->form, out);
	char *typed = str_squeeze(rq, out->typed);
	for (char *c = typed; *c; c++)
		if (*c == ',')
			*c = '.';
	out->value = typed;
	if (out->deed == DEED_PERCENT && !read_percent(typed, &out->bp))
		return _("Type a percentage from -90 to 1000 that is not 0.");
	if (out->deed == DEED_RULE)
		return read_rule(out);
	if (out->deed == DEED_TERMS && !bulk_term_read(out->term, &out->group))
		return _("Choose the terms first.");
	if (out->deed == DEED_STOCK && !str_to_i64(typed, 1, PIECES_MAX, &pieces))
		return _("The number of pieces must be at least 1; end the offer to sell none.");
	return NULL;
}

/* ---- Which offers ---------------------------------------------------------------------------- */

struct chosen {
	uint64_t account_id; /* of all of them; 0: there is none yet */
	struct plan_change *rows;
	size_t n;
	const char *problem; /* why nothing is made; NULL: nothing is wrong */
};

static const char *new_price(struct request *rq, const struct asked *asked, struct money now,
			     const char **problem)
{
	struct money price = MONEY_NONE;

	if (money_is_none(now))
		return "";
	if (asked->deed == DEED_PERCENT)
		return price_by_percent(now, asked->bp, &price) ? offer_price_text(rq, price) : "";
	if (amount_read(rq, asked->typed, now.currency, &price))
		return offer_price_text(rq, price);
	*problem = _("This is no price.");
	return "";
}

static const char *new_rule(struct request *rq, const struct asked *asked,
			    const struct offer_row *row)
{
	struct automation_wish w = {
	    .market = str_empty(asked->market) ? str_or(row->s.market, "") : asked->market,
	    .rule_id = asked->deed == DEED_RULE ? asked->rule : NULL,
	    .least = MONEY_NONE,
	    .most = MONEY_NONE,
	};

	if (w.rule_id && asked->below != INT64_MIN &&
	    (money_is_none(row->s.price) ||
	     !price_by_percent(row->s.price, -asked->below, &w.least) ||
	     !price_by_percent(row->s.price, asked->above, &w.most)))
		return "";
	return automation_text(rq, &w);
}

/* What an offer is to become. "" is no value: its kind leaves the offer out and says why. */
static struct plan_change change_of(struct request *rq, const struct asked *asked,
				    const struct offer_row *row, const char **problem)
{
	struct plan_change c = {.offer_id = mem_strdup(rq, row->offer_id)};

	switch (asked->deed) {
	case DEED_PERCENT:
	case DEED_PRICE:
		c.kind = OUTBOX_OFFER_PRICE;
		c.before = offer_price_text(rq, row->s.price); /* it was worked out of this */
		c.after = new_price(rq, asked, row->s.price, problem);
		break;
	case DEED_RULE:
	case DEED_NO_RULE:
		c.kind = OUTBOX_OFFER_RULE;
		c.after = new_rule(rq, asked, row);
		break;
	case DEED_STOCK:
		c.kind = OUTBOX_OFFER_STOCK;
		c.after = asked->value;
		break;
	case DEED_DELETE:
		c.kind = OUTBOX_OFFER_DELETE;
		c.after = OFFER_DELETED;
		break;
	case DEED_TERMS:
		c.kind = term_value_kind(asked->group);
		c.after = asked->term;
		break;
	case DEED_END:
	case DEED_ACTIVE:
	case DEED_EDIT:
	case DEEDS:
		c.kind = OUTBOX_OFFER_STATUS;
		c.after = asked->deed == DEED_END ? OFFER_ENDED : OFFER_ACTIVE;
		break;
	}
	return c;
}

/* A plan is of one account. */
static void note_account(struct chosen *out, uint64_t account_id)
{
	if (out->account_id && out->account_id != account_id)
		out->problem = _("These offers are of several accounts. Change those of one "
				 "account at a time: the filter \"Account\" shows them.");
	out->account_id = account_id;
}

/* What waits for a decision at these, up to OFFER_KEYS_MAX; an offer without anything is none of
 * them. */
static enum rc choose_differing(struct request *rq, const struct offer_row *rows, size_t n,
				struct chosen *out, struct err *e)
{
	const char *ids[OFFER_KEYS_MAX];
	const struct offer_keys keys = {out->account_id, ids, n};
	struct diff_row *diffs;
	size_t n_diffs;

	for (size_t i = 0; i < n; i++)
		ids[i] = rows[i].offer_id;
	if (diff_rows(rq->db, rq, &keys, &diffs, &n_diffs, e))
		return e->rc;
	for (size_t at = 0, some; at < n_diffs; at += some) {
		some = diff_rows_of_one(&diffs[at], n_diffs - at);
		const unsigned groups = diff_open_groups(&diffs[at], some);
		if (groups)
			out->rows[out->n++] = diff_change(rq, &diffs[at], some, groups);
	}
	return RC_OK;
}

/* There is room for them. */
static enum rc choose(struct request *rq, const struct asked *asked, const struct offer_row *rows,
		      size_t n, struct chosen *out, struct err *e)
{
	for (size_t i = 0; i < n && !out->problem; i++)
		note_account(out, rows[i].account_id);
	if (asked->deed == DEED_EDIT && !out->problem && n)
		return choose_differing(rq, rows, n, out, e);
	for (size_t i = 0; i < n && !out->problem; i++)
		out->rows[out->n++] = change_of(rq, asked, &rows[i], &out->problem);
	return RC_OK;
}

/* "12:7700001234"; false: it is no such mark. */
static bool read_mark(void *mem, const char *text, uint64_t *account_id, const char **offer_id)
{
	const char *colon = strchr(text, ':');
	int64_t account;

	if (!colon || !str_is_id(colon + 1) ||
	    !str_to_i64(mem_strndup(mem, text, (size_t)(colon - text)), 1, INT32_MAX, &account))
		return false;
	*account_id = (uint64_t)account;
	*offer_id = colon + 1;
	return true;
}

/* Marked in the list, a page of which is less than OFFER_KEYS_MAX. */
static enum rc choose_marked(struct request *rq, const struct asked *asked, struct chosen *out,
			     struct err *e)
{
	const char *ids[OFFER_KEYS_MAX];
	struct offer_keys keys = {.ids = ids};
	struct offer_row *rows;
	const char *const *marks = form_values(rq->form, "id", &keys.n);
	size_t found;

	if (!keys.n)
		return RC_OK;
	if (keys.n > COUNT_OF(ids))
		return err_set(e, RC_INVALID, "%zu offers at once", keys.n);
	for (size_t i = 0; i < keys.n; i++) {
		if (!read_mark(rq, marks[i], &keys.account_id, &ids[i]))
			return err_set(e, RC_INVALID, "no mark: %s", marks[i]);
		note_account(out, keys.account_id);
	}
	if (out->problem || offers_find(rq->db, rq, &keys, &rows, &found, e))
		return e->rc;
	if (!found)
		return err_set(e, RC_NOT_FOUND, "none of the marked offers is here");
	return choose(rq, asked, rows, found, out, e);
}

/* All that pass the filters of the list they were seen in. */
static enum rc choose_found(struct request *rq, const struct asked *asked, struct chosen *out,
			    struct err *e)
{
	struct list_page page;
	const char *mark = form_text(rq->query, "mark");
	size_t pages = 0;

	if (list_page_read(rq, &offers_list, url_offers(), &page, e))
		return e->rc;
	page.filter.mark = str_empty(mark) ? NULL : mark;
	page.filter.before = NULL;
	do {
		if (offer_list(rq->db, rq, &page.filter, &page.found, e))
			return e->rc;
		page.filter.before = page.found.older;
		if (out->n + page.found.n > BULK_OFFERS_MAX || ++pages > BULK_PAGES_MAX) {
			out->problem = mem_printf(rq,
						  _("At most %d offers are changed at once: choose "
						    "a narrower filter."),
						  BULK_OFFERS_MAX);
			return RC_OK;
		}
		if (choose(rq, asked, page.found.rows, page.found.n, out, e))
			return e->rc;
	} while (page.found.older && !out->problem);
	return RC_OK;
}

/* ---- The plan -------------------------------------------------------------------------------- */

/* In the words of who makes it: "+5 %". */
static const char *about(const struct fmt *f, const struct asked *asked)
{
	const int64_t bp = asked->bp < 0 ? -asked->bp : asked->bp;

	if (asked->deed == DEED_PERCENT)
		return mem_printf(
		    f->mem, "%s%s %%", asked->bp < 0 ? "-" : "+",
		    fmt_rate(f, mem_printf(f->mem, "%lld.%02lld", (long long)(bp / 100),
					   (long long)(bp % 100))));
	if (asked->deed == DEED_RULE)
		return once_rule(f, asked->rule);
	return asked->deed == DEED_PRICE || asked->deed == DEED_STOCK
		   ? asked->typed
		   : _(offer_deeds[asked->deed].text);
}

static enum plan_topic topic_of(const struct asked *asked)
{
	const enum deed deed = asked->deed;
	if (deed == DEED_TERMS)
		return bulk_term_topic(asked->group);
	if (deed == DEED_STOCK)
		return PLAN_STOCK;
	if (deed == DEED_DELETE)
		return PLAN_DELETE;
	if (deed == DEED_EDIT)
		return PLAN_EDIT;
	if (deed == DEED_RULE || deed == DEED_NO_RULE)
		return PLAN_RULE;
	return deed == DEED_PRICE || deed == DEED_PERCENT ? PLAN_PRICE : PLAN_STATUS;
}

static enum rc make(struct request *rq, const struct asked *asked, const struct chosen *chosen,
		    struct err *e)
{
	struct fmt f = fmt_for(rq);
	const struct plan_making m = {.account_id = chosen->account_id,
				      .topic = topic_of(asked),
				      .origin = PLAN_BY_PERSON,
				      .about = about(&f, asked),
				      .actor = rq->session->login};
	uint64_t id = 0;

	if (plan_begin(rq->db, &m, &id, e) || plan_add(rq->db, id, chosen->rows, chosen->n, e) ||
	    plan_seal(rq->db, id, e))
		return e->rc;
	return redirect(rq, url_plans_id(rq, fmt_id(&f, id)));
}

enum rc do_offers_bulk(struct request *rq, struct err *e)
{
	struct asked asked;
	struct chosen chosen = {.problem = read_asked(rq, &asked)};

	chosen.rows = mem_array(rq, struct plan_change, BULK_OFFERS_MAX);
	if (!chosen.problem && (asked.all ? choose_found(rq, &asked, &chosen, e)
					  : choose_marked(rq, &asked, &chosen, e)))
		return e->rc;
	if (!chosen.problem && !chosen.n)
		chosen.problem = asked.deed == DEED_EDIT && chosen.account_id
				     ? _("None of these offers differs from its product.")
				     : _("Select offers first.");
	return chosen.problem ? page_refuse(rq, 422, chosen.problem) : make(rq, &asked, &chosen, e);
}
