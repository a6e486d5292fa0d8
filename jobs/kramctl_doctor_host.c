/* kramctl doctor: folders, files and cron of this machine. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beat.h"
#include "base/host.h"
#include "base/keep.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/health/disk.h"
#include "domain/health/watch.h"
#include "kramctl.h"

static const char cron_folder[] = "/etc/cron.d";

/* ---- Folders and files -------------------------------------------------------------------------
 */

static const char *user_name(struct ctl *ctl, uid_t uid)
{
	const struct passwd *user = getpwuid(uid);

	return mem_strdup(ctl->mem, user ? user->pw_name : "USER");
}

/* What root left there once, the jobs cannot write. */
enum rc check_state_folder(struct ctl *ctl, struct err *e)
{
	const char *dir = ctl->conf->state_dir;
	const struct dirent *d;
	struct stat st;

	if (conf_state_check(ctl->conf, e))
		return e->rc;
	DIR *list = opendir(dir);
	if (!list)
		return err_set(e, RC_IO, "cannot list %s: %s", dir, strerror(errno));
	while (!e->rc && (d = readdir(list)))
		if (d->d_name[0] != '.' &&
		    !fstatat(dirfd(list), d->d_name, &st, AT_SYMLINK_NOFOLLOW) &&
		    st.st_uid != geteuid())
			(void)err_set(e, RC_DENIED, "%s/%s belongs to %s; run: chown -R %s: %s",
				      dir, d->d_name, user_name(ctl, st.st_uid),
				      user_name(ctl, geteuid()), dir);
	(void)closedir(list);
	return e->rc;
}

static enum rc check_secret(struct ctl *ctl, const char *path, const char *cure, struct err *e)
{
	const char *user = user_name(ctl, geteuid());
	struct stat st;

	if (stat(path, &st))
		return err_set(e, RC_IO, "%s: %s; %s", path, strerror(errno), cure);
	if (access(path, R_OK))
		return err_set(e, RC_DENIED, "%s cannot read %s; run: chown %s: %s", user, path,
			       user, path);
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return err_set(e, RC_DENIED, "%s is open to others; run: chmod 600 %s", path, path);
	return RC_OK;
}

enum rc check_secrets(struct ctl *ctl, struct err *e)
{
	static const struct {
		const char *name;
		const char *cure;
	} secrets[] = {
	    {"db-panel", "write the password of kram_panel into it"},
	    {"db-gateway", "write the password of kram_gateway into it"},
	    {"db-jobs", "write the password of kram_jobs into it"},
	    {"db-migrate", "write the password of kram_migrate into it"},
	    {"token.key", "run: kramctl key create"},
	};

	for (size_t i = 0; i < COUNT_OF(secrets); i++)
		if (check_secret(ctl, conf_secret_path(ctl->mem, ctl->conf, secrets[i].name),
				 secrets[i].cure, e))
			return e->rc;
	return RC_OK;
}

enum rc check_files(struct ctl *ctl, struct err *e)
{
	const struct conf *c = ctl->conf;
	const char *const paths[] = {
	    mem_printf(ctl->mem, "%s/grants.sql", c->sql_dir),
	    mem_printf(ctl->mem, "%s/pl/layout/base.html", c->templates_dir),
	    mem_printf(ctl->mem, "%s/en/layout/base.html", c->templates_dir),
	};

	for (size_t i = 0; i < COUNT_OF(paths); i++)
		if (access(paths[i], R_OK))
			return err_set(e, RC_IO, "cannot read %s: %s; run: make install", paths[i],
				       strerror(errno));
	if (access(c->ca_bundle, R_OK))
		return err_set(e, RC_IO, "cannot read %s: %s; run: apt-get install ca-certificates",
			       c->ca_bundle, strerror(errno));
	return RC_OK;
}

enum rc check_disk(struct ctl *ctl, struct err *e)
{
	int64_t percent = host_disk_free_percent(ctl->conf->state_dir);

	if (percent < 0)
		return err_set(e, RC_IO, "cannot measure %s", ctl->conf->state_dir);
	if (!disk_is_low(ctl->conf))
		return RC_OK;
	return err_set(e, RC_CONFLICT, "%" PRId64 " %% of the disk is free; free up space",
		       percent);
}

/* ---- Cron --------------------------------------------------------------------------------------
 */

/* The file of cron with a line for this job, NULL: there is none. */
static const char *cron_file(struct ctl *ctl, const char *job)
{
	const char *word = mem_printf(ctl->mem, "/%s\n", job);
	const char *found = NULL;
	DIR *list = opendir(cron_folder);
	const struct dirent *d;

	while (list && !found && (d = readdir(list))) {
		const char *path = mem_printf(ctl->mem, "%s/%s", cron_folder, d->d_name);
		struct err ignored = {0};
		char *text;
		if (d->d_name[0] != '.' && !keep_read(ctl->mem, path, &text, &ignored) &&
		    strstr(text, word))
			found = path;
	}
	if (list)
		(void)closedir(list);
	return found;
}

/* Debian's cron passes over what others may write, and names with a dot. */
static bool cron_ignores(const char *path)
{
	struct stat st;

	return stat(path, &st) || st.st_uid || (st.st_mode & (S_IWGRP | S_IWOTH)) ||
	       strchr(path + sizeof(cron_folder), '.');
}

static enum rc not_started(struct ctl *ctl, const char *job, int64_t at, struct err *e)
{
	const char *file = cron_file(ctl, job);
	const char *when = "was never started";

	if (at != TIME_NONE)
		when = mem_printf(ctl->mem, "was last started %" PRId64 " minutes ago",
				  (time_now_ms() - at) / TIME_MINUTE_MS);
	if (!file)
		return err_set(e, RC_IO,
			       "%s %s, and no file of %s has its line; run: install -m 644 "
			       "%s/../cron.example %s/kram",
			       job, when, cron_folder, ctl->conf->sql_dir, cron_folder);
	if (cron_ignores(file))
		return err_set(e, RC_IO,
			       "%s %s: cron passes over %s; run: chown root: %s && chmod 644 %s",
			       job, when, file, file, file);
	return err_set(e, RC_IO, "%s %s, though %s has its line; run: systemctl status cron", job,
		       when, file);
}

static enum rc is_started(struct ctl *ctl, const char *job, int64_t interval_ms, struct err *e)
{
	int64_t at = beat_last(ctl->conf, job);

	return at != TIME_NONE && time_now_ms() - at <= WATCH_MISSED * interval_ms
		   ? RC_OK
		   : not_started(ctl, job, at, e);
}

enum rc check_jobs_started(struct ctl *ctl, struct err *e)
{
	for (const struct watch_job *job = watch_jobs; job->id; job++)
		if (is_started(ctl, job->id, job->interval_ms, e))
			return e->rc;
	return is_started(ctl, WATCH_GUARD, TIME_MINUTE_MS, e);
}
