/* kramctl: what an administrator does from the command line. */
#include "kramctl.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/process.h"
#include "base/str.h"
#include "db/schema.h"

enum needs {
	NEEDS_NONE,   /* it looks at the configuration alone, even where state-dir is not yet */
	NEEDS_CONF,   /* configuration, and the user of the jobs */
	NEEDS_DB,     /* a database, whatever its schema */
	NEEDS_SCHEMA, /* a database with the schema of this release */
};

static const struct command {
	const char *area;
	const char *verb; /* "": the area alone is the command */
	const char *help;
	ctl_run run;
	const struct ctl_param *params; /* NULL: none */
	enum needs needs;
	enum db_role role;
} commands[] = {
#define SYSTEM(area, verb, help, run, needs)                                                       \
	{                                                                                          \
		area, verb, help, run, NULL, needs, DB_ROLE_MIGRATE                                \
	}
#define PEOPLE(verb, help, run, params)                                                            \
	{                                                                                          \
		"user", verb, help, run, params, NEEDS_SCHEMA, DB_ROLE_MIGRATE                     \
	}
#define ACCOUNT(verb, help, run, params)                                                           \
	{                                                                                          \
		"account", verb, help, run, params, NEEDS_SCHEMA, DB_ROLE_JOBS                     \
	}
    SYSTEM("migrate", "", "bring the database to this release", ctl_migrate, NEEDS_DB),
    SYSTEM("key", "create", "create the key that seals tokens", ctl_key_create, NEEDS_CONF),
    SYSTEM("config", "check", "print the configuration in effect", ctl_config_check, NEEDS_NONE),
    SYSTEM("doctor", "", "check that everything is in place", ctl_doctor, NEEDS_NONE),
    {"alarms", "list", "what is wrong now, one a line", ctl_alarms_list, NULL, NEEDS_SCHEMA,
     DB_ROLE_JOBS},
    {"alarms", "accept-restore", "accept a database restored from a backup", ctl_alarms_accept,
     NULL, NEEDS_SCHEMA, DB_ROLE_JOBS},
    SYSTEM("mail", "test", "send a test e-mail now", ctl_mail_test, NEEDS_CONF),
    PEOPLE("setup", "link for the first administrator", ctl_user_setup, NULL),
    PEOPLE("add", "create a user with a password", ctl_user_add, user_add_params),
    PEOPLE("invite", "create a user; link to choose a password", ctl_user_invite,
	   user_invite_params),
    PEOPLE("login-link", "link that signs in once; creates the user if needed", ctl_user_login_link,
	   user_login_link_params),
    PEOPLE("reset", "link to choose a new password", ctl_user_reset, user_login_params),
    PEOPLE("role", "change the role", ctl_user_role, user_role_params),
    PEOPLE("disable", "disable a user and end the sessions", ctl_user_disable, user_login_params),
    PEOPLE("enable", "enable a user again", ctl_user_enable, user_login_params),
    PEOPLE("list", "users, one a line", ctl_user_list, NULL),
    ACCOUNT("credentials", "save the keys of an environment's application", ctl_account_credentials,
	    account_credentials_params),
    ACCOUNT("connect", "connect a seller, by device or by code", ctl_account_connect,
	    account_connect_params),
    ACCOUNT("list", "accounts, one a line", ctl_account_list, NULL),
    ACCOUNT("check", "ask Allegro about an account now", ctl_account_check, account_name_params),
    ACCOUNT("disconnect", "revoke and erase an account's tokens", ctl_account_disconnect,
	    account_name_params),
    {"audit", "verify", "read the audit trail against its seals; name what was changed",
     ctl_audit_verify, audit_verify_params, NEEDS_SCHEMA, DB_ROLE_JOBS},
    {"audit", "head", "print the last link of the chain, to be kept elsewhere", ctl_audit_head,
     NULL, NEEDS_SCHEMA, DB_ROLE_JOBS},
    {"stock", "check", "hold the stock ledger against its movements", ctl_stock_check, NULL,
     NEEDS_SCHEMA, DB_ROLE_JOBS},
    {"retention", "", "erase personal data due for deletion; --dry-run only counts", ctl_retention,
     retention_params, NEEDS_SCHEMA, DB_ROLE_JOBS},
    {"buyer", "erase", "erase the data of one buyer, by login or e-mail; --dry-run only shows",
     ctl_buyer_erase, buyer_erase_params, NEEDS_SCHEMA, DB_ROLE_JOBS},
    {"products", "import", "import a product file; --dry-run shows what it would do",
     ctl_products_import, products_import_params, NEEDS_SCHEMA, DB_ROLE_JOBS},
    {"products", "undo", "roll back what a file changed, by the number of its run",
     ctl_products_undo, products_undo_params, NEEDS_SCHEMA, DB_ROLE_JOBS},
    {"products", "sources", "addresses product files are fetched from, one a line",
     ctl_products_sources, NULL, NEEDS_SCHEMA, DB_ROLE_JOBS},
    {"products", "source", "add the address on the standard input to a profile, or remove it",
     ctl_products_source, products_source_params, NEEDS_SCHEMA, DB_ROLE_JOBS},
    {"orders", "list", "orders, one JSON object a line", ctl_orders_list, orders_list_params,
     NEEDS_SCHEMA, DB_ROLE_JOBS},
    {"orders", "day",
     "days compared with Allegro, one JSON object a line; --proof: what a seal hashes",
     ctl_orders_day, orders_day_params, NEEDS_SCHEMA, DB_ROLE_JOBS},
#undef SYSTEM
#undef ACCOUNT
#undef PEOPLE
};

static const struct ctl_param no_params[] = {{0}};

/* --- Usage --------------------------------------------------------------------------------- */

static void print_param(const struct ctl_param *p)
{
	const char *open = p->flags & CTL_REQUIRED ? "" : "[";
	const char *close = p->flags & CTL_REQUIRED ? "" : "]";

	(void)fprintf(stderr, " %s%s%s%s", open, p->name, p->kind == CTL_VALUE ? " VALUE" : "",
		      close);
}

static int usage(const char *area)
{
	(void)fputs("usage: kramctl [-c FILE] COMMAND\n", stderr);
	for (size_t i = 0; i < COUNT_OF(commands); i++) {
		const struct command *c = &commands[i];
		if (area && !str_eq(area, c->area))
			continue;
		(void)fprintf(stderr, "  %s%s%s", c->area, c->verb[0] ? " " : "", c->verb);
		for (const struct ctl_param *p = c->params; p && p->name; p++)
			print_param(p);
		(void)fprintf(stderr, "\n      %s\n", c->help);
	}
	return EX_USAGE;
}

/* --- Parameters ---------------------------------------------------------------------------- */

static size_t count_params(const struct ctl_param *params)
{
	size_t n = 0;

	while (params[n].name)
		n++;
	return n;
}

const char *ctl_get(const struct ctl *ctl, const char *name)
{
	for (size_t i = 0; ctl->params[i].name; i++) {
		if (str_eq(ctl->params[i].name, name))
			return ctl->values[i];
	}
	BUG("this command has no parameter %s", name);
}

/* Row a word belongs to: an option by its name, anything else the next free argument. */
static size_t row_of(const struct ctl *ctl, const char *word)
{
	size_t i = 0;

	for (; ctl->params[i].name; i++) {
		if (ctl->params[i].kind != CTL_ARGUMENT && str_eq(ctl->params[i].name, word))
			return i;
		if (ctl->params[i].kind == CTL_ARGUMENT && !ctl->values[i] && word[0] != '-')
			return i;
	}
	return i;
}

static enum rc take_words(struct ctl *ctl, char **words, struct err *e)
{
	size_t rows = count_params(ctl->params);

	ctl->values = mem_array(ctl->mem, const char *, rows + 1);
	for (; *words; words++) {
		size_t i = row_of(ctl, *words);
		if (i == rows)
			return err_set(e, RC_INVALID, "what is \"%s\"?", *words);
		if (ctl->params[i].kind == CTL_VALUE && !words[1])
			return err_set(e, RC_INVALID, "%s needs a value", *words);
		if (ctl->params[i].kind == CTL_FLAG)
			ctl->values[i] = "";
		else
			ctl->values[i] = ctl->params[i].kind == CTL_VALUE ? *++words : *words;
	}
	for (size_t i = 0; i < rows; i++) {
		if ((ctl->params[i].flags & CTL_REQUIRED) && !ctl->values[i])
			return err_set(e, RC_INVALID, "%s is missing", ctl->params[i].name);
	}
	return RC_OK;
}

/* --- Running ------------------------------------------------------------------------------- */

static const struct command *find_command(const char *area, const char *verb)
{
	for (size_t i = 0; i < COUNT_OF(commands); i++) {
		const struct command *c = &commands[i];
		if (str_eq(c->area, area) && (!c->verb[0] || str_eq(c->verb, verb)))
			return c;
	}
	return NULL;
}

static enum rc prepare(struct ctl *ctl, const struct command *c, const char *config, struct err *e)
{
	struct conf *conf;

	if (conf_load(ctl->mem, config, &conf, e))
		return e->rc;
	ctl->conf = conf;
	log_init("kramctl", conf->log_level);
	if (process_become_owner(conf->state_dir, e)) {
		if (c->needs != NEEDS_NONE)
			return geteuid() ? e->rc : conf_state_check(conf, e);
		err_clear(e);
	}
	if (c->needs <= NEEDS_CONF)
		return RC_OK;
	if (db_open(ctl->mem, conf, c->role, &ctl->db, e))
		return e->rc;
	return c->needs == NEEDS_SCHEMA ? schema_check(ctl->db, e) : RC_OK;
}

/* Of a command that judges, 1 would mean amber. */
static int exit_code(const struct ctl *ctl, enum rc rc)
{
	if (rc == RC_OK)
		return (int)ctl->verdict;
	if (rc == RC_RETRY)
		return EX_TEMPFAIL;
	if (rc == RC_INVALID)
		return EX_CONFIG;
	return ctl->verdict ? (int)ctl->verdict : 1;
}

/* An answer that is cut off must not look like a whole one. */
static int end_output(void)
{
	const char *why = fflush(stdout) ? strerror(errno) : "a part of it is lost";

	if (!ferror(stdout))
		return 0;
	(void)fprintf(stderr, "kramctl: cannot print the answer: %s\n", why);
	return -1;
}

static int run(const struct command *c, const char *config, char **words)
{
	struct err e = {0};
	struct ctl ctl = {.params = c->params ? c->params : no_params};

	ctl.mem = mem_context(NULL, "kramctl");
	if (take_words(&ctl, words, &e)) {
		(void)fprintf(stderr, "kramctl: %s\n", e.msg);
		mem_free(ctl.mem);
		return usage(c->area);
	}
	if (prepare(&ctl, c, config, &e) || c->run(&ctl, &e))
		(void)fprintf(stderr, "kramctl: %s\n", e.msg);
	mem_free(ctl.mem);
	db_end();
	return end_output() ? EX_IOERR : exit_code(&ctl, e.rc);
}

/* Only the commands of the area, when there is such an area. */
static int unknown(const char *area, const char *verb)
{
	bool known = false;

	for (size_t i = 0; i < COUNT_OF(commands); i++)
		known = known || str_eq(commands[i].area, area);
	if (known && !verb)
		(void)fprintf(stderr, "kramctl: %s what?\n", area);
	else if (!str_eq(area, "help") && !str_eq(area, "--help"))
		(void)fprintf(stderr, "kramctl: there is no command \"%s%s%s\"\n", area,
			      known ? " " : "", known ? verb : "");
	return usage(known ? area : NULL);
}

int main(int argc, char **argv)
{
	const char *config = NULL;
	char **words = argv + 1;

	log_init("kramctl", LOG_LEVEL_INFO);
	process_init();
	if (argc > 2 && str_eq(words[0], "-c")) {
		config = words[1];
		words += 2;
	}
	if (!words[0])
		return usage(NULL);
	const struct command *c = find_command(words[0], words[1]);
	return c ? run(c, config, words + (c->verb[0] ? 2 : 1)) : unknown(words[0], words[1]);
}
