/* Addresses of pictures, and what may be kept. */
#include "domain/pictures/picture.h"

#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "domain/pictures/picture_head.h"

#define SCHEME "https://"
#define SMALL  "/s128/"
_Static_assert(PICTURE_SIDE == 128, "the path says so");

enum { ADDRESS_MAX = 2000, HOST_MAX = 100 };

bool picture_host_is_allegros(const char *host)
{
	static const char *const homes[] = {".allegroimg.com", ".allegroimg.allegrosandbox.pl"};
	const size_t label = strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789-");

	for (size_t i = 0; label && i < COUNT_OF(homes); i++)
		if (str_eq(host + label, homes[i]))
			return true;
	return false;
}

/* "/original/", "/s1024/": how large the picture is. Its length, 0: it begins otherwise. */
static size_t size_part(const char *path)
{
	if (str_starts(path, "/original/"))
		return sizeof("/original/") - 1;
	const size_t digits = str_starts(path, "/s") ? strspn(path + 2, "0123456789") : 0;
	return digits && digits <= 4 && path[2 + digits] == '/' ? 2 + digits + 1 : 0;
}

static bool is_path(const char *s)
{
	return *s && !strstr(s, "..") &&
	       s[strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
			   "-._~%/+,()!")] == '\0';
}

bool picture_place_read(void *owner, const char *address, struct picture_place *out)
{
	if (!str_starts(address, SCHEME) || strlen(address) > ADDRESS_MAX)
		return false;
	const char *host = address + sizeof(SCHEME) - 1;
	const size_t n = strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789.-");
	const size_t size = size_part(host + n);
	if (!n || n > HOST_MAX || !size || !is_path(host + n + size))
		return false;
	out->host = mem_strndup(owner, host, n);
	out->path = mem_printf(owner, SMALL "%s", host + n + size);
	out->address =
	    mem_printf(owner, "%.*s%s", (int)(sizeof(SCHEME) - 1 + n), address, out->path);
	return true;
}

bool picture_content_of(void *owner, struct bytes bytes, struct picture_content *out)
{
	uint8_t digest[SECRET_HASH_BYTES];
	struct picture_head head;

	if (bytes.len > PICTURE_BYTES_MAX || !picture_head_read(bytes, &head) ||
	    head.width > PICTURE_SIDE_MAX || head.height > PICTURE_SIDE_MAX)
		return false;
	secret_hash_bytes(bytes, digest);
	*out = (struct picture_content){
	    .digest = {mem_dup(owner, digest, PICTURE_DIGEST_BYTES), PICTURE_DIGEST_BYTES},
	    .media = head.media,
	    .width = head.width,
	    .height = head.height,
	    .bytes = bytes,
	};
	return true;
}

uint64_t picture_copy_of(const struct picture_copies *p, uint64_t id)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].id == id)
			return p->at[i].copy;
	return 0;
}

uint64_t picture_copy_of_line(const struct picture_copies *p, const char *line)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_eq(p->at[i].line, line))
			return p->at[i].copy;
	return 0;
}
