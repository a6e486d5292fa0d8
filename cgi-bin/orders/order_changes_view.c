/* Changes of fields as sentences. */
#include "orders/order_changes_view.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "orders/order_labels.h"

/* A part of the order that is told by its name only. */
enum part {
	PART_NONE,
	PART_ADDRESS,
	PART_BUYER,
	PART_INVOICE,
	PART_PAYMENT,
	PART_DELIVERY,
	PART_MESSAGE,
	PART_NOTE,
	PART_COUNT
};

static const struct {
	const char *name;
	const char *icon;
} parts[PART_COUNT] = {
    [PART_ADDRESS] = {N_("delivery address"), "pin"},
    [PART_BUYER] = {N_("buyer data"), "user"},
    [PART_INVOICE] = {N_("invoice data"), "invoice"},
    [PART_PAYMENT] = {N_("payment"), "card"},
    [PART_DELIVERY] = {N_("delivery"), "truck"},
    [PART_MESSAGE] = {N_("message from the buyer"), "message"},
    [PART_NOTE] = {N_("own note"), "message"},
};

static const struct label sent_labels[] = {
    {"NONE", N_("none of them"), "", ""},
    {"SOME", N_("some of them"), "", ""},
    {"ALL", N_("all of them"), "", ""},
    {0},
};

static const struct label answer_labels[] = {
    {"0", N_("no"), "", ""},
    {"1", N_("yes"), "", ""},
    {0},
};

typedef const char *value_fn(const struct fmt *f, const struct label *labels, const char *value);

static const char *as_words(const struct fmt *f, const struct label *labels, const char *value)
{
	(void)f;
	return label_text(labels, value);
}

static const char *as_text(const struct fmt *f, const struct label *labels, const char *value)
{
	(void)f;
	(void)labels;
	return value;
}

static const char *as_time(const struct fmt *f, const struct label *labels, const char *value)
{
	int64_t ms;

	(void)labels;
	return time_parse_rfc3339(value, &ms) ? fmt_when(f, ms) : value;
}

/* "129.99 PLN", as the history keeps it. */
static const char *as_money(const struct fmt *f, const struct label *labels, const char *value)
{
	const char *blank = strchr(value, ' ');
	struct err e = {0};
	struct money m;

	(void)labels;
	if (!blank)
		return value;
	if (money_parse(mem_strndup(f->mem, value, (size_t)(blank - value)), blank + 1, &m, &e))
		return value;
	return fmt_money(f, m);
}

/* The first rule that fits counts; a star stands for any rest. */
static const struct rule {
	const char *field;
	const char *name; /* of a line with values */
	const char *icon;
	value_fn *value;
	const struct label *labels;
	enum part part; /* instead of a line */
} rules[] = {
    {"status", N_("Order status"), "flag", as_words, order_status_labels, PART_NONE},
    {"fulfillment", N_("Fulfilment"), "truck", as_words, order_fulfillment_labels, PART_NONE},
    {"line_items_sent", N_("Items sent"), "truck", as_words, sent_labels, PART_NONE},
    {"cancelled_at", N_("Delivery cancelled"), "cancelled", as_time, NULL, PART_NONE},
    {"total", N_("Total"), "card", as_money, NULL, PART_NONE},
    {"paid", N_("Paid amount"), "card", as_money, NULL, PART_NONE},
    {"ship_by", N_("Ship by"), "clock", as_time, NULL, PART_NONE},
    {"delivery_method", N_("Delivery method"), "truck", as_text, NULL, PART_NONE},
    {"invoice_required", N_("Invoice requested"), "invoice", as_words, answer_labels, PART_NONE},
    {"item_count", N_("Pieces"), "orders", as_text, NULL, PART_NONE},
    {"packages", N_("Packages"), "orders", as_text, NULL, PART_NONE},
    {"pickup_id", N_("Point"), "pin", as_text, NULL, PART_NONE},
    {.field = "ship_*", .part = PART_ADDRESS},
    {.field = "inv_*", .part = PART_INVOICE},
    {.field = "payment_*", .part = PART_PAYMENT},
    {.field = "pickup_*", .part = PART_DELIVERY},
    {.field = "delivery_*", .part = PART_DELIVERY},
    {.field = "message", .part = PART_MESSAGE},
    {.field = "note", .part = PART_NOTE},
    {.field = "login", .part = PART_BUYER},
    {.field = "email", .part = PART_BUYER},
    {.field = "first_name", .part = PART_BUYER},
    {.field = "last_name", .part = PART_BUYER},
    {.field = "company", .part = PART_BUYER},
    {.field = "personal_identity", .part = PART_BUYER},
    {.field = "phone", .part = PART_BUYER},
    {.field = "street", .part = PART_BUYER},
    {.field = "city", .part = PART_BUYER},
    {.field = "post_code", .part = PART_BUYER},
    {.field = "country", .part = PART_BUYER},
};

static bool fits(const struct rule *rule, const char *field)
{
	size_t len = strcspn(rule->field, "*");

	return strncmp(rule->field, field, len) == 0 && (rule->field[len] || !field[len]);
}

static const struct rule *rule_of(const char *field)
{
	for (size_t i = 0; i < COUNT_OF(rules); i++)
		if (fits(&rules[i], str_or(field, "")))
			return &rules[i];
	return NULL;
}

static const char *value_text(const struct fmt *f, const struct rule *rule, const char *value)
{
	return str_empty(value) ? "" : rule->value(f, rule->labels, value);
}

/* Who did it, when the name of a job says less than what it speaks for. */
static const char *actor_text(const char *actor)
{
	return str_eq(actor, "poll-orders") ? "Allegro" : actor;
}

static void add_line(const struct fmt *f, struct order_change_entry *entry, const struct rule *rule,
		     const struct order_change *change)
{
	const char *after = value_text(f, rule, change->after);

	entry->lines[entry->n_lines++] = (struct order_change_line){
	    .name = _(rule->name),
	    .before = value_text(f, rule, change->before),
	    .after = *after ? after : _("nothing"),
	};
	if (!entry->icon)
		entry->icon = rule->icon;
}

/* "delivery address, buyer data"; "" for none. */
static const char *parts_text(const struct fmt *f, const bool seen[PART_COUNT])
{
	const char *out = "";

	for (int i = PART_NONE + 1; i < PART_COUNT; i++)
		if (seen[i])
			out = *out ? mem_printf(f->mem, "%s, %s", out, _(parts[i].name))
				   : _(parts[i].name);
	return out;
}

static const char *first_icon(const bool seen[PART_COUNT])
{
	for (int i = PART_NONE + 1; i < PART_COUNT; i++)
		if (seen[i])
			return parts[i].icon;
	return "dot";
}

/* Did the buyer end the purchase with these changes? */
static bool is_completion(const struct order_change *changes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(changes[i].field, "status"))
			return str_eq(changes[i].before, "BOUGHT") &&
			       !str_eq(changes[i].after, "CANCELLED");
	return false;
}

static const char *sentence(const struct fmt *f, const struct order_change_entry *entry,
			    const char *names, const char *frame)
{
	if (*names)
		return mem_printf(f->mem, "%s: %s", frame, names);
	return entry->n_lines == 1 ? entry->lines[0].name : frame;
}

size_t order_changes_together(const struct order_change *changes, size_t n)
{
	size_t i = 0;

	while (i < n && changes[i].at == changes[0].at &&
	       str_eq(changes[i].actor, changes[0].actor))
		i++;
	return i;
}

struct order_change_entry order_changes_entry(const struct fmt *f,
					      const struct order_change *changes, size_t n)
{
	bool seen[PART_COUNT] = {false};
	struct order_change_entry entry = {
	    .actor = actor_text(str_or(changes[0].actor, "")),
	    .lines = mem_array(f->mem, struct order_change_line, n),
	};

	for (size_t i = n; i-- > 0;) {
		const struct rule *rule = rule_of(changes[i].field);
		if (rule && rule->value)
			add_line(f, &entry, rule, &changes[i]);
		else if (rule)
			seen[rule->part] = true;
	}
	const char *frame =
	    is_completion(changes, n) ? _("The buyer completed the purchase") : _("Order changed");
	entry.text = sentence(f, &entry, parts_text(f, seen), frame);
	if (!entry.icon)
		entry.icon = first_icon(seen);
	return entry;
}
