/* Allegro's price rules: judged, kept as texts, looked at before something is done to one. */
#include "domain/pricing/auto_rule.h"

#include "base/mem.h"
#include "base/secret.h"
#include "domain/outbox/outbox_kinds.h"
#include "domain/terms/terms.h"

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

enum { SUBJECT_BYTES = 16, LINES = 3 };
#define NEW "new-" /* no id of Allegro's begins like this */

/* ---- Judging --------------------------------------------------------------------------------- */

static size_t characters(const char *s)
{
	return u8_mbsnlen((const uint8_t *)s, strlen(s));
}

const char *auto_rule_fault(const struct auto_rule *r)
{
	if (str_empty(r->name) || characters(r->name) > AUTO_RULE_NAME_MAX)
		return "name";
	return auto_rule_type_of(r->type) == AUTO_RULE_TYPES ? "type" : NULL;
}

bool auto_rule_needs_range(const char *type)
{
	return !str_eq(type, auto_rule_type_names[AUTO_RATE]);
}

/* ---- Texts ----------------------------------------------------------------------------------- */

const char *auto_rule_text(void *mem, const struct auto_rule *r)
{
	return mem_printf(mem, "%s\n%s\n%s", r->name, r->type, auto_rule_change(mem, r));
}

void auto_rule_text_read(void *mem, const char *text, struct auto_rule *out)
{
	const char *lines[LINES] = {"", "", ""};
	const char *at = str_or(text, "");

	for (size_t i = 0; i < LINES; i++) {
		const size_t n = strcspn(at, "\n");
		lines[i] = mem_strndup(mem, at, n);
		at += n + (at[n] == '\n');
	}
	*out = (struct auto_rule){.name = lines[0], .type = lines[1]};
	(void)auto_rule_change_read(mem, lines[2], out);
}

const char *auto_rule_subject(void *mem, uint64_t account_id, const char *name)
{
	uint8_t hash[SECRET_HASH_BYTES];
	const char *out = mem_printf(mem, NEW "%llu-", (unsigned long long)account_id);

	secret_hash(name, hash);
	for (size_t i = 0; i < SUBJECT_BYTES; i++)
		out = mem_printf(mem, "%s%02x", out, hash[i]);
	return out;
}

bool auto_rule_is_new(const char *subject)
{
	return str_starts(subject, NEW);
}

/* ---- Looking --------------------------------------------------------------------------------- */

static enum rc look_at_name(struct db *db, void *mem, const char *subject, struct act_thing *out,
			    struct err *e)
{
	struct term_name *names = NULL;
	size_t n = 0;

	out->account_id = strtoull(subject + strlen(NEW), NULL, 10);
	if (term_names(db, mem, out->account_id, TERM_PRICING, &names, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++)
		if (str_eq(auto_rule_subject(mem, out->account_id, names[i].name), subject))
			out->obstacle = "exists";
	return RC_OK;
}

static enum rc look_at_rule(struct db *db, void *mem, const struct act_subject *s,
			    struct act_thing *out, struct err *e)
{
	struct auto_rule_row row;

	if (auto_rule_find(db, mem, s->account_id, s->id, &row, e))
		return e->rc;
	out->account_id = row.account_id;
	if (row.is_default)
		out->obstacle = "default";
	else if (str_eq(s->kind, OUTBOX_ALLEGRO_RULE_DELETE) && row.offers)
		out->obstacle = "in-use";
	return RC_OK;
}

enum rc auto_rule_look(struct db *db, void *mem, const struct act_subject *s, struct act_thing *out,
		       struct err *e)
{
	struct term_list list;

	*out = (struct act_thing){.read_at = TIME_NONE};
	if (auto_rule_is_new(s->id) ? look_at_name(db, mem, s->id, out, e)
				    : look_at_rule(db, mem, s, out, e))
		return e->rc;
	if (term_list(db, mem, out->account_id, TERM_PRICING, &list, e))
		return e->rc;
	out->read_at = list.read_at;
	if (list.read_at == TIME_NONE)
		out->obstacle = "unread";
	return RC_OK;
}
OUTBOX_ACT(allegro_rule, auto_rule_look);
OUTBOX_ACT(allegro_rule_delete, auto_rule_look);
