/* Replace a small file as a whole. */
#include "base/keep.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

enum { KEEP_MODE = 0600 };

static enum rc failed(struct err *e, const char *verb, const char *path)
{
	return err_set(e, RC_IO, "cannot %s %s: %s", verb, path, strerror(errno));
}

static bool write_all(int fd, const char *text)
{
	size_t len = strlen(text);

	while (len) {
		ssize_t n = write(fd, text, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		text += n;
		len -= (size_t)n;
	}
	return fsync(fd) == 0;
}

static enum rc write_beside(const char *path, const char *text, struct err *e)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, KEEP_MODE);

	if (fd < 0)
		return failed(e, "make", path);
	enum rc rc = write_all(fd, text) ? RC_OK : failed(e, "write", path);
	if (close(fd) && !rc)
		rc = failed(e, "write", path);
	if (rc)
		(void)unlink(path);
	return rc;
}

/* The rename itself lives in the folder. */
static enum rc sync_folder(void *scratch, const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	const char *folder = slash ? mem_strndup(scratch, path, (size_t)(slash - path)) : ".";
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return failed(e, "open", folder);
	enum rc rc = fsync(fd) ? failed(e, "sync", folder) : RC_OK;
	(void)close(fd);
	return rc;
}

enum rc keep_write(const char *path, const char *text, struct err *e)
{
	void *scratch = mem_context(NULL, "keep");
	const char *beside = mem_printf(scratch, "%s.new", path);
	enum rc rc = write_beside(beside, text, e);

	if (!rc && rename(beside, path))
		rc = failed(e, "replace", path);
	if (!rc)
		rc = sync_folder(scratch, path, e);
	mem_free(scratch);
	return rc;
}

enum rc keep_read(void *owner, const char *path, char **out, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return errno == ENOENT ? err_set(e, RC_NOT_FOUND, "there is no %s", path)
				       : failed(e, "open", path);
	char *text = mem_array(owner, char, KEEP_BYTES_MAX + 2);
	size_t len = 0;
	ssize_t n = 1;
	while (n > 0 && len <= KEEP_BYTES_MAX) {
		n = read(fd, text + len, KEEP_BYTES_MAX + 1 - len);
		len += n > 0 ? (size_t)n : 0;
	}
	enum rc rc = n < 0 ? failed(e, "read", path) : RC_OK;
	(void)close(fd);
	if (!rc && len > KEEP_BYTES_MAX)
		rc = err_set(e, RC_INVALID, "%s is larger than it can be", path);
	text[len] = '\0';
	*out = text;
	return rc;
}
