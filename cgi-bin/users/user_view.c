/* Users as pages show them. */
#include "users/user_view.h"

#include "base/compiler.h"
#include "base/str.h"
#include "tpl/users/list.h"
#include "web/i18n.h"

static const struct {
	const char *role;
	const char *label;
	const char *hint;
} labels[] = {
    {"viewer", N_("Viewer"), N_("sees everything, changes nothing")},
    {"packer", N_("Packer"), N_("orders and their packing slips")},
    {"seller", N_("Seller"), N_("orders and problems")},
    {"administrator", N_("Administrator"), N_("everything, with accounts and users")},
};

static const char *const fault_texts[] = {
    [PASSWORD_GOOD] = "",
    [PASSWORD_SHORT] = N_("The password needs at least 12 characters. A sentence is easy to "
			  "remember."),
    [PASSWORD_LONG] = N_("The password may have 128 characters at most."),
    [PASSWORD_COMMON] = N_("This password is on the lists attackers try first. Choose another."),
    [PASSWORD_LOGIN] = N_("The password must not be the login."),
};

const char *password_fault_text(const char *password, const char *repeat, const char *login)
{
	enum password_fault fault = password_judge(password, login);

	if (fault)
		return _(fault_texts[fault]);
	return str_eq(password, repeat) ? "" : _("The two passwords differ. Type them again.");
}

void role_options(struct tpl *t, const char *section, const char *current)
{
	for (size_t i = 0; i < COUNT_OF(labels); i++) {
		struct tpl *option = tpl_add(t, section);
		tpl_set(option, T_ROLE, labels[i].role);
		tpl_set(option, T_ROLE_LABEL, _(labels[i].label));
		tpl_set(option, T_ROLE_HINT, _(labels[i].hint));
		if (str_eq(labels[i].role, current))
			tpl_show(option, T_IF_SELECTED);
	}
}
