#ifndef BASE_CONF_H
#define BASE_CONF_H

/*
 * Configuration: one file, one table (conf.c), unknown keys are errors at start.
 *
 * The path is -c FILE, else $KRAM_CONFIG, else /etc/kram/kram.conf. ${NAME} in a value takes the
 * environment variable. Secrets are not here: they are files of mode 0600 under secrets-dir:
 * db-panel, db-gateway, db-jobs, db-migrate, smtp-password (passwords) and token.key. What a seller
 * decides (accounts, users, import window) lives in the database. What `make install` puts beside
 * the programs (sql, templates) is looked for where the running program was installed.
 */

#include <stdint.h>

#include "base/err.h"
#include "base/log.h"

struct conf {
	const char *path;      /* the file that was read */
	const char *db_socket; /* MariaDB's Unix socket */
	const char *db_name;
	const char *secrets_dir;
	const char *state_dir;	   /* what this host must not lose: journals; mode 0700 */
	const char *sql_dir;	   /* migrations and grants */
	const char *templates_dir; /* compiled-for-use templates */
	const char *base_url;	   /* public address of the panel, no slash at the end */
	const char *simulator_api; /* base URLs of environment "simulator"; "" switches it off */
	const char *simulator_auth;
	const char *simulator_upload;
	const char *ca_bundle;	/* file of trusted certificates */
	const char *feed_hosts; /* servers a job may fetch files of products from */
	const char *mail_to;	/* who is told of alarms, blank separated; "" nobody */
	const char *mail_from;
	const char *mail_transport; /* off, sendmail, smtp */
	const char *mail_language;  /* pl, en */
	const char *sendmail;	    /* program for mail-transport "sendmail" */
	const char *smtp_url;	    /* smtp://host:port or smtps://host:port */
	const char *smtp_user;	    /* "" without login; password: file smtp-password */
	int64_t order_poll_s;	    /* seconds between two polls of the order journal */
	int64_t audit_hour;	    /* of the nightly audit of orders, Warsaw time */
	int64_t import_days;	    /* how far the first import looks back */
	int64_t outbox_s;	    /* seconds between two looks into the outbox */
	/* How long personal data stays (lib/domain/retention); 0 keeps for good. */
	int64_t keep_documents_days;
	int64_t keep_contact_days;
	int64_t keep_invoice_years;
	int64_t keep_views_days;
	int64_t keep_traces_days;
	int64_t keep_imports_days;
	enum log_level log_level;
};

/* Load path (NULL: the search above). Everything belongs to owner. */
MUST_CHECK enum rc conf_load(void *owner, const char *path, struct conf **out, struct err *e);

/* The share/kram that belongs to an installed program: PREFIX/bin/NAME and PREFIX/lib/kram/NAME
 * have PREFIX/share/kram, anything else that of /usr. program: an absolute path. Pure. */
char *conf_share_of(void *owner, const char *program) RETURNS_NONNULL;

/* Path of a file below secrets-dir. */
char *conf_secret_path(void *owner, const struct conf *conf, const char *name) RETURNS_NONNULL;

/* Path of a file below state-dir. */
char *conf_state_path(void *owner, const struct conf *conf, const char *name) RETURNS_NONNULL;

/*
 * Is state-dir a directory of mode 0700 that belongs to this user (or, for root, to any)? RC_IO
 * or RC_DENIED with the command that sets it right. For programs that write there, at their start.
 */
MUST_CHECK enum rc conf_state_check(const struct conf *conf, struct err *e);

/* Effective values, one "key = value" a line, for `kramctl config check`. */
char *conf_dump(void *owner, const struct conf *conf) RETURNS_NONNULL;

#endif
