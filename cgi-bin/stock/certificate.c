/* The certificate of stock: whether offers show the numbers of the ledger. */
#include "stock/stock.h"

#include "base/str.h"
#include "base/time.h"
#include "common/format.h"
#include "common/label.h"
#include "domain/offers/stock_certificate.h"
#include "domain/stock/stock_rule.h"
#include "stock/stock_view.h"
#include "tpl/stock/certificate.h"
#include "urls.h"
#include "web/page.h"

static const struct label classes[] = {
    {"differs", N_("differs, and nothing explains it"), "bad", "bad"},
    {"held", N_("waits for your decision"), "warn", "pause"},
    {"conflict", N_("not sure which product it sells"), "warn", "warn"},
    {"uncounted", N_("nobody has counted the product"), "warn", "hourglass"},
    {"coming", N_("being changed on Allegro"), "info", "refresh"},
    {"ended", N_("ended by a person or by Allegro"), "mute", "flag"},
    {"theirs", N_("not changed by Kram"), "mute", "dot"},
    {0},
};

static const struct label proofs[STOCK_PROOFS] = {
    [STOCK_PROOF_NONE] = {"none", N_("Not compared yet"), "mute", "hourglass"},
    [STOCK_PROOF_EMPTY] = {"empty", N_("No offer is linked to a product"), "mute", "dot"},
    [STOCK_PROOF_OFF] = {"off", N_("Some numbers on Allegro differ, and nothing explains it"),
			 "bad", "bad"},
    [STOCK_PROOF_OLD] = {"old", N_("Compared too long ago to say anything about today"), "warn",
			 "clock"},
    [STOCK_PROOF_EXPLAINED] = {"explained",
			       N_("Every number on Allegro equals ours, or its reason is known"),
			       "ok", "ok"},
    [STOCK_PROOF_EQUAL] = {"equal", N_("Every number on Allegro equals ours"), "ok", "ok"},
};

struct label stock_proof_label(enum stock_proof proof)
{
	struct label says = proofs[proof];

	says.text = _(says.text);
	return says;
}

struct certificates {
	struct stock_certificate *rows;
	size_t n;
	struct stock_certificate_offer *offers;
	size_t n_offers;
};

static enum stock_class class_of(const char *word)
{
	unsigned k = 0;

	while (k < STOCK_CLASSES && !str_eq(stock_class_names[k], word))
		k++;
	return (enum stock_class)k;
}

static const char *pieces(const struct fmt *f, int64_t n)
{
	return n == INT64_MIN ? "–" : fmt_int(f, n);
}

static void fill_offer(struct tpl *t, const struct fmt *f, const struct stock_certificate_offer *o)
{
	tpl_set(t, T_URL, url_offers_id(f->mem, o->offer_id));
	tpl_set(t, T_NAME, str_or(o->name, o->offer_id));
	tpl_set(t, T_ID, o->offer_id);
	tpl_set(t, T_SHOWS, pieces(f, o->shows));
	tpl_set(t, T_AVAILABLE, pieces(f, o->available));
}

static void fill_class(struct tpl *t, const struct fmt *f, const struct certificates *all,
		       const struct stock_certificate *c, const char *word)
{
	const enum stock_class class = class_of(word);

	if (!c->counts[class])
		return;
	struct tpl *part = tpl_add(t, T_CLASS_ROW);
	BADGE(part, CLASS, label_of(classes, word));
	tpl_set(part, T_COUNT, fmt_int(f, c->counts[class]));
	if (class == STOCK_IS_OFF)
		tpl_show(part, T_IF_OPEN);
	if (class == STOCK_IS_THEIRS)
		tpl_set_shown(part, T_MEANS,
			      _("Drafts, what Allegro keeps and sends, auctions, and offers that "
				"are gone."),
			      T_IF_MEANS);
	if (c->counts[class] > STOCK_CLASS_SHOWN)
		tpl_show(part, T_IF_MORE);
	for (size_t i = 0; i < all->n_offers; i++)
		if (all->offers[i].account_id == c->account_id &&
		    str_eq(all->offers[i].class_name, word))
			fill_offer(tpl_add(part, T_OFFER), f, &all->offers[i]);
}

static void fill_account(struct tpl *t, const struct fmt *f, const struct certificates *all,
			 const struct stock_certificate *c)
{
	const enum stock_proof proof = stock_proof_of(c->made_at, c->counts, time_now_ms());

	tpl_set(t, T_ACCOUNT, c->account);
	BADGE(t, PROOF, stock_proof_label(proof));
	if (proof == STOCK_PROOF_NONE)
		return;
	struct tpl *made = tpl_add(t, T_IF_MADE);
	tpl_set(made, T_EQUAL, fmt_int(f, c->counts[STOCK_IS_EQUAL]));
	tpl_set(made, T_OFFERS, fmt_int(f, c->offers));
	FMT_TIME(made, f, MADE, fmt_ago(f, c->made_at), c->made_at);
	if (c->seen_at != TIME_NONE) {
		struct tpl *seen = tpl_add(made, T_IF_SEEN);
		FMT_TIME(seen, f, SEEN, fmt_ago(f, c->seen_at), c->seen_at);
	}
	for (size_t k = 0; classes[k].word; k++)
		fill_class(t, f, all, c, classes[k].word);
}

enum rc pg_stock_certificate(struct request *rq, struct err *e)
{
	struct certificates all = {.n = 0};
	struct fmt f = fmt_for(rq);

	if (stock_certificates_list(rq->db, rq, &all.rows, &all.n, e) ||
	    stock_certificate_offers(rq->db, rq, &all.offers, &all.n_offers, e))
		return e->rc;
	struct tpl *t = page_open(rq, TPL_STOCK_CERTIFICATE, _("Stock check"));
	for (size_t i = 0; i < all.n; i++)
		fill_account(tpl_add(t, T_ACCOUNT_ROW), &f, &all, &all.rows[i]);
	if (!all.n)
		tpl_show(t, T_IF_NONE);
	return RC_OK;
}
