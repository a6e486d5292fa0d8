/* The page on which an account is connected. */
#include "accounts/account_new_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "tpl/accounts/new.h"
#include "urls.h"

#define APP_VERSION_DEFAULT "1.0"

static bool has_simulator(const struct account_new *n)
{
	return !str_empty(n->conf->simulator_api);
}

const char *account_new_environment(const struct account_new *n)
{
	if (n->again)
		return n->again->environment;
	if (!str_empty(n->asked))
		return n->asked;
	return has_simulator(n) ? "simulator" : "sandbox";
}

static const struct credential *keys_of(const struct account_new *n, const char *environment)
{
	for (size_t i = 0; i < n->credentials.n; i++)
		if (str_eq(n->credentials.credentials[i].environment, environment))
			return &n->credentials.credentials[i];
	return NULL;
}

static const char *redirect_uri(const struct fmt *f, const struct account_new *n)
{
	return mem_printf(f->mem, "%s%s", n->conf->base_url, "/connect/callback");
}

/* ---- Steps --------------------------------------------------------------------------------- */

static void fill_environments(struct tpl *t, const struct fmt *f, const struct account_new *n,
			      const char *chosen)
{
	for (const struct environment_label *l = environment_labels; l->environment; l++) {
		const struct url_arg arg = {"environment", l->environment};
		bool current = str_eq(l->environment, chosen);
		struct tpl *env;

		if (!current && (n->again || (!l->portal && !has_simulator(n))))
			continue;
		env = tpl_add(t, T_ENV);
		tpl_set(env, T_ENV_URL, url_with(f->mem, url_accounts_new(), &arg, 1));
		tpl_set(env, T_ENV_NAME, _(l->name));
		tpl_set(env, T_ENV_TEXT, _(l->text));
		if (current)
			tpl_show(env, T_CURRENT);
	}
}

static void add_paste(struct tpl *t, const char *name, const char *value, const char *hint)
{
	t = tpl_add(t, T_PASTE);
	tpl_set(t, T_FACT_NAME, name);
	tpl_set(t, T_FACT_VALUE, value);
	tpl_set_shown(t, T_HINT, hint, T_IF_HINT);
}

/* The rehearsal knows these two applications from its start (tests/sandbox). */
static void fill_simulated(struct tpl *t)
{
	tpl_show(t, T_SIMULATED);
	add_paste(t, "Client ID", "kram-device", _("for connecting with a code"));
	add_paste(t, "Client ID", "kram-code", _("for connecting through Allegro's page"));
	add_paste(t, "Client secret", "rehearsal-secret", NULL);
	add_paste(t, _("Application name"), "Kram-Rehearsal", NULL);
}

static void fill_registration(struct tpl *t, const struct fmt *f, const struct account_new *n,
			      const struct environment_label *env)
{
	struct tpl *portal;

	if (!env->portal) {
		fill_simulated(t);
		return;
	}
	portal = tpl_add(t, T_PORTAL);
	tpl_set(portal, T_PORTAL_URL, env->portal);
	tpl_set(portal, T_PORTAL_NAME, env->portal);
	add_paste(t, _("Name"), "Kram", _("no spaces; must be unique on Allegro"));
	add_paste(t, _("Kind"), _("Without access to a browser"),
		  _("choose the other kind to connect through Allegro's page"));
	add_paste(t, _("Return address"), redirect_uri(f, n),
		  _("only for the kind with access to a browser"));
}

static const char *agent_text(const struct fmt *f, const struct credential *keys)
{
	return mem_printf(f->mem, "%s/%s (+%s)", keys->app_name, keys->app_version,
			  keys->contact_url);
}

/* The words of a check that went wrong are a message id of the domain. */
static void fill_check(struct tpl *t, const struct credential *keys)
{
	bool good = str_eq(keys->check_result, "OK");
	bool unknown = str_empty(keys->check_result);
	struct tpl *check = tpl_add(t, T_KEYS);

	tpl_set(t, T_KEYS_TONE, good ? "ok" : unknown ? "warn" : "bad");
	tpl_set(check, T_KEYS_ICON, good ? "ok" : unknown ? "warn" : "bad");
	tpl_set(check, T_KEYS_STATE,
		good	  ? _("the keys work")
		: unknown ? _("saved, not checked yet")
			  : _("the keys do not work"));
	if (!good && !unknown)
		tpl_set_shown(t, T_KEYS_TEXT, _(keys->check_result), T_KEYS_NOTE);
	tpl_show(t, T_REGISTERED);
	if (good)
		tpl_show(t, T_KEYS_OK);
}

static void fill_keys(struct tpl *t, const struct fmt *f, const struct credential *keys,
		      const struct environment_label *env)
{
	if (!keys) {
		tpl_set(t, T_APP_NAME, env->portal ? "" : "Kram-Rehearsal");
		tpl_set(t, T_CLIENT_ID, env->portal ? "" : "kram-device");
		tpl_set(t, T_APP_VERSION, APP_VERSION_DEFAULT);
		return;
	}
	tpl_set(t, T_CLIENT_ID, keys->client_id);
	tpl_set(t, T_APP_NAME, keys->app_name);
	tpl_set(t, T_APP_VERSION, keys->app_version);
	tpl_set(t, T_CONTACT_URL, keys->contact_url);
	tpl_set_shown(t, T_USER_AGENT, agent_text(f, keys), T_IF_AGENT);
	tpl_show(t, T_KEPT);
	fill_check(t, keys);
}

static void fill_consent(struct tpl *t, const struct fmt *f, const struct account_new *n,
			 const struct credential *keys)
{
	if (!keys) {
		tpl_show(t, T_LOCKED);
		return;
	}
	t = tpl_add(t, T_UNLOCKED);
	tpl_set(t, T_REDIRECT_URI, redirect_uri(f, n));
	if (!n->again)
		return;
	tpl_set(t, T_NAME, n->again->name);
	tpl_set_shown(t, T_ACCOUNT_ID, fmt_id(f, n->again->id), T_RECONNECT);
}

void account_new_fill(struct tpl *t, const struct fmt *f, const struct account_new *n)
{
	const char *environment = account_new_environment(n);
	const struct environment_label *env = environment_label_of(environment);
	const struct credential *keys = keys_of(n, environment);

	tpl_set(t, T_ENVIRONMENT, environment);
	fill_environments(t, f, n, environment);
	fill_registration(t, f, n, env);
	fill_keys(t, f, keys, env);
	fill_consent(t, f, n, keys);
}
