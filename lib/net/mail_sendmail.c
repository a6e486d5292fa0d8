/*
 * The sendmail command: started without a shell and without our environment, fed from a file in
 * memory (so that a program which does not read cannot block us), and ended when it takes too long.
 */
#include "net/mail_send.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

enum { REPLY_MAX = 200, NOT_STARTED = 127 };

/* sendmail -i -f FROM -- TO...: a line with a dot alone does not end the message. */
enum { FIXED_ARGS = 5 };

struct child {
	int in;	 /* the message */
	int out; /* what it says */
	pid_t pid;
};

static enum rc io_error(struct err *e, const char *what, int error)
{
	return err_set(e, RC_IO, "sendmail: %s: %s", what, strerror(error));
}

/* The message with the line ends of this system, which is what the command expects. */
static char *local_lines(void *owner, const char *text)
{
	char *copy = mem_strdup(owner, text);
	char *out = copy;

	for (const char *p = text; *p; p++)
		if (*p != '\r')
			*out++ = *p;
	*out = '\0';
	return copy;
}

static enum rc fill(int fd, const char *text, struct err *e)
{
	size_t len = strlen(text);

	for (size_t at = 0; at < len;) {
		ssize_t n = write(fd, text + at, len - at);
		if (n < 0)
			return io_error(e, "keeping the message", errno);
		at += (size_t)n;
	}
	return lseek(fd, 0, SEEK_SET) < 0 ? io_error(e, "keeping the message", errno) : RC_OK;
}

static void set_attributes(posix_spawnattr_t *attr)
{
	sigset_t none;
	sigset_t defaults;

	(void)sigemptyset(&none);
	(void)sigemptyset(&defaults);
	(void)sigaddset(&defaults, SIGPIPE);
	(void)sigaddset(&defaults, SIGXFSZ);
	(void)posix_spawnattr_init(attr);
	(void)posix_spawnattr_setsigmask(attr, &none);
	(void)posix_spawnattr_setsigdefault(attr, &defaults);
	(void)posix_spawnattr_setflags(attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

static enum rc start(struct child *c, const struct mail_route *route, struct err *e)
{
	static char option_i[] = "-i";
	static char option_f[] = "-f";
	static char end[] = "--";
	static char path[] = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";
	char *env[] = {path, NULL};
	char *argv[FIXED_ARGS + MAIL_TO_MAX + 1] = {(char *)(uintptr_t)route->sendmail, option_i,
						    option_f, (char *)(uintptr_t)route->from, end};
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;

	for (size_t i = 0; route->to[i]; i++)
		argv[FIXED_ARGS + i] = (char *)(uintptr_t)route->to[i];
	set_attributes(&attr);
	(void)posix_spawn_file_actions_init(&files);
	(void)posix_spawn_file_actions_adddup2(&files, c->in, STDIN_FILENO);
	(void)posix_spawn_file_actions_adddup2(&files, c->out, STDOUT_FILENO);
	(void)posix_spawn_file_actions_adddup2(&files, c->out, STDERR_FILENO);
	/* The connection to the database is none of its business. */
	(void)posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
	int error = posix_spawn(&c->pid, route->sendmail, &files, &attr, argv, env);
	(void)posix_spawn_file_actions_destroy(&files);
	(void)posix_spawnattr_destroy(&attr);
	return error ? io_error(e, route->sendmail, error) : RC_OK;
}

/* Waits until the child has ended or its time is over; then it is killed. False: it was. */
static bool wait_for(const struct child *c, int *status)
{
	int64_t end = mono_ms() + MAIL_TOTAL_S * TIME_SECOND_MS;
	int fd = pidfd_open(c->pid, 0);
	struct pollfd p = {.fd = fd, .events = POLLIN};
	int ready = 0;

	while (fd >= 0 && ready == 0 && mono_ms() < end) {
		ready = poll(&p, 1, (int)(end - mono_ms()));
		if (ready < 0 && errno == EINTR)
			ready = 0;
	}
	if (ready <= 0)
		(void)kill(c->pid, SIGKILL);
	if (fd >= 0)
		(void)close(fd);
	while (waitpid(c->pid, status, 0) < 0 && errno == EINTR)
		;
	return ready > 0;
}

/* Exit statuses are sysexits: nothing was sent, for now or for good. */
static enum rc judge(const struct child *c, int status, struct err *e)
{
	char said[REPLY_MAX * 2];
	char reply[REPLY_MAX];

	if (!WIFEXITED(status))
		return mail_unknown(e, "sendmail was ended by a signal");
	int code = WEXITSTATUS(status);
	if (code == EX_OK)
		return RC_OK;
	ssize_t n = pread(c->out, said, sizeof(said), 0);
	mail_reply_keep(reply, sizeof(reply), said, n > 0 ? (size_t)n : 0);
	if (code == NOT_STARTED)
		return err_set(e, RC_IO, "sendmail could not be started: %s", reply);
	return err_set(e, code == EX_TEMPFAIL ? RC_RETRY : RC_REMOTE, "sendmail ended with %d: %s",
		       code, reply);
}

static enum rc run(struct child *c, const struct mail_route *route, const char *text, struct err *e)
{
	int status = 0;

	if (c->in < 0 || c->out < 0)
		return io_error(e, "no memory for the message", errno);
	if (fill(c->in, text, e) || start(c, route, e))
		return e->rc;
	return wait_for(c, &status) ? judge(c, status, e)
				    : mail_unknown(e, "sendmail took too long");
}

enum rc mail_sendmail(const struct mail_route *route, const char *text, struct err *e)
{
	struct child c = {
	    .in = memfd_create("mail", MFD_CLOEXEC),
	    .out = memfd_create("mail-said", MFD_CLOEXEC),
	};
	char *lines = local_lines(NULL, text);
	enum rc rc = run(&c, route, lines, e);

	mem_free(lines);
	if (c.in >= 0)
		(void)close(c.in);
	if (c.out >= 0)
		(void)close(c.out);
	return rc;
}
