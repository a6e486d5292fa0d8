/*
 * Runs a command and says what it took: seconds of the clock, seconds of the processor, and the
 * most memory it ever held. One JSON object on standard output; the command's own goes to stderr.
 * usage: measure COMMAND [ARGUMENT...]
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
	struct rusage use;
	int status;
	double start = now();

	if (argc < 2)
		return EX_USAGE;
	pid_t child = fork();
	if (child == 0) {
		(void)dup2(STDERR_FILENO, STDOUT_FILENO);
		(void)execv(argv[1], argv + 1);
		_exit(EX_UNAVAILABLE);
	}
	if (child < 0 || wait4(child, &status, 0, &use) != child)
		return EX_OSERR;
	(void)printf("{\"seconds\":%.4f,\"cpu\":%.4f,\"peak_rss_kb\":%ld,\"status\":%d}\n",
		     now() - start, seconds(use.ru_utime) + seconds(use.ru_stime), use.ru_maxrss,
		     WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return EXIT_SUCCESS;
}
