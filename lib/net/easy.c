/* Settings of every transfer. */
#include "net/easy.h"

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

void easy_must(CURLcode code)
{
	if (code == CURLE_OUT_OF_MEMORY)
		mem_exhausted();
	if (code != CURLE_OK)
		BUG("libcurl: %s", curl_easy_strerror(code));
}

void easy_guard(CURL *easy, const char *ca_bundle)
{
	easy_must(curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L));
	easy_must(curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED));
	easy_must(curl_easy_setopt(easy, CURLOPT_PROXY, ""));
	easy_must(curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L));
	easy_must(curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L));
	easy_must(curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2));
	if (!str_empty(ca_bundle))
		easy_must(curl_easy_setopt(easy, CURLOPT_CAINFO, ca_bundle));
}
