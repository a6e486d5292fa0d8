#ifndef TERMS_REGISTER_VIEW_H
#define TERMS_REGISTER_VIEW_H

#include "common/format.h"
#include "domain/accounts/account.h"
#include "domain/registers/register.h"

/* What a form about a new entry says. */
struct register_form {
	uint64_t account_id;
	unsigned kind; /* of register_kind_names */
	const char *batch;
	struct term t;
};
enum { REGISTER_PRODUCER, REGISTER_PERSON, REGISTER_KINDS };
extern const char *const register_kind_names[REGISTER_KINDS + 1];
static inline enum term_kind register_form_kind(const struct register_form *form)
{
	return form->kind == REGISTER_PERSON ? TERM_PERSON : TERM_PRODUCER;
}

struct register_page {
	const struct account *account;
	struct register_form form;
	struct acts acts;
	struct act_thing thing;
	struct outbox_batch undo;
	const char *fault;   /* register_fault() of what was typed; NULL: none */
	const char *problem; /* another one, in words; NULL: none */
};
void register_fill(struct tpl *t, const struct fmt *f, const struct register_page *page);

#endif
