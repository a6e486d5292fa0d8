#ifndef USERS_USER_VIEW_H
#define USERS_USER_VIEW_H

/* Users as pages show them. */

#include "domain/users/user.h"
#include "web/template.h"

/* Why a new password is refused, "" when it is not. repeat is what was typed a second time. */
const char *password_fault_text(const char *password, const char *repeat, const char *login);

/* <option>s of a role choice: a round of section per role, the current one selected. */
void role_options(struct tpl *t, const char *section, const char *current);

#endif
