/* Preloaded: what a host tells a program is not so. The wall clock is $KRAM_CLOCK_S seconds off, of
 * every disk $KRAM_DISK_PERCENT percent are free, $KRAM_NAMES ("shop.test=11.0.0.1,127.0.0.1 ...")
 * says what names resolve to, another answer each time, and 11.0.0.1, which is an address of the
 * public Internet, is reached on this machine, its port 443 at $KRAM_TLS_PORT. */
#define _GNU_SOURCE

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <time.h>

int clock_gettime(clockid_t id, struct timespec *ts)
{
	static int (*real)(clockid_t, struct timespec *);
	const char *off = getenv("KRAM_CLOCK_S");

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
	int result = real(id, ts);
	if (!result && off && id == CLOCK_REALTIME)
		ts->tv_sec += strtol(off, NULL, 10);
	return result;
}

int statvfs(const char *path, struct statvfs *fs)
{
	static int (*real)(const char *, struct statvfs *);
	const char *percent = getenv("KRAM_DISK_PERCENT");

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "statvfs");
	int result = real(path, fs);
	if (!result && percent)
		fs->f_bavail = fs->f_blocks / 100 * strtoul(percent, NULL, 10);
	return result;
}

/* The n-th answer for a name, the last one from then on. */
static int answer(const char *name, int n, char *out, size_t max)
{
	const char *p = getenv("KRAM_NAMES");
	size_t len = strlen(name);

	while (p && *p) {
		size_t end = strcspn(p, " ");
		if (strncmp(p, name, len) == 0 && p[len] == '=') {
			const char *a = p + len + 1;
			for (size_t k; n-- > 0 && a[k = strcspn(a, ", ")] == ',';)
				a += k + 1;
			size_t k = strcspn(a, ", ");
			memcpy(out, a, k < max ? k : max - 1);
			out[k < max ? k : max - 1] = '\0';
			return 1;
		}
		p += end + (p[end] == ' ');
	}
	return 0;
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
		struct addrinfo **out)
{
	static int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
	static int asked;
	char address[64];

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
	if (!name || !answer(name, asked, address, sizeof(address)))
		return real(name, service, hints, out);
	asked++;
	return real(address, service, hints, out);
}

int connect(int fd, const struct sockaddr *to, socklen_t len)
{
	static int (*real)(int, const struct sockaddr *, socklen_t);
	struct sockaddr_in here;

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "connect");
	if (to->sa_family != AF_INET || !getenv("KRAM_NAMES"))
		return real(fd, to, len);
	memcpy(&here, to, sizeof(here));
	if (here.sin_addr.s_addr == inet_addr("11.0.0.1")) {
		here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		if (getenv("KRAM_TLS_PORT") && here.sin_port == htons(443))
			here.sin_port = htons((in_port_t)atoi(getenv("KRAM_TLS_PORT")));
	}
	return real(fd, (const struct sockaddr *)&here, sizeof(here));
}
