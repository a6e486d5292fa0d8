/* The kinds "allegro-rule" and "allegro-rule-delete" at Allegro (FACTS 9.5). */
#include "allegro/resource.h"
#include "base/mem.h"
#include "domain/outbox/outbox_kinds.h"
#include "domain/outbox/outbox_remote.h"
#include "domain/pricing/auto_rule.h"
#include "domain/terms/terms.h"

static bool deletes(const struct outbox_intent *i)
{
	return str_eq(i->kind, OUTBOX_ALLEGRO_RULE_DELETE);
}

/* Of a rule that is to be made its address has no id. */
static struct allegro_call call_of(const struct outbox_intent *i, struct bytes body)
{
	if (deletes(i))
		return (struct allegro_call){.op = OP_PRICE_RULE_DELETE, .id = i->subject};
	if (auto_rule_is_new(i->subject))
		return (struct allegro_call){.op = OP_PRICE_RULE_NEW, .body = body};
	return (struct allegro_call){.op = OP_PRICE_RULE_SET, .id = i->subject, .body = body};
}

static const char *head(void *mem, const struct outbox_command *c)
{
	const struct allegro_call call = call_of(c->rows, (struct bytes){0});

	return resource_head(mem, call.op, str_or(call.id, ""));
}

static const char *body(void *mem, const struct outbox_intent *rows, size_t n UNUSED)
{
	struct auto_rule r;

	if (deletes(rows))
		return "";
	auto_rule_text_read(mem, rows->after, &r);
	return auto_rule_is_new(rows->subject) ? auto_rule_body(mem, &r)
					       : auto_rule_put_body(mem, &r);
}

/* Somebody else was quicker to delete it: it is as it was wanted. */
static enum rc send(struct allegro *api, void *mem, const struct outbox_command *c,
		    struct allegro_receipt *out, struct err *e)
{
	const struct allegro_call call = call_of(c->rows, c->body);

	if (allegro_push(api, mem, &call, out, e) && e->meaning == MEANING_GONE && deletes(c->rows))
		err_clear(e);
	return e->rc;
}

/* ---- What became of it ----------------------------------------------------------------------- */

/* The one rule that the intent is about: by its id, or of a new one by its name. NULL: none. */
static const struct term *find(const struct outbox_intent *i, const char *name,
			       const struct resource_page *page)
{
	const struct term *at = page->items;

	for (size_t k = 0; k < page->n; k++)
		if (auto_rule_is_new(i->subject) ? str_eq(at[k].name, name)
						 : str_eq(at[k].id, i->subject))
			return &at[k];
	return NULL;
}

/* What is not there. A list of which something could not be read may have it after all; after a yes
 * it is there, whatever the list shows already. */
static enum outbox_event absence(const struct outbox_intent *i, const struct resource_page *page)
{
	if (page->unread)
		return OUTBOX_UNCLEAR;
	if (deletes(i))
		return OUTBOX_CONFIRMED;
	if (!auto_rule_is_new(i->subject))
		return OUTBOX_CHANGED;
	return str_eq(i->reason, outbox_reason_names[OUTBOX_BECAUSE_ACCEPTED]) ? OUTBOX_UNCLEAR
									       : OUTBOX_ABSENT;
}

/* Has another rule the name that this one is to get? Then Allegro refuses it for ever. */
static bool is_taken(const struct outbox_intent *i, const char *name,
		     const struct resource_page *page)
{
	const struct term *at = page->items;

	for (size_t k = 0; k < page->n; k++)
		if (str_eq(at[k].name, name) && !str_eq(at[k].id, i->subject))
			return true;
	return false;
}

/* Of one that is there. */
static void compare(void *mem, const struct outbox_intent *i, const struct auto_rule *shown,
		    bool taken, struct outbox_finding *out)
{
	out->value = auto_rule_text(mem, shown);
	if (str_eq(out->value, i->after))
		out->event = OUTBOX_CONFIRMED;
	else if (auto_rule_is_new(i->subject))
		out->event = OUTBOX_CHANGED;
	else
		out->event = taken ? OUTBOX_REFUSED : OUTBOX_ABSENT;
	if (out->event == OUTBOX_REFUSED)
		out->problem = "another rule has this name";
}

static enum rc ask(struct allegro *api, void *mem, const struct outbox_command *c,
		   struct outbox_finding *out, struct err *e)
{
	const struct outbox_intent *i = c->rows;
	const struct resource_query all = {.from = TIME_NONE, .to = TIME_NONE};
	struct resource_page page;
	struct auto_rule wanted, shown;

	auto_rule_text_read(mem, i->after, &wanted);
	if (resource_list(api, mem, &term_resources[TERM_PRICING], &all, &page, e))
		return e->rc;
	const struct term *t = find(i, wanted.name, &page);
	if (!t) {
		*out = (struct outbox_finding){.event = absence(i, &page), .value = i->after};
		return RC_OK;
	}
	if (deletes(i) || auto_rule_read(mem, t->raw, &shown, e)) {
		err_clear(e);
		*out = (struct outbox_finding){.event = deletes(i) ? OUTBOX_ABSENT : OUTBOX_UNCLEAR,
					       .value = t->name};
		return RC_OK;
	}
	compare(mem, i, &shown, is_taken(i, wanted.name, &page), out);
	return RC_OK;
}

static enum rc land(struct db *db, const struct outbox_intent *i, int64_t *landed, struct err *e)
{
	*landed = TIME_NONE;
	return terms_renew_within(db, i->account_id, e);
}

extern const struct outbox_remote outbox_allegro_rule_remote;
extern const struct outbox_remote outbox_allegro_rule_delete_remote;
#define REMOTE                                                                                     \
	{                                                                                          \
		.at_once = 1, .head = head, .body = body, .send = send, .ask = ask, .land = land   \
	}
const struct outbox_remote outbox_allegro_rule_remote = REMOTE;
const struct outbox_remote outbox_allegro_rule_delete_remote = REMOTE;
