/* Heartbeat files: touched, never written. */
#include "base/beat.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/time.h"

enum { BEAT_MODE = 0600 };

static char *beat_path(const struct conf *conf, const char *name)
{
	return mem_printf(NULL, "%s/%s.beat", conf->state_dir, name);
}

enum rc beat_touch(const struct conf *conf, const char *name, struct err *e)
{
	char *path = beat_path(conf, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, BEAT_MODE);
	enum rc rc = RC_OK;

	if (fd < 0 || futimens(fd, NULL))
		rc = err_set(e, RC_IO, "cannot touch %s: %s", path, strerror(errno));
	if (fd >= 0)
		(void)close(fd);
	mem_free(path);
	return rc;
}

int64_t beat_last(const struct conf *conf, const char *name)
{
	char *path = beat_path(conf, name);
	struct stat st;
	bool found = stat(path, &st) == 0;

	mem_free(path);
	return found ? st.st_mtim.tv_sec * TIME_SECOND_MS + st.st_mtim.tv_nsec / 1000000
		     : TIME_NONE;
}
