/* Which column of a file is what: the rows of the profile, then those of the format. */
#include "domain/catalog/product_columns.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"

#include <string.h>

/* ---- The mapping of the profile ---------------------------------------------------------------
 */

static enum rc add_own(struct product_reader *r, const char *line, size_t len, struct err *e)
{
	const char *tab = memchr(line, '\t', len);
	struct format_row row = {0};

	if (!tab || r->n_own == MAPPING_MAX)
		return err_set(e, RC_INVALID,
			       "the mapping has a line without a target, or too many");
	const char *target = mem_strndup(r, tab + 1, len - (size_t)(tab + 1 - line));
	row.column = text_fold(r, mem_strndup(r, line, (size_t)(tab - line)));
	if (!format_target(target, &row))
		return err_set(e, RC_INVALID, "the mapping has no target \"%.40s\"", target);
	r->own[r->n_own++] = row;
	return RC_OK;
}

enum rc product_reader_open(void *owner, const struct read_options *opts,
			    struct product_reader **out, struct err *e)
{
	struct product_reader *r = mem_zero(owner, struct product_reader);

	r->opts = *opts;
	*out = r;
	for (const char *p = str_or(opts->mapping, ""); *p;) {
		size_t len = strcspn(p, "\n");
		if (len && add_own(r, p, len, e))
			return e->rc;
		p += len + (p[len] == '\n');
	}
	return RC_OK;
}

/* ---- What a column is -------------------------------------------------------------------------
 */

static bool row_fits(const struct format_row *row, const char *column, const char *key,
		     const char **hit, size_t *len)
{
	if (!format_fits(row->column, column, hit, len))
		return false;
	return !row->key || (key && str_eq(row->key, key));
}

/* The rows of the profile, then those of the format; the first that fits. */
static struct binding bind(struct product_reader *r, const char *name, const char *key)
{
	const struct product_format *f = r->opts.format;
	struct binding b = {.known = true};
	void *mem = mem_context(r, "bind");
	char *column = text_fold(mem, name);
	const char *folded = key ? text_fold(mem, key) : NULL;
	const char *hit = "";
	size_t len = 0;

	/* PrestaShop marks what it needs: "Name *". */
	for (size_t n = strlen(column); n && (column[n - 1] == '*' || column[n - 1] == ' '); n--)
		column[n - 1] = '\0';
	for (size_t i = 0; i < r->n_own + f->n && !b.row; i++) {
		const struct format_row *row = i < r->n_own ? &r->own[i] : &f->rows[i - r->n_own];
		b.keyed = b.keyed || (row->key && format_fits(row->column, column, &hit, &len));
		hit = "";
		len = 0;
		if (!row_fits(row, column, folded, &hit, &len))
			continue;
		b.row = row;
		b.rank = (int)i;
		b.hit = len ? mem_strndup(r, hit, len) : NULL;
	}
	mem_free(mem);
	return b;
}

struct binding product_binding(struct product_reader *r, const struct table *t, size_t column,
			       const char *key)
{
	struct binding *b = &r->bindings[column];

	if (!b->known)
		*b = bind(r, table_column(t, column), NULL);
	return b->keyed && key ? bind(r, table_column(t, column), key) : *b;
}

const char *product_reader_target(struct product_reader *r, const struct table *t, size_t column)
{
	static const char *const others[FORMAT_SLOTS - PRODUCT_FIELDS] = {
	    "sku", "price_net", "currency", "", "parent", "price"};
	const struct format_row *row = product_binding(r, t, column, NULL).row;

	if (!row)
		return "";
	if (row->how == HOW_PLAIN)
		return row->slot < PRODUCT_FIELDS
			   ? product_field_name((enum product_field)row->slot)
			   : others[row->slot - PRODUCT_FIELDS];
	if (row->how == HOW_IMAGE || row->how == HOW_IMAGES)
		return "images";
	if (row->how == HOW_STOCK_SUM)
		return "stock";
	return row->how == HOW_IGNORE ? "" : row->how == HOW_EAN_OR_MPN ? "ean" : "attributes";
}
