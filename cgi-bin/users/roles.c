/* The table of roles. */
#include "users/roles.h"

#include "urls.h"

enum {
	EVERYTHING = (1 << FACT_COUNT) - 1,
	OFFICE = 1 << FACT_EMAIL | 1 << FACT_COST | 1 << FACT_DOCUMENT,
};

static const unsigned sees[ROLE_COUNT] = {
    [ROLE_VIEWER] = EVERYTHING & ~OFFICE,
    [ROLE_PACKER] = 0,
    [ROLE_SELLER] = EVERYTHING,
    [ROLE_ADMINISTRATOR] = EVERYTHING,
};

bool role_sees(enum role role, enum role_fact fact)
{
	return sees[role] & 1U << fact;
}

const char *role_home(enum role role)
{
	return role == ROLE_PACKER ? url_orders() : url_root();
}
