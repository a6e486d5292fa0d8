/* The growing delay, and for whom it grows. */
#include "domain/users/login_rule.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/users/user.h"

static const struct {
	const char *name;
	uint64_t free_tries; /* failures that cost nothing */
	bool known_device;   /* counts for tries from a known device, else for all others */
} kinds[THROTTLE_KINDS] = {
    [THROTTLE_USER] = {"user", 5, false},
    [THROTTLE_IP] = {"ip", 30, false},
    [THROTTLE_DEVICE] = {"device", 5, true},
};

enum { DELAY_MAX_S = 900, DOUBLINGS_MAX = 10 };

const char *throttle_name(enum throttle_kind kind)
{
	return kinds[kind].name;
}

bool throttle_counts(enum throttle_kind kind, bool is_known_device)
{
	return kinds[kind].known_device == is_known_device;
}

char *login_normal(void *owner, const char *typed)
{
	static const char blanks[] = " \t\r\n";
	const char *start = typed + strspn(typed, blanks);
	size_t len = strlen(start);

	while (len && strchr(blanks, start[len - 1]))
		len--;
	char *login = mem_strndup(owner, start, len);
	for (char *p = login; *p; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	}
	return login_is_valid(login) ? login : NULL;
}

char *login_address(void *owner, const char *ip)
{
	enum { NETWORK_BYTES = 8 };
	struct in6_addr a;
	char text[INET6_ADDRSTRLEN];

	if (inet_pton(AF_INET6, ip, &a) != 1)
		return mem_strdup(owner, ip);
	if (IN6_IS_ADDR_V4MAPPED(&a))
		return mem_strdup(owner, inet_ntop(AF_INET, &a.s6_addr[12], text, sizeof(text)));
	memset(a.s6_addr + NETWORK_BYTES, 0, sizeof(a.s6_addr) - NETWORK_BYTES);
	return mem_printf(owner, "%s/64", inet_ntop(AF_INET6, &a, text, sizeof(text)));
}

int64_t login_delay_s(enum throttle_kind kind, uint64_t failures)
{
	uint64_t free_tries = kinds[kind].free_tries;

	if (failures < free_tries)
		return 0;
	uint64_t doublings = failures - free_tries;
	if (doublings >= DOUBLINGS_MAX)
		return DELAY_MAX_S;
	int64_t delay = INT64_C(1) << doublings;
	return delay < DELAY_MAX_S ? delay : DELAY_MAX_S;
}
