/* Runs of files as people read them. */
#include "products/file_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "common/facts.h"
#include "common/once.h"
#include "products/product_view.h"
#include "tpl/products/file.h"
#include "tpl/products/files.h"
#include "urls.h"

#include <string.h>

enum {
	VALUE_CHARS = 300, /* shown of a text */
	FIRST_REPORT = 2,  /* version of a run that was read once; each step makes it one more */
};

static const struct label states[] = {
    {"draft", N_("waiting for you"), "warn", "clock"},
    {"waiting", N_("waiting to be read"), "info", "hourglass"},
    {"read", N_("waiting for you"), "warn", "clock"},
    {"approved", N_("being applied"), "info", "hourglass"},
    {"applied", N_("applied"), "ok", "ok"},
    {"to-undo", N_("being rolled back"), "info", "hourglass"},
    {"undone", N_("rolled back"), "mute", "return"},
    {"failed", N_("unreadable"), "bad", "bad"},
    {"dropped", N_("discarded"), "mute", "cancelled"},
    {0},
};

static const struct label brakes[] = {
    {"stock", N_("Many products would lose their stock."), "", ""},
    {"price", N_("Many products would lose their price."), "", ""},
    {"jump", N_("Many prices would more than triple, or fall below a third."), "", ""},
    {"gone", N_("Many products are no longer in this file."), "", ""},
    {0},
};

/* Why a file changed nothing: how the words that are kept begin, and what to do. */
static const struct {
	const char *begins;
	const char *words;
	const char *advice;
} problems[] = {
    {"the file is empty", N_("it is empty."), N_("Export it from the shop again.")},
    {"the file has no products", N_("it has no products."), N_("Export it from the shop again.")},
    {"the file is a web page", N_("it is a web page, not a product file."),
     N_("Open the address it comes from: the shop may be asking for a password.")},
    {"the file is a workbook", N_("it is a spreadsheet workbook."),
     N_("Save the sheet as CSV UTF-8.")},
    {"the file is packed", N_("it is compressed, or not a text file."),
     N_("Unpack it: Kram needs the CSV or XML file inside.")},
    {"the file is no CSV", N_("its columns are not recognised."),
     N_("Its first line must name them: sku, name, price, stock, ean and so on.")},
    {"the file has more than", N_("it has too many products."),
     N_("Split it, and import the parts with kramctl products import --partial.")},
    {"no row of the file", N_("none of its rows can be imported."), N_("The rows below say why.")},
    {"the file is ", N_("its format differs from that of its profile."),
     N_("Import it into a profile of its own.")},
    {"line ", N_("part of it cannot be read."),
     N_("Export it from the shop again; the details name the line.")},
    {"it cannot be taken", N_("Kram has no permission to move it out of its folder."),
     N_("Make the user that runs the jobs the owner of the folder.")},
    {"its file is no longer", N_("it is no longer there."), N_("Put it into the folder again.")},
    {"", N_("it could not be read."), N_("Export it from the shop again.")},
};

/* ---- The list -------------------------------------------------------------------------------- */

static const char *counted(const struct fmt *f, const struct import_run *run)
{
	int64_t n = 0;

	for (size_t i = 0; i < PRODUCT_VERDICTS; i++)
		n += run->rows[i];
	if (!n)
		return "";
	return mem_printf(
	    f->mem, _("new: %s, changed: %s, unchanged: %s, rejected: %s"),
	    fmt_int(f, run->rows[PRODUCT_NEW]), fmt_int(f, run->rows[PRODUCT_CHANGED]),
	    fmt_int(f, run->rows[PRODUCT_SAME]), fmt_int(f, run->rows[PRODUCT_REFUSED]));
}

static void fill_run(struct tpl *t, const struct fmt *f, const struct catalog_run *r)
{
	const char *id = fmt_id(f, r->run.id);
	bool is_draft = str_eq(r->run.state, run_state_names[RUN_DRAFT]);

	tpl_set(t, T_URL, is_draft ? url_files_id_mapping(f->mem, id) : url_files_id(f->mem, id));
	tpl_set(t, T_NAME, r->run.file_name);
	tpl_set(t, T_PROFILE, r->profile);
	FMT_TIME(t, f, AT, fmt_when(f, r->run.created_at), r->run.created_at);
	tpl_set(t, T_ACTOR, once_person(f, r->run.actor));
	BADGE(t, STATE, label_of(states, r->run.state));
	tpl_set(t, T_COUNTS, counted(f, &r->run));
}

static void fill_upload(struct tpl *t, const struct fmt *f, const struct files_page *page)
{
	tpl_set_shown(t, T_PROBLEM, page->problem, T_IF_PROBLEM);
	for (size_t i = 0; i < page->n_profiles; i++) {
		struct tpl *option = tpl_add(t, T_CHOICE);
		tpl_set(option, T_CHOICE_ID, fmt_id(f, page->profiles[i].id));
		tpl_set(option, T_CHOICE_NAME, page->profiles[i].name);
		if ((int64_t)page->profiles[i].id == page->profile)
			tpl_show(option, T_CHOSEN);
	}
}

void files_list_fill(struct tpl *t, const struct fmt *f, const struct files_page *page)
{
	const struct empty empty = {
	    .icon = "orders",
	    .title = _("There are no files yet"),
	    .hint = _("Upload the first one above. Later files can come by themselves."),
	    .text =
		mem_printf(f->mem,
			   _("Files of the profile NAME are also taken from the folder %s/NAME, "
			     "and by kramctl products import FILE --profile NAME."),
			   page->folder),
	};
	struct pager pager = {0};

	fill_upload(t, f, page);
	if (!page->n)
		list_empty(t, T_EMPTY, &empty);
	struct tpl *rows = page->n ? tpl_add(t, T_IF_ROWS) : NULL;
	for (size_t i = 0; i < page->n; i++)
		fill_run(tpl_add(rows, T_ROW), f, &page->runs[i]);
	if (page->has_older)
		pager.older = fmt_id(f, page->runs[page->n - 1].run.id);
	list_pager(t, T_PAGER, &page->query, &pager);
}

/* ---- One of them ----------------------------------------------------------------------------- */

static const struct product *find(const struct file_page *page, const char *sku)
{
	for (size_t i = 0; i < page->n_known; i++)
		if (str_eq(page->known[i].sku, sku))
			return &page->known[i];
	return NULL;
}

/* A description may be a megabyte. */
static const char *brief(const struct fmt *f, const struct product *p, enum product_field field)
{
	const char *text = product_value_text(f, p, field);
	const char *head = str_head(f->mem, text, VALUE_CHARS);

	return strlen(head) < strlen(text) ? mem_printf(f->mem, "%s…", head) : text;
}

static void fill_changes(struct tpl *t, const struct fmt *f, const struct file_page *page,
			 const struct import_row *row)
{
	const struct product *have = find(page, row->p.sku);
	uint64_t changed = product_fields_read(row->changed);

	for (size_t i = 0; i < PRODUCT_FIELDS; i++) {
		enum product_field field = (enum product_field)i;
		if (!(changed & product_bit(field)))
			continue;
		struct tpl *line = tpl_add(t, T_CHANGE);
		tpl_set(line, T_FIELD, product_field_label(product_field_name(field)));
		if (have)
			tpl_set_shown(line, T_BEFORE, brief(f, have, field), T_IF_BEFORE);
		tpl_set(line, T_AFTER, brief(f, &row->p, field));
	}
}

void file_notes_fill(struct tpl *t, const struct fmt *f, const char *notes)
{
	struct row_note_read note;

	while (row_notes_next(f->mem, &notes, &note)) {
		struct tpl *line = tpl_add(t, T_NOTE);
		tpl_set(line, T_FIELD,
			row_fault_refuses(note.fault) ? _("This row")
						      : product_field_label(note.field));
		tpl_set(line, T_FAULT, _(row_fault_words(note.fault)));
		tpl_set_shown(line, T_VALUE, note.value, T_IF_VALUE);
	}
}

static void fill_rows(struct tpl *t, const char *section, const struct fmt *f,
		      const struct file_page *page, const struct import_row *rows, size_t n)
{
	struct tpl *table = n ? tpl_add(t, section) : NULL;

	if (n == IMPORT_ROWS_PAGE)
		tpl_show(t, T_IF_MORE);
	for (size_t i = 0; i < n; i++) {
		struct tpl *row = tpl_add(table, T_ROW);
		tpl_set_int(row, T_LINE, rows[i].line);
		tpl_set(row, T_SKU, rows[i].p.sku);
		tpl_set(row, T_NAME, rows[i].p.name);
		fill_changes(row, f, page, &rows[i]);
		file_notes_fill(row, f, rows[i].notes);
	}
}

static void fill_facts(struct tpl *t, const struct fmt *f, const struct file_page *page)
{
	const struct import_run *run = &page->run;

	fact_add(t, T_FACTS, _("Profile"), page->profile.name);
	fact_add(t, T_FACTS, _("Server"), run->host);
	fact_add(t, T_FACTS, _("Imported by"), once_person(f, run->actor));
	fact_add(t, T_FACTS, _("Imported"), fmt_full(f, run->created_at));
	fact_add(t, T_FACTS, _("Applied"), fmt_full(f, run->applied_at));
	fact_add(t, T_FACTS, _("Rolled back"), fmt_full(f, run->undone_at));
	fact_add(t, T_FACTS, _("Rows"), counted(f, run));
	fact_add(t, T_FACTS, _("No longer in it"),
		 run->effect.gone ? fmt_int(f, run->effect.gone) : NULL);
	fact_add(t, T_FACTS, _("Rows with remarks"), run->noted ? fmt_int(f, run->noted) : NULL);
}

static void fill_buttons(struct tpl *t, const struct fmt *f, const struct import_run *run)
{
	const char *id = fmt_id(f, run->id);

	if (str_eq(run->state, run_state_names[RUN_READ])) {
		struct tpl *b = tpl_add(t, T_IF_READ);
		tpl_set(b, T_APPLY_URL, url_files_id_apply(f->mem, id));
		tpl_set(b, T_DROP_URL, url_files_id_drop(f->mem, id));
		tpl_set_int(b, T_VERSION, run->version);
		if (run->version > FIRST_REPORT)
			tpl_show(t, T_IF_ANEW);
	}
	if (str_eq(run->state, run_state_names[RUN_APPLIED]))
		tpl_set_shown(t, T_UNDO_URL, url_files_id_undo(f->mem, id), T_IF_APPLIED);
	if (str_eq(run->state, run_state_names[RUN_WAITING]) && run->file_bytes > 0) {
		struct tpl *p = tpl_add(t, T_IF_WAITING);
		tpl_set_int(p, T_DONE, run->read_bytes);
		tpl_set_int(p, T_WHOLE, run->file_bytes);
	}
}

/* A job is at it: the page asks again until it is done. */
static bool is_moving(const char *state)
{
	return str_eq(state, run_state_names[RUN_WAITING]) ||
	       str_eq(state, run_state_names[RUN_APPROVED]) ||
	       str_eq(state, run_state_names[RUN_TO_UNDO]);
}

static size_t find_problem(const char *problem)
{
	size_t i = 0;

	while (!str_starts(problem, problems[i].begins))
		i++;
	return i;
}

const char *file_problem_words(void *mem, const char *problem)
{
	size_t i = find_problem(problem);

	return mem_printf(mem, "%s %s %s", _("This file cannot be used:"), _(problems[i].words),
			  _(problems[i].advice));
}

static void fill_problem(struct tpl *t, const char *problem)
{
	if (str_empty(problem))
		return;
	size_t i = find_problem(problem);
	tpl_set_shown(t, T_PROBLEM, _(problems[i].words), T_IF_PROBLEM);
	tpl_set_shown(t, T_ADVICE, _(problems[i].advice), T_IF_ADVICE);
	tpl_set_shown(t, T_PROBLEM_RAW, problem, T_IF_PROBLEM_RAW);
}

void file_show_fill(struct tpl *t, const struct fmt *f, const struct file_page *page)
{
	tpl_set(t, T_NAME, page->run.file_name);
	BADGE(t, STATE, label_of(states, page->run.state));
	if (is_moving(page->run.state))
		tpl_set_shown(t, T_SELF_URL, url_files_id(f->mem, fmt_id(f, page->run.id)),
			      T_IF_MOVING);
	if (page->is_elsewhere)
		tpl_set_shown(t, T_ELSEWHERE,
			      mem_printf(f->mem,
					 _("The file is on the server %s and will be read there."),
					 page->run.host),
			      T_IF_ELSEWHERE);
	fill_problem(t, page->run.problem);
	if (!str_empty(page->run.brake))
		tpl_set_shown(t, T_BRAKE, label_text(brakes, page->run.brake), T_IF_BRAKE);
	fill_buttons(t, f, &page->run);
	fill_facts(t, f, page);
	fill_rows(t, T_IF_REFUSED, f, page, page->refused, page->n_refused);
	fill_rows(t, T_IF_CHANGED, f, page, page->changed, page->n_changed);
	fill_rows(t, T_IF_NEW, f, page, page->fresh, page->n_fresh);
}
