/* Name and disk of this machine. */
#include "base/host.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/secret.h"

enum { BOOT_MAX = 64, NAMESPACE_MAX = 64 };

void host_name(char out[HOST_NAME_SIZE])
{
	memset(out, 0, HOST_NAME_SIZE);
	if (gethostname(out, HOST_NAME_SIZE - 1) || !*out)
		memcpy(out, "localhost", sizeof("localhost"));
}

static void read_boot(char out[BOOT_MAX])
{
	int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	if (read(fd, out, BOOT_MAX - 1) < 0)
		*out = '\0';
	(void)close(fd);
}

void host_place(char out[HOST_PLACE_SIZE])
{
	uint8_t hash[SECRET_HASH_BYTES];
	char text[BOOT_MAX + NAMESPACE_MAX] = "";

	read_boot(text);
	size_t n = strlen(text);
	if (readlink("/proc/self/ns/pid", text + n, NAMESPACE_MAX - 1) < 0)
		text[n] = '\0';
	secret_hash(text, hash);
	(void)snprintf(out, HOST_PLACE_SIZE, "%02x%02x%02x%02x", hash[0], hash[1], hash[2],
		       hash[3]);
}

int64_t host_disk_free_percent(const char *folder)
{
	struct statvfs fs;

	if (statvfs(folder, &fs) || !fs.f_blocks)
		return -1;
	return (int64_t)((uint64_t)fs.f_bavail * 100 / (uint64_t)fs.f_blocks);
}
