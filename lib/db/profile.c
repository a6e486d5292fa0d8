/* The server against mariadb.cnf.example. */
#include "db/profile.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/str.h"
#include "db/conn.h"

enum { LINE_MAX_BYTES = 400, FOUND_MAX = 400, VERSION_MIN = 101100 /* 10.11.0 */ };

#define COLLATION "utf8mb4_uca1400_as_ci"

static bool is_switch(const char *text, bool on)
{
	return on ? str_eq(text, "1") || strcasecmp(text, "ON") == 0
		  : str_eq(text, "0") || strcasecmp(text, "OFF") == 0;
}

static bool holds(const char *list, const char *word, size_t len)
{
	for (; *list; list += strcspn(list, ","), list += *list == ',')
		if (strcspn(list, ",") == len && strncasecmp(list, word, len) == 0)
			return true;
	return false;
}

bool profile_fits(const char *wanted, const char *is)
{
	if ((is_switch(wanted, true) && is_switch(is, true)) ||
	    (is_switch(wanted, false) && is_switch(is, false)))
		return true;
	for (const char *w = wanted; *w; w += strcspn(w, ","), w += *w == ',')
		if (!holds(is, w, strcspn(w, ",")))
			return false;
	return *wanted != '\0';
}

/* "name = value" of a line, in its own room; false: a comment, a section, nothing. */
static bool take_line(char *line, char **name, char **value)
{
	char *equals = strchr(line, '=');

	if (line[0] == '#' || line[0] == '[' || !equals)
		return false;
	line[strcspn(line, " \t=")] = '\0';
	*name = line;
	*value = equals + 1 + strspn(equals + 1, " \t");
	(*value)[strcspn(*value, " \t\r\n")] = '\0';
	return true;
}

static enum rc check_lines(struct db *db, void *scratch, FILE *f, struct str *found, struct err *e)
{
	char line[LINE_MAX_BYTES];
	char *name;
	char *value;

	while (fgets(line, sizeof(line), f)) {
		const char *is;
		if (!take_line(line, &name, &value))
			continue;
		if (db_setting(db, scratch, mem_printf(scratch, "GLOBAL.%s", name), &is, e))
			return e->rc;
		if (!profile_fits(value, is))
			str_addf(found, "%s%s = %s (it is %s)", found->len ? "; " : "", name, value,
				 is);
	}
	return RC_OK;
}

enum rc profile_check_lines(struct db *db, const char *path, struct err *e)
{
	void *scratch = mem_context(db, "profile");
	FILE *f = fopen(path, "re");
	struct str found;

	if (!f) {
		mem_free(scratch);
		return err_set(e, RC_IO, "cannot read %s: %s", path, strerror(errno));
	}
	str_init(&found, scratch, FOUND_MAX);
	enum rc rc = check_lines(db, scratch, f, &found, e);
	(void)fclose(f);
	if (!rc && found.len)
		rc = err_set(e, RC_INVALID,
			     "MariaDB does not run with %s; run: install -m 644 %s "
			     "/etc/mysql/mariadb.conf.d/60-kram.cnf && systemctl restart mariadb",
			     found.text, path);
	mem_free(scratch);
	return rc;
}

enum rc profile_check_version(struct db *db, struct err *e)
{
	unsigned long version = mysql_get_server_version(db->my);

	if (version >= VERSION_MIN)
		return RC_OK;
	return err_set(e, RC_INVALID, "MariaDB is %s, Kram needs 10.11 or newer",
		       mysql_get_server_info(db->my));
}

enum rc profile_check_collation(struct db *db, struct err *e)
{
	const char *is;

	if (db_setting(db, db, "collation_database", &is, e))
		return e->rc;
	if (str_eq(is, COLLATION) || str_eq(is, "uca1400_as_ci"))
		return RC_OK;
	return err_set(e, RC_INVALID,
		       "new tables would be sorted by %s; run: mariadb -e 'ALTER DATABASE %s "
		       "CHARACTER SET utf8mb4 COLLATE " COLLATION "'",
		       is, db->conf->db_name);
}
