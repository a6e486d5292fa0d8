/* Every URL of ratings, one line each. */
#include "areas.h"
#include "ratings/ratings.h"

/* clang-format off */
static const struct route rows[] = {
	{GET, "/ratings", pg_ratings, .role = ROLE_VIEWER, .query = ratings_query_fields},
	{GET, "/ratings/:id", pg_rating, .role = ROLE_VIEWER},
	{POST, "/ratings/:id/answer", do_rating_answer, .role = ROLE_SELLER, .form = rating_text_fields, .invalid = pg_rating},
	{POST, "/ratings/:id/removal", do_rating_removal, .role = ROLE_SELLER, .form = rating_text_fields, .invalid = pg_rating},
};
/* clang-format on */

const struct routes ratings_routes = ROUTES(rows);
