#ifndef USERS_USER_VIEW_H
#define USERS_USER_VIEW_H

/* Users as pages show them. */

#include "domain/users/user.h"
#include "web/request.h"
#include "web/template.h"

/* A new password, typed twice in a form: why it is refused ("": it is not), and its hash. */
#define NEW_PASSWORD_FIELDS                                                                        \
	{"password", .type = FIELD_SECRET, .max = PASSWORD_MAX, .flags = FIELD_REQUIRED},          \
	{                                                                                          \
		"repeat", .type = FIELD_SECRET, .max = PASSWORD_MAX, .flags = FIELD_REQUIRED       \
	}
const char *new_password_fault(const struct request *rq, const char *login) RETURNS_NONNULL;
const char *new_password_hash(struct request *rq) RETURNS_NONNULL;

/* <option>s of a role choice: a round of section per role, the current one selected. */
void role_options(struct tpl *t, const char *section, const char *current);

#endif
