#ifndef SANDBOX_SERVER_ERRORS_H
#define SANDBOX_SERVER_ERRORS_H

/* Allegro's error bodies (FACTS 0.2, 14). */

#include "server/http.h"

enum api_error {
	ERROR_NOT_FOUND,
	ERROR_ACCESS_DENIED,
	ERROR_USER_AGENT,
	ERROR_NOT_ACCEPTABLE,
	ERROR_MEDIA_TYPE,
	ERROR_FORM_NOT_FOUND,
	ERROR_FORM_ID,
	ERROR_QUERY,
	ERROR_LIMITS,
	ERROR_REVISION,
	ERROR_STATUS,
	ERROR_CHANGES, /* as many as an order takes (FACTS 2.6) */
	ERROR_RATING_NOT_FOUND,
	ERROR_RATING_MESSAGE,
	ERROR_RATING_STATE, /* answered, or asked for, already; or too late */
	ERROR_CATEGORY_NOT_FOUND,
	ERROR_CATEGORY_QUERY,
	ERROR_TERM, /* a value of shipping rates, producers, persons */
	ERROR_TERM_NOT_FOUND,
	ERROR_PRODUCT_NOT_FOUND,
	ERROR_PRODUCT_QUERY,
	ERROR_OFFER_NOT_FOUND,
	ERROR_OFFER_ACCESS,
	ERROR_OFFER_ID,
	ERROR_OFFER_QUERY,
	ERROR_OFFER_BODY,
	ERROR_IMAGE,
	ERROR_COMMAND_NOT_FOUND,
	ERROR_COMMAND_USED,  /* its id, by the same command */
	ERROR_COMMAND_OTHER, /* by another one */
	ERROR_BAD_JSON,
	ERROR_UNKNOWN_PROPERTY,
	ERROR_TOO_LARGE,
	ERROR_TOO_MANY,
	ERROR_SERVER,
	API_ERRORS
};

/* An ErrorsHolder with its status; path and details may be NULL. */
void answer_error(struct exchange *x, enum api_error error, const char *path, const char *details);

/* One error in words of its resource; NULL: null. */
struct refusal {
	const char *code;
	const char *message;
	const char *user; /* what a person may be shown, in the caller's language */
	const char *details;
	const char *path;
	const char *metadata; /* a JSON object; NULL: {} */
};
void refusal_json(struct jw *w, const struct refusal *r);

/* An ErrorsHolder of several. */
void answer_refusals(struct exchange *x, int status, const struct refusal *all, size_t n);

/* Does the caller want to be spoken to in Polish? */
bool speaks_polish(const struct exchange *x);

/* An AuthError: {"error", "error_description"}. */
void answer_auth_error(struct exchange *x, int status, const char *error, const char *description);

#endif
