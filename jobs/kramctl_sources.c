/* kramctl: addresses of the shop from which fetch-products fetches files of products. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/catalog/import_source.h"
#include "domain/catalog/source_address.h"
#include "kramctl.h"

const struct ctl_param products_source_params[] = {
    {"add|remove", CTL_ARGUMENT, CTL_REQUIRED},
    {"--profile", CTL_VALUE, CTL_REQUIRED},
    {"--minutes", CTL_VALUE, 0},
    {"--auto", CTL_FLAG, 0},
    {0},
};

/* From the standard input: an address may hold a key, and arguments can be seen by others. */
static enum rc read_address(struct ctl *ctl, const char **out, struct err *e)
{
	char line[SOURCE_ADDRESS_MAX + 2] = "";

	if (!fgets(line, sizeof(line), stdin))
		return err_set(e, RC_INVALID, "the address is wanted on the standard input");
	line[strcspn(line, "\r\n")] = '\0';
	*out = mem_strdup(ctl->mem, line);
	return RC_OK;
}

static enum rc check_address(struct ctl *ctl, const char *address, struct err *e)
{
	const char *host;

	switch (source_address_check(ctl->mem, ctl->conf->feed_hosts, address, &host)) {
	case SOURCE_OK:
		return RC_OK;
	case SOURCE_HAS_LOGIN:
		return err_set(e, RC_INVALID,
			       "an address with a name and password is not taken: it would be "
			       "in logs on its way");
	case SOURCE_NOT_LISTED:
		return err_set(e, RC_DENIED, "add \"%s\" to feed-hosts in %s, then try again", host,
			       ctl->conf->path);
	default:
		return err_set(e, RC_INVALID, "that is not an address like https://shop.pl/file");
	}
}

static enum rc add(struct ctl *ctl, struct err *e)
{
	const char *minutes = ctl_get(ctl, "--minutes");
	struct source_draft draft = {.profile = ctl_get(ctl, "--profile"),
				     .period_min = SOURCE_PERIOD_USUAL,
				     .auto_apply = ctl_get(ctl, "--auto") != NULL};

	if (minutes &&
	    !str_to_i64(minutes, SOURCE_PERIOD_MIN, SOURCE_PERIOD_MAX, &draft.period_min))
		return err_set(e, RC_INVALID, "--minutes takes %d to %d", SOURCE_PERIOD_MIN,
			       SOURCE_PERIOD_MAX);
	if (read_address(ctl, &draft.address, e) || check_address(ctl, draft.address, e))
		return e->rc;
	if (source_save(ctl->db, &draft, "kramctl", e) == RC_CONFLICT)
		return err_set(e, RC_CONFLICT, "the profile has an address; remove it first");
	return e->rc;
}

static enum rc remove_source(struct ctl *ctl, struct err *e)
{
	struct import_profile profile;

	if (import_profile_find(ctl->db, ctl->mem, ctl_get(ctl, "--profile"), &profile, e))
		return e->rc;
	return source_change(ctl->db, profile.id, SOURCE_REMOVE, "kramctl", e);
}

enum rc ctl_products_source(struct ctl *ctl, struct err *e)
{
	const char *action = ctl_get(ctl, "add|remove");

	if (str_eq(action, "add"))
		return add(ctl, e);
	if (str_eq(action, "remove"))
		return remove_source(ctl, e);
	return err_set(e, RC_INVALID, "use: kramctl products source add, or remove");
}

enum rc ctl_products_sources(struct ctl *ctl, struct err *e)
{
	struct file_source *s;
	size_t n;

	if (source_list(ctl->db, ctl->mem, &s, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		char at[TIME_RFC3339_SIZE] = "never";
		if (s[i].asked_at != TIME_NONE)
			time_format_rfc3339(s[i].asked_at, at);
		(void)printf("%s\t%s\t%" PRId64 " min\t%s\t%s\n", s[i].profile,
			     source_address_shown(ctl->mem, s[i].address), s[i].period_min, at,
			     s[i].paused ? "paused" : str_or(s[i].problem, "ok"));
	}
	return RC_OK;
}
