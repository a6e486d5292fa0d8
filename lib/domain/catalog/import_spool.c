/* Folders and files; the database knows runs by number alone. */
#include "domain/catalog/import_spool.h"

#include "base/host.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *path_of(void *mem, const struct conf *conf, uint64_t run_id)
{
	return mem_printf(mem, "%s/%" PRIu64, conf_state_path(mem, conf, "imports"), run_id);
}

static enum rc trouble(struct err *e, const char *path)
{
	return err_set(e, errno == ENOENT ? RC_NOT_FOUND : RC_IO, "%s: %s", path, strerror(errno));
}

enum rc import_spool_open(const struct conf *conf, uint64_t run_id, int *fd, struct err *e)
{
	void *mem = mem_context(NULL, "spool");
	const char *path = path_of(mem, conf, run_id);

	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (*fd < 0)
		trouble(e, path);
	mem_free(mem);
	return e->rc;
}

bool import_spool_has(const struct conf *conf, uint64_t run_id)
{
	void *mem = mem_context(NULL, "spool");
	bool has = !access(path_of(mem, conf, run_id), F_OK);

	mem_free(mem);
	return has;
}

enum rc import_spool_remove(const struct conf *conf, uint64_t run_id, struct err *e)
{
	void *mem = mem_context(NULL, "spool");
	const char *path = path_of(mem, conf, run_id);

	if (unlink(path) && errno != ENOENT)
		trouble(e, path);
	mem_free(mem);
	return e->rc;
}

/* ---- Files that are fetched -------------------------------------------------------------------
 */

static char *draft_of(void *mem, const struct conf *conf, uint64_t profile_id)
{
	return mem_printf(mem, "%s/fetch-%" PRIu64, conf_state_path(mem, conf, "imports"),
			  profile_id);
}

static enum rc make_folder(const char *path, struct err *e)
{
	return mkdir(path, 0700) && errno != EEXIST ? trouble(e, path) : RC_OK;
}

enum rc import_spool_draft(const struct conf *conf, uint64_t profile_id, int *fd, struct err *e)
{
	void *mem = mem_context(NULL, "spool");
	const char *path = draft_of(mem, conf, profile_id);

	*fd = -1;
	if (!make_folder(conf_state_path(mem, conf, "imports"), e)) {
		*fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (*fd < 0)
			trouble(e, path);
	}
	mem_free(mem);
	return e->rc;
}

enum rc import_spool_place(const struct conf *conf, uint64_t profile_id, uint64_t run_id,
			   struct err *e)
{
	void *mem = mem_context(NULL, "spool");
	const char *path = draft_of(mem, conf, profile_id);

	if (rename(path, path_of(mem, conf, run_id)))
		trouble(e, path);
	mem_free(mem);
	return e->rc;
}

void import_spool_drop_draft(const struct conf *conf, uint64_t profile_id)
{
	void *mem = mem_context(NULL, "spool");

	(void)unlink(draft_of(mem, conf, profile_id));
	mem_free(mem);
}

/* ---- The watched folders ------------------------------------------------------------------------
 */

struct taking {
	struct db *db;
	const struct conf *conf;
	void *mem;
	char host[HOST_NAME_SIZE];
	struct import_profile profile;
	const char *folder;
	bool is_stuck; /* nothing can be taken from the folder */
	int64_t n;
	struct err told; /* of the first one that is stuck */
};

static bool has_settled(const struct stat *st)
{
	return S_ISREG(st->st_mode) && time_now_ms() / 1000 - st->st_mtime >= IMPORT_SETTLE_S;
}

/* It is told when the other folders have had their turn. */
static void leave_folder(struct taking *t, const char *path)
{
	t->is_stuck = true;
	if (!t->told.rc)
		trouble(&t->told, path);
}

static enum rc take_file(struct taking *t, const char *name, struct err *e)
{
	const char *from = mem_printf(t->mem, "%s/%s", t->folder, name);
	const char *shown = str_is_utf8(name, strlen(name)) ? str_head(t->mem, name, 255) : "file";
	struct stat st;
	uint64_t id;

	if (lstat(from, &st) || !has_settled(&st))
		return RC_OK;
	const struct import_run run = {.profile_id = t->profile.id,
				       .file_name = shown,
				       .host = t->host,
				       .file_bytes = st.st_size,
				       .actor = IMPORT_BY_ITSELF};
	if (import_run_start(t->db, &run, &id, e))
		return e->rc;
	t->n++;
	if (!rename(from, path_of(t->mem, t->conf, id)))
		return RC_OK;
	leave_folder(t, from);
	return import_run_move(t->db, id, RUN_WAITING, RUN_FAILED,
			       "it cannot be taken out of its folder", e);
}

/* One that may not be written to would bring a failed run each minute. */
static DIR *open_folder(struct taking *t)
{
	DIR *list = access(t->folder, W_OK | X_OK) ? NULL : opendir(t->folder);

	t->is_stuck = false;
	if (!list && errno != ENOTDIR)
		leave_folder(t, t->folder);
	return list;
}

static enum rc take_folder(struct taking *t, struct err *e)
{
	DIR *list = open_folder(t);
	const struct dirent *d;

	while (list && !e->rc && !t->is_stuck && (d = readdir(list)))
		if (d->d_name[0] != '.' && take_file(t, d->d_name, e))
			break;
	if (list)
		closedir(list);
	return e->rc;
}

static enum rc take_profile(struct taking *t, const char *incoming, const char *name, struct err *e)
{
	if (name[0] == '.' || !str_is_utf8(name, strlen(name)))
		return RC_OK;
	t->folder = mem_printf(t->mem, "%s/%s", incoming, name);
	if (import_profile_find(t->db, t->mem, name, &t->profile, e) == RC_NOT_FOUND) {
		err_clear(e);
		return RC_OK;
	}
	return e->rc ? e->rc : take_folder(t, e);
}

enum rc import_spool_take(struct db *db, const struct conf *conf, int64_t *n, struct err *e)
{
	struct taking t = {.db = db, .conf = conf, .mem = mem_context(NULL, "spool")};
	const char *incoming = conf_state_path(t.mem, conf, "incoming");
	const struct dirent *d;

	host_name(t.host);
	if (!make_folder(conf_state_path(t.mem, conf, "imports"), e) && !make_folder(incoming, e)) {
		DIR *list = opendir(incoming);
		while (list && !e->rc && (d = readdir(list)))
			if (take_profile(&t, incoming, d->d_name, e))
				break;
		if (list)
			closedir(list);
	}
	*n = t.n;
	mem_free(t.mem);
	if (!e->rc)
		*e = t.told;
	return e->rc;
}

/* ---- What is left over -------------------------------------------------------------------------
 */

static bool is_old(const char *path)
{
	struct stat st;

	return !lstat(path, &st) && S_ISREG(st.st_mode) &&
	       time_now_ms() - st.st_mtime * TIME_SECOND_MS >= IMPORT_STRAY_MS;
}

/* A name that is no number is that of a file on its way. */
static enum rc has_run(struct db *db, const char *name, bool *has, struct err *e)
{
	void *mem = mem_context(NULL, "run");
	struct import_run run;
	int64_t id;

	*has = false;
	if (str_to_i64(name, 1, INT64_MAX, &id)) {
		*has = !import_run_load(db, mem, (uint64_t)id, &run, e);
		if (e->rc == RC_NOT_FOUND)
			err_clear(e);
	}
	mem_free(mem);
	return e->rc;
}

static enum rc sweep_file(struct db *db, const char *folder, const char *name, struct err *e)
{
	void *mem = mem_context(NULL, "sweep");
	const char *path = mem_printf(mem, "%s/%s", folder, name);
	bool has = true;

	if (is_old(path) && !has_run(db, name, &has, e) && !has && unlink(path) && errno != ENOENT)
		trouble(e, path);
	mem_free(mem);
	return e->rc;
}

enum rc import_spool_sweep(struct db *db, const struct conf *conf, struct err *e)
{
	void *mem = mem_context(NULL, "spool");
	const char *folder = conf_state_path(mem, conf, "imports");
	const struct dirent *d;
	DIR *list = opendir(folder);

	while (list && !e->rc && (d = readdir(list)))
		if (d->d_name[0] != '.' && sweep_file(db, folder, d->d_name, e))
			break;
	if (list)
		closedir(list);
	mem_free(mem);
	return e->rc;
}
