/* What makes a password good, and how many hashes run at once. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "domain/users/user.h"

struct hash_slots {
	int fd[HASH_SLOTS];
};

/* Passwords of 12 and more characters from the public lists of leaked ones, and near relatives. */
static const char *const common[] = {
    "123456789012",	"1234567890123",  "12345678901234",	 "123456789123",
    "1234567891011",	"123123123123",	  "111111111111",	 "000000000000",
    "121212121212",	"987654321098",	  "098765432109",	 "qwertyuiop12",
    "qwertyuiop123",	"qwertyuiopas",	  "qwertyuiopasdfghjkl", "qwerty123456",
    "qwerty1234567",	"qwerty12345678", "1qaz2wsx3edc",	 "1q2w3e4r5t6y",
    "1q2w3e4r5t6y7u8i", "zaq12wsxcde3",	  "zaq1@wsxcde3",	 "asdfghjkl123",
    "zxcvbnm12345",	"password1234",	  "password12345",	 "password123456",
    "passwordpassword", "password123!",	  "p@ssw0rd1234",	 "haslohaslo12",
    "haslohaslohaslo",	"mojehaslo123",	  "haslo1234567",	 "haslo123456789",
    "polska123456",	"polska1234567",  "administrator",	 "administrator1",
    "admin1234567",	"adminadmin12",	  "adminadminadmin",	 "letmeinletmein",
    "iloveyou1234",	"kochamcie123",	  "welcome12345",	 "changeme1234",
    "changemechangeme", "allegro12345",	  "allegro123456",	 "allegroallegro",
    "abcdefghijkl",	"abcdefghijklm",  "abc123abc123",	 "aaaaaaaaaaaa",
    "superman1234",	"football1234",	  "monkey123456",	 "zaq12wsxzaq12wsx",
};

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static bool is_common(const char *password)
{
	for (size_t i = 0; i < COUNT_OF(common); i++) {
		if (strcasecmp(password, common[i]) == 0)
			return true;
	}
	return false;
}

enum password_fault password_judge(const char *password, const char *login)
{
	size_t n = characters(password);

	if (n < PASSWORD_MIN)
		return PASSWORD_SHORT;
	if (n > PASSWORD_MAX)
		return PASSWORD_LONG;
	if (is_common(password))
		return PASSWORD_COMMON;
	return strcasecmp(password, login) == 0 ? PASSWORD_LOGIN : PASSWORD_GOOD;
}

/* --- Slots --------------------------------------------------------------------------------- */

static int close_slots(struct hash_slots *s)
{
	for (int i = 0; i < HASH_SLOTS; i++) {
		if (s->fd[i] >= 0)
			(void)close(s->fd[i]);
	}
	return 0;
}

enum rc hash_slots_open(void *owner, const char *const paths[HASH_SLOTS], struct hash_slots **out,
			struct err *e)
{
	struct hash_slots *s = mem_zero(owner, struct hash_slots);

	for (int i = 0; i < HASH_SLOTS; i++)
		s->fd[i] = -1;
	talloc_set_destructor(s, close_slots);
	for (int i = 0; i < HASH_SLOTS; i++) {
		s->fd[i] = open(paths[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (s->fd[i] < 0)
			return err_set(e, RC_IO, "cannot open %s: %s", paths[i], strerror(errno));
	}
	*out = s;
	return RC_OK;
}

/* A free slot at once, else wait for one of them; workers spread by their process id. */
static int take_slot(const struct hash_slots *s)
{
	for (int i = 0; i < HASH_SLOTS; i++) {
		if (flock(s->fd[i], LOCK_EX | LOCK_NB) == 0)
			return s->fd[i];
	}
	int fd = s->fd[getpid() % HASH_SLOTS];
	while (flock(fd, LOCK_EX) && errno == EINTR)
		continue;
	return fd;
}

char *user_hash_password(void *owner, struct hash_slots *slots, const char *password)
{
	int slot = take_slot(slots);
	char *hash = password_hash(owner, password);

	(void)flock(slot, LOCK_UN);
	return hash;
}

/* For users who are not there: a hash of nothing anybody knows, of the same cost as ours. */
static const char absent_hash[] = "$argon2id$v=19$m=65536,t=2,p=1$+xHVOgM90PE95BgqNXO5KA$"
				  "u1pHOneDWOrGxUHHZIjPvw+2lGgIMX54IZA/Ui/3z3s";

const char *user_absent_hash(void)
{
	return absent_hash;
}

bool user_password_is(struct hash_slots *slots, const struct user *u, const char *password)
{
	int slot = take_slot(slots);
	bool usable = u && u->password_hash && user_is_enabled(u);
	bool same = password_verify(usable ? u->password_hash : absent_hash, password);

	(void)flock(slot, LOCK_UN);
	return usable && same;
}
