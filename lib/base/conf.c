/* The configuration table and its reader (libconfuse). */
#include "base/conf.h"

#include <confuse.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"

enum { DUMP_MAX = 16384 };

static const char default_path[] = "/etc/kram/kram.conf";

/* One row a key: this table is the documentation of the file. */
static const struct key {
	const char *name;
	size_t offset;
	const char *text; /* default of a text key; NULL for a number */
	bool shared;	  /* the default is below share_dir() */
	int64_t number;	  /* default of a number key */
	int64_t min;
	int64_t max;
	const char *help;
} keys[] = {
#define TEXT(key, field, dflt, help)                                                               \
	{                                                                                          \
		key, offsetof(struct conf, field), dflt, false, 0, 0, 0, help                      \
	}
#define SHARED(key, field, dflt, help)                                                             \
	{                                                                                          \
		key, offsetof(struct conf, field), dflt, true, 0, 0, 0, help                       \
	}
#define NUMBER(key, field, dflt, min, max, help)                                                   \
	{                                                                                          \
		key, offsetof(struct conf, field), NULL, false, dflt, min, max, help               \
	}
    TEXT("db-socket", db_socket, "/run/mysqld/mysqld.sock", "MariaDB's Unix socket"),
    TEXT("db-name", db_name, "kram", "database"),
    TEXT("secrets-dir", secrets_dir, "/etc/kram/secrets", "passwords and token.key, mode 0600"),
    TEXT("state-dir", state_dir, "/var/lib/kram", "journals of this host, mode 0700"),
    SHARED("sql-dir", sql_dir, "sql", "migrations"),
    SHARED("templates-dir", templates_dir, "templates", "HTML templates"),
    TEXT("base-url", base_url, "http://127.0.0.1:8080", "public address of the panel"),
    TEXT("simulator-api-url", simulator_api, "", "rehearsal Allegro, REST API; loopback only"),
    TEXT("simulator-auth-url", simulator_auth, "", "rehearsal Allegro, OAuth; loopback only"),
    TEXT("simulator-upload-url", simulator_upload, "", "rehearsal Allegro, uploads; loopback only"),
    TEXT("ca-bundle", ca_bundle, "/etc/ssl/certs/ca-certificates.crt", "trusted certificates"),
    TEXT(
	"feed-hosts", feed_hosts, "",
	"servers files of products may be fetched from, separated by blanks: \"shop.pl\" is https, "
	"\"http://shop.pl\" is not"),
    TEXT("mail-to", mail_to, "", "who is told of alarms, addresses separated by blanks"),
    TEXT("mail-from", mail_from, "", "sender of these mails; empty: the first of mail-to"),
    TEXT("mail-transport", mail_transport, "off", "off, sendmail or smtp"),
    TEXT("mail-language", mail_language, "pl", "pl or en"),
    TEXT("sendmail", sendmail, "/usr/sbin/sendmail", "program for mail-transport sendmail"),
    TEXT("smtp-url", smtp_url, "smtp://127.0.0.1:25", "smtp:// (STARTTLS) or smtps://, with port"),
    TEXT("smtp-user", smtp_user, "", "login; its password is the file smtp-password"),
    NUMBER("order-poll-seconds", order_poll_s, 20, 1, 3600, "pause between polls of orders"),
    NUMBER("audit-hour", audit_hour, 3, 0, 23, "hour of the nightly audit, Warsaw time"),
    NUMBER("outbox-seconds", outbox_s, 3, 1, 60, "pause between two looks into the outbox"),
    NUMBER("import-days", import_days, 30, 1, 365, "how far the first import looks back"),
    NUMBER("keep-documents-days", keep_documents_days, 90, 0, 36500,
	   "documents and events as Allegro sent them; 0 keeps them for good, as below"),
    NUMBER("keep-contact-days", keep_contact_days, 730, 0, 36500,
	   "buyers' names, addresses, e-mail, phone after the last change of an order"),
    NUMBER("keep-invoice-years", keep_invoice_years, 5, 0, 100,
	   "data of invoices, in whole tax years after that of the purchase"),
    NUMBER("keep-views-days", keep_views_days, 730, 0, 36500, "who opened which order"),
    NUMBER("keep-traces-days", keep_traces_days, 90, 0, 36500,
	   "requests about orders, for support tickets"),
    NUMBER("keep-imports-days", keep_imports_days, 90, 0, 36500,
	   "reports of product files, and what rolling them back needs"),
#undef TEXT
#undef SHARED
#undef NUMBER
};

/* Keys of earlier versions that decide nothing any more: a file that has them still works. */
static const char *const retired[] = {"locale-dir", "static-version"};

static const char *const log_levels[] = {"error", "warn", "info", "debug"};

static char parse_error[256];

/* libconfuse reports through a callback; keep the last sentence for struct err. */
PRINTF(2, 0)
static void keep_error(cfg_t *cfg, const char *fmt, va_list ap)
{
	char text[200];

	(void)vsnprintf(text, sizeof(text), fmt, ap);
	(void)snprintf(parse_error, sizeof(parse_error), "line %d: %s", cfg ? cfg->line : 0, text);
}

static int cfg_destroy(cfg_t **holder)
{
	(void)cfg_free(*holder);
	return 0;
}

char *conf_share_of(void *owner, const char *program)
{
	static const char *const places[] = {"/bin/", "/lib/kram/"};

	for (size_t i = 0; i < COUNT_OF(places); i++) {
		size_t folder = (size_t)(strrchr(program, '/') - program) + 1;
		size_t n = strlen(places[i]);
		if (folder >= n && strncmp(program + folder - n, places[i], n) == 0)
			return mem_printf(owner, "%.*s/share/kram", (int)(folder - n), program);
	}
	return mem_strdup(owner, "/usr/share/kram");
}

/* Of this program; one that was not installed has none, and falls back on the usual place. */
static char *share_dir(void *owner)
{
	char program[PATH_MAX] = "";
	ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *dir = conf_share_of(owner, n > 0 ? program : "/");

	return access(dir, X_OK) ? conf_share_of(owner, "/") : dir;
}

static void fill_options(void *owner, cfg_opt_t *opts)
{
	size_t n = COUNT_OF(keys);
	const char *share = share_dir(owner);

	for (size_t i = 0; i < n; i++) {
		const char *text = keys[i].text;
		if (keys[i].shared)
			text = mem_printf(owner, "%s/%s", share, text);
		if (text)
			opts[i] = (cfg_opt_t)CFG_STR(keys[i].name, text, CFGF_NONE);
		else
			opts[i] = (cfg_opt_t)CFG_INT(keys[i].name, (long)keys[i].number, CFGF_NONE);
	}
	opts[n++] = (cfg_opt_t)CFG_STR("log-level", "info", CFGF_NONE);
	for (size_t i = 0; i < COUNT_OF(retired); i++)
		opts[n++] = (cfg_opt_t)CFG_STR(retired[i], NULL, CFGF_DEPRECATED | CFGF_DROP);
	opts[n] = (cfg_opt_t)CFG_END();
}

static enum rc take_level(cfg_t *cfg, struct conf *conf, struct err *e)
{
	const char *text = cfg_getstr(cfg, "log-level");

	for (size_t i = 0; i < COUNT_OF(log_levels); i++) {
		if (str_eq(text, log_levels[i])) {
			conf->log_level = (enum log_level)i;
			return RC_OK;
		}
	}
	return err_set(e, RC_INVALID, "%s: log-level must be error, warn, info or debug",
		       conf->path);
}

static enum rc take_values(cfg_t *cfg, struct conf *conf, struct err *e)
{
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		char *field = (char *)conf + keys[i].offset;
		if (keys[i].text) {
			*(char **)(void *)field = mem_strdup(conf, cfg_getstr(cfg, keys[i].name));
			continue;
		}
		int64_t v = cfg_getint(cfg, keys[i].name);
		if (v < keys[i].min || v > keys[i].max)
			return err_set(e, RC_INVALID,
				       "%s: %s must be between %" PRId64 " and %" PRId64,
				       conf->path, keys[i].name, keys[i].min, keys[i].max);
		*(int64_t *)(void *)field = v;
	}
	return take_level(cfg, conf, e);
}

enum rc conf_load(void *owner, const char *path, struct conf **out, struct err *e)
{
	cfg_opt_t opts[COUNT_OF(keys) + 1 + COUNT_OF(retired) + 1];
	struct conf *conf = mem_zero(owner, struct conf);
	cfg_t **holder = mem_zero(conf, cfg_t *);

	conf->path = mem_strdup(conf, str_or(path, str_or(getenv("KRAM_CONFIG"), default_path)));
	fill_options(conf, opts);
	*holder = cfg_init(opts, CFGF_NONE);
	if (!*holder)
		mem_exhausted();
	talloc_set_destructor(holder, cfg_destroy);
	(void)cfg_set_error_function(*holder, keep_error);
	parse_error[0] = '\0';
	int status = cfg_parse(*holder, conf->path);
	enum rc rc = RC_OK;
	if (status == CFG_FILE_ERROR)
		rc = err_set(e, RC_IO, "cannot read configuration file %s", conf->path);
	else if (status != CFG_SUCCESS)
		rc = err_set(e, RC_INVALID, "%s: %s", conf->path, parse_error);
	else
		rc = take_values(*holder, conf, e);
	mem_free(holder);
	if (rc)
		mem_free(conf);
	else
		*out = conf;
	return rc;
}

char *conf_secret_path(void *owner, const struct conf *conf, const char *name)
{
	return mem_printf(owner, "%s/%s", conf->secrets_dir, name);
}

char *conf_state_path(void *owner, const struct conf *conf, const char *name)
{
	return mem_printf(owner, "%s/%s", conf->state_dir, name);
}

enum rc conf_state_check(const struct conf *conf, struct err *e)
{
	const char *dir = conf->state_dir;
	struct stat st;

	if (stat(dir, &st) || !S_ISDIR(st.st_mode))
		return err_set(e, RC_IO,
			       "state-dir %s is not a directory that can be reached (%s); run: "
			       "install -d -m 0700 -o USER %s",
			       dir, strerror(errno), dir);
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return err_set(e, RC_DENIED, "state-dir %s is open to others; run: chmod 700 %s",
			       dir, dir);
	if (geteuid() && st.st_uid != geteuid())
		return err_set(e, RC_DENIED,
			       "state-dir %s belongs to another user than the one this runs as",
			       dir);
	return RC_OK;
}

char *conf_dump(void *owner, const struct conf *conf)
{
	struct str s;

	str_init(&s, owner, DUMP_MAX);
	str_addf(&s, "# from %s\n", conf->path);
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		const char *field = (const char *)conf + keys[i].offset;
		str_addf(&s, "# %s\n%s = ", keys[i].help, keys[i].name);
		if (keys[i].text)
			str_addf(&s, "\"%s\"\n", *(char *const *)(const void *)field);
		else
			str_addf(&s, "%" PRId64 "\n", *(const int64_t *)(const void *)field);
	}
	str_addf(&s, "log-level = %s\n", log_levels[conf->log_level]);
	return s.text;
}
