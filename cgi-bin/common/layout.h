#ifndef COMMON_LAYOUT_H
#define COMMON_LAYOUT_H

/* Navigation and banners around every page. */

#include "web/request.h"
#include "web/template.h"

void layout_decorate(struct request *rq, struct tpl *layout);

#endif
