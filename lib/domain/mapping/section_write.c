/* Lines become blocks, blocks a section. The length is kept while writing: what no longer fits is
 * not begun, and nothing comes after it. */
#include "domain/mapping/section_write.h"

#include "base/mem.h"
#include "domain/mapping/sections_check.h"

#include <string.h>
#include <unictype.h>
#include <unistr.h>

enum {
	LINE_MAX_BYTES = 4000, /* a longer one ends at its next blank, so that a text without any
				  paragraph can be cut as well */
	WORD_MAX_BYTES = 4000, /* and without a blank here */
	LINE_ROOM = LINE_MAX_BYTES + WORD_MAX_BYTES + 64,
	CELL_LINE_MAX = 120, /* bytes: more is no cell of a table of facts but a layout */
};
#define CELL_MARK " | "

void section_writer_init(struct section_writer *w, void *owner, void *step, struct description *out)
{
	*w = (struct section_writer){
	    .owner = owner, .out = out, .list = TAG_UL, .used = SECTIONS_FRAME};
	str_init(&w->body, step, DESCRIPTION_BYTES_MAX);
	str_init(&w->line, step, LINE_ROOM);
}

static void str_clear(struct str *s)
{
	s->len = 0;
	s->text[0] = '\0';
}

/* ---- Sections ----------------------------------------------------------------------------------
 */

static void add_section(struct section_writer *w, struct section_item item)
{
	struct sections *s = &w->out->sections;

	s->sections = mem_grow(w->owner, s->sections, struct section, s->n_sections + 1);
	struct section_item *items = mem_array(w->owner, struct section_item, 1);
	items[0] = item;
	s->sections[s->n_sections++] = (struct section){items, 1};
}

static void add_open(struct str *out, enum section_tag tag)
{
	str_addf(out, "<%s>", section_tag_name(tag));
}

static void add_close(struct str *out, enum section_tag tag)
{
	str_addf(out, "</%s>", section_tag_name(tag));
}

/* Of both. */
static size_t tag_bytes(enum section_tag tag)
{
	return 2 * strlen(section_tag_name(tag)) + strlen("<></>");
}

static void close_list(struct section_writer *w)
{
	if (w->list_open)
		add_close(&w->body, w->list_open);
	w->list_open = TAG_NONE;
}

static void end_section(struct section_writer *w)
{
	close_list(w);
	if (w->body.len)
		add_section(w, (struct section_item){
				   .type = SECTION_TEXT,
				   .content = mem_strndup(w->owner, w->body.text, w->body.len)});
	str_clear(&w->body);
}

/* Does that much still fit? Nothing does behind what did not. */
static bool take(struct section_writer *w, size_t bytes)
{
	if (w->is_full || bytes > DESCRIPTION_BYTES_MAX - w->used) {
		w->is_full = true;
		w->out->lost[LOSS_LENGTH]++;
		return false;
	}
	w->used += bytes;
	return true;
}

/* ---- Blocks ------------------------------------------------------------------------------------
 */

/* Two cells are a name and its value. */
static void name_cells(struct section_writer *w)
{
	struct str *line = &w->line;

	if (w->joined != 1)
		return;
	const char *mark = w->has_colon ? " " : ": ";
	size_t len = strlen(mark);
	size_t rest = w->join_at + strlen(CELL_MARK);
	memcpy(line->text + w->join_at, mark, len);
	memmove(line->text + w->join_at + len, line->text + rest, line->len - rest + 1);
	line->len -= strlen(CELL_MARK) - len;
}

static void set_bold(struct section_writer *w, bool bold)
{
	if (bold && !w->is_bold)
		add_open(&w->line, TAG_B);
	if (!bold && w->is_bold)
		add_close(&w->line, TAG_B);
	w->is_bold = bold;
}

static void add_block(struct section_writer *w)
{
	enum section_tag list = w->kind == TAG_LI ? w->list : TAG_NONE;
	bool begins_list = list && list != w->list_open;
	size_t bytes = section_text_bytes(w->line.text) + tag_bytes(w->kind) +
		       (begins_list ? tag_bytes(list) : 0) + (w->body.len ? 0 : SECTION_FRAME);

	if (!take(w, bytes))
		return;
	if (list != w->list_open)
		close_list(w);
	if (begins_list)
		add_open(&w->body, list);
	w->list_open = list;
	add_open(&w->body, w->kind);
	str_add(&w->body, w->line.text);
	add_close(&w->body, w->kind);
}

static void end_line(struct section_writer *w)
{
	if (w->kind == TAG_NONE)
		return;
	set_bold(w, false);
	name_cells(w);
	add_block(w);
	str_clear(&w->line);
	w->kind = TAG_NONE;
	w->has_blank = w->has_mark = false;
	w->joined = 0;
	w->last = '\0';
	w->row_lines++;
}

/* A cell goes on in the line of the row while that is short and the row has no other. */
static bool joins(const struct section_writer *w, enum section_tag kind)
{
	return w->is_cell && !w->row_lines && kind == TAG_P && w->kind == TAG_P &&
	       w->line.len <= CELL_LINE_MAX;
}

static void add_mark(struct section_writer *w)
{
	if (!w->joined++) {
		w->join_at = w->line.len;
		w->has_colon = w->last == ':';
	}
	str_add(&w->line, CELL_MARK);
}

/* Between words, between cells. */
static void add_space(struct section_writer *w)
{
	if (w->has_mark)
		add_mark(w);
	else if (w->has_blank && w->last)
		str_add(&w->line, " ");
	w->has_mark = w->has_blank = false;
}

/* What was wished for before this text. */
static void place(struct section_writer *w, enum section_tag kind)
{
	if (joins(w, kind))
		w->has_mark = true;
	else if (w->kind == kind && kind != TAG_P && !w->is_fresh)
		w->has_blank = true;
	else
		end_line(w);
	w->kind = kind;
	w->wants_break = w->is_fresh = w->is_cell = false;
}

/* ---- Characters --------------------------------------------------------------------------------
 */

static const char *encoded(const char *c)
{
	switch (*c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	default:
		return NULL;
	}
}

static bool is_long(const struct section_writer *w)
{
	return w->line.len >
	       (w->has_blank ? (size_t)LINE_MAX_BYTES : (size_t)LINE_MAX_BYTES + WORD_MAX_BYTES);
}

static void put(struct section_writer *w, enum section_tag kind, bool bold, const char *c,
		size_t len)
{
	const char *entity = encoded(c);

	if (w->kind != kind || w->wants_break)
		place(w, kind);
	if (is_long(w)) {
		end_line(w);
		w->kind = kind;
	}
	if (!bold)
		set_bold(w, false);
	add_space(w);
	if (bold)
		set_bold(w, true);
	if (entity)
		str_add(&w->line, entity);
	else
		str_add_bytes(&w->line, c, len);
	w->last = c[len - 1];
}

/* Characters that windows-1252 has where Unicode has controls, as browsers read them. */
static ucs4_t as_windows(ucs4_t c)
{
	static const uint16_t windows[32] = {
	    0x20ac, 0,	    0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
	    0x2039, 0x152,  0,	    0x17d,  0,	    0,	    0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0,	    0x17e,  0x178};

	return c >= 0x80 && c < 0xa0 ? windows[c - 0x80] : c;
}

/* Without form, and not worth to be told: marks of direction, soft hyphens, joiners that do not
 * join two signs into one. */
static bool is_formless(const struct section_writer *w, ucs4_t c)
{
	return uc_is_general_category(c, UC_FORMAT) &&
	       (c != 0x200d || !w->last || w->has_blank || w->wants_break);
}

static bool is_lost(ucs4_t c)
{
	return !c || c == 0xfffd || uc_is_general_category(c, UC_CONTROL) ||
	       uc_is_general_category(c, UC_PRIVATE_USE) ||
	       uc_is_general_category(c, UC_UNASSIGNED);
}

void section_write_text(struct section_writer *w, enum section_tag kind, bool bold,
			const char *text, size_t len)
{
	const uint8_t *bytes = (const uint8_t *)text;
	bool can_be_bold = bold && (kind == TAG_P || kind == TAG_LI);
	uint8_t utf8[6];
	ucs4_t c;

	for (size_t i = 0; i < len;) {
		if (bytes[i] > ' ' && bytes[i] < 0x7f) { /* most are, and need no table */
			put(w, kind, can_be_bold, text + i++, 1);
			continue;
		}
		i += (size_t)u8_mbtouc(&c, bytes + i, len - i);
		c = as_windows(c);
		if (uc_is_property_white_space(c)) {
			w->has_blank = true;
		} else if (is_lost(c)) {
			w->out->lost[LOSS_CHARACTER]++;
		} else if (!is_formless(w, c)) {
			int n = u8_uctomb(utf8, c, sizeof(utf8));
			put(w, kind, can_be_bold, (const char *)utf8, (size_t)n);
		}
	}
}

/* ---- Wishes ------------------------------------------------------------------------------------
 */

void section_break(struct section_writer *w)
{
	w->wants_break = true;
}

void section_fresh(struct section_writer *w)
{
	w->wants_break = w->is_fresh = true;
}

void section_list(struct section_writer *w, enum section_tag list)
{
	section_fresh(w);
	end_line(w);
	close_list(w);
	w->list = list ? list : TAG_UL;
}

/* The line before it ends now: it is none of the row's. */
void section_row(struct section_writer *w)
{
	if (w->kind != TAG_LI)
		end_line(w);
	w->wants_break = true;
	w->is_cell = false;
	w->cells = w->row_lines = 0;
}

void section_cell(struct section_writer *w)
{
	w->wants_break = true;
	w->is_cell = w->cells++ > 0;
}

/* It is a line of its row, too. */
void section_write_image(struct section_writer *w, const char *url, const char *alt)
{
	end_line(w);
	w->row_lines++;
	if (!take(w, section_text_bytes(url) + SECTION_FRAME))
		return;
	end_section(w);
	w->images++;
	add_section(w, (struct section_item){.type = SECTION_IMAGE, .url = url, .alt = alt});
}

void section_writer_end(struct section_writer *w)
{
	end_line(w);
	end_section(w);
}
