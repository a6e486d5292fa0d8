/* Pure rules about accounts: who can call, and which permissions are needed for what. */
#include "domain/accounts/account.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

enum { CALL_MARGIN_MS = 30 * 1000 }; /* a call begun now must not outlive its token */

/* Scopes are never added to tokens later (FACTS 1.7): whoever connects should grant all of them. */
static const struct scope_need needs[] = {
    {"allegro:api:profile:read", N_("to identify the seller"), false},
    {"allegro:api:orders:read", N_("to fetch orders"), false},
    {"allegro:api:orders:write", N_("to set the fulfilment status of orders"), false},
    {"allegro:api:ratings", N_("to fetch and answer ratings"), false},
    {"allegro:api:sale:settings:read",
     N_("to fetch what offers need: shipping rates, policies, producers"), false},
    {"allegro:api:sale:settings:write", N_("to enter responsible producers and persons"), false},
    {"allegro:api:sale:offers:read", N_("to fetch offers and find products at Allegro"), false},
    {"allegro:api:sale:offers:write", N_("to list products and change offers"), false},
    {"allegro:api:campaigns", N_("to see which offers are in campaigns"), false},
};

bool account_was_connected(const struct account *a)
{
	return !str_eq(a->state, ACCOUNT_NEW);
}

bool account_is_connected(const struct account *a)
{
	return str_eq(a->state, ACCOUNT_CONNECTED) || str_eq(a->state, ACCOUNT_RECONNECT_REQUIRED);
}

bool account_can_call(const struct account *a, int64_t now_ms)
{
	if (!account_is_connected(a))
		return false;
	return a->access_expires_at != TIME_NONE && a->access_expires_at > now_ms + CALL_MARGIN_MS;
}

const struct scope_need *scope_needs(void *owner, const char *granted)
{
	struct scope_need *out = mem_array(owner, struct scope_need, COUNT_OF(needs) + 1);

	for (size_t i = 0; i < COUNT_OF(needs); i++) {
		out[i] = needs[i];
		out[i].granted = str_has_word(granted, needs[i].scope);
	}
	return out;
}
