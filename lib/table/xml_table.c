/* Elements as rows: paths become columns, what is keyed or split is told apart. */
#include "table/reader.h"

#include "base/compiler.h"
#include "base/mem.h"
#include "table/xml_library.h"
#include "table/xml_mend.h"

#include <inttypes.h>
#include <string.h>

enum { PATH_MAX_BYTES = 512, WHY_MAX = 200 };

/* An open element inside a row. */
struct level {
	size_t path_len;
	size_t key; /* as in struct draft */
};

struct xml_reader {
	struct table *t;
	struct mend *mend;
	const struct xml_library *lib;
	xmlTextReader *xml;
	bool in_row;
	size_t depth; /* open elements inside the row */
	struct level levels[TABLE_DEPTH_MAX];
	char path[PATH_MAX_BYTES];
	char *text; /* of the innermost element, no element in it */
	size_t text_len;
	size_t text_room;
	size_t part;	   /* the running one, 0: outside of them */
	size_t parts;	   /* of the row */
	size_t shown;	   /* of them, to who reads */
	struct err input;  /* what went wrong below the parser */
	char why[WHY_MAX]; /* what the parser does not like */
};

static int xml_close(struct xml_reader *r)
{
	if (r->xml)
		r->lib->xmlFreeTextReader(r->xml);
	return 0;
}

static int read_bytes(void *arg, char *out, int room)
{
	struct xml_reader *r = arg;
	size_t n;

	return mend_read(r->mend, out, (size_t)room, &n, &r->input) ? -1 : (int)n;
}

/* The first complaint counts: what follows comes of it. */
static void note(void *arg, xmlErrorPtr error)
{
	struct xml_reader *r = arg;

	if (r->why[0] || error->level < XML_ERR_ERROR)
		return;
	const char *text = error->code == XML_ERR_DOCUMENT_END
			       ? "the file ends too early, or goes on after its end"
			       : str_or(error->message, "not well-formed");
	size_t len = strcspn(text, "\n");
	if (len >= WHY_MAX)
		len = str_fit(text, WHY_MAX - 1);
	memcpy(r->why, text, len);
	r->why[len] = '\0';
}

/* Nodes know lines up to 65534; beyond that it is where the parser stands, a piece of 512 bytes
 * further at most. */
static uint64_t line_of(const struct xml_reader *r)
{
	const xmlNode *node = r->lib->xmlTextReaderCurrentNode(r->xml);
	int line = node && node->line && node->line < UINT16_MAX
		       ? node->line
		       : r->lib->xmlTextReaderGetParserLineNumber(r->xml);

	return (line > 0 ? (uint64_t)line : 1) + mend_skipped(r->mend);
}

/* Is name one of these, separated by '|'? */
static bool is_one_of(const char *name, const char *names)
{
	size_t len = strlen(name);

	for (const char *p = names; p; p = strchr(p, '|')) {
		p += *p == '|';
		if (!strncmp(p, name, len) && (p[len] == '|' || !p[len]))
			return true;
	}
	return false;
}

static size_t key_here(const struct xml_reader *r)
{
	return r->depth ? r->levels[r->depth - 1].key : 0;
}

static size_t path_len(const struct xml_reader *r)
{
	return r->depth ? r->levels[r->depth - 1].path_len : 0;
}

/* A cell of the path, with "@attribute" behind it. */
static enum rc add_cell(struct xml_reader *r, const char *attribute, const char *text, size_t len,
			struct err *e)
{
	char name[PATH_MAX_BYTES];
	size_t end = path_len(r);
	struct draft cell = {.key = key_here(r), .part = r->part};

	if (end + strlen(attribute) + 2 > sizeof(name))
		return err_set(e, RC_INVALID, "line %" PRIu64 ": names of more than %d bytes",
			       line_of(r), PATH_MAX_BYTES);
	memcpy(name, r->path, end);
	memcpy(name + end, *attribute ? "@" : "", 1);
	memcpy(name + end + (*attribute != '\0'), attribute, strlen(attribute) + 1);
	if (table_keep(r->t, text, len, &cell.text, e) || !r->t->text[cell.text])
		return e->rc;
	return table_name(r->t, name, &cell.column, e) ? e->rc : table_add(r->t, cell, e);
}

/* "name" of a keyed element, and the language, are no cells. */
static bool is_key(const struct xml_reader *r, const char *element)
{
	const char *name = (const char *)r->lib->xmlTextReaderConstLocalName(r->xml);
	const char *prefix = (const char *)r->lib->xmlTextReaderConstPrefix(r->xml);

	return (str_eq(name, "name") && is_one_of(element, r->t->opts.shape.keyed)) ||
	       (str_eq(name, "lang") && str_eq(prefix, "xml"));
}

static const char *value_here(const struct xml_reader *r)
{
	return str_or((const char *)r->lib->xmlTextReaderConstValue(r->xml), "");
}

static enum rc take_key(struct xml_reader *r, const char *element, struct err *e)
{
	const char *value = value_here(r);
	size_t place;

	if (!is_key(r, element))
		return RC_OK;
	if (table_keep(r->t, value, strlen(value), &place, e))
		return e->rc;
	r->levels[r->depth - 1].key = place + 1;
	return RC_OK;
}

static enum rc take_cell(struct xml_reader *r, const char *element, struct err *e)
{
	const char *value = value_here(r);

	if (r->lib->xmlTextReaderIsNamespaceDecl(r->xml) == 1 || is_key(r, element))
		return RC_OK;
	return add_cell(r, (const char *)r->lib->xmlTextReaderConstLocalName(r->xml), value,
			strlen(value), e);
}

typedef enum rc (*attribute_taker)(struct xml_reader *r, const char *element, struct err *e);

static enum rc each_attribute(struct xml_reader *r, const char *element, attribute_taker take,
			      struct err *e)
{
	for (int more = r->lib->xmlTextReaderMoveToFirstAttribute(r->xml); more == 1;
	     more = r->lib->xmlTextReaderMoveToNextAttribute(r->xml))
		if (take(r, element, e))
			return e->rc;
	r->lib->xmlTextReaderMoveToElement(r->xml);
	return RC_OK;
}

/* The key first: attributes before "name" have it too. */
static enum rc take_attributes(struct xml_reader *r, const char *element, struct err *e)
{
	if (r->depth && each_attribute(r, element, take_key, e))
		return e->rc;
	return each_attribute(r, element, take_cell, e);
}

static enum rc enter(struct xml_reader *r, const char *name, struct err *e)
{
	size_t end = path_len(r);
	size_t key = key_here(r);
	size_t len = strlen(name);

	if (r->depth == TABLE_DEPTH_MAX || end + len + 2 > sizeof(r->path))
		return err_set(e, RC_INVALID, "line %" PRIu64 ": elements too deep in each other",
			       line_of(r));
	if (end)
		r->path[end++] = '/';
	memcpy(r->path + end, name, len + 1);
	r->levels[r->depth++] = (struct level){.path_len = end + len, .key = key};
	if (r->t->opts.shape.split && str_eq(r->path, r->t->opts.shape.split))
		r->part = ++r->parts;
	r->text_len = 0;
	return RC_OK;
}

static enum rc leave(struct xml_reader *r, struct err *e)
{
	size_t len = r->text_len;

	r->text_len = 0;
	r->path[path_len(r)] = '\0';
	if (len && add_cell(r, "", r->text, len, e))
		return e->rc;
	if (r->part && str_eq(r->path, r->t->opts.shape.split))
		r->part = 0;
	r->depth--;
	return RC_OK;
}

static enum rc open_row(struct xml_reader *r, struct err *e)
{
	r->in_row = true;
	r->depth = r->part = r->parts = r->shown = r->text_len = 0;
	table_begin(r->t, line_of(r));
	return take_attributes(r, "", e);
}

static enum rc met_element(struct xml_reader *r, bool *complete, struct err *e)
{
	const char *name = (const char *)r->lib->xmlTextReaderConstLocalName(r->xml);
	bool is_empty = r->lib->xmlTextReaderIsEmptyElement(r->xml) == 1;

	if (!r->in_row) {
		if (!is_one_of(name, r->t->opts.shape.row))
			return RC_OK;
		*complete = is_empty;
		return open_row(r, e);
	}
	if (enter(r, name, e) || take_attributes(r, name, e))
		return e->rc;
	return is_empty ? leave(r, e) : RC_OK;
}

static enum rc met_text(struct xml_reader *r, struct err *e)
{
	const char *text = (const char *)r->lib->xmlTextReaderConstValue(r->xml);
	size_t len = text ? strlen(text) : 0;

	if (!r->in_row || !r->depth)
		return RC_OK;
	if (r->text_len + len > TABLE_CELL_MAX)
		return err_set(e, RC_INVALID, "line %" PRIu64 ": a text of more than %d bytes",
			       line_of(r), TABLE_CELL_MAX);
	if (r->text_len + len >= r->text_room) {
		r->text_room = 2 * (r->text_len + len + 1);
		r->text = mem_grow(r, r->text, char, r->text_room);
	}
	memcpy(r->text + r->text_len, text ? text : "", len);
	r->text_len += len;
	return RC_OK;
}

static enum rc met_node(struct xml_reader *r, bool *complete, struct err *e)
{
	switch (r->lib->xmlTextReaderNodeType(r->xml)) {
	case XML_READER_TYPE_ELEMENT:
		return met_element(r, complete, e);
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
	case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
		return met_text(r, e);
	case XML_READER_TYPE_END_ELEMENT:
		*complete = r->in_row && !r->depth;
		return r->in_row && r->depth ? leave(r, e) : RC_OK;
	default:
		return RC_OK;
	}
}

static enum rc read_element(struct xml_reader *r, struct err *e)
{
	bool complete = false;

	r->in_row = false;
	while (!complete) {
		int more = r->lib->xmlTextReaderRead(r->xml);
		if (r->input.rc) {
			*e = r->input;
			return e->rc;
		}
		if (more < 0)
			return err_set(e, RC_INVALID, "line %" PRIu64 ": %s", line_of(r), r->why);
		if (!more)
			return err_set(e, RC_NOT_FOUND, "the file ends");
		if (met_node(r, &complete, e))
			return e->rc;
	}
	return RC_OK;
}

static enum rc read_row(struct table *t, struct err *e)
{
	struct xml_reader *r = t->kind;

	if (r->shown >= r->parts) {
		if (read_element(r, e))
			return e->rc;
	}
	if (r->parts)
		r->shown++;
	table_finish(t, r->shown);
	return RC_OK;
}

enum rc xml_table_open(struct table *t, struct err *e)
{
	struct xml_reader *r = mem_zero(t, struct xml_reader);

	talloc_set_destructor(r, xml_close);
	r->t = t;
	r->lib = xml_library();
	r->mend = mend_open(r, t->in, &t->repairs);
	r->xml = r->lib->xmlReaderForIO(read_bytes, NULL, r, NULL, "UTF-8",
					XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	if (!r->xml)
		return err_set(e, RC_IO, "libxml2 does not begin");
	r->lib->xmlTextReaderSetStructuredErrorHandler(r->xml, note, r);
	t->kind = r;
	t->next = read_row;
	return RC_OK;
}
