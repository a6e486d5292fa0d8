/* Addresses of pictures. */
#include "domain/mapping/picture.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/sections_check.h"
#include "table/html.h"

#include <ctype.h>
#include <string.h>

/* As it is sent: what no address may hold is written by its bytes. */
static void add_escaped(struct str *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len && !out->overflow; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c <= ' ' || c > '~' || strchr("\"'<>\\^`{|}", c))
			str_addf(out, "%%%02X", c);
		else
			str_add_bytes(out, &text[i], 1);
	}
}

const char *picture_url(void *owner, const char *text, size_t len)
{
	struct str out;

	while (len && isspace((unsigned char)text[len - 1]))
		len--;
	while (len && isspace((unsigned char)*text)) {
		text++;
		len--;
	}
	if (len < 3 || len > PICTURE_URL_MAX)
		return NULL;
	str_init(&out, owner, PICTURE_URL_MAX);
	str_add(&out, memcmp(text, "//", 2) ? "" : "https:");
	add_escaped(&out, text, len);
	return !out.overflow && section_url_is_right(out.text) ? out.text : NULL;
}

static bool is_taken(const struct picture_line *lines, size_t n, const char *url)
{
	for (size_t i = 0; i < n; i++)
		if (lines[i].fault == PICTURE_TAKEN && str_eq(lines[i].url, url))
			return true;
	return false;
}

size_t picture_lines(void *owner, const char *lines, struct picture_line out[PICTURE_LINES_MAX])
{
	size_t taken = 0;
	size_t n = 0;

	for (const char *p = str_or(lines, ""); *p && n < PICTURE_LINES_MAX; n++) {
		const size_t len = strcspn(p, "\n");
		struct picture_line line = {.text = mem_strndup(owner, p, len),
					    .url = picture_url(owner, p, len)};
		if (!line.url)
			line.fault = PICTURE_ADDRESS;
		else if (is_taken(out, n, line.url))
			line.fault = PICTURE_AGAIN;
		else if (taken++ >= PICTURES_MAX)
			line.fault = PICTURE_BEYOND;
		out[n] = line;
		p += len + (p[len] == '\n');
	}
	return n;
}

void pictures_read(void *owner, const char *lines, struct pictures *out)
{
	struct picture_line all[PICTURE_LINES_MAX];
	const size_t n = picture_lines(owner, lines, all);

	*out = (struct pictures){0};
	for (size_t i = 0; i < n; i++)
		if (all[i].fault == PICTURE_TAKEN)
			out->urls[out->n++] = all[i].url;
}

/* Pages that load pictures late keep the address elsewhere. */
const char *picture_of_tag(void *owner, const char *const *attributes)
{
	static const char *const names[] = {"src", "data-src", "data-lazy-src", "data-original"};

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		const char *src = str_or(html_attribute(attributes, names[i]), "");
		const char *url = picture_url(owner, src, strlen(src));
		if (url)
			return url;
	}
	return NULL;
}

bool picture_is_tiny(const char *const *attributes)
{
	const char *width = str_or(html_attribute(attributes, "width"), "");
	const char *height = str_or(html_attribute(attributes, "height"), "");

	return str_is_one_of(width, (const char *const[]){"0", "1", "2", "1px", NULL}) ||
	       str_is_one_of(height, (const char *const[]){"0", "1", "2", "1px", NULL});
}
