/* The tabs of "Settings". */
#include "common/settings_nav.h"

#include "tpl/settings/_nav.h"

static const char *const marks[SETTINGS_PAGES] = {
    [SETTINGS_USERS] = T_IN_USERS,
    [SETTINGS_AUDIT] = T_IN_AUDIT,
    [SETTINGS_PRIVACY] = T_IN_PRIVACY,
};

void settings_nav(struct tpl *t, const char *marker, enum settings_page current)
{
	tpl_show(tpl_include(t, marker, TPL_SETTINGS__NAV), marks[current]);
}
