/* Users as pages show them. */
#include "users/user_view.h"

#include "base/compiler.h"
#include "base/str.h"
#include "panel.h"
#include "tpl/users/list.h"
#include "web/form.h"
#include "web/i18n.h"
#include "web/session.h"

static const char *const hints[ROLE_COUNT] = {
    [ROLE_VIEWER] = N_("sees orders without e-mail addresses, changes nothing"),
    [ROLE_PACKER] = N_("orders to send: names, addresses and items, without amounts"),
    [ROLE_SELLER] = N_("orders and problems"),
    [ROLE_ADMINISTRATOR] = N_("everything, with accounts and users"),
};

static const char *const fault_texts[] = {
    [PASSWORD_GOOD] = "",
    [PASSWORD_SHORT] = N_("The password needs at least 12 characters. A sentence is easy to "
			  "remember."),
    [PASSWORD_LONG] = N_("The password may have 128 characters at most."),
    [PASSWORD_COMMON] = N_("This password is on the lists attackers try first. Choose another."),
    [PASSWORD_LOGIN] = N_("The password must not be the login."),
};

const char *new_password_fault(const struct request *rq, const char *login)
{
	const char *password = form_text(rq->form, "password");
	enum password_fault fault = password_judge(password, login);

	if (fault)
		return _(fault_texts[fault]);
	return str_eq(password, form_text(rq->form, "repeat"))
		   ? ""
		   : _("The two passwords differ. Type them again.");
}

const char *new_password_hash(struct request *rq)
{
	return user_hash_password(rq, panel_of(rq)->slots, form_text(rq->form, "password"));
}

void role_options(struct tpl *t, const char *section, const char *current)
{
	for (enum role role = ROLE_VIEWER; role < ROLE_COUNT; role++) {
		struct tpl *option = tpl_add(t, section);
		tpl_set(option, T_ROLE, role_name(role));
		tpl_set(option, T_ROLE_LABEL, role_label(role));
		tpl_set(option, T_ROLE_HINT, _(hints[role]));
		if (str_eq(role_name(role), current))
			tpl_show(option, T_IF_SELECTED);
	}
}
