/* Help. */
#include "common/help.h"
#include "tpl/help/shortcuts.h"
#include "web/page.h"

enum rc pg_shortcuts(struct request *rq, struct err *e)
{
	(void)e;
	(void)page_open(rq, TPL_HELP_SHORTCUTS, _("Keyboard shortcuts"));
	return RC_OK;
}
