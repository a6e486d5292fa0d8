#ifndef PRODUCTS_FILE_VIEW_H
#define PRODUCTS_FILE_VIEW_H

/* Runs of files as people read them. */

#include "common/list.h"
#include "domain/catalog/catalog_list.h"
#include "domain/catalog/row_note.h"

struct files_page {
	struct query query;
	struct catalog_run *runs;
	size_t n;
	bool has_older;
	const char *folder; /* of the watched ones, one a profile */
};
void files_list_fill(struct tpl *t, const struct fmt *f, const struct files_page *page);

struct file_page {
	struct import_run run;
	struct import_profile profile;
	struct import_row *refused;
	size_t n_refused;
	struct import_row *changed;
	size_t n_changed;
	struct import_row *fresh;
	size_t n_fresh;
	struct product *known; /* of the changed ones, as they are */
	size_t n_known;
};
void file_show_fill(struct tpl *t, const struct fmt *f, const struct file_page *page);

#endif
