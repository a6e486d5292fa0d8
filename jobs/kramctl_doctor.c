/* kramctl: is everything in place? One line a check, with what to do about it. */
#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/profile.h"
#include "db/schema.h"
#include "domain/accounts/vault.h"
#include "domain/alarms/alarm.h"
#include "domain/health/health.h"
#include "json/field.h"
#include "kramctl.h"
#include "net/mail.h"

/* What a check found: RC_OK, RC_CONFLICT for "works, needs attention", anything else is wrong. */
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

/* "The key does not match" is another trouble than "not connected": each envelope is tried. */
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
	if (str_eq(a->state, ACCOUNT_DISCONNECTED))
		return RC_OK; /* a person wanted it so */
	return err_set(e, RC_CONFLICT,
		       "account %s is not connected%s%s; run: kramctl account connect, or connect "
		       "it on its page in the panel",
		       a->name, a->state_reason ? ": " : "", str_or(a->state_reason, ""));
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
	return fault ? err_set(e, RC_IO, "%s", fault) : RC_OK;
}

/* The versions of a machine's libraries differ, and so does what was built on it. */
static enum rc library(struct ctl *ctl, struct err *e)
{
	(void)ctl;
	return json_self_test(e) ? e->rc : i18n_self_test(e);
}

static enum rc jobs_db(struct ctl *ctl, struct db **out, struct err *e)
{
	return db_open(ctl->mem, ctl->conf, DB_ROLE_JOBS, out, e);
}

static enum rc server_version(struct ctl *ctl, struct err *e)
{
	struct db *db;

	return jobs_db(ctl, &db, e) ? e->rc : profile_check_version(db, e);
}

static enum rc server_lines(struct ctl *ctl, struct err *e)
{
	struct db *db;

	return jobs_db(ctl, &db, e)
		   ? e->rc
		   : profile_check_lines(
			 db, mem_printf(ctl->mem, "%s/../mariadb.cnf.example", ctl->conf->sql_dir),
			 e);
}

static enum rc database_collation(struct ctl *ctl, struct err *e)
{
	struct db *db;

	return jobs_db(ctl, &db, e) ? e->rc : profile_check_collation(db, e);
}

static enum rc open_alarms(struct ctl *ctl, struct err *e)
{
	struct alarm_list list;
	struct db *db;
	size_t red = 0;

	if (jobs_db(ctl, &db, e) || alarm_list(db, ctl->mem, &list, e))
		return e->rc;
	for (size_t i = 0; i < list.n; i++)
		red += list.rows[i].severity == ALARM_RED;
	if (!list.n)
		return RC_OK;
	return err_set(e, red ? RC_IO : RC_CONFLICT, "%zu red, %zu amber; run: kramctl alarms list",
		       red, list.n - red);
}

/* Switched off is a choice; half set up is not. */
static enum rc mail_settings(struct ctl *ctl, struct err *e)
{
	struct mail_route route;

	return mail_route(ctl->mem, ctl->conf, &route, e);
}

static const struct {
	const char *name;
	check run;
} checks[] = {
    {"state folder and what is in it", check_state_folder},
    {"secrets", check_secrets},
    {"database and schema, as the panel", database_for_panel},
    {"database and schema, as the gateway", database_for_gateway},
    {"database and schema, as the jobs", database_for_jobs},
    {"version of MariaDB", server_version},
    {"settings of MariaDB", server_lines},
    {"collation of the database", database_collation},
    {"key that seals tokens", key},
    {"journal of this host's tokens", journal},
    {"application keys open", application_keys},
    {"accounts are connected", accounts},
    {"JSON library, translations", library},
    {"sql, templates, certificates", check_files},
    {"the panel answers", check_panel},
    {"the gateway answers", check_gateway},
    {"css, js and pictures", check_assets},
    {"cron starts the jobs", check_jobs_started},
    {"orders are polled", polling},
    {"documents come in", ctl_check_streams},
    {"no document has a problem", ctl_check_problems},
    {"open alarms", open_alarms},
    {"mail settings", mail_settings},
    {"room on the disk", check_disk},
};

static void say_for_whom(const struct ctl *ctl)
{
	const struct passwd *user = getpwuid(geteuid());

	(void)printf("As %s (uid %ju), with %s:\n", user ? user->pw_name : "a user without a name",
		     (uintmax_t)geteuid(), ctl->conf->path);
}

/* Its exit code is the verdict: 0 all is well, 1 something to look at, 2 something is wrong. */
enum rc ctl_doctor(struct ctl *ctl, struct err *e)
{
	(void)e;
	say_for_whom(ctl);
	for (size_t i = 0; i < COUNT_OF(checks); i++) {
		struct err found = {0};
		enum rc rc = checks[i].run(ctl, &found);
		enum ctl_verdict verdict = !rc ? CTL_FINE : rc == RC_CONFLICT ? CTL_AMBER : CTL_RED;
		static const char *const words[] = {
		    [CTL_FINE] = "ok", [CTL_AMBER] = "LOOK", [CTL_RED] = "WRONG"};
		(void)printf("%-6s %s%s%s\n", words[verdict], checks[i].name, rc ? ": " : "",
			     rc ? found.msg : "");
		if (verdict > ctl->verdict)
			ctl->verdict = verdict;
	}
	return RC_OK;
}
