/* The first page. */
#include "panel.h"
#include "urls.h"

enum rc pg_home(struct request *rq, struct err *e)
{
	(void)e;
	return redirect(rq, url_help_shortcuts());
}
