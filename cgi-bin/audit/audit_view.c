/* Entries of the trail in words, and what the chain says about them. */
#include "audit/audit_view.h"

#include <string.h>

#include "accounts/account_view.h"
#include "base/mem.h"
#include "base/str.h"
#include "common/once.h"
#include "common/settings_nav.h"
#include "domain/outbox/outbox_kind.h"
#include "outbox/outbox_words.h"
#include "tpl/audit/list.h"
#include "urls.h"

const char *const audit_areas[] = {OUTBOX_KIND_NAMES "user",
				   "account",
				   "order",
				   "orders",
				   "database",
				   "buyer",
				   "retention",
				   "category",
				   "plan",
				   NULL};

static const struct label area_labels[] = {
    {"user", N_("users"), "", ""},
    {"account", N_("accounts"), "", ""},
    {"order", N_("single orders"), "", ""},
    {"orders", N_("fetching orders"), "", ""},
    {"database", N_("database"), "", ""},
    {"buyer", N_("erasure of buyers"), "", ""},
    {"retention", N_("personal data due for deletion"), "", ""},
    {"category", N_("Allegro's categories"), "", ""},
    {"plan", N_("mass changes of offers"), "", ""},
    {"terms", N_("terms of sale"), "", ""},
    {0},
};

/* An action without a row here is shown by its own name. */
static const struct label action_labels[] = {
    {"user.created", N_("user created"), "ok", "user"},
    {"user.role", N_("role changed"), "warn", "user"},
    {"user.disabled", N_("user disabled"), "bad", "user"},
    {"user.enabled", N_("user enabled"), "ok", "user"},
    {"user.password", N_("password set"), "", "key"},
    {"terms.chosen", N_("terms of sale chosen"), "", "settings"},
    {"terms.wanted", N_("terms of sale requested again"), "", "refresh"},
    {"user.link", N_("one-time link created"), "", "key"},
    {"user.login", N_("signed in with a link"), "", "key"},
    {"listing.begun", N_("listing of products begun"), "", "gift"},
    {"listing.stopped", N_("listing of products stopped"), "", "pause"},
    {"listing.given-up", N_("listing of products given up"), "", "pause"},
    {"listing.resumed", N_("listing of products goes on"), "", "gift"},
    {"offer.left", N_("difference of an offer left as it is"), "", "ok"},
    {"offer.flow", N_("rules of what follows the product changed"), "", "ok"},
    {"offer.linked", N_("product of an offer chosen"), "", "ok"},
    {"offer.taken", N_("change by another program agreed to"), "", "ok"},
    {"offer.undone", N_("change by another program taken back"), "", "return"},
    {"offer.muted", N_("changes by other programs no longer shown"), "", "ok"},
    {"offer.wanted", N_("offer requested again"), "", "refresh"},
    {"mapping.retry", N_("a refused value let through again"), "", "refresh"},
    {"category.used", N_("parameters of a category requested"), "", "refresh"},
    {"account.credentials", N_("application keys saved"), "warn", "key"},
    {"account.connected", N_("account connected"), "ok", "plug"},
    {"account.disconnected", N_("account disconnected"), "bad", "plug"},
    {"account.refused", N_("account access ended by Allegro"), "bad", "plug"},
    {"account.checked", N_("account checked"), "", "plug"},
    {"account.writer", N_("writing to Allegro switched on or off"), "warn", "settings"},
    {"orders.gap", N_("gap in the journal of orders"), "warn", "orders"},
    {"order.erased", N_("personal data erased"), "mute", "cross"},
    {"order.stopped", N_("parcel of a cancelled order dealt with"), "", "cancelled"},
    {"order.note", N_("note added to an order"), "", "message"},
    {"order.tag", N_("tag added to an order"), "", "flag"},
    {"order.untag", N_("tag removed from an order"), "", "flag"},
    {"view.saved", N_("view of the orders saved"), "", "filter"},
    {"view.shared", N_("view of the orders shared with all"), "", "filter"},
    {"view.renamed", N_("view of the orders renamed"), "", "filter"},
    {"view.removed", N_("view of the orders deleted"), "", "filter"},
    {"order.retry", N_("order read again"), "", "refresh"},
    {"order.leave-out", N_("field left out of an order"), "warn", "warn"},
    {"plan.made", N_("mass change of offers prepared"), "", "tag"},
    {"plan.started", N_("mass change of offers started"), "", "tag"},
    {"plan.approved", N_("mass change of offers agreed to"), "warn", "tag"},
    {"plan.stopped", N_("mass change of offers stopped"), "warn", "pause"},
    {"plan.resumed", N_("mass change of offers taken up again"), "", "tag"},
    {"plan.ended", N_("mass change of offers finished"), "ok", "tag"},
    {"database.accept_restore", N_("restored database accepted"), "warn", "warn"},
    {"buyer.erase", N_("erasure of a buyer requested"), "mute", "cross"},
    {"retention.erased", N_("data due for deletion erased"), "mute", "cross"},
    {0},
};

/* --- Entries ---------------------------------------------------------------------------------- */

const char *audit_subject_url(void *owner, const char *subject)
{
	const struct url_arg arg = {"subject", subject};

	return url_with(owner, url_audit(), &arg, 1);
}

/* Where to look at what an entry is about; NULL: nowhere. */
static const char *thing_url(const struct fmt *f, const char *subject)
{
	const char *id = strchr(subject, ':');

	if (!id || !str_is_id(++id))
		return NULL;
	const char *kind = outbox_kind_of_subject(subject, &id);
	if (kind)
		return outbox_subject_url(f, kind, id);
	if (str_starts(subject, "account:"))
		return url_accounts_id(f->mem, id);
	if (str_starts(subject, "plan:"))
		return url_plans_id(f->mem, id);
	return str_starts(subject, "user:") ? url_settings_users() : NULL;
}

/* What is written to Allegro by its short name; the whole id is in the link's title. */
static const char *subject_text(const struct fmt *f, const struct trail_row *row)
{
	const char *subject = row->entry.subject;
	const char *id;
	const char *kind = outbox_kind_of_subject(subject, &id);

	if (row->subject_name)
		return str_starts(subject, "user:") ? once_person(f, row->subject_name)
						    : row->subject_name;
	if (kind)
		return outbox_subject_text(f, kind, id);
	if (str_starts(subject, "environment:"))
		return _(environment_label_of(subject + strlen("environment:"))->name);
	return str_starts(subject, "database:") ? _("database") : subject;
}

static void fill_subject(struct tpl *t, const struct fmt *f, const struct trail_row *row)
{
	const char *subject = row->entry.subject;
	const char *url = thing_url(f, subject);
	struct tpl *part = tpl_add(t, url ? T_LINKED : T_PLAIN);

	if (url)
		tpl_set(part, T_URL, url);
	tpl_set(part, T_SUBJECT, subject_text(f, row));
	tpl_set(part, T_SUBJECT_ID, subject);
	tpl_set(t, T_SUBJECT_URL, audit_subject_url(f->mem, subject));
}

static const struct label value_labels[] = {
    {"setup", N_("for the first administrator"), "", ""},
    {"invite", N_("for an invitation"), "", ""},
    {"reset", N_("for a new password"), "", ""},
    {"login", N_("for signing in"), "", ""},
    {0},
};

/* "order-status armed": a switch, and where it stands. */
static const char *switch_text(const struct fmt *f, const char *value)
{
	const char *space = strchr(str_or(value, ""), ' ');

	if (!space)
		return value;
	const char *kind = mem_strndup(f->mem, value, (size_t)(space - value));
	return mem_printf(f->mem, "%s: %s", outbox_words(kind).noun,
			  str_eq(space + 1, "armed") ? _("on") : _("off"));
}

/* The trail keeps words of programs; people read theirs. */
static const char *value_text(const struct fmt *f, const struct audit_entry *entry,
			      const char *value)
{
	const char *kind = outbox_kind_of_action(entry->action);

	if (kind)
		return outbox_value(f, kind, value);
	if (str_eq(entry->action, "account.writer"))
		return switch_text(f, value);
	if (str_eq(entry->action, "user.link") || str_eq(entry->action, "user.login"))
		return label_text(value_labels, value);
	return value;
}

static void fill_values(struct tpl *t, const struct fmt *f, const struct audit_entry *entry)
{
	if (!entry->before && !entry->after)
		return;
	t = tpl_add(t, T_CHANGE);
	tpl_set_shown(t, T_BEFORE, value_text(f, entry, entry->before), T_IF_BEFORE);
	tpl_set(t, T_AFTER, entry->after ? value_text(f, entry, entry->after) : _("nothing"));
}

static void fill_row(struct tpl *t, const struct fmt *f, const struct trail_row *row)
{
	const struct audit_entry *entry = &row->entry;
	struct label label = outbox_action_label(f, entry->action);

	if (!label.text)
		label = label_of(action_labels, entry->action);
	tpl_set(t, T_ID, fmt_id(f, entry->id));
	FMT_TIME(t, f, AT, fmt_when(f, entry->at), entry->at);
	tpl_set(t, T_ACTOR, once_person(f, entry->actor));
	tpl_set(t, T_ACTOR_LOGIN, entry->actor);
	tpl_set(t, T_ACTION, label.text);
	tpl_set(t, T_ACTION_NAME, entry->action);
	tpl_set(t, T_TONE, label.tone);
	tpl_set(t, T_ICON, str_empty(label.icon) ? "dot" : label.icon);
	fill_subject(t, f, row);
	fill_values(t, f, entry);
	tpl_set_shown(t, T_REQUEST, entry->request_id, T_IF_REQUEST);
	tpl_set_shown(t, T_TRACE, entry->trace_id, T_IF_TRACE);
}

/* --- The chain -------------------------------------------------------------------------------- */

static const char *sealed_text(const struct fmt *f, const struct chain_head *head)
{
	if (!head->seal_id)
		return _("Nothing is sealed yet: keep-house does it every minute.");
	return mem_printf(f->mem, _("Sealed up to entry %s, %s."),
			  fmt_int(f, (int64_t)head->last_id), fmt_when(f, head->at));
}

static const char *checked_text(const struct fmt *f, const struct chain_check *check)
{
	if (check->at == TIME_NONE)
		return _("Not verified yet: this happens every night.");
	if (check->fault)
		return mem_printf(f->mem,
				  _("Verified %s: the audit trail was changed outside Kram. Run "
				    "kramctl audit verify on the server."),
				  fmt_when(f, check->at));
	return mem_printf(f->mem, _("Verified %s: %s entries, none altered or missing."),
			  fmt_when(f, check->at), fmt_int(f, (int64_t)check->leaves));
}

static void fill_chain(struct tpl *t, const struct fmt *f, const struct audit_page *p)
{
	tpl_set(t, T_CHAIN_TONE, p->check.fault ? "bad" : "info");
	tpl_set(t, T_CHAIN_ICON, p->check.fault ? "bad" : "ok");
	tpl_set(t, T_SEALED, sealed_text(f, &p->head));
	tpl_set(t, T_CHECKED, checked_text(f, &p->check));
	tpl_set_shown(t, T_FAULT, p->check.fault, T_IF_FAULT);
	if (p->head.seal_id)
		tpl_set_shown(t, T_HEAD, p->head.hash, T_IF_HEAD);
}

/* --- The page --------------------------------------------------------------------------------- */

/* Kinds of writes have words of their own. */
static size_t area_choices(struct choice *out)
{
	size_t n = 0;

	for (; audit_areas[n]; n++)
		out[n] =
		    (struct choice){audit_areas[n], outbox_kind_find(audit_areas[n])
							? outbox_words(audit_areas[n]).noun
							: label_text(area_labels, audit_areas[n])};
	return n;
}

static void fill_filters(struct tpl *t, const struct query *q)
{
	struct choice areas[COUNT_OF(audit_areas)];
	const struct list_filter filters[] = {
	    {"actor", N_("Who"), .hint = N_("name or login")},
	    {"area", N_("What"), .choices = areas, .n_choices = area_choices(areas)},
	    {"subject", N_("About"), .hint = "order:…"},
	    {"from", .name = N_("From")},
	    {"until", .name = N_("Until")},
	};

	list_filters(t, T_FILTERS, q, filters, COUNT_OF(filters));
	if (query_is_narrow(q) || query_is_later(q))
		tpl_show(t, T_IF_NARROW);
}

void audit_fill(struct tpl *t, const struct fmt *f, const struct audit_page *p)
{
	static const struct list_view view = {.empty_title = N_("Nothing has been changed yet")};
	struct pager pager = {.older = p->trail.next ? fmt_id(f, p->trail.next) : NULL};

	settings_nav(t, T_NAV, SETTINGS_AUDIT);
	fill_chain(t, f, p);
	fill_filters(t, &p->query);
	if (!p->trail.n) {
		list_nothing(t, T_EMPTY, &p->query, &view);
		return;
	}
	list_pager(t, T_PAGER, &p->query, &pager);
	t = tpl_add(t, T_IF_ROWS);
	for (size_t i = 0; i < p->trail.n; i++)
		fill_row(tpl_add(t, T_ROW), f, &p->trail.rows[i]);
}
