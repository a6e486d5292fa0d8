/* Allegro's rules for descriptions, as a table of what may be in what. */
#include "domain/mapping/sections_check.h"

#include "base/str.h"
#include "domain/mapping/description.h"
#include "domain/mapping/section_text.h"

#include <ctype.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

/* ---- Texts -------------------------------------------------------------------------------------
 */

#define BIT(tag) (1U << (tag))
static const struct {
	unsigned tags; /* that may be in it */
	bool is_text;  /* and text */
} inside[SECTION_TAGS] = {
    [TAG_NONE] = {BIT(TAG_H1) | BIT(TAG_H2) | BIT(TAG_P) | BIT(TAG_UL) | BIT(TAG_OL), false},
    [TAG_H1] = {0, true},
    [TAG_H2] = {0, true},
    [TAG_P] = {BIT(TAG_B), true},
    [TAG_UL] = {BIT(TAG_LI), false},
    [TAG_OL] = {BIT(TAG_LI), false},
    [TAG_LI] = {BIT(TAG_B) | BIT(TAG_P), true},
    [TAG_B] = {0, true},
};
enum { DEEPEST = 4 }; /* ul li p b */

struct nest {
	enum section_tag open[DEEPEST + 1]; /* the first is TAG_NONE */
	bool has_text[DEEPEST + 1];
	size_t depth;
};

static enum sections_fault check_character(const char *text, size_t len, size_t *n, bool *is_seen)
{
	const uint8_t *bytes = (const uint8_t *)text;
	ucs4_t c;
	int size = u8_mbtoucr(&c, bytes, len);

	if (size <= 0 || (uc_is_general_category(c, UC_CONTROL) && !strchr("\t\n\r", (int)c)) ||
	    uc_is_property_not_a_character(c))
		return SECTIONS_CHARACTER;
	*n = (size_t)size;
	*is_seen |= !uc_is_property_white_space(c);
	return SECTIONS_FINE;
}

static enum sections_fault check_text(struct nest *in, const struct section_piece *p)
{
	bool is_seen = false;

	for (size_t i = 0, n = 0; i < p->len; i += n) {
		char c = p->text[i];
		enum sections_fault fault = SECTIONS_FINE;
		if (c == '>')
			return SECTIONS_ENTITY;
		if (c != '&') {
			fault = check_character(p->text + i, p->len - i, &n, &is_seen);
		} else {
			n = section_entity(p->text + i, &c);
			fault = n ? SECTIONS_FINE : SECTIONS_ENTITY;
			is_seen |= c != ' ';
		}
		if (fault)
			return fault;
	}
	if (is_seen && !inside[in->open[in->depth]].is_text)
		return SECTIONS_BARE;
	in->has_text[in->depth] |= is_seen;
	return SECTIONS_FINE;
}

static enum sections_fault check_open(struct nest *in, enum section_tag tag)
{
	if (!(inside[in->open[in->depth]].tags & BIT(tag)) || in->depth == DEEPEST)
		return SECTIONS_TAG;
	in->open[++in->depth] = tag;
	in->has_text[in->depth] = false;
	return SECTIONS_FINE;
}

static enum sections_fault check_close(struct nest *in, enum section_tag tag)
{
	if (in->open[in->depth] != tag)
		return SECTIONS_UNCLOSED;
	if (!in->has_text[in->depth])
		return SECTIONS_EMPTY;
	in->has_text[--in->depth] = true;
	return SECTIONS_FINE;
}

static enum sections_fault check_content(const char *content)
{
	struct nest in = {0};
	const char *at = content;

	for (;;) {
		struct section_piece p = section_piece_next(&at);
		enum sections_fault fault = SECTIONS_FINE;
		if (p.kind == PIECE_END)
			break;
		if (p.kind == PIECE_WRONG)
			return SECTIONS_TAG;
		if (p.kind == PIECE_TEXT)
			fault = check_text(&in, &p);
		else
			fault =
			    p.kind == PIECE_OPEN ? check_open(&in, p.tag) : check_close(&in, p.tag);
		if (fault)
			return fault;
	}
	if (in.depth)
		return SECTIONS_UNCLOSED;
	return in.has_text[0] ? SECTIONS_FINE : SECTIONS_EMPTY;
}

/* ---- Pictures ----------------------------------------------------------------------------------
 */

/* Names that mean something in a network of one's own alone (RFC 6761, 6762, 8375). */
static bool is_home(const char *host, size_t len)
{
	static const char *const homes[] = {".local",	 ".localhost", ".internal", ".lan",
					    ".intranet", ".home",      ".invalid",  ".home.arpa"};

	for (size_t i = 0; i < COUNT_OF(homes); i++) {
		const size_t n = strlen(homes[i]);
		if (len >= n && !strncasecmp(host + len - n, homes[i], n))
			return true;
	}
	return false;
}

/* "sklep.example.pl", with a port or not: a name, not a number, that somebody else can find. */
static bool is_host(const char *host, size_t len)
{
	size_t port = 0;

	while (port < len && host[port] != ':')
		port++;
	for (size_t i = port + 1; i < len; i++)
		if (!isdigit((unsigned char)host[i]))
			return false;
	const char *dot = memrchr(host, '.', port);
	if (!dot || dot == host || !isalpha((unsigned char)dot[1]) || dot + 1 >= host + port)
		return false;
	for (size_t i = 0; i < port; i++)
		if (!isalnum((unsigned char)host[i]) && !strchr("-.", host[i]))
			return false;
	return !is_home(host, port);
}

bool section_url_is_right(const char *url)
{
	size_t scheme = str_starts(url, "https://") ? 8 : str_starts(url, "http://") ? 7 : 0;

	if (!scheme || strlen(url) > PICTURE_URL_MAX)
		return false;
	for (const char *p = url; *p; p++)
		if (*p <= ' ' || *p > '~' || strchr("\"'<>\\^`{|}", *p))
			return false;
	return is_host(url + scheme, strcspn(url + scheme, "/?#"));
}

/* ---- The whole ---------------------------------------------------------------------------------
 */

static enum sections_fault check_item(const struct section_item *i, size_t *images)
{
	if (str_eq(i->type, SECTION_TEXT) && i->content && !i->url)
		return check_content(i->content);
	if (!str_eq(i->type, SECTION_IMAGE) || !i->url || i->content)
		return SECTIONS_TYPE;
	if (++*images > PICTURES_MAX)
		return SECTIONS_IMAGES;
	return section_url_is_right(i->url) ? SECTIONS_FINE : SECTIONS_ADDRESS;
}

static enum sections_fault check_section(const struct section *s, size_t *images)
{
	enum sections_fault fault = SECTIONS_FINE;

	if (!s->n_items || s->n_items > DESCRIPTION_COLUMNS_MAX)
		return SECTIONS_COLUMNS;
	for (size_t i = 0; i < s->n_items && !fault; i++)
		fault = check_item(&s->items[i], images);
	return fault;
}

struct sections_verdict sections_check(const struct sections *s)
{
	size_t images = 0;

	if (!s->n_sections)
		return (struct sections_verdict){SECTIONS_NONE, 0};
	if (s->n_sections > DESCRIPTION_SECTIONS_MAX)
		return (struct sections_verdict){SECTIONS_MANY, DESCRIPTION_SECTIONS_MAX};
	for (size_t i = 0; i < s->n_sections; i++) {
		enum sections_fault fault = check_section(&s->sections[i], &images);
		if (fault)
			return (struct sections_verdict){fault, i};
	}
	if (sections_bytes(s) > DESCRIPTION_BYTES_MAX)
		return (struct sections_verdict){SECTIONS_LONG, 0};
	return (struct sections_verdict){SECTIONS_FINE, 0};
}

/* ---- Its length --------------------------------------------------------------------------------
 */

size_t section_text_bytes(const char *text)
{
	size_t n = 0;

	for (const char *p = text; *p; p++) {
		unsigned char c = (unsigned char)*p;
		n += c >= ' ' ? (c == '"' || c == '\\' ? 2 : 1) : (strchr("\b\t\n\f\r", c) ? 2 : 6);
	}
	return n;
}

static size_t member_bytes(const char *name, const char *value)
{
	/* "name":"value", */
	return value ? strlen(name) + section_text_bytes(value) + 6 : 0;
}

size_t sections_bytes(const struct sections *s)
{
	static const size_t item = sizeof("{},") - 1;
	static const size_t section = sizeof("{\"items\":[]},") - 1;
	size_t n = SECTIONS_FRAME;

	for (size_t i = 0; i < s->n_sections; i++) {
		const struct section *one = &s->sections[i];
		n += section - (i + 1 == s->n_sections) - (one->n_items > 0);
		for (size_t k = 0; k < one->n_items; k++)
			n += item - 1 + member_bytes("type", one->items[k].type) +
			     member_bytes("content", one->items[k].content) +
			     member_bytes("url", one->items[k].url);
	}
	return n;
}
