/*
 * The token journal. Its file is opened for each use and locked while it is used: compacting
 * replaces it by rename, and whoever waited for the lock of the old one opens it again.
 */
#include "domain/accounts/token_journal_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

enum { OPEN_TRIES = 100 }; /* each lost to a process that compacted meanwhile */

/* A host is named by letters, digits, dots and hyphens; nothing else gets into a path. */
static char *file_name(void *owner, const char *host)
{
	char *name = mem_printf(owner, JOURNAL_BEGIN "%s" JOURNAL_END, host);

	for (char *p = name; *p; p++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-", *p))
			*p = '_';
	return name;
}

/* When root works for the user of the jobs, the file must be that user's all the same. */
static void give_to_owner_of(const char *dir, int fd)
{
	struct stat st;

	if (!geteuid() && !stat(dir, &st) && st.st_uid)
		(void)!fchown(fd, st.st_uid, st.st_gid);
}

static enum rc open_once(struct token_journal *j, void *owner, const char *path, int flags,
			 struct journal_file **out, struct err *e)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_DSYNC | O_NOFOLLOW | flags, 0600);
	struct stat st;

	if (fd < 0)
		return journal_broken("opened", path, e);
	struct journal_file *f = mem_zero(owner, struct journal_file);
	f->fd = fd;
	talloc_set_destructor(f, journal_close);
	give_to_owner_of(j->dir, fd);
	while (flock(fd, LOCK_EX))
		if (errno != EINTR)
			return journal_broken("locked", path, e);
	if (fstat(fd, &st))
		return journal_broken("looked at", path, e);
	f->size = (size_t)st.st_size;
	*out = f;
	return RC_OK;
}

static enum rc open_locked(struct token_journal *j, void *owner, struct journal_file **out,
			   struct err *e)
{
	for (int i = 0; i < OPEN_TRIES; i++) {
		if (open_once(j, owner, j->path, 0, out, e))
			return e->rc;
		if (journal_is_current(*out, j->path))
			return RC_OK;
		mem_free(*out);
	}
	return err_set(e, RC_IO, "token journal %s changes all the time", j->path);
}

/* The name of a file is safe when its directory is on the disk. */
static void sync_directory(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	(void)fsync(fd);
	(void)close(fd);
}

/* ---- The journal -------------------------------------------------------------------------------
 */

enum rc token_journal_open(void *owner, const struct conf *conf, const char *host,
			   struct token_journal **out, struct err *e)
{
	struct token_journal *j = mem_zero(owner, struct token_journal);
	void *scratch = mem_context(owner, "open journal");
	struct err room = {0}; /* told when something is appended */
	struct journal_file *f;

	j->dir = mem_strdup(j, conf->state_dir);
	j->path = conf_state_path(j, conf, file_name(scratch, host));
	j->fresh = mem_printf(j, "%s.new", j->path);
	enum rc rc = conf_state_check(conf, e);
	if (!rc && !open_locked(j, scratch, &f, &room)) {
		if (!f->size && !journal_grow(f, 1, j->path, &room))
			sync_directory(j->dir);
		if (f->size)
			journal_take_others(j, scratch, f);
	}
	mem_free(scratch);
	*out = j;
	return rc;
}

enum rc token_journal_append(struct token_journal *j, const struct token_record *r, struct err *e)
{
	void *scratch = mem_context(j, "append");
	struct bytes bytes = token_record_write(scratch, r);
	struct token_records had = {0};
	struct journal_file *f;
	enum rc rc = open_locked(j, scratch, &f, e);

	if (!rc)
		rc = journal_records(f, scratch, j->path, &had, e);
	if (!rc)
		rc = journal_grow(f, had.end + bytes.len, j->path, e);
	if (!rc)
		rc = journal_put(f, bytes, had.end, j->path, e);
	mem_free(scratch);
	return rc;
}

enum rc token_journal_read(struct token_journal *j, void *owner, struct token_records *out,
			   struct err *e)
{
	void *scratch = mem_context(j, "read");
	struct journal_file *f;
	enum rc rc = open_locked(j, scratch, &f, e);

	*out = (struct token_records){0};
	if (!rc)
		rc = journal_records(f, owner, j->path, out, e);
	if (!rc)
		journal_read_others(j, owner, out);
	mem_free(scratch);
	return rc;
}

/* Copy what stays into the file of the next version. */
static enum rc copy_kept(struct token_journal *j, void *scratch, const struct token_records *all,
			 token_stays stays, const void *arg, struct err *e)
{
	struct journal_file *next;
	size_t end = 0;

	if (open_once(j, scratch, j->fresh, O_TRUNC, &next, e))
		return e->rc;
	next->size = 0;
	if (journal_grow(next, 1, j->fresh, e))
		return e->rc;
	for (size_t i = 0; i < all->n; i++) {
		if (!stays(&all->at[i], arg))
			continue;
		struct bytes b = token_record_write(scratch, &all->at[i]);
		if (journal_grow(next, end + b.len, j->fresh, e) ||
		    journal_put(next, b, end, j->fresh, e))
			return e->rc;
		end += b.len;
	}
	return RC_OK;
}

enum rc token_journal_compact(struct token_journal *j, token_stays stays, const void *arg,
			      struct err *e)
{
	void *scratch = mem_context(j, "compact");
	struct token_records all;
	struct journal_file *f;
	enum rc rc = open_locked(j, scratch, &f, e);

	if (!rc)
		rc = journal_records(f, scratch, j->path, &all, e);
	if (!rc)
		rc = copy_kept(j, scratch, &all, stays, arg, e);
	if (!rc && rename(j->fresh, j->path))
		rc = journal_broken("replaced", j->path, e);
	if (!rc)
		sync_directory(j->dir);
	mem_free(scratch);
	return rc;
}
