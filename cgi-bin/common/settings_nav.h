#ifndef COMMON_SETTINGS_NAV_H
#define COMMON_SETTINGS_NAV_H

/* The pages under "Settings". */

#include "web/template.h"

enum settings_page { SETTINGS_USERS, SETTINGS_AUDIT, SETTINGS_PRIVACY, SETTINGS_PAGES };

/* Include the tabs at this marker. */
void settings_nav(struct tpl *t, const char *marker, enum settings_page current);

#endif
