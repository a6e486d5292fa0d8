/* Every URL of terms of sale, one line each. */
#include "areas.h"
#include "terms/producers.h"
#include "terms/terms.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/terms", pg_terms, .role = ROLE_VIEWER, .query = terms_query_fields},
	{POST, "/terms/:id", do_terms_save, .role = ROLE_SELLER, .form = terms_form_fields, .invalid = pg_terms_again},
	{POST, "/terms/:id/renew", do_terms_renew, .role = ROLE_SELLER},
	{GET, "/producers", pg_producers, .role = ROLE_VIEWER, .query = producers_query_fields},
	{POST, "/producers", do_brands_save, .role = ROLE_SELLER, .form = brands_form_fields},
	{GET, "/producers/new", pg_register, .role = ROLE_SELLER, .query = register_query_fields},
	{POST, "/producers/new", do_register, .role = ROLE_SELLER, .form = register_form_fields, .invalid = pg_register},
	{GET, "/producers/brand", pg_brand, .role = ROLE_VIEWER, .query = brand_query_fields},
	{POST, "/producers/brand", do_brand_save, .role = ROLE_SELLER, .form = brand_form_fields, .invalid = pg_brand},
	{POST, "/producers/brand/undo", do_brand_undo, .role = ROLE_SELLER, .form = brand_undo_fields},
};
/* clang-format on */

const struct routes terms_routes = ROUTES(rows);
