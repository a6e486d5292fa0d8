/* Cards of the catalogue, by number and by id; categories for a name. */
#include "allegro/product_api.h"

#include "allegro/operation.h"
#include "base/mem.h"
#include "net/http.h"

#define CARD struct product_card

const char *product_mode_name(enum product_mode mode)
{
	static const char *const names[PRODUCT_MODES] = {
	    [PRODUCT_BY_GTIN] = "GTIN", [PRODUCT_BY_MPN] = "MPN"};

	return names[mode];
}

static const struct json_field word_fields[] = {JF_STR(struct card_word, text, "", JF_REQUIRED)};

static const struct json_field param_fields[] = {
    JF_STR(struct card_param, id, "/id", JF_REQUIRED),
    JF_STR(struct card_param, name, "/name", 0),
    JF_LIST(struct card_param, struct card_word, values, n_values, "/values", 0, word_fields),
    JF_LIST(struct card_param, struct card_word, labels, n_labels, "/valuesLabels", 0, word_fields),
    JF_TRI(struct card_param, is_gtin, "/options/isGTIN", 0),
};

static const struct json_field category_fields[] = {
    JF_STR(struct card_category, id, "/id", JF_REQUIRED),
};

static const struct json_field place_fields[] = {JF_STR(struct card_place, name, "/name", 0)};

static const struct json_field card_fields[] = {
    JF_STR(CARD, id, "/id", JF_REQUIRED),
    JF_STR(CARD, name, "/name", JF_REQUIRED),
    JF_STR(CARD, category_id, "/category/id", JF_REQUIRED),
    JF_LIST(CARD, struct card_place, path, n_path, "/category/path", 0, place_fields),
    JF_LIST(CARD, struct card_category, similar, n_similar, "/category/similar", 0,
	    category_fields),
    JF_STR(CARD, status, "/publication/status", 0),
    JF_LIST(CARD, struct card_param, params, n_params, "/parameters", 0, param_fields),
    JF_RAW(CARD, raw_params, "/parameters", 0),
    JF_RAW(CARD, raw_images, "/images", 0),
    JF_RAW(CARD, raw_description, "/description", 0),
    JF_RAW(CARD, raw_safety, "/productSafety", 0),
    JF_RAW(CARD, raw_requirements, "/offerRequirements", 0),
};

static bool has_sections(struct json *doc)
{
	struct err ignored = {0};
	struct json *list;

	return !json_list_at(doc, "/description/sections", &list, &ignored) && json_length(list);
}

static enum rc read_card(void *owner, struct json *doc, CARD *out, struct err *e)
{
	*out = (CARD){0};
	if (json_decode(owner, doc, card_fields, out, NULL, e))
		return err_wrap(e, "product %s", str_or(str_id(out->id), "without an id"));
	if (!str_is_id(out->id) || !str_is_id(out->category_id))
		return err_set(e, RC_SHAPE, "a product without an id, or of no category");
	out->name = str_head(owner, out->name, PRODUCT_NAME_CHARS);
	if (!has_sections(doc))
		out->raw_description = NULL;
	return RC_OK;
}

bool product_is_unknown(const struct err *e)
{
	/* The code of the answer is not documented; that of a function that is removed may be it.
	 */
	return e->meaning == MEANING_GONE ||
	       (e->http == 404 && (e->meaning == MEANING_REFUSED || e->meaning == MEANING_REMOVED));
}

const char *product_scope(void)
{
	return operations[OP_PRODUCTS].scope;
}

/* ---- Search ---------------------------------------------------------------------------------- */

/* NULL: by everything. */
static const char *asked_mode(enum product_mode mode)
{
	return mode < PRODUCT_MODES ? product_mode_name(mode) : NULL;
}

static enum rc read_page(void *owner, struct json *doc, struct product_search *out)
{
	static const struct json_field fields[] = {
	    JF_STR(struct card_word, text, "/nextPage/id", 0)};
	struct card_word next = {0};
	struct json *list;

	out->rc = json_list_at(doc, "/products", &list, &out->err);
	if (!out->rc)
		out->rc = json_decode(owner, doc, fields, &next, NULL, &out->err);
	out->at = mem_array(owner, CARD, out->rc ? 1 : json_length(list) + 1);
	for (; !out->rc && out->n < json_length(list); out->n++) {
		out->rc = read_card(owner, json_item(list, out->n), &out->at[out->n], &out->err);
		if (out->rc)
			break;
	}
	if (out->rc)
		return err_wrap(&out->err, "GET /sale/products (%s)",
				str_or(asked_mode(out->mode), "words"));
	out->next = next.text;
	return RC_OK;
}

enum rc products_search(struct allegro *a, void *owner, struct product_search *wanted, size_t n,
			struct err *e)
{
	void *scratch = mem_context(owner, "products");
	struct allegro_call *calls = mem_array(scratch, struct allegro_call, n);
	struct allegro_result *results = mem_array(scratch, struct allegro_result, n);
	struct http_pair(*queries)[4] = mem_array_(scratch, sizeof(*queries), n, "queries");

	for (size_t i = 0; i < n; i++) {
		queries[i][0] = (struct http_pair){"phrase", wanted[i].phrase};
		queries[i][1] = (struct http_pair){"mode", asked_mode(wanted[i].mode)};
		queries[i][2] = (struct http_pair){"page.id", wanted[i].page};
		calls[i] = (struct allegro_call){.op = OP_PRODUCTS, .query = queries[i]};
	}
	enum rc rc = allegro_call_all(a, owner, calls, n, results, e);
	for (size_t i = 0; i < n; i++) {
		wanted[i].rc = results[i].rc;
		wanted[i].asked = results[i].asked;
		wanted[i].err = results[i].err;
		if (!results[i].rc && read_page(owner, results[i].doc, &wanted[i]))
			continue; /* its own trouble, which stands beside it */
	}
	mem_free(scratch);
	return rc;
}

enum rc product_fetch(struct allegro *a, void *owner, const char *id, CARD *out, struct err *e)
{
	const struct allegro_call call = {.op = OP_PRODUCT, .id = id};
	struct json *doc;

	*out = (CARD){0};
	if (allegro_call(a, owner, &call, &doc, e))
		return e->rc;
	if (read_card(owner, doc, out, e))
		return err_wrap(e, "GET /sale/products/%s", id);
	if (!str_eq(out->id, id))
		return err_set(e, RC_SHAPE, "GET /sale/products/%s: the answer is about %s", id,
			       out->id);
	return RC_OK;
}

/* ---- Categories for a name ------------------------------------------------------------------- */

static const struct json_field match_fields[] = {
    JF_STR(struct category_match, id, "/id", JF_REQUIRED),
    JF_STR(struct category_match, name, "/name", JF_REQUIRED),
};
static const struct json_field matches_fields[] = {
    JF_LIST(struct category_matches, struct category_match, at, n, "/matchingCategories",
	    JF_REQUIRED, match_fields),
};

enum rc category_matches_fetch(struct allegro *a, void *owner, const char *name,
			       struct category_matches *out, struct err *e)
{
	const struct http_pair query[] = {{"name", name}, {NULL, NULL}};
	const struct allegro_call call = {.op = OP_CATEGORY_MATCHES, .query = query};
	struct json *doc;

	*out = (struct category_matches){0};
	if (allegro_call(a, owner, &call, &doc, e))
		return e->rc;
	if (json_decode(owner, doc, matches_fields, out, NULL, e))
		return err_wrap(e, "GET /sale/matching-categories");
	for (size_t i = 0; i < out->n; i++)
		if (!str_is_id(out->at[i].id))
			return err_set(e, RC_SHAPE, "a matching category without an id");
	return RC_OK;
}
