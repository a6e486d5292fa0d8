#ifndef WEB_I18N_H
#define WEB_I18N_H

/* The language of a request: what its browser prefers. Texts: base/i18n.h. */

#include "base/i18n.h"

/* Best language for an Accept-Language header (NULL allowed): the highest q we speak. */
enum lang lang_negotiate(const char *accept_language);

#endif
