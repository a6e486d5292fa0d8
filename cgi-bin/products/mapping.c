/* What is said of an uploaded file before a job reads it. */
#include "base/mem.h"
#include "base/str.h"
#include "domain/catalog/import_spool.h"
#include "domain/catalog/import_upload.h"
#include "products/file_view.h"
#include "products/mapping_view.h"
#include "products/products.h"
#include "tpl/products/mapping.h"
#include "urls.h"
#include "web/page.h"

#include <string.h>
#include <unistd.h>

enum { CHOICE_CHARS = 40, SEEN_CHARS = 80, MAPPING_BYTES = 60000 };

const struct field file_mapping_fields[] = {
    {"name", .type = FIELD_TEXT, .max = 100, INTO(struct mapping_form, name)},
    {"format", .type = FIELD_TEXT, .max = 24, INTO(struct mapping_form, format)},
    {"encoding", .type = FIELD_ENUM, .values = table_encoding_names,
     INTO(struct mapping_form, encoding)},
    {"separator", .type = FIELD_ENUM, .values = mapping_separators,
     INTO(struct mapping_form, separator)},
    {"decimal", .type = FIELD_ENUM, .values = mapping_marks, INTO(struct mapping_form, mark)},
    {"prices", .type = FIELD_ENUM, .values = mapping_prices, INTO(struct mapping_form, prices)},
    {"currency", .type = FIELD_ENUM, .values = mapping_currencies,
     INTO(struct mapping_form, currency)},
    {"vat", .type = FIELD_INT, .min = 0, .max = 100, INTO(struct mapping_form, vat)},
    {"whole", .type = FIELD_FLAG, INTO(struct mapping_form, whole)},
    {"replace", .type = FIELD_FLAG, INTO(struct mapping_form, replace)},
    {"show", .type = FIELD_FLAG},
    {"seen", .type = FIELD_TEXT, .max = SEEN_CHARS, INTO(struct mapping_form, seen)},
    {"c", .type = FIELD_TEXT, .max = CHOICE_CHARS, .flags = FIELD_MANY},
    {0},
};

/* ---- Choices of columns -----------------------------------------------------------------------
 */

/* "12:price" for the column 12; what is no choice is as guessed. */
static void take_choice(struct mapping_page *page, const char *choice)
{
	size_t len = strcspn(choice, ":");
	char digits[4] = "";
	int64_t i;

	if (len >= sizeof(digits) || !choice[len])
		return;
	memcpy(digits, choice, len);
	if (str_to_i64(digits, 0, MAPPING_COLUMNS - 1, &i) &&
	    str_is_one_of(choice + len + 1, mapping_targets))
		page->targets[i] = choice + len + 1;
}

/* They are those of the columns that were seen. */
static void take_choices(struct request *rq, struct mapping_page *page)
{
	size_t n = 0;
	const char *const *choices = NULL;

	for (size_t i = 0; i < MAPPING_COLUMNS; i++)
		page->targets[i] = "";
	if (rq->method == POST && str_eq(page->form.seen, mapping_seen(rq, &page->look)))
		choices = form_values(rq->form, "c", &n);
	for (size_t i = 0; i < n; i++)
		take_choice(page, choices[i]);
}

static const char *mapping_of(struct request *rq, const struct mapping_page *page)
{
	const struct import_look *look = &page->look;
	struct str out;

	str_init(&out, rq, MAPPING_BYTES);
	str_add(&out, "");
	for (size_t i = 0; i < look->n_columns && i < MAPPING_COLUMNS; i++)
		if (*page->targets[i] && !look->columns[i].is_nameless)
			str_addf(&out, "%s\t%s\n", look->columns[i].name, page->targets[i]);
	return out.text;
}

/* ---- The file ---------------------------------------------------------------------------------
 */

/* First its columns, then its rows as the choices have them. */
static enum rc look(struct request *rq, struct mapping_page *page, struct import_profile *profile,
		    struct err *e)
{
	int fd;

	if (import_spool_open(rq->conf, page->run.id, &fd, e))
		return e->rc;
	if (!import_look(rq, fd, profile, &page->look, e)) {
		page->has_look = true;
		take_choices(rq, page);
		profile->mapping = mapping_of(rq, page);
		if (*profile->mapping)
			(void)!import_look(rq, fd, profile, &page->look, e);
	}
	close(fd);
	if (e->rc == RC_INVALID) {
		page->problem = file_problem_words(rq, e->msg);
		err_clear(e);
	}
	return e->rc;
}

static bool has_sku(const struct import_look *look)
{
	for (size_t i = 0; i < look->n_rows; i++)
		if (look->rows[i].p.sku)
			return true;
	return look->n_rows == 0;
}

static void show(struct request *rq, const struct mapping_page *page)
{
	struct fmt f = fmt_for(rq);

	mapping_fill(page_open(rq, TPL_PRODUCTS_MAPPING, _("Product file")), &f, page);
	if (page->problem)
		page_status(rq, 422);
}

/* The draft and its file; *answered: it is somewhere else, which is said. */
static enum rc find(struct request *rq, struct mapping_page *page, bool *answered, struct err *e)
{
	uint64_t id;

	*answered = true;
	if (req_id(rq, "id", &id, e) || import_run_load(rq->db, rq, id, &page->run, e))
		return e->rc;
	if (!str_eq(page->run.state, run_state_names[RUN_DRAFT]))
		return redirect(rq, url_files_id(rq, req_param(rq, "id")));
	if (!file_is_here(&page->run))
		return page_refuse(
		    rq, 409,
		    mem_printf(rq, _("The file is on the server %s: open the panel there."),
			       page->run.host));
	if (!import_spool_has(rq->conf, id))
		return page_refuse(rq, 409, _("The file is no longer here: upload it again."));
	*answered = false;
	return RC_OK;
}

enum rc pg_file_mapping(struct request *rq, struct err *e)
{
	struct mapping_page *page = mem_zero(rq, struct mapping_page);
	struct import_profile profile;
	bool answered;

	page->form = MAPPING_FORM;
	if (find(rq, page, &answered, e) || answered)
		return e->rc;
	if (rq->method == POST) {
		form_into(rq->form, &page->form);
		page->problem = _("One of the fields has a value that is not allowed.");
	}
	profile = mapping_profile(&page->form);
	if (look(rq, page, &profile, e))
		return e->rc;
	show(rq, page);
	return RC_OK;
}

/* What stands in the way of reading it so, in words; NULL: nothing. */
static enum rc judge(struct request *rq, struct mapping_page *page, struct err *e)
{
	struct import_profile there;

	if (page->problem)
		return RC_OK;
	if (!str_eq(page->form.seen, mapping_seen(rq, &page->look)))
		page->problem =
		    _("These settings change how the file is read: review the columns first.");
	else if (!has_sku(&page->look))
		page->problem = _("No product has a SKU: choose the column with the SKU.");
	else if (str_empty(page->form.name))
		page->problem = _("Enter a name for the profile.");
	if (page->problem || page->form.replace)
		return RC_OK;
	page->is_taken = !import_profile_find(rq->db, rq, page->form.name, &there, e);
	if (page->is_taken)
		page->problem =
		    _("A profile with this name exists: replace it, or choose another name.");
	if (e->rc == RC_NOT_FOUND)
		err_clear(e);
	return e->rc;
}

static enum rc keep(struct request *rq, const struct mapping_page *page,
		    struct import_profile *profile, struct err *e)
{
	profile->format = page->look.plan.read.format->name;
	if (import_upload_settle(rq->db, page->run.id, profile, rq->session->login, e))
		return page_conflict(rq, _("Someone decided about this file before you."), e);
	if (flash(rq, _("The file will be read within a minute."), e))
		return e->rc;
	return redirect(rq, url_files_id(rq, req_param(rq, "id")));
}

enum rc do_file_mapping(struct request *rq, struct err *e)
{
	struct mapping_page *page = mem_zero(rq, struct mapping_page);
	const bool again = form_flag(rq->form, "show");
	struct import_profile profile;
	bool answered;

	page->form = MAPPING_FORM;
	page->form.whole = form_flag(rq->form, "whole");
	if (find(rq, page, &answered, e) || answered)
		return e->rc;
	form_into(rq->form, &page->form);
	profile = mapping_profile(&page->form);
	if (look(rq, page, &profile, e) || (!again && judge(rq, page, e)))
		return e->rc;
	if (!again && !page->problem)
		return keep(rq, page, &profile, e);
	show(rq, page);
	return RC_OK;
}
