/* POST /sale/product-offers, DELETE of a draft. */
#include <json-c/json.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

#include "control/effects.h"
#include "oauth/oauth.h"
#include "offers/offer_api.h"
#include "offers/offer_findings.h"
#include "offers/offer_shape.h"
#include "offers/offer_write.h"
#include "offers/operation.h"
#include "offers/pace.h"
#include "sandbox.h"
#include "server/body.h"

enum { DRAFTS_MAX = 20000, ACTIVATION_MS = 1000 };

static int put_away(struct json_object **body)
{
	json_object_put(*body);
	return 0;
}

/* The body when it has the right members; otherwise answers and returns NULL. It goes with x. */
struct json_object *offer_read_body(struct exchange *x, unsigned kind)
{
	struct json_object **body = mem_zero(x, struct json_object *);
	struct body_fault fault;

	*body = json_tokener_parse(x->body.text);
	talloc_set_destructor(body, put_away);
	if (!json_object_is_type(*body, json_type_object)) {
		answer_error(x, ERROR_BAD_JSON, NULL, NULL);
		return NULL;
	}
	fault = offer_shape_check(x, kind, *body);
	if (fault.wrong == BODY_GOOD)
		return *body;
	answer_error(x, fault.wrong == BODY_UNKNOWN ? ERROR_UNKNOWN_PROPERTY : ERROR_OFFER_BODY,
		     fault.path, NULL);
	return NULL;
}

/* Refuses what may not be: all of it for an offer on sale, the hard ones for a draft. */
bool offer_is_refused(struct findings *f, bool draft)
{
	struct refusal all[FINDINGS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		if (!draft || f->at[i].hard)
			all[n++] = finding_refusal(f, i);
	if (!n)
		return false;
	answer_refusals(f->x, f->status, all, n);
	offer_pace_failed(f->x);
	return true;
}

/* ---- From the body into the offer
 * ------------------------------------------------------------------ */

static const char *texts(struct world *w, struct json_object *body, const char *path,
			 const char *usual)
{
	const char *text = body_text(body, path);

	return text ? world_text(w, text) : usual;
}

struct money offer_body_price(struct json_object *body)
{
	const char *amount = body_text(body, "/sellingMode/price/amount");
	struct money m = {.currency = "PLN"};
	struct err e = {0};

	if (amount && money_parse(amount, "PLN", &m, &e) != RC_OK)
		m.minor = 0;
	return m;
}

/* What a draft lacks: the first code, and all of it as JSON for its validation. */
void offer_keep_findings(struct world *w, struct offer *o, const struct findings *f)
{
	struct str text;
	struct jw out = {.out = &text};

	str_init(&text, f->x, ANSWER_MAX);
	jw_array(&out, NULL);
	for (size_t i = 0; i < f->n; i++) {
		const struct refusal r = finding_refusal(f, i);
		refusal_json(&out, &r);
	}
	jw_array_end(&out);
	o->missing = f->n ? world_text(w, f->at[0].code) : NULL;
	o->validation = f->n ? world_text(w, text.text) : NULL;
}

void offer_keep_body(struct world *w, struct offer *o, struct json_object *body,
		     const struct offer_facts *facts)
{
	const char *name = body_text(body, "/name");

	if (!name && facts->card)
		name = facts->card->name;
	if (!name)
		name = body_text(body, "/productSet/0/product/name");
	o->name = world_text(w, str_or(name, ""));
	o->category = facts->category;
	o->card = facts->card;
	o->shipping = facts->shipping;
	o->returns = facts->returns;
	o->implied = facts->implied;
	o->warranty = facts->warranty;
	o->image = texts(w, body, "/images/0",
			 texts(w, body, "/productSet/0/product/images/0",
			       "https://a.allegroimg.example/original/11/0001"));
	o->body = world_text(w, json_object_to_json_string_ext(
				    body, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
	if (!o->product_id[0])
		rng_uuid(&w->offers->rng, o->product_id);
}

static size_t count_drafts(const struct shelf *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		n += s->at[i]->status == OFFER_INACTIVE && !s->at[i]->archived;
	return n;
}

void offer_answer(struct exchange *x, const struct offer *o, const struct operation *op, int done)
{
	struct jw w = answer_json(x, op->done ? done : 202, MEDIA_PUBLIC);

	offer_whole_json(&w, x->sb, o);
	if (!op->done)
		operation_accepted(x, op);
}

/* ---- Making
 * ------------------------------------------------------------------------------------------ */

static struct offer *make(struct exchange *x, struct json_object *body, const struct findings *f,
			  const struct offer_facts *facts)
{
	struct world *w = x->sb->world;
	const int64_t now = world_now(w);
	const struct trouble *lag = &w->offers->trouble[LISTING_LAG];
	const char *sku = body_text(body, "/external/id");
	struct offer *o = offer_keep(
	    w, &(struct offer){.seller = grant_seller(x->grant),
			       .name = "",
			       .status = OFFER_INACTIVE,
			       .category = facts->category,
			       .price = offer_body_price(body),
			       .stock = json_object_get_int64(body_at(body, "/stock/available")),
			       .created_at = now,
			       .updated_at = now,
			       .started_at = TIME_NONE,
			       .ended_at = TIME_NONE,
			       .ruled_at = TIME_NONE,
			       .activates_at = TIME_NONE,
			       .listed_from = now,
			       .demo = OFFER_OF_NO_DEMO});

	offer_keep_body(w, o, body, facts);
	offer_keep_findings(w, o, f);
	offer_set_sku(w, o, sku);
	if (trouble_take(w, LISTING_LAG, str_or(sku, "")))
		o->listed_from = now + lag->value;
	offers_wake_age(w);
	return o;
}

void offers_create(struct exchange *x)
{
	struct world *w = x->sb->world;
	struct findings f = {.x = x};
	struct offer_facts facts = {.seller = grant_seller(x->grant)};

	(void)offers_step(w);
	if (!offer_pace_take(x, PACE_POST))
		return;
	struct json_object *body = offer_read_body(x, SHAPE_POST);
	if (!body)
		return;
	const char *status = str_or(body_text(body, "/publication/status"), "ACTIVE");
	const bool draft = str_eq(status, "INACTIVE");
	offer_check(&f, body, &facts);
	if (!draft && !str_eq(status, "ACTIVE"))
		find_hard(&f, "ConstraintViolationException.OfferValidation", "publication.status");
	if (draft && count_drafts(shelf_of(w, facts.seller)) >= DRAFTS_MAX)
		find_hard(&f, "ConstraintViolationException.MaxInactiveOffers", NULL);
	if (trouble_take(w, SELLER_BLOCKED, "POST"))
		find_hard(&f, "ConstraintViolationException.ValidSeller", NULL);
	if (offer_is_refused(&f, draft))
		return;
	struct offer *o = make(x, body, &f, &facts);
	effects_count(x->sb->effects, "offers", "created", str_or(o->sku, "(none)"));
	offer_answer(
	    x, o, operation_begin(w, o, draft ? NULL : "ACTIVE", draft ? 0 : ACTIVATION_MS), 201);
}

void offers_delete(struct exchange *x)
{
	struct offer *o = offer_of_path(x);

	if (!o)
		return;
	if (o->status != OFFER_INACTIVE) {
		answer_error(x, ERROR_OFFER_ACCESS, NULL, "only drafts can be deleted");
		return;
	}
	o->archived = true;
	shelf_of(x->sb->world, o->seller)->n_archived++;
	effects_count(x->sb->effects, "offers", "deleted", NULL);
	answer_empty(x, 204);
}
