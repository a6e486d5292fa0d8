/* Addresses of pictures as shops write them. */
#include "domain/mapping/description_image.h"

#include "domain/mapping/description.h"
#include "domain/mapping/sections_check.h"
#include "table/html.h"

#include <ctype.h>
#include <string.h>

/* Blanks and letters in the address are written as they are sent; "//host" is meant as "https". */
static const char *address(void *owner, const char *src)
{
	struct str out;
	const char *from = src + strspn(src, " \t\r\n");
	size_t len = strlen(from);

	while (len && isspace((unsigned char)from[len - 1]))
		len--;
	str_init(&out, owner, DESCRIPTION_URL_MAX);
	if (str_starts(from, "//"))
		str_add(&out, "https:");
	for (size_t i = 0; i < len && !out.overflow; i++) {
		unsigned char c = (unsigned char)from[i];
		if (c <= ' ' || c > '~' || strchr("\"'<>\\^`{|}", c))
			str_addf(&out, "%%%02X", c);
		else
			str_add_bytes(&out, &from[i], 1);
	}
	return !out.overflow && section_url_is_right(out.text) ? out.text : NULL;
}

/* Pages that load pictures late keep the address elsewhere. */
const char *description_image_url(void *owner, const char *const *attributes)
{
	static const char *const names[] = {"src", "data-src", "data-lazy-src", "data-original"};

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		const char *src = html_attribute(attributes, names[i]);
		const char *url =
		    src && strlen(src) <= DESCRIPTION_URL_MAX ? address(owner, src) : NULL;
		if (url)
			return url;
	}
	return NULL;
}

bool description_image_is_tiny(const char *const *attributes)
{
	const char *width = str_or(html_attribute(attributes, "width"), "");
	const char *height = str_or(html_attribute(attributes, "height"), "");

	return str_is_one_of(width, (const char *const[]){"0", "1", "2", "1px", NULL}) ||
	       str_is_one_of(height, (const char *const[]){"0", "1", "2", "1px", NULL});
}
