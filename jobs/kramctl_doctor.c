/* kramctl: is everything in place? One line a check, with what to do about it. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/host.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/schema.h"
#include "domain/accounts/vault.h"
#include "domain/health/disk.h"
#include "domain/health/health.h"
#include "json/field.h"
#include "kramctl.h"
#include "net/mail.h"

/* What a check found: RC_OK, RC_CONFLICT for "works, but look at it", anything else is wrong. */
typedef enum rc (*check)(struct ctl *ctl, struct err *e);

static enum rc as_role(struct ctl *ctl, enum db_role role, struct err *e)
{
	struct db *db;

	if (db_open(ctl->mem, ctl->conf, role, &db, e))
		return e->rc;
	enum rc rc = schema_check(db, e);
	mem_free(db);
	return rc;
}

static enum rc database_for_panel(struct ctl *ctl, struct err *e)
{
	return as_role(ctl, DB_ROLE_PANEL, e);
}

static enum rc database_for_gateway(struct ctl *ctl, struct err *e)
{
	return as_role(ctl, DB_ROLE_GATEWAY, e);
}

static enum rc database_for_jobs(struct ctl *ctl, struct err *e)
{
	return as_role(ctl, DB_ROLE_JOBS, e);
}

static enum rc open_vault(struct ctl *ctl, struct vault **out, struct err *e)
{
	struct vault_opts opts = {.conf = ctl->conf, .actor = "kramctl doctor"};

	if (db_open(ctl->mem, ctl->conf, DB_ROLE_JOBS, &opts.db, e))
		return e->rc;
	return vault_open(ctl->mem, &opts, out, e);
}

static enum rc key(struct ctl *ctl, struct err *e)
{
	struct vault *v;

	return open_vault(ctl, &v, e);
}

static enum rc journal(struct ctl *ctl, struct err *e)
{
	struct vault *v;

	if (open_vault(ctl, &v, e))
		return e->rc;
	return vault_check_journal(v, e);
}

/* "The key does not fit" is another trouble than "not connected": each envelope is tried. */
static enum rc application_keys(struct ctl *ctl, struct err *e)
{
	struct credential_list list;
	struct vault *v;
	struct db *db;

	if (open_vault(ctl, &v, e) || db_open(ctl->mem, ctl->conf, DB_ROLE_JOBS, &db, e) ||
	    credential_list(db, ctl->mem, &list, e))
		return e->rc;
	for (size_t i = 0; i < list.n; i++)
		if (vault_opens_keys(v, list.credentials[i].environment, e))
			return e->rc;
	return list.n ? RC_OK
		      : err_set(e, RC_CONFLICT,
				"no application keys yet; run: kramctl account credentials set");
}

static enum rc tokens_of(struct vault *v, const struct account *a, struct err *e)
{
	if (str_eq(a->state, ACCOUNT_CONNECTED))
		return vault_opens_tokens(v, a->id, e) ? err_wrap(e, "account %s", a->name) : RC_OK;
	return err_set(e, RC_CONFLICT, "account %s is %s: %s", a->name, a->state,
		       str_or(a->state_reason, "connect it on its page in the panel"));
}

static enum rc accounts(struct ctl *ctl, struct err *e)
{
	struct account_list list;
	struct vault *v;
	struct db *db;

	if (open_vault(ctl, &v, e) || db_open(ctl->mem, ctl->conf, DB_ROLE_JOBS, &db, e) ||
	    account_list(db, ctl->mem, &list, e))
		return e->rc;
	for (size_t i = 0; i < list.n; i++)
		if (tokens_of(v, &list.accounts[i], e))
			return e->rc;
	return list.n ? RC_OK
		      : err_set(e, RC_CONFLICT, "no account yet; run: kramctl account connect");
}

static enum rc polling(struct ctl *ctl, struct err *e)
{
	struct health h;
	struct db *db;

	if (db_open(ctl->mem, ctl->conf, DB_ROLE_PANEL, &db, e) || health_read(db, ctl->mem, &h, e))
		return e->rc;
	const char *fault = health_fault(&h);
	return fault ? err_set(e, RC_CONFLICT, "%s; are the lines of jobs/cron.example in cron?",
			       fault)
		     : RC_OK;
}

/* The versions of a machine's libraries differ, and so does what was built on it. */
static enum rc library(struct ctl *ctl, struct err *e)
{
	(void)ctl;
	return json_self_test(e) ? e->rc : i18n_self_test(e);
}

static enum rc files(struct ctl *ctl, struct err *e)
{
	const struct conf *c = ctl->conf;
	const char *const paths[] = {
	    mem_printf(ctl->mem, "%s/pl/layout/base.html", c->templates_dir),
	    mem_printf(ctl->mem, "%s/en/layout/base.html", c->templates_dir),
	    c->ca_bundle,
	};

	for (size_t i = 0; i < COUNT_OF(paths); i++)
		if (access(paths[i], R_OK))
			return err_set(e, RC_IO, "cannot read %s: %s; install it (make install)",
				       paths[i], strerror(errno));
	return RC_OK;
}

/* Switched off is a choice; half set up is not. */
static enum rc mail_settings(struct ctl *ctl, struct err *e)
{
	struct mail_route route;

	return mail_route(ctl->mem, ctl->conf, &route, e);
}

static enum rc disk(struct ctl *ctl, struct err *e)
{
	int64_t percent = host_disk_free_percent(ctl->conf->state_dir);

	if (percent < 0)
		return err_set(e, RC_IO, "cannot measure %s", ctl->conf->state_dir);
	if (!disk_is_low(ctl->conf))
		return RC_OK;
	return err_set(e, RC_CONFLICT, "%" PRId64 " %% of the disk are free; make room", percent);
}

static const struct {
	const char *name;
	check run;
} checks[] = {
    {"database and schema, as the panel", database_for_panel},
    {"database and schema, as the gateway", database_for_gateway},
    {"database and schema, as the jobs", database_for_jobs},
    {"key that seals tokens", key},
    {"journal of this host's tokens", journal},
    {"application keys open", application_keys},
    {"accounts are connected", accounts},
    {"orders are polled", polling},
    {"JSON library, translations", library},
    {"templates, certificates", files},
    {"mail settings", mail_settings},
    {"room on the disk", disk},
};

enum rc ctl_doctor(struct ctl *ctl, struct err *e)
{
	size_t wrong = 0;

	for (size_t i = 0; i < COUNT_OF(checks); i++) {
		struct err found = {0};
		enum rc rc = checks[i].run(ctl, &found);
		const char *word = !rc ? "ok" : rc == RC_CONFLICT ? "LOOK" : "WRONG";
		(void)printf("%-6s %s%s%s\n", word, checks[i].name, rc ? ": " : "",
			     rc ? found.msg : "");
		wrong += rc && rc != RC_CONFLICT;
	}
	return wrong ? err_set(e, RC_IO, "%zu of %zu checks found something wrong", wrong,
			       COUNT_OF(checks))
		     : RC_OK;
}
