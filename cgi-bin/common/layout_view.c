/* What stands around every page: where one is, and which Allegro this is about. */
#include "common/once.h"
#include "common/layout.h"
#include "base/str.h"
#include "domain/accounts/account.h"
#include "common/pulse.h"
#include "tpl/layout/_pulse.h"
#include "tpl/layout/base.h"

/* The longest prefix that fits marks an entry of the menu. */
static const struct {
	const char *prefix;
	const char *section;
} places[] = {
    {"/orders", T_IN_ORDERS},	    {"/accounts", T_IN_ACCOUNTS},      {"/connect", T_IN_ACCOUNTS},
    {"/settings", T_IN_SETTINGS},   {"/status", T_IN_STATUS},	       {"/audit", T_IN_SETTINGS},
    {"/outbox", T_IN_ORDERS},	    {"/fulfillment", T_IN_ORDERS},     {"/offers", T_IN_OFFERS},
    {"/matching", T_IN_OFFERS},	    {"/plans", T_IN_OFFERS},	       {"/ratings", T_IN_ORDERS},
    {"/products", T_IN_PRODUCTS},   {"/pricing", T_IN_OFFERS},	       {"/files", T_IN_PRODUCTS},
    {"/categories", T_IN_ACCOUNTS}, {"/terms", T_IN_ACCOUNTS},	       {"/mapping", T_IN_PRODUCTS},
    {"/producers", T_IN_PRODUCTS},  {"/bulk/products", T_IN_PRODUCTS}, {"/stock", T_IN_PRODUCTS},
};

static void mark_place(struct tpl *layout, const char *path)
{
	if (str_eq(path, "/"))
		tpl_show(layout, T_IN_TODAY);
	for (size_t i = 0; i < COUNT_OF(places); i++)
		if (str_starts(path, places[i].prefix))
			tpl_show(layout, places[i].section);
}

static bool has_environment(const struct account_list *accounts, const char *environment)
{
	for (size_t i = 0; i < accounts->n; i++)
		if (str_eq(accounts->accounts[i].environment, environment))
			return true;
	return false;
}

/* A page without its banner is still a page: an error here is not the user's. */
static void mark_environment(struct request *rq, struct tpl *layout)
{
	struct account_list accounts;
	struct err e = {0};

	if (!rq->db || once_accounts(rq, &accounts, &e))
		return;
	if (has_environment(&accounts, "simulator"))
		tpl_show(layout, T_IF_SIMULATOR);
	if (has_environment(&accounts, "sandbox"))
		tpl_show(layout, T_IF_SANDBOX);
}

/* The status page has all of it itself. */
static void add_pulse(struct request *rq, struct tpl *layout)
{
	if (rq->db && !str_eq(rq->path, "/status"))
		pulse_fill(rq,
			   tpl_include(tpl_add(layout, T_IF_PULSE), T_PULSE, TPL_LAYOUT__PULSE));
}

void layout_decorate(struct request *rq, struct tpl *layout)
{
	mark_place(layout, rq->path);
	if (!rq->session || !rq->session->user_id) {
		tpl_show(layout, T_IF_GUEST);
		return;
	}
	mark_environment(rq, layout);
	add_pulse(rq, layout);
}
