/* Words of the kinds of writes, a row each, and of what happens to any of them. */
#include "outbox/outbox_words.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/offers/offer_value.h"
#include "offers/group_words.h"
#include "domain/outbox/outbox_kind.h"
#include "orders/order_view.h"
#include "outbox/outbox_reasons.h"
#include "outbox/outbox_things.h"
#include "pricing/automation_words.h"
#include "pricing/price_words.h"
#include "urls.h"

/* ---- Kinds ----------------------------------------------------------------------------------- */

static const struct outbox_words rows[] = {
    {
	OUTBOX_ORDER_STATUS,
	N_("Fulfilment"),
	N_("fulfilment"),
	N_("A status set here is sent to Allegro a minute later, and the buyer sees it."),
	"truck",
	&about_order,
	order_fulfillment_labels,
	NULL,
	order_status_reasons,
	NULL,
	NULL,
	NULL,
    },
    {
	OUTBOX_OFFER_STATUS,
	N_("Status of offers"),
	N_("status of an offer"),
	N_("Offers are ended and made active again on Allegro."),
	"pause",
	&about_offer,
	offer_status_texts,
	NULL,
	offer_reasons,
	NULL,
	NULL,
	NULL,
    },
    {
	OUTBOX_OFFER_STOCK,
	N_("Stock of offers"),
	N_("stock of an offer"),
	N_("The number of pieces is set on Allegro."),
	"orders",
	&about_offer,
	NULL,
	NULL,
	offer_reasons,
	NULL,
	NULL,
	NULL,
    },
    {
	OUTBOX_OFFER_PRICE,
	N_("Prices of offers"),
	N_("price of an offer"),
	N_("Prices are set on Allegro."),
	"tag",
	&about_offer,
	NULL,
	price_value_text,
	offer_reasons,
	NULL,
	NULL,
	NULL,
    },
    {
	OUTBOX_OFFER_RULE,
	N_("Allegro's price rules of offers"),
	N_("Allegro's price rule of an offer"),
	N_("Offers are put under Allegro's price rules, within your range, and taken off them."),
	"tag",
	&about_offer,
	NULL,
	automation_value_text,
	offer_reasons,
	NULL,
	NULL,
	NULL,
    },
    {
	OUTBOX_OFFER_NEW,
	N_("New offers"),
	N_("new offer"),
	N_("Products that are ready become offers on Allegro."),
	"gift",
	&about_product,
	NULL,
	NULL,
	offer_reasons,
	NULL,
	NULL,
	NULL,
    },
    {
	OUTBOX_OFFER_DELIVERY,
	N_("Delivery of offers"),
	N_("delivery of an offer"),
	N_("The delivery price list and the handling time are set on Allegro."),
	"truck",
	&about_offer,
	offer_group_labels,
	NULL,
	offer_reasons,
	NULL,
	NULL,
	NULL,
    },
    {
	OUTBOX_OFFER_POLICY,
	N_("Returns and complaints of offers"),
	N_("returns and complaints of an offer"),
	N_("The return policy, the complaints policy and the warranty are set on Allegro."),
	"flag",
	&about_offer,
	offer_group_labels,
	NULL,
	offer_reasons,
	NULL,
	NULL,
	NULL,
    },
    {
	OUTBOX_OFFER_EDIT,
	N_("Content of offers"),
	N_("content of an offer"),
	N_("What a product says, and the terms of sale, are sent to its offer on Allegro."),
	"tag",
	&about_offer,
	offer_group_labels,
	NULL,
	offer_reasons,
	NULL,
	NULL,
	NULL,
    },
    {
	OUTBOX_OFFER_DELETE,
	N_("Deleting drafts"),
	N_("deleting a draft"),
	N_("Drafts of offers are deleted on Allegro."),
	"cancelled",
	&about_offer,
	offer_status_texts,
	NULL,
	offer_reasons,
	NULL,
	NULL,
	NULL,
    },
    {
	OUTBOX_ALLEGRO_RULE,
	N_("Price rules at Allegro"),
	N_("price rule at Allegro"),
	N_("A rule made or changed here is sent to Allegro a minute later."),
	"tag",
	&about_allegro_rule,
	NULL,
	NULL,
	allegro_rule_reasons,
	NULL,
	NULL,
	NULL,
    },
    {
	OUTBOX_ALLEGRO_RULE_DELETE,
	N_("Deleting price rules at Allegro"),
	N_("deleting a price rule at Allegro"),
	N_("A rule without offers is deleted at Allegro a minute later."),
	"cancelled",
	&about_allegro_rule,
	offer_status_texts,
	NULL,
	allegro_rule_reasons,
	NULL,
	NULL,
	NULL,
    },
    {
	OUTBOX_RATING_ANSWER,
	N_("Answer to a rating"),
	N_("answer to a rating"),
	N_("An answer is published on Allegro a minute later, below the rating."),
	"message",
	&about_rating,
	NULL,
	NULL,
	rating_reasons,
	N_("Answer"),
	N_("Everyone can read it below the rating"),
	N_("Send the answer"),
    },
    {
	OUTBOX_RATING_REMOVAL,
	N_("Request to remove a rating"),
	N_("request to remove a rating"),
	N_("A request goes to Allegro a minute later; Allegro decides about it."),
	"flag",
	&about_rating,
	NULL,
	NULL,
	rating_reasons,
	N_("Request for removal"),
	N_("Why Allegro should remove this rating"),
	N_("Request removal"),
    },
    {
	OUTBOX_PRODUCER_NEW,
	N_("New responsible producer"),
	N_("new responsible producer"),
	N_("A producer entered here is added to the account's register at Allegro a minute later."),
	"flag",
	&about_producer,
	NULL,
	NULL,
	register_reasons,
	NULL,
	NULL,
	NULL,
    },
    {
	OUTBOX_PERSON_NEW,
	N_("New responsible person"),
	N_("new responsible person"),
	N_("A person entered here is added to the account's register at Allegro a minute later."),
	"user",
	&about_person,
	NULL,
	NULL,
	register_reasons,
	NULL,
	NULL,
	NULL,
    },
};

static const struct outbox_words *find(const char *kind)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (str_eq(rows[i].kind, kind))
			return &rows[i];
	return NULL;
}

static const char *plain_text(const struct fmt *f UNUSED, const char *id)
{
	return id;
}

struct outbox_words outbox_words(const char *kind)
{
	static const struct outbox_thing thing = {N_("About"), plain_text, NULL};
	const struct outbox_words *row = find(kind);

	if (!row)
		return (struct outbox_words){kind, kind, kind, "", .icon = "dot", .thing = &thing};
	struct outbox_words out = *row;
	out.name = _(row->name);
	out.noun = _(row->noun);
	out.about = _(row->about);
	out.title = row->title ? _(row->title) : NULL;
	out.label = row->label ? _(row->label) : NULL;
	out.button = row->button ? _(row->button) : NULL;
	return out;
}

const char *outbox_value(const struct fmt *f, const char *kind, const char *value)
{
	const struct outbox_words *row = find(kind);

	if (row && str_eq(kind, OUTBOX_OFFER_EDIT))
		return offer_edit_words(f, value);
	if (row && row->show && value)
		return row->show(f, value);
	if (row && row->values == offer_group_labels)
		return offer_term_words(f, kind, value);
	return row && row->values ? label_text(row->values, value) : str_or(value, "");
}

const char *outbox_value_head(const struct fmt *f, const char *kind, const char *value)
{
	enum { CHARS = 40 };
	const char *text = outbox_value(f, kind, value);
	const char *head = str_head(f->mem, text, CHARS);

	return str_eq(head, text) ? text : mem_printf(f->mem, "%s…", head);
}

/* ---- Subjects -------------------------------------------------------------------------------- */

const char *outbox_subject_text(const struct fmt *f, const char *kind, const char *subject)
{
	return outbox_words(kind).thing->text(f, subject);
}

const char *outbox_subject_url(const struct fmt *f, const char *kind, const char *subject)
{
	const struct outbox_thing *thing = outbox_words(kind).thing;

	return thing->url ? thing->url(f->mem, subject) : NULL;
}

const char *outbox_kind_of_subject(const char *subject, const char **id)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const char *type = outbox_kind_find(rows[i].kind)->subject;
		size_t n = strlen(type);

		if (!str_starts(subject, type) || subject[n] != ':')
			continue;
		*id = subject + n + 1;
		return rows[i].kind;
	}
	return NULL;
}

/* ---- Reasons --------------------------------------------------------------------------------- */

const char *outbox_reason_text(const char *kind, const char *reason)
{
	const struct outbox_words *row = find(kind);

	for (const struct label *l = row ? row->reasons : NULL; l && l->word; l++)
		if (str_eq(l->word, reason))
			return _(l->text);
	return label_text(outbox_reasons, reason);
}

/* ---- The audit trail ------------------------------------------------------------------------- */

/* What becomes of a change, whatever its kind; the rest of its life is told by its steps alone. */
static const struct label events[] = {
    {"decided", N_("decided"), "info", ""},
    {"undone", N_("undone"), "mute", ""},
    {"dropped", N_("discarded"), "mute", ""},
    {"replaced", N_("replaced by a newer decision"), "mute", ""},
    {"released", N_("sent anyway"), "", ""},
    {"overtaken", N_("no longer needed"), "mute", ""},
    {"confirmed", N_("set at Allegro"), "ok", ""},
    {"changed", N_("held, changed at Allegro"), "warn", ""},
    {"blocked", N_("held, not allowed by Allegro"), "warn", ""},
    {"expired", N_("held, too old to be sent without asking"), "warn", ""},
    {"doubted", N_("held, needs a decision"), "warn", ""},
    {"refused", N_("rejected by Allegro"), "bad", ""},
    {0},
};

/* The row of "kind.event", and the event. */
static const struct outbox_words *find_action(const char *action, const char **event)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		size_t n = strlen(rows[i].kind);

		if (!str_starts(action, rows[i].kind) || action[n] != '.')
			continue;
		*event = action + n + 1;
		return &rows[i];
	}
	return NULL;
}

struct label outbox_action_label(const struct fmt *f, const char *action)
{
	const char *event;
	const struct outbox_words *row = find_action(action, &event);

	if (!row)
		return (struct label){action, NULL, "", ""};
	struct label label = label_of(events, event);
	label.text = mem_printf(f->mem, "%s: %s", _(row->noun), label.text);
	label.icon = row->icon;
	return label;
}

const char *outbox_kind_of_action(const char *action)
{
	const char *event;
	const struct outbox_words *row = find_action(action, &event);

	return row ? row->kind : NULL;
}
