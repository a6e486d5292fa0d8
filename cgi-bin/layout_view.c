/* What stands around every page. */
#include "panel.h"

void layout_decorate(struct request *rq, struct tpl *layout)
{
	(void)rq;
	(void)layout;
}
