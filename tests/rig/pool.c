/*
 * What systemd does for a pool in production (systemd/ in the root of this project), for machines
 * where it does not run: a listening socket as standard input of every worker, and a worker that
 * ends is started again, always. `make run` and the tests start their pools by it.
 *
 * usage: fcgi-pool SOCKET WORKERS PROGRAM [ARGUMENT...]
 * SIGTERM and SIGINT end it, after its workers.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

/* Backlog= and RestartSec= of the units. */
enum { BACKLOG = 1024, RESTART_MS = 100, WORKERS_MAX = 64 };

struct pool {
	char **command;
	pid_t workers[WORKERS_MAX];
	long size;
	int socket;
	sigset_t stop;	  /* end it */
	sigset_t signals; /* those, and the end of a worker */
};

static int fail(const char *what)
{
	(void)fprintf(stderr, "fcgi-pool: %s: %s\n", what, strerror(errno));
	return EX_OSERR;
}

static int listen_at(const char *path)
{
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || strlen(path) >= sizeof(name.sun_path))
		return -1;
	memcpy(name.sun_path, path, strlen(path));
	(void)unlink(path);
	(void)umask(0177); /* SocketMode=0600: nginx runs as the same user here */
	if (bind(fd, (struct sockaddr *)&name, sizeof(name)) || listen(fd, BACKLOG))
		return -1;
	(void)umask(0077);
	return fd;
}

static pid_t start_worker(const struct pool *p)
{
	pid_t pid = fork();

	if (pid)
		return pid;
	(void)sigprocmask(SIG_UNBLOCK, &p->signals, NULL);
	if (dup2(p->socket, STDIN_FILENO) == STDIN_FILENO)
		(void)execv(p->command[0], p->command);
	_exit(fail(p->command[0]));
}

static void start_missing(struct pool *p)
{
	for (long i = 0; i < p->size; i++) {
		if (p->workers[i] <= 0)
			p->workers[i] = start_worker(p);
	}
}

static void bury(struct pool *p)
{
	pid_t pid;

	while ((pid = waitpid(-1, NULL, WNOHANG)) > 0) {
		for (long i = 0; i < p->size; i++) {
			if (p->workers[i] == pid)
				p->workers[i] = 0;
		}
	}
}

static void keep(struct pool *p)
{
	static const struct timespec pause = {.tv_nsec = RESTART_MS * 1000000L};
	int sig = SIGCHLD;

	while (sig != SIGTERM && sig != SIGINT) {
		start_missing(p);
		sig = sigwaitinfo(&p->signals, NULL);
		bury(p);
		if (sig == SIGCHLD)
			sig = sigtimedwait(&p->stop, NULL, &pause);
	}
}

static void end(const struct pool *p)
{
	for (long i = 0; i < p->size; i++) {
		if (p->workers[i] > 0)
			(void)kill(p->workers[i], SIGTERM);
	}
	while (wait(NULL) > 0 || errno == EINTR)
		;
}

int main(int argc, char **argv)
{
	struct pool p = {.command = argv + 3};

	p.size = argc > 3 ? strtol(argv[2], NULL, 10) : 0;
	if (p.size < 1 || p.size > WORKERS_MAX) {
		(void)fputs("usage: fcgi-pool SOCKET WORKERS PROGRAM [ARGUMENT...]\n", stderr);
		return EX_USAGE;
	}
	(void)sigemptyset(&p.stop);
	(void)sigaddset(&p.stop, SIGTERM);
	(void)sigaddset(&p.stop, SIGINT);
	p.signals = p.stop;
	(void)sigaddset(&p.signals, SIGCHLD);
	(void)sigprocmask(SIG_BLOCK, &p.signals, NULL);
	p.socket = listen_at(argv[1]);
	if (p.socket < 0)
		return fail(argv[1]);
	keep(&p);
	end(&p);
	(void)unlink(argv[1]);
	return EX_OK;
}
