/* Names, descriptions and pictures, as Allegro takes them (FACTS 3.5, 3.9). */
#include <string.h>

#include "base/compiler.h"
#include "base/mem.h"
#include "base/str.h"

#include "offers/image.h"
#include "offers/offer_findings.h"
#include "sandbox.h"
#include "server/body.h"

enum {
	NAME_MIN = 12,
	NAME_MAX = 75, /* as it is escaped in HTML */
	NAME_WORDS = 3,
	WORD_MAX = 30,
	SECTIONS_MAX = 100,
	ITEMS_MAX = 2,
	DESCRIPTION_MAX = 40000, /* bytes */
	TAGS_DEEP = 8,
};

/* ---- Names ------------------------------------------------------------------------------------
 */

static size_t escaped_len(char c)
{
	return c == '"' ? 6 : c == '&' || c == '\'' ? 5 : c == '<' || c == '>' ? 4 : 1;
}

/* ASCII, and letters of the two blocks of Latin behind it: C3 80 to C5 BF. */
static bool is_taken(const unsigned char *c)
{
	if (c[0] < 0x80)
		return c[0] >= ' ' && c[0] < 0x7f;
	return c[0] >= 0xc3 && c[0] <= 0xc5 && !(c[0] == 0xc3 && (c[1] == 0x97 || c[1] == 0xb7));
}

struct name_facts {
	size_t chars;
	size_t len;
	size_t words;
	size_t longest;
	bool is_foreign;
};

static struct name_facts look_at(const char *name)
{
	struct name_facts n = {0};
	size_t word = 0;

	for (const char *c = name; *c; c++) {
		if (((unsigned char)*c & 0xc0) == 0x80)
			continue;
		n.chars++;
		n.len += escaped_len(*c);
		n.is_foreign |= !is_taken((const unsigned char *)c);
		n.words += *c != ' ' && !word;
		word = *c == ' ' ? 0 : word + 1;
		n.longest = word > n.longest ? word : n.longest;
	}
	return n;
}

void check_name(struct findings *f, const char *name)
{
	const struct name_facts n = look_at(name);

	if (n.chars < NAME_MIN || n.len > NAME_MAX || n.words < NAME_WORDS)
		find_hard(f, "ConstraintViolationException.StringLength", "name");
	if (n.longest > WORD_MAX)
		find_hard(f, "ConstraintViolationException.MaxWordLength", "name");
	if (n.is_foreign)
		find_hard(f, "ConstraintViolationException.CharacterNotAllowed", "name");
}

/* ---- Descriptions ------------------------------------------------------------------------------
 */

/* A tag, and the tags that may be in it; text: in that one too. */
static const struct {
	const char *name;
	const char *inside;
	bool text;
} tags[] = {
    {"", "h1 h2 p ul ol", false}, {"h1", NULL, true},  {"h2", NULL, true},  {"p", "b", true},
    {"ul", "li", false},	  {"ol", "li", false}, {"li", "b p", true}, {"b", NULL, true}};

static size_t tag_number(const char *name)
{
	size_t i = 1;

	while (i < COUNT_OF(tags) && !str_eq(tags[i].name, name))
		i++;
	return i;
}

/* The entity at s, in bytes; 0: it is none that is known. */
static size_t entity(const char *s)
{
	static const char *const known[] = {"&nbsp;", "&quot;", "&amp;", "&apos;",
					    "&lt;",   "&gt;",	"&#160;"};

	for (size_t i = 0; i < COUNT_OF(known); i++)
		if (str_starts(s, known[i]))
			return strlen(known[i]);
	return 0;
}

struct nest {
	size_t open[TAGS_DEEP];
	bool has_text[TAGS_DEEP];
	size_t depth;
};

/* The tag at s; returns what is behind it, NULL: it must not be there. */
static const char *step_tag(struct nest *in, const char *s)
{
	const bool closes = s[1] == '/';
	const size_t skip = closes ? 2 : 1;
	const size_t len = strcspn(s + skip, ">");
	char name[4] = "";

	if (len >= sizeof(name) || s[skip + len] != '>')
		return NULL;
	memcpy(name, s + skip, len);
	const size_t tag = tag_number(name);
	s += skip + len + 1;
	if (tag == COUNT_OF(tags))
		return NULL;
	if (closes) {
		if (in->open[in->depth] != tag || !in->has_text[in->depth])
			return NULL;
		in->has_text[--in->depth] = true;
		return s;
	}
	if (in->depth + 1 == TAGS_DEEP || !str_has_word(tags[in->open[in->depth]].inside, name))
		return NULL;
	in->open[++in->depth] = tag;
	in->has_text[in->depth] = false;
	return s;
}

static bool is_html_subset(const char *s)
{
	struct nest in = {0};

	while (*s) {
		size_t n = 1;

		if (*s == '<') {
			s = step_tag(&in, s);
			if (!s)
				return false;
			continue;
		}
		if (*s == '&')
			n = entity(s);
		if (!n || *s == '>')
			return false;
		if (!strchr(" \t\r\n", *s)) {
			if (!tags[in.open[in.depth]].text)
				return false;
			in.has_text[in.depth] = true;
		}
		s += n;
	}
	return !in.depth && in.has_text[0];
}

static bool is_absolute(const char *url)
{
	return str_starts(url, "https://") || str_starts(url, "http://");
}

static void check_item(struct findings *f, struct json_object *item, const char *path)
{
	const bool is_image = str_eq(body_text(item, "/type"), "IMAGE");
	const char *content = body_text(item, is_image ? "/url" : "/content");

	if (is_image && !is_absolute(content)) {
		find_hard(f, "VALIDATION_ERROR", path);
		f->at[f->n - 1].message = "Invalid image url";
		f->status = 400;
	}
	if (!is_image && (!content || !is_html_subset(content))) {
		find_hard(f, "VALIDATION_ERROR", path);
		f->at[f->n - 1].message = "Invalid HTML subset";
	}
}

void check_description(struct findings *f, struct json_object *description)
{
	struct json_object *sections = body_at(description, "/sections");
	const size_t n = json_object_array_length(sections);

	if (!n || n > SECTIONS_MAX ||
	    strlen(json_object_to_json_string_ext(
		description, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE)) >
		DESCRIPTION_MAX)
		find_hard(f, "VALIDATION_ERROR", "description");
	for (size_t i = 0; i < n; i++) {
		struct json_object *items =
		    body_at(json_object_array_get_idx(sections, i), "/items");
		const size_t m = json_object_array_length(items);

		if (!m || m > ITEMS_MAX)
			find_hard(f, "VALIDATION_ERROR",
				  mem_printf(f->x, "description.sections[%zu].items", i));
		for (size_t k = 0; k < m; k++)
			check_item(f, json_object_array_get_idx(items, k),
				   mem_printf(f->x, "description.sections[%zu].items[%zu]", i, k));
	}
}

/* ---- Pictures ----------------------------------------------------------------------------------
 */

static void check_image(struct findings *f, const char *url, const char *path)
{
	const char *why = image_refused(f->x->sb, url);

	if (!is_absolute(url)) {
		find_hard(f, "VALIDATION_ERROR", path);
		f->status = 400;
	} else if (why) {
		find_hard(f, why, path);
	}
}

static size_t check_list(struct findings *f, struct json_object *list, const char *at)
{
	const size_t n = list ? json_object_array_length(list) : 0;

	for (size_t i = 0; i < n; i++)
		check_image(f, json_object_get_string(json_object_array_get_idx(list, i)),
			    mem_printf(f->x, "%s[%zu]", at, i));
	return n;
}

static size_t count_described(struct json_object *body)
{
	struct json_object *sections = body_at(body, "/description/sections");
	size_t n = 0;

	for (size_t i = 0; sections && i < json_object_array_length(sections); i++) {
		struct json_object *items =
		    body_at(json_object_array_get_idx(sections, i), "/items");
		for (size_t k = 0; items && k < json_object_array_length(items); k++)
			n += body_at(json_object_array_get_idx(items, k), "/url") != NULL;
	}
	return n;
}

/* Those of the product and of the description count too. */
void check_images(struct findings *f, struct json_object *body, const struct card *card)
{
	struct json_object *of_product = body_at(body, "/productSet/0/product/images");
	const size_t product = of_product
				   ? check_list(f, of_product, "productSet[0].product.images")
			       : card ? 1
				      : 0;
	const size_t n =
	    product + check_list(f, body_at(body, "/images"), "images") + count_described(body);

	if (n > OFFER_IMAGES) {
		find_hard(f, "GallerySizeException", "images");
		f->at[f->n - 1].message = "You can add up to 16 images.";
	}
	if (!n)
		find_soft(f, "ConstraintViolationException.GallerySize", "images");
}
