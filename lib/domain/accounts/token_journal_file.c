/* One file of the token journal: its room, its records. */
#include "domain/accounts/token_journal_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

enum {
	CHUNK_BYTES = 256 * 1024, /* allocated at a time: pairs of about fifty accounts */
	FILE_MAX_BYTES = 64 * 1024 * 1024,
};

int journal_close(struct journal_file *f)
{
	(void)close(f->fd);
	return 0;
}

enum rc journal_broken(const char *what, const char *path, struct err *e)
{
	return err_set(e, RC_IO, "token journal %s cannot be %s: %s", path, what, strerror(errno));
}

enum rc journal_grow(struct journal_file *f, size_t size, const char *path, struct err *e)
{
	if (size <= f->size)
		return RC_OK;
	if (size > FILE_MAX_BYTES)
		return err_set(e, RC_IO, "token journal %s is larger than it can be", path);
	size_t whole = (size + CHUNK_BYTES - 1) / CHUNK_BYTES * CHUNK_BYTES;
	errno = posix_fallocate(f->fd, 0, (off_t)whole);
	if (errno)
		return journal_broken("given room", path, e);
	f->size = whole;
	return RC_OK;
}

bool journal_is_current(const struct journal_file *f, const char *path)
{
	struct stat held;
	struct stat named;

	return !fstat(f->fd, &held) && !stat(path, &named) && held.st_ino == named.st_ino &&
	       held.st_dev == named.st_dev;
}

/* What the file holds, as bytes. */
static enum rc content(const struct journal_file *f, void *owner, const char *path,
		       struct bytes *out, struct err *e)
{
	char *data = mem_array(owner, char, f->size + 1);
	size_t len = 0;

	if (f->size > FILE_MAX_BYTES)
		return err_set(e, RC_IO, "token journal %s is larger than it can be", path);
	while (len < f->size) {
		ssize_t n = pread(f->fd, data + len, f->size - len, (off_t)len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return journal_broken("read", path, e);
		if (!n)
			break;
		len += (size_t)n;
	}
	*out = (struct bytes){data, len};
	return RC_OK;
}

enum rc journal_records(const struct journal_file *f, void *owner, const char *path,
			struct token_records *out, struct err *e)
{
	void *scratch = mem_context(owner, "journal");
	struct bytes bytes;
	enum rc rc = content(f, scratch, path, &bytes, e);

	if (!rc)
		token_records_read(owner, bytes, out);
	mem_free(scratch);
	return rc;
}

enum rc journal_put(const struct journal_file *f, struct bytes b, size_t at, const char *path,
		    struct err *e)
{
	size_t done = 0;

	while (done < b.len) {
		ssize_t n =
		    pwrite(f->fd, (const char *)b.data + done, b.len - done, (off_t)(at + done));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return journal_broken("written", path, e);
		done += (size_t)n;
	}
	return RC_OK;
}
