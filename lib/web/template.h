#ifndef WEB_TEMPLATE_H
#define WEB_TEMPLATE_H

/*
 * Logic-free HTML templates (ctemplate) behind a C interface.
 *
 * A template has {{NAME}} (a value, escaped for the place it stands in), {{#LIST}}...{{/LIST}}
 * (shown once per dictionary added under that name, hidden when there is none) and {{>PART}}
 * (another template with a dictionary of its own, which sees no values but its own and globals).
 * Names and file names come from the headers made at build time: build/gen/tpl/AREA/PAGE.h
 * defines TPL_AREA_PAGE and T_NAME for each name in the template, so that a wrong one does not
 * compile.
 *
 *	struct tpl *t = tpl_new(rq);
 *	tpl_set(t, T_TITLE, _("Orders"));
 *	for (i = 0; i < n; i++) {
 *		struct tpl *row = tpl_add(t, T_ROW);
 *		tpl_set(row, T_BUYER, orders[i].buyer);
 *	}
 */

#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/str.h"
#include "web/i18n.h"

struct templates; /* those that were asked for, parsed once in each language */
struct tpl;	  /* a dictionary: the values one template is rendered with */

/* Read DIR/pl and DIR/en; a template that cannot be parsed is an error. Each is kept from its first
 * page on. */
MUST_CHECK enum rc templates_load(void *owner, const char *dir, struct templates **out,
				  struct err *e);

/* A dictionary that goes with owner; the ones made from it by tpl_add and tpl_include go too. */
struct tpl *tpl_new(void *owner);

/* A value; copied. NULL is the empty text. */
void tpl_set(struct tpl *t, const char *name, const char *value);
void tpl_set_int(struct tpl *t, const char *name, int64_t value);

/* Show a section once with the values of t. */
void tpl_show(struct tpl *t, const char *section);

/* Set a value and show the section around it, unless the value is NULL or empty. */
void tpl_set_shown(struct tpl *t, const char *name, const char *value, const char *section);

/* One more round of a section: its own dictionary, which also sees the values of t. */
struct tpl *tpl_add(struct tpl *t, const char *section);

/* The dictionary of an included template; it does not see the values of t. */
struct tpl *tpl_include(struct tpl *t, const char *marker, const char *template_name);

/* A value or section every included template sees as well; call it on the root only. */
void tpl_set_global(struct tpl *root, const char *name, const char *value);
void tpl_show_global(struct tpl *root, const char *section);

/* Render into out (which states the maximum). */
MUST_CHECK enum rc tpl_render(struct templates *templates, enum lang lang,
			      const char *template_name, const struct tpl *t, struct str *out,
			      struct err *e);

#endif
