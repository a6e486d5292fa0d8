#ifndef KRAMCTL_H
#define KRAMCTL_H

/*
 * kramctl: one table of commands (kramctl.c), one file an area.
 *
 * To add a command: write its function and its table of parameters in kramctl_AREA.c, declare
 * the function here, add its row in kramctl.c. A command reads its parameters with ctl_get(),
 * does one thing, prints its result to stdout and returns; the main prints the error and chooses
 * the exit code (0, 64 wrong use, 75 try again, 78 configuration, 1 failed). One that judges
 * (doctor, alarms list) says how grave it is instead: 0 all is well, 1 amber, 2 red.
 *
 * Root acts as the owner of state-dir, from before the first command to the end: what kramctl makes
 * belongs to the user of the jobs.
 */

#include "base/conf.h"
#include "base/err.h"
#include "db/db.h"

enum ctl_kind {
	CTL_ARGUMENT = 1, /* a word by its place */
	CTL_VALUE,	  /* --name VALUE */
	CTL_FLAG,	  /* --name */
};

enum { CTL_REQUIRED = 1 };

/* Closed list of what a command understands, ended by an empty row. */
struct ctl_param {
	const char *name; /* "LOGIN", "--role" */
	enum ctl_kind kind;
	unsigned flags;
};

enum ctl_verdict { CTL_FINE = 0, CTL_AMBER = 1, CTL_RED = 2 };

/* What a command runs with. */
struct ctl {
	void *mem;
	const struct conf *conf;
	struct db *db; /* NULL: the command does not need one */
	const struct ctl_param *params;
	const char **values; /* one a row of params, NULL: not given */
	enum ctl_verdict verdict;
};

/* Value of a parameter, NULL when it was not given, "" for a flag that was. */
const char *ctl_get(const struct ctl *ctl, const char *name);

typedef enum rc (*ctl_run)(struct ctl *ctl, struct err *e);

/* kramctl_system.c */
enum rc ctl_migrate(struct ctl *ctl, struct err *e);
enum rc ctl_key_create(struct ctl *ctl, struct err *e);
enum rc ctl_config_check(struct ctl *ctl, struct err *e);

/* kramctl_streams.c: checks of the doctor. */
enum rc ctl_check_streams(struct ctl *ctl, struct err *e);
enum rc ctl_check_problems(struct ctl *ctl, struct err *e);

/* kramctl_doctor.c */
enum rc ctl_doctor(struct ctl *ctl, struct err *e);

/* Its checks: RC_OK, RC_CONFLICT for "works, needs attention", anything else is wrong; the words
 * name the command that cures it. */

/* kramctl_doctor_host.c */
enum rc check_state_folder(struct ctl *ctl, struct err *e);
enum rc check_secrets(struct ctl *ctl, struct err *e);
enum rc check_files(struct ctl *ctl, struct err *e);
enum rc check_jobs_started(struct ctl *ctl, struct err *e);
enum rc check_disk(struct ctl *ctl, struct err *e);

/* kramctl_doctor_web.c */
enum rc check_panel(struct ctl *ctl, struct err *e);
enum rc check_gateway(struct ctl *ctl, struct err *e);
enum rc check_assets(struct ctl *ctl, struct err *e);

/* kramctl_user.c */
extern const struct ctl_param user_login_params[];
extern const struct ctl_param user_add_params[];
extern const struct ctl_param user_invite_params[];
extern const struct ctl_param user_role_params[];
extern const struct ctl_param user_login_link_params[];
enum rc ctl_user_setup(struct ctl *ctl, struct err *e);
enum rc ctl_user_add(struct ctl *ctl, struct err *e);
enum rc ctl_user_invite(struct ctl *ctl, struct err *e);
enum rc ctl_user_login_link(struct ctl *ctl, struct err *e);
enum rc ctl_user_reset(struct ctl *ctl, struct err *e);
enum rc ctl_user_role(struct ctl *ctl, struct err *e);
enum rc ctl_user_disable(struct ctl *ctl, struct err *e);
enum rc ctl_user_enable(struct ctl *ctl, struct err *e);
enum rc ctl_user_list(struct ctl *ctl, struct err *e);

/* kramctl_account.c */
extern const struct ctl_param account_credentials_params[];
extern const struct ctl_param account_connect_params[];
extern const struct ctl_param account_name_params[];
enum rc ctl_account_credentials(struct ctl *ctl, struct err *e);
enum rc ctl_account_connect(struct ctl *ctl, struct err *e);
enum rc ctl_account_list(struct ctl *ctl, struct err *e);
enum rc ctl_account_check(struct ctl *ctl, struct err *e);
enum rc ctl_account_disconnect(struct ctl *ctl, struct err *e);

/* kramctl_audit.c */
extern const struct ctl_param audit_verify_params[];
enum rc ctl_audit_verify(struct ctl *ctl, struct err *e);
enum rc ctl_audit_head(struct ctl *ctl, struct err *e);

/* kramctl_alarms.c */
enum rc ctl_alarms_list(struct ctl *ctl, struct err *e);
enum rc ctl_alarms_accept(struct ctl *ctl, struct err *e);

/* kramctl_mail.c */
enum rc ctl_mail_test(struct ctl *ctl, struct err *e);

/* kramctl_stock.c */
enum rc ctl_stock_check(struct ctl *ctl, struct err *e);

/* kramctl_retention.c */
extern const struct ctl_param retention_params[];
extern const struct ctl_param buyer_erase_params[];
enum rc ctl_retention(struct ctl *ctl, struct err *e);
enum rc ctl_buyer_erase(struct ctl *ctl, struct err *e);

/* kramctl_orders.c */
extern const struct ctl_param orders_list_params[];
enum rc ctl_orders_list(struct ctl *ctl, struct err *e);

/* kramctl_day.c */
extern const struct ctl_param orders_day_params[];
enum rc ctl_orders_day(struct ctl *ctl, struct err *e);

/* kramctl_products.c */
extern const struct ctl_param products_import_params[];
extern const struct ctl_param products_undo_params[];
enum rc ctl_products_import(struct ctl *ctl, struct err *e);
enum rc ctl_products_undo(struct ctl *ctl, struct err *e);

/* kramctl_sources.c */
extern const struct ctl_param products_source_params[];
enum rc ctl_products_source(struct ctl *ctl, struct err *e);
enum rc ctl_products_sources(struct ctl *ctl, struct err *e);

#endif
