/* How accounts and environments are called and coloured. */
#include "accounts/account_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "tpl/accounts/list.h"
#include "urls.h"

/* The pages of single orders are where Allegro's own seller panel has them; the API does not tell.
 */
const struct environment_label environment_labels[] = {
    {"simulator", N_("Simulator"), N_("Practice on this computer, no Allegro account needed"),
     "vio", NULL, NULL, NULL},
    {"sandbox", N_("Sandbox"), N_("Allegro's test environment, no real money"), "warn",
     "https://apps.developer.allegro.pl.allegrosandbox.pl/", "https://allegro.pl.allegrosandbox.pl",
     "https://salescenter.allegro.com.allegrosandbox.pl/orders/:id"},
    {"production", N_("Production"), N_("The real Allegro"), "info",
     "https://apps.developer.allegro.pl/", "https://allegro.pl",
     "https://salescenter.allegro.com/orders/:id"},
    {0},
};

static const struct label states[] = {
    {ACCOUNT_NEW, N_("not connected yet"), "mute", "plug"},
    {ACCOUNT_CONNECTED, N_("connected"), "ok", "ok"},
    {ACCOUNT_RECONNECT_REQUIRED, N_("must be connected again"), "bad", "bad"},
    {ACCOUNT_DISCONNECTED, N_("disconnected"), "mute", "cancelled"},
    {0},
};

const struct environment_label *environment_label_of(const char *environment)
{
	for (const struct environment_label *l = environment_labels; l->environment; l++)
		if (str_eq(l->environment, environment))
			return l;
	return &environment_labels[0];
}

void account_view_state(struct tpl *t, const struct account *a)
{
	const struct environment_label *env = environment_label_of(a->environment);

	BADGE(t, STATE, label_of(states, a->state));
	tpl_set(t, T_ENVIRONMENT, _(env->name));
	tpl_set(t, T_ENV_TONE, env->tone);
}

struct choice *account_choices(const struct fmt *f, const struct account_list *list)
{
	struct choice *out = mem_array(f->mem, struct choice, list->n + 1);

	for (size_t i = 0; i < list->n; i++)
		out[i] = (struct choice){fmt_id(f, list->accounts[i].id), list->accounts[i].name};
	return out;
}

const char *account_view_url(const struct fmt *f, const struct account *a)
{
	return url_accounts_id(f->mem, fmt_id(f, a->id));
}

const char *account_view_left(const struct fmt *f, const struct account *a, int64_t until)
{
	return str_eq(a->state, ACCOUNT_CONNECTED) ? fmt_left(f, until) : "–";
}
