/* The tabs of "Settings". */
#include "common/settings_nav.h"

#include "common/list.h"
#include "urls.h"

static const struct {
	const char *name;
	const char *url;
} pages[SETTINGS_PAGES] = {
    [SETTINGS_USERS] = {N_("Users"), url_settings_users()},
    [SETTINGS_AUDIT] = {N_("Audit trail"), url_audit()},
    [SETTINGS_PRIVACY] = {N_("Personal data"), url_settings_privacy()},
};

void settings_nav(struct tpl *t, const char *marker, enum settings_page current)
{
	t = tabs_open(t, marker, _("Settings"));
	for (int i = 0; i < SETTINGS_PAGES; i++)
		(void)tabs_add(t, _(pages[i].name), pages[i].url, i == (int)current);
}
