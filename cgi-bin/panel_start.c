/* What the panel makes before it is confined. */
#include "base/mem.h"
#include "panel.h"

/* The locks that bound password hashing stand on directories every installation has. */
enum rc panel_start(struct web *web, void **app, struct err *e)
{
	struct panel *panel = mem_zero(web, struct panel);
	const char *dir = web->conf->templates_dir;
	const char *const paths[HASH_SLOTS] = {dir, mem_printf(panel, "%s/pl", dir)};

	if (hash_slots_open(panel, paths, &panel->slots, e))
		return e->rc;
	*app = panel;
	return RC_OK;
}

struct panel *panel_of(const struct request *rq)
{
	return req_app(rq);
}
