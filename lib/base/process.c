/* Signals, zone, secrets. */
#include "base/process.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/compiler.h"
#include "base/secret.h"
#include "base/time.h"

static const int of_writing[] = {SIGPIPE, SIGXFSZ};

void process_init(void)
{
	for (size_t i = 0; i < COUNT_OF(of_writing); i++)
		(void)signal(of_writing[i], SIG_IGN);
	time_init();
	secret_init();
}

static int take_groups(uid_t uid, gid_t gid)
{
	const struct passwd *user = getpwuid(uid);

	return user ? initgroups(user->pw_name, gid) : setgroups(0, NULL);
}

enum rc process_become_owner(const char *folder, struct err *e)
{
	struct stat st;

	if (geteuid())
		return RC_OK;
	if (stat(folder, &st))
		return err_set(e, RC_IO, "cannot look at %s: %s", folder, strerror(errno));
	if (!st.st_uid)
		return RC_OK;
	if (take_groups(st.st_uid, st.st_gid) || setgid(st.st_gid) || setuid(st.st_uid))
		return err_set(e, RC_DENIED, "cannot act as the owner of %s: %s", folder,
			       strerror(errno));
	return RC_OK;
}
