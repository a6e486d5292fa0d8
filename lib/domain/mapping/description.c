/* What each tag of a shop's HTML means for the lines that are written; most mean nothing. */
#include "domain/mapping/description.h"

#include "base/mem.h"
#include "domain/mapping/section_write.h"
#include "table/html.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

_Static_assert(2 * PICTURES_MAX + 1 <= DESCRIPTION_SECTIONS_MAX,
	       "pictures, and a text before and after each, fit the sections there may be");

enum {
	IS_BREAK = 1, /* a line ends before and behind it */
	IS_FRESH = 2, /* the same, and another heading or item begins */
	IS_BOLD = 4,
	IS_ITEM = 8,
	IS_LIST = 16,
	IS_ROW = 32,
	IS_CELL = 64,
	IS_SKIPPED = 128,   /* with all that is in it */
	IS_PARAGRAPH = 256, /* blank lines in it are blanks */
	IS_PRE = 512,	    /* line ends are line ends */
};

static const struct element {
	const char *tag;
	unsigned is;
	enum section_tag heading;
	enum description_loss loss; /* DESCRIPTION_LOSSES: none */
} elements[] = {
#define PLAIN(tag, is)                                                                             \
	{                                                                                          \
		tag, is, TAG_NONE, DESCRIPTION_LOSSES                                              \
	}
#define LOST(tag, is, loss)                                                                        \
	{                                                                                          \
		tag, is, TAG_NONE, loss                                                            \
	}
#define HEADING(tag, block)                                                                        \
	{                                                                                          \
		tag, IS_FRESH | IS_PARAGRAPH, block, DESCRIPTION_LOSSES                            \
	}
#define MINOR(tag) PLAIN(tag, IS_BREAK | IS_BOLD | IS_PARAGRAPH)
    HEADING("h1", TAG_H1),
    HEADING("h2", TAG_H2),
    HEADING("h3", TAG_H2),
    MINOR("h4"),
    MINOR("h5"),
    MINOR("h6"),
    MINOR("caption"),
    MINOR("legend"),
    PLAIN("p", IS_BREAK | IS_PARAGRAPH),
    PLAIN("br", IS_BREAK),
    PLAIN("hr", IS_BREAK),
    PLAIN("div", IS_BREAK),
    PLAIN("pre", IS_BREAK | IS_PRE),
    PLAIN("section", IS_BREAK),
    PLAIN("article", IS_BREAK),
    PLAIN("header", IS_BREAK),
    PLAIN("footer", IS_BREAK),
    PLAIN("main", IS_BREAK),
    PLAIN("aside", IS_BREAK),
    PLAIN("nav", IS_BREAK),
    PLAIN("address", IS_BREAK),
    PLAIN("blockquote", IS_BREAK),
    PLAIN("center", IS_BREAK),
    PLAIN("fieldset", IS_BREAK),
    PLAIN("form", IS_BREAK),
    PLAIN("figure", IS_BREAK),
    PLAIN("figcaption", IS_BREAK),
    PLAIN("details", IS_BREAK),
    PLAIN("summary", IS_BREAK),
    PLAIN("b", IS_BOLD),
    PLAIN("strong", IS_BOLD),
    PLAIN("ul", IS_LIST),
    PLAIN("ol", IS_LIST),
    PLAIN("menu", IS_LIST),
    PLAIN("dir", IS_LIST),
    PLAIN("li", IS_FRESH | IS_ITEM | IS_PARAGRAPH),
    LOST("table", IS_BREAK, LOSS_TABLE),
    PLAIN("tr", IS_ROW),
    PLAIN("td", IS_CELL | IS_PARAGRAPH),
    PLAIN("th", IS_CELL | IS_PARAGRAPH | IS_BOLD),
    PLAIN("dl", IS_BREAK),
    PLAIN("dt", IS_ROW | IS_CELL | IS_PARAGRAPH | IS_BOLD),
    PLAIN("dd", IS_CELL | IS_PARAGRAPH),
    LOST("i", 0, LOSS_FORMAT),
    LOST("em", 0, LOSS_FORMAT),
    LOST("u", 0, LOSS_FORMAT),
    LOST("s", 0, LOSS_FORMAT),
    LOST("del", 0, LOSS_FORMAT),
    LOST("strike", 0, LOSS_FORMAT),
    LOST("sub", 0, LOSS_FORMAT),
    LOST("sup", 0, LOSS_FORMAT),
    LOST("script", IS_SKIPPED, LOSS_SCRIPT),
    LOST("style", IS_SKIPPED, LOSS_SCRIPT),
    PLAIN("title", IS_SKIPPED),
    PLAIN("template", IS_SKIPPED),
    PLAIN("noscript", IS_SKIPPED),
    LOST("iframe", IS_SKIPPED, LOSS_EMBEDDED),
    LOST("object", IS_SKIPPED, LOSS_EMBEDDED),
    LOST("embed", IS_SKIPPED, LOSS_EMBEDDED),
    LOST("applet", IS_SKIPPED, LOSS_EMBEDDED),
    LOST("video", IS_SKIPPED, LOSS_EMBEDDED),
    LOST("audio", IS_SKIPPED, LOSS_EMBEDDED),
    LOST("canvas", IS_SKIPPED, LOSS_EMBEDDED),
    LOST("svg", IS_SKIPPED, LOSS_EMBEDDED),
    LOST("math", IS_SKIPPED, LOSS_EMBEDDED),
    LOST("input", IS_SKIPPED, LOSS_FORM),
    LOST("button", IS_SKIPPED, LOSS_FORM),
    LOST("select", IS_SKIPPED, LOSS_FORM),
    LOST("textarea", IS_SKIPPED, LOSS_FORM),
};

struct cleaner {
	void *owner;
	struct section_writer w;
	struct description *out;
	size_t images_max;
	size_t depth;
	size_t skipped_from; /* depth of what is skipped, 0: nothing is */
	size_t bold;	     /* how many of each are open */
	size_t lists;
	size_t items;
	size_t paragraphs;
	size_t kept; /* pre: line ends are */
	size_t headings[SECTION_TAGS];
	bool is_lines;	  /* no tag makes lines: line ends do */
	size_t line_ends; /* in the blanks just read */
};

static const struct element *element_of(const char *tag)
{
	for (size_t i = 0; i < COUNT_OF(elements); i++)
		if (*elements[i].tag == *tag && !strcmp(elements[i].tag, tag))
			return &elements[i];
	return NULL;
}

/* ---- Pictures ----------------------------------------------------------------------------------
 */

static bool is_shown(const struct cleaner *c, const char *url)
{
	const struct sections *s = &c->out->sections;

	for (size_t i = 0; i < s->n_sections; i++)
		if (str_eq(s->sections[i].items[0].url, url))
			return true;
	return false;
}

static void met_image(struct cleaner *c, const char *const *attributes)
{
	const char *url = picture_of_tag(c->owner, attributes);
	const char *alt = html_attribute(attributes, "alt");

	if (picture_is_tiny(attributes))
		c->out->lost[LOSS_IMAGE_TINY]++;
	else if (!url)
		c->out->lost[LOSS_IMAGE_ADDRESS]++;
	else if (is_shown(c, url))
		c->out->lost[LOSS_IMAGE_REPEATED]++;
	else if (c->w.images >= c->images_max)
		c->out->lost[LOSS_IMAGE_MANY]++;
	else
		section_write_image(&c->w, url, mem_strdup(c->owner, str_head(c->owner, alt, 200)));
}

/* ---- Tags --------------------------------------------------------------------------------------
 */

static void wish(struct cleaner *c, const struct element *el)
{
	if (el->is & IS_ROW)
		section_row(&c->w);
	if (el->is & IS_CELL)
		section_cell(&c->w);
	if (el->is & IS_FRESH)
		section_fresh(&c->w);
	if (el->is & IS_BREAK)
		section_break(&c->w);
}

/* A list inside another only begins other items. */
static void begin_list(struct cleaner *c, const char *tag)
{
	if (!c->lists++) {
		section_list(&c->w, !strcmp(tag, "ol") ? TAG_OL : TAG_UL);
		return;
	}
	c->out->lost[LOSS_LIST]++;
	section_fresh(&c->w);
}

static void end_list(struct cleaner *c)
{
	if (--c->lists)
		section_fresh(&c->w);
	else
		section_list(&c->w, TAG_NONE);
}

static void count(struct cleaner *c, const struct element *el, bool opens)
{
	const size_t one = opens ? 1 : SIZE_MAX;

	c->bold += el->is & IS_BOLD ? one : 0;
	c->items += el->is & IS_ITEM ? one : 0;
	c->paragraphs += el->is & IS_PARAGRAPH ? one : 0;
	c->kept += el->is & IS_PRE ? one : 0;
	c->headings[el->heading] += one;
}

static void met_open(void *arg, const char *tag, const char *const *attributes)
{
	struct cleaner *c = arg;
	const struct element *el = element_of(tag);

	c->depth++;
	if (c->skipped_from)
		return;
	if (!strcmp(tag, "img"))
		met_image(c, attributes);
	if (!strcmp(tag, "a") && html_attribute(attributes, "href"))
		c->out->lost[LOSS_LINK]++;
	if (!el)
		return;
	if (el->loss < DESCRIPTION_LOSSES)
		c->out->lost[el->loss]++;
	if (el->is & IS_SKIPPED)
		c->skipped_from = c->depth;
	if (el->is & IS_LIST)
		begin_list(c, tag);
	wish(c, el);
	count(c, el, true);
}

static void met_close(void *arg, const char *tag)
{
	struct cleaner *c = arg;
	const struct element *el = element_of(tag);

	if (c->skipped_from == c->depth)
		c->skipped_from = 0;
	else if (!c->skipped_from && el && el->is & IS_LIST)
		end_list(c);
	c->depth--;
	if (c->skipped_from || !el || el->is & IS_SKIPPED)
		return;
	count(c, el, false);
	if (el->is & (IS_CELL | IS_ROW | IS_BREAK))
		section_break(&c->w);
	if (el->is & IS_FRESH)
		section_fresh(&c->w);
}

/* ---- Texts -------------------------------------------------------------------------------------
 */

static enum section_tag block_here(const struct cleaner *c)
{
	if (c->lists || c->items)
		return TAG_LI;
	if (c->headings[TAG_H1])
		return TAG_H1;
	return c->headings[TAG_H2] ? TAG_H2 : TAG_P;
}

static bool is_heading(const struct cleaner *c)
{
	return c->headings[TAG_H1] || c->headings[TAG_H2];
}

/* Does the line end here? A blank line does between paragraphs, as shops write them. */
static bool ends_line(const struct cleaner *c)
{
	return c->is_lines || c->kept || (c->line_ends > 1 && !c->paragraphs && !c->lists);
}

static void met_text(void *arg, const char *text, size_t len)
{
	struct cleaner *c = arg;
	size_t from = 0;

	if (c->skipped_from)
		return;
	for (size_t i = 0; i < len; i++) {
		if (text[i] != '\n') {
			c->line_ends = isspace((unsigned char)text[i]) ? c->line_ends : 0;
			continue;
		}
		c->line_ends++;
		section_write_text(&c->w, block_here(c), c->bold || is_heading(c), text + from,
				   i + 1 - from);
		from = i + 1;
		if (ends_line(c))
			section_break(&c->w);
	}
	section_write_text(&c->w, block_here(c), c->bold || is_heading(c), text + from, len - from);
}

/* ---- Before it is read -------------------------------------------------------------------------
 */

static bool has_any(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strcasestr(text, *words))
			return true;
	return false;
}

/* HTML that was escaped as a whole on its way. */
static bool is_escaped(const char *text)
{
	static const char *const signs[] = {"&lt;/", "&lt;br", "&lt;p&gt;", NULL};

	return !strchr(text, '<') && has_any(text, signs);
}

static void replace(char *text, const char *what, const char *with)
{
	size_t len = strlen(what);
	char *to = text;

	for (const char *from = text; *from;) {
		bool is_here = *from == *what && !strncmp(from, what, len);
		for (const char *p = with; is_here && *p; p++)
			*to++ = *p;
		if (!is_here)
			*to++ = *from;
		from += is_here ? len : 1;
	}
	*to = '\0';
}

/* A copy without what other programs wrapped around it. Line ends that were written as "\n" are
 * known by the lack of others. */
static char *unwrapped(void *owner, struct bytes html, size_t *nuls)
{
	const char *from = html.data;
	char *text = mem_array(owner, char, html.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < html.len; i++)
		if (from[i])
			text[len++] = from[i];
	text[len] = '\0';
	*nuls = html.len - len;
	replace(text, "<![CDATA[", "");
	replace(text, "]]>", "");
	if (!strchr(text, '\n')) {
		replace(text, "\\r\\n", "\n");
		replace(text, "\\n", "\n");
	}
	return is_escaped(text) ? html_text(owner, (struct bytes){text, strlen(text)}) : text;
}

void description_clean(void *owner, struct bytes html, size_t images_max, struct description *out)
{
	static const char *const lines[] = {"<p", "<br", "<div", "<li", "<h",
					    "<t", "<ul", "<ol",	 "<dl", NULL};
	void *mem = mem_context(NULL, "description");
	struct cleaner c = {.owner = owner, .out = out};

	*out = (struct description){0};
	c.images_max = images_max < PICTURES_MAX ? images_max : PICTURES_MAX;
	if (html.len > DESCRIPTION_INPUT_MAX) {
		html.len = DESCRIPTION_INPUT_MAX;
		out->lost[LOSS_LENGTH]++;
	}
	char *text = unwrapped(mem, html, &out->lost[LOSS_CHARACTER]);
	c.is_lines = !has_any(text, lines);
	section_writer_init(&c.w, owner, mem, out);
	out->lost[LOSS_CHARACTER] +=
	    html_read((struct bytes){text, strlen(text)},
		      &(struct html_sink){&c, met_open, met_close, met_text});
	section_writer_end(&c.w);
	mem_free(mem);
}
