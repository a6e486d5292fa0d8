/* Addresses of files in the shop: what is taken for one here means the same server to the library
 * that asks it, with nobody's password in it, and what is shown of it has no more than its server
 * and a name. */
#include "fuzz.h"

#include <curl/curl.h>

#include "domain/catalog/source_address.h"

static void check_reading(const char *hosts, const char *address)
{
	CURLU *u = curl_url();
	char *scheme = NULL;
	char *host = NULL;
	char *port = NULL;
	char *user = NULL;
	int64_t number;

	MUST(curl_url_set(u, CURLUPART_URL, address, 0) == CURLUE_OK);
	MUST(curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK);
	MUST(curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK);
	MUST(curl_url_get(u, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) == CURLUE_OK);
	MUST(curl_url_get(u, CURLUPART_USER, &user, 0) != CURLUE_OK);
	MUST(str_to_i64(port, 1, 65535, &number));
	/* A number in another guise ("0x7f.1") is written out by the library, and is then another
	 * host: one that the list does not have. */
	if (strspn(host, "0123456789.") != strlen(host))
		MUST(source_is_allowed(hosts, scheme, host, (int)number));
	curl_free(scheme);
	curl_free(host);
	curl_free(port);
	curl_url_cleanup(u);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	const char *address = fuzz_text(mem, data, size);
	const char *host;
	const char *none;

	switch (source_address_check(mem, "", address, &host)) {
	case SOURCE_OK: /* of no list */
		MUST(false);
		break;
	case SOURCE_NOT_LISTED:
		/* The word that would help does. */
		MUST(source_address_check(mem, host, address, &none) == SOURCE_OK);
		check_reading(host, address);
		MUST(strlen(source_address_shown(mem, address)) < strlen(host) + 80);
		MUST(*source_file_name(mem, address));
		break;
	default:
		MUST(!host);
	}
	mem_free(mem);
	return 0;
}
