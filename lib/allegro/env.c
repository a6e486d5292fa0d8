/* Environments and the User-Agent: who is called, and who calls. */
#include "allegro/client.h"

#include "base/mem.h"
#include "net/http.h"

enum { APP_NAME_MAX = 100, APP_VERSION_MAX = 32 };

const char *const allegro_env_names[] = {"simulator", "sandbox", "production", NULL};

/* FACTS 0: API, authorisation and upload have hosts of their own. */
static const struct allegro_env compiled[] = {
    {"sandbox", "https://api.allegro.pl.allegrosandbox.pl", "https://allegro.pl.allegrosandbox.pl",
     "https://upload.allegro.pl.allegrosandbox.pl"},
    {"production", "https://api.allegro.pl", "https://allegro.pl", "https://upload.allegro.pl"},
};

static enum rc simulator(void *owner, const struct conf *conf, struct allegro_env *out,
			 struct err *e)
{
	if (str_empty(conf->simulator_api) || str_empty(conf->simulator_auth) ||
	    str_empty(conf->simulator_upload))
		return err_set(e, RC_INVALID,
			       "environment simulator is not configured: set simulator-api-url, "
			       "simulator-auth-url and simulator-upload-url in %s",
			       conf->path);
	*out = (struct allegro_env){"simulator", mem_strdup(owner, conf->simulator_api),
				    mem_strdup(owner, conf->simulator_auth),
				    mem_strdup(owner, conf->simulator_upload)};
	if (http_check_base(out->api_url, e) || http_check_base(out->auth_url, e) ||
	    http_check_base(out->upload_url, e))
		return err_wrap(e, "environment simulator");
	return RC_OK;
}

enum rc allegro_env_find(void *owner, const struct conf *conf, const char *name,
			 struct allegro_env *out, struct err *e)
{
	if (str_eq(name, "simulator"))
		return simulator(owner, conf, out, e);
	for (size_t i = 0; i < COUNT_OF(compiled); i++)
		if (str_eq(compiled[i].name, name)) {
			*out = compiled[i];
			return RC_OK;
		}
	return err_set(e, RC_INVALID, "there is no environment \"%s\"", str_or(name, ""));
}

static enum rc wrong(struct err *e, const char *field, const char *why)
{
	err_set(e, RC_INVALID, "%s %s", field, why);
	(void)snprintf(e->code, sizeof(e->code), "%s", field);
	return e->rc;
}

/* Printable ASCII without blanks and without what separates the parts of a User-Agent. */
static bool is_product_token(const char *s, size_t max)
{
	size_t n = 0;

	for (; s && s[n]; n++)
		if (s[n] <= ' ' || s[n] > '~' || strchr("/()<>@,;:\\\"[]?={}", s[n]))
			return false;
	return n > 0 && n <= max;
}

static bool is_contact(const char *url)
{
	struct err ignored = {0};

	return str_starts(url, "https://") && !strpbrk(url, " ()<>\"") &&
	       http_check_base(url, &ignored) == RC_OK;
}

/* Allegro writes blanks of a registered name as "-" (FACTS 1.8). */
static char *dashed(void *owner, const char *name)
{
	char *copy = str_squeeze(owner, str_or(name, ""));

	for (char *p = copy; *p; p++)
		if (*p == ' ')
			*p = '-';
	return copy;
}

enum rc allegro_user_agent(void *owner, const struct allegro_app *app, char **out, struct err *e)
{
	char *name = dashed(owner, app->name);

	if (!is_product_token(name, APP_NAME_MAX))
		return wrong(e, "app_name",
			     "must be the registered name of the application in plain letters");
	if (!is_product_token(app->version, APP_VERSION_MAX))
		return wrong(e, "app_version", "must be a version without blanks, like 1.0");
	if (!is_contact(app->contact_url))
		return wrong(e, "contact_url",
			     "must be a public address that begins with https://");
	*out = mem_printf(owner, "%s/%s (+%s)", name, app->version, app->contact_url);
	return RC_OK;
}
