/* kramctl: files of products, by hand. The same run as that of the panel and the jobs. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/catalog/catalog.h"
#include "domain/catalog/import_file.h"
#include "kramctl.h"

const struct ctl_param products_import_params[] = {
    {"FILE", CTL_ARGUMENT, CTL_REQUIRED},
    {"--profile", CTL_VALUE, CTL_REQUIRED},
    {"--format", CTL_VALUE, 0},
    {"--vat", CTL_VALUE, 0},
    {"--net", CTL_FLAG, 0},
    {"--partial", CTL_FLAG, 0},
    {"--auto", CTL_FLAG, 0},
    {"--dry-run", CTL_FLAG, 0},
    {"--anyway", CTL_FLAG, 0},
    {0},
};
const struct ctl_param products_undo_params[] = {
    {"RUN", CTL_ARGUMENT, CTL_REQUIRED},
    {0},
};

/* ---- The profile -------------------------------------------------------------------------------
 */

static bool is_given(struct ctl *ctl)
{
	return ctl_get(ctl, "--format") || ctl_get(ctl, "--vat") || ctl_get(ctl, "--net") ||
	       ctl_get(ctl, "--partial") || ctl_get(ctl, "--auto");
}

static enum rc set_vat(struct ctl *ctl, struct import_profile *p, struct err *e)
{
	const char *text = ctl_get(ctl, "--vat");
	int64_t percent;

	if (!text)
		return RC_OK;
	if (!str_to_i64(text, 0, 100, &percent))
		return err_set(e, RC_INVALID, "--vat takes whole percent");
	p->vat = percent * 100;
	return RC_OK;
}

/* What the options say is kept: the next file is read the same way. */
static enum rc find_profile(struct ctl *ctl, struct import_profile *p, struct err *e)
{
	const char *name = ctl_get(ctl, "--profile");
	const char *format = ctl_get(ctl, "--format");

	if (import_profile_find(ctl->db, ctl->mem, name, p, e) == RC_NOT_FOUND) {
		err_clear(e);
		*p = IMPORT_PROFILE;
		p->name = name;
	} else if (e->rc || !is_given(ctl)) {
		return e->rc;
	}
	if (format && !product_format_find(format))
		return err_set(e, RC_INVALID, "there is no format \"%s\"", format);
	p->format = str_or(format, p->format);
	p->net = ctl_get(ctl, "--net") ? 1 : p->net;
	p->whole = ctl_get(ctl, "--partial") ? 0 : p->whole;
	p->auto_apply = ctl_get(ctl, "--auto") ? 1 : p->auto_apply;
	return set_vat(ctl, p, e) ? e->rc : import_profile_save(ctl->db, p, e);
}

/* ---- The report --------------------------------------------------------------------------------
 */

static void print_notes(void *mem, const struct import_row *row)
{
	const char *notes = row->notes;
	struct row_note_read note;

	while (row_notes_next(mem, &notes, &note))
		printf("  line %" PRId64 ": %s %s%s%s\n", row->line, note.field,
		       row_fault_words(note.fault), *note.value ? ": " : "", note.value);
}

/* Old and new value of each field a row changes. */
static void print_changes(void *mem, const struct import_row *row,
			  const struct catalog_product *have)
{
	uint64_t changed = have ? product_fields_read(row->changed) : 0;

	for (size_t i = 0; i < PRODUCT_FIELDS; i++) {
		enum product_field field = (enum product_field)i;
		if (changed & product_bit(field))
			printf("  line %" PRId64 ": %s: %s: %.60s -> %.60s\n", row->line,
			       row->p.sku, product_field_name(field),
			       str_or(product_field_text(mem, &have->p, field), "-"),
			       str_or(product_field_text(mem, &row->p, field), "-"));
	}
}

static enum rc print_page(struct ctl *ctl, void *mem, const struct import_row *rows, size_t n,
			  struct err *e)
{
	const char *skus[IMPORT_ROWS_PAGE];
	struct catalog_product *known;
	size_t n_known;

	for (size_t i = 0; i < n; i++)
		skus[i] = rows[i].p.sku;
	if (catalog_by_skus(ctl->db, mem, n ? rows[0].run_id : 0, &(struct catalog_words){skus, n},
			    &known, &n_known, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		print_notes(mem, &rows[i]);
		print_changes(mem, &rows[i], catalog_pick(known, n_known, rows[i].p.sku));
	}
	return RC_OK;
}

static enum rc print_rows(struct ctl *ctl, uint64_t run, struct err *e)
{
	struct import_row *rows;
	size_t n = IMPORT_ROWS_PAGE;
	int64_t after = 0;

	while (n == IMPORT_ROWS_PAGE) {
		void *mem = mem_context(ctl->mem, "rows");
		if (import_rows_list(ctl->db, mem, run, NULL, after, &rows, &n, e) ||
		    print_page(ctl, mem, rows, n, e))
			return e->rc;
		after = n ? rows[n - 1].n : after;
		mem_free(mem);
	}
	return RC_OK;
}

static void print_counts(const struct import_run *run)
{
	printf("run %" PRIu64 ": %" PRId64 " new, %" PRId64 " changed, %" PRId64
	       " unchanged, %" PRId64 " refused, %" PRId64 " gone, %" PRId64 " with notes\n",
	       run->id, run->rows[PRODUCT_NEW], run->rows[PRODUCT_CHANGED], run->rows[PRODUCT_SAME],
	       run->rows[PRODUCT_REFUSED], run->effect.gone, run->noted);
}

/* ---- A file ------------------------------------------------------------------------------------
 */

static enum rc start(struct ctl *ctl, int fd, const struct import_profile *profile, uint64_t *id,
		     struct err *e)
{
	const char *path = ctl_get(ctl, "FILE");
	const char *slash = strrchr(path, '/');
	struct stat st;

	if (fstat(fd, &st))
		return err_set(e, RC_IO, "%s: %s", path, strerror(errno));
	const struct import_run run = {.profile_id = profile->id,
				       .file_name = slash ? slash + 1 : path,
				       .file_bytes = st.st_size,
				       .actor = "kramctl"};
	return import_run_start(ctl->db, &run, id, e);
}

static enum rc drop(struct ctl *ctl, uint64_t id, struct err *e)
{
	bool more = true;

	if (import_run_move(ctl->db, id, RUN_READ, RUN_DROPPED, "", e))
		return e->rc;
	while (more)
		if (import_rows_forget(ctl->db, id, IMPORT_ROWS_ALL, &more, e))
			return e->rc;
	return RC_OK;
}

static enum rc apply(struct ctl *ctl, const struct import_run *run, struct err *e)
{
	bool again;

	if (*run->brake && !ctl_get(ctl, "--anyway"))
		return err_set(
		    e, RC_DENIED,
		    "the file would take much away (%s): look at --dry-run, and give --anyway",
		    run->brake);
	if (import_apply(ctl->db, run->id, RUN_READ, NULL, &again, e))
		return e->rc;
	if (again)
		return err_set(e, RC_RETRY, "a product was changed meanwhile: import it again");
	printf("applied; kramctl products undo %" PRIu64 " takes it back\n", run->id);
	return RC_OK;
}

static enum rc import(struct ctl *ctl, int fd, struct err *e)
{
	struct import_profile profile;
	struct import_run run;
	struct import_source src = {.fd = fd};

	if (find_profile(ctl, &profile, e) || start(ctl, fd, &profile, &src.run_id, e) ||
	    import_file_read(ctl->db, &src, e) ||
	    import_run_load(ctl->db, ctl->mem, src.run_id, &run, e))
		return e->rc;
	if (str_eq(run.state, run_state_names[RUN_FAILED]))
		return err_set(e, RC_INVALID, "%s; nothing was changed", run.problem);
	if (print_rows(ctl, run.id, e))
		return e->rc;
	print_counts(&run);
	return ctl_get(ctl, "--dry-run") ? drop(ctl, run.id, e) : apply(ctl, &run, e);
}

enum rc ctl_products_import(struct ctl *ctl, struct err *e)
{
	const char *path = ctl_get(ctl, "FILE");
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return err_set(e, RC_IO, "%s: %s", path, strerror(errno));
	enum rc rc = import(ctl, fd, e);
	close(fd);
	return rc;
}

enum rc ctl_products_undo(struct ctl *ctl, struct err *e)
{
	int64_t id;

	if (!str_to_i64(ctl_get(ctl, "RUN"), 1, INT64_MAX, &id))
		return err_set(e, RC_INVALID, "RUN is the number of a run");
	return import_undo(ctl->db, (uint64_t)id, RUN_APPLIED, NULL, e);
}
