/* The User-Agent Allegro demands since July 2026. */
#include "server/user_agent.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"

static bool is_version(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)s[i]) && !strchr(".-_+", s[i]))
			return false;
	return len > 0;
}

bool user_agent_is_registered(const char *agent)
{
	if (!str_starts(agent, REGISTERED_APP "/"))
		return false;
	const char *version = agent + strlen(REGISTERED_APP "/");
	size_t len = strcspn(version, " ");
	if (!is_version(version, len) || !str_starts(version + len, " (+https://"))
		return false;
	const char *url = version + len + strlen(" (+https://");
	size_t rest = strcspn(url, ") ");
	return rest > 0 && str_eq(url + rest, ")");
}
