/* Journals that this host wrote when it had another name. */
#include "domain/accounts/token_journal_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"

/* What is done with the file of another name. */
typedef void (*with_other)(struct token_journal *j, void *scratch, const char *path, void *arg);

static void each_other(struct token_journal *j, void *scratch, with_other act, void *arg)
{
	DIR *list = opendir(j->dir);
	const struct dirent *d;

	while (list && (d = readdir(list))) {
		const char *path = mem_printf(scratch, "%s/%s", j->dir, d->d_name);
		size_t n = strlen(d->d_name);
		if (n > strlen(JOURNAL_BEGIN JOURNAL_END) && str_starts(d->d_name, JOURNAL_BEGIN) &&
		    str_eq(d->d_name + n - strlen(JOURNAL_END), JOURNAL_END) &&
		    !str_eq(path, j->path))
			act(j, scratch, path, arg);
	}
	if (list)
		(void)closedir(list);
}

/* Without waiting: whoever holds it may wait for ours. NULL: not now. */
static struct journal_file *open_other(void *owner, const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;

	if (fd < 0)
		return NULL;
	struct journal_file *f = mem_zero(owner, struct journal_file);
	f->fd = fd;
	talloc_set_destructor(f, journal_close);
	if (fstat(fd, &st))
		return NULL;
	f->size = (size_t)st.st_size;
	return f;
}

static bool is_pair(const struct token_record *a, const struct token_record *b)
{
	const struct token_row *x = &a->row;
	const struct token_row *y = &b->row;

	return x->account_id == y->account_id && x->gen == y->gen &&
	       x->sealed_access.len == y->sealed_access.len &&
	       memcmp(x->sealed_access.data, y->sealed_access.data, x->sealed_access.len) == 0;
}

static bool has(const struct token_records *all, const struct token_record *r)
{
	for (size_t i = 0; i < all->n; i++)
		if (is_pair(&all->at[i], r))
			return true;
	return false;
}

/* Records of an unreadable file are none: it must not keep this host from its own. */
static void read_other(struct token_journal *j, void *scratch, const char *path, void *arg)
{
	struct journal_file *f = open_other(scratch, path, O_RDONLY);
	struct token_records *all = arg;
	struct token_records more = {0};
	struct err ignored = {0};

	(void)j;
	if (!f)
		return;
	enum rc rc = journal_records(f, scratch, path, &more, &ignored);
	mem_free(f);
	if (rc)
		return;
	all->damaged += more.damaged;
	struct token_record *both = mem_array(scratch, struct token_record, all->n + more.n);
	if (all->n)
		memcpy(both, all->at, all->n * sizeof(*both));
	all->at = both;
	for (size_t i = 0; i < more.n; i++)
		if (!has(all, &more.at[i]))
			both[all->n++] = more.at[i];
}

/* Ours, open and locked, while others are taken over into it. */
struct taking {
	struct journal_file *own;
	struct token_records had;
};

static enum rc take_records(struct token_journal *j, void *scratch, struct taking *t,
			    const struct token_records *more, struct err *e)
{
	for (size_t i = 0; i < more->n; i++) {
		struct bytes b = token_record_write(scratch, &more->at[i]);
		if (has(&t->had, &more->at[i]))
			continue;
		if (journal_grow(t->own, t->had.end + b.len, j->path, e) ||
		    journal_put(t->own, b, t->had.end, j->path, e))
			return e->rc;
		t->had.end += b.len;
	}
	return RC_OK;
}

/* The other file goes when all it held is on the disk here. */
static void take_other(struct token_journal *j, void *scratch, const char *path, void *arg)
{
	struct journal_file *f = open_other(scratch, path, O_RDWR);
	struct token_records more = {0};
	struct err ignored = {0};

	if (!f || flock(f->fd, LOCK_EX | LOCK_NB) || !journal_is_current(f, path) ||
	    journal_records(f, scratch, path, &more, &ignored) || more.damaged ||
	    take_records(j, scratch, arg, &more, &ignored))
		return;
	(void)unlink(path);
}

void journal_take_others(struct token_journal *j, void *scratch, struct journal_file *own)
{
	struct taking t = {.own = own};
	struct err ignored = {0};

	if (journal_records(own, scratch, j->path, &t.had, &ignored))
		return;
	each_other(j, scratch, take_other, &t);
}

void journal_read_others(struct token_journal *j, void *owner, struct token_records *all)
{
	each_other(j, owner, read_other, all);
}
