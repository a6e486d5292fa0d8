#ifndef SANDBOX_OFFERS_FEES_H
#define SANDBOX_OFFERS_FEES_H

/* Resources about offers that change none. */

#include "server/http.h"

void fees_preview(struct exchange *x);

extern const char *const unfilled_query[];
void offers_unfilled(struct exchange *x);

#endif
