/* Resource limits, no new privileges, and a seccomp filter written as classic BPF. */
#include "web/confine.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define CONFINE_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define CONFINE_ARCH AUDIT_ARCH_AARCH64
#else
#error "confine.c: add the audit name of this architecture"
#endif

enum {
	FILES_MAX = 256,      /* templates, catalogues, two sockets: far below */
	X32_BIT = 0x40000000, /* the second numbering of x86-64 calls */
};

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ALLOW	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define REFUSE	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
#define KILL	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)
/* When the loaded word equals value go on with the next instruction, else skip it. */
#define UNLESS_EQ(value) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1)
#define REFUSE_CALL(nr)	 UNLESS_EQ(nr), REFUSE

/* Foreign call numberings would slip past the numbers below. */
#define PROLOGUE                                                                                   \
	LOAD(arch), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CONFINE_ARCH, 1, 0), KILL, LOAD(nr),       \
	    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32_BIT, 0, 1), KILL

/* The leak checker of a sanitized build traces its own process. */
#if defined(__SANITIZE_ADDRESS__)
#define DUMPABLE       1
#define REFUSE_TRACING REFUSE_CALL(SYS_kexec_load)
#else
#define DUMPABLE       0
#define REFUSE_TRACING REFUSE_CALL(SYS_ptrace), REFUSE_CALL(SYS_kexec_load)
#endif

/* io_uring makes sockets without the socket call. */
#define NEVER                                                                                      \
	REFUSE_CALL(SYS_execve), REFUSE_CALL(SYS_execveat), REFUSE_TRACING,                        \
	    REFUSE_CALL(SYS_process_vm_readv), REFUSE_CALL(SYS_process_vm_writev),                 \
	    REFUSE_CALL(SYS_io_uring_setup), REFUSE_CALL(SYS_bpf), REFUSE_CALL(SYS_mount),         \
	    REFUSE_CALL(SYS_unshare), REFUSE_CALL(SYS_setns), REFUSE_CALL(SYS_userfaultfd),        \
	    REFUSE_CALL(SYS_perf_event_open), REFUSE_CALL(SYS_keyctl)

static struct sock_filter unix_only[] = {
    PROLOGUE, NEVER,	     BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 1, 0),
    ALLOW,    LOAD(args[0]), UNLESS_EQ(AF_UNIX),
    ALLOW,    REFUSE,
};

static struct sock_filter internet[] = {PROLOGUE, NEVER, ALLOW};

static const struct sock_fprog filters[] = {
    [CONFINE_UNIX_ONLY] = {COUNT_OF(unix_only), unix_only},
    [CONFINE_INTERNET] = {COUNT_OF(internet), internet},
};

static const struct {
	__rlimit_resource_t resource;
	rlim_t max;
} limits[] = {
    {RLIMIT_CORE, 0}, /* a core would hold what the heap holds */
    {RLIMIT_NOFILE, FILES_MAX},
};

/* Never raises a limit the administrator has set lower. */
static int lower_limit(__rlimit_resource_t resource, rlim_t max)
{
	struct rlimit now;

	if (getrlimit(resource, &now))
		return -1;
	if (now.rlim_max < max)
		max = now.rlim_max;
	return setrlimit(resource, &(struct rlimit){max, max});
}

enum rc confine(enum confine_network network, struct err *e)
{
	for (size_t i = 0; i < COUNT_OF(limits); i++) {
		if (lower_limit(limits[i].resource, limits[i].max))
			return err_set(e, RC_IO, "cannot set a resource limit: %s",
				       strerror(errno));
	}
	if (prctl(PR_SET_DUMPABLE, DUMPABLE, 0, 0, 0) || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return err_set(e, RC_IO, "cannot give up privileges: %s", strerror(errno));
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filters[network], 0, 0))
		return err_set(e, RC_IO, "cannot install the system call filter: %s",
			       strerror(errno));
	return RC_OK;
}

static int probe(struct str *out, const char *what, long result)
{
	str_addf(out, "%s: %s\n", what, result < 0 ? strerrorname_np(errno) : "allowed");
	return result >= 0;
}

static int probe_sockets(struct str *out)
{
	static const struct {
		int family;
		const char *what;
	} families[] = {
	    {AF_INET, "socket(AF_INET)"},
	    {AF_INET6, "socket(AF_INET6)"},
	    {AF_NETLINK, "socket(AF_NETLINK)"},
	    {AF_PACKET, "socket(AF_PACKET)"},
	};
	int leaks = 0;

	for (size_t i = 0; i < COUNT_OF(families); i++)
		leaks += probe(out, families[i].what, socket(families[i].family, SOCK_STREAM, 0));
	return leaks;
}

int confine_probe(enum confine_network network, struct str *out)
{
	char *const none[] = {NULL};
	int leaks = probe(out, "execve", execve("/bin/true", none, none));

	if (!DUMPABLE)
		leaks += probe(out, "ptrace", ptrace(PTRACE_TRACEME, 0, NULL, NULL));
	leaks += probe(out, "io_uring_setup", syscall(SYS_io_uring_setup, 1, NULL));
	if (network == CONFINE_UNIX_ONLY)
		leaks += probe_sockets(out);
	return leaks + !probe(out, "socket(AF_UNIX)", socket(AF_UNIX, SOCK_STREAM, 0));
}
