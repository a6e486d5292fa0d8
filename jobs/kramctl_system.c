/* kramctl: schema, key and configuration. */
#include <stdio.h>

#include "base/secret.h"
#include "db/schema.h"
#include "kramctl.h"

static void report(const char *sentence)
{
	(void)printf("%s\n", sentence);
}

enum rc ctl_migrate(struct ctl *ctl, struct err *e)
{
	if (schema_migrate(ctl->db, ctl->conf->sql_dir, report, e))
		return e->rc;
	(void)printf("schema %d\n", schema_version());
	return RC_OK;
}

enum rc ctl_key_create(struct ctl *ctl, struct err *e)
{
	const char *path = conf_secret_path(ctl->mem, ctl->conf, "token.key");

	if (seal_key_create(path, e))
		return e->rc;
	(void)printf("%s\n", path);
	return RC_OK;
}

enum rc ctl_config_check(struct ctl *ctl, struct err *e)
{
	(void)e;
	(void)fputs(conf_dump(ctl->mem, ctl->conf), stdout);
	return RC_OK;
}
