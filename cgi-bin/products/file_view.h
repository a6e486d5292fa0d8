#ifndef PRODUCTS_FILE_VIEW_H
#define PRODUCTS_FILE_VIEW_H

/* Runs of files as people read them. */

#include "common/list.h"
#include "domain/catalog/catalog_list.h"
#include "domain/catalog/import_source.h"
#include "domain/catalog/row_note.h"

struct files_page {
	struct file_source *sources;
	size_t n_sources;
	struct query query;
	struct catalog_run *runs;
	size_t n;
	bool has_older;
	const char *folder;		 /* of the watched ones, one a profile */
	struct import_profile *profiles; /* to choose from */
	size_t n_profiles;
	int64_t profile;     /* chosen; 0: none */
	const char *problem; /* of a file that was sent, NULL: none */
};
void files_list_fill(struct tpl *t, const struct fmt *f, const struct files_page *page);

/* The notes of a row, as T_NOTE of its template. */
void file_notes_fill(struct tpl *t, const struct fmt *f, const char *notes);

/* Does the file of this run lie on this machine? */
bool file_is_here(const struct import_run *run);

/* Why a file is of no use and what to do, in the language of the reader; of what was told. */
const char *file_problem_words(void *mem, const char *problem) RETURNS_NONNULL;

struct file_page {
	struct import_run run;
	struct import_profile profile;
	bool is_elsewhere; /* it waits on another machine */
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
