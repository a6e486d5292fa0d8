/* The configuration file: any bytes give a configuration within its bounds, or one sentence. */
#include "fuzz.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/conf.h"

static void check_conf(void *mem, const struct conf *c)
{
	MUST(c->db_socket && c->db_name && c->secrets_dir && c->base_url && c->simulator_api);
	MUST(c->order_poll_s >= 1 && c->order_poll_s <= 3600);
	MUST(c->import_days >= 1 && c->import_days <= 365);
	MUST(c->log_level >= LOG_LEVEL_ERROR && c->log_level <= LOG_LEVEL_DEBUG);
	MUST(conf_dump(mem, c)[0]);
}

/* "include(file)" would read what lies around on this machine. */
static bool reads_elsewhere(const char *text)
{
	return strstr(text, "include") != NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	int fd = memfd_create("kram.conf", MFD_CLOEXEC);
	char path[32];
	struct conf *conf;
	struct err e = {0};

	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (fd >= 0 && !reads_elsewhere(fuzz_text(mem, data, size)) &&
	    write(fd, data, size) == (ssize_t)size) {
		enum rc rc = conf_load(mem, path, &conf, &e);
		fuzz_check_err(rc, &e);
		if (!rc)
			check_conf(mem, conf);
	}
	(void)close(fd);
	mem_free(mem);
	return 0;
}
