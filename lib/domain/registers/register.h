#ifndef DOMAIN_REGISTERS_REGISTER_H
#define DOMAIN_REGISTERS_REGISTER_H

/*
 * New entries of Allegro's registers of responsible producers and persons (GPSR). A person types
 * one and presses the button; nothing else makes any. Each is an act (outbox_act.h) about the name
 * it is to have in the register of an account: a name that is there already is not entered again,
 * because Allegro has no key against repetition and does not say that names are unique.
 */

#include "allegro/term_api.h"
#include "domain/outbox/outbox_act.h"

/* The kind of write that makes such an entry, and back; TERM_KINDS: it makes none. */
const char *register_kind(enum term_kind kind) RETURNS_NONNULL;
enum term_kind register_term_kind(const char *kind);

/* The texts of an entry without needless blanks, empty ones as NULL. */
void register_tidy(void *mem, struct term *t);

/* The first member Allegro would refuse: "name", "title", "street", "post_code", "city", "country",
 * "union" (a person lives in it), "contact" (neither e-mail nor form), "email", "phone",
 * "form_url", or "length" of all together; NULL: none. Of a tidied entry. Pure. */
const char *register_fault(enum term_kind kind, const struct term *t);

/* An entry as the intent has it: a line each, for people too; and back. */
enum { REGISTER_TEXT_CHARS = 500 /* of outbox.after_value */ };
const char *register_text(void *mem, const struct term *t) RETURNS_NONNULL;
void register_read(void *mem, const char *text, struct term *out);

/* What the act is about: account and name. */
const char *register_subject(void *mem, uint64_t account_id, const char *name) RETURNS_NONNULL;
act_look_fn register_look;

#endif
