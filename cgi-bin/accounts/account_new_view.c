/* The page on which an account is connected. */
#include "accounts/account_new_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "tpl/accounts/new.h"
#include "urls.h"

#define APP_VERSION_DEFAULT "1.0"

const char *const account_new_kinds[] = {"device", "browser", NULL};

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

/* ---- Kinds of applications ------------------------------------------------------------------- */

static const struct kind {
	const char *kind;
	const char *name;
	const char *text;
	const char *client_id; /* of the rehearsal (tests/sandbox) */
} kinds[] = {
    {"device", N_("Without access to a browser"),
     N_("Works everywhere, also on a network of your own: you type a short code on Allegro's page, "
	"on this "
	"computer or on a phone."),
     "kram-device"},
    {"browser", N_("With access to a browser"),
     N_("You confirm on Allegro's page, and Allegro sends the browser back to the address of "
	"Kram."),
     "kram-code"},
};
enum { DEVICE, BROWSER };

/* Allegro sends a browser back to public addresses alone; the rehearsal is on this machine. */
static bool may_come_back(const struct account_new *n, const struct environment_label *env)
{
	return !env->portal || str_starts(n->conf->base_url, "https://");
}

/* The one asked for, else that of the keys there are, else the one that works everywhere. */
static const struct kind *kind_of(const struct account_new *n, const struct environment_label *env,
				  const struct credential *keys)
{
	bool browser =
	    str_eq(n->kind, kinds[BROWSER].kind) ||
	    (str_empty(n->kind) && keys && str_eq(keys->client_id, kinds[BROWSER].client_id));

	return browser && may_come_back(n, env) ? &kinds[BROWSER] : &kinds[DEVICE];
}

static void fill_kinds(struct tpl *t, const struct fmt *f, const struct account_new *n,
		       const struct environment_label *env, const struct kind *chosen)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		const struct url_arg args[] = {
		    {"environment", env->environment},
		    {"kind", kinds[i].kind},
		    {"account_id", n->again ? fmt_id(f, n->again->id) : NULL},
		};
		struct tpl *choice;

		if (i == BROWSER && !may_come_back(n, env)) {
			tpl_set_shown(t, T_BASE_URL, n->conf->base_url, T_NO_BROWSER);
			continue;
		}
		choice = tpl_add(t, T_KIND);
		tpl_set(choice, T_KIND_URL,
			url_with(f->mem, url_accounts_new(), args, COUNT_OF(args)));
		tpl_set(choice, T_KIND_NAME, _(kinds[i].name));
		tpl_set(choice, T_KIND_TEXT, _(kinds[i].text));
		if (&kinds[i] == chosen)
			tpl_show(choice, T_KIND_CURRENT);
	}
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

static void fill_simulated(struct tpl *t, const struct kind *kind)
{
	tpl_show(t, T_SIMULATED);
	add_paste(t, "Client ID", kind->client_id, NULL);
	add_paste(t, "Client secret", "rehearsal-secret", NULL);
	add_paste(t, _("Application name"), "Kram-Rehearsal", NULL);
}

static void fill_permissions(struct tpl *t, const struct fmt *f)
{
	for (const struct scope_need *s = scope_needs(f->mem, ""); s->scope; s++) {
		struct tpl *row = tpl_add(t, T_PERMISSION);

		tpl_set(row, T_SCOPE_TEXT, _(s->purpose));
		tpl_set(row, T_SCOPE_NAME, s->scope);
	}
}

static void fill_registration(struct tpl *t, const struct fmt *f, const struct account_new *n,
			      const struct environment_label *env, const struct kind *kind)
{
	struct tpl *portal;

	if (!env->portal) {
		fill_simulated(t, kind);
		return;
	}
	portal = tpl_add(t, T_PORTAL);
	tpl_set(portal, T_PORTAL_URL, env->portal);
	tpl_set(portal, T_PORTAL_NAME, env->portal);
	add_paste(t, _("Application name"), "Kram", _("no spaces; must be unique on Allegro"));
	add_paste(t, _("Kind of application"), _(kind->name), _("cannot be changed later"));
	if (kind == &kinds[BROWSER])
		add_paste(t, _("Return address"), redirect_uri(f, n), NULL);
	fill_permissions(tpl_add(t, T_PERMISSIONS), f);
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
		      const struct environment_label *env, const struct kind *kind)
{
	if (!keys) {
		tpl_set(t, T_APP_NAME, env->portal ? "" : "Kram-Rehearsal");
		tpl_set(t, T_CLIENT_ID, env->portal ? "" : kind->client_id);
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
			 const struct credential *keys, const struct kind *kind)
{
	if (!keys) {
		tpl_show(t, T_LOCKED);
		return;
	}
	t = tpl_add(t, T_UNLOCKED);
	tpl_show(t, kind == &kinds[BROWSER] ? T_BY_PAGE : T_BY_CODE);
	tpl_set(t, T_CONSENT_URL, kind == &kinds[BROWSER] ? "/connect/start" : "/connect/device");
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
	const struct kind *kind = kind_of(n, env, keys);

	tpl_set(t, T_ENVIRONMENT, environment);
	fill_environments(t, f, n, environment);
	tpl_set(t, T_KIND_WORD, kind->kind);
	fill_kinds(t, f, n, env, kind);
	fill_registration(t, f, n, env, kind);
	fill_keys(t, f, keys, env, kind);
	fill_consent(t, f, n, keys, kind);
}
