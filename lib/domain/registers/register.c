/* Entries: as they are typed, judged, kept and named. */
#include "domain/registers/register.h"

#include "base/mem.h"
#include "base/secret.h"
#include "domain/terms/terms.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

enum { SUBJECT_BYTES = 16, MEMBERS = 9 };

const char *register_kind(enum term_kind kind)
{
	return kind == TERM_PERSON ? OUTBOX_PERSON_NEW : OUTBOX_PRODUCER_NEW;
}

enum term_kind register_term_kind(const char *kind)
{
	if (str_eq(kind, OUTBOX_PRODUCER_NEW))
		return TERM_PRODUCER;
	return str_eq(kind, OUTBOX_PERSON_NEW) ? TERM_PERSON : TERM_KINDS;
}

/* In the order in which they are read. */
static void members_of(struct term *t, const char **out[MEMBERS])
{
	const char **all[MEMBERS] = {&t->name,	  &t->title, &t->street, &t->post_code, &t->city,
				     &t->country, &t->email, &t->phone,	 &t->form_url};

	memcpy(out, all, sizeof(all));
}

void register_tidy(void *mem, struct term *t)
{
	const char **members[MEMBERS];

	members_of(t, members);
	for (size_t i = 0; i < MEMBERS; i++) {
		const char *tidy = str_squeeze(mem, str_or(*members[i], ""));

		*members[i] = str_empty(tidy) ? NULL : tidy;
	}
}

/* ---- Faults ---------------------------------------------------------------------------------- */

static size_t characters(const char *s)
{
	return s ? u8_mbsnlen((const uint8_t *)s, strlen(s)) : 0;
}

static bool is_country(const char *s)
{
	return strlen(s) == 2 && isupper((unsigned char)s[0]) && isupper((unsigned char)s[1]);
}

/* At least something before and behind the sign; Allegro judges the rest. */
static bool is_email(const char *s)
{
	const char *at = strchr(s, '@');

	return at && at != s && at[1] && !strchr(s, ' ');
}

static bool is_address(const char *s)
{
	return str_starts(s, "https://") || str_starts(s, "http://");
}

static const char *contact_fault(const struct term *t)
{
	if (!t->email && !t->form_url)
		return "contact";
	if (t->email && (!is_email(t->email) || characters(t->email) > PARTY_EMAIL_MAX))
		return "email";
	if (t->form_url && (!is_address(t->form_url) || characters(t->form_url) > PARTY_FORM_MAX))
		return "form_url";
	return characters(t->phone) > PARTY_PHONE_MAX ? "phone" : NULL;
}

const char *register_fault(enum term_kind kind, const struct term *t)
{
	const struct {
		const char *field;
		const char *value;
		size_t most;
	} needed[] = {
	    {"name", t->name, PARTY_NAME_MAX},
	    {"title", t->title, PARTY_TITLE_MAX},
	    {"street", t->street, PARTY_STREET_MAX},
	    {"post_code", t->post_code, PARTY_POST_CODE_MAX},
	    {"city", t->city, PARTY_CITY_MAX},
	};
	size_t all = MEMBERS + characters(t->email) + characters(t->phone) +
		     characters(t->form_url) + characters(t->country);

	for (size_t i = 0; i < COUNT_OF(needed); i++) {
		if (!needed[i].value || characters(needed[i].value) > needed[i].most)
			return needed[i].field;
		all += characters(needed[i].value);
	}
	if (!t->country || !is_country(t->country))
		return "country";
	if (kind == TERM_PERSON && !term_is_in_union(t->country))
		return "union";
	const char *fault = contact_fault(t);
	return fault ? fault : all > REGISTER_TEXT_CHARS ? "length" : NULL;
}

/* ---- The intent ------------------------------------------------------------------------------ */

const char *register_text(void *mem, const struct term *t)
{
	struct term copy = *t;
	const char **members[MEMBERS];
	const char *out = "";

	members_of(&copy, members);
	for (size_t i = 0; i < MEMBERS; i++)
		out = mem_printf(mem, "%s%s%s", out, i ? "\n" : "", str_or(*members[i], ""));
	return out;
}

void register_read(void *mem, const char *text, struct term *out)
{
	const char **members[MEMBERS];
	const char *at = str_or(text, "");

	*out = (struct term){.name = NULL};
	members_of(out, members);
	for (size_t i = 0; i < MEMBERS; i++) {
		const size_t n = strcspn(at, "\n");

		*members[i] = n ? mem_strndup(mem, at, n) : NULL;
		at += n + (at[n] == '\n');
	}
}

const char *register_subject(void *mem, uint64_t account_id, const char *name)
{
	uint8_t hash[SECRET_HASH_BYTES];
	const char *out = mem_printf(mem, "%llu-", (unsigned long long)account_id);

	secret_hash(name, hash);
	for (size_t i = 0; i < SUBJECT_BYTES; i++)
		out = mem_printf(mem, "%s%02x", out, hash[i]);
	return out;
}

/* ---- Looking --------------------------------------------------------------------------------- */

static bool is_there(void *mem, uint64_t account_id, const char *subject,
		     const struct term_name *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(register_subject(mem, account_id, names[i].name), subject))
			return true;
	return false;
}

enum rc register_look(struct db *db, void *mem, const struct act_subject *s, struct act_thing *out,
		      struct err *e)
{
	const uint64_t account_id = strtoull(s->id, NULL, 10);
	const enum term_kind kind = register_term_kind(s->kind);
	struct term_name *names = NULL;
	struct term_list list;
	size_t n = 0;

	if (kind == TERM_KINDS)
		return err_set(e, RC_NOT_FOUND, "%s makes no entry", s->kind);
	if (term_list(db, mem, account_id, kind, &list, e) ||
	    term_names(db, mem, account_id, kind, &names, &n, e))
		return e->rc;
	*out = (struct act_thing){.account_id = account_id, .read_at = list.read_at};
	if (list.read_at == TIME_NONE)
		out->obstacle = "unread";
	else if (is_there(mem, account_id, s->id, names, n))
		out->obstacle = "exists";
	return RC_OK;
}
OUTBOX_ACT(producer_new, register_look);
OUTBOX_ACT(person_new, register_look);
