/* The addresses of the library's functions, each found once. */
#include "table/xml_library.h"

#include "base/err.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

/* The name changes when what it offers does. */
#if LIBXML_VERSION < 21400
#define FILE_NAME "libxml2.so.2"
#else
#define FILE_NAME "libxml2.so.16"
#endif

static const struct call {
	const char *name;
	size_t place;
} calls[] = {
#define XML_CALL(name) {#name, offsetof(struct xml_library, name)},
    XML_LIBRARY(XML_CALL)
#undef XML_CALL
};
_Static_assert(sizeof(void *) == sizeof(void (*)(void)), "dlsym() tells of functions");

static void find(void *handle, const struct call *call, struct xml_library *library)
{
	void *address = dlsym(handle, call->name);

	if (!address)
		BUG("%s has no %s", FILE_NAME, call->name);
	memcpy((char *)library + call->place, &address, sizeof(address));
}

const struct xml_library *xml_library(void)
{
	static struct xml_library library;
	static bool is_open;

	if (is_open)
		return &library;
	void *handle = dlopen(FILE_NAME, RTLD_NOW | RTLD_LOCAL);
	if (!handle)
		BUG("libxml2 cannot be opened: %s", dlerror());
	for (size_t i = 0; i < COUNT_OF(calls); i++)
		find(handle, &calls[i], &library);
	is_open = true;
	return &library;
}
