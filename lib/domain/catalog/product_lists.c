/* Lists, each by the rules of those who write it. */
#include "domain/catalog/product_lists.h"

#include "base/mem.h"

#include <string.h>

enum { IMAGES_BYTES = 60 * 1000, ATTRIBUTES_BYTES = 900 * 1000 }; /* as the columns have them */

void product_lists_init(struct product_lists *s, void *mem)
{
	*s = (struct product_lists){.mem = mem};
	str_init(&s->images, mem, IMAGES_BYTES);
	str_init(&s->attributes, mem, ATTRIBUTES_BYTES);
}

static void add_image(struct product_lists *s, const char *text, size_t len)
{
	while (len && (*text == ' ' || *text == '\n')) {
		text++;
		len--;
	}
	while (len && (text[len - 1] == ' ' || text[len - 1] == '\r'))
		len--;
	if (!len || s->images.len + len + 1 >= IMAGES_BYTES)
		return;
	str_add(&s->images, s->images.len ? "\n" : "");
	str_add_bytes(&s->images, text, len);
}

static void add_images(struct product_lists *s, const char *text)
{
	while (*text) {
		/* A comma inside of an address has no blank and no further address behind it. */
		size_t len = strcspn(text, ",|\n");
		while (text[len] == ',' && text[len + 1] && text[len + 1] != ' ' &&
		       !str_starts(text + len + 1, "http"))
			len += 1 + strcspn(text + len + 1, ",|\n");
		add_image(s, text, len);
		text += len + (text[len] != '\0');
	}
}

static bool is_no_value(const char *text)
{
	static const char *const none[] = {"uniw", "uniwersalny", "onesize", "one size", "-"};

	for (size_t i = 0; i < COUNT_OF(none); i++)
		if (!strcasecmp(text, none[i]))
			return true;
	return !*text;
}

static void add_part(struct str *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		str_add_bytes(out, strchr("\t\r\n", text[i]) ? " " : &text[i], 1);
}

static void add_attribute(struct product_lists *s, const char *name, const char *value, size_t len)
{
	if (str_empty(name) || !len || is_no_value(value) ||
	    s->attributes.len + strlen(name) + len + 4 >= ATTRIBUTES_BYTES)
		return;
	add_part(&s->attributes, name, strlen(name));
	str_add(&s->attributes, "\t");
	add_part(&s->attributes, value, len);
	str_add(&s->attributes, "\t\n");
}

/* "Name:Value:Position": the value may hold colons, the position is digits. */
static void add_feature(struct product_lists *s, const char *text, size_t len)
{
	const char *colon = memchr(text, ':', len);

	if (!colon)
		return;
	const char *name = mem_strndup(s->mem, text, (size_t)(colon - text));
	size_t rest = len - (size_t)(colon + 1 - text);
	size_t digits = 0;
	while (digits < rest && strchr("0123456789", colon[rest - digits]))
		digits++;
	if (digits && digits < rest && colon[rest - digits] == ':')
		rest -= digits + 1;
	add_attribute(s, str_squeeze(s->mem, name), colon + 1, rest);
}

/* The part before the first colon, of each of several by commas. */
static size_t head(const char *text, size_t len)
{
	const char *colon = memchr(text, ':', len);

	return colon ? (size_t)(colon - text) : len;
}

static void add_several(struct product_lists *s, enum format_how how, const char *text)
{
	size_t i = 0;

	while (*text) {
		size_t len = strcspn(text, ",");
		if (how == HOW_FEATURES)
			add_feature(s, text, len);
		else if (how == HOW_NAMES && s->n_names < LISTS_NAMES_MAX)
			s->names[s->n_names++] =
			    str_squeeze(s->mem, mem_strndup(s->mem, text, head(text, len)));
		else if (how == HOW_VALUES && i < s->n_names)
			add_attribute(s, s->names[i++], text, head(text, len));
		text += len + (text[len] == ',');
		text += strspn(text, " ");
	}
}

void product_lists_attribute(struct product_lists *s, const char *name, const char *value)
{
	add_attribute(s, name, value, strlen(value));
}

void product_lists_add(struct product_lists *s, enum format_how how, const char *text)
{
	if (how == HOW_IMAGE) {
		add_image(s, text, strlen(text));
	} else if (how == HOW_IMAGES) {
		add_images(s, text);
	} else if (how == HOW_NAME) {
		s->name = text;
	} else if (how == HOW_VALUE) {
		add_attribute(s, s->name, text, strlen(text));
		s->name = NULL;
	} else {
		add_several(s, how, text);
	}
}
