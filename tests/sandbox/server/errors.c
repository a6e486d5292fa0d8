/* Error bodies. */
#include "server/errors.h"

#include <string.h>

#include "server/routes.h"

static const struct {
	int status;
	const char *code;
	const char *message;
	const char *user_en;
	const char *user_pl;
} errors[API_ERRORS] = {
    [ERROR_NOT_FOUND] = {404, "NotFoundException", "Not found", "Feature unavailable",
			 "Funkcja niedostępna"},
    [ERROR_ACCESS_DENIED] = {403, "AccessDenied", "Access is denied",
			     "You do not have access to this resource.",
			     "Nie masz dostępu do tego zasobu."},
    [ERROR_USER_AGENT] = {403, "UserAgentException",
			  "User-Agent header is missing or does not match the registered "
			  "application: NAME/VERSION (+https://CONTACT)",
			  "The application did not introduce itself.",
			  "Aplikacja nie przedstawiła się."},
    [ERROR_NOT_ACCEPTABLE] = {406, "NotAcceptableException",
			      "Not acceptable representation requested. Please check 'Accept' "
			      "request header",
			      "The request contains incorrect data. Contact the author of the "
			      "application.",
			      "Zapytanie zawiera nieprawidłowe dane. Skontaktuj się z autorem "
			      "aplikacji."},
    [ERROR_MEDIA_TYPE] = {415, "UnsupportedMediaTypeException",
			  "Unsupported media type. Please check 'Content-Type' request header",
			  "The request contains incorrect data. Contact the author of the "
			  "application.",
			  "Zapytanie zawiera nieprawidłowe dane. Skontaktuj się z autorem "
			  "aplikacji."},
    [ERROR_FORM_NOT_FOUND] = {404, "CheckoutFormNotFoundException", "Checkout form not found",
			      "The order was not found.", "Nie znaleziono zamówienia."},
    [ERROR_FORM_ID] = {422, "VALIDATION_ERROR", "Checkout form id is not a valid UUID",
		       "The order id is incorrect.",
		       "Identyfikator zamówienia jest nieprawidłowy."},
    [ERROR_QUERY] = {400, "InvalidQueryParameter", "Query parameter has an illegal value",
		     "The query is incorrect.", "Zapytanie jest nieprawidłowe."},
    [ERROR_LIMITS] = {422, "VALIDATION_ERROR", "Limit or offset is outside of the accepted range",
		      "Limit or offset is out of range.",
		      "Wartość limit lub offset jest poza zakresem."},
    [ERROR_REVISION] = {409, "CheckoutFormRevisionConflict", "Provided revision is outdated",
			"The order has changed in the meantime.",
			"Zamówienie zmieniło się w międzyczasie."},
    [ERROR_STATUS] = {422, "VALIDATION_ERROR", "Fulfillment status is not allowed",
		      "This status cannot be set.", "Nie można ustawić tego statusu."},
    [ERROR_CHANGES] = {422, "SellerOrdersStoreUnprocessableEntityException", NULL, NULL, NULL},
    /* Allegro does not document the codes of ratings: these three are made up. */
    [ERROR_RATING_NOT_FOUND] = {404, "RatingNotFoundException", "Rating not found",
				"The rating was not found.", "Nie znaleziono oceny."},
    [ERROR_RATING_MESSAGE] = {400, "VALIDATION_ERROR", "Message must have 1 to 500 characters",
			      "The text is empty or too long.", "Treść jest pusta albo za długa."},
    [ERROR_RATING_STATE] = {400, "RatingStateException", "The rating does not allow this",
			    "This rating can no longer be changed.",
			    "Tej oceny nie można już zmienić."},
    /* Made up too: of categories and products the status alone is documented. */
    [ERROR_CATEGORY_NOT_FOUND] = {404, "CategoryNotFoundException", "Category not found",
				  "The category was not found.", "Nie znaleziono kategorii."},
    [ERROR_CATEGORY_QUERY] = {400, "VALIDATION_ERROR", "Query parameter has an illegal value",
			      "The query is incorrect.", "Zapytanie jest nieprawidłowe."},
    /* And of terms. */
    [ERROR_TERM] = {422, "VALIDATION_ERROR", "Field has an illegal value",
		    "One of the values is incorrect.", "Jedna z wartości jest nieprawidłowa."},
    [ERROR_TERM_NOT_FOUND] = {404, "NotFoundException", "Resource not found", "This was not found.",
			      "Nie znaleziono."},
    [ERROR_PRODUCT_NOT_FOUND] = {404, "ProductNotFoundException", "Product not found",
				 "The product was not found.", "Nie znaleziono produktu."},
    [ERROR_PRODUCT_QUERY] = {422, "VALIDATION_ERROR", "Query parameter has an illegal value",
			     "The query is incorrect.", "Zapytanie jest nieprawidłowe."},
    [ERROR_OFFER_NOT_FOUND] = {404, "OfferNotFoundException", "Offer not found",
			       "The offer was not found.", "Nie znaleziono oferty."},
    [ERROR_OFFER_ACCESS] = {403, "OfferAccessDeniedException", "Access to the offer is denied",
			    "The offer belongs to another account.",
			    "Oferta należy do innego konta."},
    [ERROR_OFFER_ID] = {400, "VALIDATION_ERROR", "Offer id has an illegal format",
			"The offer number is incorrect.", "Numer oferty jest nieprawidłowy."},
    [ERROR_OFFER_QUERY] = {400, "VALIDATION_ERROR", "Query parameter has an illegal value",
			   "The query is incorrect.", "Zapytanie jest nieprawidłowe."},
    [ERROR_OFFER_BODY] = {422, "VALIDATION_ERROR", "Field is missing or has an illegal value",
			  "One of the values is incorrect.",
			  "Jedna z wartości jest nieprawidłowa."},
    [ERROR_IMAGE] = {422, "ImageException", "The image cannot be read",
		     "The image is damaged or cannot be fetched.",
		     "Zdjęcie jest uszkodzone albo nie można go pobrać."},
    [ERROR_COMMAND_NOT_FOUND] = {404, "CommandNotFoundException", "Command not found",
				 "The command was not found.", "Nie znaleziono polecenia."},
    [ERROR_COMMAND_USED] = {409, "COMMAND_ALREADY_REGISTERED", "Command id was already used",
			    "The command was accepted before.", "Polecenie przyjęto wcześniej."},
    [ERROR_COMMAND_OTHER] = {409, "COMMAND_ALREADY_REGISTERED_WITH_DIFFERENT_CONTENT",
			     "Command id was already used with different content",
			     "The command was accepted before with other content.",
			     "Polecenie o tym numerze przyjęto wcześniej z inną treścią."},
    [ERROR_BAD_JSON] = {400, "JsonParseException", "Request body is not valid JSON",
			"The request contains incorrect data.",
			"Zapytanie zawiera nieprawidłowe dane."},
    [ERROR_UNKNOWN_PROPERTY] = {422, "UnknownJSONProperty", "Unknown JSON property",
				"The request contains an unknown field.",
				"Zapytanie zawiera nieznane pole."},
    [ERROR_TOO_LARGE] = {413, "PayloadTooLarge", "Request body is too large",
			 "The request is too large.", "Zapytanie jest zbyt duże."},
    [ERROR_TOO_MANY] = {429, "TooManyRequestsException", "An error occurred",
			"Server is unable to respond to your query. Try again in a few minutes.",
			"Serwer nie może odpowiedzieć. Spróbuj ponownie za kilka minut."},
    [ERROR_SERVER] = {500, "InternalServerError", "Internal server error",
		      "An error occurred. Try again later.",
		      "Wystąpił błąd. Spróbuj ponownie później."},
};

static void text_or_null(struct jw *w, const char *key, const char *value)
{
	if (value)
		jw_str(w, key, value);
	else
		jw_null(w, key);
}

bool speaks_polish(const struct exchange *x)
{
	return str_starts(header_get(x, "Accept-Language"), "pl");
}

void refusal_json(struct jw *w, const struct refusal *r)
{
	const char *metadata = str_or(r->metadata, "{}");

	jw_object(w, NULL);
	jw_str(w, "code", r->code);
	text_or_null(w, "message", r->message);
	text_or_null(w, "details", r->details);
	text_or_null(w, "path", r->path);
	text_or_null(w, "userMessage", r->user);
	jw_raw(w, "metadata", metadata, strlen(metadata));
	jw_object_end(w);
}

void answer_refusals(struct exchange *x, int status, const struct refusal *all, size_t n)
{
	struct jw w = answer_json(x, status, MEDIA_PUBLIC);

	jw_object(&w, NULL);
	jw_array(&w, "errors");
	for (size_t i = 0; i < n; i++)
		refusal_json(&w, &all[i]);
	jw_array_end(&w);
	jw_object_end(&w);
}

void answer_error(struct exchange *x, enum api_error error, const char *path, const char *details)
{
	const bool polish = speaks_polish(x);

	answer_refusals(
	    x, errors[error].status,
	    &(struct refusal){.code = errors[error].code,
			      .message = errors[error].message,
			      .user = polish ? errors[error].user_pl : errors[error].user_en,
			      .details = details,
			      .path = path},
	    1);
}

void answer_auth_error(struct exchange *x, int status, const char *error, const char *description)
{
	bool api = x->route && host_is_api(x->route->host);
	struct jw w = answer_json(x, status, api ? MEDIA_PUBLIC : MEDIA_JSON);

	jw_object(&w, NULL);
	jw_str(&w, "error", error);
	jw_str(&w, "error_description", description);
	jw_object_end(&w);
}
